//! The order of cards: a number with room between neighbours (ISS-4).

use serde::{Deserialize, Serialize};

/// A place in the order; smaller stands higher. Ties stand by issue number.
///
/// An issue that was never moved has the rank of its number, which the stored form leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rank(pub u64);

impl Rank {
    /// Room between two neighbours that were never moved: twenty moves into the same gap before a re-rank.
    const STEP: u64 = 1 << 20;

    /// Where an issue stands when nobody has moved it.
    pub const fn of_number(number: u32) -> Self {
        Self((number as u64 + 1) * Self::STEP)
    }

    /// A rank strictly between two neighbours; `None` at an end means no neighbour there. `None` as the answer means
    /// that the gap is used up and the column has to be ranked anew.
    pub fn between(above: Option<Self>, below: Option<Self>) -> Option<Self> {
        let low = above.map_or(0, |rank| rank.0);
        let high = below.map_or_else(|| low.saturating_add(2 * Self::STEP), |rank| rank.0);
        let middle = low + high.checked_sub(low)? / 2;
        (middle > low && middle < high).then_some(Self(middle))
    }
}
