//! Billing of a space: who pays, the tier and how it is changed, and what is used (BIL-1..6, TRB-2).

mod account;
mod amounts;
mod compare;
mod page;
mod plan;
mod used;
mod way;

pub use page::BillingPage;
