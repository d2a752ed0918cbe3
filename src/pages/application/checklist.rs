//! What has to hold before the wizard goes on, live (ORG-1, ORG-2).

use crate::{
    components::{Button, ButtonKind, Card, FormActions, LinkButton, Note, StateDot, Tone},
    domain::{
        account::CloudSession,
        application::{prerequisites, region_warning},
    },
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// The checklist, and Continue once all of it holds.
#[component]
pub(super) fn Checklist(
    /// Account and Region that the cloud side is signed in to.
    cloud: CloudSession,
    /// Goes on to the steps.
    on_continue: Callback<()>,
) -> impl IntoView {
    let session = Session::here();
    let lines = session.select(move |state| prerequisites(state, cloud.account));
    let missing = Signal::derive(move || {
        lines.with(|lines| {
            let missing: Vec<String> =
                lines.iter().filter(|line| !line.met).map(|line| line.what.to_lowercase()).collect();
            (!missing.is_empty()).then(|| format!("Missing: {}.", missing.join("; ")))
        })
    });
    let rows = move || {
        lines
            .get()
            .into_iter()
            .map(|line| {
                let (tone, words) = if line.met { (Tone::Good, "Holds") } else { (Tone::Bad, "Missing") };
                view! {
                    <li>
                        <StateDot tone=tone>{words}</StateDot>
                        <div>
                            <b>{line.what}</b>
                            <p class="muted">{line.found}" "{line.mend}</p>
                        </div>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <Card title="Prerequisites">
            <p>"Before the wizard goes on, these have to hold in this account. They are looked at again whenever something changes."</p>
            <ul class="checklist">{rows}</ul>
            <RegionNote cloud=cloud />
            <FormActions>
                <Button kind=ButtonKind::Primary disabled_reason=missing on_press=on_continue>"Continue"</Button>
                <LinkButton href=Route::Organization.href()>"Organization"</LinkButton>
                <LinkButton href=Route::IdentityCenter.href()>"Identity Center"</LinkButton>
            </FormActions>
        </Card>
    }
}

/// Warns of an instance in another Region than the one signed in to, where a new space would lie (ORG-2).
#[component]
pub(super) fn RegionNote(
    /// Account and Region that the cloud side is signed in to.
    cloud: CloudSession,
) -> impl IntoView {
    let warning = Session::here().select(move |state| region_warning(state, cloud.account, cloud.region.code()));
    move || {
        warning.get().map(|region| {
            view! {
                <Note tone=Tone::Warn>
                    "Identity Center lies in " <code>{region.instance}</code> ", and you are signed in to " <code>{region.space}</code>
                    ". The same Region is recommended: with another, connections may be slower."
                </Note>
            }
        })
    }
}
