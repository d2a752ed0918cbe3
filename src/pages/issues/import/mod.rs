//! Import of a dropped file: recognised, previewed, mapped, imported, reported (ISS-7).

mod mapping;
mod preview;
mod read;
mod report;

use super::{
    act::counted,
    desk::Desk,
    page::{NoProject, crumbs},
};
use crate::{
    components::{
        button::{Button, ButtonKind, LinkButton},
        drop::DropZone,
        icon::Icon,
        meter::Progress,
        note::Note,
        page_head::{Breadcrumbs, Crumb, PageHead},
        table::grouped,
        tone::Tone,
    },
    domain::{Permission, ProjectId, Refusal, SpaceId, issue::Command},
    pages::form::RefusalNote,
    routes::{IssueView, Route},
};
use leptos::{prelude::*, task::spawn_local};
use mapping::Mapping;
use preview::Preview;
use read::{Fault, Ready};
use report::{Outcome, OutcomeView};
use std::sync::Arc;
use web_sys::File;

/// How far an import is.
#[derive(Clone)]
enum Stage {
    /// No file yet, or the last one was refused.
    Choose(Option<Fault>),
    /// A file is being read: what, and how far.
    Reading(String, f64),
    /// It was read and can be looked at.
    Ready(Arc<Ready>),
    /// It is on its way into the vault.
    Importing(Arc<Ready>),
    /// It is in.
    Done(Arc<Outcome>),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Import {
    desk: Desk,
    stage: RwSignal<Stage>,
    /// Counts the files that were begun: work for an earlier one stops.
    turn: StoredValue<u64>,
    /// Why the last try to import was refused.
    refused: RwSignal<Option<Refusal>>,
}

/// `…/issues/import`.
#[component]
pub fn ImportIssuesPage(
    /// The space.
    space: Signal<SpaceId>,
    /// The project.
    project: Signal<ProjectId>,
) -> impl IntoView {
    let desk = Desk::provide(space, project);
    let there = Memo::new(move |_| desk.project.with(Option::is_some));
    let way = Signal::derive(move || {
        let mut way = crumbs(desk).get();
        way.push(Crumb::new("Issues", desk.view(IssueView::All).href()));
        way
    });
    view! {
        <Show when=move || there.get() fallback=|| view! { <NoProject /> }>
            <Breadcrumbs crumbs=way />
            <PageHead
                title="Import issues"
                lead="CSV, JSON lines, or what GitHub prints as JSON; gzip is unpacked. The file is read in this browser and goes nowhere else.".to_owned()
            />
            <Stages />
        </Show>
    }
}

#[component]
fn Stages() -> impl IntoView {
    let desk = Desk::here();
    let import = Import {
        desk,
        stage: RwSignal::new(Stage::Choose(None)),
        turn: StoredValue::new(0),
        refused: RwSignal::new(None),
    };
    let may = desk.refusal(Permission::CreateIssue);
    // A file that was dropped on the list is in hand already.
    if let Some(file) = desk.memory.file.try_update(Option::take).flatten() {
        import.take(file);
    }
    on_cleanup(move || {
        import.turn.try_update_value(|turn| *turn += 1);
        desk.nav.hold(None);
    });
    Effect::new(move |_| {
        let busy = import.stage.with(|stage| matches!(stage, Stage::Importing(_)));
        desk.nav.hold(busy.then(|| "an import under way".to_owned()));
    });
    move || match may.get() {
        Some(reason) => view! { <Note tone=Tone::Warn>{reason}</Note> }.into_any(),
        None => match import.stage.get() {
            Stage::Choose(fault) => view! { <Choose import=import fault=fault /> }.into_any(),
            Stage::Reading(what, share) => view! {
                <Progress label=what share=Some(share) on_cancel=move || import.again() />
            }
            .into_any(),
            Stage::Ready(ready) => view! { <Look import=import ready=ready /> }.into_any(),
            Stage::Importing(ready) => view! { <UnderWay import=import ready=ready /> }.into_any(),
            Stage::Done(outcome) => {
                view! { <OutcomeView desk=desk outcome=outcome on_again=move || import.again() /> }.into_any()
            }
        },
    }
}

impl Import {
    /// Back to choosing a file.
    fn again(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.refused.set(None);
        self.stage.set(Stage::Choose(None));
    }

    /// Brings what was looked at into the vault.
    fn start(self, ready: Arc<Ready>) {
        self.refused.set(None);
        self.stage.set(Stage::Importing(Arc::clone(&ready)));
        let (space, project) = self.desk.place.get_untracked();
        let command = Command::Import { space, project, source: ready.file.source(), rows: ready.rows.to_vec() };
        spawn_local(async move {
            // The page shows that it has begun before the rows are brought into the project's terms.
            crate::session::browser::clock::breathe().await;
            match self.desk.send(command).await {
                Ok(record) => {
                    let _ = self.stage.try_set(Stage::Done(Arc::new(Outcome::of(&record, &ready))));
                }
                Err(refusal) => {
                    let _ = self.refused.try_set(Some(refusal));
                    let _ = self.stage.try_set(Stage::Ready(ready));
                }
            }
        });
    }
}

/// Where the file comes in.
#[component]
fn Choose(import: Import, fault: Option<Fault>) -> impl IntoView {
    let (message, is_cloud) = match fault {
        None => (None, false),
        Some(Fault::Unreadable(message)) => (Some(message), false),
        Some(Fault::Cloud(label)) => (
            Some(format!(
                "This is a listing of the AWS CLI ({label}), not a file of issues. Drop it on Spaces: its spaces and projects appear there."
            )),
            true,
        ),
    };
    let message = Signal::stored(message);
    let take = move |files: Vec<File>| {
        if let Some(file) = files.into_iter().next() {
            import.take(file.into());
        }
    };
    view! {
        <DropZone
            label="Drop a file here, or choose one"
            hint=".csv, .json, .jsonl, also as .gz; at most 64 MiB unpacked.".to_owned()
            fault=message
            accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.gz"
            on_files=UnsyncCallback::new(move |(files,): (Vec<File>,)| take(files))
        />
        {is_cloud.then(|| view! { <p><LinkButton href=Route::Spaces.href() icon=Icon::Space>"Open Spaces"</LinkButton></p> })}
    }
}

/// A look at what was read, and the button that imports it.
#[component]
fn Look(import: Import, ready: Arc<Ready>) -> impl IntoView {
    let count = ready.planned;
    let blocked = if ready.file.mapping().is_some_and(|mapping| !mapping.has_title()) {
        Some("Choose the column that holds the title first.".to_owned())
    } else {
        ready
            .refusal
            .as_ref()
            .map(|refusal| refusal.message.clone())
            .or_else(|| (count == 0).then(|| "There is no issue to import.".to_owned()))
    };
    let words = format!("Import {}", counted(count, "issue", "issues"));
    let start = {
        let ready = Arc::clone(&ready);
        move || import.start(Arc::clone(&ready))
    };
    view! {
        <div class="issue-import">
            <RefusalNote refusal=import.refused />
            <div class="issue-import-head">
                <p>
                    <b>{ready.name.clone()}</b>
                    ": "
                    {ready.file.label()}
                    {ready.compressed.then_some(", unpacked from gzip")}
                    ". "
                    {format!("{} read.", counted(ready.report.read, "issue", "issues"))}
                </p>
                <span class="actions">
                    <Button kind=ButtonKind::Quiet on_press=move || import.again()>"Choose another file"</Button>
                    <Button kind=ButtonKind::Primary icon=Icon::Import disabled_reason=Signal::stored(blocked) on_press=start>{words}</Button>
                </span>
            </div>
            {ready.refusal.clone().map(|refusal| view! { <RefusalNote refusal=Signal::stored(Some(refusal)) /> })}
            {ready.file.mapping().cloned().map(|mapping| view! { <Mapping import=import ready=Arc::clone(&ready) mapping=mapping /> })}
            <Preview desk=import.desk ready=ready />
        </div>
    }
}

/// On its way into the vault, with Cancel.
#[component]
fn UnderWay(import: Import, ready: Arc<Ready>) -> impl IntoView {
    let session = import.desk.session;
    let label =
        Signal::derive(move || session.progress().map_or_else(|| "Importing".to_owned(), |progress| progress.label));
    let share = Signal::derive(move || session.progress().map(|progress| part(progress.done, progress.total)));
    let words = Signal::derive(move || {
        session
            .progress()
            .map(|progress| format!("{} of {}", grouped(progress.done), grouped(progress.total)))
            .unwrap_or_default()
    });
    view! {
        <p>{format!("Importing {}.", counted(ready.planned, "issue", "issues"))}</p>
        <Progress label=label share=share words=words on_cancel=move || session.cancel() />
    }
}

/// A share from 0 to 1.
#[allow(clippy::cast_precision_loss, reason = "a bar needs no more than a few digits")]
fn part(done: usize, total: usize) -> f64 {
    if total == 0 { 0.0 } else { done as f64 / total as f64 }
}
