//! Comparing a witness with the log (AUD-3).

use crate::{
    components::{Button, ButtonKind, Dialog, DialogShape, DropZone, Form, Icon, Note, TextArea, Tone},
    domain::{
        Refusal,
        trail::{Compared, Witness},
    },
    formats::cloud_trail,
    pages::form::Faults,
    session::{Session, browser::files::Chosen},
};
use leptos::prelude::*;
use web_sys::File;

const WITNESS: &str = "Witness";
const FILE: &str = "File";
/// The largest file that is read, in bytes: an exported log can be one.
const LIMIT: u64 = 64 << 20;

/// What came of it: of which entry, and what.
type Verdict = Option<(u32, Compared)>;

/// The button, and the dialog.
#[component]
pub(super) fn CompareWitness() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button small=true on_press=Callback::new(move |()| open.set(true))>"Compare a witness"</Button>
        <Dialog open=open title="Compare a witness" shape=DialogShape::Wide>
            <Body />
        </Dialog>
    }
}

#[component]
fn Body() -> impl IntoView {
    let session = Session::here();
    let text = RwSignal::new(String::new());
    let verdict = RwSignal::new(Verdict::None);
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let hold = move |witness: Witness| {
        let compared = session.peek(|state| witness.compare(&state.trail));
        verdict.try_set(Some((witness.number, compared)));
    };
    let submit = Callback::new(move |()| {
        faults.clear();
        verdict.set(None);
        match text.with_untracked(|text| Witness::find(text)) {
            Ok(witness) => hold(witness),
            Err(unread) => faults.show(Refusal::new("AUD-3", unread.to_string()).at(WITNESS)),
        }
    });
    let choose = UnsyncCallback::new(move |(list,): (Vec<File>,)| {
        let Some(file) = list.into_iter().next().filter(|_| !busy.get_untracked()) else { return };
        faults.clear();
        verdict.set(None);
        busy.set(true);
        leptos::task::spawn_local(async move {
            let read = Chosen::from(file).read(LIMIT, |_| {}).await;
            busy.try_set(false);
            let found = read.map_err(|fault| fault.sentence()).and_then(|bytes| in_file(&bytes));
            match found {
                Ok(witness) => hold(witness),
                Err(sentence) => faults.show(Refusal::new("AUD-3", sentence).at(FILE)),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("A witness to compare".to_owned())>
            <TextArea
                label=WITNESS
                value=text
                rows=2
                hint=Some("The 64 letters and digits, pasted or typed. Small letters, blanks and dashes do not matter.".to_owned())
                fault=faults.at(WITNESS)
            />
            <div class="row">
                <Button submit=true kind=ButtonKind::Primary icon=Icon::ShieldCheck busy=busy>"Compare"</Button>
            </div>
        </Form>
        <div role="status" aria-label="What came of it">
            {move || {
                verdict
                    .get()
                    .map(|(number, compared)| {
                        let tone = if compared.is_well() {
                            Tone::Good
                        } else if matches!(compared, Compared::Unknown | Compared::AnotherVault) {
                            Tone::Warn
                        } else {
                            Tone::Bad
                        };
                        view! { <Note tone=tone title=Some(format!("{}.", compared.title()))>{compared.sentence(number)}</Note> }
                    })
            }}
        </div>
        <DropZone
            label="Or drop its file here, or choose one"
            hint=Some("The file of a witness, or an activity log that was exported.".to_owned())
            accept=".txt,.json"
            fault=faults.at(FILE)
            on_files=choose
        />
    }
}

/// The witness in a file, or the sentence that there is none.
fn in_file(bytes: &[u8]) -> Result<Witness, String> {
    const NOT_ONE: &str = "This file holds no witness, and it is no activity log that was exported. Choose the file that Take a witness saved.";
    if let Some(witness) = cloud_trail::witness_in(bytes) {
        return Ok(witness);
    }
    let text = core::str::from_utf8(bytes).map_err(|_| NOT_ONE.to_owned())?;
    Witness::find(text).map_err(|unread| match unread {
        crate::domain::trail::Unread::NotOne => NOT_ONE.to_owned(),
        unread => unread.to_string(),
    })
}
