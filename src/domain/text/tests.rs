//! What is said of texts that no command's test reaches.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

use super::*;

#[test]
fn a_secret_in_a_name_or_description_is_refused_and_never_repeated() {
    let body = "abcdefghij0123456789abcdefghij012345";
    for secret in
        [format!("ghp_{body}"), format!("glpat-{body}"), format!("sk_live_{body}"), "ASIA1234567890ABCDEF".to_owned()]
    {
        let refusal = description(&format!("Log in with {secret}, then go")).unwrap_err();
        assert_eq!((refusal.rule.as_str(), refusal.field.as_deref()), ("DPR-1", Some(field::DESCRIPTION)));
        assert!(!refusal.message.contains(&secret));
        assert!(project_name(&secret).unwrap_err().message.contains("secret"));
    }
    // Words that only begin like one are words.
    for harmless in ["AKIA is a prefix", "ghp_ starts a token", "ASIANFOODMARKETSXYZ"] {
        assert!(description(harmless).is_ok(), "{harmless}");
    }
}

#[test]
fn lengths_count_characters_not_bytes() {
    assert!(description(&"ä".repeat(200)).is_ok());
    assert!(description(&"ä".repeat(201)).is_err());
    assert!(person_name(&"山".repeat(100), field::FULL_NAME, true).is_ok());
    assert!(person_name(&"山".repeat(101), field::FULL_NAME, true).is_err());
}

#[test]
fn a_nickname_may_be_empty_and_a_name_may_not() {
    assert_eq!(person_name("  ", field::NICKNAME, false).unwrap(), "");
    assert_eq!(person_name("  ", field::FULL_NAME, true).unwrap_err().field.as_deref(), Some("Full name"));
    assert!(person_name("Ada\u{202e}ecilA", field::FULL_NAME, true).is_err(), "a name reads as it is");
}

#[test]
fn a_hostile_text_is_printed_short_and_harmless() {
    let hostile = format!("\u{1b}]0;title\u{7}{}", "x".repeat(500));
    let message = imported_name(&hostile, "a space").unwrap_err().message;
    assert!(!message.chars().any(is_hidden) && message.chars().count() < 150, "{message:?}");
}
