//! Resources outside of the spaces that are linked to them (DPR-5). What lies there is looked after by their own service.

use super::{
    State,
    account::AccountId,
    id::{ProjectId, SpaceId},
};
use std::collections::BTreeMap;

/// One linked resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linked {
    /// An account that is connected to a space.
    Account {
        /// The space.
        space: SpaceId,
        /// The account.
        account: AccountId,
        /// It is the space's billing account.
        bills: bool,
    },
    /// A repository at a hosting service that issues of a project came from.
    Repository {
        /// The space.
        space: SpaceId,
        /// The project.
        project: ProjectId,
        /// The service's host, such as `github.com`.
        host: String,
        /// The repository there: owner and name.
        name: String,
        /// Issues that came from it.
        issues: usize,
        /// Their addresses begin with `https`: transfer is by TLS.
        secured: bool,
    },
}

/// Everything that is linked to the spaces of this vault: accounts, then repositories.
pub fn of(state: &State) -> Vec<Linked> {
    let accounts = state.spaces.values().flat_map(|space| {
        space.connections.keys().map(|account| Linked::Account {
            space: space.id,
            account: *account,
            bills: space.billing_account == Some(*account),
        })
    });
    let mut repositories: BTreeMap<(SpaceId, ProjectId, &str, String), (usize, bool)> = BTreeMap::new();
    for space in state.spaces.values() {
        for project in space.projects.values() {
            for issue in project.issues.by_number.values() {
                let Some((secured, host, name)) = issue.source.as_deref().and_then(repository) else { continue };
                let known = repositories.entry((space.id, project.id, host, name)).or_insert((0, true));
                known.0 += 1;
                known.1 &= secured;
            }
        }
    }
    let repositories = repositories.into_iter().map(|((space, project, host, name), (issues, secured))| {
        Linked::Repository { space, project, host: host.to_owned(), name, issues, secured }
    });
    accounts.chain(repositories).collect()
}

/// Whether TLS, host, and owner and name of the repository that an issue's address belongs to:
/// `https://github.com/owner/name/issues/12`, `https://gitlab.com/group/part/name/-/issues/12`.
fn repository(source: &str) -> Option<(bool, &str, String)> {
    let (scheme, rest) = source.split_once("://")?;
    let secured = scheme.eq_ignore_ascii_case("https");
    if !secured && !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    let (authority, path) = rest.split_once('/')?;
    // User information is nobody's business here.
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let parts: Vec<&str> = path.split('/').collect();
    let at = parts.iter().position(|part| matches!(*part, "issues" | "pull" | "merge_requests" | "-"))?;
    let name = parts.get(..at)?;
    // The programming interface has a host of its own and puts its word before the owner.
    let (host, name) = match name.strip_prefix(&["repos"]) {
        Some(name) => (host.strip_prefix("api.").unwrap_or(host), name),
        None => (host, name),
    };
    (name.len() >= 2 && name.iter().all(|part| !part.is_empty())).then(|| (secured, host, name.join("/")))
}
