//! VPC connections of a space: the list, the wizard that adds one, and each with its readiness, endpoints and what can be done
//! with it (VPC-1..VPC-11).

mod add;
mod default;
mod detail;
mod edit;
mod endpoints;
mod fields;
mod list;
mod remove;
mod trust;

pub use self::{add::AddVpcPage, detail::VpcPage, list::VpcsPage};
