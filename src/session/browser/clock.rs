//! The time: of day for the domain, and one that only goes forward for measuring.

use crate::domain::Timestamp;

/// The moment, by the computer's clock.
#[allow(clippy::cast_possible_truncation, reason = "the browser gives whole milliseconds far below 2^53")]
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// Milliseconds since the page was opened; never goes back, but may stand still while the computer sleeps.
///
/// Zero where the browser has no such clock.
#[allow(clippy::cast_possible_truncation, reason = "fractions of a millisecond are of no use here")]
pub fn running() -> i64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0, |clock| clock.now() as i64)
}

/// Lets the page paint and answer before long work goes on. Also passes in a hidden tab, where no frame is painted.
pub async fn breathe() {
    gloo_timers::future::TimeoutFuture::new(0).await;
}

/// How long, in milliseconds, long work holds the page before it lets a frame through.
pub const SLICE_MS: i64 = 8;

/// The time that long work may hold the page at once.
pub struct Slice {
    until: i64,
}

impl Slice {
    /// Begins now.
    pub fn begin() -> Self {
        Self { until: running() + SLICE_MS }
    }

    /// Whether it is time to [`Slice::pause`].
    pub fn is_over(&self) -> bool {
        running() >= self.until
    }

    /// Lets a frame through; the next slice begins after it.
    pub async fn pause(&mut self) {
        breathe().await;
        *self = Self::begin();
    }

    /// The same if it is time to.
    pub async fn pause_if_over(&mut self) {
        if self.is_over() {
            self.pause().await;
        }
    }
}
