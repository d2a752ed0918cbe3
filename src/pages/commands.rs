//! What the command palette offers, and the keys that go places.

use crate::{
    components::{Icon, PaletteItem, Shortcuts},
    domain::{Permission, Refusal, SpaceId, State, gate},
    routes::{IssueView, Route, SpaceTab},
    session::{Nav, Session},
};
use leptos::prelude::*;

/// Issues offered at once; more words narrow them down.
const ISSUES: usize = 20;

/// The keys of every page.
pub fn register_keys(palette: RwSignal<bool>) {
    let keys = Shortcuts::of_page();
    let nav = Nav::here();
    let session = Session::here();
    keys.add("Everywhere", "Mod+k", "Open the command palette", move || palette.set(true));
    keys.add("Go to", "g s", "Spaces", move || nav.go(&Route::Spaces));
    keys.add("Go to", "g c", "Cloud", move || nav.go(&Route::Cloud));
    keys.add("Go to", "g d", "Data protection", move || nav.go(&Route::DataProtection));
    keys.add("Go to", "g o", "Outbox", move || nav.go(&Route::Outbox));
    keys.add("Go to", "g m", "My settings", move || nav.go(&Route::Me));
    keys.add("Go to", "g i", "Issues of the open project", move || {
        if let Some((space, project)) = nav.signal().get_untracked().project() {
            nav.go(&Route::Issues(space, project, IssueView::Board));
        }
    });
    keys.add("Vault", "g l", "Lock", move || session.lock());
}

/// What the palette offers now. `query` narrows issues, which are too many to offer all.
pub fn items(session: Session, nav: Nav, space: Option<SpaceId>, query: &str) -> Vec<PaletteItem> {
    let go =
        |group: &str, icon, label: String, route: Route| PaletteItem::new(group, icon, label, move || nav.go(&route));
    let mut items = vec![
        go("Go to", Icon::Space, "Spaces".to_owned(), Route::Spaces).keys("g s"),
        go("Go to", Icon::Cloud, "Cloud".to_owned(), Route::Cloud)
            .keys("g c")
            .keywords("import aws cli sample account"),
        go("Go to", Icon::Person, "Roles and policies".to_owned(), Route::Iam)
            .keywords("iam check a policy statement allow deny tags"),
        go("Go to", Icon::Cloud, "CodeCatalyst spaces".to_owned(), Route::CloudSpaces)
            .keywords("verify space token handshake"),
        go("Go to", Icon::Network, "Networks".to_owned(), Route::CloudVpc)
            .keywords("vpc subnets routes gateways readiness cloud"),
        go("Go to", Icon::Lock, "Keys".to_owned(), Route::Keys).keywords("kms alias rotation encryption"),
        go("Go to", Icon::Code, "CodeCommit".to_owned(), Route::Repositories).keywords("repositories push pull kms"),
        go("Go to", Icon::Flow, "Pipelines".to_owned(), Route::Pipelines)
            .keywords("codepipeline artifacts stores findings endpoint"),
        go("Go to", Icon::Space, "Organization".to_owned(), Route::Organization).keywords("aws organizations accounts"),
        go("Go to", Icon::People, "Identity Center".to_owned(), Route::IdentityCenter)
            .keywords("iam sso users groups application instance directory"),
        go("Do", Icon::Key, "Set up SSO".to_owned(), Route::SetUpSso(None))
            .keywords("single sign-on federation wizard"),
        go("Go to", Icon::List, "Activity log".to_owned(), Route::Trail(None))
            .keywords("trail audit keys sign-ins witness chain integrity"),
        go("Go to", Icon::Shield, "Data protection".to_owned(), Route::DataProtection)
            .keys("g d")
            .keywords("vault seal export quota"),
        go("Go to", Icon::Mail, "Outbox".to_owned(), Route::Outbox).keys("g o"),
        go("Go to", Icon::Check, "Accept an invitation".to_owned(), Route::Invitation(None)).keywords("join code"),
        go("Go to", Icon::Person, "My settings".to_owned(), Route::Me).keys("g m").keywords("profile theme"),
        PaletteItem::new("Do", Icon::Lock, "Lock", move || session.lock()).keys("g l"),
    ];
    session.with(|state| {
        let person = session.actor();
        let may_create = crate::domain::space::may_create(state, person).err().map(|refusal| refusal.message);
        items.push(go("Do", Icon::Plus, "Create space".to_owned(), Route::CreateSpace).disabled(may_create));
        if let Some(space) = space {
            let reason =
                |permission| gate::ask(state, person, permission, gate::Place::Space(space)).err().map(message);
            items.push(
                go("Go to", Icon::People, "Members".to_owned(), Route::Members(space)).keywords("invite roles people"),
            );
            items.push(
                go("Go to", Icon::Network, "VPC connections".to_owned(), Route::Vpcs(space))
                    .keywords("network subnets"),
            );
            items.push(
                go("Do", Icon::Plus, "Add VPC connection".to_owned(), Route::AddVpc(space))
                    .disabled(reason(Permission::CreateVPCConnection)),
            );
            items.push(
                go("Go to", Icon::Key, "SSO".to_owned(), Route::Sso(space))
                    .keywords("single sign-on sync groups federation"),
            );
            items.push(
                go("Go to", Icon::Spark, "Generative AI".to_owned(), Route::Assistant(space))
                    .keywords("assistant features"),
            );
            items.push(
                go("Go to", Icon::Card, "Billing".to_owned(), Route::Billing(space))
                    .keywords("tier account usage pay free standard enterprise"),
            );
            items.push(
                go("Do", Icon::Trash, "Delete space".to_owned(), Route::DeleteSpace(space))
                    .keywords("remove leave close")
                    .disabled(reason(Permission::DeleteSpace)),
            );
            items.push(
                go("Do", Icon::Plus, "Create project".to_owned(), Route::CreateProject(space))
                    .disabled(reason(Permission::CreateProject)),
            );
        }
        if let Some((space, project)) = nav.signal().get_untracked().project() {
            items.push(go("Do", Icon::Import, "Import issues".to_owned(), Route::ImportIssues(space, project)));
        }
        let Some(person) = person else { return };
        for space in state.spaces_of(person) {
            items.push(go("Spaces", Icon::Space, space.name.clone(), Route::Space(space.id, SpaceTab::Projects)));
            for project in space.projects_by_name() {
                items.push(
                    go(
                        "Projects",
                        Icon::Project,
                        project.name.clone(),
                        Route::Issues(space.id, project.id, IssueView::Board),
                    )
                    .hint(space.name.clone()),
                );
            }
        }
        items.extend(issues(state, nav, query));
    });
    items
}

fn message(refusal: Refusal) -> String {
    refusal.message
}

/// Issues of the open project by number or by words of their titles.
fn issues(state: &State, nav: Nav, query: &str) -> Vec<PaletteItem> {
    let Some((space, project_id)) = nav.signal().get_untracked().project() else { return Vec::new() };
    let Some(project) = state.project(space, project_id) else { return Vec::new() };
    let query = query.trim().to_lowercase();
    if query.is_empty() {
        return Vec::new();
    }
    let number: Option<u32> = query.trim_start_matches('#').parse().ok();
    let hits = project.issues.by_number.values().rev().filter(|issue| {
        number.is_some_and(|number| issue.number == number) || issue.title.to_lowercase().contains(&query)
    });
    hits.take(ISSUES)
        .map(|issue| {
            let route = Route::Issue(space, project_id, issue.number, Some(IssueView::All));
            PaletteItem::new("Issues", Icon::Issue, issue.title.clone(), move || nav.go(&route))
                .hint(format!("#{}", issue.number))
                .keywords(query.clone())
        })
        .collect()
}
