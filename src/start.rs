//! stub
/// Starts the page.
pub fn start() {}
