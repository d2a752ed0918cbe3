//! All issues, and the archived ones: a long table, sorted, grouped, chosen from.

use super::{
    board::{priority_sign, tone},
    bulk::Bulk,
    desk::Desk,
    finder::Finder,
    rows::{Line, chosen, index_sort, lines, number_of},
};
use crate::{
    components::{
        badge::{Avatar, Badge, StateDot},
        icon::{Icon, IconView},
        size::on_resize,
        table::{Column, DataTable, Width, grouped},
        time::RelativeTime,
        tone::Tone,
    },
    domain::issue::{Issue, Priority},
    routes::IssueView,
};
use core::cmp::Ordering;
use leptos::{html, prelude::*};
use std::{collections::BTreeSet, sync::Arc};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Labels and faces that a row has room for.
const FEW: usize = 3;

/// The lines of a table and how many issues stand behind them.
#[derive(Clone, Copy)]
pub struct TableLines {
    /// In their order, under their headings.
    pub lines: Memo<Vec<Line>>,
    /// Issues shown.
    pub shown: Memo<usize>,
}

impl TableLines {
    /// Those of a view, kept up to date.
    pub fn new(desk: Desk, finder: Finder, view: Signal<IssueView>) -> Self {
        let memory = desk.memory;
        let list = Memo::new_with_compare(
            move |_| {
                let sort = memory.sort.get();
                let found = finder.numbers(desk, index_sort(sort.as_ref()));
                let view = view.get();
                Arc::new(
                    desk.issues(|issues| desk.names.with(|names| chosen(issues, names, &found, view, sort.as_ref())))
                        .unwrap_or_default(),
                )
            },
            // Made anew only when something changed; comparing thousands of issues would tell nothing more.
            |_, _| true,
        );
        let shown = Memo::new(move |_| list.with(|list| list.len()));
        let lines = Memo::new(move |_| {
            let (by, list) = (memory.grouping.get(), list.get());
            let closed = memory.closed.get();
            desk.peek(|issues| desk.names.with_untracked(|names| lines(list.to_vec(), issues, names, by, &closed)))
                .unwrap_or_default()
        });
        Self { lines, shown }
    }
}

/// The table.
#[component]
pub fn IssueTable(
    /// Its lines.
    table: TableLines,
    /// All or archived.
    view: Signal<IssueView>,
    /// Issues still on their way into the index.
    #[prop(into)]
    loading: Signal<bool>,
    /// The open issue.
    current: Signal<Option<u32>>,
    /// In place of rows when there are none.
    #[prop(into)]
    empty: ViewFn,
) -> impl IntoView {
    let desk = Desk::here();
    let memory = desk.memory;
    let lines = table.lines;
    // Headings are taken by "choose all" and by their boxes; only issues count.
    Effect::new(move |_| {
        let stray = memory.selected.with(|selected| selected.iter().any(|key| number_of(key).is_none()));
        if stray {
            memory.selected.update(|selected| selected.retain(|key| number_of(key).is_some()));
        }
    });
    let press = move |line: Line| match line {
        Line::Heading { key, open, .. } => memory.closed.update(|closed| {
            if open {
                closed.insert(key);
            } else {
                closed.remove(&key);
            }
        }),
        Line::Issue(issue, _) => desk.nav.go(&desk.address(issue.number, Some(view.get_untracked()))),
    };
    // What there is no room for is left out, beside what the person hid; a narrow place stacks rows and shows all.
    let node = NodeRef::<html::Div>::new();
    let width = RwSignal::new(None::<f64>);
    on_resize(node, move || {
        let now = node.try_get_untracked().flatten().map(|node| f64::from(node.client_width()));
        if width.try_get_untracked().is_some_and(|before| before != now) {
            width.set(now);
        }
    });
    let hidden = RwSignal::new(memory.hidden.get_untracked());
    Effect::new(move |_| {
        let next = memory.hidden.with(|chosen| fitting(chosen, width.get()));
        if hidden.with_untracked(|now| *now != next) {
            hidden.set(next);
        }
    });
    let open = Signal::derive(move || current.get().map(|number| number.to_string()));
    let bulk = move || view! { <Bulk view=view /> };
    view! {
        <div class="issue-table" node_ref=node on:keydown=move |event| keys(desk, lines, view, &event)>
            <DataTable
                label=Signal::derive(move || if view.get() == IssueView::Archived { "Archived issues" } else { "All issues" }.to_owned())
                rows=lines
                key=Line::key
                columns=columns(desk, view)
                sort=memory.sort
                hidden=hidden
                selection=memory.selected
                bulk=bulk
                on_press=press
                current=open
                loading=loading
                empty=empty
                hide_head=true
            />
        </div>
    }
}

/// Pixels that columns take beside the title, the least pressing first: they only decide what is left out.
const ROOM: [(&str, f64); 7] = [
    ("created", 132.0),
    ("estimate", 72.0),
    ("labels", 110.0),
    ("assignees", 132.0),
    ("updated", 132.0),
    ("priority", 132.0),
    ("status", 132.0),
];
/// Pixels of the box and the number, of a title that can be read, and the width below which rows are stacked.
const ALWAYS: f64 = 44.0 + 72.0;
const TITLE: f64 = 280.0;
const STACKED: f64 = 640.0;

/// The columns that are not shown in a place so wide: those the person hid, and those that have no room.
fn fitting(chosen: &BTreeSet<String>, width: Option<f64>) -> BTreeSet<String> {
    let mut hidden = chosen.clone();
    let Some(width) = width.filter(|width| *width >= STACKED) else { return hidden };
    let mut need: f64 =
        ALWAYS + TITLE + ROOM.iter().filter(|(key, _)| !hidden.contains(*key)).map(|(_, room)| room).sum::<f64>();
    for (key, room) in ROOM {
        if need <= width {
            break;
        }
        if hidden.insert(key.to_owned()) {
            need -= room;
        }
    }
    hidden
}

/// The keys of a row beyond moving: x chooses, e edits.
fn keys(desk: Desk, lines: Memo<Vec<Line>>, view: Signal<IssueView>, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
        return;
    }
    let row = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .filter(|target| target.closest(".bulk, [popover], dialog").ok().flatten().is_none())
        .and_then(|target| target.closest("[data-row]").ok().flatten())
        .and_then(|row| row.get_attribute("data-row")?.parse::<usize>().ok());
    let Some(line) = row.and_then(|row| lines.with_untracked(|lines| lines.get(row).cloned())) else { return };
    let Some(number) = line.issue().map(|issue| issue.number) else { return };
    match event.key().as_str() {
        "x" => desk.memory.selected.update(|selected| {
            let key = line.key();
            if !selected.remove(&key) {
                selected.insert(key);
            }
        }),
        "e" => {
            desk.memory.edit_title.set(Some(number));
            desk.nav.go(&desk.address(number, Some(view.get_untracked())));
        }
        "o" => desk.nav.go(&desk.address(number, Some(view.get_untracked()))),
        "Escape" if desk.memory.selected.with_untracked(|selected| !selected.is_empty()) => {
            desk.memory.selected.update(BTreeSet::clear);
        }
        _ => return,
    }
    event.prevent_default();
}

/// The rows come in their order already: a head only says by what.
const fn as_given(_: &Line, _: &Line) -> Ordering {
    Ordering::Equal
}

/// Draws a cell of an issue; headings have only their first.
fn cell(read: impl Fn(&Arc<Issue>) -> AnyView + Send + Sync + 'static) -> impl Fn(Line) -> AnyView + Send + Sync {
    move |line: Line| line.issue().map(&read).into_any()
}

fn columns(desk: Desk, view: Signal<IssueView>) -> Vec<Column<Line>> {
    let assigned = move |issue: &Arc<Issue>, most: usize| -> (Vec<String>, usize) {
        let names = desk.peek(|issues| {
            desk.names.with_untracked(|names| {
                issue.assignees.iter().take(most).map(|author| names.author(issues, *author).to_owned()).collect()
            })
        });
        (names.unwrap_or_default(), issue.assignees.len().saturating_sub(most))
    };
    vec![
        Column::new("number", "#", first).width(Width::Narrow).sort_by(as_given),
        Column::new(
            "title",
            "Title",
            cell(move |issue| {
                let href = desk.address(issue.number, Some(view.get_untracked())).href();
                view! {
                    <a class="issue-title" href=href tabindex="-1">{issue.title.clone()}</a>
                    {issue.blocked.then(|| view! { <Badge tone=Tone::Bad>"Blocked"</Badge> })}
                }
                .into_any()
            }),
        )
        .width(Width::Share(3))
        .sort_by(as_given)
        .always(),
        Column::new(
            "status",
            "Status",
            cell(move |issue| {
                let status = desk.peek(|issues| issues.status(issue.status).map(|status| (status.name.clone(), tone(status.category))));
                let (name, tone) = status.flatten().unwrap_or_else(|| ("Unknown status".to_owned(), Tone::Idle));
                view! { <StateDot tone=tone>{name}</StateDot> }.into_any()
            }),
        )
        .width(Width::Small)
        .sort_by(as_given),
        Column::new(
            "priority",
            "Priority",
            cell(|issue| (issue.priority != Priority::None).then(|| priority_sign(issue.priority)).into_any()),
        )
        .width(Width::Small)
        .sort_by(as_given),
        Column::new(
            "assignees",
            "Assignees",
            cell(move |issue| {
                let (names, more) = assigned(issue, FEW);
                match (names.as_slice(), more) {
                    ([], _) => ().into_any(),
                    ([name], 0) => view! { <span class="issue-person"><Avatar name=name.clone() small=true /><span>{name.clone()}</span></span> }.into_any(),
                    _ => view! {
                        <span class="issue-faces">
                            {names.into_iter().map(|name| view! { <Avatar name=name alone=true small=true /> }).collect_view()}
                            {(more > 0).then(|| view! { <span class="num">{format!("+{more}")}</span> })}
                        </span>
                    }
                    .into_any(),
                }
            }),
        )
        .width(Width::Small)
        .sort_by(as_given),
        Column::new(
            "labels",
            "Labels",
            cell(move |issue| {
                let labels: Vec<String> = desk
                    .peek(|issues| issue.labels.iter().take(FEW).filter_map(|id| issues.label(*id)).map(str::to_owned).collect())
                    .unwrap_or_default();
                let more = issue.labels.len().saturating_sub(FEW);
                view! {
                    <span class="issue-labels">
                        {labels.into_iter().map(|label| view! { <Badge>{label}</Badge> }).collect_view()}
                        {(more > 0).then(|| view! { <span class="num">{format!("+{more}")}</span> })}
                    </span>
                }
                .into_any()
            }),
        ),
        Column::new(
            "estimate",
            "Estimate",
            cell(move |issue| {
                let text = issue.estimate.and_then(|points| desk.peek(|issues| issues.estimation.text(points)).flatten());
                view! { <span class="num">{text}</span> }.into_any()
            }),
        )
        .width(Width::Narrow)
        .at_end()
        .sort_by(as_given),
        Column::new("created", "Created", cell(|issue| moment(issue.created.0))).width(Width::Small).sort_by(as_given),
        Column::new("updated", "Updated", cell(|issue| moment(issue.updated.0))).width(Width::Small).sort_by(as_given),
    ]
}

/// The first cell: the number of an issue, or the whole heading of a group.
fn first(line: Line) -> AnyView {
    match line {
        Line::Issue(issue, _) => view! {
            <span class="num">{format!("#{}", issue.number)}</span>
            <span class="visually-hidden">{format!(" {}", issue.title)}</span>
        }
        .into_any(),
        Line::Heading { label, count, open, .. } => view! {
            <span class="issue-heading">
                <IconView icon=if open { Icon::Down } else { Icon::Right } />
                <b>{label}</b>
                <span class="count num">{grouped(count)}</span>
                <span class="visually-hidden">{if open { " shown" } else { " folded" }}</span>
            </span>
        }
        .into_any(),
    }
}

#[allow(clippy::cast_precision_loss, reason = "milliseconds of a calendar date lie far below 2^53")]
fn moment(at: i64) -> AnyView {
    view! { <RelativeTime at=at as f64 /> }.into_any()
}

/// Numbers of the chosen issues, each once.
pub fn numbers(selected: &BTreeSet<String>) -> Vec<u32> {
    let numbers: BTreeSet<u32> = selected.iter().filter_map(|key| number_of(key)).collect();
    numbers.into_iter().collect()
}
