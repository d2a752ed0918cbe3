//! The console's screens, one folder an area.

mod app;
mod commands;
mod frame;
mod reminders;
mod waiting;

pub mod access;
pub mod account;
pub mod activity;
pub mod again;
pub mod application;
pub mod assistant;
pub mod billing;
pub mod cloud;
pub mod draft;
pub mod entry;
pub mod form;
#[cfg(debug_assertions)]
pub mod gallery;
pub mod identity_center;
pub mod issues;
pub mod key;
pub mod me;
pub mod member;
pub mod network;
pub mod organization;
pub mod pipeline;
pub mod present;
pub mod project;
pub mod repository;
pub mod sensitive;
pub mod space;
pub mod team;
pub mod trail;
pub mod vault;
pub mod vpc;

pub use app::App;
