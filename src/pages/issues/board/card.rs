//! One card of the board, one row of the backlog.

use super::carry::Carry;
use crate::{
    components::{
        badge::{Avatar, Badge},
        icon::{Icon, IconView},
        tone::Tone,
    },
    domain::issue::{Issue, Issues, Priority},
    pages::issues::{names::Names, rows::Card},
    routes::IssueView,
};
use leptos::prelude::*;

/// Labels that a card has room for.
const LABELS: usize = 3;
/// Assignees that a card has room for.
const FACES: usize = 3;

/// The parts of an issue that a card shows, in words.
#[derive(Clone, PartialEq)]
struct Parts {
    number: u32,
    title: String,
    priority: Priority,
    estimate: Option<String>,
    blocked: bool,
    labels: Vec<String>,
    more_labels: usize,
    faces: Vec<String>,
    more_faces: usize,
    tasks: (usize, usize),
    comments: usize,
}

impl Parts {
    fn of(issue: &Issue, issues: &Issues, names: &Names) -> Self {
        Self {
            number: issue.number,
            title: issue.title.clone(),
            priority: issue.priority,
            estimate: issue.estimate.and_then(|points| issues.estimation.text(points)),
            blocked: issue.blocked,
            labels: issue.labels.iter().take(LABELS).filter_map(|id| issues.label(*id)).map(str::to_owned).collect(),
            more_labels: issue.labels.len().saturating_sub(LABELS),
            faces: issue.assignees.iter().take(FACES).map(|author| names.author(issues, *author).to_owned()).collect(),
            more_faces: issue.assignees.len().saturating_sub(FACES),
            tasks: issue.progress(),
            comments: issue.comments.len(),
        }
    }
}

/// A priority with its bars: `Urgent` to `No priority`.
pub fn priority_sign(priority: Priority) -> impl IntoView {
    let level = match priority {
        Priority::None => "none",
        Priority::Low => "low",
        Priority::Medium => "medium",
        Priority::High => "high",
        Priority::Urgent => "urgent",
    };
    let icon = if priority == Priority::Urgent { Icon::PriorityUrgent } else { Icon::PriorityHigh };
    view! {
        <span class="issue-priority" data-level=level>
            <IconView icon=icon />
            <span>{priority.label()}</span>
        </span>
    }
}

/// The card inside its place in a lane.
#[component]
pub fn CardView(
    /// The issue.
    card: Signal<Card>,
    /// What the lanes share.
    carry: Carry,
    /// Which view it opens beside.
    view: IssueView,
) -> impl IntoView {
    let desk = carry.desk;
    let parts = Memo::new(move |_| {
        card.with(|card| desk.names.with(|names| desk.issues(|issues| Parts::of(&card.0, issues, names))))
    });
    let part = move |read: fn(&Parts) -> AnyView| move || parts.with(|parts| parts.as_ref().map(read));
    let number = Memo::new(move |_| card.with(|card| card.0.number));
    let href = move || desk.address(number.get(), Some(view)).href();
    view! {
        <div class="issue-card-head">
            <span class="num">{move || format!("#{}", number.get())}</span>
            {part(|parts| (parts.priority != Priority::None).then(|| priority_sign(parts.priority)).into_any())}
            {part(|parts| parts.blocked.then(|| view! { <Badge tone=Tone::Bad>"Blocked"</Badge> }).into_any())}
            <span class="issue-faces">
                {part(|parts| {
                    let faces = parts.faces.clone();
                    let more = parts.more_faces;
                    view! {
                        {faces.into_iter().map(|name| view! { <Avatar name=name alone=true small=true /> }).collect_view()}
                        {(more > 0).then(|| view! { <span class="num">{format!("+{more}")}</span> })}
                    }
                    .into_any()
                })}
            </span>
            <span class="issue-grip" aria-hidden="true"><IconView icon=Icon::Grip /></span>
        </div>
        <a class="issue-card-title" href=href draggable="false" tabindex=move || if carry.active.get() == Some(number.get()) { "0" } else { "-1" }>
            {part(|parts| parts.title.clone().into_any())}
        </a>
        <div class="issue-card-foot">
            {part(|parts| {
                let labels = parts.labels.clone();
                let more = parts.more_labels;
                let (done, tasks) = parts.tasks;
                let comments = parts.comments;
                view! {
                    {labels.into_iter().map(|label| view! { <Badge>{label}</Badge> }).collect_view()}
                    {(more > 0).then(|| view! { <span class="num">{format!("+{more}")}</span> })}
                    <span class="issue-counts">
                        {(tasks > 0)
                            .then(|| view! { <span class="num"><IconView icon=Icon::Check />{format!("{done}/{tasks}")}<span class="visually-hidden">" tasks done"</span></span> })}
                        {(comments > 0)
                            .then(|| view! { <span class="num"><IconView icon=Icon::Comment />{comments}<span class="visually-hidden">" comments"</span></span> })}
                        {parts.estimate.clone().map(|estimate| view! { <span class="issue-estimate num"><span class="visually-hidden">"Estimate "</span>{estimate}</span> })}
                    </span>
                }
                .into_any()
            })}
        </div>
    }
}
