//! Reading a file step by step, so that the page stays alive and can stop.

use super::{Import, Stage, part};
use crate::{
    components::focus::{all, focus},
    domain::{
        Refusal,
        issue::{
            ImportRow,
            import::{Note, plan},
        },
    },
    formats::{
        Kind, Recognised, Unreadable, check_size,
        detect::{MAX_BYTES, Recogniser},
        issues::{ColumnMapping, IssuesFile, Preview, Reader, Report},
    },
    session::browser::{
        clock::{self, Slice},
        files::Chosen,
    },
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Issues read between two looks at the clock.
const STEP: usize = 64;

/// Why a file cannot be imported here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What it is instead or where it is broken, and what to do.
    Unreadable(String),
    /// Something the AWS CLI printed: it belongs on Spaces.
    Cloud(String),
}

/// A file that was read, with what importing it would do.
pub struct Ready {
    /// The file's name.
    pub name: String,
    /// It was compressed.
    pub compressed: bool,
    /// The file.
    pub file: IssuesFile,
    /// What was read.
    pub rows: Arc<[ImportRow]>,
    /// What the reading left out.
    pub report: Report,
    /// Counts and the first rows.
    pub preview: Preview,
    /// Issues that would be made.
    pub planned: usize,
    /// Labels that are new to the project.
    pub new_labels: usize,
    /// Names that are new to the project.
    pub new_names: usize,
    /// What the project leaves out or changes.
    pub notes: Vec<Note>,
    /// Why none of it can be imported.
    pub refusal: Option<Refusal>,
}

impl Import {
    /// Takes a file in hand and reads it.
    pub fn take(self, file: Chosen) {
        let turn = self.next_turn();
        let name = file.name();
        if let Err(fault) = check_size(file.size()) {
            self.fail(fault.message);
            return;
        }
        self.stage.set(Stage::Reading(format!("Reading {name}"), 0.0));
        spawn_local(async move {
            let size = usize::try_from(file.size()).unwrap_or_default();
            let progress = |done: u64| {
                self.tell(turn, &format!("Reading {name}"), part(usize::try_from(done).unwrap_or_default(), size));
            };
            let bytes = match file.read(MAX_BYTES as u64, progress).await {
                Ok(bytes) => bytes,
                Err(fault) => return self.fail_in(turn, fault.sentence()),
            };
            self.tell(turn, "Recognising the file", 1.0);
            clock::breathe().await;
            if !self.goes_on(turn) {
                return;
            }
            match self.recognise(turn, bytes).await {
                Err(fault) => self.fail_in(turn, fault.message),
                Ok(None) => {}
                Ok(Some(recognised)) => match recognised.kind {
                    Kind::CodeCatalyst(documents) => {
                        let label = documents.first().map(|document| document.listing.label()).unwrap_or_default();
                        if self.goes_on(turn) {
                            self.stage.set(Stage::Choose(Some(Fault::Cloud(label))));
                        }
                    }
                    Kind::Issues(file) => {
                        self.read(turn, name, recognised.compressed, file, false).await;
                    }
                },
            }
        });
    }

    /// Says what a file is, in slices; nothing where that does not matter any more.
    async fn recognise(self, turn: u64, bytes: Vec<u8>) -> Result<Option<Recognised>, Unreadable> {
        let mut recogniser = Recogniser::new(bytes)?;
        let mut slice = Slice::begin();
        loop {
            if let Some(recognised) = recogniser.step()? {
                return Ok(Some(recognised));
            }
            slice.pause_if_over().await;
            if !self.goes_on(turn) {
                return Ok(None);
            }
        }
    }

    /// Reads the same table again after the column at `at` was given another meaning. What is shown stays until then,
    /// and the focus with its list box.
    pub fn remap(self, ready: &Ready, mapping: ColumnMapping, at: usize) {
        let turn = self.next_turn();
        let (name, compressed) = (ready.name.clone(), ready.compressed);
        let file = ready.file.clone().with_mapping(mapping);
        if file.mapping().is_some_and(|mapping| !mapping.has_title()) {
            // Nothing can be read without titles; the person still sees the columns to choose one.
            self.stage.set(Stage::Ready(Arc::new(Ready {
                name,
                compressed,
                file,
                rows: Arc::new([]),
                report: Report::default(),
                preview: Preview::default(),
                planned: 0,
                new_labels: 0,
                new_names: 0,
                notes: Vec::new(),
                refusal: None,
            })));
            focus_column(at);
            return;
        }
        spawn_local(async move {
            self.read(turn, name, compressed, file, true).await;
            focus_column(at);
        });
    }

    async fn read(self, turn: u64, name: String, compressed: bool, file: IssuesFile, quiet: bool) {
        let mut reader = match Reader::new(&file) {
            Ok(reader) => reader,
            Err(fault) => return self.fail_in(turn, fault.message),
        };
        let mut slice = Slice::begin();
        loop {
            let progress = match reader.step(STEP) {
                Ok(progress) => progress,
                Err(fault) => return self.fail_in(turn, fault.message),
            };
            if progress.finished {
                break;
            }
            if slice.is_over() {
                if !quiet {
                    self.tell(turn, "Reading the issues", part(progress.done, progress.total));
                }
                slice.pause().await;
                if !self.goes_on(turn) {
                    return;
                }
            }
        }
        let (rows, report) = match reader.finish() {
            Ok(read) => read,
            Err(fault) => return self.fail_in(turn, fault.message),
        };
        if !quiet {
            self.tell(turn, "Looking what fits this project", 1.0);
        }
        clock::breathe().await;
        if self.goes_on(turn) {
            self.stage.set(Stage::Ready(Arc::new(self.plan(name, compressed, file, rows, report))));
        }
    }

    /// Works out what importing would do; the command works it out again when it is given.
    fn plan(self, name: String, compressed: bool, file: IssuesFile, rows: Vec<ImportRow>, report: Report) -> Ready {
        let (space, project) = self.desk.place.get_untracked();
        let me = untrack(|| self.desk.session.actor());
        let planned = self.desk.session.peek(|state| {
            let project = state.project(space, project)?;
            Some(plan(state, (space, project), me?, &rows, clock::now()))
        });
        let mut ready = Ready {
            name,
            compressed,
            file,
            preview: Preview::of(&rows),
            rows: rows.into(),
            report,
            planned: 0,
            new_labels: 0,
            new_names: 0,
            notes: Vec::new(),
            refusal: None,
        };
        match planned {
            Some(Ok(plan)) => {
                ready.planned = plan.issues.len();
                ready.new_labels = plan.labels.len();
                ready.new_names = plan.outsiders.len();
                ready.notes = plan.notes;
            }
            Some(Err(refusal)) => ready.refusal = Some(refusal),
            None => {}
        }
        ready
    }

    fn next_turn(self) -> u64 {
        self.refused.set(None);
        self.turn.update_value(|turn| *turn += 1);
        self.turn.get_value()
    }

    /// Whether the work of a turn still matters: the page is there, and no other file was begun.
    fn goes_on(self, turn: u64) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    fn tell(self, turn: u64, what: &str, share: f64) {
        if self.goes_on(turn) {
            self.stage.set(Stage::Reading(what.to_owned(), share));
        }
    }

    fn fail(self, message: String) {
        self.stage.set(Stage::Choose(Some(Fault::Unreadable(message))));
    }

    fn fail_in(self, turn: u64, message: String) {
        if self.goes_on(turn) {
            self.fail(message);
        }
    }
}

/// Back to the list box of a column, which was drawn anew.
fn focus_column(at: usize) {
    request_animation_frame(move || {
        let columns = document().query_selector("[data-columns]").ok().flatten();
        if let Some(select) = columns.and_then(|columns| all(&columns, "select").into_iter().nth(at)) {
            focus(&select);
        }
    });
}
