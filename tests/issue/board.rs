//! Statuses, the board and the backlog (ISS-3, ISS-4).

use crate::desk::{Desk, PROGRESS, TODO, titled};
use spaceward::domain::{
    Event,
    issue::{Category, Change, Draft, EditWish, StatusId},
};
use std::sync::Arc;

#[test]
fn iss_3_a_project_starts_with_five_statuses_and_takes_only_its_own() {
    let desk = &mut Desk::with(1);
    let statuses: Vec<(&str, Category)> =
        desk.issues().statuses.iter().map(|status| (status.name.as_str(), status.category)).collect();
    assert_eq!(
        statuses,
        [
            ("Backlog", Category::Draft),
            ("To do", Category::NotStarted),
            ("In progress", Category::Started),
            ("In review", Category::Started),
            ("Done", Category::Completed)
        ]
    );
    let unknown = StatusId(77);
    desk.world.refused("ISS-3", Some(desk.con), desk.creation(Draft { status: Some(unknown), ..titled("a") }));
    desk.world.refused("ISS-3", Some(desk.con), desk.edit(&[1], &[EditWish::Status(unknown)]));
    desk.world.refused("ISS-3", Some(desk.con), desk.shift(1, unknown, None));
}

#[test]
fn iss_3_a_deactivated_status_takes_no_more_issues() {
    let desk = &mut Desk::with(1);
    let mut space = desk.world.state.space(desk.space).unwrap().clone();
    let project = Arc::make_mut(space.projects.get_mut(&desk.project).unwrap());
    project.issues.statuses[2].active = false;
    desk.world.state.spaces.insert(desk.space, Arc::new(space));
    let con = Some(desk.con);
    desk.world.refused("ISS-3", con, desk.shift(1, PROGRESS, None));
    desk.world.refused("ISS-3", con, desk.edit(&[1], &[EditWish::Status(PROGRESS)]));
    desk.world.refused("ISS-3", con, desk.creation(Draft { status: Some(PROGRESS), ..titled("a") }));
}

#[test]
fn iss_4_a_card_moves_to_a_column_right_below_the_given_one() {
    let desk = &mut Desk::with(4);
    let con = Some(desk.con);
    assert_eq!(desk.column(TODO), [1, 2, 3, 4]);
    desk.world.does(con, desk.shift(4, TODO, Some(1)));
    assert_eq!(desk.column(TODO), [1, 4, 2, 3]);
    desk.world.does(con, desk.shift(3, TODO, None));
    assert_eq!(desk.column(TODO), [3, 1, 4, 2]);
    desk.world.does(con, desk.shift(1, PROGRESS, None));
    desk.world.does(con, desk.shift(2, PROGRESS, Some(1)));
    assert_eq!((desk.column(TODO), desk.column(PROGRESS)), (vec![3, 4], vec![1, 2]));
    // To the end: below the last.
    desk.world.does(con, desk.shift(3, PROGRESS, Some(2)));
    assert_eq!(desk.column(PROGRESS), [1, 2, 3]);
    // To where it is.
    desk.world.refused("ISS-5", con, desk.shift(2, PROGRESS, Some(1)));
    desk.world.refused("ISS-4", con, desk.shift(1, PROGRESS, Some(4)));
    desk.world.refused("ISS-4", con, desk.shift(1, PROGRESS, Some(1)));
    desk.world.refused("ISS-6", con, desk.shift(9, PROGRESS, None));
}

#[test]
fn iss_4_order_is_kept_however_often_the_same_gap_is_used() {
    let desk = &mut Desk::with(40);
    let con = Some(desk.con);
    let mut expected: Vec<u32> = (1..=40).collect();
    let mut rerankings = 0;
    // Each time the last card goes right below the first: every gap there is used up soon.
    for _ in 0..400 {
        let last = expected.pop().unwrap();
        expected.insert(1, last);
        let record = desk.world.does(con, desk.shift(last, TODO, Some(expected[0])));
        assert_eq!(desk.column(TODO), expected);
        for event in &record.events {
            if let Event::Issue(event) = event
                && let Change::Reranked { ranks } = &event.change
            {
                rerankings += 1;
                assert!(ranks.len() < 40, "a few neighbours make room");
            }
        }
    }
    assert!(rerankings > 0, "the test has used up a gap");
    for _ in 0..60 {
        let first = expected.remove(0);
        expected.push(first);
        desk.world.does(con, desk.shift(first, TODO, Some(expected[38])));
        assert_eq!(desk.column(TODO), expected);
        let last = expected.pop().unwrap();
        expected.insert(0, last);
        desk.world.does(con, desk.shift(last, TODO, None));
        assert_eq!(desk.column(TODO), expected);
    }
}

#[test]
fn iss_4_the_backlog_is_ordered_and_leads_to_the_board() {
    let desk = &mut Desk::new();
    for title in ["a", "b", "c"] {
        desk.create(desk.con, Draft { status: Some(StatusId(0)), ..titled(title) });
    }
    let con = Some(desk.con);
    desk.world.does(con, desk.shift(3, StatusId(0), None));
    let backlog = |desk: &Desk| desk.issues().backlog().iter().map(|issue| issue.number).collect::<Vec<_>>();
    assert_eq!(backlog(desk), [3, 1, 2]);
    assert_eq!(desk.issues().active_count(), 0);
    desk.world.does(con, desk.shift(1, TODO, None));
    assert_eq!((backlog(desk), desk.column(TODO), desk.issues().active_count()), (vec![3, 2], vec![1], 1));
}
