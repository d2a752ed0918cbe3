//! While a large vault is opened behind the first page: what each address shows, and the skeleton until that is there.

use crate::{components::Skeleton, domain::snapshot::Wanted, routes::Route};
use leptos::prelude::*;

/// What the page of an address shows of what is opened late. A page of neither project nor space counts as showing all,
/// unless it is known to show none of it.
pub fn wanted_by(route: &Route) -> Wanted {
    match route {
        Route::Home
        | Route::SignUp
        | Route::Sample
        | Route::ImportVault
        | Route::Unlock
        | Route::Outbox
        | Route::Invitation(_)
        | Route::Cloud
        | Route::CloudSpaces
        | Route::CloudVpc
        | Route::Organization
        | Route::IdentityCenter
        | Route::SetUpSso(_)
        | Route::Sso(_)
        | Route::Me
        | Route::CreateSpace
        | Route::NotFound => Wanted::Nothing,
        Route::Trail(_) => Wanted::Trail,
        _ => match (route.project(), route.space()) {
            (Some((space, project)), _) => Wanted::Project(space, project),
            (None, Some(space)) => Wanted::Space(space),
            (None, None) => Wanted::All,
        },
    }
}

/// In the place of a page whose content is still being opened.
#[component]
pub fn WaitingPage() -> impl IntoView {
    view! {
        <h1 class="visually-hidden">"Opening the vault"</h1>
        <Skeleton lines=8 />
    }
}
