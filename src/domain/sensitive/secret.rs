//! Secrets by their own form, or by the name that stands before them.

use super::{
    Found, Kind, Secret, before, begins, between, count,
    shapes::{
        self, SECRET_KEY, SHAPES, changes, is_alnum, is_base64, is_mixed, is_placeholder, is_url_base64, variety,
    },
};

/// Different characters that a token's random part has at least.
const VARIETY: u32 = 8;

fn found(secret: Secret, start: usize, end: usize) -> Found {
    Found { kind: Kind::Secret(secret), start, end }
}

/// A secret that begins with the word at this place, or stands behind its name there.
pub fn at_word(bytes: &[u8], at: usize) -> Option<Found> {
    match bytes.get(at)? {
        b'A' if begins(bytes, at, b"AKIA") || begins(bytes, at, b"ASIA") => access_key(bytes, at),
        b'e' => jwt(bytes, at),
        b'b' | b'B' if begins(bytes, at, b"bearer ") => bearer(bytes, at + b"bearer ".len()),
        _ => None,
    }
    .or_else(|| token(bytes, at))
    .or_else(|| named(bytes, at))
}

/// An access key: its id of twenty characters, and its secret if that follows.
fn access_key(bytes: &[u8], at: usize) -> Option<Found> {
    let end = at + 20;
    let body = bytes.get(at + 4..end)?;
    let is_key = body.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && bytes.get(end).is_none_or(|byte| !is_alnum(*byte) && *byte != b'_')
        // A word in capitals that happens to be as long has no digit in it.
        && (body.iter().any(u8::is_ascii_digit) || begins(bytes, at, b"AKIA"))
        && variety(body) >= VARIETY;
    is_key.then(|| found(Secret::AccessKey, at, end))
}

/// A token that says by its beginning whose it is.
fn token(bytes: &[u8], at: usize) -> Option<Found> {
    let first = bytes.get(at)?;
    SHAPES.iter().filter(|shape| shape.prefix.first() == Some(first)).find_map(|shape| {
        let body = at + shape.prefix.len();
        (between(bytes, at, body) == shape.prefix).then_some(())?;
        let length = count(bytes, body, shape.body);
        (length >= shape.least && variety(between(bytes, body, body + length)) >= VARIETY)
            .then(|| found(shape.secret, at, body + length))
    })
}

/// Three parts of base 64 with dots between them, of which two begin as a JSON object does (RFC 7519, 3.1).
fn jwt(bytes: &[u8], at: usize) -> Option<Found> {
    let part = |from: usize, opens: &[u8]| {
        let length = count(bytes, from, is_url_base64);
        (length >= 10 && between(bytes, from, from + opens.len()) == opens).then_some(from + length)
    };
    let dot = |at: usize| (bytes.get(at) == Some(&b'.')).then_some(at + 1);
    let end = part(dot(part(dot(part(at, b"eyJ")?)?, b"eyJ")?)?, b"")?;
    Some(found(Secret::Jwt, at, end))
}

/// What stands behind `Bearer` in a header (RFC 6750, 2.1).
fn bearer(bytes: &[u8], at: usize) -> Option<Found> {
    let length = count(bytes, at, |byte| is_base64(byte) || matches!(byte, b'-' | b'.' | b'_' | b'~'));
    let value = between(bytes, at, at + length);
    let is_random = length >= 20 && variety(value) >= 12 && value.iter().any(u8::is_ascii_digit) && changes(value) >= 4;
    is_random.then(|| found(Secret::Token, at, at + length))
}

/// Words in names of values that are secrets.
const NAMES: [&[u8]; 7] =
    [b"secret", b"access_key", b"accesskey", b"api_key", b"apikey", b"access_token", b"auth_token"];

/// A random value behind a name such as `aws_secret_access_key`, with `=`, `:` or `=>` between them.
fn named(bytes: &[u8], at: usize) -> Option<Found> {
    let name = count(bytes, at, is_url_base64);
    let mut next = at + name;
    // `Secret access key: …`, as consoles print it.
    while let Some(more) = [&b" access"[..], b" key"].iter().find(|more| begins(bytes, next, more)) {
        next += more.len();
    }
    let gap = count(bytes, next, |byte| matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'`' | b'=' | b':' | b'>'));
    let says = between(bytes, next, next + gap).iter().any(|byte| matches!(byte, b'=' | b':'));
    if !says || gap > 8 || name > 64 {
        return None;
    }
    let word = between(bytes, at, at + name);
    if !NAMES.iter().any(|wanted| word.windows(wanted.len()).any(|piece| piece.eq_ignore_ascii_case(wanted))) {
        return None;
    }
    next += gap;
    let value_end = next + count(bytes, next, |byte| is_base64(byte) || matches!(byte, b'-' | b'_' | b'.' | b'~'));
    let value = between(bytes, next, value_end);
    let is_random = value.len() >= 20 && is_mixed(value) && variety(value) >= 12 && changes(value) >= 8;
    // `process.env.SECRET_1`, `secrets.API_KEY2` and calls are names again.
    let is_name = bytes.get(value_end) == Some(&b'(') || value.contains(&b'.') && !is_key(value);
    (is_random && !is_name && !is_placeholder(value)).then(|| found(Secret::SecretKey, next, value_end))
}

/// Whether this could be a cloud's secret access key: forty characters of base 64 that no word and no path looks like.
fn is_key(value: &[u8]) -> bool {
    value.len() == SECRET_KEY
        && value.iter().all(|byte| is_base64(*byte))
        && is_mixed(value)
        && value.iter().filter(|byte| !byte.is_ascii_alphabetic()).count() >= 2
        && variety(value) >= 20
        && changes(value) >= 14
}

/// A secret access key that stands alone, without a name before it.
pub fn lone_key(bytes: &[u8], start: usize, end: usize) -> Option<Found> {
    let joins = |byte: u8| is_alnum(byte) || matches!(byte, b'=' | b'_' | b'-' | b'.' | b'@' | b'%');
    let stands_alone = before(bytes, start).is_none_or(|byte| byte == b'=' || !joins(byte))
        && bytes.get(end).is_none_or(|byte| !joins(*byte));
    (stands_alone && is_key(between(bytes, start, end))).then(|| found(Secret::SecretKey, start, end))
}

/// A private key in PEM: its first line, and what follows to its last (RFC 7468).
pub fn at_dash(bytes: &[u8], at: usize) -> Option<Found> {
    const OPENS: &[u8] = b"-----BEGIN ";
    const CLOSES: &[u8] = b"-----END ";
    if between(bytes, at, at + OPENS.len()) != OPENS {
        return None;
    }
    let label = at + OPENS.len();
    let length = count(bytes, label, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' ');
    let name = between(bytes, label, label + length);
    let dashes = label + length;
    let is_private = name.ends_with(b"PRIVATE KEY") || name.ends_with(b"PRIVATE KEY BLOCK");
    if !is_private || between(bytes, dashes, dashes + 5) != b"-----" {
        return None;
    }
    let body = dashes + 5;
    let rest = bytes.get(body..).unwrap_or_default();
    let length = rest.windows(CLOSES.len()).position(|window| window == CLOSES).unwrap_or(rest.len());
    let inside = between(rest, 0, length);
    // The line alone, quoted in a sentence, opens nothing; cut off at the field's end it may still be a pasted key.
    let holds_key = between(inside, 0, inside.len().min(400))
        .split(|byte| !shapes::is_base64(*byte))
        .any(|word| word.len() >= 24 && variety(word) >= 10);
    let is_quoted = !holds_key && (length < rest.len() || !inside.trim_ascii().is_empty());
    (!is_quoted).then(|| found(Secret::PrivateKey, at, body + length))
}
