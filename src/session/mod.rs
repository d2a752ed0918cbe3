//! The running console: signals, who acts, commands in, views out, idle lock, browser storage, tabs.

pub mod browser;
