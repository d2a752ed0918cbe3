//! Finding issues by words and typed tokens (ISS-5).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod support;

use proptest::prelude::*;
use spaceward::domain::{
    PersonId, ProjectId, SpaceId,
    issue::{
        Author, Command, Draft, EditWish, ImportRow, ImportSource, Issues, Priority, StatusId, Task,
        search::{Filter, Group, GroupBy, Query, SearchIndex, Sort, SortBy, group},
    },
};
use support::World;

struct Desk {
    world: World,
    mary: PersonId,
    space: SpaceId,
    project: ProjectId,
    index: SearchIndex,
}

impl Desk {
    /// Eight issues that differ in every field.
    fn new() -> Self {
        let mut world = World::new();
        let mary = world.join("mary");
        let space = world.space(mary, "harbour");
        let project = world.project(mary, space, "quay");
        let me = Author::Person(mary);
        let drafts = [
            (
                "Tide tables",
                "Read the Lock File of März",
                1,
                Priority::High,
                Some(3),
                vec![me],
                &["feature", "tides"][..],
            ),
            ("Lock the door", "", 4, Priority::Low, None, vec![], &["bug"]),
            ("Fees", "By length, lock or file", 0, Priority::None, Some(5), vec![me], &["epic"]),
            ("Gulls on the railing", "", 2, Priority::Medium, Some(3), vec![], &["user-story", "tides"]),
            ("ÉTÉ timetable", "", 3, Priority::High, None, vec![], &[]),
        ];
        for (title, description, status, priority, estimate, assignees, labels) in drafts {
            let draft = Draft {
                title: title.to_owned(),
                description: description.to_owned(),
                status: Some(StatusId(status)),
                priority,
                estimate,
                assignees,
                labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            };
            world.does(Some(mary), Command::Create { space, project, draft });
            world.later(24 * 3_600_000);
        }
        let row = |title: &str, who: &str| ImportRow {
            title: title.to_owned(),
            assignees: vec![who.to_owned()],
            author: Some("octavia".to_owned()),
            status: Some("done".to_owned()),
            labels: vec!["good first issue".to_owned()],
            ..ImportRow::default()
        };
        let rows = vec![row("From elsewhere", "marylou"), row("12 seals", "octavia"), row("Archived one", "bo")];
        world.does(Some(mary), Command::Import { space, project, source: ImportSource::Csv, rows });
        for (number, wish) in [
            (8, EditWish::Archived(true)),
            (2, EditWish::Blocked(true)),
            (4, EditWish::Tasks(vec![Task { text: "Buy binoculars".into(), done: false }])),
        ] {
            world.does(Some(mary), Command::Edit { space, project, numbers: vec![number], wishes: vec![wish] });
        }
        let text = "See the **harpoon** affair".to_owned();
        world.does(Some(mary), Command::Comment { space, project, number: 3, text });
        Self { world, mary, space, project, index: SearchIndex::new() }
    }

    fn issues(&self) -> &Issues {
        &self.world.state.project(self.space, self.project).unwrap().issues
    }

    fn sorted(&mut self, line: &str, by: SortBy, descending: bool) -> Vec<u32> {
        let issues = self.world.state.project(self.space, self.project).unwrap().issues.clone();
        assert!(self.index.refresh(&issues, usize::MAX));
        let filter = Filter::new(&Query::parse(line), &self.world.state, &issues, Some(self.mary));
        self.index.find(&filter, Sort { by, descending })
    }

    fn find(&mut self, line: &str) -> Vec<u32> {
        self.sorted(line, SortBy::Number, false)
    }
}

#[track_caller]
fn finds(desk: &mut Desk, line: &str, numbers: &[u32]) {
    assert_eq!(desk.find(line), numbers, "{line}");
}

#[test]
fn iss_5_words_are_found_in_every_text_ignoring_case() {
    let desk = &mut Desk::new();
    finds(desk, "", &[1, 2, 3, 4, 5, 6, 7, 8]);
    finds(desk, "LOCK", &[1, 2, 3]);
    finds(desk, "lock file", &[1, 3]);
    finds(desk, "\"lock file\"", &[1]);
    finds(desk, "märz", &[1]);
    finds(desk, "été", &[5]);
    finds(desk, "binoculars", &[4]);
    finds(desk, "harpoon", &[3]);
    finds(desk, "first", &[6, 7, 8]);
    finds(desk, "marylou", &[6]);
    finds(desk, "zeppelin", &[]);
    finds(desk, "12", &[7]);
    finds(desk, "3", &[3]);
    finds(desk, "-lock -first", &[4, 5]);
}

#[test]
fn iss_5_every_field_can_be_asked_for() {
    let desk = &mut Desk::new();
    finds(desk, "status:done", &[2, 6, 7, 8]);
    finds(desk, "status:\"in progress\"", &[4]);
    finds(desk, "status:in-progress", &[4]);
    finds(desk, "status:in", &[4, 5]);
    finds(desk, "priority:high", &[1, 5]);
    finds(desk, "priority:none", &[3, 6, 7, 8]);
    finds(desk, "label:tides", &[1, 4]);
    finds(desk, "label:\"good first issue\"", &[6, 7, 8]);
    finds(desk, "label:good-first-issue", &[6, 7, 8]);
    finds(desk, "assignee:mary", &[1, 3]);
    finds(desk, "assignee:@me", &[1, 3]);
    finds(desk, "assignee:marylo", &[6]);
    finds(desk, "author:octavia", &[6, 7, 8]);
    finds(desk, "estimate:3", &[1, 4]);
    finds(desk, "#4", &[4]);
    finds(desk, "number:4,5", &[4, 5]);
    finds(desk, "created:2026-05-05", &[2]);
    finds(desk, "created:<=2026-05-05", &[1, 2]);
    finds(desk, "created:>2026-05-05 created:2025", &[3, 4, 5, 6, 7, 8]);
    finds(desk, "created:2026-05", &[1, 2, 3, 4, 5, 6, 7, 8]);
}

#[test]
fn iss_5_properties_and_missing_values_can_be_asked_for() {
    let desk = &mut Desk::new();
    finds(desk, "is:archived", &[8]);
    finds(desk, "-is:archived is:done", &[2, 6, 7]);
    finds(desk, "is:blocked", &[2]);
    finds(desk, "is:open", &[1, 3, 4, 5]);
    finds(desk, "is:active", &[1, 4, 5]);
    finds(desk, "is:backlog", &[3]);
    finds(desk, "no:assignee", &[2, 4, 5]);
    finds(desk, "no:label", &[5]);
    finds(desk, "no:estimate", &[2, 5, 6, 7, 8]);
    finds(desk, "no:priority", &[3, 6, 7, 8]);
    finds(desk, "no:description is:open", &[4, 5]);
}

#[test]
fn iss_5_values_of_one_field_are_alternatives_and_fields_must_all_hold() {
    let desk = &mut Desk::new();
    finds(desk, "label:bug label:epic", &[2, 3]);
    finds(desk, "label:bug,epic", &[2, 3]);
    finds(desk, "label:tides priority:high", &[1]);
    finds(desk, "label:tides -priority:high", &[4]);
    finds(desk, "-label:tides -label:bug is:open", &[3, 5]);
}

#[test]
fn iss_5_what_is_not_understood_is_a_word_and_what_is_half_typed_asks_for_nothing() {
    let desk = &mut Desk::new();
    finds(desk, "status:", &[1, 2, 3, 4, 5, 6, 7, 8]);
    finds(desk, "is: -", &[1, 2, 3, 4, 5, 6, 7, 8]);
    finds(desk, "colour:red", &[]);
    finds(desk, "is:purple", &[]);
    finds(desk, "status:zebra", &[]);
    finds(desk, "\"lock fi", &[1]);
}

#[test]
fn iss_1_features_bugs_epics_and_user_stories_are_told_apart_by_label() {
    let desk = &mut Desk::new();
    for (label, number) in [("feature", 1), ("bug", 2), ("epic", 3), ("user-story", 4)] {
        finds(desk, &format!("label:{label}"), &[number]);
    }
}

#[test]
fn iss_5_lists_are_sorted_both_ways() {
    let desk = &mut Desk::new();
    let mut check = |by, rising: &[u32]| {
        assert_eq!(desk.sorted("", by, false), rising, "{by:?}");
        let falling: Vec<u32> = rising.iter().rev().copied().collect();
        assert_eq!(desk.sorted("", by, true), falling, "{by:?}");
    };
    check(SortBy::Number, &[1, 2, 3, 4, 5, 6, 7, 8]);
    check(SortBy::Title, &[7, 8, 3, 6, 4, 2, 1, 5]);
    check(SortBy::Priority, &[3, 6, 7, 8, 2, 4, 1, 5]);
    check(SortBy::Estimate, &[2, 5, 6, 7, 8, 1, 4, 3]);
    check(SortBy::Created, &[1, 2, 3, 4, 5, 6, 7, 8]);
    check(SortBy::Updated, &[1, 5, 2, 3, 4, 6, 7, 8]);
    check(SortBy::Rank, &[1, 2, 3, 4, 5, 6, 7, 8]);
}

#[test]
fn iss_5_lists_are_grouped() {
    let desk = &mut Desk::new();
    let all = desk.find("");
    let by = |by| group(desk.issues(), &all, by);
    assert_eq!(by(GroupBy::Status)[0], (Group::Status(StatusId(0)), vec![3]));
    assert_eq!(by(GroupBy::Priority)[0], (Group::Priority(Priority::High), vec![1, 5]));
    assert_eq!(by(GroupBy::Assignee)[0], (Group::Assignee(None), vec![2, 4, 5]));
    let labels = by(GroupBy::Label);
    assert_eq!(labels.iter().map(|(_, numbers)| numbers.len()).sum::<usize>(), 10, "under each of its labels");
    assert_eq!(by(GroupBy::Estimate).last().unwrap(), &(Group::Estimate(Some(5)), vec![3]));
}

#[test]
fn iss_5_the_index_follows_every_change_and_can_be_filled_bit_by_bit() {
    let desk = &mut Desk::new();
    let issues = desk.issues().clone();
    assert!(!desk.index.refresh(&issues, 3));
    assert_eq!(desk.index.len(), 3);
    finds(desk, "zeppelin", &[]);
    let (space, project, mary) = (desk.space, desk.project, Some(desk.mary));
    let wishes = vec![EditWish::Title("Zeppelin mast".into())];
    desk.world.does(mary, Command::Edit { space, project, numbers: vec![5], wishes });
    let draft = Draft { title: "Another zeppelin".into(), ..Draft::default() };
    desk.world.does(mary, Command::Create { space, project, draft });
    finds(desk, "zeppelin", &[5, 9]);
    finds(desk, "été", &[]);
    assert_eq!(desk.sorted("zeppelin", SortBy::Title, false), [9, 5]);
    // Another project with fewer issues.
    assert!(desk.index.refresh(&Issues::default(), 0));
    assert!(desk.index.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn iss_5_a_word_is_found_exactly_where_it_stands(titles in proptest::collection::vec("[abä ]{0,6}x[abä ]{0,6}", 1..12), word in "[abäx]{1,4}") {
        let mut world = World::new();
        let mary = world.join("mary");
        let space = world.space(mary, "harbour");
        let project = world.project(mary, space, "quay");
        for title in titles {
            let draft = Draft { title, ..Draft::default() };
            world.does(Some(mary), Command::Create { space, project, draft });
        }
        let issues = world.state.project(space, project).unwrap().issues.clone();
        let expected: Vec<u32> =
            issues.by_number.values().filter(|issue| issue.title.contains(&word)).map(|issue| issue.number).collect();
        let mut index = SearchIndex::new();
        index.refresh(&issues, usize::MAX);
        let filter = Filter::new(&Query::parse(&word), &world.state, &issues, None);
        prop_assert_eq!(index.find(&filter, Sort::default()), expected);
    }

    #[test]
    fn iss_5_no_line_stops_the_program(line in "(?s).{0,60}|([a-z]{2,9}:[\"-#,a-z0-9<>=]{0,8} ?){1,4}") {
        let desk = World::new();
        let _ = Filter::new(&Query::parse(&line), &desk.state, &Issues::default(), None);
    }
}
