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
