//! Sentences of the feed.
