//! Whatever the bytes, a reader ends in a value (ISS-7).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

use proptest::prelude::*;
use spaceward::formats::{
    Kind,
    aws_codecatalyst::{Belongs, merge, suggest},
    issues::{self, Preview, Report},
    recognise, when,
};

/// Reads bytes as far as they go; a fuzz target can call the same.
fn exercise(bytes: &[u8]) {
    let Ok(recognised) = recognise(bytes) else { return };
    match recognised.kind {
        Kind::Issues(file) => {
            if let Ok((rows, report)) = issues::read(&file) {
                assert_eq!(rows.len(), report.read);
                assert!(report.left_out.len() <= Report::KEPT && report.changed.len() <= Report::KEPT);
                assert!(rows.iter().all(|row| !row.title.is_empty() && row.title.chars().count() <= issues::TITLE_MAX));
                assert!(rows.iter().all(|row| row.description.chars().count() <= issues::DESCRIPTION_MAX));
                assert_eq!(Preview::of(&rows).total, rows.len());
            }
        }
        Kind::CodeCatalyst(documents) => {
            let belongs = Belongs { space: Some("space".into()), project: Some("project".into()) };
            let documents: Vec<_> = documents.into_iter().map(|document| (document, belongs.clone())).collect();
            let _ = merge(&documents);
        }
    }
}

fn fixtures() -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for folder in ["issues", "codecatalyst"] {
        for entry in std::fs::read_dir(format!("{}/tests/fixtures/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap() {
            files.push(std::fs::read(entry.unwrap().path()).unwrap());
        }
    }
    files.sort();
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn iss_7_arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        exercise(&bytes);
        exercise(&[&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0][..], &bytes].concat());
    }

    #[test]
    fn iss_7_arbitrary_text(text in "[\\[\\]{}\",:;'=\\\\ \n\r\ttiletrue0-9.eé]{0,200}") {
        exercise(text.as_bytes());
        exercise(format!("[{text}").as_bytes());
        exercise(format!("{{\"title\":\"a\",\"number\":1}}\n{text}").as_bytes());
        exercise(format!("Title,Created,Estimate,Labels\n{text}").as_bytes());
    }

    #[test]
    fn iss_7_mutated_files(which in any::<prop::sample::Index>(), edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..6)) {
        let files = fixtures();
        let mut bytes = files[which.index(files.len())].clone();
        for (place, byte, way) in edits {
            if bytes.is_empty() { break; }
            let at = place.index(bytes.len());
            match way {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at),
                _ => bytes.insert(at, byte),
            }
        }
        exercise(&bytes);
    }

    #[test]
    fn iss_7_arbitrary_dates_and_file_names(text in "\\PC{0,40}") {
        let _ = when::parse(&text);
        let _ = suggest(&text);
    }

    #[test]
    fn iss_7_dates_near_the_ends(year in 0_u32..10_000, month in 0_u32..15, day in 0_u32..35, hour in 0_u32..30) {
        let _ = when::parse(&format!("{year:04}-{month:02}-{day:02} {hour:02}:30 +2359"));
        let _ = when::parse(&format!("{day}/{}/{year} {hour}:30 PM", ["Jan", "Febr", "ä", ""][(month % 4) as usize]));
    }
}
