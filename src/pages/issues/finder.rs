//! The search of a project's issues, kept up to date beside it.

use super::desk::Desk;
use crate::{
    domain::issue::search::{Filter, Query, SearchIndex, Sort},
    session::browser::clock,
};
use leptos::{prelude::*, task::spawn_local};
use std::{collections::HashSet, sync::Arc};

/// Issues taken into the index in one frame.
const SLICE: usize = 800;

/// Numbers that a search left; `None` when nothing is searched for. Compares by identity.
#[derive(Clone, Default)]
pub struct Found(pub Option<Arc<HashSet<u32>>>);

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

/// The search. `Copy`; one for each desk.
#[derive(Clone, Copy)]
pub struct Finder {
    index: StoredValue<SearchIndex>,
    /// Counts what the index took in.
    version: RwSignal<u64>,
    /// Everything is in.
    complete: RwSignal<bool>,
}

impl Finder {
    /// Starts it for the desk's project; it follows every change.
    pub fn new(desk: Desk) -> Self {
        let finder = Self {
            index: StoredValue::new(SearchIndex::new()),
            version: RwSignal::new(0),
            complete: RwSignal::new(false),
        };
        let turn = StoredValue::new(0_u64);
        Effect::new(move |_| {
            desk.project.track();
            turn.update_value(|turn| *turn += 1);
            let mine = turn.get_value();
            if finder.step(desk) {
                return;
            }
            spawn_local(async move {
                loop {
                    clock::breathe().await;
                    // A later change carries on from here; a page that went takes its index along.
                    if turn.try_get_value() != Some(mine) || finder.step(desk) {
                        return;
                    }
                }
            });
        });
        finder
    }

    /// Takes a slice in; answers whether there is nothing more to do.
    fn step(self, desk: Desk) -> bool {
        let Some(done) =
            self.index.try_update_value(|index| desk.peek(|issues| index.refresh(issues, SLICE))).flatten()
        else {
            return true;
        };
        self.complete.set(done);
        self.version.update(|version| *version += 1);
        done
    }

    /// Whether all issues can be found already, tracked.
    pub fn is_complete(self) -> bool {
        self.complete.get()
    }

    /// Numbers of the issues that the search line leaves, in an order; tracked.
    pub fn numbers(self, desk: Desk, sort: Sort) -> Vec<u32> {
        self.version.track();
        let filter = Self::filter(desk);
        self.index.try_update_value(|index| index.find(&filter, sort)).unwrap_or_default()
    }

    /// The same as a set, for views that have an order of their own.
    pub fn found(self, desk: Desk) -> Found {
        let filter = Self::filter(desk);
        if filter.is_empty() {
            return Found(None);
        }
        self.version.track();
        let numbers = self.index.try_update_value(|index| index.find(&filter, Sort::default())).unwrap_or_default();
        Found(Some(Arc::new(numbers.into_iter().collect())))
    }

    fn filter(desk: Desk) -> Filter {
        let query = desk.memory.query.with(|line| Query::parse(line));
        let me = desk.session.actor();
        if query.is_empty() {
            return Filter::default();
        }
        desk.issues(|issues| desk.session.peek(|state| Filter::new(&query, state, issues, me))).unwrap_or_default()
    }
}
