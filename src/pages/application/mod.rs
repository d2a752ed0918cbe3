//! Single sign-on: the wizard, the application of an account, and the SSO settings of a space (SSO-1..9, APP-1, APP-2).

mod card;
mod checklist;
mod difference;
mod edit;
mod goes;
mod pick;
mod settings;
mod show;
mod wizard;

pub use card::ApplicationCard;
pub(in crate::pages) use card::builders;
pub use pick::PickGroups;
pub use settings::SsoPage;
pub use wizard::SetUpPage;
