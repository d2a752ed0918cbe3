//! The page of one team: its members, its role in the space, its roles in projects (TEM-1).

use super::{
    add::AddMembers,
    list::group_names,
    roles::{ProjectRoles, SpaceRole},
};
use crate::{
    components::{
        Breadcrumbs, Button, ButtonKind, Card, Column, ConfirmDialog, Crumb, DataTable, Dialog, Empty, Flashes, Form,
        FormActions, Icon, Note, PageHead, Person, Stack, TextField, Tone, Width, note::Refused,
    },
    domain::{
        Command, Permission, PersonId, SpaceId, State, access::refused, gate::Place, id::TeamId, team, text::field,
    },
    pages::{
        form::{Faults, RefusalNote},
        space::shared::{counted, name_of, refusal_of, space_crumbs_with},
    },
    routes::Route,
    session::{Nav, Session, browser::clock},
};
use leptos::prelude::*;
use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    person: PersonId,
    name: String,
    alias: String,
    role: &'static str,
}

/// Why a command would be refused now, tracked.
pub(super) fn no(command: impl Fn() -> Command + Send + Sync + 'static) -> Signal<Option<String>> {
    let session = Session::here();
    Memo::new(move |_| {
        let (actor, command) = (session.actor(), command());
        session.with(|state| refused(state, actor, command, clock::now()).map(|refusal| refusal.message))
    })
    .into()
}

/// The page at `/spaces/:s/settings/teams/:team`.
#[component]
pub fn TeamPage(
    /// In which space.
    #[prop(into)]
    space: Signal<SpaceId>,
    /// Which team.
    #[prop(into)]
    team: Signal<TeamId>,
) -> impl IntoView {
    let session = Session::here();
    let crumbs = space_crumbs_with(space, |id| Crumb::new("Teams", Route::Teams(id).href()));
    let hidden = refusal_of(Permission::ViewTeams, move || Place::Space(space.get()));
    let name = Memo::new(move |_| {
        let (space, team) = (space.get(), team.get());
        session.with(|state| state.space(space).and_then(|space| space.team(team)).map(|team| team.name.clone()))
    });
    let title = Signal::derive(move || name.get().unwrap_or_else(|| "Team".to_owned()));
    let (renaming, deleting) = (RwSignal::new(false), RwSignal::new(false));
    let no_update = refusal_of(Permission::UpdateTeam, move || Place::Space(space.get()));
    let no_delete = no(move || team::Command::Delete { space: space.get(), team: team.get() }.into());
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title=title
            actions=move || move || name.with(Option::is_some).then(|| view! {
                <Button icon=Icon::Edit disabled_reason=no_update on_press=move |()| renaming.set(true)>"Rename"</Button>
                <Button kind=ButtonKind::Danger icon=Icon::Trash disabled_reason=no_delete on_press=move |()| deleting.set(true)>"Delete team"</Button>
            })
        />
        {move || match (hidden.get(), name.with(Option::is_some)) {
            (Some(reason), _) => view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any(),
            (None, false) => view! {
                <Refused
                    title="No such team"
                    reason="This team is not here. It may have been deleted."
                    link=Some(("See the teams".to_owned(), Route::Teams(space.get()).href()))
                />
            }
                .into_any(),
            (None, true) => view! {
                <Stack>
                    <Members space=space team=team />
                    <Card title="Role in the space"><SpaceRole space=space team=team /></Card>
                    <ProjectRoles space=space team=team />
                </Stack>
            }
                .into_any(),
        }}
        <Dialog open=renaming title="Rename the team"><Rename open=renaming space=space team=team /></Dialog>
        <Delete open=deleting space=space team=team />
    }
}

fn rows(state: &State, space: SpaceId, team: TeamId) -> Vec<Row> {
    let Some(space) = state.space(space) else { return Vec::new() };
    let row = |member: &crate::domain::member::Member| Row {
        person: member.person,
        name: name_of(state, member.person),
        alias: state.people.get(&member.person).map(|person| format!("@{}", person.alias)).unwrap_or_default(),
        role: member.role.label(),
    };
    let mut rows: Vec<Row> = space.team_members(team).map(row).collect();
    rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.person));
    rows
}

#[component]
fn Members(space: Signal<SpaceId>, team: Signal<TeamId>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let adding = RwSignal::new(false);
    let selection = RwSignal::new(BTreeSet::<String>::new());
    let rows = Memo::new(move |_| {
        let (space, team) = (space.get(), team.get());
        session.with(|state| rows(state, space, team))
    });
    let groups = Memo::new(move |_| {
        let (space, team) = (space.get(), team.get());
        session.with(|state| state.space(space).and_then(|space| space.team(team)).and_then(group_names))
    });
    let no_update = refusal_of(Permission::UpdateTeam, move || Place::Space(space.get()));
    let no_add = Signal::derive(move || {
        groups
            .get()
            .map(|groups| format!("This team follows {groups} of the identity provider. Change the groups there; the next sync brings it here."))
            .or_else(|| no_update.get())
    });
    let remove = Callback::new(move |()| {
        let people: Vec<PersonId> =
            selection.with_untracked(|keys| keys.iter().filter_map(|key| PersonId::parse(key)).collect());
        let (space, team) = (space.get_untracked(), team.get_untracked());
        leptos::task::spawn_local(async move {
            let command = team::Command::Remove { space, team, people: people.clone() };
            if let Err(refusal) = session.send(command.into()).await {
                flashes.bad(refusal.message);
                return;
            }
            selection.try_update(BTreeSet::clear);
            let said = format!("{} taken out of the team.", counted(people.len(), "person", "people"));
            flashes.good(said).with_action("Undo", move || {
                let people = people.clone();
                leptos::task::spawn_local(async move {
                    if let Err(refusal) = session.send(team::Command::Add { space, team, people }.into()).await {
                        flashes.bad(refusal.message);
                    }
                });
            });
        });
    });
    let columns = vec![
        Column::new("name", "Person", |row: Row| view! { <Person name=row.name note=Some(row.alias) /> })
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("role", "Own space role", |row: Row| row.role).sort_key(|row| row.role),
    ];
    view! {
        <Show when=move || groups.with(Option::is_some)>
            <Note tone=Tone::Info>{move || format!("The members follow {} of the identity provider.", groups.get().unwrap_or_default())}</Note>
        </Show>
        <DataTable
            label="Team members"
            rows=rows
            key=|row: &Row| row.person.to_string()
            columns=columns
            href=Callback::new(move |(row,): (Row,)| Route::Member(space.get(), row.person).href())
            selection=selection
            bulk=move || view! {
                <Button kind=ButtonKind::Danger small=true disabled_reason=no_add on_press=remove>"Take out of the team"</Button>
            }
            tools=move || view! {
                <Button small=true icon=Icon::Plus disabled_reason=no_add on_press=move |()| adding.set(true)>"Add members"</Button>
            }
            empty=|| view! { <Empty icon=Icon::People title="Nobody is in this team yet" lead=Some("Members of the space can be added.".to_owned()) /> }
        />
        <AddMembers open=adding space=space team=team />
    }
}

#[component]
fn Rename(open: RwSignal<bool>, space: Signal<SpaceId>, team: Signal<TeamId>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let (space, team) = (space.get_untracked(), team.get_untracked());
    let name = RwSignal::new(session.peek(|state| {
        state.space(space).and_then(|space| space.team(team)).map(|team| team.name.clone()).unwrap_or_default()
    }));
    Effect::new(move |_| {
        name.track();
        faults.clear();
    });
    let submit = Callback::new(move |()| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let command = team::Command::Rename { space, team, name: name.get_untracked() };
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                return faults.show(refusal);
            }
            open.try_set(false);
            flashes.good("Team renamed.");
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("New name".to_owned())>
            <RefusalNote refusal=faults.any_but(field::TEAM_NAME) />
            <TextField label=field::TEAM_NAME value=name fault=faults.at(field::TEAM_NAME) autofocus=true />
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Save name"</Button>
            </FormActions>
        </Form>
    }
}

#[component]
fn Delete(open: RwSignal<bool>, space: Signal<SpaceId>, team: Signal<TeamId>) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let flashes = Flashes::of_page();
    let fault = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let (name, goes) = {
        let facts = Memo::new(move |_| {
            let (space, team) = (space.get(), team.get());
            session.with(|state| {
                let space = state.space(space)?;
                let found = space.team(team)?;
                let members = space.team_members(team).count();
                let mut goes =
                    vec![format!("{} lose what they have through it", counted(members, "member", "members"))];
                goes.extend(found.role.map(|role| format!("{} in the space", role.label())));
                let in_project = |(project, role): (&crate::domain::ProjectId, &crate::domain::Role)| {
                    let project = space.projects.get(project)?;
                    Some(format!("{} in {}", role.label(), project.name))
                };
                goes.extend(found.projects.iter().filter_map(in_project));
                Some((found.name.clone(), goes))
            })
        });
        let name = Signal::derive(move || facts.get().map(|(name, _)| name).unwrap_or_default());
        (name, Signal::derive(move || facts.get().map(|(_, goes)| goes).unwrap_or_default()))
    };
    let confirm = Callback::new(move |()| {
        let (space, team) = (space.get_untracked(), team.get_untracked());
        let said = format!("The team {} is deleted.", name.get_untracked());
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(team::Command::Delete { space, team }.into()).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                fault.try_set(Some(refusal.message));
                return;
            }
            open.try_set(false);
            nav.go(&Route::Teams(space));
            flashes.good(said);
        });
    });
    view! {
        <ConfirmDialog
            open=open
            title=Signal::derive(move || format!("Delete the team {}", name.get()))
            lead="Its members stay members of the space."
            goes=goes
            word=Signal::derive(move || Some(name.get()))
            action="Delete team"
            fault=fault
            busy=busy
            on_confirm=confirm
        />
    }
}
