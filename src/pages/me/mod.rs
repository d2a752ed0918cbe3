//! My settings: the profile (ID-4), appearance, and where the person is a member.

mod appearance;
mod memberships;
mod profile;

use crate::{
    components::{
        card::{Split, Stack},
        note::Refused,
        page_head::PageHead,
    },
    routes::Route,
    session::Session,
};
use appearance::Appearance;
use leptos::prelude::*;
use memberships::Memberships;
use profile::Profile;

/// The page.
#[component]
pub fn MePage() -> impl IntoView {
    let session = Session::here();
    let person = Memo::new(move |_| session.actor());
    view! {
        <PageHead title="My settings" lead=Some("Your profile, how the console looks to you, and the spaces you are a member of.".to_owned()) />
        {move || match person.get() {
            Some(person) => view! {
                <Split>
                    <Stack>
                        <Profile person=person />
                        <Memberships person=person />
                    </Stack>
                    <Stack>
                        <Appearance />
                    </Stack>
                </Split>
            }
                .into_any(),
            None => view! {
                <Refused
                    title="Nobody is signed up yet"
                    reason="There is no profile in this vault. Complete the sign-up first."
                    link=Some(("Go on with the sign-up".to_owned(), Route::SignUp.href()))
                />
            }
                .into_any(),
        }}
    }
}
