//! What went, in the golden record.

use spaceward::domain::{
    Event, PersonId, SpaceId, Timestamp,
    space::{self, delete::Founding},
};

/// A space that was made here, and one that was imported.
pub fn events(space: SpaceId, by: PersonId, at: Timestamp) -> Vec<Event> {
    vec![
        space::Event::Deleted { space, founding: Some(Founding { by, at }) }.into(),
        space::Event::Deleted { space, founding: None }.into(),
    ]
}
