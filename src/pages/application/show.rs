//! Showing that a future Space administrator can sign in: somebody acts as them and does it (MBR-7).

use crate::{
    components::{Button, Card, Flashes, Icon, Note, Tone},
    domain::{PersonId, account::AccountId, identity_center::Command},
    pages::{
        application::pick::Chosen,
        form::{Faults, RefusalNote},
        space::shared::When,
    },
    session::Session,
};
use leptos::prelude::*;

/// For each chosen administrator whether a sign-in was shown, and the way to show one.
#[component]
pub(super) fn ShowSignIn(
    /// Whose instance.
    account: AccountId,
    /// The chosen administrators.
    chosen: Chosen,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    // Who acted before; whoever acts as the user goes back to being them.
    let before = RwSignal::new(None::<PersonId>);
    let rows = Memo::new(move |_| {
        let ids: Vec<PersonId> = chosen.with(|all| all.iter().filter_map(|key| PersonId::parse(key)).collect());
        session.with(|state| {
            let center = state.identity_center(account);
            let row = |id: PersonId| {
                let user = center.and_then(|center| center.users.get(&id))?;
                Some((id, user.profile.full_name.clone(), user.signed_in))
            };
            ids.into_iter().filter_map(row).collect::<Vec<_>>()
        })
    });
    let begin = move |user: PersonId| {
        faults.clear();
        busy.set(true);
        let actor = untrack(move || session.actor());
        leptos::task::spawn_local(async move {
            // Known already is as good as taken in.
            let _ = session.send(Command::Admit { account, user }.into()).await;
            busy.try_set(false);
            before.try_set(actor);
            session.act_as(user);
        });
    };
    let finish = move |name: String| {
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::SignIn.into()).await;
            busy.try_set(false);
            match before.try_get_untracked().flatten() {
                Some(person) => session.act_as(person),
                None => session.act_as_oneself(),
            }
            match outcome {
                Ok(_) => {
                    flashes.good(format!("{name} signed in."));
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    };
    let line = move |(id, name, signed_in): (PersonId, String, Option<crate::domain::Timestamp>)| {
        let called = StoredValue::new(name.clone());
        let acting = move || session.actor() == Some(id);
        view! {
            <li>
                <span>{name}</span>
                <span class="muted">
                    {match signed_in {
                        Some(at) => view! { "Signed in " <When at=at /> }.into_any(),
                        None => "No sign-in shown yet".into_any(),
                    }}
                </span>
                {move || {
                    if acting() {
                        let press = move |()| finish(called.get_value());
                        view! { <Button small=true icon=Icon::Unlock busy=busy on_press=press>{format!("Sign in as {}", called.get_value())}</Button> }
                            .into_any()
                    } else {
                        let press = move |()| begin(id);
                        view! { <Button small=true icon=Icon::Person busy=busy on_press=press>{format!("Act as {}", called.get_value())}</Button> }
                            .into_any()
                    }
                }}
            </li>
        }
    };
    view! {
        <Card title="Show one sign-in">
            <Note tone=Tone::Warn>
                "Once SSO takes over, its Builder ID members are gone and only these administrators can open the settings of the space. So that nobody locks everyone out, show first that one of them can sign in: act as them, then sign in. It counts for 24 hours."
            </Note>
            <RefusalNote refusal=faults.any() />
            <ul class="shown-sign-ins">{move || rows.get().into_iter().map(line).collect_view()}</ul>
        </Card>
    }
}
