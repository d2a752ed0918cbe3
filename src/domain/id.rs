//! Opaque identifiers. They carry no meaning, so they may stand in addresses (the name of a space may not).

use core::fmt;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A version 4 id from sixteen random bytes (RFC 9562, section 5.4).
            pub fn from_random(bytes: [u8; 16]) -> Self {
                Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
            }
            /// Reads the 32 hexadecimal digits of an address; anything else is no id.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_simple().fmt(f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    )*};
}

ids! {
    /// A space (SPC-1).
    SpaceId,
    /// A project inside a space (PRJ-1).
    ProjectId,
    /// A person: one Builder ID, whatever the number of their spaces (ID-6).
    PersonId,
    /// A message in the outbox.
    MessageId,
    /// A request for a space that waits for its account to be verified (SPC-6).
    RequestId,
    /// A comment on an issue.
    CommentId,
    /// An invitation to a space or a project (MBR-2).
    InvitationId,
    /// An entry of the activity log (AUD-2).
    EventId,
    /// A team of a space (TEM-1).
    TeamId,
    /// A personal access token (PAT-1); not its secret.
    TokenId,
    /// A VPC connection of a space (VPC-2).
    VpcConnectionId,
    /// A group of an identity store: the console's own id, made of the store's and the group's there.
    GroupId,
    /// A `CodeCommit` repository: its service shows it with hyphens ([`RepositoryId::text`]).
    RepositoryId,
    /// Something that a key of a cloud account sealed and this console keeps.
    SealedId,
}

impl RepositoryId {
    /// As `CodeCommit` shows it, and as the encryption context has it (CCM-4).
    pub fn text(self) -> String {
        self.0.hyphenated().to_string()
    }
}
