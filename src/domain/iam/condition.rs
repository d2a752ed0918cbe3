//! Condition operators (IAM User Guide, condition operators; conditions with several keys or values).

use super::{
    Condition, Context, Known, Truth, Version,
    pattern::{arn_matches, text_equals, text_matches},
};
use crate::domain::Timestamp;
use ipnet::IpNet;
use std::net::IpAddr;
use time::{Date, Month};

/// How the values of a key are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// For keys that are sets.
    pub quantifier: Option<Quantifier>,
    /// The comparison of two values.
    pub test: Test,
    /// Whether no value may match, rather than one has to.
    pub negated: bool,
    /// Holds also when the request has no such key.
    pub if_exists: bool,
}

/// What is asked of a set of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// Every value of the request, so also when it has none.
    ForAllValues,
    /// At least one value of the request.
    ForAnyValue,
}

/// A comparison of one value of the request with one of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// `StringEquals`
    StringEquals,
    /// `StringEqualsIgnoreCase`
    StringEqualsIgnoreCase,
    /// `StringLike`
    StringLike,
    /// `ArnLike` and `ArnEquals`, which mean the same.
    Arn,
    /// `NumericEquals`
    NumericEquals,
    /// `NumericLessThan`
    NumericLess,
    /// `NumericLessThanEquals`
    NumericLessOrEqual,
    /// `NumericGreaterThan`
    NumericGreater,
    /// `NumericGreaterThanEquals`
    NumericGreaterOrEqual,
    /// `DateEquals`
    DateEquals,
    /// `DateLessThan`
    DateLess,
    /// `DateLessThanEquals`
    DateLessOrEqual,
    /// `DateGreaterThan`
    DateGreater,
    /// `DateGreaterThanEquals`
    DateGreaterOrEqual,
    /// `Bool`
    Bool,
    /// `BinaryEquals`
    BinaryEquals,
    /// `IpAddress`
    IpAddress,
    /// `Null`: whether the key is absent.
    Null,
}

/// Every operator by its name: the comparison, and whether it is negated.
const NAMES: [(&str, Test, bool); 28] = [
    ("StringEquals", Test::StringEquals, false),
    ("StringNotEquals", Test::StringEquals, true),
    ("StringEqualsIgnoreCase", Test::StringEqualsIgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Test::StringEqualsIgnoreCase, true),
    ("StringLike", Test::StringLike, false),
    ("StringNotLike", Test::StringLike, true),
    ("ArnEquals", Test::Arn, false),
    ("ArnNotEquals", Test::Arn, true),
    ("ArnLike", Test::Arn, false),
    ("ArnNotLike", Test::Arn, true),
    ("NumericEquals", Test::NumericEquals, false),
    ("NumericNotEquals", Test::NumericEquals, true),
    ("NumericLessThan", Test::NumericLess, false),
    ("NumericLessThanEquals", Test::NumericLessOrEqual, false),
    ("NumericGreaterThan", Test::NumericGreater, false),
    ("NumericGreaterThanEquals", Test::NumericGreaterOrEqual, false),
    ("DateEquals", Test::DateEquals, false),
    ("DateNotEquals", Test::DateEquals, true),
    ("DateLessThan", Test::DateLess, false),
    ("DateLessThanEquals", Test::DateLessOrEqual, false),
    ("DateGreaterThan", Test::DateGreater, false),
    ("DateGreaterThanEquals", Test::DateGreaterOrEqual, false),
    ("Bool", Test::Bool, false),
    ("BinaryEquals", Test::BinaryEquals, false),
    ("IpAddress", Test::IpAddress, false),
    ("NotIpAddress", Test::IpAddress, true),
    ("Null", Test::Null, false),
    // A name of its own in the grammar, with the meaning of the plain one.
    ("BoolIfExists", Test::Bool, false),
];

impl Operator {
    /// Reads an operator's name with its prefix and suffix, without case as IAM does; nothing if there is no such operator.
    pub fn parse(name: &str) -> Option<Self> {
        let (quantifier, rest) = match name.split_once(':') {
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case("ForAllValues") => {
                (Some(Quantifier::ForAllValues), rest)
            }
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case("ForAnyValue") => (Some(Quantifier::ForAnyValue), rest),
            Some(_) => return None,
            None => (None, name),
        };
        let cut = rest.len().checked_sub("IfExists".len());
        let suffixed = cut
            .and_then(|cut| rest.split_at_checked(cut))
            .filter(|(_, suffix)| suffix.eq_ignore_ascii_case("IfExists"));
        let (base, if_exists) = suffixed.map_or((rest, false), |(base, _)| (base, true));
        let (_, test, negated) = NAMES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(base))?;
        // `Null` asks whether the key exists: it has no form for the case that it does not.
        (!(if_exists && *test == Test::Null)).then_some(Self { quantifier, test: *test, negated: *negated, if_exists })
    }

    /// The names that exist, for a suggestion.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, ..)| *name).filter(|name| *name != "BoolIfExists")
    }
}

impl Condition {
    /// Whether it holds for what is known of the request.
    pub fn holds(&self, version: Version, context: &Context) -> Truth {
        let operator = self.operator;
        let values = match context.get(&self.key) {
            Known::Unknown => return Truth::depends(&self.key),
            Known::Absent => {
                return match (operator.test, operator.quantifier) {
                    (Test::Null, _) => Truth::any(self.values.iter().map(|value| is_true(value).into())),
                    (_, Some(Quantifier::ForAllValues)) => Truth::Yes,
                    (_, Some(Quantifier::ForAnyValue)) => operator.if_exists.into(),
                    (_, None) => (operator.negated || operator.if_exists).into(),
                };
            }
            Known::Values(values) => values,
        };
        if operator.test == Test::Null {
            return Truth::any(self.values.iter().map(|value| (!is_true(value)).into()));
        }
        let one = |value: &String| {
            let matched = Truth::any(self.values.iter().map(|wanted| self.compare(wanted, value, version, context)));
            if operator.negated { matched.not() } else { matched }
        };
        match (operator.quantifier, values) {
            (Some(Quantifier::ForAllValues), values) => Truth::all(values.iter().map(one)),
            (Some(Quantifier::ForAnyValue), values) => Truth::any(values.iter().map(one)),
            (None, [value]) => one(value),
            // A set compared without a quantifier: IAM does not say what comes of it, so this does not either.
            (None, _) => Truth::depends(&self.key),
        }
    }

    #[allow(clippy::float_cmp, reason = "numbers of policies are compared as they are written")]
    fn compare(&self, wanted: &str, value: &str, version: Version, context: &Context) -> Truth {
        match self.operator.test {
            Test::StringEquals => text_equals(wanted, value, false, version, context),
            Test::StringEqualsIgnoreCase => text_equals(wanted, value, true, version, context),
            Test::StringLike => text_matches(wanted, value, version, context),
            Test::Arn => arn_matches(wanted, value, version, context),
            Test::NumericEquals => numbers(wanted, value, |wanted, value| value == wanted),
            Test::NumericLess => numbers(wanted, value, |wanted, value| value < wanted),
            Test::NumericLessOrEqual => numbers(wanted, value, |wanted, value| value <= wanted),
            Test::NumericGreater => numbers(wanted, value, |wanted, value| value > wanted),
            Test::NumericGreaterOrEqual => numbers(wanted, value, |wanted, value| value >= wanted),
            Test::DateEquals => dates(wanted, value, |wanted, value| value == wanted),
            Test::DateLess => dates(wanted, value, |wanted, value| value < wanted),
            Test::DateLessOrEqual => dates(wanted, value, |wanted, value| value <= wanted),
            Test::DateGreater => dates(wanted, value, |wanted, value| value > wanted),
            Test::DateGreaterOrEqual => dates(wanted, value, |wanted, value| value >= wanted),
            Test::Bool => wanted.eq_ignore_ascii_case(value).into(),
            Test::BinaryEquals => (wanted == value).into(),
            Test::IpAddress => network(wanted).zip(value.parse().ok()).is_some_and(|(net, ip)| holds(&net, ip)).into(),
            Test::Null => Truth::No,
        }
    }
}

fn is_true(value: &str) -> bool {
    value.eq_ignore_ascii_case("true")
}

fn numbers(wanted: &str, value: &str, test: impl Fn(f64, f64) -> bool) -> Truth {
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    number(wanted).zip(number(value)).is_some_and(|(wanted, value)| test(wanted, value)).into()
}

fn dates(wanted: &str, value: &str, test: impl Fn(i64, i64) -> bool) -> Truth {
    moment(wanted).zip(moment(value)).is_some_and(|(wanted, value)| test(wanted, value)).into()
}

/// Milliseconds since 1970 of an RFC 3339 time, a date, or seconds.
fn moment(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Some(moment) = Timestamp::parse_rfc3339(text) {
        return Some(moment.0);
    }
    if let Ok(seconds) = text.parse::<i64>() {
        return seconds.checked_mul(1000);
    }
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    let date = Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    date.midnight().assume_utc().unix_timestamp().checked_mul(1000)
}

/// A network in CIDR form, or a single address.
pub fn network(text: &str) -> Option<IpNet> {
    let text = text.trim();
    text.parse::<IpNet>().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

fn holds(net: &IpNet, ip: IpAddr) -> bool {
    net.contains(&ip)
}
