//! The cloud side: what stands in for the cloud's own console while an account is verified (SPC-6, ACC-1).

mod accounts;
mod billing;
mod iam;
mod import;
mod known;
mod permissions;
mod sign_in;
mod spaces;
mod verify;

pub use self::{accounts::CloudPage, iam::IamPage, spaces::CloudSpacesPage};
pub(in crate::pages) use sign_in::{SignIn, SignedIn};
