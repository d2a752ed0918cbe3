//! Wrong passphrases: each makes the next try wait longer (VLT-5).
//!
//! The count lives in this page's memory alone. It slows a person down who tries at this keyboard; who has the sealed
//! bytes is slowed by Argon2id.

use super::{Session, browser::clock};
use crate::domain::Refusal;
use leptos::prelude::*;
use std::cell::Cell;

/// The longest wait, in seconds.
const MOST: u32 = 64;

/// How many were wrong, and until when the next has to wait (page clock, ms).
#[derive(Default)]
pub(super) struct Tries {
    wrong: Cell<u32>,
    until: Cell<i64>,
}

/// Seconds to wait after so many wrong tries in a row: none after the first, then 2, 4, 8 and so on up to 64.
fn seconds_after(wrong: u32) -> u32 {
    match wrong {
        0 | 1 => 0,
        more => 1_u32.checked_shl(more - 1).unwrap_or(MOST).min(MOST),
    }
}

impl Session {
    /// Seconds until a passphrase may be tried again, tracked; zero when it may be.
    pub fn seconds_to_try(self) -> u32 {
        self.wait.get()
    }

    /// Refuses a try that comes too early.
    pub(super) fn may_try(self) -> Result<(), Refusal> {
        match self.left() {
            0 => Ok(()),
            _ => Err(Refusal::new("VLT-5", "Several passphrases were wrong. Wait until the time below is over.")
                .at("Passphrase")),
        }
    }

    /// A passphrase was wrong.
    pub(super) fn missed(self) {
        let core = self.core();
        let wrong = core.tries.wrong.get().saturating_add(1);
        core.tries.wrong.set(wrong);
        core.tries.until.set(clock::running() + i64::from(seconds_after(wrong)) * 1_000);
        let running = self.wait.get_untracked() > 0;
        self.wait.set(self.left());
        if !running {
            leptos::task::spawn_local(async move {
                while self.wait.get_untracked() > 0 {
                    gloo_timers::future::TimeoutFuture::new(200).await;
                    let left = self.left();
                    if left != self.wait.get_untracked() {
                        self.wait.set(left);
                    }
                }
            });
        }
    }

    /// One was right: the count begins anew.
    pub(super) fn hit(self) {
        let core = self.core();
        core.tries.wrong.set(0);
        core.tries.until.set(0);
        self.wait.set(0);
    }

    fn left(self) -> u32 {
        let left = self.core().tries.until.get() - clock::running();
        u32::try_from(left.max(0)).unwrap_or(0).div_ceil(1_000)
    }
}
