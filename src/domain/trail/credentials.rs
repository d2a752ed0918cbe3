//! What the log tells of second factors, passwords, tokens and of who acts as whom (AUD-2): that it happened and how it
//! ended, never a secret, nor what somebody called one.

use super::{CONSOLE, SIGN_IN, Use};
use crate::domain::{
    id::TokenId,
    token::{Checked, Token},
};

impl Use {
    /// An authenticator application was set up (ID-7).
    pub fn factor_set_up() -> Self {
        Self::of(CONSOLE, "EnableMFADevice")
    }

    /// None is asked for any more.
    pub fn factor_removed() -> Self {
        Self::of(CONSOLE, "DeactivateMFADevice")
    }

    /// A right code of it was given.
    pub fn factor_given() -> Self {
        Self::of(SIGN_IN, "CheckMfa")
    }

    /// A wrong one, or one that was used before.
    pub fn factor_missed() -> Self {
        Self::of(SIGN_IN, "CheckMfa").failed("", "Failed authentication")
    }

    /// A password of a Builder ID was set (ID-5), or reset by a code.
    pub fn password_set(by_code: bool) -> Self {
        Self::of(CONSOLE, if by_code { "ResetPassword" } else { "ChangePassword" })
    }

    /// None is asked for any more.
    pub fn password_removed() -> Self {
        Self::of(CONSOLE, "DeleteLoginProfile")
    }

    /// A code that resets it was put into the outbox.
    pub fn password_reset_sent() -> Self {
        Self::of(CONSOLE, "PasswordRecoveryRequested")
    }

    /// The right password was given, to act as this person.
    pub fn password_given() -> Self {
        Self::of(SIGN_IN, "ConsoleLogin").detail("SignedInWith", "Password")
    }

    /// A wrong password, or a wrong code that was to reset it.
    pub fn password_missed(with: &str) -> Self {
        Self::of(SIGN_IN, "ConsoleLogin").detail("SignedInWith", with).failed("", "Failed authentication")
    }

    /// A personal access token was made (PAT-1). What it is called is nobody's business here.
    pub fn token_made(token: &Token) -> Self {
        Self::of(CONSOLE, "CreateAccessToken")
            .detail("AccessTokenId", &token.id.to_string())
            .detail("ExpiresTime", &token.expires.to_rfc3339())
    }

    /// One was deleted (PAT-5).
    pub fn token_deleted(token: TokenId) -> Self {
        Self::of(CONSOLE, "DeleteAccessToken").detail("AccessTokenId", &token.to_string())
    }

    /// A pasted secret was checked (PAT-4): what it is, and which token, never the secret.
    pub fn token_checked(found: &Checked) -> Self {
        let made = Self::of(CONSOLE, "CheckAccessToken");
        let mut made = match found {
            Checked::Live(token) => made.detail("Result", "Live").detail("AccessTokenId", &token.id.to_string()),
            Checked::Expired(token) => {
                made.detail("AccessTokenId", &token.id.to_string()).failed("ExpiredToken", "The token's time is over")
            }
            Checked::Unknown => made.failed("InvalidToken", "No token of this vault"),
            Checked::NoSecret => made.failed("InvalidToken", "Not written as a token is"),
        };
        made.read_only = true;
        made
    }

    /// The person at this browser acts as whose entry this is, from now on; `from` is the alias of who acted before.
    pub fn acting_begun(from: &str) -> Self {
        Self::of(SIGN_IN, "SwitchRole").detail("SwitchFrom", from)
    }

    /// They act as themselves again.
    pub fn acting_ended(from: &str) -> Self {
        Self::of(SIGN_IN, "ExitRole").detail("SwitchFrom", from)
    }
}
