//! What the seal does not protect against, said plainly.

use crate::components::card::Card;
use leptos::prelude::*;

/// Five lines and no comfort.
#[component]
pub(super) fn Limits() -> impl IntoView {
    view! {
        <Card title="What this does not protect against">
            <ul class="limits small">
                <li>"While the vault is open, whoever sits at this computer sees and changes everything."</li>
                <li>"Programs, and browser extensions with access to this page, can read what is shown and the passphrase as it is typed."</li>
                <li>"A short or known passphrase can be guessed by someone who copies this browser's storage: the key derivation makes each guess slow, not impossible."</li>
                <li>"Whoever can read this browser's storage sees how much is kept and when it changes, not what it says."</li>
                <li>"If this browser's data is cleared, or the disk fails, only an exported file brings it back; if the passphrase and every other way to unlock are lost, nothing does."</li>
            </ul>
        </Card>
    }
}
