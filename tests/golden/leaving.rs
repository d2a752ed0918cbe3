//! What went, and passwords, in the golden record.

use spaceward::domain::{
    Event, PersonId, SpaceId, Timestamp,
    identity::Code,
    password::{Event as P, Work},
    space::{self, delete::Founding},
};

/// A space that was made here, and one that was imported.
pub fn events(space: SpaceId, by: PersonId, at: Timestamp) -> Vec<Event> {
    vec![
        space::Event::Deleted { space, founding: Some(Founding { by, at }) }.into(),
        space::Event::Deleted { space, founding: None }.into(),
    ]
}

/// Passwords of Builder IDs.
pub fn passwords(person: PersonId, at: Timestamp) -> Vec<Event> {
    let work = Work { salt: [31; 16], memory_kib: 65_536, passes: 3, lanes: 1 };
    let code = Code { digits: "012345".into(), sent: at, tries: 1 };
    let all = [
        P::Set { person, work, hash: [32; 32], by_code: false },
        P::Used { person },
        P::Missed { person },
        P::Removed { person },
        P::ResetSent { person, code },
        P::ResetMissed { person },
        P::Set { person, work, hash: [33; 32], by_code: true },
    ];
    all.into_iter().map(Into::into).collect()
}
