//! Takes in what became of VPC connections.

use super::{Event, VpcConnection};
use crate::domain::{Record, State, activity::Deed};

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    let Some(space) = state.space_mut(event.space()) else { return };
    match event {
        Event::Added { connection, name, account, setup, .. } => {
            let made = VpcConnection {
                id: *connection,
                name: name.clone(),
                account: *account,
                setup: setup.clone(),
                since: record.at,
            };
            space.vpcs.by_id.insert(*connection, made);
            space.log(record, None, Deed::VpcConnectionAdded(name.clone()));
        }
        Event::Edited { connection, setup, .. } => {
            let Some(found) = space.vpcs.by_id.get_mut(connection) else { return };
            found.setup = setup.clone();
            let name = found.name.clone();
            space.log(record, None, Deed::VpcConnectionEdited(name));
        }
        Event::Removed { connection, .. } => {
            let Some(gone) = space.vpcs.by_id.remove(connection) else { return };
            if space.vpcs.default == Some(*connection) {
                space.vpcs.default = None;
            }
            space.log(record, None, Deed::VpcConnectionRemoved(gone.name));
        }
        Event::DefaultSet { connection, .. } => {
            let name = match connection {
                Some(connection) => {
                    let Some(found) = space.vpcs.by_id.get(connection) else { return };
                    Some(found.name.clone())
                }
                None => None,
            };
            space.vpcs.default = *connection;
            space.log(record, None, Deed::VpcDefaultSet(name));
        }
    }
}
