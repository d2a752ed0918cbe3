//! Which listing an object is, told by its keys.

use super::{Document, Listing, items};
use crate::formats::{
    Unreadable,
    json::{self, Map, Node},
};

/// What the items of a list are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Spaces,
    Projects,
    Repositories,
    DevEnvironments,
    EventLogs,
}

/// Keys that tell listings of the same service that are not taken, with their command and the reason.
const OTHERS: [(&str, &str); 7] = [
    ("runMode", "list-workflows"),
    ("workflowId", "list-workflow-runs"),
    ("devEnvironmentId", "list-dev-environment-sessions"),
    ("headCommitId", "list-source-repository-branches"),
    ("expiresTime", "list-access-tokens"),
    ("primaryEmail", "get-user-details"),
    ("https", "get-source-repository-clone-urls"),
];

/// First keys of what other services' commands print.
const SERVICES: [(&str, &str); 22] = [
    ("Vpcs", "ec2 describe-vpcs"),
    ("Subnets", "ec2 describe-subnets"),
    ("RouteTables", "ec2 describe-route-tables"),
    ("SecurityGroups", "ec2 describe-security-groups"),
    ("NatGateways", "ec2 describe-nat-gateways"),
    ("InternetGateways", "ec2 describe-internet-gateways"),
    ("NetworkAcls", "ec2 describe-network-acls"),
    ("Reservations", "ec2 describe-instances"),
    ("Keys", "kms list-keys"),
    ("Aliases", "kms list-aliases"),
    ("KeyMetadata", "kms describe-key"),
    ("KeyRotationEnabled", "kms get-key-rotation-status"),
    ("Roles", "iam list-roles"),
    ("Role", "iam get-role"),
    ("PolicyVersion", "iam get-policy-version"),
    ("PolicyDocument", "iam get-role-policy"),
    ("pipelines", "codepipeline list-pipelines"),
    ("pipeline", "codepipeline get-pipeline"),
    ("repositories", "codecommit list-repositories"),
    ("Events", "cloudtrail lookup-events"),
    ("Organization", "organizations describe-organization"),
    ("Accounts", "organizations list-accounts"),
];

/// Whether an object is something that `aws codecatalyst …` prints.
pub(in crate::formats) fn is_document(map: &Map) -> bool {
    map.contains_key("items") || item_shape(map).is_some() || is_subscription(map) || other_listing(map).is_some()
}

/// Whether an object is an item of a listing.
pub(in crate::formats) fn is_item(map: &Map) -> bool {
    item_shape(map).is_some() || other_listing(map).is_some()
}

/// The refusal of another service's output, if it is one.
pub(in crate::formats) fn other_service(map: &Map) -> Option<Unreadable> {
    let (_, command) = SERVICES.iter().find(|(key, _)| map.contains_key(*key))?;
    Some(Unreadable::new(format!(
        "This is what `aws {command}` prints. Here only the listings of `aws codecatalyst` are read, such as list-spaces and list-projects."
    )))
}

fn is_subscription(map: &Map) -> bool {
    ["subscriptionType", "pendingSubscriptionType"].iter().any(|&key| map.contains_key(key))
        || map.contains_key("awsAccountName") && map.len() == 1
}

fn other_listing(map: &Map) -> Option<Unreadable> {
    let (_, command) = OTHERS.iter().find(|(key, _)| map.contains_key(*key))?;
    Some(Unreadable::new(format!(
        "This is what `aws codecatalyst {command}` prints, of which this console keeps nothing. Leave this file away."
    )))
}

fn item_shape(map: &Map) -> Option<Shape> {
    let has = |key: &str| map.contains_key(key);
    if other_listing(map).is_some() {
        None
    } else if has("eventName") && has("eventTime") {
        Some(Shape::EventLogs)
    } else if has("instanceType") || has("inactivityTimeoutMinutes") {
        Some(Shape::DevEnvironments)
    } else if has("regionName") {
        Some(Shape::Spaces)
    } else if has("createdTime") || has("id") && has("name") && has("lastUpdatedTime") {
        Some(Shape::Repositories)
    } else if has("name")
        && map.keys().all(|key| matches!(key.as_str(), "name" | "displayName" | "description" | "spaceName"))
    {
        Some(Shape::Projects)
    } else {
        None
    }
}

/// Reads every document of a text: one, several behind one another, or a bare list of items (`--query items`).
///
/// # Errors
/// Any fault in any of them: then nothing is taken.
pub(in crate::formats) fn documents(text: &str) -> Result<Vec<Document>, Unreadable> {
    let mut documents = Vec::new();
    let mut at = 0;
    while let Some((node, end)) = json::value_at(text, at)? {
        let place =
            if documents.is_empty() { String::new() } else { format!("Listing {} in the file, ", documents.len() + 1) };
        documents.push(match node {
            Node::Map(map) => document(&map, &place)?,
            Node::List(list) => listing(&list, &place)?,
            other => {
                let (line, column) = json::place(text, at);
                return Err(Unreadable::new(format!(
                    "After line {line} stands {}, where a listing was expected. Make the file again.",
                    other.kind()
                ))
                .at(line, column));
            }
        });
        at = end;
    }
    Ok(documents)
}

fn document(map: &Map, place: &str) -> Result<Document, Unreadable> {
    let mut document = match map.get("items") {
        Some(Node::List(list)) => listing(list, place)?,
        Some(other) => {
            return Err(Unreadable::new(format!(
                "{place}“items” is {}, where a list was expected. Make the file again with the AWS CLI.",
                other.kind()
            )));
        }
        None => single(map, place)?,
    };
    document.incomplete =
        ["nextToken", "NextToken"].iter().any(|&key| map.get(key).is_some_and(|node| !node.is_nothing()));
    Ok(document)
}

/// What a `get-…` command prints.
fn single(map: &Map, place: &str) -> Result<Document, Unreadable> {
    if is_subscription(map) {
        let (subscription, note) = items::subscription(map, &format!("{place}get-subscription"))?;
        let notes = note.into_iter().collect();
        return Ok(Document { listing: Listing::Subscription(subscription), incomplete: false, notes });
    }
    let listing = match item_shape(map) {
        Some(Shape::Spaces) => Listing::Spaces(vec![items::Named::space(map, &format!("{place}get-space"))?]),
        Some(Shape::Projects) => Listing::Projects(vec![items::Named::project(map, &format!("{place}get-project"))?]),
        Some(Shape::Repositories) => return Err(one_of_many("get-source-repository", "list-source-repositories")),
        Some(Shape::DevEnvironments) => return Err(one_of_many("get-dev-environment", "list-dev-environments")),
        Some(Shape::EventLogs) => Listing::EventLogs(vec![items::log_item(map, &format!("{place}the event"))?]),
        None => return Err(refused(map, place)),
    };
    Ok(Document { listing, incomplete: false, notes: Vec::new() })
}

fn one_of_many(got: &str, wanted: &str) -> Unreadable {
    Unreadable::new(format!(
        "This is what `aws codecatalyst {got}` prints: one item without its neighbours, which would replace all that are known. Import what {wanted} prints."
    ))
}

fn refused(map: &Map, place: &str) -> Unreadable {
    other_listing(map).or_else(|| other_service(map)).unwrap_or_else(|| {
        Unreadable::new(format!(
            "{place}the keys are not those of any listing of `aws codecatalyst` that this console reads. Nothing was taken from this file."
        ))
    })
}

fn listing(list: &[Node], place: &str) -> Result<Document, Unreadable> {
    let mut maps = Vec::with_capacity(list.len());
    for (index, node) in list.iter().enumerate() {
        let here = format!("{place}Item {}", index + 1);
        match node {
            Node::Map(map) => maps.push((map, here)),
            other => {
                return Err(Unreadable::new(format!(
                    "{here} is {}, where an object was expected. Nothing was taken from this file: make it again with the AWS CLI.",
                    other.kind()
                )));
            }
        }
    }
    let Some((first, first_place)) = maps.first() else {
        let notes = vec!["A listing has no items: there was nothing to take from it.".to_owned()];
        return Ok(Document { listing: Listing::Empty, incomplete: false, notes });
    };
    let shape = item_shape(first).ok_or_else(|| refused(first, &format!("{first_place}: ")))?;
    for (map, here) in &maps {
        if item_shape(map) != Some(shape) {
            return Err(Unreadable::new(format!(
                "{here} is of another kind than the first one. Nothing was taken from this file: make it again with the AWS CLI."
            )));
        }
    }
    let listing = match shape {
        Shape::Spaces => Listing::Spaces(each(&maps, items::Named::space)?),
        Shape::Projects => Listing::Projects(each(&maps, items::Named::project)?),
        Shape::Repositories => Listing::Repositories(each(&maps, items::repository)?),
        Shape::DevEnvironments => Listing::DevEnvironments(each(&maps, items::dev_environment)?),
        Shape::EventLogs => Listing::EventLogs(each(&maps, items::log_item)?),
    };
    Ok(Document { listing, incomplete: false, notes: Vec::new() })
}

fn each<T>(maps: &[(&Map, String)], read: fn(&Map, &str) -> Result<T, Unreadable>) -> Result<Vec<T>, Unreadable> {
    maps.iter().map(|(map, place)| read(map, place)).collect()
}
