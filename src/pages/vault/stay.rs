//! Which of the other ways to unlock outlive a rotation: each is shown now, so that the new key can be wrapped for it, or
//! let go (VLT-4, VLT-13, VLT-16).

use super::locks::name_of;
use crate::{
    components::{
        badge::Badge,
        button::{Button, ButtonKind},
        icon::Icon,
        text_field::TextField,
        tone::Tone,
    },
    domain::Refusal,
    pages::present::Presenting,
    session::{CODE, Proof, Secret, Session, Unlocking, browser::passkey},
    vault::{Lock, LockKind, PasskeyPublic, RecoveryCode},
};
use leptos::prelude::*;
use std::sync::Arc;
use zeroize::Zeroize;

/// What becomes of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Undecided,
    Stays,
    Goes,
}

/// A way to unlock beside the passphrase.
#[derive(Clone)]
struct Way {
    lock: Arc<Lock>,
    name: String,
    /// Why it cannot stay.
    cannot: Option<&'static str>,
    fate: RwSignal<Fate>,
}

/// What was decided of all of them, and what was shown. Goes with the component that made it.
#[derive(Clone, Copy)]
pub(super) struct Stays {
    ways: StoredValue<Vec<Way>>,
    proofs: StoredValue<Vec<Proof>>,
    code: RwSignal<String>,
}

impl Stays {
    /// All of this vault, undecided.
    pub fn of(session: Session) -> Self {
        let locks = session.envelope().map(|envelope| envelope.locks).unwrap_or_default();
        let others = locks.into_iter().filter(|lock| lock.kind != LockKind::Passphrase);
        let way = |lock: Lock| {
            let name = session.peek(|state| name_of(&lock, &state.settings.ways));
            let known = lock.kind != LockKind::Passkey || PasskeyPublic::from_bytes(&lock.public).is_some();
            let cannot = (!known).then_some("A newer console made this one. Only that console can keep it.");
            Way { lock: Arc::new(lock), name, cannot, fate: RwSignal::new(Fate::Undecided) }
        };
        let stays = Self {
            ways: StoredValue::new(others.map(way).collect()),
            proofs: StoredValue::new(Vec::new()),
            code: RwSignal::new(String::new()),
        };
        on_cleanup(move || {
            stays.code.try_update(Zeroize::zeroize);
        });
        stays
    }

    /// Refuses while one is undecided.
    pub fn decided(self) -> Result<(), Refusal> {
        let open = self.ways.with_value(|ways| {
            ways.iter().find(|way| way.fate.get_untracked() == Fate::Undecided).map(|way| way.name.clone())
        });
        open.map_or(Ok(()), |name| {
            let said = format!("Say of each other way to unlock whether it stays: {name} is still open.");
            Err(Refusal::new("VLT-4", said))
        })
    }

    /// Tries the code of a sheet that is to stay.
    pub async fn prove_sheet(self, session: Session) -> Result<(), Refusal> {
        let is_staying = |way: &&Way| way.lock.kind == LockKind::Recovery && way.fate.get_untracked() == Fate::Stays;
        let sheet = self.ways.with_value(|ways| ways.iter().find(is_staying).map(|way| Arc::clone(&way.lock)));
        let Some(lock) = sheet else { return Ok(()) };
        let code = self
            .code
            .with_untracked(|typed| RecoveryCode::read(typed))
            .map_err(|fault| Refusal::new("VLT-16", fault.to_string()).at(CODE))?;
        let proof = session.prove_one(&lock, Secret::Sheet(code)).await?;
        self.hold(proof);
        Ok(())
    }

    /// The proofs of all that stay. They can be used once: what stays is undecided again.
    pub fn take(self) -> Vec<Proof> {
        let proofs = self.proofs.try_update_value(std::mem::take).unwrap_or_default();
        self.ways.try_with_value(|ways| {
            for way in ways.iter().filter(|way| way.lock.kind == LockKind::Passkey) {
                let _ = way.fate.try_update(|fate| {
                    if *fate == Fate::Stays {
                        *fate = Fate::Undecided;
                    }
                });
            }
        });
        proofs
    }

    fn hold(self, proof: Proof) {
        self.proofs.try_update_value(|proofs| {
            proofs.retain(|held| !held.is_for_same_lock(&proof));
            proofs.push(proof);
        });
    }

    fn let_go(self, way: &Way) {
        self.proofs.try_update_value(|proofs| proofs.retain(|proof| !proof.is_for(&way.lock)));
        let _ = way.fate.try_set(Fate::Goes);
    }
}

/// The list; nothing where the passphrase is the only way.
#[component]
pub(super) fn OtherWays(
    /// What is decided.
    stays: Stays,
    /// The form's busy state and its faults.
    presenting: Presenting,
) -> impl IntoView {
    let ways = stays.ways.get_value();
    (!ways.is_empty()).then(|| {
        view! {
            <fieldset class="stay">
                <legend>"Other ways to unlock"</legend>
                <p class="small muted">"The new key is wrapped for each that stays, so it has to be shown now. What you let go opens this vault no more; it can be added again later."</p>
                <ul>{ways.into_iter().map(|way| view! { <OneWay stays=stays presenting=presenting way=way /> }).collect_view()}</ul>
            </fieldset>
        }
    })
}

#[component]
fn OneWay(stays: Stays, presenting: Presenting, way: Way) -> impl IntoView {
    let session = Session::here();
    let fate = way.fate;
    let is_sheet = way.lock.kind == LockKind::Recovery;
    let asking = RwSignal::new(false);
    let waits = move || asking.get() && session.unlocking() == Some(Unlocking::Asking);
    let lock = Arc::clone(&way.lock);
    let keep = Callback::new(move |()| {
        if is_sheet {
            return fate.set(Fate::Stays);
        }
        presenting.faults.clear();
        presenting.busy.set(true);
        asking.set(true);
        let lock = Arc::clone(&lock);
        leptos::task::spawn_local(async move {
            let outcome = session.prove_one(&lock, Secret::Passkey).await;
            presenting.busy.try_set(false);
            asking.try_set(false);
            match outcome {
                Ok(proof) => {
                    stays.hold(proof);
                    let _ = fate.try_set(Fate::Stays);
                }
                Err(refusal) => presenting.faults.show(refusal),
            }
        });
    });
    let gone = way.clone();
    let let_go = Callback::new(move |()| stays.let_go(&gone));
    let cannot = Signal::stored(way.cannot.map(str::to_owned));
    let of_it = StoredValue::new(format!(" {}", way.name));
    view! {
        <li>
            <b>{way.name}</b>
            <span role="status">
                {move || match fate.get() {
                    Fate::Undecided => ().into_any(),
                    Fate::Stays => view! { <Badge tone=Tone::Good>"Stays"</Badge> }.into_any(),
                    Fate::Goes => view! { <Badge tone=Tone::Warn>"Goes"</Badge> }.into_any(),
                }}
            </span>
            <span class="way-acts">
                <Show when=move || fate.get() != Fate::Stays>
                    <Button small=true icon=Icon::Key busy=presenting.busy disabled_reason=cannot on_press=keep>
                        {move || if waits() { "Waiting for the passkey…" } else { "Keep" }}
                        <span class="visually-hidden">{of_it.get_value()}</span>
                    </Button>
                </Show>
                <Show when=waits>
                    <Button small=true kind=ButtonKind::Quiet on_press=Callback::new(|()| passkey::cancel())>"Cancel the passkey"</Button>
                </Show>
                <Show when=move || fate.get() != Fate::Goes && !waits()>
                    <Button small=true busy=presenting.busy on_press=let_go>
                        "Let go"
                        <span class="visually-hidden">{of_it.get_value()}</span>
                    </Button>
                </Show>
            </span>
            <Show when=move || is_sheet && fate.get() == Fate::Stays>
                <TextField
                    label=CODE
                    value=stays.code
                    hint=Some("Six groups of six. Small letters, spaces and dashes do not matter.".to_owned())
                    fault=presenting.faults.at(CODE)
                    mono=true
                    autofocus=true
                />
            </Show>
        </li>
    }
}
