//! Everything a person can ask of the console, and the one place where it is decided.

use super::{
    Event, Facts, PersonId, Record, Refusal, State, account, application, assistant, billing, factor, identity,
    identity_center, import, inventory, issue, key, member, organization, outbox, password, pipeline, project,
    repository, sensitive, settings, space, team, token, trail, vpc,
};
use serde::{Deserialize, Serialize};

/// A wish, by area. Commands travel between tabs, so they serialise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Sign-up and profile.
    Identity(identity::Command),
    /// The outbox.
    Outbox(outbox::Command),
    /// What the person sets for this console.
    Settings(settings::Command),
    /// Spaces.
    Space(space::Command),
    /// Account connections and the cloud side of them.
    Account(account::Command),
    /// Projects.
    Project(project::Command),
    /// Issues.
    Issue(issue::Command),
    /// What other programs printed.
    Import(import::Command),
    /// Members.
    Member(member::Command),
    /// What looks sensitive and is kept on purpose.
    Sensitive(sensitive::Command),
    /// The activity log.
    Trail(trail::Command),
    /// Teams.
    Team(team::Command),
    /// Personal access tokens.
    Token(token::Command),
    /// Second factors of sign-ins.
    Factor(factor::Command),
    /// What is known of cloud accounts.
    Inventory(inventory::Command),
    /// VPC connections.
    Vpc(vpc::Command),
    /// Organizations of the cloud side.
    Organization(organization::Command),
    /// Identity Center instances, their users and groups.
    IdentityCenter(identity_center::Command),
    /// Identity Center applications.
    Application(application::Command),
    /// Keys of cloud accounts.
    Key(key::Command),
    /// `CodeCommit` repositories.
    Repository(repository::Command),
    /// Pipelines.
    Pipeline(pipeline::Command),
    /// Passwords of Builder IDs.
    Password(password::Command),
    /// Generative AI features of a space.
    Assistant(assistant::Command),
    /// Billing of spaces.
    Billing(billing::Command),
}

macro_rules! areas {
    ($($area:ident => $variant:ident),* $(,)?) => {$(
        impl From<$area::Command> for Command {
            fn from(command: $area::Command) -> Self {
                Self::$variant(command)
            }
        }
    )*};
}

areas! {
    identity => Identity, outbox => Outbox, settings => Settings, space => Space, account => Account,
    project => Project, issue => Issue, import => Import, member => Member, sensitive => Sensitive,
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

/// Decides a command: the record of what happened, or the refusal.
///
/// Permission is asked first (inside each area, through [`super::gate`]), then the rules of the command. The state is
/// not touched: the record becomes true when it is stored and then applied.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Record, Refusal> {
    let mut events: Vec<Event> = match command {
        Command::Identity(command) => identity::decide(state, actor, command, facts)?,
        Command::Outbox(command) => outbox::decide(state, actor, command, facts)?,
        Command::Settings(command) => settings::decide(state, actor, command, facts)?,
        Command::Space(command) => space::decide(state, actor, command, facts)?,
        Command::Account(command) => account::decide(state, actor, command, facts)?,
        Command::Project(command) => project::decide(state, actor, command, facts)?,
        Command::Issue(command) => issue::decide(state, actor, command, facts)?,
        Command::Import(command) => import::decide(state, actor, command, facts)?,
        Command::Member(command) => member::decide(state, actor, command, facts)?,
        Command::Sensitive(command) => sensitive::decide(state, actor, command, facts)?,
        Command::Trail(command) => trail::decide(state, actor, command, facts)?,
        Command::Team(command) => team::decide(state, actor, command, facts)?,
        Command::Token(command) => token::decide(state, actor, command, facts)?,
        Command::Factor(command) => factor::decide(state, actor, command, facts)?,
        Command::Inventory(command) => inventory::decide(state, actor, command, facts)?,
        Command::Vpc(command) => vpc::decide(state, actor, command, facts)?,
        Command::Organization(command) => organization::decide(state, actor, command, facts)?,
        Command::IdentityCenter(command) => identity_center::decide(state, actor, command, facts)?,
        Command::Application(command) => application::decide(state, actor, command, facts)?,
        Command::Key(command) => key::decide(state, actor, command, facts)?,
        Command::Repository(command) => repository::decide(state, actor, command, facts)?,
        Command::Pipeline(command) => pipeline::decide(state, actor, command, facts)?,
        Command::Password(command) => password::decide(state, actor, command, facts)?,
        Command::Assistant(command) => assistant::decide(state, actor, command, facts)?,
        Command::Billing(command) => billing::decide(state, actor, command, facts)?,
    };
    events.extend(trail::follow(state, actor, &events, facts));
    Ok(Record { at: facts.now, actor, events })
}
