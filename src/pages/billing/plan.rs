//! Entering what tiers include and cost, by hand or from a plan file (BIL-1).

use super::amounts::Sender;
use crate::{
    components::{Button, ButtonKind, DropZone, Flashes, Form, FormActions, Icon, TextField},
    domain::{
        SpaceId,
        billing::{CURRENCY_FIELD, Command, Metered, PRICING, Priced, TypedPrices, plan_field},
        space::Tier,
    },
    formats::billing_plan::{self, Filled},
    pages::form::RefusalNote,
    session::browser::files::{self, Chosen},
};
use leptos::prelude::*;

/// The name that a plan file gets.
const FILE: &str = "spaceward-billing-plan.json";
/// The most bytes that are read of a file; its reader says what is too large for a plan.
const FILE_MOST: u64 = 1_000_000;

/// The labels of every field, so that a refusal that belongs to one stands there alone.
const FIELDS: &[&str] = &[
    plan_field(Tier::Free, Metered::Compute),
    plan_field(Tier::Free, Metered::DevEnvironments),
    plan_field(Tier::Free, Metered::DevStorage),
    plan_field(Tier::Standard, Metered::Compute),
    plan_field(Tier::Standard, Metered::DevEnvironments),
    plan_field(Tier::Standard, Metered::DevStorage),
    plan_field(Tier::Enterprise, Metered::Compute),
    plan_field(Tier::Enterprise, Metered::DevEnvironments),
    plan_field(Tier::Enterprise, Metered::DevStorage),
    Priced::Month(Tier::Free).field(),
    Priced::Month(Tier::Standard).field(),
    Priced::Month(Tier::Enterprise).field(),
    Priced::Beyond(Metered::Compute).field(),
    Priced::Beyond(Metered::DevEnvironments).field(),
    Priced::Beyond(Metered::DevStorage).field(),
    CURRENCY_FIELD,
];

/// What stands in the fields.
#[derive(Clone)]
struct Fields {
    amounts: Vec<(Tier, Metered, RwSignal<String>)>,
    prices: Vec<(Priced, RwSignal<String>)>,
    currency: RwSignal<String>,
}

impl Fields {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        let each = |tier: Tier| Metered::ALL.map(|metered| (tier, metered, empty()));
        Self {
            amounts: Tier::ALL.into_iter().flat_map(each).collect(),
            prices: Priced::ALL.into_iter().map(|priced| (priced, empty())).collect(),
            currency: empty(),
        }
    }

    /// Puts in what is known or what a file holds; all else is emptied.
    fn fill(&self, filled: &Filled) {
        for (tier, metered, value) in &self.amounts {
            let known = filled.amounts.iter().find(|(its, of, _)| (its, of) == (tier, metered));
            value.try_set(known.map(|(.., typed)| typed.clone()).unwrap_or_default());
        }
        for (priced, value) in &self.prices {
            let known = filled.prices.of.iter().find(|(its, _)| its == priced);
            value.try_set(known.map(|(_, typed)| typed.clone()).unwrap_or_default());
        }
        self.currency.try_set(filled.prices.currency.clone());
    }

    fn command(&self, space: SpaceId) -> Command {
        let amounts =
            self.amounts.iter().map(|(tier, metered, value)| (*tier, *metered, value.get_untracked())).collect();
        let of = self.prices.iter().map(|(priced, value)| (*priced, value.get_untracked())).collect();
        Command::SetPlan { space, amounts, prices: TypedPrices { currency: self.currency.get_untracked(), of } }
    }
}

/// What the tiers include and cost.
#[component]
pub(super) fn EnterPlan(
    /// The dialog.
    open: RwSignal<bool>,
    /// Which space.
    space: SpaceId,
) -> impl IntoView {
    let sender = Sender::new(open);
    let flashes = Flashes::of_page();
    let (session, faults, busy) = (sender.session, sender.faults, sender.busy);
    let written = move || {
        session.peek(|state| {
            state
                .space(space)
                .map(|space| billing_plan::write(&space.billing.plan, &space.billing.prices))
                .unwrap_or_default()
        })
    };
    let fields = Fields::new();
    if let Ok(known) = billing_plan::read(written().as_bytes()) {
        fields.fill(&known);
    }
    let sent = fields.clone();
    let submit =
        Callback::new(move |()| sender.send(sent.command(space).into(), "What the tiers include and cost is kept."));
    let file_fault = RwSignal::new(None::<String>);
    let filled = fields.clone();
    let take = UnsyncCallback::new(move |(files,): (Vec<web_sys::File>,)| {
        file_fault.set(None);
        faults.clear();
        let Some(file) = files.into_iter().next().map(Chosen::from) else { return };
        let filled = filled.clone();
        leptos::task::spawn_local(async move {
            let read = match file.read(FILE_MOST, |_| ()).await {
                Err(fault) => Err(fault.sentence()),
                Ok(bytes) => billing_plan::read(&bytes),
            };
            match read {
                Ok(known) => filled.fill(&known),
                Err(why) => drop(file_fault.try_set(Some(why))),
            }
        });
    });
    let save = Callback::new(move |()| match files::offer(FILE, "application/json", written().as_bytes()) {
        Ok(()) => drop(flashes.good(format!("Saved what is kept as {FILE}."))),
        Err(fault) => drop(flashes.bad(fault.sentence())),
    });
    let price = move |priced: Priced, value: RwSignal<String>| {
        let label = priced.field();
        view! { <TextField label=label value=value inputmode="decimal" fault=faults.at(label) /> }
    };
    let prices = fields.prices.clone();
    let beyond: Vec<_> = prices.iter().filter(|(priced, _)| matches!(priced, Priced::Beyond(_))).copied().collect();
    view! {
        <Form on_submit=submit busy=busy label=Some("Amounts by tier".to_owned())>
            <RefusalNote refusal=faults.beside(FIELDS) />
            <p class="muted">
                "Copy amounts and prices from the "
                <a href=PRICING target="_blank" rel="noreferrer noopener">"pricing page of AWS"</a>
                ", or from your own agreement. Leave empty what you do not know: nothing is made up, and nothing stops then."
            </p>
            <details class="more-ways">
                <summary>"From a plan file"</summary>
                <DropZone
                    label="Drop a plan file here or choose one"
                    hint=Some("JSON as this console saves it. It fills the fields; nothing is kept before you save.".to_owned())
                    fault=file_fault
                    accept=".json,application/json"
                    on_files=take
                />
            </details>
            {Tier::ALL.into_iter().map(|tier| view! {
                <fieldset class="amounts">
                    <legend>{tier.label()}</legend>
                    {fields
                        .amounts
                        .iter()
                        .filter(|(of, ..)| *of == tier)
                        .map(|(_, metered, value)| {
                            let label = plan_field(tier, *metered);
                            view! { <TextField label=label value=*value inputmode="numeric" fault=faults.at(label) /> }
                        })
                        .collect_view()}
                    {prices.iter().filter(|(priced, _)| *priced == Priced::Month(tier)).map(|(priced, value)| price(*priced, *value)).collect_view()}
                </fieldset>
            }).collect_view()}
            <fieldset class="amounts">
                <legend>"Beyond what is included"</legend>
                {beyond.into_iter().map(|(priced, value)| price(priced, value)).collect_view()}
                <TextField label=CURRENCY_FIELD value=fields.currency fault=faults.at(CURRENCY_FIELD) />
            </fieldset>
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Save"</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button icon=Icon::Export on_press=save>"Export plan file"</Button>
            </FormActions>
        </Form>
    }
}
