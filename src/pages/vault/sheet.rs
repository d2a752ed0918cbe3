//! The recovery sheet (VLT-16): shown once, printed or copied, and in force only after its last group was typed back.

use super::locks::Guarded;
use crate::{
    components::{
        button::{Button, ButtonKind},
        dialog::{Dialog, DialogShape},
        flash::Flashes,
        form::Form,
        icon::Icon,
        note::Note,
        text_field::TextField,
        time::day,
        tone::Tone,
    },
    domain::Refusal,
    pages::{
        form::{Faults, RefusalNote},
        present::Others,
    },
    session::{Session, browser::clipboard},
    vault::RecoveryCode,
};
use leptos::prelude::*;
use std::sync::Arc;
use zeroize::{Zeroize, Zeroizing};

const LAST: &str = "Last group of the code";

/// The dialog.
#[component]
pub(super) fn MakeSheet(
    /// Opens it.
    guarded: Guarded,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    view! {
        <Dialog
            open=guarded.open
            title="Recovery sheet"
            shape=DialogShape::Wide
            held=busy
            on_close=Callback::new(move |()| guarded.forget())
        >
            <Drawn guarded=guarded busy=busy />
        </Dialog>
    }
}

/// Draws the code when the dialog opens; with the dialog it goes.
#[component]
fn Drawn(guarded: Guarded, busy: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let drawn = guarded.proof().map(|proof| session.draw_sheet(&proof).map(Arc::new));
    match drawn {
        Some(Ok(code)) => view! { <SheetForm guarded=guarded busy=busy code=code /> }.into_any(),
        Some(Err(refusal)) => view! { <Note tone=Tone::Bad alert=true>{refusal.message}</Note> }.into_any(),
        None => ().into_any(),
    }
}

#[component]
fn SheetForm(guarded: Guarded, busy: RwSignal<bool>, code: Arc<RecoveryCode>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let typed = RwSignal::new(String::new());
    on_cleanup(move || {
        typed.try_update(Zeroize::zeroize);
    });
    let renews = Others::of(session.envelope().as_ref()).sheet;
    let code = StoredValue::new(code);
    let keep = Callback::new(move |()| {
        let Some(proof) = guarded.proof() else { return guarded.close() };
        faults.clear();
        let code = code.get_value();
        if !typed.with_untracked(|typed| code.ends_with(typed)) {
            let said = "That is not the last of the six groups. Type it as it stands on the sheet.";
            return faults.show(Refusal::new("VLT-16", said).at(LAST));
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.keep_sheet(&proof, &code).await;
            // The vault may have locked meanwhile, and the dialog with it.
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    guarded.close();
                    flashes.good(if renews {
                        "Recovery sheet renewed. The former one opens this vault no more: destroy it."
                    } else {
                        "Recovery sheet made. Keep it apart from this computer."
                    });
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    let copy = Callback::new(move |()| {
        let groups = code.with_value(|code| code.groups());
        let text = Zeroizing::new(groups.iter().map(|group| group.as_str()).collect::<Vec<_>>().join("-"));
        leptos::task::spawn_local(async move {
            match clipboard::copy_secret(&text).await {
                Ok(()) => flashes.good("Code copied. It leaves the clipboard after a minute."),
                Err(fault) => flashes.bad(fault.sentence()),
            };
        });
    });
    let print = Callback::new(move |()| {
        let printed = web_sys::window().map(|window| window.print());
        if !matches!(printed, Some(Ok(()))) {
            flashes.bad("The browser did not print. Copy the code by hand.");
        }
    });
    view! {
        <Form on_submit=keep busy=busy label=Some("Make a recovery sheet".to_owned())>
            <p>"It is shown this once. Print it, or write it down, and keep it where you keep papers that matter. It takes effect when you have typed its last group below."</p>
            {renews.then(|| view! { <Note tone=Tone::Warn>"Until then the former sheet opens the vault; afterwards it opens it no more."</Note> })}
            <Sheet code=code.get_value() />
            <div class="row">
                <Button icon=Icon::Print on_press=print>"Print"</Button>
                <Button icon=Icon::Copy on_press=copy>"Copy the code"</Button>
            </div>
            <RefusalNote refusal=faults.beside(&[LAST]) />
            <div class="last-group">
                <TextField
                    label=LAST
                    value=typed
                    hint=Some("Six letters and digits, from the paper.".to_owned())
                    fault=faults.at(LAST)
                    mono=true
                />
            </div>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=busy>
                    {move || match (busy.get(), renews) {
                        (true, _) => "Wrapping the key…",
                        (false, true) => "Renew the sheet",
                        (false, false) => "Keep this sheet",
                    }}
                </Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| if !busy.get_untracked() { guarded.close() })>"Cancel"</Button>
            </div>
        </Form>
    }
}

/// What is printed: this alone.
#[component]
fn Sheet(code: Arc<RecoveryCode>) -> impl IntoView {
    let session = Session::here();
    let vault = session.envelope().map(|envelope| short(&envelope.vault_id)).unwrap_or_default();
    let made = day(js_sys::Date::now());
    let address = window().location();
    let address = format!("{}{}", address.origin().unwrap_or_default(), address.pathname().unwrap_or_default());
    view! {
        <article class="sheet" aria-label="The sheet">
            <header>
                <h3>"Spaceward recovery sheet"</h3>
                <p>"Stands in for the passphrase of one vault"</p>
            </header>
            <ol class="sheet-code" aria-label="Code">
                {code.groups().into_iter().map(|group| view! { <li><code>{group.as_str().to_owned()}</code></li> }).collect_view()}
            </ol>
            <dl>
                <div><dt>"Vault"</dt><dd class="mono">{vault}</dd></div>
                <div><dt>"Made"</dt><dd>{made}</dd></div>
                <div><dt>"Opened at"</dt><dd class="sheet-address">{address}</dd></div>
            </dl>
            <ol class="sheet-steps">
                <li>"Open Spaceward in the browser that keeps the vault, or import an exported vault file."</li>
                <li>"Choose “Use the recovery sheet” and type the code. Small letters, spaces and dashes do not matter; O counts as 0, I and L as 1."</li>
                <li>"Set a new passphrase."</li>
            </ol>
            <p class="sheet-warning">
                "Whoever has this sheet, and that browser or an exported file, reads everything in the vault. Without it, the passphrase or a passkey nobody can open the vault, the makers of Spaceward included. A renewed or removed sheet opens the vault no more, but still the files that were exported before."
            </p>
        </article>
    }
}

/// The beginning of a vault's id, enough to tell one's own vaults apart.
fn short(id: &[u8; 16]) -> String {
    let hex = uuid::Uuid::from_bytes(*id).as_simple().to_string().to_uppercase();
    let (first, rest) = hex.split_at_checked(4).unwrap_or_default();
    format!("{first}-{}", rest.split_at_checked(4).unwrap_or_default().0)
}
