//! The vault as one sealed file, out and in (VLT-11).

use crate::{
    components::{
        button::LinkButton,
        card::{Card, Row},
        flash::Flashes,
        icon::Icon,
        table::grouped,
    },
    domain::{Command, settings},
    pages::again::Again,
    routes::Route,
    session::{
        Proof, Session,
        browser::{clock, files},
    },
};
use leptos::prelude::*;

/// Exporting, as the head of the page, its card and the dialog that clears all offer it.
#[derive(Clone, Copy)]
pub(super) struct Export {
    /// It is under way.
    pub busy: RwSignal<bool>,
    /// A file was handed to the browser while this page was open.
    pub done: RwSignal<bool>,
    /// Begins it.
    pub run: Callback<()>,
}

/// Makes the export of this page.
pub(super) fn use_export(session: Session) -> Export {
    let busy = RwSignal::new(false);
    let done = RwSignal::new(false);
    let flashes = Flashes::of_page();
    let again = Again::of_page();
    let begin = move |proof: Proof| {
        busy.try_set(true);
        leptos::task::spawn_local(async move {
            // The button shows that it works before the bytes are put together.
            clock::breathe().await;
            let name = format!("spaceward-{}.vault", today());
            let outcome = match session.export_vault(&proof).await {
                Ok(bytes) => files::offer(&name, "application/octet-stream", &bytes).map_err(|fault| fault.sentence()),
                Err(refusal) => Err(refusal.message),
            };
            match outcome {
                Ok(()) => {
                    done.try_set(true);
                    // The file is handed out either way; how old the last one is, is told on this page.
                    let _ = session.send(Command::Settings(settings::Command::NoteExport)).await;
                    flashes.good(format!("Exported as {name}. It opens with what opens the vault today."));
                }
                Err(sentence) => {
                    flashes.bad(sentence);
                }
            }
            busy.try_set(false);
        });
    };
    let run = Callback::new(move |()| {
        if !busy.get_untracked() {
            again.ask(
                "The file holds the whole vault, sealed. It opens with what opens the vault today.",
                "Export vault",
                begin,
            );
        }
    });
    Export { busy, done, run }
}

/// The day where the reader is, for the name of a file.
fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// What the file is, and the two ways.
#[component]
pub(super) fn VaultFileCard(
    /// The export of this page.
    export: Export,
    /// Why this tab may not.
    follows: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <Card title="Vault file">
            <div class="stack small">
                <p>
                    "One sealed file with everything in it: the backup, and the way to another browser or computer. It opens with the passphrase, passkeys and recovery sheet of the moment of the export; later changes do not reach it."
                </p>
                <Row>
                    <LinkButton href=Route::ImportVault.href() icon=Icon::Import disabled_reason=follows>"Import vault"</LinkButton>
                    <Show when=move || export.done.get()>
                        <span class="muted" role="status">"Exported just now. Keep it apart from this computer."</span>
                    </Show>
                </Row>
            </div>
        </Card>
    }
}

/// What a vault holds, a line each: for what will go, and for what a file brings.
pub(in crate::pages) fn holdings(spaces: &[&str], projects: usize, issues: usize, people: usize) -> Vec<String> {
    const NAMED: usize = 6;
    let counted = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{} {many}", grouped(count)),
    };
    let mut spaces = spaces.to_vec();
    spaces.sort_unstable_by_key(|name| name.to_lowercase());
    let mut lines = Vec::new();
    lines.push(match spaces.as_slice() {
        [] => "No spaces".to_owned(),
        [only] => format!("The space {only}"),
        [named @ .., last] if spaces.len() <= NAMED => format!("The spaces {} and {last}", named.join(", ")),
        many => {
            let named: Vec<&str> = many.iter().take(NAMED).copied().collect();
            format!("The spaces {} and {} more", named.join(", "), grouped(many.len() - NAMED))
        }
    });
    lines.push(format!("{} and {}", counted(projects, "project", "projects"), counted(issues, "issue", "issues")));
    lines.push(counted(people, "person", "people"));
    lines
}
