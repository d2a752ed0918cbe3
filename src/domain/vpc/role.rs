//! Whether an IAM role can carry a VPC connection: the seven actions it has to be allowed, and whom it trusts (VPC-3, VPC-4; V13,
//! V14 of reference 6.10).
//!
//! Policies are kept as their text, so this is the one place of the area that reads them.

use crate::{
    domain::{
        account::documents,
        iam::{
            Attached, Condition, Context, Decision, Effect, Kind, Policy, Principal, Request, ResourceRule,
            action_matches, condition::Test, evaluate, trust::SERVICES,
        },
        id::ProjectId,
        inventory::{CloudAccount, Role},
        network::readiness::{Check, Line, Verdict, word},
    },
    formats::iam_policy::{self, Attachment},
};
use uuid::Uuid;

/// What a VPC role has to be allowed (reference 6.10, V14).
pub const ACTIONS: [&str; 7] = [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeDhcpOptions",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeSubnets",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeVpcs",
];

/// Read everything of IAM at once.
const READ: &str = "aws iam get-account-authorization-details --output json";

/// What was found of a role.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleReport {
    /// The actions of [`ACTIONS`] that it certainly may not do.
    pub lacks: Vec<&'static str>,
    /// V14.
    pub actions: Line,
    /// V13.
    pub trust: Line,
}

/// A role of an account by its ARN.
pub fn role_by_arn<'a>(account: &'a CloudAccount, arn: &str) -> Option<&'a Role> {
    account.iam.roles.values().find(|role| role.arn == arn)
}

/// Judges a role of the account.
pub fn judge(account: &CloudAccount, role: &Role) -> RoleReport {
    let documents = documents(account, role);
    let (actions, lacks) = actions(account, role, &documents);
    RoleReport { lacks, actions, trust: trust(role) }
}

/// What policies a role has, as far as they could be read.
#[derive(Default)]
struct Documents {
    read: Vec<(Kind, String, Policy)>,
    /// What is not known, in words.
    unread: Vec<String>,
    /// What IAM would refuse, in words.
    faulty: Vec<String>,
}

fn documents(account: &CloudAccount, role: &Role) -> Documents {
    let mut all = Documents::default();
    let mut take = |kind: Kind, name: &str, text: Option<&String>| {
        match text {
        None => all.unread.push(format!("the policy {name} was not read")),
        Some(text) => match iam_policy::read(text, Attachment::Identity) {
            Ok(read) => all.read.push((kind, name.to_owned(), read.policy)),
            Err(_) if text.contains("ec2>") => all.faulty.push(format!(
                "the policy {name} writes ec2>DeleteNetworkInterface, as a guide prints it; the action is ec2:DeleteNetworkInterface"
            )),
            Err(faults) => {
                let first = faults.first().map(ToString::to_string).unwrap_or_default();
                all.faulty.push(format!("the policy {name} is none that IAM takes. {first}"));
            }
        },
    }
    };
    for (name, text) in role.policies.inline.iter().flatten() {
        take(Kind::Identity, name, Some(text));
    }
    let managed = |arn: &String| account.iam.policies.get(arn).and_then(|policy| policy.document.as_ref());
    let name = |arn: &str| arn.rsplit('/').next().unwrap_or(arn).to_owned();
    for arn in role.policies.attached.iter().flatten() {
        take(Kind::Identity, &name(arn), managed(arn));
    }
    if let Some(arn) = &role.policies.boundary {
        take(Kind::Boundary, &name(arn), managed(arn));
    }
    if role.policies.inline.is_none() {
        all.unread.push("inline policies were not read".to_owned());
    }
    if role.policies.attached.is_none() {
        all.unread.push("attached policies were not read".to_owned());
    }
    all
}

/// Whether a statement allows the action on some resources, which cannot be told from here.
fn on_some(documents: &Documents, action: &str) -> bool {
    let identity = documents.read.iter().filter(|(kind, ..)| *kind == Kind::Identity);
    identity.flat_map(|(.., policy)| &policy.statements).any(|statement| {
        statement.effect == Effect::Allow
            && statement.actions.patterns.iter().any(|pattern| action_matches(pattern, action))
                != statement.actions.except
    })
}

fn actions(account: &CloudAccount, role: &Role, documents: &Documents) -> (Line, Vec<&'static str>) {
    let number = account.id.to_string();
    let principal = Principal::Role { account: number.clone(), arn: role.arn.clone(), session: None };
    let attached: Vec<Attached<'_>> =
        documents.read.iter().map(|(kind, name, policy)| Attached { kind: *kind, name, policy }).collect();
    let mut line = Line::new(Check::Actions, Verdict::Pass);
    let mut lacks = Vec::new();
    for action in ACTIONS {
        let request = Request {
            principal: principal.clone(),
            action: action.to_owned(),
            resource: "*".to_owned(),
            context: Context::new(),
        };
        let verdict = evaluate(&request, &attached, ResourceRule::Either, Some(&number));
        match verdict.decision {
            Decision::Allowed => {}
            Decision::DependsOn(keys) => {
                let keys = keys.into_iter().collect::<Vec<_>>().join(", ");
                line = line
                    .at_least(Verdict::Warn)
                    .bad(&role.name, format!("may {action} only for some values of {keys}"));
            }
            Decision::NotAllowed if on_some(documents, action) && !limited(documents) => {
                line = line.at_least(Verdict::Warn).bad(&role.name, format!("may {action} on some resources only"));
            }
            Decision::NotAllowed if !documents.unread.is_empty() => {
                line = line
                    .at_least(Verdict::Unknown)
                    .note(&role.name, format!("may {action}, perhaps: not all its policies were read"));
            }
            Decision::NotAllowed | Decision::Denied => {
                lacks.push(action);
                let why = if verdict.decision == Decision::Denied {
                    format!(". {}", verdict.why.trim_end_matches('.'))
                } else {
                    String::new()
                };
                line = line.at_least(Verdict::Fail).bad(&role.name, format!("may not {action}{why}"));
            }
        }
    }
    if line.verdict == Verdict::Pass {
        line = line.note(&role.name, "may do all seven");
    }
    for fault in &documents.faulty {
        line = line.at_least(Verdict::Warn).bad(&role.name, fault.clone());
    }
    if line.verdict != Verdict::Pass {
        for unread in &documents.unread {
            line = line.note(&role.name, unread.clone());
        }
    }
    if line.verdict == Verdict::Unknown {
        line = line.mend("Run this and import what it prints.", Some(READ.to_owned()));
    }
    if !lacks.is_empty() || !documents.faulty.is_empty() {
        let command = format!(
            "aws iam put-role-policy --role-name {} --policy-name vpc-connection --policy-document {}",
            word(&role.name),
            word(&permissions_policy())
        );
        line = line.mend("Give the role a policy with the seven actions.", Some(command));
    }
    (line, lacks)
}

/// Whether a boundary keeps the role from what its policies grant.
fn limited(documents: &Documents) -> bool {
    documents.read.iter().any(|(kind, ..)| *kind == Kind::Boundary)
}

/// Whom a role trusts.
fn trust(role: &Role) -> Line {
    let line = Line::new(Check::Trust, Verdict::Pass);
    let unread = |what: &str| {
        Line::new(Check::Trust, Verdict::Unknown)
            .note(&role.name, what.to_owned())
            .mend("Run this and import what it prints.", Some(READ.to_owned()))
    };
    let Some(text) = &role.trust else { return unread("has a trust policy that was not read") };
    let Ok(read) = iam_policy::read(text, Attachment::Trust) else {
        return line
            .at_least(Verdict::Fail)
            .bad(&role.name, "has a trust policy that IAM would not take")
            .mend("Set the trust policy as the page offers it.", None);
    };
    let allows = |service: &str, source: Option<&str>| {
        let context = match source {
            Some(source) => Context::new().with("aws:SourceArn", source).complete(),
            None => Context::new().complete(),
        };
        let request = Request {
            principal: Principal::Service(service.to_owned()),
            action: "sts:AssumeRole".to_owned(),
            resource: role.arn.clone(),
            context,
        };
        let attached = [Attached { kind: Kind::Resource, name: "the trust policy", policy: &read.policy }];
        evaluate(&request, &attached, ResourceRule::Required, None).decision == Decision::Allowed
    };
    let sources = sources(&read.policy);
    let mend = "Set the trust policy as the page offers it.";
    // An id that no space has shows whether the role lets any space in.
    let foreign =
        format!("arn:aws:codecatalyst:::space/{}/project/{}", Uuid::nil().hyphenated(), Uuid::nil().hyphenated());
    let mut line = line;
    for service in SERVICES {
        let open = allows(service, None) || allows(service, Some(&foreign));
        let some = open || sources.iter().any(|(source, _)| allows(service, Some(&as_value(source))));
        if !some {
            line = line.at_least(Verdict::Fail).bad(&role.name, format!("does not trust {service}")).mend(mend, None);
        } else if open {
            line = line
                .at_least(Verdict::Warn)
                .bad(&role.name, format!("trusts {service} for every space, not for named ones alone"))
                .mend(mend, None);
        }
    }
    for (source, plain) in &sources {
        if source.contains('*') && *plain {
            line = line.bad(
                &role.name,
                format!("compares aws:SourceArn with {source} as plain text; ArnLike is needed for the *"),
            );
        } else {
            line = line.note(&role.name, format!("is for {source}"));
        }
    }
    if line.verdict == Verdict::Pass {
        // What is read of an account says nothing of spaces, so this is as far as it can be known.
        line = line.note(
            &role.name,
            "may be for another space: nothing that the AWS CLI prints holds the id of a space. Compare the id with the one that the space’s own settings show"
                .to_owned(),
        );
    }
    line
}

/// A pattern as a value that it matches.
fn as_value(pattern: &str) -> String {
    pattern.replace(['*', '?'], "a")
}

/// What the statements of a trust policy compare `aws:SourceArn` with, and whether as plain text.
fn sources(policy: &Policy) -> Vec<(String, bool)> {
    let conditions = policy.statements.iter().flat_map(|statement| &statement.conditions);
    let own = conditions.filter(|condition| condition.key.eq_ignore_ascii_case("aws:SourceArn"));
    let plain = |test| matches!(test, Test::StringEquals | Test::StringEqualsIgnoreCase);
    let of = |condition: &Condition| {
        let plain = plain(condition.operator.test);
        condition.values.iter().map(move |value| (value.clone(), plain)).collect::<Vec<_>>()
    };
    let mut all: Vec<(String, bool)> = own.flat_map(of).collect();
    all.sort();
    all.dedup();
    all
}

/// The trust policy that is recommended, for a whole space or one of its projects (VPC-4).
pub fn trust_policy(space: Uuid, project: Option<ProjectId>) -> String {
    let space = format!("arn:aws:codecatalyst:::space/{}", space.hyphenated());
    documents::trust(&match project {
        None => vec![space.clone(), format!("{space}/project/*")],
        Some(project) => vec![format!("{space}/project/{}", project.0.hyphenated())],
    })
}

/// The permissions policy that a VPC role needs (VPC-3), in one line.
pub fn permissions_policy() -> String {
    let actions: Vec<String> = ACTIONS.iter().map(|action| format!("\"{action}\"")).collect();
    format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Action\":[{}],\"Resource\":\"*\"}}]}}",
        actions.join(",")
    )
}

/// The command that sets a role's trust policy.
pub fn trust_command(role: &str, policy: &str) -> String {
    format!("aws iam update-assume-role-policy --role-name {} --policy-document {}", word(role), word(policy))
}
