//! The keys, each with what wraps it and what it seals; and what lies where, sealed or not (DPR-3).

use super::Kept;
use crate::{
    components::{
        card::Card,
        icon::{Icon, IconView},
        table::{Column, DataTable, Width, grouped},
        tone::Tone,
    },
    domain::SpaceId,
    session::Session,
    vault::{Parameters, Scope, Usage, VAULT_SCOPE},
};
use leptos::prelude::*;

/// From the passphrase down to the records, then the keys that seal them.
#[component]
pub(super) fn KeyCard(
    /// What the vault says.
    kept: RwSignal<Option<Kept>>,
) -> impl IntoView {
    let session = Session::here();
    let rows = Memo::new(move |_| {
        let by_scope = kept.with(|kept| kept.as_ref().map(|kept| kept.usage.by_scope.clone()).unwrap_or_default());
        session.with(|state| {
            let name =
                |scope: &Scope| state.space(SpaceId(uuid::Uuid::from_bytes(*scope))).map(|space| space.name.clone());
            let own = by_scope.get(&VAULT_SCOPE).copied().unwrap_or_default();
            let mut spaces: Vec<KeyRow> = by_scope
                .iter()
                .filter(|(scope, _)| **scope != VAULT_SCOPE)
                .map(|(scope, units)| KeyRow { scope: *scope, space: name(scope), units: *units })
                .collect();
            // A space whose changes are all in the journal still has a key of its own.
            let fresh = state.spaces.values().filter(|space| !by_scope.contains_key(space.id.0.as_bytes()));
            spaces.extend(fresh.map(|space| KeyRow {
                scope: *space.id.0.as_bytes(),
                space: Some(space.name.clone()),
                units: 0,
            }));
            spaces.sort_by_cached_key(|row| row.space.clone().unwrap_or_default().to_lowercase());
            let mut rows = vec![KeyRow { scope: VAULT_SCOPE, space: None, units: own }];
            rows.extend(spaces);
            rows
        })
    });
    let parameters =
        Memo::new(move |_| kept.with(|kept| kept.as_ref().map_or(Parameters::DEFAULT, |kept| kept.parameters)));
    let columns = vec![
        Column::new("key", "Key", |row: KeyRow| view! { <b>{row.title()}</b> }).width(Width::Share(2)),
        Column::new("wrapped", "Wrapped by", |row: KeyRow| if row.is_vault() { "Wrapping key" } else { "Vault key" }).width(Width::Small),
        Column::new("seals", "Seals", |row: KeyRow| row.seals()).width(Width::Share(3)),
        Column::new("room", "Room, units", |row: KeyRow| {
            view! { <span class="num">{if row.units == 0 { "in newest changes".to_owned() } else { grouped(row.units) }}</span> }
        })
            .width(Width::Small).at_end(),
    ];
    view! {
        <Card
            title="Keys and what they seal"
            flush=true
        >
            {move || view! { <Ladder parameters=parameters.get() spaces=rows.with(Vec::len).saturating_sub(1) /> }}
            <DataTable
                label="Keys"
                rows=rows
                key=|row: &KeyRow| uuid::Uuid::from_bytes(row.scope).as_simple().to_string()
                columns=columns
                hide_head=true
                bare=true
            />
            <p class="card-foot small muted">
                "The wrapping key is made anew from the passphrase at each unlock and kept nowhere. Newest changes are counted with the vault key until they are folded into their space."
            </p>
        </Card>
    }
}

#[derive(Clone, PartialEq)]
struct KeyRow {
    scope: Scope,
    /// The space's name, if the state holds the space.
    space: Option<String>,
    units: usize,
}

impl KeyRow {
    fn is_vault(&self) -> bool {
        self.scope == VAULT_SCOPE
    }

    fn title(&self) -> String {
        match &self.space {
            _ if self.is_vault() => "Vault key".to_owned(),
            Some(name) => format!("Key of {name}"),
            None => "Key of a space that could not be read".to_owned(),
        }
    }

    fn seals(&self) -> &'static str {
        if self.is_vault() {
            "The keys of spaces; people, settings, messages, the list of spaces"
        } else {
            "Everything in the space: members, projects, issues, activity"
        }
    }
}

/// The way from what a person knows to what is kept, as a row of steps.
#[component]
fn Ladder(parameters: Parameters, spaces: usize) -> impl IntoView {
    let work = format!(
        "{} MiB, {} passes, {} {}",
        parameters.memory_kib / 1024,
        parameters.passes,
        parameters.lanes,
        plural(parameters.lanes, "lane")
    );
    let keys = match spaces {
        1 => "One, for the one space".to_owned(),
        count => format!("{count}, one for each space"),
    };
    let steps = [
        (Icon::Person, Tone::Idle, "Passphrase", "Kept nowhere".to_owned()),
        (Icon::Clock, Tone::Idle, "Argon2id", work),
        (Icon::Key, Tone::Idle, "Wrapping key", "Kept nowhere".to_owned()),
        (Icon::Key, Tone::Signal, "Vault key", "Random, kept wrapped".to_owned()),
        (Icon::Space, Tone::Signal, "Space keys", keys),
        (Icon::ShieldCheck, Tone::Good, "Records", "AES-256-GCM, each with its own key and nonce".to_owned()),
    ];
    view! {
        <div class="ladder"><ol aria-label="From the passphrase to the records">
            {steps
                .into_iter()
                .map(|(icon, tone, name, words)| {
                    view! {
                        <li data-tone=tone.name()>
                            <span class="ladder-mark"><IconView icon=icon /></span>
                            <b>{name}</b>
                            <span>{words}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ol></div>
    }
}

fn plural(count: u32, one: &str) -> String {
    if count == 1 { one.to_owned() } else { format!("{one}s") }
}

/// What lies where, and what of it can be read without a key.
#[component]
pub(super) fn SealedCard(
    /// What the vault says.
    kept: RwSignal<Option<Kept>>,
) -> impl IntoView {
    let rows = Memo::new(move |_| {
        kept.with(|kept| kept.as_ref().map(|kept| places(&kept.usage, kept.journal)).unwrap_or_default())
    });
    let columns = vec![
        Column::new("what", "What", |row: Place| view! { <b>{row.what}</b> }).width(Width::Share(3)),
        Column::new("where", "Where", |row: Place| row.at).width(Width::Share(3)),
        Column::new("key", "Sealed with", |row: Place| row.key).width(Width::Share(3)),
        Column::new("room", "Room, units", |row: Place| {
            view! { <span class="num">{row.units.map_or_else(|| "not counted".to_owned(), grouped)}</span> }
        })
        .width(Width::Small)
        .at_end(),
    ];
    view! {
        <Card title="What is kept, and where" flush=true>
            <DataTable label="What is kept" rows=rows key=|row: &Place| row.what.to_owned() columns=columns hide_head=true bare=true />
            <p class="card-foot small muted">
                "Names of items are keyed hashes: they tell neither space nor kind. Nothing is kept in cookies, in sessionStorage or in a cache, and addresses carry ids alone."
            </p>
        </Card>
    }
}

#[derive(Clone, PartialEq)]
struct Place {
    what: &'static str,
    at: String,
    key: &'static str,
    units: Option<usize>,
}

fn places(usage: &Usage, journal: u64) -> Vec<Place> {
    const LOCAL: &str = "localStorage";
    const SPACE: &str = "The key of its space, or the vault key";
    let place = |what, at: &str, key, units| Place { what, at: at.to_owned(), key, units: Some(units) };
    let changes = match journal {
        0 => LOCAL.to_owned(),
        1 => format!("{LOCAL}, 1 change"),
        count => format!("{LOCAL}, {} changes", grouped(usize::try_from(count).unwrap_or(usize::MAX))),
    };
    let mut places = vec![
        place("Spaces, projects, issues, people, settings", LOCAL, SPACE, usage.segments),
        place("Newest changes, not folded yet", &changes, SPACE, usage.runs + usage.journal),
        Place {
            what: "The newest changes once more, against crashes",
            at: "Write-ahead log in IndexedDB".to_owned(),
            key: SPACE,
            units: None,
        },
        place("Wrapped keys of spaces, and what counts", LOCAL, "Vault key", usage.head),
        place(
            "The envelope: salt, work factors, wrapped vault key",
            "localStorage, and a copy in IndexedDB",
            "Readable; the key in it is wrapped",
            usage.envelope,
        ),
    ];
    let more = [
        ("Drafts and notes", SPACE, usage.asides),
        ("Damaged items, kept aside", "As they were found", usage.quarantine),
        ("Items that count no more", "Go at the next unlock", usage.loose),
        ("What others keep at this address", "Not the console's, never touched", usage.others),
    ];
    places.extend(
        more.into_iter().filter(|(_, _, units)| *units > 0).map(|(what, key, units)| place(what, LOCAL, key, units)),
    );
    places
}
