//! What happened to the issue, from the feed of the space (AUD-1).

use super::{Open, fields::milliseconds};
use crate::{
    components::time::RelativeTime,
    domain::{
        Timestamp,
        activity::Deed,
        issue::{Issues, StatusId, history},
    },
};
use leptos::prelude::*;

/// Lines that are shown at once.
const MOST: usize = 100;

/// One line: when, who, what.
#[derive(Clone, PartialEq)]
struct Line {
    at: Timestamp,
    who: String,
    what: String,
}

#[component]
pub fn History(open: Open) -> impl IntoView {
    let shown = RwSignal::new(false);
    let desk = open.desk;
    let lines = Memo::new(move |_| {
        if !shown.get() {
            return Vec::new();
        }
        let (space, project) = desk.place.get();
        open.issue.track();
        desk.session.peek(|state| {
            let Some(issues) = state.project(space, project).map(|project| &project.issues) else { return Vec::new() };
            history(state, space, project, open.number)
                .take(MOST)
                .map(|entry| Line {
                    at: entry.at,
                    who: entry
                        .actor
                        .and_then(|actor| state.people.get(&actor))
                        .map_or_else(|| "Somebody elsewhere".to_owned(), |person| person.full_name.clone()),
                    what: words(&entry.deed, issues),
                })
                .collect()
        })
    });
    view! {
        <details class="issue-history" on:toggle=move |event| shown.set(event_target::<web_sys::HtmlDetailsElement>(&event).open())>
            <summary>"History"</summary>
            <ol>
                {move || {
                    lines
                        .get()
                        .into_iter()
                        .map(|line| {
                            view! {
                                <li>
                                    <b>{line.who}</b>
                                    " "
                                    {line.what}
                                    " "
                                    <RelativeTime at=milliseconds(line.at.0) />
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ol>
            <Show when=move || shown.get() && lines.with(Vec::is_empty)>
                <p class="hint">"Nothing has happened to it here since it was imported."</p>
            </Show>
        </details>
    }
}

fn words(deed: &Deed, issues: &Issues) -> String {
    let status =
        |id: &StatusId| issues.status(*id).map_or("an unknown status", |status| status.name.as_str()).to_owned();
    match deed {
        Deed::IssueCreated(_) => "created it".to_owned(),
        Deed::IssueMoved(_, from, to) => format!("moved it from {} to {}", status(from), status(to)),
        Deed::IssuePrioritised(_, from, to) => format!("changed the priority from {} to {}", from.label(), to.label()),
        Deed::IssueEdited(_, fields) => format!("changed {}", fields.join(", ").to_lowercase()),
        Deed::IssueArchived(_) => "archived it".to_owned(),
        Deed::IssueRestored(_) => "restored it".to_owned(),
        Deed::IssueCommented(_) => "commented".to_owned(),
        _ => "did something".to_owned(),
    }
}
