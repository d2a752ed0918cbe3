//! Events of invitations, teams, sign-in, second factors and tokens for the golden record.

use spaceward::domain::{
    Event, PersonId, ProjectId, Role, SpaceId, Timestamp,
    account::AccountId,
    application::{self, Application, Brought, Came, Ran},
    factor::{self, Key},
    id::{InvitationId, TeamId, TokenId},
    identity::{self, Person},
    identity_center::{self, IdentitySource, Instance, Profile, group_key, person_key},
    member::{self, Ended, Invitation},
    organization::{self, Organization},
    space::{self, Users},
    team::{self, Group, Kind},
    token::{self, Token},
};
use std::collections::BTreeMap;

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

/// Single sign-on: organizations, identity stores, applications, and members who follow groups.
pub fn single_sign_on(space: SpaceId, person: PersonId, at: Timestamp) -> Vec<Event> {
    let account = AccountId(111_122_223_333);
    let (user, group) = (person_key("d-1", "u-1"), group_key("d-1", "g-1"));
    let member = organization::Account {
        id: account,
        name: "Management".into(),
        email: "ops@example.com".into(),
        status: organization::Status::Active,
        joined: Some(at),
        invited: true,
    };
    let organization = Organization {
        id: "o-abcdefghij".into(),
        management: account,
        features: Some(organization::Features::All),
        accounts: BTreeMap::from([(account, member)]),
    };
    let instance = Instance {
        account,
        arn: "arn:aws:sso:::instance/ssoins-0011223344556677".into(),
        name: String::new(),
        region: "eu-west-1".into(),
        status: identity_center::Status::Active,
        store: Some("d-1".into()),
        source: Some(IdentitySource::Saml("Example".into())),
    };
    let profile = Profile {
        id: "u-1".into(),
        user_name: "cleo".into(),
        full_name: "Cleo Sample".into(),
        email: "cleo@example.com".into(),
        enabled: true,
        issuer: "Example".into(),
    };
    let crew = identity_center::Group { id: "g-1".into(), name: "Crew".into(), description: String::new() };
    let application = Application {
        account,
        store: "d-1".into(),
        display_name: "Harbour".into(),
        name: "harbour-sso".into(),
        created: at,
        valid: true,
        groups: BTreeMap::from([(group, "Crew".into())]),
        space: None,
        last: None,
        changed: None,
    };
    let first = vec![(user, Came::Joined), (person, Came::Left), (user, Came::Moved)];
    let brought = Brought { joined: 1, left: 1, first, held: Some(user), ..Brought::default() };
    let ran = Ran { at, by: Some(person), brought };
    let known = Person {
        id: user,
        email: "cleo@example.com".into(),
        full_name: "Cleo Sample".into(),
        nickname: String::new(),
        alias: "cleo".into(),
        joined: at,
        federated: true,
    };
    let groups = BTreeMap::from([(group, "Crews".into())]);
    vec![
        organization::Event::Known { organization }.into(),
        organization::Event::Gone { management: account }.into(),
        identity_center::Event::Known { instance }.into(),
        identity_center::Event::UsersKnown { account, users: vec![profile] }.into(),
        identity_center::Event::UsersGone { account, users: vec![user] }.into(),
        identity_center::Event::GroupsKnown { account, groups: vec![crew] }.into(),
        identity_center::Event::GroupsGone { account, groups: vec![group] }.into(),
        identity_center::Event::MembersSet { account, group, added: vec![user], removed: vec![person] }.into(),
        identity_center::Event::SignedIn { account, user }.into(),
        identity_center::Event::Gone { account }.into(),
        identity::Event::Federated { people: vec![known] }.into(),
        application::Event::Created { application: Box::new(application) }.into(),
        application::Event::GroupsConnected { account, groups }.into(),
        application::Event::Associated { account, space }.into(),
        application::Event::Synced { account, ran }.into(),
        application::Event::Invalidated { account }.into(),
        application::Event::Disassociated { account }.into(),
        application::Event::Deleted { account }.into(),
        member::Event::Followed {
            space,
            joined: vec![(user, vec![group])],
            left: vec![person],
            moved: vec![(user, vec![])],
        }
        .into(),
    ]
}
