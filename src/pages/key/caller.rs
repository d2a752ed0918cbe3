//! Who asks: a role or user of the account, or whoever has a pasted policy.

use crate::{
    components::{Choice, Select, TextArea},
    domain::{
        State,
        key::{CALLER_FIELD, Caller, POLICY_FIELD, Site},
    },
    pages::form::Faults,
    session::Session,
};
use leptos::prelude::*;

/// The value of the choice of a pasted policy; no role has such a name.
const PASTED: &str = "=pasted";

/// What is chosen.
#[derive(Clone, Copy)]
pub struct Chosen {
    who: RwSignal<String>,
    policy: RwSignal<String>,
}

impl Chosen {
    /// The first role of the account, or this one.
    pub fn new(session: Session, wanted: Option<&str>) -> Self {
        let first = session.peek(|state| {
            let all = Site::signed_in(state).map(|site| callers(state, &site)).unwrap_or_default();
            let wanted = wanted.map(|name| format!("role/{name}"));
            let known = wanted.filter(|wanted| all.iter().any(|(value, _)| value == wanted));
            known.or_else(|| all.into_iter().next().map(|(value, _)| value)).unwrap_or_default()
        });
        Self { who: RwSignal::new(first), policy: RwSignal::new(String::new()) }
    }

    /// The caller.
    pub fn caller(self) -> Caller {
        let who = self.who.get();
        match who.split_once('/') {
            Some(("user", name)) => Caller::User(name.to_owned()),
            Some((_, name)) => Caller::Role(name.to_owned()),
            None => Caller::Pasted(self.policy.get()),
        }
    }

    /// The caller, without being told of changes.
    pub fn now(self) -> Caller {
        untrack(|| self.caller())
    }
}

/// Everybody who can be chosen: a value, and words.
fn callers(state: &State, site: &Site) -> Vec<(String, String)> {
    let Some(account) = state.cloud_account(site.account) else { return Vec::new() };
    let roles = account.iam.roles.keys().map(|name| (format!("role/{name}"), format!("{name} (role)")));
    let users = account.iam.users.keys().map(|name| (format!("user/{name}"), format!("{name} (user)")));
    roles.chain(users).chain([(PASTED.to_owned(), "Somebody with a pasted policy".to_owned())]).collect()
}

/// The fields.
#[component]
pub fn CallerFields(
    /// Where the choice is kept.
    chosen: Chosen,
    /// Refusals of the form.
    faults: Faults,
) -> impl IntoView {
    let session = Session::here();
    let choices = session.select(|state| {
        let all = Site::signed_in(state).map(|site| callers(state, &site)).unwrap_or_default();
        all.into_iter().map(|(value, words)| Choice::new(value, words)).collect::<Vec<_>>()
    });
    view! {
        <Select label=CALLER_FIELD value=chosen.who choices=choices fault=faults.at(CALLER_FIELD) />
        <Show when=move || chosen.who.with(|who| who == PASTED)>
            <TextArea
                label=POLICY_FIELD
                value=chosen.policy
                rows=6
                mono=true
                hint=Some("The JSON of an IAM policy. It is read for this once and not kept.".to_owned())
                fault=faults.at(POLICY_FIELD)
            />
        </Show>
    }
}
