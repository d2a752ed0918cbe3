//! Which decision belongs to which command, and syncs (SSO-4).

use super::{Application, Command, associate, create, end};
use crate::domain::{
    Event as DomainEvent, Facts, Refusal, State, gate,
    id::{PersonId, SpaceId},
    sync,
};
use std::collections::BTreeSet;

type Events = Result<Vec<DomainEvent>, Refusal>;

/// Decides.
pub fn decide(state: &State, actor: Option<PersonId>, command: Command, facts: &mut Facts<'_>) -> Events {
    match command {
        Command::CatchUp => return catch_up(state, facts),
        Command::Sync { space } => {
            gate::administrator(state, actor, space, "Sync Identity Center")?;
            let application = state.application_for(space).ok_or_else(|| {
                Refusal::new("SSO-4", "SSO is not enabled for this space, so there is nothing to sync.")
            })?;
            associate::is_valid(application)?;
            return Ok(run(state, application, space, actor, facts));
        }
        _ => {}
    }
    gate::person(state, actor)?;
    match command {
        Command::Create { display_name, name, place, groups, administrators } => {
            let wish = create::Wish { display_name, name, place, groups, administrators };
            create::create(state, actor, wish, facts)
        }
        Command::Edit { groups, administrators } => associate::edit(state, actor, &groups, &administrators, facts.now),
        Command::Associate { space, billing, administrators } => {
            associate::associate(state, actor, space, billing, &administrators, facts)
        }
        Command::Disassociate { successor } => associate::disassociate(state, actor, successor, facts.now),
        Command::Delete => end::delete(state),
        // Decided above.
        Command::Sync { .. } | Command::CatchUp => Ok(Vec::new()),
    }
}

fn run(
    state: &State,
    application: &Application,
    id: SpaceId,
    by: Option<PersonId>,
    facts: &Facts<'_>,
) -> Vec<DomainEvent> {
    let Some(space) = state.space(id) else { return Vec::new() };
    let center = state.identity_center(application.account);
    let nobody = BTreeSet::new();
    let difference = sync::difference_with(center, application, space, &state.people, &nobody, facts.now);
    sync::events(application, id, difference, facts.now, by)
}

/// Syncs all whose time has come. People are given aliases one application after the other, so each works on what those
/// before it left.
fn catch_up(state: &State, facts: &Facts<'_>) -> Events {
    let mut work = create::Work::new(state, None, facts.now);
    for space in sync::due(state, facts.now) {
        let Some(application) = work.state.application_for(space).cloned() else { continue };
        let events = run(&work.state, &application, space, None, facts);
        work.happen(events);
    }
    if work.events.is_empty() {
        return Err(Refusal::new("SSO-4", "No sync is due yet."));
    }
    Ok(work.events)
}
