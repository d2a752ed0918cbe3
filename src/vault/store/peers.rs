//! What tabs of one vault hand each other: messages under the vault key, and logged records.

use super::{RecordParts, Vault, WalRecord, epoch::Epoch};
use crate::vault::{
    Storage, VAULT_SCOPE,
    journal::{Budget, instance_of, open_logged},
    keyring::At,
    seal::Kind,
};

/// Where a message is bound to: this vault, and being a message. Order and freshness are the business of those above.
const MESSAGE: At<'static> = At { scope: &VAULT_SCOPE, kind: Kind::Message, address: &[], generation: 0 };

impl<S: Storage> Vault<S> {
    /// Seals a message for the other tabs of this vault; nothing if it is too long to seal.
    pub fn seal_message(&mut self, content: &[u8]) -> Option<Vec<u8>> {
        self.ring.make_sealed(&MESSAGE, content, &mut self.random)
    }

    /// Opens what another tab of this vault sealed; nothing if it did not come from one. A tab that has not noticed a
    /// rotation yet is still understood.
    pub fn open_message(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        self.heard(sealed).map(|(_, content)| content)
    }

    fn heard(&self, sealed: &[u8]) -> Option<(Epoch, Vec<u8>)> {
        Epoch::BOTH.into_iter().find_map(|epoch| Some((epoch, self.ring_of(epoch)?.open(&MESSAGE, sealed)?.to_vec())))
    }

    /// Seals the answer to a message, so that the tab that sent it can open it.
    pub fn seal_answer(&mut self, message: &[u8], content: &[u8]) -> Option<Vec<u8>> {
        let ring = match self.heard(message)?.0 {
            Epoch::Present => &self.ring,
            Epoch::Former => &self.former.as_ref()?.ring,
        };
        ring.make_sealed(&MESSAGE, content, &mut self.random)
    }

    /// Whether a logged record is sealed with other keys than this vault was opened with, by a rotation since.
    pub fn is_of_another_time(&self, record: &WalRecord) -> bool {
        instance_of(&record.bytes) != Some(self.envelope.instance)
    }

    /// Opens a record in its logged form, as the writing tab hands it on. It brings the keys of scopes that are new.
    pub fn open_logged(&mut self, record: &WalRecord) -> Option<RecordParts> {
        let logged = open_logged(&self.ring, self.envelope.instance, record.seq, &record.bytes).ok()??;
        for (scope, wrapped) in &logged.keys {
            if !self.ring.holds(scope) && !self.is_destroyed(scope) {
                self.ring.take_wrapped(scope, wrapped, false)?;
            }
        }
        let opened = logged.open(&self.ring, record.seq, &mut { Budget::OPENING }).ok()?;
        for scope in &opened.destroyed {
            // The tab that writes removes what it sealed; here its key leaves memory.
            self.doom(*scope);
        }
        // Parts of a destroyed scope have no bytes any more.
        Some((record.seq, opened.parts.into_iter().filter_map(|(scope, bytes)| Some((scope, bytes?))).collect()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use crate::vault::{MemoryStorage, Mode, Parameters, Vault, WrappingKey};

    fn fill(slice: &mut [u8]) {
        for (at, byte) in slice.iter_mut().enumerate() {
            *byte = u8::try_from(at % 251).unwrap_or_default();
        }
    }

    #[test]
    fn vlt_9_tabs_understand_each_other_and_nobody_else_does() {
        let key = WrappingKey::from_bytes(&[7; 32]);
        let storage = MemoryStorage::new();
        let mut writer = Vault::create(storage.clone(), &key, [1; 16], Parameters::DEFAULT, Box::new(fill)).unwrap();
        let sealed = writer.seal_message(b"move card twelve").unwrap();
        assert!(!sealed.windows(4).any(|window| window == b"card"));
        assert_eq!(writer.open_message(&sealed).unwrap(), b"move card twelve");
        let mut bent = sealed.clone();
        *bent.last_mut().unwrap() ^= 1;
        assert!(writer.open_message(&bent).is_none());
        let stranger =
            Vault::create(MemoryStorage::new(), &key, [1; 16], Parameters::DEFAULT, Box::new(|slice| slice.fill(9)))
                .unwrap();
        assert!(stranger.open_message(&sealed).is_none());
    }

    #[test]
    fn vlt_9_a_follower_reads_records_of_a_space_that_it_has_never_seen() {
        let key = WrappingKey::from_bytes(&[7; 32]);
        let writer = Vault::create(MemoryStorage::new(), &key, [1; 16], Parameters::DEFAULT, Box::new(fill)).unwrap();
        let storage = writer.close();
        let mut writer = Vault::open(storage.clone(), &key, &[], Box::new(fill), Mode::Owner).unwrap().vault;
        let mut follower = Vault::open(storage, &key, &[], Box::new(fill), Mode::Reader).unwrap().vault;
        let parts = vec![([5; 16], b"a new space".to_vec())];
        let logged = writer.append(&parts).unwrap();
        assert_eq!(follower.open_logged(&logged).unwrap(), (logged.seq, parts));
    }
}
