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
        tone::Tone,
    },
    domain::Refusal,
    pages::{
        form::RefusalNote,
        present::{Means, Others, PASSPHRASE, PasskeyButton, Presenting, SecretField, doing},
        vault::holdings,
    },
    routes::Route,
    session::{CODE, Nav, Phase, Secret, Session, VaultFile, VaultFileFacts, browser::files::Chosen},
    vault::{Mode, import},
};
use leptos::prelude::*;
use std::rc::Rc;
use web_sys::File;

const FILE: &str = "File";
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
    presenting: Presenting,
    /// What opens the chosen file beside its passphrase.
    others: RwSignal<Others>,
    /// Name and length of the chosen file.
    name: RwSignal<Option<(String, u64)>>,
    bytes: StoredValue<Option<Rc<Vec<u8>>>, LocalStorage>,
    opened: StoredValue<Option<Rc<VaultFile>>, LocalStorage>,
    facts: RwSignal<Option<VaultFileFacts>>,
}

impl Import {
    /// Reads a file and looks whether it is a whole vault file, which needs no key.
    fn choose(self, file: File) {
        let Presenting { busy, faults, .. } = self.presenting;
        if busy.get_untracked() {
            return;
        }
        faults.clear();
        self.forget();
        busy.set(true);
        let chosen = Chosen::from(file);
        leptos::task::spawn_local(async move {
            let read = chosen.read(LIMIT, |_| {}).await.map_err(|fault| fault.sentence());
            let read = read.and_then(|bytes| match import::inspect(&bytes) {
                Ok(facts) => Ok((bytes, Others::of(Some(&facts.envelope)))),
                Err(fault) => Err(fault.to_string()),
            });
            busy.try_set(false);
            match read {
                Ok((bytes, others)) => {
                    self.bytes.try_set_value(Some(Rc::new(bytes)));
                    self.others.try_set(others);
                    self.name.try_set(Some((chosen.name(), chosen.size())));
                }
                Err(sentence) => faults.show(Refusal::new("VLT-11", sentence).at(FILE)),
            }
        });
    }

    /// Opens the chosen file with what was typed.
    fn submit(self) {
        match self.presenting.take() {
            Ok(secret) => self.open(secret),
            Err(refusal) => self.presenting.faults.show(refusal),
        }
    }

    /// Opens the chosen file.
    fn open(self, secret: Secret) {
        let Presenting { busy, faults, .. } = self.presenting;
        faults.clear();
        let Some(bytes) = self.bytes.try_get_value().flatten() else {
            return faults.show(Refusal::new("VLT-11", "Choose a vault file first.").at(FILE));
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = VaultFile::open(self.session, &bytes, secret).await;
            busy.try_set(false);
            match outcome {
                Ok(file) => {
                    self.presenting.clear();
                    let facts = file.facts().clone();
                    self.opened.try_set_value(Some(Rc::new(file)));
                    self.facts.try_set(Some(facts));
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    }

    /// Back to the choice of a file.
    fn forget(self) {
        self.bytes.set_value(None);
        self.opened.set_value(None);
        self.name.set(None);
        self.facts.set(None);
        self.others.set(Others::default());
        self.presenting.means.set(Means::Passphrase);
    }
}

#[component]
fn ImportBody() -> impl IntoView {
    let import = Import {
        session: Session::here(),
        presenting: Presenting::empty(),
        others: RwSignal::new(Others::default()),
        name: RwSignal::new(None),
        bytes: StoredValue::new_local(None),
        opened: StoredValue::new_local(None),
        facts: RwSignal::new(None),
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
    let presenting = import.presenting;
    let Presenting { means, busy, faults, .. } = presenting;
    let take = UnsyncCallback::new(move |(files,): (Vec<File>,)| {
        if let Some(file) = files.into_iter().next() {
            import.choose(file);
        }
    });
    view! {
        <Form on_submit=Callback::new(move |()| import.submit()) busy=busy label=Some("Import a vault file".to_owned())>
            <RefusalNote refusal=faults.beside(&[FILE, PASSPHRASE, CODE]) />
            <DropZone
                label=Signal::derive(move || match import.name.get() {
                    Some(_) => "Drop another file here or choose one".to_owned(),
                    None => "Drop a vault file here or choose one".to_owned(),
                })
                hint=Some("A .vault file of at most 64 MiB.".to_owned())
                fault=faults.at(FILE)
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
            <SecretField
                presenting=presenting
                hint=Some("The one that held when the file was exported. Like every passphrase of a vault it cannot be recovered.".to_owned())
            />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy disabled_reason=presenting.wait(import.session)>
                    {move || if busy.get() { doing(import.session, "Opening…") } else { "Open the file" }}
                </Button>
                <Show when=move || import.others.get().passkey>
                    <PasskeyButton presenting=presenting on_press=Callback::new(move |()| import.open(Secret::Passkey)) />
                </Show>
                <Show when=move || import.others.get().sheet>
                    <Button on_press=Callback::new(move |()| if !busy.get_untracked() {
                        faults.clear();
                        means.update(|means| *means = if *means == Means::Sheet { Means::Passphrase } else { Means::Sheet });
                    })>
                        {move || if means.get() == Means::Sheet { "Use the passphrase" } else { "Use the recovery sheet" }}
                    </Button>
                </Show>
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
        if import.presenting.busy.get_untracked() {
            return;
        }
        import.presenting.busy.set(true);
        fault.set(None);
        leptos::task::spawn_local(async move {
            match session.replace_vault(&file).await {
                // Now it is locked under the file's passphrase: every address shows the unlock page.
                Ok(()) => nav.replace(&Route::Home),
                Err(refusal) => {
                    import.presenting.busy.try_set(false);
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
            view! { <p class="small muted">"This browser keeps no vault yet, so nothing is replaced. It opens with the passphrase of the file."</p> }.into_any()
        }}
        {move || (!asking.get()).then(|| fault.get()).flatten().map(|why| view! { <Note tone=Tone::Bad alert=true>{why}</Note> })}
        <FormActions>
            <Button
                kind=ButtonKind::Primary
                icon=Icon::Import
                busy=import.presenting.busy
                disabled_reason=follows
                on_press=Callback::new(move |()| {
                    fault.set(None);
                    if is_kept { asking.set(true) } else { replace.run(()) }
                })
            >
                {words}
            </Button>
            <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| if !import.presenting.busy.get_untracked() { import.forget() })>"Choose another file"</Button>
        </FormActions>
        <ConfirmDialog
            open=asking
            title="Replace the vault"
            lead="What this browser keeps goes, and the file takes its place. Afterwards it opens with the file's passphrase. Without an exported file of its own, what goes is lost for good."
            goes=Signal::stored(goes)
            word=Some("replace".to_owned())
            action="Replace"
            fault=fault
            busy=import.presenting.busy
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
