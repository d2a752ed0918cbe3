//! IAM Identity Center on the cloud side: the instance, its source, users, groups, and the application (ORG-1..4, APP-1).

mod groups;
mod instance;
mod page;
mod users;

pub use page::IdentityCenterPage;
