//! What an invitation is, and where it stands (MBR-1..3).

use crate::domain::{
    State, Timestamp,
    id::{InvitationId, PersonId, ProjectId},
    outbox::Message,
    role::Role,
    space::Space,
    text,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// How long an invitation is good after it was last sent (reference 6.2).
pub const GOOD_FOR: i64 = 24 * Timestamp::HOUR;
/// How many invitations one person may send in 24 hours, over all spaces (reference 6.2).
pub const A_PERSON_A_DAY: usize = 500;
/// How many invitations may go to one address in 24 hours, over all spaces (reference 6.2).
pub const AN_ADDRESS_A_DAY: usize = 25;
/// How long an invitation that came to its end is still shown and kept.
pub(super) const KEPT_FOR: i64 = 30 * Timestamp::DAY;

/// The hash of an invitation's code: the code itself lies in the outbox alone.
pub type CodeHash = [u8; 32];

/// An invitation to a space, or to a project of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Whom: only the person with this address can accept.
    pub email: String,
    /// The project, if it is to one.
    pub project: Option<ProjectId>,
    /// A space role, or a project role when it is to a project.
    pub role: Role,
    /// The code that counts: 160 random bits, so that a plain hash tells nothing of it.
    pub code: CodeHash,
    /// By whom and when it was sent: the last time, and those of the 24 hours before it.
    pub sent: Vec<(PersonId, Timestamp)>,
    /// How it ended, if it did.
    pub ended: Option<Ended>,
}

/// How an invitation came to its end before its time was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ended {
    /// The invited person came.
    Accepted,
    /// It was taken back.
    Cancelled,
}

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can be accepted until then.
    Pending(Timestamp),
    /// Its 24 hours are over. It can be sent again.
    Expired,
    /// The invited person came.
    Accepted,
    /// It was taken back.
    Cancelled,
}

impl Invitation {
    /// When it was last sent.
    pub fn last_sent(&self) -> Timestamp {
        self.sent.last().map_or(Timestamp(0), |(_, at)| *at)
    }

    /// Who sent it last.
    pub fn by(&self) -> Option<PersonId> {
        self.sent.last().map(|(person, _)| *person)
    }

    /// Where it stands at a moment. A clock that was set back leaves it good.
    pub fn standing(&self, now: Timestamp) -> Standing {
        match self.ended {
            Some(Ended::Accepted) => Standing::Accepted,
            Some(Ended::Cancelled) => Standing::Cancelled,
            None if now.since(self.last_sent()) > GOOD_FOR => Standing::Expired,
            None => Standing::Pending(self.last_sent().plus(GOOD_FOR)),
        }
    }

    /// Whether it can be accepted.
    pub fn is_pending(&self, now: Timestamp) -> bool {
        matches!(self.standing(now), Standing::Pending(_))
    }

    /// Whether it is for this address; letter case makes no difference.
    pub fn is_for(&self, email: &str) -> bool {
        text::same_email(&self.email, email)
    }

    /// Whether it is of no use any more, not even to be shown.
    pub(super) fn is_stale(&self, now: Timestamp) -> bool {
        !self.is_pending(now) && now.since(self.last_sent()) > KEPT_FOR
    }

    /// Whether a message of the outbox carries the code that counts.
    pub fn is_in(&self, message: &Message) -> bool {
        bool::from(hash(&message.token).ct_eq(&self.code))
    }
}

/// The hash of a code as shown or as typed: groups and letter case make no difference.
pub(super) fn hash(code: &str) -> CodeHash {
    let mut hasher = Sha256::new();
    hasher.update(b"spaceward invitation 1");
    hasher.update(text::token(code).as_bytes());
    hasher.finalize().into()
}

impl Space {
    /// Its invitations, newest first.
    pub fn invitations_newest_first(&self) -> Vec<&Invitation> {
        let mut all: Vec<&Invitation> = self.invitations.values().collect();
        all.sort_by_key(|invitation| (core::cmp::Reverse(invitation.last_sent()), invitation.id));
        all
    }
}

impl State {
    /// The invitations that a person can accept now, with their spaces: those for the address of their Builder ID.
    pub fn invitations_for(&self, person: PersonId, now: Timestamp) -> Vec<(&Space, &Invitation)> {
        let Some(person) = self.people.get(&person) else { return Vec::new() };
        let all = self.spaces.values().map(Arc::as_ref);
        all.flat_map(|space| space.invitations.values().map(move |invitation| (space, invitation)))
            .filter(|(_, invitation)| invitation.is_pending(now) && invitation.is_for(&person.email))
            .collect()
    }

    /// The invitation whose code a message of the outbox carries, with its space: where a page leads from there.
    pub fn invitation_in(&self, message: &Message) -> Option<(&Space, &Invitation)> {
        self.invitation_with(&message.token)
    }

    /// The invitation a code belongs to, whatever has become of it. All are compared, each in constant time.
    pub fn invitation_with(&self, code: &str) -> Option<(&Space, &Invitation)> {
        let wanted = hash(code);
        let mut found = None;
        for space in self.spaces.values() {
            for invitation in space.invitations.values() {
                if bool::from(invitation.code.ct_eq(&wanted)) {
                    found = Some((space.as_ref(), invitation));
                }
            }
        }
        found
    }
}
