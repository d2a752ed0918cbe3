//! Edits a VPC connection: role, VPC, subnets, groups; name and account stay (VPC-9).

use super::fields::{NetworkFields, Picks, RoleField, with_network};
use crate::{
    components::{Button, ButtonKind, Flashes, Form, FormActions, Note, Tone},
    domain::{
        SpaceId,
        id::VpcConnectionId,
        text::field,
        vpc::{self, Command},
    },
    pages::form::{Faults, RefusalNote},
    session::Session,
};
use leptos::prelude::*;

const FIELDS: &[&str] = &[field::VPC_ROLE, field::VPC, field::SUBNETS, field::SECURITY_GROUPS];

/// The form in the dialog.
#[component]
pub fn EditVpc(
    /// The dialog.
    open: RwSignal<bool>,
    /// In which space.
    space: Signal<SpaceId>,
    /// Which connection.
    connection: Signal<VpcConnectionId>,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let (space, connection) = (space.get_untracked(), connection.get_untracked());
    let found = session.peek(|state| {
        let found = state.space(space)?.vpcs.by_id.get(&connection)?.clone();
        let picks = with_network(state, space, Some(found.account), |network| {
            Picks::of(found.account, &found.setup, Some(network))
        })
        .unwrap_or_else(|| Picks::of(found.account, &found.setup, None));
        Some((found, picks))
    });
    let Some((found, picks)) = found else { return ().into_any() };
    Effect::new(move |_| {
        picks.seen();
        faults.clear();
    });
    let lost = Memo::new(move |_| {
        let role = picks.role.get();
        session.with(|state| vpc::lost(state, &found, &role))
    });
    let submit = Callback::new(move |()| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let command = Command::Edit { space, connection, setup: picks.setup() };
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                return faults.show(refusal);
            }
            open.try_set(false);
            flashes.good("The VPC connection is updated.");
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Changed VPC connection".to_owned())>
            <RefusalNote refusal=faults.beside(FIELDS) />
            <Note tone=Tone::Warn>
                "Better not while runs are in progress: they go on with the former configuration. Take no permission from the role meanwhile, or what they made in the network cannot be cleaned up."
            </Note>
            {move || (!lost.get().is_empty()).then(|| {
                let said = format!("It may not do {}, which the former one may and clean-up may need.", lost.get().join(", "));
                view! { <Note tone=Tone::Warn title=Some("This role may do less.".to_owned())>{said}</Note> }
            })}
            <RoleField picks=picks faults=faults />
            <NetworkFields space=space picks=picks faults=faults />
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Update VPC connection"</Button>
            </FormActions>
        </Form>
    }
    .into_any()
}
