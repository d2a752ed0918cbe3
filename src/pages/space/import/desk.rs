//! The files at hand: reading, joining, taking in.

use crate::{
    domain::{
        Command, Event, Record, Refusal, SpaceId,
        billing::shared_accounts,
        event::Scope,
        import, project,
        space::{self, Origin},
    },
    formats::{
        self, Kind,
        aws_codecatalyst::{Belongs, Document, Listing, Merged, Which, merge, suggest},
        detect::{MAX_BYTES, Recogniser, recognise_text},
    },
    session::{
        Session,
        browser::{
            clock::{self, Slice},
            files::Chosen,
        },
    },
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// One document of a file, with what the person says it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub document: Document,
    pub space: RwSignal<String>,
    pub project: RwSignal<String>,
}

/// One file, or a text that was pasted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Taken {
    pub id: usize,
    pub name: String,
    /// What it holds, or why it is left out.
    pub parts: Result<Vec<Part>, String>,
}

/// What the files come to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Read {
    /// There is nothing that could be taken in.
    Nothing,
    /// Something has to be said or mended first.
    Lacks(String),
    /// All of it.
    Whole(Merged),
}

/// What was taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    pub spaces: usize,
    pub projects: usize,
    pub repositories: usize,
    pub environments: usize,
    pub events: usize,
    /// Spaces and projects that were brought up to date in some other way.
    pub changed: usize,
    pub notes: Vec<String>,
    /// Files that were left out, with the reason.
    pub skipped: Vec<(String, String)>,
}

/// The work at hand. `Copy`, like the signals it is made of.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    session: Session,
    pub files: RwSignal<Vec<Taken>>,
    pub reading: RwSignal<Option<(usize, usize)>>,
    pub busy: RwSignal<bool>,
    pub refused: RwSignal<Option<Refusal>>,
    pub outcome: RwSignal<Option<Outcome>>,
    /// What the files come to.
    pub merged: Memo<Read>,
    next: StoredValue<usize>,
}

impl Desk {
    pub fn new() -> Self {
        let files = RwSignal::new(Vec::new());
        Self {
            session: Session::here(),
            files,
            merged: Memo::new(move |_| files.with(|files| join(files))),
            reading: RwSignal::new(None),
            busy: RwSignal::new(false),
            refused: RwSignal::new(None),
            outcome: RwSignal::new(None),
            next: StoredValue::new(0),
        }
    }

    /// Reads files one after the other; the page stays alive between them.
    pub async fn read(self, files: Vec<Chosen>) {
        self.outcome.set(None);
        self.refused.set(None);
        let all = files.len();
        for (at, file) in files.into_iter().enumerate() {
            self.reading.try_set(Some((at, all)));
            clock::breathe().await;
            let parts = read_file(&file).await;
            self.add(file.name(), parts);
        }
        self.reading.try_set(None);
        self.guess();
    }

    /// When all files that name their space name the same one, the others belong to it, too; the person can say otherwise.
    fn guess(self) {
        let parts: Vec<Part> = self.files.with_untracked(|files| {
            files
                .iter()
                .filter_map(|file| file.parts.as_ref().ok())
                .flatten()
                .filter(|part| part.document.needs().is_some())
                .cloned()
                .collect()
        });
        let named: BTreeSet<String> =
            parts.iter().map(|part| part.space.get_untracked()).filter(|name| !name.is_empty()).collect();
        if let (Some(only), 1) = (named.first(), named.len()) {
            for part in parts.iter().filter(|part| part.space.with_untracked(String::is_empty)) {
                part.space.set(only.clone());
            }
        }
    }

    /// Reads a text that was pasted.
    pub fn read_text(self, text: String) {
        self.outcome.set(None);
        self.refused.set(None);
        let kind = recognise_text(text).map_err(|why| why.message).and_then(documents);
        self.add("Pasted text".to_owned(), kind);
    }

    fn add(self, name: String, documents: Result<Vec<Document>, String>) {
        let Some(id) = self.next.try_update_value(|next| {
            *next += 1;
            *next
        }) else {
            return;
        };
        let suggested = suggest(&name);
        let parts = documents.map(|documents| {
            documents
                .into_iter()
                .map(|document| Part {
                    document,
                    space: RwSignal::new(suggested.space.clone().unwrap_or_default()),
                    project: RwSignal::new(suggested.project.clone().unwrap_or_default()),
                })
                .collect()
        });
        self.files.try_update(|files| files.push(Taken { id, name, parts }));
    }

    /// Takes a file off the desk.
    pub fn remove(self, id: usize) {
        self.refused.set(None);
        self.files.update(|files| files.retain(|file| file.id != id));
    }

    /// Takes all of them off.
    pub fn clear(self) {
        self.refused.set(None);
        self.files.set(Vec::new());
    }

    /// Why nothing can be imported yet, tracked.
    pub fn why_not(self) -> Option<String> {
        match self.merged.get() {
            Read::Nothing => Some("None of these files holds anything that could be imported.".to_owned()),
            Read::Lacks(why) => Some(why),
            Read::Whole(_) => None,
        }
    }

    /// Names of spaces that are known here or stand in the files, tracked.
    pub fn names(self) -> Vec<String> {
        let mut names: Vec<String> =
            self.session.with(|state| state.spaces.values().map(|space| space.name.clone()).collect());
        self.files.with(|files| {
            for part in files.iter().filter_map(|file| file.parts.as_ref().ok()).flatten() {
                if let Listing::Spaces(spaces) = &part.document.listing {
                    names.extend(spaces.iter().map(|space| space.name.clone()));
                }
            }
        });
        names.sort_by_key(|name| name.to_lowercase());
        names.dedup();
        names
    }

    /// Takes everything in, or says why not.
    pub async fn take_in(self) {
        let Read::Whole(merged) = self.merged.get_untracked() else { return };
        self.refused.set(None);
        self.busy.set(true);
        let mut notes = merged.notes;
        notes.extend(self.session.peek(|state| shared_accounts(state, &merged.inventory)));
        let command = import::Command::TakeIn { inventory: merged.inventory };
        let outcome = self.session.send(Command::Import(command)).await;
        self.busy.try_set(false);
        match outcome {
            Err(refusal) => drop(self.refused.try_set(Some(refusal))),
            Ok(record) => {
                let skipped = self.files.with_untracked(|files| {
                    files
                        .iter()
                        .filter_map(|file| Some((file.name.clone(), file.parts.as_ref().err()?.clone())))
                        .collect()
                });
                self.outcome.try_set(Some(Outcome { notes, skipped, ..count(&record) }));
                self.files.try_set(Vec::new());
            }
        }
    }
}

/// Joins what was read, tracked by what the person says of it.
fn join(files: &[Taken]) -> Read {
    let parts: Vec<(Document, Belongs)> =
        files.iter().filter_map(|file| file.parts.as_ref().ok()).flatten().map(said).collect();
    if parts.is_empty() {
        return Read::Nothing;
    }
    match merge(&parts) {
        Err(why) => Read::Lacks(why.message),
        Ok(merged) if merged.inventory.spaces.is_empty() => Read::Nothing,
        Ok(merged) => Read::Whole(merged),
    }
}

/// What a document belongs to, as far as it does not say it itself.
fn said(part: &Part) -> (Document, Belongs) {
    let text = |signal: RwSignal<String>| Some(signal.get().trim().to_owned()).filter(|text| !text.is_empty());
    let belongs = match part.document.needs() {
        None => Belongs::default(),
        Some(Which::Space) => Belongs { space: text(part.space), project: None },
        Some(Which::Project) => Belongs { space: text(part.space), project: text(part.project) },
    };
    (part.document.clone(), belongs)
}

async fn read_file(file: &Chosen) -> Result<Vec<Document>, String> {
    formats::check_size(file.size()).map_err(|why| why.message)?;
    let bytes = file.read(MAX_BYTES as u64, |_| ()).await.map_err(|fault| fault.sentence())?;
    let mut slice = Slice::begin();
    let mut recogniser = Recogniser::new(bytes).map_err(|why| why.message)?;
    loop {
        if let Some(file) = recogniser.step().map_err(|why| why.message)? {
            return documents(file.kind);
        }
        slice.pause_if_over().await;
    }
}

fn documents(kind: Kind) -> Result<Vec<Document>, String> {
    match kind {
        Kind::CodeCatalyst(documents) => Ok(documents),
        Kind::Issues(_) => {
            Err("These are issues. Import them in a project: open its issues and choose Import issues.".to_owned())
        }
    }
}

fn count(record: &Record) -> Outcome {
    let mut outcome = Outcome::default();
    let fresh: BTreeSet<SpaceId> = record
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Space(space::Event::Created { space, .. }) => Some(*space),
            _ => None,
        })
        .collect();
    for event in &record.events {
        match event {
            Event::Space(space::Event::Created { origin: Origin::Imported, .. }) => outcome.spaces += 1,
            Event::Project(project::Event::Created { .. }) => outcome.projects += 1,
            Event::Project(project::Event::RepositoriesRead { repositories, .. }) => {
                outcome.repositories += repositories.len();
            }
            Event::Project(project::Event::DevEnvironmentsRead { dev_environments, .. }) => {
                outcome.environments += dev_environments.len();
            }
            Event::Import(import::Event::LogRead { items, .. }) => outcome.events += items.len(),
            Event::Space(space::Event::Described { .. })
            | Event::Project(project::Event::Described { .. })
            | Event::Import(_)
            | Event::Account(_) => {
                // What belongs to a new space is no change of it.
                let known = !matches!(event.scope(), Scope::Space(space) if fresh.contains(&space));
                outcome.changed += usize::from(known);
            }
            _ => {}
        }
    }
    outcome
}
