//! Files that other programs made.

use super::pieces;
use crate::domain::inventory::{RegionName, check};
use crate::formats::{
    Kind, aws_cli as cli,
    aws_codecatalyst::{Belongs, merge, suggest},
    billing_plan as plan, bundle as bundled,
    detect::MAX_BYTES,
    gzip as unpacked,
    iam_policy::{self, Attachment},
    issues::{self, IssuesFile, Preview, Reader, Report},
    recognise, when,
};
use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_to_vec_with_limit};

fn read(file: &IssuesFile) {
    let Ok((rows, report)) = issues::read(file) else { return };
    assert_eq!(rows.len(), report.read);
    assert!(report.left_out.len() <= Report::KEPT && report.changed.len() <= Report::KEPT);
    assert!(rows.iter().all(|row| !row.title.is_empty() && row.title.chars().count() <= issues::TITLE_MAX));
    assert!(rows.iter().all(|row| row.description.chars().count() <= issues::DESCRIPTION_MAX));
    assert_eq!(Preview::of(&rows).total, rows.len());
    // In steps it is the same as at once, and it comes to its end.
    let mut reader = Reader::new(file).unwrap();
    let mut before = 0;
    loop {
        let progress = reader.step(3).unwrap();
        assert!(progress.done >= before && progress.done <= progress.total);
        before = progress.done;
        if progress.finished {
            break;
        }
    }
    assert_eq!(reader.finish().unwrap(), (rows, report));
}

/// A file, whatever it is.
pub fn issues(bytes: &[u8]) {
    if let Ok(recognised) = recognise(bytes) {
        match recognised.kind {
            Kind::Issues(file) => read(&file),
            Kind::CodeCatalyst(documents) => {
                let _ = merge(&documents.into_iter().map(|one| (one, Belongs::default())).collect::<Vec<_>>());
            }
        }
    }
    if let Ok(text) = core::str::from_utf8(bytes) {
        let _ = when::parse(text);
        let _ = suggest(text);
    }
}

/// Rows of a table under a header that is known, with columns that mean something else.
pub fn table(bytes: &[u8]) {
    let (choice, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let header = [
        &b"Title,Created,Estimate,Labels,Status,Assignee\n"[..],
        b"sep=;\nsummary;updated;points;tags;state;archived\n",
    ];
    let file = [header[usize::from(choice & 1)], rest].concat();
    let Ok(recognised) = recognise(&file) else { return };
    let Kind::Issues(file) = recognised.kind else { return };
    read(&file);
    let Some(mut mapping) = file.mapping().cloned() else { return };
    let fields: Vec<_> = mapping.columns().map(|(_, field)| field).collect();
    for (column, field) in fields.iter().rev().enumerate() {
        mapping.assign(column + usize::from(choice >> 1 & 3), *field);
    }
    let held: Vec<_> = mapping.columns().filter_map(|(_, field)| field).filter(|field| !field.many()).collect();
    assert!(held.iter().enumerate().all(|(at, field)| !held[at + 1..].contains(field)), "one column for one field");
    read(&file.with_mapping(mapping));
}

/// What a fuzzer hardly makes by itself: a gzip file whose checksums fit.
pub fn gzip(bytes: &[u8]) {
    const LIMIT: usize = 1 << 20;
    let pack = |deflated: &[u8], content: &[u8]| {
        let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
        file.extend_from_slice(deflated);
        file.extend_from_slice(&unpacked::crc32(content).to_le_bytes());
        file.extend_from_slice(&u32::try_from(content.len()).unwrap_or_default().to_le_bytes());
        file
    };
    // A stream of the fuzzer's making.
    if let Ok(content) = decompress_to_vec_with_limit(bytes, LIMIT) {
        let file = pack(bytes, &content);
        if let Ok(unpacked) = unpacked::unpack(&file, LIMIT) {
            assert_eq!(unpacked, content);
        }
        assert!(content.is_empty() || unpacked::unpack(&file, content.len() - 1).is_err(), "never more than allowed");
    }
    // A file of the fuzzer's making, packed well.
    let file = pack(&compress_to_vec(bytes, 1), bytes);
    assert_eq!(unpacked::unpack(&file, LIMIT).unwrap(), bytes);
    let (plain, packed) = (recognise(bytes), recognise(&file));
    let label = |recognised: &Kind| match recognised {
        Kind::Issues(file) => file.label(),
        Kind::CodeCatalyst(_) => "codecatalyst",
    };
    if let (Ok(plain), Ok(packed)) = (&plain, &packed) {
        assert_eq!(label(&plain.kind), label(&packed.kind));
    }
    let _ = unpacked::unpack(bytes, LIMIT);
}

/// Several documents that belong together.
pub fn codecatalyst(bytes: &[u8]) {
    let belongs = Belongs { space: Some("space".into()), project: Some("project".into()) };
    let mut documents = Vec::new();
    for piece in pieces(bytes).into_iter().chain([bytes]) {
        if let Ok(recognised) = recognise(piece)
            && let Kind::CodeCatalyst(found) = recognised.kind
        {
            documents.extend(found.into_iter().map(|document| (document, belongs.clone())));
        }
    }
    for (document, _) in &documents {
        assert!(!document.listing.label().is_empty());
    }
    let _ = merge(&documents);
}

/// A policy as the console of the cloud shows it.
pub fn iam_policy(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for attachment in [Attachment::Identity, Attachment::Trust, Attachment::Resource, Attachment::Any] {
        if let Err(faults) = iam_policy::read(&text, attachment) {
            assert!(!faults.is_empty(), "a refusal says why");
        }
    }
}

/// What the AWS CLI prints about accounts, several documents behind one another.
pub fn aws_cli(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(documents) = cli::recognise(&text) else { return };
    let whose = cli::Whose {
        account: Some(crate::domain::account::AccountId(111_122_223_333)),
        region: RegionName::parse("eu-west-1"),
    };
    let mut parts = Vec::new();
    for document in &documents {
        assert!(!document.holds.is_empty() && !document.command.is_empty());
        let part = document.part(whose);
        assert!(part.is_some() || document.part(cli::Whose::default()).is_none(), "with all said it can be taken");
        parts.extend(part);
    }
    // A file agrees with itself.
    for part in &parts {
        let bytes = postcard::to_allocvec(part).unwrap();
        let again: crate::domain::inventory::Part = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(again, *part);
    }
    let _ = check(parts);
}

/// A file as the texts in it.
pub fn bundle(bytes: &[u8]) {
    for file in [bytes.to_vec(), [b"PK\x03\x04", bytes].concat()] {
        if let Ok(texts) = bundled::texts("file", file) {
            let total: usize = texts.iter().filter_map(|(_, text)| text.as_ref().ok()).map(String::len).sum();
            // UTF-16 takes more as UTF-8, and each entry may be a gzip of its own.
            assert!(!texts.is_empty() && total <= texts.len() * 2 * MAX_BYTES);
        }
    }
}

/// Plan files: each amount and price stands once in what is read, and a refusal is a sentence.
pub fn billing_plan(bytes: &[u8]) {
    match plan::read(bytes) {
        Ok(plan::Filled { amounts, prices }) => {
            for (at, (tier, metered, _)) in amounts.iter().enumerate() {
                assert!(amounts.iter().skip(at + 1).all(|(its, of, _)| (its, of) != (tier, metered)));
            }
            for (at, (priced, _)) in prices.of.iter().enumerate() {
                assert!(prices.of.iter().skip(at + 1).all(|(other, _)| other != priced));
            }
        }
        Err(why) => assert!(why.ends_with('.'), "{why}"),
    }
}
