//! Everything that can have happened. The stored and exported form of the domain: public and versioned
//! (docs/events.md). Variants and fields are only ever added at the end; anything else is a new version.

use super::{
    account, application, assistant, billing, factor, id::SpaceId, identity, identity_center, import, inventory, issue,
    key, member, organization, outbox, password, pipeline, project, repository, sensitive, settings, space, team,
    token, trail, vpc,
};
use serde::{Deserialize, Serialize};

/// Something that happened, by area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// Sign-up and profile.
    Identity(identity::Event),
    /// The outbox.
    Outbox(outbox::Event),
    /// What the person sets for this console.
    Settings(settings::Event),
    /// Spaces.
    Space(space::Event),
    /// Account connections and the cloud side of them.
    Account(account::Event),
    /// Members.
    Member(member::Event),
    /// Projects.
    Project(project::Event),
    /// Issues.
    Issue(issue::Event),
    /// What other programs printed.
    Import(import::Event),
    /// What looks sensitive and is kept on purpose.
    Sensitive(sensitive::Event),
    /// The activity log.
    Trail(trail::Event),
    /// Teams.
    Team(team::Event),
    /// Personal access tokens.
    Token(token::Event),
    /// Second factors of sign-ins.
    Factor(factor::Event),
    /// What is known of cloud accounts.
    Inventory(inventory::Event),
    /// VPC connections.
    Vpc(vpc::Event),
    /// Organizations of the cloud side.
    Organization(organization::Event),
    /// Identity Center instances, their users and groups.
    IdentityCenter(identity_center::Event),
    /// Identity Center applications.
    Application(application::Event),
    /// Keys of cloud accounts, and what they sealed.
    Key(key::Event),
    /// `CodeCommit` repositories.
    Repository(repository::Event),
    /// Pipelines.
    Pipeline(pipeline::Event),
    /// Passwords of Builder IDs.
    Password(password::Event),
    /// Generative AI features of a space.
    Assistant(assistant::Event),
    /// Billing of spaces.
    Billing(billing::Event),
}

/// Whose key seals an event (VLT-12: a space's data goes with its key).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// The vault itself: people, settings, outbox, spaces that are only asked for.
    Vault,
    /// One space.
    Space(SpaceId),
}

impl Event {
    /// The scope whose key seals this event.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Identity(_)
            | Self::Outbox(_)
            | Self::Settings(_)
            | Self::Trail(_)
            | Self::Token(_)
            | Self::Factor(_)
            | Self::Inventory(_)
            | Self::Organization(_)
            | Self::IdentityCenter(_)
            | Self::Application(_)
            | Self::Password(_) => Scope::Vault,
            Self::Key(event) => event.scope(),
            Self::Repository(event) => event.scope(),
            Self::Pipeline(event) => event.scope(),
            Self::Space(event) => event.scope(),
            Self::Account(event) => event.scope(),
            Self::Member(event) => Scope::Space(event.space()),
            Self::Team(event) => Scope::Space(event.space()),
            Self::Assistant(event) => Scope::Space(event.space()),
            Self::Project(event) => Scope::Space(event.space()),
            Self::Issue(event) => Scope::Space(event.space),
            Self::Import(event) => event.scope(),
            Self::Sensitive(event) => Scope::Space(event.space()),
            Self::Vpc(event) => Scope::Space(event.space()),
            Self::Billing(event) => Scope::Space(event.space()),
        }
    }
}

macro_rules! areas {
    ($($area:ident => $variant:ident),* $(,)?) => {$(
        impl From<$area::Event> for Event {
            fn from(event: $area::Event) -> Self {
                Self::$variant(event)
            }
        }
    )*};
}

areas! {
    identity => Identity, outbox => Outbox, settings => Settings, space => Space, account => Account,
    member => Member, project => Project, issue => Issue, import => Import,
    sensitive => Sensitive,
    trail => Trail,
    team => Team,
    token => Token,
    factor => Factor,
    inventory => Inventory,
    vpc => Vpc,
    organization => Organization,
    identity_center => IdentityCenter,
    application => Application,
    key => Key,
    repository => Repository,
    pipeline => Pipeline,
    password => Password,
    assistant => Assistant,
    billing => Billing,
}
