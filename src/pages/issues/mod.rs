//! The pages of issues: board, backlog, all issues, archived ones, one issue, import and export (ISS-1..7).

mod act;
mod board;
mod bulk;
mod create;
mod desk;
mod editor;
mod finder;
mod memory;
mod names;
mod offers;
mod pick;
mod rows;
mod table;
mod toolbar;
