//! How much is used of what the tier includes (BIL-5).

use super::{amounts::EnterUsage, plan::EnterPlan};
use crate::{
    components::{Button, Card, Dialog, DialogShape, Meter, Tone, meter::Part, time},
    domain::{
        SpaceId, Timestamp,
        billing::{self, Amount, Metered, PRICING, Usage, Used},
        space::{Space, Tier},
    },
    pages::space::shared::{amount, counted, milliseconds},
    session::{Session, browser::clock},
};
use leptos::prelude::*;

/// A bar for each resource, with how its number is known.
#[component]
pub(super) fn UsageCard(
    /// Which space.
    space: Signal<SpaceId>,
    /// Why amounts cannot be entered.
    refused: Signal<Option<String>>,
) -> impl IntoView {
    let session = Session::here();
    let (entering, planning) = (RwSignal::new(false), RwSignal::new(false));
    let facts = Memo::new(move |_| {
        let (id, now) = (space.get(), clock::now());
        session.with(|state| {
            let space = state.space(id)?;
            let all = billing::usage(space, now);
            let total = space.billing.prices.told(billing::total(space, &all, now));
            let coming = |usage: Usage| (usage, leads(space, &usage, now));
            Some((billing::tier(space, now), total, all.into_iter().map(coming).collect::<Vec<_>>()))
        })
    });
    view! {
        <Card
            title="Usage"
            actions=move || view! {
                <Button small=true disabled_reason=refused on_press=move |()| planning.set(true)>"Enter what tiers include"</Button>
                <Button small=true disabled_reason=refused on_press=move |()| entering.set(true)>"Enter usage"</Button>
            }
        >
            {move || facts.get().map(|(tier, total, all)| view! {
                <div class="usages">
                    {all.into_iter().map(|(usage, coming)| view! { <OneUsage tier=tier usage=usage coming=coming /> }).collect_view()}
                </div>
                {total.map(|total| view! { <p class="small">"Forecast for this billing cycle, by the prices that were entered: " <b class="num">{total}</b> "."</p> })}
                <p class="muted small">{at_the_maximum(tier)}</p>
                <p class="muted small">
                    "Billing cycles are calendar months in UTC. What tiers include and cost is on AWS’ "
                    <a href=PRICING target="_blank" rel="noreferrer noopener">"pricing page"</a>
                    "; what is charged is on the AWS invoice."
                </p>
            })}
        </Card>
        <Dialog open=entering title="Enter usage">
            <EnterUsage open=entering space=space.get_untracked() />
        </Dialog>
        <Dialog open=planning title="Enter what tiers include and cost" shape=DialogShape::Wide>
            <EnterPlan open=planning space=space.get_untracked() />
        </Dialog>
    }
}

const fn at_the_maximum(tier: Tier) -> &'static str {
    match tier {
        Tier::Free => {
            "At the maximum: on the Free tier the metered work stops until the next billing cycle, storage until something is deleted. A paid tier lets it go on."
        }
        Tier::Standard | Tier::Enterprise => {
            "At the maximum: on a paid tier the work goes on, and what is used beyond is charged to the billing account."
        }
    }
}

/// How the number is known.
fn source(usage: Usage) -> String {
    match (usage.used, usage.metered) {
        (Used::Counted { among: 0, .. }, _) => {
            "Counted here in the Dev Environments that the AWS CLI told of: none is known.".to_owned()
        }
        (Used::Counted { among, .. }, _) => {
            let among = counted(usize::try_from(among).unwrap_or(usize::MAX), "Dev Environment", "Dev Environments");
            format!("Counted here in {among} that the AWS CLI told of.")
        }
        (Used::Entered(reading), _) => format!("Entered on {}.", time::moment(milliseconds(reading.at))),
        (Used::Unknown, Metered::Compute) => {
            "Not counted here: no workflow runs are known. Enter what the service’s own Billing page says.".to_owned()
        }
        (Used::Unknown, _) => {
            "Not counted here: how long Dev Environments ran is not known. Enter what the service’s own Billing page says.".to_owned()
        }
    }
}

/// Where the usage leads by the end of the billing cycle, in a sentence; nothing for storage within what is included.
fn leads(space: &Space, usage: &Usage, now: Timestamp) -> Option<String> {
    let found = billing::forecast(space, usage, now)?;
    if !usage.metered.is_of_the_cycle() && found.beyond == 0 {
        return None;
    }
    let by_end = format!("At this pace {} by the end of the cycle", Amount(found.by_end, usage.metered));
    let beyond = (found.beyond > 0).then(|| format!("{} beyond what is included", Amount(found.beyond, usage.metered)));
    let cost = space.billing.prices.told(found.cost).map(|cost| format!("which costs {cost}"));
    let sentence = [Some(by_end), beyond, cost].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let used_up = found.used_up.map(|at| format!(" What is included is used on {}.", time::day(milliseconds(at))));
    Some(format!("{sentence}.{}", used_up.unwrap_or_default()))
}

fn number(value: u64) -> f64 {
    amount(usize::try_from(value).unwrap_or(usize::MAX))
}

#[component]
fn OneUsage(tier: Tier, usage: Usage, coming: Option<String>) -> impl IntoView {
    let metered = usage.metered;
    let used = usage.used.amount();
    let words = match (used, usage.included) {
        (Some(used), Some(included)) => format!("{} of {}", Amount(used, metered), Amount(included, metered)),
        (Some(used), None) => Amount(used, metered).to_string(),
        (None, Some(included)) => format!("Not known, {} included", Amount(included, metered)),
        (None, None) => "Not known".to_owned(),
    };
    let bar = used.zip(usage.included).map(|(used, included)| {
        let tone = match (usage.is_at_maximum(), tier) {
            (true, Tier::Free) => Tone::Bad,
            (true, _) => Tone::Warn,
            _ if used.saturating_mul(5) >= included.saturating_mul(4) => Tone::Warn,
            _ => Tone::Signal,
        };
        let part =
            Part { label: "Used".to_owned(), amount: number(used), words: Amount(used, metered).to_string(), tone };
        // Nothing used draws nothing.
        let parts: Vec<Part> = (used > 0).then_some(part).into_iter().collect();
        (parts, number(included))
    });
    let stops = usage.is_at_maximum() && tier == Tier::Free;
    view! {
        <div class="usage">
            {match bar {
                Some((parts, whole)) => {
                    view! { <Meter label=metered.label() parts=parts whole=whole words=words /> }.into_any()
                }
                None => view! {
                    <div class="meter"><div class="meter-head"><span>{metered.label()}</span><span class="num">{words}</span></div></div>
                }
                    .into_any(),
            }}
            <p class="muted small">
                {stops.then(|| view! { <b data-tone="bad">"At the maximum: this work has stopped. "</b> })} {source(usage)}
            </p>
            {coming.map(|coming| view! { <p class="small">{coming}</p> })}
        </div>
    }
}
