//! Issues of the sample's project berth-board.

#![allow(clippy::enum_glob_use, reason = "the columns stay readable")]

use super::script::{End::*, Row, Who::*, row};
use crate::domain::issue::Priority::{High, Low, Medium, None};

pub const ISSUES: &[Row] = &[
    row(Bram, "Board with all berths and who lies there", "Twelve berths in two rows, as they lie in the harbour. Free, taken, expected within the hour.", High, 8, &[Priya], &["feature", "board"], Done),
    row(Priya, "Register a vessel with length, width and draught", "Length decides which berths fit. Round up: nobody moors at the last centimetre.", High, 3, &[Priya], &["feature", "vessels"], Done),
    row(Oskar, "Berth 7 is shown twice", "It was split in two last autumn. The plan still has the old one.", Medium, 1, &[Oskar], &["bug", "board"], Done),
    row(Priya, "Take a berth out of service", "For repairs, with a reason and an expected end. Reservations in that time are listed before it is confirmed.", High, 5, &[Priya], &["feature", "repairs"], Done),
    row(Ines, "Harbour fees by length and night", "The council sets the prices each December. Keep old prices: a bill of last year must not change.", High, 8, &[Oskar], &["feature", "fees"], Done),
    row(Noor, "Guests do not understand the word “draught”", "Say how deep the vessel goes, and show a drawing.", Low, 1, &[Priya], &["wording"], Done),
    row(Oskar, "Bill shows 0.1 + 0.2 as 0.30000000000000004", "Fees are kept as fractions of a coin that do not exist. Keep whole cents.", High, 2, &[Oskar], &["bug", "fees"], Done),
    row(Bram, "Reserve a berth for a guest", "Name of the vessel, nights, berth. A reservation that overlaps another is refused with the free ones offered.", High, 8, &[Priya], &["feature", "reservations"], Done),
    row(Priya, "Free berths for tonight at a glance", "The night watch answers the radio and wants one number.", Medium, 2, &[Priya], &["feature", "board"], Done),
    row(Oskar, "Export the bills of a month for the book-keeper", "One line a bill, amounts with a comma, the file named after the month.", Medium, 3, &[Oskar], &["feature", "fees"], Archived),
    row(Noor, "The board cannot be used with the keyboard alone", "Arrow keys should walk along the quay, Enter opens the berth.", High, 3, &[Priya], &["accessibility", "board"], Review),
    row(Bram, "Two guests in one berth, side by side", "In the regatta week vessels under eight metres lie two and two.", Medium, 5, &[Priya], &["feature", "reservations"], Review),
    row(Ines, "Reminder when a guest stays longer than reserved", "At noon of the day of departure, to the watch, not to the guest.", Medium, 3, &[Oskar], &["feature", "reservations"], Progress),
    row(Priya, "Shore power: read the meters", "Twelve meters, one reading a quarter of an hour. Two of them count backwards.", High, 8, &[Priya, Oskar], &["feature", "power"], Progress),
    row(Oskar, "Meter readings arrive twice after a restart", "The last hour is sent again and counted again.", High, 3, &[Oskar], &["bug", "power"], Progress),
    row(Bram, "Sign at the harbour entrance shows free berths", "Three digits of light bulbs, fed by a serial line. The manual is from 1994 and excellent.", Medium, 5, &[], &["feature", "board"], Todo),
    row(Priya, "Search vessels by part of their name", "Half of them are called Sea-something.", Medium, 2, &[Priya], &["feature", "vessels"], Todo),
    row(Noor, "Say in the bill how a price came about", "Length, nights, power, and the rule that gave the discount.", Medium, 3, &[], &["fees", "wording"], Todo),
    row(Oskar, "Winter berths are let for months", "From November to March at a price of their own. Whoever had the berth last winter is asked first.", Medium, 8, &[], &["feature", "fees"], Todo),
    row(Ines, "Oil barrier: who was where at what time", "After the spill in spring the coast guard wanted to know. Keep it for two years and answer for any hour.", High, 5, &[], &["safety"], Todo),
    row(Bram, "Waiting list for the summer", "", Low, 5, &[], &["feature", "reservations"], Backlog),
    row(Priya, "Drawings of the berths with their depths", "The divers measured everything in March.", Low, 5, &[], &["data"], Backlog),
    row(Oskar, "Guests pay at the machine on the quay", "It must work when the line is down and settle later.", Medium, 13, &[], &["idea", "fees"], Backlog),
    row(Noor, "Forms in the three languages of our guests", "", Low, 5, &[], &["wording", "idea"], Backlog),
    row(Ines, "Measure how long the sluice takes", "", None, 0, &[], &["idea"], Backlog),
    row(Bram, "Handover note between watches", "Free text, dated, read by the next watch with one click.", Medium, 3, &[], &["feature"], Backlog),
];
