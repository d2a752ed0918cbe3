//! One statement and its elements.

use super::{Attachment, Reader, near, place_of};
use crate::{
    domain::iam::{Condition, Effect, PrincipalPattern, Principals, Selection, Statement, condition::Operator},
    formats::{
        json::spanned::{Shape, Value},
        unreadable::clip,
    },
};

const ELEMENTS: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];
const KINDS: [&str; 4] = ["AWS", "Service", "Federated", "CanonicalUser"];

/// What of a statement was found, and where.
#[derive(Default)]
struct Found {
    sid: Option<String>,
    effect: Option<Effect>,
    principals: Option<Principals>,
    actions: Option<Selection>,
    resources: Option<Selection>,
    conditions: Vec<Condition>,
}

impl Reader {
    pub(super) fn statement(&mut self, value: &Value) -> Option<Statement> {
        let Shape::Map(entries) = value.shape() else {
            self.fault(value, format!("A statement is an object in braces, this is {}.", value.shape().name()));
            return None;
        };
        let mut found = Found::default();
        for (key, entry) in &entries {
            self.element(key, entry, &mut found);
        }
        self.complete(value, found)
    }

    fn element(&mut self, key: &str, entry: &Value, found: &mut Found) {
        match key {
            "Sid" => {
                found.sid = self.text(entry, "Sid");
                let letters = |sid: &String| sid.bytes().all(|byte| byte.is_ascii_alphanumeric());
                // Key and bucket policies take more; those of IAM do not.
                if self.attachment == Attachment::Identity && found.sid.as_ref().is_some_and(|sid| !letters(sid)) {
                    self.fault(entry, "A Sid takes letters and digits only.");
                }
            }
            "Effect" => {
                found.effect = match entry.shape() {
                    Shape::Text(text) if text == "Allow" => Some(Effect::Allow),
                    Shape::Text(text) if text == "Deny" => Some(Effect::Deny),
                    _ => {
                        self.fault(entry, "The effect is “Allow” or “Deny”, with a capital.");
                        Some(Effect::Deny)
                    }
                };
            }
            "Principal" | "NotPrincipal" => {
                if found.principals.is_some() {
                    self.fault(entry, "A statement has either “Principal” or “NotPrincipal”, not both.");
                }
                let patterns = self.principals(entry, key);
                found.principals = Some(Principals { except: key == "NotPrincipal", patterns });
            }
            "Action" | "NotAction" => {
                if found.actions.is_some() {
                    self.fault(entry, "A statement has either “Action” or “NotAction”, not both.");
                }
                let patterns = self.actions(entry, key);
                found.actions = Some(Selection { except: key == "NotAction", patterns });
            }
            "Resource" | "NotResource" => {
                if found.resources.is_some() {
                    self.fault(entry, "A statement has either “Resource” or “NotResource”, not both.");
                }
                let patterns = self.resources(entry, key);
                found.resources = Some(Selection { except: key == "NotResource", patterns });
            }
            "Condition" => found.conditions = self.conditions(entry),
            other => {
                let hint = near(other, ELEMENTS);
                self.fault(entry, format!("A statement has no element “{}”.{hint}", clip(other)));
            }
        }
    }

    /// Whether everything is there that its kind of policy needs, and nothing that it may not have.
    fn complete(&mut self, value: &Value, found: Found) -> Option<Statement> {
        if found.effect.is_none() {
            self.fault(value, "The statement needs an “Effect”: “Allow” or “Deny”.");
        }
        if found.actions.is_none() {
            self.fault(value, "The statement needs an “Action” or a “NotAction”.");
        }
        let named = found.principals.is_some();
        match self.attachment {
            Attachment::Identity if named => {
                self.fault(
                    value,
                    "A policy that is attached to somebody has no “Principal”: whoever it is attached to is meant.",
                );
            }
            Attachment::Trust | Attachment::Resource if !named => {
                self.fault(value, "The statement needs a “Principal”: whom it lets in.");
            }
            _ => {}
        }
        match self.attachment {
            Attachment::Trust if found.resources.is_some() => {
                self.fault(value, "A trust policy has no “Resource”: the role that it belongs to is meant.");
            }
            Attachment::Identity | Attachment::Resource if found.resources.is_none() => {
                self.fault(value, "The statement needs a “Resource” or a “NotResource”.");
            }
            Attachment::Any if found.resources.is_none() && !named => {
                self.fault(value, "The statement needs a “Resource”, or, in a trust policy, a “Principal”.");
            }
            _ => {}
        }
        Some(Statement {
            sid: found.sid,
            effect: found.effect?,
            principals: found.principals,
            actions: found.actions?,
            resources: found.resources,
            conditions: found.conditions,
            place: place_of(value),
        })
    }

    fn principals(&mut self, value: &Value, key: &str) -> Vec<PrincipalPattern> {
        let entries = match value.shape() {
            Shape::Text(text) if text == "*" => return vec![PrincipalPattern::Everyone],
            Shape::Map(entries) if !entries.is_empty() => entries,
            _ => {
                self.fault(
                    value,
                    format!("“{key}” is “*”, or an object such as {{\"Service\": \"codecatalyst.amazonaws.com\"}}."),
                );
                return Vec::new();
            }
        };
        let mut patterns = Vec::new();
        for (kind, names) in &entries {
            if !KINDS.contains(&kind.as_str()) {
                let hint = near(kind, KINDS);
                self.fault(names, format!("There is no kind of principal “{}”.{hint}", clip(kind)));
                continue;
            }
            for (name, at) in self.texts(names, kind) {
                patterns.push(match kind.as_str() {
                    "AWS" if name == "*" => PrincipalPattern::Everyone,
                    "AWS" => {
                        if name.contains(['*', '?']) {
                            self.fault(&at, "A principal takes no wildcards but “*” alone. Name the account, and the ARN in a condition on aws:PrincipalArn.");
                        }
                        PrincipalPattern::Aws(name)
                    }
                    "Service" => PrincipalPattern::Service(name),
                    "Federated" => PrincipalPattern::Federated(name),
                    _ => PrincipalPattern::CanonicalUser(name),
                });
            }
        }
        patterns
    }

    fn actions(&mut self, value: &Value, key: &str) -> Vec<String> {
        let texts = self.texts(value, key);
        for (action, at) in &texts {
            if action == "*" {
                continue;
            }
            let service = action.split_once(':').filter(|(service, name)| {
                let part = |text: &str, more: &[char]| {
                    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || more.contains(&c))
                };
                // A service's name takes no wildcard but alone.
                (part(service, &[]) || *service == "*") && part(name, &['*', '?', '_'])
            });
            if service.is_none() {
                let hint = match action.split_once(['>', '.', '/', ';']) {
                    Some((service, name)) if !service.is_empty() && !name.is_empty() && !action.contains(':') => {
                        format!(" Did you mean “{}:{}”?", clip(service), clip(name))
                    }
                    _ => String::new(),
                };
                self.fault(
                    at,
                    format!(
                        "“{}” is no action: a service and a name with a colon between, such as ec2:DescribeVpcs.{hint}",
                        clip(action)
                    ),
                );
            }
        }
        texts.into_iter().map(|(action, _)| action).collect()
    }

    fn resources(&mut self, value: &Value, key: &str) -> Vec<String> {
        let texts = self.texts(value, key);
        for (resource, at) in &texts {
            // A variable may stand for the beginning.
            if resource != "*" && !resource.starts_with("arn:") && !resource.starts_with(['*', '$']) {
                self.fault(at, format!("“{}” is no resource: an ARN (arn:aws:…), or “*”.", clip(resource)));
            }
        }
        texts.into_iter().map(|(resource, _)| resource).collect()
    }

    fn conditions(&mut self, value: &Value) -> Vec<Condition> {
        let Shape::Map(operators) = value.shape() else {
            self.fault(value, format!("“Condition” is an object of operators, this is {}.", value.shape().name()));
            return Vec::new();
        };
        let mut conditions = Vec::new();
        for (name, keys) in &operators {
            let Some(operator) = Operator::parse(name) else {
                let hint = near(name, Operator::names());
                self.fault(keys, format!("There is no condition operator “{}”.{hint}", clip(name)));
                continue;
            };
            let Shape::Map(keys_of) = keys.shape() else {
                self.fault(
                    keys,
                    format!(
                        "Under “{}” stands an object of condition keys, this is {}.",
                        clip(name),
                        keys.shape().name()
                    ),
                );
                continue;
            };
            for (key, values) in &keys_of {
                if key.trim().is_empty() {
                    self.fault(values, "A condition key has a name, such as aws:SourceArn.");
                }
                let values_of = self.values(values, key);
                conditions.push(Condition { operator, key: key.clone(), values: values_of, place: place_of(values) });
            }
        }
        conditions
    }

    /// Texts, numbers and truth values, one or a list of them; compared as texts.
    fn values(&mut self, value: &Value, key: &str) -> Vec<String> {
        let list = match value.shape() {
            Shape::List(list) => list,
            _ => vec![*value],
        };
        let mut values = Vec::new();
        for item in &list {
            match item.shape() {
                Shape::Text(text) => values.push(text),
                Shape::Plain(plain) => values.push(plain.to_owned()),
                other => self.fault(
                    item,
                    format!("A value of “{}” is text, a number, true or false; this is {}.", clip(key), other.name()),
                ),
            }
        }
        values
    }
}
