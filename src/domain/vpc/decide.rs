//! Who adds, edits and removes VPC connections, and which is the default (VPC-1, VPC-8, VPC-10).

use super::{CONNECTIONS, Command, Event, VpcConnection, check};
use crate::domain::{
    Event as DomainEvent, Facts, Permission, Refusal, State,
    gate::{self, Place},
    id::{PersonId, SpaceId, VpcConnectionId},
    space::Space,
    text::field,
};

type Events = Result<Vec<DomainEvent>, Refusal>;

/// Decides.
pub fn decide(state: &State, actor: Option<PersonId>, command: Command, facts: &mut Facts<'_>) -> Events {
    match command {
        Command::Add { space, name, account, setup } => {
            let space = ask(state, actor, Permission::CreateVPCConnection, space)?;
            if space.vpcs.by_id.len() >= CONNECTIONS {
                return Err(Refusal::new(
                    "VPC-2",
                    format!("A space can have {CONNECTIONS} VPC connections. Remove one that is not used."),
                ));
            }
            let setup = check::setup(state, space, account, &setup)?;
            let name = check::free_name(space, &name)?;
            let connection = VpcConnectionId::from_random(facts.bytes());
            Ok(vec![Event::Added { space: space.id, connection, name, account, setup }.into()])
        }
        Command::Edit { space, connection, setup } => {
            let space = ask(state, actor, Permission::EditVPCConnection, space)?;
            let found = known(space, connection)?;
            let setup = check::setup(state, space, found.account, &setup)?;
            if setup == found.setup {
                return Err(Refusal::new(
                    "VPC-9",
                    "The VPC connection is like this already, so there is nothing to save.",
                ));
            }
            Ok(vec![Event::Edited { space: space.id, connection, setup }.into()])
        }
        Command::Remove { space, connection, typed } => {
            let space = ask(state, actor, Permission::DeleteVPCConnection, space)?;
            let found = known(space, connection)?;
            if typed.trim() != found.name {
                return Err(Refusal::new(
                    "VPC-10",
                    "Type the name of the VPC connection as it is written above, letter case and all.",
                )
                .at(field::VPC_CONNECTION_NAME));
            }
            Ok(vec![Event::Removed { space: space.id, connection }.into()])
        }
        Command::SetDefault { space, connection } => {
            let space = ask(state, actor, Permission::EditVPCConnection, space)?;
            if let Some(connection) = connection {
                check::may_be_default(space, known(space, connection)?)?;
            }
            if space.vpcs.default == connection {
                let said = match connection {
                    Some(_) => "This VPC connection is the default of the space already.",
                    None => "The space has no default VPC connection, so there is none to take away.",
                };
                return Err(Refusal::new("VPC-8", said));
            }
            Ok(vec![Event::DefaultSet { space: space.id, connection }.into()])
        }
    }
}

fn ask(state: &State, actor: Option<PersonId>, permission: Permission, space: SpaceId) -> Result<&Space, Refusal> {
    gate::ask(state, actor, permission, Place::Space(space))?;
    state.space(space).ok_or_else(|| gate::gone("space"))
}

fn known(space: &Space, connection: VpcConnectionId) -> Result<&VpcConnection, Refusal> {
    space.vpcs.by_id.get(&connection).ok_or_else(|| {
        Refusal::new("VPC-2", "This VPC connection is not here. It may have been removed, or the address is mistyped.")
    })
}
