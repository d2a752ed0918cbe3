//! When the browser keeps nothing for the page, or what it keeps cannot be opened: why, and the ways out (VLT-5).

use super::Forget;
use crate::{
    components::{ButtonKind, LinkButton, LockScreen, Note, Tone},
    pages::form::{Faults, RefusalNote},
    routes::Route,
    session::{Phase, Session},
};
use leptos::prelude::*;

/// Stands in for every page but the import of a vault file.
#[component]
pub fn BrokenPage() -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let why = move || match session.phase() {
        Phase::Broken(why) => why,
        _ => String::new(),
    };
    view! {
        <LockScreen>
            <h1>"The vault cannot be opened"</h1>
            <Note tone=Tone::Bad alert=true>{why}</Note>
            <RefusalNote refusal=faults.any() />
            <div class="aside">
                <p>"Nothing was changed. An exported vault file can take the place of what is here; or this browser forgets it, and you start anew."</p>
                <div class="row">
                    <LinkButton kind=ButtonKind::Primary href=Route::ImportVault.href()>"Import a vault file"</LinkButton>
                    <Forget faults=faults />
                </div>
            </div>
        </LockScreen>
    }
}
