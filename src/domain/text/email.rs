//! E-mail addresses (ID-1).

use super::{Refusal, is_hidden, spoken};

/// An e-mail address that could be one (ID-1): lengths as RFC 5321 has them, one `@`, a domain with a dot in it.
///
/// Whether it is the person's own is what the code proves, so nothing finer is asked here. Quoted local parts and
/// address literals are refused: nobody signs up with one, and they carry spaces and brackets.
pub fn email(text: &str, field: &'static str) -> Result<String, Refusal> {
    let text = text.trim();
    check_email(text).map_err(|why| Refusal::new("ID-1", why).at(field))?;
    Ok(text.to_owned())
}

/// Whether two addresses are the same: letter case makes no difference.
pub fn same_email(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(other);
    }
    one.to_lowercase() == other.to_lowercase()
}

fn check_email(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("An email address is needed, such as name@example.com.".to_owned());
    }
    if let Some(odd) = text.chars().find(|c| c.is_whitespace() || is_hidden(*c)) {
        return Err(format!("An email address cannot hold {}.", spoken(odd)));
    }
    let Some((local, domain)) = text.rsplit_once('@') else {
        return Err("An email address has an @ in it, such as name@example.com. This one has none.".to_owned());
    };
    if local.contains('@') {
        return Err("An email address has a single @ in it. This one has more.".to_owned());
    }
    if local.is_empty() {
        return Err("The part before the @ is missing.".to_owned());
    }
    if let Some(odd) = local.chars().find(|c| c.is_ascii() && !is_local(*c)) {
        return Err(format!("The part before the @ cannot hold {}.", spoken(odd)));
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Err("In the part before the @, a dot can only stand alone between other characters.".to_owned());
    }
    if local.len() > 64 {
        return Err("The part before the @ is longer than the 64 bytes that mail servers take.".to_owned());
    }
    if text.len() > 254 {
        return Err("The address is longer than the 254 bytes that mail servers take.".to_owned());
    }
    if !domain.contains('.') {
        return Err("The part after the @ needs a dot in it, such as example.com.".to_owned());
    }
    if let Some(odd) = domain.chars().find(|c| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.')) {
        return Err(format!("The part after the @ cannot hold {}.", spoken(odd)));
    }
    if domain.split('.').any(|label| label.is_empty() || label.starts_with('-') || label.ends_with('-')) {
        return Err("In the part after the @, letters or digits must stand on both sides of a dot.".to_owned());
    }
    if domain.split('.').any(|label| label.len() > 63) {
        return Err("A part of the domain after the @ is longer than 63 bytes.".to_owned());
    }
    Ok(())
}

/// The characters RFC 5322 allows in an unquoted local part.
fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-.".contains(c)
}
