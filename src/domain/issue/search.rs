//! Finding issues: words and typed tokens over all fields (ISS-5).
