//! Events of generative AI features.

use spaceward::domain::{
    Event, PersonId, ProjectId, SpaceId, Timestamp,
    assistant::{self, End, How, Work},
};

pub fn events(space: SpaceId, project: ProjectId, by: PersonId, at: Timestamp) -> Vec<Event> {
    let work = |number, workflows, ended| Work { project, number, repository: "quay".into(), workflows, by, at, ended };
    let given = [
        work(1, true, None),
        work(2, false, Some(End { at, how: How::TakenBack })),
        work(3, false, Some(End { at, how: How::TurnedOff })),
    ];
    let mut all = vec![assistant::Event::Set { space, on: true, stopped: 0 }];
    all.extend(given.map(|work| assistant::Event::Assigned { space, work }));
    all.push(assistant::Event::TakenBack { space, project, number: 1 });
    all.push(assistant::Event::Set { space, on: false, stopped: 2 });
    all.into_iter().map(Event::Assistant).collect()
}
