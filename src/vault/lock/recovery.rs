//! The code of a recovery sheet (VLT-16): random, shown once to be printed, typed back by hand.
//!
//! Six groups of six signs of Crockford's base 32 (<https://www.crockford.com/base32.html>): in each, five carry five
//! random bits and the last one checks them and the place of the group. The check is a polynomial over the field of 32
//! elements, so that it finds every single wrong sign, two signs of a group that changed places, and groups that did.

use crate::vault::{WrappingKey, derive_wrapping_key_from_secret, wire::Reader};
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Groups of a code.
pub const GROUPS: usize = 6;
/// Signs of a group.
pub const GROUP: usize = 6;
/// Random signs of a group; the last one checks them.
const RANDOM: usize = GROUP - 1;
/// Random signs of a code: 150 bits.
const SIGNS: usize = GROUPS * RANDOM;
pub(super) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The form of what the lock says in the open.
const FORM: u8 = 1;
const PURPOSE: &str = "recovery";

/// What a recovery sheet's lock says in the open: a salt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetPublic {
    /// Keeps the keys of one code in two locks apart.
    pub salt: [u8; 16],
}

impl SheetPublic {
    /// The bytes in the envelope.
    pub fn to_bytes(self) -> Vec<u8> {
        [&[FORM][..], &self.salt].concat()
    }

    /// Reads them; nothing for a form that this console does not know.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let (form, salt) = (reader.byte()?, reader.array()?);
        reader.end()?;
        (form == FORM).then_some(Self { salt })
    }
}

/// The code of a recovery sheet. Leaves memory when dropped, never prints.
pub struct RecoveryCode(Zeroizing<[u8; SIGNS]>);

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(<redacted>)")
    }
}

impl RecoveryCode {
    /// A new one.
    pub fn make(random: &mut dyn FnMut(&mut [u8])) -> Self {
        let mut signs = Zeroizing::new([0; SIGNS]);
        random(signs.as_mut_slice());
        signs.iter_mut().for_each(|sign| *sign &= 31);
        Self(signs)
    }

    /// What stands on the sheet, group by group.
    pub fn groups(&self) -> Vec<Zeroizing<String>> {
        let groups = self.0.chunks_exact(RANDOM).zip(0..);
        groups
            .map(|(signs, number)| {
                let all = signs.iter().copied().chain([check(signs, number)]);
                Zeroizing::new(
                    all.filter_map(|sign| ALPHABET.get(usize::from(sign)).copied().map(char::from)).collect(),
                )
            })
            .collect()
    }

    /// Whether the last group was typed back: shows that the sheet is at hand. Takes the same time for every wrong one.
    pub fn ends_with(&self, typed: &str) -> bool {
        let Some(last) = self.groups().pop() else { return false };
        let mut signs = Zeroizing::new(Vec::with_capacity(GROUP));
        for typed in typed.chars().filter(|typed| !is_between(*typed)) {
            match value(typed).and_then(|sign| ALPHABET.get(usize::from(sign))) {
                Some(sign) if signs.len() < GROUP => signs.push(*sign),
                _ => return false,
            }
        }
        signs.as_slice().ct_eq(last.as_bytes()).into()
    }

    /// Reads a typed code. Small letters, O for 0, I and L for 1, and any spaces and dashes are taken as they are meant.
    pub fn read(typed: &str) -> Result<Self, CodeFault> {
        let mut signs = Zeroizing::new(Vec::with_capacity(GROUPS * GROUP + 1));
        let mut lengths = vec![0_usize];
        let mut total = 0_usize;
        for typed in typed.chars() {
            if is_between(typed) {
                if lengths.last().is_some_and(|length| *length > 0) {
                    lengths.push(0);
                }
                continue;
            }
            if let Some(length) = lengths.last_mut() {
                *length += 1;
            }
            total += 1;
            // What is longer than any code is counted and not kept.
            if signs.len() < GROUPS * GROUP {
                signs.push(value(typed).ok_or(CodeFault::Sign { group: (total - 1) / GROUP + 1 })?);
            }
        }
        if total != GROUPS * GROUP {
            lengths.retain(|length| *length > 0);
            let odd = lengths.iter().position(|length| *length != GROUP).filter(|_| lengths.len() == GROUPS);
            return Err(CodeFault::Length { typed: total, group: odd.map(|group| group + 1) });
        }
        let mut code = Zeroizing::new([0; SIGNS]);
        for ((typed, kept), number) in signs.chunks_exact(GROUP).zip(code.chunks_exact_mut(RANDOM)).zip(0..) {
            let Some((last, first)) = typed.split_last() else { continue };
            if !bool::from(check(first, number).ct_eq(last)) {
                return Err(CodeFault::Group { group: usize::from(number) + 1 });
            }
            kept.copy_from_slice(first);
        }
        Ok(Self(code))
    }

    /// The key that wraps the vault key under this code. There is nothing to guess, so it is quick.
    pub fn wrapping_key(&self, public: SheetPublic) -> WrappingKey {
        let mut secret = Zeroizing::new([0; 32]);
        for (to, sign) in secret.iter_mut().zip(self.0.iter()) {
            *to = *sign;
        }
        derive_wrapping_key_from_secret(&secret, &public.salt, PURPOSE)
    }
}

/// Why what was typed is no code. Groups are counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// Too few signs or too many.
    Length {
        /// So many.
        typed: usize,
        /// The first group of the wrong length, where spaces or dashes tell it.
        group: Option<usize>,
    },
    /// A sign that no code has.
    Sign {
        /// Where.
        group: usize,
    },
    /// One that does not fit the others of its group, or a group in the place of another.
    Group {
        /// Which.
        group: usize,
    },
}

impl fmt::Display for CodeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { typed: 0, .. } => {
                f.write_str("Type the code of the sheet: six groups of six letters and digits.")
            }
            Self::Length { group: Some(group), .. } => {
                write!(f, "Group {group} does not have six signs. Compare it with the sheet.")
            }
            Self::Length { typed, group: None } => write!(
                f,
                "A code has {} signs in six groups of six; these are {typed}. Compare them with the sheet.",
                GROUPS * GROUP
            ),
            Self::Sign { group } => write!(
                f,
                "Group {group} holds a sign that no code has. Codes are made of digits and of letters without U. Compare it with the sheet."
            ),
            Self::Group { group } => {
                write!(f, "Group {group} is not as it was printed: a sign in it is wrong. Compare it with the sheet.")
            }
        }
    }
}

/// What a person may put between signs.
fn is_between(typed: char) -> bool {
    typed.is_whitespace() || matches!(typed, '-' | '_' | '.' | '·' | '−' | '\u{2010}'..='\u{2015}')
}

/// What a typed sign stands for.
fn value(typed: char) -> Option<u8> {
    let meant = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().zip(0..).find_map(|(sign, value)| (char::from(*sign) == meant).then_some(value))
}

/// The sign that makes the polynomial of a group come out as the group's number.
fn check(signs: &[u8], number: u8) -> u8 {
    times_x(signs.iter().fold(0, |sum, sign| times_x(sum) ^ sign)) ^ number
}

/// Multiplies by x in the field of 32 elements, modulo x⁵ + x² + 1. Without a branch on the secret.
fn times_x(element: u8) -> u8 {
    let carry = (element >> 4) & 1;
    ((element << 1) & 31) ^ (carry * 0b101)
}
