//! Creating a space: asking for it, then the token that is verified on the cloud side (SPC-6).

use super::{ask::AskForSpace, pending::PendingRequest, shared::crumbs_of_space};
use crate::{
    components::{Breadcrumbs, Button, Flashes, Icon, PageHead, Stack},
    domain::{
        SpaceId,
        id::RequestId,
        space::{Region, Request},
    },
    routes::{Route, SpaceTab},
    session::{Nav, Session},
};
use leptos::prelude::*;

/// The page at `/spaces/new`.
#[component]
pub fn CreateSpacePage() -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let flashes = Flashes::of_page();
    let created = Callback::new(move |space: SpaceId| {
        flashes.good("The space is created. You are its Space administrator.");
        nav.replace(&Route::Space(space, SpaceTab::Projects));
    });
    let crumbs = session.select(|state| crumbs_of_space(state, SpaceId::from_random([0; 16])));
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title="Create a space"
            lead=Some(
                "A space holds projects and the people who work on them. It has a name, a Region and an AWS account that pays for it; name and Region stay for good."
                    .to_owned(),
            )
        />
        <RequestSpace on_created=created />
    }
}

/// What the form starts with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wish {
    pub name: String,
    pub region: Option<Region>,
    pub account: String,
}

impl From<&Request> for Wish {
    fn from(request: &Request) -> Self {
        Self { name: request.name.clone(), region: Some(request.region), account: request.account.to_string() }
    }
}

/// Asking for a space, and the tokens of those asked for. Works for a person who has no space yet, too.
#[component]
pub fn RequestSpace(
    /// Called when a space that was asked for has come into being, in this tab or in another.
    on_created: Callback<SpaceId>,
) -> impl IntoView {
    let session = Session::here();
    let pending = Memo::new(move |_| {
        let actor = session.actor();
        session.with(|state| {
            let mut own: Vec<&Request> = state.requests.values().filter(|request| Some(request.by) == actor).collect();
            own.sort_by_key(|request| core::cmp::Reverse((request.at, request.id)));
            own.iter().map(|request| (request.id, request.name.clone())).collect::<Vec<(RequestId, String)>>()
        })
    });
    // A request that is gone while a space has its name: the space was verified.
    Effect::new(move |before: Option<Vec<(RequestId, String)>>| {
        let now = pending.get();
        for (id, name) in before.unwrap_or_default() {
            if now.iter().any(|(left, _)| *left == id) {
                continue;
            }
            if let Some(space) = session.peek(|state| state.space_named(&name).map(|space| space.id)) {
                on_created.run(space);
            }
        }
        now
    });
    let another = RwSignal::new(false);
    let wish = RwSignal::new(Wish::default());
    let asks = Memo::new(move |_| pending.with(Vec::is_empty) || another.get());
    let withdrawn = Callback::new(move |former: Wish| wish.set(former));
    let asked = Callback::new(move |()| {
        another.set(false);
        wish.set(Wish::default());
    });
    view! {
        <Stack>
            <For each=move || pending.get() key=|(id, _)| *id let:entry>
                <PendingRequest id=entry.0 on_withdrawn=withdrawn main=Signal::derive(move || {
                    !asks.get() && pending.with(|all| all.first().is_some_and(|(first, _)| *first == entry.0))
                }) />
            </For>
            {move || {
                if asks.get() {
                    view! { <AskForSpace wish=wish.get() on_asked=asked /> }.into_any()
                } else {
                    view! {
                        <div class="row">
                            <Button icon=Icon::Plus on_press=move |()| another.set(true)>"Ask for another space"</Button>
                        </div>
                    }
                        .into_any()
                }
            }}
        </Stack>
    }
}
