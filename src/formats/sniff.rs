//! What a file is that this console does not read, told by its first bytes, so that the refusal can name it.

/// First bytes, and a sentence about them that ends with what to do.
const SIGNATURES: [(&[u8], &str); 22] = [
    // `vault::store::export::MAGIC`; the formats do not know the vault.
    (b"SPACEWARD VAULT\n", "This is an exported vault. It is imported as a vault, on the page of the first visit."),
    (
        b"PK\x03\x04",
        "This is a ZIP archive or an office document. Unpack it, or save the sheet as CSV, and import that.",
    ),
    (b"PK\x05\x06", "This is an empty ZIP archive. There is nothing in it to import."),
    (b"%PDF-", "This is a PDF document. Export the issues as CSV or JSON instead."),
    (b"\x89PNG", "This is a PNG image. Choose the file that was exported as CSV or JSON."),
    (b"\xff\xd8\xff", "This is a JPEG image. Choose the file that was exported as CSV or JSON."),
    (b"GIF8", "This is a GIF image. Choose the file that was exported as CSV or JSON."),
    (b"RIFF", "This is a sound, a video or an image. Choose the file that was exported as CSV or JSON."),
    (b"7z\xbc\xaf\x27\x1c", "This is a 7-Zip archive. Unpack it and import what is inside."),
    (b"Rar!", "This is a RAR archive. Unpack it and import what is inside."),
    (b"\x28\xb5\x2f\xfd", "This is compressed with Zstandard. Unpack it, or compress it with gzip, and import that."),
    (b"BZh", "This is compressed with bzip2. Unpack it, or compress it with gzip, and import that."),
    (b"\xfd7zXZ\0", "This is compressed with xz. Unpack it, or compress it with gzip, and import that."),
    (b"\xd0\xcf\x11\xe0", "This is an older office document. Save the sheet as CSV and import that."),
    (b"SQLite format 3\0", "This is an SQLite database. Export the table as CSV and import that."),
    (b"\x7fELF", "This is a program. Choose the file that was exported as CSV or JSON."),
    (b"MZ\x90", "This is a program. Choose the file that was exported as CSV or JSON."),
    (b"\0asm", "This is a WebAssembly module. Choose the file that was exported as CSV or JSON."),
    (b"PAR1", "This is a Parquet table. Export it as CSV and import that."),
    (
        b"# v2 git bundle",
        "This is a git bundle. Issues and spaces are not in it: choose a file exported as CSV or JSON.",
    ),
    (
        b"# v3 git bundle",
        "This is a git bundle. Issues and spaces are not in it: choose a file exported as CSV or JSON.",
    ),
    (
        b"-----BEGIN ",
        "This is a key or a certificate. It does not belong here: keep it where it was, and choose another file.",
    ),
];

/// The sentence for bytes of a known other kind.
pub(super) fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    SIGNATURES.iter().find_map(|&(first, sentence)| bytes.starts_with(first).then_some(sentence))
}

/// The sentence for text of a known other kind.
pub(super) fn other_text(text: &str) -> Option<&'static str> {
    let head: String = text.trim_start().chars().take(64).collect::<String>().to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Some(
            "This is a web page, perhaps a sign-in page saved in place of the file. Sign in there, download the file again and import that.",
        );
    }
    if head.starts_with("<?xml") || head.starts_with('<') {
        return Some("This is XML. Export the issues as CSV or JSON instead.");
    }
    None
}
