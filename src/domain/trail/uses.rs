//! What this console itself writes into the log.

use super::{CONSOLE, Failure, KMS, Key, SIGN_IN, Use};
use crate::domain::{account::CloudSession, id::SpaceId};
use std::collections::BTreeMap;

/// How a vault was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// With the passphrase.
    Passphrase,
    /// With the code of the recovery sheet (VLT-16).
    RecoverySheet,
    /// With a passkey (VLT-13).
    Passkey,
}

/// What locked a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockedBy {
    /// The person asked for it.
    Person,
    /// Nobody was at work for as long as is set.
    Idle,
    /// The tab was hidden, and it is set to lock then.
    Hidden,
    /// Another tab of the console locked.
    OtherTab,
}

impl Way {
    /// As an entry tells it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passphrase => "Passphrase",
            Self::RecoverySheet => "RecoverySheet",
            Self::Passkey => "Passkey",
        }
    }
}

impl LockedBy {
    /// As an entry tells it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Idle => "Idle",
            Self::Hidden => "Hidden",
            Self::OtherTab => "OtherTab",
        }
    }
}

impl Use {
    pub(super) fn of(source: &str, name: &str) -> Self {
        Self { source: source.to_owned(), name: name.to_owned(), ..Self::default() }
    }

    fn with(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }

    pub(super) fn detail(mut self, name: &str, value: &str) -> Self {
        self.details.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The vault's key was made.
    pub fn vault_made() -> Self {
        Self::of(KMS, "CreateKey").with(Key::Vault)
    }

    /// The key of a space was made.
    pub fn space_key_made(space: SpaceId) -> Self {
        Self::of(KMS, "CreateKey").of_space(space)
    }

    /// The key of a space was destroyed (VLT-12).
    pub fn space_key_destroyed(space: SpaceId) -> Self {
        Self::of(KMS, "DeleteKey").of_space(space)
    }

    /// A space was deleted (SPC-8). Its name is not told: nothing of it is left.
    pub fn space_deleted(space: SpaceId) -> Self {
        Self::of(CONSOLE, "DeleteSpace").detail("SpaceId", &space.to_string())
    }

    fn of_space(self, space: SpaceId) -> Self {
        let mut made = self.with(Key::Space(space));
        made.context.insert("space".to_owned(), space.to_string());
        made
    }

    /// The vault was opened: a sign-in, and the vault's key out of its wrapping.
    pub fn unlocked(way: Way) -> [Self; 2] {
        let mut key = Self::of(KMS, "Decrypt").with(Key::Vault);
        key.read_only = true;
        [Self::of(SIGN_IN, "ConsoleLogin").with(Key::Vault).detail("UnlockedWith", way.word()), key]
    }

    /// A try to open the vault that failed.
    pub fn failed_unlock(way: Way) -> Self {
        let mut failed = Self::of(SIGN_IN, "ConsoleLogin").with(Key::Vault).detail("UnlockedWith", way.word());
        failed.failure = Some(Failure { code: String::new(), message: "Failed authentication".to_owned() });
        failed
    }

    /// More tries failed than are told one by one.
    pub fn more_failed_unlocks(way: Way, count: usize) -> Self {
        Self::failed_unlock(way).detail("FurtherTries", &count.to_string())
    }

    /// The vault was locked.
    pub fn locked(by: LockedBy) -> Self {
        Self::of(SIGN_IN, "Logout").with(Key::Vault).detail("LockedBy", by.word())
    }

    /// The vault's key was wrapped under another passphrase, a passkey or a recovery sheet.
    pub fn wrapped_under(way: Way) -> Self {
        Self::of(KMS, "ReEncrypt").with(Key::Vault).detail("WrappedUnder", way.word())
    }

    /// A passkey or a recovery sheet opens the vault no more.
    pub fn way_removed(way: Way) -> Self {
        Self::of(CONSOLE, "RemoveWayToUnlock").with(Key::Vault).detail("UnlockedWith", way.word())
    }

    /// A rotation of the vault's key was begun (VLT-4).
    pub fn rotation_begun() -> Self {
        Self::of(KMS, "RotateKeyOnDemand").with(Key::Vault)
    }

    /// A rotation of the vault's key is complete.
    pub fn rotation_ended() -> Self {
        Self::of(KMS, "RotateKey").with(Key::Vault)
    }

    /// The vault was written to a file (VLT-11).
    pub fn exported() -> Self {
        let mut made = Self::of(CONSOLE, "ExportVault").with(Key::Vault);
        made.read_only = true;
        made
    }

    /// The vault took the place of what this browser kept, out of a file (VLT-11).
    pub fn imported() -> Self {
        Self::of(CONSOLE, "ImportVault").with(Key::Vault)
    }

    /// A witness was taken (AUD-3).
    pub fn witness_taken() -> Self {
        let mut made = Self::of(CONSOLE, "TakeWitness").with(Key::Vault);
        made.read_only = true;
        made
    }

    /// What is kept was put back to an earlier copy: whoever looks had seen the log come as far as the entry of this
    /// number (AUD-3).
    pub fn older_copy_found(seen: u32) -> Self {
        let mut made = Self::of(CONSOLE, "FindOlderCopy").with(Key::Vault).detail("SeenEntry", &seen.to_string());
        made.read_only = true;
        made.failed("", "What is kept was put back to an earlier copy")
    }

    /// The cloud side was signed in to.
    pub fn cloud_sign_in(session: CloudSession) -> Self {
        Self::of(SIGN_IN, "ConsoleLogin").in_session(session)
    }

    /// The cloud side was signed out of.
    pub fn cloud_sign_out(session: CloudSession) -> Self {
        Self::of(SIGN_IN, "Logout").in_session(session)
    }

    /// An operation of a cloud account's key, in that account's session.
    pub fn of_cloud_key(session: CloudSession, operation: &str, arn: &str, context: BTreeMap<String, String>) -> Self {
        let mut made = Self::of(KMS, operation).with(Key::Cloud(arn.to_owned())).in_session(session);
        made.context = context;
        made.read_only = READ_ONLY.contains(&operation);
        made
    }

    fn in_session(mut self, session: CloudSession) -> Self {
        self.account = Some(session.account);
        self.recipient = Some(session.account);
        session.region.code().clone_into(&mut self.region);
        self
    }

    /// The same, as one that failed.
    #[must_use]
    pub fn failed(mut self, code: &str, message: &str) -> Self {
        self.failure = Some(Failure { code: code.to_owned(), message: message.to_owned() });
        self
    }
}

/// Operations of KMS that `CloudTrail` marks as reading only.
const READ_ONLY: [&str; 13] = [
    "Decrypt",
    "DescribeKey",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "GenerateMac",
    "GetKeyPolicy",
    "GetKeyRotationStatus",
    "ListAliases",
    "ListKeys",
    "ReEncrypt",
    "Sign",
    "Verify",
];
