//! What has to hold on the cloud side before an application can be made (ORG-1, ORG-2).

use crate::domain::{
    State,
    account::AccountId,
    identity_center::{IdentityCenter, Kind, Status},
};

/// One line of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prerequisite {
    /// What has to be.
    pub what: &'static str,
    /// Whether it holds.
    pub met: bool,
    /// What was found, in a sentence.
    pub found: String,
    /// What to do where it does not hold; empty where it does.
    pub mend: &'static str,
}

/// Where an instance lies, against the Region a space is to lie in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The instance's.
    pub instance: String,
    /// The space's.
    pub space: String,
}

/// The checklist of an account, always of the same four lines (ORG-1).
pub fn prerequisites(state: &State, account: AccountId) -> Vec<Prerequisite> {
    let center = state.identity_center(account);
    vec![organization(state, account, center), instance(state, account, center), source(center), people(center)]
}

fn line(what: &'static str, met: bool, found: String, mend: &'static str) -> Prerequisite {
    Prerequisite { what, met, found, mend: if met { "" } else { mend } }
}

fn organization(state: &State, account: AccountId, center: Option<&IdentityCenter>) -> Prerequisite {
    let what = "An organization with this account as its management account";
    match (state.organization_of(account), state.organization_with(account), center) {
        (Some(own), ..) => line(what, true, format!("{account} manages the organization {}.", own.id), ""),
        (None, _, Some(_)) => {
            let found =
                format!("{account} manages no organization. An account instance of Identity Center needs none.");
            line(what, true, found, "")
        }
        (None, Some(other), None) => line(
            what,
            false,
            format!("{account} belongs to the organization {}, which {} manages.", other.id, other.management),
            "Sign in to the management account, or enable an account instance of Identity Center in this one.",
        ),
        (None, None, None) => line(
            what,
            false,
            format!("No organization that {account} manages is known."),
            "Create an organization, or enable an account instance of Identity Center, which needs none.",
        ),
    }
}

fn instance(state: &State, account: AccountId, center: Option<&IdentityCenter>) -> Prerequisite {
    let what = "An Identity Center instance";
    let Some(center) = center else {
        let found = format!("No instance that {account} owns is known.");
        return line(what, false, found, "Enable Identity Center.");
    };
    let kind = state.kind_of_instance(account).label();
    let (region, status) = (&center.instance.region, center.instance.status);
    if center.instance.store.is_none() {
        let mend = "Delete the instance and enable a new one.";
        return line(what, false, format!("{kind} in {region}, whose identity store was deleted."), mend);
    }
    if status != Status::Active {
        let found = format!("{kind} in {region}: {}.", status.label().to_lowercase());
        return line(what, false, found, "Wait until it is active, or enable a new one.");
    }
    let advice = match state.kind_of_instance(account) {
        Kind::Organization => "",
        Kind::Account => " An organization instance is recommended, since it is managed in one place.",
    };
    line(what, true, format!("{kind} in {region}, active.{advice}"), "")
}

fn source(center: Option<&IdentityCenter>) -> Prerequisite {
    let source = center.and_then(|center| center.instance.source.as_ref());
    let found = source.map_or_else(|| "None is connected.".to_owned(), |source| format!("{}.", source.label()));
    line("An identity source", source.is_some(), found, "Connect a directory or a SAML 2.0 provider.")
}

fn people(center: Option<&IdentityCenter>) -> Prerequisite {
    let users = center.map_or(0, |center| center.users.len());
    let groups = center.map_or(0, |center| center.groups.len());
    let in_groups =
        center.is_some_and(|center| center.users.values().any(|user| user.profile.enabled && !user.groups.is_empty()));
    let met = users > 0 && groups > 0 && in_groups;
    let counted = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let nobody = if met || users == 0 || groups == 0 { "" } else { "; nobody who may sign in is in a group" };
    let found = format!("{}, {}{nobody}.", counted(users, "user"), counted(groups, "group"));
    line("Users and groups", met, found, "Add users and groups, and put users into groups.")
}

/// Where the instance of an account lies in another Region than a space does or is to: then connections may be slow
/// (ORG-2). `None` where both are the same, or no instance is known.
pub fn region_warning(state: &State, account: AccountId, space: &str) -> Option<Region> {
    let instance = &state.identity_center(account)?.instance.region;
    (instance != space).then(|| Region { instance: instance.clone(), space: space.to_owned() })
}
