//! The policies of a role or user of an account as far as they are known, and who may do something (TAG-2, VPC-3, CCM-2).

use super::{Attachment, read};
use crate::domain::{
    iam::{Attached, Context, Kind, Policy, Principal, Request, ResourceRule, Verdict, evaluate},
    inventory::{Iam, Policies, Role, User},
};

/// A principal with the policies that count for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// Each with what it is attached as, and its name.
    pub policies: Vec<(Kind, String, Policy)>,
    /// Names of policies whose documents are not known or are no policies: what they allow or deny is not in the answer.
    pub unknown: Vec<String>,
}

/// Whether somebody may do something.
#[derive(Clone, Debug, PartialEq)]
pub struct May {
    /// Who.
    pub holder: Holder,
    /// The answer.
    pub verdict: Verdict,
}

impl Holder {
    fn new(arn: &str, name: &str) -> Self {
        Self { arn: arn.to_owned(), name: name.to_owned(), policies: Vec::new(), unknown: Vec::new() }
    }

    /// A role with its inline and attached policies and its boundary.
    pub fn of_role(iam: &Iam, role: &Role) -> Self {
        let mut holder = Self::new(&role.arn, &role.name);
        holder.take(iam, &role.policies, "");
        holder
    }

    /// A user with those and the policies of their groups.
    pub fn of_user(iam: &Iam, user: &User) -> Self {
        let mut holder = Self::new(&user.arn, &user.name);
        holder.take(iam, &user.policies, "");
        match &user.groups {
            None => holder.unknown.push("the groups".to_owned()),
            Some(groups) => {
                for name in groups {
                    match iam.groups.get(name) {
                        Some(group) => holder.take(iam, &group.policies, &format!(" of the group {name}")),
                        None => holder.unknown.push(format!("the group {name}")),
                    }
                }
            }
        }
        holder
    }

    /// Everybody in an account.
    pub fn all(iam: &Iam) -> Vec<Self> {
        let roles = iam.roles.values().map(|role| Self::of_role(iam, role));
        roles.chain(iam.users.values().map(|user| Self::of_user(iam, user))).collect()
    }

    fn take(&mut self, iam: &Iam, policies: &Policies, whose: &str) {
        match &policies.inline {
            None => self.unknown.push(format!("the inline policies{whose}")),
            Some(inline) => {
                for (name, document) in inline {
                    self.add(Kind::Identity, format!("{name}{whose}"), Some(document));
                }
            }
        }
        match &policies.attached {
            None => self.unknown.push(format!("the attached policies{whose}")),
            Some(attached) => {
                for arn in attached {
                    self.managed(iam, Kind::Identity, arn, whose);
                }
            }
        }
        if let Some(boundary) = &policies.boundary {
            self.managed(iam, Kind::Boundary, boundary, whose);
        }
    }

    fn managed(&mut self, iam: &Iam, kind: Kind, arn: &str, whose: &str) {
        let name = arn.rsplit('/').next().unwrap_or(arn);
        let document = iam.policies.get(arn).and_then(|policy| policy.document.as_ref());
        self.add(kind, format!("{name}{whose}"), document);
    }

    fn add(&mut self, kind: Kind, name: String, document: Option<&String>) {
        match document.and_then(|document| read(document, Attachment::Identity).ok()) {
            Some(read) => self.policies.push((kind, name, read.policy)),
            None => self.unknown.push(name),
        }
    }

    /// Whether it may do something, by what is known.
    pub fn may(&self, action: &str, resource: &str, context: &Context) -> Option<Verdict> {
        let principal = Principal::parse(&self.arn)?;
        let request =
            Request { principal, action: action.to_owned(), resource: resource.to_owned(), context: context.clone() };
        let attached: Vec<Attached<'_>> =
            self.policies.iter().map(|(kind, name, policy)| Attached { kind: *kind, name, policy }).collect();
        Some(evaluate(&request, &attached, ResourceRule::Either, None))
    }
}

/// Who of an account may do something on a resource.
pub fn who_may(iam: &Iam, action: &str, resource: &str, context: &Context) -> Vec<May> {
    Holder::all(iam)
        .into_iter()
        .filter_map(|holder| holder.may(action, resource, context).map(|verdict| May { holder, verdict }))
        .collect()
}
