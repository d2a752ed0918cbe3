//! What takes the most room, and what of it can be exported or can go (VLT-10).

use super::{Kept, parts::Part, room::percent};
use crate::{
    components::{
        card::Card,
        table::{Column, DataTable, Width, grouped},
    },
    domain::{State, snapshot::Holder},
    routes::{IssueView, Route, SpaceTab},
    session::Session,
    vault::Usage,
};
use leptos::prelude::*;

/// So many are listed; the rest is summed up.
const LISTED: usize = 7;

#[derive(Clone, PartialEq)]
struct Row {
    what: String,
    /// What it holds, counted.
    holds: String,
    units: usize,
    share: String,
    /// What can be done about it, and where.
    way: Option<(&'static str, String)>,
    /// In place of that: why nothing is to be done.
    stays: &'static str,
}

/// The table, the largest first.
#[component]
pub(super) fn TakesCard(kept: RwSignal<Option<Kept>>) -> impl IntoView {
    let session = Session::here();
    let rows = Memo::new(move |_| {
        kept.with(|kept| kept.as_ref().map(|kept| session.with(|state| rows(kept, state))).unwrap_or_default())
    });
    let columns = vec![
        Column::new("what", "What", |row: Row| view! { <b>{row.what}</b> }).width(Width::Share(3)),
        Column::new("holds", "Holds", |row: Row| row.holds).width(Width::Share(3)),
        Column::new("way", "What can be done", |row: Row| match row.way {
            Some((words, href)) => view! { <a href=href>{words}</a> }.into_any(),
            None => view! { <span class="muted">{row.stays}</span> }.into_any(),
        })
        .width(Width::Share(3)),
        Column::new("room", "Room", |row: Row| {
            view! { <span class="num">{format!("{} units, {}", grouped(row.units), row.share)}</span> }
        })
        .width(Width::Medium)
        .at_end(),
    ];
    view! {
        <Card title="What takes room" flush=true>
            <DataTable label="What takes room" rows=rows key=|row: &Row| format!("{} {:?}", row.what, row.way) columns=columns hide_head=true bare=true />
        </Card>
    }
}

fn rows(kept: &Kept, state: &State) -> Vec<Row> {
    let used = kept.usage.used;
    let mut all: Vec<Row> = kept.takes.iter().map(|(holder, units)| row(*holder, *units, used, state)).collect();
    all.extend(beside(kept));
    all.sort_by_key(|row| core::cmp::Reverse(row.units));
    // One alone is listed in place of a line that sums it up.
    let rest = if all.len() > LISTED + 1 { all.split_off(LISTED) } else { Vec::new() };
    if !rest.is_empty() {
        let units = rest.iter().map(|row| row.units).sum();
        all.push(Row {
            what: "Everything else".to_owned(),
            holds: counted(rest.len(), "smaller thing", "smaller things"),
            units,
            share: percent(units, used),
            way: None,
            stays: "",
        });
    }
    all
}

fn row(holder: Holder, units: usize, used: usize, state: &State) -> Row {
    let space_name = |id| state.space(id).map_or_else(|| "a space".to_owned(), |space| space.name.clone());
    let (what, holds, way) = match holder {
        Holder::Project(space, id) => {
            let project = state.project(space, id);
            let what = project.map_or_else(|| "A project".to_owned(), |project| format!("Project {}", project.name));
            let issues = project.map_or(0, |project| project.issues.by_number.len());
            let archived =
                project.map_or(0, |project| project.issues.by_number.values().filter(|one| one.archived).count());
            let holds = match archived {
                0 => counted(issues, "issue", "issues"),
                archived => format!("{}, {} archived", counted(issues, "issue", "issues"), grouped(archived)),
            };
            (what, holds, Some(("Export its issues", Route::Issues(space, id, IssueView::All).href())))
        }
        Holder::Feed(id) => {
            let lines = state.space(id).map_or(0, |space| space.feed.len());
            let way = ("Export it", Route::Space(id, SpaceTab::Activity).href());
            (format!("Activity of {}", space_name(id)), counted(lines, "line", "lines"), Some(way))
        }
        Holder::Space(id) => {
            let members = state.space(id).map_or(0, |space| space.members.len());
            let way = ("See the members", Route::Space(id, SpaceTab::Members).href());
            (format!("Space {}", space_name(id)), counted(members, "member", "members"), Some(way))
        }
        Holder::Trail => {
            let way = ("Export it", Route::Trail(None).href());
            ("Activity log".to_owned(), counted(state.trail.chain.len(), "entry", "entries"), Some(way))
        }
        Holder::Cloud => {
            let way = ("See the accounts", Route::CloudSpaces.href());
            ("Cloud accounts".to_owned(), counted(state.inventory.len(), "account", "accounts"), Some(way))
        }
        Holder::Outbox => {
            let way = ("Discard messages", Route::Outbox.href());
            ("Outbox".to_owned(), counted(state.outbox.len(), "message", "messages"), Some(way))
        }
        Holder::Vault => ("People and settings".to_owned(), counted(state.people.len(), "person", "people"), None),
    };
    Row { what, holds, units, share: percent(units, used), way, stays: "It stays" }
}

/// What takes room beside the folded state.
fn beside(kept: &Kept) -> impl Iterator<Item = Row> {
    let Usage { used, runs, journal, asides, quarantine, others, .. } = kept.usage;
    let changes = counted(usize::try_from(kept.journal).unwrap_or(usize::MAX), "change", "changes");
    let damaged = counted(kept.quarantined.len(), "item", "items");
    let all = [
        ("Newest changes, not folded yet", changes, runs + journal, None, "Folded by itself"),
        (
            "Drafts and notes",
            "Forms that were not sent".to_owned(),
            asides,
            None,
            "Discard them where they are offered",
        ),
        ("Damaged, kept aside", damaged, quarantine, Some(("Discard", Part::Integrity.href())), ""),
        ("Others at this address", "Not the console's".to_owned(), others, None, "Removed by what put it there"),
    ];
    all.into_iter().filter(|(_, _, units, ..)| *units > 0).map(move |(what, holds, units, way, stays)| Row {
        what: what.to_owned(),
        holds,
        units,
        share: percent(units, used),
        way,
        stays,
    })
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}
