//! What was sealed: putting something in, the list, and opening it again.

use super::{
    caller::{CallerFields, Chosen},
    context,
};
use crate::{
    components::{
        Button, ButtonKind, Column, CopyButton, DataTable, Dialog, DialogShape, DropZone, Empty, Flashes, Form,
        FormActions, Icon, Note, TextArea, Tone, Width,
    },
    domain::{
        Command, Refusal,
        id::SealedId,
        key::{self, CONTENT_MAX, Caller, Content, Context, SealedObject, failure_of, sealed_field},
        repository,
    },
    pages::{
        form::{Faults, RefusalNote},
        space::shared::When,
    },
    session::{Session, browser::files::Chosen as File},
};
use leptos::prelude::*;
use std::sync::Arc;
use zeroize::Zeroize;

/// What was typed or dropped.
#[derive(Clone, Copy)]
pub struct Dropped {
    text: RwSignal<String>,
    /// A dropped file: its name and its bytes.
    file: RwSignal<Option<(String, Vec<u8>)>>,
}

impl Default for Dropped {
    fn default() -> Self {
        Self { text: RwSignal::new(String::new()), file: RwSignal::new(None) }
    }
}

impl Dropped {
    /// The content: the file, if there is one.
    pub fn content(self) -> Content {
        let file = self.file.with_untracked(|file| file.as_ref().map(|(_, bytes)| bytes.clone()));
        Content(file.unwrap_or_else(|| self.text.with_untracked(|text| text.as_bytes().to_vec())))
    }

    /// The name of the file, tracked.
    pub fn name(self) -> Option<String> {
        self.file.with(|file| file.as_ref().map(|(name, _)| name.clone()))
    }

    /// Forgets it.
    pub fn wipe(self) {
        self.text.try_update(Zeroize::zeroize);
        self.file.try_update(|file| {
            if let Some((_, bytes)) = file.as_mut() {
                bytes.zeroize();
            }
            *file = None;
        });
    }
}

/// The fields: text, or a file in its place.
#[component]
pub fn ContentFields(
    /// Where it is kept.
    dropped: Dropped,
    /// Refusals of the form.
    faults: Faults,
) -> impl IntoView {
    let fault = RwSignal::new(None::<String>);
    on_cleanup(move || dropped.wipe());
    let take = UnsyncCallback::new(move |(files,): (Vec<web_sys::File>,)| {
        let Some(file) = files.into_iter().next() else { return };
        fault.set(None);
        let file = File::from(file);
        let name = file.name();
        let limit = u64::try_from(CONTENT_MAX).unwrap_or(u64::MAX);
        leptos::task::spawn_local(async move {
            if file.size() > limit {
                let kib = CONTENT_MAX / 1024;
                fault.try_set(Some(format!(
                    "{name} has more than {kib} KiB, which is the most that is sealed at once. Take a smaller file."
                )));
                return;
            }
            match file.read(limit, |_| {}).await {
                Ok(bytes) => drop(dropped.file.try_set(Some((name, bytes)))),
                Err(why) => drop(fault.try_set(Some(why.sentence()))),
            }
        });
    });
    view! {
        {move || match dropped.name() {
            Some(name) => view! {
                <Note action=move || view! { <Button small=true on_press=move |()| dropped.file.set(None)>"Take it away"</Button> }>
                    {format!("The content is the file {name}.")}
                </Note>
            }
                .into_any(),
            None => view! {
                <TextArea label=sealed_field::CONTENT value=dropped.text rows=5 mono=true fault=faults.at(sealed_field::CONTENT) />
                <DropZone
                    label="Drop a file here or choose one"
                    hint=Some(format!("In place of the text; {} KiB at most.", CONTENT_MAX / 1024))
                    fault=fault
                    on_files=take
                />
            }
                .into_any(),
        }}
    }
}

/// What tells rows of sealed things apart.
pub(super) fn object_key(object: &Arc<SealedObject>) -> String {
    object.id.to_string()
}

/// What is opened: which thing, and as whom.
#[derive(Clone, Debug, PartialEq)]
pub enum Opening {
    /// A file of a repository.
    Pull(Arc<SealedObject>),
    /// An artifact of a pipeline.
    Artifact(Arc<SealedObject>),
}

impl Opening {
    const fn object(&self) -> &Arc<SealedObject> {
        match self {
            Self::Pull(object) | Self::Artifact(object) => object,
        }
    }

    fn command(&self, context: Context, caller: Caller) -> Command {
        let object = self.object().id;
        match self {
            Self::Pull(_) => Command::Repository(repository::Command::Pull { object, context, caller }),
            Self::Artifact(_) => Command::Pipeline(crate::domain::pipeline::Command::Open { object, context, caller }),
        }
    }

    const fn verb(&self) -> &'static str {
        match self {
            Self::Pull(_) => "Pull",
            Self::Artifact(_) => "Open",
        }
    }
}

/// The list of what is sealed for one thing, with Open and Delete.
#[component]
pub fn SealedTable(
    /// Its name.
    label: &'static str,
    /// What is sealed, newest first.
    #[prop(into)]
    objects: Signal<Vec<Arc<SealedObject>>>,
    /// How one is opened.
    opening: fn(Arc<SealedObject>) -> Opening,
    /// The word for that.
    verb: &'static str,
    /// The name of the role that asks if nobody chooses another.
    #[prop(into)]
    role: Signal<Option<String>>,
    /// Why nothing can be opened or deleted now.
    #[prop(into)]
    reason: Signal<Option<String>>,
    /// What the empty list says.
    empty: &'static str,
    /// Sealing something more.
    #[prop(optional, into)]
    tools: ViewFn,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<Opening>);
    let delete = move |id: SealedId| {
        leptos::task::spawn_local(async move {
            match session.send(Command::Key(key::Command::Discard { object: id })).await {
                Ok(_) => flashes.good("Deleted. Nothing of it is kept."),
                Err(refusal) => flashes.bad(refusal.message),
            };
        });
    };
    let columns = vec![
        Column::new("name", "Name", |row: Arc<SealedObject>| view! { <span class="breaks">{row.name.clone()}</span> })
            .sort_key(|row: &Arc<SealedObject>| row.name.to_lowercase())
            .width(Width::Share(3)),
        Column::new("at", "Sealed", |row: Arc<SealedObject>| view! { <When at=row.at /> })
            .sort_key(|row: &Arc<SealedObject>| row.at)
            .width(Width::Small),
        Column::new("version", "Key version", |row: Arc<SealedObject>| {
            view! { <code>{row.envelope.version.to_string().chars().take(8).collect::<String>()}</code> }
        })
        .width(Width::Small),
        Column::new("size", "Bytes", |row: Arc<SealedObject>| view! { <span class="num">{row.size}</span> })
            .sort_key(|row: &Arc<SealedObject>| row.size)
            .at_end()
            .width(Width::Small),
        Column::new("do", "Actions", move |row: Arc<SealedObject>| {
            let (name, other, id) = (row.name.clone(), row.name.clone(), row.id);
            view! {
                <span class="row">
                    <Button small=true icon=Icon::Unlock disabled_reason=reason on_press=Callback::new(move |()| {
                        chosen.set(Some(opening(Arc::clone(&row))));
                        open.set(true);
                    })>
                        {verb}<span class="visually-hidden">" "{name}</span>
                    </Button>
                    <Button small=true kind=ButtonKind::Quiet icon=Icon::Trash disabled_reason=reason on_press=Callback::new(move |()| delete(id))>
                        "Delete"<span class="visually-hidden">" "{other}</span>
                    </Button>
                </span>
            }
        })
        .at_end()
        .width(Width::Share(3)),
    ];
    view! {
        <DataTable
            label=label
            rows=objects
            key=object_key
            columns=columns
            tools=tools
            empty=move || view! { <Empty icon=Icon::Lock title="Nothing is sealed yet" lead=Some(empty.to_owned()) /> }
        />
        <Dialog open=open title=Signal::derive(move || title(chosen)) shape=DialogShape::Wide>
            <OpenForm open=open chosen=chosen role=role />
        </Dialog>
    }
}

fn title(chosen: RwSignal<Option<Opening>>) -> String {
    chosen.with(|chosen| {
        chosen.as_ref().map(|chosen| format!("{} {}", chosen.verb(), chosen.object().name)).unwrap_or_default()
    })
}

#[component]
fn OpenForm(open: RwSignal<bool>, chosen: RwSignal<Option<Opening>>, role: Signal<Option<String>>) -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let caller = Chosen::new(session, role.get_untracked().as_deref());
    let own =
        chosen.with_untracked(|chosen| chosen.as_ref().map(|chosen| chosen.object().context()).unwrap_or_default());
    let typed = RwSignal::new(context::written(&own));
    let shown = RwSignal::new(None::<Shown>);
    let busy = RwSignal::new(false);
    on_cleanup(move || {
        shown.try_update(|shown| {
            if let Some(Shown::Text(text)) = shown {
                text.zeroize();
            }
            *shown = None;
        });
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        shown.set(None);
        let Some(opening) = chosen.get_untracked() else { return };
        let context = match typed.with_untracked(|typed| context::read(typed)) {
            Ok(context) => context,
            Err(why) => return faults.show(Refusal::new("CCM-4", why).at(sealed_field::CONTEXT)),
        };
        let command = opening.command(context.clone(), caller.now());
        let object = opening.object().clone();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(command).await;
            busy.try_set(false);
            match outcome.map(|record| failure_of(&record)) {
                Err(refusal) | Ok(Some(refusal)) => faults.show(refusal),
                Ok(None) => {
                    let opened = session.peek(|state| repository::content_of(state, &object.site, object.id, &context));
                    if let Some(opened) = opened {
                        shown.try_set(Some(Shown::of(&opened)));
                    }
                }
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Open what is sealed".to_owned())>
            <RefusalNote refusal=faults.beside(&[sealed_field::CONTEXT, key::CALLER_FIELD, key::POLICY_FIELD]) />
            <CallerFields chosen=caller faults=faults />
            <TextArea
                label=sealed_field::CONTEXT
                value=typed
                rows=3
                mono=true
                hint=Some("As it was sealed with, one name=value a line. With any other it does not open.".to_owned())
                fault=faults.at(sealed_field::CONTEXT)
            />
            {move || shown.get().map(Shown::view)}
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy icon=Icon::Unlock>
                    {move || chosen.with(|chosen| chosen.as_ref().map_or("Open", Opening::verb))}
                </Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(false))>"Close"</Button>
            </FormActions>
        </Form>
    }
}

/// What came out.
#[derive(Clone, PartialEq)]
enum Shown {
    Text(String),
    Bytes(usize),
}

impl Shown {
    fn of(bytes: &[u8]) -> Self {
        match core::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => Self::Text(text.to_owned()),
            _ => Self::Bytes(bytes.len()),
        }
    }

    fn view(self) -> impl IntoView {
        match self {
            Self::Text(text) => view! {
                <div class="opened">
                    <header><h3>"Opened"</h3><CopyButton text=text.clone() what="content" words=true /></header>
                    <pre tabindex="0" role="region" aria-label="Opened content"><code>{text}</code></pre>
                </div>
            }
                .into_any(),
            Self::Bytes(count) => view! { <Note tone=Tone::Good alert=true>{format!("It opened: {count} bytes, which are no text.")}</Note> }.into_any(),
        }
    }
}
