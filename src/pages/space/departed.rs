//! What happens to pages of a space that is deleted while they are shown, here or in another tab (SPC-8).

use crate::{
    components::Flashes,
    domain::{SpaceId, space::delete::next_space},
    routes::{Route, SpaceTab},
    session::{Nav, Phase, Session},
};
use leptos::prelude::*;

/// Leads to another space of the person, or to the page that makes one, once the space of the page at hand is gone. Called
/// once, in the frame.
pub fn lead_away() {
    let session = Session::here();
    let nav = Nav::here();
    let flashes = Flashes::of_page();
    // The space of the page, as long as it is there.
    let here = Memo::new(move |_| {
        nav.route().space().map(|space| (space, session.with(|state| state.space(space).is_some())))
    });
    Effect::new(move |before: Option<Option<(SpaceId, bool)>>| {
        let now = here.get();
        // A vault that locks forgets its state, and no space is gone for that.
        if let (Some(Some((was, true))), Some((is, false))) = (before, now)
            && was == is
            && session.phase() == Phase::Open
            && let Some(person) = session.actor()
        {
            let next = session.peek(|state| next_space(state, person));
            nav.replace(&next.map_or(Route::CreateSpace, |space| Route::Space(space, SpaceTab::Projects)));
            flashes.good("The space is deleted, and its key with it. Nothing of it is left in this browser.");
        }
        now
    });
}
