//! Documents of `aws organizations`, `aws sso-admin` and `aws identitystore` (reference 1.7).

use super::{
    Listing, Object, Reading,
    reading::account_id,
    shape::{Shape, Tell},
};
use crate::{
    domain::{
        account::AccountId,
        identity_center::{self, Group, Instance, Profile},
        organization::{self, Account, Features},
    },
    formats::Unreadable,
};
use std::collections::BTreeSet;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        command: "organizations describe-organization",
        key: "Organization",
        tell: Tell::Key,
        noun: ("organization", "organizations"),
        read: organization,
    },
    Shape {
        command: "organizations list-accounts",
        key: "Accounts",
        tell: Tell::Item("Arn"),
        noun: ("account", "accounts"),
        read: accounts,
    },
    Shape {
        command: "sso-admin list-instances",
        key: "Instances",
        tell: Tell::Item("InstanceArn"),
        noun: ("instance", "instances"),
        read: instances,
    },
    Shape {
        command: "identitystore list-users",
        key: "Users",
        tell: Tell::Item("IdentityStoreId"),
        noun: ("user", "users"),
        read: users,
    },
    Shape {
        command: "identitystore list-groups",
        key: "Groups",
        tell: Tell::Item("IdentityStoreId"),
        noun: ("group", "groups"),
        read: groups,
    },
    Shape {
        command: "identitystore list-group-memberships",
        key: "GroupMemberships",
        tell: Tell::Key,
        noun: ("membership", "memberships"),
        read: memberships,
    },
];

fn account(object: &Object<'_>, key: &str) -> Result<AccountId, Unreadable> {
    account_id(&object.needed(key)?).ok_or_else(|| object.fault(key, "is no account: twelve digits were expected"))
}

fn organization(object: &Object<'_>, _next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let organization = object.needed_object("Organization")?;
    let management = account(&organization, "MasterAccountId")?;
    reading.owner(&management.to_string());
    let features = match organization.text("FeatureSet")?.as_deref() {
        Some("ALL") => Some(Features::All),
        Some("CONSOLIDATED_BILLING") => Some(Features::Billing),
        _ => None,
    };
    let id = organization.needed("Id")?;
    Ok(Listing::Organization(organization::Part::Described { id, management, features }))
}

/// `arn:aws:organizations::<management account>:account/<organization>/<account>`.
fn of_organization(arn: &str) -> Option<(AccountId, &str)> {
    let mut parts = arn.splitn(6, ':');
    let management = account_id(parts.nth(4)?)?;
    let mut place = parts.next()?.strip_prefix("account/")?.split('/');
    let id = place.next().filter(|id| id.starts_with("o-"))?;
    Some((management, id))
}

fn accounts(object: &Object<'_>, next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let mut known: Option<(AccountId, String)> = None;
    let mut accounts = Vec::new();
    for item in object.objects("Accounts")? {
        let arn = item.needed("Arn")?;
        let Some((management, id)) = of_organization(&arn) else {
            return Err(item.fault("Arn", "is no ARN of an account in an organization"));
        };
        match &known {
            Some(known) if (known.0, known.1.as_str()) != (management, id) => {
                return Err(item.fault("Arn", "is of another organization than the accounts before it"));
            }
            _ => known = Some((management, id.to_owned())),
        }
        let status = item.text("State")?.map_or_else(|| item.text("Status"), |state| Ok(Some(state)))?;
        accounts.push(Account {
            id: account(&item, "Id")?,
            name: item.text("Name")?.unwrap_or_default(),
            email: item.text("Email")?.unwrap_or_default(),
            status: match status.as_deref() {
                Some("SUSPENDED" | "CLOSED") => organization::Status::Suspended,
                Some("PENDING_CLOSURE" | "PENDING_ACTIVATION") => organization::Status::Pending,
                _ => organization::Status::Active,
            },
            joined: item.moment("JoinedTimestamp")?,
            invited: item.text("JoinedMethod")?.as_deref() == Some("INVITED"),
        });
    }
    let Some((management, id)) = known else {
        return Ok(Listing::Nothing("It lists no account, and so does not say of which organization it is."));
    };
    reading.owner(&management.to_string());
    Ok(Listing::Organization(organization::Part::Accounts { id, management, accounts, whole: !next }))
}

fn instances(object: &Object<'_>, _next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let mut instances = Vec::new();
    for item in object.objects("Instances")? {
        let owner = account(&item, "OwnerAccountId")?;
        reading.owner(&owner.to_string());
        instances.push(Instance {
            account: owner,
            arn: item.needed("InstanceArn")?,
            name: item.text("Name")?.unwrap_or_default(),
            // The document does not say: the person does.
            region: String::new(),
            status: match item.text("Status")?.as_deref() {
                Some("CREATE_IN_PROGRESS") => identity_center::Status::Coming,
                Some("CREATE_FAILED") => identity_center::Status::Failed,
                Some("DELETE_IN_PROGRESS") => identity_center::Status::Going,
                _ => identity_center::Status::Active,
            },
            store: Some(store(&item.needed("IdentityStoreId")?)),
            source: None,
        });
    }
    if !instances.is_empty() {
        reading.note("The identity source of an instance is not printed by any command. It is told by its users.");
    }
    Ok(Listing::Instances(instances))
}

/// An identity store's id, which some commands print as an ARN.
fn store(text: &str) -> String {
    text.rsplit('/').next().unwrap_or(text).to_owned()
}

/// The one identity store of a listing; `None` for an empty one.
fn one_store(items: &[Object<'_>]) -> Result<Option<String>, Unreadable> {
    let mut stores = BTreeSet::new();
    for item in items {
        stores.insert(store(&item.needed("IdentityStoreId")?));
        if stores.len() > 1 {
            return Err(item.fault("IdentityStoreId", "is another store than that of the items before it"));
        }
    }
    Ok(stores.pop_first())
}

const NOBODY: Listing = Listing::Nothing("It lists nothing, and so does not say of which identity store it is.");

fn users(object: &Object<'_>, next: bool, _reading: &mut Reading) -> Result<Listing, Unreadable> {
    let items = object.objects("Users")?;
    let Some(store) = one_store(&items)? else { return Ok(NOBODY) };
    let users = items.iter().map(user).collect::<Result<Vec<Profile>, Unreadable>>()?;
    Ok(Listing::Directory(identity_center::Part::Users { store, users, whole: !next }))
}

fn user(item: &Object<'_>) -> Result<Profile, Unreadable> {
    let id = item.needed("UserId")?;
    let user_name = item.text("UserName")?.unwrap_or_else(|| id.clone());
    let name = item.object("Name")?;
    let part = |key: &str| name.as_ref().map_or(Ok(None), |name| name.text(key));
    let parts: Vec<String> = [part("GivenName")?, part("FamilyName")?].into_iter().flatten().collect();
    let formatted = part("Formatted")?.or_else(|| (!parts.is_empty()).then(|| parts.join(" ")));
    let emails = item.objects("Emails")?;
    let mut email = None;
    for one in &emails {
        let primary = one.flag("Primary")? == Some(true);
        if primary || email.is_none() {
            email = one.text("Value")?;
        }
        if primary {
            break;
        }
    }
    let issuer = item.objects("ExternalIds")?.first().map_or(Ok(None), |first| first.text("Issuer"))?;
    Ok(Profile {
        full_name: item.text("DisplayName")?.or(formatted).unwrap_or_else(|| user_name.clone()),
        email: email.unwrap_or_default(),
        enabled: item.text("UserStatus")?.as_deref() != Some("DISABLED"),
        issuer: issuer.unwrap_or_default(),
        id,
        user_name,
    })
}

fn groups(object: &Object<'_>, next: bool, _reading: &mut Reading) -> Result<Listing, Unreadable> {
    let items = object.objects("Groups")?;
    let Some(store) = one_store(&items)? else { return Ok(NOBODY) };
    let group = |item: &Object<'_>| {
        let id = item.needed("GroupId")?;
        let name = item.text("DisplayName")?.unwrap_or_else(|| id.clone());
        Ok(Group { id, name, description: item.text("Description")?.unwrap_or_default() })
    };
    let groups = items.iter().map(group).collect::<Result<Vec<Group>, Unreadable>>()?;
    Ok(Listing::Directory(identity_center::Part::Groups { store, groups, whole: !next }))
}

fn memberships(object: &Object<'_>, next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let items = object.objects("GroupMemberships")?;
    let Some(store) = one_store(&items)? else {
        return Ok(Listing::Nothing(
            "It lists nobody, and so does not say which group is empty. Whoever is known in that group stays.",
        ));
    };
    let mut memberships = Vec::new();
    for item in &items {
        let member = item.needed_object("MemberId")?;
        memberships.push((item.needed("GroupId")?, member.needed("UserId")?));
    }
    if next {
        reading.note("A page is missing behind it, so nobody is taken out of these groups.");
    }
    Ok(Listing::Directory(identity_center::Part::Memberships { store, memberships, whole: !next }))
}
