//! The permission table, compiled in from `permissions.tsv` by build.rs: 220 permissions by seven roles (MBR-9).

use super::role::Role;

struct Row {
    section: &'static str,
    label: &'static str,
    /// One bit a role, in the order of [`Role::ALL`].
    roles: u8,
}

include!(concat!(env!("OUT_DIR"), "/permissions.rs"));

impl Permission {
    #[expect(clippy::indexing_slicing, reason = "one row a variant, both made from the same table")]
    const fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// The table's own words for it, such as `Create project`.
    pub const fn label(self) -> &'static str {
        self.row().label
    }

    /// The section of the table it stands in, such as `Issues`.
    pub const fn section(self) -> &'static str {
        self.row().section
    }

    /// Whether the table gives this permission to a role.
    pub const fn is_given_to(self, role: Role) -> bool {
        self.mask() & (1 << role as u8) != 0
    }

    /// The roles that have it as bits, in the order of [`Role::ALL`].
    pub(super) const fn mask(self) -> u8 {
        self.row().roles
    }

    /// The roles that have it, strongest first.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.is_given_to(*role))
    }
}
