//! Whatever is asked in whatever order, the invariants hold, and replaying the records gives the state again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use proptest::{collection::vec, prelude::*, sample::select};
use spaceward::domain::{
    PersonId, ProjectId, Record, Role, SpaceId, State, Timestamp, account,
    id::InvitationId,
    identity,
    import::{self, Inventory, InventoryProject, InventorySpace},
    member, outbox, project, settings, space,
    space::{Region, names},
    team,
};
use support::{Stored, World};

/// Names few and alike, so that they meet often.
const SPACES: [&str; 7] = ["Acme", "aCME", "Beta", "beta", "Gamma.1", "-bad", "x"];
const PROJECTS: [&str; 4] = ["Widgets", "widgets", "The first one", " bad- "];
const ALIASES: [&str; 5] = ["ada", "ADA", "ben", "cleo", "1bad"];
const ADDRESSES: [&str; 4] = ["ada@example.com", "Ada@example.com", "ben@example.com", "bad"];
const ACCOUNTS: [&str; 3] = ["111122223333", "4444-5555-6666", "12"];

/// A wish before it is known what there is to wish about; numbers choose among what there is.
#[derive(Clone, Debug)]
enum Step {
    Start(&'static str),
    Name,
    Resend,
    Verify { right: bool },
    Accept,
    Alias(&'static str),
    SignUp(usize),
    Profile(&'static str),
    Discard,
    Later(i64),
    Ask(&'static str, Region, &'static str),
    Withdraw(usize),
    CloudIn(&'static str, Region),
    CloudOut,
    CloudFor(usize),
    VerifySpace(usize),
    Describe(usize),
    Project(usize, &'static str),
    Role(usize, usize, Role),
    Remove(usize, usize),
    InProject(usize, usize, Role),
    OutOfProject(usize, usize),
    Everybody(usize, Role),
    Invite(usize, bool, usize, Role),
    SendAgain(usize),
    Cancel(usize),
    AcceptInvitation(usize),
    Team(usize, &'static str),
    OfTeam(usize, TeamStep),
    TakeIn(&'static str, Option<Region>, &'static str),
    MarkSample,
    LeaveSample,
}

/// What can be asked of a team.
#[derive(Clone, Debug)]
enum TeamStep {
    Rename(&'static str),
    Delete,
    Add(usize),
    Remove(usize),
    Role(Option<Role>),
    ProjectRole(usize, Option<Role>),
}

fn team_step() -> impl Strategy<Value = TeamStep> {
    let role = || proptest::option::of(select(Role::ALL.as_slice()));
    prop_oneof![
        1 => select(PROJECTS.as_slice()).prop_map(TeamStep::Rename),
        1 => Just(TeamStep::Delete),
        4 => any::<usize>().prop_map(TeamStep::Add),
        2 => any::<usize>().prop_map(TeamStep::Remove),
        3 => role().prop_map(TeamStep::Role),
        3 => (any::<usize>(), role()).prop_map(|(project, role)| TeamStep::ProjectRole(project, role)),
    ]
}

fn region() -> impl Strategy<Value = Region> {
    select(Region::ALL.as_slice())
}

fn step() -> impl Strategy<Value = Step> {
    let space = || select(SPACES.as_slice());
    prop_oneof![
        2 => select(ADDRESSES.as_slice()).prop_map(Step::Start),
        2 => Just(Step::Name),
        1 => Just(Step::Resend),
        3 => any::<bool>().prop_map(|right| Step::Verify { right }),
        2 => Just(Step::Accept),
        2 => select(ALIASES.as_slice()).prop_map(Step::Alias),
        4 => (0..3_usize).prop_map(Step::SignUp),
        1 => select(ADDRESSES.as_slice()).prop_map(Step::Profile),
        1 => Just(Step::Discard),
        1 => select([1_000, 5 * Timestamp::MINUTE, 31 * Timestamp::DAY].as_slice()).prop_map(Step::Later),
        6 => (space(), region(), select(ACCOUNTS.as_slice())).prop_map(|(n, r, a)| Step::Ask(n, r, a)),
        1 => any::<usize>().prop_map(Step::Withdraw),
        1 => (select(ACCOUNTS.as_slice()), region()).prop_map(|(a, r)| Step::CloudIn(a, r)),
        1 => Just(Step::CloudOut),
        4 => any::<usize>().prop_map(Step::CloudFor),
        6 => any::<usize>().prop_map(Step::VerifySpace),
        1 => any::<usize>().prop_map(Step::Describe),
        3 => (any::<usize>(), select(PROJECTS.as_slice())).prop_map(|(s, n)| Step::Project(s, n)),
        3 => (any::<usize>(), any::<usize>(), select(Role::ALL.as_slice())).prop_map(|(s, p, r)| Step::Role(s, p, r)),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(s, p)| Step::Remove(s, p)),
        3 => (any::<usize>(), any::<usize>(), select(Role::ALL.as_slice())).prop_map(|(s, p, r)| Step::InProject(s, p, r)),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(s, p)| Step::OutOfProject(s, p)),
        1 => (any::<usize>(), select(Role::ALL.as_slice())).prop_map(|(s, r)| Step::Everybody(s, r)),
        4 => (any::<usize>(), any::<bool>(), any::<usize>(), select(Role::ALL.as_slice()))
            .prop_map(|(s, p, w, r)| Step::Invite(s, p, w, r)),
        1 => any::<usize>().prop_map(Step::SendAgain),
        1 => any::<usize>().prop_map(Step::Cancel),
        5 => any::<usize>().prop_map(Step::AcceptInvitation),
        2 => (any::<usize>(), select(PROJECTS.as_slice())).prop_map(|(s, n)| Step::Team(s, n)),
        6 => (any::<usize>(), team_step()).prop_map(|(t, step)| Step::OfTeam(t, step)),
        3 => (space(), proptest::option::of(region()), select(PROJECTS.as_slice())).prop_map(|(s, r, p)| Step::TakeIn(s, r, p)),
        1 => Just(Step::MarkSample),
        1 => Just(Step::LeaveSample),
    ]
}

/// The chosen one of some, or nothing where there is none.
fn pick<T>(all: impl Iterator<Item = T>, choice: usize) -> Option<T> {
    let all: Vec<T> = all.collect();
    let index = choice.checked_rem(all.len())?;
    all.into_iter().nth(index)
}

fn projects(world: &World) -> Vec<(SpaceId, ProjectId)> {
    let spaces = world.state.spaces.values();
    spaces.flat_map(|space| space.projects.keys().map(|project| (space.id, *project))).collect()
}

fn invitations(world: &World) -> Vec<(SpaceId, InvitationId)> {
    let spaces = world.state.spaces.values();
    spaces.flat_map(|space| space.invitations.keys().map(|invitation| (space.id, *invitation))).collect()
}

fn take(world: &mut World, actor: Option<PersonId>, step: Step) -> Option<Record> {
    let answer = match step {
        Step::Start(email) => world.ask(None, identity::Command::Start { email: email.to_owned() }),
        Step::Name => world.ask(None, identity::Command::GiveName { full_name: "Somebody".to_owned() }),
        Step::Resend => world.ask(None, identity::Command::ResendCode),
        Step::Verify { right } => {
            let sent =
                world.state.sign_up.as_ref().and_then(|current| current.code.as_ref()).map(|code| code.digits.clone());
            let code = sent.filter(|_| right).unwrap_or_else(|| "000000".to_owned());
            world.ask(None, identity::Command::VerifyCode { code })
        }
        Step::Accept => world.ask(None, identity::Command::AcceptTerms),
        Step::Alias(alias) => world.ask(None, identity::Command::ChooseAlias { alias: alias.to_owned() }),
        Step::SignUp(number) => {
            let alias = ["ada", "ben", "cleo"].get(number)?;
            let taken = world.state.people.values().any(|person| {
                person.alias.eq_ignore_ascii_case(alias)
                    || person.email.eq_ignore_ascii_case(&format!("{alias}@example.com"))
            });
            let busy = world.state.sign_up.as_ref().is_some_and(|current| current.verified);
            if !taken && !busy {
                world.later(5 * Timestamp::MINUTE);
                world.join(alias);
            }
            return None;
        }
        Step::Profile(email) => world.ask(
            actor,
            identity::Command::ChangeProfile {
                full_name: "Renamed".to_owned(),
                nickname: String::new(),
                email: email.to_owned(),
            },
        ),
        Step::Discard => {
            let message = outbox::newest_first(&world.state).first()?.id;
            world.ask(actor, outbox::Command::Discard { message })
        }
        Step::Later(milliseconds) => {
            world.later(milliseconds);
            return None;
        }
        Step::Ask(name, region, account) => {
            world.ask(actor, space::Command::Request { name: name.to_owned(), region, account: account.to_owned() })
        }
        Step::Withdraw(choice) => {
            let request = *pick(world.state.requests.keys(), choice)?;
            world.ask(actor, space::Command::Withdraw { request })
        }
        Step::CloudIn(account, region) => {
            world.ask(actor, account::Command::SignIn { account: account.to_owned(), region })
        }
        Step::CloudOut => world.ask(actor, account::Command::SignOut),
        Step::CloudFor(choice) => {
            let request = pick(world.state.requests.values(), choice)?;
            let command = account::Command::SignIn { account: request.account.to_string(), region: request.region };
            world.ask(actor, command)
        }
        Step::VerifySpace(choice) => {
            let token = pick(world.state.requests.values(), choice)?.token.clone();
            world.ask(actor, account::Command::VerifySpace { token })
        }
        Step::Describe(choice) => {
            let space = *pick(world.state.spaces.keys(), choice)?;
            world.ask(actor, space::Command::Describe { space, description: "Something".to_owned() })
        }
        Step::Project(choice, name) => {
            let space = *pick(world.state.spaces.keys(), choice)?;
            let (name, description) = (name.to_owned(), String::new());
            world.ask(actor, project::Command::Create { space, name, description })
        }
        Step::Role(choice, who, role) => {
            let space = *pick(world.state.spaces.keys(), choice)?;
            let person = pick(world.state.people.keys().copied(), who)?;
            world.ask(actor, member::Command::SetRole { space, project: None, person, role })
        }
        Step::Remove(choice, who) => {
            let space = *pick(world.state.spaces.keys(), choice)?;
            let person = pick(world.state.people.keys().copied(), who)?;
            world.ask(actor, member::Command::Remove { space, project: None, person })
        }
        Step::InProject(choice, who, role) => {
            let (space, project) = pick(projects(world).into_iter(), choice)?;
            let person = pick(world.state.people.keys().copied(), who)?;
            world.ask(actor, member::Command::SetRole { space, project: Some(project), person, role })
        }
        Step::OutOfProject(choice, who) => {
            let (space, project) = pick(projects(world).into_iter(), choice)?;
            let person = pick(world.state.people.keys().copied(), who)?;
            world.ask(actor, member::Command::Remove { space, project: Some(project), person })
        }
        Step::Everybody(choice, role) => {
            let space = *pick(world.state.spaces.keys(), choice)?;
            let people = world.state.people.keys();
            let wishes =
                people.map(|person| member::Command::SetRole { space, project: None, person: *person, role }).collect();
            world.ask(actor, member::Command::Each { wishes })
        }
        Step::Invite(choice, to_project, who, role) => {
            let email = pick(world.state.people.values(), who)?.email.clone();
            let (space, project) = if to_project {
                let (space, project) = pick(projects(world).into_iter(), choice)?;
                (space, Some(project))
            } else {
                (*pick(world.state.spaces.keys(), choice)?, None)
            };
            world.ask(actor, member::Command::Invite { space, project, email, role })
        }
        Step::SendAgain(choice) => {
            let (space, invitation) = pick(invitations(world).into_iter(), choice)?;
            world.ask(actor, member::Command::Resend { space, invitation })
        }
        Step::Cancel(choice) => {
            let (space, invitation) = pick(invitations(world).into_iter(), choice)?;
            world.ask(actor, member::Command::Cancel { space, invitation })
        }
        Step::AcceptInvitation(choice) => {
            let message = pick(world.state.outbox.values(), choice)?;
            // As the one it was sent to, if there is one.
            let invited = world.state.people.values().find(|person| person.email == message.to).map(|person| person.id);
            let code = message.token.clone();
            world.ask(invited.or(actor), member::Command::Accept { code })
        }
        Step::Team(choice, name) => {
            let space = *pick(world.state.spaces.keys(), choice)?;
            world.ask(actor, team::Command::Create { space, name: name.to_owned(), groups: vec![] })
        }
        Step::OfTeam(choice, step) => {
            let spaces = world.state.spaces.values();
            let teams = spaces.flat_map(|space| space.teams.keys().map(|team| (space.id, *team)));
            let (space, team) = pick(teams, choice)?;
            let person = |who| pick(world.state.people.keys().copied(), who);
            let command = match step {
                TeamStep::Rename(name) => team::Command::Rename { space, team, name: name.to_owned() },
                TeamStep::Delete => team::Command::Delete { space, team },
                TeamStep::Add(who) => team::Command::Add { space, team, people: vec![person(who)?] },
                TeamStep::Remove(who) => team::Command::Remove { space, team, people: vec![person(who)?] },
                TeamStep::Role(role) => team::Command::SetRole { space, team, role },
                TeamStep::ProjectRole(which, role) => {
                    let project = *pick(world.state.space(space)?.projects.keys(), which)?;
                    team::Command::SetProjectRole { space, team, project, role }
                }
            };
            world.ask(actor, command)
        }
        Step::TakeIn(name, region, project) => {
            let space = InventorySpace {
                name: name.to_owned(),
                region: region.map(|region| region.code().to_owned()).unwrap_or_default(),
                projects: vec![InventoryProject { name: project.to_owned(), ..InventoryProject::default() }],
                ..InventorySpace::default()
            };
            world.ask(actor, import::Command::TakeIn { inventory: Inventory { spaces: vec![space] } })
        }
        Step::MarkSample => world.ask(actor, settings::Command::MarkSample),
        Step::LeaveSample => world.ask(actor, settings::Command::LeaveSample),
    };
    answer.ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// SPC-1 (one billing account), SPC-3, MBR-7, ID-3, PRJ-1: `World` asks `invariant::broken` after each command.
    #[test]
    fn spc_3_any_sequence_of_commands_keeps_the_invariants_and_replays(
        steps in vec((step(), any::<usize>()), 1..80)
    ) {
        let mut world = World::new();
        for (step, who) in steps {
            let actor = pick(world.state.people.keys().copied(), who);
            let (taken, key) = (world.state.taken.clone(), world.state.name_key);
            let aliases: Vec<_> = world.state.people.values().map(|person| (person.id, person.alias.clone())).collect();
            let spaces: Vec<_> = world.state.spaces.values().map(|space| (space.id, space.name.clone())).collect();
            let left = matches!(step, Step::LeaveSample);
            let happened = take(&mut world, actor, step).is_some();
            if left && happened {
                prop_assert_eq!(&world.state, &State::default());
                continue;
            }
            // ID-3: an alias never changes. SPC-2: nor does a name. SPC-3: a taken name stays taken.
            for (person, alias) in aliases {
                prop_assert_eq!(&world.state.people[&person].alias, &alias);
            }
            for (space, name) in spaces {
                prop_assert_eq!(&world.state.space(space).unwrap().name, &name);
            }
            prop_assert!(taken.is_subset(&world.state.taken));
            prop_assert!(taken.is_empty() || key == world.state.name_key);
            for name in world.state.spaces.values().map(|space| space.name.clone()) {
                prop_assert!(names::is_free(&world.state, &name.to_uppercase()).is_err());
            }
        }
        // The records, written down and read again, are the whole truth.
        let mut replayed = State::default();
        let mut stored = Stored::default();
        for record in &world.records {
            let written = postcard::to_allocvec(record).unwrap();
            replayed.apply(&postcard::from_bytes(&written).unwrap());
            // VLT-7: each record names all that it changes, and what has become empty.
            stored.take(record, &replayed);
        }
        prop_assert_eq!(&replayed, &world.state);
        stored.check(&world.state);
    }
}
