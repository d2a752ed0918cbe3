//! People: sign-up and profile (ID-1..4, ID-6).

mod rules;

pub use rules::{apply, decide, wrong_code};

use super::{Timestamp, id::PersonId};
use serde::{Deserialize, Serialize};

/// A Builder ID and the profile that goes with it (ID-4).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// The identity itself.
    pub id: PersonId,
    /// Where codes and invitations go.
    pub email: String,
    /// As the activity feed shows it; spaces allowed.
    pub full_name: String,
    /// How the person likes to be called; not the alias.
    pub nickname: String,
    /// The handle of mentions: unique, without spaces, never changed (ID-3).
    pub alias: String,
    /// When sign-up was completed.
    pub joined: Timestamp,
    /// Whether the identity comes from an identity provider (ID-8); such a profile is not edited here.
    pub federated: bool,
}

/// A sign-up on its way (ID-1). The password is the vault's business and never comes here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignUp {
    /// The person to be.
    pub person: PersonId,
    /// The e-mail address to prove.
    pub email: String,
    /// Empty until given.
    pub full_name: String,
    /// The code that counts now (ID-2), once the name is given.
    pub code: Option<Code>,
    /// The address is proven.
    pub verified: bool,
    /// The terms are accepted and a password is set.
    pub accepted: bool,
}

/// A verification code sent to an e-mail address (ID-2).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// Six digits.
    pub digits: String,
    /// When it was sent: a new one may be asked for five minutes later.
    pub sent: Timestamp,
    /// Wrong tries so far.
    pub tries: u8,
}

impl core::fmt::Debug for Code {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Code").field("digits", &"<redacted>").field("sent", &self.sent).finish_non_exhaustive()
    }
}

/// What can be asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// First step of sign-up: the e-mail address. Starting again replaces a sign-up that is not completed.
    Start {
        /// The address.
        email: String,
    },
    /// Second step; sends the code.
    GiveName {
        /// Full name.
        full_name: String,
    },
    /// A new code, five minutes after the last (ID-2).
    ResendCode,
    /// Third step.
    VerifyCode {
        /// What the person typed.
        code: String,
    },
    /// Fourth step, once the vault holds the password.
    AcceptTerms,
    /// Fifth step: completes the sign-up.
    ChooseAlias {
        /// The handle, kept for good.
        alias: String,
    },
    /// Changes the acting person's own profile (ID-4).
    ChangeProfile {
        /// Full name.
        full_name: String,
        /// Nickname; may be empty.
        nickname: String,
        /// E-mail address.
        email: String,
    },
}

impl core::fmt::Debug for Command {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // A typed code is a secret, and names and addresses are nobody's business in a log.
        f.write_str(match self {
            Self::Start { .. } => "Start",
            Self::GiveName { .. } => "GiveName",
            Self::ResendCode => "ResendCode",
            Self::VerifyCode { .. } => "VerifyCode",
            Self::AcceptTerms => "AcceptTerms",
            Self::ChooseAlias { .. } => "ChooseAlias",
            Self::ChangeProfile { .. } => "ChangeProfile",
        })
    }
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A sign-up began.
    Started {
        /// The person to be.
        person: PersonId,
        /// Their address.
        email: String,
    },
    /// The name was given.
    Named {
        /// Full name.
        full_name: String,
    },
    /// A code went out; the former one stopped working.
    CodeSent {
        /// The code.
        code: Code,
    },
    /// A wrong code was typed. Kept, so that tries are counted across a reload.
    CodeMissed,
    /// The code matched.
    Verified,
    /// Terms accepted, password set.
    TermsAccepted,
    /// The sign-up is complete.
    Joined {
        /// The new person.
        person: Person,
    },
    /// A profile changed.
    ProfileChanged {
        /// Whose.
        person: PersonId,
        /// Full name.
        full_name: String,
        /// Nickname.
        nickname: String,
        /// E-mail address.
        email: String,
    },
    /// People of an identity store became known here, or their name or address is another (ID-8, SSO-4).
    Federated {
        /// They, as they are now.
        people: Vec<Person>,
    },
}
