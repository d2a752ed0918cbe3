//! The fixed forms of secrets, and what tells a random value from a placeholder.

use super::Secret;

/// The form of one service's tokens: what they begin with, and what follows.
pub struct Shape {
    /// Exactly so.
    pub prefix: &'static [u8],
    /// Which bytes follow.
    pub body: fn(u8) -> bool,
    /// At least so many of them.
    pub least: usize,
    /// What it is.
    pub secret: Secret,
}

const fn shape(prefix: &'static str, body: fn(u8) -> bool, least: usize, secret: Secret) -> Shape {
    Shape { prefix: prefix.as_bytes(), body, least, secret }
}

/// Letters and digits.
pub fn is_alnum(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// Letters, digits, `-` and `_`: base 64 as addresses carry it.
pub fn is_url_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Letters, digits, `+` and `/`: base 64 (RFC 4648).
pub fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

fn is_dotted(byte: u8) -> bool {
    is_url_base64(byte) || byte == b'.'
}

fn is_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// Characters of a secret access key.
pub const SECRET_KEY: usize = 40;

/// Tokens that say by their beginning what they are, as their services document them.
pub const SHAPES: &[Shape] = &[
    shape("ghp_", is_alnum, 20, Secret::GitHub),
    shape("gho_", is_alnum, 20, Secret::GitHub),
    shape("ghu_", is_alnum, 20, Secret::GitHub),
    shape("ghs_", is_alnum, 20, Secret::GitHub),
    shape("ghr_", is_alnum, 20, Secret::GitHub),
    shape("github_pat_", |byte| is_alnum(byte) || byte == b'_', 22, Secret::GitHub),
    shape("glpat-", is_dotted, 20, Secret::GitLab),
    shape("glptt-", is_url_base64, 20, Secret::GitLab),
    shape("gldt-", is_url_base64, 20, Secret::GitLab),
    shape("glrt-", is_url_base64, 20, Secret::GitLab),
    shape("glcbt-", is_url_base64, 20, Secret::GitLab),
    shape("glsoat-", is_url_base64, 20, Secret::GitLab),
    shape("xoxb-", is_url_base64, 16, Secret::Slack),
    shape("xoxp-", is_url_base64, 16, Secret::Slack),
    shape("xoxa-", is_url_base64, 16, Secret::Slack),
    shape("xoxr-", is_url_base64, 16, Secret::Slack),
    shape("xoxs-", is_url_base64, 16, Secret::Slack),
    shape("xoxe-", is_url_base64, 16, Secret::Slack),
    shape("xoxe.xox", is_dotted, 20, Secret::Slack),
    shape("xapp-1-", is_url_base64, 20, Secret::Slack),
    shape("npm_", is_alnum, 36, Secret::Npm),
    shape("sk_live_", is_alnum, 16, Secret::Token),
    shape("rk_live_", is_alnum, 16, Secret::Token),
    shape("sk_test_", is_alnum, 16, Secret::Token),
    shape("rk_test_", is_alnum, 16, Secret::Token),
    shape("whsec_", is_base64, 24, Secret::Token),
    shape("sk-ant-", is_url_base64, 24, Secret::Token),
    shape("sk-proj-", is_url_base64, 24, Secret::Token),
    shape("sk-svcacct-", is_url_base64, 24, Secret::Token),
    shape("sk-", is_alnum, 40, Secret::Token),
    shape("AIza", is_url_base64, 35, Secret::Token),
    shape("GOCSPX-", is_url_base64, 24, Secret::Token),
    shape("ya29.", is_url_base64, 30, Secret::Token),
    shape("hf_", is_alnum, 30, Secret::Token),
    shape("SG.", is_dotted, 60, Secret::Token),
    shape("pypi-AgE", is_url_base64, 40, Secret::Token),
    shape("dop_v1_", is_hex, 64, Secret::Token),
    shape("dckr_pat_", is_url_base64, 24, Secret::Token),
    shape("lin_api_", is_alnum, 32, Secret::Token),
    shape("hvs.", is_url_base64, 24, Secret::Token),
    shape("ATATT3xFfGF0", is_url_base64, 40, Secret::Token),
    shape("shpat_", is_hex, 32, Secret::Token),
];

/// Whether a value is no more than a stand-in: a variable, stars, dots, `xxxx`, or hardly any different characters.
pub fn is_placeholder(value: &[u8]) -> bool {
    // `$NAME`, `${name}`, `{name}`, `<name>`, `%NAME%`, `***`, `[redacted]`, `…`, and a cut with dots.
    value.is_empty()
        || value.iter().any(|byte| matches!(byte, b'$' | b'{' | b'}' | b'<' | b'>' | b'*' | b'[' | b']' | 0xe2))
        || value.starts_with(b"%")
        || value.windows(3).any(|dots| dots == b"...")
        || value.iter().all(|byte| matches!(byte, b'x' | b'X' | b'.' | b'-' | b'_' | b'#'))
        || ["redacted", "removed", "hidden"].iter().any(|word| value.eq_ignore_ascii_case(word.as_bytes()))
}

/// How many different bytes there are: random values have many, placeholders and words few.
pub fn variety(value: &[u8]) -> u32 {
    let mut seen = [false; 256];
    for byte in value {
        if let Some(seen) = seen.get_mut(usize::from(*byte)) {
            *seen = true;
        }
    }
    seen.iter().map(|seen| u32::from(*seen)).sum()
}

/// Whether capitals, small letters and digits all occur.
pub fn is_mixed(value: &[u8]) -> bool {
    value.iter().any(u8::is_ascii_uppercase)
        && value.iter().any(u8::is_ascii_lowercase)
        && value.iter().any(u8::is_ascii_digit)
}

/// How often one kind of character follows another kind: words and paths change seldom, random values all the time.
pub fn changes(value: &[u8]) -> usize {
    let kind = |byte: &u8| match byte {
        b'a'..=b'z' => 0,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    value.windows(2).filter(|pair| matches!(pair, [a, b] if kind(a) != kind(b))).count()
}
