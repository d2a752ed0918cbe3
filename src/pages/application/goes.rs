//! What SSO takes away from a space that it takes over (SSO-3).

use crate::{
    components::{Fact, Facts, Note, Tone},
    domain::{
        SpaceId,
        application::{Leaving, leaving},
    },
    pages::space::shared::counted,
    session::{Session, browser::clock},
};
use leptos::prelude::*;

/// Who and what goes with taking over a space, by name and count, before it happens (SSO-3).
#[component]
pub(super) fn Goes(space: Signal<Option<SpaceId>>) -> impl IntoView {
    let session = Session::here();
    let goes = Memo::new(move |_| {
        let id = space.get()?;
        session.with(|state| Some(leaving(state, state.space(id)?, clock::now())))
    });
    move || {
        goes.get().map(|Leaving { members, invitations, teams }| {
            let list = |title: String, names: Vec<String>| {
                (!names.is_empty()).then(|| {
                    let more = names.len().saturating_sub(50);
                    let words = names.into_iter().take(50).collect::<Vec<_>>().join(", ");
                    view! { <Fact name=title>{words} {(more > 0).then(|| format!(" and {more} more"))}</Fact> }
                })
            };
            view! {
                <Note tone=Tone::Warn title=Some("These go when SSO takes over.".to_owned())>
                    <Facts>
                        {list(counted(members.len(), "member with a Builder ID", "members with a Builder ID"), members)}
                        {list(counted(invitations.len(), "open invitation", "open invitations"), invitations)}
                        {list(format!("{} left empty", counted(teams.len(), "team", "teams")), teams)}
                    </Facts>
                </Note>
            }
        })
    }
}
