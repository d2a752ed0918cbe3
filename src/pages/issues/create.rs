//! The dialog that makes an issue. What was typed is kept as a draft when it is closed.

use super::{desk::Desk, editor::MarkdownField, offers, pick::PickMany};
use crate::{
    components::{
        button::{Button, ButtonKind},
        choice::{Checkbox, Select},
        dialog::{Dialog, DialogShape},
        focus::focus_first_control,
        form::Form,
        text_field::TextField,
    },
    domain::Event,
    domain::{
        draft::DraftKey,
        issue::{Author, Change, Command, Draft, Priority},
    },
    pages::{
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
        sensitive::{Reach, noticed},
    },
    routes::{IssueView, Route},
};
use leptos::{prelude::*, task::spawn_local};

/// The fields of the dialog, by their labels.
const FIELDS: [&str; 7] = ["Title", "Description", "Status", "Priority", "Estimate", "Assignees", "Labels"];

/// The dialog; closed until `open`.
#[component]
pub fn CreateIssue(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The view that stands behind it.
    #[prop(into)]
    view: Signal<IssueView>,
) -> impl IntoView {
    view! {
        <Dialog open=open title="Create issue" shape=DialogShape::Wide>
            <CreateForm open=open view=view />
        </Dialog>
    }
}

#[component]
fn CreateForm(open: RwSignal<bool>, view: Signal<IssueView>) -> impl IntoView {
    let desk = Desk::here();
    let (title, description) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (assignees, labels) = (RwSignal::new(Vec::<Author>::new()), RwSignal::new(Vec::<String>::new()));
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let another = RwSignal::new(false);
    let first = desk.peek(|issues| {
        use crate::domain::issue::Category;
        let wanted = if view.get_untracked() == IssueView::Backlog { Category::Draft } else { Category::NotStarted };
        issues.first_of(wanted).or_else(|| issues.statuses.iter().find(|status| status.active)).map(|status| status.id)
    });
    let written = |id: crate::domain::issue::StatusId| id.0.to_string();
    let status = RwSignal::new(first.flatten().map(written).unwrap_or_default());
    let priority = RwSignal::new(Priority::default().label().to_owned());
    let estimate = RwSignal::new(String::new());
    let key = Signal::derive(move || {
        let (space, project) = desk.place.get();
        DraftKey::CreateIssue(space, project)
    });
    let kept = use_draft(
        key,
        vec![
            DraftField::text("title", title),
            DraftField::text("description", description),
            DraftField::choice("status", status),
            DraftField::choice("priority", priority),
            DraftField::choice("estimate", estimate),
            DraftField::list("assignees", assignees, |author| offers::author_value(*author), offers::author),
            DraftField::list("labels", labels, Clone::clone, |label| Some(label.to_owned())),
        ],
    );
    // The lane where the issue was asked for counts more than the one where it was begun.
    if let Some(wish) = desk.memory.status_wish.try_update(Option::take).flatten() {
        status.set(written(wish));
    }
    let submit = move || {
        if busy.get_untracked() {
            return;
        }
        faults.clear();
        busy.set(true);
        let (space, project) = desk.place.get_untracked();
        let draft = Draft {
            title: title.get_untracked(),
            description: description.get_untracked(),
            status: status.with_untracked(|value| offers::status(value)),
            priority: priority.with_untracked(|value| offers::priority(value)),
            estimate: estimate.with_untracked(|value| offers::estimate(value)),
            assignees: assignees.get_untracked(),
            labels: labels.get_untracked(),
        };
        let sending = kept.sending();
        // The dialog may be closed, and the page left, while the command is under way.
        let (again, view) = (another.get_untracked(), view.get_untracked());
        spawn_local(async move {
            match desk.send(Command::Create { space, project, draft }).await {
                Ok(record) => {
                    let number = record.events.iter().find_map(|event| match event {
                        Event::Issue(event) => match &event.change {
                            Change::Created { issue } => Some(issue.number),
                            _ => None,
                        },
                        _ => None,
                    });
                    sending.done();
                    if again {
                        let _ = title.try_set(String::new());
                        let _ = description.try_set(String::new());
                        kept.begin_anew();
                        focus_title();
                    } else {
                        let _ = open.try_set(false);
                    }
                    if let Some(number) = number {
                        let href = Route::Issue(space, project, number, Some(view)).href();
                        desk.flashes.good(format!("Created #{number}.")).with_link("Open", href);
                    }
                }
                Err(refusal) => faults.show(refusal),
            }
            // The dialog, and with it the signal, may have gone.
            let _ = busy.try_set(false);
        });
    };
    let chosen_people =
        Signal::derive(move || assignees.get().into_iter().map(offers::author_value).collect::<Vec<_>>());
    let present_status = Signal::derive(move || status.with(|value| offers::status(value)));
    let present_estimate = Signal::derive(move || estimate.with(|value| offers::estimate(value)));
    let estimation = desk.estimation();
    view! {
        <Form on_submit=submit busy=busy>
            <RefusalNote refusal=faults.beside(&FIELDS) />
            <TextField label="Title" value=title fault=faults.at("Title") notice=noticed(title, Reach::Text) max_length=255_u32 autofocus=true />
            <MarkdownField label="Description" value=description fault=faults.at("Description") optional=true on_send=submit />
            <div class="issue-form-grid">
                <Select label="Status" value=status choices=offers::statuses(desk, present_status) fault=faults.at("Status") />
                <Select label="Priority" value=priority choices=Signal::stored(offers::priorities()) fault=faults.at("Priority") />
                <Show when=move || !estimation.get().choices().is_empty()>
                    <Select label="Estimate" value=estimate choices=offers::estimates(desk, present_estimate) fault=faults.at("Estimate") />
                </Show>
                <PickMany
                    label="Assignees"
                    nothing="Nobody"
                    picks=offers::people(desk, assignees.into())
                    chosen=chosen_people
                    fault=faults.at("Assignees")
                    on_toggle=move |(value, on): (String, bool)| {
                        if let Some(author) = offers::author(&value) {
                            assignees.update(|all| toggle(all, author, on));
                        }
                    }
                />
                <PickMany
                    label="Labels"
                    nothing="No label"
                    make="Create label"
                    picks=offers::labels(desk)
                    chosen=labels
                    fault=faults.at("Labels")
                    on_toggle=move |(value, on): (String, bool)| labels.update(|all| toggle(all, value, on))
                />
            </div>
            <div class="form-actions at-end issue-create-end">
                <DraftLine draft=kept />
                <Checkbox label="Create another" value=another />
                <Button kind=ButtonKind::Quiet on_press=move || open.set(false)>"Close"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Create issue"</Button>
            </div>
        </Form>
    }
}

/// Puts a value in at the end, or takes it out.
pub fn toggle<T: PartialEq>(all: &mut Vec<T>, value: T, on: bool) {
    all.retain(|known| *known != value);
    if on {
        all.push(value);
    }
}

/// Back to the first field, for the next issue.
fn focus_title() {
    if let Some(dialog) = document().query_selector("dialog[open] form").ok().flatten() {
        focus_first_control(&dialog);
    }
}
