//! Changing a role, with what that changes; removing people, with what goes (MBR-6..8).

use super::{
    desk::{Desk, Target},
    preview::{Preview, place_words},
};
use crate::{
    components::{Button, ButtonKind, Choice, ConfirmDialog, Dialog, Form, FormActions, Select},
    domain::{Command, Facts, PersonId, Role, State, access::refused, gate::Place, member, text::field},
    pages::{
        form::{Faults, RefusalNote},
        space::shared::{counted, name_of},
    },
    session::browser::clock,
};
use leptos::prelude::*;

/// The role of a label.
pub fn role_of(label: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.label() == label)
}

fn place(target: Target) -> Place {
    target.project.map_or(Place::Space(target.space), |project| Place::Project(target.space, project))
}

/// The dialog that changes somebody's role.
#[component]
pub fn ChangeRole(
    /// Says whose.
    desk: Desk,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(desk.changing.with(Option::is_some)));
    let title = Signal::derive(move || {
        let name = desk.changing.get().map(|target| desk.session.with(|state| name_of(state, target.person)));
        format!("Change the role of {}", name.unwrap_or_default())
    });
    view! {
        <Dialog open=open title=title on_close=Callback::new(move |()| desk.changing.set(None))>
            {move || desk.changing.get().map(|target| view! { <RoleForm desk=desk target=target /> })}
        </Dialog>
    }
}

#[component]
fn RoleForm(desk: Desk, target: Target) -> impl IntoView {
    let session = desk.session;
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let held = Memo::new(move |_| session.with(|state| target.role(state)));
    let first = held.get_untracked().or_else(|| target.roles().last().copied());
    let chosen = RwSignal::new(first.map(|role| role.label().to_owned()).unwrap_or_default());
    Effect::new(move |_| {
        chosen.track();
        faults.clear();
    });
    let choices = Memo::new(move |_| {
        let actor = session.actor();
        session.with(|state| choices(state, actor, target))
    });
    let wanted = Signal::derive(move || chosen.with(|label| role_of(label)).filter(|role| Some(*role) != held.get()));
    let unchanged = Signal::derive(move || wanted.get().is_none().then(|| "Choose another role first.".to_owned()));
    let command = Signal::derive(move || wanted.get().map(|role| target.set(role)));
    let lead = session.peek(|state| {
        let now = target.role(state).map_or("none yet", Role::label);
        format!("Their role in {}: {now}.", place_words(state, place(target)))
    });
    let submit = Callback::new(move |()| {
        let Some(role) = wanted.get_untracked() else { return };
        let back = held.get_untracked().map(|held| target.set(held));
        let name = session.peek(|state| name_of(state, target.person));
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(target.set(role)).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                return faults.show(refusal);
            }
            desk.changing.try_set(None);
            let shown = desk.flashes.good(format!("{name}: {} now.", role.label()));
            if let Some(back) = back {
                shown.with_action("Undo", move || desk.send(back.clone(), "Undone.".to_owned(), None));
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Change role".to_owned())>
            <p>{lead}</p>
            <RefusalNote refusal=faults.any_but(field::ROLE) />
            <Select label=field::ROLE value=chosen choices=choices fault=faults.at(field::ROLE) />
            <Preview space=Signal::stored(target.space) command=command />
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| desk.changing.set(None)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy disabled_reason=unchanged>"Change role"</Button>
            </FormActions>
        </Form>
    }
}

/// The roles of the place; those that the one who acts may not give say why.
fn choices(state: &State, actor: Option<PersonId>, target: Target) -> Vec<Choice> {
    let held = target.role(state);
    let choice = |role: &Role| {
        let reason = (Some(*role) != held).then(|| refused(state, actor, target.set(*role), clock::now())).flatten();
        Choice::new(role.label(), role.label()).disabled(reason.map(|refusal| refusal.message))
    };
    target.roles().iter().map(choice).collect()
}

/// The dialog that removes one or many.
#[component]
pub fn Remove(
    /// Says whom.
    desk: Desk,
) -> impl IntoView {
    let session = desk.session;
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let some = desk.removing.with(|all| !all.is_empty());
        if some {
            fault.set(None);
        }
        open.set(some);
    });
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if !now && before == Some(true) {
            desk.removing.update(Vec::clear);
        }
        now
    });
    let title =
        Signal::derive(move || desk.removing.with(|all| session.with(|state| title(state, session.actor(), all))));
    let lead = Signal::derive(move || {
        "They lose what they could do there at once. What they made stays and still shows their name.".to_owned()
    });
    let goes = Signal::derive(move || {
        let actor = session.actor();
        desk.removing.with(|all| session.with(|state| goes(state, actor, all)))
    });
    let action = Signal::derive(move || {
        let count = desk.removing.with(Vec::len);
        let own = desk.removing.with(|all| matches!(all.as_slice(), [one] if session.actor() == Some(one.person)));
        match (own, count) {
            (true, _) => "Leave".to_owned(),
            (false, 0 | 1) => "Remove".to_owned(),
            (false, count) => format!("Remove {}", counted(count, "person", "people")),
        }
    });
    let confirm = Callback::new(move |()| {
        let all = desk.removing.get_untracked();
        let actor = session.actor();
        let words = session.peek(|state| done_words(state, actor, &all));
        let command: Command = match all.as_slice() {
            [one] => one.remove().into(),
            many => member::Command::Each { wishes: many.iter().map(|target| target.remove()).collect() }.into(),
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(command).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                fault.try_set(Some(refusal.message));
                return;
            }
            desk.removing.try_set(Vec::new());
            desk.flashes.good(words);
        });
    });
    view! { <ConfirmDialog open=open title=title lead=lead goes=goes action=action fault=fault busy=busy on_confirm=confirm /> }
}

fn title(state: &State, actor: Option<PersonId>, all: &[Target]) -> String {
    match all {
        [] => String::new(),
        [one] if actor == Some(one.person) => format!("Leave {}", place_words(state, place(*one))),
        [one] => format!("Remove {} from {}", name_of(state, one.person), place_words(state, place(*one))),
        [one, ..] => {
            format!("Remove {} from {}", counted(all.len(), "person", "people"), place_words(state, place(*one)))
        }
    }
}

/// What would become of each, one after another, so that the last administrator stays however many are chosen (MBR-7).
fn results(state: &State, actor: Option<PersonId>, all: &[Target]) -> Vec<Option<String>> {
    let mut nothing = |bytes: &mut [u8]| bytes.fill(0);
    let wishes = all.iter().map(|target| target.remove()).collect();
    let rows = member::rows(state, actor, wishes, &mut Facts::new(clock::now(), &mut nothing));
    rows.into_iter().map(|row| row.err().map(|refusal| refusal.message)).collect()
}

fn goes(state: &State, actor: Option<PersonId>, all: &[Target]) -> Vec<String> {
    let results = results(state, actor, all);
    let line = |(target, refused): (&Target, Option<String>)| {
        let name = name_of(state, target.person);
        match refused {
            Some(reason) => format!("{name} stays: {reason}"),
            None => format!("{name}: {}", what_goes(state, *target)),
        }
    };
    all.iter().zip(results).map(line).collect()
}

fn what_goes(state: &State, target: Target) -> String {
    let Some(space) = state.space(target.space) else { return String::new() };
    let role = target.role(state).map_or("no role", Role::label);
    if target.project.is_some() {
        return format!("{role} in the project");
    }
    let mut parts = vec![format!("{role} in the space")];
    let roles = |(_, project): (_, &std::sync::Arc<crate::domain::project::Project>)| {
        let role = project.roles.get(&target.person)?;
        Some(format!("{} in {}", role.label(), project.name))
    };
    parts.extend(space.projects.iter().filter_map(roles));
    parts.extend(space.teams_of(target.person).map(|team| format!("the team {}", team.name)));
    parts.join(", ")
}

fn done_words(state: &State, actor: Option<PersonId>, all: &[Target]) -> String {
    let results = results(state, actor, all);
    let stay = results.iter().filter(|refused| refused.is_some()).count();
    match all {
        [one] if actor == Some(one.person) => format!("You left {}.", place_words(state, place(*one))),
        [one] => format!("{} removed from {}.", name_of(state, one.person), place_words(state, place(*one))),
        _ if stay == 0 => format!("{} removed.", counted(all.len(), "person", "people")),
        _ => format!("{} removed, {} left out.", counted(all.len() - stay, "person", "people"), stay),
    }
}
