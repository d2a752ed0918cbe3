//! Keys of cloud accounts (KMS-1..4), and what the pages of keys, repositories and pipelines share.

mod caller;
mod change;
mod context;
mod create;
mod detail;
mod list;
mod place;
mod sealed;

pub(super) use self::{
    caller::{CallerFields, Chosen},
    place::{Place, SignInHint, sites_label},
    sealed::{ContentFields, Dropped, Opening, SealedTable},
};
pub use self::{detail::KeyPage, list::KeysPage};
