//! Compare tiers: what each includes and what changes with it, and the change itself (BIL-1, BIL-3).

use crate::{
    components::{Button, ButtonKind, Choice, Flashes, Form, FormActions, RadioGroup, TextField, time},
    domain::{
        SpaceId,
        billing::{
            self, Amount, Command, Metered, PRICING, Plan, Prices, TEAM_MEMBERS_FIELD, included, may_reach, next_cycle,
            team_members,
        },
        space::Tier,
        text::field,
    },
    pages::{
        form::{Faults, RefusalNote},
        space::shared::milliseconds,
    },
    session::{Session, browser::clock},
};
use leptos::prelude::*;

/// The form in the dialog.
#[component]
pub(super) fn CompareTiers(
    /// The dialog.
    open: RwSignal<bool>,
    /// Which space.
    space: SpaceId,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let now = clock::now();
    let (current, waits, lacks, team, plan, prices) = session.peek(|state| {
        state.space(space).map_or((Tier::Free, false, false, 1, Plan::new(), Prices::default()), |space| {
            let lacks = may_reach(space, Tier::Standard).is_err();
            let waits = space.billing.pending.is_some_and(|pending| pending.from > now);
            (
                billing::tier(space, now),
                waits,
                lacks,
                space.members.len(),
                space.billing.plan.clone(),
                space.billing.prices.clone(),
            )
        })
    });
    let team = RwSignal::new(team.to_string());
    let members = Memo::new(move |_| team.with(|typed| team_members(typed)));
    let choices: Vec<Choice> = Tier::ALL
        .into_iter()
        .map(|tier| {
            let choice = Choice::new(tier.label(), tier.label());
            let (words, reason) = when(current, tier, waits, lacks, now);
            choice.description(words).disabled(reason)
        })
        .collect();
    let value = RwSignal::new(current.label().to_owned());
    Effect::new(move |_| {
        value.track();
        faults.clear();
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        let Some(tier) = Tier::ALL.into_iter().find(|tier| value.with_untracked(|value| value == tier.label())) else {
            return;
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::ChangeTier { space, tier }.into()).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                return faults.show(refusal);
            }
            open.try_set(false);
            flashes.good(match tier.cmp(&current) {
                core::cmp::Ordering::Less => {
                    format!("The tier changes to {} with the next billing cycle.", tier.label())
                }
                core::cmp::Ordering::Equal => format!("The space keeps the {} tier.", tier.label()),
                core::cmp::Ordering::Greater => format!("The space has the {} tier now.", tier.label()),
            });
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Tiers".to_owned())>
            <RefusalNote refusal=faults.any_but(field::BILLING_TIER) />
            <p class="muted">
                "AWS publishes what each tier costs and includes on its "
                <a href=PRICING target="_blank" rel="noreferrer noopener">"pricing page"</a>
                ". This console reads no page of AWS: amounts stand here once somebody enters them."
            </p>
            <TextField
                label=TEAM_MEMBERS_FIELD
                value=team
                inputmode="numeric"
                hint=Some("What Enterprise includes grows with the team. Filled in is how many members the space has.".to_owned())
                fault=Signal::derive(move || members.get().err().map(|refusal| refusal.message))
            />
            <div class="tiers">
                {Tier::ALL.into_iter().map(|tier| {
                    let (plan, prices) = (plan.clone(), prices.clone());
                    view! { <OneTier tier=tier current=tier == current plan=plan prices=prices members=members /> }
                }).collect_view()}
            </div>
            <RadioGroup label=field::BILLING_TIER value=value choices=choices fault=faults.at(field::BILLING_TIER) />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Change tier"</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}

/// When a tier would count, and why it cannot be chosen.
fn when(
    current: Tier,
    tier: Tier,
    waits: bool,
    lacks: bool,
    now: crate::domain::Timestamp,
) -> (String, Option<String>) {
    if tier == current {
        let words = if waits { "The tier now. Choosing it withdraws the change that waits." } else { "The tier now." };
        return (words.to_owned(), None);
    }
    if tier != Tier::Free && lacks {
        let reason = "The billing account has to allow paid tiers first: see the two steps on the page.".to_owned();
        return (reason.clone(), Some(reason));
    }
    let words = if tier > current {
        "Counts at once.".to_owned()
    } else {
        format!("Counts from the next billing cycle on, {}.", time::moment(milliseconds(next_cycle(now))))
    };
    (words, None)
}

/// One tier with what is known of it.
#[component]
fn OneTier(
    tier: Tier,
    current: bool,
    plan: Plan,
    prices: Prices,
    members: Memo<Result<u64, crate::domain::Refusal>>,
) -> impl IntoView {
    let amount = move |metered: Metered| {
        let plan = plan.clone();
        move || {
            let known = members.get().ok().and_then(|members| included(&plan, tier, metered, members));
            match known {
                Some(amount) => view! { <span class="num">{Amount(amount, metered).to_string()}</span> }.into_any(),
                None if members.with(Result::is_err) => {
                    view! { <span class="muted">"Say how many members"</span> }.into_any()
                }
                None => view! { <span class="muted">"Not entered"</span> }.into_any(),
            }
        }
    };
    let price = move || {
        let known = members.get().ok().and_then(|members| prices.told(prices.a_month(tier, members)));
        match known {
            Some(price) => view! { <span class="num">{price}</span> }.into_any(),
            None => view! { <span class="muted">"Not entered"</span> }.into_any(),
        }
    };
    let free = tier == Tier::Free;
    view! {
        <section class="tier" data-current=current.then_some("") aria-label=format!("{} tier", tier.label())>
            <h3>{tier.label()} {current.then(|| view! { <span class="badge">"Now"</span> })}</h3>
            <dl>
                <div><dt>"Price a month"</dt><dd>{price}</dd></div>
                {Metered::ALL.into_iter().map(|metered| view! {
                    <div><dt>{metered.label()}</dt><dd>{amount(metered)}</dd></div>
                }).collect_view()}
                // What the service's own tables tell of tiers (reference 1.1, 5.4).
                <div><dt>"Sizes of Dev Environments"</dt><dd>{if free { "2 vCPU with 16 GB alone" } else { "Up to 16 vCPU and 64 GB" }}</dd></div>
                <div><dt>"Sizes of on-demand compute"</dt><dd>{if free { "Large alone; larger ones run as Large" } else { "Large, XLarge, 2XLarge" }}</dd></div>
                <div><dt>"At the maximum"</dt><dd>{if free { "Metered work stops" } else { "Work goes on and is charged" }}</dd></div>
            </dl>
        </section>
    }
}
