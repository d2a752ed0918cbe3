//! The practices of protecting data with the live state of each (DPR-6), and what a space does not offer (KMS-5).

use super::{Kept, findings::Check, parts::Part};
use crate::{
    components::{
        badge::StateDot,
        card::Card,
        icon::{Icon, IconView},
        note::Note,
        tone::Tone,
    },
    domain::practice::{self, Around, Mend, Practice, Standing, Transport},
    routes::{Route, SpaceTab},
    session::{Session, browser::clock},
    vault::{LockKind, Parameters},
};
use leptos::prelude::*;

/// All practices as they stand, tracked.
pub(super) fn practices(session: Session, kept: RwSignal<Option<Kept>>, check: Check) -> Memo<Vec<Practice>> {
    let transport = transport();
    Memo::new(move |_| {
        let (parameters, has_sheet, has_passkey) = kept.with(|kept| {
            kept.as_ref().map_or((Parameters::DEFAULT, false, false), |kept| {
                let has = |wanted| kept.locks.iter().any(|(kind, _)| *kind == wanted);
                (kept.parameters, has(LockKind::Recovery), has(LockKind::Passkey))
            })
        });
        let least = Parameters::DEFAULT;
        let around = Around {
            transport,
            derivation_is_current: parameters.memory_kib >= least.memory_kib && parameters.passes >= least.passes,
            derivation: format!("Argon2id with {} MiB and {} passes", parameters.memory_kib / 1024, parameters.passes),
            has_sheet,
            has_passkey,
            findings: check.open(),
            now: clock::now(),
        };
        session.with(|state| practice::of(state, &around))
    })
}

/// How the page reached the browser.
fn transport() -> Transport {
    let location = window().location();
    match location.protocol().unwrap_or_default().as_str() {
        "https:" => Transport::Tls,
        // A file and this computer's own address never cross a network.
        "http:" if !window().is_secure_context() => Transport::Open,
        _ => Transport::Local,
    }
}

/// The list, what lacks first; then what a space does not offer.
#[component]
pub(super) fn PracticesCard(
    /// The practices of this page.
    practices: Memo<Vec<Practice>>,
) -> impl IntoView {
    let sorted = move || {
        let mut all = practices.get();
        all.sort_by_key(|practice| practice.standing);
        all
    };
    let holding =
        move || practices.with(|all| (all.iter().filter(|one| one.standing == Standing::Holds).count(), all.len()));
    view! {
        <Card title="Practices" count=Signal::derive(move || { let (holds, all) = holding(); Some(format!("{holds} of {all}")) }) flush=true>
            <ul class="practices small">
                {move || sorted().into_iter().map(practice_view).collect_view()}
            </ul>
            <div class="card-foot">
                <Note tone=Tone::Info title=Some("A space has no key management of its own.".to_owned())>
                    "What the service stores is encrypted with keys that the service keeps, and no key of yours can be chosen for a space: none is offered here. In this browser, each space is sealed with a key of its own, which goes with the space."
                </Note>
            </div>
        </Card>
    }
}

fn practice_view(practice: Practice) -> impl IntoView {
    let Practice { name, standing, found, todo, mend } = practice;
    let (tone, icon, word) = match standing {
        Standing::Holds => (Tone::Good, Icon::Good, "Holds"),
        Standing::Look => (Tone::Warn, Icon::Warning, "To look at"),
        Standing::Lacks => (Tone::Bad, Icon::Fault, "Lacks"),
    };
    let link = mend.filter(|_| standing != Standing::Holds).map(|mend| {
        let (words, href) = leads_to(mend);
        view! { <a href=href>{words}</a> }
    });
    view! {
        <li data-tone=tone.name()>
            <IconView icon=icon />
            <div>
                <b>{name}</b>
                <p>{found}</p>
                {todo.map(|todo| view! { <p class="muted">{todo} " " {link}</p> })}
            </div>
            <StateDot tone=tone>{word}</StateDot>
        </li>
    }
}

fn leads_to(mend: Mend) -> (&'static str, String) {
    match mend {
        Mend::Members(space) => ("See the members", Route::Space(space, SpaceTab::Members).href()),
        Mend::Keys => ("Go to the keys", Part::Keys.href()),
        Mend::Findings => ("Go to the findings", Part::Findings.href()),
        Mend::Integrity => ("Go to the check", Part::Integrity.href()),
        Mend::File => ("Go to the vault file", Part::File.href()),
        Mend::Lock => ("Set the idle time", Part::Glance.href()),
        Mend::Activity(space) => ("See the activity", Route::Space(space, SpaceTab::Activity).href()),
        Mend::Me => ("Open my settings", Route::Me.href()),
        Mend::CreateSpace => ("Create a space", Route::CreateSpace.href()),
    }
}
