//! The practices of protecting data as a checklist with the live state of each (DPR-6). Everything here is computed: from
//! the state, and from what the browser and the vault say of themselves.

use super::{State, Timestamp, fips, id::SpaceId, role::Role, space::Region};

/// What the state does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// How the page reached the browser.
    pub transport: Transport,
    /// Passphrases cost at least what the console asks today to try.
    pub derivation_is_current: bool,
    /// The derivation in words, such as `Argon2id with 64 MiB and 3 passes`.
    pub derivation: String,
    /// A recovery sheet opens the vault.
    pub has_sheet: bool,
    /// A passkey opens the vault.
    pub has_passkey: bool,
    /// Findings of the sensitive-data check that nobody has kept on purpose; `None` before it ran.
    pub findings: Option<Findings>,
    /// The moment.
    pub now: Timestamp,
}

/// What the sensitive-data check found and nobody has kept on purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Secrets.
    pub secrets: usize,
    /// All others.
    pub others: usize,
}

/// How the page reached the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Over TLS.
    Tls,
    /// From this very computer.
    Local,
    /// Over the network in the open.
    Open,
}

/// How a practice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Something to do.
    Lacks,
    /// To look at: it depends.
    Look,
    /// As it should be.
    Holds,
}

/// Where in the console it is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Members of a space.
    Members(SpaceId),
    /// The keys and ways to unlock.
    Keys,
    /// The findings.
    Findings,
    /// The integrity check.
    Integrity,
    /// The vault file.
    File,
    /// When the vault locks.
    Lock,
    /// The activity of a space.
    Activity(SpaceId),
    /// Making a space.
    CreateSpace,
    /// The person's own settings.
    Me,
}

/// One practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// What it is called; also what tells it from the others.
    pub name: &'static str,
    /// How it stands.
    pub standing: Standing,
    /// What was found.
    pub found: String,
    /// What to do, when there is something.
    pub todo: Option<&'static str>,
    /// Where.
    pub mend: Option<Mend>,
}

impl Practice {
    fn new(name: &'static str, standing: Standing, found: impl Into<String>) -> Self {
        Self { name, standing, found: found.into(), todo: None, mend: None }
    }

    /// What to do, unless it holds.
    fn todo(mut self, todo: &'static str) -> Self {
        self.todo = (self.standing != Standing::Holds).then_some(todo);
        self
    }

    fn at(mut self, mend: Mend) -> Self {
        self.mend = Some(mend);
        self
    }
}

/// Days after which an export or a check is old.
pub const OLD_DAYS: i64 = 30;
/// Minutes above which the idle time is long.
const LONG_IDLE: u16 = 30;
/// Administrators above which a space has many.
const MANY_ADMINISTRATORS: usize = 3;

/// All practices, in the order of the list.
pub fn of(state: &State, around: &Around) -> Vec<Practice> {
    let mut all = vec![factors(state), transport(around.transport), activity(state)];
    all.extend([key_choice(around), sheet(around)]);
    all.extend(administrators(state));
    all.extend([sensitive(around), idle(state), export(state, around.now), integrity(state, around.now)]);
    all.extend(endpoints(state));
    all
}

fn factors(state: &State) -> Practice {
    const NAME: &str = "Multi-factor authentication";
    // Whoever comes from an identity provider has their second factor there.
    let own: Vec<_> = state.people.values().filter(|person| !person.federated).collect();
    let enrolled = own.iter().filter(|person| state.factors.contains_key(&person.id)).count();
    let (standing, found) = match (own.len(), enrolled) {
        (0, _) => (Standing::Look, "Nobody here signs in with a Builder ID of their own.".to_owned()),
        (1, 0) => (Standing::Lacks, "The one person here has no second factor enrolled.".to_owned()),
        (1, _) => (Standing::Holds, "The one person here has a second factor enrolled.".to_owned()),
        (all, 0) => (Standing::Lacks, format!("None of {all} people has a second factor enrolled.")),
        (all, some) if some == all => (Standing::Holds, format!("All {all} people have a second factor enrolled.")),
        (all, some) => (Standing::Look, format!("{some} of {all} people have a second factor enrolled.")),
    };
    Practice::new(NAME, standing, found)
        .todo("A second factor keeps a stolen password from being enough. Each person sets one up in My settings.")
        .at(Mend::Me)
}

fn transport(transport: Transport) -> Practice {
    const NAME: &str = "Transport";
    match transport {
        Transport::Tls => Practice::new(NAME, Standing::Holds, "This page came over TLS."),
        Transport::Local => Practice::new(NAME, Standing::Holds, "This page came from this very computer."),
        Transport::Open => Practice::new(
            NAME,
            Standing::Lacks,
            "This page came over the network in the open: it can be altered on its way.",
        )
        .todo("Serve the console over https, with TLS 1.2 or later."),
    }
}

fn activity(state: &State) -> Practice {
    const NAME: &str = "Activity log";
    let lines: usize = state.spaces.values().map(|space| space.feed.len()).sum();
    let newest = state.spaces.values().filter_map(|space| Some((space.feed.newest_first().next()?.at, space.id))).max();
    match newest {
        Some((_, space)) => Practice::new(
            NAME,
            Standing::Holds,
            format!(
                "On for every change and every use of a key, and cannot be turned off: {lines} lines in {}, {} of keys and sign-ins.",
                counted(state.spaces.len(), "space", "spaces"),
                counted(state.trail.chain.len(), "entry", "entries"),
            ),
        )
        .at(Mend::Activity(space)),
        None => Practice::new(NAME, Standing::Look, "On, and empty: there is no space yet.")
            .todo("It begins with the first space.")
            .at(Mend::CreateSpace),
    }
}

fn key_choice(around: &Around) -> Practice {
    const NAME: &str = "Key choice";
    let found = format!(
        "Random keys of 256 bits for AES-256-GCM, one a space; the passphrase goes through {}.",
        around.derivation
    );
    let standing = if around.derivation_is_current { Standing::Holds } else { Standing::Look };
    Practice::new(NAME, standing, found)
        .todo(
            "That is less work for whoever guesses than the console asks for today. Change the passphrase to raise it.",
        )
        .at(Mend::Keys)
}

fn sheet(around: &Around) -> Practice {
    const NAME: &str = "Recovery sheet";
    if around.has_sheet {
        return Practice::new(NAME, Standing::Holds, "A printed code opens the vault if the passphrase is forgotten.")
            .at(Mend::Keys);
    }
    let found = if around.has_passkey {
        "There is none: if the passphrase is forgotten, passkeys alone open the vault, for as long as their devices last."
    } else {
        "There is none: if the passphrase is forgotten, nothing opens the vault."
    };
    Practice::new(NAME, Standing::Look, found)
        .todo("Make one, print it, and keep it apart from this computer.")
        .at(Mend::Keys)
}

/// Least privilege, a line for each space.
fn administrators(state: &State) -> Vec<Practice> {
    let mut spaces: Vec<_> = state.spaces.values().collect();
    spaces.sort_by_key(|space| space.name.to_lowercase());
    let lines = spaces.into_iter().map(|space| {
        let members = space.members.len();
        let many = space.members.values().filter(|member| member.role == Role::SpaceAdministrator).count();
        let is_much = many > MANY_ADMINISTRATORS || (members > 2 && many * 2 > members);
        let standing = if is_much { Standing::Look } else { Standing::Holds };
        let found = format!(
            "{}: {many} of {} may do everything, as Space {}.",
            space.name,
            counted(members, "member", "members"),
            if many == 1 { "administrator" } else { "administrators" }
        );
        Practice::new("Least privilege", standing, found)
            .todo("Give those who do not need all of it a lesser role.")
            .at(Mend::Members(space.id))
    });
    lines.collect()
}

fn sensitive(around: &Around) -> Practice {
    const NAME: &str = "Nothing sensitive in names and texts";
    let practice = match around.findings {
        None => Practice::new(NAME, Standing::Look, "Not looked through yet."),
        Some(Findings { secrets: 0, others: 0 }) => {
            Practice::new(NAME, Standing::Holds, "Nothing was found that is not kept on purpose.")
        }
        Some(Findings { secrets: 0, others }) => Practice::new(
            NAME,
            Standing::Look,
            format!("{} like e-mail addresses, card or phone numbers.", counted(others, "place looks", "places look")),
        ),
        Some(Findings { secrets, .. }) => Practice::new(
            NAME,
            Standing::Lacks,
            format!("{} like a secret.", counted(secrets, "place looks", "places look")),
        ),
    };
    let todo = match around.findings {
        Some(Findings { secrets: 1.., .. }) => "Take it out where it stands, and renew it: others may have seen it.",
        _ => "Look at each: take it out, or keep it on purpose.",
    };
    practice.todo(todo).at(Mend::Findings)
}

fn idle(state: &State) -> Practice {
    let minutes = state.settings.idle_minutes;
    let standing = if minutes <= LONG_IDLE { Standing::Holds } else { Standing::Look };
    let found =
        format!("The vault locks after {} without a key or a pointer.", counted(minutes.into(), "minute", "minutes"));
    Practice::new("Locks by itself", standing, found)
        .todo("A shorter time leaves less to whoever finds the computer.")
        .at(Mend::Lock)
}

fn export(state: &State, now: Timestamp) -> Practice {
    const NAME: &str = "Export";
    let practice = match state.settings.exported {
        None => Practice::new(NAME, Standing::Lacks, "No vault file was exported from here yet."),
        Some(at) => aged(NAME, "The last vault file was exported", at, now),
    };
    practice
        .todo("Only an exported file brings the vault back if this browser's data is cleared or the disk fails.")
        .at(Mend::File)
}

fn integrity(state: &State, now: Timestamp) -> Practice {
    const NAME: &str = "Integrity";
    let practice = match state.settings.checked {
        None => Practice::new(NAME, Standing::Look, "Not checked yet, but for what each opening checks by itself."),
        Some(checked) if checked.damaged > 0 => Practice::new(
            NAME,
            Standing::Lacks,
            format!(
                "The last check found {} that did not open.",
                counted(usize::try_from(checked.damaged).unwrap_or(usize::MAX), "item", "items")
            ),
        ),
        Some(checked) => aged(NAME, "Everything kept was whole", checked.at, now),
    };
    practice.todo("Check now: every kept item is read and opened.").at(Mend::Integrity)
}

/// Something that happened, recently or long ago.
fn aged(name: &'static str, what: &str, at: Timestamp, now: Timestamp) -> Practice {
    let days = now.since(at).max(0) / Timestamp::DAY;
    let when = match days {
        0 => "within a day".to_owned(),
        1 => "a day ago".to_owned(),
        days => format!("{days} days ago"),
    };
    let standing = if days < OLD_DAYS { Standing::Holds } else { Standing::Look };
    Practice::new(name, standing, format!("{what} {when}."))
}

/// FIPS endpoints, a line for each Region that a space lies in.
fn endpoints(state: &State) -> Vec<Practice> {
    let mut regions: Vec<&str> = state.spaces.values().map(|space| space.region.as_str()).collect();
    regions.sort_unstable();
    regions.dedup();
    let lines = regions.into_iter().filter(|region| !region.is_empty()).map(|region| {
        let (with, without): (Vec<_>, Vec<_>) =
            fips::endpoints(region).into_iter().partition(|endpoint| endpoint.host.is_some());
        let hosts: Vec<String> = with.into_iter().filter_map(|endpoint| endpoint.host).collect();
        let lacking: Vec<&str> = without.iter().map(|endpoint| endpoint.service).collect();
        let label = Region::parse(region).map_or_else(|| region.to_owned(), |known| format!("{} ({region})", known.label()));
        let found = match (hosts.is_empty(), lacking.is_empty()) {
            (false, true) => format!("{label}: all of {}.", hosts.join(", ")),
            (false, false) => format!("{label}: {}; none for {}.", hosts.join(", "), lacking.join(", ")),
            (true, _) => format!("{label}: none for {}.", lacking.join(", ")),
        };
        let standing = if lacking.is_empty() { Standing::Holds } else { Standing::Look };
        Practice::new("FIPS endpoints", standing, found)
            .todo("Where FIPS 140 validated cryptography is required, choose US West (Oregon) for the space: a Region is never changed later.")
            .at(Mend::CreateSpace)
    });
    lines.collect()
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
