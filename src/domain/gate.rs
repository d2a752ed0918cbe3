//! The one gate: may this person do this here? (MBR-9, MBR-10)
