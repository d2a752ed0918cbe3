//! As whom the cloud side is signed in, and what is missing for administration (TRB-1).

use crate::{
    components::{Card, Choice, Flashes, Icon, IconView, Note, Select, Tone},
    domain::{
        Command, State,
        account::{self, SignedInAs, identities, lacking},
    },
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// The label of the choice.
const SIGNED_IN_AS: &str = "Signed in as";

fn value(who: &SignedInAs) -> String {
    match who {
        SignedInAs::Root => "root".to_owned(),
        SignedInAs::User(name) => format!("user/{name}"),
        SignedInAs::Role(name) => format!("role/{name}"),
    }
}

fn words(who: &SignedInAs) -> String {
    match who {
        SignedInAs::Root => "Root user".to_owned(),
        SignedInAs::User(name) => format!("{name} (user)"),
        SignedInAs::Role(name) => format!("{name} (role)"),
    }
}

/// The choice among whom the account is known to have; nothing where only its root user is.
#[component]
pub(super) fn SignedInAsWhom() -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let all = session.select(|state| {
        let mut all = identities(state);
        // Somebody who is gone since stays shown.
        if !all.contains(&state.signed_in_as) {
            all.push(state.signed_in_as.clone());
        }
        all
    });
    let now = RwSignal::new(session.peek(|state| value(&state.signed_in_as)));
    // Another tab may choose too, and a refused choice goes back.
    Effect::new(move |_| now.set(session.with(|state| value(&state.signed_in_as))));
    let choices = Signal::derive(move || {
        all.with(|all| all.iter().map(|who| Choice::new(value(who), words(who))).collect::<Vec<_>>())
    });
    let change = Callback::new(move |(chosen,): (String,)| {
        let Some(who) = all.with_untracked(|all| all.iter().find(|who| value(who) == chosen).cloned()) else { return };
        leptos::task::spawn_local(async move {
            if let Err(refusal) = session.send(Command::Account(account::Command::SignInAs { who })).await {
                flashes.bad(refusal.message);
                now.try_set(session.peek(|state| value(&state.signed_in_as)));
            }
        });
    });
    move || {
        (all.with(Vec::len) > 1)
            .then(|| view! { <Select label=SIGNED_IN_AS value=now choices=choices hide_label=true on_change=change /> })
    }
}

/// Whether who is signed in has administrative permissions, tracked; true while nobody is.
pub(super) fn administers() -> Memo<bool> {
    Session::here().select(|state| lacking(state).map_or(true, |lacking| lacking.is_empty()))
}

/// Whether the permissions suffice, for the page of the cloud side as a whole.
#[component]
pub(super) fn Permissions() -> impl IntoView {
    let facts = Session::here().select(|state: &State| {
        state
            .cloud
            .map(|_| (words(&state.signed_in_as), lacking(state).map(|lacking| lacking.len()).unwrap_or_default()))
    });
    move || {
        facts.get().map(|(_, lacks)| {
            if lacks == 0 {
                view! { "Administrative permissions for connections and billing" }.into_any()
            } else {
                view! {
                    {format!("No administrative permissions: {lacks} of {} actions are lacking. ", account::ADMINISTRATION.len())}
                    <a href=Route::CloudSpaces.href()>"See which"</a>
                }
                    .into_any()
            }
        })
    }
}

/// In the place of the page: the two things it takes, and which of them is there (TRB-1).
#[component]
pub(super) fn NoAdministration() -> impl IntoView {
    let session = Session::here();
    let facts = session.select(|state| {
        let account = state.cloud.map(|cloud| cloud.account.to_string()).unwrap_or_default();
        (account, state.signed_in_as.to_string(), lacking(state).unwrap_or_default())
    });
    view! {
        <Card title="Administrative permissions are needed">
            {move || {
                let (account, who, lacking) = facts.get();
                view! {
                    <p>"To connect this account to a space, add roles, remove a space or allow paid tiers takes two things:"</p>
                    <ol class="way">
                        <li>
                            <span class="way-mark" data-tone=Tone::Idle.name()><IconView icon=Icon::Info /></span>
                            <span>
                                <b>"The account that you want to manage. "</b>
                                {format!("Be signed in to that account: this page is signed in to {account}. If it is another one, sign out and sign in to that.")}
                            </span>
                        </li>
                        <li>
                            <span class="way-mark" data-tone=Tone::Bad.name()><IconView icon=Icon::Fault /></span>
                            <span>
                                <b>"Administrative permissions in it. "</b>
                                {format!("Be signed in as somebody who has them, or work with the account’s AWS administrator: {who} lacks what stands below.")}
                            </span>
                        </li>
                    </ol>
                    <ul class="lacking">
                        {lacking
                            .into_iter()
                            .map(|(action, why)| view! { <li><code>{action}</code> <span class="muted">{why}</span></li> })
                            .collect_view()}
                    </ul>
                    <Note tone=Tone::Info>
                        "The managed policy AmazonCodeCatalystFullAccess gives them all. Permissions here are those that were imported: import the account’s IAM again after they changed. In the space, accounts take the Space administrator or Power user role, billing the Space administrator role."
                    </Note>
                }
            }}
        </Card>
    }
}
