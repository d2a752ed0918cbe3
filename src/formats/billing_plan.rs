//! Plan files: what billing tiers include and cost, to be filled in, kept and handed on (BIL-1). The form is this console's own:
//! JSON with a null for everything that is not known.

use crate::domain::{
    billing::{Metered, Plan, Priced, Prices, TypedPrices},
    space::Tier,
};
use serde::{Deserialize, Serialize};
use serde_json::Number;

/// What the first member of a plan file says.
const FORMAT: &str = "spaceward-billing-plan";
/// The most bytes that are read: a plan has a few hundred.
const LARGEST: usize = 65_536;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    version: u32,
    currency: Option<String>,
    tiers: Vec<OfTier>,
    price_beyond_included: Units<Price>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfTier {
    tier: Tier,
    /// Of the Enterprise tier for each member.
    price_a_month: Option<Price>,
    /// Of the Enterprise tier for each member.
    included: Units<u64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Units<T> {
    compute_minutes: Option<T>,
    dev_environment_hours: Option<T>,
    dev_environment_storage_gb: Option<T>,
}

/// Written as text, since decimals of JSON are read with a loss by many; read as either.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Price {
    Text(String),
    Number(Number),
}

impl Price {
    fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

impl<T> Units<T> {
    fn of(mut each: impl FnMut(Metered) -> Option<T>) -> Self {
        Self {
            compute_minutes: each(Metered::Compute),
            dev_environment_hours: each(Metered::DevEnvironments),
            dev_environment_storage_gb: each(Metered::DevStorage),
        }
    }

    fn all(self) -> [(Metered, Option<T>); 3] {
        [
            (Metered::Compute, self.compute_minutes),
            (Metered::DevEnvironments, self.dev_environment_hours),
            (Metered::DevStorage, self.dev_environment_storage_gb),
        ]
    }
}

/// What a plan file holds, as it would be typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// What tiers include.
    pub amounts: Vec<(Tier, Metered, String)>,
    /// What they cost.
    pub prices: TypedPrices,
}

/// Writes a plan file; what is not known stands there as null, to be filled in.
pub fn write(plan: &Plan, prices: &Prices) -> String {
    let price = |priced: Priced| prices.of.get(&priced).map(|price| Price::Text(price.to_string()));
    let file = File {
        format: FORMAT.to_owned(),
        version: 1,
        currency: Some(prices.currency.clone()).filter(|currency| !currency.is_empty()),
        tiers: Tier::ALL
            .into_iter()
            .map(|tier| OfTier {
                tier,
                price_a_month: price(Priced::Month(tier)),
                included: Units::of(|metered| plan.get(&(tier, metered)).copied()),
            })
            .collect(),
        price_beyond_included: Units::of(|metered| price(Priced::Beyond(metered))),
    };
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

/// Reads a plan file, or says why it is none.
pub fn read(bytes: &[u8]) -> Result<Filled, String> {
    if bytes.len() > LARGEST {
        return Err("This is too large for a plan file, which has a few hundred bytes. Choose another.".to_owned());
    }
    let text = core::str::from_utf8(bytes)
        .map_err(|_| "This file is no text in UTF-8. Save it as UTF-8, then try again.".to_owned())?;
    let file: File = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|fault| {
        format!("This is no plan file as this console writes it: {fault}. Save one from here and fill that in.")
    })?;
    if file.format != FORMAT || file.version != 1 {
        return Err(format!(
            "This is no plan file of a version that this console reads: it has to say {FORMAT}, version 1. Save one from here and fill that in."
        ));
    }
    let mut filled = Filled::default();
    filled.prices.currency = file.currency.unwrap_or_default();
    for of in file.tiers {
        if filled.amounts.iter().any(|(tier, ..)| *tier == of.tier) {
            return Err(format!("The tier {} stands in this plan file twice. Take one out.", of.tier.label()));
        }
        for (metered, amount) in of.included.all() {
            filled.amounts.push((of.tier, metered, amount.map(|amount| amount.to_string()).unwrap_or_default()));
        }
        filled.prices.of.push((Priced::Month(of.tier), of.price_a_month.map(Price::text).unwrap_or_default()));
    }
    for (metered, price) in file.price_beyond_included.all() {
        filled.prices.of.push((Priced::Beyond(metered), price.map(Price::text).unwrap_or_default()));
    }
    Ok(filled)
}
