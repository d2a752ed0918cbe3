//! Removes a VPC connection, its name typed (VPC-10).

use crate::{
    components::{ConfirmDialog, Flashes},
    domain::{SpaceId, id::VpcConnectionId, vpc::Command},
    routes::Route,
    session::{Nav, Session},
};
use leptos::prelude::*;

/// The dialog that asks.
#[component]
pub fn RemoveVpc(
    /// The dialog.
    open: RwSignal<bool>,
    /// In which space.
    space: Signal<SpaceId>,
    /// Which connection.
    connection: Signal<VpcConnectionId>,
) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let flashes = Flashes::of_page();
    let fault = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let facts = Memo::new(move |_| {
        let (space, connection) = (space.get(), connection.get());
        session.with(|state| {
            let space = state.space(space)?;
            let found = space.vpcs.by_id.get(&connection)?;
            let mut goes = vec![format!("The connection to {}; the VPC itself stays in its account", found.setup.vpc)];
            if space.vpcs.default == Some(connection) {
                goes.push("The space’s default: runs that name no connection run without one".to_owned());
            }
            Some((found.name.clone(), goes))
        })
    });
    let name = Signal::derive(move || facts.get().map(|(name, _)| name).unwrap_or_default());
    let goes = Signal::derive(move || facts.get().map(|(_, goes)| goes).unwrap_or_default());
    let confirm = Callback::new(move |()| {
        let (space, connection) = (space.get_untracked(), connection.get_untracked());
        let typed = name.get_untracked();
        let said = format!("The VPC connection {typed} is removed.");
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Remove { space, connection, typed }.into()).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                fault.try_set(Some(refusal.message));
                return;
            }
            open.try_set(false);
            nav.go(&Route::Vpcs(space));
            flashes.good(said);
        });
    });
    view! {
        <ConfirmDialog
            open=open
            title=Signal::derive(move || format!("Remove the VPC connection {}", name.get()))
            lead="Better not while runs are in progress: they go on with this connection until they end."
            goes=goes
            word=Signal::derive(move || Some(name.get()))
            action="Remove"
            fault=fault
            busy=busy
            on_confirm=confirm
        />
    }
}
