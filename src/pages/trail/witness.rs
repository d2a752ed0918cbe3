//! Taking a witness: a short text that says how far the log has come, to be kept apart from this browser (AUD-3).

use crate::{
    components::{Button, ButtonKind, CopyButton, Dialog, Flashes, Icon},
    domain::trail::{Use, Witness},
    session::{
        Session,
        browser::{clock, files},
    },
};
use leptos::prelude::*;

/// The button, and the dialog with the text.
#[component]
pub(super) fn TakeWitness() -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let busy = RwSignal::new(false);
    let taken = RwSignal::new(None::<Witness>);
    let open = RwSignal::new(false);
    let press = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            // The witness covers its own entry, so that taking it stands in the log as well.
            let record = session.note_key_use([Use::witness_taken()]).await;
            let witness = record.and_then(|record| session.peek(|state| Witness::of_record(&state.trail, &record)));
            busy.try_set(false);
            // Without a record the frame has told why.
            if witness.is_some() {
                taken.try_set(witness);
                open.try_set(true);
            }
        });
    });
    let text = Signal::derive(move || taken.get().map(|witness| witness.to_string()).unwrap_or_default());
    let save = Callback::new(move |()| {
        let Some(witness) = taken.get_untracked() else { return };
        let name = format!("spaceward-witness-{}.txt", witness.number);
        match files::offer(&name, "text/plain", file(&witness).as_bytes()) {
            Ok(()) => {
                flashes.good(format!("Saved as {name}. Keep it apart from this computer."));
                open.set(false);
            }
            Err(fault) => {
                flashes.bad(fault.sentence());
            }
        }
    });
    view! {
        <Button small=true icon=Icon::ShieldCheck busy=busy on_press=press>"Take a witness"</Button>
        <Dialog
            open=open
            title=Signal::derive(move || taken.get().map(|witness| format!("Witness of entry {}", witness.number)).unwrap_or_default())
            footer=ViewFn::from(move || {
                view! {
                    <CopyButton text=text what="witness" words=true />
                    <Button kind=ButtonKind::Primary icon=Icon::Export on_press=save>"Save as a file"</Button>
                }
            })
        >
            <p>
                "It says how far the log has come, and nothing of what is in it. Keep it apart from this computer: on paper, or where you keep other things. Should what this browser keeps ever be put back to an earlier copy, comparing shows it."
            </p>
            <p class="witness" role="group" aria-label="Witness">
                {move || text.get().split('-').map(|group| view! { <code>{group.to_owned()}</code> " " }).collect_view()}
            </p>
        </Dialog>
    }
}

/// The file: the text, and what it is for.
fn file(witness: &Witness) -> String {
    let day = clock::now().to_rfc3339();
    format!(
        "Spaceward witness\r\n\r\n{witness}\r\n\r\nTaken {day}, with entry {} of the activity log of vault {}.\r\n\
         To use it: open the vault, go to Activity log, press Compare a witness, and choose this file.\r\n",
        witness.number, witness.vault
    )
}
