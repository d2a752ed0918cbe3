//! Export and import of the whole vault as one sealed file (VLT-11).

use super::{
    Phase, Session,
    browser::{clock, local::Local},
    checkpoint::HORIZON_MS,
    commit::{kept_not, unstamped},
    core::{Core, Keeper},
    lifecycle::{ENVELOPE_SEQ, could_not, fill},
    locks::{Proof, Secret},
    places::damage_words,
};
use crate::{
    domain::{Refusal, State, snapshot::Address, trail::Use},
    vault::{
        Fault, Vault, import,
        import::{Contents, Spare},
    },
};
use leptos::prelude::*;
use std::rc::Rc;

/// A vault file that was opened with its passphrase and looked through; nothing is replaced yet.
pub struct VaultFile {
    contents: Contents,
    facts: VaultFileFacts,
}

/// What a vault file holds, shown before anything is replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaultFileFacts {
    /// Names of its spaces.
    pub spaces: Vec<String>,
    /// Projects in all of them.
    pub projects: usize,
    /// Issues in all of them.
    pub issues: usize,
    /// People.
    pub people: usize,
    /// What could not be opened in it, in sentences.
    pub damage: Vec<String>,
}

impl VaultFile {
    /// Opens the bytes of a file with what opened the vault when it was exported.
    pub async fn open(session: Session, bytes: &[u8], secret: Secret) -> Result<Self, Refusal> {
        let public = import::inspect(bytes).map_err(|fault| could_not(&fault).at("File"))?;
        let proof = session.present(&public.envelope, secret).await;
        session.unlocking.set(None);
        let proof = proof.map_err(|miss| {
            let refusal = miss.refusal;
            if refusal != could_not(&Fault::WrongPassphrase) {
                return refusal;
            }
            Refusal::new(
                "VLT-5",
                "That passphrase does not open this file. It is the one that was set when the file was exported.",
            )
            .at("Passphrase")
        })?;
        let contents = import::open(bytes, proof.key()).map_err(|fault| could_not(&fault).at("File"))?;
        let facts = facts_of(&contents);
        Ok(Self { contents, facts })
    }

    /// What it holds.
    pub fn facts(&self) -> &VaultFileFacts {
        &self.facts
    }
}

fn facts_of(contents: &Contents) -> VaultFileFacts {
    let pieces = contents
        .opened
        .segments
        .iter()
        .filter_map(|segment| Some((Address::from_bytes(&segment.address)?, segment.bytes.as_slice())));
    let (mut state, faults) = State::from_segments(pieces);
    for (_, parts) in &contents.opened.records {
        if let Some((_, record)) = unstamped(parts) {
            state.apply(&record);
        }
    }
    let spaces = state.spaces.values();
    VaultFileFacts {
        spaces: spaces.clone().map(|space| space.name.clone()).collect(),
        projects: spaces.clone().map(|space| space.projects.len()).sum(),
        issues: spaces.flat_map(|space| space.projects.values()).map(|project| project.issues.by_number.len()).sum(),
        people: state.people.len(),
        damage: contents
            .damage()
            .iter()
            .map(|damage| damage_words(damage, &state))
            .chain(faults.iter().map(|fault| fault.sentence(&state)))
            .collect(),
    }
}

impl Session {
    /// The whole vault as one sealed file.
    pub async fn export_vault(self, _proof: &Proof) -> Result<Vec<u8>, Refusal> {
        let core = self.core();
        let mut keeper = core.keeper.lock().await;
        match &*keeper {
            Keeper::Leading(vault) => {
                let bytes = vault.export().map_err(|fault| could_not(&fault))?;
                self.note_in(&core, &mut keeper, vec![(None, Use::exported())]).await;
                Ok(bytes)
            }
            Keeper::Following(_) => Err(super::lifecycle::not_the_writer()),
            Keeper::Memory(_) | Keeper::Locked => Err(Refusal::new("VLT-6", "The vault is locked. Unlock it first.")),
        }
    }

    /// Puts an imported vault in place once more, if localStorage fell back to before it.
    pub(super) async fn restore_import(core: &Core, store: &mut Local) -> Result<(), Fault> {
        let Some(wal) = core.log() else { return Ok(()) };
        // A log that cannot be read is told by the seal.
        let Ok(Some((instance, file))) = wal.spare().await else { return Ok(()) };
        import::restore(store, &file)?;
        core.spare_since.set(Some((instance, clock::running())));
        Ok(())
    }

    /// Lets go of what brings an imported vault back, once localStorage has surely reached the disk.
    pub(super) async fn trim_spare(self, core: &Core) {
        let old = core.spare_since.get().filter(|(_, since)| clock::running() - since > HORIZON_MS);
        if let (Some((instance, _)), Some(wal)) = (old, core.log()) {
            // It is only superfluous; the next minute tries again.
            if wal.forget_spare(instance).await.is_ok() {
                core.spare_since.set(None);
            }
        }
    }

    /// Puts a vault file in the place of what this browser keeps; it is locked afterwards, under the file's passphrase.
    pub async fn replace_vault(self, file: &VaultFile) -> Result<(), Refusal> {
        let core = self.core();
        let mut keeper = core.keeper.lock().await;
        let sat_down = match &*keeper {
            Keeper::Following(_) => return Err(super::lifecycle::not_the_writer()),
            Keeper::Locked => self.sit_down_locked(&core).await?,
            Keeper::Leading(_) | Keeper::Memory(_) => false,
        };
        let replaced = self.put_in_place(&core, &mut keeper, file).await;
        drop(keeper);
        let spare = match replaced {
            Ok(spare) => spare,
            Err(refusal) => {
                if sat_down {
                    core.leave_tabs().await;
                }
                return Err(refusal);
            }
        };
        core.copy_due.take();
        if let Some(wal) = core.log() {
            // Records and drafts of the former vault go, and what brings the new one back takes their place.
            let settling = core.settling.lock().await;
            match wal.put_spare(&spare, ENVELOPE_SEQ, true).await {
                Ok(()) => core.spare_since.set(Some((spare.instance, clock::running()))),
                // Tried again before the next record, and told then.
                Err(_) => drop(core.spare_due.replace(Some(Rc::new(spare)))),
            }
            drop(settling);
        }
        core.forget();
        Self::replaced(&core);
        core.leave_tabs().await;
        self.actor.set(None);
        self.state.set(State::default());
        self.phase.set(Phase::Locked);
        Ok(())
    }

    /// Takes the writer's seat of the vault that is kept here and locked in this tab; whether there is one. While another
    /// tab has that vault open, it would go on writing into what is put in its place (VLT-9).
    async fn sit_down_locked(self, core: &Rc<Core>) -> Result<bool, Refusal> {
        let store = Local::open().map_err(|fault| kept_not(&fault.into()))?;
        let Some(envelope) = Vault::read_envelope(&store).map_err(|fault| could_not(&fault))? else {
            return Ok(false);
        };
        if self.take_seat(core, &envelope.vault_id).await? {
            return Ok(true);
        }
        core.leave_tabs().await;
        Err(Refusal::new(
            "VLT-9",
            "The vault of this browser is open in another tab. Lock it there or close that tab, then import again.",
        ))
    }

    /// Writes the file's vault over what is kept here.
    async fn put_in_place(self, core: &Core, keeper: &mut Keeper, file: &VaultFile) -> Result<Spare, Refusal> {
        let mut store = Local::open().map_err(|fault| kept_not(&fault.into()))?;
        let mut random: crate::vault::Random = Box::new(fill);
        // An import of minutes ago must not come back over this one, from a tab that is opened right now.
        if let (Some((instance, _)), Some(wal)) = (core.spare_since.take(), core.log()) {
            wal.forget_spare(instance).await.map_err(|fault| Refusal::new("VLT-15", fault.sentence()))?;
        }
        core.spare_due.take();
        let spare =
            file.contents.replace(&mut store, crate::vault::QUOTA, &mut random).map_err(|fault| kept_not(&fault))?;
        if let Some(tabs) = core.others() {
            tabs.replaced();
        }
        *keeper = Keeper::Locked;
        self.forget_drafts();
        Ok(spare)
    }
}
