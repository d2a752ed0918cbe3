//! Looking through everything a vault holds, a text at a time, so that a page stays alive meanwhile. What was looked
//! through and has not changed is not looked at again.

use super::{
    keep::{Item, kept},
    place::{Finding, Holder, findings, of_issue, of_project, of_space},
};
use crate::domain::{
    State,
    id::{ProjectId, SpaceId},
    issue::Issue,
    project::Project,
    space::{NameKey, Space},
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

/// The issues of a project as they were looked through, by number, with what was found.
type Seen = Vec<(Arc<Issue>, Vec<Finding>)>;

/// One thing to look through.
enum Unit {
    Space(Arc<Space>),
    Project(SpaceId, Arc<Project>),
    Issue(SpaceId, ProjectId, Arc<Issue>),
}

/// A look through the vault, under way or done. It holds issues as they were, so it goes when the vault locks.
#[derive(Default)]
pub struct Scan {
    key: NameKey,
    units: VecDeque<Unit>,
    total: usize,
    /// What the last look through saw; what is the same object still has the same findings.
    seen: BTreeMap<(SpaceId, ProjectId), Seen>,
    next: BTreeMap<(SpaceId, ProjectId), Seen>,
    plain: Vec<Finding>,
    kept: BTreeMap<SpaceId, BTreeSet<Item>>,
}

impl core::fmt::Debug for Scan {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Scan({} of {} left)", self.units.len(), self.total)
    }
}

impl Scan {
    /// Begins anew over a state as it is now. What was not finished before is let go; what was finished is remembered.
    pub fn begin(&mut self, state: &State) {
        self.key = state.name_key;
        self.plain.clear();
        // Of a look through that was cut short, the newer half counts.
        for (place, seen) in std::mem::take(&mut self.next) {
            let before = self.seen.entry(place).or_default();
            let newer: BTreeSet<u32> = seen.iter().map(|(issue, _)| issue.number).collect();
            before.retain(|(issue, _)| !newer.contains(&issue.number));
            before.extend(seen);
            before.sort_by_key(|(issue, _)| issue.number);
        }
        self.kept = state.spaces.iter().map(|(id, space)| (*id, kept(space))).collect();
        self.units.clear();
        for (id, space) in &state.spaces {
            self.units.push_back(Unit::Space(Arc::clone(space)));
            for (project_id, project) in &space.projects {
                self.units.push_back(Unit::Project(*id, Arc::clone(project)));
                let issues = project.issues.by_number.values().map(Arc::clone);
                self.units.extend(issues.map(|issue| Unit::Issue(*id, *project_id, issue)));
            }
        }
        self.total = self.units.len();
    }

    /// Looks through one thing more; false when there is none left.
    pub fn step(&mut self) -> bool {
        let Some(unit) = self.units.pop_front() else { return false };
        match unit {
            Unit::Space(space) => {
                let holder = Holder { project: None, issue: None };
                for (part, text) in of_space(&space) {
                    self.plain.extend(findings(&self.key, (space.id, holder), part, text));
                }
            }
            Unit::Project(space, project) => {
                let holder = Holder { project: Some(project.id), issue: None };
                for (part, text) in of_project(&project) {
                    self.plain.extend(findings(&self.key, (space, holder), part, text));
                }
            }
            Unit::Issue(space, project, issue) => self.issue(space, project, issue),
        }
        true
    }

    fn issue(&mut self, space: SpaceId, project: ProjectId, issue: Arc<Issue>) {
        let known = self.seen.get_mut(&(space, project)).and_then(|seen| {
            let at = seen.binary_search_by_key(&issue.number, |(issue, _)| issue.number).ok()?;
            let (before, found) = seen.get_mut(at)?;
            Arc::ptr_eq(before, &issue).then(|| std::mem::take(found))
        });
        let found = known.unwrap_or_else(|| {
            let holder = Holder { project: Some(project), issue: Some(issue.number) };
            let texts = of_issue(&issue);
            texts.flat_map(|(part, text)| findings(&self.key, (space, holder), part, text)).collect()
        });
        self.next.entry((space, project)).or_default().push((issue, found));
    }

    /// How many things were looked through, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.total - self.units.len(), self.total)
    }

    /// What was found, once no step is left: secrets first, then what nobody has kept on purpose.
    pub fn finish(&mut self) -> Vec<Finding> {
        self.seen = std::mem::take(&mut self.next);
        let of_issues = self.seen.values().flatten().flat_map(|(_, found)| found);
        let mut all: Vec<Finding> = self.plain.iter().chain(of_issues).cloned().collect();
        for finding in &mut all {
            let item = Item { holder: finding.holder, mark: finding.mark };
            finding.kept = self.kept.get(&finding.space).is_some_and(|kept| kept.contains(&item));
        }
        all.sort_by_key(|finding| {
            (finding.kept, !finding.kind.is_secret(), finding.space, finding.holder, finding.part)
        });
        all
    }
}
