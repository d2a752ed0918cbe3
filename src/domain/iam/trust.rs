//! What is wrong or careless in the trust policy of a role that workflows of a space are to use (ACC-3, VPC-4; reference 6.8).

use super::{
    Condition, Context, Effect, Place, Policy, PrincipalPattern, Statement, Truth, Version,
    condition::Test,
    pattern::{action_matches, arn_matches, text_matches},
};

/// The services of `CodeCatalyst` that assume roles: both have to be trusted (reference 6.8).
pub const SERVICES: [&str; 2] = ["codecatalyst-runner.amazonaws.com", "codecatalyst.amazonaws.com"];

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// The role cannot be used.
    Fault,
    /// It can, also by those it is not meant for.
    Careless,
    /// Whether it can be used cannot be told from here.
    Open,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub grade: Grade,
    /// Where in the document; none for what is missing from it.
    pub place: Option<Place>,
    /// What it is, and how to mend it.
    pub message: String,
}

fn finding(grade: Grade, place: Option<Place>, message: impl Into<String>) -> Finding {
    Finding { grade, place, message: message.into() }
}

/// Looks through a trust policy. `space` is the space's ARN, `arn:aws:codecatalyst:::space/<id>`. Nothing is found in a good one.
pub fn check(policy: &Policy, space: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let assumes = |statement: &&Statement| {
        let named = statement.actions.patterns.iter().any(|pattern| action_matches(pattern, "sts:AssumeRole"));
        statement.effect == Effect::Allow && named != statement.actions.except
    };
    let allows: Vec<&Statement> = policy.statements.iter().filter(assumes).collect();
    if allows.is_empty() {
        found.push(finding(
            Grade::Fault,
            None,
            "No statement allows sts:AssumeRole, so nobody can use the role. Allow it to the two services of CodeCatalyst.",
        ));
        return found;
    }
    for service in SERVICES {
        let named = allows
            .iter()
            .any(|statement| names(statement, |pattern| *pattern == PrincipalPattern::Service(service.to_owned())));
        if !named {
            let both = "Name both services: codecatalyst-runner.amazonaws.com and codecatalyst.amazonaws.com.";
            found.push(finding(Grade::Fault, None, format!("The principal {service} is not trusted. {both}")));
        }
    }
    for statement in allows {
        of_statement(statement, space, &mut found);
    }
    found.sort_by_key(|found| found.grade);
    found
}

fn names(statement: &Statement, wanted: impl Fn(&PrincipalPattern) -> bool) -> bool {
    statement.principals.as_ref().is_some_and(|named| !named.except && named.patterns.iter().any(wanted))
}

fn of_statement(statement: &Statement, space: &str, found: &mut Vec<Finding>) {
    let place = Some(statement.place);
    if statement.principals.as_ref().is_some_and(|named| named.except) {
        found.push(finding(
            Grade::Careless,
            place,
            "NotPrincipal with Allow trusts everybody who is not named. Name the two services.",
        ));
    }
    if names(statement, |pattern| *pattern == PrincipalPattern::Everyone) {
        found.push(finding(
            Grade::Careless,
            place,
            "The principal * trusts everybody, in every account. Name the two services.",
        ));
    }
    for pattern in statement.principals.iter().flat_map(|named| &named.patterns) {
        if let PrincipalPattern::Service(service) = pattern
            && service.contains("catalyst")
            && !SERVICES.contains(&service.as_str())
        {
            found.push(finding(
                Grade::Fault,
                place,
                format!("The principal {service} is no service. CodeCatalyst has {} and {}.", SERVICES[0], SERVICES[1]),
            ));
        }
    }
    let ours = names(
        statement,
        |pattern| matches!(pattern, PrincipalPattern::Service(service) if SERVICES.contains(&service.as_str())),
    );
    if !ours {
        return;
    }
    let about: Vec<&Condition> =
        statement.conditions.iter().filter(|condition| condition.key.eq_ignore_ascii_case("aws:SourceArn")).collect();
    if about.is_empty() {
        found.push(finding(
            Grade::Careless,
            place,
            format!("There is no condition on aws:SourceArn, so a workflow of any space may use the role. Add ArnLike with {space}/project/*."),
        ));
    }
    for condition in about {
        of_source(condition, space, found);
    }
}

/// A condition on whose workflows may use the role.
fn of_source(condition: &Condition, space: &str, found: &mut Vec<Finding>) {
    let place = Some(condition.place);
    let operator = condition.operator;
    if operator.negated {
        found.push(finding(
            Grade::Careless,
            place,
            format!("It keeps out those that are named and lets all others in. Use ArnLike with {space}/project/*."),
        ));
        return;
    }
    if operator.if_exists {
        found.push(finding(
            Grade::Careless,
            place,
            "With IfExists the condition also holds where the request names no source. Take IfExists away.",
        ));
    }
    let wild = |value: &String| value.contains(['*', '?']);
    let plain = matches!(operator.test, Test::StringEquals | Test::StringEqualsIgnoreCase);
    if plain && condition.values.iter().any(wild) {
        found.push(finding(
            Grade::Fault,
            place,
            "StringEquals takes * and ? as plain signs, so the condition never holds. Use ArnLike.",
        ));
        return;
    }
    for value in &condition.values {
        match space_id(value) {
            Some(id) if id.contains(['*', '?']) => found.push(finding(
                Grade::Careless,
                place,
                format!("{value} stands for every space. Name this one: {space}/project/*."),
            )),
            None if wild(value) => {
                found.push(finding(
                    Grade::Careless,
                    place,
                    format!("{value} stands for more than one space. Name this one: {space}/project/*."),
                ));
            }
            _ => {}
        }
    }
    // Some project of the space, whichever.
    let some = format!("{space}/project/00000000-0000-4000-8000-000000000000");
    let own = condition.values.iter().any(|value| {
        let prefix = format!("{space}/project/");
        value.starts_with(&prefix) || value == space || holds(operator.test, value, &some)
    });
    if own {
        return;
    }
    let ids: Vec<&str> = condition.values.iter().filter_map(|value| space_id(value)).collect();
    if ids.iter().any(|id| id.contains(['*', '?'])) {
        return;
    }
    found.push(if ids.is_empty() {
        finding(Grade::Fault, place, format!("It names no space, so no workflow can use the role. Add {space}/project/*."))
    } else {
        finding(
            Grade::Open,
            place,
            format!(
                "It is for the space {}. Whether that is this one cannot be told: nothing that the AWS CLI prints holds the id of a space. Compare it with the id that the space’s own settings show.",
                ids.join(", ")
            ),
        )
    });
}

/// The id in the ARN of a space or of something in it.
fn space_id(value: &str) -> Option<&str> {
    value.split(":::space/").nth(1).map(|rest| rest.split('/').next().unwrap_or_default())
}

fn holds(test: Test, pattern: &str, value: &str) -> bool {
    let context = Context::new().complete();
    match test {
        Test::Arn => arn_matches(pattern, value, Version::V2012, &context) == Truth::Yes,
        Test::StringLike => text_matches(pattern, value, Version::V2012, &context) == Truth::Yes,
        _ => pattern == value,
    }
}
