//! What a column is: its words, how a cell is drawn, how rows compare by it, how wide it is.

use crate::components::held::Held;
use core::cmp::Ordering;
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

/// Draws one cell of a row.
type Cell = Arc<dyn Fn(&Held) -> AnyView + Send + Sync>;
pub(super) type Compare<T> = Arc<dyn Fn(&T, &T) -> Ordering + Send + Sync>;

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
pub struct Column<T> {
    face: Face,
    compare: Option<Compare<T>>,
}

/// What a column is without the type of its rows.
#[allow(clippy::struct_excessive_bools, reason = "each is one independent choice, made by a method of its own name")]
pub(super) struct Face {
    pub key: &'static str,
    pub head: &'static str,
    cell: Cell,
    width: Width,
    /// Can be sorted by.
    pub sorts: bool,
    end: bool,
    fixed: bool,
    /// Hidden until the person asks for it.
    pub starts_hidden: bool,
    /// Its head is spoken and not shown.
    pub hides_head: bool,
}

impl<T: 'static> Column<T> {
    /// A column with its key, the words of its head, and how a cell is drawn. The cell gets its own copy of the row, so
    /// that what it draws may keep it; rows should be small, or an `Arc`.
    pub fn new<V: IntoAny>(key: &'static str, head: &'static str, cell: impl Fn(T) -> V + Send + Sync + 'static) -> Self
    where
        T: Clone,
    {
        let cell: Cell =
            Arc::new(move |row| row.get::<T>().map_or_else(|| ().into_any(), |row| cell(row.clone()).into_any()));
        let face = Face {
            key,
            head,
            cell,
            width: Width::Share(1),
            sorts: false,
            end: false,
            fixed: false,
            starts_hidden: false,
            hides_head: false,
        };
        Self { face, compare: None }
    }

    /// Can be sorted by.
    #[must_use]
    pub fn sort_by(mut self, compare: impl Fn(&T, &T) -> Ordering + Send + Sync + 'static) -> Self {
        self.compare = Some(Arc::new(compare));
        self.face.sorts = true;
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
        self.face.width = width;
        self
    }

    /// Numbers and actions stand at the end.
    #[must_use]
    pub fn at_end(mut self) -> Self {
        self.face.end = true;
        self
    }

    /// Cannot be hidden. The first column never can.
    #[must_use]
    pub fn always(mut self) -> Self {
        self.face.fixed = true;
        self
    }

    /// Hidden until the person asks for it.
    #[must_use]
    pub fn at_first_hidden(mut self) -> Self {
        self.face.starts_hidden = true;
        self
    }

    /// For a column of actions: its head is spoken and not shown, it cannot be hidden.
    #[must_use]
    pub fn actions(mut self) -> Self {
        self.face.hides_head = true;
        self.face.fixed = true;
        self.face.end = true;
        self.face.width = Width::Narrow;
        self
    }

    /// The face, and how rows compare by it.
    pub(super) fn apart(self) -> (Face, Option<Compare<T>>) {
        (self.face, self.compare)
    }
}

impl Face {
    pub fn is_at_end(&self) -> bool {
        self.end
    }

    pub fn can_hide(&self) -> bool {
        !self.fixed
    }

    pub fn draw(&self, row: &Held) -> AnyView {
        (self.cell)(row)
    }
}

/// Places in `columns` of those that are shown.
pub(super) fn shown(columns: &[Face], hidden: &BTreeSet<String>) -> Vec<usize> {
    columns
        .iter()
        .enumerate()
        .filter(|(at, column)| *at == 0 || !column.can_hide() || !hidden.contains(column.key))
        .map(|(at, _)| at)
        .collect()
}

/// The value of `grid-template-columns` for the columns that are shown.
pub(super) fn template(columns: &[Face], shown: &[usize], chooses: bool) -> String {
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
