//! The order of evaluation (IAM User Guide, policy evaluation logic): an explicit deny wins; then every kind of policy that only
//! sets a limit has to allow; then one that grants.

use super::{
    Context, Effect, Policy, Principal, Truth,
    matching::{self, Reading},
};
use std::collections::BTreeSet;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Who asks.
    pub principal: Principal,
    /// `service:Action`.
    pub action: String,
    /// The ARN of the resource, or `*` for actions that have none.
    pub resource: String,
    /// What else is known. `aws:PrincipalArn`, `aws:PrincipalAccount` and, for a user, `aws:username` are known from the principal.
    pub context: Context,
}

/// What a policy is attached to, which decides what it can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// To the one who asks: grants.
    Identity,
    /// To the resource (a key policy, a role's trust policy, a bucket policy): grants.
    Resource,
    /// A permissions boundary: sets a limit to what identity policies grant.
    Boundary,
    /// A service control policy of the organization: sets a limit to everybody in the account.
    ServiceControl,
    /// Given with a session: sets a limit to it.
    Session,
}

/// A policy where it is attached.
#[derive(Clone, Copy, Debug)]
pub struct Attached<'a> {
    /// To what.
    pub kind: Kind,
    /// Its name, for the explanation.
    pub name: &'a str,
    /// What it says.
    pub policy: &'a Policy,
}

/// What a resource asks of its own policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceRule {
    /// Within the account the identity's policy is enough, and so is the resource's (buckets, queues).
    Either,
    /// The resource's policy has to name the principal, or leave it to its account (keys, trust policies of roles).
    Required,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is allowed.
    Allowed,
    /// A statement denies it.
    Denied,
    /// Nothing allows it, which denies it as well.
    NotAllowed,
    /// It depends on values of these condition keys.
    DependsOn(BTreeSet<String>),
}

/// The answer, with every statement that was read for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The answer.
    pub decision: Decision,
    /// One sentence: which statement of which policy decides, or which limit.
    pub why: String,
    /// Every policy by its place among those given, with its statements.
    pub readings: Vec<Vec<Reading>>,
}

/// What the policies of one kind say.
struct Says {
    /// Whether one of them allows.
    allows: Truth,
    /// The first statement that certainly does, with its policy's name.
    by: Option<String>,
}

impl Request {
    /// The same, with what the principal says of itself.
    fn with_principal(&self) -> Self {
        let mut context = self.context.clone();
        if let Some(arn) = self.principal.arn() {
            context = context.or("aws:PrincipalArn", &arn);
        }
        if let Some(account) = self.principal.account() {
            context = context.or("aws:PrincipalAccount", account);
        }
        if let Principal::User { arn, .. } = &self.principal
            && let Some(name) = arn.rsplit('/').next()
        {
            context = context.or("aws:username", name);
        }
        Self { context, ..self.clone() }
    }

    /// The account that the resource belongs to, where its ARN tells.
    fn resource_account(&self) -> Option<&str> {
        self.resource.split(':').nth(4).filter(|account| account.len() == 12)
    }
}

/// Whether the policies let the request happen.
///
/// Policies of a kind that sets limits count only when there is one of that kind. With the principal in another account than the
/// resource, both accounts have to allow. `owner` is the resource's account where its ARN does not tell it (a bucket).
pub fn evaluate(request: &Request, policies: &[Attached], rule: ResourceRule, owner: Option<&str>) -> Verdict {
    let request = request.with_principal();
    let readings: Vec<Vec<Reading>> =
        policies.iter().map(|attached| matching::read(attached.policy, &request)).collect();
    let (decision, why) = decide(&request, policies, &readings, rule, owner);
    Verdict { decision, why, readings }
}

fn decide(
    request: &Request,
    policies: &[Attached],
    readings: &[Vec<Reading>],
    rule: ResourceRule,
    owner: Option<&str>,
) -> (Decision, String) {
    let each =
        || policies.iter().zip(readings).flat_map(|(attached, rows)| rows.iter().map(move |row| (attached, row)));
    let denials: Vec<_> = each().filter(|(_, row)| row.effect == Effect::Deny).collect();
    if let Some((attached, row)) = denials.iter().find(|(_, row)| row.applies == Truth::Yes) {
        return (Decision::Denied, format!("Denied by {} of {}.", row.title, attached.name));
    }
    let denied = Truth::any(denials.iter().map(|(_, row)| row.applies.clone()));

    let says = |kind: Kind, direct_only: bool| {
        let rows: Vec<_> = each()
            .filter(|(attached, row)| attached.kind == kind && row.effect == Effect::Allow)
            .filter(|(_, row)| !(direct_only && row.by_account))
            .collect();
        let by = rows.iter().find(|(_, row)| row.applies == Truth::Yes);
        Says {
            allows: Truth::any(rows.iter().map(|(_, row)| row.applies.clone())),
            by: by.map(|(attached, row)| format!("{} of {}", row.title, attached.name)),
        }
    };
    let has = |kind: Kind| policies.iter().any(|attached| attached.kind == kind);
    let limit = |kind: Kind| if has(kind) { says(kind, false).allows } else { Truth::Yes };

    let identity = says(Kind::Identity, false);
    let direct = says(Kind::Resource, true);
    let resource = says(Kind::Resource, false);
    let organization = limit(Kind::ServiceControl);
    let boundary = limit(Kind::Boundary);
    let session = limit(Kind::Session);

    let within = boundary.clone().and(session.clone());
    let by_identity = identity.allows.clone().and(within.clone());
    let owner = request.resource_account().or(owner);
    let is_root = matches!(request.principal, Principal::Root { .. });
    let granted = match (request.principal.account(), owner) {
        // Services and identity providers have no policies of their own.
        (None, _) => resource.allows.clone(),
        (Some(own), Some(owner)) if own != owner => by_identity.clone().and(resource.allows.clone()),
        // The root user of the account may do everything that nothing denies, but where the resource's policy is required.
        (Some(_), _) if is_root => match rule {
            ResourceRule::Either => Truth::Yes,
            ResourceRule::Required => resource.allows.clone(),
        },
        (Some(_), _) => {
            // A boundary does not limit what a resource gives a user by name; it does limit a role.
            let given = match request.principal {
                Principal::User { .. } => direct.allows.clone().and(session.clone()),
                _ => direct.allows.clone().and(within),
            };
            match rule {
                ResourceRule::Either => given.or(by_identity.clone()),
                ResourceRule::Required => given.or(by_identity.clone().and(resource.allows.clone())),
            }
        }
    };
    let answer = granted.clone().and(organization.clone()).and(denied.clone().not());
    match answer {
        Truth::Yes => {
            let by = identity.by.filter(|_| by_identity == Truth::Yes).or(resource.by);
            (
                Decision::Allowed,
                by.map_or_else(|| "The account's root user may.".to_owned(), |by| format!("Allowed by {by}.")),
            )
        }
        Truth::Depends(keys) => {
            let names = keys.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            let why = if denied == Truth::No {
                format!("It depends on {names}: a statement allows it for some values only.")
            } else {
                format!("It depends on {names}: a statement denies it for some values.")
            };
            (Decision::DependsOn(keys), why)
        }
        Truth::No => {
            let why = if organization == Truth::No {
                "No service control policy of the organization allows it."
            } else if identity.allows != Truth::No && boundary == Truth::No && granted == Truth::No {
                "The permissions boundary does not allow it."
            } else if identity.allows != Truth::No && session == Truth::No {
                "The session's policy does not allow it."
            } else if rule == ResourceRule::Required && resource.allows == Truth::No {
                "The resource's own policy names neither the principal nor its account for this."
            } else if request.principal.account().zip(owner).is_some_and(|(own, owner)| own != owner) {
                "The principal and the resource are in different accounts, and not both sides allow it."
            } else {
                "No statement allows it, and what is not allowed is denied."
            };
            (Decision::NotAllowed, why.to_owned())
        }
    }
}
