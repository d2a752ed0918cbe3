//! The trust policy that is recommended for a VPC role, filled in (VPC-4).

use crate::{
    components::{Choice, CopyBlock, Select},
    domain::{ProjectId, SpaceId, space::Origin, vpc::role},
    session::Session,
};
use leptos::prelude::*;

/// The policy, for the whole space or one project, with the command that sets it.
#[component]
pub fn TrustPolicy(
    /// Of which space.
    space: SpaceId,
    /// The role's name; without one, the policy stands alone.
    #[prop(into)]
    role: Signal<String>,
) -> impl IntoView {
    let session = Session::here();
    let project = RwSignal::new(String::new());
    let choices =
        Memo::new(move |_| {
            let mut all = vec![Choice::new("", "The space and all its projects")];
            session.with(|state| {
                if let Some(space) = state.space(space) {
                    let projects = space.projects_by_name().into_iter();
                    all.extend(projects.map(|project| {
                        Choice::new(project.id.to_string(), format!("The project {} alone", project.name))
                    }));
                }
            });
            all
        });
    let imported =
        session.select(move |state| state.space(space).is_some_and(|space| space.origin == Origin::Imported));
    let policy = Memo::new(move |_| role::trust_policy(space.0, project.with(|id| ProjectId::parse(id))));
    let name = move || role.with(|arn| arn.rsplit('/').next().unwrap_or_default().to_owned());
    view! {
        <div class="stack trust">
            <p class="muted">
                "A VPC connection belongs to the space, so that each of its projects can use it. The trust policy of the role says who may: with this one the role is used for this space alone, or for one project of it."
            </p>
            <Show when=move || imported.get()>
                <p class="muted">"This space was imported, and the CLI does not print its id there. Compare the id below with the one that the space's own settings show."</p>
            </Show>
            <Select label="Who may use the role" value=project choices=choices />
            <CopyBlock text=policy what="the trust policy" label="Trust policy" />
            {move || {
                let name = name();
                (!name.is_empty()).then(|| view! { <CopyBlock text=role::trust_command(&name, &policy.get()) /> })
            }}
        </div>
    }
}
