//! The pages of issues: board, backlog, all issues, archived ones, one issue, import and export (ISS-1..7).

mod act;
mod board;
mod desk;
mod finder;
mod memory;
mod names;
mod rows;
