//! How lists are shown, kept in memory while the vault is open. Nothing of it reaches an address or storage, and it goes
//! when the vault locks. What was typed into forms is kept by the drafts.

use crate::session::browser::files::Chosen;
use crate::{
    components::table::Sort,
    domain::{
        ProjectId, SpaceId,
        issue::{StatusId, search::GroupBy},
    },
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The memory of a project's issues. `Copy`.
#[derive(Clone, Copy)]
pub struct Memory {
    of: RwSignal<Option<(SpaceId, ProjectId)>>,
    /// What is searched for: words and tokens.
    pub query: RwSignal<String>,
    /// How tables are sorted; by falling number when `None`.
    pub sort: RwSignal<Option<Sort>>,
    /// Headings of tables.
    pub grouping: RwSignal<Option<GroupBy>>,
    /// Keys of the groups that are folded away.
    pub closed: RwSignal<BTreeSet<String>>,
    /// Keys of the columns that are not shown.
    pub hidden: RwSignal<BTreeSet<String>>,
    /// Keys of the chosen lines.
    pub selected: RwSignal<BTreeSet<String>>,
    /// The issue whose title shall be edited as soon as it is shown.
    pub edit_title: RwSignal<Option<u32>>,
    /// The column that a narrow window shows.
    pub lane: RwSignal<Option<StatusId>>,
    /// The status that the next new issue begins with: that of the lane where it was asked for.
    pub status_wish: RwSignal<Option<StatusId>>,
    /// A dropped or chosen file on its way to the import page.
    pub file: RwSignal<Option<Chosen>, LocalStorage>,
}

impl Memory {
    /// Makes the memory and puts it into the context. Called where the vault has just opened, so that it outlives the
    /// single page and goes with the lock.
    pub fn provide() -> Self {
        let memory = Self {
            of: RwSignal::new(None),
            query: RwSignal::default(),
            sort: RwSignal::new(None),
            grouping: RwSignal::new(None),
            closed: RwSignal::default(),
            hidden: RwSignal::new(BTreeSet::from(["created".to_owned()])),
            selected: RwSignal::default(),
            edit_title: RwSignal::new(None),
            lane: RwSignal::new(None),
            status_wish: RwSignal::new(None),
            file: RwSignal::new_local(None),
        };
        provide_context(memory);
        memory
    }

    /// The one in the context, or one for this page alone.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Says whose issues are shown: what was begun in another project does not carry over.
    pub fn belong_to(self, place: (SpaceId, ProjectId)) {
        let before = self.of.get_untracked();
        if before == Some(place) {
            return;
        }
        self.of.set(Some(place));
        if before.is_some() {
            self.query.set(String::new());
            self.sort.set(None);
            self.grouping.set(None);
            self.closed.update(BTreeSet::clear);
            self.selected.update(BTreeSet::clear);
            self.edit_title.set(None);
            self.lane.set(None);
            self.status_wish.set(None);
        }
    }
}
