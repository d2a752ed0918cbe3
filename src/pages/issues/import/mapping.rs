//! Which column of a table holds what.

use super::{Import, read::Ready};
use crate::{
    components::{
        card::Card,
        choice::{Choice, Select},
    },
    formats::issues::{ColumnMapping, Field},
};
use leptos::prelude::*;
use std::sync::Arc;

/// One list box for each column of the file.
#[component]
pub fn Mapping(import: Import, ready: Arc<Ready>, mapping: ColumnMapping) -> impl IntoView {
    let choices: Vec<Choice> = core::iter::once(Choice::new("", "Leave out"))
        .chain(Field::ALL.iter().map(|field| Choice::new(field.label(), field.label())))
        .collect();
    let choices = Signal::stored(choices);
    let columns: Vec<(String, Option<Field>)> =
        mapping.columns().map(|(header, field)| (header.to_owned(), field)).collect();
    let count = Some(format!("{} columns, {}-separated", columns.len(), mapping.separator_label()));
    view! {
        <Card title="Columns" count=Signal::stored(count)>
            <div class="issue-form-grid" data-columns="">
                {columns
                    .into_iter()
                    .enumerate()
                    .map(|(at, (header, field))| {
                        let value = RwSignal::new(field.map(|field| field.label().to_owned()).unwrap_or_default());
                        let label = if header.is_empty() { format!("Column {}", at + 1) } else { header };
                        let (ready, mapping) = (Arc::clone(&ready), mapping.clone());
                        let change = move |chosen: String| {
                            let field = Field::ALL.into_iter().find(|field| field.label() == chosen);
                            let mut mapping = mapping.clone();
                            mapping.assign(at, field);
                            import.remap(&ready, mapping, at);
                        };
                        view! { <Select label=label value=value choices=choices on_change=change /> }
                    })
                    .collect_view()}
            </div>
        </Card>
    }
}
