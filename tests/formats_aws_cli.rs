//! What the AWS CLI prints is recognised by its shape, and what it is not is refused with the place.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

#[path = "support/corpus.rs"]
mod corpus;

use spaceward::{
    domain::inventory::{RegionName, check},
    formats::{
        aws_cli::{Document, Listing, Whose, commands::checks, recognise, sample},
        bundle, gzip,
        iam_policy::{Attachment, read},
    },
};
use std::{collections::BTreeMap, fs, path::PathBuf};

fn refused(text: &str) -> String {
    match recognise(text) {
        Ok(documents) => panic!("{documents:?}"),
        Err(refused) => {
            let message = refused.message;
            assert!(message.ends_with('.') && !message.contains('!'), "{message}");
            message
        }
    }
}

#[test]
fn several_documents_of_one_file_are_read_one_by_one() {
    let text = "{\"Vpcs\": []}\n{\"KeyRotationEnabled\": true}\n\n{\"pipelines\": []}";
    let commands: Vec<&str> = recognise(text).unwrap().iter().map(|document| document.command).collect();
    assert_eq!(commands, ["ec2 describe-vpcs", "kms get-key-rotation-status", "codepipeline list-pipelines"]);
}

#[test]
fn a_recording_of_botocore_is_unwrapped_and_a_failed_one_refused() {
    let good = recognise(
        r#"{"status_code": 200, "data": {"ResponseMetadata": {}, "Roles": [{
        "RoleName": "a", "Arn": "arn:aws:iam::111122223333:role/a",
        "CreateDate": {"__class__": "datetime", "year": 2017, "month": 3, "day": 1, "hour": 4, "minute": 5, "second": 6, "microsecond": 0}}]}}"#,
    );
    assert_eq!(good.unwrap()[0].command, "iam list-roles");
    assert!(refused(r#"{"status_code": 403, "data": {"Error": {}}}"#).contains("failed"));
}

#[test]
fn bad_input_is_refused_with_line_and_column() {
    let cases = [
        ("", "nothing in it"),
        ("  \n ", "nothing in it"),
        ("{\"Roles\": [", "half of a file"),
        ("{\"Roles\": []}}", "Line 1, column 14"),
        ("{\"Roles\": [], \"Roles\": []}", "stands twice"),
        ("[{\"VpcId\": \"vpc-1\"}]", "bare list"),
        ("{\n \"Roles\": 7}", "its keys: Roles"),
        (
            "{\n \"Roles\": [\n  {\"Arn\": \"arn:aws:iam::1:role/a\", \"RoleName\": 7}]}",
            "Line 3, column 48: “Roles[0].RoleName” is",
        ),
        (
            "{\n \"Roles\": [\n  {\"Arn\": \"arn:aws:iam::1:role/a\"}]}",
            "Line 3, column 3: “Roles[0].RoleName” is missing",
        ),
        ("{\"RoleDetailList\": {}}", "“RoleDetailList” is an object, where a list was expected"),
        ("{\"Version\": \"2012-10-17\", \"Statement\": []}", "Roles and policies"),
        ("{\"Effect\": \"Allow\", \"Action\": \"*\"}", "one statement"),
        ("{\"items\": []}", "on the page Spaces"),
        ("{\"a\": 1, \"b\": 2}", "its keys: a, b"),
        ("{}", "there are none"),
        ("7", "The document is a number"),
        ("null", "The document is nothing"),
        ("hello", "not valid JSON"),
    ];
    for (text, wanted) in cases {
        let message = refused(text);
        assert!(message.contains(wanted), "{text}: {message}");
    }
    let deep = format!("{{\"Vpcs\": {}{}}}", "[".repeat(200), "]".repeat(200));
    assert!(refused(&deep).contains("recursion limit"));
}

fn two() -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/aws_cli/two.zip")).unwrap()
}

#[test]
fn an_archive_gives_its_files_and_leaves_out_what_systems_put_there() {
    let texts = bundle::texts("out.zip", two()).unwrap();
    let names: Vec<&str> = texts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["out/caller.json", "out/roles.json", "out/notes.txt"]);
    let documents: Vec<_> = texts.iter().map(|(_, text)| recognise(text.as_ref().unwrap())).collect();
    assert_eq!(documents[0].as_ref().unwrap()[0].listing, Listing::Caller);
    assert_eq!(documents[1].as_ref().unwrap()[0].holds, "1 role");
    assert!(documents[2].is_err(), "one file that is none keeps none of the others back");
}

#[test]
fn a_damaged_archive_is_refused_or_its_damaged_file_is_named() {
    let whole = two();
    for cut in [4, 30, 200, whole.len() - 1] {
        assert!(bundle::texts("out.zip", whole[..cut].to_vec()).is_err(), "cut at {cut}");
    }
    // A byte of a packed file: its checksum tells. It lies behind the name in its local header.
    let at = whole.windows(14).position(|window| window == b"out/roles.json").unwrap() + 14 + 20;
    let mut altered = whole.clone();
    altered[at] ^= 0x55;
    let texts = bundle::texts("out.zip", altered).unwrap();
    let wrong: Vec<&str> = texts.iter().filter(|(_, text)| text.is_err()).map(|(name, _)| name.as_str()).collect();
    assert_eq!(wrong, ["out/roles.json"]);
    for (name, bytes) in
        [("empty", &b""[..]), ("picture", b"\x89PNG\r\n"), ("page", b"<!doctype html>"), ("old", b"\xff\xfe{")]
    {
        assert!(bundle::texts(name, bytes.to_vec()).is_err(), "{name}");
    }
    assert!(bundle::texts("large", vec![b' '; (64 << 20) + 1]).unwrap_err().message.contains("64 MiB"));
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused_before_it_fills_the_memory() {
    // 80 MiB of blanks, said to be one byte.
    let packed = miniz_oxide::deflate::compress_to_vec(&vec![b' '; 80 << 20], 6);
    let name = b"a.json";
    let header = |mut out: Vec<u8>, central: bool| {
        out.extend(if central { &b"PK\x01\x02\x14\0\x14\0"[..] } else { &b"PK\x03\x04\x14\0"[..] });
        out.extend([0, 0, 8, 0, 0, 0, 0, 0]);
        out.extend(0_u32.to_le_bytes());
        out.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
        out.extend(1_u32.to_le_bytes());
        out.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        out.extend([0; 2]);
        if central {
            out.extend([0; 14]);
        }
        out.extend(name);
        out
    };
    let mut file = header(Vec::new(), false);
    file.extend(&packed);
    let start = file.len();
    file = header(file, true);
    let size = file.len() - start;
    file.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    file.extend(u32::try_from(size).unwrap().to_le_bytes());
    file.extend(u32::try_from(start).unwrap().to_le_bytes());
    file.extend([0, 0]);
    let texts = bundle::texts("bomb.zip", file).unwrap();
    assert!(texts[0].1.as_ref().unwrap_err().message.contains("more than 64 MiB"), "{texts:?}");
    assert_eq!(gzip::crc32(b"123456789"), 0xcbf4_3926);
}

#[test]
fn vpc_6_the_sample_account_is_read_by_the_reader_of_everybodys_files() {
    let documents = sample::documents().unwrap();
    // What an identity store prints names no account; the sample's command says it for them.
    let other = |document: &Document| document.account.is_some_and(|account| account != sample::ACCOUNT);
    assert!(!documents.iter().any(other), "none says it is another's");
    let whose = Whose { account: Some(sample::ACCOUNT), region: Some(RegionName::from(sample::REGION)) };
    assert!(documents.iter().all(|document| document.part(whose).is_some()), "each has its place");
    assert!(documents.iter().all(|document| !document.next && !matches!(document.listing, Listing::Nothing(_))));
    check(documents.iter().filter_map(|document| document.part(whose)).collect()).unwrap();
    let Some(Listing::Iam(iam)) = documents.first().map(|document| document.listing.clone()) else { panic!() };
    assert!(iam.roles.whole && iam.roles.items.len() == 6 && iam.users.items.len() == 2);
    // Every document in it is a policy that IAM would take.
    for role in &iam.roles.items {
        read(role.trust.as_ref().unwrap(), Attachment::Trust).unwrap();
        for document in role.policies.inline.iter().flat_map(BTreeMap::values) {
            let slip = document.contains("ec2>DeleteNetworkInterface");
            assert_eq!(read(document, Attachment::Identity).is_err(), slip, "the old role's slip alone: {}", role.name);
        }
    }
    for policy in &iam.policies.items {
        read(policy.document.as_ref().unwrap(), Attachment::Identity).unwrap();
    }
}

#[test]
fn every_command_that_is_offered_only_reads() {
    for check in checks(None) {
        for command in check.commands {
            let verbs = command.split_whitespace().filter(|word| word.contains('-') && !word.starts_with('-'));
            let verbs: Vec<&str> =
                verbs.filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-')).collect();
            let read = |word: &&str| ["describe-", "list-", "get-"].iter().any(|verb| word.starts_with(verb));
            assert!(
                verbs.iter().filter(|word| !word.contains("admin")).all(read) && !verbs.is_empty(),
                "{command}: {verbs:?}"
            );
            assert!(command.contains("> ") && command.ends_with("json"), "{command}");
        }
    }
}

/// What a file of the corpus is taken as.
fn told(text: &str) -> String {
    match recognise(text) {
        Err(why) => format!("refused: {}", why.message),
        Ok(documents) => documents.iter().map(one).collect::<Vec<_>>().join("; "),
    }
}

fn one(document: &Document) -> String {
    let whose = [document.account.map(|account| account.to_string()), document.region.map(|region| region.to_string())];
    let whose: Vec<String> = whose.into_iter().flatten().collect();
    let kept = match &document.listing {
        Listing::Nothing(why) => format!(" nothing kept: {why}"),
        _ => String::new(),
    };
    format!("{}: {} [{}]{kept}", document.command, document.holds, whose.join(" "))
}

#[test]
fn vpc_6_real_documents_are_recognised_or_refused_with_the_reason() {
    let Some(folder) = corpus::corpus("awsjson") else { return };
    let index = fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    let names: Vec<&str> = index.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
    assert!(names.len() >= 50);
    let mut table = BTreeMap::new();
    for name in names {
        let bytes = fs::read(folder.join(name)).unwrap();
        let texts = bundle::texts(name, bytes).unwrap();
        let told = told(texts[0].1.as_ref().unwrap());
        println!("{name}\n    {told}");
        table.insert(name, told);
    }
    // The name says which call it was; the reader never sees it.
    let mut refused = Vec::new();
    for (name, told) in &table {
        let (service, call) = name.split("__").next().unwrap().split_once('.').unwrap();
        let call: String = call.replace(['_', '-'], "").to_lowercase();
        let command = told.split(':').next().unwrap().replace('-', "");
        let batch = call == "batchgetrepositories" && command == "codecommit listrepositories";
        if told.starts_with("refused") {
            refused.push(*name);
        } else {
            assert!(batch || command == format!("{service} {call}"), "{name}: {told}");
        }
    }
    let policies = "iam.policy__codecatalyst-blueprints__";
    assert!(
        refused.iter().all(|name| name.starts_with(policies) || *name == "iam.get-role-policy__awscli__1.json"),
        "{refused:?}"
    );
    assert_eq!(refused.len(), 6, "five bare policies, and a statement alone: {refused:?}");
}
