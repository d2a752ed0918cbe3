//! The keys as a picture that reads as a list: what opens the vault, the vault key, the keys under it, what each seals and
//! how much room that takes (DPR-3).

use super::{Kept, room::percent};
use crate::{
    components::{
        icon::{Icon, IconView},
        table::grouped,
    },
    domain::{SpaceId, State, settings::WayKind},
    session::Session,
    vault::{LockKind, Parameters, Usage, VAULT_SCOPE},
};
use leptos::prelude::*;

/// The picture.
#[component]
pub(super) fn Hierarchy(
    /// What the vault says.
    kept: RwSignal<Option<Kept>>,
) -> impl IntoView {
    let session = Session::here();
    let ways = Memo::new(move |_| {
        kept.with(|kept| kept.as_ref().map(|kept| session.with(|state| ways(kept, state))).unwrap_or_default())
    });
    let keys = Memo::new(move |_| {
        kept.with(|kept| kept.as_ref().map(|kept| session.with(|state| keys(&kept.usage, state))).unwrap_or_default())
    });
    view! {
        <div class="hierarchy">
            <ol aria-label="From what opens the vault to what is sealed">
                <li class="stage">
                    <h3>"What opens it"</h3>
                    <ul>{move || ways.get().into_iter().map(way_view).collect_view()}</ul>
                </li>
                <li class="stage" data-middle="">
                    <h3>"The key in the middle"</h3>
                    <ul>
                        <li>
                            <div class="node" data-tone="signal">
                                <span class="node-mark"><IconView icon=Icon::Key /></span>
                                <b>"Vault key"</b>
                                <span>"256 random bits. Kept only wrapped, once for each way beside it."</span>
                            </div>
                        </li>
                    </ul>
                </li>
                <li class="stage" data-last="">
                    <h3>"What it leads to"</h3>
                    <ul>{move || keys.get().into_iter().map(key_view).collect_view()}</ul>
                </li>
            </ol>
        </div>
    }
}

/// One way to unlock.
#[derive(Clone, PartialEq)]
struct Way {
    icon: Icon,
    name: String,
    words: String,
}

fn ways(kept: &Kept, state: &State) -> Vec<Way> {
    let Parameters { memory_kib, passes, lanes } = kept.parameters;
    let lanes = if lanes == 1 { "1 lane".to_owned() } else { format!("{lanes} lanes") };
    let passphrase = Way {
        icon: Icon::Person,
        name: "Passphrase".to_owned(),
        words: format!(
            "Kept nowhere. Argon2id, {} MiB, {passes} passes, {lanes}, makes a wrapping key of it at each unlock.",
            memory_kib / 1024
        ),
    };
    let name_of = |kind: WayKind, id: u64| {
        state
            .settings
            .ways
            .iter()
            .find(|way| way.is(kind, id))
            .map(|way| way.name.clone())
            .filter(|name| !name.is_empty())
    };
    let others = kept.locks.iter().filter_map(|(kind, id)| match kind {
        LockKind::Passphrase => None,
        LockKind::Passkey => Some(Way {
            icon: Icon::Key,
            name: name_of(WayKind::Passkey, *id).map_or_else(|| "Passkey".to_owned(), |name| format!("Passkey {name}")),
            words: "The device keeps its secret; what it answers makes a wrapping key.".to_owned(),
        }),
        LockKind::Recovery => Some(Way {
            icon: Icon::File,
            name: "Recovery sheet".to_owned(),
            words: "Kept on paper alone. Its code makes a wrapping key.".to_owned(),
        }),
    });
    std::iter::once(passphrase).chain(others).collect()
}

fn way_view(way: Way) -> impl IntoView {
    let Way { icon, name, words } = way;
    view! {
        <li>
            <div class="node">
                <span class="node-mark"><IconView icon=icon /></span>
                <b>{name}</b>
                <span>{words}</span>
            </div>
        </li>
    }
}

/// One key under the vault key.
#[derive(Clone, PartialEq)]
struct Key {
    icon: Icon,
    name: String,
    seals: &'static str,
    /// Units, and out of how many; none where a key seals nothing that takes room of its own.
    room: Option<(usize, usize)>,
    /// Keys that it wraps.
    under: Vec<Self>,
}

fn keys(usage: &Usage, state: &State) -> Vec<Key> {
    let sealed = usage.used.saturating_sub(usage.others);
    let units = |scope: &[u8; 16]| usage.by_scope.get(scope).copied().unwrap_or_default();
    let key = |icon, name: &str, seals, room| Key { icon, name: name.to_owned(), seals, room, under: Vec::new() };
    // The envelope is readable; what is damaged or tidied up is no key's any more.
    let own = units(&VAULT_SCOPE).saturating_sub(usage.envelope + usage.quarantine + usage.loose);
    let mut spaces: Vec<([u8; 16], Option<String>)> =
        state.spaces.values().map(|space| (*space.id.0.as_bytes(), Some(space.name.clone()))).collect();
    spaces.sort_by_cached_key(|(_, name)| name.as_deref().unwrap_or_default().to_lowercase());
    let unknown = usage.by_scope.keys().filter(|scope| **scope != VAULT_SCOPE);
    let unknown = unknown.filter(|scope| state.space(SpaceId(uuid::Uuid::from_bytes(**scope))).is_none());
    spaces.extend(unknown.map(|scope| (*scope, None)));
    let under = spaces.into_iter().map(|(scope, name)| Key {
        icon: Icon::Space,
        name: name.map_or_else(|| "Key of a space that could not be read".to_owned(), |name| format!("Key of {name}")),
        seals: "Everything in the space: members, projects, issues, activity",
        room: Some((units(&scope), sealed)),
        under: Vec::new(),
    });
    let wrap = Key { under: under.collect(), ..key(Icon::Key, "Wrap key", "Wraps a random key for every space", None) };
    vec![
        key(
            Icon::ShieldCheck,
            "Vault's own key",
            "People, settings, messages, the newest changes, and what counts",
            Some((own, sealed)),
        ),
        key(Icon::Tag, "Names key", "Names of all items: keyed hashes that tell neither space nor kind", None),
        key(Icon::Export, "Export key", "Shows that an exported file was not altered", None),
        wrap,
    ]
}

fn key_view(key: Key) -> AnyView {
    let Key { icon, name, seals, room, under } = key;
    let bar = room.map(|(units, whole)| {
        let words = if units == 0 {
            "Still among the newest changes".to_owned()
        } else {
            format!("{} units, {} of what is sealed", grouped(units), percent(units, whole))
        };
        let share = 100 * units as u64 / whole.max(1) as u64;
        view! {
            <span class="node-room">
                <span class="node-bar" aria-hidden="true"><i style:inline-size=format!("{share}%") /></span>
                <span class="num">{words}</span>
            </span>
        }
    });
    view! {
        <li>
            <div class="node">
                <span class="node-mark"><IconView icon=icon /></span>
                <b>{name}</b>
                <span>{seals}</span>
                {bar}
            </div>
            {(!under.is_empty()).then(|| view! { <ul>{under.into_iter().map(key_view).collect_view()}</ul> })}
        </li>
    }
    .into_any()
}
