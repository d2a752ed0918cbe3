//! What happens without anybody asking, when the console opens and on the minute while it is open: syncs of SSO spaces
//! (SSO-4), and smaller tiers whose billing cycle has begun (BIL-3).

use super::{Session, browser::clock, browser::random, core::Keeper};
use crate::domain::{Command, application, billing, sync};
use leptos::prelude::*;

impl Session {
    /// Does everything whose time has come. Done by the tab that writes alone, and as nobody: no person asked for it.
    pub async fn catch_up(self) {
        let due = self.state.with_untracked(|state| {
            let syncs = !sync::due(state, clock::now()).is_empty();
            let turns = !billing::due(state, clock::now()).is_empty();
            let sync = syncs.then(|| Command::from(application::Command::CatchUp));
            sync.into_iter().chain(turns.then(|| billing::Command::Turn.into())).collect::<Vec<_>>()
        });
        if due.is_empty() {
            return;
        }
        let core = self.core();
        let mut keeper = core.keeper.lock().await;
        if !matches!(&*keeper, Keeper::Leading(_)) {
            return;
        }
        let well = random::Well::default();
        for command in due {
            let mut number = [0; 16];
            well.draw(&mut number);
            // Refused if another sync came first, or where nothing can be kept: then the next minute tries again.
            let _ = self.decide_and_keep(&core, &mut keeper, command, Some((number, None))).await;
        }
    }
}
