//! Forget this browser: the way out for who has lost the passphrase, or whose vault cannot be opened (DPR-4).

use crate::{
    components::{Button, ButtonKind, ConfirmDialog},
    pages::form::Faults,
    session::Session,
};
use leptos::prelude::*;

/// The button, with the dialog that asks first.
#[component]
pub fn Forget(
    /// Where a refusal is shown.
    faults: Faults,
) -> impl IntoView {
    let session = Session::here();
    let asking = RwSignal::new(false);
    let forget = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            if let Err(refusal) = session.clear_browser().await {
                faults.show(refusal);
            }
        });
    });
    view! {
        <Button kind=ButtonKind::Quiet small=true on_press=Callback::new(move |()| asking.set(true))>"Forget this browser"</Button>
        <ConfirmDialog
            open=asking
            title="Forget this browser"
            lead="Everything this browser keeps for Spaceward goes: the keys first, then all sealed records. Without an exported vault file it is lost for good."
            word=Some("forget".to_owned())
            action="Forget"
            on_confirm=forget
        />
    }
}
