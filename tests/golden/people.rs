//! Events of invitations, teams, sign-in, second factors and tokens for the golden record.

use spaceward::domain::{
    Event, PersonId, ProjectId, Role, SpaceId, Timestamp,
    factor::{self, Key},
    id::{InvitationId, TeamId, TokenId},
    member::{self, Ended, Invitation},
    space::{self, Users},
    team::{self, Group, Kind},
    token::{self, Token},
};

/// Invitations.
pub fn invitations(space: SpaceId, project: ProjectId, person: PersonId, at: Timestamp) -> Vec<Event> {
    use member::Event as E;
    let id = InvitationId::from_random([10; 16]);
    let invitation = Invitation {
        id,
        email: "ben@example.com".into(),
        project: Some(project),
        role: Role::Reviewer,
        code: [11; 32],
        sent: vec![(person, at)],
        ended: None,
    };
    let events = vec![
        E::Invited { space, invitation },
        E::InvitationSent { space, invitation: id, code: [12; 32], by: person },
        E::InvitationEnded { space, invitation: id, how: Ended::Accepted },
        E::InvitationEnded { space, invitation: id, how: Ended::Cancelled },
        E::InvitationsForgotten { space, invitations: vec![id] },
    ];
    events.into_iter().map(Event::Member).collect()
}

/// Teams, and where users come from.
pub fn teams(space: SpaceId, project: ProjectId, person: PersonId) -> Vec<Event> {
    use team::Event as E;
    let (team, other) = (TeamId::from_random([13; 16]), TeamId::from_random([14; 16]));
    let group = Group { id: "g-1".into(), name: "Crew".into() };
    let mut events: Vec<Event> = vec![
        space::Event::UsersSet { space, users: Users::Sso }.into(),
        space::Event::UsersSet { space, users: Users::BuilderId }.into(),
    ];
    let own = vec![
        E::Created { space, team, name: "Quay".into(), kind: Kind::ByHand },
        E::Created { space, team: other, name: "Crew".into(), kind: Kind::Following(vec![group]) },
        E::Renamed { space, team, name: "Pier".into() },
        E::MembersAdded { space, team, people: vec![person] },
        E::MembersRemoved { space, team, people: vec![person] },
        E::RoleSet { space, team, role: Some(Role::PowerUser) },
        E::ProjectRoleSet { space, team, project, role: None },
        E::Deleted { space, team },
    ];
    events.extend(own.into_iter().map(Event::Team));
    events
}

/// Tokens and second factors.
pub fn credentials(person: PersonId, at: Timestamp) -> Vec<Event> {
    let id = TokenId::from_random([21; 16]);
    // Nobody but the rules makes a hash, so it is read.
    let token: Token = serde_json::from_value(serde_json::json!({
        "id": id, "person": person, "name": "Build", "created": at, "expires": at.plus(365 * Timestamp::DAY),
        "salt": vec![22; 16], "hash": vec![23; 32],
    }))
    .unwrap();
    vec![
        token::Event::Created { token }.into(),
        token::Event::Deleted { token: id }.into(),
        factor::Event::Enrolled { person, key: Key::new([24; 20]), step: 59_333_334 }.into(),
        factor::Event::Used { person, step: 59_333_335 }.into(),
        factor::Event::Missed { person }.into(),
        factor::Event::Removed { person }.into(),
    ]
}
