//! What a person gave to the assistant, in My settings (AI-5).

use crate::{
    components::{Column, DataTable, Empty, Icon, Width, grouped},
    domain::{PersonId, SpaceId, assistant::used_by},
    routes::Route,
    session::{Session, browser::clock},
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    space: SpaceId,
    name: String,
    this_month: usize,
    ever: usize,
    running: usize,
}

/// The table.
#[component]
pub fn AssistantUsage(
    /// Whose.
    person: PersonId,
) -> impl IntoView {
    let session = Session::here();
    let rows = session.select(move |state| {
        let row = |used: crate::domain::assistant::Use| {
            let name = state.space(used.space)?.name.clone();
            Some(Row { space: used.space, name, this_month: used.this_month, ever: used.ever, running: used.running })
        };
        used_by(state, person, clock::now()).into_iter().filter_map(row).collect::<Vec<Row>>()
    });
    let number = |label: &'static str, key: &'static str, read: fn(&Row) -> usize| {
        Column::new(key, label, move |row: Row| view! { <span class="num">{grouped(read(&row))}</span> })
            .sort_key(move |row: &Row| read(row))
            .width(Width::Small)
    };
    let columns = vec![
        Column::new("space", "Space", |row: Row| row.name)
            .sort_key(|row: &Row| row.name.to_lowercase())
            .width(Width::Share(2)),
        number("This month", "month", |row| row.this_month),
        number("In all", "ever", |row| row.ever),
        number("Running", "running", |row| row.running),
    ];
    view! {
        <div class="stack">
                <DataTable
                    label="Generative AI usage"
                    rows=rows
                    key=|row: &Row| row.space.to_string()
                    columns=columns
                    href=Callback::new(|(row,): (Row,)| Route::Assistant(row.space).href())
                    empty=|| {
                        view! {
                            <Empty
                                icon=Icon::Spark
                                title="Nothing used"
                                lead=Some("Issues that you assign to the assistant are counted here, space by space.".to_owned())
                            />
                        }
                    }
                />
                <p class="small muted">
                    "What you use counts against your own quota, whichever space it is in. The quota goes with your subscription and is not known here."
                </p>
        </div>
    }
}
