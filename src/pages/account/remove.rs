//! Removing a connection, with what goes (ACC-4, ACC-6).

use crate::{
    components::{ConfirmDialog, Flashes},
    domain::{
        Command, SpaceId,
        account::{self, AccountId, Side},
    },
    pages::space::shared::counted,
    session::Session,
};
use leptos::prelude::*;

/// The question, with the space's name to be typed.
#[component]
pub fn RemoveConnection(
    /// Of which space.
    space: SpaceId,
    /// Which account.
    account: AccountId,
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// From where.
    from: Side,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        open.track();
        fault.set(None);
    });
    let name = session.peek(|state| state.space(space).map(|space| space.name.clone())).unwrap_or_default();
    let typed = name.clone();
    let goes = Signal::derive(move || {
        session.with(|state| {
            let Some(found) = state.space(space) else { return Vec::new() };
            let tie = found.tie(account);
            let mut goes = Vec::new();
            if !tie.roles.is_empty() {
                let roles = counted(tie.roles.len(), "IAM role", "IAM roles");
                goes.push(format!("{roles} of the connection; in AWS nothing is removed"));
            }
            if !tie.tags.is_empty() {
                goes.push(counted(tie.tags.len(), "tag", "tags"));
            }
            goes.extend(found.uses_of(account).into_iter().map(|user| format!("{user}, which uses it")));
            goes
        })
    });
    let confirm = Callback::new(move |()| {
        let typed = typed.clone();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let command = account::Command::Remove { space, account, typed, from };
            let outcome = session.send(Command::Account(command)).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    open.try_set(false);
                    flashes.good(format!("{account} is removed from the space."));
                }
                Err(refusal) => drop(fault.try_set(Some(refusal.message))),
            }
        });
    });
    view! {
        <ConfirmDialog
            open=open
            title=format!("Remove {account} from {name}")
            lead="Workflows and Dev Environments of this space can use the account no more. It can be connected again, as a new connection without these roles."
            goes=goes
            word=Some(name.clone())
            action="Remove"
            fault=fault
            busy=busy
            on_confirm=confirm
        />
    }
}
