//! Import a vault file (VLT-11): opened and shown before anything is replaced.

use crate::{
    components::{
        badge::StateDot,
        button::{Button, ButtonKind, LinkButton},
        card::Card,
        dialog::ConfirmDialog,
        drop::DropZone,
        form::{Form, FormActions},
        frame::LockScreen,
        icon::Icon,
        note::Note,
        page_head::PageHead,
        text_field::PasswordField,
        tone::Tone,
    },
    domain::Refusal,
    pages::{
        form::{Faults, RefusalNote},
        vault::holdings,
    },
    routes::Route,
    session::{Nav, Phase, Session, VaultFile, VaultFileFacts, browser::files::Chosen},
    vault::{Mode, Passphrase, import},
};
use leptos::prelude::*;
use std::rc::Rc;
use web_sys::File;
use zeroize::Zeroize;

const FILE: &str = "File";
const PASSPHRASE: &str = "Passphrase";
const LEAD: &str =
    "A file that the export of a vault made. It is opened and shown here first; nothing is replaced before you say so.";

/// The largest file that is read, in bytes: a full localStorage makes one of about a sixth of it.
const LIMIT: u64 = 64 << 20;

/// The page: plain before a vault is open, inside the frame afterwards.
#[component]
pub fn ImportVaultPage() -> impl IntoView {
    let session = Session::here();
    // The choice is made once: when the phase changes, the root shows the page anew.
    let open = untrack(|| session.phase()) == Phase::Open;
    if open {
        view! {
            <PageHead title="Import a vault file" lead=Some(LEAD.to_owned()) />
            <div class="import-vault">
                <ImportBody />
            </div>
        }
        .into_any()
    } else {
        view! {
            <LockScreen>
                <h1>"Import a vault file"</h1>
                <p>{LEAD}</p>
                <ImportBody />
            </LockScreen>
        }
        .into_any()
    }
}

/// What was chosen and what became of it. The file itself stays outside of signals: it may be large.
#[derive(Clone, Copy)]
struct Import {
    session: Session,
    faults: Faults,
    /// Name and length of the chosen file.
    name: RwSignal<Option<(String, u64)>>,
    bytes: StoredValue<Option<Rc<Vec<u8>>>, LocalStorage>,
    opened: StoredValue<Option<Rc<VaultFile>>, LocalStorage>,
    facts: RwSignal<Option<VaultFileFacts>>,
    busy: RwSignal<bool>,
}

impl Import {
    /// Reads a file and looks whether it is a whole vault file, which needs no key.
    fn choose(self, file: File) {
        if self.busy.get_untracked() {
            return;
        }
        self.faults.clear();
        self.forget();
        self.busy.set(true);
        let chosen = Chosen::from(file);
        leptos::task::spawn_local(async move {
            let read = chosen.read(LIMIT, |_| {}).await.map_err(|fault| fault.sentence());
            let read = read.and_then(|bytes| match import::inspect(&bytes) {
                Ok(_) => Ok(bytes),
                Err(fault) => Err(fault.to_string()),
            });
            self.busy.try_set(false);
            match read {
                Ok(bytes) => {
                    self.bytes.try_set_value(Some(Rc::new(bytes)));
                    self.name.try_set(Some((chosen.name(), chosen.size())));
                }
                Err(sentence) => self.faults.show(Refusal::new("VLT-11", sentence).at(FILE)),
            }
        });
    }

    /// Opens the chosen file with the passphrase.
    fn open(self, typed: RwSignal<String>) {
        self.faults.clear();
        let Some(bytes) = self.bytes.try_get_value().flatten() else {
            return self.faults.show(Refusal::new("VLT-11", "Choose a vault file first.").at(FILE));
        };
        if typed.with_untracked(String::is_empty) {
            return self.faults.show(Refusal::new("VLT-11", "Type the passphrase of the file.").at(PASSPHRASE));
        }
        self.busy.set(true);
        let passphrase = Passphrase::new(typed.get_untracked());
        leptos::task::spawn_local(async move {
            let outcome = VaultFile::open(&bytes, passphrase).await;
            self.busy.try_set(false);
            match outcome {
                Ok(file) => {
                    typed.try_update(Zeroize::zeroize);
                    let facts = file.facts().clone();
                    self.opened.try_set_value(Some(Rc::new(file)));
                    self.facts.try_set(Some(facts));
                }
                Err(refusal) => self.faults.show(refusal),
            }
        });
    }

    /// Back to the choice of a file.
    fn forget(self) {
        self.bytes.set_value(None);
        self.opened.set_value(None);
        self.name.set(None);
        self.facts.set(None);
    }
}

#[component]
fn ImportBody() -> impl IntoView {
    let import = Import {
        session: Session::here(),
        faults: Faults::default(),
        name: RwSignal::new(None),
        bytes: StoredValue::new_local(None),
        opened: StoredValue::new_local(None),
        facts: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    view! {
        <Show when=move || import.facts.with(Option::is_some) fallback=move || view! { <ChooseFile import=import /> }>
            <Opened import=import />
        </Show>
    }
}

/// First: which file, and its passphrase.
#[component]
fn ChooseFile(import: Import) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    on_cleanup(move || {
        typed.try_update(Zeroize::zeroize);
    });
    let take = UnsyncCallback::new(move |(files,): (Vec<File>,)| {
        if let Some(file) = files.into_iter().next() {
            import.choose(file);
        }
    });
    view! {
        <Form on_submit=Callback::new(move |()| import.open(typed)) busy=import.busy label=Some("Import a vault file".to_owned())>
            <RefusalNote refusal=import.faults.beside(&[FILE, PASSPHRASE]) />
            <DropZone
                label=Signal::derive(move || match import.name.get() {
                    Some(_) => "Drop another file here or choose one".to_owned(),
                    None => "Drop a vault file here or choose one".to_owned(),
                })
                hint=Some("A .vault file of at most 64 MiB.".to_owned())
                fault=import.faults.at(FILE)
                accept=".vault"
                on_files=take
            />
            <div class="chosen" role="status">
                {move || {
                    import.name.get().map(|(name, size)| {
                        view! { <StateDot tone=Tone::Good>"A whole vault file"</StateDot> <b>{name}</b> <span class="muted num">{length(size)}</span> }
                    })
                }}
            </div>
            <PasswordField
                label=PASSPHRASE
                value=typed
                hint=Some("The one that held when the file was exported.".to_owned())
                autocomplete="current-password"
                fault=import.faults.at(PASSPHRASE)
            />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=import.busy>
                    {move || if import.busy.get() { "Opening…" } else { "Open the file" }}
                </Button>
                <BackLink session=import.session />
            </FormActions>
        </Form>
    }
}

#[component]
fn BackLink(session: Session) -> impl IntoView {
    let back = if untrack(|| session.phase()) == Phase::Open { Route::DataProtection } else { Route::Home };
    view! { <LinkButton kind=ButtonKind::Quiet href=back.href()>"Back"</LinkButton> }
}

/// Then: what it holds, what it takes the place of, and the typed word.
#[component]
fn Opened(import: Import) -> impl IntoView {
    let session = import.session;
    let nav = Nav::here();
    let asking = RwSignal::new(false);
    let fault = RwSignal::new(None::<String>);
    let follows = RwSignal::new(None::<String>);
    let here = session.peek(|state| {
        let spaces: Vec<&str> = state.spaces.values().map(|space| space.name.as_str()).collect();
        let projects = state.spaces.values().map(|space| space.projects.len()).sum();
        let issues = state
            .spaces
            .values()
            .flat_map(|space| space.projects.values())
            .map(|project| project.issues.by_number.len())
            .sum();
        holdings(&spaces, projects, issues, state.people.len())
    });
    let phase = untrack(|| session.phase());
    let is_kept = matches!(phase, Phase::Open | Phase::Locked);
    let goes = match phase {
        Phase::Open => here,
        Phase::Locked => {
            vec!["The sealed vault in this browser; it is locked, so what it holds is not known here".to_owned()]
        }
        _ => Vec::new(),
    };
    Effect::new(move |_| {
        session.kept();
        leptos::task::spawn_local(async move {
            let mode = session.with_vault(|vault| vault.mode()).await;
            follows.try_set((mode == Some(Mode::Reader)).then(|| {
                "Another tab of this console does the writing. Import there, or close that tab first.".to_owned()
            }));
        });
    });
    let replace = Callback::new(move |()| {
        let Some(file) = import.opened.try_get_value().flatten() else { return };
        if import.busy.get_untracked() {
            return;
        }
        import.busy.set(true);
        fault.set(None);
        leptos::task::spawn_local(async move {
            match session.replace_vault(&file).await {
                // Now it is locked under the file's passphrase: every address shows the unlock page.
                Ok(()) => nav.replace(&Route::Home),
                Err(refusal) => {
                    import.busy.try_set(false);
                    fault.try_set(Some(refusal.message));
                }
            }
        });
    });
    let words = if is_kept { "Replace the vault" } else { "Keep this vault here" };
    view! {
        <Card title="What the file holds">
            <div class="stack">
                <p class="small muted">{move || import.name.get().map(|(name, size)| format!("{name}, {}", length(size)))}</p>
                <ul class="holds">
                    {move || {
                        import.facts.with(|facts| {
                            facts.as_ref().map(|facts| {
                                let spaces: Vec<&str> = facts.spaces.iter().map(String::as_str).collect();
                                holdings(&spaces, facts.projects, facts.issues, facts.people)
                                    .into_iter()
                                    .map(|line| view! { <li>{line}</li> })
                                    .collect_view()
                            })
                        })
                    }}
                </ul>
                {move || {
                    let damage = import.facts.with(|facts| facts.as_ref().map(|facts| facts.damage.clone()).unwrap_or_default());
                    (!damage.is_empty()).then(|| view! {
                        <Note tone=Tone::Warn title=Some("Not all of it could be opened.".to_owned())>
                            <ul class="damage">{damage.into_iter().take(20).map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                        </Note>
                    })
                }}
            </div>
        </Card>
        {if is_kept {
            let goes = goes.clone();
            view! {
                <Note tone=Tone::Warn title=Some("It takes the place of what this browser keeps:".to_owned())>
                    <ul class="goes">{goes.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                </Note>
            }.into_any()
        } else {
            view! { <p class="small muted">"This browser keeps no vault yet, so nothing is replaced. It opens with the file's passphrase."</p> }.into_any()
        }}
        {move || (!asking.get()).then(|| fault.get()).flatten().map(|why| view! { <Note tone=Tone::Bad alert=true>{why}</Note> })}
        <FormActions>
            <Button
                kind=ButtonKind::Primary
                icon=Icon::Import
                busy=import.busy
                disabled_reason=follows
                on_press=Callback::new(move |()| {
                    fault.set(None);
                    if is_kept { asking.set(true) } else { replace.run(()) }
                })
            >
                {words}
            </Button>
            <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| if !import.busy.get_untracked() { import.forget() })>"Choose another file"</Button>
        </FormActions>
        <ConfirmDialog
            open=asking
            title="Replace the vault"
            lead="What this browser keeps goes, and the file takes its place. Afterwards it opens with the file's passphrase. Without an exported file of its own, what goes is lost for good."
            goes=Signal::stored(goes)
            word=Some("replace".to_owned())
            action="Replace"
            fault=fault
            busy=import.busy
            on_confirm=replace
        />
    }
}

/// Bytes as people read them.
fn length(bytes: u64) -> String {
    match bytes {
        0..=9_999 => format!("{bytes} bytes"),
        10_000..=9_999_999 => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!("{} MiB", bytes.div_ceil(1024 * 1024)),
    }
}
