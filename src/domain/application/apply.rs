//! Takes in what became of applications.

use super::{Application, Event};
use crate::domain::{Record, State};
use std::sync::Arc;

/// Takes an event of this area in.
pub fn apply(state: &mut State, _record: &Record, event: &Event) {
    let mut change = |change: &dyn Fn(&mut Application)| {
        if let Some(found) = state.applications.get_mut(&event.account()).map(Arc::make_mut) {
            change(found);
        }
    };
    match event {
        Event::Created { application } => {
            state.applications.insert(application.account, Arc::new(Application::clone(application)));
        }
        Event::Deleted { account } => {
            state.applications.remove(account);
        }
        Event::GroupsConnected { groups, .. } => change(&|found| found.groups.clone_from(groups)),
        Event::Associated { space, .. } => change(&|found| {
            found.space = Some(*space);
            found.last = None;
            found.changed = None;
        }),
        Event::Disassociated { .. } => change(&|found| found.space = None),
        Event::Invalidated { .. } => change(&|found| found.valid = false),
        Event::Synced { ran, .. } => change(&|found| {
            if !ran.brought.is_nothing() {
                found.changed = Some(ran.clone());
            }
            found.last = Some(ran.clone());
        }),
    }
}
