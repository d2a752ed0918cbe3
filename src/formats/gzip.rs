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

/// Bytes that one step makes at most.
const PIECE: usize = 64 * 1024;

/// Unpacks every member of a gzip file.
///
/// Stops as soon as more than `limit` bytes come out. Checks each member's CRC-32 and length.
///
/// # Errors
/// Broken, cut off, larger than `limit`, or followed by something else.
pub fn unpack(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Unreadable> {
    let mut unpacker = Unpacker::new(bytes, limit);
    while !unpacker.step()? {}
    Ok(unpacker.take())
}

/// The same a piece at a time.
pub struct Unpacker<B> {
    input: B,
    at: usize,
    out: Vec<u8>,
    limit: usize,
    piece: Vec<u8>,
    member: Option<Member>,
}

/// A member on its way.
struct Member {
    state: Box<stream::InflateState>,
    start: usize,
    crc: u32,
}

impl<B: AsRef<[u8]>> Unpacker<B> {
    /// Begins at the start of a file.
    pub fn new(input: B, limit: usize) -> Self {
        Self { input, at: 0, out: Vec::new(), limit, piece: vec![0; PIECE], member: None }
    }

    /// Unpacks at most 64 KiB more; true when all is out.
    ///
    /// # Errors
    /// As [`unpack`].
    pub fn step(&mut self) -> Result<bool, Unreadable> {
        let input = self.input.as_ref();
        let rest = input.get(self.at..).unwrap_or_default();
        let Some(member) = &mut self.member else {
            let body = header(rest).ok_or_else(cut_off)??;
            self.at = input.len() - body.len();
            let state = stream::InflateState::new_boxed(DataFormat::Raw);
            self.member = Some(Member { state, start: self.out.len(), crc: u32::MAX });
            return Ok(false);
        };
        let step = stream::inflate(&mut member.state, rest, &mut self.piece, MZFlush::None);
        let made = self.piece.get(..step.bytes_written).unwrap_or_default();
        member.crc = checked(member.crc, made);
        self.out.extend_from_slice(made);
        self.at += step.bytes_consumed;
        if self.out.len() > self.limit {
            return Err(Unreadable::new(format!(
                "The file unpacks to more than {} MiB, which is the most this console reads at once. Split it and import the parts.",
                self.limit >> 20
            )));
        }
        match step.status {
            Ok(MZStatus::StreamEnd) => {}
            Ok(_) if step.bytes_consumed == 0 && step.bytes_written == 0 => return Err(cut_off()),
            Ok(_) => return Ok(false),
            Err(MZError::Buf) => return Err(cut_off()),
            Err(_) => {
                return Err(Unreadable::new(
                    "The compressed file is damaged and cannot be unpacked. Download or make it again.",
                ));
            }
        }
        let rest = input.get(self.at..).unwrap_or_default();
        let (trailer, rest) = rest.split_at_checked(8).ok_or_else(cut_off)?;
        let (crc, length) = trailer.split_at_checked(4).ok_or_else(cut_off)?;
        if little_endian(crc) != !member.crc || little_endian(length) != low_32_bits(self.out.len() - member.start) {
            return Err(Unreadable::new(
                "The compressed file does not match its own checksum: it was altered or damaged on the way. Download or make it again.",
            ));
        }
        self.at += 8;
        self.member = None;
        // Tape tools pad with zeros.
        if rest.iter().all(|&byte| byte == 0) {
            return Ok(true);
        }
        if !rest.starts_with(&MAGIC) {
            return Err(Unreadable::new(
                "The compressed file is followed by bytes that are not compressed. It seems damaged: download or make it again.",
            ));
        }
        Ok(false)
    }

    /// Takes out what came out.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }
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
    !checked(u32::MAX, bytes)
}

/// The same under way: begins with all ones, and is inverted at the end.
fn checked(crc: u32, bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    bytes.iter().fold(crc, |crc, &byte| {
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
