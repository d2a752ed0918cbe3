//! What the detector finds, and what it passes over.

use proptest::prelude::*;
use spaceward::domain::sensitive::{Found, Kind, Secret, look};

/// Tokens are put together here, so that no scanner of this repository takes them for real ones.
fn body(length: usize) -> String {
    "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2dE3fG4hJ5kL6mN7pQ8rS9tU0vW1xY2z".chars().cycle().take(length).collect()
}

fn pieces(text: &str) -> Vec<(Kind, &str)> {
    look(text).iter().map(|found| (found.kind, found.piece(text))).collect()
}

#[test]
fn dpr_1_secrets_are_found_by_their_form() {
    let body = body;
    let jwt = format!("eyJ{}.eyJ{}.{}", body(20), body(40), body(43));
    let pem = format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----", body(64));
    let table = [
        (Secret::AccessKey, format!("AKIA{}", "IOSFODNN7EXAMPLE")),
        (Secret::AccessKey, format!("ASIA{}", "1234567890ABCDEF")),
        (Secret::SecretKey, format!("wJalrXUtnFEMI/K7MDENG/{}", "bPxRfiCYEXAMPLEKEY")),
        (Secret::GitHub, format!("ghp_{}", body(36))),
        (Secret::GitHub, format!("ghs_{}", body(36))),
        (Secret::GitHub, format!("github_pat_{}_{}", body(22), body(59))),
        (Secret::GitLab, format!("glpat-{}", body(20))),
        (Secret::Slack, format!("xoxb-123456789012-123456789012-{}", body(24))),
        (Secret::Slack, format!("https://hooks.slack.com/services/T0123ABCD/B0456EFGH/{}", body(24))),
        (Secret::Npm, format!("npm_{}", body(36))),
        (Secret::Token, format!("sk_live_{}", body(24))),
        (Secret::Token, format!("AIza{}", body(35))),
        (Secret::Jwt, jwt),
        (Secret::PrivateKey, pem),
        (Secret::UrlUser, "https://mary:gull7@harbour.example".to_owned()),
        (Secret::UrlUser, "postgres://app:pa-55@db.harbour.example:5432".to_owned()),
        (Secret::UrlUser, "https://token@harbour.example".to_owned()),
        (
            Secret::UrlQuery,
            format!("https://s3.example/tide?X-Amz-Date=20260504T090000Z&X-Amz-Signature={}", "a1b2c3d4".repeat(8)),
        ),
        (Secret::UrlQuery, "https://harbour.example/?access_token=f00ba4".to_owned()),
        (Secret::UrlQuery, "https://harbour.example/cb#id=1&access_token=f00ba4".to_owned()),
        (Secret::UrlQuery, "https://store.example/blob?sv=2024&sig=ab%2Fcd%3D".to_owned()),
        (Secret::UrlQuery, "https://harbour.example/login?user=mary&password=gull".to_owned()),
        (Secret::UrlQuery, format!("https://raw.example/file?token={}", body(29))),
    ];
    for (secret, text) in table {
        for around in [text.clone(), format!("Log in with {text} please"), format!("ключ:\n{text}\nпотом")] {
            let found = look(&around);
            let first = found.first().unwrap_or_else(|| panic!("not found: {around}"));
            assert_eq!(first.kind, Kind::Secret(secret), "{around}");
            assert!(first.piece(&around).contains(text.trim_end_matches("-----END RSA PRIVATE KEY-----")), "{around}");
            assert!(!first.masked(&around).chars().any(|c| c.is_ascii_alphanumeric()), "nothing of a secret is shown");
        }
    }
}

#[test]
fn dpr_1_a_private_key_cut_off_at_the_end_of_a_field_is_found() {
    assert_eq!(look("Key: -----BEGIN PRIVATE KEY-----\n").len(), 1);
}

#[test]
fn dpr_1_values_behind_a_secret_name_are_found() {
    let key = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2dE3f";
    for text in [
        format!("aws_secret_access_key = {key}"),
        format!("\"SecretAccessKey\": \"{key}\""),
        format!("Secret access key: {key}"),
        format!("AWS_SECRET_ACCESS_KEY={key}"),
        format!("client_secret='{}'", key.get(..24).unwrap()),
        format!("Authorization: Bearer {key}"),
    ] {
        let found = look(&text);
        assert!(matches!(found[..], [Found { kind: Kind::Secret(_), .. }]), "{text}: {found:?}");
        assert!(key.starts_with(found[0].piece(&text)), "{text}");
    }
}

#[test]
fn dpr_1_addresses_cards_and_phones_are_found_and_masked() {
    let table = [
        (Kind::Email, "gull.keeper+ferry@harbour.example.com", "g•••@harbour.example.com"),
        (Kind::Email, "Mary@Harbour.ORG", "M•••@Harbour.ORG"),
        (Kind::Card, "4111 1111 1111 1111", "••• 1111"),
        (Kind::Card, "4242424242424242", "••• 4242"),
        (Kind::Card, "5555-5555-5555-4444", "••• 4444"),
        (Kind::Card, "3782 822463 10005", "••• 0005"),
        (Kind::Card, "2223003122003222", "••• 3222"),
        (Kind::Phone, "+1 415 555 0132", "••• 32"),
        (Kind::Phone, "+14155550132", "••• 32"),
        (Kind::Phone, "+49 (0)30 1234567", "••• 67"),
        (Kind::Phone, "+44 20 7946 0958", "••• 58"),
        (Kind::Phone, "(415) 555-0132", "••• 32"),
        (Kind::Phone, "415-555-0132", "••• 32"),
        (Kind::Phone, "1-800-555-0199", "••• 99"),
    ];
    for (kind, piece, masked) in table {
        for text in
            [piece.to_owned(), format!("Write to {piece}, or don't"), format!("<{piece}>"), format!("(see {piece}).")]
        {
            assert_eq!(pieces(&text), [(kind, piece)], "{text}");
            assert_eq!(look(&text)[0].masked(&text), masked);
        }
    }
    assert_eq!(pieces("Phone: 030 1234567"), [(Kind::Phone, "030 1234567")]);
    assert_eq!(pieces("mailto:gull@harbour.example"), [(Kind::Email, "gull@harbour.example")]);
    let both = "gull@harbour.example or tern@harbour.example, +1 415 555 0132";
    assert_eq!(pieces(both).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [Kind::Email, Kind::Email, Kind::Phone]);
}

#[test]
fn dpr_1_what_only_resembles_is_passed_over() {
    for harmless in [
        // Secrets by name only, placeholders, and forms that are too short.
        "AKIA is a prefix",
        "ghp_ starts a token",
        "ASIANFOODMARKETSXYZ",
        "ASIANDEVELOPMENTBANK",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "set AWS_SECRET_ACCESS_KEY=$SECRET first",
        "client_secret: process.env.CLIENT_SECRET_1_Ab",
        "`npm_config_registry` is read",
        "api_key = get_the_api_key_from_Vault1(name)",
        "Authorization: Bearer <token>",
        "sk-fading-circle-of-the-loading-page-in-our-app",
        "Expect the line -----BEGIN PRIVATE KEY----- at the top, then go on with reading.",
        "-----BEGIN CERTIFICATE-----\nMIIBaB3dE5gH7jK9\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        "commit 1f0e9d8c7b6a5f4e3d2c1b0a9f8e7d6c5b4a3f2e",
        "src/components/table/TableHeadOfTheWorl2d",
        "eyJust a word.eyJ.x",
        // URLs without a credential.
        "https://harbour.example/path?page=2&sort=asc#top",
        "ssh://git@github.com/org/repo.git",
        "https://github.com/@user",
        "https://${USER}:${PASSWORD}@harbour.example",
        "https://user:***@harbour.example",
        "https://codecov.io/gh/o/r/badge.svg?token=ABCDEFGHIJ",
        "https://harbour.example/?token=",
        "https://harbour.example/?key=issues",
        "https://npmjs.com/package/left@1.0.x",
        // What has an @ and is no address.
        "git@github.com:org/repo.git",
        "actions/checkout@v4.2.2",
        "lodash@4.17.21",
        "icon@2x.png",
        "getty@tty1.service",
        "@org/package",
        "root@ip-10-0-0-1.ec2.internal",
        "noreply@github.com",
        "12345+gull@users.noreply.github.com",
        "a @ b.c",
        "user@host",
        "x@y.Z",
        // Numbers.
        "4111 1111 1111 1112",
        "0.4111111111111111",
        "1234567812345670",
        "id-4111111111111111",
        "0000 0000 0000 0000",
        "20260504090000123",
        "https://harbour.example/4111111111111111",
        "4111111111111111.5",
        "run 41111111111111114",
        "2026-05-04",
        "10.0.0.1",
        "123-456-7890",
        "555-0132",
        "1.415.555.0132",
        "+0200",
        "2026-05-04T09:00:00+02:00",
        "@@ -1,5 +1,7 @@",
        "+12 -3",
        "a+14155550132",
        "RFC 2119-345-6789",
        "978-3-16-148410-0",
        "+1234567",
        "v+491234567890",
        "12+491234567890",
        "build 415-555-01322",
    ] {
        assert_eq!(pieces(harmless), [], "{harmless}");
    }
}

#[test]
fn dpr_1_the_larger_piece_covers_what_is_in_it() {
    let text = "https://gull@harbour.example:pw@harbour.example/x";
    assert_eq!(look(text).len(), 1, "{:?}", pieces(text));
    let text = format!("AKIA{} and {}", "IOSFODNN7EXAMPLE", "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2dE3f");
    assert_eq!(
        pieces(&text).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
        [Kind::Secret(Secret::AccessKey), Kind::Secret(Secret::SecretKey)]
    );
}

proptest! {
    /// Total on anything, in order, on characters' boundaries, none over another.
    #[test]
    fn dpr_1_any_text_is_looked_through(text in ".{0,200}|[-+@:/.()a-zA-Z0-9_= ]{0,200}|(-----BEGIN |https://|@|eyJ|AKIA|\\+|4111| |\n|é|=|:){0,40}") {
        let found = look(&text);
        let mut end = 0;
        for one in found {
            prop_assert!(one.start >= end && one.end > one.start && one.end <= text.len());
            prop_assert!(text.is_char_boundary(one.start) && text.is_char_boundary(one.end));
            prop_assert!(!one.masked(&text).is_empty());
            end = one.end;
        }
    }

    /// Wherever it stands between words, a secret is found.
    #[test]
    fn dpr_1_a_secret_is_found_wherever_it_stands(before in "([a-z]{1,8} ){0,6}", after in "( [a-z]{1,8}){0,6}", token in "[A-Z2-7]{15}") {
        let text = format!("{before}AKIA7{token}{after}");
        let different = token.chars().collect::<std::collections::BTreeSet<_>>().len();
        prop_assume!(different >= 8);
        prop_assert_eq!(look(&text).first().map(|found| found.kind), Some(Kind::Secret(Secret::AccessKey)));
    }

    /// A number is a card's only when its last digit fits.
    #[test]
    fn dpr_1_one_digit_off_is_no_card(digits in prop::collection::vec(0_u8..10, 15)) {
        let texts: Vec<String> = (0..10).map(|last| format!("4{}{last}", digits[..14].iter().map(ToString::to_string).collect::<String>())).collect();
        let cards = texts.iter().filter(|text| look(text).iter().any(|found| found.kind == Kind::Card)).count();
        prop_assert!(cards <= 1);
    }
}
