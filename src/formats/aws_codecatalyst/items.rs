//! The items of each listing.

use super::fields::Fields;
use crate::{
    domain::{
        Timestamp,
        activity::Logged,
        project::{DevEnvironment, Repository},
        space::Tier,
    },
    formats::{Unreadable, json::Map},
};

/// A space or a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The space a project belongs to; only `get-project` says it.
    pub space: Option<String>,
    /// Name.
    pub name: String,
    /// Region; spaces only.
    pub region: Option<String>,
    /// Display name, where it differs from the name, and description.
    pub description: String,
}

/// A Dev Environment with where it belongs, if it says so.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnedDevEnvironment {
    /// Name of the space.
    pub space: Option<String>,
    /// Name of the project.
    pub project: Option<String>,
    /// The environment.
    pub environment: DevEnvironment,
}

/// What `get-subscription` tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// The tier, when it is one of the three.
    pub tier: Option<Tier>,
    /// Name or number of the billing account.
    pub account: Option<String>,
    /// A change to come: the tier as printed, and when.
    pub pending: Option<(String, Option<Timestamp>)>,
}

/// An event of the service's own log, with where it happened.
#[derive(Clone, Debug, PartialEq)]
pub struct LogItem {
    /// When.
    pub at: Timestamp,
    /// What.
    pub logged: Logged,
}

impl Named {
    pub(super) fn space(map: &Map, place: &str) -> Result<Self, Unreadable> {
        let fields = Fields { map, place };
        let region = Some(fields.needed("regionName")?);
        Ok(Self { region, ..Self::project(map, place)? })
    }

    pub(super) fn project(map: &Map, place: &str) -> Result<Self, Unreadable> {
        let fields = Fields { map, place };
        let name = fields.needed("name")?;
        let shown = fields.text("displayName")?.filter(|shown| *shown != name);
        let described = fields.text("description")?;
        let description = match (shown, described) {
            (Some(shown), Some(described)) => format!("{shown}: {described}"),
            (shown, described) => shown.or(described).unwrap_or_default(),
        };
        Ok(Self { space: fields.text("spaceName")?, name, region: None, description })
    }
}

pub(super) fn repository(map: &Map, place: &str) -> Result<Repository, Unreadable> {
    let fields = Fields { map, place };
    Ok(Repository {
        id: fields.needed("id")?,
        name: fields.needed("name")?,
        description: fields.text("description")?.unwrap_or_default(),
        created: fields.moment("createdTime")?,
        updated: fields.moment("lastUpdatedTime")?,
    })
}

pub(super) fn dev_environment(map: &Map, place: &str) -> Result<OwnedDevEnvironment, Unreadable> {
    let fields = Fields { map, place };
    let storage = fields.object("persistentStorage")?;
    let mut repositories = Vec::new();
    for repository in fields.objects("repositories")? {
        let fields = Fields { map: repository, place };
        repositories.push((fields.needed("repositoryName")?, fields.text("branchName")?.unwrap_or_default()));
    }
    Ok(OwnedDevEnvironment {
        space: fields.text("spaceName")?,
        project: fields.text("projectName")?,
        environment: DevEnvironment {
            id: fields.needed("id")?,
            alias: fields.text("alias")?.unwrap_or_default(),
            creator: fields.text("creatorId")?.unwrap_or_default(),
            status: fields.needed("status")?,
            instance_type: fields.needed("instanceType")?,
            inactivity_minutes: fields.number("inactivityTimeoutMinutes")?,
            storage_gib: match storage {
                Some(map) => Fields { map, place }.number("sizeInGiB")?,
                None => fields.number("persistentStorage")?,
            },
            repositories,
            updated: fields.moment("lastUpdatedTime")?,
        },
    })
}

/// A tier as the service prints it.
pub(super) fn tier_printed(printed: &str) -> Option<Tier> {
    match printed.to_ascii_uppercase().as_str() {
        "FREE" => Some(Tier::Free),
        "STANDARD" => Some(Tier::Standard),
        "ENTERPRISE" => Some(Tier::Enterprise),
        _ => None,
    }
}

/// A subscription with a note when its tier is none of the three.
pub(super) fn subscription(map: &Map, place: &str) -> Result<(Subscription, Option<String>), Unreadable> {
    let fields = Fields { map, place };
    let printed = fields.text("subscriptionType")?;
    let tier = printed.as_deref().and_then(tier_printed);
    let note = printed.filter(|_| tier.is_none()).map(|printed| {
        format!(
            "The tier “{}” is none of Free, Standard and Enterprise: the tier is left as it is.",
            crate::formats::unreadable::clip(&printed)
        )
    });
    let since = fields.moment_if_any("pendingSubscriptionStartTime")?;
    let pending = fields.text("pendingSubscriptionType")?.map(|tier| (tier, since));
    Ok((Subscription { tier, account: fields.text("awsAccountName")?, pending }, note))
}

pub(super) fn log_item(map: &Map, place: &str) -> Result<LogItem, Unreadable> {
    let fields = Fields { map, place };
    let user = match fields.object("userIdentity")? {
        Some(map) => {
            let identity = Fields { map, place };
            match identity.text("userName")? {
                Some(name) => name,
                None => identity.text("principalId")?.unwrap_or_default(),
            }
        }
        None => String::new(),
    };
    Ok(LogItem {
        at: fields.moment("eventTime")?,
        logged: Logged {
            id: fields.needed("id")?,
            name: fields.needed("eventName")?,
            source: fields.text("eventSource")?.unwrap_or_default(),
            user,
            error: fields.text("errorCode")?,
        },
    })
}
