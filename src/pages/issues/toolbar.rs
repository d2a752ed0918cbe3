//! The line above a list: search with tokens, grouping, order and columns.

use super::{
    desk::Desk,
    rows::{GROUPINGS, priority_word},
};
use crate::{
    components::{
        button::ButtonKind,
        filter::Filter,
        icon::Icon,
        menu::{Menu, MenuItem},
        table::{Sort, grouped},
    },
    domain::issue::Priority,
    routes::IssueView,
};
use leptos::prelude::*;

/// Keys of the columns with their heads; number and title always stand.
pub const COLUMNS: [(&str, &str); 7] = [
    ("status", "Status"),
    ("priority", "Priority"),
    ("assignees", "Assignees"),
    ("labels", "Labels"),
    ("estimate", "Estimate"),
    ("created", "Created"),
    ("updated", "Updated"),
];

/// What tables can be sorted by: a column's key, words, and whether it starts with the greatest.
const SORTS: [(&str, &str, bool); 8] = [
    ("number", "Number", true),
    ("updated", "Updated", true),
    ("created", "Created", true),
    ("title", "Title", false),
    ("status", "Status", false),
    ("priority", "Priority", true),
    ("assignees", "Assignee", false),
    ("estimate", "Estimate", true),
];

/// The toolbar of a view.
#[component]
pub fn Toolbar(
    /// Which view.
    #[prop(into)]
    view: Signal<IssueView>,
    /// How many issues are shown, and how many there are without the search.
    #[prop(into)]
    counts: Signal<(usize, usize)>,
) -> impl IntoView {
    let desk = Desk::here();
    let memory = desk.memory;
    let is_table = move || matches!(view.get(), IssueView::All | IssueView::Archived);
    let placeholder = Signal::derive(move || Some(format!("Search {} issues", grouped(counts.get().1))));
    let found = Signal::derive(move || {
        let (shown, _) = counts.get();
        memory.query.with(|query| !query.trim().is_empty()).then(|| format!("{} issues found", grouped(shown)))
    });
    view! {
        <div class="issue-toolbar">
            <Filter label="Search issues" text=memory.query placeholder=placeholder suggestions=suggestions(desk) found=found id="search-issues".to_owned() />
            <span class="issue-count num" aria-hidden="true">
                {move || {
                    let (shown, all) = counts.get();
                    if shown == all { grouped(all) } else { format!("{} of {}", grouped(shown), grouped(all)) }
                }}
            </span>
            <Show when=is_table>
                <Group />
                <Order />
                <ColumnChoice />
            </Show>
        </div>
    }
}

#[component]
fn Group() -> impl IntoView {
    let memory = Desk::here().memory;
    let label = Signal::derive(move || {
        let by = memory.grouping.get();
        let words = GROUPINGS.iter().find(|(known, _)| *known == by).map_or("none", |(_, words)| words);
        if by.is_none() { "Group: none".to_owned() } else { format!("Group: {}", words.to_lowercase()) }
    });
    let items = Signal::derive(move || {
        let now = memory.grouping.get();
        GROUPINGS
            .iter()
            .map(|(by, words)| {
                let by = *by;
                MenuItem::action(*words, move || {
                    memory.closed.update(std::collections::BTreeSet::clear);
                    memory.grouping.set(by);
                })
                .checked(by == now)
            })
            .collect::<Vec<_>>()
    });
    view! { <Menu label=label items=items kind=ButtonKind::Quiet /> }
}

#[component]
fn Order() -> impl IntoView {
    let memory = Desk::here().memory;
    let now = move || memory.sort.get().unwrap_or(Sort { key: "number".to_owned(), descending: true });
    let label = Signal::derive(move || {
        let now = now();
        let words = SORTS.iter().find(|(key, ..)| *key == now.key).map_or("Number", |(_, words, _)| words);
        format!("Sort: {}, {}", words.to_lowercase(), if now.descending { "falling" } else { "rising" })
    });
    let items = Signal::derive(move || {
        let now = now();
        let mut items: Vec<MenuItem> = SORTS
            .iter()
            .map(|(key, words, falls)| {
                let sort = Sort { key: (*key).to_owned(), descending: *falls };
                MenuItem::action(*words, move || memory.sort.set(Some(sort.clone()))).checked(now.key == *key)
            })
            .collect();
        items.push(MenuItem::rule());
        for (words, descending) in [("Rising", false), ("Falling", true)] {
            let sort = Sort { key: now.key.clone(), descending };
            items.push(
                MenuItem::action(words, move || memory.sort.set(Some(sort.clone())))
                    .checked(now.descending == descending),
            );
        }
        items
    });
    view! { <Menu label=label items=items kind=ButtonKind::Quiet /> }
}

#[component]
fn ColumnChoice() -> impl IntoView {
    let memory = Desk::here().memory;
    let items = Signal::derive(move || {
        let hidden = memory.hidden.get();
        COLUMNS
            .iter()
            .map(|(key, words)| {
                let key = *key;
                MenuItem::action(*words, move || {
                    memory.hidden.update(|hidden| {
                        if !hidden.remove(key) {
                            hidden.insert(key.to_owned());
                        }
                    });
                })
                .checked(!hidden.contains(key))
            })
            .collect::<Vec<_>>()
    });
    view! { <Menu label="Columns" items=items icon=Icon::Columns icon_only=true /> }
}

/// Tokens to offer: the project's own statuses, labels and people.
fn suggestions(desk: Desk) -> Signal<Vec<String>> {
    let words = Memo::new(move |_| {
        let mut tokens: Vec<String> = [
            "is:open",
            "is:done",
            "is:blocked",
            "assignee:me",
            "no:assignee",
            "no:label",
            "no:estimate",
            "no:priority",
        ]
        .map(str::to_owned)
        .to_vec();
        let from_issues = desk.issues(|issues| {
            let statuses =
                issues.statuses.iter().filter(|status| status.active).map(|status| token("status", &status.name));
            let labels = issues.labels.iter().map(|label| token("label", label));
            statuses.chain(labels).collect::<Vec<_>>()
        });
        tokens.extend(from_issues.unwrap_or_default());
        tokens.extend(Priority::ALL.iter().rev().map(|priority| token("priority", priority_word(*priority))));
        tokens
    });
    words.into()
}

/// A token whose value is put in quotes when it needs to be.
fn token(name: &str, value: &str) -> String {
    let value = value.to_lowercase();
    if value.contains([' ', ',', ':', '"']) {
        format!("{name}:\"{}\"", value.replace('"', ""))
    } else {
        format!("{name}:{value}")
    }
}
