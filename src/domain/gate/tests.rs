//! The gate against the table (MBR-9, MBR-10).
