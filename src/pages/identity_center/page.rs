//! The page at `/cloud/identity-center`.

use super::{groups::Groups, instance::InstanceCard, users::Users};
use crate::{
    components::{Breadcrumbs, Crumb, Note, PageHead, Stack},
    domain::{State, organization},
    pages::{
        application::ApplicationCard,
        cloud::{SignIn, SignedIn},
    },
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// Why nothing can be changed here; nothing in the sample account.
pub(super) fn fixed(state: &State) -> Option<String> {
    organization::editable(state).err().map(|refusal| refusal.message)
}

/// Identity Center of the account that the cloud side is signed in to.
#[component]
pub fn IdentityCenterPage() -> impl IntoView {
    let session = Session::here();
    let cloud = session.select(|state| state.cloud);
    let reason = session.select(fixed);
    let there = session.select(|state| {
        let account = state.cloud?.account;
        state.identity_center(account).map(|center| center.instance.store.is_some())
    });
    view! {
        <Breadcrumbs crumbs=vec![Crumb::new("Cloud", Route::Cloud.href())] />
        <PageHead
            title="Identity Center"
            lead=Some("Where users and groups of a company are kept, and the application through which they come into a space.".to_owned())
        />
        <Stack>
            {move || match cloud.get() {
                None => view! { <SignIn /> }.into_any(),
                Some(cloud) => view! {
                    <SignedIn cloud=cloud />
                    {move || reason.get().map(|reason| view! { <Note link=Signal::stored(Some(("Go to Cloud".to_owned(), Route::Cloud.href())))>{reason}</Note> })}
                    <InstanceCard account=cloud.account />
                    {move || there.get().map(|_| view! { <ApplicationCard account=cloud.account /> })}
                    {move || there.get().filter(|store| *store).map(|_| view! {
                        <Groups account=cloud.account />
                        <Users account=cloud.account />
                    })}
                }
                    .into_any(),
            }}
        </Stack>
    }
}
