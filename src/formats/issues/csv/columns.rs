//! Which separator a table has and what its columns hold: guessed from the header, changeable by the person.

use crate::formats::{Unreadable, when};

/// What a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Number or address there.
    Source,
    /// Title; the one column that a table must have.
    Title,
    /// Description.
    Description,
    /// Status.
    Status,
    /// Priority.
    Priority,
    /// Estimate in points or as a size.
    Estimate,
    /// Names of people; several columns may hold some.
    Assignees,
    /// Labels; several columns may hold some.
    Labels,
    /// Who made it.
    Author,
    /// When it was made.
    Created,
    /// When it last changed.
    Updated,
    /// Archived or not.
    Archived,
}

impl Field {
    /// All, in the order of a form.
    pub const ALL: [Self; 12] = [
        Self::Title,
        Self::Description,
        Self::Status,
        Self::Priority,
        Self::Estimate,
        Self::Assignees,
        Self::Labels,
        Self::Author,
        Self::Created,
        Self::Updated,
        Self::Archived,
        Self::Source,
    ];

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Source => "Number or address there",
            Self::Title => "Title",
            Self::Description => "Description",
            Self::Status => "Status",
            Self::Priority => "Priority",
            Self::Estimate => "Estimate",
            Self::Assignees => "Assignees",
            Self::Labels => "Labels",
            Self::Author => "Created by",
            Self::Created => "Created",
            Self::Updated => "Updated",
            Self::Archived => "Archived",
        }
    }

    /// Whether several columns may hold it: Jira repeats a column for each label.
    pub const fn many(self) -> bool {
        matches!(self, Self::Assignees | Self::Labels)
    }

    /// Headers that mean it, best first, in lower case without blanks and signs: those of Jira, Linear, GitHub, this console.
    const fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Source => &[
                "source",
                "url",
                "issueurl",
                "link",
                "issuekey",
                "key",
                "identifier",
                "id",
                "issueid",
                "number",
                "issuenumber",
            ],
            Self::Title => &["title", "summary", "issuetitle", "subject", "name"],
            Self::Description => &["description", "body", "details"],
            Self::Status => &["status", "state"],
            Self::Priority => &["priority"],
            Self::Estimate => &[
                "estimate",
                "storypoints",
                "customfieldstorypoints",
                "storypointestimate",
                "customfieldstorypointestimate",
                "points",
            ],
            Self::Assignees => &["assignees", "assignee", "assignedto"],
            Self::Labels => &["labels", "label", "tags"],
            Self::Author => &["createdby", "creator", "author", "reporter"],
            Self::Created => &["created", "createdat", "createdon", "creationdate", "datecreated"],
            Self::Updated => &["updated", "updatedat", "updatedon", "lastupdated", "modified", "lastmodified"],
            Self::Archived => &["archived"],
        }
    }
}

/// What the columns of a table hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMapping {
    /// `,`, `;` or a tab.
    pub(super) separator: u8,
    /// Bytes before the header: a line `sep=;` that spreadsheets write.
    pub(super) skip: usize,
    headers: Vec<String>,
    fields: Vec<Option<Field>>,
}

impl ColumnMapping {
    /// The columns as their header names them, each with what it holds; `None` is not taken.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = (&str, Option<Field>)> {
        self.headers.iter().map(String::as_str).zip(self.fields.iter().copied())
    }

    /// The separator, for people.
    pub const fn separator_label(&self) -> &'static str {
        match self.separator {
            b';' => "semicolon",
            b'\t' => "tab",
            _ => "comma",
        }
    }

    /// Says what a column holds. A field that only one column may hold leaves its former column.
    pub fn assign(&mut self, column: usize, field: Option<Field>) {
        if let Some(field) = field.filter(|field| !field.many()) {
            for other in self.fields.iter_mut().filter(|other| **other == Some(field)) {
                *other = None;
            }
        }
        if let Some(place) = self.fields.get_mut(column) {
            *place = field;
        }
    }

    /// Whether some column holds the title; without one nothing can be read.
    pub fn has_title(&self) -> bool {
        self.fields.contains(&Some(Field::Title))
    }
}

/// More columns than any tracker exports; Jira with many custom fields comes to some hundreds.
const COLUMNS_MAX: usize = 2_000;

/// Finds separator, header and what the columns hold.
///
/// # Errors
/// No table, or a table without a header row.
pub(in crate::formats) fn guess(text: &str) -> Result<ColumnMapping, Unreadable> {
    let (skip, said) = declared(text);
    let body = text.get(skip..).unwrap_or_default();
    let tries = [b',', b';', b'\t'].into_iter().filter(|&try_| said.is_none_or(|said| said == try_));
    let best = tries
        .filter_map(|separator| {
            let [header, second] = first_records(body, separator);
            let header = header?;
            let fields = fields(&header);
            let known = fields.iter().flatten().count();
            Some((known, header.len(), separator, header, fields, second))
        })
        .max_by_key(|(known, columns, separator, ..)| (*known, *columns, *separator == b','));
    let Some((known, columns, separator, header, fields, second)) = best else {
        return Err(Unreadable::new("There is nothing in the file but blanks."));
    };
    if columns > COLUMNS_MAX {
        return Err(Unreadable::new(format!(
            "The first line has {columns} columns, more than any table of issues. Export the issues again as CSV or JSON."
        )));
    }
    if known == 0 {
        if columns < 2 || second.as_ref().is_some_and(|second| second.len() != columns) {
            return Err(Unreadable::new(
                "This is text, but neither JSON nor a table: its first lines have no columns in common. Export the issues as CSV or JSON.",
            ));
        }
        if !could_be_header(&header) {
            return Err(Unreadable::new(
                "This is a table without a header row: its first line holds values. Put a line with the names of the columns on top, such as Title, Status, Priority, and import it again.",
            ));
        }
    }
    Ok(ColumnMapping { separator, skip, headers: header, fields })
}

/// The line `sep=;`: its length and the separator it names.
fn declared(text: &str) -> (usize, Option<u8>) {
    let line = text.split_inclusive('\n').next().unwrap_or_default();
    match line.trim_end_matches(['\r', '\n']).strip_prefix("sep=").map(str::as_bytes) {
        Some([separator @ (b',' | b';' | b'\t')]) => (line.len(), Some(*separator)),
        _ => (0, None),
    }
}

/// The first two records.
fn first_records(text: &str, separator: u8) -> [Option<Vec<String>>; 2] {
    let mut reader =
        ::csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records().map_while(Result::ok);
    let mut next = || records.next().map(|record| record.iter().map(|cell| cell.trim().to_owned()).collect());
    [next(), next()]
}

/// What the headers mean. Of several columns for one thing the best named one wins.
fn fields(headers: &[String]) -> Vec<Option<Field>> {
    let plain: Vec<String> = headers
        .iter()
        .map(|header| header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
        .collect();
    let mut fields = vec![None; headers.len()];
    for field in Field::ALL {
        let mut ranked: Vec<(usize, usize)> = plain
            .iter()
            .enumerate()
            .filter_map(|(column, header)| Some((field.headers().iter().position(|name| name == header)?, column)))
            .collect();
        ranked.sort_unstable();
        let taken = if field.many() { ranked.len() } else { 1 };
        for (_, column) in ranked.into_iter().take(taken) {
            if let Some(place) = fields.get_mut(column) {
                *place = Some(field);
            }
        }
    }
    fields
}

/// Names of columns are short, differ from one another and are neither numbers nor dates.
fn could_be_header(cells: &[String]) -> bool {
    cells.iter().enumerate().all(|(index, cell)| {
        !cell.is_empty()
            && cell.chars().count() <= 40
            && cell.parse::<f64>().is_err()
            && when::parse(cell).is_none()
            && !cells.iter().take(index).any(|earlier| earlier == cell)
    })
}
