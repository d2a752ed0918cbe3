//! Limits and patterns of names and texts (reference 1.1, 6.1, 6.2), in one place.
//!
//! Every function takes what a person typed and gives back the form that is kept, or a refusal at the form's field that
//! says what is wrong with it. White space around a single line is taken off first: it comes from copying.

mod email;
pub mod field;
mod tag;

pub use email::{email, same_email};
pub use tag::{TAG_KEY_MAX, TAG_VALUE_MAX, tag_key, tag_value};

use super::{
    Refusal,
    account::AccountId,
    sensitive::{refuse_secret, secret_in},
};

/// Fewest characters of a space's or project's name.
pub const NAME_MIN: usize = 3;
/// Most characters of a space's or project's name.
pub const NAME_MAX: usize = 63;
/// Most characters of a description.
pub const DESCRIPTION_MAX: usize = 200;
/// Fewest characters of an alias.
pub const ALIAS_MIN: usize = 3;
/// Most characters of an alias.
pub const ALIAS_MAX: usize = 100;
/// Most characters of a person's name or nickname.
pub const PERSON_NAME_MAX: usize = 100;
/// Most characters of a passkey's name.
pub const PASSKEY_NAME_MAX: usize = 60;
/// Most characters of an account's name, as the organization's (reference 1.7).
pub const ACCOUNT_NAME_MAX: usize = 50;
/// Most characters of a personal access token's name.
pub const TOKEN_NAME_MAX: usize = 100;
/// Most characters of a team's name.
pub const TEAM_NAME_MAX: usize = 100;
/// Most characters of a name that comes from an import.
pub const IMPORTED_NAME_MAX: usize = 200;
/// Most characters of any other single text that comes from an import.
pub const IMPORTED_TEXT_MAX: usize = 2_000;

/// A space's name (SPC-1): 3 to 63 letters and digits, with single `-`, `_` or `.` between them.
pub fn space_name(text: &str) -> Result<String, Refusal> {
    let name = name(text, "A space name", false).map_err(|why| Refusal::new("SPC-1", why).at(field::SPACE_NAME))?;
    refuse_secret(&name, "A space name", field::SPACE_NAME)?;
    Ok(name)
}

/// A project's name (PRJ-1): as a space's, and single spaces may stand between letters and digits too.
pub fn project_name(text: &str) -> Result<String, Refusal> {
    let name = name(text, "A project name", true).map_err(|why| Refusal::new("PRJ-1", why).at(field::PROJECT_NAME))?;
    refuse_secret(&name, "A project name", field::PROJECT_NAME)?;
    Ok(name)
}

/// The name of a VPC connection (VPC-2): as a space's.
pub fn vpc_connection_name(text: &str) -> Result<String, Refusal> {
    let (what, field) = ("The name of a VPC connection", field::VPC_CONNECTION_NAME);
    let name = name(text, what, false).map_err(|why| Refusal::new("VPC-2", why).at(field))?;
    refuse_secret(&name, what, field)?;
    Ok(name)
}

/// `[a-zA-Z0-9]+(?:[-_\.][a-zA-Z0-9]+)*`, with or without the space among the separators, told precisely.
fn name(text: &str, what: &str, space_inside: bool) -> Result<String, String> {
    let text = text.trim();
    let separators = if space_inside { "-, _, . or a space" } else { "-, _ or ." };
    let is_separator = |c: char| matches!(c, '-' | '_' | '.') || (space_inside && c == ' ');
    if text.is_empty() {
        return Err(format!("{what} is needed: {NAME_MIN} to {NAME_MAX} letters and digits."));
    }
    if let Some(other) = text.chars().find(|c| !c.is_ascii_alphanumeric() && !is_separator(*c)) {
        return Err(format!(
            "{what} cannot hold {}. It takes letters from a to z, digits, and {separators} between them.",
            spoken(other)
        ));
    }
    if text.starts_with(is_separator) {
        let first = text.chars().next().map(spoken).unwrap_or_default();
        return Err(format!("{what} cannot start with {first}. Let it start with a letter or a digit."));
    }
    if text.ends_with(is_separator) {
        let last = text.chars().next_back().map(spoken).unwrap_or_default();
        return Err(format!("{what} cannot end with {last}. Let it end with a letter or a digit."));
    }
    if text.chars().zip(text.chars().skip(1)).any(|(a, b)| is_separator(a) && is_separator(b)) {
        return Err(format!("{what} cannot hold two of {separators} in a row. Put a letter or a digit between them."));
    }
    let length = text.chars().count();
    if length < NAME_MIN {
        return Err(format!("{what} needs at least {NAME_MIN} characters. This one has {length}."));
    }
    if length > NAME_MAX {
        return Err(format!("{what} can have {NAME_MAX} characters at most. This one has {length}."));
    }
    Ok(text.to_owned())
}

/// What a single line of plain text has to be like.
struct Line {
    /// What it is, at the head of a sentence.
    what: &'static str,
    rule: &'static str,
    field: &'static str,
    /// Most characters.
    most: usize,
    /// What to say when it is empty; `None` where it may be.
    needed: Option<&'static str>,
}

impl Line {
    fn check(&self, text: &str) -> Result<String, Refusal> {
        let Self { what, most, .. } = *self;
        let text = text.trim();
        let refuse = |why: String| Err(Refusal::new(self.rule, why).at(self.field));
        if let Some(needed) = self.needed.filter(|_| text.is_empty()) {
            return refuse(needed.to_owned());
        }
        if let Some(odd) = text.chars().find(|c| is_hidden(*c)) {
            return refuse(format!("{what} is a single line of plain text. This one holds {}.", spoken(odd)));
        }
        let length = text.chars().count();
        if length > most {
            return refuse(format!("{what} can have {most} characters at most. This one has {length}."));
        }
        refuse_secret(text, what, self.field)?;
        Ok(text.to_owned())
    }
}

/// A team's name (TEM-1): up to 100 characters on one line. The service tells no form for it.
pub fn team_name(text: &str) -> Result<String, Refusal> {
    let needed = Some("A team needs a name.");
    Line { what: "A team name", rule: "TEM-1", field: field::TEAM_NAME, most: TEAM_NAME_MAX, needed }.check(text)
}

/// What people choose on the sign-in page (SSO-1): up to 100 characters on one line.
pub fn display_name(text: &str) -> Result<String, Refusal> {
    let needed = Some("A display name is needed: people choose it on the sign-in page.");
    let (rule, field) = ("SSO-1", field::DISPLAY_NAME);
    Line { what: "A display name", rule, field, most: TEAM_NAME_MAX, needed }.check(text)
}

/// An application's name (SSO-1): as a space's.
pub fn application_name(text: &str) -> Result<String, Refusal> {
    let (what, field) = ("An application name", field::APPLICATION_NAME);
    let name = name(text, what, false).map_err(|why| Refusal::new("SSO-1", why).at(field))?;
    refuse_secret(&name, what, field)?;
    Ok(name)
}

/// A name on the cloud side, of an account, a user, a group or a provider: up to 100 characters on one line.
pub fn cloud_name(text: &str, field: &'static str) -> Result<String, Refusal> {
    let needed = Some("A name is needed.");
    Line { what: "A name", rule: "ORG-1", field, most: TEAM_NAME_MAX, needed }.check(text)
}

/// The description of a space or project: up to 200 characters on one line; may be empty.
pub fn description(text: &str) -> Result<String, Refusal> {
    let (rule, field) = ("DPR-1", field::DESCRIPTION);
    Line { what: "A description", rule, field, most: DESCRIPTION_MAX, needed: None }.check(text)
}

/// What a cloud account is called here: up to 50 characters on one line; may be empty.
pub fn account_name(text: &str) -> Result<String, Refusal> {
    let (rule, field) = ("ACC-1", field::ACCOUNT_NAME);
    Line { what: "The name of an account", rule, field, most: ACCOUNT_NAME_MAX, needed: None }.check(text)
}

/// What a person calls a passkey (VLT-13): up to 60 characters on one line.
pub fn passkey_name(text: &str) -> Result<String, Refusal> {
    let needed = Some("A name is needed, so that you know which passkey to remove one day.");
    Line { what: "A name", rule: "VLT-13", field: field::PASSKEY_NAME, most: PASSKEY_NAME_MAX, needed }.check(text)
}

/// What a person calls a personal access token (PAT-1): up to 100 characters on one line.
pub fn token_name(text: &str) -> Result<String, Refusal> {
    let needed = Some("A name is needed, so that you know what the token is used for.");
    Line { what: "A name", rule: "PAT-1", field: field::TOKEN_NAME, most: TOKEN_NAME_MAX, needed }.check(text)
}

/// A person's full name or nickname: up to 100 characters, spaces allowed (ID-1, ID-4).
///
/// `required` tells the full name, which cannot be empty, from the nickname, which can.
pub fn person_name(text: &str, field: &'static str, required: bool) -> Result<String, Refusal> {
    let needed = required.then_some("A name is needed: it is what other people see in the activity feed.");
    Line { what: "A name", rule: "ID-1", field, most: PERSON_NAME_MAX, needed }.check(text)
}

/// An alias (ID-3): 3 to 100 of letters, digits, `_`, `.` and `-`, a letter first.
pub fn alias(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let refuse = |why: String| Err(Refusal::new("ID-3", why).at(field::ALIAS));
    let Some(first) = text.chars().next() else {
        return refuse(format!("An alias is needed: {ALIAS_MIN} to {ALIAS_MAX} characters, a letter first."));
    };
    if let Some(odd) = text.chars().find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '.' | '-')) {
        return refuse(format!(
            "An alias cannot hold {}. It takes letters from a to z, digits, and the characters _, . and -.",
            spoken(odd)
        ));
    }
    if !first.is_ascii_alphabetic() {
        return refuse(format!("An alias starts with a letter. This one starts with {}.", spoken(first)));
    }
    let length = text.chars().count();
    if length < ALIAS_MIN {
        return refuse(format!("An alias needs at least {ALIAS_MIN} characters. This one has {length}."));
    }
    if length > ALIAS_MAX {
        return refuse(format!("An alias can have {ALIAS_MAX} characters at most. This one has {length}."));
    }
    refuse_secret(text, "An alias", field::ALIAS)?;
    Ok(text.to_owned())
}

/// A verification code as typed: six digits; spaces and dashes between them are taken out (ID-2).
pub fn code(text: &str) -> Result<String, Refusal> {
    let digits = without_groups(text);
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(digits);
    }
    Err(Refusal::new("ID-2", "A verification code has six digits. Copy it from the message in the outbox.")
        .at(field::CODE)
        .mended_at(super::Mend::Outbox))
}

/// What an authenticator application shows, as typed: six digits; spaces and dashes between them are taken out (ID-7).
pub fn authentication_code(text: &str) -> Result<String, Refusal> {
    let digits = without_groups(text);
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(digits);
    }
    let said = "The code has six digits. Type the one that the authenticator application shows now.";
    Err(Refusal::new("ID-7", said).at(field::AUTHENTICATION_CODE))
}

/// An account's number: exactly twelve digits (ACC-1). The groups in which consoles print it, `1234-5678-9012` or
/// `1234 5678 9012`, are taken too; letters and other lengths are refused.
pub fn account(text: &str) -> Result<AccountId, Refusal> {
    let digits = without_groups(text);
    let refuse = |why: String| Err(Refusal::new("ACC-1", why).at(field::ACCOUNT));
    if digits.is_empty() {
        return refuse("An account ID is needed: the twelve digits of the AWS account.".to_owned());
    }
    if let Some(odd) = digits.chars().find(|c| !c.is_ascii_digit()) {
        return refuse(format!("An account ID has twelve digits and nothing else. This one holds {}.", spoken(odd)));
    }
    match digits.parse() {
        Ok(number) if digits.len() == 12 => Ok(AccountId(number)),
        _ => refuse(format!("An account ID has exactly twelve digits. This one has {}.", digits.len())),
    }
}

/// A token of the handshake as pasted: capitals, without the groups it is shown in (SPC-6).
pub fn token(text: &str) -> String {
    without_groups(text).to_ascii_uppercase()
}

/// Minutes until the vault locks by itself: 1 to 240 (VLT-6).
pub fn idle_minutes(minutes: u16) -> Result<u16, Refusal> {
    if (1..=240).contains(&minutes) {
        return Ok(minutes);
    }
    Err(Refusal::new("VLT-6", "The idle time can be from 1 to 240 minutes.").at(field::IDLE))
}

/// A name read from elsewhere: patterns of other programs are not judged, but nothing empty, endless or hidden comes in.
pub fn imported_name(text: &str, what: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::new("SPC-1", format!("The file holds {what} without a name. Nothing was taken in."))
            .at(field::FILE));
    }
    imported_text(text, what, IMPORTED_NAME_MAX)
}

/// Any text read from elsewhere: at most `max` characters, none of them hidden.
pub fn imported_text(text: &str, what: &str, max: usize) -> Result<(), Refusal> {
    let refuse = |why: &str| {
        Err(Refusal::new("SPC-1", format!("The file holds {what} “{}” {why}. Nothing was taken in.", printable(text)))
            .at(field::FILE))
    };
    if text.chars().any(is_hidden) {
        return refuse("with control characters in it");
    }
    if text.chars().count() > max {
        return refuse(&format!("that is longer than {max} characters"));
    }
    Ok(())
}

/// The first characters of a hostile text, fit to be printed; nothing of one that holds a secret.
fn printable(text: &str) -> String {
    if secret_in(text).is_some() {
        return "…".to_owned();
    }
    let mut shown: String = text.chars().take(40).map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(40).is_some() {
        shown.push('…');
    }
    shown
}

/// Control characters, line ends, and the marks that turn the direction of a line: a text that holds one reads
/// differently from what it is.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Takes out white space and dashes.
fn without_groups(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2014}')).collect()
}

/// A character as a sentence can say it.
fn spoken(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        c if is_hidden(c) => format!("the hidden character U+{:04X}", u32::from(c)),
        c if c.is_whitespace() => "a space of an unusual kind".to_owned(),
        c => format!("“{c}”"),
    }
}

#[cfg(test)]
mod tests;
