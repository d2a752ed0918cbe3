//! Issues of the sample's project gull-counter.

#![allow(clippy::enum_glob_use, reason = "the columns stay readable")]

use super::script::{End::*, Row, Who::*, row};
use crate::domain::issue::Priority::{High, Low, Medium, None};

pub const ISSUES: &[Row] = &[
    row(Tova, "Count gulls in one picture", "The camera on the pier takes a picture a minute. How many gulls sit on the railing?", High, 8, &[Tova], &["experiment", "counting"], Done),
    row(Oskar, "Mark a hundred pictures by hand", "Two people mark, a third decides where they differ.", High, 5, &[Oskar], &["data"], Done),
    row(Noor, "A seagull-shaped weather vane is counted every time", "It sits on the roof of the fish hall and has not moved since 1961.", Medium, 1, &[Tova], &["bug", "counting"], Done),
    row(Tova, "Night pictures are useless", "Leave them out between sunset and sunrise instead of counting noise.", Medium, 2, &[Oskar], &["counting"], Done),
    row(Ines, "What do we want to know at all?", "The town pays for cleaning the pier. If we know when the gulls come, the cleaning can come after them.", High, 2, &[Tova], &["documentation"], Done),
    row(Oskar, "Rain on the lens looks like forty gulls", "The count jumps when it begins to rain. A picture with a blurred railing should not count at all.", High, 3, &[Oskar], &["bug", "counting"], Done),
    row(Noor, "Chart of gulls by hour of the day", "One line a weekday, weekends drawn thicker.", Medium, 3, &[Noor], &["feature", "chart"], Done),
    row(Tova, "Agreement between counter and people", "On the hundred marked pictures: within two gulls in 91 of them. We said 90 would do.", Medium, 2, &[Tova], &["experiment"], Archived),
    row(Oskar, "Camera loses the network at high tide", "The box hangs lower than the drawing says. It will be moved; until then pictures are kept for a day.", High, 3, &[Oskar], &["bug", "camera"], Review),
    row(Noor, "Pigeons", "They are smaller and walk. Count them apart or not at all.", Medium, 5, &[Noor], &["counting"], Progress),
    row(Tova, "Compare with the fish auction's days", "Auctions are on Mondays and Thursdays. The gulls seem to know.", Medium, 3, &[Tova], &["experiment", "chart"], Progress),
    row(Ines, "People must not be recognisable in the pictures", "Keep only the railing: cut the rest away before anything is stored.", High, 3, &[Oskar], &["privacy", "camera"], Todo),
    row(Oskar, "Second camera on the fish hall", "", Medium, 5, &[], &["camera"], Todo),
    row(Noor, "Explain the chart in one sentence below it", "The mayor asked what the thick lines are.", Low, 1, &[Noor], &["wording", "chart"], Todo),
    row(Tova, "Delete pictures after thirty days", "The counts stay, the pictures go.", Medium, 2, &[], &["privacy"], Todo),
    row(Noor, "Terns", "Protected, and much faster than the shutter.", Low, 8, &[], &["idea"], Backlog),
    row(Oskar, "Tell the cleaners by radio when more than fifty sit there", "", Low, 3, &[], &["idea"], Backlog),
    row(Ines, "Would a wooden owl help?", "It would be the cheapest experiment of all.", None, 0, &[], &["idea", "experiment"], Backlog),
    row(Tova, "Share the counts with the bird society", "They count by hand since 1978 and would like to compare.", Low, 2, &[], &["idea", "data"], Backlog),
    row(Noor, "Write the report for the town council", "Ten minutes to speak, one chart, one recommendation.", Medium, 5, &[], &["documentation"], Backlog),
    row(Oskar, "Battery for the camera box", "", Low, 2, &[], &["camera"], Backlog),
    row(Tova, "Count by sound", "Somebody had to suggest it.", None, 0, &[], &["idea"], Backlog),
    row(Noor, "Names for the twelve regulars", "One has a ring, one has one leg, one steals.", None, 0, &[], &["idea"], Backlog),
    row(Ines, "Close the experiment or make it a product", "To be decided after the council's meeting.", Medium, 1, &[Ines], &["documentation"], Backlog),
];
