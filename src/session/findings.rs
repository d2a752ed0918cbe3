//! Looking through what the vault holds for sensitive data, a slice at a time (DPR-1).

use super::{
    Session,
    browser::clock::{self, SLICE_MS},
};
use crate::domain::sensitive::Finding;
use leptos::prelude::*;

impl Session {
    /// Looks through everything that the vault holds. `on` is told after each slice how many things were looked through,
    /// of how many, and says whether to go on. `None` when it said no, or the vault is locked or was locked meanwhile.
    ///
    /// What did not change since the last time is not looked at again.
    pub async fn look_for_sensitive(self, on: impl Fn(usize, usize) -> bool) -> Option<Vec<Finding>> {
        // The keeper is held until a vault that is being opened is whole.
        self.with_vault(|_| ()).await?;
        let core = self.core();
        // What one look remembers belongs to one at a time; a second one begins from nothing.
        let mut scan = core.scan.take();
        self.state.with_untracked(|state| scan.begin(state));
        let life = core.scans.get();
        loop {
            let until = clock::running() + SLICE_MS;
            while clock::running() < until {
                if !scan.step() {
                    let found = scan.finish();
                    core.scan.replace(scan);
                    return Some(found);
                }
            }
            let (done, total) = scan.progress();
            let goes_on = on(done, total);
            clock::breathe().await;
            // Locked meanwhile: what it remembers goes with it.
            if core.scans.get() != life {
                return None;
            }
            if !goes_on {
                core.scan.replace(scan);
                return None;
            }
        }
    }
}
