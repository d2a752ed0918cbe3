//! A project with people of several roles, and short ways to ask it for things.

use crate::support::World;
use spaceward::domain::{
    PersonId, ProjectId, Role, SpaceId,
    issue::{Command, Draft, EditWish, ImportRow, ImportSource, Issue, Issues, StatusId},
};

pub const TODO: StatusId = StatusId(1);
pub const PROGRESS: StatusId = StatusId(2);
pub const DONE: StatusId = StatusId(4);

/// A project with an administrator, a contributor, a reviewer and a reader.
pub struct Desk {
    pub world: World,
    pub ada: PersonId,
    pub con: PersonId,
    pub rev: PersonId,
    pub ron: PersonId,
    pub space: SpaceId,
    pub project: ProjectId,
}

impl Desk {
    pub fn new() -> Self {
        let mut world = World::new();
        let [ada, con, rev, ron] = ["ada", "con", "rev", "ron"].map(|alias| world.join(alias));
        let space = world.space(ada, "harbour");
        let project = world.project(ada, space, "quay");
        for (person, role) in [(con, Role::Contributor), (rev, Role::Reviewer), (ron, Role::ReadOnly)] {
            world.bring(ada, (space, Some(project)), person, role);
        }
        world.later(60_000);
        Self { world, ada, con, rev, ron, space, project }
    }

    /// A desk with so many issues, `Issue 1` and so on, all to do.
    pub fn with(count: u32) -> Self {
        let mut desk = Self::new();
        for number in 1..=count {
            desk.create(desk.con, Draft { title: format!("Issue {number}"), ..Draft::default() });
        }
        desk
    }

    pub fn issues(&self) -> &Issues {
        &self.world.state.project(self.space, self.project).unwrap().issues
    }

    pub fn issue(&self, number: u32) -> &Issue {
        self.issues().get(number).unwrap()
    }

    pub fn creation(&self, draft: Draft) -> Command {
        Command::Create { space: self.space, project: self.project, draft }
    }

    pub fn create(&mut self, by: PersonId, draft: Draft) -> u32 {
        let next = self.issues().next;
        let command = self.creation(draft);
        self.world.does(Some(by), command);
        next
    }

    pub fn edit(&self, numbers: &[u32], wishes: &[EditWish]) -> Command {
        Command::Edit { space: self.space, project: self.project, numbers: numbers.to_vec(), wishes: wishes.to_vec() }
    }

    pub fn shift(&self, number: u32, status: StatusId, below: Option<u32>) -> Command {
        Command::Move { space: self.space, project: self.project, number, status, below }
    }

    pub fn comment(&self, number: u32, text: &str) -> Command {
        Command::Comment { space: self.space, project: self.project, number, text: text.to_owned() }
    }

    pub fn import(&self, rows: Vec<ImportRow>) -> Command {
        Command::Import { space: self.space, project: self.project, source: ImportSource::GitHub, rows }
    }

    pub fn column(&self, status: StatusId) -> Vec<u32> {
        self.issues().column(status).iter().map(|issue| issue.number).collect()
    }

    /// Texts of an issue's labels.
    pub fn labels(&self, number: u32) -> Vec<&str> {
        self.issue(number).labels.iter().map(|label| self.issues().label(*label).unwrap()).collect()
    }
}

pub fn titled(title: &str) -> Draft {
    Draft { title: title.to_owned(), ..Draft::default() }
}

pub fn row(title: &str) -> ImportRow {
    ImportRow { title: title.to_owned(), ..ImportRow::default() }
}

pub fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}
