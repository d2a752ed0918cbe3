//! One repository: its id, its key, and what is sealed for it.

use crate::{
    components::{
        Breadcrumbs, Button, ButtonKind, Card, ConfirmDialog, CopyValue, Crumb, Dialog, DialogShape, ExactTime, Fact,
        Facts, Flashes, Form, FormActions, Icon, PageHead, Stack, TextField, note::Refused,
    },
    domain::{
        Command, State,
        id::RepositoryId,
        key::{self, CALLER_FIELD, Holder, POLICY_FIELD, Site, failure_of, may_edit_site, objects_of, sealed_field},
        repository::{self, Repository, field},
    },
    pages::{
        form::{Faults, RefusalNote},
        key::{CallerFields, Chosen, ContentFields, Dropped, Opening, SealedTable, SignInHint, sites_label},
        space::shared::milliseconds,
        trail::LogLink,
    },
    routes::Route,
    session::{Nav, Session},
};
use leptos::prelude::*;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
struct Found {
    site: Site,
    repository: Arc<Repository>,
    place: String,
    /// The key's id and name.
    key: Option<(key::KeyId, String)>,
}

fn found(state: &State, id: RepositoryId) -> Option<Found> {
    Site::all(state).find_map(|site| {
        let region = state.cloud_region(site.account, site.region.as_str())?;
        let repository = region.repositories.0.get(&id)?;
        let key = repository.key.as_deref().and_then(|arn| region.keys.find(arn));
        let key = key.or_else(|| region.keys.find(repository::KEY));
        Some(Found {
            site,
            repository: Arc::clone(repository),
            place: sites_label(state, &site),
            key: key.map(|key| (key.id.clone(), region.keys.name_of(key).to_owned())),
        })
    })
}

/// How many entries of the activity log have the repository's id in their context (CCM-5). Apart from the rest, which a use of
/// the repository leaves as it is.
fn uses(state: &State, id: RepositoryId) -> usize {
    let text = id.text();
    let used = |entry: &&crate::domain::trail::Entry| entry.what.context.values().any(|value| *value == text);
    state.trail.chain.oldest_first().filter(used).count()
}

/// The page at `/cloud/codecommit/:repository`.
#[component]
pub fn RepositoryPage(
    /// Which.
    #[prop(into)]
    repository: Signal<Option<RepositoryId>>,
) -> impl IntoView {
    let session = Session::here();
    let found = Memo::new(move |_| repository.get().and_then(|id| session.with(|state| found(state, id))));
    let title = Signal::derive(move || {
        found.with(|found| found.as_ref().map_or("Repository".to_owned(), |found| found.repository.name.clone()))
    });
    let deleting = RwSignal::new(false);
    let reason = Signal::derive(move || {
        let site = found.with(|found| found.as_ref().map(|found| found.site))?;
        session.with(|state| may_edit_site(state, &site).err().map(|refusal| refusal.message))
    });
    view! {
        <Breadcrumbs crumbs=vec![Crumb::new("Cloud", Route::Cloud.href()), Crumb::new("CodeCommit", Route::Repositories.href())] />
        <PageHead
            title=title
            actions=move || move || found.with(Option::is_some).then(|| view! {
                <Button kind=ButtonKind::Danger icon=Icon::Trash disabled_reason=reason on_press=move |()| deleting.set(true)>"Delete repository"</Button>
            })
        />
        {move || match found.get() {
            None => view! {
                <Refused
                    title="No such repository"
                    reason="This repository is not known here. It may have been deleted, or an import replaced it."
                    link=Some(("See the repositories".to_owned(), Route::Repositories.href()))
                />
            }
                .into_any(),
            Some(found) => view! { <Told found=found reason=reason /> }.into_any(),
        }}
        <Delete open=deleting found=found />
    }
}

#[component]
fn Told(found: Found, reason: Signal<Option<String>>) -> impl IntoView {
    let session = Session::here();
    let Found { site, repository, place, key } = found;
    let (id, holder) = (repository.id, Holder::Repository(repository.id));
    let objects = session.select(move |state| objects_of(state, &site, |own| *own == holder));
    let uses = session.select(move |state| uses(state, id));
    let pushing = RwSignal::new(false);
    let text = id.text();
    let (shown, context, line) = (text.clone(), format!("aws:codecommit:id={text}"), format!("context:{text}"));
    let Repository { description, branch, clone_http, created, .. } = repository.as_ref().clone();
    view! {
        <Stack>
            <SignInHint />
            <Card title="Repository">
                <Facts>
                    <Fact name="Repository ID"><CopyValue text=shown what="repository ID" /></Fact>
                    <Fact name="Encryption context"><code class="breaks">{context}</code></Fact>
                    <Fact name="Key">{match key {
                        Some((id, name)) => view! { <a href=Route::Key(id).href()>{name}</a> }.into_any(),
                        None => view! { <span class="muted">"Not known. Import the keys of this Region."</span> }.into_any(),
                    }}</Fact>
                    <Fact name="Operations">
                        <span class="num">{uses}</span> " "
                        {move || {
                            let line = line.clone();
                            (uses.get() > 0).then(|| view! { <LogLink line=line>"See them in the activity log"</LogLink> })
                        }}
                    </Fact>
                    <Fact name="Account and Region">{place}</Fact>
                    {(!description.is_empty()).then(|| view! { <Fact name="Description">{description}</Fact> })}
                    {branch.map(|branch| view! { <Fact name="Default branch"><code>{branch}</code></Fact> })}
                    {clone_http.map(|address| view! { <Fact name="Clone by HTTPS"><span class="breaks"><CopyValue text=address what="address" /></span></Fact> })}
                    {created.map(|at| view! { <Fact name="Created"><ExactTime at=milliseconds(at) /></Fact> })}
                </Facts>
            </Card>
            <SealedTable
                label="Files"
                objects=objects
                opening=Opening::Pull
                verb="Pull"
                role=Signal::stored(None::<String>)
                reason=reason
                empty="Push something: it is sealed as it arrives, and opens for whoever may read the repository."
                tools=move || view! {
                    <Button small=true icon=Icon::Import disabled_reason=reason on_press=move |()| pushing.set(true)>"Push"</Button>
                }
            />
        </Stack>
        <Dialog open=pushing title="Push a file" shape=DialogShape::Wide><Push open=pushing repository=id /></Dialog>
    }
}

#[component]
fn Push(open: RwSignal<bool>, repository: RepositoryId) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let path = RwSignal::new(String::new());
    let dropped = Dropped::default();
    let caller = Chosen::new(session, None);
    let busy = RwSignal::new(false);
    // A file brings its name along.
    Effect::new(move |_| {
        if let Some(name) = dropped.name()
            && path.with_untracked(String::is_empty)
        {
            path.set(name);
        }
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        let command = repository::Command::Push {
            repository,
            path: path.get_untracked(),
            content: dropped.content(),
            caller: caller.now(),
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Repository(command)).await;
            busy.try_set(false);
            match outcome.map(|record| failure_of(&record)) {
                Ok(None) => {
                    open.try_set(false);
                    flashes.good("Sealed as it arrived.");
                }
                Err(refusal) | Ok(Some(refusal)) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("File to push".to_owned())>
            <RefusalNote refusal=faults.beside(&[field::PATH, sealed_field::CONTENT, CALLER_FIELD, POLICY_FIELD]) />
            <CallerFields chosen=caller faults=faults />
            <TextField label=field::PATH value=path mono=true hint=Some("From the top of the repository, such as docs/plan.md.".to_owned()) fault=faults.at(field::PATH) />
            <ContentFields dropped=dropped faults=faults />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy icon=Icon::Lock>"Push"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(false))>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}

#[component]
fn Delete(open: RwSignal<bool>, found: Memo<Option<Found>>) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let flashes = Flashes::of_page();
    let name = Signal::derive(move || {
        found.with(|found| found.as_ref().map(|found| found.repository.name.clone())).unwrap_or_default()
    });
    let goes = Signal::derive(move || {
        let Some(found) = found.get() else { return Vec::new() };
        let holder = Holder::Repository(found.repository.id);
        let files = session.with(|state| objects_of(state, &found.site, |own| *own == holder).len());
        vec![format!("Files that are sealed here: {files}")]
    });
    let confirm = Callback::new(move |()| {
        let Some(repository) = found.with_untracked(|found| found.as_ref().map(|found| found.repository.id)) else {
            return;
        };
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Repository(repository::Command::Delete { repository })).await;
            open.try_set(false);
            match outcome {
                Ok(_) => {
                    flashes.good("Repository deleted. Its key stays for the others of the Region.");
                    nav.go(&Route::Repositories);
                }
                Err(refusal) => {
                    flashes.bad(refusal.message);
                }
            }
        });
    });
    view! {
        <ConfirmDialog
            open=open
            title=Signal::derive(move || format!("Delete the repository {}", name.get()))
            lead="All that is sealed for it here goes with it. This cannot be undone."
            goes=goes
            word=Signal::derive(move || Some(name.get()))
            action="Delete the repository"
            on_confirm=confirm
        />
    }
}
