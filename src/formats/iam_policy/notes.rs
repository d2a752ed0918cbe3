//! What is valid and hardly meant.

use super::{Attachment, Note};
use crate::domain::iam::{
    Effect, Place, Policy, PrincipalPattern, Statement, Version,
    condition::{Quantifier, Test},
};
use std::collections::BTreeMap;

/// Looks through a document that has no faults.
pub fn of_policy(policy: &Policy, attachment: Attachment, notes: &mut Vec<Note>) {
    let mut sids: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, statement) in policy.statements.iter().enumerate() {
        of_statement(policy, statement, attachment, notes);
        if let Some(sid) = statement.sid.as_deref().filter(|sid| !sid.is_empty())
            && let Some(first) = sids.insert(sid, index + 1)
        {
            note(
                notes,
                statement.place,
                format!("Its Sid is that of statement {first}. IAM wants each Sid once in a policy."),
            );
        }
    }
}

fn note(notes: &mut Vec<Note>, place: Place, message: impl Into<String>) {
    notes.push(Note { place, message: message.into() });
}

fn of_statement(policy: &Policy, statement: &Statement, attachment: Attachment, notes: &mut Vec<Note>) {
    let texts = statement
        .resources
        .iter()
        .flat_map(|selection| &selection.patterns)
        .chain(statement.conditions.iter().flat_map(|condition| &condition.values));
    if policy.version == Version::V2008 && texts.clone().any(|text| text.contains("${")) {
        note(
            notes,
            statement.place,
            "Without “Version”: “2012-10-17” variables such as ${aws:username} are plain text.",
        );
    }
    if statement.effect == Effect::Allow {
        allows_much(statement, attachment, notes);
    }
    for condition in &statement.conditions {
        let operator = condition.operator;
        let wild = |value: &String| value.contains(['*', '?']) && !value.contains("${");
        if operator.test == Test::StringEquals && condition.values.iter().any(wild) {
            note(
                notes,
                condition.place,
                "With StringEquals * and ? are plain signs. StringLike, or ArnLike for ARNs, takes them as wildcards.",
            );
        }
        if operator.quantifier == Some(Quantifier::ForAllValues) && statement.effect == Effect::Allow {
            note(
                notes,
                condition.place,
                "ForAllValues also holds when the request has no such key at all. A Null condition beside it closes that.",
            );
        }
        if condition.values.is_empty() {
            note(notes, condition.place, "A condition without a value never holds.");
        }
    }
}

fn allows_much(statement: &Statement, attachment: Attachment, notes: &mut Vec<Note>) {
    let everyone = statement
        .principals
        .as_ref()
        .is_some_and(|principals| principals.except || principals.patterns.contains(&PrincipalPattern::Everyone));
    if everyone && statement.conditions.is_empty() {
        note(notes, statement.place, "It lets in everybody, in every account. Name whom you mean, or set a condition.");
    }
    let all = |patterns: &[String]| patterns.iter().any(|pattern| pattern == "*" || pattern == "*:*");
    let everything = !statement.actions.except && all(&statement.actions.patterns);
    let everywhere = statement.resources.as_ref().is_some_and(|of| !of.except && all(&of.patterns));
    if everything && everywhere && attachment != Attachment::Resource {
        note(notes, statement.place, "It allows everything on everything: administrator access.");
    }
    if statement.actions.except {
        note(
            notes,
            statement.place,
            "Allow with NotAction allows every action there is but these, also those of services to come.",
        );
    }
}
