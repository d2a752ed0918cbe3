//! The tables of a space's members, with their search line (MBR-4, MBR-11).

use super::{
    desk::{Desk, Target, no_invitation},
    dialogs::{ChangeRole, Remove},
    invitations::Invitations,
    invite::Invite,
    lines::{Invited, Line},
};
use crate::{
    components::{
        Badge, Button, ButtonKind, Column, DataTable, Empty, Filter, Icon, Menu, MenuItem, Person, Stack, Tone, Width,
    },
    domain::{PersonId, ProjectId, SpaceId, member::Search},
    pages::space::shared::{When, counted},
    routes::Route,
    session::{Nav, Session, browser::clock},
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

/// Cloned with every change of what is shown.
type Row = Arc<Line>;

/// Administrators, members and invitations of a space.
#[component]
pub fn MemberTables(
    /// Which space.
    space: Signal<SpaceId>,
    /// Dialogs.
    desk: Desk,
    /// With a button that invites, where the page's head has none.
    #[prop(optional)]
    own_button: bool,
) -> impl IntoView {
    let session = Session::here();
    let no_invitation = Memo::new(move |_| {
        let (actor, id) = (session.actor(), space.get());
        session.with(|state| no_invitation(state, actor, id, None))
    });
    let text = RwSignal::new(String::new());
    let search = Memo::new(move |_| text.with(|text| Search::parse(text)));
    // The lines are made when something changed, and only looked through at a keystroke.
    let both = Memo::new(move |_| {
        let (actor, id) = (session.actor(), space.get());
        session.with(|state| Line::both(state, id, actor))
    });
    let found = move |which: usize| {
        Memo::new(move |_| {
            let id = space.get();
            let lines = |both: &[Vec<Arc<Line>>; 2]| both.get(which).cloned().unwrap_or_default();
            let lines = both.with(lines);
            if search.with(Search::is_empty) {
                return lines;
            }
            search.with(|search| session.with(|state| Line::found(state, id, &lines, search)))
        })
    };
    let (administrators, members) = (found(0), found(1));
    let totals = Memo::new(move |_| both.with(|[administrators, members]| (administrators.len(), members.len())));
    let invited = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| search.with(|search| Invited::all(state, id, None, search, clock::now())))
    });
    let suggestions = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| state.space(id).map(Search::tokens).unwrap_or_default())
    });
    let found = Signal::derive(move || {
        let count = administrators.with(Vec::len) + members.with(Vec::len);
        (!search.with(Search::is_empty)).then(|| {
            let invited = invited.with(|(lines, _)| lines.len());
            format!("{}, {}", counted(count, "member", "members"), counted(invited, "invitation", "invitations"))
        })
    });
    let selection = RwSignal::new(BTreeSet::<String>::new());
    let href = Callback::new(move |(line,): (Row,)| Route::Member(space.get(), line.person).href());
    let project = Signal::stored(None::<ProjectId>);
    let searched = move || !search.with(Search::is_empty);
    view! {
        <Stack>
            <div class="search-line">
                <Filter
                    label="Filter members"
                    text=text
                    placeholder=Some("Name, address, role:power-user, team:…, is:pending".to_owned())
                    suggestions=suggestions
                    found=found
                />
            </div>
            <DataTable
                label="Space administrators"
                rows=administrators
                total=Signal::derive(move || Some(totals.get().0))
                key=|line: &Row| line.person.to_string()
                columns=columns(desk, space)
                href=href
                empty=|| view! { <Empty icon=Icon::People title="No administrator is found" lead=Some("Change or clear the filter.".to_owned()) /> }
            />
            <DataTable
                label="Space members"
                rows=members
                total=Signal::derive(move || Some(totals.get().1))
                key=|line: &Row| line.person.to_string()
                columns=columns(desk, space)
                href=href
                selection=selection
                tools=move || {
                    own_button.then(|| {
                        view! {
                            <Button small=true icon=Icon::Mail disabled_reason=no_invitation on_press=move |()| desk.inviting.set(true)>
                                "Invite"
                            </Button>
                        }
                    })
                }
                bulk=move || view! { <Bulk desk=desk space=space selection=selection /> }
                empty=move || {
                    if searched() {
                        view! { <Empty icon=Icon::People title="No member is found" lead=Some("Change or clear the filter.".to_owned()) /> }.into_any()
                    } else {
                        view! {
                            <Empty
                                icon=Icon::People
                                title="No other members"
                                lead=Some("Power users and people with limited access stand here. Administrators are in the table above: every project is theirs already.".to_owned())
                            />
                        }
                            .into_any()
                    }
                }
            />
            <Invitations desk=desk space=space lines=invited />
        </Stack>
        <Invite desk=desk space=space project=project />
        <ChangeRole desk=desk />
        <Remove desk=desk />
    }
}

#[component]
fn Bulk(desk: Desk, space: Signal<SpaceId>, selection: RwSignal<BTreeSet<String>>) -> impl IntoView {
    let remove = Callback::new(move |()| {
        let space = space.get_untracked();
        let chosen =
            selection.with_untracked(|keys| keys.iter().filter_map(|key| PersonId::parse(key)).collect::<Vec<_>>());
        desk.removing.set(chosen.into_iter().map(|person| Target { space, project: None, person }).collect());
        selection.set(BTreeSet::new());
    });
    view! { <Button kind=ButtonKind::Danger small=true on_press=remove>"Remove from the space"</Button> }
}

fn columns(desk: Desk, space: Signal<SpaceId>) -> Vec<Column<Row>> {
    vec![
        Column::new("name", "Person", |line: Row| {
            view! {
                <span class="named">
                    <Person name=line.name.clone() note=Some(line.alias.clone()) />
                    {line.own.then(|| view! { <Badge tone=Tone::Info>"You"</Badge> })}
                    {line.never.then(|| view! { <Badge tone=Tone::Warn>"Never signed in"</Badge> })}
                </span>
            }
        })
        .sort_key(|line| Arc::clone(&line.name_key))
        .width(Width::Share(2)),
        Column::new("role", "Space role", |line: Row| {
            let through = line.through.as_ref().map(|team| format!("administrator through {team}"));
            view! { <span>{line.role.label()} {through.map(|words| view! { <small class="muted">{words}</small> })}</span> }
        })
        .sort_key(|line| line.role)
        .width(Width::Medium),
        Column::new("projects", "Projects", |line: Row| match line.projects {
            None => view! { <span class="muted">"All projects"</span> }.into_any(),
            Some(0) => view! { <span class="muted">"None"</span> }.into_any(),
            Some(count) => view! { <span class="num">{counted(count, "project", "projects")}</span> }.into_any(),
        })
        .sort_key(|line| line.projects.unwrap_or(usize::MAX))
        .width(Width::Small),
        Column::new("teams", "Teams", |line: Row| {
            let none = line.teams.is_empty();
            view! { <span class="muted">{if none { "None".to_owned() } else { line.teams.clone() }}</span> }
        })
        .sort_key(|line| Arc::clone(&line.teams_key)),
        Column::new("since", "Member since", |line: Row| view! { <When at=line.since /> })
            .sort_key(|line| line.since)
            .width(Width::Medium),
        Column::new("actions", "Actions", move |line: Row| {
            let person = line.person;
            let target = move || Target { space: space.get_untracked(), project: None, person };
            view! { <Actions desk=desk target=Signal::derive(target) name=line.name.clone() own=line.own /> }
        })
        .actions(),
    ]
}

/// What can be done with one membership.
#[component]
pub fn Actions(
    /// Dialogs.
    desk: Desk,
    /// Whose, and where.
    target: Signal<Target>,
    /// The person's name.
    name: String,
    /// It is the one who acts.
    own: bool,
) -> impl IntoView {
    let nav = Nav::here();
    let session = desk.session;
    let label = format!("Actions for {name}");
    let items = Signal::derive(move || {
        let target = target.get();
        let actor = session.actor();
        let (no_change, no_removal) =
            session.with(|state| (target.no_change(state, actor), target.no_removal(state, actor)));
        let words = match (own, target.project) {
            (true, None) => "Leave the space…",
            (true, Some(_)) => "Leave the project…",
            (false, None) => "Remove from the space…",
            (false, Some(_)) => "Remove from the project…",
        };
        let mut items = vec![
            MenuItem::link("What they can reach", Route::Member(target.space, target.person).href()).icon(Icon::Key),
            MenuItem::action("Change role…", move || desk.changing.set(Some(target)))
                .icon(Icon::Edit)
                .disabled(no_change),
        ];
        if !own {
            let act = move || super::act::act_as(session, nav, target.person);
            items.push(MenuItem::action(format!("Act as {name}"), act).icon(Icon::Person));
        }
        items.push(MenuItem::rule());
        items.push(
            MenuItem::action(words, move || desk.removing.set(vec![target]))
                .icon(Icon::Trash)
                .danger()
                .disabled(no_removal),
        );
        items
    });
    view! { <Menu label=label items=items icon=Icon::More icon_only=true small=true kind=ButtonKind::Quiet /> }
}
