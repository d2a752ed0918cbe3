//! The activity log of the vault: operations with keys and sign-ins, its chain and its witnesses (AUD-2, AUD-3, KMS-4).

mod chain;
mod compare;
mod link;
mod page;
mod record;
mod rows;
mod sieve;
mod witness;

pub use self::{
    chain::{ChainState, Found, watch},
    link::{LogLink, Wanted},
    page::TrailPage,
};
