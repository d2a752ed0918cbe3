//! Credentials in URLs: user information before the host, and what stands in the query (DPR-2).

use super::{
    Found, Kind, Secret, begins, between, count,
    shapes::{changes, is_alnum, is_placeholder, variety},
};

/// A URL around `://`.
pub struct Url {
    /// A credential in it.
    pub found: Option<Found>,
    /// Where its path ends and a query may begin.
    pub path_end: usize,
}

/// Looks at the URL whose `:` stands here.
pub fn around(bytes: &[u8], colon: usize) -> Option<Url> {
    if between(bytes, colon, colon + 3) != b"://" {
        return None;
    }
    let scheme = between(bytes, 0, colon)
        .iter()
        .rev()
        .take(32)
        .take_while(|byte| is_alnum(**byte) || matches!(byte, b'+' | b'-' | b'.'))
        .count();
    let start = colon - scheme;
    let authority = colon + 3;
    let host_end = authority + count(bytes, authority, |byte| is_url(byte) && !matches!(byte, b'/' | b'?' | b'#'));
    let path_end = host_end + count(bytes, host_end, |byte| is_url(byte) && !matches!(byte, b'?' | b'#'));
    let end = path_end + count(bytes, path_end, is_url);
    let found = user(bytes, start, colon, authority, host_end)
        .or_else(|| webhook(bytes, start, authority, path_end))
        .or_else(|| query(bytes, start, path_end, end));
    Some(Url { found, path_end })
}

/// What URLs are written with, and the brackets of placeholders; not what closes a URL in a sentence.
fn is_url(byte: u8) -> bool {
    !byte.is_ascii_whitespace()
        && !byte.is_ascii_control()
        && !matches!(byte, b'"' | b'\'' | b'`' | b')' | b'|' | b'\\')
}

/// `user:password@`, or a name or token alone where a scheme has no other use for it.
fn user(bytes: &[u8], start: usize, colon: usize, authority: usize, host_end: usize) -> Option<Found> {
    let at = authority + between(bytes, authority, host_end).iter().rposition(|byte| *byte == b'@')?;
    let info = between(bytes, authority, at);
    let host = between(bytes, at + 1, host_end);
    if info.is_empty() || !host.first().is_some_and(|byte| is_alnum(*byte) || matches!(byte, b'[' | b'{' | b'$' | b'<'))
    {
        return None;
    }
    let secret = if let Some(place) = info.iter().position(|byte| *byte == b':') {
        !is_placeholder(between(info, place + 1, info.len()))
    } else {
        // `ssh://git@host` names an account; the key that opens it is elsewhere.
        let scheme = between(bytes, start, colon);
        let web = [&b"http"[..], b"https", b"ftp", b"ws", b"wss"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
        web && !is_placeholder(info)
    };
    secret.then_some(Found { kind: Kind::Secret(Secret::UrlUser), start, end: host_end })
}

/// Whoever has the address of an incoming webhook can write with it.
fn webhook(bytes: &[u8], start: usize, authority: usize, path_end: usize) -> Option<Found> {
    const HOOK: &[u8] = b"hooks.slack.com/services/";
    let path = authority + HOOK.len();
    let random = between(bytes, path, path_end);
    (begins(bytes, authority, HOOK) && random.len() >= 30 && variety(random) >= 12 && !is_placeholder(random))
        .then_some(Found { kind: Kind::Secret(Secret::Slack), start, end: path_end })
}

/// Parameters that carry nothing else.
const CREDENTIALS: [&str; 18] = [
    "access_token",
    "refresh_token",
    "id_token",
    "auth_token",
    "private_token",
    "client_secret",
    "password",
    "passwd",
    "pwd",
    "signature",
    "sig",
    "x-amz-signature",
    "x-amz-security-token",
    "x-goog-signature",
    "sas_token",
    "apikey",
    "api_key",
    "jwt",
];

/// Parameters that carry a credential when their value is a random one.
const PERHAPS: [&str; 8] = ["token", "secret", "key", "auth", "session", "code", "x-amz-credential", "access_key"];

/// A credential among the parameters of the query or of the fragment.
fn query(bytes: &[u8], start: usize, path_end: usize, end: usize) -> Option<Found> {
    let mut at = path_end;
    while at < end {
        // Behind `?`, `#`, `&`, `;`, or `&amp;` in copied markup.
        at += 1;
        if begins(bytes, at, b"amp;") {
            at += 4;
        }
        let length = count(between(bytes, 0, end), at, |byte| !matches!(byte, b'&' | b';' | b'#' | b'?'));
        let parameter = between(bytes, at, at + length);
        if let Some(equals) = parameter.iter().position(|byte| *byte == b'=') {
            let (name, value) = (between(parameter, 0, equals), between(parameter, equals + 1, parameter.len()));
            let is_one_of = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
            let is_random = value.len() >= 16
                && variety(value) >= 8
                && changes(value) >= 4
                && value.iter().any(u8::is_ascii_digit)
                && value.iter().any(u8::is_ascii_alphabetic)
                && !value.windows(3).any(|blank| blank == b"%20");
            let is_some = value.len() >= 3 && !is_placeholder(value);
            if is_some && (is_one_of(&CREDENTIALS) || is_one_of(&PERHAPS) && is_random) {
                return Some(Found { kind: Kind::Secret(Secret::UrlQuery), start, end: at + length });
            }
        }
        at += length;
    }
    None
}
