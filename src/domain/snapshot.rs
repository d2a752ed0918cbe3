//! The state as segments: how it is cut for the vault, and put together again.
