//! Looking through a vault, and keeping on purpose what it points out (DPR-1, ISS-8).

use crate::support::World;
use spaceward::domain::{
    PersonId, ProjectId, Role, SpaceId, State, account,
    issue::{Command as IssueCommand, Draft, EditWish, ImportRow, ImportSource},
    member,
    sensitive::{AT_ONCE, Command, Finding, Holder, Item, Kind, Part, Scan},
    space,
};

struct Desk {
    world: World,
    mary: PersonId,
    space: SpaceId,
    project: ProjectId,
    scan: Scan,
}

const TOKEN: [&str; 2] = ["glpat-", "aB3dE5gH7jK9mN1pQ2rS"];

impl Desk {
    fn new() -> Self {
        let mut world = World::new();
        let mary = world.join("mary");
        let space = world.space(mary, "harbour");
        let project = world.project(mary, space, "quay");
        Self { world, mary, space, project, scan: Scan::default() }
    }

    fn import(&mut self, texts: &[&str]) {
        let rows = texts.iter().map(|text| ImportRow {
            title: "Row".to_owned(),
            description: (*text).to_owned(),
            ..ImportRow::default()
        });
        let rows = rows.collect();
        let (space, project) = (self.space, self.project);
        self.world.does(Some(self.mary), IssueCommand::Import { space, project, source: ImportSource::Csv, rows });
    }

    fn look(&mut self) -> Vec<Finding> {
        through(&mut self.scan, &self.world.state)
    }

    fn keep(&self, findings: &[Finding]) -> Command {
        Command::Keep { space: self.space, items: items(findings) }
    }
}

fn through(scan: &mut Scan, state: &State) -> Vec<Finding> {
    scan.begin(state);
    let mut steps = 0;
    while scan.step() {
        steps += 1;
        assert_eq!(scan.progress().0, steps);
    }
    assert_eq!(scan.progress(), (steps, steps));
    scan.finish()
}

fn items(findings: &[Finding]) -> Vec<Item> {
    findings.iter().map(|found| Item { holder: found.holder, mark: found.mark }).collect()
}

#[test]
fn dpr_1_everything_that_people_and_imports_wrote_is_looked_through() {
    let mut desk = Desk::new();
    let (space, project, mary) = (desk.space, desk.project, Some(desk.mary));
    desk.world.does(mary, space::Command::Describe { space, description: "Ask gull@harbour.example".to_owned() });
    let draft = Draft {
        title: "Call +1 415 555 0132".to_owned(),
        description: "Paid with 4111 1111 1111 1111".to_owned(),
        ..Draft::default()
    };
    desk.world.does(mary, IssueCommand::Create { space, project, draft });
    desk.world
        .does(mary, IssueCommand::Comment { space, project, number: 1, text: "tern@harbour.example too".to_owned() });
    let account = *desk.world.state.space(space).unwrap().connections.keys().next().unwrap();
    let tags = vec![("owner".to_owned(), "skua@harbour.example".to_owned())];
    desk.world.does(mary, account::Command::SetTags { space, account, tags, from: account::Side::Space });
    desk.import(&[&TOKEN.concat()]);
    let found = desk.look();
    let all: Vec<(Option<u32>, Part, Kind)> = found.iter().map(|one| (one.holder.issue, one.part, one.kind)).collect();
    assert!(
        matches!(
            all[..],
            [
                (Some(2), Part::Description, Kind::Secret(_)),
                (None, Part::Description, Kind::Email),
                (None, Part::Tag, Kind::Email),
                (Some(1), Part::Title, Kind::Phone),
                (Some(1), Part::Description, Kind::Card),
                (Some(1), Part::Comment(_), Kind::Email),
            ]
        ),
        "{all:?}"
    );
    let shown = format!("{found:?}");
    for hidden in [TOKEN[1], "gull@", "skua@", "tern@", "415", "4111 1111"] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
}

#[test]
fn dpr_1_what_has_not_changed_is_not_looked_at_again_and_gives_the_same() {
    let mut desk = Desk::new();
    desk.import(&["gull@harbour.example", "nothing", "tern@harbour.example"]);
    let first = desk.look();
    assert_eq!(first.len(), 2);
    assert_eq!(desk.look(), first);
    let (space, project) = (desk.space, desk.project);
    let wishes = vec![EditWish::Description("now auk@harbour.example and +1 415 555 0132".to_owned())];
    desk.world.does(Some(desk.mary), IssueCommand::Edit { space, project, numbers: vec![2], wishes });
    // Cut short in the middle, and begun anew.
    desk.scan.begin(&desk.world.state);
    for _ in 0..3 {
        desk.scan.step();
    }
    let again = desk.look();
    assert_eq!(again.len(), 4);
    assert_eq!(again, through(&mut Scan::default(), &desk.world.state), "as if looked at for the first time");
}

#[test]
fn dpr_1_kept_on_purpose_is_recorded_and_counts_for_that_value_there() {
    let mut desk = Desk::new();
    desk.import(&["gull@harbour.example", "gull@harbour.example"]);
    let found = desk.look();
    desk.world.does(Some(desk.mary), desk.keep(&found[..1]));
    let after = desk.look();
    assert_eq!(
        after.iter().map(|one| (one.holder.issue, one.kept)).collect::<Vec<_>>(),
        [(Some(2), false), (Some(1), true)]
    );
    assert_eq!(desk.world.feed(desk.space).last().unwrap(), "mary Sample kept on purpose what looks sensitive in #1");
    let (space, project) = (desk.space, desk.project);
    let wishes = vec![EditWish::Description("gull@harbour.example or tern@harbour.example".to_owned())];
    desk.world.does(Some(desk.mary), IssueCommand::Edit { space, project, numbers: vec![1], wishes });
    let more = desk.look();
    assert_eq!(more.iter().filter(|one| one.kept).count(), 1, "another value there is pointed out");
    assert_eq!(more.len(), 3);
    desk.world.refused("DPR-1", Some(desk.mary), desk.keep(&found[..1]));
    let back = Command::PointOut { space: desk.space, items: items(&found[..1]) };
    desk.world.does(Some(desk.mary), back.clone());
    assert!(desk.look().iter().all(|one| !one.kept));
    desk.world.refused("DPR-1", Some(desk.mary), back);
}

#[test]
fn dpr_1_a_secret_is_never_kept_on_purpose() {
    let mut desk = Desk::new();
    desk.import(&[&format!("{} and gull@harbour.example", TOKEN.concat())]);
    let found = desk.look();
    assert_eq!(found.len(), 2);
    let refusal = desk.world.refused("DPR-1", Some(desk.mary), desk.keep(&found));
    assert!(refusal.message.contains("secret") && !refusal.message.contains(TOKEN[1]));
    let gone = Item { holder: Holder { project: Some(desk.project), issue: Some(9) }, mark: 1 };
    desk.world.refused("DPR-1", Some(desk.mary), Command::Keep { space: desk.space, items: vec![gone] });
    let many = vec![gone; AT_ONCE + 1];
    desk.world.refused("DPR-1", Some(desk.mary), Command::Keep { space: desk.space, items: many });
}

#[test]
fn mbr_9_keeping_on_purpose_takes_what_changing_it_takes() {
    let mut desk = Desk::new();
    let (space, project) = (desk.space, desk.project);
    desk.import(&["gull@harbour.example"]);
    desk.world
        .does(Some(desk.mary), space::Command::Describe { space, description: "tern@harbour.example".to_owned() });
    let found = desk.look();
    let ben = desk.world.join("ben");
    let role = |project, role| member::Command::SetRole { space, project, person: ben, role };
    desk.world.bring(desk.mary, (space, Some(project)), ben, Role::ReadOnly);
    for finding in &found {
        desk.world.refused("MBR-10", Some(ben), desk.keep(std::slice::from_ref(finding)));
    }
    desk.world.does(Some(desk.mary), role(Some(project), Role::Contributor));
    let in_issue: Vec<Finding> = found.iter().filter(|one| one.holder.issue.is_some()).cloned().collect();
    desk.world.does(Some(ben), desk.keep(&in_issue));
    let of_space: Vec<Finding> = found.iter().filter(|one| one.holder.issue.is_none()).cloned().collect();
    desk.world.refused("MBR-10", Some(ben), desk.keep(&of_space));
}
