//! Sensitive data pointed out under the field while it is typed (DPR-1, DPR-2): what it looks like, why it matters, what
//! to do. What was typed is never repeated.

use crate::{
    components::{field::Notice, tone::Tone},
    domain::sensitive::{Kind, look},
};
use leptos::prelude::*;

/// How far what stands in a field gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A name, a tag, a description of a space or project.
    Name,
    /// A text: of an issue, a task, a comment.
    Text,
}

impl Reach {
    const fn why(self) -> &'static str {
        match self {
            Self::Name => "Names and descriptions reach addresses, bills and logs, where others read them.",
            Self::Text => "Everybody in the project reads it, and exports carry it on.",
        }
    }
}

/// What is to be said of the present value of a field.
pub fn noticed(value: RwSignal<String>, reach: Reach) -> Signal<Option<Notice>> {
    Memo::new(move |_| value.with(|text| notice_of(text, reach))).into()
}

/// What is to be said of a text.
pub fn notice_of(text: &str, reach: Reach) -> Option<Notice> {
    let found = look(text);
    if let Some(secret) = found.iter().map(|found| found.kind).find(|kind| kind.is_secret()) {
        let words = format!(
            "This looks like it holds {}. It cannot be kept: take it out, and renew it if anybody may have seen it.",
            secret.words()
        );
        return Some(Notice { tone: Tone::Bad, words });
    }
    let mut kinds: Vec<Kind> = found.iter().map(|found| found.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let named: Vec<&str> = kinds.iter().map(|kind| kind.words()).collect();
    let named = match named.as_slice() {
        [] => return None,
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    };
    let words = format!("This looks like it holds {named}. {} It can stay if it is meant to be here.", reach.why());
    Some(Notice { tone: Tone::Warn, words })
}
