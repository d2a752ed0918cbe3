//! Keeps what is typed into a form through a lock, a reload and a crash, and offers it again (VLT-14).
//!
//! Never for a secret: a passphrase, a password, a code or a token has no place in a draft.

use crate::{
    components::{
        button::{Button, ButtonKind},
        flash::Flashes,
        icon::{Icon, IconView},
        time,
    },
    domain::{
        Timestamp,
        draft::{DraftKey, fingerprint},
    },
    session::{Keeping, Session},
};
use leptos::prelude::*;
use std::sync::Arc;

type Read = Arc<dyn Fn() -> String + Send + Sync>;
type Write = Arc<dyn Fn(&str) + Send + Sync>;

/// One field of a form: its name in the draft, how it is read and written.
#[derive(Clone)]
pub struct DraftField {
    name: &'static str,
    read: Read,
    write: Write,
    /// Typed, and not chosen: a draft of it notices when somebody else changed the text.
    typed: bool,
}

/// Between the entries of a list in a draft; nobody types it.
const BETWEEN: char = '\u{1f}';

impl DraftField {
    /// A field for text.
    pub fn text(name: &'static str, signal: RwSignal<String>) -> Self {
        Self {
            name,
            read: Arc::new(move || signal.get()),
            write: Arc::new(move |text| {
                // The form may be going.
                let _ = signal.try_set(text.to_owned());
            }),
            typed: true,
        }
    }

    /// A choice, by its value.
    pub fn choice(name: &'static str, signal: RwSignal<String>) -> Self {
        Self { typed: false, ..Self::text(name, signal) }
    }

    /// A field for several entries, each written as a text.
    pub fn list<T: Send + Sync + 'static>(
        name: &'static str,
        signal: RwSignal<Vec<T>>,
        write: fn(&T) -> String,
        read: fn(&str) -> Option<T>,
    ) -> Self {
        Self {
            name,
            read: Arc::new(move || {
                signal.with(|all| all.iter().map(write).collect::<Vec<_>>().join(BETWEEN.encode_utf8(&mut [0; 4])))
            }),
            write: Arc::new(move |text| {
                let _ =
                    signal.try_set(text.split(BETWEEN).filter(|entry| !entry.is_empty()).filter_map(read).collect());
            }),
            typed: false,
        }
    }
}

/// What was found when the form appeared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Restored {
    at: Timestamp,
    /// What the form stands for was changed since the draft was begun.
    changed: bool,
}

/// The draft of a form that is shown. `Copy`.
#[derive(Clone, Copy)]
pub struct FormDraft {
    session: Session,
    key: Signal<DraftKey>,
    fields: StoredValue<Arc<[DraftField]>>,
    /// What the form held before anything was typed.
    start: StoredValue<Vec<String>>,
    restored: RwSignal<Option<Restored>>,
}

/// Restores what was typed into this form before, and keeps what is typed from now on.
///
/// The fields must hold what the form begins with. Draw a [`DraftLine`] beside the form's buttons; call
/// [`FormDraft::sending`] when the form is sent.
pub fn use_draft(key: impl Into<Signal<DraftKey>>, fields: Vec<DraftField>) -> FormDraft {
    let draft = FormDraft {
        session: Session::here(),
        key: key.into(),
        fields: StoredValue::new(fields.into()),
        start: StoredValue::new(Vec::new()),
        restored: RwSignal::new(None),
    };
    draft.begin_anew();
    draft.restore();
    Effect::new(move |before: Option<(DraftKey, Vec<String>)>| {
        let (key, values) = (draft.key.get(), draft.values());
        match before {
            // The same form, of something else: what was typed belongs to the former.
            Some((former, _)) if former != key => {
                draft.write(&draft.start.get_value());
                draft.restore();
                return (key, untrack(|| draft.values()));
            }
            Some((_, last)) if last != values => draft.take(key, &values),
            _ => {}
        }
        (key, values)
    });
    let session = draft.session;
    on_cleanup(move || session.put_drafts_away());
    draft
}

impl FormDraft {
    /// To be called when the form is sent; see [`Sending::done`].
    pub fn sending(self) -> Sending {
        Sending { session: self.session, key: self.key.get_untracked() }
    }

    /// The form begins anew with what it holds now.
    pub fn begin_anew(self) {
        let values = self.fields.try_get_value().map(|_| untrack(|| self.values())).unwrap_or_default();
        let _ = self.start.try_set_value(values);
        let _ = self.restored.try_set(None);
    }

    /// Whether something was typed that leaving would lose, since it cannot be kept.
    pub fn at_risk(self) -> Signal<bool> {
        Signal::derive(move || matches!(self.session.keeping(self.key.get()), Some(Keeping::Unkept(_))))
    }

    /// The person gives up what was typed: it goes, and can be taken back for a moment. `reopen` shows the form again.
    pub fn give_up(self, reopen: RwSignal<bool>) {
        let (session, key) = (self.session, self.key.get_untracked());
        let Some(lost) = session.draft(key) else { return };
        session.drop_draft(key);
        Flashes::of_page().info("What you typed was discarded.").with_action("Undo", move || {
            session.hold_draft(key, lost.base, lost.fields.clone());
            let _ = reopen.try_set(true);
        });
    }

    /// Back to what the form began with.
    fn discard(self) {
        self.session.drop_draft(self.key.get_untracked());
        self.write(&self.start.get_value());
        self.restored.set(None);
    }

    fn restore(self) {
        let found = self.session.draft(self.key.get_untracked());
        let restored = found.map(|found| {
            for field in self.fields.get_value().iter() {
                if let Some(text) = found.field(field.name) {
                    (field.write)(text);
                }
            }
            Restored { at: found.at, changed: found.base != self.base() }
        });
        self.restored.set(restored);
    }

    /// Something was typed.
    fn take(self, key: DraftKey, values: &[String]) {
        if self.start.with_value(|start| start == values) {
            self.session.drop_draft(key);
            self.restored.set(None);
            return;
        }
        let names = self.fields.get_value();
        let fields = names.iter().zip(values).map(|(field, text)| (field.name.to_owned(), text.clone())).collect();
        self.session.hold_draft(key, self.base(), fields);
    }

    fn base(self) -> u64 {
        let fields = self.fields.get_value();
        self.start.with_value(|start| {
            let typed = fields.iter().zip(start).filter(|(field, _)| field.typed);
            fingerprint(typed.map(|(_, text)| text.as_str()))
        })
    }

    fn values(self) -> Vec<String> {
        self.fields.with_value(|fields| fields.iter().map(|field| (field.read)()).collect())
    }

    fn write(self, values: &[String]) {
        for (field, text) in self.fields.get_value().iter().zip(values) {
            (field.write)(text);
        }
    }
}

/// A form that is being sent. It outlives the form.
#[derive(Clone, Copy)]
pub struct Sending {
    session: Session,
    key: DraftKey,
}

impl Sending {
    /// It was taken: there is no draft any more.
    pub fn done(self) {
        self.session.drop_draft(self.key);
    }
}

/// What the line says.
#[derive(Clone, PartialEq, Eq)]
enum Says {
    Nothing,
    Waiting,
    Kept,
    Restored(Restored),
    Unkept(String),
}

/// One quiet line beside a form's buttons: that a draft was found, with Discard; that what is typed is kept; or that it is
/// not.
#[component]
pub fn DraftLine(
    /// The form's draft.
    draft: FormDraft,
) -> impl IntoView {
    let says = Memo::new(move |_| match (draft.session.keeping(draft.key.get()), draft.restored.get()) {
        (Some(Keeping::Unkept(why)), _) => Says::Unkept(why),
        (Some(_), Some(restored)) => Says::Restored(restored),
        (Some(Keeping::Kept), None) => Says::Kept,
        (Some(Keeping::Waiting), None) => Says::Waiting,
        (None, _) => Says::Nothing,
    });
    let keeping = move || match draft.session.keeping(draft.key.get()) {
        Some(Keeping::Kept) => Some("kept"),
        Some(Keeping::Waiting) => Some("waiting"),
        Some(Keeping::Unkept(_)) => Some("unkept"),
        None => None,
    };
    view! {
        <div class="draft-line" data-draft=keeping>
            {move || match says.get() {
                Says::Nothing => ().into_any(),
                // Seen, not spoken: it comes and goes while one types.
                Says::Waiting => view! { <span class="muted">"Keeping the draft…"</span> }.into_any(),
                Says::Kept => view! { <span class="muted">"Draft kept"</span> }.into_any(),
                Says::Restored(Restored { at, changed }) => {
                    let at = time::hour(milliseconds(at));
                    view! {
                        <span role="status">
                            {format!("Your draft from {at} was kept.")}
                            {changed.then_some(" What it was begun with has changed since: saving puts the draft in its place.")}
                        </span>
                        <Button kind=ButtonKind::Quiet small=true on_press=move || draft.discard()>"Discard"</Button>
                    }
                        .into_any()
                }
                Says::Unkept(why) => view! {
                    <span role="alert" data-tone="warn"><IconView icon=Icon::Warning />{format!("This draft is in this tab only. {why}")}</span>
                }
                    .into_any(),
            }}
        </div>
    }
}

/// Says on a page that a form was begun which is not shown now, with the way back to it.
#[component]
pub fn KeptDraft(
    /// Which form.
    key: Signal<DraftKey>,
    /// What it was to become: "The issue you began".
    what: &'static str,
    /// Shows the form.
    #[prop(into)]
    on_continue: Callback<()>,
) -> impl IntoView {
    let session = Session::here();
    let at = Memo::new(move |_| {
        let key = key.get();
        session.with_drafts(|all| all.get(&key).map(|held| held.draft.at))
    });
    // By the minute: it is not drawn anew at every key.
    let words = Memo::new(move |_| at.get().map(|at| format!("{what} at {} is kept.", time::hour(milliseconds(at)))));
    view! {
        <Show when=move || words.with(Option::is_some)>
            <div class="draft-line" data-page="">
                <span role="status">{move || words.get()}</span>
                <Button small=true on_press=on_continue>"Continue"</Button>
                <Button kind=ButtonKind::Quiet small=true on_press=move || session.drop_draft(key.get_untracked())>"Discard"</Button>
            </div>
        </Show>
    }
}

#[expect(clippy::cast_precision_loss, reason = "moments are far below 2^52 milliseconds")]
fn milliseconds(at: Timestamp) -> f64 {
    at.0 as f64
}
