//! Entering what is used (BIL-5).

use crate::{
    components::{Button, ButtonKind, Flashes, Form, FormActions, TextField},
    domain::{
        Command as DomainCommand, SpaceId,
        billing::{Command, Metered, Used, usage, usage_field},
    },
    pages::form::{Faults, RefusalNote},
    session::{Session, browser::clock},
};
use leptos::prelude::*;

/// The labels of the fields, so that a refusal that belongs to one stands there alone.
const FIELDS: &[&str] = &[usage_field(Metered::Compute), usage_field(Metered::DevEnvironments)];

/// Sends a form's command, shows what is wrong with it, closes the dialog.
#[derive(Clone, Copy)]
pub(super) struct Sender {
    open: RwSignal<bool>,
    pub(super) busy: RwSignal<bool>,
    pub(super) faults: Faults,
    pub(super) session: Session,
    flashes: Flashes,
}

impl Sender {
    pub(super) fn new(open: RwSignal<bool>) -> Self {
        Self {
            open,
            busy: RwSignal::new(false),
            faults: Faults::default(),
            session: Session::here(),
            flashes: Flashes::of_page(),
        }
    }

    pub(super) fn send(self, command: DomainCommand, said: &'static str) {
        let Self { open, busy, faults, session, flashes } = self;
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(command).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                return faults.show(refusal);
            }
            open.try_set(false);
            flashes.good(said);
        });
    }
}

/// What is used in this billing cycle of what is not counted here.
#[component]
pub(super) fn EnterUsage(
    /// The dialog.
    open: RwSignal<bool>,
    /// Which space.
    space: SpaceId,
) -> impl IntoView {
    let sender = Sender::new(open);
    let known =
        sender.session.peek(|state| state.space(space).map(|space| usage(space, clock::now())).unwrap_or_default());
    let fields: Vec<(Metered, RwSignal<String>)> = known
        .into_iter()
        .filter(|one| !matches!(one.used, Used::Counted { .. }))
        .map(|one| (one.metered, RwSignal::new(one.used.amount().map(|amount| amount.to_string()).unwrap_or_default())))
        .collect();
    let sent = fields.clone();
    let submit = Callback::new(move |()| {
        let amounts = sent.iter().map(|(metered, value)| (*metered, value.get_untracked())).collect();
        sender.send(Command::NoteUsage { space, amounts }.into(), "The usage is kept until the billing cycle ends.");
    });
    let busy = sender.busy;
    view! {
        <Form on_submit=submit busy=busy label=Some("Usage of this billing cycle".to_owned())>
            <RefusalNote refusal=sender.faults.beside(FIELDS) />
            <p class="muted">
                "What the service’s own Billing page says for this month. It counts until the month ends. Storage is counted here."
            </p>
            {fields
                .into_iter()
                .map(|(metered, value)| {
                    let label = usage_field(metered);
                    view! { <TextField label=label value=value inputmode="numeric" fault=sender.faults.at(label) /> }
                })
                .collect_view()}
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Save"</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}
