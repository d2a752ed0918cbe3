//! Which command printed a document, told by its keys.

use super::{Document, Listing, Object, Reading, code_commit, directory, iam, keys, network, pipelines};
use crate::formats::{
    Unreadable, aws_codecatalyst, json,
    json::spanned::Value,
    unreadable::{clip, counted},
};

/// How a document of a command is told and read.
pub(super) struct Shape {
    /// The command behind `aws`.
    pub command: &'static str,
    /// The key of the listing or of the object.
    pub key: &'static str,
    /// What tells it from other commands with the same key.
    pub tell: Tell,
    /// What it lists, for one and for many.
    pub noun: (&'static str, &'static str),
    /// Reads it. `next` says that a page is missing behind it.
    pub read: fn(&Object<'_>, bool, &mut Reading) -> Result<Listing, Unreadable>,
}

/// What tells a command from others whose documents have the same key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tell {
    /// No other has it.
    Key,
    /// A key of the first item of the listing, or of the object. Without items none is told.
    Item(&'static str),
    /// Text stands under it.
    Text,
}

const AREAS: [&[Shape]; 6] =
    [network::SHAPES, keys::SHAPES, code_commit::SHAPES, pipelines::SHAPES, directory::SHAPES, iam::SHAPES];

/// Keys with which services say that there is more.
const NEXT: [&str; 5] = ["NextToken", "nextToken", "NextMarker", "IsTruncated", "Truncated"];

/// Reads every document of a text: one, or several behind one another.
///
/// # Errors
/// What it is instead, or where it is broken, with line and column: then nothing of the text is taken.
pub fn recognise(text: &str) -> Result<Vec<Document>, Unreadable> {
    let values = Value::all_of(text)?;
    if values.is_empty() {
        return Err(Unreadable::new("There is nothing in it. Run the command again, and keep what it prints."));
    }
    values.into_iter().map(document).collect()
}

fn document(value: Value<'_>) -> Result<Document, Unreadable> {
    if value.raw().starts_with('[') {
        let (line, column) = value.place();
        let message = format!(
            "Line {line}, column {column}: this is a bare list, which does not say which command printed it. Run the command without --query and keep all that it prints."
        );
        return Err(Unreadable::new(message).at(line, column));
    }
    let object = unwrapped(Object::of(value, String::new())?)?;
    let mut fitting = AREAS.iter().flat_map(|area| area.iter()).filter(|shape| fits(shape, &object));
    let Some(shape) = fitting.next() else { return Err(unknown(&object)) };
    let next = NEXT.iter().any(|key| object.get(key).is_some_and(|value| !matches!(value.raw(), "\"\"" | "false")));
    let mut reading = Reading::default();
    let count = count(&object, shape.key);
    // Without items, another command with the same name may have printed it.
    let listing = if count == Some(0) && fitting.next().is_some() {
        Listing::Nothing("It lists nothing, and so does not say which of several commands printed it.")
    } else {
        (shape.read)(&object, next, &mut reading)?
    };
    let (account, region) = reading.whose();
    Ok(Document {
        command: shape.command,
        listing,
        holds: counted(count.unwrap_or(1), shape.noun.0, shape.noun.1),
        account,
        region,
        next,
        notes: reading.notes,
    })
}

/// Items of the listing, if it is one.
fn count(object: &Object<'_>, key: &str) -> Option<usize> {
    match object.get(key)?.shape() {
        json::spanned::Shape::List(items) => Some(items.len()),
        _ => None,
    }
}

fn fits(shape: &Shape, object: &Object<'_>) -> bool {
    let Some(value) = object.get(shape.key) else { return false };
    match (shape.tell, value.shape()) {
        (Tell::Key, _) | (Tell::Text, json::spanned::Shape::Text(_)) => true,
        (Tell::Item(wanted), json::spanned::Shape::List(items)) => {
            items.is_empty() || object.first_of(shape.key).is_some_and(|first| first.has(wanted))
        }
        (Tell::Item(wanted), json::spanned::Shape::Map(pairs)) => pairs.iter().any(|(key, _)| key == wanted),
        (Tell::Item(_) | Tell::Text, _) => false,
    }
}

/// What a recording of botocore holds: `{"status_code": 200, "data": {…}}`, with an answer's own keys beside.
fn unwrapped(object: Object<'_>) -> Result<Object<'_>, Unreadable> {
    if !object.has("status_code") {
        return Ok(object);
    }
    let status = object.number::<u16>("status_code")?;
    match object.object("data")? {
        Some(data) if status == Some(200) => Ok(data),
        Some(_) => Err(object.fault("status_code", "tells of a call that failed: its answer holds nothing to take")),
        None => Ok(object),
    }
}

/// The refusal of anything else, as near to what it is as its keys tell.
fn unknown(object: &Object<'_>) -> Unreadable {
    let (line, column) = object.place();
    let sentence = match json::value_at(object.raw(), 0) {
        Ok(Some((json::Node::Map(map), _))) if aws_codecatalyst::is_document(&map) => {
            "This is what `aws codecatalyst` prints. Import it on the page Spaces".to_owned()
        }
        _ if object.has("Statement") && object.has("Version") => {
            "This is an IAM policy by itself, which does not say to whom it is attached. Check it under Roles and policies"
                .to_owned()
        }
        _ if object.has("Effect") && (object.has("Action") || object.has("NotAction")) => {
            "This is one statement of an IAM policy, and no document. Check it under Roles and policies, inside a policy"
                .to_owned()
        }
        _ if object.has("Error") || object.has("__type") => {
            "This is an error that a service gave, and no listing. Run the command again with a role that may".to_owned()
        }
        _ => {
            let keys: Vec<String> = object.keys().take(5).map(clip).collect();
            let keys = if keys.is_empty() { "there are none".to_owned() } else { keys.join(", ") };
            format!("no command that this console reads prints such an object; its keys: {keys}")
        }
    };
    Unreadable::new(format!("Line {line}, column {column}: {sentence}.")).at(line, column)
}
