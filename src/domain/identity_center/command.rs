//! What can be asked of an Identity Center, and what can have happened to it.

use super::{Group, IdentitySource, Instance, Profile};
use crate::domain::{
    account::AccountId,
    id::{GroupId, PersonId},
};
use serde::{Deserialize, Serialize};

/// What can be asked. All but the last two change the sample account that the cloud side is signed in to; an imported one is
/// changed in AWS.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Enables an instance in the Region signed in to, with an empty identity store.
    Enable,
    /// Connects an identity source; there must be none (ORG-3).
    Connect {
        /// Which.
        source: IdentitySource,
    },
    /// Disconnects the identity source.
    Disconnect,
    /// Adds a user.
    AddUser {
        /// The name they sign in with.
        user_name: String,
        /// As it is shown.
        full_name: String,
        /// Their address.
        email: String,
    },
    /// Changes a user's name, address, and whether they may sign in.
    ChangeUser {
        /// Whom.
        user: PersonId,
        /// As it is shown.
        full_name: String,
        /// Their address.
        email: String,
        /// Whether they may sign in.
        enabled: bool,
    },
    /// Deletes a user.
    DeleteUser {
        /// Whom.
        user: PersonId,
    },
    /// Adds a group.
    AddGroup {
        /// Its name.
        name: String,
        /// What it is for; may be empty.
        description: String,
    },
    /// Gives a group another name.
    RenameGroup {
        /// Which.
        group: GroupId,
        /// The new name.
        name: String,
    },
    /// Deletes a group.
    DeleteGroup {
        /// Which.
        group: GroupId,
    },
    /// Says who is in a group.
    SetMembers {
        /// Which.
        group: GroupId,
        /// All of them.
        users: Vec<PersonId>,
    },
    /// Deletes the identity store with all users and groups (ORG-4).
    DeleteStore {
        /// Who becomes Space administrator of a space whose SSO ends with it.
        successor: Option<PersonId>,
    },
    /// Deletes the instance with its identity store (ORG-4).
    DeleteInstance {
        /// Who becomes Space administrator of a space whose SSO ends with it.
        successor: Option<PersonId>,
    },
    /// Takes a user in as a person of this vault, so that it can be shown that they can sign in.
    Admit {
        /// Whose instance.
        account: AccountId,
        /// Whom.
        user: PersonId,
    },
    /// The acting person, who comes from an identity source, signs in: shown by doing it as them.
    SignIn,
}

impl core::fmt::Debug for Command {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // Names and addresses are nobody's business in a log.
        f.write_str(match self {
            Self::Enable => "Enable",
            Self::Connect { .. } => "Connect",
            Self::Disconnect => "Disconnect",
            Self::AddUser { .. } => "AddUser",
            Self::ChangeUser { .. } => "ChangeUser",
            Self::DeleteUser { .. } => "DeleteUser",
            Self::AddGroup { .. } => "AddGroup",
            Self::RenameGroup { .. } => "RenameGroup",
            Self::DeleteGroup { .. } => "DeleteGroup",
            Self::SetMembers { .. } => "SetMembers",
            Self::DeleteStore { .. } => "DeleteStore",
            Self::DeleteInstance { .. } => "DeleteInstance",
            Self::Admit { .. } => "Admit",
            Self::SignIn => "SignIn",
        })
    }
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// An instance is like this now. What its store holds stays, as long as it is the same store.
    Known {
        /// The instance.
        instance: Instance,
    },
    /// There is none any more.
    Gone {
        /// Whose.
        account: AccountId,
    },
    /// Users are like this now; their groups stay.
    UsersKnown {
        /// Of whose instance.
        account: AccountId,
        /// The users.
        users: Vec<Profile>,
    },
    /// Users are gone.
    UsersGone {
        /// Of whose instance.
        account: AccountId,
        /// The users.
        users: Vec<PersonId>,
    },
    /// Groups are like this now; who is in them stays.
    GroupsKnown {
        /// Of whose instance.
        account: AccountId,
        /// The groups.
        groups: Vec<Group>,
    },
    /// Groups are gone, and nobody is in them any more.
    GroupsGone {
        /// Of whose instance.
        account: AccountId,
        /// The groups.
        groups: Vec<GroupId>,
    },
    /// Users came into a group or went from it.
    MembersSet {
        /// Of whose instance.
        account: AccountId,
        /// Which.
        group: GroupId,
        /// Those who are in it now and were not.
        added: Vec<PersonId>,
        /// Those who are in it no more.
        removed: Vec<PersonId>,
    },
    /// A user was shown to be able to sign in.
    SignedIn {
        /// Of whose instance.
        account: AccountId,
        /// Who.
        user: PersonId,
    },
}

impl Event {
    /// The account whose instance it is about.
    pub const fn account(&self) -> AccountId {
        match self {
            Self::Known { instance } => instance.account,
            Self::Gone { account }
            | Self::UsersKnown { account, .. }
            | Self::UsersGone { account, .. }
            | Self::GroupsKnown { account, .. }
            | Self::GroupsGone { account, .. }
            | Self::MembersSet { account, .. }
            | Self::SignedIn { account, .. } => *account,
        }
    }
}
