//! Objects of issues inside arrays, and what their keys mean, whoever printed them.

use super::{
    Report, github,
    normal::{Normal, one_line},
    report::Place,
};
use crate::{
    domain::issue::ImportRow,
    formats::{
        Unreadable,
        json::{self, Map, Node},
        unreadable::clip,
        when,
    },
};

/// What a key of an issue means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Title,
    Description,
    Status,
    Priority,
    Estimate,
    Assignees,
    Labels,
    Author,
    Created,
    Updated,
    Archived,
    Address,
    Number,
}

/// What a key means, its case and joints aside.
pub(super) fn key_field(key: &str) -> Option<Key> {
    // Asked for every field of every issue: the tables of all letters are only looked at where they are needed.
    let plain: String = if key.is_ascii() {
        key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    } else {
        key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    Some(match plain.as_str() {
        "title" | "summary" | "subject" => Key::Title,
        "description" | "body" | "text" | "details" | "content" => Key::Description,
        "status" | "state" => Key::Status,
        "priority" => Key::Priority,
        "estimate" | "points" | "storypoints" => Key::Estimate,
        "assignees" | "assignee" | "assignedto" => Key::Assignees,
        "labels" | "label" | "tags" => Key::Labels,
        "author" | "user" | "creator" | "createdby" | "reporter" => Key::Author,
        "created" | "createdat" | "createdon" => Key::Created,
        "updated" | "updatedat" | "updatedon" | "modified" => Key::Updated,
        "archived" => Key::Archived,
        "htmlurl" | "url" | "weburl" | "source" => Key::Address,
        "number" | "key" | "iid" | "id" | "identifier" => Key::Number,
        _ => return None,
    })
}

/// Turns an object into a row.
///
/// # Errors
/// The reason to leave it out.
pub(super) fn row(map: Map, github: bool, report: &mut Report) -> Result<Normal, String> {
    if github && let Some(why) = github::reason_to_leave_out(&map) {
        return Err(why.to_owned());
    }
    let mut normal = Normal::default();
    // The best name for one thing wins: an address over a number, `number` over `id`, `html_url` over `url`.
    let mut source_rank = 0;
    for (key, node) in map {
        match key_field(&key) {
            Some(Key::Address | Key::Number) => {
                if let Some((rank, source)) = source(&key, &node)
                    && rank > source_rank
                {
                    (source_rank, normal.row.source) = (rank, Some(source));
                }
            }
            Some(field) => value(&mut normal, field, node)?,
            None if github => {
                if let Some(part) = github::not_taken(&key, &node) {
                    report.not_taken(part);
                }
            }
            None => {
                if !node.is_nothing() {
                    report.not_taken(&clip(&key));
                }
            }
        }
    }
    normal.finish()
}

/// What an issue is called at home, with how good that name is.
fn source(key: &str, node: &Node) -> Option<(u8, String)> {
    const LONGEST: usize = 500;
    let text = match node {
        Node::Int(number) => number.to_string(),
        Node::Text(text) => one_line(text),
        _ => return None,
    };
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let web = text.starts_with("https://") || text.starts_with("http://");
    let rank = match (key.to_ascii_lowercase().as_str(), web) {
        ("source", _) => 6,
        ("html_url" | "htmlurl" | "web_url", true) => 5,
        ("url", true) => 4,
        ("key" | "identifier", _) => 3,
        ("number" | "iid", _) => 2,
        (_, false) => 1,
        _ => return None,
    };
    Some((rank, text))
}

fn value(normal: &mut Normal, field: Key, node: Node) -> Result<(), String> {
    match field {
        Key::Title => match node {
            Node::Text(title) => normal.row.title = title,
            Node::Null => {}
            other => return Err(format!("Its title is {}, where text was expected.", other.kind())),
        },
        Key::Description => match node {
            Node::Text(text) => normal.row.description = text,
            Node::Null => {}
            other => normal.note(format!("The description is {}, not text: left empty.", other.kind())),
        },
        Key::Status => one_word(normal, &node, "status", Normal::status),
        Key::Priority => one_word(normal, &node, "priority", Normal::priority),
        Key::Estimate => one_word(normal, &node, "estimate", Normal::estimate),
        Key::Created => moment(normal, &node, true),
        Key::Updated => moment(normal, &node, false),
        Key::Author => normal.row.author = name(&node),
        Key::Assignees => each(&node, &mut |one| normal.assignee(one)),
        Key::Labels => each(&node, &mut |one| normal.label(one)),
        Key::Archived => normal.row.archived = matches!(node, Node::Bool(true)),
        Key::Address | Key::Number => {}
    }
    Ok(())
}

/// Text, a number, or an object that carries its name.
fn one_word(normal: &mut Normal, node: &Node, what: &str, take: fn(&mut Normal, &str)) {
    match word(node) {
        Some(word) => take(normal, &word),
        None if node.is_nothing() => {}
        None => normal.note(format!("The {what} is {}, which says nothing here: left empty.", node.kind())),
    }
}

fn word(node: &Node) -> Option<String> {
    match node {
        Node::Text(text) => Some(text.clone()),
        Node::Int(number) => Some(number.to_string()),
        Node::Float(number) => Some(number.to_string()),
        Node::Map(_) => name(node),
        _ => None,
    }
}

fn moment(normal: &mut Normal, node: &Node, created: bool) {
    #[allow(clippy::cast_precision_loss, reason = "seconds of a plausible year fit exactly")]
    let seconds = match node {
        Node::Int(number) => Some(*number as f64),
        Node::Float(number) => Some(*number),
        _ => None,
    };
    if let Some(seconds) = seconds {
        // Past the year 5138 in seconds: these are milliseconds, as JavaScript counts.
        let at = when::from_epoch(if seconds.abs() >= 1e11 { seconds / 1000.0 } else { seconds });
        if created {
            normal.row.created = at;
        } else {
            normal.row.updated = at;
        }
        return;
    }
    let take = if created { Normal::created } else { Normal::updated };
    one_word(normal, node, if created { "time of creation" } else { "time of the last change" }, take);
}

/// The name of a person or a label: the text itself, or what its object calls it.
fn name(node: &Node) -> Option<String> {
    let text = match node {
        Node::Text(text) => text.as_str(),
        Node::Map(map) => ["login", "name", "displayName", "username", "title", "label"]
            .iter()
            .find_map(|&key| map.get(key).and_then(Node::as_text).filter(|text| !text.trim().is_empty()))?,
        _ => return None,
    };
    Some(one_line(text)).filter(|name| !name.is_empty())
}

/// Every name of a list, of `{"nodes": [...]}`, or the one that stands alone.
fn each(node: &Node, take: &mut dyn FnMut(&str)) {
    let one = core::slice::from_ref(node);
    let list = match node {
        Node::List(list) => list.as_slice(),
        Node::Map(map) => match map.get("nodes") {
            Some(Node::List(list)) => list.as_slice(),
            _ => one,
        },
        _ => one,
    };
    for name in list.iter().filter_map(name) {
        take(&name);
    }
}

/// Reads objects of lists that follow one another or lie in one another, or that stand alone.
#[derive(Debug)]
pub(super) struct Values {
    at: usize,
    item: u64,
    /// Lists that are open.
    depth: usize,
    /// An item may stand here.
    ready: bool,
    /// A comma was read: an item has to follow.
    owed: bool,
    github: bool,
}

impl Values {
    pub(super) const fn new(github: bool) -> Self {
        Self { at: 0, item: 0, depth: 0, ready: true, owed: false, github }
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Reads the next item; `false` when there is none.
    pub(super) fn next(
        &mut self,
        text: &str,
        rows: &mut Vec<ImportRow>,
        report: &mut Report,
    ) -> Result<bool, Unreadable> {
        loop {
            let rest = text.get(self.at..).unwrap_or_default();
            self.at += rest.len() - rest.trim_start_matches([' ', '\n', '\r', '\t']).len();
            let ready = self.ready || self.depth == 0;
            match text.get(self.at..).and_then(|rest| rest.chars().next()) {
                None if self.depth > 0 => return Err(half(text)),
                None => return Ok(false),
                Some('[') if ready => {
                    self.depth += 1;
                    (self.ready, self.owed) = (true, false);
                }
                Some(']') if self.depth > 0 && !self.owed => {
                    self.depth -= 1;
                    self.ready = false;
                }
                Some(',') if !ready => (self.ready, self.owed) = (true, true),
                Some('{') if ready => break,
                Some(_) => return Err(unexpected(text, self.at)),
            }
            self.at += 1;
        }
        let Some((Node::Map(map), end)) = json::value_at(text, self.at)? else { return Ok(false) };
        self.at = end;
        self.item += 1;
        (self.ready, self.owed) = (false, false);
        let row = row(map, self.github, report);
        report.take(Place::Item(self.item), row, rows);
        Ok(true)
    }
}

fn half(text: &str) -> Unreadable {
    let (line, column) = json::place(text, text.len());
    Unreadable::new(format!(
        "The file ends in the middle of its list, at line {line}, column {column}: it seems to be half of a file. Make it again and import the whole."
    ))
    .at(line, column)
}

fn unexpected(text: &str, at: usize) -> Unreadable {
    let (line, column) = json::place(text, at);
    Unreadable::new(format!(
        "Line {line}, column {column}: an issue was expected there, as an object in braces. Mend the file or export it again."
    ))
    .at(line, column)
}
