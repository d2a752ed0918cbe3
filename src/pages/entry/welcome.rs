//! The first visit: what this is, and the three ways in.

use crate::{
    components::{ButtonKind, Icon, LinkButton, LockScreen},
    routes::Route,
};
use leptos::prelude::*;

/// Shown while this browser keeps nothing.
#[component]
pub fn WelcomePage() -> impl IntoView {
    view! {
        <LockScreen>
            <h1>"Spaceward"</h1>
            <p>
                "An admin console for software-delivery spaces that runs in this browser alone. What you bring stays here, sealed with your passphrase, and leaves when you say so."
            </p>
            <div class="choices">
                <LinkButton kind=ButtonKind::Primary icon=Icon::Shield href=Route::SignUp.href()>"Create a vault"</LinkButton>
                <LinkButton href=Route::Sample.href()>"Open a sample"</LinkButton>
                <LinkButton href=Route::ImportVault.href()>"Import a vault file"</LinkButton>
            </div>
            <section class="kept" aria-labelledby="kept">
                <h2 id="kept">"Kept in this browser"</h2>
                <p>"Nothing yet. Until you set a passphrase, what you type lives in this tab's memory only."</p>
            </section>
        </LockScreen>
    }
}
