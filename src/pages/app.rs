//! The root: from the vault's phase and the address to a page.

use super::{
    access::AccessPage,
    account::AccountsPage,
    again::{Again, AgainDialog},
    application,
    assistant::AssistantPage,
    billing::BillingPage,
    cloud,
    entry::{
        AfterSheet, BrokenPage, CodePage, ImportVaultPage, OutboxPage, PasswordPage, SamplePage, SignUpPage,
        UnlockPage, WelcomePage,
    },
    frame::ConsoleFrame,
    identity_center,
    issues::{self, ImportIssuesPage, IssuePage, IssuesPage},
    key,
    me::MePage,
    member::{ActingBand, InvitationPage, MemberPage, MembersPage},
    network, organization, pipeline,
    project::{CreateProjectPage, ProjectPage, ProjectSettingsPage},
    repository,
    space::{CreateSpacePage, DeleteSpacePage, SpacePage, SpacesPage},
    team::{TeamPage, TeamsPage},
    trail::{self, TrailPage},
    vault::DataProtectionPage,
    vpc::{AddVpcPage, VpcPage, VpcsPage},
    waiting::{WaitingPage, wanted_by},
};
use crate::{
    components::{FlashArea, Flashes, LockScreen, ShortcutMap, Shortcuts, Theme, note::Refused},
    domain::{
        PersonId, ProjectId, SpaceId,
        id::{TeamId, VpcConnectionId},
        settings,
    },
    routes::{IssueView, Route, SpaceTab, Standing},
    session::{Nav, Phase, Session},
};
use gloo_timers::callback::Interval;
use leptos::prelude::*;

/// What is shown as a whole: a plain page, or the frame with a page in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Starting,
    Broken,
    Locked,
    Password,
    Code,
    Plain,
    Framed,
}

/// The console.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::provide();
    let nav = Nav::provide();
    let flashes = Flashes::provide();
    Again::provide();
    Shortcuts::provide();
    Effect::new(move |_| {
        if let Some(why) = session.unlogged() {
            flashes.bad(why);
        }
    });
    leptos::task::spawn_local(session.start());
    let trim = Interval::new(60_000, move || leptos::task::spawn_local(session.trim_log()));
    let sync = Interval::new(60_000, move || leptos::task::spawn_local(session.catch_up()));
    // They run for as long as the page.
    trim.forget();
    sync.forget();
    Effect::new(move |_| {
        if session.phase() == Phase::Open {
            leptos::task::spawn_local(session.catch_up());
        }
    });
    // A file that misses its place must not replace the page.
    let stray = StoredValue::new_local(crate::session::browser::files::refuse_stray_drops());
    on_cleanup(move || stray.dispose());

    Effect::new(move |_| theme_of(session.with(|state| state.settings.theme)).apply());
    let standing = Memo::new(move |_| standing(session));
    Effect::new(move |_| {
        let route = nav.route();
        if matches!(session.phase(), Phase::Empty | Phase::Open)
            && let Some(instead) = route.redirect(standing.get())
        {
            nav.replace(&instead);
        }
    });
    Effect::new(move |_| session.want(wanted_by(&nav.route())));
    let wants_password = Memo::new(move |_| session.wants_password());
    let wants_code = Memo::new(move |_| session.wants_code());
    let stage = Memo::new(move |_| match (session.phase(), nav.route()) {
        #[cfg(debug_assertions)]
        (_, Route::Gallery) => Stage::Plain,
        (Phase::Starting, _) => Stage::Starting,
        (Phase::Broken(_) | Phase::Locked, Route::ImportVault) => Stage::Plain,
        (Phase::Broken(_), _) => Stage::Broken,
        (Phase::Locked, _) => Stage::Locked,
        (Phase::Open, _) if wants_password.get() => Stage::Password,
        (Phase::Open, _) if wants_code.get() => Stage::Code,
        (Phase::Empty, _) | (Phase::Open, Route::Home | Route::SignUp | Route::Sample) => Stage::Plain,
        (Phase::Open, _) => Stage::Framed,
    });
    view! {
        <FlashArea />
        <ShortcutMap />
        <AgainDialog />
        <AfterSheet />
        {move || match stage.get() {
            Stage::Starting => view! { <LockScreen><p role="status">"Opening…"</p></LockScreen> }.into_any(),
            Stage::Broken => view! { <BrokenPage /> }.into_any(),
            Stage::Locked => view! { <UnlockPage /> }.into_any(),
            Stage::Password => view! { <PasswordPage /> }.into_any(),
            Stage::Code => view! { <CodePage /> }.into_any(),
            Stage::Plain => view! { <PlainPage /> }.into_any(),
            Stage::Framed => view! { <ConsoleFrame><FramedPage /></ConsoleFrame> }.into_any(),
        }}
    }
}

/// How far the person at this browser has come.
fn standing(session: Session) -> Standing {
    if session.phase() != Phase::Open {
        return Standing::NoVault;
    }
    let Some(person) = session.actor() else { return Standing::SigningUp };
    session.with(|state| state.spaces_of(person).first().map_or(Standing::NoSpace, |space| Standing::Settled(space.id)))
}

/// The design system's theme of a setting.
pub fn theme_of(theme: settings::Theme) -> Theme {
    match theme {
        settings::Theme::System => Theme::System,
        settings::Theme::Light => Theme::Light,
        settings::Theme::Dark => Theme::Dark,
    }
}

/// Pages without the frame.
#[component]
fn PlainPage() -> impl IntoView {
    let nav = Nav::here();
    move || match nav.route() {
        Route::SignUp => view! { <ActingBand /><SignUpPage /> }.into_any(),
        Route::Sample => view! { <SamplePage /> }.into_any(),
        Route::ImportVault => view! { <ImportVaultPage /> }.into_any(),
        Route::Outbox => view! { <LockScreen wide=true><OutboxPage /></LockScreen> }.into_any(),
        #[cfg(debug_assertions)]
        Route::Gallery => view! { <super::gallery::Gallery /> }.into_any(),
        _ => view! { <WelcomePage /> }.into_any(),
    }
}

/// What the address asks for, without what may change while the page stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Outbox,
    Invitation,
    ImportVault,
    Spaces,
    CreateSpace,
    Space,
    Members,
    Member,
    Access,
    Teams,
    Team,
    Vpcs,
    AddVpc,
    Vpc,
    Accounts,
    Billing,
    DeleteSpace,
    Assistant,
    CreateProject,
    Project,
    ProjectSettings,
    Issues,
    IssueAlone,
    ImportIssues,
    Cloud,
    CloudSpaces,
    CloudVpc,
    Keys,
    Key,
    Repositories,
    Repository,
    Pipelines,
    Pipeline,
    Organization,
    IdentityCenter,
    SetUpSso,
    Sso,
    Iam,
    Trail,
    Me,
    DataProtection,
    NotFound,
}

fn page_of(route: &Route) -> Page {
    match route {
        Route::Outbox => Page::Outbox,
        Route::Invitation(_) => Page::Invitation,
        Route::ImportVault => Page::ImportVault,
        Route::Spaces => Page::Spaces,
        Route::CreateSpace => Page::CreateSpace,
        Route::Space(..) => Page::Space,
        Route::Members(_) => Page::Members,
        Route::Member(..) => Page::Member,
        Route::Access(..) => Page::Access,
        Route::Teams(_) => Page::Teams,
        Route::Team(..) => Page::Team,
        Route::Vpcs(_) => Page::Vpcs,
        Route::AddVpc(_) => Page::AddVpc,
        Route::Vpc(..) => Page::Vpc,
        Route::Accounts(_) => Page::Accounts,
        Route::Billing(_) => Page::Billing,
        Route::DeleteSpace(_) => Page::DeleteSpace,
        Route::Assistant(_) => Page::Assistant,
        Route::CreateProject(_) => Page::CreateProject,
        Route::Project(..) => Page::Project,
        Route::ProjectSettings(..) => Page::ProjectSettings,
        Route::Issues(..) | Route::Issue(_, _, _, Some(_)) => Page::Issues,
        Route::Issue(..) => Page::IssueAlone,
        Route::ImportIssues(..) => Page::ImportIssues,
        Route::Cloud => Page::Cloud,
        Route::CloudSpaces => Page::CloudSpaces,
        Route::CloudVpc => Page::CloudVpc,
        Route::Keys => Page::Keys,
        Route::Key(_) => Page::Key,
        Route::Repositories => Page::Repositories,
        Route::Repository(_) => Page::Repository,
        Route::Pipelines => Page::Pipelines,
        Route::Pipeline(_) => Page::Pipeline,
        Route::Organization => Page::Organization,
        Route::IdentityCenter => Page::IdentityCenter,
        Route::SetUpSso(_) => Page::SetUpSso,
        Route::Sso(_) => Page::Sso,
        Route::Iam => Page::Iam,
        Route::Trail(_) => Page::Trail,
        Route::Me => Page::Me,
        Route::DataProtection => Page::DataProtection,
        _ => Page::NotFound,
    }
}

/// The ids of the address, kept at their last value while a page goes away.
#[derive(Clone, Copy)]
struct Address {
    space: Signal<SpaceId>,
    project: Signal<ProjectId>,
}

fn address(nav: Nav) -> Address {
    let none = SpaceId::from_random([0; 16]);
    let space = Memo::new(move |last: Option<&SpaceId>| nav.route().space().or(last.copied()).unwrap_or(none));
    let project = Memo::new(move |last: Option<&ProjectId>| {
        let now = nav.route().project().map(|(_, project)| project);
        now.or(last.copied()).unwrap_or_else(|| ProjectId::from_random([0; 16]))
    });
    Address { space: space.into(), project: project.into() }
}

/// Pages inside the frame.
#[component]
fn FramedPage() -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    // Searches and drafts outlive the single page, and go when the vault locks.
    issues::Memory::provide();
    trail::Wanted::provide();
    let page = Memo::new(move |_| page_of(&nav.route()));
    let Address { space, project } = address(nav);
    let tab = Memo::new(move |last: Option<&SpaceTab>| match nav.route() {
        Route::Space(_, tab) => tab,
        _ => last.copied().unwrap_or_default(),
    });
    let view_of = Memo::new(move |last: Option<&IssueView>| match nav.route() {
        Route::Issues(_, _, view) | Route::Issue(_, _, _, Some(view)) => view,
        _ => last.copied().unwrap_or_default(),
    });
    let number = Memo::new(move |_| match nav.route() {
        Route::Issue(_, _, number, _) => Some(number),
        _ => None,
    });
    let entry = Memo::new(move |_| match nav.route() {
        Route::Trail(number) => number,
        _ => None,
    });
    let of_key = Memo::new(move |_| match nav.route() {
        Route::Key(key) => Some(key),
        _ => None,
    });
    let of_repository = Memo::new(move |_| match nav.route() {
        Route::Repository(repository) => Some(repository),
        _ => None,
    });
    let of_pipeline = Memo::new(move |_| match nav.route() {
        Route::Pipeline(mark) => Some(mark),
        _ => None,
    });
    // A space or project that this vault does not hold, or that this person may not see.
    let missing = Memo::new(move |_| {
        let route = nav.route();
        session.with(|state| {
            route.space().is_some_and(|space| state.space(space).is_none())
                || route.project().is_some_and(|(space, project)| state.project(space, project).is_none())
        })
    });
    let message = Memo::new(move |_| match nav.route() {
        Route::Invitation(message) => message,
        _ => None,
    });
    let person = Memo::new(move |last: Option<&PersonId>| match nav.route() {
        Route::Member(_, person) => person,
        _ => last.copied().unwrap_or_else(|| PersonId::from_random([0; 16])),
    });
    let of_person = Memo::new(move |_| match nav.route() {
        Route::Access(_, person) => person,
        _ => None,
    });
    let team = Memo::new(move |last: Option<&TeamId>| match nav.route() {
        Route::Team(_, team) => team,
        _ => last.copied().unwrap_or_else(|| TeamId::from_random([0; 16])),
    });
    let vpc = Memo::new(move |last: Option<&VpcConnectionId>| match nav.route() {
        Route::Vpc(_, vpc) => vpc,
        _ => last.copied().unwrap_or_else(|| VpcConnectionId::from_random([0; 16])),
    });
    let waits = Memo::new(move |_| !session.has(wanted_by(&nav.route())));
    move || {
        if missing.get() {
            return not_found().into_any();
        }
        if waits.get() {
            return view! { <WaitingPage /> }.into_any();
        }
        match page.get() {
            Page::Outbox => view! { <OutboxPage /> }.into_any(),
            Page::ImportVault => view! { <ImportVaultPage /> }.into_any(),
            Page::Spaces => view! { <SpacesPage /> }.into_any(),
            Page::CreateSpace => view! { <CreateSpacePage /> }.into_any(),
            Page::Space => view! { <SpacePage space=space tab=tab /> }.into_any(),
            Page::Invitation => view! { <InvitationPage message=message /> }.into_any(),
            Page::Members => view! { <MembersPage space=space /> }.into_any(),
            Page::Member => view! { <MemberPage space=space person=person /> }.into_any(),
            Page::Access => view! { <AccessPage space=space person=of_person /> }.into_any(),
            Page::Teams => view! { <TeamsPage space=space /> }.into_any(),
            Page::Team => view! { <TeamPage space=space team=team /> }.into_any(),
            Page::Vpcs => view! { <VpcsPage space=space /> }.into_any(),
            Page::AddVpc => view! { <AddVpcPage space=space /> }.into_any(),
            Page::Vpc => view! { <VpcPage space=space connection=vpc /> }.into_any(),
            Page::Billing => view! { <BillingPage space=space /> }.into_any(),
            Page::Accounts => view! { <AccountsPage space=space /> }.into_any(),
            Page::Assistant => view! { <AssistantPage space=space /> }.into_any(),
            Page::DeleteSpace => view! { <DeleteSpacePage space=space /> }.into_any(),
            Page::CreateProject => view! { <CreateProjectPage space=space /> }.into_any(),
            Page::Project => view! { <ProjectPage space=space project=project /> }.into_any(),
            Page::ProjectSettings => view! { <ProjectSettingsPage space=space project=project /> }.into_any(),
            Page::Issues => view! { <IssuesPage space=space project=project view=view_of open=number /> }.into_any(),
            Page::IssueAlone => view! { <IssuePage space=space project=project number=number /> }.into_any(),
            Page::ImportIssues => view! { <ImportIssuesPage space=space project=project /> }.into_any(),
            Page::Cloud => view! { <cloud::CloudPage /> }.into_any(),
            Page::Organization => view! { <organization::OrganizationPage /> }.into_any(),
            Page::IdentityCenter => view! { <identity_center::IdentityCenterPage /> }.into_any(),
            Page::SetUpSso => view! { <application::SetUpPage /> }.into_any(),
            Page::Sso => view! { <application::SsoPage space=space /> }.into_any(),
            Page::CloudSpaces => view! { <cloud::CloudSpacesPage /> }.into_any(),
            Page::CloudVpc => view! { <network::CloudVpcPage /> }.into_any(),
            Page::Keys => view! { <key::KeysPage /> }.into_any(),
            Page::Key => view! { <key::KeyPage key=of_key /> }.into_any(),
            Page::Repositories => view! { <repository::RepositoriesPage /> }.into_any(),
            Page::Repository => view! { <repository::RepositoryPage repository=of_repository /> }.into_any(),
            Page::Pipelines => view! { <pipeline::PipelinesPage /> }.into_any(),
            Page::Pipeline => view! { <pipeline::PipelinePage pipeline=of_pipeline /> }.into_any(),
            Page::Iam => view! { <cloud::IamPage /> }.into_any(),
            Page::Trail => view! { <TrailPage open=entry /> }.into_any(),
            Page::Me => view! { <MePage /> }.into_any(),
            Page::DataProtection => view! { <DataProtectionPage /> }.into_any(),
            Page::NotFound => not_found().into_any(),
        }
    }
}

fn not_found() -> impl IntoView {
    view! {
        <h1 class="visually-hidden">"Not found"</h1>
        <Refused
            title="Not found in this vault"
            reason="The address leads to nothing that this vault holds: it may belong to another vault, or what it led to is gone."
            link=Some(("Go to your spaces".to_owned(), Route::Spaces.href()))
        />
    }
}
