//! What was read, as a table: before anything is taken it says what each file is, whose, and what becomes of it.

use super::desk::{Desk, Taken};
use crate::{
    components::{Column, DataTable, Icon, IconButton, StateDot, Tone, Width},
    formats::aws_cli::{Document, Listing, Whose},
};
use leptos::prelude::*;

/// A document, or a file of which none could be read.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    key: String,
    id: usize,
    file: String,
    what: String,
    command: &'static str,
    account: String,
    region: String,
    tone: Tone,
    outcome: &'static str,
    notes: Vec<String>,
}

fn rows(files: &[Taken], whose: Whose) -> Vec<Row> {
    files
        .iter()
        .flat_map(|file| match &file.documents {
            Err(why) => vec![Row {
                key: file.id.to_string(),
                id: file.id,
                file: file.name.clone(),
                what: "Not read".to_owned(),
                command: "",
                account: String::new(),
                region: String::new(),
                tone: Tone::Bad,
                outcome: "Left out",
                notes: vec![why.clone()],
            }],
            Ok(documents) => {
                documents.iter().enumerate().map(|(place, document)| row(file, place, document, whose)).collect()
            }
        })
        .collect()
}

fn row(file: &Taken, place: usize, document: &Document, whose: Whose) -> Row {
    let mut notes = document.notes.clone();
    let needs = document.needs();
    let (tone, outcome) = match &document.listing {
        Listing::Nothing(why) => {
            notes.push((*why).to_owned());
            (Tone::Idle, "Nothing to keep")
        }
        Listing::Caller => {
            notes.push("It says whose the other files are.".to_owned());
            (Tone::Idle, "Nothing to keep")
        }
        _ if needs.account && whose.account.is_none() || needs.region && whose.region.is_none() => {
            (Tone::Warn, "Asks whose it is")
        }
        _ if document.next => {
            notes.push(format!(
                "The service has more to tell: this listing stopped at a page. Run `aws {}` without --no-paginate and --max-items, or add the other pages. What is known and not in it stays.",
                document.command
            ));
            (Tone::Warn, "Taken, unfinished")
        }
        _ => (Tone::Good, "Taken"),
    };
    let kept = matches!(document.listing, Listing::Iam(_) | Listing::Region(_));
    let account = document.account.or(whose.account.filter(|_| kept));
    let region = document.region.or(whose.region.filter(|_| needs.region));
    Row {
        key: format!("{}-{place}", file.id),
        id: file.id,
        file: file.name.clone(),
        what: document.holds.clone(),
        command: document.command,
        account: account.map(|account| account.to_string()).unwrap_or_default(),
        region: region.map(|region| region.to_string()).unwrap_or_default(),
        tone,
        outcome,
        notes,
    }
}

/// The table.
#[component]
pub fn Report(desk: Desk) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let whose = desk.whose().unwrap_or_default();
        desk.files.with(|files| rows(files, whose))
    });
    let columns = vec![
        Column::new("what", "What it is", |row: Row| {
            view! {
                <span class="import-what">
                    <b>{row.what}</b>
                    {(!row.command.is_empty()).then(|| view! { <code>{format!("aws {}", row.command)}</code> })}
                    {row.notes.into_iter().map(|note| view! { <span class="muted small">{note}</span> }).collect_view()}
                </span>
            }
        })
        .width(Width::Share(4)),
        Column::new("file", "File", |row: Row| view! { <span class="import-name">{row.file}</span> })
            .sort_key(|row| row.file.to_lowercase())
            .width(Width::Share(2)),
        Column::new("whose", "AWS account", |row: Row| view! { <code>{row.account}</code> }).width(Width::Medium),
        Column::new("region", "Region", |row: Row| view! { <code>{row.region}</code> }).width(Width::Medium),
        Column::new("outcome", "Outcome", |row: Row| view! { <StateDot tone=row.tone>{row.outcome}</StateDot> })
            .sort_key(|row| row.outcome)
            .width(Width::Medium),
        Column::new("leave", "Leave out", move |row: Row| {
            let id = row.id;
            view! { <IconButton icon=Icon::Close label=format!("Leave out {}", row.file) small=true on_press=move |()| desk.remove(id) /> }
        })
        .width(Width::Narrow),
    ];
    view! { <DataTable label="Files that were read" rows=rows key=|row: &Row| row.key.clone() columns=columns /> }
}
