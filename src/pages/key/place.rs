//! Where things can be made and changed, and signing in there.

use crate::{
    components::{Button, Flashes, LinkButton, Note},
    domain::{
        Command, State,
        account::{self, AccountId},
        inventory::{CloudAccount, Source},
        key::{self, Site},
        space::Region,
    },
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// What the cloud side is signed in to, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nothing can be changed: there is no sample account.
    NoSample,
    /// There is one, and the cloud side is signed in elsewhere.
    Elsewhere(AccountId),
    /// Signed in to the sample account.
    Here(Site),
}

impl Place {
    /// Reads it from the state.
    pub fn of(state: &State) -> Self {
        let sample =
            state.inventory.values().find(|account| account.source == Source::Sample).map(|account| account.id);
        match (sample, Site::signed_in(state)) {
            (None, _) => Self::NoSample,
            (Some(_), Some(site)) if key::may_edit_site(state, &site).is_ok() => Self::Here(site),
            (Some(sample), _) => Self::Elsewhere(sample),
        }
    }

    /// Why nothing can be made now.
    pub fn reason(self) -> Option<String> {
        match self {
            Self::Here(_) => None,
            Self::NoSample => Some("Things are made in the sample account. Add it on the page Cloud first.".to_owned()),
            Self::Elsewhere(_) => Some("Sign in to the sample account first.".to_owned()),
        }
    }
}

/// An account and a Region in words.
pub fn sites_label(state: &State, site: &Site) -> String {
    let account = state.cloud_account(site.account).map_or_else(|| site.account.to_string(), CloudAccount::label);
    format!("{account}, {}", site.region_label())
}

/// Says where things can be changed, with the way there.
#[component]
pub fn SignInHint() -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let place = session.select(Place::of);
    let busy = RwSignal::new(false);
    let sign_in = Callback::new(move |()| {
        let Place::Elsewhere(account) = place.get_untracked() else { return };
        // Where its things are; Ireland if it has none yet.
        let region = session.peek(|state| {
            let known = state.cloud_account(account)?;
            known.regions.keys().find_map(|region| Region::parse(region.as_str()))
        });
        let region = region.unwrap_or(Region::EuWest1);
        busy.set(true);
        leptos::task::spawn_local(async move {
            let command = account::Command::SignIn { account: account.to_string(), region };
            if let Err(refusal) = session.send(Command::Account(command)).await {
                flashes.bad(refusal.message);
            }
            busy.try_set(false);
        });
    });
    move || {
        match place.get() {
        Place::Here(_) => ().into_any(),
        Place::NoSample => view! {
            <Note action=|| view! { <LinkButton small=true href=Route::Cloud.href()>"Go to Cloud"</LinkButton> }>
                "What the AWS CLI printed is shown as it was read. To make keys and seal with them, add the sample account."
            </Note>
        }
            .into_any(),
        Place::Elsewhere(_) => view! {
            <Note action=move || view! { <Button small=true busy=busy on_press=sign_in>"Sign in to the sample account"</Button> }>
                "The cloud side is not signed in to the sample account, where things can be made and changed."
            </Note>
        }
            .into_any(),
    }
    }
}
