//! The page at `/spaces/:s/settings/members`.

use super::{
    desk::{Desk, no_invitation},
    tables::MemberTables,
};
use crate::{
    components::{Breadcrumbs, Button, ButtonKind, Icon, LinkButton, PageHead, note::Refused},
    domain::{Permission, SpaceId, gate::Place},
    pages::space::shared::{refusal_of, space_crumbs},
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// Members of a space, and who is invited.
#[component]
pub fn MembersPage(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
) -> impl IntoView {
    let session = Session::here();
    let desk = Desk::of_page();
    let crumbs = space_crumbs(space);
    let hidden = refusal_of(Permission::ViewSpace, move || Place::Space(space.get()));
    let refused = Memo::new(move |_| {
        let (actor, id) = (session.actor(), space.get());
        session.with(|state| no_invitation(state, actor, id, None))
    });
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title="Members"
            lead=Some("Who belongs to this space, with which role, and who is invited. What somebody can reach stands behind their name.".to_owned())
            actions=move || view! {
                <LinkButton href=Signal::derive(move || Route::Access(space.get(), None).href()) icon=Icon::Key>"Who can do what"</LinkButton>
                <Button kind=ButtonKind::Primary icon=Icon::Mail disabled_reason=refused on_press=move |()| desk.inviting.set(true)>"Invite"</Button>
            }
        />
        {move || match hidden.get() {
            Some(reason) => view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any(),
            None => view! { <MemberTables space=space desk=desk /> }.into_any(),
        }}
    }
}
