//! Check integrity: every kept item is read, opened and expanded, a slice at a time; what is damaged is named by its place,
//! and what is kept aside of it can be thrown away.

use super::{DamageList, Kept};
use crate::{
    components::{
        button::{Button, ButtonKind},
        card::Card,
        dialog::ConfirmDialog,
        flash::Flashes,
        icon::Icon,
        meter::Progress,
        note::Note,
        table::grouped,
        time::RelativeTime,
        tone::Tone,
    },
    domain::{Command, settings},
    session::{
        Session,
        browser::clock::{self, SLICE_MS},
        damage_words,
    },
    vault::{Damage, Quarantined, VerifyStep},
};
use leptos::prelude::*;

/// How a check stands.
#[derive(Clone, PartialEq)]
enum Check {
    /// None since this page was opened.
    None,
    /// So many done, of so many.
    Going(usize, usize),
    /// The person stopped it, after so many; these did not open.
    Stopped(usize, usize, Vec<String>),
    /// All were looked at; these did not open.
    Done(usize, Vec<String>),
    /// The browser refused; why.
    Failed(String),
}

/// The card with the button, the progress and what came of it.
#[component]
pub(super) fn Integrity(
    /// What the vault says.
    kept: RwSignal<Option<Kept>>,
    /// Why this tab may not write.
    follows: Signal<Option<String>>,
) -> impl IntoView {
    let session = Session::here();
    let check = RwSignal::new(Check::None);
    let stop = RwSignal::new(false);
    let begin = Callback::new(move |()| {
        stop.set(false);
        check.set(Check::Going(0, 0));
        leptos::task::spawn_local(async move {
            let outcome = look_through(session, check, stop).await;
            if let Check::Done(items, damage) = &outcome {
                let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
                let note = settings::Command::NoteCheck { items: count(*items), damaged: count(damage.len()) };
                // The outcome stands on the page; that it was noted matters to the list of practices alone.
                let _ = session.send(Command::Settings(note)).await;
            }
            check.try_set(outcome);
        });
    });
    let going = Memo::new(move |_| match check.get() {
        Check::Going(done, total) => Some((done, total)),
        _ => None,
    });
    let is_going = Memo::new(move |_| going.get().is_some());
    let last = session.select(|state| state.settings.checked);
    let aside =
        Memo::new(move |_| kept.with(|kept| kept.as_ref().map(|kept| kept.quarantined.clone()).unwrap_or_default()));
    view! {
        <Card
            title="Integrity"
            actions=move || {
                view! { <Button small=true busy=Signal::derive(move || is_going.get()) on_press=begin>"Check integrity"</Button> }
            }
        >
            <div class="stack small">
                <Show when=move || is_going.get()>
                    <Progress
                        label="Opening every kept item"
                        share=Signal::derive(move || going.get().filter(|(_, total)| *total > 0).map(|(done, total)| share(done, total)))
                        words=Signal::derive(move || {
                            going.get().map(|(done, total)| format!("{} of {}", grouped(done), grouped(total))).unwrap_or_default()
                        })
                        on_cancel=Callback::new(move |()| stop.set(true))
                    />
                </Show>
                <div role="status">{move || (!is_going.get()).then(|| said(check.get()))}</div>
                {move || last.get().map(|last| view! { <p class="muted">"Last check: "<LastCheck last=last /></p> })}
                <Show when=move || aside.with(|aside| !aside.is_empty())>
                    <KeptAside aside=aside follows=follows />
                </Show>
            </div>
        </Card>
    }
}

#[component]
fn LastCheck(last: settings::Checked) -> impl IntoView {
    let items = grouped(usize::try_from(last.items).unwrap_or(usize::MAX));
    let words = match last.damaged {
        0 => format!("all {items} items opened, "),
        1 => format!("one of {items} items did not open, "),
        many => format!("{many} of {items} items did not open, "),
    };
    view! { {words} <RelativeTime at=Signal::stored(milliseconds(last.at.0)) /> "." }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 stay below 2^53 for hundreds of thousands of years"
)]
pub(super) fn milliseconds(at: i64) -> f64 {
    at as f64
}

/// What did not open and was put aside: how much it is, and the way to throw it away.
#[component]
fn KeptAside(aside: Memo<Vec<Quarantined>>, follows: Signal<Option<String>>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let (asking, busy, fault) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<String>));
    let words = move || {
        aside.with(|aside| {
            let units: usize = aside.iter().map(|item| item.units).sum();
            match aside.len() {
                1 => format!("One damaged item is kept aside, {} units.", grouped(units)),
                many => format!("{} damaged items are kept aside, {} units.", grouped(many), grouped(units)),
            }
        })
    };
    let discard = Callback::new(move |()| {
        busy.set(true);
        fault.set(None);
        let items = aside.get_untracked();
        leptos::task::spawn_local(async move {
            let outcome = session.discard_damaged(&items).await;
            busy.try_set(false);
            match outcome {
                Ok(count) => {
                    asking.try_set(false);
                    flashes.good(if count == 1 {
                        "One damaged item was thrown away.".to_owned()
                    } else {
                        format!("{} damaged items were thrown away.", grouped(count))
                    });
                }
                Err(refusal) => {
                    fault.try_set(Some(refusal.message));
                }
            }
        });
    });
    view! {
        <Note
            tone=Tone::Warn
            action=move || {
                view! {
                    <Button small=true kind=ButtonKind::Danger icon=Icon::Trash disabled_reason=follows on_press=Callback::new(move |()| asking.set(true))>
                        "Discard"
                    </Button>
                }
            }
        >
            {words}" Nothing of them is read any more. They stay for as long as somebody may want to look at what happened."
        </Note>
        <ConfirmDialog
            open=asking
            title="Discard damaged items"
            lead="What did not open goes for good. Nothing that opens is touched."
            goes=Signal::derive(move || vec![words()])
            action="Discard"
            fault=fault
            busy=busy
            on_confirm=discard
        />
    }
}

#[expect(clippy::cast_precision_loss, reason = "a vault has far fewer than 2^52 items")]
pub(super) fn share(done: usize, total: usize) -> f64 {
    done as f64 / total as f64
}

fn said(check: Check) -> AnyView {
    match check {
        Check::None | Check::Going(..) => view! {
            <p class="muted">"Reads every kept item, opens it with its key and looks whether it is whole. Nothing of it is changed."</p>
        }
            .into_any(),
        Check::Stopped(done, total, damage) if damage.is_empty() => view! {
            <p>{format!("Stopped after {} of {} items. Those looked at are whole.", grouped(done), grouped(total))}</p>
        }
            .into_any(),
        Check::Done(total, damage) if damage.is_empty() => view! {
            <Note tone=Tone::Good>{format!("All {} items open and are whole.", grouped(total))}</Note>
        }
            .into_any(),
        Check::Stopped(total, _, damage) | Check::Done(total, damage) => {
            let words = format!("{} of {} items do not open. The rest is whole; an exported file from before may hold what is missing.", grouped(damage.len()), grouped(total));
            view! { <Note tone=Tone::Bad>{words}<DamageList damage=Signal::stored(damage) /></Note> }.into_any()
        }
        Check::Failed(why) => view! { <Note tone=Tone::Bad>{why}</Note> }.into_any(),
    }
}

/// Looks at items until time for a frame, again and again. The vault is held for a slice only, so commands go on in
/// between; what they replace is passed over.
async fn look_through(session: Session, check: RwSignal<Check>, stop: RwSignal<bool>) -> Check {
    const LOCKED: &str = "The vault locked before the check was through. Unlock it and check again.";
    let Some(mut verification) = session.with_vault(|vault| vault.begin_verify()).await else {
        return Check::Failed(LOCKED.to_owned());
    };
    let mut damage: Vec<Damage> = Vec::new();
    let named = |damage: &[Damage]| session.peek(|state| damage.iter().map(|one| damage_words(one, state)).collect());
    let (mut done, mut total) = (0, 0);
    loop {
        clock::breathe().await;
        // Gone with its page means stopped.
        if stop.try_get_untracked().unwrap_or(true) {
            return Check::Stopped(done, total, named(&damage));
        }
        let slice = session
            .with_vault(|vault| {
                let until = clock::running() + SLICE_MS;
                let mut last = None;
                loop {
                    match vault.verify_step(&mut verification) {
                        Ok(Some(VerifyStep { done, total, damage: found })) => {
                            damage.extend(found);
                            last = Some((done, total));
                        }
                        Ok(None) => return Ok((last, true)),
                        Err(fault) => return Err(fault.to_string()),
                    }
                    if clock::running() >= until {
                        return Ok((last, false));
                    }
                }
            })
            .await;
        match slice {
            None => return Check::Failed(LOCKED.to_owned()),
            Some(Err(why)) => return Check::Failed(why),
            Some(Ok((last, ended))) => {
                if let Some(reached) = last {
                    (done, total) = reached;
                    check.try_set(Check::Going(done, total));
                }
                if ended {
                    return Check::Done(total, named(&damage));
                }
            }
        }
    }
}
