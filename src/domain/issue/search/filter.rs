//! A query in a project's own terms: names have become ids, so that testing an issue compares numbers.

use super::{
    Field, Is, Query,
    index::{Entry, Needle},
    query::What,
};
use crate::domain::{
    PersonId, State,
    issue::{Author, Category, Issue, Issues, LabelId, Priority, StatusId, import::squeeze},
};
use core::ops::Range;
use std::collections::BTreeSet;

/// A test of issues. Made by [`Filter::new`] for one project as it is now.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    clauses: Vec<Clause>,
    texts: Vec<(bool, TextTest)>,
}

/// All clauses must hold.
#[derive(Clone, Debug)]
struct Clause {
    negated: bool,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    Status(BTreeSet<StatusId>),
    Archived,
    Blocked,
    Priority(BTreeSet<Priority>),
    Label(Vec<bool>),
    Assignee(BTreeSet<Author>),
    Author(BTreeSet<Author>),
    Estimate(BTreeSet<u8>),
    Number(BTreeSet<u32>),
    Created(Vec<Range<i64>>),
    Updated(Vec<Range<i64>>),
    NoLabel,
    NoAssignee,
    NoDescription,
    NoEstimate,
    Never,
}

/// A word or phrase: in the text, or in the name of a label or an assignee.
#[derive(Clone, Debug)]
struct TextTest {
    needle: Needle,
    labels: Vec<bool>,
    assignees: BTreeSet<Author>,
    number: Option<u32>,
}

impl Filter {
    /// Brings a query into the terms of a project. `me` is who `assignee:me` means.
    pub fn new(query: &Query, state: &State, issues: &Issues, me: Option<PersonId>) -> Self {
        let terms = Terms { state, issues, me };
        let mut filter = Self::default();
        // Alternatives: the values of one field, from all its tokens that are not turned round.
        let mut fields: Vec<(Field, Vec<&str>)> = Vec::new();
        for term in &query.terms {
            match &term.what {
                What::Text(text) => filter.texts.push((term.negated, terms.text(text))),
                What::Is(is) => filter.clauses.push(Clause { negated: term.negated, test: terms.is(*is) }),
                What::No(field) => filter.clauses.push(Clause { negated: term.negated, test: Terms::no(*field) }),
                What::Field(field, values) => {
                    let values = values.iter().map(String::as_str);
                    if term.negated {
                        let test = terms.field(*field, &values.collect::<Vec<_>>());
                        filter.clauses.push(Clause { negated: true, test });
                    } else if let Some((_, known)) = fields.iter_mut().find(|(known, _)| known == field) {
                        known.extend(values);
                    } else {
                        fields.push((*field, values.collect()));
                    }
                }
            }
        }
        for (field, values) in fields {
            filter.clauses.push(Clause { negated: false, test: terms.field(field, &values) });
        }
        filter
    }

    /// Whether it lets every issue through.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.texts.is_empty()
    }

    /// Whether an issue passes. Cheap tests come first.
    pub(super) fn takes(&self, entry: &Entry) -> bool {
        let issue = entry.issue.as_ref();
        self.clauses.iter().all(|clause| clause.test.holds(issue) != clause.negated)
            && self.texts.iter().all(|(negated, test)| test.holds(entry) != *negated)
    }
}

impl Test {
    fn holds(&self, issue: &Issue) -> bool {
        match self {
            Self::Status(wanted) => wanted.contains(&issue.status),
            Self::Archived => issue.archived,
            Self::Blocked => issue.blocked,
            Self::Priority(wanted) => wanted.contains(&issue.priority),
            Self::Label(wanted) => has_label(issue, wanted),
            Self::Assignee(wanted) => issue.assignees.iter().any(|author| wanted.contains(author)),
            Self::Author(wanted) => wanted.contains(&issue.created_by),
            Self::Estimate(wanted) => issue.estimate.is_some_and(|points| wanted.contains(&points)),
            Self::Number(wanted) => wanted.contains(&issue.number),
            Self::Created(wanted) => wanted.iter().any(|range| range.contains(&issue.created.0)),
            Self::Updated(wanted) => wanted.iter().any(|range| range.contains(&issue.updated.0)),
            Self::NoLabel => issue.labels.is_empty(),
            Self::NoAssignee => issue.assignees.is_empty(),
            Self::NoDescription => issue.description.trim().is_empty(),
            Self::NoEstimate => issue.estimate.is_none(),
            Self::Never => false,
        }
    }
}

impl TextTest {
    fn holds(&self, entry: &Entry) -> bool {
        let issue = entry.issue.as_ref();
        self.number == Some(issue.number)
            || entry.contains(&self.needle)
            || has_label(issue, &self.labels)
            || (!self.assignees.is_empty() && issue.assignees.iter().any(|author| self.assignees.contains(author)))
    }
}

fn has_label(issue: &Issue, wanted: &[bool]) -> bool {
    issue.labels.iter().any(|LabelId(at)| wanted.get(usize::from(*at)).copied().unwrap_or_default())
}

/// Names as a project knows them.
struct Terms<'a> {
    state: &'a State,
    issues: &'a Issues,
    me: Option<PersonId>,
}

impl Terms<'_> {
    fn text(&self, text: &str) -> TextTest {
        TextTest {
            needle: Needle::new(text),
            labels: self.issues.labels.iter().map(|label| super::fold(label).contains(text)).collect(),
            assignees: self.authors(|name| super::fold(name).contains(text)),
            number: text.parse().ok(),
        }
    }

    fn is(&self, is: Is) -> Test {
        let of = |wanted: fn(Category) -> bool| {
            let statuses = self.issues.statuses.iter().filter(|status| wanted(status.category));
            Test::Status(statuses.map(|status| status.id).collect())
        };
        match is {
            Is::Archived => Test::Archived,
            Is::Blocked => Test::Blocked,
            Is::Open => of(|category| category != Category::Completed),
            Is::Done => of(|category| category == Category::Completed),
            Is::Backlog => of(|category| category == Category::Draft),
            Is::Active => of(|category| matches!(category, Category::NotStarted | Category::Started)),
        }
    }

    fn no(field: Field) -> Test {
        match field {
            Field::Label => Test::NoLabel,
            Field::Assignee => Test::NoAssignee,
            Field::Description => Test::NoDescription,
            Field::Estimate => Test::NoEstimate,
            Field::Priority => Test::Priority(BTreeSet::from([Priority::None])),
            // Every issue has these.
            Field::Status | Field::Author | Field::Number | Field::Created | Field::Updated => Test::Never,
        }
    }

    fn field(&self, field: Field, values: &[&str]) -> Test {
        match field {
            Field::Status => {
                let names = self.issues.statuses.iter().map(|status| (status.id, status.name.as_str()));
                Test::Status(named(names, values))
            }
            Field::Priority => {
                let names = Priority::ALL.into_iter().map(|priority| (priority, priority.label()));
                let mut wanted = named(names, values);
                if values.contains(&"none") {
                    wanted.insert(Priority::None);
                }
                Test::Priority(wanted)
            }
            Field::Label => {
                let names = self.issues.labels.iter().enumerate().map(|(at, label)| (at, label.as_str()));
                let wanted = named(names, values);
                Test::Label((0..self.issues.labels.len()).map(|at| wanted.contains(&at)).collect())
            }
            Field::Assignee => Test::Assignee(self.people(values)),
            Field::Author => Test::Author(self.people(values)),
            Field::Estimate => Test::Estimate(values.iter().filter_map(|value| value.parse().ok()).collect()),
            Field::Number => {
                Test::Number(values.iter().filter_map(|value| value.trim_start_matches('#').parse().ok()).collect())
            }
            Field::Created => Test::Created(values.iter().filter_map(|value| span(value)).collect()),
            Field::Updated => Test::Updated(values.iter().filter_map(|value| span(value)).collect()),
            Field::Description => Test::Never,
        }
    }

    /// People and outsiders with a name that matches one of the values.
    fn people(&self, values: &[&str]) -> BTreeSet<Author> {
        let mut all: BTreeSet<Author> = BTreeSet::new();
        for value in values {
            let value = value.trim_start_matches('@');
            if value == "me" {
                all.extend(self.me.map(Author::Person));
                continue;
            }
            let wanted = squeeze(value);
            let exact = self.authors(|name| squeeze(name) == wanted);
            all.extend(if exact.is_empty() { self.authors(|name| squeeze(name).contains(&wanted)) } else { exact });
        }
        all
    }

    fn authors(&self, matches: impl Fn(&str) -> bool) -> BTreeSet<Author> {
        let people = self.state.people.values().filter(|person| {
            matches(&person.full_name)
                || matches(&person.alias)
                || (!person.nickname.is_empty() && matches(&person.nickname))
        });
        let outsiders = (0..).zip(&self.issues.outsiders).filter(|(_, name)| matches(name));
        let people = people.map(|person| Author::Person(person.id));
        people.chain(outsiders.map(|(place, _)| Author::Outsider(place))).collect()
    }
}

/// The things whose name is one of the values; a value that is no whole name finds the names that contain it.
fn named<'a, T: Ord + Copy>(names: impl Iterator<Item = (T, &'a str)> + Clone, values: &[&str]) -> BTreeSet<T> {
    let names: Vec<(T, String)> = names.map(|(thing, name)| (thing, squeeze(name))).collect();
    let mut all = BTreeSet::new();
    for wanted in values.iter().map(|value| squeeze(value)) {
        let before = all.len();
        all.extend(names.iter().filter(|(_, name)| *name == wanted).map(|(thing, _)| *thing));
        if all.len() == before {
            all.extend(names.iter().filter(|(_, name)| name.contains(&wanted)).map(|(thing, _)| *thing));
        }
    }
    all
}

/// The span of time that `2026`, `2026-08`, `2026-08-14` or one of them behind `<`, `<=`, `>`, `>=` means, in
/// milliseconds, by the calendar of UTC.
fn span(value: &str) -> Option<Range<i64>> {
    let sign = value.len() - value.trim_start_matches(['<', '>', '=']).len();
    let (sign, date) = value.split_at_checked(sign)?;
    let mut parts = date.split('-');
    let year: i32 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<u8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<u8> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let start = moment(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let end = match (month, day) {
        (Some(_), Some(_)) => start + crate::domain::Timestamp::DAY,
        (Some(12), None) | (None, _) => moment(year + 1, 1, 1)?,
        (Some(month), None) => moment(year, month + 1, 1)?,
    };
    match sign {
        "" | "=" => Some(start..end),
        "<" => Some(i64::MIN..start),
        "<=" => Some(i64::MIN..end),
        ">" => Some(end..i64::MAX),
        ">=" => Some(start..i64::MAX),
        _ => None,
    }
}

fn moment(year: i32, month: u8, day: u8) -> Option<i64> {
    let date = time::Date::from_calendar_date(year, time::Month::try_from(month).ok()?, day).ok()?;
    Some(date.midnight().assume_utc().unix_timestamp() * 1000)
}
