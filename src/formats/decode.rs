//! Bytes to text: UTF-8 with or without its mark, and UTF-16 with its mark, as PowerShell's `>` writes it.

use super::Unreadable;

/// How a text was written in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, its mark taken off if there was one.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

/// Decodes; the byte order mark is not part of the text.
///
/// # Errors
/// Bytes that no text has, with the place of the first one.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), Unreadable> {
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return Ok((utf16(rest, u16::from_le_bytes)?, Encoding::Utf16Le));
    }
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return Ok((utf16(rest, u16::from_be_bytes)?, Encoding::Utf16Be));
    }
    let (rest, mark) = match bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        Some(rest) => (rest, 3),
        None => (bytes, 0),
    };
    if let Some(zero) = rest.iter().position(|&byte| byte == 0) {
        return Err(Unreadable::new(format!(
            "The file is no text: byte {} is zero. If it is UTF-16 without its mark, save it as UTF-8; if it is a program's own format, export it as CSV or JSON.",
            zero + mark + 1
        )));
    }
    match core::str::from_utf8(rest) {
        Ok(text) => Ok((text.to_owned(), Encoding::Utf8)),
        Err(error) => {
            let good = rest.get(..error.valid_up_to()).unwrap_or_default();
            let line = good.split(|&byte| byte == b'\n').count();
            Err(Unreadable::new(format!(
                "Byte {} (line {line}) is not valid UTF-8, so the text cannot be read without guessing. Save the file as UTF-8 and import it again.",
                error.valid_up_to() + mark + 1
            )))
        }
    }
}

fn utf16(bytes: &[u8], join: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(Unreadable::new(
            "The file is UTF-16 text that ends in the middle of a character: it seems to be half of a file. Make it again.",
        ));
    }
    let units = pairs.map(|pair| <[u8; 2]>::try_from(pair).map(join).unwrap_or_default());
    let mut text = String::with_capacity(bytes.len() / 2);
    for (index, unit) in char::decode_utf16(units).enumerate() {
        text.push(unit.map_err(|_| {
            Unreadable::new(format!(
                "Character {} is not valid UTF-16, so the text cannot be read without guessing. Save the file as UTF-8 and import it again.",
                index + 1
            ))
        })?);
    }
    if text.contains('\0') {
        return Err(Unreadable::new("The file is no text: it holds zero characters. Export it as CSV or JSON."));
    }
    Ok(text)
}

/// Bytes that one step decodes at most.
const PIECE: usize = 256 * 1024;

/// [`decode`] a piece at a time.
pub struct Decoder {
    bytes: Vec<u8>,
    at: usize,
    text: String,
    encoding: Encoding,
}

impl Decoder {
    /// Begins after the byte order mark.
    pub fn new(bytes: Vec<u8>) -> Self {
        let (at, encoding) = match bytes.as_slice() {
            [0xff, 0xfe, ..] => (2, Encoding::Utf16Le),
            [0xfe, 0xff, ..] => (2, Encoding::Utf16Be),
            [0xef, 0xbb, 0xbf, ..] => (3, Encoding::Utf8),
            _ => (0, Encoding::Utf8),
        };
        let text = String::with_capacity(bytes.len());
        Self { bytes, at, text, encoding }
    }

    /// Decodes at most 256 KiB more; gives all of the text at the end.
    ///
    /// # Errors
    /// As [`decode`].
    pub fn step(&mut self) -> Result<Option<(String, Encoding)>, Unreadable> {
        let end = self.bytes.len().min(self.at.saturating_add(PIECE));
        let piece = self.bytes.get(self.at..end).unwrap_or_default();
        let last = end == self.bytes.len();
        let taken = match self.encoding {
            Encoding::Utf8 => take_utf8(&mut self.text, piece, last),
            Encoding::Utf16Le => take_utf16(&mut self.text, piece, u16::from_le_bytes, last),
            Encoding::Utf16Be => take_utf16(&mut self.text, piece, u16::from_be_bytes, last),
        };
        match taken {
            Some(taken) => self.at += taken,
            // What is wrong, and where, is told of the whole.
            None => return decode(&self.bytes).map(Some),
        }
        let done = self.at >= self.bytes.len();
        Ok(done.then(|| (std::mem::take(&mut self.text), self.encoding)))
    }
}

/// How many bytes of the piece were whole characters; nothing where it is no text.
fn take_utf8(text: &mut String, piece: &[u8], last: bool) -> Option<usize> {
    let valid = match core::str::from_utf8(piece) {
        Ok(valid) => valid,
        Err(error) if !last && error.error_len().is_none() && error.valid_up_to() > 0 => {
            core::str::from_utf8(piece.get(..error.valid_up_to())?).ok()?
        }
        Err(_) => return None,
    };
    if valid.contains('\0') {
        return None;
    }
    text.push_str(valid);
    Some(valid.len())
}

/// As [`take_utf8`].
fn take_utf16(text: &mut String, piece: &[u8], join: fn([u8; 2]) -> u16, last: bool) -> Option<usize> {
    let mut units: Vec<u16> =
        piece.chunks_exact(2).map(|pair| <[u8; 2]>::try_from(pair).map(join).unwrap_or_default()).collect();
    if last && !piece.len().is_multiple_of(2) {
        return None;
    }
    if !last && units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) {
        units.pop();
    }
    for unit in char::decode_utf16(units.iter().copied()) {
        text.push(unit.ok().filter(|one| *one != '\0')?);
    }
    Some(units.len() * 2)
}
