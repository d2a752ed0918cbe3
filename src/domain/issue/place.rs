//! Where a card goes: ranks for a move, and for its neighbours when there is no room left (ISS-4).

use super::{Issue, Rank};
use std::sync::Arc;

/// Room that a fresh spread leaves between two neighbours: ten moves into the same gap.
const ROOM: u64 = 1 << 10;

/// The answer to "where exactly".
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// The card's rank.
    pub rank: Rank,
    /// New ranks of neighbours, when a gap was used up. As few as make room, so that the edit stays small (VLT-7).
    pub others: Vec<(u32, Rank)>,
}

/// The place between `column[at - 1]` and `column[at]`; the column is in order and without the card itself.
pub fn place(column: &[&Arc<Issue>], at: usize) -> Place {
    let rank = |index: Option<usize>| index.and_then(|index| column.get(index)).map(|issue| issue.rank);
    if let Some(rank) = Rank::between(rank(at.checked_sub(1)), rank(Some(at))) {
        return Place { rank, others: Vec::new() };
    }
    let mut reach = 2;
    loop {
        let (from, to) = (at.saturating_sub(reach), at.saturating_add(reach).min(column.len()));
        let whole = from == 0 && to == column.len();
        let low = rank(from.checked_sub(1)).map_or(0, |rank| rank.0);
        let cards = (to - from) as u64 + 1;
        let high = match rank(Some(to)) {
            Some(rank) => rank.0,
            // The end of the column is open.
            None => low.saturating_add((cards + 1).saturating_mul(1 << 20)),
        };
        let step = high.saturating_sub(low) / (cards + 1);
        if step >= ROOM || whole {
            let nth = |n: u64| Rank(low.saturating_add(step.saturating_mul(n + 1)));
            let mut others = Vec::new();
            for (index, issue) in column.iter().enumerate().skip(from).take(to - from) {
                let shift = u64::from(index >= at);
                let new = nth((index - from) as u64 + shift);
                if new != issue.rank {
                    others.push((issue.number, new));
                }
            }
            return Place { rank: nth((at.min(to) - from) as u64), others };
        }
        reach *= 2;
    }
}
