//! Ways to unlock: the passphrase, passkeys (VLT-13) and the recovery sheet (VLT-16).

use super::{Kept, add_passkey::AddPasskey, sheet::MakeSheet};
use crate::{
    components::{
        button::{Button, ButtonKind},
        card::Card,
        flash::Flashes,
        icon::Icon,
        table::{Column, DataTable, Width},
        time::RelativeTime,
    },
    domain::{
        Timestamp,
        settings::{Way, WayKind},
    },
    pages::again::Again,
    session::{Proof, Session},
    vault::{Envelope, Lock, LockKind, PasskeyPublic},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The card, with its dialogs.
#[component]
pub(super) fn LocksCard(
    /// What the vault says.
    kept: RwSignal<Option<Kept>>,
    /// Opens the dialog for another passphrase.
    changing: RwSignal<bool>,
    /// Why this tab may not.
    follows: Signal<Option<String>>,
) -> impl IntoView {
    let session = Session::here();
    let again = Again::of_page();
    let rows = Memo::new(move |_| {
        kept.track();
        session.kept();
        let envelope = session.envelope();
        session.with(|state| envelope.as_ref().map(|envelope| rows(envelope, &state.settings.ways)).unwrap_or_default())
    });
    let adding = Guarded::new();
    let making = Guarded::new();
    let why_not = Signal::derive(move || {
        rows.track();
        follows.get().or_else(|| session.why_no_passkey())
    });
    let add = Callback::new(move |()| {
        again.ask("A passkey opens everything in this vault, as the passphrase does.", "Go on", move |proof| {
            adding.open(proof);
        });
    });
    let acts = Acts { session, again, follows, changing, making, flashes: Flashes::of_page() };
    let columns = vec![
        Column::new("way", "Way to unlock", |row: Row| {
            view! {
                <span class="way"><b>{row.name}</b><span class="muted small">{row.note}</span></span>
            }
        })
        .width(Width::Share(4)),
        Column::new("made", "Made", |row: Row| match row.made {
            Some(at) => view! { <RelativeTime at=at /> }.into_any(),
            None => view! { <span class="muted">{row.undated()}</span> }.into_any(),
        })
        .width(Width::Small),
        Column::new("change", "Change", move |row: Row| acts.buttons(row)).width(Width::Share(3)).at_end(),
    ];
    view! {
        <Card
            title="Ways to unlock"
            actions=move || view! {
                <Button small=true icon=Icon::Plus disabled_reason=why_not on_press=add>"Add a passkey"</Button>
            }
            flush=true
        >
            <DataTable
                label="Ways to unlock"
                rows=rows
                key=|row: &Row| row.key()
                columns=columns
                hide_head=true
                bare=true
            />
            <p class="card-foot small muted">
                "Each of these opens all of the vault by itself. Without any of them nothing in it can be opened, by us or by anybody: only the recovery sheet or a passkey makes a forgotten passphrase good."
            </p>
        </Card>
        <AddPasskey guarded=adding />
        <MakeSheet guarded=making />
    }
}

/// A dialog that opens with a proof only, and lets go of it when it closes.
#[derive(Clone, Copy)]
pub(super) struct Guarded {
    /// Whether it is open.
    pub open: RwSignal<bool>,
    proof: RwSignal<Option<Arc<Proof>>>,
}

impl Guarded {
    fn new() -> Self {
        Self { open: RwSignal::new(false), proof: RwSignal::new(None) }
    }

    fn open(self, proof: Proof) {
        // The page may have gone while the question was open.
        self.proof.try_set(Some(Arc::new(proof)));
        self.open.try_set(true);
    }

    /// The proof, while the dialog is open.
    pub fn proof(self) -> Option<Arc<Proof>> {
        self.proof.try_get_untracked().flatten()
    }

    /// Closes it.
    pub fn close(self) {
        self.open.try_set(false);
    }

    /// To be called when it closed, however it closed.
    pub fn forget(self) {
        self.proof.try_set(None);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowWay {
    Passphrase,
    Passkey(u64),
    Sheet(u64),
    NoSheet,
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    way: RowWay,
    name: String,
    note: String,
    /// Milliseconds since 1970 in UTC; nothing where it is not known.
    made: Option<f64>,
}

impl Row {
    /// In the place of a date.
    fn undated(&self) -> &'static str {
        match self.way {
            RowWay::Passphrase => "Always there",
            RowWay::NoSheet => "None yet",
            RowWay::Passkey(_) | RowWay::Sheet(_) => "Not known",
        }
    }

    fn key(&self) -> String {
        match self.way {
            RowWay::Passphrase => "passphrase".to_owned(),
            RowWay::Passkey(id) => format!("passkey-{id}"),
            RowWay::Sheet(_) | RowWay::NoSheet => "sheet".to_owned(),
        }
    }
}

/// What the settings know of a lock.
fn noted<'a>(lock: &Lock, ways: &'a [Way]) -> Option<&'a Way> {
    let kind = match lock.kind {
        LockKind::Passphrase => return None,
        LockKind::Passkey => WayKind::Passkey,
        LockKind::Recovery => WayKind::Sheet,
    };
    ways.iter().find(|way| way.is(kind, lock.id))
}

/// What a person calls a way to unlock.
pub(super) fn name_of(lock: &Lock, ways: &[Way]) -> String {
    match lock.kind {
        LockKind::Passphrase => "Passphrase".to_owned(),
        LockKind::Recovery => "Recovery sheet".to_owned(),
        LockKind::Passkey => {
            noted(lock, ways).map_or_else(|| "Passkey without a name".to_owned(), |way| way.name.clone())
        }
    }
}

/// The passphrase, the passkeys as they came, the sheet or that there is none.
fn rows(envelope: &Envelope, ways: &[Way]) -> Vec<Row> {
    let row = |lock: &Lock| match lock.kind {
        LockKind::Passphrase => Row {
            way: RowWay::Passphrase,
            name: name_of(lock, ways),
            note: "It can be changed, not removed".to_owned(),
            made: None,
        },
        LockKind::Passkey => {
            let mark = PasskeyPublic::from_bytes(&lock.public).map(|public| public.mark());
            Row {
                way: RowWay::Passkey(lock.id),
                name: name_of(lock, ways),
                note: match mark {
                    Some(mark) => format!("Passkey; Spaceward {mark} in the list of its device"),
                    None => "Passkey, made by a newer console".to_owned(),
                },
                made: noted(lock, ways).map(|way| milliseconds(way.made)),
            }
        }
        LockKind::Recovery => Row {
            way: RowWay::Sheet(lock.id),
            name: name_of(lock, ways),
            note: "A printed code that stands in for the passphrase".to_owned(),
            made: noted(lock, ways).map(|way| milliseconds(way.made)),
        },
    };
    let (sheets, mut rows): (Vec<Row>, Vec<Row>) =
        envelope.locks.iter().map(row).partition(|row| matches!(row.way, RowWay::Sheet(_)));
    if sheets.is_empty() {
        rows.push(Row {
            way: RowWay::NoSheet,
            name: "Recovery sheet".to_owned(),
            note: "A printed code that stands in for the passphrase when that is forgotten".to_owned(),
            made: None,
        });
    }
    rows.extend(sheets);
    rows
}

#[allow(clippy::cast_precision_loss, reason = "moments lie far below 2^53 ms")]
fn milliseconds(at: Timestamp) -> f64 {
    at.0 as f64
}

/// What can be done with a row.
#[derive(Clone, Copy)]
struct Acts {
    session: Session,
    again: Again,
    follows: Signal<Option<String>>,
    changing: RwSignal<bool>,
    making: Guarded,
    flashes: Flashes,
}

impl Acts {
    fn buttons(self, row: Row) -> AnyView {
        let Self { follows, changing, .. } = self;
        match row.way {
            RowWay::Passphrase => view! {
                <Button small=true icon=Icon::Key disabled_reason=follows on_press=Callback::new(move |()| changing.set(true))>
                    "Change passphrase"
                </Button>
            }
            .into_any(),
            RowWay::Passkey(id) => {
                let name = row.name.clone();
                let remove = Callback::new(move |()| {
                    self.remove(
                        WayKind::Passkey,
                        id,
                        format!("The passkey {name} opens this vault no more. In its device it stays until you delete it there. Files exported before still open with it."),
                        "Passkey removed.",
                    );
                });
                view! {
                    <Button small=true kind=ButtonKind::Danger disabled_reason=follows on_press=remove>
                        "Remove"<span class="visually-hidden">" "{row.name}</span>
                    </Button>
                }
                .into_any()
            }
            RowWay::Sheet(id) => {
                let remove = Callback::new(move |()| {
                    self.remove(
                        WayKind::Sheet,
                        id,
                        "The printed code opens this vault no more. Destroy the sheet as well: files exported before still open with it.".to_owned(),
                        "Recovery sheet removed. Destroy what was printed.",
                    );
                });
                let renew = Callback::new(move |()| {
                    self.make("A new recovery sheet takes the place of the former one, whose code then opens this vault no more.");
                });
                view! {
                    <span class="way-acts">
                        <Button small=true disabled_reason=follows on_press=renew>"Renew"</Button>
                        <Button small=true kind=ButtonKind::Danger disabled_reason=follows on_press=remove>
                            "Remove"<span class="visually-hidden">" the recovery sheet"</span>
                        </Button>
                    </span>
                }
                .into_any()
            }
            RowWay::NoSheet => {
                let make = Callback::new(move |()| {
                    self.make("Whoever has the recovery sheet opens everything in this vault, as the passphrase does.");
                });
                view! { <Button small=true disabled_reason=follows on_press=make>"Make a recovery sheet"</Button> }.into_any()
            }
        }
    }

    fn make(self, why: &'static str) {
        let making = self.making;
        self.again.ask(why, "Go on", move |proof| making.open(proof));
    }

    fn remove(self, kind: WayKind, id: u64, why: String, done: &'static str) {
        let Self { session, flashes, .. } = self;
        self.again.ask(why, "Remove", move |proof| {
            leptos::task::spawn_local(async move {
                match session.remove_way(&proof, kind, id).await {
                    Ok(()) => flashes.good(done),
                    Err(refusal) => flashes.bad(refusal.message),
                };
            });
        });
    }
}
