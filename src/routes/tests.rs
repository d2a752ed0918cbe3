//! Every address reads back as the page it was written for.

#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;

const SPACE: &str = "0c0ffee0c0ffee0c0ffee0c0ffee0c01";
const PROJECT: &str = "0badcafe0badcafe0badcafe0badcafe";

fn ids() -> (SpaceId, ProjectId) {
    (SpaceId::parse(SPACE).unwrap(), ProjectId::parse(PROJECT).unwrap())
}

fn every_route() -> Vec<Route> {
    let (space, project) = ids();
    let mut routes = vec![
        Route::Home,
        Route::SignUp,
        Route::Sample,
        Route::ImportVault,
        Route::Unlock,
        Route::Outbox,
        Route::Spaces,
        Route::CreateSpace,
        Route::Accounts(space),
        Route::Billing(space),
        Route::DeleteSpace(space),
        Route::Assistant(space),
        Route::Members(space),
        Route::Member(space, PersonId::parse(PROJECT).unwrap()),
        Route::Access(space, None),
        Route::Access(space, PersonId::parse(PROJECT)),
        Route::Teams(space),
        Route::Team(space, TeamId::parse(PROJECT).unwrap()),
        Route::Vpcs(space),
        Route::AddVpc(space),
        Route::Vpc(space, VpcConnectionId::parse(PROJECT).unwrap()),
        Route::Invitation(None),
        Route::Invitation(MessageId::parse(PROJECT)),
        Route::CreateProject(space),
        Route::Project(space, project),
        Route::ImportIssues(space, project),
        Route::Issue(space, project, 12, None),
        Route::Issue(space, project, 12, Some(IssueView::All)),
        Route::ProjectSettings(space, project),
        Route::Cloud,
        Route::CloudSpaces,
        Route::CloudVpc,
        Route::Keys,
        Route::Key(KeyId::parse("1234abcd-12ab-34cd-56ef-1234567890ab").unwrap()),
        Route::Repositories,
        Route::Repository(RepositoryId::parse(PROJECT).unwrap()),
        Route::Pipelines,
        Route::Pipeline(0x12ab),
        Route::Organization,
        Route::IdentityCenter,
        Route::SetUpSso(None),
        Route::SetUpSso(Some(space)),
        Route::Sso(space),
        Route::Iam,
        Route::Trail(None),
        Route::Trail(Some(12)),
        Route::Me,
        Route::DataProtection,
        Route::Gallery,
    ];
    routes.extend([SpaceTab::Projects, SpaceTab::Members, SpaceTab::Activity].map(|tab| Route::Space(space, tab)));
    routes.extend(
        [IssueView::Board, IssueView::Backlog, IssueView::All, IssueView::Archived]
            .map(|view| Route::Issues(space, project, view)),
    );
    routes
}

#[test]
fn every_address_leads_back_to_its_route() {
    for route in every_route() {
        assert_eq!(Route::parse(&route.href()), route, "{route}");
    }
}

#[test]
fn vlt_1_addresses_carry_ids_and_nothing_readable() {
    let (space, project) = ids();
    assert_eq!(
        Route::Issue(space, project, 12, Some(IssueView::Board)).href(),
        format!("#/spaces/{SPACE}/projects/{PROJECT}/issues/12?view=board")
    );
    for foreign in ["/spaces/harbourline", "/spaces/harbourline/projects/web", "/spaces/new/x", "/me/too"] {
        assert_eq!(Route::parse(foreign), Route::NotFound, "{foreign}");
    }
}

#[test]
fn spc_7_a_settled_person_lands_on_the_projects_of_a_space() {
    let (space, _) = ids();
    assert_eq!(Route::Home.redirect(Standing::Settled(space)), Some(Route::Space(space, SpaceTab::Projects)));
    assert_eq!(Route::Cloud.redirect(Standing::Settled(space)), None);
}

#[test]
fn without_a_vault_every_page_of_it_leads_home() {
    for route in every_route().into_iter().filter(|route| !route.is_public() && *route != Route::Outbox) {
        assert_eq!(route.redirect(Standing::NoVault), Some(Route::Home), "{route}");
    }
}
