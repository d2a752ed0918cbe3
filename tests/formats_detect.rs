//! What a file is, told by its shape (ISS-7): wrong kinds, sizes, encodings and damage end in a sentence.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

use miniz_oxide::deflate::compress_to_vec;
use spaceward::formats::{
    Kind, Unreadable, check_size,
    decode::{Decoder, Encoding, decode},
    gzip, issues, recognise,
};

const LINES: &str = "{\"number\":1,\"title\":\"Käfer im Ofen\"}\n{\"number\":2,\"title\":\"Zwei\"}\n";

fn packed(plain: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    bytes.extend(compress_to_vec(plain, 6));
    bytes.extend(gzip::crc32(plain).to_le_bytes());
    bytes.extend(u32::try_from(plain.len()).unwrap().to_le_bytes());
    bytes
}

fn titles(bytes: &[u8]) -> Vec<String> {
    match recognise(bytes).unwrap().kind {
        Kind::Issues(file) => issues::read(&file).unwrap().0.into_iter().map(|row| row.title).collect(),
        other @ Kind::CodeCatalyst(_) => panic!("{other:?}"),
    }
}

fn refused(bytes: &[u8]) -> Unreadable {
    recognise(bytes).expect_err("should be refused")
}

#[test]
fn iss_7_every_usual_encoding_is_read() {
    let utf16 = |join: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(LINES.encode_utf16().flat_map(join)).collect()
    };
    let marked: Vec<u8> = [0xef, 0xbb, 0xbf].into_iter().chain(LINES.bytes()).collect();
    for (bytes, encoding) in [
        (LINES.as_bytes().to_vec(), Encoding::Utf8),
        (marked, Encoding::Utf8),
        (utf16(u16::to_le_bytes, [0xff, 0xfe]), Encoding::Utf16Le),
        (utf16(u16::to_be_bytes, [0xfe, 0xff]), Encoding::Utf16Be),
    ] {
        assert_eq!(recognise(&bytes).unwrap().encoding, encoding);
        assert_eq!(titles(&bytes), ["Käfer im Ofen", "Zwei"]);
    }
    let mut odd = utf16(u16::to_le_bytes, [0xff, 0xfe]);
    odd.pop();
    assert!(refused(&odd).message.contains("middle of a character"));
    assert!(refused(&[0xff, 0xfe, b'{', 0, 0x00, 0xd8, b'}', 0]).message.contains("Character 2"));
}

#[test]
fn iss_7_invalid_utf_8_names_the_byte_and_the_line() {
    let mut bytes = LINES.as_bytes().to_vec();
    bytes.extend(b"{\"title\":\"\xff\"}");
    let place = bytes.iter().position(|&byte| byte == 0xff).unwrap() + 1;
    let message = refused(&bytes).message;
    assert!(
        message.contains(&format!("Byte {place} (line 3)")) && message.contains("Save the file as UTF-8"),
        "{message}"
    );
    assert!(refused(b"a\0b,c").message.contains("byte 2 is zero"));
}

#[test]
fn iss_7_other_kinds_are_named() {
    for (bytes, name) in [
        (&b"PK\x03\x04...."[..], "ZIP archive"),
        (b"SPACEWARD VAULT\n\x01", "exported vault"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"  <!DOCTYPE html><title>Sign in</title>", "web page"),
        (b"<?xml version=\"1.0\"?>", "XML"),
        (b"SQLite format 3\0", "SQLite"),
        (b"# v2 git bundle\n", "git bundle"),
        (b"-----BEGIN EC PRIVATE KEY-----", "key or a certificate"),
        (b" \n\t ", "nothing in the file"),
        (b"", "empty"),
        (b"[]", "empty"),
        (b"[1, 2]", "not of objects"),
        (b"{\"hello\": 1}", "its keys are hello"),
        (b"{\"total_count\": 1, \"items\": [{\"title\": \"a\", \"number\": 1}]}", "under “items”"),
        (b"{}", "no keys"),
        (b"{\"title\"", "half of a file"),
    ] {
        let message = refused(bytes).message;
        assert!(message.contains(name), "{name}: {message}");
        assert!(!message.contains('!'));
    }
    assert!(refused(&packed(b"%PDF-1.7")).message.contains("PDF"), "inside gzip too");
    assert!(refused(&packed(&packed(b"x"))).message.contains("twice"));
}

#[test]
fn iss_7_the_name_of_a_key_in_a_refusal_is_short_and_its_value_never_shown() {
    let message = refused(format!("{{\"{}\": \"hunter2hunter2\"}}", "k".repeat(500)).as_bytes()).message;
    assert!(message.len() < 300 && !message.contains("hunter2"), "{message}");
}

#[test]
fn iss_7_too_much_is_refused_by_size_before_it_is_read() {
    let message = check_size(200 << 20).unwrap_err().message;
    assert!(message.contains("200 MiB") && message.contains("64 MiB"), "{message}");
    assert!(check_size(0).is_err() && check_size(1).is_ok() && check_size(64 << 20).is_ok());
}

#[test]
fn iss_7_a_gzip_bomb_stops_at_the_limit() {
    let bomb = packed(&vec![b' '; 8 << 20]);
    assert!(bomb.len() < 16 << 10, "a thousandfold");
    let error = gzip::unpack(&bomb, 1 << 20).unwrap_err();
    assert!(error.message.contains("more than 1 MiB"), "{error}");
    assert_eq!(gzip::unpack(&bomb, 8 << 20).unwrap().len(), 8 << 20, "exactly at the limit is well");
}

#[test]
fn iss_7_gzip_is_checked_to_its_last_byte() {
    let whole = packed(LINES.as_bytes());
    assert_eq!(titles(&whole).len(), 2);
    for end in 2..whole.len() {
        assert!(refused(&whole[..end]).message.contains("ends too early"), "cut at {end}");
    }
    for place in whole.len() - 8..whole.len() {
        let mut altered = whole.clone();
        altered[place] ^= 1;
        assert!(refused(&altered).message.contains("checksum"), "altered at {place}");
    }
    let two: Vec<u8> =
        [packed(b"{\"title\":\"a\",\"id\":1}\n"), packed(b"{\"title\":\"b\",\"id\":2}\n"), vec![0; 5]].concat();
    assert_eq!(titles(&two), ["a", "b"], "several members are one file, zeros behind are padding");
    let tail: Vec<u8> = [whole.clone(), b"tail".to_vec()].concat();
    assert!(refused(&tail).message.contains("followed by"));
    // Name, comment, extra field and header checksum are skipped.
    let mut named = vec![0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 255, 3, 0, 1, 2, 3];
    named.extend(b"name\0comment\0\x12\x34");
    named.extend(&whole[10..]);
    assert_eq!(titles(&named).len(), 2);
    assert_eq!(gzip::crc32(b"123456789"), 0xcbf4_3926);
}

#[test]
fn iss_7_a_key_that_stands_twice_and_endless_nesting_are_refused() {
    let error = refused(b"{\n \"title\": \"a\",\n \"title\": \"b\"\n}");
    assert!(error.message.contains("“title” stands twice") && error.at.unwrap().0 == 3, "{error}");
    assert!(recognise("[".repeat(100_000).as_bytes()).is_err());
    assert!(recognise(format!("{{\"title\":{}", "[".repeat(100_000)).as_bytes()).is_err());
}

#[test]
fn iss_7_text_decoded_piece_by_piece_is_the_text_decoded_at_once() {
    // Characters of every length lie across the borders between pieces.
    for shift in 0..4 {
        let text = format!("{}{}", "x".repeat(shift), "aé漢🌊".repeat(60_000));
        let wide = |join: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(join).collect::<Vec<u8>>();
        let forms = [
            text.as_bytes().to_vec(),
            [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat(),
            [&[0xff, 0xfe][..], &wide(u16::to_le_bytes)].concat(),
            [&[0xfe, 0xff][..], &wide(u16::to_be_bytes)].concat(),
        ];
        for bytes in forms {
            let whole = decode(&bytes).unwrap();
            assert_eq!(whole.0, text);
            assert_eq!(step_by_step(&bytes), Ok(whole));
            for end in [bytes.len() - 1, 262_144, 262_147] {
                // Cut off, and with a byte altered: the same sentence.
                assert_eq!(step_by_step(&bytes[..end]), decode(&bytes[..end]));
                let mut altered = bytes.clone();
                altered[end - 1] = 0;
                assert_eq!(step_by_step(&altered), decode(&altered));
            }
        }
    }
}

fn step_by_step(bytes: &[u8]) -> Result<(String, Encoding), Unreadable> {
    let mut decoder = Decoder::new(bytes.to_vec());
    loop {
        if let Some(done) = decoder.step()? {
            return Ok(done);
        }
    }
}
