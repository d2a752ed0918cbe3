//! Ways into the vault: what a person presents, and how the ways come and go (VLT-4, VLT-13, VLT-16).
//!
//! Whatever is presented becomes a [`Proof`]: a key that was tried and opens. Opening takes one, and so does everything
//! dangerous, so that nobody does it at a console that was left open.

use super::{
    Session,
    browser::{local::Local, passkey, random},
    commit::kept_not,
    core::Keeper,
    lifecycle::{could_not, derive, new_key, not_the_writer},
};
use crate::{
    domain::{
        Command, Refusal, settings,
        settings::WayKind,
        trail::{Use, Way},
    },
    vault::{
        Envelope, Fault, Lock, LockKind, PasskeyPublic, Passphrase, RecoveryCode, SheetPublic, Vault, WrappingKey,
    },
};
use leptos::prelude::*;
use std::fmt;

/// The label of the field for a sheet's code; refusals of one point at it.
pub const CODE: &str = "Code of the recovery sheet";

/// The most passkeys of a vault: each makes the envelope longer, and nobody tells more apart.
pub const PASSKEYS_MOST: usize = 16;

/// The id of the sheet's lock: there is at most one.
const SHEET: u64 = 0;

/// What a person presents.
#[derive(Debug)]
pub enum Secret {
    /// The passphrase.
    Passphrase(Passphrase),
    /// The code of the recovery sheet.
    Sheet(RecoveryCode),
    /// One of the vault's passkeys, whichever the person takes.
    Passkey,
}

/// That something which opens the vault was at hand a moment ago, and what that was: with these parts the vault key can
/// be wrapped again, as a rotation does. Made here alone. The key leaves memory when this is dropped.
pub struct Proof {
    kind: LockKind,
    id: u64,
    public: Vec<u8>,
    key: WrappingKey,
}

impl Proof {
    /// What sort of lock it opens.
    pub fn kind(&self) -> LockKind {
        self.kind
    }

    /// The same, as the activity log tells it.
    pub(super) fn way(&self) -> Way {
        way_of(self.kind)
    }

    /// What opens the vault.
    pub(super) fn key(&self) -> &WrappingKey {
        &self.key
    }

    /// Whether it opens this lock.
    pub fn is_for(&self, lock: &Lock) -> bool {
        (self.kind, self.id, &self.public) == (lock.kind, lock.id, &lock.public)
    }

    /// Whether both open one lock.
    pub fn is_for_same_lock(&self, other: &Self) -> bool {
        (self.kind, self.id, &self.public) == (other.kind, other.id, &other.public)
    }

    /// The lock's sort, its id, what it says in the open, and the key that wraps the vault key in it.
    pub fn into_parts(self) -> (LockKind, u64, Vec<u8>, WrappingKey) {
        (self.kind, self.id, self.public, self.key)
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proof({:?}, <redacted>)", self.kind)
    }
}

/// Why what was presented gave no [`Proof`].
#[derive(Debug)]
pub(super) struct Miss {
    /// For the person.
    pub refusal: Refusal,
    /// It was the wrong secret, of this sort; nothing where it was never tried.
    wrong: Option<Way>,
}

impl Miss {
    fn wrong(way: Way, refusal: Refusal) -> Self {
        Self { refusal, wrong: Some(way) }
    }
}

impl From<Refusal> for Miss {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, wrong: None }
    }
}

/// What the presenting of a secret, or the opening after it, is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlocking {
    /// The key is derived from the passphrase.
    Deriving,
    /// The browser asks for a passkey.
    Asking,
    /// The vault is opened.
    Opening,
}

impl Session {
    /// The envelope as storage has it, which everybody can read; nothing where there is none or it is damaged.
    pub fn envelope(self) -> Option<Envelope> {
        Local::open().ok().and_then(|store| Vault::read_envelope(&store).ok().flatten())
    }

    /// What the unlocking under way does, tracked.
    pub fn unlocking(self) -> Option<Unlocking> {
        self.unlocking.get()
    }

    /// Asks for something that opens this vault, before what is dangerous.
    pub async fn prove(self, secret: Secret) -> Result<Proof, Refusal> {
        let envelope = self.envelope().ok_or_else(|| could_not(&Fault::Absent))?;
        let proof = self.present_here(&envelope, secret).await;
        self.unlocking.set(None);
        proof
    }

    /// Asks for the secret of one of the locks: what a rotation needs of each that is to stay.
    pub async fn prove_one(self, lock: &Lock, secret: Secret) -> Result<Proof, Refusal> {
        let mut envelope = self.envelope().ok_or_else(|| could_not(&Fault::Absent))?;
        envelope.locks.retain(|other| other == lock);
        let proof = self.present_here(&envelope, secret).await;
        self.unlocking.set(None);
        proof
    }

    /// From a secret to a key that opens the vault of this browser; the log tells of one that does not.
    pub(super) async fn present_here(self, envelope: &Envelope, secret: Secret) -> Result<Proof, Refusal> {
        match self.present(envelope, secret).await {
            Ok(proof) => Ok(proof),
            Err(miss) => {
                if let Some(way) = miss.wrong {
                    self.note_missed(way).await;
                }
                Err(miss.refusal)
            }
        }
    }

    /// From a secret to a key that opens one of the envelope's locks. A wrong one alters nothing (VLT-5).
    pub(super) async fn present(self, envelope: &Envelope, secret: Secret) -> Result<Proof, Miss> {
        match secret {
            Secret::Passphrase(passphrase) => {
                self.may_try()?;
                self.unlocking.set(Some(Unlocking::Deriving));
                let key = derive(&passphrase, envelope.salt, envelope.parameters).await?;
                let lock = envelope.locks.iter().find(|lock| lock.kind == LockKind::Passphrase);
                if let Some(lock) = lock.filter(|_| envelope.accepts(&key)) {
                    self.hit();
                    Ok(proof(lock, key))
                } else {
                    self.missed();
                    Err(Miss::wrong(Way::Passphrase, could_not(&Fault::WrongPassphrase)))
                }
            }
            Secret::Sheet(code) => {
                let sheets = envelope.locks.iter().filter(|lock| lock.kind == LockKind::Recovery);
                let mut keys =
                    sheets.filter_map(|lock| Some((lock, code.wrapping_key(SheetPublic::from_bytes(&lock.public)?))));
                keys.find(|(_, key)| envelope.accepts(key)).map(|(lock, key)| proof(lock, key)).ok_or_else(|| {
                    let refusal = Refusal::new(
                        "VLT-16",
                        "That code was read without a fault but does not open this vault. It is of another vault, or of a sheet that was renewed or removed. Nothing was changed.",
                    );
                    Miss::wrong(Way::RecoverySheet, refusal.at(CODE))
                })
            }
            Secret::Passkey => {
                let (locks, publics) = passkeys(envelope);
                if publics.is_empty() {
                    return Err(Refusal::new("VLT-13", "This vault has no passkey. Use the passphrase.").into());
                }
                self.unlocking.set(Some(Unlocking::Asking));
                let (at, hash) = passkey::ask(&publics).await.map_err(|fault| by_passkey(&fault))?;
                let pair = locks.get(at).zip(publics.get(at));
                let key = pair.map(|(lock, public)| (*lock, public.wrapping_key(&hash)));
                key.filter(|(_, key)| envelope.accepts(key)).map(|(lock, key)| proof(lock, key)).ok_or_else(|| {
                    let refusal = Refusal::new(
                        "VLT-13",
                        "That passkey does not open this vault any more. Use the passphrase; nothing was changed.",
                    );
                    Miss::wrong(Way::Passkey, refusal)
                })
            }
        }
    }

    /// Why no passkey can be added here; nothing if one can.
    pub fn why_no_passkey(self) -> Option<String> {
        if let Err(fault) = passkey::possible() {
            return Some(fault.sentence());
        }
        let count = self.envelope().map_or(0, |envelope| passkeys(&envelope).1.len());
        (count >= PASSKEYS_MOST).then(|| format!("A vault has {PASSKEYS_MOST} passkeys at most. Remove one first."))
    }

    /// Makes a passkey and lets it open the vault (VLT-13).
    pub async fn add_passkey(self, _proof: &Proof, name: String) -> Result<(), Refusal> {
        self.leads().await?;
        let random: [u8; 4] = random::bytes().map_err(|fault| Refusal::new("VLT-2", fault.sentence()))?;
        let id = u64::from(u32::from_le_bytes(random));
        self.forget_lost_ways().await?;
        // A name that would be refused is refused before the device is asked.
        let name = self.peek(|state| settings::way_name(state, WayKind::Passkey, id, &name))?;
        if let Some(why) = self.why_no_passkey() {
            return Err(Refusal::new("VLT-13", why));
        }
        let known = self.envelope().map(|envelope| passkeys(&envelope).1).unwrap_or_default();
        let made = passkey::make(&known).await;
        let (public, hash) = made.map_err(|fault| by_passkey(&fault))?;
        let key = public.wrapping_key(&hash);
        let used = Use::wrapped_under(Way::Passkey);
        self.change_locks(used, |vault| vault.add_lock(LockKind::Passkey, id, public.to_bytes(), &key)).await?;
        let note = settings::Command::NoteWay { kind: WayKind::Passkey, id, name };
        self.send(Command::Settings(note)).await.map(drop)
    }

    /// Forgets the names of ways that the envelope has no more, as after a crash in between or a rotation that left
    /// some behind: they must not keep their names from others.
    pub async fn forget_lost_ways(self) -> Result<(), Refusal> {
        let Some(envelope) = self.envelope() else { return Ok(()) };
        let lost = self.peek(|state| {
            let is_lost = |way: &&settings::Way| {
                !envelope.locks.iter().any(|lock| lock.kind == lock_kind(way.kind) && lock.id == way.id)
            };
            state.settings.ways.iter().filter(is_lost).map(|way| (way.kind, way.id)).collect::<Vec<_>>()
        });
        for (kind, id) in lost {
            self.send(Command::Settings(settings::Command::ForgetWay { kind, id })).await?;
        }
        Ok(())
    }

    /// Takes a way to unlock away; the passphrase stays.
    pub async fn remove_way(self, _proof: &Proof, kind: WayKind, id: u64) -> Result<(), Refusal> {
        let removed = Use::way_removed(way_of(lock_kind(kind)));
        self.change_locks(removed, |vault| vault.remove_lock(lock_kind(kind), id)).await?;
        self.forget_lost_ways().await
    }

    /// A code for a recovery sheet. It opens nothing before [`Session::keep_sheet`].
    pub fn draw_sheet(self, _proof: &Proof) -> Result<RecoveryCode, Refusal> {
        let well = random::Well::default();
        let code = RecoveryCode::make(&mut |slice| well.draw(slice));
        well.sound().map(|()| code).map_err(|fault| Refusal::new("VLT-2", fault.sentence()))
    }

    /// Lets the sheet with this code open the vault; a former sheet opens no more (VLT-16).
    pub async fn keep_sheet(self, _proof: &Proof, code: &RecoveryCode) -> Result<(), Refusal> {
        let salt = random::bytes().map_err(|fault| Refusal::new("VLT-2", fault.sentence()))?;
        let public = SheetPublic { salt };
        let key = code.wrapping_key(public);
        let used = Use::wrapped_under(Way::RecoverySheet);
        self.change_locks(used, |vault| vault.add_lock(LockKind::Recovery, SHEET, public.to_bytes(), &key)).await?;
        let note = settings::Command::NoteWay { kind: WayKind::Sheet, id: SHEET, name: String::new() };
        self.send(Command::Settings(note)).await.map(drop)
    }

    /// Whether the vault was opened with the recovery sheet, so that a new passphrase is to be offered; tracked.
    pub fn came_by_sheet(self) -> bool {
        self.by_sheet.get()
    }

    /// The offer was declined.
    pub fn leave_passphrase(self) {
        self.by_sheet.set(false);
        self.core().sheet.take();
    }

    /// Sets another passphrase: the vault key is wrapped anew, no record is sealed anew (VLT-4).
    pub async fn set_passphrase(self, _proof: &Proof, next: Passphrase) -> Result<(), Refusal> {
        self.leads().await?;
        let (wrapping, salt, parameters) = new_key(&next).await?;
        let used = Use::wrapped_under(Way::Passphrase);
        self.change_locks(used, |vault| vault.change_passphrase(&wrapping, salt, parameters)).await
    }

    /// Sets another passphrase after an opening with the recovery sheet, which stands in for the former one.
    pub async fn replace_passphrase(self, next: Passphrase) -> Result<(), Refusal> {
        let core = self.core();
        let sheet = core.sheet.borrow().clone();
        let Some(sheet) = sheet else {
            return Err(Refusal::new("VLT-4", "This needs the passphrase of today. Use Change passphrase."));
        };
        self.set_passphrase(&sheet, next).await?;
        self.leave_passphrase();
        Ok(())
    }

    /// Changes the envelope, and its copy beside the log with it; the activity log tells of it.
    pub(super) async fn change_locks(
        self,
        used: Use,
        change: impl FnOnce(&mut Vault<Local>) -> Result<(), Fault>,
    ) -> Result<(), Refusal> {
        let core = self.core();
        let mut keeper = core.keeper.lock().await;
        let Keeper::Leading(vault) = &mut *keeper else { return Err(not_the_writer()) };
        change(vault).map_err(|fault| kept_not(&fault))?;
        let copy = vault.envelope_copy();
        self.note_in(&core, &mut keeper, vec![(None, used)]).await;
        drop(keeper);
        self.keep_envelope_copy(&core, copy).await;
        self.kept.update(|count| *count += 1);
        Ok(())
    }

    /// Refuses where another tab writes: before a person is asked for anything.
    pub(super) async fn leads(self) -> Result<(), Refusal> {
        match &*self.core().keeper.lock().await {
            Keeper::Leading(_) => Ok(()),
            _ => Err(not_the_writer()),
        }
    }
}

fn proof(lock: &Lock, key: WrappingKey) -> Proof {
    Proof { kind: lock.kind, id: lock.id, public: lock.public.clone(), key }
}

fn way_of(kind: LockKind) -> Way {
    match kind {
        LockKind::Passphrase => Way::Passphrase,
        LockKind::Passkey => Way::Passkey,
        LockKind::Recovery => Way::RecoverySheet,
    }
}

fn lock_kind(kind: WayKind) -> LockKind {
    match kind {
        WayKind::Passkey => LockKind::Passkey,
        WayKind::Sheet => LockKind::Recovery,
    }
}

/// The passkeys' locks that this console understands, with what they say.
fn passkeys(envelope: &Envelope) -> (Vec<&Lock>, Vec<PasskeyPublic>) {
    let locks = envelope.locks.iter().filter(|lock| lock.kind == LockKind::Passkey);
    locks.filter_map(|lock| Some((lock, PasskeyPublic::from_bytes(&lock.public)?))).unzip()
}

fn by_passkey(fault: &passkey::PasskeyFault) -> Refusal {
    Refusal::new("VLT-13", fault.sentence())
}
