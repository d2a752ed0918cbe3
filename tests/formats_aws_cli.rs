//! What the AWS CLI prints is recognised by its shape, and what it is not is refused with the place.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use spaceward::formats::aws_cli::recognise;

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
