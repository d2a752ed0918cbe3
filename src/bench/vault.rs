//! This vault, by the way that the console takes: the records are read as a file of issues, decided as an import,
//! applied, cut into segments, squeezed, sealed, packed and set; an edit is decided and appended to the journal, which
//! is folded into segments when the vault asks for it.
//!
//! What is left out is the copy of each journal record in `IndexedDB`, which takes no room in localStorage and is
//! written beside the page's own work.

mod counted;
mod desk;
mod opening;
mod rows;

pub use opening::{bench_keep, bench_open};

use super::{Store, raw};
use crate::domain::{
    ProjectId,
    issue::{self, EditWish, Issue},
};
use desk::Desk;
use js_sys::Array;
use wasm_bindgen::{JsError, JsValue};

/// Issues that are imported together, as one file.
const PORTION: u32 = 10_000;

/// The least that is tried when the room ends.
const LEAST: u32 = 8;

/// Issues of a project: as many as one can hold.
const PROJECT: u32 = 100_000;

/// Under which the measured vault lies.
const PASSPHRASE: &str = "only the measuring page knows this vault";

/// A vault of issues.
pub(crate) struct Vault {
    desk: Desk,
    projects: Vec<ProjectId>,
    held: u32,
    spent: Spent,
}

/// Milliseconds that the imports took.
#[derive(Default)]
struct Spent {
    reading: f64,
    deciding: f64,
    keeping: f64,
}

impl Vault {
    /// Imports records from the first to before the last into the project at hand; false where the room does not
    /// allow it, and then nothing has changed.
    fn import(&mut self, records: &Array, first: u32, last: u32) -> Result<bool, JsValue> {
        let project = *self.projects.last().ok_or("there is no project")?;
        let space = self.desk.space;
        let begun = raw::now();
        let (source, rows) = rows::read(&records.slice(first, last))?;
        let read = raw::now();
        let command = issue::Command::Import { space, project, source, rows };
        let record = self.desk.decide(command)?;
        let decided = raw::now();
        let kept = self.desk.keep_in_bulk(&record)?;
        self.spent.reading += read - begun;
        self.spent.deciding += decided - read;
        self.spent.keeping += raw::now() - decided;
        Ok(kept)
    }

    fn place(&self, index: u32) -> Option<(ProjectId, u32)> {
        let project = self.projects.get(usize::try_from(index / PROJECT).ok()?)?;
        Some((*project, index % PROJECT + 1))
    }

    fn issue(&self, index: u32) -> Option<&Issue> {
        let (project, number) = self.place(index)?;
        self.desk.state.project(self.desk.space, project)?.issues.by_number.get(&number).map(AsRef::as_ref)
    }
}

impl Store for Vault {
    async fn make() -> Result<Self, JsValue> {
        let desk = Desk::found(PASSPHRASE).await?;
        Ok(Self { desk, projects: Vec::new(), held: 0, spent: Spent::default() })
    }

    async fn fill(&mut self, records: &Array) -> Result<u32, JsValue> {
        let mut portion = PORTION;
        while self.held < records.length() && portion >= LEAST {
            if self.held == PROJECT * u32::try_from(self.projects.len()).unwrap_or_default() {
                self.projects.push(self.desk.make_project(&format!("measured-{}", self.projects.len()))?);
            }
            let room = PROJECT - self.held % PROJECT;
            let likely = self.desk.room_for(self.held).max(LEAST);
            let last = (self.held + portion.min(room).min(likely)).min(records.length());
            if self.import(records, self.held, last)? {
                self.held = last;
            } else {
                portion = (last - self.held) / 2;
            }
        }
        Ok(self.held)
    }

    fn spent(&self) -> Vec<(&'static str, f64)> {
        let Spent { reading, deciding, keeping } = self.spent;
        vec![("reading", reading), ("deciding", deciding), ("keeping", keeping)]
    }

    async fn forget(&mut self) -> Result<(), JsValue> {
        self.desk.lock();
        Ok(())
    }

    async fn unlock(&mut self) -> Result<u32, JsValue> {
        self.desk.unlock()?;
        let issues = self.desk.state.space(self.desk.space).ok_or("the space is gone")?.projects.values();
        let held: usize = issues.map(|project| project.issues.by_number.len()).sum();
        u32::try_from(held).map_err(|_| JsError::new("too many issues").into())
    }

    async fn look(&self, index: u32) -> Result<bool, JsValue> {
        Ok(self.issue(index).is_some_and(|issue| !std::hint::black_box(issue).title.is_empty()))
    }

    async fn holds(&self, index: u32, record: &JsValue) -> Result<bool, JsValue> {
        let (_, rows) = rows::read(&Array::of1(record))?;
        let project = self.place(index).and_then(|(project, _)| self.desk.state.project(self.desk.space, project));
        let (Some(row), Some(project), Some(issue)) = (rows.first(), project, self.issue(index)) else {
            return Ok(false);
        };
        Ok(rows::same(row, issue, &project.issues))
    }

    async fn edit(&mut self, index: u32, record: &JsValue) -> Result<Option<u32>, JsValue> {
        let (_, rows) = rows::read(&Array::of1(record))?;
        let row = rows.into_iter().next().ok_or("no record")?;
        let (project, number) = self.place(index).ok_or("no such record")?;
        let space = self.desk.space;
        let issues = &self.desk.state.project(space, project).ok_or("the project is gone")?.issues;
        let status = row.status.as_deref().and_then(|name| issue::import::status_of(issues, name));
        let mut wishes = vec![
            EditWish::Title(row.title),
            EditWish::Description(row.description),
            EditWish::Priority(row.priority),
            EditWish::Estimate(row.estimate),
            EditWish::Labels(row.labels),
        ];
        wishes.extend(status.map(EditWish::Status));
        let record = self.desk.decide(issue::Command::Edit { space, project, numbers: vec![number], wishes })?;
        let before = self.desk.written();
        Ok(self.desk.keep(&record)?.then(|| self.desk.written() - before))
    }
}
