//! "Open a sample": a small plausible company, made only by sending commands, so that it obeys every rule.
//!
//! Tidewater Ferries and its harbour laboratory do not exist.

#[rustfmt::skip]
mod berths;
#[rustfmt::skip]
mod gulls;
mod later;
#[rustfmt::skip]
mod planner;
mod player;
mod script;

use super::{
    PersonId, ProjectId, Record, Refusal, Role, SpaceId, Timestamp, account, identity, inventory, issue,
    issue::{Author, Draft, EditWish, StatusId, Task},
    member, project, settings, space,
    space::Region,
};
use player::Player;
use script::{End, Row, Said, Who};

/// Days before now when the sample's history begins.
const DAYS: i64 = 45;

/// The first account, and the one of the second space. Numbers of this form stand in the cloud's own examples.
const ACCOUNTS: [&str; 2] = ["111122223333", "444455556666"];

/// Plays the sample and gives its records with the person who acts in it, the first Space administrator. The newest
/// record lies before `now`. `random` as in [`super::Facts`]. `cloud` adds what is known of the cloud account of the first space; it
/// is read from documents, which the domain does not know.
pub fn play(
    now: Timestamp,
    random: &mut dyn FnMut(&mut [u8]),
    cloud: Vec<inventory::Command>,
) -> Result<(Vec<Record>, PersonId), Refusal> {
    let mut player = Player::new(now.plus(-DAYS * Timestamp::DAY), random);
    player.send(None, settings::Command::MarkSample)?;
    for who in Who::ALL {
        sign_up(&mut player, who)?;
    }
    let ines = player.person(Who::Ines)?;
    player.send(
        Some(ines),
        identity::Command::ChangeProfile {
            full_name: Who::Ines.names().0.to_owned(),
            nickname: "Captain".to_owned(),
            email: address(Who::Ines),
        },
    )?;
    let ferries = make_space(&mut player, ines, "tidewater-ferries", Region::EuWest1, ACCOUNTS[0])?;
    player.send(
        Some(ines),
        space::Command::Describe {
            space: ferries,
            description: "Everything that keeps our ferries and the harbour running. A sample: nothing here is real."
                .to_owned(),
        },
    )?;
    for command in cloud {
        player.send(Some(ines), command)?;
    }
    let lab = make_space(&mut player, ines, "tidewater-lab", Region::UsWest2, ACCOUNTS[1])?;
    let projects = [
        (ferries, "crossing-planner", "Plans departures by vessel, tide, crew and weather."),
        (ferries, "berth-board", "Berths, guests, fees and shore power of the harbour."),
        (lab, "gull-counter", "Counts gulls on the pier, to clean it at the right hour."),
    ];
    let mut places = Vec::new();
    for (space, name, description) in projects {
        let create = project::Command::Create { space, name: name.to_owned(), description: description.to_owned() };
        player.send(Some(ines), create)?;
        places.push((space, player.project(space, name)?));
    }
    let [planner, berths, gulls] = places[..] else { return Err(player::lost("project")) };
    invite_all(&mut player, ines, planner, berths, gulls)?;
    later::night_watch(&mut player, ines, berths)?;
    let mut agenda = Vec::new();
    let scripts = [
        (planner::ISSUES, script::PLANNER_TALK),
        (berths::ISSUES, script::BERTHS_TALK),
        (gulls::ISSUES, script::GULLS_TALK),
    ];
    for (nth, (place, (rows, talk))) in [planner, berths, gulls].into_iter().zip(scripts).enumerate() {
        write_agenda(&mut agenda, (nth, place), rows, talk, now);
    }
    // Steps of one issue stay in their order: its times rise.
    agenda.sort_by_key(|step| step.at);
    for step in agenda {
        player.wait_until(step.at);
        let by = player.person(step.by)?;
        step.play(&mut player, by)?;
    }
    let names = ("tidewater-lab", "gull-counter");
    later::assistant(&mut player, ines, gulls, names, now.plus(-2 * Timestamp::DAY))?;
    Ok((player.records, ines))
}

fn address(who: Who) -> String {
    format!("{}@tidewater.example.com", who.names().1)
}

/// A sign-up with all its steps (ID-1).
fn sign_up(player: &mut Player<'_>, who: Who) -> Result<(), Refusal> {
    let (full_name, alias) = who.names();
    player.send(None, identity::Command::Start { email: address(who) })?;
    player.send(None, identity::Command::GiveName { full_name: full_name.to_owned() })?;
    let code = player.code()?;
    player.send(None, identity::Command::VerifyCode { code })?;
    player.send(None, identity::Command::AcceptTerms)?;
    player.send(None, identity::Command::ChooseAlias { alias: alias.to_owned() })
}

/// A space with the handshake of its account (SPC-6).
fn make_space(
    player: &mut Player<'_>,
    by: PersonId,
    name: &str,
    region: Region,
    account: &str,
) -> Result<SpaceId, Refusal> {
    player.send(Some(by), space::Command::Request { name: name.to_owned(), region, account: account.to_owned() })?;
    player.send(Some(by), account::Command::SignIn { account: account.to_owned(), region })?;
    let token = player.token(name)?;
    player.send(Some(by), account::Command::VerifySpace { token })?;
    player.send(Some(by), account::Command::SignOut)?;
    player.space(name)
}

type Place = (SpaceId, ProjectId);

/// Everybody comes by invitation: those who help to run a space to the space, the others to their first project.
fn invite_all(
    player: &mut Player<'_>,
    by: PersonId,
    planner: Place,
    berths: Place,
    gulls: Place,
) -> Result<(), Refusal> {
    for (space, who) in [(planner.0, Who::Bram), (gulls.0, Who::Tova)] {
        player.invite(by, (space, None), who, Role::PowerUser)?;
    }
    for ((space, project), who, role) in [
        (planner, Who::Bram, Role::ProjectAdministrator),
        (planner, Who::Tova, Role::Contributor),
        (planner, Who::Mateo, Role::Contributor),
        (planner, Who::Oskar, Role::Contributor),
        (planner, Who::Noor, Role::Reviewer),
        (planner, Who::Wim, Role::ReadOnly),
        (berths, Who::Bram, Role::ProjectAdministrator),
        (berths, Who::Priya, Role::Contributor),
        (berths, Who::Oskar, Role::Contributor),
        (berths, Who::Noor, Role::Reviewer),
        (gulls, Who::Tova, Role::ProjectAdministrator),
        (gulls, Who::Noor, Role::Contributor),
        (gulls, Who::Oskar, Role::Contributor),
    ] {
        let person = player.person(who)?;
        if player.is_member(space, person) {
            player.send(Some(by), member::Command::SetRole { space, project: Some(project), person, role })?;
        } else {
            player.invite(by, (space, Some(project)), who, role)?;
        }
    }
    Ok(())
}

/// Something that happens to an issue of the script.
struct Step {
    at: Timestamp,
    by: Who,
    project: usize,
    place: Place,
    /// Place of the issue in its script.
    row: usize,
    what: What,
}

enum What {
    Create(&'static Row),
    Move(StatusId),
    Say(&'static str),
    Tasks(&'static [&'static str], usize),
    Archive,
}

/// The statuses every project starts with, in their order (ISS-3).
const BACKLOG: StatusId = StatusId(0);
const TODO: StatusId = StatusId(1);
const PROGRESS: StatusId = StatusId(2);
const REVIEW: StatusId = StatusId(3);
const DONE: StatusId = StatusId(4);

/// Writes down what happens to the issues of one project, and when: ideas come in over the weeks, the older ones have
/// gone further.
fn write_agenda(
    agenda: &mut Vec<Step>,
    (nth, place): (usize, Place),
    rows: &'static [Row],
    talk: &'static [Said],
    now: Timestamp,
) {
    let count = i64::try_from(rows.len()).unwrap_or(1).max(1);
    for ((row, issue), index) in rows.iter().enumerate().zip(0i64..) {
        let made =
            now.plus(-(DAYS - 1) * Timestamp::DAY + index * (DAYS - 8) * Timestamp::DAY / count + hours(index * 7 % 5));
        let mut step =
            |at: Timestamp, by: Who, what: What| agenda.push(Step { at, by, project: nth, place, row, what });
        step(made, issue.author, What::Create(issue));
        let worker = issue.assignees.first().copied().unwrap_or(issue.author);
        let way: &[StatusId] = match issue.end {
            End::Backlog | End::Todo => &[],
            End::Progress => &[PROGRESS],
            End::Review => &[PROGRESS, REVIEW],
            End::Done | End::Archived => &[PROGRESS, REVIEW, DONE],
        };
        for (stop, day) in way.iter().zip(1i64..) {
            step(made.plus(day * (20 + index * 5 % 11) * Timestamp::HOUR), worker, What::Move(*stop));
        }
        for (said, nth) in talk.iter().filter(|said| said.issue == row).zip(1i64..) {
            step(made.plus(hours(3 * nth)), said.by, What::Say(said.text));
        }
        for (_, _, lines, done) in script::TASKS.iter().filter(|(project, issue, ..)| (*project, *issue) == (nth, row))
        {
            step(made.plus(hours(2)), worker, What::Tasks(lines, *done));
        }
        if issue.end == End::Archived {
            step(made.plus(6 * Timestamp::DAY), worker, What::Archive);
        }
    }
}

const fn hours(count: i64) -> i64 {
    count * Timestamp::HOUR
}

impl Step {
    fn play(self, player: &mut Player<'_>, by: PersonId) -> Result<(), Refusal> {
        let (space, project) = self.place;
        if let What::Create(row) = self.what {
            let mut assignees = Vec::new();
            for who in row.assignees {
                assignees.push(Author::Person(player.person(*who)?));
            }
            let draft = Draft {
                title: row.title.to_owned(),
                description: row.description.to_owned(),
                status: Some(if row.end == End::Backlog { BACKLOG } else { TODO }),
                priority: row.priority,
                estimate: (row.points > 0).then_some(row.points),
                assignees,
                labels: row.labels.iter().map(|label| (*label).to_owned()).collect(),
            };
            let number = player.next_number(self.place)?;
            player.issues.insert((self.project, self.row), number);
            return player.send_with_labels(by, self.place, draft);
        }
        let number = *player.issues.get(&(self.project, self.row)).ok_or_else(|| player::lost("issue"))?;
        let edit = |wishes: Vec<EditWish>| issue::Command::Edit { space, project, numbers: vec![number], wishes };
        let command = match self.what {
            What::Create(_) => return Ok(()),
            What::Move(status) => issue::Command::Move { space, project, number, status, below: None },
            What::Say(text) => issue::Command::Comment { space, project, number, text: text.to_owned() },
            What::Tasks(lines, done) => {
                let lines = lines.iter().enumerate();
                edit(vec![EditWish::Tasks(
                    lines.map(|(at, text)| Task { text: (*text).to_owned(), done: at < done }).collect(),
                )])
            }
            What::Archive => edit(vec![EditWish::Archived(true)]),
        };
        player.send(Some(by), command)
    }
}
