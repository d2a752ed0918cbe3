//! One key: what it is, its versions, what it seals, and how it was used.

use super::{
    change::{Aliases, Deletion, Describe, Policy, RotationForm},
    list::{manager, rotation, tone},
    place::{SignInHint, sites_label},
    sealed::object_key,
};
use crate::{
    components::{
        Badge, Breadcrumbs, Button, ButtonKind, Card, Column, CopyValue, Crumb, DataTable, Dialog, DialogShape, Empty,
        ExactTime, Fact, Facts, Flashes, Icon, Note, PageHead, Stack, StateDot, Tone, Width, note::Refused,
    },
    domain::{
        Command, State, Timestamp,
        inventory::Source,
        key::{self, Cause, Holder, Key, KeyId, KeyState, Manager, SealedObject, Site, may_change, may_rotate},
        trail,
    },
    pages::{
        space::shared::{When, counted, milliseconds},
        trail::LogLink,
    },
    routes::Route,
    session::Session,
};
use leptos::prelude::*;
use std::sync::Arc;

/// A key with where it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub site: Site,
    pub key: Arc<Key>,
    pub name: String,
    pub aliases: Vec<String>,
    pub manager: String,
    pub place: String,
    pub uses: usize,
}

/// The key of an id: where the cloud side is signed in, or else the first place that has it.
fn found(state: &State, id: &KeyId) -> Option<Found> {
    let here = Site::signed_in(state);
    let all = || here.into_iter().chain(Site::all(state));
    all().find_map(|site| {
        let keys = &state.cloud_region(site.account, site.region.as_str())?.keys;
        let key = keys.keys.get(id)?;
        let arn = trail::Key::Cloud(key.arn.clone());
        Some(Found {
            site,
            name: keys.name_of(key).to_owned(),
            aliases: keys.aliases_of(id).map(str::to_owned).collect(),
            manager: manager(keys, key),
            place: sites_label(state, &site),
            uses: state.trail.chain.oldest_first().filter(|entry| entry.what.key.as_ref() == Some(&arn)).count(),
            key: Arc::clone(key),
        })
    })
}

/// The page at `/cloud/keys/:key`.
#[component]
pub fn KeyPage(
    /// Which key.
    #[prop(into)]
    key: Signal<Option<KeyId>>,
) -> impl IntoView {
    let session = Session::here();
    let found = Memo::new(move |_| key.get().and_then(|id| session.with(|state| found(state, &id))));
    let title =
        Signal::derive(move || found.with(|found| found.as_ref().map_or("Key".to_owned(), |found| found.name.clone())));
    view! {
        <Breadcrumbs crumbs=vec![Crumb::new("Cloud", Route::Cloud.href()), Crumb::new("Keys", Route::Keys.href())] />
        <PageHead
            title=title
            beside=move || move || found.get().map(|found| {
                let (tone, words) = (tone(&found.key.state), found.key.state.label().to_owned());
                let cloud = found.key.manager == Manager::Cloud;
                view! {
                    <StateDot tone=tone>{words}</StateDot>
                    {cloud.then(|| view! { <Badge>"AWS managed"</Badge> })}
                }
            })
            actions=move || move || found.get().map(|found| view! { <Actions found=found /> })
        />
        {move || match found.get() {
            None => view! {
                <Refused
                    title="No such key"
                    reason="This key is not known here. It may have been deleted, or an import replaced it."
                    link=Some(("See all keys".to_owned(), Route::Keys.href()))
                />
            }
                .into_any(),
            Some(found) => view! { <Told found=found /> }.into_any(),
        }}
    }
}

/// Why the key cannot be changed, or rotated.
fn reasons(session: Session, found: &Found) -> (Option<String>, Option<String>) {
    let no = session.peek(|state| may_change(state, &found.site, &found.key).err().map(|refusal| refusal.message));
    let no_rotation = no.clone().or_else(|| may_rotate(&found.key).err().map(|refusal| refusal.message));
    (no, no_rotation)
}

#[component]
fn Actions(found: Found) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    // Signing in elsewhere changes what may be done.
    session.select(|state| state.cloud).track();
    let (no, no_rotation) = reasons(session, &found);
    let deleting = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let send = move |command: key::Command, said: &'static str| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            match session.send(Command::Key(command)).await {
                Ok(_) => flashes.good(said),
                Err(refusal) => flashes.bad(refusal.message),
            };
            busy.try_set(false);
        });
    };
    let id = found.key.id.clone();
    let (rotate, enable, disable, cancel) = (id.clone(), id.clone(), id.clone(), id);
    let reason = Signal::stored(no);
    let state = found.key.state.clone();
    let deletable = found.clone();
    view! {
        <Button icon=Icon::Undo disabled_reason=Signal::stored(no_rotation) busy=busy on_press=move |()| {
            send(key::Command::Rotate { key: rotate.clone() }, "Rotated. What earlier versions sealed still opens.");
        }>"Rotate now"</Button>
        {match state {
            KeyState::PendingDeletion => view! {
                <Button disabled_reason=reason busy=busy on_press=move |()| {
                    send(key::Command::CancelDeletion { key: cancel.clone() }, "The key stays. It is disabled until you enable it.");
                }>"Cancel deletion"</Button>
            }
                .into_any(),
            KeyState::Disabled => view! {
                <Button disabled_reason=reason busy=busy on_press=move |()| {
                    send(key::Command::Enable { key: enable.clone() }, "Enabled. The key seals and opens again.");
                }>"Enable"</Button>
            }
                .into_any(),
            _ => view! {
                <Button disabled_reason=reason busy=busy on_press=move |()| {
                    send(key::Command::Disable { key: disable.clone() }, "Disabled. The key neither seals nor opens until you enable it.");
                }>"Disable"</Button>
            }
                .into_any(),
        }}
        {(found.key.state != KeyState::PendingDeletion).then(|| view! {
            <Button kind=ButtonKind::Danger icon=Icon::Trash disabled_reason=reason on_press=move |()| deleting.set(true)>"Schedule deletion"</Button>
        })}
        <Dialog open=deleting title=format!("Schedule the deletion of {}", deletable.name)>
            <Deletion open=deleting found=deletable.clone() />
        </Dialog>
    }
}

#[component]
fn Told(found: Found) -> impl IntoView {
    let session = Session::here();
    session.select(|state| state.cloud).track();
    let (no, no_rotation) = reasons(session, &found);
    let (reason, no_rotation) = (Signal::stored(no), Signal::stored(no_rotation));
    let key = Arc::clone(&found.key);
    let (site, id) = (found.site, key.id.clone());
    let objects = session.select(move |state| key::sealed_with(state, &site, &id));
    let waits = key.deletion.filter(|_| key.state == KeyState::PendingDeletion).map(|at| {
        view! {
            <Note tone=Tone::Bad>
                "This key will be deleted " <When at=at /> ". What it sealed opens no more then. Until then the deletion can be canceled."
            </Note>
        }
    });
    let hint = if key.manager == Manager::Cloud {
        view! {
            <Note>"The cloud manages this key for one of its services, which alone uses it. It rotates it every year; nobody can change, disable or delete it."</Note>
        }
            .into_any()
    } else {
        view! { <SignInHint /> }.into_any()
    };
    let versions = key.is_symmetric().then(|| {
        view! {
            <RotationCard found=found.clone() reason=no_rotation />
            <Versions site=site key=Arc::clone(&key) objects=objects />
        }
    });
    let (about, aliases, policy) = (found.clone(), found.clone(), found);
    view! {
        <Stack>
            {hint}
            {waits}
            <About found=about reason=reason />
            <Aliases found=aliases reason=reason />
            {versions}
            <Seals objects=objects />
            <PolicyCard found=policy reason=reason />
        </Stack>
    }
}

#[component]
fn About(found: Found, reason: Signal<Option<String>>) -> impl IntoView {
    let describing = RwSignal::new(false);
    let for_form = found.clone();
    let Found { key, manager, place, uses, .. } = found;
    let spec = key.spec.as_ref().map_or("Not known", |spec| spec.word()).to_owned();
    let (id, arn, created) = (key.id.to_string(), key.arn.clone(), key.created);
    let (description, usage, origin) = (or_none(&key.description), key.usage.label(), key.origin.word().to_owned());
    let line = format!("key:{id}");
    view! {
        <Card
            title="Key"
            actions=move || view! { <Button small=true icon=Icon::Edit disabled_reason=reason on_press=move |()| describing.set(true)>"Edit description"</Button> }
        >
            <Facts>
                <Fact name="Key ID"><CopyValue text=id what="key ID" /></Fact>
                <Fact name="ARN"><span class="breaks"><CopyValue text=arn what="ARN" /></span></Fact>
                <Fact name="Description">{description}</Fact>
                <Fact name="Account and Region">{place}</Fact>
                <Fact name="Managed by">{manager}</Fact>
                <Fact name="Spec"><code>{spec}</code></Fact>
                <Fact name="Usage">{usage}</Fact>
                <Fact name="Material from"><code>{origin}</code></Fact>
                {created.map(|at| view! { <Fact name="Created"><ExactTime at=milliseconds(at) /></Fact> })}
                <Fact name="Uses">
                    <span class="num">{uses}</span> " "
                    {(uses > 0).then(|| view! { <LogLink line=line>"See them in the activity log"</LogLink> })}
                </Fact>
            </Facts>
        </Card>
        <Dialog open=describing title="Edit description"><Describe open=describing found=for_form.clone() /></Dialog>
    }
}

#[component]
fn RotationCard(found: Found, reason: Signal<Option<String>>) -> impl IntoView {
    let rotating = RwSignal::new(false);
    let by_itself = rotation(&found.key);
    let known = found.key.rotation.unwrap_or_default();
    view! {
        <Card
            title="Rotation"
            actions=move || view! { <Button small=true icon=Icon::Edit disabled_reason=reason on_press=move |()| rotating.set(true)>"Edit rotation"</Button> }
        >
            <Facts>
                <Fact name="By itself">{by_itself}</Fact>
                {known.next.map(|at| view! { <Fact name="Next"><ExactTime at=milliseconds(at) /></Fact> })}
                {known.on_demand.map(|at| view! { <Fact name="Last on demand"><ExactTime at=milliseconds(at) /></Fact> })}
            </Facts>
        </Card>
        <Dialog open=rotating title="Edit rotation"><RotationForm open=rotating found=found.clone() /></Dialog>
    }
}

#[component]
fn PolicyCard(found: Found, reason: Signal<Option<String>>) -> impl IntoView {
    let editing = RwSignal::new(false);
    let shown = match (found.key.policy.clone(), found.key.manager) {
        (Some(policy), _) => view! { <pre class="policy" tabindex="0" role="region" aria-label="Key policy as JSON"><code>{policy}</code></pre> }.into_any(),
        (None, Manager::Cloud) => view! { <p class="muted">"The cloud keeps the policy of this key: only its service may use it, for everybody of the account."</p> }.into_any(),
        (None, Manager::Customer) => view! { <p class="muted">"Not known. Import what get-key-policy prints."</p> }.into_any(),
    };
    view! {
        <Card
            title="Key policy"
            actions=move || view! { <Button small=true icon=Icon::Edit disabled_reason=reason on_press=move |()| editing.set(true)>"Edit policy"</Button> }
        >
            {shown}
        </Card>
        <Dialog open=editing title="Edit policy" shape=DialogShape::Wide><Policy open=editing found=found.clone() /></Dialog>
    }
}

fn or_none(text: &str) -> AnyView {
    if text.is_empty() { view! { <span class="muted">"None"</span> }.into_any() } else { text.to_owned().into_any() }
}

#[derive(Clone, PartialEq)]
struct VersionRow {
    id: String,
    made: Timestamp,
    cause: &'static str,
    newest: bool,
    seals: usize,
}

/// The versions, newest first, without any material.
#[component]
fn Versions(site: Site, key: Arc<Key>, objects: Memo<Vec<Arc<SealedObject>>>) -> impl IntoView {
    let account = Session::here().peek(|state| state.cloud_account(site.account).map(|account| account.source));
    let empty = if account == Some(Source::Imported) {
        "Of an imported key no material is known: the AWS CLI never prints it, so nothing can be sealed with it here."
    } else {
        "It gets its material with its first use."
    };
    let rows = Memo::new(move |_| {
        let newest = key.current().map(|version| version.id);
        let row = |version: &key::Version| VersionRow {
            id: version.id.to_string(),
            made: version.made,
            cause: match version.cause {
                Cause::First => "First",
                Cause::Automatic => "Rotated by itself",
                Cause::OnDemand => "Rotated on demand",
            },
            newest: newest == Some(version.id),
            seals: objects.with(|all| all.iter().filter(|object| object.envelope.version == version.id).count()),
        };
        key.versions.iter().rev().map(row).collect::<Vec<_>>()
    });
    let columns = vec![
        Column::new("id", "Version", |row: VersionRow| {
            view! { <span class="named"><code>{row.id.chars().take(8).collect::<String>()}</code>{row.newest.then(|| view! { <Badge tone=Tone::Good>"Seals now"</Badge> })}</span> }
        })
        .width(Width::Share(2)),
        Column::new("cause", "Made", |row: VersionRow| row.cause).width(Width::Share(2)),
        Column::new("at", "When", |row: VersionRow| view! { <When at=row.made /> }).width(Width::Medium),
        Column::new("seals", "Opens", |row: VersionRow| counted(row.seals, "thing", "things")).at_end().width(Width::Medium),
    ];
    view! {
        <DataTable
            label="Versions"
            rows=rows
            key=|row: &VersionRow| row.id.clone()
            columns=columns
            empty=move || view! { <Empty icon=Icon::Key title="No version yet" lead=Some(empty.to_owned()) /> }
        />
    }
}

/// What the key seals here, with the way there.
#[component]
fn Seals(objects: Memo<Vec<Arc<SealedObject>>>) -> impl IntoView {
    let columns = vec![
        Column::new("name", "Name", |row: Arc<SealedObject>| view! { <span class="breaks">{row.name.clone()}</span> })
            .width(Width::Share(2)),
        Column::new("of", "Of", |row: Arc<SealedObject>| match &row.holder {
            Holder::Repository(id) => {
                view! { <a href=Route::Repository(*id).href()>"A CodeCommit repository"</a> }.into_any()
            }
            Holder::Artifact { pipeline, .. } => {
                view! { <span class="breaks">{format!("The pipeline {pipeline}")}</span> }.into_any()
            }
        })
        .width(Width::Share(2)),
        Column::new("version", "Key version", |row: Arc<SealedObject>| {
            view! { <code>{row.envelope.version.to_string().chars().take(8).collect::<String>()}</code> }
        })
        .width(Width::Medium),
        Column::new("at", "Sealed", |row: Arc<SealedObject>| view! { <When at=row.at /> }).width(Width::Medium),
    ];
    view! {
        <DataTable
            label="What it seals"
            rows=objects
            key=object_key
            columns=columns
            empty=|| view! {
                <Empty icon=Icon::Lock title="It seals nothing here" lead=Some("Files pushed to a repository and artifacts of pipelines in the sample account stand here with the version that sealed them.".to_owned()) />
            }
        />
    }
}
