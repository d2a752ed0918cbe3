//! RFC 4648's base 32, without padding: what people copy by hand or hand to an authenticator application.

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Bytes as base 32.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(8).div_ceil(5));
    let (mut held, mut bits) = (0_u32, 0_u32);
    let mut push = |index: u32| text.push(ALPHABET.get((index & 31) as usize).copied().map_or('A', char::from));
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            push(held >> bits);
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        push(held << (5 - bits));
    }
    text
}

/// The same in groups of four, such as `MFRG-GZDF`.
pub fn grouped(bytes: &[u8], separator: char) -> String {
    let mut text = String::new();
    for (place, letter) in encode(bytes).chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push(separator);
        }
        text.push(letter);
    }
    text
}

/// The bytes of what [`encode`] or [`grouped`] wrote and somebody copied: in either case, with any blanks and dashes, and
/// with digits that base 32 does not have read as the letters they look like. Nothing for what is no base 32.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for letter in text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-') {
        let letter = match letter.to_ascii_uppercase() {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            letter => letter,
        };
        let index = ALPHABET.iter().position(|known| char::from(*known) == letter)?;
        held = (held << 5) | u32::try_from(index).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    // What is left over of the last letter is nothing, and less than a letter.
    (held == 0 && bits < 5).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_rfc_4648_without_their_padding() {
        let cases = [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ];
        for (plain, coded) in cases {
            assert_eq!(encode(plain.as_bytes()), coded);
            assert_eq!(decode(coded).as_deref(), Some(plain.as_bytes()));
        }
        assert_eq!(grouped(b"foobar", '-'), "MZXW-6YTB-OI");
        assert_eq!(decode("mzxw 6ytb-0 1").as_deref(), Some(b"foobar".as_slice()));
        for wrong in ["M", "MZX", "MZ9", "MZ!", "MÜ", "MZ"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
