//! Documents: the grammar, places of faults, notes.

use proptest::prelude::*;
use spaceward::{
    domain::iam::{PrincipalPattern, Version},
    formats::iam_policy::{Attachment, decode, read},
};

fn faults(text: &str, attachment: Attachment) -> Vec<String> {
    read(text, attachment).map_or_else(|faults| faults.iter().map(ToString::to_string).collect(), |_| Vec::new())
}

fn one_fault(text: &str, attachment: Attachment) -> String {
    let found = faults(text, attachment);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.into_iter().next().unwrap()
}

#[test]
fn acc_3_each_fault_is_told_with_line_and_column() {
    let identity = Attachment::Identity;
    let table = [
        ("", identity, "Line 1, column 1: There is nothing in it."),
        ("[]", identity, "Line 1, column 1: A policy is an object in braces, this is a list."),
        ("{}", identity, "Line 1, column 1: A policy needs the element “Statement”."),
        (
            "{\n \"Statment\": []}",
            identity,
            "Line 2, column 14: A policy has no element “Statment”. Did you mean “Statement”?",
        ),
        (r#"{"Statement":[]}"#, identity, "Line 1, column 14: A policy needs at least one statement."),
        (
            r#"{"Version":"2012-10-18","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
            identity,
            "Line 1, column 12: The version is that of the language",
        ),
        (
            "{\"Statement\":{\"Effect\":\"allow\",\n\"Action\":\"*\",\"Resource\":\"*\"}}",
            identity,
            "Line 1, column 24: The effect is “Allow” or “Deny”, with a capital.",
        ),
        (
            r#"{"Statement":{"Action":"*","Resource":"*"}}"#,
            identity,
            "Line 1, column 14: The statement needs an “Effect”",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Resource":"*"}}"#,
            identity,
            "Line 1, column 14: The statement needs an “Action”",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"*"}}"#,
            identity,
            "Line 1, column 14: The statement needs a “Resource”",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":[],"Resource":"*"}}"#,
            identity,
            "Line 1, column 41: “Action” is an empty list.",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":7,"Resource":"*"}}"#,
            identity,
            "Line 1, column 41: “Action” is text, this is a number",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"ec2","Resource":"*"}}"#,
            identity,
            "Line 1, column 41: “ec2” is no action",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"*","NotAction":"s3:*","Resource":"*"}}"#,
            identity,
            "Line 1, column 57: A statement has either “Action” or “NotAction”, not both.",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","NotResource":"*"}}"#,
            identity,
            "Line 1, column 74: A statement has either “Resource”",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"bucket/x"}}"#,
            identity,
            "Line 1, column 56: “bucket/x” is no resource",
        ),
        (
            r#"{"Statement":{"Sid":"with blank","Effect":"Allow","Action":"*","Resource":"*"}}"#,
            identity,
            "Line 1, column 21: A Sid takes letters and digits only.",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#,
            identity,
            "Line 1, column 14: A policy that is attached to somebody has no “Principal”",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":[]}}"#,
            identity,
            "Line 1, column 72: “Condition” is an object of operators, this is a list.",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEqual":{"a":"b"}}}}"#,
            identity,
            "There is no condition operator “StringEqual”. Did you mean “StringEquals”?",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NullIfExists":{"a":"true"}}}}"#,
            identity,
            "There is no condition operator “NullIfExists”.",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":"true"}}}"#,
            identity,
            "Under “Bool” stands an object of condition keys, this is text.",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a":{}}}}}"#,
            identity,
            "A value of “a” is text, a number, true or false; this is an object.",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}}"#,
            Attachment::Trust,
            "Line 1, column 14: The statement needs a “Principal”",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}}"#,
            Attachment::Trust,
            "A trust policy has no “Resource”",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Principal":{"Servce":"x"},"Action":"sts:AssumeRole"}}"#,
            Attachment::Trust,
            "There is no kind of principal “Servce”. Did you mean “Service”?",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Principal":"someone","Action":"sts:AssumeRole"}}"#,
            Attachment::Trust,
            "“Principal” is “*”, or an object",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/*"},"Action":"sts:AssumeRole"}}"#,
            Attachment::Trust,
            "A principal takes no wildcards but “*” alone.",
        ),
        (
            "{\"Statement\":{\"Effect\":\"Allow\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}",
            identity,
            "the key “Effect” stands twice",
        ),
        ("{\"Statement\": {\"Effect\": ", identity, "ends in the middle"),
        ("{\"Id\": “x”}", identity, "Line 1, column 8: IAM takes no signs beyond U+00FF in a policy."),
        (
            "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}} x",
            identity,
            "Line 1, column 62: Something stands behind the end",
        ),
    ];
    for (text, attachment, expected) in table {
        let found = faults(text, attachment);
        let told = found.iter().any(|fault| fault.to_lowercase().contains(&expected.to_lowercase()));
        assert!(told, "{text}\n  {found:#?}\n  {expected}");
    }
}

#[test]
fn vpc_3_the_slip_of_the_guide_in_delete_network_interface_is_explained() {
    let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:CreateNetworkInterface",
        "ec2>DeleteNetworkInterface"],"Resource":"*"}]}"#;
    let found = one_fault(text, Attachment::Identity);
    assert!(found.starts_with("Line 2, column 9:"), "{found}");
    assert!(found.ends_with("Did you mean “ec2:DeleteNetworkInterface”?"), "{found}");
}

#[test]
fn acc_3_all_faults_of_a_document_are_told_at_once_in_the_order_of_the_text() {
    let text =
        "{\n\"Version\":\"2011\",\n\"Statement\":[{\n\"Effect\":\"Yes\",\n\"Action\":\"x\",\n\"Resource\":\"y\"}]}";
    let found = faults(text, Attachment::Identity);
    let lines: Vec<&str> = found.iter().filter_map(|fault| fault.split(',').next()).collect();
    assert_eq!(lines, ["Line 2", "Line 4", "Line 5", "Line 6"], "{found:#?}");
}

#[test]
fn acc_3_what_is_valid_and_hardly_meant_is_noted() {
    let table = [
        (
            r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
            Attachment::Identity,
            "administrator access",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}}"#,
            Attachment::Identity,
            "Allow with NotAction",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}"#,
            Attachment::Trust,
            "lets in everybody",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}"}}"#,
            Attachment::Identity,
            "are plain text",
        ),
        (
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:x:::y/*"}}}}"#,
            Attachment::Identity,
            "plain signs",
        ),
        (
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":"a"}}}}"#,
            Attachment::Identity,
            "no such key at all",
        ),
        (
            r#"{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny","Action":"s3:*","Resource":"*"},{"Sid":"A","Effect":"Deny","Action":"ec2:*","Resource":"*"}]}"#,
            Attachment::Identity,
            "that of statement 1",
        ),
    ];
    for (text, attachment, expected) in table {
        let notes = read(text, attachment).unwrap().notes;
        assert!(notes.iter().any(|note| note.message.contains(expected)), "{text}\n{notes:#?}");
    }
    let quiet = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"codecatalyst.amazonaws.com"},
        "Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:codecatalyst:::space/1/project/*"}}}}"#;
    assert_eq!(read(quiet, Attachment::Trust).unwrap().notes, []);
}

#[test]
fn acc_3_documents_are_read_as_the_cli_and_the_api_print_them() {
    let encoded = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%22ec2.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D";
    let policy = read(&decode(encoded), Attachment::Trust).unwrap().policy;
    assert_eq!(policy.version, Version::V2012);
    let named = &policy.statements[0].principals.as_ref().unwrap().patterns;
    assert_eq!(*named, [PrincipalPattern::Service("ec2.amazonaws.com".to_owned())]);
    assert_eq!(decode("{\"Id\": \"100%25\"}"), "{\"Id\": \"100%25\"}", "what is not encoded stays as it is");
    assert_eq!(decode("%7B%zz%"), "{%zz%");
}

proptest! {
    #[test]
    fn acc_3_no_text_stops_the_reader(text in "\\PC{0,200}") {
        let _ = read(&text, Attachment::Any);
        let _ = decode(&format!("%7B{text}"));
    }

    #[test]
    fn acc_3_a_document_cut_anywhere_is_a_fault_and_no_half_policy(cut in 0_usize..200) {
        let whole = r#"{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["s3:Get*"],"Resource":"arn:aws:s3:::a/*","Condition":{"Bool":{"aws:SecureTransport":true}}}]}"#;
        prop_assume!(cut < whole.len());
        prop_assert!(read(&whole[..cut], Attachment::Identity).is_err());
    }
}
