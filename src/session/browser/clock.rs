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
