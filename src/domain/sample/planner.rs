//! Issues of the sample's project crossing-planner.

#![allow(clippy::enum_glob_use, reason = "the columns stay readable")]

use super::script::{End::*, Row, Who::*, row};
use crate::domain::issue::Priority::{High, Low, Medium, None};

pub const ISSUES: &[Row] = &[
    row(Ines, "Plan a day of crossings for one vessel", "The smallest useful planner: one vessel, one route, departures every so many minutes between the first and the last.\n\nNo tides, no crew, no second vessel. Those are issues of their own.", High, 8, &[Bram], &["feature", "planning"], Done),
    row(Ines, "Say which harbours we sail between", "A short list with a code of three letters, a name and the number of berths. Read only for now.", Medium, 3, &[Tova], &["feature", "harbours"], Done),
    row(Bram, "Departures overlap when a crossing takes longer than the interval", "With a crossing of 35 minutes and an interval of 30 the planner sends the same vessel out while it is still under way.\n\n- expected: the planner says that one vessel is not enough\n- seen: two departures of one vessel at once", High, 3, &[Mateo], &["bug", "planning"], Done),
    row(Tova, "Read tide tables", "The harbour office hands out a table a year: date, time, metres. Columns are separated by semicolons and decimals by commas.", High, 5, &[Tova], &["feature", "tides"], Done),
    row(Mateo, "Refuse a departure below the least depth", "Each berth knows how deep it is at lowest tide, each vessel how deep it goes loaded. Under a margin of 40 cm the departure is refused and the next possible time is offered.", High, 8, &[Mateo, Tova], &["feature", "tides", "safety"], Done),
    row(Oskar, "Clock change in March moves all departures by an hour", "Plans made before the change show the wrong time after it. We keep local times without their zone.", High, 5, &[Oskar], &["bug", "time"], Done),
    row(Bram, "Print the plan of a day on one page", "The crew room wants paper on the wall. One page, large figures, nothing in colour that is lost on a grey printer.", Medium, 3, &[Tova], &["feature", "crew-room"], Done),
    row(Noor, "The word “crossing” means two things in the form", "Once it is the route and once a single departure. Passengers say crossing for the departure; let us do the same and call the other one a route.", Low, 1, &[Mateo], &["wording"], Done),
    row(Ines, "Two vessels on one route", "The second vessel starts from the other side. They meet halfway, so the berths must be free in turn.", High, 8, &[Bram], &["feature", "planning"], Done),
    row(Mateo, "Depth margin should differ for each vessel", "The old ferry has no bow thruster and wants 60 cm.", Medium, 2, &[Mateo], &["feature", "tides"], Done),
    row(Oskar, "Import last year's departures for comparison", "Three files with different columns. The harbour master has the fourth and looks for it.", Low, 5, &[Oskar], &["data"], Done),
    row(Tova, "Planner takes eleven seconds for a week", "Measured on the crew room's old computer. Nine of the eleven go into looking up tides, one by one.", Medium, 5, &[Tova], &["speed"], Done),
    row(Bram, "Ask before a plan that is already published is replaced", "", Medium, 2, &[Tova], &["safety"], Archived),
    row(Noor, "Colours of late and early are hard to tell apart", "About one in twelve of our crew cannot tell this red from this green. Add a mark, not only another colour.", Medium, 2, &[Mateo], &["accessibility"], Review),
    row(Ines, "Keep crews within their hours", "Nobody sails more than ten hours, with eleven hours of rest in between. The planner should not plan what the law forbids.", High, 13, &[Bram, Oskar], &["feature", "crew-room", "safety"], Progress),
    row(Oskar, "Public holidays have a timetable of their own", "Eleven days a year run like a Sunday, except the regatta, which runs like nothing else.", Medium, 5, &[Oskar], &["feature", "planning"], Progress),
    row(Mateo, "Wind limits for the small ferry", "Above 7 Beaufort the small one stays in. Take the forecast at six in the morning and mark departures that are in doubt.", High, 8, &[Mateo], &["feature", "weather", "safety"], Progress),
    row(Tova, "A plan that crosses midnight loses its last departure", "The departure at 00:10 belongs to the next day and is dropped from both pages.", High, 3, &[Tova], &["bug", "time"], Review),
    row(Bram, "Publish the plan for the website", "One file a day with departures and their state. The website fetches it every minute.", High, 5, &[Tova], &["feature", "website"], Review),
    row(Ines, "Say why a departure was cancelled", "A short list: weather, depth, crew, repair, other. Other needs a sentence.", Medium, 3, &[Mateo], &["feature", "website"], Todo),
    row(Noor, "Write down how a plan is made, for new dispatchers", "Five pages at most, with the two mistakes everybody makes in the first week.", Low, 3, &[], &["documentation"], Todo),
    row(Oskar, "Reserve a slot for dangerous goods", "Tuesdays and Fridays, first departure, no passengers. The goods are reported a day before.", Medium, 5, &[], &["feature", "safety"], Todo),
    row(Mateo, "Forecast service answers slowly in storms", "Just when it is needed. Keep the last answer and show its age.", High, 3, &[Mateo], &["bug", "weather"], Todo),
    row(Tova, "Choose the tide table by harbour, not by route", "Both ends of a route have a table of their own. We use the one of the departure for both.", High, 3, &[Tova], &["bug", "tides"], Todo),
    row(Bram, "Undo the last change of a plan", "One step is enough to begin with.", Medium, 5, &[], &["feature"], Todo),
    row(Ines, "Third vessel for the summer", "From June to August a chartered vessel joins. It is slower and needs a berth with a ramp on the left.", Medium, 8, &[], &["feature", "planning"], Backlog),
    row(Oskar, "Simulate a whole season", "What if the crossing took three minutes longer? How many departures would we lose?", Low, 13, &[], &["idea", "planning"], Backlog),
    row(Noor, "Plans as a calendar that phones can subscribe to", "", Low, 3, &[], &["idea", "website"], Backlog),
    row(Mateo, "Show where the vessels are on a small map", "Positions come every ten seconds. The map must work without any outside service.", Low, 8, &[], &["idea"], Backlog),
    row(Tova, "Learn from delays", "After a year of figures we could plan with the real turnaround of each berth.", None, 0, &[], &["idea"], Backlog),
];
