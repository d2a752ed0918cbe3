//! Clear this browser (DPR-4): every trace goes, keys first, after a typed word and an offer to export.

use super::file::Export;
use crate::{
    components::{
        button::{Button, ButtonKind},
        card::Card,
        dialog::Dialog,
        form::Form,
        icon::Icon,
        text_field::TextField,
    },
    domain::Refusal,
    pages::form::{Faults, RefusalNote},
    routes::Route,
    session::{Nav, Session},
};
use leptos::prelude::*;

const LABEL: &str = "Type clear to confirm";

/// The card that offers it.
#[component]
pub(super) fn ClearBrowser(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// The export of this page.
    export: Export,
    /// Why this tab may not.
    follows: Signal<Option<String>>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    view! {
        <Card title="Leave no trace">
            <div class="stack small">
                <p>"Removes everything that the console keeps in this browser: the keys first, then all that they sealed. It cannot be undone."</p>
                <div>
                    <Button kind=ButtonKind::Danger icon=Icon::Trash disabled_reason=follows on_press=Callback::new(move |()| open.set(true))>
                        "Clear this browser"
                    </Button>
                </div>
            </div>
        </Card>
        <Dialog open=open title="Clear this browser" held=busy>
            <ClearForm open=open busy=busy export=export />
        </Dialog>
    }
}

#[component]
fn ClearForm(open: RwSignal<bool>, busy: RwSignal<bool>, export: Export) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let faults = Faults::default();
    let typed = RwSignal::new(String::new());
    let goes = session.peek(|state| {
        let spaces: Vec<&str> = state.spaces.values().map(|space| space.name.as_str()).collect();
        let projects: usize = state.spaces.values().map(|space| space.projects.len()).sum();
        let issues: usize = state
            .spaces
            .values()
            .flat_map(|space| space.projects.values())
            .map(|project| project.issues.by_number.len())
            .sum();
        super::file::holdings(&spaces, projects, issues, state.people.len())
    });
    let clear = Callback::new(move |()| {
        faults.clear();
        if typed.with_untracked(|typed| typed.trim() != "clear") {
            faults.show(Refusal::new("DPR-4", "Type clear, in small letters, to confirm.").at(LABEL));
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            match session.clear_browser().await {
                Ok(()) => nav.replace(&Route::Home),
                Err(refusal) => {
                    busy.try_set(false);
                    faults.show(refusal);
                }
            }
        });
    });
    view! {
        <Form on_submit=clear busy=busy label=Some("Clear this browser".to_owned())>
            <p>"All of this goes from this browser, in all its tabs. Without an exported file it is lost for good."</p>
            <ul class="goes">{goes.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            <div class="offer">
                <Button icon=Icon::Export busy=export.busy on_press=export.run>"Export vault first"</Button>
                <Show when=move || export.done.get()>
                    <span class="muted small" role="status">"Exported. Look whether the file has arrived."</span>
                </Show>
            </div>
            <RefusalNote refusal=faults.beside(&[LABEL]) />
            <TextField label=LABEL value=typed mono=true fault=faults.at(LABEL) autofocus=true />
            <div class="form-actions at-end">
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| if !busy.get_untracked() { open.set(false) })>"Cancel"</Button>
                <Button kind=ButtonKind::DangerSolid submit=true busy=busy>"Clear this browser"</Button>
            </div>
        </Form>
    }
}
