//! Data protection (DPR-3): what this browser keeps, with which key it is sealed, and what can be done about it.
//! All of it is computed from the open vault; nothing is said that was not just read.

mod add_passkey;
mod clear;
mod facts;
mod file;
mod findings;
mod glance;
mod hierarchy;
mod integrity;
mod keys;
mod limits;
mod linked;
mod lock;
mod locks;
mod parts;
mod passphrase;
mod practices;
mod replica;
mod room;
mod rotate;
mod sheet;
mod stay;
mod takes;

use crate::{
    components::{
        button::{Button, ButtonKind},
        card::{Split, Stack},
        icon::Icon,
        note::{Note, Skeleton},
        page_head::PageHead,
        tone::Tone,
    },
    session::Session,
};
use clear::ClearBrowser;
use facts::Kept;
pub(in crate::pages) use file::holdings;
use file::{VaultFileCard, use_export};
use findings::{Check, FindingsCard};
use glance::Glance;
use integrity::Integrity;
use keys::KeyCard;
use leptos::prelude::*;
use limits::Limits;
use linked::LinkedCard;
use lock::LockCard;
use locks::LocksCard;
pub(in crate::pages) use parts::Part;
use parts::{Index, Section};
use passphrase::ChangePassphrase;
use practices::{PracticesCard, practices};
use replica::ReplicaCard;
use room::RoomCard;
pub(in crate::pages) use room::percent;
use rotate::RotateKey;
use takes::TakesCard;

/// Why a tab that follows another one does not write.
const FOLLOWS: &str = "Another tab of this console does the writing. Do it there, or close that tab first.";

/// So many damaged pieces are named one by one.
const NAMED: usize = 20;

/// The page.
#[component]
pub fn DataProtectionPage() -> impl IntoView {
    let session = Session::here();
    let kept = facts::watch(session);
    let follows = Signal::derive(move || {
        kept.with(|kept| kept.as_ref().is_some_and(|kept| kept.follows).then(|| FOLLOWS.to_owned()))
    });
    let export = use_export(session);
    let changing = RwSignal::new(false);
    let rotating = RwSignal::new(false);
    let clearing = RwSignal::new(false);
    let check = Check::begin(session);
    let practices = practices(session, kept, check);
    view! {
        <PageHead
            title="Data protection"
            lead=Some("What this browser keeps, with which key it is sealed, what leaves a Region, and what all that does not protect against.".to_owned())
            actions=move || {
                view! {
                    <Button icon=Icon::Lock on_press=Callback::new(move |()| session.lock())>"Lock"</Button>
                    <Button
                        kind=ButtonKind::Primary
                        icon=Icon::Export
                        busy=export.busy
                        disabled_reason=follows
                        on_press=export.run
                    >
                        "Export vault"
                    </Button>
                }
            }
        />
        <Stack>
            <Show when=move || follows.get().is_some()>
                <Note tone=Tone::Info>
                    "This tab follows another one, which does all writing. What changes keys or files is done there; it can be read and locked here."
                </Note>
            </Show>
            <DamageFound />
            <Show when=move || kept.with(Option::is_some) fallback=|| view! { <Skeleton lines=6 /> }>
                <div class="with-index">
                    <Index />
                    <div class="parts">
                        <Section part=Part::Glance>
                            <Split>
                                <Glance kept=kept check=check practices=practices />
                                <LockCard />
                            </Split>
                        </Section>
                        <Section part=Part::Keys>
                            <LocksCard kept=kept changing=changing follows=follows />
                            <KeyCard kept=kept rotating=rotating follows=follows />
                        </Section>
                        <Section part=Part::Room>
                            <RoomCard kept=kept />
                            <TakesCard kept=kept />
                        </Section>
                        <Section part=Part::Integrity>
                            <Integrity kept=kept follows=follows />
                        </Section>
                        <Section part=Part::Findings>
                            <FindingsCard check=check />
                        </Section>
                        <Section part=Part::Replica>
                            <ReplicaCard />
                        </Section>
                        <Section part=Part::Linked>
                            <LinkedCard />
                        </Section>
                        <Section part=Part::Practices>
                            <PracticesCard practices=practices />
                            <Limits />
                        </Section>
                        <Section part=Part::File>
                            <Split>
                                <VaultFileCard export=export follows=follows />
                                <ClearBrowser open=clearing export=export follows=follows />
                            </Split>
                        </Section>
                    </div>
                </div>
            </Show>
        </Stack>
        <ChangePassphrase open=changing />
        <RotateKey open=rotating />
    }
}

/// What was found damaged when the vault was opened (VLT-5): named, and the rest was opened all the same.
#[component]
fn DamageFound() -> impl IntoView {
    let session = Session::here();
    let damage = Memo::new(move |_| session.damage());
    view! {
        <Show when=move || damage.with(|damage| !damage.is_empty())>
            <Note tone=Tone::Warn title=Some("Not everything could be opened.".to_owned())>
                "All that is not named here was opened as usual. An exported file from before may still hold what is named."
                <DamageList damage=damage />
            </Note>
        </Show>
    }
}

/// Damaged pieces, one by one up to a number that can be read.
#[component]
fn DamageList(
    /// A sentence for each.
    #[prop(into)]
    damage: Signal<Vec<String>>,
) -> impl IntoView {
    view! {
        <ul class="damage">
            {move || {
                damage.with(|damage| damage.iter().take(NAMED).map(|line| view! { <li>{line.clone()}</li> }).collect_view())
            }}
            {move || {
                let more = damage.with(Vec::len).saturating_sub(NAMED);
                (more > 0).then(|| view! { <li>{format!("And {more} more.")}</li> })
            }}
        </ul>
    }
}
