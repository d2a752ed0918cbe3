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
        issue::{Command, EditWish, Task},
    },
    pages::form::{Faults, RefusalNote},
};
use leptos::{prelude::*, task::spawn_local};
use web_sys::KeyboardEvent;

#[component]
pub fn Tasks(open: Open) -> impl IntoView {
    let tasks = open.part(|issue| issue.tasks.clone());
    let refused = open.desk.refusal(Permission::UpdateTask);
    let may_add = open.desk.refusal(Permission::CreateTask);
    let dragged = RwSignal::new(None::<usize>);
    let over = RwSignal::new(None::<usize>);
    let shift = move |from: usize, to: usize| {
        let mut all = tasks.get_untracked();
        if from != to && from < all.len() && to < all.len() {
            let task = all.remove(from);
            all.insert(to, task);
            open.wish(EditWish::Tasks(all));
            set_timeout(move || focus_id(&task_id(to)), core::time::Duration::from_millis(60));
        }
    };
    let done = move || tasks.with(|tasks| (tasks.iter().filter(|task| task.done).count(), tasks.len()));
    view! {
        <section class="issue-part" aria-labelledby="issue-tasks">
            <header>
                <h4 id="issue-tasks">
                    "Tasks "
                    <span class="count num">{move || { let (done, all) = done(); (all > 0).then(|| format!("{done} of {all}")) }}</span>
                </h4>
            </header>
            <ul class="issue-tasks">
                {move || {
                    tasks
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(at, task)| {
                            let tick = move |event: web_sys::Event| {
                                let mut all = tasks.get_untracked();
                                if let Some(task) = all.get_mut(at) {
                                    task.done = event_target_checked(&event);
                                    open.wish(EditWish::Tasks(all));
                                }
                            };
                            let remove = move || {
                                let mut all = tasks.get_untracked();
                                if at < all.len() {
                                    let gone = all.remove(at);
                                    let said = format!("Removed the task “{}”.", gone.text);
                                    open.desk.edit(vec![open.number], vec![EditWish::Tasks(all)], Some(said));
                                }
                            };
                            let last = move || tasks.with(Vec::len).saturating_sub(1);
                            let text = task.text.clone();
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
                                            shift(from, at);
                                        }
                                    }
                                    on:keydown=move |event: KeyboardEvent| {
                                        if event.alt_key() && refused.get_untracked().is_none() {
                                            let to = match event.key().as_str() {
                                                "ArrowUp" => at.checked_sub(1),
                                                "ArrowDown" => Some(at + 1),
                                                _ => None,
                                            };
                                            if let Some(to) = to {
                                                event.prevent_default();
                                                shift(at, to);
                                            }
                                        }
                                    }
                                >
                                    <IconView icon=Icon::Grip />
                                    <label>
                                        <input
                                            type="checkbox"
                                            class="checkbox"
                                            id=task_id(at)
                                            prop:checked=task.done
                                            disabled=move || refused.get().is_some()
                                            on:change=tick
                                        />
                                        <span data-done=task.done.then_some("")>{task.text}</span>
                                    </label>
                                    <span class="actions">
                                        <IconButton
                                            icon=Icon::Up
                                            small=true
                                            label=format!("Move up: {text}")
                                            disabled_reason=Signal::derive(move || refused.get().or_else(|| (at == 0).then(|| "It is the first.".to_owned())))
                                            on_press=move || shift(at, at.saturating_sub(1))
                                        />
                                        <IconButton
                                            icon=Icon::Down
                                            small=true
                                            label=format!("Move down: {text}")
                                            disabled_reason=Signal::derive(move || refused.get().or_else(|| (at == last()).then(|| "It is the last.".to_owned())))
                                            on_press=move || shift(at, at + 1)
                                        />
                                        <IconButton icon=Icon::Close small=true label=format!("Remove: {text}") disabled_reason=refused on_press=remove />
                                    </span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <Show when=move || may_add.get().is_none()>
                <AddTask open=open tasks=tasks />
            </Show>
        </section>
    }
}

#[component]
fn AddTask(open: Open, tasks: Memo<Vec<Task>>) -> impl IntoView {
    let value = RwSignal::new(String::new());
    let faults = Faults::default();
    let add = move || {
        let text = value.get_untracked();
        if text.trim().is_empty() {
            return;
        }
        faults.clear();
        let mut all = tasks.get_untracked();
        all.push(Task { text, done: false });
        let (space, project) = open.desk.place.get_untracked();
        spawn_local(async move {
            let wishes = vec![EditWish::Tasks(all)];
            match open.desk.send(Command::Edit { space, project, numbers: vec![open.number], wishes }).await {
                Ok(_) => value.set(String::new()),
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
            placeholder="Add a task, Enter keeps it".to_owned()
            max_length=255_u32
            optional=true
            on_enter=add
        />
    }
}

fn task_id(at: usize) -> String {
    format!("issue-task-{at}")
}
