//! What tiers cost, as people entered it (BIL-1): no source of this console tells a price, so none is made up.

use super::{Metered, plan::LARGEST};
use crate::domain::{Refusal, sensitive::refuse_secret, space::Tier};
use core::fmt;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The label of the field of the currency.
pub const CURRENCY_FIELD: &str = "Currency";

/// Parts of one unit of a currency that a price can be told in: prices of a minute are fractions of a cent.
const PARTS: u64 = 1_000_000;
const DECIMALS: usize = 6;

/// An amount of money, in millionths of the currency's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Price(pub u64);

/// What has a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Priced {
    /// A tier for a month: of the Enterprise tier for each team member, as what it includes.
    Month(Tier),
    /// Each unit that is used beyond what the tier includes.
    Beyond(Metered),
}

/// Prices with their currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prices {
    /// Three capitals (ISO 4217); empty while nothing has a price.
    pub currency: String,
    /// What is known.
    #[serde(with = "pairs")]
    pub of: BTreeMap<Priced, Price>,
}

/// A map as a list of pairs: in JSON only text can be a key.
mod pairs {
    use super::{Price, Priced};
    use serde::{Deserialize, Deserializer, Serializer};
    use std::collections::BTreeMap;

    pub fn serialize<S: Serializer>(of: &BTreeMap<Priced, Price>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(of)
    }

    pub fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<BTreeMap<Priced, Price>, D::Error> {
        Ok(Vec::<(Priced, Price)>::deserialize(from)?.into_iter().collect())
    }
}

/// Prices as a person typed them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedPrices {
    /// The currency.
    pub currency: String,
    /// Everything that is known; what is empty is not known.
    pub of: Vec<(Priced, String)>,
}

impl Priced {
    /// All, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::Month(Tier::Free),
        Self::Month(Tier::Standard),
        Self::Month(Tier::Enterprise),
        Self::Beyond(Metered::Compute),
        Self::Beyond(Metered::DevEnvironments),
        Self::Beyond(Metered::DevStorage),
    ];

    /// The label of the field that it is entered in.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Month(Tier::Free) => "Free: price a month",
            Self::Month(Tier::Standard) => "Standard: price a month",
            Self::Month(Tier::Enterprise) => "Enterprise, each member: price a month",
            Self::Beyond(Metered::Compute) => "Price of a minute of compute beyond",
            Self::Beyond(Metered::DevEnvironments) => "Price of a Dev Environment hour beyond",
            Self::Beyond(Metered::DevStorage) => "Price of a GB of storage beyond",
        }
    }
}

impl fmt::Display for Price {
    /// With two decimals, or as many more as it has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = format!("{:0DECIMALS$}", self.0 % PARTS);
        let shown = decimals.trim_end_matches('0');
        write!(f, "{}.{shown:0<2}", self.0 / PARTS)
    }
}

impl Price {
    /// The price of so many, held at the end of the range.
    #[must_use]
    pub const fn times(self, many: u64) -> Self {
        Self(self.0.saturating_mul(many))
    }

    /// Reads what was typed; nothing for an empty field.
    fn read(typed: &str, field: &'static str) -> Result<Option<Self>, Refusal> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        refuse_secret(typed, "A price", field)?;
        let refuse = |why: String| Refusal::new("BIL-1", why).at(field);
        let wrong = || refuse("Enter a price such as 4 or 0.0125, or nothing.".to_owned());
        let (whole, part) = typed.split_once('.').unwrap_or((typed, ""));
        let digits = |text: &str| text.bytes().all(|sign| sign.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) || typed.ends_with('.') {
            return Err(wrong());
        }
        if part.len() > DECIMALS {
            return Err(refuse(format!("A price has {DECIMALS} decimals at most.")));
        }
        let whole = whole.parse::<u64>().ok().filter(|whole| *whole <= LARGEST);
        let whole = whole.ok_or_else(|| refuse(format!("A price can be {LARGEST} at most.")))?;
        let part = format!("{part:0<DECIMALS$}").parse::<u64>().map_err(|_| wrong())?;
        Ok(Some(Self(whole * PARTS + part)))
    }
}

impl Prices {
    /// Reads what was typed: a currency is needed as soon as something has a price.
    pub fn read(typed: &TypedPrices) -> Result<Self, Refusal> {
        let mut of = BTreeMap::new();
        for (priced, typed) in &typed.of {
            if let Some(price) = Price::read(typed, priced.field())? {
                of.insert(*priced, price);
            }
        }
        if of.is_empty() {
            return Ok(Self::default());
        }
        let currency = typed.currency.trim().to_owned();
        if currency.len() == 3 && currency.bytes().all(|sign| sign.is_ascii_uppercase()) {
            return Ok(Self { currency, of });
        }
        let why = "Enter the currency of the prices as its three capitals, such as USD.";
        Err(Refusal::new("BIL-1", why).at(CURRENCY_FIELD))
    }

    /// A price with its currency, if it is known.
    pub fn told(&self, price: Option<Price>) -> Option<String> {
        price.map(|price| format!("{price} {}", self.currency))
    }

    /// What a tier costs a month for a space with so many members.
    pub fn a_month(&self, tier: Tier, team_members: u64) -> Option<Price> {
        let price = self.of.get(&Priced::Month(tier)).copied()?;
        Some(if tier == Tier::Enterprise { price.times(team_members) } else { price })
    }
}
