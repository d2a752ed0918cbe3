//! Rotation of the vault key (VLT-4): the dialog that begins it, and how far it is.

use super::stay::{OtherWays, Stays};
use crate::{
    components::{
        button::{Button, ButtonKind},
        dialog::{Dialog, DialogShape},
        flash::Flashes,
        form::{Form, FormActions},
        meter::Progress,
        note::Note,
        table::grouped,
        tone::Tone,
    },
    pages::{
        form::RefusalNote,
        present::{FIELDS, Presenting, SecretField, doing},
    },
    session::{Phase, Rotating, Secret, Session, browser::passkey},
};
use leptos::prelude::*;

/// Why no rotation can be begun now, if one is under way.
pub(super) fn under_way(session: Session) -> Option<String> {
    session.rotation().map(|rotation| {
        match rotation {
            Rotating::Sealing { .. } | Rotating::Stopped { .. } | Rotating::Paused { .. } => {
                "The vault key is being rotated. Wait until that is done."
            }
            Rotating::Settling => {
                "The former key of the last rotation is still kept, for 15 minutes. Wait until it is gone."
            }
        }
        .to_owned()
    })
}

/// How far a rotation is; nothing when none is under way.
#[component]
pub(super) fn RotationState() -> impl IntoView {
    let session = Session::here();
    let going = Memo::new(move |_| match session.rotation() {
        Some(Rotating::Sealing { done, total }) => Some((done, total)),
        _ => None,
    });
    let is_going = Memo::new(move |_| going.get().is_some());
    let said = Memo::new(move |_| session.rotation().filter(|rotation| !matches!(rotation, Rotating::Sealing { .. })));
    let is_there = Memo::new(move |_| session.rotation().is_some());
    view! {
        <Show when=move || is_there.get()>
            <div class="rotation">
                <Show when=move || is_going.get()>
                    <Progress
                        label="Sealing everything with the new key"
                        share=Signal::derive(move || going.get().map(|(done, total)| share(done, total)))
                        words=Signal::derive(move || {
                            going.get().map(|(done, total)| format!("{} of {} items", grouped(done), grouped(total))).unwrap_or_default()
                        })
                    />
                    <div class="row">
                        <Button small=true on_press=Callback::new(move |()| session.pause_rotation())>"Pause"</Button>
                        <p class="small muted">"You can go on working. If the page is closed, it goes on at the next unlock."</p>
                    </div>
                </Show>
                <div role="status">{move || said.get().map(|rotation| view! { <Standing rotation=rotation /> })}</div>
            </div>
        </Show>
    }
}

/// A rotation that does not move.
#[component]
fn Standing(rotation: Rotating) -> impl IntoView {
    let session = Session::here();
    let go_on = move |words: &'static str| {
        view! { <div class="row"><Button small=true on_press=Callback::new(move |()| session.resume_rotation())>{words}</Button></div> }
    };
    match rotation {
        Rotating::Sealing { .. } => ().into_any(),
        Rotating::Paused { done, total } => view! {
            <Note tone=Tone::Info title=Some(format!("The rotation waits at {} of {} items.", grouped(done), grouped(total)))>
                "What is not sealed anew yet opens with the former key. Nothing is lost meanwhile."
                {go_on("Go on")}
            </Note>
        }
        .into_any(),
        Rotating::Stopped { done, total, why } => view! {
            <Note tone=Tone::Warn title=Some(format!("The rotation stands at {} of {} items.", grouped(done), grouped(total)))>
                {why}" It is tried again every minute, and at every unlock; nothing is lost meanwhile."
                {go_on("Try again")}
            </Note>
        }
        .into_any(),
        Rotating::Settling => view! {
            <Note tone=Tone::Good title=Some("Everything is sealed with the new key.".to_owned())>
                "The former key is let go when this browser's disk surely has it all: after 15 minutes with the vault open. Files exported from now on open with the new key alone."
            </Note>
        }
        .into_any(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a vault has far fewer than 2^52 items")]
fn share(done: usize, total: usize) -> f64 {
    done as f64 / total.max(1) as f64
}

/// Says what it does and what it does not, and asks for the passphrase and for the other ways to unlock.
#[component]
pub(super) fn RotateKey(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let session = Session::here();
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        if session.phase() != Phase::Open {
            passkey::cancel();
            open.set(false);
        }
    });
    view! {
        <Dialog open=open title="Rotate vault key" shape=DialogShape::Small held=busy>
            <RotateForm open=open busy=busy />
        </Dialog>
    }
}

#[component]
fn RotateForm(open: RwSignal<bool>, busy: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let presenting = Presenting::empty().busy_with(busy);
    let faults = presenting.faults;
    let stays = Stays::of(session);
    let damaged = RwSignal::new(0_usize);
    leptos::task::spawn_local(async move {
        let count = session.with_vault(|vault| vault.quarantined().len()).await;
        damaged.try_set(count.unwrap_or_default());
    });
    let rotate = Callback::new(move |()| {
        faults.clear();
        let passphrase = match presenting.take() {
            Ok(Secret::Passphrase(passphrase)) => passphrase,
            Ok(_) => return,
            Err(refusal) => return faults.show(refusal),
        };
        if let Err(refusal) = stays.decided() {
            return faults.show(refusal);
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = match stays.prove_sheet(session).await {
                Ok(()) => session.rotate_key(passphrase, || stays.take()).await,
                Err(refusal) => Err(refusal),
            };
            // The vault may have locked meanwhile, and the dialog with it.
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    presenting.clear();
                    open.try_set(false);
                    flashes.good("The vault has a new key. Everything is being sealed with it.");
                }
                Err(refusal) => {
                    presenting.clear_passphrase();
                    faults.show(refusal);
                }
            }
        });
    });
    view! {
        <Form on_submit=rotate busy=busy label=Some("Rotate vault key".to_owned())>
            <p>
                "Makes a new vault key and a new key for every space, and seals everything that this browser keeps with them. Worth doing when somebody may have seen the vault while it was open, or had a copy of the key."
            </p>
            <ul class="limits small">
                <li>"The passphrase stays as it is. Other tabs of this console lock and ask for it."</li>
                <li>"You can go on working meanwhile. If the page is closed, it goes on at the next unlock."</li>
                <li>"It does not reach copies made before: exported files and backups of this browser still open with the key of today. Export the vault anew afterwards."</li>
            </ul>
            <Show when=move || damaged.get() != 0>
                <Note tone=Tone::Warn>
                    {move || match damaged.get() {
                        1 => "1 damaged piece that is kept aside goes with the former key: nothing could open it any more.".to_owned(),
                        count => format!("{} damaged pieces that are kept aside go with the former key: nothing could open them any more.", grouped(count)),
                    }}
                </Note>
            </Show>
            <RefusalNote refusal=faults.beside(FIELDS) />
            <SecretField presenting=presenting autofocus=true />
            <OtherWays stays=stays presenting=presenting />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy disabled_reason=presenting.wait(session)>
                    {move || if busy.get() { doing(session, "Wrapping the new key…") } else { "Rotate vault key" }}
                </Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| if !busy.get_untracked() { open.set(false) })>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}
