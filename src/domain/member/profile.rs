//! What a member sees of another member of the same space (ID-9).

use crate::domain::{
    Permission, Refusal, State, Timestamp,
    gate::{self, Place},
    id::{PersonId, SpaceId, TeamId},
};

/// The page of a member, as any other member of the space may open it from the lists of members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Full name (ID-4).
    pub name: String,
    /// How they like to be called; may be empty.
    pub nickname: String,
    /// Their handle, without the sign before it.
    pub alias: String,
    /// Their address.
    pub email: String,
    /// Their identity comes from an identity provider (ID-8).
    pub federated: bool,
    /// Since when they are a member.
    pub since: Timestamp,
    /// The teams of the space that they are in.
    pub teams: Vec<(TeamId, String)>,
}

impl State {
    /// The profile of a member, for somebody who may see the space: every member of it, whatever their role. Nothing for who
    /// is no member; a refusal for whoever may not see the space.
    pub fn profile(
        &self,
        actor: Option<PersonId>,
        space: SpaceId,
        person: PersonId,
    ) -> Result<Option<Profile>, Refusal> {
        gate::ask(self, actor, Permission::ViewSpace, Place::Space(space))?;
        let found = self.space(space).and_then(|space| Some((space, space.members.get(&person)?)));
        Ok(found.zip(self.people.get(&person)).map(|((space, member), known)| Profile {
            name: known.full_name.clone(),
            nickname: known.nickname.clone(),
            alias: known.alias.clone(),
            email: known.email.clone(),
            federated: known.federated,
            since: member.since,
            teams: space.teams_of(person).map(|team| (team.id, team.name.clone())).collect(),
        }))
    }
}
