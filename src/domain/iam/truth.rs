//! Yes, no, or it depends on values that nobody gave.

use std::collections::BTreeSet;

/// An answer that may hang on condition keys whose values are not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// Certainly.
    Yes,
    /// Certainly not.
    No,
    /// It depends on these condition keys, in the spelling of the policy.
    Depends(BTreeSet<String>),
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::Yes } else { Self::No }
    }
}

impl Truth {
    /// Depends on one key.
    pub fn depends(key: &str) -> Self {
        Self::Depends(BTreeSet::from([key.to_owned()]))
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, other) | (other, Self::Yes) => other,
            (Self::Depends(mut keys), Self::Depends(more)) => {
                keys.extend(more);
                Self::Depends(keys)
            }
        }
    }

    /// One of them holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    /// The contrary.
    #[must_use]
    #[allow(clippy::should_implement_trait, reason = "an operator would hide that this is a logic of three values")]
    pub fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            depends @ Self::Depends(_) => depends,
        }
    }

    /// All of them hold; certainly so when there are none.
    pub fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        truths.into_iter().fold(Self::Yes, Self::and)
    }

    /// One of them holds; certainly none when there are none.
    pub fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        truths.into_iter().fold(Self::No, Self::or)
    }
}
