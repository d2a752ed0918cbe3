//! Sign-up, step by step (ID-1): what the state says is left decides which step is shown, so a reload goes on where it was.

use super::steps::{AliasStep, CodeStep, EmailStep, NameStep, PasswordStep};
use crate::{
    components::LockScreen,
    domain::State,
    pages::space::RequestSpace,
    routes::{Route, SpaceTab},
    session::{Nav, Phase, Session},
};
use leptos::prelude::*;

/// Where a sign-up stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Email,
    Name,
    Code,
    Password,
    Alias,
    Space,
}

impl Step {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Email, "Email address"),
        (Self::Name, "Name"),
        (Self::Code, "Verification"),
        (Self::Password, "Password"),
        (Self::Alias, "Alias"),
        (Self::Space, "First space"),
    ];

    /// The step that is due.
    fn due(state: &State, somebody_acts: bool) -> Self {
        if somebody_acts {
            return Self::Space;
        }
        match &state.sign_up {
            None => Self::Email,
            Some(sign_up) if sign_up.full_name.is_empty() => Self::Name,
            Some(sign_up) if !sign_up.verified => Self::Code,
            Some(sign_up) if !sign_up.accepted => Self::Password,
            Some(_) => Self::Alias,
        }
    }
}

/// The page of sign-up.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let due = Memo::new(move |_| {
        let acts = session.actor().is_some();
        session.with(|state| Step::due(state, acts))
    });
    // Going back to the address or the name is free until the address is proven.
    let back = RwSignal::new(None::<Step>);
    let shown = Memo::new(move |_| back.get().filter(|step| *step < due.get()).unwrap_or_else(|| due.get()));
    Effect::new(move |_| {
        due.track();
        back.set(None);
    });
    let steps = Signal::derive(move || {
        let due = due.get();
        Step::ALL
            .iter()
            .map(|(step, words)| ((*words).to_owned(), *step < due, *step == shown.get()))
            .collect::<Vec<_>>()
    });
    let may_go_back = move || shown.get() <= Step::Code && shown.get() > Step::Email;
    let go_back = Callback::new(move |()| {
        back.set(match shown.get_untracked() {
            Step::Code => Some(Step::Name),
            Step::Name => Some(Step::Email),
            _ => None,
        });
    });
    // Before there is a vault there is no key to seal a draft with (VLT-14).
    let in_memory = Memo::new(move |_| session.phase() == Phase::Empty);
    let created = Callback::new(move |space| nav.replace(&Route::Space(space, SpaceTab::Projects)));
    view! {
        <LockScreen wide=true>
            <h1>"Create your Builder ID"</h1>
            <div class="sign-up">
            <ol class="sign-up-steps" aria-label="Steps of sign-up">
                {move || {
                    steps
                        .get()
                        .into_iter()
                        .map(|(words, done, current)| {
                            view! {
                                <li data-done=done.then_some("") aria-current=current.then_some("step")>
                                    <span class="sign-up-words">{words}{done.then(|| view! { <span class="visually-hidden">", done"</span> })}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ol>
            <div class="sign-up-step">
            {move || match shown.get() {
                Step::Email => view! { <EmailStep /> }.into_any(),
                Step::Name => view! { <NameStep go_back=may_go_back().then_some(go_back) /> }.into_any(),
                Step::Code => view! { <CodeStep go_back=may_go_back().then_some(go_back) /> }.into_any(),
                Step::Password => view! { <PasswordStep /> }.into_any(),
                Step::Alias => view! { <AliasStep /> }.into_any(),
                Step::Space => view! { <RequestSpace on_created=created /> }.into_any(),
            }}
            <Show when=move || in_memory.get()>
                <p class="hint">"Until the password seals a vault, what you type here is in this tab's memory only: a reload begins anew."</p>
            </Show>
            </div>
            </div>
        </LockScreen>
    }
}
