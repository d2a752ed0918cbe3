//! Which projects may use a connection (ACC-7).

use crate::{
    components::{Button, ButtonKind, Card, Checkbox, Choice, Flashes, Form, FormActions, RadioGroup},
    domain::{
        Command, Permission, ProjectId, SpaceId,
        account::{self, AccountId},
        gate::Place,
    },
    pages::{
        form::{Faults, RefusalNote},
        space::shared::refusal_of,
    },
    session::Session,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

const ALL: &str = "all";
const SOME: &str = "some";

/// The card.
#[component]
pub(super) fn Projects(space: SpaceId, account: AccountId) -> impl IntoView {
    let session = Session::here();
    let kept = Memo::new(move |_| {
        session.with(|state| state.space(space).map(|space| space.tie(account).projects).unwrap_or_default())
    });
    // A form of its own for what is kept now: after a change it begins anew.
    view! {
        <Card title="Projects that may use it">
            {move || view! { <Chosen space=space account=account kept=kept.get() /> }}
        </Card>
    }
}

#[component]
fn Chosen(space: SpaceId, account: AccountId, kept: Option<BTreeSet<ProjectId>>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let who = RwSignal::new(if kept.is_some() { SOME } else { ALL }.to_owned());
    let projects = session.peek(|state| {
        let Some(space) = state.space(space) else { return Vec::new() };
        space.projects_by_name().into_iter().map(|project| (project.id, project.name.clone())).collect::<Vec<_>>()
    });
    let ticks: Vec<(ProjectId, String, RwSignal<bool>)> = projects
        .into_iter()
        .map(|(id, name)| {
            let ticked = kept.as_ref().is_some_and(|kept| kept.contains(&id));
            (id, name, RwSignal::new(ticked))
        })
        .collect();
    let chosen = {
        let ticks = ticks.clone();
        Signal::derive(move || {
            who.with(|who| who == SOME)
                .then(|| ticks.iter().filter(|(.., ticked)| ticked.get()).map(|(id, ..)| *id).collect::<BTreeSet<_>>())
        })
    };
    let place = move || Place::Space(space);
    let no_some = refusal_of(Permission::EnableProjectRestrictedAccountConnectionsInTheSpace1, place);
    let no_all = refusal_of(Permission::DisableProjectRestrictedAccountConnectionsInTheSpace2, place);
    let refused = move || if who.with(|who| who == SOME) { no_some.get() } else { no_all.get() };
    let unchanged = Signal::derive(move || {
        refused().or_else(|| (chosen.get() == kept).then(|| "Nothing is changed yet.".to_owned()))
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        let projects = chosen.get_untracked().map(|projects| projects.into_iter().collect());
        busy.set(true);
        leptos::task::spawn_local(async move {
            let command = account::Command::Restrict { space, account, projects };
            let outcome = session.send(Command::Account(command)).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => drop(flashes.good("The projects are saved.")),
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    let choices = vec![
        Choice::new(ALL, "All projects of the space"),
        Choice::new(SOME, "Only chosen projects")
            .description("Environments of other projects can use the account no more."),
    ];
    view! {
        <Form on_submit=submit busy=busy>
            <RefusalNote refusal=faults.any() />
            <RadioGroup label="Who may use this account" value=who choices=choices />
            <Show when=move || who.with(|who| who == SOME)>
                <fieldset class="field ticks">
                    <legend>"Projects"</legend>
                    {ticks
                        .iter()
                        .map(|(_, name, ticked)| view! { <Checkbox label=name.clone() value=*ticked /> })
                        .collect_view()}
                </fieldset>
            </Show>
            <FormActions>
                <Button kind=ButtonKind::Secondary submit=true busy=busy disabled_reason=unchanged>"Save projects"</Button>
            </FormActions>
        </Form>
    }
}
