//! Status, priority, estimate, people, labels, blocked: each changes at once. And where the issue comes from.

use super::Open;
use crate::{
    components::{
        badge::Person,
        card::{Fact, Facts},
        choice::{Checkbox, Choice, Select},
        note::Note,
        time::RelativeTime,
        tone::Tone,
    },
    domain::issue::{Author, EditWish},
    pages::issues::{create::toggle, offers, pick::PickMany},
};
use leptos::prelude::*;

/// A list box that shows a part of the issue and changes it. A refused value goes back to what holds.
#[component]
fn Bound(
    open: Open,
    label: &'static str,
    #[prop(into)] present: Signal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    wish: fn(&str) -> Option<EditWish>,
) -> impl IntoView {
    let value = RwSignal::new(present.get_untracked());
    Effect::new(move |_| value.set(present.get()));
    let change = move |chosen: String| {
        let back = move || put_back(value, present);
        match wish(&chosen) {
            Some(wish) => open.desk.edit_or(vec![open.number], vec![wish], None, back),
            None => back(),
        }
    };
    view! { <Select label=label value=value choices=choices on_change=change /> }
}

/// Shows again what holds; the issue may have been closed meanwhile.
fn put_back<T: Clone + Send + Sync + 'static>(value: RwSignal<T>, present: Signal<T>) {
    if let Some(present) = present.try_get_untracked() {
        let _ = value.try_set(present);
    }
}

#[component]
pub fn Fields(open: Open) -> impl IntoView {
    let desk = open.desk;
    let status = Memo::new(move |_| open.issue.with(|issue| issue.as_ref().map(|issue| issue.0.status)));
    let priority = open.part(|issue| issue.priority);
    let estimate = open.part(|issue| issue.estimate);
    let assignees = open.part(|issue| issue.assignees.clone());
    let labels = Memo::new(move |_| {
        open.issue.with(|issue| {
            let ids = issue.as_ref().map(|issue| issue.0.labels.clone()).unwrap_or_default();
            desk.issues(|issues| ids.iter().filter_map(|id| issues.label(*id)).map(str::to_owned).collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    let blocked = open.part(|issue| issue.blocked);
    let is_blocked = RwSignal::new(blocked.get_untracked());
    Effect::new(move |_| is_blocked.set(blocked.get()));
    let estimation = desk.estimation();
    let text = |value: Option<u8>| value.map(|points| points.to_string()).unwrap_or_default();
    let block = move |on: bool| {
        let back = move || put_back(is_blocked, blocked.into());
        desk.edit_or(vec![open.number], vec![EditWish::Blocked(on)], None, back);
    };
    let assign = move |(value, on): (String, bool)| {
        let Some(author) = offers::author(&value) else { return };
        let mut all = assignees.get_untracked();
        toggle(&mut all, author, on);
        open.wish(EditWish::Assignees(all));
    };
    let label = move |(value, on): (String, bool)| {
        open.wish(if on { EditWish::AddLabel(value) } else { EditWish::RemoveLabel(value) });
    };
    view! {
        <Show when=move || open.refused.get().is_none() fallback=move || view! { <ReadOnly open=open /> }>
            <div class="issue-fields">
                <Bound
                    open=open
                    label="Status"
                    present=Signal::derive(move || status.get().map(|id| id.0.to_string()).unwrap_or_default())
                    choices=offers::statuses(desk, status.into())
                    wish=|value| offers::status(value).map(EditWish::Status)
                />
                <Bound
                    open=open
                    label="Priority"
                    present=Signal::derive(move || priority.get().label().to_owned())
                    choices=Signal::stored(offers::priorities())
                    wish=|value| Some(EditWish::Priority(offers::priority(value)))
                />
                <Show when=move || !estimation.get().choices().is_empty()>
                    <Bound
                        open=open
                        label="Estimate"
                        present=Signal::derive(move || text(estimate.get()))
                        choices=offers::estimates(desk, estimate.into())
                        wish=|value| Some(EditWish::Estimate(offers::estimate(value)))
                    />
                </Show>
                <PickMany
                    label="Assignees"
                    nothing="Nobody"
                    picks=offers::people(desk, assignees.into())
                    chosen=Signal::derive(move || assignees.get().into_iter().map(offers::author_value).collect::<Vec<_>>())
                    on_toggle=assign
                />
                <PickMany label="Labels" nothing="No label" make="Create label" picks=offers::labels(desk) chosen=labels on_toggle=label />
                <Checkbox label="Blocked" value=is_blocked on_change=block />
            </div>
        </Show>
    }
}

/// The same for who may only look.
#[component]
fn ReadOnly(open: Open) -> impl IntoView {
    let rows = Memo::new(move |_| {
        open.issue.with(|issue| {
            let issue = issue.as_ref()?;
            open.desk.issues(|issues| {
                open.desk.names.with(|names| {
                    let issue = &issue.0;
                    let list = |words: Vec<&str>| if words.is_empty() { "None".to_owned() } else { words.join(", ") };
                    vec![
                        (
                            "Status",
                            issues.status(issue.status).map_or("Unknown status", |status| &status.name).to_owned(),
                        ),
                        ("Priority", issue.priority.label().to_owned()),
                        (
                            "Estimate",
                            issue
                                .estimate
                                .and_then(|points| issues.estimation.text(points))
                                .unwrap_or_else(|| "None".to_owned()),
                        ),
                        (
                            "Assignees",
                            list(issue.assignees.iter().map(|author| names.author(issues, *author)).collect()),
                        ),
                        ("Labels", list(issue.labels.iter().filter_map(|id| issues.label(*id)).collect())),
                        ("Blocked", if issue.blocked { "Yes" } else { "No" }.to_owned()),
                    ]
                })
            })
        })
    });
    view! {
        <Note tone=Tone::Idle>{move || open.refused.get()}</Note>
        <Facts>
            {move || {
                rows.get().into_iter().flatten().map(|(name, value)| view! { <Fact name=name>{value}</Fact> }).collect_view()
            }}
        </Facts>
    }
}

/// Who made and changed it, when, and where it was imported from.
#[component]
pub fn Origin(open: Open) -> impl IntoView {
    let desk = open.desk;
    let name = move |author: Author| {
        desk.issues(|issues| desk.names.with(|names| names.author(issues, author).to_owned())).unwrap_or_default()
    };
    let made = open.part(|issue| Some((issue.created_by, issue.created.0)));
    let changed = open.part(|issue| Some((issue.updated_by, issue.updated.0)));
    let source = open.part(|issue| issue.source.clone());
    let attachments = open.part(|issue| issue.attachments.clone());
    let line = move |who: Memo<Option<(Author, i64)>>| {
        move || {
            who.get().map(|(author, at)| {
                view! { <span class="issue-who"><Person name=name(author) /><RelativeTime at=milliseconds(at) /></span> }
            })
        }
    };
    view! {
        <Facts>
            <Fact name="Created">{line(made)}</Fact>
            <Fact name="Updated">{line(changed)}</Fact>
            <Show when=move || source.with(Option::is_some)>
                <Fact name="Imported from">
                    {move || {
                        source
                            .get()
                            .map(|source| {
                                if source.starts_with("https://") || source.starts_with("http://") {
                                    view! { <a class="issue-source" href=source.clone() target="_blank" rel="noopener noreferrer nofollow">{source.clone()}</a> }.into_any()
                                } else {
                                    view! { <code>{source}</code> }.into_any()
                                }
                            })
                    }}
                </Fact>
            </Show>
            <Show when=move || attachments.with(|names| !names.is_empty())>
                <Fact name="Attachments, by name">
                    <ul>{move || attachments.get().into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
                </Fact>
            </Show>
        </Facts>
    }
}

#[allow(clippy::cast_precision_loss, reason = "milliseconds of a calendar date lie far below 2^53")]
pub(super) const fn milliseconds(at: i64) -> f64 {
    at as f64
}
