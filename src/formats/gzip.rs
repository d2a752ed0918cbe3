//! Unpacking gzip (RFC 1952) with a ceiling, so that a small file cannot fill the memory.

use super::Unreadable;
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus, inflate::stream};

/// The first two bytes of every gzip file.
pub const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Bits of the header's flag byte (RFC 1952, section 2.3.1).
mod flag {
    pub(super) const HEADER_CRC: u8 = 2;
    pub(super) const EXTRA: u8 = 4;
    pub(super) const NAME: u8 = 8;
    pub(super) const COMMENT: u8 = 16;
    pub(super) const RESERVED: u8 = 0xe0;
}

/// Unpacks every member of a gzip file.
///
/// Stops as soon as more than `limit` bytes come out. Checks each member's CRC-32 and length.
///
/// # Errors
/// Broken, cut off, larger than `limit`, or followed by something else.
pub fn unpack(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Unreadable> {
    let mut out = Vec::new();
    let mut rest = bytes;
    loop {
        rest = member(rest, &mut out, limit)?;
        // Tape tools pad with zeros.
        if rest.iter().all(|&byte| byte == 0) {
            return Ok(out);
        }
        if !rest.starts_with(&MAGIC) {
            return Err(Unreadable::new(
                "The compressed file is followed by bytes that are not compressed. It seems damaged: download or make it again.",
            ));
        }
    }
}

/// Unpacks one member onto `out` and gives back what follows it.
fn member<'a>(bytes: &'a [u8], out: &mut Vec<u8>, limit: usize) -> Result<&'a [u8], Unreadable> {
    let start = out.len();
    let body = header(bytes).ok_or_else(cut_off)??;
    let rest = inflate(body, out, limit)?;
    let (trailer, rest) = rest.split_at_checked(8).ok_or_else(cut_off)?;
    let (crc, length) = trailer.split_at_checked(4).ok_or_else(cut_off)?;
    let written = out.get(start..).unwrap_or_default();
    if little_endian(crc) != crc32(written) || little_endian(length) != low_32_bits(written.len()) {
        return Err(Unreadable::new(
            "The compressed file does not match its own checksum: it was altered or damaged on the way. Download or make it again.",
        ));
    }
    Ok(rest)
}

/// What follows the header; `None` when it is cut off.
fn header(bytes: &[u8]) -> Option<Result<&[u8], Unreadable>> {
    let (&method, &flags) = (bytes.get(2)?, bytes.get(3)?);
    if method != 8 || flags & flag::RESERVED != 0 {
        return Some(Err(Unreadable::new(
            "The file is compressed in a way that gzip does not know. Unpack it and import what is inside.",
        )));
    }
    let mut rest = bytes.get(10..)?;
    if flags & flag::EXTRA != 0 {
        let (length, tail) = rest.split_at_checked(2)?;
        rest = tail.get(usize::try_from(little_endian(length)).ok()?..)?;
    }
    for text in [flag::NAME, flag::COMMENT] {
        if flags & text != 0 {
            let end = rest.iter().position(|&byte| byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & flag::HEADER_CRC != 0 {
        rest = rest.get(2..)?;
    }
    Some(Ok(rest))
}

/// Inflates piece by piece onto `out`, never past `limit`; gives back what follows the deflate stream.
fn inflate<'a>(mut input: &'a [u8], out: &mut Vec<u8>, limit: usize) -> Result<&'a [u8], Unreadable> {
    let mut state = stream::InflateState::new_boxed(DataFormat::Raw);
    let mut piece = vec![0_u8; 64 * 1024];
    loop {
        let step = stream::inflate(&mut state, input, &mut piece, MZFlush::None);
        input = input.get(step.bytes_consumed..).unwrap_or_default();
        out.extend_from_slice(piece.get(..step.bytes_written).unwrap_or_default());
        if out.len() > limit {
            return Err(Unreadable::new(format!(
                "The file unpacks to more than {} MiB, which is the most this console reads at once. Split it and import the parts.",
                limit >> 20
            )));
        }
        match step.status {
            Ok(MZStatus::StreamEnd) => return Ok(input),
            Ok(_) if step.bytes_consumed == 0 && step.bytes_written == 0 => return Err(cut_off()),
            Ok(_) => {}
            Err(MZError::Buf) => return Err(cut_off()),
            Err(_) => {
                return Err(Unreadable::new(
                    "The compressed file is damaged and cannot be unpacked. Download or make it again.",
                ));
            }
        }
    }
}

fn cut_off() -> Unreadable {
    Unreadable::new("The compressed file ends too early: it seems to be half of a file. Download or make it again.")
}

fn little_endian(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |value, &byte| value << 8 | u32::from(byte))
}

/// A length as the trailer holds it: modulo 2^32.
fn low_32_bits(length: usize) -> u32 {
    u32::try_from(length as u64 & u64::from(u32::MAX)).unwrap_or_default()
}

/// CRC-32 as gzip uses it (RFC 1952, section 8).
pub fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        let [low, ..] = crc.to_le_bytes();
        TABLE.get(usize::from(low ^ byte)).copied().unwrap_or_default() ^ (crc >> 8)
    })
}

#[allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "runs while compiling; the index ends at 256"
)]
const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = index as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
}
