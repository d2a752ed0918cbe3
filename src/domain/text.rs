//! Limits and patterns of names and texts (reference 1.1, 6.1, 6.2).
