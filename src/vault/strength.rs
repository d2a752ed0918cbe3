//! How hard a passphrase would be to guess, estimated without a dictionary the size of the console.
//!
//! It looks for what people do: few kinds of characters, repeats, runs along the alphabet or the keyboard, and the words
//! that every guesser tries first. It errs on the low side. It knows no language: three uncommon words read as letters,
//! so long phrases are what it rewards.

/// How strong a passphrase seems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strength {
    /// Estimated guesses as a power of two.
    pub bits: u32,
    common: bool,
}

/// What guessers try first, in lower case; also found inside longer passphrases.
const COMMON: [&str; 40] = [
    "password",
    "passphrase",
    "passwort",
    "motdepasse",
    "contrasena",
    "qwerty",
    "qwertz",
    "azerty",
    "letmein",
    "welcome",
    "iloveyou",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "master",
    "superman",
    "batman",
    "shadow",
    "sunshine",
    "princess",
    "trustno1",
    "admin",
    "login",
    "access",
    "secret",
    "hello",
    "freedom",
    "whatever",
    "starwars",
    "computer",
    "internet",
    "summer",
    "winter",
    "spring",
    "autumn",
    "changeme",
    "default",
    "spaceward",
    "codecatalyst",
];

/// Rows of a keyboard, and the runs that are typed along them.
const ROWS: [&str; 5] = ["abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890"];

/// Estimates the strength of what was typed so far.
pub fn estimate(text: &str) -> Strength {
    let lower = text.to_lowercase();
    let (stripped, common) = strip_common(&lower);
    let letters: Vec<char> = stripped.chars().collect();
    let fresh = letters
        .iter()
        .enumerate()
        .filter(|(at, letter)| {
            let before = |back: usize| at.checked_sub(back).and_then(|place| letters.get(place));
            // A character that repeats or goes on along a row adds next to nothing.
            before(1).is_none_or(|last| last != *letter && !neighbours(*last, **letter))
                && before(2).is_none_or(|last| last != *letter)
        })
        .count();
    let stale = letters.len().saturating_sub(fresh);
    let kinds = alphabet(text);
    let bits = fresh * usize::try_from(kinds.max(2).ilog2()).unwrap_or(1) + stale + 10 * common;
    Strength { bits: u32::try_from(bits).unwrap_or(u32::MAX), common: common > 0 }
}

impl Strength {
    /// 0 nothing, 1 weak, 2 fair, 3 good, 4 strong.
    pub fn level(self) -> u8 {
        match self.bits {
            0 => 0,
            1..36 => 1,
            36..56 => 2,
            56..80 => 3,
            _ => 4,
        }
    }

    /// What a person should know about it.
    pub fn sentence(self) -> &'static str {
        match (self.level(), self.common) {
            (0, _) => "Type a passphrase.",
            (1 | 2, true) => "Easily guessed: it is built on a word that guessers try first.",
            (1, false) => "Easily guessed. Four or more uncommon words are strong and easy to keep.",
            (2, false) => "Fair. Another word or two makes it hard to guess.",
            (3, _) => "Good.",
            (_, _) => "Strong.",
        }
    }
}

/// The text without the common words in it, and how many there were.
fn strip_common(lower: &str) -> (String, usize) {
    let mut rest = lower.to_owned();
    let mut found = 0;
    for word in COMMON {
        while let Some((before, after)) = rest.split_once(word) {
            rest = format!("{before}{after}");
            found += 1;
        }
    }
    (rest, found)
}

/// How many characters a guesser has to try at each place.
fn alphabet(text: &str) -> u32 {
    let has = |test: fn(&char) -> bool| text.chars().any(|letter| test(&letter));
    let mut size = 0;
    for (there, many) in [
        (has(char::is_ascii_lowercase), 26),
        (has(char::is_ascii_uppercase), 26),
        (has(char::is_ascii_digit), 10),
        (has(|letter| letter.is_ascii_punctuation() || *letter == ' '), 33),
        (has(|letter| !letter.is_ascii()), 100),
    ] {
        if there {
            size += many;
        }
    }
    size
}

/// Whether two characters follow each other on a row, either way.
fn neighbours(one: char, other: char) -> bool {
    ROWS.iter().any(|row| {
        row.chars()
            .zip(row.chars().skip(1))
            .any(|(left, right)| (left, right) == (one, other) || (right, left) == (one, other))
    })
}

#[cfg(test)]
mod tests {
    use super::estimate;

    #[test]
    fn what_people_do_is_weak_and_words_are_strong() {
        for weak in ["password", "Password1", "aaaaaaaaaaaaaaaa", "qwertyuiop", "12345678", "abcdefgh", "summer2026"] {
            assert!(estimate(weak).level() <= 1, "{weak}: {:?}", estimate(weak));
        }
        for strong in ["ferry lantern gravel october", "Xk7#pQ2!vL9@wR4$"] {
            assert_eq!(estimate(strong).level(), 4, "{strong}: {:?}", estimate(strong));
        }
        assert_eq!(estimate("").level(), 0);
    }

    #[test]
    fn more_is_never_weaker() {
        let mut typed = String::new();
        let mut last = 0;
        for letter in "gravel lantern ferry october 7".chars() {
            typed.push(letter);
            let bits = estimate(&typed).bits;
            assert!(bits + 6 >= last, "{typed}");
            last = bits;
        }
    }
}
