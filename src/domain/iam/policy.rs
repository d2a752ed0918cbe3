//! What a policy document says, with the place of each part in its text.

use super::condition::Operator;

/// Line and column in the document, both from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The version of the policy language. One that is not named is the older, in which variables are plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// `2008-10-17`, also where none stands.
    #[default]
    V2008,
    /// `2012-10-17`: with variables.
    V2012,
}

/// A whole document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// Its language.
    pub version: Version,
    /// Its `Id`.
    pub id: Option<String>,
    /// Its statements, in order.
    pub statements: Vec<Statement>,
}

/// What a statement does when it applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Lets it happen, unless something denies it.
    Allow,
    /// Stops it, whatever allows it.
    Deny,
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its `Sid`.
    pub sid: Option<String>,
    /// What it does.
    pub effect: Effect,
    /// Whom it concerns; none in policies that are attached to somebody.
    pub principals: Option<Principals>,
    /// Which actions.
    pub actions: Selection,
    /// On which resources; none in trust policies, where the role itself is meant.
    pub resources: Option<Selection>,
    /// All of these have to hold.
    pub conditions: Vec<Condition>,
    /// Where it begins.
    pub place: Place,
}

/// `Action` or `NotAction`, `Resource` or `NotResource`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Everything but these.
    pub except: bool,
    /// Patterns with `*` and `?`.
    pub patterns: Vec<String>,
}

/// `Principal` or `NotPrincipal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principals {
    /// Everybody but these.
    pub except: bool,
    /// Whom.
    pub patterns: Vec<PrincipalPattern>,
}

/// One entry of a principal element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrincipalPattern {
    /// `"*"`, also as `{"AWS": "*"}`.
    Everyone,
    /// An account by its number or root ARN, a user, a role, a session.
    Aws(String),
    /// A service such as `codecatalyst.amazonaws.com`.
    Service(String),
    /// An identity provider.
    Federated(String),
    /// A canonical user id of S3.
    CanonicalUser(String),
}

/// One key of a condition block, under its operator.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// How values are compared.
    pub operator: Operator,
    /// The condition key as it is written; compared without case.
    pub key: String,
    /// The values; one of them is enough (with a negated operator: none may match).
    pub values: Vec<String>,
    /// Where the key stands.
    pub place: Place,
}

impl Statement {
    /// `statement 2`, with its `Sid` where it has one. `index` counts from 0.
    pub fn title(&self, index: usize) -> String {
        let number = index.saturating_add(1);
        match &self.sid {
            Some(sid) if !sid.is_empty() => format!("statement {number} (“{sid}”)"),
            _ => format!("statement {number}"),
        }
    }
}
