//! One pipeline: its stores with their keys, its actions, what falls short, and its artifacts.

use super::found::Findings;
use crate::{
    components::{
        Breadcrumbs, Button, ButtonKind, Card, Choice, Column, Crumb, DataTable, Dialog, DialogShape, Empty, Fact,
        Facts, Flashes, Form, FormActions, Icon, PageHead, Select, Stack, Width, note::Refused,
    },
    domain::{
        Command, State,
        key::{self, Holder, Manager, Site, failure_of, may_edit_site, objects_of, sealed_field},
        pipeline::{self, Finding, Pipeline, Sealing, field, findings, marked, sealing, store_for},
    },
    pages::{
        form::{Faults, RefusalNote},
        key::{ContentFields, Dropped, Opening, SealedTable, SignInHint, sites_label},
    },
    routes::Route,
    session::Session,
};
use leptos::prelude::*;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
struct Found {
    site: Site,
    pipeline: Arc<Pipeline>,
    place: String,
    findings: Vec<Finding>,
    stores: Vec<StoreRow>,
    actions: Vec<ActionRow>,
}

#[derive(Clone, Debug, PartialEq)]
struct StoreRow {
    region: String,
    bucket: String,
    key: String,
    /// The key's page, where it is known.
    id: Option<key::KeyId>,
    /// It is the store of the pipeline's own Region.
    own: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct ActionRow {
    stage: String,
    name: String,
    provider: String,
    region: String,
    store: String,
    key: String,
    configuration: Vec<(String, String)>,
}

fn found(state: &State, mark: u64) -> Option<Found> {
    let (site, pipeline) = marked(state, mark)?;
    let named = |store: &pipeline::Store| match sealing(state, &site, store) {
        Sealing::Default => {
            let keys = state.cloud_region(site.account, site.region.as_str()).map(|region| &region.keys);
            let id = keys.and_then(|keys| keys.find(pipeline::DEFAULT_KEY)).map(|key| key.id.clone());
            ("aws/s3 (default)".to_owned(), id)
        }
        Sealing::Known { site, key, .. } => {
            let keys = state.cloud_region(site.account, site.region.as_str()).map(|region| &region.keys);
            let name = keys.map_or_else(|| key.id.to_string(), |keys| keys.name_of(&key).to_owned());
            (name, Some(key.id.clone()))
        }
        Sealing::Missing(_) | Sealing::Unread(_) | Sealing::Malformed => (store.key.clone().unwrap_or_default(), None),
    };
    let stores = pipeline.structure.iter().flat_map(|structure| &structure.stores).map(|store| {
        let (key, id) = named(store);
        let region = store.region.unwrap_or(site.region);
        StoreRow { region: region.to_string(), bucket: store.bucket.clone(), key, id, own: region == site.region }
    });
    let stores = stores.collect();
    let actions = pipeline.actions().map(|(stage, action)| {
        let store = store_for(&pipeline, &site, action.region);
        ActionRow {
            stage: stage.name.clone(),
            name: action.name.clone(),
            provider: format!("{} · {}", action.category, action.provider),
            region: action.region.unwrap_or(site.region).to_string(),
            store: store.map_or_else(|| "None".to_owned(), |store| store.bucket.clone()),
            key: store.map_or_else(|| "None".to_owned(), |store| named(store).0),
            configuration: action
                .configuration
                .iter()
                .map(|(name, value)| (name.clone(), value.shown().to_owned()))
                .collect(),
        }
    });
    let actions = actions.collect();
    Some(Found {
        site,
        place: sites_label(state, &site),
        findings: findings(state, &site, &pipeline),
        stores,
        actions,
        pipeline,
    })
}

/// The page at `/cloud/pipelines/:pipeline`.
#[component]
pub fn PipelinePage(
    /// Which, by its mark.
    #[prop(into)]
    pipeline: Signal<Option<u64>>,
) -> impl IntoView {
    let session = Session::here();
    let found = Memo::new(move |_| pipeline.get().and_then(|mark| session.with(|state| found(state, mark))));
    let title = Signal::derive(move || {
        found.with(|found| found.as_ref().map_or("Pipeline".to_owned(), |found| found.pipeline.name.clone()))
    });
    view! {
        <Breadcrumbs crumbs=vec![Crumb::new("Cloud", Route::Cloud.href()), Crumb::new("Pipelines", Route::Pipelines.href())] />
        <PageHead title=title />
        {move || match found.get() {
            None => view! {
                <Refused
                    title="No such pipeline"
                    reason="This pipeline is not known here. An import may have replaced it."
                    link=Some(("See the pipelines".to_owned(), Route::Pipelines.href()))
                />
            }
                .into_any(),
            Some(found) => view! { <Told found=found /> }.into_any(),
        }}
    }
}

#[component]
fn Told(found: Found) -> impl IntoView {
    let session = Session::here();
    let Found { site, pipeline, place, findings, stores, actions } = found;
    let own = stores.iter().any(|store| store.own);
    let reason = session.select(move |state| may_edit_site(state, &site).err().map(|refusal| refusal.message));
    let no_store = Signal::derive(move || {
        reason.get().or_else(|| {
            (!own).then(|| "What is known of this pipeline has no artifact store in its own Region.".to_owned())
        })
    });
    let name = pipeline.name.clone();
    let objects = session.select(move |state| {
        objects_of(state, &site, |holder| matches!(holder, Holder::Artifact { pipeline, .. } if *pipeline == name))
    });
    let (choosing, sealing) = (RwSignal::new(false), RwSignal::new(false));
    let role = pipeline.structure.as_ref().map(|structure| structure.role.clone()).unwrap_or_default();
    let role_name = role.rsplit('/').next().filter(|name| !name.is_empty()).map(str::to_owned);
    let (for_key, for_seal) = (Arc::clone(&pipeline), Arc::clone(&pipeline));
    let known = pipeline.structure.is_some();
    let facts = [
        ("Account and Region", Some(place)),
        ("Version", pipeline.version.map(|version| version.to_string())),
        ("Type", pipeline.kind.clone()),
        ("Execution mode", pipeline.mode.clone()),
    ];
    view! {
        <Stack>
            <SignInHint />
            <Findings found=Signal::stored(findings) />
            <Card title="Pipeline">
                <Facts>
                    {facts.into_iter().filter_map(|(name, value)| value.map(|value| view! { <Fact name=name>{value}</Fact> })).collect_view()}
                    {(!role.is_empty()).then(|| view! { <Fact name="Role"><code class="breaks">{role}</code></Fact> })}
                </Facts>
            </Card>
            {known.then(|| view! {
                <Stores rows=stores reason=no_store choosing=choosing />
                <ActionsTable rows=actions />
            })}
            <SealedTable
                label="Artifacts"
                objects=objects
                opening=Opening::Artifact
                verb="Open"
                role=Signal::stored(role_name)
                reason=reason
                empty="Seal one: it goes into the store of this Region under its key, as the pipeline would do it with its role."
                tools=move || view! {
                    <Button small=true icon=Icon::Lock disabled_reason=no_store on_press=move |()| sealing.set(true)>"Seal an artifact"</Button>
                }
            />
        </Stack>
        <Dialog open=choosing title="Encryption key of the store"><SetKey open=choosing site=site pipeline=Arc::clone(&for_key) /></Dialog>
        <Dialog open=sealing title="Seal an artifact" shape=DialogShape::Wide><Seal open=sealing pipeline=Arc::clone(&for_seal) /></Dialog>
    }
}

#[component]
fn Stores(rows: Vec<StoreRow>, reason: Signal<Option<String>>, choosing: RwSignal<bool>) -> impl IntoView {
    let columns = vec![
        Column::new("region", "Region", |row: StoreRow| view! { <code>{row.region}</code> }).width(Width::Medium),
        Column::new("bucket", "Bucket", |row: StoreRow| view! { <span class="breaks">{row.bucket}</span> })
            .width(Width::Share(2)),
        Column::new("key", "Key", |row: StoreRow| match row.id {
            Some(id) => view! { <a class="breaks" href=Route::Key(id).href()>{row.key}</a> }.into_any(),
            None => view! { <span class="breaks">{row.key}</span> }.into_any(),
        })
        .width(Width::Share(3)),
    ];
    view! {
        <DataTable
            label="Artifact stores"
            rows=Signal::stored(rows)
            key=|row: &StoreRow| format!("{} {}", row.region, row.bucket)
            columns=columns
            tools=move || view! {
                <Button small=true icon=Icon::Key disabled_reason=reason on_press=move |()| choosing.set(true)>"Change key"</Button>
            }
            empty=|| view! { <Empty icon=Icon::Lock title="No store" lead=Some("The definition names no artifact store.".to_owned()) /> }
        />
    }
}

#[component]
fn ActionsTable(rows: Vec<ActionRow>) -> impl IntoView {
    let columns = vec![
        Column::new("stage", "Stage", |row: ActionRow| row.stage).width(Width::Medium),
        Column::new("name", "Action", |row: ActionRow| {
            view! { <span class="named"><b>{row.name}</b><span class="muted">{row.provider}</span></span> }
        })
        .width(Width::Share(2)),
        Column::new("region", "Region", |row: ActionRow| view! { <code>{row.region}</code> }).width(Width::Medium),
        Column::new("store", "Store", |row: ActionRow| view! { <span class="breaks">{row.store}</span> }).width(Width::Share(2)),
        Column::new("key", "Key", |row: ActionRow| view! { <span class="breaks">{row.key}</span> }).width(Width::Share(2)),
        Column::new("configuration", "Configuration", |row: ActionRow| {
            let pairs = row.configuration.into_iter();
            view! { <ul class="plain-list">{pairs.map(|(name, value)| view! { <li><code class="breaks">{name}"="{value}</code></li> }).collect_view()}</ul> }
        })
        .width(Width::Share(3)),
    ];
    view! {
        <DataTable
            label="Stages and actions"
            rows=Signal::stored(rows)
            key=|row: &ActionRow| format!("{}/{}", row.stage, row.name)
            columns=columns
            empty=|| view! { <Empty icon=Icon::Flow title="No action" lead=Some("The definition names no stages.".to_owned()) /> }
        />
    }
}

/// Choosing the key of the store. Keys that cannot seal are offered with the reason.
#[component]
fn SetKey(open: RwSignal<bool>, site: Site, pipeline: Arc<Pipeline>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let store = store_for(&pipeline, &site, None).cloned();
    let now = session.peek(|state| match store.as_ref().map(|store| sealing(state, &site, store)) {
        Some(Sealing::Known { key, .. }) => key.arn.clone(),
        _ => String::new(),
    });
    let chosen = RwSignal::new(now);
    let choices = session.select(move |state| {
        let mut choices = vec![Choice::new("", "aws/s3 (default, managed by AWS)")];
        if let Some(region) = state.cloud_region(site.account, site.region.as_str()) {
            let customers = region.keys.keys.values().filter(|key| key.manager == Manager::Customer);
            choices.extend(customers.map(|key| {
                let spec = key.spec.as_ref().map_or("not known", |spec| spec.word());
                Choice::new(key.arn.clone(), format!("{} ({spec})", region.keys.name_of(key)))
            }));
        }
        choices
    });
    let busy = RwSignal::new(false);
    let name = pipeline.name.clone();
    let submit = Callback::new(move |()| {
        faults.clear();
        let key = Some(chosen.get_untracked()).filter(|key| !key.is_empty());
        let command = pipeline::Command::SetKey { pipeline: name.clone(), key };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Pipeline(command)).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    open.try_set(false);
                    flashes.good("Key changed. Earlier artifacts still open with the key that sealed them.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Key of the store".to_owned())>
            <RefusalNote refusal=faults.any_but(field::KEY) />
            <Select
                label=field::KEY
                value=chosen
                choices=choices
                hint=Some("Only symmetric keys seal artifacts. Earlier artifacts keep the key that sealed them.".to_owned())
                fault=faults.at(field::KEY)
            />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Save"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(false))>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}

#[component]
fn Seal(open: RwSignal<bool>, pipeline: Arc<Pipeline>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let all = pipeline.artifacts();
    let artifact = RwSignal::new(all.first().map(|first| (*first).to_owned()).unwrap_or_default());
    let names: Vec<Choice> = all.into_iter().map(|name| Choice::new(name, name)).collect();
    let dropped = Dropped::default();
    let busy = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        faults.clear();
        let command = pipeline::Command::Seal {
            pipeline: pipeline.name.clone(),
            artifact: artifact.get_untracked(),
            content: dropped.content(),
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Pipeline(command)).await;
            busy.try_set(false);
            match outcome.map(|record| failure_of(&record)) {
                Ok(None) => {
                    open.try_set(false);
                    flashes.good("Sealed into the store.");
                }
                Err(refusal) | Ok(Some(refusal)) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Artifact to seal".to_owned())>
            <RefusalNote refusal=faults.beside(&[field::ARTIFACT, sealed_field::CONTENT]) />
            <Select label=field::ARTIFACT value=artifact choices=names fault=faults.at(field::ARTIFACT) />
            <ContentFields dropped=dropped faults=faults />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy icon=Icon::Lock>"Seal"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(false))>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}
