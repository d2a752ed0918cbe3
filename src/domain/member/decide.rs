//! Which decision belongs to which command, and what they have in common.

use super::{Command, each, invite, leave, role};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Permission, Record, Refusal, Role, State,
    id::{PersonId, SpaceId},
    space::{Space, Users},
    text::field,
};
use std::collections::BTreeMap;

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    match command {
        Command::SetRole { space, project: None, person, role } => {
            role::in_space(state, actor, space, person, role, facts)
        }
        Command::SetRole { space, project: Some(project), person, role } => {
            role::in_project(state, actor, (space, project), person, role)
        }
        Command::Remove { space, project: None, person } => leave::space(state, actor, space, person, facts),
        Command::Remove { space, project: Some(project), person } => {
            leave::project(state, actor, (space, project), person)
        }
        Command::Invite { space, project, email, role } => {
            invite::send(state, actor, (space, project), &email, role, facts)
        }
        Command::Resend { space, invitation } => invite::resend(state, actor, (space, invitation), facts),
        Command::Cancel { space, invitation } => invite::cancel(state, actor, (space, invitation)),
        Command::Accept { code } => invite::accept(state, actor, &code, facts),
        Command::Each { wishes } => each::decide(state, actor, wishes, facts),
    }
}

/// The permission to change or end the membership of somebody whose role in the space was `former` and is to be
/// `next`: the Space administrator role is given and taken by those who have it alone (MBR-6).
pub(in crate::domain) fn to_change(former: Option<Role>, next: Option<Role>) -> Permission {
    if next == Some(Role::SpaceAdministrator) {
        Permission::AddOtherUsersToTheSpaceAdministratorRole
    } else if former == Some(Role::SpaceAdministrator) {
        Permission::RemoveOtherUsersFromTheSpaceAdministratorRole
    } else {
        Permission::InviteOthersToTheSpace
    }
}

/// Refuses to bring or remove members by hand where they follow the groups of an identity provider (SSO-4, SPC-10).
pub fn members_by_hand(space: &Space) -> Result<(), Refusal> {
    match space.users {
        Users::BuilderId => Ok(()),
        Users::Sso => Err(Refusal::new(
            "SPC-10",
            "The users of this space come from an identity provider, so nobody is invited, removed or leaves by hand. Change their groups there; the next sync brings it here.",
        )),
    }
}

/// Refuses what would leave a space without a Space administrator (MBR-7), on whatever way: the events are tried on a
/// copy of the space.
pub(in crate::domain) fn keeps_an_administrator(
    state: &State,
    space: SpaceId,
    actor: Option<PersonId>,
    events: &[DomainEvent],
    facts: &Facts<'_>,
) -> Result<(), Refusal> {
    let alone = state.spaces.get_key_value(&space).map(|(id, space)| (*id, space.clone()));
    let mut after = State { spaces: BTreeMap::from_iter(alone), ..State::default() };
    after.apply(&Record { at: facts.now, actor, events: events.to_vec() });
    if after.space(space).is_none_or(Space::has_administrator) {
        return Ok(());
    }
    Err(Refusal::new(
        "MBR-7",
        "This would leave the space without a Space administrator, and a space always keeps one. Give somebody else that role first.",
    )
    .at(field::ROLE)
    .mended_at(Mend::Members(space)))
}
