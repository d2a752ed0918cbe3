//! Documents of `aws iam`, and those that say who asks or what was done (reference 1.6, 1.8).

use super::{
    Listing, Object, Reading,
    shape::{Shape, Tell},
};
use crate::{
    domain::inventory::{Group, IamPart, Listed, ManagedPolicy, Policies, Role, User},
    formats::{Unreadable, iam_policy, json::spanned},
};
use std::collections::BTreeMap;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        command: "iam get-account-authorization-details",
        key: "RoleDetailList",
        tell: Tell::Key,
        noun: ("role with its policies", "roles with their policies"),
        read: details,
    },
    Shape { command: "iam list-roles", key: "Roles", tell: Tell::Item("Arn"), noun: ("role", "roles"), read: roles },
    Shape {
        command: "iam get-role",
        key: "Role",
        tell: Tell::Item("RoleName"),
        noun: ("role", "roles"),
        read: one_role,
    },
    Shape { command: "iam list-users", key: "Users", tell: Tell::Item("Arn"), noun: ("user", "users"), read: users },
    Shape {
        command: "iam list-groups",
        key: "Groups",
        tell: Tell::Item("GroupName"),
        noun: ("group", "groups"),
        read: groups,
    },
    Shape {
        command: "iam list-policies",
        key: "Policies",
        tell: Tell::Item("Arn"),
        noun: ("policy", "policies"),
        read: policies,
    },
    Shape {
        command: "iam get-policy",
        key: "Policy",
        tell: Tell::Item("Arn"),
        noun: ("policy", "policies"),
        read: one_policy,
    },
    Shape {
        command: "iam get-role-policy",
        key: "PolicyDocument",
        tell: Tell::Key,
        noun: ("inline policy", "inline policies"),
        read: inline,
    },
    Shape {
        command: "iam get-policy-version",
        key: "PolicyVersion",
        tell: Tell::Key,
        noun: ("policy version", "policy versions"),
        read: |_, _, _| {
            Ok(Listing::Nothing(
                "It does not say of which policy it is a version. Run `aws iam get-account-authorization-details`, which tells all.",
            ))
        },
    },
    Shape {
        command: "iam list-attached-role-policies",
        key: "AttachedPolicies",
        tell: Tell::Key,
        noun: ("attached policy", "attached policies"),
        read: |_, _, _| {
            Ok(Listing::Nothing(
                "It does not say to whom the policies are attached. Run `aws iam get-account-authorization-details`, which tells all.",
            ))
        },
    },
    Shape {
        command: "iam list-role-policies",
        key: "PolicyNames",
        tell: Tell::Key,
        noun: ("policy name", "policy names"),
        read: |_, _, _| {
            Ok(Listing::Nothing(
                "It does not say whose policies they are. Run `aws iam get-account-authorization-details`, which tells all.",
            ))
        },
    },
    Shape {
        command: "cloudtrail lookup-events",
        key: "Events",
        tell: Tell::Item("EventId"),
        noun: ("event", "events"),
        read: |_, _, _| Ok(Listing::Nothing("Events are not kept: the activity log here has those of this console.")),
    },
    Shape {
        command: "sts get-caller-identity",
        key: "UserId",
        tell: Tell::Text,
        noun: ("identity", "identities"),
        read: caller,
    },
];

fn caller(object: &Object<'_>, _next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    reading.owner(&object.needed("Account")?);
    Ok(Listing::Caller)
}

fn details(object: &Object<'_>, next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let mut part =
        IamPart { roles: Listed::of(each(object, "RoleDetailList", reading, role)?, next), ..IamPart::default() };
    // Each of the four lists may be left away with --filter.
    if object.has("UserDetailList") {
        part.users = Listed::of(each(object, "UserDetailList", reading, user)?, next);
    }
    if object.has("GroupDetailList") {
        part.groups = Listed::of(each(object, "GroupDetailList", reading, group)?, next);
    }
    if object.has("Policies") {
        part.policies = Listed::of(each(object, "Policies", reading, policy)?, next);
    }
    Ok(Listing::Iam(Box::new(part)))
}

fn roles(object: &Object<'_>, next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let roles = Listed::of(each(object, "Roles", reading, role)?, next);
    Ok(Listing::Iam(Box::new(IamPart { roles, ..IamPart::default() })))
}

fn one_role(object: &Object<'_>, _next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let roles = Listed::one(role(&object.needed_object("Role")?, reading)?);
    Ok(Listing::Iam(Box::new(IamPart { roles, ..IamPart::default() })))
}

fn users(object: &Object<'_>, next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let users = Listed::of(each(object, "Users", reading, user)?, next);
    Ok(Listing::Iam(Box::new(IamPart { users, ..IamPart::default() })))
}

fn groups(object: &Object<'_>, next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let groups = Listed::of(each(object, "Groups", reading, group)?, next);
    Ok(Listing::Iam(Box::new(IamPart { groups, ..IamPart::default() })))
}

fn policies(object: &Object<'_>, _next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    // Which of them are listed is a matter of --scope, so the list is never known to be whole.
    let policies = Listed { items: each(object, "Policies", reading, policy)?, whole: false };
    Ok(Listing::Iam(Box::new(IamPart { policies, ..IamPart::default() })))
}

fn one_policy(object: &Object<'_>, _next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let policies = Listed::one(policy(&object.needed_object("Policy")?, reading)?);
    Ok(Listing::Iam(Box::new(IamPart { policies, ..IamPart::default() })))
}

/// `get-role-policy`, `get-user-policy` or `get-group-policy`.
fn inline(object: &Object<'_>, _next: bool, _reading: &mut Reading) -> Result<Listing, Unreadable> {
    let inline = Some(BTreeMap::from([(
        object.needed("PolicyName")?,
        document(object, "PolicyDocument")?.ok_or_else(|| object.fault("PolicyDocument", "is missing"))?,
    )]));
    let policies = Policies { inline, ..Policies::default() };
    let mut part = IamPart::default();
    if let Some(name) = object.text("RoleName")? {
        part.roles = Listed::one(Role { name, policies, ..Role::default() });
    } else if let Some(name) = object.text("UserName")? {
        part.users = Listed::one(User { name, policies, ..User::default() });
    } else {
        part.groups = Listed::one(Group { name: object.needed("GroupName")?, policies, ..Group::default() });
    }
    Ok(Listing::Iam(Box::new(part)))
}

fn each<T>(
    object: &Object<'_>,
    key: &str,
    reading: &mut Reading,
    read: fn(&Object<'_>, &mut Reading) -> Result<T, Unreadable>,
) -> Result<Vec<T>, Unreadable> {
    object.objects(key)?.iter().map(|item| read(item, reading)).collect()
}

fn role(item: &Object<'_>, reading: &mut Reading) -> Result<Role, Unreadable> {
    let used = item.object("RoleLastUsed")?.map(|used| used.moment("LastUsedDate")).transpose()?.flatten();
    Ok(Role {
        name: item.needed("RoleName")?,
        arn: own_arn(item, reading)?,
        id: item.text("RoleId")?,
        created: item.moment("CreateDate")?,
        description: item.text("Description")?,
        max_session: item.number("MaxSessionDuration")?,
        trust: document(item, "AssumeRolePolicyDocument")?,
        policies: attached(item, "RolePolicyList")?,
        tags: tags(item)?,
        last_used: used,
    })
}

fn user(item: &Object<'_>, reading: &mut Reading) -> Result<User, Unreadable> {
    let groups = if item.has("GroupList") { Some(item.texts("GroupList")?) } else { None };
    Ok(User {
        name: item.needed("UserName")?,
        arn: own_arn(item, reading)?,
        groups,
        policies: attached(item, "UserPolicyList")?,
        tags: tags(item)?,
    })
}

fn group(item: &Object<'_>, reading: &mut Reading) -> Result<Group, Unreadable> {
    Ok(Group {
        name: item.needed("GroupName")?,
        arn: own_arn(item, reading)?,
        policies: attached(item, "GroupPolicyList")?,
    })
}

fn policy(item: &Object<'_>, reading: &mut Reading) -> Result<ManagedPolicy, Unreadable> {
    let version = item.text("DefaultVersionId")?;
    let mut text = None;
    for one in item.objects("PolicyVersionList")? {
        if one.flag("IsDefaultVersion")? == Some(true) || one.text("VersionId")? == version {
            text = document(&one, "Document")?;
        }
    }
    Ok(ManagedPolicy {
        arn: own_arn(item, reading)?,
        name: item.needed("PolicyName")?,
        description: item.text("Description")?,
        version,
        document: text,
    })
}

/// The item's own ARN, of which the account is noted.
fn own_arn(item: &Object<'_>, reading: &mut Reading) -> Result<String, Unreadable> {
    let arn = item.needed("Arn")?;
    if !arn.starts_with("arn:") {
        return Err(item.fault("Arn", "is no ARN, which begins with “arn:”"));
    }
    reading.arn(&arn);
    Ok(arn)
}

fn tags(item: &Object<'_>) -> Result<Option<BTreeMap<String, String>>, Unreadable> {
    if item.has("Tags") { item.tags("Tags").map(Some) } else { Ok(None) }
}

/// Policies of a principal: only the details have them.
fn attached(item: &Object<'_>, inline: &str) -> Result<Policies, Unreadable> {
    let mut policies = Policies::default();
    if item.has(inline) {
        let read = |one: &Object<'_>| {
            let text = document(one, "PolicyDocument")?.ok_or_else(|| one.fault("PolicyDocument", "is missing"))?;
            Ok((one.needed("PolicyName")?, text))
        };
        policies.inline = Some(item.objects(inline)?.iter().map(read).collect::<Result<_, Unreadable>>()?);
    }
    if item.has("AttachedManagedPolicies") {
        let list = item.objects("AttachedManagedPolicies")?;
        policies.attached = Some(list.iter().map(|one| one.needed("PolicyArn")).collect::<Result<_, _>>()?);
    }
    if let Some(boundary) = item.object("PermissionsBoundary")? {
        policies.boundary = Some(boundary.needed("PermissionsBoundaryArn")?);
    }
    Ok(policies)
}

/// A policy document: the CLI prints it as an object, the API as percent-encoded text. Kept as text, laid out alike, so that it is the
/// same from every command; what is no JSON is kept as it is.
fn document(item: &Object<'_>, key: &str) -> Result<Option<String>, Unreadable> {
    let Some(value) = item.get(key) else { return Ok(None) };
    match value.shape() {
        spanned::Shape::Text(text) => {
            let text = iam_policy::decode(&text);
            let laid_out = spanned::Value::of(&text).ok().map(|value| value.pretty());
            Ok(Some(laid_out.unwrap_or(text)).filter(|text| !text.is_empty()))
        }
        spanned::Shape::Map(_) => Ok(Some(value.pretty())),
        other => Err(item.fault(key, &format!("is {}, where a policy was expected", other.name()))),
    }
}
