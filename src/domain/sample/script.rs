//! Who and what the sample is made of. Everything here is invented.

use crate::domain::issue::Priority;

/// The people of the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Ines,
    Bram,
    Tova,
    Mateo,
    Priya,
    Oskar,
    Noor,
    Wim,
}

impl Who {
    pub const ALL: [Self; 8] =
        [Self::Ines, Self::Bram, Self::Tova, Self::Mateo, Self::Priya, Self::Oskar, Self::Noor, Self::Wim];

    /// Full name and alias.
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Ines => ("Ines Farwater", "ines"),
            Self::Bram => ("Bram Tidewell", "bram"),
            Self::Tova => ("Tova Gullmark", "tova"),
            Self::Mateo => ("Mateo Quayside", "mateo"),
            Self::Priya => ("Priya Lanternley", "priya"),
            Self::Oskar => ("Oskar Mooringson", "oskar"),
            Self::Noor => ("Noor Beaconby", "noor"),
            Self::Wim => ("Wim Halyardsen", "wim"),
        }
    }
}

/// How far an issue has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    Backlog,
    Todo,
    Progress,
    Review,
    Done,
    Archived,
}

/// An issue of the script.
pub struct Row {
    pub author: Who,
    pub title: &'static str,
    pub description: &'static str,
    pub priority: Priority,
    /// 0 for none.
    pub points: u8,
    pub assignees: &'static [Who],
    pub labels: &'static [&'static str],
    pub end: End,
}

#[expect(clippy::too_many_arguments, reason = "a table row, read down its columns")]
pub const fn row(
    author: Who,
    title: &'static str,
    description: &'static str,
    priority: Priority,
    points: u8,
    assignees: &'static [Who],
    labels: &'static [&'static str],
    end: End,
) -> Row {
    Row { author, title, description, priority, points, assignees, labels, end }
}

/// What was said on an issue, by its place in its project's script.
pub struct Said {
    pub issue: usize,
    pub by: Who,
    pub text: &'static str,
}

const fn said(issue: usize, by: Who, text: &'static str) -> Said {
    Said { issue, by, text }
}

/// Comments in crossing-planner.
pub const PLANNER_TALK: &[Said] = &[
    said(2, Who::Mateo, "Seen on Tuesday's plan as well, between 10:30 and 11:00."),
    said(2, Who::Bram, "Then let us count vessels before anything else."),
    said(4, Who::Tova, "Do we take the depth at departure or the lowest during the crossing?"),
    said(4, Who::Mateo, "The lowest. @oskar once sat on the bank for four hours."),
    said(4, Who::Oskar, "Three and a half."),
    said(5, Who::Oskar, "We now keep the moment itself and show local time only on paper and screen."),
    said(11, Who::Tova, "Tides are looked up once a day now: **0.4 s** for the week."),
    said(14, Who::Bram, "The union's table has two exceptions for the night ferry. I attach the names, not the file."),
    said(16, Who::Mateo, "The forecast gives gusts too. Do limits hold for the mean or for gusts?"),
    said(16, Who::Ines, "Gusts. When in doubt, the small one stays in."),
    said(17, Who::Bram, "Found it the hard way: 14 people and a dog at 00:05."),
    said(18, Who::Tova, "The website wants minutes, not seconds. Fine with me."),
    said(23, Who::Mateo, "Difference between both ends is up to 40 minutes."),
];

/// Comments in berth-board.
pub const BERTHS_TALK: &[Said] = &[
    said(0, Who::Ines, "Can it hang in the watch room without anybody signing in?"),
    said(0, Who::Priya, "Not yet a question of the board; it shows no names of guests either way."),
    said(4, Who::Oskar, "Prices since 2019 are in. Before that there was a jar."),
    said(6, Who::Priya, "Please also look at the three bills of last week."),
    said(6, Who::Oskar, "All three were right by accident."),
    said(10, Who::Bram, "Works on my side. Screen reader says “berth 4, taken, until Friday”."),
    said(13, Who::Priya, "Meters 3 and 9 are the ones that count backwards."),
    said(13, Who::Oskar, "They were mounted upside down. They still count, so we turn the sign."),
    said(14, Who::Priya, "Each reading has a number; the same number twice can be dropped."),
    said(19, Who::Bram, "The harbour office asks for this before the first of next month."),
];

/// Comments in gull-counter.
pub const GULLS_TALK: &[Said] = &[
    said(2, Who::Oskar, "Removed from the count. It may stay on the roof."),
    said(5, Who::Tova, "Sharpness of the railing is a good measure: below 0.3 we skip the picture."),
    said(8, Who::Oskar, "Ladder ordered for Thursday."),
    said(9, Who::Noor, "Walking speed separates them in nine of ten cases."),
    said(10, Who::Tova, "Mondays: twice as many from nine o'clock on."),
    said(11, Who::Ines, "Nothing else goes live before this one."),
];

/// Checklists: project, issue, lines, how many of them are done.
pub const TASKS: &[(usize, usize, &[&str], usize)] = &[
    (
        0,
        14,
        &[
            "Ten hours at most",
            "Eleven hours of rest",
            "Two exceptions for the night ferry",
            "Show who is short of rest",
        ],
        2,
    ),
    (0, 15, &["List of the eleven days", "Regatta timetable", "Show the kind of day on paper"], 1),
    (0, 17, &["Test that shows it", "Show the departure on both days"], 2),
    (1, 13, &["Read all twelve", "Turn the sign of 3 and 9", "A day's sum for each berth", "Show it on the bill"], 2),
    (1, 10, &["Arrow keys", "Enter and Escape", "Names for screen readers"], 3),
    (2, 11, &["Cut before storing", "Ask the data protection officer", "Sign on the pier"], 0),
];
