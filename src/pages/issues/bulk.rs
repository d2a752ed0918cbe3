//! What can be done with the chosen issues together (ISS-5).

use super::{act::counted, desk::Desk, offers, table::numbers};
use crate::{
    components::{
        button::{Button, ButtonKind},
        icon::Icon,
        menu::{Menu, MenuItem},
    },
    domain::{
        Permission,
        issue::{EditWish, Priority},
    },
    routes::IssueView,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The buttons of the bar that appears while issues are chosen.
#[component]
pub fn Bulk(
    /// All or archived.
    view: Signal<IssueView>,
) -> impl IntoView {
    let desk = Desk::here();
    let update = desk.refusal(Permission::UpdateIssue);
    let archive = desk.refusal(Permission::ArchiveAnIssue);
    let archived = move || view.get() == IssueView::Archived;
    let put_away = move || {
        let away = !archived();
        let verb = if away { "Archived" } else { "Restored" };
        change(desk, EditWish::Archived(away), verb, "");
        desk.memory.selected.update(BTreeSet::clear);
    };
    view! {
        <Menu label="Status" kind=ButtonKind::Quiet small=true at_end=false items=statuses(desk, update) />
        <Menu label="Priority" kind=ButtonKind::Quiet small=true at_end=false items=priorities(desk, update) />
        <Menu label="Add label" kind=ButtonKind::Quiet small=true at_end=false items=labels(desk, update, true) />
        <Menu label="Remove label" kind=ButtonKind::Quiet small=true at_end=false items=labels(desk, update, false) />
        <Menu label="Assign" kind=ButtonKind::Quiet small=true at_end=false items=people(desk, update) />
        <Button kind=ButtonKind::Quiet small=true icon=Icon::Archive disabled_reason=archive on_press=put_away>
            {move || if archived() { "Restore" } else { "Archive" }}
        </Button>
    }
}

/// Changes the chosen issues, with Undo.
fn change(desk: Desk, wish: EditWish, verb: &str, to: &str) {
    let numbers = desk.memory.selected.with_untracked(numbers);
    let said = format!("{verb} {}{to}.", counted(numbers.len(), "issue", "issues"));
    desk.edit(numbers, vec![wish], Some(said));
}

fn statuses(desk: Desk, refused: Signal<Option<String>>) -> Signal<Vec<MenuItem>> {
    let all = desk.statuses();
    Signal::derive(move || {
        let entry = |status: &crate::domain::issue::Status| {
            let (id, name) = (status.id, status.name.clone());
            MenuItem::action(name.clone(), move || change(desk, EditWish::Status(id), "Moved", &format!(" to {name}")))
                .disabled(refused.get())
        };
        all.with(|all| all.iter().filter(|status| status.active).map(entry).collect())
    })
}

fn priorities(desk: Desk, refused: Signal<Option<String>>) -> Signal<Vec<MenuItem>> {
    Signal::derive(move || {
        let entry = |priority: &Priority| {
            let priority = *priority;
            let to = format!(" to {}", priority.label());
            MenuItem::action(priority.label(), move || change(desk, EditWish::Priority(priority), "Set", &to))
                .disabled(refused.get())
        };
        Priority::ALL.iter().rev().map(entry).collect()
    })
}

/// The project's labels; for taking away, those that the chosen issues have.
fn labels(desk: Desk, refused: Signal<Option<String>>, add: bool) -> Signal<Vec<MenuItem>> {
    let picks = offers::labels(desk);
    Signal::derive(move || {
        let had: BTreeSet<String> = if add {
            BTreeSet::new()
        } else {
            let chosen = desk.memory.selected.with(numbers);
            desk.issues(|issues| {
                let chosen = chosen.iter().filter_map(|number| issues.get(*number));
                chosen
                    .flat_map(|issue| issue.labels.iter())
                    .filter_map(|id| issues.label(*id))
                    .map(str::to_owned)
                    .collect()
            })
            .unwrap_or_default()
        };
        let items: Vec<MenuItem> = picks
            .get()
            .into_iter()
            .filter(|pick| add || had.contains(&pick.value))
            .map(|pick| {
                let label = pick.value;
                MenuItem::action(label.clone(), move || {
                    let (wish, verb) = if add {
                        (EditWish::AddLabel(label.clone()), "Labelled")
                    } else {
                        (EditWish::RemoveLabel(label.clone()), "Took the label off")
                    };
                    let to = if add { format!(" {label}") } else { format!(": {label}") };
                    change(desk, wish, verb, &to);
                })
                .disabled(refused.get())
            })
            .collect();
        if items.is_empty() {
            let why = if add {
                "The project has no labels yet. Write one in an issue."
            } else {
                "The chosen issues have no labels."
            };
            return vec![MenuItem::action("No label", || {}).disabled(Some(why.to_owned()))];
        }
        items
    })
}

fn people(desk: Desk, refused: Signal<Option<String>>) -> Signal<Vec<MenuItem>> {
    let picks = offers::people(desk, Signal::stored(Vec::new()));
    Signal::derive(move || {
        let nobody =
            MenuItem::action("Nobody", move || change(desk, EditWish::Assignees(Vec::new()), "Unassigned", ""))
                .disabled(refused.get());
        let mut items: Vec<MenuItem> = picks
            .get()
            .into_iter()
            .filter_map(|pick| {
                let author = offers::author(&pick.value)?;
                let to = format!(" to {}", pick.label);
                Some(
                    MenuItem::action(pick.label, move || {
                        change(desk, EditWish::Assignees(vec![author]), "Assigned", &to);
                    })
                    .disabled(refused.get()),
                )
            })
            .collect();
        items.push(MenuItem::rule());
        items.push(nobody);
        items
    })
}
