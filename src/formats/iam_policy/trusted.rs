//! Which services a trust policy lets in.

use super::{Attachment, read};
use crate::domain::iam::{Effect, PrincipalPattern, Statement, action_matches};
use std::collections::BTreeSet;

/// The services that a trust policy names in a statement that allows `sts:AssumeRole`, conditions aside; none where it is no policy.
pub fn trusted_services(document: &str) -> Option<BTreeSet<String>> {
    let policy = read(document, Attachment::Trust).ok()?.policy;
    let assumes = |statement: &&Statement| {
        let named = statement.actions.patterns.iter().any(|pattern| action_matches(pattern, "sts:AssumeRole"));
        statement.effect == Effect::Allow && named != statement.actions.except
    };
    let principals = policy.statements.iter().filter(assumes).filter_map(|statement| statement.principals.as_ref());
    let patterns = principals.filter(|principals| !principals.except).flat_map(|principals| &principals.patterns);
    let service = |pattern: &PrincipalPattern| match pattern {
        PrincipalPattern::Service(service) => Some(service.clone()),
        _ => None,
    };
    Some(patterns.filter_map(service).collect())
}
