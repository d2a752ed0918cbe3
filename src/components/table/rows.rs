//! The rows of a table without their type. Only what stands here is made once for every type of row.

use super::column::{Column, Face, Sort};
use crate::components::held::Held;
use core::cmp::Ordering;
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

/// What tells one row from the others.
pub(super) type Key<T> = Arc<dyn Fn(&T) -> String + Send + Sync>;

/// Indexes of rows, in the order of a sort.
type Order = dyn Fn(Option<&Sort>) -> Arc<[usize]> + Send + Sync;

/// The rows at some indexes, each with its key.
type Pick = dyn Fn(&[usize]) -> Vec<(Arc<str>, Held)> + Send + Sync;

/// How the table's insides see its rows.
#[derive(Clone)]
pub(super) struct Rows {
    /// How many there are.
    pub count: Signal<usize>,
    /// Their indexes in the order of the sort; tracked.
    pub order: Arc<Order>,
    /// The rows at some of these indexes, with their keys; tracked.
    pub pick: Arc<Pick>,
    /// The keys of all; not tracked.
    pub keys: Arc<dyn Fn() -> Vec<String> + Send + Sync>,
}

impl Rows {
    /// Forgets the type; gives the columns without it, too.
    pub fn of<T>(rows: Signal<Vec<T>>, key: Key<T>, columns: Vec<Column<T>>) -> (Self, Arc<[Face]>)
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        let (faces, compares): (Vec<_>, Vec<_>) = columns.into_iter().map(Column::apart).unzip();
        let faces: Arc<[Face]> = faces.into();
        let (named, picked) = (Arc::clone(&faces), Arc::clone(&key));
        let order = move |sort: Option<&Sort>| {
            let compare = sort
                .and_then(|sort| named.iter().position(|face| face.key == sort.key))
                .and_then(|at| compares.get(at)?.as_deref());
            let descending = sort.is_some_and(|sort| sort.descending);
            rows.with(|rows| match compare {
                None => (0..rows.len()).collect(),
                Some(compare) => sorted(rows.len(), descending, &|one, other| match (rows.get(one), rows.get(other)) {
                    (Some(one), Some(other)) => compare(one, other),
                    _ => Ordering::Equal,
                }),
            })
        };
        let pick = move |indexes: &[usize]| {
            rows.with(|rows| {
                let found = indexes.iter().filter_map(|index| rows.get(*index));
                found.map(|row| (Arc::from(picked(row)), Held::new(row.clone()))).collect()
            })
        };
        let keys = move || rows.with_untracked(|rows| rows.iter().map(|row| key(row)).collect());
        let count = Signal::derive(move || rows.with(Vec::len));
        (Self { count, order: Arc::new(order), pick: Arc::new(pick), keys: Arc::new(keys) }, faces)
    }

    /// The keys of all rows.
    pub fn all_keys(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        all.extend((self.keys)());
        all
    }
}

/// So many indexes in the order of a comparison; what compares equal keeps its order.
fn sorted(count: usize, descending: bool, compare: &dyn Fn(usize, usize) -> Ordering) -> Arc<[usize]> {
    let mut indexes: Vec<usize> = (0..count).collect();
    indexes.sort_by(|one, other| if descending { compare(*other, *one) } else { compare(*one, *other) });
    indexes.into()
}
