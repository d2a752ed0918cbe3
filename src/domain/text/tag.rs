//! Tags as AWS has them (TAG-1, reference 6.8).

use super::{Line, Refusal, field, spoken};

/// Most characters of a tag's key (reference 6.8).
pub const TAG_KEY_MAX: usize = 128;
/// Most characters of a tag's value.
pub const TAG_VALUE_MAX: usize = 256;

/// The key of a tag (TAG-1): 1 to 128 letters, digits, blanks and `_ . : / = + - @`, not beginning with `aws:`.
pub fn tag_key(text: &str) -> Result<String, Refusal> {
    let needed = Some("A tag needs a key.");
    let key = Line { what: "The key of a tag", rule: "TAG-1", field: field::TAG_KEY, most: TAG_KEY_MAX, needed }
        .check(text)?;
    let refuse = |why: String| Err(Refusal::new("TAG-1", why).at(field::TAG_KEY));
    if key.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("aws:")) {
        return refuse(format!("The key “{key}” begins with aws:, which AWS keeps for itself. Choose another key."));
    }
    match key.chars().find(|c| !is_of_tags(*c)) {
        Some(odd) => refuse(format!(
            "A tag takes letters, digits, blanks and _ . : / = + - @. The key “{key}” holds {}.",
            spoken(odd)
        )),
        None => Ok(key),
    }
}

/// The value of a tag (TAG-1): up to 256 of the same signs; may be empty.
pub fn tag_value(text: &str) -> Result<String, Refusal> {
    let (rule, field) = ("TAG-1", field::TAG_VALUE);
    let value = Line { what: "The value of a tag", rule, field, most: TAG_VALUE_MAX, needed: None }.check(text)?;
    match value.chars().find(|c| !is_of_tags(*c)) {
        Some(odd) => {
            let why =
                format!("A tag takes letters, digits, blanks and _ . : / = + - @. This value holds {}.", spoken(odd));
            Err(Refusal::new(rule, why).at(field))
        }
        None => Ok(value),
    }
}

fn is_of_tags(c: char) -> bool {
    c.is_alphanumeric() || c == ' ' || "_.:/=+-@".contains(c)
}
