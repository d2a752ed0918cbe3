//! A record with every kind of event, fixed for good: its bytes lie in `events-v1.json`.

#[path = "billing.rs"]
mod bills;
mod cloud;
mod keys;
mod leaving;
#[path = "people.rs"]
mod people_later;
mod trail;
mod vpc;
mod work;

use spaceward::domain::{
    Event, PersonId, ProjectId, Record, Role, SpaceId, Timestamp,
    account::{self, AccountId, CloudSession},
    activity::Logged,
    application, assistant, billing, factor,
    id::{CommentId, MessageId, RequestId},
    identity::{self, Code, Person},
    identity_center, import, inventory,
    issue::{self, Author, Change, Comment, Edit, Estimation, Issue, LabelId, Priority, Rank, StatusId, Task},
    key, member, organization,
    outbox::{self, Message},
    password, pipeline,
    project::{self, DevEnvironment, Repository},
    repository,
    sensitive::{self, Holder, Item},
    settings::{self, Checked, Theme},
    space::{self, NameKey, Origin, Region, Request, Tier},
    team, token, trail as log, vpc as connections,
};

macro_rules! names {
    (changes: $($change:ident),+; edits: $($edit:ident),+; $(area $area:ident($type:path): $($variant:ident),+;)+) => {
        /// Every kind of event there is.
        pub const NAMES: &[&str] = &[
            $($(concat!(stringify!($area), ".", stringify!($variant)),)+)+
            $(concat!("Change.", stringify!($change)),)+
            $(concat!("Edit.", stringify!($edit)),)+
        ];

        /// The names of an event, of its change and of its edits. A kind that is new does not compile until it is
        /// named here, and does not pass until the golden record has it.
        pub fn name(event: &Event) -> Vec<&'static str> {
            match event {
                $(Event::$area(event) => { type E = $type; match event {
                    $(E::$variant { .. } => vec![concat!(stringify!($area), ".", stringify!($variant))],)+
                }})+
                Event::Issue(event) => {
                    let mut names = vec![match &event.change {
                        $(Change::$change { .. } => concat!("Change.", stringify!($change)),)+
                    }];
                    if let Change::Edited { edits, .. } = &event.change {
                        names.extend(edits.iter().map(|edit| match edit {
                            $(Edit::$edit(_) => concat!("Edit.", stringify!($edit)),)+
                        }));
                    }
                    names
                }
            }
        }
    };
}

names! {
    changes: Created, Edited, Commented, CommentEdited, LabelsAdded, Reranked, Imported, EstimationSet;
    edits: Title, Description, Status, Priority, Estimate, Assignees, Labels, Blocked, Archived, Rank, Tasks,
        Attachments, Updated;
    area Identity(identity::Event): Started, Named, CodeSent, CodeMissed, Verified, TermsAccepted, Joined, ProfileChanged,
        Federated;
    area Outbox(outbox::Event): Queued, Discarded;
    area Settings(settings::Event): ThemeSet, LockSet, SampleMarked, SampleLeft, WayNoted, WayForgotten, Exported,
        Checked, ExportPutOff;
    area Space(space::Event): Requested, RequestEnded, NameKeyMade, NameTaken, Created, Described, UsersSet, Deleted;
    area Account(account::Event): SignedIn, SignedOut, Connected, BillingAccountSet, SignedInAs, Asked, AskEnded, RoleAdded,
        RoleRemoved, TagsSet, ProjectsSet, Removed;
    area Member(member::Event): Joined, ProjectRoleGiven, Left, ProjectRoleTaken, Invited, InvitationSent, InvitationEnded,
        InvitationsForgotten, Followed;
    area Project(project::Event): Created, Described, RepositoriesRead, DevEnvironmentsRead;
    area Import(import::Event): TierRead, RegionRead, LogRead;
    area Sensitive(sensitive::Event): Kept, PointedOut;
    area Trail(log::Event): Begun, Noted;
    area Team(team::Event): Created, Renamed, Deleted, MembersAdded, MembersRemoved, RoleSet, ProjectRoleSet;
    area Token(token::Event): Created, Deleted;
    area Factor(factor::Event): Enrolled, Used, Missed, Removed;
    area Key(key::Event): Made, VersionMade, Described, AliasSet, AliasRemoved, RotationSet, StateSet, PolicySet, Destroyed,
        Sealed, Discarded;
    area Repository(repository::Event): Created, Deleted;
    area Pipeline(pipeline::Event): KeySet;
    area Inventory(inventory::Event): Added, Named, Forgotten, IamRead, RegionRead;
    area Vpc(connections::Event): Added, Edited, Removed, DefaultSet;
    area Organization(organization::Event): Known, Gone;
    area IdentityCenter(identity_center::Event): Known, Gone, UsersKnown, UsersGone, GroupsKnown, GroupsGone, MembersSet,
        SignedIn;
    area Application(application::Event): Created, GroupsConnected, Associated, Disassociated, Invalidated, Deleted,
        Synced;
    area Password(password::Event): Set, Used, Missed, Removed, ResetSent, ResetMissed;
    area Assistant(assistant::Event): Set, Assigned, TakenBack;
    area Billing(billing::Event): PaidSet, TierSet, PendingSet, PlanSet, UsageNoted, PricesSet;
}

/// The record of the golden file. Not to be changed but by adding events at its end.
pub fn every_event() -> Record {
    let person = PersonId::from_random([1; 16]);
    let space = SpaceId::from_random([2; 16]);
    let other = SpaceId::from_random([3; 16]);
    let project = ProjectId::from_random([4; 16]);
    let message = MessageId::from_random([5; 16]);
    let request = RequestId::from_random([6; 16]);
    let at = Timestamp(1_780_000_000_123);
    let mut events: Vec<Event> = Vec::new();
    events.extend(people(person, at));
    events.extend([
        Event::Outbox(outbox::Event::Queued {
            message: Message {
                id: message,
                at,
                to: "ada@example.com".into(),
                subject: "Your code".into(),
                body: "It is\n123456".into(),
                token: "123456".into(),
            },
        }),
        Event::Outbox(outbox::Event::Discarded { message }),
        Event::Settings(settings::Event::ThemeSet { theme: Theme::Dark }),
        Event::Settings(settings::Event::LockSet { idle_minutes: 30, when_hidden: true }),
        Event::Settings(settings::Event::SampleMarked),
        Event::Settings(settings::Event::SampleLeft),
    ]);
    events.extend(spaces(space, other, request, person, at));
    events.extend([
        Event::Member(member::Event::Joined { space, person, role: Role::SpaceAdministrator }),
        Event::Member(member::Event::ProjectRoleGiven { space, project, person, role: Role::ReadOnly }),
        Event::Member(member::Event::Left { space, person }),
        Event::Member(member::Event::ProjectRoleTaken { space, project, person }),
    ]);
    events.extend(people_later::invitations(space, project, person, at));
    events.extend(people_later::teams(space, project, person));
    events.extend(projects(space, project, at));
    events.extend(changes(person, at).into_iter().map(|change| Event::Issue(issue::Event { space, project, change })));
    events.extend(ways(at));
    let items = vec![
        Item { holder: Holder { project: None, issue: None }, mark: 7 },
        Item { holder: Holder { project: Some(project), issue: Some(12) }, mark: u64::MAX },
    ];
    events.extend([
        Event::Sensitive(sensitive::Event::Kept { space, items: items.clone() }),
        Event::Sensitive(sensitive::Event::PointedOut { space, items }),
    ]);
    events.extend(trail::events(space, person, at).into_iter().map(Event::Trail));
    events.extend([
        Event::Settings(settings::Event::Exported { at }),
        Event::Settings(settings::Event::Checked { checked: Checked { at, items: 4_118, damaged: 1 } }),
        Event::Settings(settings::Event::ExportPutOff { until: at }),
    ]);
    events.extend(people_later::credentials(person, at));
    events.extend(leaving::events(other, person, at));
    events.extend(cloud::inventory(at));
    events.extend(vpc::events(space));
    events.extend(people_later::single_sign_on(space, person, at));
    events.extend(keys::all(at));
    events.extend(leaving::passwords(person, at));
    events.extend(work::events(space, project, person, at));
    events.extend(bills::all(space, at));
    events.extend(cloud::connections(space, project, person, at));
    Record { at, actor: Some(person), events }
}

fn ways(at: Timestamp) -> [Event; 2] {
    use settings::{Event as E, Way, WayKind};
    let way = Way { kind: WayKind::Passkey, id: 300, name: "Desk key".into(), made: at };
    [Event::Settings(E::WayNoted { way }), Event::Settings(E::WayForgotten { kind: WayKind::Sheet, id: 0 })]
}

fn people(person: PersonId, at: Timestamp) -> Vec<Event> {
    use identity::Event as E;
    let events = vec![
        E::Started { person, email: "ada@example.com".into() },
        E::Named { full_name: "Ada Sample".into() },
        E::CodeSent { code: Code { digits: "012345".into(), sent: at, tries: 0 } },
        E::CodeMissed,
        E::Verified,
        E::TermsAccepted,
        E::Joined {
            person: Person {
                id: person,
                email: "ada@example.com".into(),
                full_name: "Ada Sample".into(),
                nickname: "Ad".into(),
                alias: "ada".into(),
                joined: at,
                federated: false,
            },
        },
        E::ProfileChanged {
            person,
            full_name: "Ada S.".into(),
            nickname: String::new(),
            email: "a@example.com".into(),
        },
    ];
    events.into_iter().map(Event::Identity).collect()
}

fn spaces(space: SpaceId, other: SpaceId, id: RequestId, by: PersonId, at: Timestamp) -> Vec<Event> {
    use account::Event as A;
    use space::Event as S;
    let account = AccountId(12_345_678_901);
    let created = |space, name: &str, origin| S::Created {
        space,
        name: name.into(),
        region: "eu-west-1".into(),
        description: "Überblick".into(),
        origin,
    };
    vec![
        Event::Space(S::Requested {
            request: Request {
                id,
                by,
                at,
                name: "harbour".into(),
                region: Region::EuWest1,
                account,
                token: "t-1".into(),
            },
        }),
        Event::Space(S::RequestEnded { request: id }),
        Event::Space(S::NameKeyMade { key: NameKey([7; 32]) }),
        Event::Space(S::NameTaken { hash: [8; 32] }),
        Event::Space(created(space, "harbour", Origin::Made)),
        Event::Space(created(other, "elsewhere", Origin::Imported)),
        Event::Space(S::Described { space: other, description: String::new() }),
        Event::Account(A::SignedIn { session: CloudSession { account, region: Region::UsWest2 } }),
        Event::Account(A::SignedOut),
        Event::Account(A::Connected { space, account }),
        Event::Account(A::BillingAccountSet { space, account }),
        Event::Import(import::Event::TierRead { space: other, tier: Tier::Enterprise }),
        Event::Import(import::Event::RegionRead { space: other, region: "eu-west-1".into() }),
        Event::Import(import::Event::LogRead {
            space: other,
            items: vec![(
                at,
                Logged {
                    id: "e-1".into(),
                    name: "createProject".into(),
                    source: "manage".into(),
                    user: "ada".into(),
                    error: Some("AccessDenied".into()),
                },
            )],
        }),
    ]
}

fn projects(space: SpaceId, project: ProjectId, at: Timestamp) -> Vec<Event> {
    use project::Event as E;
    let events = vec![
        E::Created { space, project, name: "quay".into(), description: "Berths".into(), origin: Origin::Made },
        E::Described { space, project, description: "Berths and fees".into() },
        E::RepositoriesRead {
            space,
            project,
            repositories: vec![Repository {
                id: "r-1".into(),
                name: "board".into(),
                description: String::new(),
                created: at,
                updated: at.plus(1),
            }],
        },
        E::DevEnvironmentsRead {
            space,
            project,
            dev_environments: vec![DevEnvironment {
                id: "d-1".into(),
                alias: String::new(),
                creator: "u-1".into(),
                status: "RUNNING".into(),
                instance_type: "dev.standard1.small".into(),
                inactivity_minutes: 15,
                storage_gib: 16,
                repositories: vec![("board".into(), "main".into())],
                updated: at,
            }],
        },
    ];
    events.into_iter().map(Event::Project).collect()
}

fn changes(person: PersonId, at: Timestamp) -> Vec<Change> {
    let by = Author::Person(person);
    let id = CommentId::from_random([9; 16]);
    let comment = Comment { id, by, at, edited: Some(at.plus(5)), text: "Seen *twice*".into() };
    let full = Issue {
        number: 1,
        title: "Tide table of März".into(),
        description: "| a | b |\n".into(),
        status: StatusId(1),
        priority: Priority::Urgent,
        estimate: Some(13),
        assignees: vec![by, Author::Outsider(300)],
        labels: vec![LabelId(0), LabelId(199)],
        blocked: true,
        archived: true,
        rank: Rank(1 << 40),
        tasks: vec![Task { text: "Read".into(), done: true }],
        comments: vec![comment.clone()],
        attachments: vec!["table.csv".into()],
        created: Timestamp(-1),
        created_by: Author::Outsider(0),
        updated: at,
        updated_by: by,
        source: Some("https://example.com/1".into()),
    };
    let edits = vec![
        Edit::Title("Tides".into()),
        Edit::Description(String::new()),
        Edit::Status(StatusId(4)),
        Edit::Priority(Priority::Low),
        Edit::Estimate(None),
        Edit::Assignees(vec![]),
        Edit::Labels(vec![LabelId(2)]),
        Edit::Blocked(false),
        Edit::Archived(false),
        Edit::Rank(Rank(7)),
        Edit::Tasks(vec![]),
        Edit::Attachments(vec!["b.txt".into()]),
        Edit::Updated(at.plus(9)),
    ];
    vec![
        Change::LabelsAdded { labels: vec!["tides".into()] },
        Change::Created { issue: full.clone() },
        Change::Edited { numbers: vec![1, 70_000], edits },
        Change::Commented { number: 1, comment },
        Change::CommentEdited { number: 1, comment: id, text: "Seen thrice".into() },
        Change::Reranked { ranks: vec![(1, Rank(1)), (2, Rank(2))] },
        Change::Imported { format: "CSV".into(), outsiders: vec!["someone".into()], issues: vec![full] },
        Change::EstimationSet { estimation: Estimation::TShirt },
    ]
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// The bytes of hexadecimal digits.
pub fn from_hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
