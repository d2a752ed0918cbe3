//! What a file is, told by its shape and never by its name.

use super::{
    Unreadable, aws_codecatalyst as aws,
    decode::{self, Encoding},
    gzip,
    issues::{self, Format, IssuesFile, csv, github},
    json::{self, Map, Node},
    sniff,
};
use std::sync::Arc;

/// Bytes of text that are read at once, unpacked.
pub const MAX_BYTES: usize = 64 << 20;

/// What was recognised.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Issues: read them with [`issues::Reader`].
    Issues(IssuesFile),
    /// Listings that `aws codecatalyst …` printed, one or several: join them with [`aws::merge`].
    CodeCatalyst(Vec<aws::Document>),
}

/// A file with what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    /// What it is.
    pub kind: Kind,
    /// It was compressed with gzip.
    pub compressed: bool,
    /// How its text was written.
    pub encoding: Encoding,
}

/// Refuses a file by its size alone, before anything of it is read. Pages call it with the size the browser tells.
///
/// # Errors
/// Empty, or larger than [`MAX_BYTES`].
pub fn check_size(bytes: u64) -> Result<(), Unreadable> {
    if bytes == 0 {
        return Err(Unreadable::new("The file is empty. Export it again, and look whether the export went through."));
    }
    if bytes > MAX_BYTES as u64 {
        return Err(Unreadable::new(format!(
            "The file has {} MiB; this console reads {} MiB at once, so that it never stalls. Export fewer issues at a time, or split the file.",
            bytes.div_ceil(1 << 20),
            MAX_BYTES >> 20
        )));
    }
    Ok(())
}

/// Recognises a file, unpacking and decoding it.
///
/// # Errors
/// Whatever it is instead, or where it is broken, with what to do.
pub fn recognise(bytes: &[u8]) -> Result<Recognised, Unreadable> {
    let mut recogniser = Recogniser::new(bytes.to_vec())?;
    loop {
        if let Some(recognised) = recogniser.step()? {
            return Ok(recognised);
        }
    }
}

/// The same a piece at a time, so that a page stays alive over a large file.
pub struct Recogniser {
    stage: Stage,
    compressed: bool,
}

enum Stage {
    Unpacking(gzip::Unpacker<Vec<u8>>),
    Decoding(decode::Decoder),
    Text(String, Encoding),
}

impl Recogniser {
    /// Begins with the bytes of a file.
    ///
    /// # Errors
    /// As [`recognise`].
    pub fn new(bytes: Vec<u8>) -> Result<Self, Unreadable> {
        check_size(bytes.len() as u64)?;
        let compressed = bytes.starts_with(&gzip::MAGIC);
        let stage = if compressed {
            Stage::Unpacking(gzip::Unpacker::new(bytes, MAX_BYTES))
        } else {
            Stage::Decoding(plain(bytes)?)
        };
        Ok(Self { stage, compressed })
    }

    /// Goes on for a few milliseconds at most; what it is, once that is known.
    ///
    /// # Errors
    /// As [`recognise`].
    pub fn step(&mut self) -> Result<Option<Recognised>, Unreadable> {
        match &mut self.stage {
            Stage::Unpacking(unpacker) => {
                if unpacker.step()? {
                    let bytes = unpacker.take();
                    if bytes.starts_with(&gzip::MAGIC) {
                        return Err(Unreadable::new(
                            "The file was compressed twice. Unpack it once and import what is inside.",
                        ));
                    }
                    self.stage = Stage::Decoding(plain(bytes)?);
                }
                Ok(None)
            }
            Stage::Decoding(decoder) => {
                if let Some((text, encoding)) = decoder.step()? {
                    self.stage = Stage::Text(text, encoding);
                }
                Ok(None)
            }
            Stage::Text(text, encoding) => {
                let (text, encoding) = (std::mem::take(text), *encoding);
                Ok(Some(Recognised { kind: recognise_text(text)?, compressed: self.compressed, encoding }))
            }
        }
    }
}

/// Begins to decode what is not compressed, if that is no other kind of file.
fn plain(bytes: Vec<u8>) -> Result<decode::Decoder, Unreadable> {
    match sniff::other_kind(&bytes) {
        Some(sentence) => Err(Unreadable::new(sentence)),
        None => Ok(decode::Decoder::new(bytes)),
    }
}

/// Recognises text, such as what was pasted.
///
/// # Errors
/// As [`recognise`].
pub fn recognise_text(text: String) -> Result<Kind, Unreadable> {
    if let Some(sentence) = sniff::other_text(&text) {
        return Err(Unreadable::new(sentence));
    }
    let text: Arc<str> = text.into();
    match text.trim_start().chars().next() {
        None => Err(Unreadable::new("There is nothing in the file but blanks. Export it again.")),
        Some('{') => object(text),
        Some('[') => list(text),
        Some(_) => csv::guess(&text).map(|mapping| Kind::Issues(IssuesFile::new(Format::Csv(mapping), text))),
    }
}

/// Text that starts with an object.
fn object(text: Arc<str>) -> Result<Kind, Unreadable> {
    let (map, end) = match json::value_at(&text, 0) {
        Ok(Some((Node::Map(map), end))) => (map, end),
        Ok(_) => return Err(unknown(&Map::new())),
        // One bad line among JSON lines is left out later; here another line says what the file is.
        Err(error) => match later_line(&text) {
            Some(_) => return Ok(Kind::Issues(IssuesFile::new(Format::Lines, text))),
            None => return Err(error),
        },
    };
    if let Some(key) = wrapped(&map) {
        return Err(Unreadable::new(format!(
            "The issues lie inside an object, under “{key}”. Take the list out (`gh api … --jq .{key}`, or `jq .{key}`) and import that."
        )));
    }
    if aws::is_document(&map) {
        return aws::documents(&text).map(Kind::CodeCatalyst);
    }
    if !issues::looks_like_issue(&map) {
        return Err(unknown(&map));
    }
    let first = text.get(..end).unwrap_or_default().trim();
    let alone = text.get(end..).is_none_or(|rest| rest.trim().is_empty());
    let lines = !first.contains('\n') && !alone;
    let format = match (github::is_github(&map), lines) {
        (true, _) => Format::GitHub,
        (false, true) => Format::Lines,
        (false, false) => Format::Objects,
    };
    Ok(Kind::Issues(IssuesFile::new(format, text)))
}

/// The key under which an object holds a list of issues, as GitHub's search prints it.
fn wrapped(map: &Map) -> Option<&'static str> {
    ["items", "issues", "nodes", "data"].into_iter().find(|&key| match map.get(key) {
        Some(Node::List(list)) => matches!(list.first(), Some(Node::Map(first)) if issues::looks_like_issue(first)),
        _ => false,
    })
}

/// An issue on the second line that is not blank.
fn later_line(text: &str) -> Option<Map> {
    let line = text.lines().filter(|line| !line.trim().is_empty()).nth(1)?;
    match json::value_at(line, 0) {
        Ok(Some((Node::Map(map), _))) if issues::looks_like_issue(&map) => Some(map),
        _ => None,
    }
}

/// Text that starts with a list.
fn list(text: Arc<str>) -> Result<Kind, Unreadable> {
    let open = text.find('[').map_or(0, |at| at + 1);
    let rest = text.get(open..).unwrap_or_default().trim_start();
    if rest.starts_with(']') && rest.trim_start_matches([']', '[', ' ', '\n', '\r', '\t']).is_empty() {
        return Err(Unreadable::new("The list in the file is empty: there is nothing to import."));
    }
    // Pages of a listing may begin with an empty one.
    let start =
        text.find('{').filter(|&at| text.get(..at).is_some_and(|head| head.chars().all(|c| "[], \n\r\t".contains(c))));
    let Some(start) = start else {
        // Half a file says so; a whole one is of another kind.
        json::value_at(&text, 0)?;
        return Err(Unreadable::new(
            "This is a JSON list, but not of objects. Issues are objects with a title; export them again as JSON.",
        ));
    };
    let Some((Node::Map(map), _)) = json::value_at(&text, start)? else { return Err(unknown(&Map::new())) };
    if issues::looks_like_issue(&map) {
        let format = if github::is_github(&map) { Format::GitHub } else { Format::Objects };
        return Ok(Kind::Issues(IssuesFile::new(format, text)));
    }
    if aws::is_item(&map) {
        return aws::documents(&text).map(Kind::CodeCatalyst);
    }
    Err(unknown(&map))
}

/// The refusal of JSON that is something else.
fn unknown(map: &Map) -> Unreadable {
    aws::other_service(map).unwrap_or_else(|| {
        let keys: Vec<String> = map.keys().take(5).map(|key| super::unreadable::clip(key)).collect();
        let keys = if keys.is_empty() { "no keys".to_owned() } else { keys.join(", ") };
        Unreadable::new(format!(
            "This is JSON, but neither issues nor a listing of the AWS CLI that this console reads; its keys are {keys}. Choose another file."
        ))
    })
}
