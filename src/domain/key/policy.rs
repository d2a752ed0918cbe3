//! Who uses a key, and whether policies let them.

use super::{Context, Key, Keys, Manager, Site};
use crate::{
    domain::{
        Refusal, State,
        iam::{self, Attached, Decision, Kind, Policy, Principal, Request, ResourceRule},
        inventory::{Iam, Policies},
    },
    formats::iam_policy::{self, Attachment},
};
use serde::{Deserialize, Serialize};

/// The label of the field that a policy is pasted into.
pub const POLICY_FIELD: &str = "Policy of the caller";
/// The label of the field that a caller is chosen in.
pub const CALLER_FIELD: &str = "Caller";

/// Who asks a service for something that needs a key. Only who is known is authenticated (CCM-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Caller {
    /// A role of the account, by name.
    Role(String),
    /// A user of the account, by name.
    User(String),
    /// Somebody of the account with this policy and no other, as pasted.
    Pasted(String),
}

/// A caller with all policies that are attached to them.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// Who.
    pub principal: Principal,
    /// Their ARN.
    pub arn: String,
    policies: Vec<(Kind, String, Policy)>,
}

/// What of a service a key is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The service, as in its endpoint: `codecommit`.
    pub service: &'a str,
    /// The action, such as `kms:Decrypt`.
    pub action: &'a str,
    /// With which context.
    pub context: &'a Context,
}

/// The policy that a new key has: it leaves everything to the policies of the account.
pub fn default_policy(site: &Site) -> String {
    let root = format!("arn:{}:iam::{}:root", site.partition(), site.account);
    let policy = serde_json::json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "LeaveToTheAccount",
            "Effect": "Allow",
            "Principal": { "AWS": root },
            "Action": "kms:*",
            "Resource": "*"
        }]
    });
    serde_json::to_string_pretty(&policy).unwrap_or_default()
}

/// Reads a document, or says in one sentence what is wrong with it.
pub fn read(text: &str, attachment: Attachment) -> Result<Policy, String> {
    iam_policy::read(text, attachment)
        .map(|read| read.policy)
        .map_err(|faults| faults.first().map_or_else(|| "This is no policy.".to_owned(), ToString::to_string))
}

impl Caller {
    /// Finds the caller in the account with everything that is attached to them.
    pub fn resolve(&self, state: &State, site: &Site) -> Result<Resolved, Refusal> {
        let refuse = |message: String| Err(Refusal::new("CCM-3", message).at(CALLER_FIELD));
        let Some(account) = state.cloud_account(site.account) else {
            return refuse(format!("Nothing is known of the account {} here.", site.account));
        };
        let number = site.account.to_string();
        match self {
            Self::Role(name) => {
                let Some(role) = account.iam.roles.get(name) else {
                    return refuse(format!(
                        "The role “{name}” is not in this account, so nobody is authenticated as it. Choose another caller."
                    ));
                };
                let arn = role.arn.clone();
                let policies = attached(&account.iam, &role.policies, name)?;
                Ok(Resolved {
                    principal: Principal::Role { account: number, arn: arn.clone(), session: None },
                    arn,
                    policies,
                })
            }
            Self::User(name) => {
                let Some(user) = account.iam.users.get(name) else {
                    return refuse(format!(
                        "The user “{name}” is not in this account, so nobody is authenticated as them. Choose another caller."
                    ));
                };
                let arn = user.arn.clone();
                let mut policies = attached(&account.iam, &user.policies, name)?;
                for group in user.groups.iter().flatten() {
                    if let Some(found) = account.iam.groups.get(group) {
                        policies.extend(attached(&account.iam, &found.policies, group)?);
                    }
                }
                Ok(Resolved { principal: Principal::User { account: number, arn: arn.clone() }, arn, policies })
            }
            Self::Pasted(text) => {
                let policy =
                    read(text, Attachment::Identity).map_err(|why| Refusal::new("CCM-2", why).at(POLICY_FIELD))?;
                let arn = format!("arn:{}:iam::{number}:user/pasted-policy", site.partition());
                let policies = vec![(Kind::Identity, "the pasted policy".to_owned(), policy)];
                Ok(Resolved { principal: Principal::User { account: number, arn: arn.clone() }, arn, policies })
            }
        }
    }
}

/// All documents that are attached, read. One that is not known could deny anything, so it is named instead.
fn attached(iam: &Iam, policies: &Policies, of: &str) -> Result<Vec<(Kind, String, Policy)>, Refusal> {
    let refuse = |message: String| Refusal::new("CCM-2", message).at(CALLER_FIELD);
    let document = |kind: Kind, name: &str, text: &str| match read(text, Attachment::Identity) {
        Ok(policy) => Ok((kind, format!("the policy “{name}” of {of}"), policy)),
        Err(why) => Err(refuse(format!("The policy “{name}” of {of} cannot be read. {why}"))),
    };
    let mut all = Vec::new();
    for (name, text) in policies.inline.iter().flatten() {
        all.push(document(Kind::Identity, name, text)?);
    }
    let managed = policies.attached.iter().flatten().map(|arn| (Kind::Identity, arn));
    for (kind, arn) in managed.chain(policies.boundary.iter().map(|arn| (Kind::Boundary, arn))) {
        let name = arn.rsplit('/').next().unwrap_or(arn);
        let Some(text) = iam.policies.get(arn).and_then(|policy| policy.document.as_deref()) else {
            return Err(refuse(format!(
                "What the policy “{name}” of {of} says is not known here, and it could deny the keys. Import it with get-policy-version, or choose another caller."
            )));
        };
        all.push(document(kind, name, text)?);
    }
    Ok(all)
}

impl Resolved {
    /// What the policies attached to the caller say of an action.
    pub fn says(&self, action: &str, resource: &str, context: iam::Context) -> (Decision, String) {
        let all: Vec<Attached<'_>> =
            self.policies.iter().map(|(kind, name, policy)| Attached { kind: *kind, name, policy }).collect();
        let (principal, action, resource) = (self.principal.clone(), action.to_owned(), resource.to_owned());
        let verdict =
            iam::evaluate(&Request { principal, action, resource, context }, &all, ResourceRule::Either, None);
        (verdict.decision, verdict.why)
    }

    /// Whether the caller may use a key. With one that the cloud manages only what denies counts, since its service uses it for
    /// everybody of the account (CCM-2); a customer's key needs both its own policy and, as far as that leaves it to the account,
    /// one of the caller's.
    pub fn may_use(&self, site: &Site, keys: &Keys, key: &Key, ask: Ask<'_>) -> Result<(), String> {
        let own = key.policy.as_deref().map(|text| read(text, Attachment::Resource)).transpose();
        let own = own.map_err(|why| format!("The key's own policy cannot be read. {why}"))?;
        let mut all: Vec<Attached<'_>> =
            self.policies.iter().map(|(kind, name, policy)| Attached { kind: *kind, name, policy }).collect();
        let customers = key.manager == Manager::Customer;
        if let Some(policy) = own.as_ref().filter(|_| customers) {
            all.push(Attached { kind: Kind::Resource, name: "the key's own policy", policy });
        }
        let request = Request {
            principal: self.principal.clone(),
            action: ask.action.to_owned(),
            resource: key.arn.clone(),
            context: conditions(site, keys, key, ask),
        };
        let rule = if customers { ResourceRule::Required } else { ResourceRule::Either };
        let verdict = iam::evaluate(&request, &all, rule, None);
        match verdict.decision {
            Decision::Allowed => Ok(()),
            Decision::NotAllowed | Decision::DependsOn(_) if !customers => Ok(()),
            _ => Err(verdict.why),
        }
    }
}

/// What is known of the request.
fn conditions(site: &Site, keys: &Keys, key: &Key, ask: Ask<'_>) -> iam::Context {
    let aliases: Vec<&str> = keys.aliases_of(&key.id).collect();
    let suffix = if site.partition() == "aws-cn" { "amazonaws.com.cn" } else { "amazonaws.com" };
    let mut known = iam::Context::new()
        .with("kms:ViaService", &format!("{}.{}.{suffix}", ask.service, site.region))
        .with("kms:CallerAccount", &site.account.to_string())
        .with("aws:RequestedRegion", site.region.as_str())
        .with("aws:SecureTransport", "true")
        .with_all("kms:ResourceAliases", aliases)
        .with_all("kms:EncryptionContextKeys", ask.context.keys().map(String::as_str));
    for (name, value) in ask.context {
        known = known.with(&format!("kms:EncryptionContext:{name}"), value);
    }
    known
}
