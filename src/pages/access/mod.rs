//! Who can do what: people by permissions, each cell with its reason (MBR-9..11).

mod cell;
mod grid;
mod page;
mod table;

pub use page::AccessPage;
