//! Which lines of the feed are shown, and where a day begins.

use super::kind::Kind;
use crate::domain::{PersonId, ProjectId, State, Timestamp, activity::Entry, space::Space};

/// One thing in the list: the head of a day, or a line by its place in the feed, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A day: the moment of its newest line.
    Day(Timestamp),
    /// A line.
    Entry(usize),
}

/// What the person wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sieve {
    pub project: Option<ProjectId>,
    pub person: Option<PersonId>,
    pub kind: Option<Kind>,
    /// In lower case; all of them have to stand in a line.
    pub words: Vec<String>,
}

impl Sieve {
    /// Whether it lets everything through.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a line is shown.
    pub fn lets(&self, state: &State, space: &Space, entry: &Entry) -> bool {
        self.project.is_none_or(|project| entry.project == Some(project))
            && self.person.is_none_or(|person| entry.actor == Some(person))
            && self.kind.is_none_or(|kind| Kind::of(&entry.deed) == kind)
            && (self.words.is_empty() || {
                let project = entry.project.and_then(|project| space.projects.get(&project));
                let name = project.map(|project| project.name.as_str()).unwrap_or_default();
                let text = format!("{} {} {name}", entry.who(state), entry.sentence(state, space)).to_lowercase();
                self.words.iter().all(|word| text.contains(word.as_str()))
            })
    }

    /// The entries that are shown, newest first, each with its place in the feed.
    pub fn entries<'a>(&'a self, state: &'a State, space: &'a Space) -> impl Iterator<Item = (usize, &'a Entry)> {
        let all = space.feed.len();
        space
            .feed
            .newest_first()
            .enumerate()
            .map(move |(at, entry)| (all - 1 - at, entry))
            .filter(|(_, entry)| self.lets(state, space, entry))
    }

    /// The lines that are shown, newest first, with a head before each day.
    pub fn lines(&self, state: &State, space: &Space) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut day: Option<Day> = None;
        for (place, entry) in self.entries(state, space) {
            if !day.is_some_and(|day| day.holds(entry.at)) {
                day = Some(Day::of(entry.at));
                lines.push(Line::Day(entry.at));
            }
            lines.push(Line::Entry(place));
        }
        lines
    }
}

/// A day of the reader's own time zone, from its first millisecond to before the next one's.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Day {
    from: f64,
    to: f64,
}

impl Day {
    fn of(at: Timestamp) -> Self {
        let date = js_sys::Date::new(&super::line::js_moment(at));
        let (year, month, day) = (date.get_full_year(), date.get_month().cast_signed(), date.get_date().cast_signed());
        let start = |day| js_sys::Date::new_with_year_month_day(year, month, day).get_time();
        Self { from: start(day), to: start(day + 1) }
    }

    fn holds(self, at: Timestamp) -> bool {
        let at = crate::pages::space::shared::milliseconds(at);
        self.from <= at && at < self.to
    }
}
