//! An exported log can be checked by another program, `tests/chain.py`, that shares nothing with this one but
//! docs/log-chain.md (AUD-2, AUD-3).

use crate::{begun, note, support::World};
use serde_json::Value;
use spaceward::{
    domain::{
        PersonId, SpaceId,
        account::{AccountId, CloudSession},
        issue,
        space::Region,
        trail::{LockedBy, Query, Use, Way, Witness},
    },
    formats::{
        Kind, activity, aws_codecatalyst,
        aws_codecatalyst::{Document, Listing},
        cloud_trail, recognise,
    },
};
use std::{
    collections::BTreeMap,
    io::Write as _,
    process::{Command, Stdio},
};

/// Hands a file to the checker: whether it found it whole, and what it said. Nothing where there is no Python, which is
/// said aloud.
fn checked(file: &[u8], arguments: &[&str]) -> Option<(bool, String)> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/chain.py");
    let run = Command::new("python3").arg(script).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut run) = run else {
        eprintln!("SKIPPED: python3 is not here, so tests/chain.py was not asked");
        return None;
    };
    run.stdin.take().unwrap().write_all(file).unwrap();
    let out = run.wait_with_output().unwrap();
    Some((out.status.success(), String::from_utf8(out.stdout).unwrap()))
}

/// A log with every form of entry in it.
fn varied() -> (World, PersonId, SpaceId) {
    let (mut world, ada) = begun();
    let space = world.space(ada, "harbour");
    let session = CloudSession { account: AccountId(12), region: Region::EuWest1 };
    let arn = "arn:aws:kms:eu-west-1:000000000012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let context: BTreeMap<_, _> = [("z", ""), ("aws:codecommit:id", "Zoë \"quay\"\n"), ("ä", "1")]
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .into();
    world.sign_in(ada, "000000000012", Region::EuWest1);
    world.later(1);
    note(
        &mut world,
        ada,
        [
            Use::of_cloud_key(session, "Decrypt", arn, context.clone()),
            Use::of_cloud_key(session, "Encrypt", arn, context).failed("AccessDenied", "No \u{1f512} for you."),
            Use::of_cloud_key(session, "ListKeys", arn, BTreeMap::new()).failed("", ""),
            Use::failed_unlock(Way::Passkey),
            Use::more_failed_unlocks(Way::RecoverySheet, 300),
            Use::locked(LockedBy::Idle),
            Use::space_key_destroyed(space),
            Use::exported(),
            Use::older_copy_found(900),
        ],
    );
    (world, ada, space)
}

#[test]
fn aud_2_an_entry_is_exported_in_the_shape_of_a_cloudtrail_record() {
    let (world, ..) = varied();
    let trail = &world.state.trail;
    let file: Value = serde_json::from_slice(&cloud_trail::file(trail, trail.chain.links())).unwrap();
    let records = file["Records"].as_array().unwrap();
    assert_eq!(records.len(), trail.chain.len());
    let failed = records.iter().find(|record| record["errorCode"] == "AccessDenied").unwrap();
    assert_eq!(failed["eventSource"], "kms.amazonaws.com");
    assert_eq!(failed["eventName"], "Encrypt");
    assert_eq!(failed["awsRegion"], "eu-west-1");
    assert_eq!(failed["recipientAccountId"], "000000000012");
    assert_eq!(failed["userIdentity"]["userName"], "ada");
    assert_eq!(failed["requestParameters"]["encryptionContext"]["aws:codecommit:id"], "Zoë \"quay\"\n");
    assert_eq!(failed["resources"][0]["type"], "AWS::KMS::Key");
    assert_eq!(failed["eventTime"], "2026-05-04T09:00:00Z", "whole seconds, as the service writes them");
    let refused = records.iter().find(|record| record["responseElements"]["ConsoleLogin"] == "Failure").unwrap();
    assert_eq!(refused["eventType"], "AwsConsoleSignIn");
    for record in records {
        for name in [
            "eventVersion",
            "userIdentity",
            "eventTime",
            "eventSource",
            "eventName",
            "userAgent",
            "eventID",
            "readOnly",
        ] {
            assert!(!record[name].is_null(), "{name} of {record}");
        }
        assert!(record.get("sourceIPAddress").is_none(), "what is not known is not made up");
        let one = trail.chain.links().find(|numbered| numbered.entry.id.0.to_string() == record["eventID"]).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&cloud_trail::one(&one)).unwrap(), *record);
    }
}

#[test]
fn aud_3_an_exported_log_is_borne_out_by_an_independent_checker() {
    let (world, ..) = varied();
    let trail = &world.state.trail;
    let whole = cloud_trail::file(trail, trail.chain.links());
    let count = trail.chain.end().count;
    let Some((good, said)) = checked(&whole, &[]) else { return };
    assert!(good, "{said}");
    assert!(said.contains(&format!("{count} of {count} entries, unbroken, from the first to the last")), "{said}");

    // A part of it is borne out as a part.
    let failed = Query::default().with_outcome(true);
    let part = trail.chain.links().filter(|numbered| failed.lets(&world.state, numbered.entry));
    let part = cloud_trail::file(trail, part);
    let (good, said) = checked(&part, &[]).unwrap();
    assert!(good && said.contains("only a part"), "{said}");
    // Where no entry follows that would tell, its own link does.
    let mut altered: Value = serde_json::from_slice(&part).unwrap();
    altered["Records"][0]["userIdentity"]["userName"] = "eve".into();
    let (good, said) = checked(&serde_json::to_vec(&altered).unwrap(), &[]).unwrap();
    assert!(!good && said.contains("is not as it was written"), "{said}");

    // And so are witnesses of it.
    let witness = Witness::of(trail, 3).unwrap();
    let (good, said) = checked(&whole, &["--witness", &witness.to_string()]).unwrap();
    assert!(good && said.contains("entry 3 is as the witness says"), "{said}");
    let later = Witness { number: 900, ..witness };
    let (good, said) = checked(&whole, &["--witness", &later.to_string()]).unwrap();
    assert!(!good && said.contains("ends before"), "{said}");
}

#[test]
fn aud_3_the_checker_finds_any_alteration_of_an_exported_log() {
    let (world, ..) = varied();
    let trail = &world.state.trail;
    let whole: Value = serde_json::from_slice(&cloud_trail::file(trail, trail.chain.links())).unwrap();
    let last = whole["Records"].as_array().unwrap().len() - 1;
    let at = |name: &str| {
        let records = whole["Records"].as_array().unwrap();
        records.iter().position(|record| record["eventName"] == name && !record["resources"].is_null()).unwrap()
    };
    let (encrypt, keys) = (at("Encrypt"), at("ListKeys"));
    let set = |pointer: String, value: Value| {
        let mut file = whole.clone();
        *file.pointer_mut(&pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        (pointer, file)
    };
    let mut harms = vec![
        set("/Records/2/eventName".into(), "Decrypt".into()),
        set("/Records/2/eventSource".into(), "signin.amazonaws.com".into()),
        set("/Records/2/eventTime".into(), "2026-05-04T09:00:01Z".into()),
        set("/Records/2/eventID".into(), whole["Records"][3]["eventID"].clone()),
        set("/Records/2/readOnly".into(), true.into()),
        set("/Records/2/userIdentity/userName".into(), "eve".into()),
        set("/Records/2/additionalEventData/chain/at".into(), 1.into()),
        set("/Records/2/additionalEventData/chain/number".into(), 9.into()),
        set(format!("/Records/{encrypt}/requestParameters/encryptionContext/z"), "0".into()),
        set(format!("/Records/{encrypt}/requestParameters/keyId"), "vault".into()),
        set(format!("/Records/{encrypt}/errorCode"), "Throttled".into()),
        set(format!("/Records/{encrypt}/resources/0/ARN"), "arn:aws:kms:eu-west-1:1:key/2".into()),
        set(format!("/Records/{encrypt}/awsRegion"), "us-west-2".into()),
        set(format!("/Records/{keys}/errorMessage"), "Why".into()),
        set("/Chain/head".into(), whole["Records"][2]["additionalEventData"]["chain"]["link"].clone()),
        set("/Chain/vault".into(), "0".repeat(32).into()),
        set("/Chain/count".into(), (last + 2).into()),
    ];
    let mut edit = |name: &str, change: &dyn Fn(&mut Vec<Value>)| {
        let mut file = whole.clone();
        change(file["Records"].as_array_mut().unwrap());
        harms.push((name.to_owned(), file));
    };
    edit("removed", &|records| drop(records.remove(3)));
    edit("the first removed", &|records| drop(records.remove(0)));
    edit("the last removed", &|records| drop(records.pop()));
    edit("swapped", &|records| records.swap(2, 3));
    edit("doubled", &|records| records.insert(3, records[2].clone()));
    edit("success put in the place of a failure", &|records| {
        let record = records.iter_mut().find(|record| record["responseElements"]["ConsoleLogin"] == "Failure").unwrap();
        record["responseElements"]["ConsoleLogin"] = "Success".into();
    });
    for (what, file) in harms {
        let Some((good, said)) = checked(&serde_json::to_vec(&file).unwrap(), &[]) else { return };
        assert!(!good, "{what} was not found: {said}");
        assert!(!said.contains("Traceback"), "{what}: {said}");
    }
    for wrong in ["", "[]", "{}", "{\"Records\":[{}],\"Chain\":{}}", "null"] {
        let (good, said) = checked(wrong.as_bytes(), &[]).unwrap();
        assert!(!good && !said.is_empty(), "{wrong}: {said}");
    }
}

#[test]
fn aud_3_the_exported_activity_of_a_space_is_borne_out_and_an_altered_line_is_found() {
    type Harm<'a> = (&'a str, &'a dyn Fn(&mut Value));
    let (mut world, ada, space) = varied();
    let project = world.project(ada, space, "quay");
    let draft = issue::Draft { title: "Zoë's \"lamp\"".into(), ..issue::Draft::default() };
    world.does(Some(ada), issue::Command::Create { space, project, draft });
    let found = world.state.space(space).unwrap();
    let whole = activity::file(&world.state, found, found.feed.links());
    let Some((good, said)) = checked(&whole, &[]) else { return };
    assert!(good && said.contains("unbroken, from the first to the last"), "{said}");

    let file: Value = serde_json::from_slice(&whole).unwrap();
    let harms: [Harm<'_>; 4] = [
        ("a deed", &|file| file["lines"][0]["chain"]["entry"]["deed"] = "SpaceImported".into()),
        ("a time", &|file| file["lines"][1]["chain"]["entry"]["at"] = 5.into()),
        ("the time that people read", &|file| file["lines"][1]["at"] = "2020-01-01T00:00:00Z".into()),
        ("a line gone", &|file| drop(file["lines"].as_array_mut().unwrap().remove(1))),
    ];
    for (what, harm) in harms {
        let mut altered = file.clone();
        harm(&mut altered);
        let (good, said) = checked(&serde_json::to_vec(&altered).unwrap(), &[]).unwrap();
        assert!(!good, "{what} was not found: {said}");
    }
}

#[test]
fn aud_1_the_activity_is_printed_as_the_cli_prints_event_logs_and_read_back_as_the_same() {
    let (world, _, space) = varied();
    let found = world.state.space(space).unwrap();
    let printed = aws_codecatalyst::event_logs(&world.state, found, found.feed.links());
    let file: Value = serde_json::from_slice(&printed).unwrap();
    let items = file["items"].as_array().unwrap();
    assert_eq!(items.len(), found.feed.len());
    for item in items {
        for name in ["id", "eventName", "eventType", "eventCategory", "eventSource", "eventTime", "operationType"] {
            assert!(item[name].is_string(), "{name} of {item}");
        }
        assert!(item["userIdentity"]["userType"].is_string() && item["userIdentity"]["principalId"].is_string());
        assert!(["READONLY", "MUTATION"].contains(&item["operationType"].as_str().unwrap()));
    }
    let ids: std::collections::BTreeSet<_> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), items.len());
    assert_eq!(items[0]["eventName"], "spaceCreated");
    // The console's own import takes them for what they are, with their ids.
    let Kind::CodeCatalyst(documents) = recognise(&printed).unwrap().kind else { panic!("not recognised") };
    let [Document { listing: Listing::EventLogs(read), .. }] = documents.as_slice() else { panic!("{documents:?}") };
    let again: Vec<_> = read.iter().map(|item| (item.logged.clone(), item.at)).collect();
    let told: Vec<_> =
        found.feed.links().map(|line| (line.entry.as_logged(&world.state, line.link), line.entry.at)).collect();
    assert_eq!(again, told);
}
