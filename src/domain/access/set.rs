//! Roles and permissions as bits.

use crate::domain::{
    Permission, Role, State,
    gate::{self, Place},
    id::PersonId,
    permission::ALL,
};

/// Roles that somebody has at a place: one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Roles(u8);

impl Roles {
    /// The roles of a person at a place, their own and their teams' (MBR-9).
    pub fn of(state: &State, person: PersonId, place: Place) -> Self {
        gate::roles(state, person, place).collect()
    }

    /// The same with one more.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | 1 << role as u8)
    }

    /// Whether a role is among them.
    pub const fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The roles, strongest first.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }

    /// Whether one of them gives a permission.
    pub const fn may(self, permission: Permission) -> bool {
        permission.mask() & self.0 != 0
    }

    /// All permissions that they give together.
    pub fn permissions(self) -> PermissionSet {
        self.iter().map(PermissionSet::of_role).fold(PermissionSet::default(), PermissionSet::union)
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::default(), Self::with)
    }
}

/// How many words of 64 bits hold one bit a permission.
const WORDS: usize = ALL.len().div_ceil(64);

/// A set of permissions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PermissionSet([u64; WORDS]);

/// What each role gives, in the order of [`Role::ALL`].
const OF_ROLES: [PermissionSet; Role::ALL.len()] = {
    let mut sets = [PermissionSet([0; WORDS]); Role::ALL.len()];
    let mut role = 0;
    while role < sets.len() {
        let mut at = 0;
        while at < ALL.len() {
            #[expect(clippy::indexing_slicing, reason = "computed by the compiler, within the arrays' own lengths")]
            if ALL[at].is_given_to(Role::ALL[role]) {
                sets[role].0[at / 64] |= 1 << (at % 64);
            }
            at += 1;
        }
        role += 1;
    }
    sets
};

impl PermissionSet {
    /// What a role gives.
    #[expect(clippy::indexing_slicing, reason = "one set a role")]
    pub const fn of_role(role: Role) -> Self {
        OF_ROLES[role as usize]
    }

    /// Whether a permission is in it.
    pub fn has(self, permission: Permission) -> bool {
        let at = permission as usize;
        self.0.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }

    /// What is in either.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        self.with(other, |own, other| own | other)
    }

    /// What is in this one and not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        self.with(other, |own, other| own & !other)
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// How many are in it.
    pub fn len(self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The permissions in it, in the table's order.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        ALL.into_iter().filter(move |permission| self.has(*permission))
    }

    fn with(mut self, other: Self, each: impl Fn(u64, u64) -> u64) -> Self {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own = each(*own, other);
        }
        self
    }
}
