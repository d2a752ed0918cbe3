//! Patterns: `*` and `?`, variables, and ARNs compared part by part.

use super::{Context, Known, Truth, Version};

/// One sign of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// This one.
    Char(char),
    /// `?`: any one.
    One,
    /// `*`: any number of any.
    Any,
}

/// A pattern with its variables put in, or why there is none.
enum Prepared {
    Tokens(Vec<Token>),
    /// A variable has no value: such a pattern matches nothing.
    Nothing,
    /// A variable's value is not known.
    Unknown(String),
}

fn plain(pattern: &str) -> Vec<Token> {
    pattern
        .chars()
        .map(|c| match c {
            '*' => Token::Any,
            '?' => Token::One,
            c => Token::Char(c),
        })
        .collect()
}

/// Puts variables in: `${key}`, `${key, 'default'}`, and `${*}`, `${?}`, `${$}` for the signs themselves. A value's own `*` is a
/// plain sign. The older language has no variables.
fn prepare(pattern: &str, version: Version, context: &Context) -> Prepared {
    if version == Version::V2008 {
        return Prepared::Tokens(plain(pattern));
    }
    let mut tokens = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("${") {
        tokens.extend(plain(before));
        let Some((inside, behind)) = after.split_once('}') else {
            // An unclosed variable is plain text.
            tokens.extend(plain("${"));
            rest = after;
            continue;
        };
        rest = behind;
        let (key, default) = match inside.split_once(',') {
            Some((key, default)) => (key.trim(), Some(default.trim().trim_matches('\''))),
            None => (inside.trim(), None),
        };
        match (key, context.get(key)) {
            ("*" | "?" | "$", _) => tokens.extend(key.chars().map(Token::Char)),
            (_, Known::Values([value])) => tokens.extend(value.chars().map(Token::Char)),
            // A set has no single value that could stand here.
            (_, Known::Values(_) | Known::Absent) => match default {
                Some(default) => tokens.extend(default.chars().map(Token::Char)),
                None => return Prepared::Nothing,
            },
            (_, Known::Unknown) => return Prepared::Unknown(key.to_owned()),
        }
    }
    tokens.extend(plain(rest));
    Prepared::Tokens(tokens)
}

fn judged(prepared: Prepared, matches: impl FnOnce(&[Token]) -> bool) -> Truth {
    match prepared {
        Prepared::Tokens(tokens) => matches(&tokens).into(),
        Prepared::Nothing => Truth::No,
        Prepared::Unknown(key) => Truth::Depends([key].into()),
    }
}

/// Whether the text matches, with at most one step back for each sign: no pattern takes longer than both lengths multiplied.
fn glob(pattern: &[Token], text: &[char]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(&sign) = text.get(t) {
        match pattern.get(p) {
            Some(Token::Any) => {
                star = Some((p, t));
                p += 1;
            }
            Some(Token::One) => {
                p += 1;
                t += 1;
            }
            Some(Token::Char(c)) if *c == sign => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((at, taken)) = star else { return false };
                star = Some((at, taken + 1));
                p = at + 1;
                t = taken + 1;
            }
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|token| *token == Token::Any)
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// `s3:Get*` against `s3:GetObject`, without case.
pub fn action_matches(pattern: &str, action: &str) -> bool {
    glob(&plain(&pattern.to_ascii_lowercase()), &chars(&action.to_ascii_lowercase()))
}

/// `StringLike`: the whole text, with case.
pub fn text_matches(pattern: &str, text: &str, version: Version, context: &Context) -> Truth {
    judged(prepare(pattern, version, context), |tokens| glob(tokens, &chars(text)))
}

/// `StringEquals`: with variables, but `*` and `?` are plain signs. `fold` compares without case.
pub fn text_equals(pattern: &str, text: &str, fold: bool, version: Version, context: &Context) -> Truth {
    judged(prepare(pattern, version, context), |tokens| {
        let expected: String = tokens
            .iter()
            .map(|token| match token {
                Token::Char(c) => *c,
                Token::One => '?',
                Token::Any => '*',
            })
            .collect();
        if fold { expected.to_lowercase() == text.to_lowercase() } else { expected == text }
    })
}

/// A resource element: `*`, or an ARN whose parts may hold wildcards that do not reach over a colon but in the last part. Parts that are missing at the end match everything.
pub fn resource_matches(pattern: &str, resource: &str, version: Version, context: &Context) -> Truth {
    if pattern == "*" {
        return Truth::Yes;
    }
    if !pattern.starts_with("arn:") {
        // Names of foreign forms, and those that begin with a wildcard, are compared as a whole.
        return text_matches(pattern, resource, version, context);
    }
    judged(prepare(pattern, version, context), |tokens| arn(tokens, resource, true))
}

/// `ArnLike` and `ArnEquals`: each of the six parts for itself.
pub fn arn_matches(pattern: &str, value: &str, version: Version, context: &Context) -> Truth {
    judged(prepare(pattern, version, context), |tokens| arn(tokens, value, false))
}

/// Compares ARNs part by part. `open_end` lets missing parts of the pattern match anything.
fn arn(pattern: &[Token], value: &str, open_end: bool) -> bool {
    const PARTS: usize = 6;
    let patterns: Vec<&[Token]> = pattern.splitn(PARTS, |token| *token == Token::Char(':')).collect();
    let values: Vec<&str> = value.splitn(PARTS, ':').collect();
    if patterns.len() > values.len() || (patterns.len() < values.len() && !open_end) {
        return false;
    }
    patterns.iter().zip(&values).all(|(pattern, value)| glob(pattern, &chars(value)))
}
