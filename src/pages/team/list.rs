//! The page at `/spaces/:s/settings/teams`.

use crate::{
    components::{
        Badge, Breadcrumbs, Button, ButtonKind, Column, DataTable, Dialog, DialogShape, Empty, Form, FormActions, Icon,
        PageHead, TextField, Tone, Width, grouped, note::Refused,
    },
    domain::{
        Permission, SpaceId, State, Timestamp,
        account::AccountId,
        draft::DraftKey,
        gate::{self, Place},
        id::{GroupId, TeamId},
        space::{Space, Users},
        sync,
        team::{self, Kind},
        text::field,
    },
    pages::{
        application::PickGroups,
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
        sensitive::{Reach, noticed},
        space::shared::{When, counted, refusal_of, space_crumbs},
    },
    routes::Route,
    session::{Nav, Session},
};
use leptos::prelude::*;
use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: TeamId,
    name: String,
    members: usize,
    role: &'static str,
    projects: usize,
    groups: Option<String>,
    /// Groups that bring nobody any more.
    removed: String,
    since: Timestamp,
}

/// The groups of a team that are gone or not connected any more, by name (SSO-5).
pub(super) fn removed(state: &State, space: &Space, team: &team::Team) -> String {
    let application = state.application_for(space.id);
    let center = application.and_then(|application| state.identity_center(application.account));
    sync::removed_groups(center, application, team).join(", ")
}

fn rows(state: &State, space: SpaceId) -> Vec<Row> {
    let Some(space) = state.space(space) else { return Vec::new() };
    let sizes = space.team_sizes();
    let row = |team: &team::Team| Row {
        id: team.id,
        name: team.name.clone(),
        members: sizes.get(&team.id).copied().unwrap_or_default(),
        role: team.role.map_or("None", crate::domain::Role::label),
        projects: team.projects.len(),
        groups: group_names(team),
        removed: removed(state, space, team),
        since: team.since,
    };
    space.teams_by_name().into_iter().map(row).collect()
}

/// The groups that a team follows, by name; `None` for a team whose members are chosen by hand.
pub(super) fn group_names(team: &team::Team) -> Option<String> {
    match &team.kind {
        Kind::ByHand => None,
        Kind::Following(groups) => Some(groups.iter().map(|group| group.name.as_str()).collect::<Vec<_>>().join(", ")),
    }
}

/// Why the one who acts cannot make a team.
fn no_team(state: &State, actor: Option<crate::domain::PersonId>, space: SpaceId) -> Option<String> {
    let asked =
        gate::can(state, actor, Permission::CreateTeam, Place::Space(space)).err().map(|refusal| refusal.message);
    let federated = state.space(space).is_some_and(|space| space.users == Users::Sso);
    let unknown = federated && state.application_for(space).is_none();
    asked.or_else(|| {
        unknown.then(|| "The users of this space come from an identity provider that is not known here.".to_owned())
    })
}

/// Teams of a space.
#[component]
pub fn TeamsPage(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
) -> impl IntoView {
    let session = Session::here();
    let open = RwSignal::new(false);
    let crumbs = space_crumbs(space);
    let hidden = refusal_of(Permission::ViewTeams, move || Place::Space(space.get()));
    let refused = Memo::new(move |_| {
        let (actor, id) = (session.actor(), space.get());
        session.with(|state| no_team(state, actor, id))
    });
    let rows = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| rows(state, id))
    });
    let columns = || {
        vec![
            Column::new("name", "Team", |row: Row| row.name)
                .sort_key(|row| row.name.to_lowercase())
                .width(Width::Share(2)),
            Column::new("members", "Members", |row: Row| view! { <span class="num">{grouped(row.members)}</span> })
                .sort_key(|row| row.members)
                .at_end()
                .width(Width::Small),
            Column::new("role", "Space role", |row: Row| row.role).sort_key(|row| row.role).width(Width::Medium),
            Column::new(
                "projects",
                "Projects",
                |row: Row| view! { <span class="num">{counted(row.projects, "project", "projects")}</span> },
            )
            .sort_key(|row| row.projects)
            .width(Width::Small),
            Column::new("groups", "Members come", |row: Row| {
                let words = row.groups.map_or_else(|| "By hand".to_owned(), |groups| format!("From {groups}"));
                let removed = (!row.removed.is_empty())
                    .then(|| view! { <Badge tone=Tone::Warn>{format!("Removed: {}", row.removed)}</Badge> });
                view! { <span class="muted">{words}</span> " " {removed} }
            }),
            Column::new("since", "Created", |row: Row| view! { <When at=row.since /> })
                .sort_key(|row| row.since)
                .width(Width::Medium),
        ]
    };
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title="Teams"
            lead=Some("People who get roles together. What a team may do adds to what each of its members may do already.".to_owned())
            actions=move || view! {
                <Button kind=ButtonKind::Primary icon=Icon::Plus disabled_reason=refused on_press=move |()| open.set(true)>"Create team"</Button>
            }
        />
        {move || match hidden.get() {
            Some(reason) => view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any(),
            None => view! {
                <DataTable
                    label="Teams"
                    rows=rows
                    key=|row: &Row| row.id.to_string()
                    columns=columns()
                    href=Callback::new(move |(row,): (Row,)| Route::Team(space.get(), row.id).href())
                    empty=|| view! {
                        <Empty icon=Icon::People title="No teams yet" lead=Some("With a team, a role is given once to many, and whoever comes into the team has it too.".to_owned()) />
                    }
                />
            }
                .into_any(),
        }}
        <Dialog open=open title="Create team" shape=DialogShape::Wide>
            <CreateTeam open=open space=space />
        </Dialog>
    }
}

/// The chosen groups as the team keeps them.
fn chosen_groups(session: Session, account: Option<AccountId>, chosen: RwSignal<BTreeSet<String>>) -> Vec<team::Group> {
    let ids: Vec<GroupId> = chosen.with_untracked(|all| all.iter().filter_map(|key| GroupId::parse(key)).collect());
    session.peek(|state| {
        let center = account.and_then(|account| state.identity_center(account));
        let known = ids.iter().filter_map(|id| center?.groups.get(id));
        known.map(|group| team::Group { id: group.id.clone(), name: group.name.clone() }).collect()
    })
}

#[component]
fn CreateTeam(open: RwSignal<bool>, space: Signal<SpaceId>) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let kept = use_draft(DraftKey::CreateTeam(space.get_untracked()), vec![DraftField::text("name", name)]);
    // An SSO space makes teams from its groups (TEM-2).
    let account = session.peek(|state| state.application_for(space.get_untracked()).map(|known| known.account));
    let groups = RwSignal::new(BTreeSet::new());
    Effect::new(move |_| {
        name.track();
        faults.clear();
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        let space = space.get_untracked();
        let sending = kept.sending();
        let chosen = chosen_groups(session, account, groups);
        leptos::task::spawn_local(async move {
            let command = team::Command::Create { space, name: name.get_untracked(), groups: chosen };
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            let record = match outcome {
                Err(refusal) => return faults.show(refusal),
                Ok(record) => record,
            };
            sending.done();
            open.try_set(false);
            let made = record.events.iter().find_map(|event| match event {
                crate::domain::Event::Team(team::Event::Created { team, .. }) => Some(*team),
                _ => None,
            });
            if let Some(team) = made {
                nav.go(&Route::Team(space, team));
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("New team".to_owned())>
            <RefusalNote refusal=faults.any_but(field::TEAM_NAME) />
            <TextField
                label=field::TEAM_NAME
                value=name
                hint=Some("Unique in the space; letter case makes no difference.".to_owned())
                fault=faults.at(field::TEAM_NAME)
                notice=noticed(name, Reach::Name)
                autofocus=true
            />
            {account.map(|account| view! { <PickGroups account=account chosen=groups connected=true fault=faults.at(field::GROUPS) /> })}
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Create team"</Button>
                <DraftLine draft=kept />
            </FormActions>
        </Form>
    }
}
