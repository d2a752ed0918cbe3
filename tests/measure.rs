//! Figures for docs/vault-experiments.md and for design targets; run by hand:
//!
//! `cargo test --test measure -- --ignored --nocapture`. The real issues are looked for in the folder that
//! `SPACEWARD_CORPUS` names, else beside the repository; where they are not there, that is said.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]
#![allow(clippy::cast_precision_loss, reason = "figures for people")]

#[path = "support/corpus.rs"]
mod corpus;
mod support;

use corpus::corpus;
use spaceward::{
    domain::{
        Facts, Permission, ProjectId, Role, State,
        access::{self, Matrix},
        gate::{self, Place},
        issue::{
            Command, Issue, Issues,
            search::{Filter, Query, SearchIndex, Sort, SortBy},
        },
        permission::ALL,
        snapshot::{decode_issues, encode_issues},
        team,
    },
    formats::{detect, issues},
};
use std::{
    fs,
    sync::Arc,
    time::{Duration, Instant},
};
use support::{
    World,
    company::{company, crowd},
};

/// A world whose one project holds the real issues; `None`, said aloud, where they are not there.
fn real() -> Option<(World, Issues)> {
    let packed = fs::read(corpus("issues-10k.jsonl.gz")?).unwrap();
    let detect::Kind::Issues(file) = detect::recognise(&packed).unwrap().kind else { panic!("no issues in the file") };
    let (rows, _) = issues::read(&file).unwrap();
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "measured");
    let project = world.project(ada, space, "real");
    world.does(Some(ada), Command::Import { space, project, source: file.source(), rows });
    let issues = world.state.project(space, project).unwrap().issues.clone();
    Some((world, issues))
}

fn deflated(bytes: &[u8]) -> usize {
    miniz_oxide::deflate::compress_to_vec(bytes, 9).len()
}

/// Units of storage for so many bytes sealed: nonce and tag, then fifteen bits a unit.
fn units(bytes: usize) -> usize {
    ((bytes + 28) * 8).div_ceil(15)
}

#[test]
#[ignore = "prints figures; asserts nothing about time"]
fn buckets_of_real_issues() {
    let Some((_, issues)) = real() else { return };
    let all: Vec<&Issue> = issues.by_number.values().map(Arc::as_ref).collect();
    println!(
        "| issues a bucket | bytes raw | bytes deflated | units an issue | units a bucket | postcard, units an issue |"
    );
    println!("| --- | --- | --- | --- | --- | --- |");
    for size in [16, 32, 64, 128, 256, 512] {
        let buckets: Vec<Vec<u8>> = all.chunks(size).map(encode_issues).collect();
        for (bytes, issues) in buckets.iter().zip(all.chunks(size)) {
            assert!(decode_issues(bytes).unwrap().iter().eq(issues.iter().copied()));
        }
        let raw: usize = buckets.iter().map(Vec::len).sum();
        let packed: usize = buckets.iter().map(|bucket| deflated(bucket)).sum();
        let total: usize = buckets.iter().map(|bucket| units(deflated(bucket))).sum();
        let plain: usize =
            all.chunks(size).map(|issues| units(deflated(&postcard::to_allocvec(issues).unwrap()))).sum();
        let count = all.len() as f64;
        println!(
            "| {size} | {:.1} | {:.1} | {:.1} | {} | {:.1} |",
            raw as f64 / count,
            packed as f64 / count,
            total as f64 / count,
            total / buckets.len(),
            plain as f64 / count,
        );
    }
}

#[test]
#[ignore = "prints figures; asserts nothing about time"]
fn search_in_25_000_issues() {
    let Some((world, mut issues)) = real() else { return };
    let copies: Vec<Issue> = issues.by_number.values().map(|issue| Issue::clone(issue)).collect();
    for (number, copy) in (1..=25_000).zip(copies.iter().cycle()) {
        issues.by_number.insert(number, Arc::new(Issue { number, ..copy.clone() }));
    }
    let mut index = SearchIndex::new();
    let start = Instant::now();
    assert!(index.refresh(&issues, usize::MAX));
    println!("index of {}: {:?}", index.len(), start.elapsed());
    let start = Instant::now();
    assert!(index.refresh(&issues, usize::MAX));
    println!("refresh without a change: {:?}", start.elapsed());
    for by in [SortBy::Number, SortBy::Updated, SortBy::Title] {
        let start = Instant::now();
        index.find(&Filter::default(), Sort { by, descending: true });
        println!("first list sorted by {by:?}: {:?}", start.elapsed());
    }
    for line in [
        "e",
        "er",
        "err",
        "error",
        "error h",
        "zzqx",
        "status:done",
        "label:fix error",
        "assignee:member-001 is:open -docs",
    ] {
        let start = Instant::now();
        let filter = Filter::new(&Query::parse(line), &world.state, &issues, None);
        let found = index.find(&filter, Sort { by: SortBy::Title, descending: true }).len();
        println!("{line:>40}: {found:>6} in {:?}", start.elapsed());
    }
}

/// The target: one answer in less than 50 microseconds, in a native release.
#[test]
#[ignore = "prints figures; asserts nothing about time"]
fn mbr_9_one_answer_among_10_000_members_500_teams_and_100_projects() {
    let (world, people) = company();
    let (id, space) = world.state.spaces.iter().next().unwrap();
    assert_eq!((space.teams.len(), space.projects.len(), space.members.len()), (500, 100, 10_001));
    let projects: Vec<ProjectId> = space.projects.keys().copied().collect();
    let (mut slowest, mut may, mut asked) = (Duration::ZERO, 0_u32, 0_u32);
    let begun = Instant::now();
    for (nth, who) in people.iter().enumerate() {
        let place = Place::Project(*id, projects[nth % projects.len()]);
        for one in ALL.iter().skip(nth % 7).step_by(31) {
            let start = Instant::now();
            let answer = gate::can(&world.state, Some(*who), *one, place);
            slowest = slowest.max(start.elapsed());
            asked += 1;
            may += u32::from(answer.is_ok());
        }
    }
    assert!(may > 0 && may < asked);
    println!(
        "one answer, of {asked} asked ({may} may): {:?} on average, {slowest:?} the slowest",
        begun.elapsed() / asked
    );
}

#[test]
#[ignore = "prints figures; asserts nothing about time"]
fn permission_answers_for_10_000_members() {
    let (mut world, people) = crowd(10_000);
    let space = *world.state.spaces.keys().next().unwrap();
    let project = *world.state.space(space).unwrap().projects.keys().next().unwrap();
    let place = Place::Project(space, project);
    let start = Instant::now();
    let may = |state: &State| {
        ALL.iter()
            .flat_map(|one| people.iter().map(move |who| (*one, *who)))
            .filter(|(one, who)| gate::can(state, Some(*who), *one, place).is_ok())
            .count()
    };
    let found = may(&world.state);
    let cells = people.len() * ALL.len();
    println!("gate, {cells} questions: {:?}, {found} may", start.elapsed());
    let start = Instant::now();
    let matrix = Matrix::new(&world.state, place).unwrap();
    let of_bits: usize = people
        .iter()
        .filter_map(|who| matrix.row(*who))
        .map(|row| ALL.iter().filter(|one| row.may(**one)).count())
        .sum();
    println!("matrix, {cells} cells: {:?}", start.elapsed());
    assert_eq!(of_bits, found);
    let start = Instant::now();
    let answers = people
        .iter()
        .filter(|who| access::explain(&world.state, **who, space, Some(project), Permission::CreateBranches).is_some());
    println!("explanation of one permission for {} people: {:?}", answers.count(), start.elapsed());
    let start = Instant::now();
    let text = spaceward::formats::access::csv(&world.state, place, people.iter().copied(), &ALL).unwrap();
    println!("CSV of everything, {} bytes: {:?}", text.len(), start.elapsed());
    let actor = world.state.space(space).unwrap().administrators().first().map(|member| member.person);
    let team = *world.state.space(space).unwrap().teams.keys().next().unwrap();
    let wish = team::Command::SetProjectRole { space, team, project, role: Some(Role::Contributor) };
    let start = Instant::now();
    let now = world.now;
    let mut random = |bytes: &mut [u8]| bytes.fill(3);
    let after = access::what_if(&world.state, actor, [wish.into()], &mut Facts::new(now, &mut random)).unwrap();
    let changes = access::difference(&world.state, &after, space, None).count();
    println!("what a team's new role changes for {changes} people: {:?}", start.elapsed());
    world.state = after;
}
