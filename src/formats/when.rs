//! Moments as other programs print them.

use crate::domain::Timestamp;
use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};

/// A moment with whether its text named a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The moment; without a zone it is taken as UTC.
    pub at: Timestamp,
    /// Whether the text said its zone.
    pub zoned: bool,
}

/// Reads RFC 3339, `2026-08-14`, `2026-08-14 21:31`, `2026-08-14 21:31:26`, Jira's `14/Aug/26 9:31 PM`
/// and the browser's `Fri Aug 14 2026 21:31:26 GMT+0000 (…)`.
pub fn parse(text: &str) -> Option<Moment> {
    let text = text.trim();
    if let Some(at) = Timestamp::parse_rfc3339(text) {
        return Some(Moment { at, zoned: true });
    }
    iso(text).or_else(|| jira(text)).or_else(|| browser(text))
}

/// Seconds since 1970, as older versions of the AWS CLI print; fractions are kept to the millisecond.
#[allow(clippy::cast_possible_truncation, reason = "held to the range of years 1 to 9999 before")]
pub fn from_epoch(seconds: f64) -> Option<Timestamp> {
    (-62_135_596_800.0..=253_402_300_799.0).contains(&seconds).then(|| Timestamp((seconds * 1000.0).round() as i64))
}

/// `YYYY-MM-DD`, with a time of day behind a blank or `T`, with or without an offset such as `+0200` or ` UTC`.
fn iso(text: &str) -> Option<Moment> {
    let (day, rest) = text.split_at_checked(10)?;
    let mut parts = day.split('-');
    let date = date(parts.next()?, parts.next()?.parse().ok()?, parts.next()?)?;
    if parts.next().is_some() {
        return None;
    }
    if rest.is_empty() {
        return moment(date, Time::MIDNIGHT, None);
    }
    let rest = rest.strip_prefix([' ', 'T'])?.trim();
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(rest.len());
    let (clock, zone) = rest.split_at_checked(end)?;
    moment(date, time_of_day(clock)?, offset(zone.trim())?)
}

/// `14/Aug/26 9:31 PM`, also with a year of four digits or the 24-hour clock.
fn jira(text: &str) -> Option<Moment> {
    let mut words = text.split_whitespace();
    let mut day = words.next()?.split('/');
    let (number, month, year) = (day.next()?, day.next()?, day.next()?);
    let year = if year.len() == 2 { format!("20{year}") } else { year.to_owned() };
    let date = date(&year, month_number(month)?, number)?;
    let clock = match words.next() {
        None => Time::MIDNIGHT,
        Some(clock) => time_of_day(clock)?,
    };
    let clock = match words.next() {
        None => clock,
        Some(half) => {
            let (hour, minute, second) = clock.as_hms();
            let hour = match (half.to_ascii_uppercase().as_str(), hour) {
                ("AM", 12) => 0,
                ("PM", 1..=11) => hour + 12,
                ("AM", 1..=11) | ("PM", 12) => hour,
                _ => return None,
            };
            Time::from_hms(hour, minute, second).ok()?
        }
    };
    if words.next().is_some() { None } else { moment(date, clock, None) }
}

/// What a browser's `Date` prints: `Fri Aug 14 2026 21:31:26 GMT+0000 (Coordinated Universal Time)`.
fn browser(text: &str) -> Option<Moment> {
    let mut words = text.split_whitespace().skip(1);
    let (month, day, year) = (words.next()?, words.next()?, words.next()?);
    let date = date(year, month_number(month)?, day)?;
    moment(date, time_of_day(words.next()?)?, offset(words.next()?)?)
}

fn date(year: &str, month: u8, day: &str) -> Option<Date> {
    if year.len() != 4 || day.is_empty() || day.len() > 2 {
        return None;
    }
    Date::from_calendar_date(year.parse().ok()?, Month::try_from(month).ok()?, day.parse().ok()?).ok()
}

fn month_number(name: &str) -> Option<u8> {
    let name = name.get(..3)?.to_ascii_lowercase();
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    names.iter().zip(1..).find_map(|(&month, number)| (month == name).then_some(number))
}

/// `21:31`, `21:31:26`, `21:31:26.123`.
fn time_of_day(text: &str) -> Option<Time> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = clock.split(':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?.parse().ok()?;
    let second = parts.next().map_or(Some(0), |second| second.parse().ok())?;
    if parts.next().is_some() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let millisecond = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Time::from_hms_milli(hour, minute, second, millisecond).ok()
}

/// `Z`, `UTC`, `GMT+0200`, `+02:00`, `-0400`; empty says no zone, which is no fault.
#[allow(clippy::option_option, reason = "no zone and no valid zone are two things")]
fn offset(text: &str) -> Option<Option<UtcOffset>> {
    let digits = text.trim_start_matches("GMT").trim_start_matches("UTC");
    if digits.is_empty() || digits == "Z" {
        return Some((!text.is_empty()).then_some(UtcOffset::UTC));
    }
    let sign = match digits.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = digits.chars().skip(1).filter(|&c| c != ':').collect();
    if digits.len() != 4 {
        return None;
    }
    let hours: i8 = digits.get(..2)?.parse().ok()?;
    let minutes: i8 = digits.get(2..)?.parse().ok()?;
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok().map(Some)
}

fn moment(date: Date, clock: Time, zone: Option<UtcOffset>) -> Option<Moment> {
    let at = PrimitiveDateTime::new(date, clock).assume_offset(zone.unwrap_or(UtcOffset::UTC));
    let at = Timestamp(at.unix_timestamp().checked_mul(1000)? + i64::from(at.millisecond()));
    Some(Moment { at, zoned: zone.is_some() })
}
