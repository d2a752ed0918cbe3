//! A file as the texts in it: plain, compressed with gzip, or a ZIP archive of several.
//!
//! A small file cannot fill the memory: what comes out is held to [`MAX_BYTES`] for all entries together.

use super::{
    Unreadable, decode,
    detect::{MAX_BYTES, check_size},
    gzip, sniff,
    unreadable::clip,
};
use rawzip::{CompressionMethod, ZipArchive, ZipVerification};

/// Most files in an archive.
const FILES: usize = 4_096;
/// What is said of an entry that cannot be unpacked.
const DAMAGED: &str = "This file of the archive is damaged. Make the archive again.";
/// First bytes of an archive with something in it.
const ZIP: [u8; 4] = *b"PK\x03\x04";

/// One text with the name of its file, or why it cannot be read. Names are shown and never trusted.
pub type Text = (String, Result<String, Unreadable>);

/// The texts of a file.
///
/// # Errors
/// The file as a whole cannot be read: empty, too large, a broken archive. What is wrong with one entry stands in its place.
pub fn texts(name: &str, bytes: Vec<u8>) -> Result<Vec<Text>, Unreadable> {
    check_size(bytes.len() as u64)?;
    if bytes.starts_with(&ZIP) {
        return archive(&bytes);
    }
    Ok(vec![(name.to_owned(), Ok(text(bytes)?))])
}

/// Text that may be compressed with gzip.
fn text(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let bytes = if bytes.starts_with(&gzip::MAGIC) { gzip::unpack(&bytes, MAX_BYTES)? } else { bytes };
    if let Some(sentence) = sniff::other_kind(&bytes) {
        return Err(Unreadable::new(sentence));
    }
    let (text, _) = decode::decode(&bytes)?;
    match sniff::other_text(&text) {
        Some(sentence) => Err(Unreadable::new(sentence)),
        None => Ok(text),
    }
}

fn archive(bytes: &[u8]) -> Result<Vec<Text>, Unreadable> {
    let broken = |_| {
        Unreadable::new(
            "The ZIP archive is damaged or not whole: its list of files cannot be read. Make it again, or import the files themselves.",
        )
    };
    let archive = ZipArchive::from_slice(bytes).map_err(broken)?;
    let mut entries = archive.entries();
    let mut all = Vec::new();
    let mut room = MAX_BYTES;
    while let Some(entry) = entries.next_entry().map_err(broken)? {
        let name = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
        if entry.is_dir() || hidden(&name) {
            continue;
        }
        if all.len() == FILES {
            return Err(Unreadable::new(format!(
                "The archive holds more than {FILES} files. Put only what the AWS CLI printed into it."
            )));
        }
        let read = unpacked(&archive, &entry, room).and_then(|bytes| {
            room = room.saturating_sub(bytes.len());
            text(bytes)
        });
        all.push((name, read));
    }
    if all.is_empty() {
        return Err(Unreadable::new("The archive holds no file. Put what the AWS CLI printed into it."));
    }
    Ok(all)
}

/// What systems put beside people's files.
fn hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

fn unpacked(
    archive: &rawzip::ZipSliceArchive<&[u8]>,
    entry: &rawzip::ZipFileHeaderRecord<'_>,
    room: usize,
) -> Result<Vec<u8>, Unreadable> {
    let damaged = |_| Unreadable::new(DAMAGED);
    if entry.flags().is_encrypted() {
        return Err(Unreadable::new(
            "This file of the archive is locked with a password. Make the archive without one.",
        ));
    }
    let found = archive.get_entry(entry.wayfinder()).map_err(damaged)?;
    let too_much = || {
        Unreadable::new(format!(
            "The archive unpacks to more than {} MiB, which is the most this console reads at once. Split it and import the parts.",
            MAX_BYTES >> 20
        ))
    };
    let bytes = match entry.compression_method() {
        CompressionMethod::STORE if found.data().len() <= room => found.data().to_vec(),
        CompressionMethod::STORE => return Err(too_much()),
        CompressionMethod::DEFLATE => {
            use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
            decompress_to_vec_with_limit(found.data(), room).map_err(|error| match error.status {
                TINFLStatus::HasMoreOutput => too_much(),
                _ => damaged(rawzip::Error::from(rawzip::ErrorKind::Eof)),
            })?
        }
        _ => {
            return Err(Unreadable::new(
                "This file of the archive is compressed in a way that only few programs know. Make the archive with the usual one (deflate).",
            ));
        }
    };
    let made = ZipVerification { crc: gzip::crc32(&bytes), uncompressed_size: bytes.len() as u64 };
    match found.claim_verifier().valid(made) {
        Ok(()) => Ok(bytes),
        Err(_) => Err(Unreadable::new(format!(
            "“{}” does not match its own checksum: it was altered or damaged on the way. Make the archive again.",
            clip(&String::from_utf8_lossy(entry.file_path().as_bytes()))
        ))),
    }
}
