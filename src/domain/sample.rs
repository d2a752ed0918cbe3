//! "Open a sample": a small plausible company, made only by sending commands.
