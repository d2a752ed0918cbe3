//! What holds in every state, whatever was asked: the tests check it after each command, and the integrity check of a
//! vault may ask it of what was read.

use super::{
    State,
    role::Role,
    space::{NameKey, Origin, Space, Tier, Users, names},
};
use std::{collections::BTreeSet, sync::Arc};

/// Every invariant that does not hold, as a sentence that names the rule; empty when all hold.
pub fn broken(state: &State) -> Vec<String> {
    let mut faults = Vec::new();
    people(state, &mut faults);
    space_names(state, &mut faults);
    for space in state.spaces.values() {
        accounts(space, &mut faults);
        members(state, space, &mut faults);
        projects(space, &mut faults);
        teams(space, &mut faults);
    }
    applications(state, &mut faults);
    paying(state, &mut faults);
    faults
}

fn applications(state: &State, faults: &mut Vec<String>) {
    let names: BTreeSet<String> = state.applications.values().map(|one| one.name.to_lowercase()).collect();
    if names.len() != state.applications.len() {
        faults.push("SSO-2: two applications have the same name.".to_owned());
    }
    let served = || state.applications.values().filter_map(|one| one.space);
    if served().collect::<BTreeSet<_>>().len() != served().count() {
        faults.push("SSO-2: two applications serve one space.".to_owned());
    }
    for space in served().filter_map(|space| state.space(space)) {
        let federated = |person| state.people.get(person).is_some_and(|person| person.federated);
        if space.users != Users::Sso || !space.members.keys().all(federated) {
            faults.push(format!("SPC-10: the space {} has SSO, and a member with a Builder ID.", space.id));
        }
        if !space.followed.keys().eq(space.members.keys()) {
            faults.push(format!("SSO-4: the groups of a member of the space {} are not known.", space.id));
        }
    }
    if state.applications.values().any(|one| one.space.is_some() && !one.valid) {
        faults.push("ORG-4: an application without its identity store serves a space.".to_owned());
    }
}

fn people(state: &State, faults: &mut Vec<String>) {
    let aliases: BTreeSet<String> = state.people.values().map(|person| person.alias.to_lowercase()).collect();
    if aliases.len() != state.people.len() {
        faults.push("ID-3: two people have the same alias.".to_owned());
    }
    let builders = || state.people.values().filter(|person| !person.federated);
    let addresses: BTreeSet<String> = builders().map(|person| person.email.to_lowercase()).collect();
    if addresses.len() != builders().count() {
        faults.push("ID-6: two people have the same email address.".to_owned());
    }
}

fn space_names(state: &State, faults: &mut Vec<String>) {
    let folded: BTreeSet<String> = state.spaces.values().map(|space| space.name.to_lowercase()).collect();
    if folded.len() != state.spaces.len() {
        faults.push("SPC-3: two spaces have the same name.".to_owned());
    }
    if state.name_key == NameKey::default() && !state.taken.is_empty() {
        faults.push("SPC-3: names are taken, but their key is missing.".to_owned());
    }
    if state.spaces.values().any(|space| !state.taken.contains(&names::hash(&state.name_key, &space.name))) {
        faults.push("SPC-3: the name of a space is not among the taken ones.".to_owned());
    }
    let wished: BTreeSet<String> = state.requests.values().map(|request| request.name.to_lowercase()).collect();
    if wished.len() != state.requests.len() {
        faults.push("SPC-3: two requests wish for the same name.".to_owned());
    }
}

fn paying(state: &State, faults: &mut Vec<String>) {
    let paying = || state.spaces.values().filter_map(|space| space.billing_account);
    if paying().collect::<BTreeSet<_>>().len() != paying().count() {
        faults.push("BIL-2: an account pays for two spaces.".to_owned());
    }
    for space in state.spaces.values() {
        if space.billing.paid.iter().any(|account| !space.connections.contains_key(account)) {
            faults.push(format!("BIL-3: an account that is not connected allows the space {} paid tiers.", space.id));
        }
        // An imported space may have a tier whose account is not known.
        let allowed = space.billing_account.is_none_or(|account| space.billing.paid.contains(&account));
        if space.tier != Tier::Free && !allowed {
            faults.push(format!("BIL-3: the billing account of the space {} does not allow its tier.", space.id));
        }
        if space.billing.pending.is_some_and(|pending| pending.tier == space.tier) {
            faults.push(format!("BIL-3: the tier that waits in the space {} is the one it has.", space.id));
        }
    }
}

fn accounts(space: &Space, faults: &mut Vec<String>) {
    match space.billing_account {
        Some(account) if !space.connections.contains_key(&account) => {
            faults.push(format!("BIL-4: the billing account of the space {} is not connected to it.", space.id));
        }
        None if space.origin == Origin::Made => {
            faults.push(format!("SPC-1: the space {} has no billing account.", space.id));
        }
        _ => {}
    }
}

fn members(state: &State, space: &Space, faults: &mut Vec<String>) {
    if space.administrators().is_empty() {
        faults.push(format!("MBR-7: the space {} has no Space administrator.", space.id));
    }
    if space.members.values().any(|member| !member.role.is_space_role()) {
        faults.push(format!("MBR-9: a member of the space {} has a project role as their space role.", space.id));
    }
    if space.members.values().flat_map(|member| &member.teams).any(|team| !space.teams.contains_key(team)) {
        faults.push(format!("TEM-1: a member of the space {} is in a team that is none.", space.id));
    }
    if space.members.keys().any(|person| !state.people.contains_key(person)) {
        faults.push(format!("MBR-9: a member of the space {} is nobody.", space.id));
    }
}

fn projects(space: &Space, faults: &mut Vec<String>) {
    let names: BTreeSet<&str> = space.projects.values().map(|project| project.name.as_str()).collect();
    if names.len() != space.projects.len() {
        faults.push(format!("PRJ-1: two projects of the space {} have the same name.", space.id));
    }
    for (person, role) in space.projects.values().map(Arc::as_ref).flat_map(|project| &project.roles) {
        if role.is_space_role() {
            faults.push(format!("MBR-9: a project of the space {} has a space role as project role.", space.id));
        }
        match space.members.get(person) {
            None => faults.push(format!("MBR-3: somebody with a project role is no member of the space {}.", space.id)),
            Some(member) if member.role == Role::SpaceAdministrator => {
                faults.push(format!("MBR-4: an administrator of the space {} has a project role.", space.id));
            }
            Some(_) => {}
        }
    }
}

fn teams(space: &Space, faults: &mut Vec<String>) {
    let names: BTreeSet<String> = space.teams.values().map(|team| team.name.to_lowercase()).collect();
    if names.len() != space.teams.len() {
        faults.push(format!("TEM-1: two teams of the space {} have the same name.", space.id));
    }
    for team in space.teams.values() {
        if team.role.is_some_and(|role| !role.is_space_role())
            || team.projects.values().any(|role| role.is_space_role())
        {
            faults.push(format!("MBR-9: a team of the space {} has a role where it does not belong.", space.id));
        }
        if team.role == Some(Role::SpaceAdministrator) && !team.projects.is_empty() {
            faults.push(format!("MBR-4: a team of administrators of the space {} has a project role.", space.id));
        }
    }
}
