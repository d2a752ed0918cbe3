//! Syncs of SSO spaces that nobody asks for: when the console opens, and on the minute while it is open (SSO-4).

use super::{Session, browser::clock, browser::random, core::Keeper};
use crate::domain::{application, sync};
use leptos::prelude::*;

impl Session {
    /// Syncs every space whose time has come. Done by the tab that writes alone, and as nobody: no person asked for it.
    pub async fn catch_up(self) {
        if self.state.with_untracked(|state| sync::due(state, clock::now()).is_empty()) {
            return;
        }
        let core = self.core();
        let mut keeper = core.keeper.lock().await;
        if !matches!(&*keeper, Keeper::Leading(_)) {
            return;
        }
        let well = random::Well::default();
        let mut number = [0; 16];
        well.draw(&mut number);
        // Refused if another sync came first, or where nothing can be kept: then the next minute tries again.
        let _ =
            self.decide_and_keep(&core, &mut keeper, application::Command::CatchUp.into(), Some((number, None))).await;
    }
}
