//! The files at hand: reading them, joining them, taking them in together or not at all.

use crate::{
    domain::{
        Command, Refusal,
        account::AccountId,
        inventory::{self, Part, RegionName, Source},
    },
    formats::{
        aws_cli::{Document, Whose, recognise},
        bundle,
        detect::{MAX_BYTES, check_size},
    },
    pages::form::Faults,
    session::{
        Session,
        browser::{clock, files::Chosen},
    },
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// One file, a part of an archive, or a text that was pasted.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// Its number on the desk.
    pub id: usize,
    /// What it is called; only shown.
    pub name: String,
    /// What it holds, or why it is left out.
    pub documents: Result<Vec<Document>, String>,
}

/// What was taken in: the documents by their words, and the files that were left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Such as `3 VPCs of 111122223333 in eu-west-1`.
    pub taken: Vec<String>,
    /// Files that were left out, with the reason.
    pub skipped: Vec<(String, String)>,
}

/// The label of the field for the account.
pub const ACCOUNT: &str = "AWS account ID of files that do not name one";
/// The label of the field for the Region.
pub const REGION: &str = "AWS Region of files that do not name one";

/// The work at hand. `Copy`, like the signals it is made of.
#[derive(Clone, Copy)]
pub struct Desk {
    session: Session,
    /// The files.
    pub files: RwSignal<Vec<Taken>>,
    /// How many are read, of how many.
    pub reading: RwSignal<Option<(usize, usize)>>,
    /// They are being taken in.
    pub busy: RwSignal<bool>,
    /// Why they were not.
    pub faults: Faults,
    /// What came of the last ones.
    pub outcome: RwSignal<Option<Outcome>>,
    /// What the person says of files that do not tell their account.
    pub account: RwSignal<String>,
    /// And their Region.
    pub region: RwSignal<String>,
    next: StoredValue<usize>,
}

impl Desk {
    /// An empty desk.
    pub fn new() -> Self {
        Self {
            session: Session::here(),
            files: RwSignal::new(Vec::new()),
            reading: RwSignal::new(None),
            busy: RwSignal::new(false),
            faults: Faults::default(),
            outcome: RwSignal::new(None),
            account: RwSignal::new(String::new()),
            region: RwSignal::new(String::new()),
            next: StoredValue::new(0),
        }
    }

    /// Reads files one after the other; the page stays alive between them.
    pub async fn read(self, files: Vec<Chosen>) {
        self.begin();
        let all = files.len();
        for (at, file) in files.into_iter().enumerate() {
            self.reading.try_set(Some((at, all)));
            clock::breathe().await;
            let read = match check_size(file.size()) {
                Err(why) => Err(why.message),
                Ok(()) => file.read(MAX_BYTES as u64, |_| ()).await.map_err(|fault| fault.sentence()),
            };
            match read.and_then(|bytes| bundle::texts(&file.name(), bytes).map_err(|why| why.message)) {
                Err(why) => self.add(file.name(), Err(why)),
                Ok(texts) => {
                    for (name, text) in texts {
                        clock::breathe().await;
                        let text = text.map_err(|why| why.message);
                        self.add(name, text.and_then(|text| documents(&text)));
                    }
                }
            }
        }
        self.reading.try_set(None);
        self.guess();
    }

    /// Reads a text that was pasted.
    pub fn read_text(self, text: String) {
        self.begin();
        self.add("Pasted text".to_owned(), documents(&text));
        self.guess();
    }

    fn begin(self) {
        self.outcome.try_set(None);
        self.faults.clear();
    }

    fn add(self, name: String, documents: Result<Vec<Document>, String>) {
        let Some(id) = self.next.try_update_value(|next| {
            *next += 1;
            *next
        }) else {
            return;
        };
        self.files.try_update(|files| files.push(Taken { id, name, documents }));
    }

    /// What all that say it agree on, and then what the cloud side is signed in to, is offered for those that do not say it.
    fn guess(self) {
        let (accounts, regions) = self.files.with_untracked(|files| {
            let accounts: BTreeSet<AccountId> = each(files).filter_map(|document| document.account).collect();
            let regions: BTreeSet<RegionName> = each(files).filter_map(|document| document.region).collect();
            (accounts, regions)
        });
        let cloud = self.session.peek(|state| state.cloud);
        let only = |count: usize, first: Option<String>| if count == 1 { first } else { None };
        let account = only(accounts.len(), accounts.first().map(ToString::to_string))
            .or_else(|| cloud.map(|cloud| cloud.account.to_string()).filter(|_| accounts.is_empty()));
        let region = only(regions.len(), regions.first().map(ToString::to_string))
            .or_else(|| cloud.map(|cloud| cloud.region.code().to_owned()).filter(|_| regions.is_empty()));
        for (field, guess) in [(self.account, account), (self.region, region)] {
            if let (true, Some(guess)) = (field.with_untracked(String::is_empty), guess) {
                field.set(guess);
            }
        }
    }

    /// Takes a file off the desk.
    pub fn remove(self, id: usize) {
        self.faults.clear();
        self.files.update(|files| files.retain(|file| file.id != id));
    }

    /// Takes all of them off.
    pub fn clear(self) {
        self.faults.clear();
        self.files.set(Vec::new());
        self.account.set(String::new());
        self.region.set(String::new());
    }

    /// Whether some file does not say its account, or its Region; tracked.
    pub fn asks(self) -> (bool, bool) {
        self.files.with(|files| {
            let needs = || each(files).map(Document::needs);
            (needs().any(|needs| needs.account), needs().any(|needs| needs.region))
        })
    }

    /// What the person says, tracked; a sentence where it cannot be.
    pub fn whose(self) -> Result<Whose, (&'static str, String)> {
        let (account, region) = self.asks();
        let mut whose = Whose::default();
        if account {
            let text = self.account.get();
            whose.account = Some(crate::domain::text::account(&text).map_err(|refusal| (ACCOUNT, refusal.message))?);
        }
        if region {
            let text = self.region.get();
            let named = RegionName::parse(text.trim());
            whose.region = Some(named.ok_or_else(|| {
                (REGION, "Say the Region by its code, such as eu-west-1: some files do not name theirs.".to_owned())
            })?);
        }
        Ok(whose)
    }

    /// The parts to be taken in, tracked, or why there are none.
    fn parts(self) -> Result<Vec<Part>, String> {
        let whose = self.whose().map_err(|(_, why)| why)?;
        let parts: Vec<Part> =
            self.files.with(|files| each(files).filter_map(|document| document.part(whose)).collect());
        if parts.is_empty() {
            return Err("None of these files holds anything that is kept here.".to_owned());
        }
        Ok(parts)
    }

    /// What contradicts among the files, tracked.
    pub fn contradiction(self) -> Option<String> {
        inventory::check(self.parts().ok()?).err().map(|contradiction| contradiction.0)
    }

    /// Why nothing can be imported yet, tracked.
    pub fn why_not(self) -> Option<String> {
        match self.parts() {
            Err(why) => Some(why),
            Ok(parts) => inventory::check(parts).err().map(|contradiction| contradiction.0),
        }
    }

    /// Takes everything in, or says why not.
    pub async fn take_in(self) {
        let Ok(parts) = untrack(move || self.parts()) else { return };
        let whose = untrack(move || self.whose()).unwrap_or_default();
        self.faults.clear();
        self.busy.set(true);
        let command = inventory::Command::Import { source: Source::Imported, parts };
        let outcome = self.session.send(Command::Inventory(command)).await;
        self.busy.try_set(false);
        if let Err(refusal) = outcome {
            return self.faults.show(refusal);
        }
        let outcome = self.files.try_with_untracked(|files| report(files, whose));
        self.outcome.try_set(outcome);
        if self.files.try_set(Vec::new()).is_none() {
            self.clear();
        }
    }

    /// The refusal of the last try.
    pub fn refusal(self) -> Signal<Option<Refusal>> {
        self.faults.any()
    }
}

fn each(files: &[Taken]) -> impl Iterator<Item = &Document> {
    files.iter().filter_map(|file| file.documents.as_ref().ok()).flatten()
}

fn documents(text: &str) -> Result<Vec<Document>, String> {
    recognise(text).map_err(|why| why.message)
}

fn report(files: &[Taken], whose: Whose) -> Outcome {
    let taken = each(files).filter(|document| document.part(whose).is_some()).map(|document| {
        let account = document.account.or(whose.account).map(|account| format!(" of {account}")).unwrap_or_default();
        let region = document.region.or(whose.region).map(|region| format!(" in {region}"));
        let region = region.filter(|_| matches!(document.listing, crate::formats::aws_cli::Listing::Region(_)));
        format!("{}{account}{}", document.holds, region.unwrap_or_default())
    });
    let skipped = files.iter().filter_map(|file| Some((file.name.clone(), file.documents.as_ref().err()?.clone())));
    Outcome { taken: taken.collect(), skipped: skipped.collect() }
}
