//! Where keys are used: what happened and what goes into the log, gathered until the command is decided (KMS-4).
//!
//! A use that fails is logged like one that works, so it is no refusal of the command: its record holds the entry alone, and
//! [`failure_of`] says what failed.

use super::{
    ALIAS_OF_CLOUD, Alias, Cause, Context, Envelope, Event, Key, KeyId, KeySpec, KeyState, KeyUsage, Keys, Manager,
    Origin, PERIOD, Rotation, SealedObject, Site, Version, VersionId,
    policy::{Ask, Resolved},
    rules::may_edit_site,
};
use crate::domain::{
    Event as DomainEvent, Facts, PersonId, Record, Refusal, State, Timestamp,
    account::CloudSession,
    gate,
    trail::{self, Failure, Use},
};
use std::{collections::BTreeMap, sync::Arc};
use zeroize::Zeroizing;

/// Why an operation with a key did not work: the code of KMS, and a sentence.
pub type Failed = Failure;

/// Keys of one account and Region at work.
pub struct Desk<'a, 'b> {
    /// The state before the command.
    pub state: &'a State,
    /// Where.
    pub site: Site,
    /// The keys as they are by now.
    pub keys: Keys,
    /// The moment and randomness.
    pub facts: &'a mut Facts<'b>,
    session: CloudSession,
    events: Vec<DomainEvent>,
    uses: Vec<Use>,
}

/// What failed in a record, if an operation with a key did.
pub fn failure_of(record: &Record) -> Option<Refusal> {
    record.events.iter().find_map(|event| match event {
        DomainEvent::Trail(trail::Event::Noted { entry, .. }) => {
            entry.what.failure.as_ref().map(|failure| Refusal::new("KMS-4", failure.message.clone()))
        }
        _ => None,
    })
}

/// Whether a rotation or a deletion of the place that is signed in to has become due.
pub fn is_due(state: &State, now: Timestamp) -> bool {
    let Some(site) = Site::signed_in(state).filter(|site| may_edit_site(state, site).is_ok()) else { return false };
    let region = state.cloud_region(site.account, site.region.as_str());
    region.is_some_and(|region| region.keys.keys.values().any(|key| due(key, now).is_some()))
}

enum Due {
    Rotation(u16),
    Deletion,
}

fn due(key: &Key, now: Timestamp) -> Option<Due> {
    if key.state == KeyState::PendingDeletion {
        return key.deletion.filter(|at| *at <= now).map(|_| Due::Deletion);
    }
    let rotation = key.rotation.filter(|_| key.state == KeyState::Enabled && key.current().is_some())?;
    rotation.next.filter(|at| *at <= now).and(rotation.period).map(Due::Rotation)
}

impl<'a, 'b> Desk<'a, 'b> {
    /// Where the cloud side is signed in, if things can be changed there. What has become due is carried out first.
    pub fn open(state: &'a State, actor: Option<PersonId>, facts: &'a mut Facts<'b>) -> Result<Self, Refusal> {
        gate::person(state, actor)?;
        let (Some(site), Some(session)) = (Site::signed_in(state), state.cloud) else { return Err(nobody()) };
        may_edit_site(state, &site)?;
        let keys = state.cloud_region(site.account, site.region.as_str()).map(|region| region.keys.clone());
        let keys = keys.unwrap_or_default();
        let mut desk = Self { state, site, keys, facts, session, events: Vec::new(), uses: Vec::new() };
        desk.carry_out();
        Ok(desk)
    }

    /// Lets something happen to the keys.
    pub fn happen(&mut self, event: Event) {
        self.keys.take(&event);
        self.events.push(event.into());
    }

    /// Lets something happen elsewhere.
    pub fn push(&mut self, event: impl Into<DomainEvent>) {
        self.events.push(event.into());
    }

    /// Writes an operation into the log.
    pub fn note(&mut self, operation: &str, key: &str, details: &[(&str, &str)]) {
        let mut used = Use::of_cloud_key(self.session, operation, key, BTreeMap::new());
        used.details.extend(details.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.uses.push(used);
    }

    /// All of it, with the entries of the log behind. Refuses what failed where there is no log yet to write it into.
    pub fn finish(self, actor: Option<PersonId>) -> Result<Vec<DomainEvent>, Refusal> {
        let failure = self.uses.iter().find_map(|used| used.failure.clone());
        let mut events = self.events;
        events.extend(trail::entries(self.state, actor, self.uses, self.facts));
        match (events.is_empty(), failure) {
            (false, _) => Ok(events),
            (true, Some(failure)) => Err(Refusal::new("KMS-4", failure.message)),
            (true, None) => Err(Refusal::new("KMS-3", "Nothing is due: no key is to be rotated or deleted yet.")),
        }
    }

    fn carry_out(&mut self) {
        let now = self.facts.now;
        let waiting: Vec<Arc<Key>> = self.keys.keys.values().filter(|key| due(key, now).is_some()).cloned().collect();
        for key in waiting {
            match due(&key, now) {
                Some(Due::Deletion) => self.destroy(&key),
                Some(Due::Rotation(period)) => self.rotate(&key, Cause::Automatic, period),
                None => {}
            }
        }
    }

    fn destroy(&mut self, key: &Key) {
        self.note("DeleteKey", &key.arn, &[]);
        self.happen(Event::Destroyed { site: self.site, key: key.id.clone() });
    }

    fn rotate(&mut self, key: &Key, cause: Cause, period: u16) {
        let now = self.facts.now;
        let version = self.draw(cause, now);
        let id = version.id.to_string();
        let details = [
            ("RotationType", if cause == Cause::OnDemand { "ON_DEMAND" } else { "AUTOMATIC" }),
            ("KeyVersion", id.as_str()),
        ];
        self.note("RotateKey", &key.arn, &details);
        self.happen(Event::VersionMade { site: self.site, key: key.id.clone(), version });
        if cause == Cause::Automatic {
            let rotation = Rotation { next: Some(after(now, period)), ..key.rotation.unwrap_or_default() };
            self.happen(Event::RotationSet { site: self.site, key: key.id.clone(), rotation });
        }
    }

    /// Rotates on demand: a first version if there is none yet, so that there is one to rotate from.
    pub fn rotate_now(&mut self, key: &Key) {
        self.furnish(&key.id);
        self.note("RotateKeyOnDemand", &key.arn, &[]);
        self.rotate(key, Cause::OnDemand, PERIOD);
        let rotation = Rotation { on_demand: Some(self.facts.now), ..key.rotation.unwrap_or_default() };
        self.happen(Event::RotationSet { site: self.site, key: key.id.clone(), rotation });
    }

    /// A version with fresh material.
    pub fn draw(&mut self, cause: Cause, made: Timestamp) -> Version {
        let material = Zeroizing::new(self.facts.bytes::<32>());
        Version { id: VersionId(self.facts.bytes()), made, cause, material: super::Material::new(*material) }
    }

    /// Gives a key of the sample its first material, which no listing of the AWS CLI holds.
    fn furnish(&mut self, id: &KeyId) {
        let Some(key) = self.keys.keys.get(id).filter(|key| key.versions.is_empty()).cloned() else { return };
        let version = self.draw(Cause::First, key.created.unwrap_or(self.facts.now));
        self.happen(Event::VersionMade { site: self.site, key: id.clone(), version });
    }

    /// The key that the cloud manages for a service in this place; made if it is not there yet (CCM-1).
    pub fn of_service(&mut self, service: &str) -> KeyId {
        let name = format!("{ALIAS_OF_CLOUD}{service}");
        if let Some(key) = self.keys.find(&name) {
            return key.id.clone();
        }
        let key = self.fresh(KeySpec::SymmetricDefault, KeyUsage::EncryptDecrypt, Manager::Cloud);
        let (id, arn) = (key.id.clone(), key.arn.clone());
        self.happen(Event::Made { site: self.site, key: Box::new(key) });
        let alias = Alias { key: Some(id.clone()), created: Some(self.facts.now) };
        self.happen(Event::AliasSet { site: self.site, name: name.clone(), alias });
        let by = format!("{service}.amazonaws.com");
        self.note("CreateKey", &arn, &[("InvokedBy", &by), ("Alias", &name)]);
        id
    }

    /// A key that is not there yet.
    pub fn fresh(&mut self, spec: KeySpec, usage: KeyUsage, manager: Manager) -> Key {
        let now = self.facts.now;
        let id = KeyId::from_random(self.facts.bytes());
        let symmetric = spec == KeySpec::SymmetricDefault;
        let period = (manager == Manager::Cloud).then_some(PERIOD);
        let rotation = Rotation { period, next: period.map(|days| after(now, days)), on_demand: None };
        Key {
            arn: self.site.arn("kms", &format!("key/{id}")),
            id,
            manager,
            usage,
            origin: Origin::Kms,
            state: KeyState::Enabled,
            description: String::new(),
            created: Some(now),
            deletion: None,
            multi_region: false,
            rotation: symmetric.then_some(rotation),
            policy: (manager == Manager::Customer).then(|| super::default_policy(&self.site)),
            versions: if symmetric { vec![self.draw(Cause::First, now)] } else { Vec::new() },
            spec: Some(spec),
        }
    }

    /// Seals as a service does, with the key's newest version. The use is logged, also one that fails.
    pub fn seal(
        &mut self,
        by: &Resolved,
        service: &str,
        id: &KeyId,
        (context, plain): (&Context, &[u8]),
    ) -> Result<Envelope, Failed> {
        const OPERATION: &str = "GenerateDataKey";
        let outcome = self.usable(by, service, id, OPERATION, context).and_then(|key| {
            self.furnish(id);
            let key = self.keys.keys.get(id).cloned().unwrap_or(key);
            let sealed = key.current().and_then(|version| {
                Envelope::seal((&key.arn, version.id, &version.material), context, plain, self.facts)
            });
            sealed.ok_or_else(|| failed("InternalFailure", "This is more than the cipher takes."))
        });
        let arn = self.keys.keys.get(id).map_or_else(|| id.to_string(), |key| key.arn.clone());
        let version = outcome.as_ref().ok().map(|envelope| envelope.version);
        self.log(by, service, OPERATION, &arn, context, version, outcome.as_ref().err());
        outcome
    }

    /// Opens as a service does: the context has to be the same to the letter (CCM-4). The use is logged, also one that fails.
    pub fn unseal(
        &mut self,
        by: &Resolved,
        object: &SealedObject,
        context: &Context,
    ) -> Result<Zeroizing<Vec<u8>>, Failed> {
        const OPERATION: &str = "Decrypt";
        let envelope = &object.envelope;
        let service = object.holder.service();
        let outcome = match self.keys.find(&envelope.key).map(|key| key.id.clone()) {
            None => Err(failed("NotFoundException", "The key that sealed this is gone, and what it sealed is gone with it.")),
            Some(id) => self.usable(by, service, &id, OPERATION, context).and_then(|key| {
                let version = key.version(envelope.version);
                let material = version.map(|version| &version.material).ok_or_else(|| {
                    failed("NotFoundException", "The version of the key that sealed this is not here, so nothing opens it.")
                })?;
                envelope.open(material, context).ok_or_else(|| {
                    failed(
                        "InvalidCiphertextException",
                        "It did not open: the encryption context is not the one that it was sealed with. Give the same names and values, to the letter.",
                    )
                })
            }),
        };
        self.log(by, service, OPERATION, &envelope.key, context, Some(envelope.version), outcome.as_ref().err());
        outcome
    }

    /// The key, if it can be used for this by this caller.
    fn usable(
        &self,
        by: &Resolved,
        service: &str,
        id: &KeyId,
        operation: &str,
        context: &Context,
    ) -> Result<Arc<Key>, Failed> {
        let Some(key) = self.keys.keys.get(id) else {
            return Err(failed("NotFoundException", "This key is not in this account and Region."));
        };
        can_seal(&self.keys, key, service).map_err(|(code, why)| failed(code, &why))?;
        let action = format!("kms:{operation}");
        by.may_use(&self.site, &self.keys, key, Ask { service, action: &action, context })
            .map_err(|why| failed("AccessDenied", &format!("{} may not do {action} with this key. {why}", by.arn)))?;
        Ok(Arc::clone(key))
    }

    #[allow(clippy::too_many_arguments, reason = "each is one field of an entry of the log")]
    fn log(
        &mut self,
        by: &Resolved,
        service: &str,
        operation: &str,
        arn: &str,
        context: &Context,
        version: Option<VersionId>,
        failure: Option<&Failed>,
    ) {
        let mut used = Use::of_cloud_key(self.session, operation, arn, context.clone());
        used.details.insert("Caller".to_owned(), by.arn.clone());
        used.details.insert("InvokedBy".to_owned(), format!("{service}.amazonaws.com"));
        if let Some(version) = version {
            used.details.insert("KeyVersion".to_owned(), version.to_string());
        }
        self.uses.push(match failure {
            Some(Failure { code, message }) => used.failed(code, message),
            None => used,
        });
    }
}

/// Whether a key can seal for a service, with the code and the reason if not: its form, its state, its material, and for whom the
/// cloud manages it (KMS-2, PIP-2).
pub fn can_seal(keys: &Keys, key: &Key, service: &str) -> Result<(), (&'static str, String)> {
    if key.manager == Manager::Cloud && keys.service_of(key) != Some(service) {
        let own = keys.service_of(key).unwrap_or("another service");
        return Err((
            "AccessDenied",
            format!("The cloud manages this key for {own}, and no other service can use it."),
        ));
    }
    if !key.is_symmetric() {
        let kind = key.spec.as_ref().map_or("a key of a kind that is not known here", KeySpec::kind);
        return Err((
            "InvalidKeyUsageException",
            format!("This is {kind}, and only a symmetric key seals data. Choose one with the spec SYMMETRIC_DEFAULT."),
        ));
    }
    match key.state {
        _ if key.state.works() => {}
        KeyState::Disabled => {
            return Err((
                "DisabledException",
                "The key is disabled, so it neither seals nor opens. Enable it first.".to_owned(),
            ));
        }
        KeyState::PendingDeletion => {
            return Err((
                "KMSInvalidStateException",
                "The key waits to be deleted, so it neither seals nor opens. Cancel the deletion and enable it first."
                    .to_owned(),
            ));
        }
        _ => {
            return Err((
                "KMSInvalidStateException",
                format!("The key is in the state “{}”, in which it neither seals nor opens.", key.state.label()),
            ));
        }
    }
    if key.origin != Origin::Kms {
        return Err((
            "KMSInvalidStateException",
            "The material of this key does not come from KMS, so this console has none to seal with.".to_owned(),
        ));
    }
    Ok(())
}

fn failed(code: &str, message: &str) -> Failed {
    Failure { code: code.to_owned(), message: message.to_owned() }
}

/// So many days later.
pub(super) fn after(now: Timestamp, days: u16) -> Timestamp {
    now.plus(i64::from(days).saturating_mul(Timestamp::DAY))
}

fn nobody() -> Refusal {
    Refusal::new(
        "KMS-1",
        "Nobody is signed in on the cloud side, and keys belong to an account and a Region. Sign in there first.",
    )
    .mended_at(crate::domain::Mend::CloudSpaces)
}
