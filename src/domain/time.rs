//! Moments in time, as the domain keeps them.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Milliseconds of one minute.
    pub const MINUTE: i64 = 60_000;
    /// Milliseconds of one hour.
    pub const HOUR: i64 = 60 * Self::MINUTE;
    /// Milliseconds of one day.
    pub const DAY: i64 = 24 * Self::HOUR;

    /// Reads RFC 3339 (`2026-08-14T21:31:26-04:00`); `None` for anything else.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let moment = time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok()?;
        i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok().map(Self)
    }

    /// RFC 3339 in UTC with whole seconds or milliseconds; the form of every export.
    pub fn to_rfc3339(self) -> String {
        time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .ok()
            .and_then(|moment| moment.format(&time::format_description::well_known::Rfc3339).ok())
            .unwrap_or_default()
    }

    /// This moment moved by so many milliseconds, held at the ends of the range.
    #[must_use]
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// Whether both moments lie in the same calendar month of UTC.
    pub fn is_in_month_of(self, other: Self) -> bool {
        let month = |at: Self| {
            let moment = time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.0) * 1_000_000).ok()?;
            Some((moment.year(), moment.month()))
        };
        month(self) == month(other)
    }

    /// The beginning of this calendar month of UTC.
    #[must_use]
    pub fn month_start(self) -> Self {
        let first = time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .ok()
            .and_then(|now| now.replace_day(1).ok())
            .map(|first| first.replace_time(time::Time::MIDNIGHT));
        let milliseconds = first.and_then(|first| i64::try_from(first.unix_timestamp_nanos() / 1_000_000).ok());
        milliseconds.map_or(self, Self)
    }

    /// The beginning of the next calendar month of UTC.
    #[must_use]
    pub fn next_month(self) -> Self {
        let first =
            time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000).ok().and_then(|now| {
                let (year, month) = match now.month() {
                    time::Month::December => (now.year().checked_add(1)?, time::Month::January),
                    month => (now.year(), month.next()),
                };
                Some(time::Date::from_calendar_date(year, month, 1).ok()?.midnight().assume_utc())
            });
        let milliseconds = first.and_then(|first| i64::try_from(first.unix_timestamp_nanos() / 1_000_000).ok());
        milliseconds.map_or(self, Self)
    }

    /// Milliseconds from `earlier` to this moment; negative when it lies before.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
