//! A bucket of issues as columns: values of one field stand together, what is usual costs nothing, and deflate, which
//! the vault runs over every segment, finds long runs of the same (docs/vault-experiments.md has the figures).
//!
//! Form 1: the sections of [`sections`] one after another. `n` is a number of seven bits a byte, `s` the same with a
//! sign. A *sparse* column is the number of issues that have the field, then for each the distance from the one before
//! and the value.

use super::bytes::{Reader, Writer};
use crate::domain::{
    PersonId, Timestamp,
    id::CommentId,
    issue::{Author, Comment, Issue, LabelId, Priority, Rank, StatusId, Task},
};

/// The version byte of this form.
const FORM: u8 = 1;

/// Writes issues, which are in the order of their numbers.
pub fn encode(issues: &[&Issue]) -> Vec<u8> {
    sections(issues).concat()
}

/// The sections in their order: head and people, small fields, times, sparse fields, texts.
pub fn sections(issues: &[&Issue]) -> [Vec<u8>; 5] {
    let people = People::of(issues);
    let mut head = Writer(vec![FORM]);
    head.length(people.0.len());
    for person in &people.0 {
        head.uuid(person.0);
    }
    head.length(issues.len());
    let mut next = 0;
    for issue in issues {
        head.number(u64::from(issue.number.wrapping_sub(next)));
        next = issue.number.wrapping_add(1);
    }
    let mut small = Writer::default();
    for issue in issues {
        small.number(people.code(issue.created_by));
    }
    lists(&mut small, issues, |issue| &issue.assignees, |author| people.code(*author));
    lists(&mut small, issues, |issue| &issue.labels, |label| label.0.into());
    for issue in issues {
        small.0.push(issue.status.0);
    }
    for issue in issues {
        small.number(issue.priority as u64);
    }
    for issue in issues {
        small.number(issue.estimate.map_or(0, |points| u64::from(points) + 1));
    }
    let mut times = Writer::default();
    let mut before = 0;
    for issue in issues {
        let seconds = issue.created.0.div_euclid(1000);
        times.signed(seconds.wrapping_sub(before));
        before = seconds;
    }
    for issue in issues {
        times.signed(issue.updated.0.div_euclid(1000).wrapping_sub(issue.created.0.div_euclid(1000)));
    }
    sparse(&mut times, issues, |issue| thousandth(issue.created), |out, rest, _| out.number(rest));
    sparse(&mut times, issues, |issue| thousandth(issue.updated), |out, rest, _| out.number(rest));
    let mut rare = Writer::default();
    let other = |issue: &Issue| (issue.updated_by != issue.created_by).then_some(issue.updated_by);
    sparse(&mut rare, issues, other, |out, author, _| out.number(people.code(author)));
    sparse(&mut rare, issues, |issue| issue.blocked.then_some(()), |_, (), _| ());
    sparse(&mut rare, issues, |issue| issue.archived.then_some(()), |_, (), _| ());
    let moved = |issue: &Issue| (issue.rank != Rank::of_number(issue.number)).then_some(issue.rank);
    sparse(&mut rare, issues, moved, |out, rank, _| out.number(rank.0));
    sparse(&mut rare, issues, |issue| issue.source.clone(), |out, source, issue| write_source(out, &source, issue));
    let mut texts = Writer::default();
    let both = || issues.iter().map(|issue| &issue.title).chain(issues.iter().map(|issue| &issue.description));
    for text in both() {
        texts.length(text.len());
    }
    for text in both() {
        texts.0.extend_from_slice(text.as_bytes());
    }
    sparse(&mut texts, issues, |issue| some(&issue.tasks), |out, tasks, _| write_tasks(out, tasks));
    sparse(
        &mut texts,
        issues,
        |issue| some(&issue.comments),
        |out, list, issue| write_comments(out, list, issue, &people),
    );
    sparse(
        &mut texts,
        issues,
        |issue| some(&issue.attachments),
        |out, names, _| {
            out.length(names.len());
            for name in names {
                out.text(name);
            }
        },
    );
    [head.0, small.0, times.0, rare.0, texts.0]
}

/// Reads [`encode`]; `None` for anything that it does not write.
pub fn decode(bytes: &[u8]) -> Option<Vec<Issue>> {
    let mut from = Reader(bytes);
    if from.byte()? != FORM {
        return None;
    }
    let people: Vec<PersonId> = many(from.length()?, || from.uuid().map(PersonId))?;
    let count = from.length()?;
    let mut issues: Vec<Issue> = Vec::new();
    let mut next: u32 = 0;
    for _ in 0..count {
        let number = next.checked_add(from.narrow()?)?;
        next = number.checked_add(1)?;
        issues.push(blank(number));
    }
    let author = |code: u64| -> Option<Author> {
        let place = code >> 1;
        if code & 1 == 0 {
            u16::try_from(place).ok().map(Author::Outsider)
        } else {
            people.get(usize::try_from(place).ok()?).copied().map(Author::Person)
        }
    };
    for issue in &mut issues {
        issue.created_by = author(from.number()?)?;
        issue.updated_by = issue.created_by;
    }
    let counts: Vec<usize> = many(count, || from.length())?;
    for (issue, count) in issues.iter_mut().zip(counts) {
        issue.assignees = many(count, || author(from.number()?))?;
    }
    let counts: Vec<usize> = many(count, || from.length())?;
    for (issue, count) in issues.iter_mut().zip(counts) {
        issue.labels = many(count, || from.narrow().map(LabelId))?;
    }
    for issue in &mut issues {
        issue.status = StatusId(from.byte()?);
    }
    for issue in &mut issues {
        issue.priority = *Priority::ALL.get(from.narrow::<usize>()?)?;
    }
    for issue in &mut issues {
        let estimate: u16 = from.narrow()?;
        issue.estimate = estimate.checked_sub(1).map(u8::try_from).transpose().ok()?;
    }
    read_times(&mut from, &mut issues)?;
    let (from, issues) = (&mut from, &mut issues);
    read_sparse(from, issues, |from, _| author(from.number()?), |issue, by| issue.updated_by = by)?;
    read_sparse(from, issues, |_, _| Some(true), |issue, blocked| issue.blocked = blocked)?;
    read_sparse(from, issues, |_, _| Some(true), |issue, archived| issue.archived = archived)?;
    read_sparse(from, issues, |from, _| from.number().map(Rank), |issue, rank| issue.rank = rank)?;
    read_sparse(
        from,
        issues,
        |from, issue| read_source(from, issue.number).map(Some),
        |issue, source| issue.source = source,
    )?;
    let titles: Vec<usize> = many(count, || from.length())?;
    let descriptions: Vec<usize> = many(count, || from.length())?;
    for (issue, length) in issues.iter_mut().zip(titles) {
        issue.title = text(from, length)?;
    }
    for (issue, length) in issues.iter_mut().zip(descriptions) {
        issue.description = text(from, length)?;
    }
    read_sparse(from, issues, |from, _| read_tasks(from), |issue, tasks| issue.tasks = tasks)?;
    let comments = |from: &mut Reader<'_>, issue: &Issue| read_comments(from, issue.created, author);
    read_sparse(from, issues, comments, |issue, comments| issue.comments = comments)?;
    let names = |from: &mut Reader<'_>, _: &Issue| {
        let count = from.length()?;
        many(count, || from.text().map(str::to_owned))
    };
    read_sparse(from, issues, names, |issue, names| issue.attachments = names)?;
    from.0.is_empty().then(|| core::mem::take(issues))
}

/// People that the issues of a bucket mention, each once; an author is then a small number.
struct People(Vec<PersonId>);

impl People {
    fn of(issues: &[&Issue]) -> Self {
        let mut people = Vec::new();
        for issue in issues {
            let authors = issue.assignees.iter().chain(issue.comments.iter().map(|comment| &comment.by));
            for author in authors.chain([&issue.created_by, &issue.updated_by]) {
                if let Author::Person(person) = author
                    && !people.contains(person)
                {
                    people.push(*person);
                }
            }
        }
        Self(people)
    }

    fn code(&self, author: Author) -> u64 {
        match author {
            Author::Outsider(place) => u64::from(place) << 1,
            Author::Person(person) => {
                let place = self.0.iter().position(|known| *known == person).unwrap_or_default();
                (place as u64) << 1 | 1
            }
        }
    }
}

fn blank(number: u32) -> Issue {
    Issue {
        number,
        title: String::new(),
        description: String::new(),
        status: StatusId(0),
        priority: Priority::None,
        estimate: None,
        assignees: Vec::new(),
        labels: Vec::new(),
        blocked: false,
        archived: false,
        rank: Rank::of_number(number),
        tasks: Vec::new(),
        comments: Vec::new(),
        attachments: Vec::new(),
        created: Timestamp(0),
        created_by: Author::Outsider(0),
        updated: Timestamp(0),
        updated_by: Author::Outsider(0),
        source: None,
    }
}

fn many<T>(count: usize, mut one: impl FnMut() -> Option<T>) -> Option<Vec<T>> {
    (0..count).map(|_| one()).collect()
}

fn some<T>(list: &[T]) -> Option<&[T]> {
    (!list.is_empty()).then_some(list)
}

fn thousandth(time: Timestamp) -> Option<u64> {
    u64::try_from(time.0.rem_euclid(1000)).ok().filter(|rest| *rest != 0)
}

/// Writes the lengths of lists, then all their items.
fn lists<'a, T: 'a>(
    out: &mut Writer,
    issues: &[&'a Issue],
    list: impl Fn(&'a Issue) -> &'a Vec<T>,
    code: impl Fn(&T) -> u64,
) {
    for issue in issues {
        out.length(list(issue).len());
    }
    for item in issues.iter().flat_map(|issue| list(issue)) {
        out.number(code(item));
    }
}

fn sparse<'a, T: 'a>(
    out: &mut Writer,
    issues: &[&'a Issue],
    field: impl Fn(&'a Issue) -> Option<T>,
    write: impl Fn(&mut Writer, T, &'a Issue),
) {
    let set: Vec<(usize, T, &Issue)> =
        issues.iter().enumerate().filter_map(|(at, issue)| field(issue).map(|value| (at, value, *issue))).collect();
    out.length(set.len());
    let mut next = 0;
    for (at, value, issue) in set {
        out.length(at - next);
        next = at + 1;
        write(out, value, issue);
    }
}

fn read_sparse<T>(
    from: &mut Reader<'_>,
    issues: &mut [Issue],
    read: impl Fn(&mut Reader<'_>, &Issue) -> Option<T>,
    set: impl Fn(&mut Issue, T),
) -> Option<()> {
    let count: usize = from.narrow()?;
    let mut next: usize = 0;
    for _ in 0..count {
        let at = next.checked_add(from.narrow()?)?;
        let issue = issues.get_mut(at)?;
        let value = read(from, issue)?;
        set(issue, value);
        next = at + 1;
    }
    Some(())
}

fn read_times(from: &mut Reader<'_>, issues: &mut [Issue]) -> Option<()> {
    let mut before: i64 = 0;
    for issue in issues.iter_mut() {
        before = before.wrapping_add(from.signed()?);
        issue.created = Timestamp(before.wrapping_mul(1000));
    }
    for issue in issues.iter_mut() {
        let seconds = issue.created.0.div_euclid(1000).wrapping_add(from.signed()?);
        issue.updated = Timestamp(seconds.wrapping_mul(1000));
    }
    let rest = |from: &mut Reader<'_>, _: &Issue| from.narrow::<u16>().filter(|rest| *rest < 1000).map(i64::from);
    read_sparse(from, issues, rest, |issue, rest| issue.created.0 = issue.created.0.wrapping_add(rest))?;
    read_sparse(from, issues, rest, |issue, rest| issue.updated.0 = issue.updated.0.wrapping_add(rest))
}

fn text(from: &mut Reader<'_>, length: usize) -> Option<String> {
    core::str::from_utf8(from.take(length)?).ok().map(str::to_owned)
}

/// A source that is a plain number is kept as its distance from the issue's own number, which is often the same for a
/// whole file; everything else as text.
fn write_source(out: &mut Writer, source: &str, issue: &Issue) {
    if let Some(number) = source.parse::<u32>().ok().filter(|number| number.to_string() == source) {
        out.0.push(0);
        out.signed(i64::from(number) - i64::from(issue.number));
    } else {
        out.0.push(1);
        out.text(source);
    }
}

fn read_source(from: &mut Reader<'_>, number: u32) -> Option<String> {
    match from.byte()? {
        0 => u32::try_from(from.signed()?.checked_add(number.into())?).ok().map(|number| number.to_string()),
        1 => from.text().map(str::to_owned),
        _ => None,
    }
}

fn write_tasks(out: &mut Writer, tasks: &[Task]) {
    out.length(tasks.len());
    for task in tasks {
        out.0.push(u8::from(task.done));
        out.text(&task.text);
    }
}

fn read_tasks(from: &mut Reader<'_>) -> Option<Vec<Task>> {
    let count = from.length()?;
    many(count, || {
        let done = match from.byte()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        Some(Task { text: from.text()?.to_owned(), done })
    })
}

fn write_comments(out: &mut Writer, comments: &[Comment], issue: &Issue, people: &People) {
    out.length(comments.len());
    let mut before = issue.created.0;
    for comment in comments {
        out.uuid(comment.id.0);
        out.number(people.code(comment.by));
        out.signed(comment.at.0.wrapping_sub(before));
        before = comment.at.0;
        out.0.push(u8::from(comment.edited.is_some()));
        if let Some(edited) = comment.edited {
            out.signed(edited.0.wrapping_sub(before));
        }
        out.text(&comment.text);
    }
}

fn read_comments(
    from: &mut Reader<'_>,
    created: Timestamp,
    author: impl Fn(u64) -> Option<Author>,
) -> Option<Vec<Comment>> {
    let count = from.length()?;
    let mut before = created.0;
    many(count, || {
        let id = CommentId(from.uuid()?);
        let by = author(from.number()?)?;
        before = before.wrapping_add(from.signed()?);
        let edited = match from.byte()? {
            0 => None,
            1 => Some(Timestamp(before.wrapping_add(from.signed()?))),
            _ => return None,
        };
        Some(Comment { id, by, at: Timestamp(before), edited, text: from.text()?.to_owned() })
    })
}
