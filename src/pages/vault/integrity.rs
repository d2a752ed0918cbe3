//! Check integrity: every kept item is read, opened and expanded, a slice at a time.

use super::DamageList;
use crate::{
    components::{button::Button, card::Card, meter::Progress, note::Note, table::grouped, tone::Tone},
    session::{
        Session,
        browser::clock::{self, SLICE_MS},
    },
    vault::VerifyStep,
};
use leptos::prelude::*;

/// How a check stands.
#[derive(Clone, PartialEq)]
enum Check {
    /// None since this page was opened.
    None,
    /// So many done, of so many.
    Going(usize, usize),
    /// The person stopped it, after so many.
    Stopped(usize, usize),
    /// All were looked at; these did not open.
    Done(usize, Vec<String>),
    /// The browser refused; why.
    Failed(String),
}

/// The card with the button, the progress and what came of it.
#[component]
pub(super) fn Integrity() -> impl IntoView {
    let session = Session::here();
    let check = RwSignal::new(Check::None);
    let stop = RwSignal::new(false);
    let begin = Callback::new(move |()| {
        stop.set(false);
        check.set(Check::Going(0, 0));
        leptos::task::spawn_local(async move {
            let outcome = look_through(session, check, stop).await;
            check.try_set(outcome);
        });
    });
    let going = Memo::new(move |_| match check.get() {
        Check::Going(done, total) => Some((done, total)),
        _ => None,
    });
    let is_going = Memo::new(move |_| going.get().is_some());
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
            </div>
        </Card>
    }
}

#[expect(clippy::cast_precision_loss, reason = "a vault has far fewer than 2^52 items")]
fn share(done: usize, total: usize) -> f64 {
    done as f64 / total as f64
}

fn said(check: Check) -> AnyView {
    match check {
        Check::None | Check::Going(..) => view! {
            <p class="muted">"Reads every kept item, opens it with its key and looks whether it is whole. Nothing is changed."</p>
        }
            .into_any(),
        Check::Stopped(done, total) => view! {
            <p>{format!("Stopped after {} of {} items. Those looked at are whole.", grouped(done), grouped(total))}</p>
        }
            .into_any(),
        Check::Done(total, damage) if damage.is_empty() => view! {
            <Note tone=Tone::Good>{format!("All {} items open and are whole.", grouped(total))}</Note>
        }
            .into_any(),
        Check::Done(total, damage) => {
            let words = format!("{} of {} items do not open. The rest is whole; an exported file from before may hold what is missing.", damage.len(), grouped(total));
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
    let mut damage = Vec::new();
    let (mut done, mut total) = (0, 0);
    loop {
        clock::breathe().await;
        // Gone with its page means stopped.
        if stop.try_get_untracked().unwrap_or(true) {
            return if damage.is_empty() { Check::Stopped(done, total) } else { Check::Done(done, damage) };
        }
        let slice = session
            .with_vault(|vault| {
                let until = clock::running() + SLICE_MS;
                let mut last = None;
                loop {
                    match vault.verify_step(&mut verification) {
                        Ok(Some(VerifyStep { done, total, damage: found })) => {
                            damage.extend(found.map(|found| found.to_string()));
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
                    return Check::Done(total, damage);
                }
            }
        }
    }
}
