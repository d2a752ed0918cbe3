//! Signing another person up in an open vault: the same steps, without a second passphrase (ID-1, ID-6).

use super::steps::{AliasStep, CodeStep, NameStep, PasswordStep};
use crate::domain::identity::SignUp;
use leptos::prelude::*;

/// The step that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnotherStep {
    /// The full name.
    Name,
    /// The code that proves the address.
    Code,
    /// The terms.
    Terms,
    /// The alias.
    Alias,
}

impl AnotherStep {
    /// Where a sign-up stands.
    pub fn due(sign_up: &SignUp) -> Self {
        match sign_up {
            SignUp { full_name, .. } if full_name.is_empty() => Self::Name,
            SignUp { verified: false, .. } => Self::Code,
            SignUp { accepted: false, .. } => Self::Terms,
            SignUp { .. } => Self::Alias,
        }
    }
}

/// The form of the step that is due.
#[component]
pub fn OtherSignUp(
    /// Which.
    step: AnotherStep,
) -> impl IntoView {
    match step {
        AnotherStep::Name => view! { <NameStep go_back=None /> }.into_any(),
        AnotherStep::Code => view! { <CodeStep go_back=None /> }.into_any(),
        AnotherStep::Terms => view! { <PasswordStep /> }.into_any(),
        AnotherStep::Alias => view! { <AliasStep /> }.into_any(),
    }
}
