//! Whether one statement means one request, and by what it does not.

use super::{
    Effect, Place, Policy, Request, Statement, Truth,
    pattern::{action_matches, resource_matches},
    principal::Meant,
};

/// What of a statement does not fit the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// It is about somebody else.
    Principal,
    /// It is about other actions.
    Action,
    /// It is about other resources.
    Resource,
    /// The condition of this index does not hold.
    Condition(usize),
}

/// One statement held against the request.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Which statement, from 0.
    pub index: usize,
    /// Its name, as [`Statement::title`] gives it.
    pub title: String,
    /// Where it begins in its document.
    pub place: Place,
    /// What it does when it applies.
    pub effect: Effect,
    /// Whether it applies.
    pub applies: Truth,
    /// Why it does not, where it certainly does not.
    pub misses: Vec<Miss>,
    /// It leaves the request to the account of the principal, whom it does not name.
    pub by_account: bool,
}

/// Holds every statement of a policy against the request.
pub fn read(policy: &Policy, request: &Request) -> Vec<Reading> {
    policy.statements.iter().enumerate().map(|(index, statement)| read_one(policy, statement, index, request)).collect()
}

fn read_one(policy: &Policy, statement: &Statement, index: usize, request: &Request) -> Reading {
    let mut misses = Vec::new();
    let mut applies = Truth::Yes;
    let mut take = |truth: Truth, miss: Miss| {
        if truth == Truth::No {
            misses.push(miss);
        }
        applies = applies.clone().and(truth);
    };
    let meant =
        statement.principals.as_ref().map_or(Meant::Directly, |principals| request.principal.meant_by(principals));
    take((meant != Meant::No).into(), Miss::Principal);
    let action = statement.actions.patterns.iter().any(|pattern| action_matches(pattern, &request.action));
    take((action != statement.actions.except).into(), Miss::Action);
    if let Some(resources) = &statement.resources {
        let context = &request.context;
        let named = Truth::any(
            resources
                .patterns
                .iter()
                .map(|pattern| resource_matches(pattern, &request.resource, policy.version, context)),
        );
        take(if resources.except { named.not() } else { named }, Miss::Resource);
    }
    for (number, condition) in statement.conditions.iter().enumerate() {
        take(condition.holds(policy.version, &request.context), Miss::Condition(number));
    }
    Reading {
        index,
        title: statement.title(index),
        place: statement.place,
        effect: statement.effect,
        applies,
        misses,
        by_account: meant == Meant::ByAccount,
    }
}
