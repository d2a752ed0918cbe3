//! What the browser gives the console: storage, a write-ahead log, one writer among tabs, a worker for long work,
//! randomness and time, files and the clipboard, and the watch over idle time.
//!
//! Nothing here knows the domain, and nothing here ever writes anything unsealed: what is kept comes in sealed from
//! the vault (VLT-1). Every fault is a value with a sentence for the person; none of them stops the page.

pub mod clipboard;
pub mod clock;
pub mod fault;
pub mod files;
pub mod idle;
pub mod listen;
pub mod local;
pub mod once;
pub mod passkey;
pub mod random;
pub mod tabs;
pub mod utf16;
pub mod wal;
pub mod worker;
