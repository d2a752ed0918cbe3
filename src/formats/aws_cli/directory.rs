//! Documents of `aws organizations`, `aws sso-admin` and `aws identitystore` (reference 1.7).

use super::{
    Listing, Object, Reading,
    shape::{Shape, Tell},
};
use crate::formats::Unreadable;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        command: "organizations describe-organization",
        key: "Organization",
        tell: Tell::Key,
        noun: ("organization", "organizations"),
        read: later,
    },
    Shape {
        command: "organizations list-accounts",
        key: "Accounts",
        tell: Tell::Item("Arn"),
        noun: ("account", "accounts"),
        read: later,
    },
    Shape {
        command: "sso-admin list-instances",
        key: "Instances",
        tell: Tell::Item("InstanceArn"),
        noun: ("instance", "instances"),
        read: later,
    },
    Shape {
        command: "identitystore list-users",
        key: "Users",
        tell: Tell::Item("IdentityStoreId"),
        noun: ("user", "users"),
        read: later,
    },
    Shape {
        command: "identitystore list-groups",
        key: "Groups",
        tell: Tell::Item("IdentityStoreId"),
        noun: ("group", "groups"),
        read: later,
    },
    Shape {
        command: "identitystore list-group-memberships",
        key: "GroupMemberships",
        tell: Tell::Key,
        noun: ("membership", "memberships"),
        read: later,
    },
];

#[allow(clippy::unnecessary_wraps, reason = "the form of a reader")]
fn later(_object: &Object<'_>, _next: bool, _reading: &mut Reading) -> Result<Listing, Unreadable> {
    Ok(Listing::Nothing("This console keeps no directory yet."))
}
