//! What a column is: its words, how a cell is drawn, how rows compare by it, how wide it is.

use core::cmp::Ordering;
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

/// Draws one cell of a row.
pub type Cell<T> = Arc<dyn Fn(T) -> AnyView + Send + Sync>;
type Compare<T> = Arc<dyn Fn(&T, &T) -> Ordering + Send + Sync>;

/// How a table is sorted: by the column with this key, and which way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column's key.
    pub key: String,
    /// From the last to the first.
    pub descending: bool,
}

/// How much room a column takes. The sizes themselves are tokens of the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A number, a menu.
    Narrow,
    /// A date, a state.
    Small,
    /// A name, a role.
    Medium,
    /// So many parts of what is left.
    Share(u8),
}

/// One column.
#[allow(clippy::struct_excessive_bools, reason = "each is one independent choice, made by a method of its own name")]
pub struct Column<T> {
    key: &'static str,
    head: &'static str,
    cell: Cell<T>,
    compare: Option<Compare<T>>,
    width: Width,
    end: bool,
    fixed: bool,
    starts_hidden: bool,
    hide_head: bool,
}

impl<T: 'static> Column<T> {
    /// A column with its key, the words of its head, and how a cell is drawn. The cell gets its own copy of the row, so
    /// that what it draws may keep it; rows should be small, or an `Arc`.
    pub fn new<V: IntoAny>(
        key: &'static str,
        head: &'static str,
        cell: impl Fn(T) -> V + Send + Sync + 'static,
    ) -> Self {
        Self {
            key,
            head,
            cell: Arc::new(move |row| cell(row).into_any()),
            compare: None,
            width: Width::Share(1),
            end: false,
            fixed: false,
            starts_hidden: false,
            hide_head: false,
        }
    }

    /// Can be sorted by.
    #[must_use]
    pub fn sort_by(mut self, compare: impl Fn(&T, &T) -> Ordering + Send + Sync + 'static) -> Self {
        self.compare = Some(Arc::new(compare));
        self
    }

    /// Can be sorted by what this gives.
    #[must_use]
    pub fn sort_key<K: Ord>(self, of: impl Fn(&T) -> K + Send + Sync + 'static) -> Self {
        self.sort_by(move |a, b| of(a).cmp(&of(b)))
    }

    /// Takes so much room; without this, one share of what is left.
    #[must_use]
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// Numbers and actions stand at the end.
    #[must_use]
    pub fn at_end(mut self) -> Self {
        self.end = true;
        self
    }

    /// Cannot be hidden. The first column never can.
    #[must_use]
    pub fn always(mut self) -> Self {
        self.fixed = true;
        self
    }

    /// Hidden until the person asks for it.
    #[must_use]
    pub fn at_first_hidden(mut self) -> Self {
        self.starts_hidden = true;
        self
    }

    /// For a column of actions: its head is spoken and not shown, it cannot be hidden.
    #[must_use]
    pub fn actions(mut self) -> Self {
        self.hide_head = true;
        self.fixed = true;
        self.end = true;
        self.width = Width::Narrow;
        self
    }

    pub(super) fn key(&self) -> &'static str {
        self.key
    }

    pub(super) fn head(&self) -> &'static str {
        self.head
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.end
    }

    pub(super) fn sorts(&self) -> bool {
        self.compare.is_some()
    }

    pub(super) fn can_hide(&self) -> bool {
        !self.fixed
    }

    pub(super) fn starts_hidden(&self) -> bool {
        self.starts_hidden
    }

    pub(super) fn hides_head(&self) -> bool {
        self.hide_head
    }

    pub(super) fn draw(&self, row: T) -> AnyView {
        (self.cell)(row)
    }
}

/// Places in `columns` of those that are shown.
pub(super) fn shown<T: 'static>(columns: &[Column<T>], hidden: &BTreeSet<String>) -> Vec<usize> {
    columns
        .iter()
        .enumerate()
        .filter(|(at, column)| *at == 0 || !column.can_hide() || !hidden.contains(column.key))
        .map(|(at, _)| at)
        .collect()
}

/// The value of `grid-template-columns` for the columns that are shown.
pub(super) fn template<T: 'static>(columns: &[Column<T>], shown: &[usize], chooses: bool) -> String {
    let mut tracks = Vec::with_capacity(shown.len() + 1);
    if chooses {
        tracks.push("var(--column-check)".to_owned());
    }
    for column in shown.iter().filter_map(|at| columns.get(*at)) {
        tracks.push(match column.width {
            Width::Narrow => "var(--column-narrow)".to_owned(),
            Width::Small => "var(--column-small)".to_owned(),
            Width::Medium => "var(--column-medium)".to_owned(),
            Width::Share(parts) => format!("minmax(0, {parts}fr)"),
        });
    }
    tracks.join(" ")
}

/// Indexes of the rows in the order of the sort; rows that compare equal keep their order.
pub(super) fn order<T: 'static>(rows: &[T], columns: &[Column<T>], sort: Option<&Sort>) -> Arc<[usize]> {
    let mut indexes: Vec<usize> = (0..rows.len()).collect();
    let by = sort.and_then(|sort| {
        columns
            .iter()
            .find(|column| column.key == sort.key)
            .and_then(|column| column.compare.clone())
            .map(|by| (by, sort.descending))
    });
    if let Some((compare, descending)) = by {
        indexes.sort_by(|a, b| match (rows.get(*a), rows.get(*b)) {
            (Some(a), Some(b)) if descending => compare(b, a),
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
    }
    indexes.into()
}
