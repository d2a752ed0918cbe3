//! Phone numbers, taken narrowly: with a country's code, in the groups of North America, or behind a word that says so.

use super::{Found, Kind, before, begins, between, count, is_inside_word};

/// The phone number that begins here.
pub fn at(bytes: &[u8], at: usize) -> Option<Found> {
    let end = match bytes.get(at)? {
        b'+' => international(bytes, at),
        b'(' => american(bytes, at),
        _ if is_inside_word(bytes, at) => None,
        _ => american(bytes, at).or_else(|| named(bytes, at)),
    }?;
    Some(Found { kind: Kind::Phone, start: at, end })
}

/// Country codes of ITU-T E.164, by their first digits: which are in use.
fn has_country(digits: &[u8]) -> bool {
    let first =
        |count: usize| digits.iter().take(count).fold(0_u32, |number, digit| number * 10 + u32::from(*digit - b'0'));
    matches!(first(1), 1 | 7)
        || matches!(first(2), 20 | 27 | 30..=34 | 36 | 39..=41 | 43..=49 | 51..=58 | 60..=66 | 81 | 82 | 84 | 86 | 90..=95 | 98)
        || matches!(
            first(3),
            211..=213 | 216 | 218 | 220..=269 | 290 | 291 | 297..=299 | 350..=359 | 370..=389 | 420..=423 | 500..=509
                | 590..=599 | 670..=692 | 800 | 808 | 850 | 852 | 853 | 855 | 856 | 880 | 886 | 960..=968 | 970..=977
                | 992..=996 | 998
        )
}

/// Digits in groups, from a place on: all digits, the length of each group, and the end.
struct Groups {
    digits: Vec<u8>,
    lengths: Vec<usize>,
    end: usize,
}

/// Groups of digits with a blank, dash, dot or slash between them; one group may stand in parentheses.
fn groups(bytes: &[u8], from: usize) -> Groups {
    let mut groups = Groups { digits: Vec::new(), lengths: Vec::new(), end: from };
    let mut at = from;
    loop {
        let open = usize::from(bytes.get(at) == Some(&b'('));
        let length = count(bytes, at + open, |byte| byte.is_ascii_digit());
        let close = usize::from(open == 1 && bytes.get(at + open + length) == Some(&b')'));
        if length == 0 || open != close || groups.digits.len() > 15 {
            return groups;
        }
        groups.digits.extend_from_slice(between(bytes, at + open, at + open + length));
        groups.lengths.push(length);
        groups.end = at + open + length + close;
        at = groups.end;
        if matches!(bytes.get(at), Some(b' ' | b'-' | b'.' | b'/')) {
            at += 1;
        } else if bytes.get(at) != Some(&b'(') && close == 0 {
            return groups;
        }
    }
}

/// `+49 30 1234567`: nine to fifteen digits behind a country's code.
fn international(bytes: &[u8], at: usize) -> Option<usize> {
    let previous = before(bytes, at);
    if previous.is_some_and(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'=' | b')' | b']' | b'.' | b'_' | b'/')
    }) {
        return None;
    }
    let Groups { digits, lengths, end } = groups(bytes, at + 1);
    let (first, rest) = lengths.split_first()?;
    let fits = (9..=15).contains(&digits.len())
        && has_country(&digits)
        && rest.len() <= 6
        && rest.iter().all(|length| *length <= 9)
        // The `(0)` of some countries is the only group of one digit.
        && rest.iter().filter(|length| **length == 1).count() <= 1
        // In one piece it may be a line that a change adds, or a sum.
        && (*first <= 4 || rest.is_empty() && digits.len() >= 10 && previous != Some(b'\n'));
    (fits && may_end(bytes, end)).then_some(end)
}

/// `(415) 555-0132`, `415-555-0132`, each with or without `1` before: area and exchange begin with 2 to 9.
fn american(bytes: &[u8], at: usize) -> Option<usize> {
    if before(bytes, at).is_some_and(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/' | b'_' | b'+' | b'#' | b'=' | b')' | b']')
    }) {
        return None;
    }
    let mut area = at;
    if between(bytes, at, at + 2) == b"1-" || between(bytes, at, at + 3) == b"1 (" {
        area += 2;
    }
    let open = usize::from(bytes.get(area) == Some(&b'('));
    let mut exchange = area + open + 3;
    if open == 1 {
        (bytes.get(exchange) == Some(&b')')).then_some(())?;
        exchange += 1;
        exchange += usize::from(matches!(bytes.get(exchange), Some(b' ' | b'-')));
    } else {
        (bytes.get(exchange) == Some(&b'-')).then_some(())?;
        exchange += 1;
    }
    let line = exchange + 4;
    let is_code = |place: usize| matches!(between(bytes, place, place + 3), [b'2'..=b'9', b'0'..=b'9', b'0'..=b'9']);
    let fits = is_code(area + open)
        && is_code(exchange)
        && bytes.get(exchange + 3) == Some(&b'-')
        && count(bytes, line, |byte| byte.is_ascii_digit()) == 4;
    (fits && may_end(bytes, line + 4)).then_some(line + 4)
}

/// Words behind which a number is a phone's.
const NAMES: [&[u8]; 8] = [b"tel", b"telephone", b"telefon", b"phone", b"mobile", b"cell", b"fax", b"whatsapp"];

/// `Phone: 030 1234567`: seven to fifteen digits in groups behind a word that says so.
fn named(bytes: &[u8], at: usize) -> Option<usize> {
    let gap = between(bytes, 0, at).iter().rev().take(4).take_while(|byte| matches!(byte, b' ' | b':' | b'.')).count();
    let name_end = at.checked_sub(gap).filter(|_| gap > 0)?;
    let length =
        between(bytes, 0, name_end).iter().rev().take(10).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let name = name_end - length;
    let is_name = NAMES.iter().any(|known| known.len() == length && begins(bytes, name, known));
    if !is_name || is_inside_word(bytes, name) {
        return None;
    }
    let Groups { digits, lengths, end } = groups(bytes, at);
    let fits = (7..=15).contains(&digits.len()) && lengths.iter().all(|length| *length >= 2 || lengths.len() > 1);
    (fits && may_end(bytes, end)).then_some(end)
}

fn may_end(bytes: &[u8], end: usize) -> bool {
    let goes_on = bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
    match bytes.get(end) {
        Some(byte) if byte.is_ascii_alphanumeric() => false,
        Some(b'_' | b'%' | b'@') => false,
        Some(b'.' | b'-' | b'/' | b':' | b'=') => !goes_on,
        _ => true,
    }
}
