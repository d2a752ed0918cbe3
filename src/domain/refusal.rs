//! A rule said no: a value with a plain sentence, not an error of the program.

use super::{
    id::{ProjectId, SpaceId},
    permission::Permission,
};
use serde::{Deserialize, Serialize};

/// Why a command was refused, in words for the person who gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The rule that speaks, such as `SPC-3` (RULES.md).
    pub rule: String,
    /// What happened, why, and what to do: whole sentences, no secret in them.
    pub message: String,
    /// The accessible name of the form's field at fault, such as `Space name`, when there is one.
    pub field: Option<String>,
    /// Where it can be mended.
    pub mend: Option<Mend>,
}

/// A place in the console where the cause of a refusal can be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mend {
    /// The members page of a space.
    Members(SpaceId),
    /// The account connections of a space.
    Accounts(SpaceId),
    /// The cloud side's page where spaces are verified.
    CloudSpaces,
    /// The cloud side's page of Identity Center.
    IdentityCenter,
    /// The page that makes a space.
    CreateSpace,
    /// The outbox, where codes and invitations lie.
    Outbox,
    /// The settings of a project.
    ProjectSettings(SpaceId, ProjectId),
    /// What the vault keeps, and what can be exported or cleared.
    DataProtection,
    /// The person's own settings.
    Me,
    /// The generative AI features of a space.
    Assistant(SpaceId),
    /// The billing of a space.
    Billing(SpaceId),
}

impl Refusal {
    /// A refusal by a rule, in one or more plain sentences.
    pub fn new(rule: &'static str, message: impl Into<String>) -> Self {
        Self { rule: rule.to_owned(), message: message.into(), field: None, mend: None }
    }

    /// The same, at a field of the form (its label).
    #[must_use]
    pub fn at(mut self, field: &'static str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// The same, with the place where it is mended.
    #[must_use]
    pub fn mended_at(mut self, mend: Mend) -> Self {
        self.mend = Some(mend);
        self
    }

    /// The refusal of MBR-10: names the permission that lacks and the roles that have it.
    pub fn lacks(permission: Permission, space: Option<SpaceId>) -> Self {
        let roles: Vec<&str> = permission.roles().map(super::role::Role::label).collect();
        let message = format!(
            "This needs the permission “{}”, which your roles do not give. {} {}. Ask a Space administrator for the role.",
            permission.label(),
            if roles.len() == 1 { "The role that has it is" } else { "Roles that have it are" },
            roles.join(", "),
        );
        let refusal = Self::new("MBR-10", message);
        match space {
            Some(space) => refusal.mended_at(Mend::Members(space)),
            None => refusal,
        }
    }
}

impl core::fmt::Display for Refusal {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.message)
    }
}
