//! Why no paid tier can be chosen yet, and the way there (TRB-2).

use crate::{
    components::{Icon, IconView, Note, Tone},
    domain::{
        SpaceId,
        billing::{Lacking, may_reach},
        space::Tier,
    },
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// The two steps to a paid tier, with a link to where each is done; nothing once both are.
#[component]
pub(super) fn WayToPaid(
    /// Which space.
    space: Signal<SpaceId>,
) -> impl IntoView {
    let session = Session::here();
    let lacking = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| state.space(id).and_then(|space| may_reach(space, Tier::Standard).err()))
    });
    move || {
        lacking.get().map(|lacking| {
            let space = space.get();
            let (account, words) = match lacking {
                Lacking::Account => (false, "An account is added to the space and made its billing account. ".to_owned()),
                Lacking::Allowance(account) => {
                    (true, format!("An account is added to the space and made its billing account: {account}. "))
                }
            };
            view! {
                <Note tone=Tone::Info title=Some("The tier cannot be changed to a paid one yet.".to_owned())>
                    "It takes two things, in this order:"
                    <ol class="way">
                        <li data-done=account.then_some("")>
                            <Mark done=account />
                            <span>{words} <a href=Route::Accounts(space).href()>"See the account connections"</a></span>
                        </li>
                        <li>
                            <Mark done=false />
                            <span>
                                "That account allows paid tiers, which somebody with administrative permissions in it says on the cloud side. Allowing changes no tier. "
                                <a href=Route::CloudSpaces.href()>"Go to the cloud side"</a>
                            </span>
                        </li>
                    </ol>
                    "Then a Space administrator changes the tier here."
                </Note>
            }
        })
    }
}

/// Whether a step is done, as a picture and a word for screen readers.
#[component]
fn Mark(done: bool) -> impl IntoView {
    view! {
        <span class="way-mark" data-tone=if done { Tone::Good.name() } else { Tone::Idle.name() }>
            <IconView icon=if done { Icon::Good } else { Icon::Info } />
            <span class="visually-hidden">{if done { "Done: " } else { "To do: " }}</span>
        </span>
    }
}
