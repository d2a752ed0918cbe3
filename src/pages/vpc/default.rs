//! Manage default: sets and takes away the space's default, with a confirmation (VPC-8).

use crate::{
    components::{Button, ButtonKind, Dialog, Flashes, Form, FormActions, Menu, MenuItem},
    domain::{
        SpaceId,
        id::VpcConnectionId,
        vpc::{Command, may_be_default},
    },
    pages::form::{Faults, RefusalNote},
    session::Session,
};
use leptos::prelude::*;

/// The menu and its confirmation.
#[component]
pub fn ManageDefault(
    /// In which space.
    space: Signal<SpaceId>,
    /// Which connection.
    connection: Signal<VpcConnectionId>,
    /// Whether it is the default now.
    #[prop(into)]
    is_default: Signal<bool>,
    /// Why it cannot be changed.
    refused: Signal<Option<String>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let setting = RwSignal::new(true);
    let session = Session::here();
    let narrow = Memo::new(move |_| {
        let (space, connection) = (space.get(), connection.get());
        session.with(|state| {
            let space = state.space(space)?;
            may_be_default(space, space.vpcs.by_id.get(&connection)?).err().map(|refusal| refusal.message)
        })
    });
    let items = Signal::derive(move || {
        let (is, reason) = (is_default.get(), refused.get());
        let already = is.then(|| "It is the default already.".to_owned());
        let set = reason.clone().or(already).or_else(|| narrow.get());
        let remove = reason.or_else(|| (!is).then(|| "It is not the default.".to_owned()));
        let choose = move |set: bool| {
            setting.set(set);
            open.set(true);
        };
        vec![
            MenuItem::action("Set as default", move || choose(true)).disabled(set),
            MenuItem::action("Remove as default", move || choose(false)).disabled(remove),
        ]
    });
    view! {
        <Menu label="Manage default" items=items />
        <Dialog
            open=open
            title=Signal::derive(move || if setting.get() { "Set as default" } else { "Remove as default" }.to_owned())
        >
            <Confirm open=open space=space connection=connection setting=setting />
        </Dialog>
    }
}

#[component]
fn Confirm(
    open: RwSignal<bool>,
    space: Signal<SpaceId>,
    connection: Signal<VpcConnectionId>,
    setting: RwSignal<bool>,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let (space, connection, set) = (space.get_untracked(), connection.get_untracked(), setting.get_untracked());
    let former = session
        .peek(|state| state.space(space).and_then(|space| space.vpcs.of_the_space()).map(|one| one.name.clone()));
    let lead = match (set, former) {
        (true, None) => {
            "All workflow runs and Dev Environments of the space will use this connection, unless the action or Dev Environment names another.".to_owned()
        }
        (true, Some(former)) => format!(
            "All workflow runs and Dev Environments of the space will use this connection in place of {former}, unless the action or Dev Environment names another."
        ),
        (false, _) => "Workflow runs and Dev Environments that name no connection will run without one.".to_owned(),
    };
    let submit = Callback::new(move |()| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let command = Command::SetDefault { space, connection: set.then_some(connection) };
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                return faults.show(refusal);
            }
            open.try_set(false);
            flashes.good(if set { "The space has this default now." } else { "The space has no default now." });
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Default of the space".to_owned())>
            <RefusalNote refusal=faults.any() />
            <p>{lead}</p>
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy autofocus=true>"Confirm"</Button>
            </FormActions>
        </Form>
    }
}
