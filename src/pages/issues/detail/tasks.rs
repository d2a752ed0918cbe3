//! The checklist: tick, add, move, remove.

use super::Open;
use crate::{
    components::{
        button::IconButton,
        focus::focus_id,
        icon::{Icon, IconView},
        text_field::TextField,
    },
    domain::{
        Permission,
        draft::DraftKey,
        issue::{Command, EditWish, Task},
    },
    pages::{
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
        sensitive::{Reach, noticed},
    },
};
use leptos::{prelude::*, task::spawn_local};
use web_sys::KeyboardEvent;

/// What the rows of the checklist share.
#[derive(Clone, Copy)]
struct Checklist {
    open: Open,
    tasks: Memo<Vec<Task>>,
    refused: Signal<Option<String>>,
    /// The row that is dragged, and the one it is over.
    dragged: RwSignal<Option<usize>>,
    over: RwSignal<Option<usize>>,
}

impl Checklist {
    /// Changes a copy of the list and sends it.
    fn change(self, said: Option<String>, change: impl FnOnce(&mut Vec<Task>)) {
        let mut all = self.tasks.get_untracked();
        change(&mut all);
        self.open.desk.edit(vec![self.open.number], vec![EditWish::Tasks(all)], said);
    }

    fn shift(self, from: usize, to: usize) {
        let count = self.tasks.with_untracked(Vec::len);
        if from == to || from >= count || to >= count {
            return;
        }
        self.change(None, |all| {
            let task = all.remove(from);
            all.insert(to, task);
        });
        focus_id(&task_id(to));
    }
}

#[component]
pub fn Tasks(open: Open) -> impl IntoView {
    let tasks = open.part(|issue| issue.tasks.clone());
    let refused = open.desk.refusal(Permission::UpdateTask);
    let may_add = open.desk.refusal(Permission::CreateTask);
    let list = Checklist { open, tasks, refused, dragged: RwSignal::new(None), over: RwSignal::new(None) };
    let done = move || tasks.with(|tasks| (tasks.iter().filter(|task| task.done).count(), tasks.len()));
    view! {
        <section class="issue-part" aria-labelledby="issue-tasks">
            <header>
                {open.heading("issue-tasks", view! { "Tasks " <span class="count num">{move || { let (done, all) = done(); (all > 0).then(|| format!("{done} of {all}")) }}</span> }.into_any())}
            </header>
            <ul class="issue-tasks">
                // By place, not by text: a ticked or moved task keeps its row, and the row its focus.
                <For each=move || 0..tasks.with(Vec::len) key=|at| *at children=move |at| view! { <TaskRow list=list at=at /> } />
            </ul>
            <Show when=move || may_add.get().is_none()>
                <AddTask open=open tasks=tasks />
            </Show>
        </section>
    }
}

#[component]
fn TaskRow(list: Checklist, at: usize) -> impl IntoView {
    let Checklist { tasks, refused, dragged, over, .. } = list;
    let text = Memo::new(move |_| tasks.with(|tasks| tasks.get(at).map(|task| task.text.clone()).unwrap_or_default()));
    let done = Memo::new(move |_| tasks.with(|tasks| tasks.get(at).is_some_and(|task| task.done)));
    let named = move |verb: &'static str| Signal::derive(move || format!("{verb}: {}", text.get()));
    let tick = move |event: web_sys::Event| {
        list.change(None, |all| {
            if let Some(task) = all.get_mut(at) {
                task.done = event_target_checked(&event);
            }
        });
    };
    let remove = move || {
        let said = format!("Removed the task “{}”.", text.get_untracked());
        list.change(Some(said), |all| {
            if at < all.len() {
                all.remove(at);
            }
        });
    };
    let last = move || at + 1 == tasks.with(Vec::len);
    let keys = move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowUp" => at.checked_sub(1),
            "ArrowDown" => Some(at + 1),
            _ => None,
        };
        if let Some(to) = to.filter(|_| event.alt_key() && refused.get_untracked().is_none()) {
            event.prevent_default();
            list.shift(at, to);
        }
    };
    let stop = move |is: bool, why: &'static str| refused.get().or_else(|| is.then(|| why.to_owned()));
    view! {
        <li
            draggable=move || if refused.get().is_none() { "true" } else { "false" }
            data-over=move || (over.get() == Some(at) && dragged.get().is_some()).then_some("")
            on:dragstart=move |_| dragged.set(Some(at))
            on:dragend=move |_| { dragged.set(None); over.set(None); }
            on:dragover=move |event| if dragged.get_untracked().is_some() { event.prevent_default(); over.set(Some(at)); }
            on:drop=move |event| {
                if let Some(from) = dragged.get_untracked() {
                    event.prevent_default();
                    event.stop_propagation();
                    list.shift(from, at);
                }
            }
            on:keydown=keys
        >
            <IconView icon=Icon::Grip />
            <label>
                <input type="checkbox" class="checkbox" id=task_id(at) prop:checked=move || done.get() disabled=move || refused.get().is_some() on:change=tick />
                <span data-done=move || done.get().then_some("")>{move || text.get()}</span>
            </label>
            <span class="actions">
                <IconButton icon=Icon::Up small=true label=named("Move up") disabled_reason=Signal::derive(move || stop(at == 0, "It is the first.")) on_press=move || list.shift(at, at.saturating_sub(1)) />
                <IconButton icon=Icon::Down small=true label=named("Move down") disabled_reason=Signal::derive(move || stop(last(), "It is the last.")) on_press=move || list.shift(at, at + 1) />
                <IconButton icon=Icon::Close small=true label=named("Remove") disabled_reason=refused on_press=remove />
            </span>
        </li>
    }
}

#[component]
fn AddTask(open: Open, tasks: Memo<Vec<Task>>) -> impl IntoView {
    let value = RwSignal::new(String::new());
    let faults = Faults::default();
    let (space, project) = open.desk.place.get_untracked();
    let kept = use_draft(DraftKey::AddTask(space, project, open.number), vec![DraftField::text("task", value)]);
    let add = move || {
        let text = value.get_untracked();
        if text.trim().is_empty() {
            return;
        }
        faults.clear();
        let mut all = tasks.get_untracked();
        all.push(Task { text, done: false });
        let sending = kept.sending();
        spawn_local(async move {
            let wishes = vec![EditWish::Tasks(all)];
            match open.desk.send(Command::Edit { space, project, numbers: vec![open.number], wishes }).await {
                Ok(_) => {
                    sending.done();
                    let _ = value.try_set(String::new());
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    };
    view! {
        <RefusalNote refusal=faults.any_but("Tasks") />
        <TextField
            label="Add a task"
            hide_label=true
            value=value
            fault=faults.at("Tasks")
            notice=noticed(value, Reach::Text)
            placeholder="Add a task, Enter keeps it".to_owned()
            max_length=255_u32
            optional=true
            on_enter=add
        />
        <DraftLine draft=kept />
    }
}

fn task_id(at: usize) -> String {
    format!("issue-task-{at}")
}
