//! Events of invitations, teams, sign-in, second factors and tokens for the golden record.

use spaceward::domain::{
    Event, PersonId, ProjectId, Role, SpaceId, Timestamp,
    id::InvitationId,
    member::{self, Ended, Invitation},
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
