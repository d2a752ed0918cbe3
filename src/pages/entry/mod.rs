//! Before a space is open: first visit, sign-up, unlock, sample, vault file, outbox.

mod after_sheet;
mod another;
mod broken;
mod code;
mod forget;
mod import_vault;
mod outbox;
mod passphrase;
mod password;
mod sample;
mod sign_up;
mod steps;
mod unlock;
mod welcome;

pub use self::{
    after_sheet::AfterSheet,
    another::{AnotherStep, OtherSignUp},
    broken::BrokenPage,
    code::CodePage,
    forget::Forget,
    import_vault::ImportVaultPage,
    outbox::OutboxPage,
    passphrase::{NewPassphrase, PassphraseDraft},
    password::PasswordPage,
    sample::SamplePage,
    sign_up::SignUpPage,
    unlock::UnlockPage,
    welcome::WelcomePage,
};
