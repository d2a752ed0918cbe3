//! Items of one kind as an import brings them: all there are, or only some.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Items that were read. Without items and not whole it says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed<T> {
    /// The items, in the order of the files.
    pub items: Vec<T>,
    /// There are no others: a listing was read to its end. What is known and not among them is gone.
    pub whole: bool,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { items: Vec::new(), whole: false }
    }
}

/// Two files of one import say different things of one item: a sentence that names it and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction(pub String);

impl Contradiction {
    /// Of an item, such as `the VPC vpc-1`.
    pub fn about(what: &str) -> Self {
        Self(format!(
            "The files say two different things of {what}. Nothing was taken: run the commands again at one time, or leave the outdated file away."
        ))
    }
}

impl<T> Listed<T> {
    /// What a listing brought; `next` if the service had more to tell.
    pub fn of(items: Vec<T>, next: bool) -> Self {
        Self { items, whole: !next }
    }

    /// One item that a `describe` or `get` command brought.
    pub fn one(item: T) -> Self {
        Self { items: vec![item], whole: false }
    }

    /// Whether nothing was said.
    pub fn says_nothing(&self) -> bool {
        self.items.is_empty() && !self.whole
    }

    /// Takes another page or file of the same import in. An item that comes again has to be the same; pages are whole once the last
    /// is there. `what` names an item for the contradiction, such as `the VPC vpc-1`.
    pub fn join<K: Ord>(
        &mut self,
        later: Self,
        key: impl Fn(&T) -> K,
        what: impl Fn(&T) -> String,
    ) -> Result<(), Contradiction>
    where
        T: PartialEq,
    {
        self.join_with(
            later,
            key,
            |known, again| {
                if *known == again { Ok(()) } else { Err(Contradiction::about(&what(&again))) }
            },
        )
    }

    /// The same where two files may each say a part of one item.
    pub fn join_with<K: Ord>(
        &mut self,
        later: Self,
        key: impl Fn(&T) -> K,
        mut unite: impl FnMut(&mut T, T) -> Result<(), Contradiction>,
    ) -> Result<(), Contradiction> {
        let mut places: BTreeMap<K, usize> =
            self.items.iter().enumerate().map(|(place, item)| (key(item), place)).collect();
        for item in later.items {
            if let Some(known) = places.get(&key(&item)).and_then(|place| self.items.get_mut(*place)) {
                unite(known, item)?;
            } else {
                places.insert(key(&item), self.items.len());
                self.items.push(item);
            }
        }
        self.whole |= later.whole;
        Ok(())
    }

    /// Puts the items among those that are known: a whole listing replaces all, another adds and replaces its own.
    pub fn merge_into<K: Ord>(&self, known: &mut BTreeMap<K, T>, key: impl Fn(&T) -> K)
    where
        T: Clone,
    {
        self.merge_with(known, key, |_, new| new.clone());
    }

    /// The same where an item that comes anew may lack what is known of it: `unite` gets the known item and the new one.
    pub fn merge_with<K: Ord>(
        &self,
        known: &mut BTreeMap<K, T>,
        key: impl Fn(&T) -> K,
        unite: impl Fn(Option<&T>, &T) -> T,
    ) {
        let mut fresh: BTreeMap<K, T> =
            self.items.iter().map(|item| (key(item), unite(known.get(&key(item)), item))).collect();
        if self.whole {
            *known = fresh;
        } else {
            known.append(&mut fresh);
        }
    }
}
