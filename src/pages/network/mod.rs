//! Networks as people look at them: a picture with what fails lit, and the list of checks with evidence and commands (VPC-5).

mod checks;
mod cloud;
mod diagram;
mod picture;

pub use checks::{Checks, mark_of, verdict_tone, verdict_words};
pub use cloud::CloudVpcPage;
pub use diagram::Diagram;

use crate::domain::network::{
    Network,
    readiness::{Line, Tally, Verdict},
};

/// A VPC as people name it: its name with the id, or the id alone.
pub fn vpc_label(network: &Network, id: &str) -> String {
    match network.vpc(id).and_then(|vpc| vpc.name.as_ref()) {
        Some(name) => format!("{name} ({id})"),
        None => id.to_owned(),
    }
}

/// How it stands, in a word or two.
pub fn standing(lines: &[Line]) -> (Verdict, String) {
    let tally = Tally::of(lines);
    let verdict = tally.verdict();
    let words = match verdict {
        Verdict::Pass => "Ready".to_owned(),
        Verdict::Warn => format!("Ready, {} to look at", tally.warn),
        Verdict::Unknown => format!("{} unknown", tally.unknown),
        Verdict::Fail => format!("Not ready, {} failing", tally.fail),
    };
    (verdict, words)
}
