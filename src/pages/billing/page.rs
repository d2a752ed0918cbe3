//! The page at `/spaces/:s/settings/billing`.

use super::{account::ChangeAccount, compare::CompareTiers, used::UsageCard, way::WayToPaid};
use crate::{
    components::{
        Badge, Breadcrumbs, Button, ButtonKind, Card, Dialog, DialogShape, Fact, Facts, Flashes, Icon, LinkButton,
        Note, PageHead, Stack, Tone, note::Refused, time,
    },
    domain::{
        Permission, SpaceId, State, Timestamp,
        billing::{self, Command, Logged, Pending},
        gate::Place,
        space::Tier,
    },
    pages::space::shared::{milliseconds, refusal_of, space_crumbs},
    routes::Route,
    session::{Session, browser::clock},
};
use leptos::prelude::*;

/// What the details say.
#[derive(Clone, Debug, PartialEq)]
struct Details {
    tier: Tier,
    account: Option<String>,
    name: Option<String>,
    allowed: &'static str,
    pending: Option<Pending>,
    logged: Option<Logged>,
}

impl Details {
    fn of(state: &State, space: SpaceId, now: Timestamp) -> Option<Self> {
        let space = state.space(space)?;
        let account = space.billing_account;
        let is_paid = account.is_some_and(|account| space.billing.paid.contains(&account));
        Some(Self {
            tier: billing::tier(space, now),
            account: account.map(|account| account.to_string()),
            name: account.and_then(|account| state.cloud_account(account)?.name.clone()),
            allowed: if is_paid { "Free, Standard, Enterprise" } else { "Free" },
            pending: space.billing.pending.filter(|pending| pending.from > now),
            logged: space.billing.logged.filter(|logged| logged.until > now),
        })
    }
}

/// Billing of a space.
#[component]
pub fn BillingPage(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
) -> impl IntoView {
    let session = Session::here();
    let crumbs = space_crumbs(space);
    let details = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| Details::of(state, id, clock::now()))
    });
    let hidden = refusal_of(Permission::ViewSpace, move || Place::Space(space.get()));
    let refused = refusal_of(Permission::EditSpaceBillingDetails, move || Place::Space(space.get()));
    let comparing = RwSignal::new(false);
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title="Billing"
            lead=Some("Which account pays for this space, on which tier, and how much is used of what the tier includes.".to_owned())
            actions=move || view! {
                <Button kind=ButtonKind::Primary icon=Icon::Card disabled_reason=refused on_press=move |()| comparing.set(true)>
                    "Change billing tier"
                </Button>
            }
        />
        {move || match hidden.get() {
            Some(reason) => view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any(),
            None => view! {
                <Stack>
                    <Waits space=space details=details refused=refused />
                    <WayToPaid space=space />
                    <DetailsCard space=space details=details refused=refused />
                    <UsageCard space=space refused=refused />
                </Stack>
                <Dialog open=comparing title="Compare tiers" shape=DialogShape::Wide>
                    <CompareTiers open=comparing space=space.get_untracked() />
                </Dialog>
            }
                .into_any(),
        }}
    }
}

/// The smaller tier that waits, and its withdrawal.
#[component]
fn Waits(space: Signal<SpaceId>, details: Memo<Option<Details>>, refused: Signal<Option<String>>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let busy = RwSignal::new(false);
    let waits = Memo::new(move |_| details.get().and_then(|details| Some((details.tier, details.pending?))));
    move || {
        waits.get().map(|(tier, pending)| {
            let keep = Callback::new(move |()| {
                let space = space.get_untracked();
                busy.set(true);
                leptos::task::spawn_local(async move {
                    let outcome = session.send(Command::ChangeTier { space, tier }.into()).await;
                    busy.try_set(false);
                    match outcome {
                        Ok(_) => drop(flashes.good(format!("The space keeps the {} tier.", tier.label()))),
                        Err(refusal) => drop(flashes.bad(refusal.message)),
                    }
                });
            });
            view! {
                <Note
                    tone=Tone::Info
                    title=Some(format!("The tier changes to {}.", pending.tier.label()))
                    action=move || view! {
                        <Button small=true busy=busy disabled_reason=refused on_press=keep>{format!("Keep {}", tier.label())}</Button>
                    }
                >
                    {format!(
                        "A smaller tier waits for the next billing cycle: {} counts from {}, and {} until then.",
                        pending.tier.label(),
                        time::moment(milliseconds(pending.from)),
                        tier.label(),
                    )}
                </Note>
            }
        })
    }
}

#[component]
fn DetailsCard(
    space: Signal<SpaceId>,
    details: Memo<Option<Details>>,
    refused: Signal<Option<String>>,
) -> impl IntoView {
    let changing = RwSignal::new(false);
    view! {
        <Card
            title="Billing details"
            actions=move || view! {
                <Button small=true icon=Icon::Edit disabled_reason=refused on_press=move |()| changing.set(true)>"Change AWS billing account"</Button>
                <LinkButton small=true icon=Icon::Cloud href=Route::CloudSpaces.href()>"Manage billing in AWS"</LinkButton>
            }
        >
            {move || details.get().map(|details| {
                let is_known = details.account.is_some();
                let status = if is_known { (Tone::Good, "Connected") } else { (Tone::Warn, "Not known") };
                let logged = match (&details.logged, &details.account) {
                    (Some(logged), Some(account)) => format!(
                        "Account {} until {}, then account {account}",
                        logged.account,
                        time::moment(milliseconds(logged.until))
                    ),
                    (_, Some(account)) => format!("Account {account}"),
                    (_, None) => "Not known without a billing account".to_owned(),
                };
                view! {
                    <Facts>
                        <Fact name="Billing tier">{details.tier.label()}</Fact>
                        <Fact name="AWS account name">
                            {match (details.name, details.account) {
                                (Some(name), Some(account)) => view! { {name} " " <code>{account}</code> }.into_any(),
                                (None, Some(account)) => view! { <code>{account}</code> }.into_any(),
                                _ => view! { <span class="muted">"None"</span> }.into_any(),
                            }}
                        </Fact>
                        <Fact name="AWS account status"><Badge tone=status.0>{status.1}</Badge></Fact>
                        <Fact name="Tiers the account allows">{details.allowed}</Fact>
                        <Fact name="CloudTrail events go to">{logged}</Fact>
                    </Facts>
                }
            })}
        </Card>
        <Dialog open=changing title="Change AWS billing account">
            <ChangeAccount open=changing space=space.get_untracked() />
        </Dialog>
    }
}
