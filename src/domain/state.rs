//! Everything the console knows, as a fold of its records.

use super::{
    Event, Record, account,
    account::{AccountId, CloudSession, SignedInAs},
    application,
    application::Application,
    assistant, billing, factor,
    factor::Factor,
    id::{MessageId, PersonId, ProjectId, RequestId, SealedId, SpaceId, TokenId},
    identity,
    identity::{Code, Person, SignUp},
    identity_center,
    identity_center::IdentityCenter,
    import, inventory,
    inventory::CloudAccount,
    issue, key,
    key::SealedObject,
    member, organization,
    organization::Organization,
    outbox,
    outbox::Message,
    password,
    password::Password,
    pipeline, project,
    project::Project,
    repository, sensitive, settings,
    settings::Settings,
    space,
    space::{NameHash, NameKey, Request, Space, delete::Founding},
    team, token,
    token::Token,
    trail,
    trail::Trail,
    vpc,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The state. Large parts hang on `Arc`, so that a clone is cheap and a snapshot can be written while edits go on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// A sign-up on its way.
    pub sign_up: Option<SignUp>,
    /// People of this vault.
    pub people: BTreeMap<PersonId, Person>,
    /// Messages that wait; [`outbox::newest_first`] puts them in order.
    pub outbox: BTreeMap<MessageId, Message>,
    /// Settings.
    pub settings: Settings,
    /// The cloud side's sign-in.
    pub cloud: Option<CloudSession>,
    /// As whom of that account.
    pub signed_in_as: SignedInAs,
    /// Spaces asked for.
    pub requests: BTreeMap<RequestId, Request>,
    /// Hashes of every name ever taken (SPC-3).
    pub taken: BTreeSet<NameHash>,
    /// Key of those hashes; none until the first name is taken.
    pub name_key: NameKey,
    /// Spaces.
    pub spaces: BTreeMap<SpaceId, Arc<Space>>,
    /// Who made spaces this month that are gone: the limit a month counts them.
    pub departed: Vec<Founding>,
    /// Personal access tokens, without their secrets (PAT-4).
    pub tokens: BTreeMap<TokenId, Token>,
    /// Who has set up an authenticator application (ID-7).
    pub factors: BTreeMap<PersonId, Factor>,
    /// What is known of cloud accounts, by account.
    pub inventory: BTreeMap<AccountId, Arc<CloudAccount>>,
    /// What keys of cloud accounts sealed: files of repositories, artifacts of pipelines.
    pub sealed: BTreeMap<SealedId, Arc<SealedObject>>,
    /// Passwords of those who have one of their own (ID-5).
    pub passwords: BTreeMap<PersonId, Password>,
    /// Codes on their way to those who forgot it.
    pub resets: BTreeMap<PersonId, Code>,
    /// What happened with keys, and sign-ins (AUD-2).
    pub trail: Arc<Trail>,
    /// Organizations of the cloud side by their management account (ORG-1).
    pub organizations: BTreeMap<AccountId, Arc<Organization>>,
    /// Identity Center instances by the account that owns them (ORG-1..4).
    pub centers: BTreeMap<AccountId, Arc<IdentityCenter>>,
    /// Identity Center applications by their account (SSO-2).
    pub applications: BTreeMap<AccountId, Arc<Application>>,
}

impl State {
    /// A space by id.
    pub fn space(&self, space: SpaceId) -> Option<&Space> {
        self.spaces.get(&space).map(Arc::as_ref)
    }

    /// A project by the ids of its address.
    pub fn project(&self, space: SpaceId, project: ProjectId) -> Option<&Project> {
        self.space(space)?.projects.get(&project).map(Arc::as_ref)
    }

    /// A space to be changed; shared parts are copied first.
    pub(super) fn space_mut(&mut self, space: SpaceId) -> Option<&mut Space> {
        self.spaces.get_mut(&space).map(Arc::make_mut)
    }

    /// Takes a stored record in. Total: an event that fits nothing (its space is gone) changes nothing.
    pub fn apply(&mut self, record: &Record) {
        for event in &record.events {
            match event {
                Event::Identity(event) => identity::apply(self, record, event),
                Event::Outbox(event) => outbox::apply(self, record, event),
                Event::Settings(event) => settings::apply(self, record, event),
                Event::Space(event) => space::apply(self, record, event),
                Event::Account(event) => account::apply(self, record, event),
                Event::Member(event) => member::apply(self, record, event),
                Event::Project(event) => project::apply(self, record, event),
                Event::Issue(event) => issue::apply(self, record, event),
                Event::Import(event) => import::apply(self, record, event),
                Event::Sensitive(event) => sensitive::apply(self, record, event),
                Event::Trail(event) => trail::apply(self, record, event),
                Event::Team(event) => team::apply(self, record, event),
                Event::Token(event) => token::apply(self, record, event),
                Event::Factor(event) => factor::apply(self, record, event),
                Event::Inventory(event) => inventory::apply(self, record, event),
                Event::Vpc(event) => vpc::apply(self, record, event),
                Event::Organization(event) => organization::apply(self, record, event),
                Event::IdentityCenter(event) => identity_center::apply(self, record, event),
                Event::Application(event) => application::apply(self, record, event),
                Event::Key(event) => key::apply(self, record, event),
                Event::Repository(event) => repository::apply(self, record, event),
                Event::Pipeline(event) => pipeline::apply(self, record, event),
                Event::Password(event) => password::apply(self, record, event),
                Event::Assistant(event) => assistant::apply(self, record, event),
                Event::Billing(event) => billing::apply(self, record, event),
            }
        }
    }
}
