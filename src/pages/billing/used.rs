//! How much is used of what the tier includes (BIL-5).

use super::amounts::{EnterPlan, EnterUsage};
use crate::{
    components::{Button, Card, Dialog, DialogShape, Meter, Tone, meter::Part, time},
    domain::{
        SpaceId,
        billing::{self, Amount, Metered, PRICING, Usage, Used},
        space::Tier,
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
        session.with(|state| state.space(id).map(|space| (billing::tier(space, now), billing::usage(space, now))))
    });
    view! {
        <Card
            title="Usage"
            actions=move || view! {
                <Button small=true disabled_reason=refused on_press=move |()| planning.set(true)>"Enter what tiers include"</Button>
                <Button small=true disabled_reason=refused on_press=move |()| entering.set(true)>"Enter usage"</Button>
            }
        >
            {move || facts.get().map(|(tier, all)| view! {
                <div class="usages">
                    {all.into_iter().map(|usage| view! { <OneUsage tier=tier usage=usage /> }).collect_view()}
                </div>
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
        <Dialog open=planning title="Enter what tiers include" shape=DialogShape::Wide>
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

fn number(value: u64) -> f64 {
    amount(usize::try_from(value).unwrap_or(usize::MAX))
}

#[component]
fn OneUsage(tier: Tier, usage: Usage) -> impl IntoView {
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
        </div>
    }
}
