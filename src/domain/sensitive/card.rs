//! Numbers of payment cards: length and issuer as ISO/IEC 7812 has them, and the check digit of Luhn.

use super::{Found, Kind, before, is_inside_word};

/// Most digits a card's number has.
const LONGEST: usize = 19;
/// Groups in which cards print their numbers.
const LAYOUTS: [&[usize]; 7] = [&[4, 4, 4, 4, 3], &[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4], &[16], &[15], &[14]];

/// The card's number that begins here.
pub fn at(bytes: &[u8], at: usize) -> Option<Found> {
    if !bytes.get(at)?.is_ascii_digit() || is_inside_word(bytes, at) || !may_begin(bytes, at) {
        return None;
    }
    let (groups, ends, digits) = groups(bytes, at);
    LAYOUTS.into_iter().find_map(|layout| {
        let end = *ends.get(layout.len() - 1)?;
        let number = digits.get(..layout.iter().sum())?;
        (groups.starts_with(layout) && may_end(bytes, end) && is_issued(number) && checks(number)).then_some(Found {
            kind: Kind::Card,
            start: at,
            end,
        })
    })
}

/// Lengths of the groups from here on, where each ends, and all their digits; groups are parted by one blank or dash,
/// always the same.
fn groups(bytes: &[u8], at: usize) -> (Vec<usize>, Vec<usize>, Vec<u8>) {
    let (mut groups, mut ends, mut digits) = (Vec::new(), Vec::new(), Vec::new());
    let mut place = at;
    let mut parted = None;
    loop {
        let from = place;
        while let Some(digit) = bytes.get(place).filter(|byte| byte.is_ascii_digit()) {
            // One digit more than a card has tells as much as all of them.
            if digits.len() > LONGEST {
                return (Vec::new(), ends, digits);
            }
            digits.push(digit - b'0');
            place += 1;
        }
        groups.push(place - from);
        ends.push(place);
        let separator = bytes.get(place).copied().filter(|byte| matches!(byte, b' ' | b'-'));
        let goes_on = separator.is_some()
            && (parted.is_none() || parted == separator)
            && bytes.get(place + 1).is_some_and(u8::is_ascii_digit)
            && groups.len() < 5;
        if !goes_on {
            return (groups, ends, digits);
        }
        parted = separator;
        place += 1;
    }
}

/// Not the fraction of a number, nor a part of a path, an id or a date.
fn may_begin(bytes: &[u8], at: usize) -> bool {
    match before(bytes, at) {
        Some(b':' | b',') => !before(bytes, at - 1).is_some_and(|byte| byte.is_ascii_digit()),
        Some(byte) => !matches!(byte, b'.' | b'-' | b'/' | b'#' | b'+' | b'%' | b'@' | b'&' | b'~' | b'\\' | b'$'),
        None => true,
    }
}

fn may_end(bytes: &[u8], end: usize) -> bool {
    let digit_after = bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
    match bytes.get(end) {
        Some(byte) if byte.is_ascii_alphanumeric() => false,
        Some(b'_' | b'%' | b'@') => false,
        Some(b'.' | b',' | b'-' | b'/' | b':') => !digit_after,
        _ => true,
    }
}

/// Whether an issuer gives out numbers of this beginning and length.
fn is_issued(digits: &[u8]) -> bool {
    let first = |count: usize| digits.iter().take(count).fold(0_u32, |number, digit| number * 10 + u32::from(*digit));
    match digits.len() {
        16 => {
            first(1) == 4
                || (51..=55).contains(&first(2))
                || (2_221..=2_720).contains(&first(4))
                || first(4) == 6_011
                || (644..=649).contains(&first(3))
                || first(2) == 65
                || first(2) == 62
                || (3_528..=3_589).contains(&first(4))
        }
        15 => matches!(first(2), 34 | 37),
        14 => (300..=305).contains(&first(3)) || matches!(first(2), 36 | 38 | 39),
        19 => first(1) == 4 || matches!(first(2), 62 | 65),
        _ => false,
    }
}

/// The check digit of Luhn (ISO/IEC 7812-1, annex B).
fn checks(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(*digit) << (place % 2);
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| Some(digit) != digits.first())
}
