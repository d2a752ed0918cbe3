//! Before a space is open: first visit, sign-up, unlock, sample, vault file, outbox.

mod broken;
mod forget;
mod import_vault;
mod outbox;
mod passphrase;
mod sample;
mod sign_up;
mod steps;
mod unlock;
mod welcome;

pub use self::{
    broken::BrokenPage,
    forget::Forget,
    import_vault::ImportVaultPage,
    outbox::OutboxPage,
    passphrase::{NewPassphrase, PassphraseDraft},
    sample::SamplePage,
    sign_up::SignUpPage,
    unlock::UnlockPage,
    welcome::WelcomePage,
};
