//! All keys that are known here.

use super::{
    create::CreateKey,
    place::{Place, SignInHint, sites_label},
};
use crate::{
    components::{
        Badge, Breadcrumbs, Button, ButtonKind, Column, Crumb, DataTable, Empty, Icon, LinkButton, PageHead, Stack,
        StateDot, Tone, Width,
    },
    domain::{
        Command, State,
        key::{self, Key, KeyId, KeyState, Keys, Manager, Site},
        trail,
    },
    routes::Route,
    session::{Session, browser::clock},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: KeyId,
    name: String,
    more: usize,
    place: String,
    manager: String,
    cloud: bool,
    state: KeyState,
    spec: String,
    rotation: String,
    seals: usize,
    uses: usize,
}

/// The tone of a state.
pub(super) fn tone(state: &KeyState) -> Tone {
    match state {
        KeyState::Enabled | KeyState::Updating => Tone::Good,
        KeyState::PendingDeletion | KeyState::PendingReplicaDeletion | KeyState::Unavailable => Tone::Bad,
        _ => Tone::Warn,
    }
}

/// Who manages a key, in words.
pub(super) fn manager(keys: &Keys, key: &Key) -> String {
    match (key.manager, keys.service_of(key)) {
        (Manager::Customer, _) => "Customer".to_owned(),
        (Manager::Cloud, Some(service)) => format!("AWS, for {service}"),
        (Manager::Cloud, None) => "AWS".to_owned(),
    }
}

/// How a key is rotated, in words.
pub(super) fn rotation(key: &Key) -> String {
    match key.rotation {
        None if key.manager == Manager::Cloud => "Every year".to_owned(),
        None => "Not known".to_owned(),
        Some(rotation) => rotation.period.map_or_else(|| "Off".to_owned(), |days| format!("Every {days} days")),
    }
}

fn rows(state: &State) -> Vec<Row> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in state.trail.chain.oldest_first() {
        if let Some(trail::Key::Cloud(arn)) = &entry.what.key {
            *uses.entry(arn).or_default() += 1;
        }
    }
    let mut seals: BTreeMap<&str, usize> = BTreeMap::new();
    for object in state.sealed.values() {
        *seals.entry(object.envelope.key.as_str()).or_default() += 1;
    }
    let row = |site: Site, keys: &Keys, key: &Key| Row {
        id: key.id.clone(),
        name: keys.name_of(key).to_owned(),
        more: keys.aliases_of(&key.id).count().saturating_sub(1),
        place: sites_label(state, &site),
        manager: manager(keys, key),
        cloud: key.manager == Manager::Cloud,
        state: key.state.clone(),
        spec: key.spec.as_ref().map_or("Not known", |spec| spec.word()).to_owned(),
        rotation: if key.is_symmetric() || key.spec.is_none() { rotation(key) } else { "Never".to_owned() },
        seals: seals.get(key.arn.as_str()).copied().unwrap_or_default(),
        uses: uses.get(key.arn.as_str()).copied().unwrap_or_default(),
    };
    let mut rows = Vec::new();
    for site in Site::all(state) {
        if let Some(region) = state.cloud_region(site.account, site.region.as_str()) {
            rows.extend(region.keys.keys.values().map(|key| row(site, &region.keys, key)));
        }
    }
    rows.sort_by_cached_key(|row| (row.cloud, row.name.to_lowercase()));
    rows
}

/// The page at `/cloud/keys`.
#[component]
pub fn KeysPage() -> impl IntoView {
    let session = Session::here();
    let rows = session.select(rows);
    let place = session.select(Place::of);
    let creating = RwSignal::new(false);
    let reason = Signal::derive(move || place.get().reason());
    // What became due while nobody looked.
    Effect::new(move |_| {
        let due = session.with(|state| key::is_due(state, clock::now()));
        if due && session.actor().is_some() {
            leptos::task::spawn_local(async move {
                // If it cannot be written now, the next visit does it.
                let _ = session.send(Command::Key(key::Command::CarryOut)).await;
            });
        }
    });
    view! {
        <Breadcrumbs crumbs=vec![Crumb::new("Cloud", Route::Cloud.href())] />
        <PageHead
            title="Keys"
            lead=Some("Keys of AWS KMS in the accounts known here. In the sample account they really seal and open.".to_owned())
            actions=move || view! {
                <Button kind=ButtonKind::Primary icon=Icon::Plus disabled_reason=reason on_press=move |()| creating.set(true)>"Create key"</Button>
            }
        />
        <Stack>
            <SignInHint />
            <DataTable
                label="Keys"
                rows=rows
                key=|row: &Row| format!("{} {}", row.id, row.place)
                columns=columns()
                href=Callback::new(|(row,): (Row,)| Route::Key(row.id).href())
                empty=|| view! {
                    <Empty
                        icon=Icon::Key
                        title="No key is known yet"
                        lead=Some("Keys come from an import of aws kms list-keys and describe-key, or are made in the sample account.".to_owned())
                        action=|| view! { <LinkButton href=Route::Cloud.href()>"Import from AWS CLI"</LinkButton> }
                    />
                }
            />
        </Stack>
        <CreateKey open=creating />
    }
}

fn columns() -> Vec<Column<Row>> {
    let count = |count: usize| view! { <span class="num" class:muted=count == 0>{count}</span> };
    vec![
        Column::new("name", "Key", |row: Row| {
            let more = (row.more > 0).then(|| format!("and {} more", row.more));
            view! {
                <span class="named">
                    <span class="breaks">{row.name}</span>
                    {more.map(|more| view! { <span class="muted">{more}</span> })}
                    {row.cloud.then(|| view! { <Badge>"AWS managed"</Badge> })}
                </span>
            }
        })
        .sort_key(|row| row.name.to_lowercase())
        .width(Width::Share(3)),
        Column::new("state", "State", |row: Row| {
            view! { <StateDot tone=tone(&row.state)>{row.state.label().to_owned()}</StateDot> }
        })
        .sort_key(|row| row.state.label().to_owned())
        .width(Width::Small),
        Column::new("manager", "Managed by", |row: Row| row.manager)
            .sort_key(|row| row.manager.clone())
            .width(Width::Medium)
            .at_first_hidden(),
        Column::new("spec", "Spec", |row: Row| view! { <code>{row.spec}</code> })
            .sort_key(|row| row.spec.clone())
            .width(Width::Medium)
            .at_first_hidden(),
        Column::new("rotation", "Rotation", |row: Row| row.rotation)
            .sort_key(|row| row.rotation.clone())
            .width(Width::Small),
        Column::new("seals", "Seals", move |row: Row| count(row.seals))
            .sort_key(|row| row.seals)
            .at_end()
            .width(Width::Small),
        Column::new("uses", "Uses", move |row: Row| count(row.uses))
            .sort_key(|row| row.uses)
            .at_end()
            .width(Width::Small),
        Column::new("place", "Account and Region", |row: Row| row.place)
            .sort_key(|row| row.place.clone())
            .width(Width::Share(2)),
    ]
}
