//! Issues from files of other programs (ISS-7).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

#[path = "support/corpus.rs"]
mod corpus;

use spaceward::{
    domain::{
        Timestamp,
        issue::{ImportRow, ImportSource, Priority},
    },
    formats::{
        Kind,
        issues::{self, Field, IssuesFile, Place, Preview, Reader, Report},
        recognise,
    },
};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/issues/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn file(bytes: &[u8]) -> IssuesFile {
    match recognise(bytes).unwrap().kind {
        Kind::Issues(file) => file,
        other @ Kind::CodeCatalyst(_) => panic!("not issues: {other:?}"),
    }
}

fn read(bytes: &[u8]) -> (Vec<ImportRow>, Report) {
    issues::read(&file(bytes)).unwrap()
}

fn at(row: &ImportRow) -> (Option<String>, Option<String>) {
    (row.created.map(Timestamp::to_rfc3339), row.updated.map(Timestamp::to_rfc3339))
}

fn reasons(report: &Report) -> Vec<String> {
    report.left_out.iter().map(|left| format!("{}: {}", left.place, left.why)).collect()
}

#[test]
fn iss_7_json_lines_take_good_lines_and_say_why_others_were_left_out() {
    let bytes = fixture("issues.jsonl");
    assert_eq!(file(&bytes).source(), ImportSource::JsonLines);
    let (rows, report) = read(&bytes);
    assert_eq!((rows.len(), report.read, report.left_out_total), (4, 4, 4));
    let first = &rows[0];
    assert_eq!(first.source.as_deref(), Some("1"));
    assert_eq!(first.title, "Kiln door sensor reports open while closed");
    assert_eq!(first.description, "Seen on **line 2** after the restart.");
    assert_eq!(first.status.as_deref(), Some("In progress"));
    assert_eq!((first.priority, first.estimate), (Priority::High, Some(3)));
    assert_eq!(
        (first.assignees.as_slice(), first.labels.as_slice()),
        (&["wren.tallow".to_owned()][..], &["sensor".to_owned(), "line-2".to_owned()][..])
    );
    assert_eq!(at(first), (Some("2026-03-02T07:15:00Z".into()), Some("2026-03-04T15:40:12Z".into())));
    // Other programs' names for the same things.
    let third = &rows[2];
    assert_eq!(
        (third.title.as_str(), third.description.as_str()),
        ("Shelf labels in two languages", "Ordered by the shop.")
    );
    assert_eq!((third.status.as_deref(), third.estimate, third.labels.len()), (Some("Backlog"), Some(5), 1));
    assert_eq!(at(third), (Some("2026-03-05T08:40:00Z".into()), Some("2026-03-05T10:40:00Z".into())));
    assert_eq!(report.unzoned, 1);
    assert_eq!(report.not_taken.get("watchers"), Some(&1));
    assert_eq!(
        reasons(&report),
        [
            "Line 5: It has no title.",
            "Line 6: It ends in the middle of its object.",
            "Line 7: At column 39 the key “title” stands twice in one object.",
            "Line 8: It holds a list, where an object was expected.",
        ]
    );
    // What was not understood is told, not guessed.
    assert_eq!((rows[3].priority, rows[3].estimate, rows[3].created), (Priority::None, None, None));
    assert_eq!(report.changed_total, 3);
    assert!(report.changed.iter().all(|note| note.place == Place::Line(9)));
}

#[test]
fn iss_7_gzip_gives_the_same_rows_as_what_is_inside() {
    assert!(recognise(&fixture("issues.jsonl.gz")).unwrap().compressed);
    assert_eq!(read(&fixture("issues.jsonl.gz")), read(&fixture("issues.jsonl")));
}

#[test]
fn iss_7_a_damaged_first_line_does_not_hide_the_others() {
    let (rows, report) = read(b"{\"title\": \"cut\n{\"number\": 2, \"title\": \"Whole\"}\n");
    assert_eq!((rows.len(), report.left_out[0].place), (1, Place::Line(1)));
}

#[test]
fn iss_7_github_rest_leaves_pull_requests_out_and_tells_what_is_not_taken() {
    let bytes = fixture("github-rest.json");
    assert_eq!(file(&bytes).source(), ImportSource::GitHub);
    let (rows, report) = read(&bytes);
    assert_eq!(rows.len(), 2);
    let first = &rows[0];
    assert_eq!(first.source.as_deref(), Some("https://example.com/tallow/kiln/issues/41"));
    assert_eq!((first.description.as_str(), first.status.as_deref()), ("", Some("closed")));
    assert_eq!(first.author.as_deref(), Some("wren-tallow"));
    assert_eq!(first.assignees, ["wren-tallow", "ode-marsh"]);
    assert_eq!(first.labels, ["bug", "table: cones"]);
    assert_eq!(at(first).0.as_deref(), Some("2026-02-11T07:30:05Z"));
    assert_eq!((rows[1].author.as_deref(), rows[1].labels.as_slice()), (None, &["comfort".to_owned()][..]));
    assert_eq!(rows[1].description, "The **fan** stops at 90 degrees.\nThat is too early.");
    assert_eq!(reasons(&report), ["Item 2: It is a pull request, which GitHub lists among the issues."]);
    let told: Vec<&str> = report.not_taken.keys().map(String::as_str).collect();
    assert_eq!(told, ["comments", "lock", "milestone", "reason of closing", "time of closing"]);
    assert!(report.not_taken.values().all(|&count| count == 1));
}

#[test]
fn iss_7_github_command_line_and_joined_pages() {
    let (rows, report) = read(&fixture("github-cli.json"));
    assert_eq!((rows.len(), report.left_out_total), (1, 0));
    assert_eq!(rows[0].source.as_deref(), Some("https://example.com/tallow/kiln/issues/7"));
    assert_eq!((rows[0].author.as_deref(), rows[0].assignees[0].as_str()), (Some("wren-tallow"), "ode-marsh"));
    assert_eq!(report.not_taken.get("comments"), Some(&1));

    let pages = fixture("github-paginated.json");
    assert_eq!(file(&pages).source(), ImportSource::GitHub);
    let titles: Vec<String> = read(&pages).0.into_iter().map(|row| row.title).collect();
    assert_eq!(titles, ["Page one", "Page one again", "Page two"]);

    // Pages in a list of pages, as `--slurp` joins them.
    let slurped = br#"[[], [{"number":1,"title":"a","state":"open"}], [{"number":2,"title":"b","state":"open"}]]"#;
    assert_eq!(read(slurped).0.len(), 2);

    // One issue by itself, as `gh api repos/…/issues/7` prints it.
    let one =
        br#"{"number": 7, "title": "Alone", "state": "open", "body": null, "html_url": "https://example.com/i/7"}"#;
    assert_eq!((file(one).source(), read(one).0.len()), (ImportSource::GitHub, 1));
}

#[test]
fn iss_7_half_a_github_file_is_refused_with_its_place() {
    let whole = fixture("github-rest.json");
    let mut refused = 0;
    for end in (200..whole.len() - 2).step_by(97) {
        let error = match recognise(&whole[..end]) {
            Err(error) => error,
            Ok(read) => match read.kind {
                Kind::Issues(file) => issues::read(&file).expect_err("half a list is no list"),
                other @ Kind::CodeCatalyst(_) => panic!("{other:?}"),
            },
        };
        assert!(error.at.is_some() && error.message.contains("half of a file"), "at {end}: {error}");
        refused += 1;
    }
    assert!(refused > 10);
    // Cut between two issues, where each one read so far is whole.
    for cut in [r#"[{"title":"a","body":""}"#, r#"[{"title":"a","body":""},"#, r#"[[{"title":"a","body":""}]"#] {
        let error = issues::read(&file(cut.as_bytes())).unwrap_err();
        assert!(error.message.contains("half of a file"), "{cut}: {error}");
    }
    let broken = br#"[{"number": 1, "title": "a", "state": "open"}, {"number": 2, "title": nope}]"#;
    let error = issues::read(&file(broken)).unwrap_err();
    assert_eq!(error.at.unwrap().0, 1);
    assert!(error.message.contains("not valid JSON"), "{error}");
    for wrong in [
        "[{\"title\":\"a\",\"body\":\"\"},]",
        "[{\"title\":\"a\",\"body\":\"\"} {\"title\":\"b\"}]",
        "[{\"title\":\"a\",\"body\":\"\"}, 5]",
        "[{\"title\":\"a\",\"body\":\"\"}] x",
        "[{\"title\":\"a\",\"body\":\"\"},,{\"title\":\"b\"}]",
        "[{\"title\":\"a\",\"body\":\"\"}]]",
    ] {
        assert!(issues::read(&file(wrong.as_bytes())).is_err(), "{wrong}");
    }
}

#[test]
fn iss_7_jira_table_is_mapped_from_its_header() {
    let bytes = fixture("jira.csv");
    assert_eq!(file(&bytes).source(), ImportSource::Csv);
    let (rows, report) = read(&bytes);
    assert_eq!(rows.len(), 2);
    let first = &rows[0];
    assert_eq!(first.source.as_deref(), Some("KLN-12"));
    assert_eq!(first.description, "It drifts by\ntwo lines, and says \"ready\" too early");
    assert_eq!((first.priority, first.estimate), (Priority::Urgent, Some(5)));
    assert_eq!(first.assignees, ["Tallow, Wren"], "a comma in a single name is no joint");
    assert_eq!(first.labels, ["sensor", "shelf"]);
    assert_eq!(first.author.as_deref(), Some("Ode Marsh"));
    assert_eq!(at(first), (Some("2026-08-14T21:31:00Z".into()), Some("2026-08-15T00:05:00Z".into())));
    assert_eq!(at(&rows[1]).0.as_deref(), Some("2026-02-01T12:00:00Z"));
    assert_eq!(report.unzoned, 4);
    assert_eq!(report.left_out[0].place, Place::Line(5), "a quoted line break counts as a line");
    assert!(report.left_out[0].why.contains("2 cells where the header has 16"));
    assert_eq!(report.not_taken.get("Issue Type"), Some(&2));
}

#[test]
fn iss_7_linear_table_and_a_spreadsheets_semicolons() {
    let (rows, _) = read(&fixture("linear.csv"));
    assert_eq!(rows[0].labels, ["Bug", "Comfort"]);
    assert_eq!(rows[0].description, "=1+1 is what the cell said", "the protecting apostrophe is taken off");
    assert_eq!((rows[0].archived, rows[1].archived), (false, true));
    assert_eq!(rows[1].status.as_deref(), Some("Canceled"));
    assert_eq!(at(&rows[1]).0.as_deref(), Some("2026-08-14T21:31:26Z"));

    let sheet = fixture("sheet.csv");
    let mapping = file(&sheet).mapping().unwrap().clone();
    assert_eq!(mapping.separator_label(), "semicolon");
    let (rows, report) = read(&sheet);
    assert_eq!((rows.len(), report.left_out_total), (2, 0), "empty rows of a sheet are no rows");
    assert_eq!((rows[1].title.as_str(), rows[1].status.as_deref()), ("Order plaster", Some("Closed")));
    assert_eq!(at(&rows[1]).0.as_deref(), Some("2026-01-06T14:20:00Z"));
}

#[test]
fn iss_7_the_person_maps_columns_that_nobody_can_guess() {
    let table = "Titel\tZustand\tWer\nTon sieben\toffen\tOde\n".as_bytes();
    let file = file(table);
    let mut mapping = file.mapping().unwrap().clone();
    assert!(!mapping.has_title());
    assert!(Reader::new(&file).is_err_and(|error| error.message.contains("title")));
    mapping.assign(1, Some(Field::Title));
    mapping.assign(0, Some(Field::Title));
    mapping.assign(2, Some(Field::Assignees));
    let columns: Vec<_> = mapping.columns().collect();
    assert_eq!(
        columns,
        [("Titel", Some(Field::Title)), ("Zustand", None), ("Wer", Some(Field::Assignees))],
        "one column is the title"
    );
    let (rows, report) = issues::read(&file.with_mapping(mapping)).unwrap();
    assert_eq!((rows[0].title.as_str(), rows[0].assignees[0].as_str()), ("Ton sieben", "Ode"));
    assert_eq!(report.not_taken.get("Zustand"), Some(&1));
}

#[test]
fn iss_7_a_table_without_header_says_so() {
    for table in ["1,Sieve,2026-01-05\n2,Press,2026-01-06\n", "Sieve,12\nPress,13\n"] {
        let error = recognise(table.as_bytes()).unwrap_err();
        assert!(error.message.contains("without a header row"), "{error}");
    }
    let error = recognise(b"Dear Ode,\nthe kiln is warm.\n").unwrap_err();
    assert!(error.message.contains("neither JSON nor a table"), "{error}");
}

#[test]
fn iss_7_values_over_the_limits_are_cut_and_told() {
    let title = "ü".repeat(300);
    let labels: Vec<String> = (0..60).map(|n| format!("label-{n}")).collect();
    let people: Vec<String> = (0..12).map(|n| format!("p{n}")).collect();
    let issue = serde_json::json!({"title": title, "description": "d".repeat(40_000), "labels": labels, "assignees": people,
        "created": "2026-02-02T00:00:00Z", "updated": "2026-02-01T00:00:00Z"});
    let (rows, report) = read(issue.to_string().as_bytes());
    let row = &rows[0];
    assert_eq!((row.title.chars().count(), row.description.chars().count()), (255, 32_767));
    assert!(row.description.starts_with(&title), "the whole title is kept");
    assert_eq!((row.labels.len(), row.assignees.len()), (50, 10));
    assert_eq!(row.updated, row.created);
    assert_eq!((report.changed_total, report.left_out_total), (5, 0));
}

#[test]
fn iss_7_masses_in_one_place_are_counted_not_kept() {
    let labels: Vec<String> = (0..20_000).map(|n| format!("l{n}")).collect();
    let issue = serde_json::json!({"title": "a", "labels": labels, "assignees": labels});
    let (rows, report) = read(issue.to_string().as_bytes());
    assert_eq!((rows[0].labels.len(), rows[0].assignees.len()), (50, 10));
    assert!(report.changed[1].why.contains("19950 more were left away"), "{:?}", report.changed);
    let wide = labels.join(",");
    assert!(recognise(wide.as_bytes()).unwrap_err().message.contains("20000 columns"));
}

#[test]
fn iss_7_reading_in_steps_gives_the_same_and_a_growing_progress() {
    for name in ["issues.jsonl", "github-rest.json", "jira.csv", "linear.csv", "sheet.csv"] {
        let bytes = fixture(name);
        let mut reader = Reader::new(&file(&bytes)).unwrap();
        let mut before = reader.progress();
        assert!(before.done < 10 && !before.finished, "nothing is read yet");
        while !before.finished {
            let now = reader.step(1).unwrap();
            assert!(now.done >= before.done && now.total == before.total, "{name}");
            before = now;
        }
        assert_eq!(before.done, before.total);
        assert_eq!(reader.finish().unwrap(), read(&bytes), "{name}");
    }
}

#[test]
fn iss_7_preview_shows_twenty_rows_and_counts_all() {
    use std::fmt::Write as _;
    let lines = (0..50).fold(String::new(), |mut lines, n| {
        let status = if n % 5 == 0 { "Done" } else { "To do" };
        writeln!(
            lines,
            r#"{{"title": "t{n}", "status": "{status}", "priority": "{}"}}"#,
            if n < 10 { "P0" } else { "" }
        )
        .unwrap();
        lines
    });
    let preview = Preview::of(&read(lines.as_bytes()).0);
    assert_eq!((preview.first.len(), preview.total), (20, 50));
    assert_eq!(preview.by_status, [("Done".to_owned(), 10), ("To do".to_owned(), 40)]);
    assert_eq!(preview.by_priority, [(Priority::Urgent, 10), (Priority::None, 40)]);
}

#[test]
fn iss_7_reports_stay_short_and_count_on() {
    let lines = format!("{{\"title\":\"one\",\"number\":1}}\n{}", "{\"number\":2}\n".repeat(2_000));
    let report = read(lines.as_bytes()).1;
    assert_eq!((report.left_out.len(), report.left_out_total), (Report::KEPT, 2_000));
}

/// The real corpus lies beside the project, not in it.
#[test]
fn iss_7_ten_thousand_real_issues_are_read_and_none_is_left_out() {
    let Some(path) = corpus::corpus("issues-10k.jsonl.gz") else { return };
    let bytes = std::fs::read(path).unwrap();
    let (rows, report) = read(&bytes);
    assert_eq!((rows.len(), report.left_out_total), (10_000, 0), "{:?}", reasons(&report));
    assert!(rows.iter().all(|row| row.created.is_some() && row.status.is_some() && !row.assignees.is_empty()));
    // Two long titles and one clock that ran backwards: told, and kept.
    let changed: Vec<Place> = report.changed.iter().map(|note| note.place).collect();
    assert_eq!(changed, [Place::Line(4505), Place::Line(4846), Place::Line(7084)], "{:?}", report.changed);
    assert!(report.not_taken.is_empty());
}
