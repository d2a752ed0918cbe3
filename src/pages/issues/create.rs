//! The dialog that makes an issue. What was typed is kept in memory when it is closed.

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
    domain::issue::{Change, Command, Draft},
    pages::{
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
    let begun = desk.memory.begun;
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let another = RwSignal::new(false);
    let first = desk.peek(|issues| {
        use crate::domain::issue::Category;
        let wanted = if view.get_untracked() == IssueView::Backlog { Category::Draft } else { Category::NotStarted };
        issues.first_of(wanted).or_else(|| issues.statuses.iter().find(|status| status.active)).map(|status| status.id)
    });
    let status =
        RwSignal::new(begun.status.get_untracked().or(first.flatten()).map(|id| id.0.to_string()).unwrap_or_default());
    let priority = RwSignal::new(begun.priority.get_untracked().label().to_owned());
    let estimate = RwSignal::new(begun.estimate.get_untracked().map(|points| points.to_string()).unwrap_or_default());
    Effect::new(move |_| {
        begun.status.set(status.with(|value| offers::status(value)));
        begun.priority.set(priority.with(|value| offers::priority(value)));
        begun.estimate.set(estimate.with(|value| offers::estimate(value)));
    });
    let submit = move || {
        if busy.get_untracked() {
            return;
        }
        faults.clear();
        busy.set(true);
        let (space, project) = desk.place.get_untracked();
        let draft = Draft {
            title: begun.title.get_untracked(),
            description: begun.description.get_untracked(),
            status: begun.status.get_untracked(),
            priority: begun.priority.get_untracked(),
            estimate: begun.estimate.get_untracked(),
            assignees: begun.assignees.get_untracked(),
            labels: begun.labels.get_untracked(),
        };
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
                    if again {
                        begun.title.set(String::new());
                        begun.description.set(String::new());
                        focus_title();
                    } else {
                        begun.clear();
                        open.set(false);
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
        Signal::derive(move || begun.assignees.get().into_iter().map(offers::author_value).collect::<Vec<_>>());
    let present_status = Signal::derive(move || begun.status.get());
    let present_estimate = Signal::derive(move || begun.estimate.get());
    let estimation = desk.estimation();
    view! {
        <Form on_submit=submit busy=busy>
            <RefusalNote refusal=faults.beside(&FIELDS) />
            <TextField label="Title" value=begun.title fault=faults.at("Title") notice=noticed(begun.title, Reach::Text) max_length=255_u32 autofocus=true />
            <MarkdownField label="Description" value=begun.description fault=faults.at("Description") optional=true on_send=submit />
            <div class="issue-form-grid">
                <Select label="Status" value=status choices=offers::statuses(desk, present_status) fault=faults.at("Status") />
                <Select label="Priority" value=priority choices=Signal::stored(offers::priorities()) fault=faults.at("Priority") />
                <Show when=move || !estimation.get().choices().is_empty()>
                    <Select label="Estimate" value=estimate choices=offers::estimates(desk, present_estimate) fault=faults.at("Estimate") />
                </Show>
                <PickMany
                    label="Assignees"
                    nothing="Nobody"
                    picks=offers::people(desk, begun.assignees.into())
                    chosen=chosen_people
                    fault=faults.at("Assignees")
                    on_toggle=move |(value, on): (String, bool)| {
                        if let Some(author) = offers::author(&value) {
                            begun.assignees.update(|all| toggle(all, author, on));
                        }
                    }
                />
                <PickMany
                    label="Labels"
                    nothing="No label"
                    make="Create label"
                    picks=offers::labels(desk)
                    chosen=begun.labels
                    fault=faults.at("Labels")
                    on_toggle=move |(value, on): (String, bool)| begun.labels.update(|all| toggle(all, value, on))
                />
            </div>
            <div class="form-actions at-end issue-create-end">
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
