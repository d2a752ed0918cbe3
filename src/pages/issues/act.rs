//! Doing things to issues: the command goes in, a refusal is shown, what can be undone offers Undo.

use super::desk::Desk;
use crate::{
    components::{
        flash::{Flashes, Shown},
        table::grouped,
    },
    domain::{
        Command as DomainCommand, Record, Refusal,
        issue::{Command, EditWish, Issue, Issues, StatusId},
    },
    pages::form::mending,
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// More different former values than this are not offered to be undone: it would take as many commands.
const UNDO_GROUPS: usize = 50;

impl Desk {
    /// Gives a command about issues.
    pub async fn send(self, command: Command) -> Result<Record, Refusal> {
        self.session.send(DomainCommand::Issue(command)).await
    }

    /// Changes issues at once; says so with Undo when `said` is given, else in silence. Refusals are always shown.
    pub fn edit(self, numbers: Vec<u32>, wishes: Vec<EditWish>, said: Option<String>) {
        self.edit_or(numbers, wishes, said, || {});
    }

    /// The same; `refused` puts a field back that shows a value which was not taken.
    pub fn edit_or(
        self,
        numbers: Vec<u32>,
        wishes: Vec<EditWish>,
        said: Option<String>,
        refused: impl FnOnce() + 'static,
    ) {
        let (space, project) = self.place.get_untracked();
        let back = said.is_some().then(|| self.way_back(&numbers, &wishes)).flatten();
        spawn_local(async move {
            match self.send(Command::Edit { space, project, numbers, wishes }).await {
                Ok(_) => {
                    if let Some(said) = said {
                        let shown = self.flashes.good(said);
                        if let Some(back) = back {
                            self.offer_undo(shown, back);
                        }
                    }
                }
                Err(refusal) => {
                    refused();
                    // What is wished already holds: that is no fault to tell.
                    if !is_nothing(&refusal) {
                        self.refused(&refusal);
                    }
                }
            }
        });
    }

    /// Moves a card, with Undo.
    pub fn move_card(self, number: u32, status: StatusId, below: Option<u32>, said: String) {
        let (space, project) = self.place.get_untracked();
        let back = self.peek(|issues| {
            let issue = issues.get(number)?;
            let column: Vec<u32> = issues.column(issue.status).into_iter().map(|card| card.number).collect();
            let above = column.iter().position(|card| *card == number)?.checked_sub(1);
            let below = above.and_then(|above| column.get(above)).copied();
            Some(Command::Move { space, project, number, status: issue.status, below })
        });
        spawn_local(async move {
            match self.send(Command::Move { space, project, number, status, below }).await {
                Ok(_) => {
                    let shown = self.flashes.good(said);
                    if let Some(back) = back.flatten() {
                        self.offer_undo(shown, vec![back]);
                    }
                }
                // A card dropped where it was has nowhere to go.
                Err(refusal) if is_nothing(&refusal) => {}
                Err(refusal) => self.refused(&refusal),
            }
        });
    }

    /// Shows a refusal where no form can.
    pub fn refused(self, refusal: &Refusal) {
        refused(self.flashes, refusal);
    }

    fn offer_undo(self, shown: Shown, back: Vec<Command>) {
        shown.with_action("Undo", move || {
            let back = back.clone();
            spawn_local(async move {
                for command in back {
                    if let Err(refusal) = self.send(command).await {
                        self.refused(&refusal);
                        return;
                    }
                }
                self.flashes.info("Undone.");
            });
        });
    }

    /// The commands that give issues their present values again; `None` when they would be too many.
    fn way_back(self, numbers: &[u32], wishes: &[EditWish]) -> Option<Vec<Command>> {
        let (space, project) = self.place.get_untracked();
        let groups = self.peek(|issues| {
            let mut groups: Vec<(Vec<EditWish>, Vec<u32>)> = Vec::new();
            for issue in numbers.iter().filter_map(|number| issues.get(*number)) {
                let values: Vec<EditWish> = wishes.iter().map(|wish| present(issues, issue, wish)).collect();
                if let Some((_, numbers)) = groups.iter_mut().find(|(known, _)| *known == values) {
                    numbers.push(issue.number);
                } else if groups.len() < UNDO_GROUPS {
                    groups.push((values, vec![issue.number]));
                } else {
                    return None;
                }
            }
            Some(groups)
        })??;
        Some(groups.into_iter().map(|(wishes, numbers)| Command::Edit { space, project, numbers, wishes }).collect())
    }
}

/// Whether a command was refused only because it would change nothing.
fn is_nothing(refusal: &Refusal) -> bool {
    refusal.rule == "ISS-5" && refusal.field.is_none() && refusal.mend.is_none()
}

/// The wish that an issue keeps what another wish would change.
fn present(issues: &Issues, issue: &Arc<Issue>, wish: &EditWish) -> EditWish {
    match wish {
        EditWish::Title(_) => EditWish::Title(issue.title.clone()),
        EditWish::Description(_) => EditWish::Description(issue.description.clone()),
        EditWish::Status(_) => EditWish::Status(issue.status),
        EditWish::Priority(_) => EditWish::Priority(issue.priority),
        EditWish::Estimate(_) => EditWish::Estimate(issue.estimate),
        EditWish::Assignees(_) => EditWish::Assignees(issue.assignees.clone()),
        EditWish::Labels(_) | EditWish::AddLabel(_) | EditWish::RemoveLabel(_) => {
            EditWish::Labels(issue.labels.iter().filter_map(|id| issues.label(*id)).map(str::to_owned).collect())
        }
        EditWish::Blocked(_) => EditWish::Blocked(issue.blocked),
        EditWish::Archived(_) => EditWish::Archived(issue.archived),
        EditWish::Tasks(_) => EditWish::Tasks(issue.tasks.clone()),
    }
}

/// Shows a refusal as a message, with a link to where it is mended.
pub fn refused(flashes: Flashes, refusal: &Refusal) {
    let shown = flashes.bad(refusal.message.clone());
    if let Some((route, words)) = refusal.mend.map(mending) {
        shown.with_link(words, route.href());
    }
}

/// `1 issue`, `2 issues`, `1,024 issues`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}
