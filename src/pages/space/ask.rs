//! The form that asks for a space (SPC-1, SPC-3, ACC-1).

use super::create::Wish;
use crate::{
    components::{Button, ButtonKind, Choice, Form, FormActions, LeaveGuard, Select, TextField},
    domain::{
        Command, Refusal, State,
        draft::DraftKey,
        space::{self, Region, names},
        text::{self, field},
    },
    pages::{
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
        sensitive::{Reach, noticed},
    },
    session::Session,
};
use leptos::prelude::*;

/// Space name, Region and account; Create space asks for it.
#[component]
pub(super) fn AskForSpace(wish: Wish, on_asked: Callback<()>) -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let name = RwSignal::new(wish.name);
    let region = RwSignal::new(wish.region.unwrap_or(Region::UsWest2).code().to_owned());
    let account = RwSignal::new(wish.account);
    let (name_left, account_left) = (RwSignal::new(false), RwSignal::new(false));
    let busy = RwSignal::new(false);
    let kept = use_draft(
        DraftKey::CreateSpace,
        vec![
            DraftField::text("name", name),
            DraftField::choice("region", region),
            DraftField::text("account", account),
        ],
    );
    Effect::new(move |_| {
        name.track();
        account.track();
        faults.clear();
    });
    let name_fault = live(faults.at(field::SPACE_NAME), name, name_left, move |typed| {
        session.with(|state| check_name(state, typed))
    });
    let account_fault = live(faults.at(field::ACCOUNT), account, account_left, |typed| text::account(typed).map(drop));
    let refused = Memo::new(move |_| {
        let actor = session.actor();
        session.with(|state| space::may_create(state, actor).err().map(|refusal| refusal.message))
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        let Some(region) = region.with_untracked(|code| Region::parse(code)) else { return };
        let command = space::Command::Request { name: name.get_untracked(), region, account: account.get_untracked() };
        busy.set(true);
        let sending = kept.sending();
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Space(command)).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                return faults.show(refusal);
            }
            sending.done();
            on_asked.run(());
        });
    });
    let regions: Vec<Choice> = Region::ALL
        .into_iter()
        .map(|region| Choice::new(region.code(), format!("{} · {}", region.label(), region.code())))
        .collect();
    view! {
        <LeaveGuard unsaved=kept.at_risk() />
        <Form on_submit=submit busy=busy label=Some("Create a space".to_owned())>
            <RefusalNote refusal=faults.beside(&[field::SPACE_NAME, field::REGION, field::ACCOUNT]) />
            <TextField
                label=field::SPACE_NAME
                value=name
                hint=Some("3 to 63 letters and digits, with single - _ or . between them. It stays for good and is never free again.".to_owned())
                fault=name_fault
                notice=noticed(name, Reach::Name)
                on_leave=move |()| name_left.set(true)
            />
            <Select
                label=field::REGION
                value=region
                choices=regions
                hint=Some("Where the space's data lies. It cannot be changed later.".to_owned())
                fault=faults.at(field::REGION)
            />
            <TextField
                label=field::ACCOUNT
                value=account
                hint=Some("Twelve digits. This account verifies the space and is its first billing account.".to_owned())
                fault=account_fault
                inputmode="numeric"
                mono=true
                on_leave=move |()| account_left.set(true)
            />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy disabled_reason=refused>"Create space"</Button>
                <DraftLine draft=kept />
            </FormActions>
        </Form>
    }
}

/// The fault of the last try; without one, what a check says of the text once the field was left.
fn live(
    told: Signal<Option<String>>,
    value: RwSignal<String>,
    left: RwSignal<bool>,
    check: impl Fn(&str) -> Result<(), Refusal> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    Memo::new(move |_| {
        told.get().or_else(|| {
            // An empty field is not a fault before the form is sent.
            let speaks = left.get() && value.with(|value| !value.trim().is_empty());
            speaks.then(|| value.with(|value| check(value).err().map(|refusal| refusal.message))).flatten()
        })
    })
    .into()
}

fn check_name(state: &State, typed: &str) -> Result<(), Refusal> {
    let name = text::space_name(typed)?;
    names::is_free(state, &name)
}
