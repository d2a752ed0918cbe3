//! What a segment holds, in words, with the names that the state knows: for sentences about damage (VLT-5).

use super::{Address, numbers};
use crate::domain::{
    State,
    event::Scope,
    id::{ProjectId, SpaceId},
};

/// What takes room together, as people think of it (VLT-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// A project with its issues.
    Project(SpaceId, ProjectId),
    /// The activity of a space.
    Feed(SpaceId),
    /// A space itself: its name, accounts, members, teams and invitations.
    Space(SpaceId),
    /// The activity log.
    Trail,
    /// What is known of cloud accounts.
    Cloud,
    /// The messages of the outbox.
    Outbox,
    /// People, settings, and the names that are taken.
    Vault,
}

impl Address {
    /// With what it takes room.
    pub const fn holder(&self) -> Holder {
        match *self {
            Self::People(_) | Self::Console | Self::Names | Self::Tokens(_) | Self::Departed | Self::Passwords => {
                Holder::Vault
            }
            Self::CloudAccount(_)
            | Self::CloudRegion(..)
            | Self::Organization(_)
            | Self::IdentityCenter(_)
            | Self::Directory(..)
            | Self::Application(_)
            | Self::Sealed(_) => Holder::Cloud,
            Self::Outbox(_) => Holder::Outbox,
            Self::Trail | Self::TrailChunk(_) => Holder::Trail,
            Self::Space(id)
            | Self::Members(id, _)
            | Self::Teams(id, _)
            | Self::Invitations(id, _)
            | Self::VpcConnections(id)
            | Self::Assistant(id)
            | Self::Billing(id)
            | Self::Followed(id, _)
            | Self::Ties(id) => Holder::Space(id),
            Self::Feed(id, _) | Self::FeedEnd(id) => Holder::Feed(id),
            Self::Project(id, of) | Self::Outsiders(id, of) | Self::Issues(id, of, _) => Holder::Project(id, of),
        }
    }

    /// What lies here, to begin a sentence with. What the state does not know is told without its name.
    pub fn place(&self, state: &State) -> String {
        let space = |id: SpaceId| space(id, state);
        let project = |id: SpaceId, project: ProjectId| match state.project(id, project) {
            Some(project) => format!("the project {} in {}", project.name, space(id)),
            None => format!("a project in {}", space(id)),
        };
        match *self {
            Self::People(_) => "Some of the people of this vault".to_owned(),
            Self::Console => "The settings".to_owned(),
            Self::Tokens(_) => "Some of the personal access tokens".to_owned(),
            Self::Sealed(_) => "Something that a key of an AWS account sealed".to_owned(),
            Self::CloudAccount(id) => format!("The roles and policies of the AWS account {id}"),
            Self::CloudRegion(id, region) => format!("What is known of the AWS account {id} in {region}"),
            Self::Outbox(_) => "Some messages of the outbox".to_owned(),
            Self::Names => "The list of taken space names".to_owned(),
            Self::Passwords => "The passwords of Builder IDs".to_owned(),
            Self::Departed => "The count of this month's deleted spaces".to_owned(),
            Self::Space(id) => format!("Name, description and accounts of {}", space(id)),
            Self::Teams(id, _) => format!("Some of the teams of {}", space(id)),
            Self::Invitations(id, _) => format!("Some of the invitations to {}", space(id)),
            Self::Assistant(id) => format!("The generative AI features of {}", space(id)),
            Self::VpcConnections(id) => format!("The VPC connections of {}", space(id)),
            Self::Billing(id) => format!("The billing details of {}", space(id)),
            Self::Ties(id) => format!("Roles and tags of the AWS accounts of {}", space(id)),
            Self::Members(id, _) => format!("Some of the members of {}, with their roles", space(id)),
            Self::Feed(id, _) => format!("Part of the activity of {}", space(id)),
            Self::FeedEnd(id) => format!("Where the activity of {} ends", space(id)),
            Self::Organization(account) => format!("The organization that {account} manages"),
            Self::IdentityCenter(account) => format!("The Identity Center instance of {account}"),
            Self::Directory(account, _) => format!("Some users and groups of the Identity Center of {account}"),
            Self::Application(account) => format!("The Identity Center application of {account}"),
            Self::Followed(id, _) => format!("The groups of some of the members of {}", space(id)),
            Self::Trail => "Where the activity log ends".to_owned(),
            Self::TrailChunk(_) => "Part of the activity log".to_owned(),
            Self::Project(id, of) => format!("Name, description, statuses and labels of {}", project(id, of)),
            Self::Outsiders(id, of) => format!("The names of people from elsewhere in {}", project(id, of)),
            Self::Issues(id, of, bucket) => {
                let numbers = numbers(bucket);
                // No issue has the number 0.
                format!("The issues {} to {} of {}", numbers.start().max(&1), numbers.end(), project(id, of))
            }
        }
    }
    /// The log that entries here belong to, for the middle of a sentence.
    pub fn log(&self, state: &State) -> String {
        match self.scope() {
            Scope::Vault => "the activity log".to_owned(),
            Scope::Space(id) => format!("the activity of {}", space(id, state)),
        }
    }
}

fn space(id: SpaceId, state: &State) -> String {
    match state.space(id) {
        Some(space) => format!("the space {}", space.name),
        None => "a space".to_owned(),
    }
}
