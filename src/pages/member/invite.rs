//! The dialog that invites: one address or many, typed, pasted or from a CSV file (MBR-1, MBR-11).

use super::{
    desk::{Desk, roles_at},
    dialogs::role_of,
};
use crate::{
    components::{
        Button, ButtonKind, Choice, Dialog, DialogShape, DropZone, Form, FormActions, Icon, IconView, Select, TextArea,
    },
    domain::{
        Facts, Permission, ProjectId, Refusal, Role, SpaceId, State,
        draft::DraftKey,
        gate::{self, Place},
        member,
        text::field,
    },
    formats::invitations::{self, Wanted},
    pages::{
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
        space::shared::counted,
    },
    routes::Route,
    session::browser::{clock, files::Chosen},
};
use leptos::prelude::*;

/// A CSV of ten thousand addresses is far below this many bytes.
const FILE_MOST: u64 = 2 * 1024 * 1024;

/// What became of one address.
type Row = (String, Option<String>);

/// The dialog.
#[component]
pub fn Invite(
    /// Says when it is open.
    desk: Desk,
    /// To which space.
    space: Signal<SpaceId>,
    /// To which project of it; `None` for the space itself.
    project: Signal<Option<ProjectId>>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        if project.get().is_some() { "Invite to the project" } else { "Invite to the space" }.to_owned()
    });
    let results = RwSignal::new(None::<Vec<Row>>);
    view! {
        <Dialog open=desk.inviting title=title shape=DialogShape::Wide on_close=Callback::new(move |()| results.set(None))>
            {move || match results.get() {
                None => view! { <InviteForm desk=desk space=space project=project results=results /> }.into_any(),
                Some(rows) => view! { <Results desk=desk rows=rows /> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn InviteForm(
    desk: Desk,
    space: Signal<SpaceId>,
    project: Signal<Option<ProjectId>>,
    results: RwSignal<Option<Vec<Row>>>,
) -> impl IntoView {
    let session = desk.session;
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let email = RwSignal::new(String::new());
    let first = if project.get_untracked().is_some() { Role::Contributor } else { Role::PowerUser };
    let role = RwSignal::new(first.label().to_owned());
    let file_fault = RwSignal::new(None::<String>);
    let kept = use_draft(
        DraftKey::Invite(space.get_untracked(), project.get_untracked()),
        vec![DraftField::text("email", email), DraftField::choice("role", role)],
    );
    Effect::new(move |_| {
        email.track();
        role.track();
        faults.clear();
    });
    let choices = Memo::new(move |_| {
        let (actor, space, project) = (session.actor(), space.get(), project.get());
        session.with(|state| choices(state, actor, space, project))
    });
    let wanted = Memo::new(move |_| email.with(|text| invitations::read(text)));
    let hint = Signal::derive(move || {
        let count = wanted.with(Vec::len);
        Some(if count > 1 {
            format!(
                "{}. Each gets the role below, unless another stands beside it.",
                counted(count, "address", "addresses")
            )
        } else {
            "One address, or several: a line each, or separated by commas.".to_owned()
        })
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        let Some(role) = role.with_untracked(|label| role_of(label)) else { return };
        let (space, project) = (space.get_untracked(), project.get_untracked());
        let wanted = wanted.get_untracked();
        let one = |wanted: &Wanted| member::Command::Invite {
            space,
            project,
            email: wanted.email.clone(),
            role: wanted.role.unwrap_or(role),
        };
        let wishes: Vec<member::Command> = wanted.iter().map(one).collect();
        let (command, rows) = match wishes.as_slice() {
            [] => return faults.show(Refusal::new("MBR-1", "Give at least one email address.").at(field::EMAIL)),
            [one] => (one.clone(), Vec::new()),
            _ => {
                let mut nothing = |bytes: &mut [u8]| bytes.fill(0);
                let mut facts = Facts::new(clock::now(), &mut nothing);
                let outcome = session.peek(|state| member::rows(state, session.actor(), wishes.clone(), &mut facts));
                let told = outcome.into_iter().map(|row| row.err().map(|refusal| refusal.message));
                let rows = wanted.iter().map(|wanted| wanted.email.clone()).zip(told).collect();
                (member::Command::Each { wishes }, rows)
            }
        };
        busy.set(true);
        let sending = kept.sending();
        leptos::task::spawn_local(async move {
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            if outcome.is_ok() {
                sending.done();
            }
            match outcome {
                Err(refusal) if rows.is_empty() => faults.show(refusal),
                Ok(_) if rows.is_empty() => {
                    desk.inviting.try_set(false);
                    desk.flashes
                        .good("Invitation sent. Its message lies in the outbox.")
                        .with_link("Open the outbox", Route::Outbox.href());
                }
                _ => drop(results.try_set(Some(rows))),
            }
        });
    });
    let take =
        UnsyncCallback::new(move |(files,): (Vec<web_sys::File>,)| {
            file_fault.set(None);
            let Some(file) = files.into_iter().next().map(Chosen::from) else { return };
            leptos::task::spawn_local(async move {
                match file.read(FILE_MOST, |_| ()).await {
                    Err(fault) => drop(file_fault.try_set(Some(fault.sentence()))),
                    Ok(bytes) => match String::from_utf8(bytes) {
                        Ok(text) if !invitations::read(&text).is_empty() => drop(email.try_set(text)),
                        Ok(_) => drop(
                            file_fault.try_set(Some(
                                "There is no address in this file. It takes a line for each, or a column named Email."
                                    .to_owned(),
                            )),
                        ),
                        Err(_) => drop(file_fault.try_set(Some(
                            "This file is no text. Save the list as CSV (UTF-8) and try again.".to_owned(),
                        ))),
                    },
                }
            });
        });
    view! {
        <Form on_submit=submit busy=busy label=Some("Invitation".to_owned())>
            <RefusalNote refusal=faults.beside(&[field::EMAIL, field::ROLE]) />
            <TextArea label=field::EMAIL value=email rows=2 hint=hint fault=faults.at(field::EMAIL) autofocus=true />
            <Select
                label=field::ROLE
                value=role
                choices=choices
                hint=Signal::derive(move || Some(role_hint(role.with(|label| role_of(label)), project.get())))
                fault=faults.at(field::ROLE)
            />
            <details class="more-ways">
                <summary>"From a CSV file"</summary>
                <DropZone
                    label="Drop a CSV file here or choose one"
                    hint=Some("A line for each person, or columns named Email and Role.".to_owned())
                    fault=file_fault
                    accept=".csv,.txt,text/csv"
                    on_files=take
                />
            </details>
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| desk.inviting.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Invite"</Button>
                <DraftLine draft=kept />
            </FormActions>
        </Form>
    }
}

fn role_hint(role: Option<Role>, project: Option<ProjectId>) -> String {
    match role {
        Some(Role::SpaceAdministrator) => "May do everything in the space and in every project of it.",
        Some(Role::PowerUser) => "Helps to run the space, and is in no project without a role there.",
        Some(Role::ProjectAdministrator) => "May do everything in this project.",
        Some(Role::Contributor) => "Works on the project.",
        Some(Role::Reviewer) => "Reviews, writes issues, and runs nothing.",
        Some(Role::ReadOnly) => "Looks at the project.",
        _ => "",
    }
    .to_owned()
        + if project.is_some() { " In the space they get Limited access." } else { "" }
}

/// The roles that one can be invited with; who may not give one is told why.
fn choices(
    state: &State,
    actor: Option<crate::domain::PersonId>,
    space: SpaceId,
    project: Option<ProjectId>,
) -> Vec<Choice> {
    let reason = |role: Role| {
        let administrator = role == Role::SpaceAdministrator;
        let asked = gate::can(state, actor, Permission::AddOtherUsersToTheSpaceAdministratorRole, Place::Space(space));
        administrator.then(|| asked.err().map(|refusal| refusal.message)).flatten()
    };
    let invites = roles_at(project).iter().filter(|role| **role != Role::LimitedAccess);
    invites.map(|role| Choice::new(role.label(), role.label()).disabled(reason(*role))).collect()
}

#[component]
fn Results(desk: Desk, rows: Vec<Row>) -> impl IntoView {
    let sent = rows.iter().filter(|(_, refused)| refused.is_none()).count();
    let words = match rows.len() - sent {
        0 => format!("{} sent.", counted(sent, "invitation", "invitations")),
        out => format!("{} sent, {out} left out.", counted(sent, "invitation", "invitations")),
    };
    view! {
        <p role="status"><b>{words}</b> " Their messages lie in the " <a href=Route::Outbox.href()>"outbox"</a> "."</p>
        <ul class="row-results" aria-label="Result for each address">
            {rows
                .into_iter()
                .map(|(email, refused)| {
                    let good = refused.is_none();
                    view! {
                        <li data-tone=if good { "good" } else { "bad" }>
                            <IconView icon=if good { Icon::Check } else { Icon::Fault } />
                            <span><b>{email}</b> " " {refused.unwrap_or_else(|| "Invited.".to_owned())}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        <div class="form-actions at-end">
            <Button kind=ButtonKind::Primary on_press=move |()| desk.inviting.set(false)>"Done"</Button>
        </div>
    }
}
