//! The frame around every page of an open vault: top bar, side navigation, palette and keys.

use super::{
    app::theme_of,
    commands,
    member::{ActingBand, ChoosePerson, person_items},
    reminders::Reminders,
    space::lead_away,
    waiting::wanted_by,
};
use crate::{
    components::{
        self, ButtonKind, CommandLine, Flashes, Frame, Icon, Mark, Menu, MenuItem, NavItem, NavSection, Note, Palette,
        Seal, SideNav, ThemeMenu, Tone, TopBar,
    },
    domain::{Command, SpaceId, State, settings},
    routes::{IssueView, Route, SpaceTab},
    session::{self, Nav, Session},
};
use leptos::prelude::*;

/// The frame with a page in it.
#[component]
pub fn ConsoleFrame(children: Children) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let folded = RwSignal::new(false);
    let palette = RwSignal::new(false);
    let query = RwSignal::new(String::new());
    commands::register_keys(palette);
    lead_away();
    // The space in the switcher: that of the page, else the last one seen, else the person's first.
    let space = Memo::new(move |last: Option<&Option<SpaceId>>| {
        let here = nav.route().space();
        let first = || {
            let person = session.actor()?;
            session.with(|state| state.spaces_of(person).first().map(|space| space.id))
        };
        // Whoever acts now may not be in the last one.
        let in_it = |space: &SpaceId| {
            let person = session.actor();
            session.with(|state| {
                state
                    .space(*space)
                    .is_some_and(|space| person.is_some_and(|person| space.members.contains_key(&person)))
            })
        };
        here.or(last.copied().flatten().filter(in_it)).or_else(first)
    });
    let sections = Signal::derive(move || {
        let route = nav.route();
        let whole = session.has(wanted_by(&route));
        session.with(|state| sections(state, &route, space.get(), whole))
    });
    let items = Signal::derive(move || {
        if palette.get() { commands::items(session, nav, space.get(), &query.get()) } else { Vec::new() }
    });
    view! {
        <Frame
            top=move || view! { <Top space=space palette=palette /> }
            side=move || view! { <SideNav sections=sections folded=folded /> }
        >
            <ActingBand />
            <SampleNote />
            <Reminders />
            <PutBackNote />
            {children()}
        </Frame>
        <Palette open=palette query=query items=items />
    }
}

#[component]
fn Top(space: Memo<Option<SpaceId>>, palette: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let theme = RwSignal::new(session.peek(|state| theme_of(state.settings.theme)));
    // My settings sets it too, and so may another tab.
    let kept = session.select(|state| theme_of(state.settings.theme));
    Effect::new(move |_| theme.set(kept.get()));
    Effect::new(move |before: Option<components::Theme>| {
        let chosen = theme.get();
        if before.is_some_and(|before| before != chosen) && chosen != kept.get_untracked() {
            let theme = match chosen {
                components::Theme::System => settings::Theme::System,
                components::Theme::Light => settings::Theme::Light,
                components::Theme::Dark => settings::Theme::Dark,
            };
            leptos::task::spawn_local(async move {
                // A vault without room keeps the former theme for the next visit; this one has the new.
                let _ = session.send(Command::Settings(settings::Command::SetTheme { theme })).await;
            });
        }
        chosen
    });
    let lock = Callback::new(move |()| session.lock());
    let person = Memo::new(move |_| {
        let id = session.actor()?;
        session.with(|state| state.people.get(&id).map(|person| person.full_name.clone()))
    });
    let choosing = RwSignal::new(false);
    let items = move || {
        let mut items = vec![
            MenuItem::link("My settings", Route::Me.href()).icon(Icon::Person),
            MenuItem::link("Outbox", Route::Outbox.href()).icon(Icon::Mail),
            MenuItem::link("Data protection", Route::DataProtection.href()).icon(Icon::Shield),
            MenuItem::rule(),
        ];
        items.extend(person_items(session, choosing));
        items.push(MenuItem::rule());
        items.push(MenuItem::action("Lock", move || session.lock()).icon(Icon::Lock));
        items
    };
    view! {
        <TopBar>
            <a href=Route::Spaces.href() aria-label="Spaceward, to your spaces"><Mark /></a>
            {move || {
                let label = space.get().and_then(|space| session.with(|state| state.space(space).map(|space| space.name.clone())));
                let words = label.unwrap_or_else(|| "Spaces".to_owned());
                view! {
                    <Menu
                        label="Space"
                        kind=ButtonKind::Quiet
                        items=Signal::derive(move || switcher(session, nav, space.get()))
                        face=ViewFn::from(move || view! { <span class="switcher-name">{words.clone()}</span> })
                        at_end=false
                    />
                }
            }}
            <CommandLine on_press=Callback::new(move |()| palette.set(true)) />
            <Seal
                tone=Signal::derive(move || seal_tone(&session.seal()))
                words=Signal::derive(move || seal_words(&session.seal(), session.minutes_to_lock()))
                meaning=Signal::derive(move || seal_meaning(&session.seal()))
                on_press=lock
            />
            <ThemeMenu theme=theme />
            {move || {
                let name = person.get().unwrap_or_default();
                view! {
                    <Menu
                        label="Your account"
                        kind=ButtonKind::Quiet
                        items=Signal::derive(items)
                        face=ViewFn::from(move || view! { <components::Avatar name=name.clone() /> })
                    />
                }
            }}
        </TopBar>
        <ChoosePerson open=choosing />
    }
}

/// Storage that was put back as a whole is told on every page until the next lock; the activity log has it for good.
#[component]
fn PutBackNote() -> impl IntoView {
    let session = Session::here();
    move || {
        session.put_back().map(|sentence| {
            let link = Some(("See the activity log".to_owned(), Route::Trail(None).href()));
            view! { <Note tone=Tone::Bad alert=true link=Signal::stored(link)>{sentence}</Note> }
        })
    }
}

/// A sample says so on every page, with the way out.
#[component]
fn SampleNote() -> impl IntoView {
    let session = Session::here();
    let sample = session.select(|state| state.settings.sample);
    let leave = RwSignal::new(false);
    let flashes = Flashes::of_page();
    let confirm = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Settings(settings::Command::LeaveSample)).await;
            leave.try_set(false);
            if let Err(refusal) = outcome {
                flashes.bad(refusal.message);
            }
        });
    });
    view! {
        <Show when=move || sample.get()>
            <Note
                tone=Tone::Info
                action=ViewFn::from(move || {
                    view! {
                        <components::Button small=true on_press=Callback::new(move |()| leave.set(true))>"Empty this vault"</components::Button>
                    }
                })
            >
                "This is a sample: the company, its people and their issues are made up."
            </Note>
        </Show>
        <components::ConfirmDialog
            open=leave
            title="Empty this vault"
            lead="All of the sample goes. The vault and its passphrase stay, and sign-up begins for you."
            action="Empty"
            on_confirm=confirm
        />
    }
}

fn switcher(session: Session, nav: Nav, current: Option<SpaceId>) -> Vec<MenuItem> {
    let mut items: Vec<MenuItem> = session.with(|state| {
        let Some(person) = session.actor() else { return Vec::new() };
        let spaces = state.spaces_of(person);
        spaces
            .into_iter()
            .map(|space| {
                let id = space.id;
                MenuItem::action(space.name.clone(), move || nav.go(&Route::Space(id, SpaceTab::Projects)))
                    .hint(space.region.clone())
                    .checked(current == Some(id))
            })
            .collect()
    });
    items.push(MenuItem::rule());
    items.push(MenuItem::link("All spaces", Route::Spaces.href()).icon(Icon::Space));
    items.push(MenuItem::link("Create space", Route::CreateSpace.href()).icon(Icon::Plus));
    items
}

/// `whole` says whether the issues of the page's project are all there to be counted.
fn sections(state: &State, route: &Route, space: Option<SpaceId>, whole: bool) -> Vec<NavSection> {
    let item = |icon, label: &str, to: Route| {
        let current = *route == to;
        NavItem::new(icon, label, to.href(), current)
    };
    let mut sections = Vec::new();
    if let Some((id, space)) = space.and_then(|id| Some((id, state.space(id)?))) {
        sections.push(NavSection::new(
            None,
            vec![
                item(Icon::Project, "Projects", Route::Space(id, SpaceTab::Projects))
                    .count(space.projects.len().to_string()),
                item(Icon::People, "Members", Route::Space(id, SpaceTab::Members))
                    .count(space.members.len().to_string()),
                item(Icon::Activity, "Activity", Route::Space(id, SpaceTab::Activity)),
            ],
        ));
        if let Some((_, project_id)) = route.project()
            && let Some(project) = state.project(id, project_id)
        {
            let shown = || project.issues.by_number.values().filter(|issue| !issue.archived).count().to_string();
            let issues = NavItem::new(
                Icon::Issue,
                "Issues",
                Route::Issues(id, project_id, IssueView::Board).href(),
                matches!(route, Route::Issues(..) | Route::Issue(..) | Route::ImportIssues(..)),
            );
            sections.push(NavSection::new(
                Some(project.name.clone()),
                vec![
                    item(Icon::Home, "Overview", Route::Project(id, project_id)),
                    if whole { issues.count(shown()) } else { issues },
                    item(Icon::Settings, "Settings", Route::ProjectSettings(id, project_id)),
                ],
            ));
        }
        sections.push(NavSection::new(
            Some("Space settings".to_owned()),
            vec![
                NavItem::new(
                    Icon::People,
                    "Members",
                    Route::Members(id).href(),
                    matches!(route, Route::Members(_) | Route::Member(..)),
                ),
                NavItem::new(
                    Icon::Key,
                    "Who can do what",
                    Route::Access(id, None).href(),
                    matches!(route, Route::Access(..)),
                ),
                NavItem::new(
                    Icon::Person,
                    "Teams",
                    Route::Teams(id).href(),
                    matches!(route, Route::Teams(_) | Route::Team(..)),
                )
                .count(space.teams.len().to_string()),
                item(Icon::Key, "SSO", Route::Sso(id)),
                item(Icon::Cloud, "AWS accounts", Route::Accounts(id)).count(space.connections.len().to_string()),
                NavItem::new(
                    Icon::Network,
                    "VPC connections",
                    Route::Vpcs(id).href(),
                    matches!(route, Route::Vpcs(_) | Route::AddVpc(_) | Route::Vpc(..)),
                )
                .count(space.vpcs.by_id.len().to_string()),
                item(Icon::Spark, "Generative AI", Route::Assistant(id)),
                item(Icon::Card, "Billing", Route::Billing(id)),
                // The last one, whatever else joins.
                item(Icon::Trash, "Delete space", Route::DeleteSpace(id)),
            ],
        ));
    }
    let outbox = item(Icon::Mail, "Outbox", Route::Outbox);
    let outbox = if state.outbox.is_empty() { outbox } else { outbox.count(state.outbox.len().to_string()) };
    sections.push(NavSection::new(
        Some("Everywhere".to_owned()),
        vec![
            item(Icon::Space, "Spaces", Route::Spaces),
            item(Icon::Cloud, "Cloud", Route::Cloud),
            item(Icon::Key, "CodeCatalyst spaces", Route::CloudSpaces),
            item(Icon::Network, "Networks", Route::CloudVpc),
            NavItem::new(Icon::Lock, "Keys", Route::Keys.href(), matches!(route, Route::Keys | Route::Key(_))),
            NavItem::new(
                Icon::Code,
                "CodeCommit",
                Route::Repositories.href(),
                matches!(route, Route::Repositories | Route::Repository(_)),
            ),
            NavItem::new(
                Icon::Flow,
                "Pipelines",
                Route::Pipelines.href(),
                matches!(route, Route::Pipelines | Route::Pipeline(_)),
            ),
            item(Icon::Space, "Organization", Route::Organization),
            NavItem::new(
                Icon::People,
                "Identity Center",
                Route::IdentityCenter.href(),
                matches!(route, Route::IdentityCenter | Route::SetUpSso(_)),
            ),
            item(Icon::Person, "Roles and policies", Route::Iam),
            NavItem::new(Icon::List, "Activity log", Route::Trail(None).href(), matches!(route, Route::Trail(_))),
            outbox,
            item(Icon::Shield, "Data protection", Route::DataProtection),
        ],
    ));
    sections
}

fn seal_tone(seal: &session::Seal) -> Tone {
    match seal {
        session::Seal::Saved => Tone::Good,
        session::Seal::Saving => Tone::Info,
        session::Seal::Unsealed | session::Seal::AtRisk(_) => Tone::Warn,
    }
}

fn seal_words(seal: &session::Seal, minutes: Option<u32>) -> String {
    let state = match seal {
        session::Seal::Saved => "Sealed",
        session::Seal::Saving => "Sealing…",
        session::Seal::Unsealed => "Not kept",
        session::Seal::AtRisk(_) => "Sealed, not crash-safe",
    };
    match minutes {
        Some(minutes) => format!("{state}, locks in {minutes} min"),
        None => state.to_owned(),
    }
}

fn seal_meaning(seal: &session::Seal) -> String {
    match seal {
        session::Seal::Saved => "Everything kept in this browser is sealed and saved. Press to lock.".to_owned(),
        session::Seal::Saving => "A change is being written to storage that outlives a crash.".to_owned(),
        session::Seal::Unsealed => "Nothing is kept yet.".to_owned(),
        session::Seal::AtRisk(why) => why.clone(),
    }
}
