//! Deleting a space (SPC-8): what goes, what stays, the typed word, the passphrase again.

use super::shared::{counted, refusal_of, space_crumbs};
use crate::{
    components::{
        Breadcrumbs, Button, ButtonKind, Card, Choice, Form, Icon, Note, PageHead, RadioGroup, Split, Stack, TextField,
        Tone,
    },
    domain::{
        Permission, SpaceId,
        application::{WithoutSpace, without_space},
        gate::Place,
        space::delete::{self, Goes},
        text::field::{APPLICATION_AFTERWARDS, DELETE_CONFIRM},
    },
    pages::{
        again::Again,
        form::{Faults, RefusalNote},
    },
    routes::Route,
    session::{Proof, Session, browser::clock},
};
use leptos::prelude::*;

/// The page at `/spaces/:s/settings/delete`.
#[component]
pub fn DeleteSpacePage(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
) -> impl IntoView {
    let session = Session::here();
    let crumbs = space_crumbs(space);
    let name = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| state.space(id).map(|space| space.name.clone()).unwrap_or_default())
    });
    let goes = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| state.space(id).map(|space| Goes::of(space, clock::now())).unwrap_or_default())
    });
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead title="Delete space" lead=Signal::derive(move || Some(format!("Ends {} for good. It cannot be undone.", name.get()))) />
        <Split>
            <Stack>
            <Card title="What goes">
                <ul class="goes">{move || lines(&goes.get()).into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </Card>
            <DeleteForm space=space name=name />
            </Stack>
            <Card title="How it goes, and what stays">
                <ul class="limits small">
                    <li>"Members lose access at once, in every tab. Billing of the space stops."</li>
                    <li>"The key of the space is destroyed first; whatever is still on the disk then opens for nobody. After that, all that it sealed is removed, drafts too."</li>
                    <li>"The name is never free again. What is kept of it is a keyed hash, not the name."</li>
                    <li>"People keep their Builder IDs. The activity log keeps two lines: that the key was destroyed, and that you deleted a space."</li>
                    <li>"Nothing changes in AWS: the accounts, their roles and whatever runs there stay as they are."</li>
                </ul>
                <Note tone=Tone::Warn link=Signal::stored(Some(("Export the vault first".to_owned(), Route::DataProtection.href())))>
                    "Vault files that were exported before still hold the space, with its key. They are also the only way back."
                </Note>
            </Card>
        </Split>
    }
}

/// What goes, a line each; what there is none of is left out.
fn lines(goes: &Goes) -> Vec<String> {
    let Goes { projects, issues, members, invitations, teams, connections, lines } = *goes;
    let lines = usize::try_from(lines).unwrap_or(usize::MAX);
    let all = [
        (projects, counted(projects, "project", "projects")),
        (issues, counted(issues, "issue", "issues")),
        (members, counted(members, "membership", "memberships")),
        (invitations, counted(invitations, "open invitation", "open invitations")),
        (teams, counted(teams, "team", "teams")),
        (connections, counted(connections, "account connection", "account connections")),
        (lines, counted(lines, "line of activity", "lines of activity")),
    ];
    all.into_iter().filter(|(count, _)| *count > 0).map(|(_, line)| line).collect()
}

/// The values of the choice of SSO-9.
const KEEP: &str = "keep";
const DELETE: &str = "delete";

fn chosen_of(value: &str) -> Option<WithoutSpace> {
    match value {
        KEEP => Some(WithoutSpace::Keep),
        DELETE => Some(WithoutSpace::Delete),
        _ => None,
    }
}

fn choices(application: &str) -> Vec<Choice> {
    vec![
        Choice::new(KEEP, format!("Keep {application}"))
            .description("Free for another space. Its groups stay connected."),
        Choice::new(DELETE, format!("Delete {application}")).description("Users and groups stay in Identity Center."),
    ]
}

#[component]
fn DeleteForm(space: Signal<SpaceId>, name: Memo<String>) -> impl IntoView {
    let session = Session::here();
    let again = Again::of_page();
    let faults = Faults::default();
    let typed = RwSignal::new(String::new());
    let afterwards = RwSignal::new(String::new());
    let application = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| state.application_for(id).map(|application| application.name.clone()))
    });
    let busy = RwSignal::new(false);
    // A word typed for one space is not taken for another.
    Effect::new(move |before: Option<SpaceId>| {
        let now = space.get();
        if before.is_some_and(|before| before != now) {
            typed.set(String::new());
            afterwards.set(String::new());
            faults.clear();
        }
        now
    });
    let refused = refusal_of(Permission::DeleteSpace, move || Place::Space(space.get()));
    let submit = Callback::new(move |()| {
        faults.clear();
        let (id, word) = (space.get_untracked(), typed.get_untracked());
        let chosen = afterwards.with_untracked(|chosen| chosen_of(chosen));
        // Nobody is asked for the passphrase before the form is whole.
        let whole = delete::confirmed(&word).and_then(|()| session.with(|state| without_space(state, id, chosen)));
        if let Err(refusal) = whole {
            return faults.show(refusal);
        }
        let then = move |proof: Proof| {
            busy.try_set(true);
            let word = word.clone();
            leptos::task::spawn_local(async move {
                // Where it leads afterwards is the frame's business: other tabs go there too.
                if let Err(refusal) = session.delete_space(id, word, chosen, proof).await {
                    busy.try_set(false);
                    faults.show(refusal);
                }
            });
        };
        let name = name.get_untracked();
        again.ask(format!("This deletes {name} with everything in it, for good."), "Delete", then);
    });
    view! {
        <Card title="Confirm">
            <Form on_submit=submit busy=busy>
                <RefusalNote refusal=faults.beside(&[DELETE_CONFIRM, APPLICATION_AFTERWARDS]) />
                {move || application.get().map(|name| view! {
                    <RadioGroup
                        label=APPLICATION_AFTERWARDS
                        value=afterwards
                        choices=choices(&name)
                        fault=faults.at(APPLICATION_AFTERWARDS)
                    />
                })}
                <TextField label=DELETE_CONFIRM value=typed mono=true fault=faults.at(DELETE_CONFIRM) />
                <div class="form-actions">
                    <Button kind=ButtonKind::DangerSolid icon=Icon::Trash submit=true busy=busy disabled_reason=refused>"Delete"</Button>
                </div>
            </Form>
        </Card>
    }
}
