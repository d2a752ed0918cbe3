//! The first visit: what this is, and the three ways in.

use crate::{
    components::{Button, ButtonKind, Icon, LockScreen},
    routes::Route,
    session::Nav,
};
use leptos::prelude::*;

/// Shown while this browser keeps nothing.
#[component]
pub fn WelcomePage() -> impl IntoView {
    let nav = Nav::here();
    let to = move |route: Route| Callback::new(move |()| nav.go(&route));
    view! {
        <LockScreen>
            <h1>"Spaceward"</h1>
            <p>
                "An admin console for software-delivery spaces that runs in this browser alone. What you bring stays here, sealed with your passphrase, and leaves when you say so."
            </p>
            <div class="choices">
                <Button kind=ButtonKind::Primary icon=Icon::Shield on_press=to(Route::SignUp)>"Create a vault"</Button>
                <Button on_press=to(Route::Sample)>"Open a sample"</Button>
                <Button on_press=to(Route::ImportVault)>"Import a vault file"</Button>
            </div>
            <section class="kept" aria-labelledby="kept">
                <h2 id="kept">"Kept in this browser"</h2>
                <p>"Nothing yet. Until you set a passphrase, what you type lives in this tab's memory only."</p>
                <p>"Nobody can reset that passphrase. Once the vault is open you can print a recovery sheet or add a passkey, which stand in for it; without any of them nothing in the vault can be opened."</p>
            </section>
        </LockScreen>
    }
}
