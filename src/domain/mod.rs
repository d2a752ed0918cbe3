//! The rules: state, commands, events and the decider that joins them. Pure: no clock, no randomness, no browser.
//!
//! A page sends a [`Command`]; [`decide`] answers with events or a [`Refusal`]; [`State::apply`] takes the events in.
//! What a command needs from outside (the time, fresh ids, random digits) comes in [`Facts`].

pub mod access;
pub mod account;
pub mod activity;
pub mod application;
pub mod assistant;
pub mod base32;
pub mod chain;
pub mod codec;
pub mod command;
pub mod draft;
pub mod event;
pub mod factor;
pub mod facts;
pub mod fips;
pub mod gate;
pub mod iam;
pub mod id;
pub mod identity;
pub mod identity_center;
pub mod import;
pub mod invariant;
pub mod inventory;
pub mod issue;
pub mod key;
pub mod linked;
pub mod member;
pub mod network;
pub mod organization;
pub mod outbox;
pub mod password;
pub mod permission;
pub mod pipeline;
pub mod practice;
pub mod project;
pub mod record;
pub mod refusal;
pub mod reminder;
pub mod replica;
pub mod repository;
pub mod role;
pub mod sample;
pub mod sensitive;
pub mod settings;
pub mod snapshot;
pub mod space;
pub mod state;
pub mod sync;
pub mod team;
pub mod text;
pub mod time;
pub mod token;
pub mod trail;
pub mod vpc;

pub use command::{Command, decide};
pub use event::Event;
pub use facts::Facts;
pub use id::{PersonId, ProjectId, SpaceId};
pub use permission::Permission;
pub use record::Record;
pub use refusal::{Mend, Refusal};
pub use role::Role;
pub use state::State;
pub use time::Timestamp;
