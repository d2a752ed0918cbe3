//! My settings: the profile (ID-4), appearance, where the person is a member, tokens (PAT-1), password (ID-5) and the second factor (ID-7), use of generative AI (AI-5).

mod appearance;
mod factor;
mod memberships;
mod new_token;
pub mod password;
mod profile;
mod qr;
mod tokens;

use crate::{
    components::{
        card::{Split, Stack},
        note::Refused,
        page_head::PageHead,
    },
    pages::assistant::AssistantUsage,
    routes::Route,
    session::Session,
};
use appearance::Appearance;
use factor::Factor;
use leptos::prelude::*;
use memberships::Memberships;
use password::PasswordCard;
use profile::Profile;
use tokens::Tokens;

/// The page.
#[component]
pub fn MePage() -> impl IntoView {
    let session = Session::here();
    let person = Memo::new(move |_| session.actor());
    view! {
        <PageHead title="My settings" lead=Some("Your profile, how you sign in, how the console looks to you, and the spaces you are a member of.".to_owned()) />
        {move || match person.get() {
            Some(person) => view! {
                <Split>
                    <Stack>
                        <Profile person=person />
                        <Memberships person=person />
                        <Tokens person=person />
                        <AssistantUsage person=person />
                    </Stack>
                    <Stack>
                        <PasswordCard person=person />
                        <Factor person=person />
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
