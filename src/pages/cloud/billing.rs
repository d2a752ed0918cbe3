//! The cloud side's part of billing: which tiers the account allows each space it is connected to (BIL-3, BIL-7).

use crate::{
    components::{
        Badge, Button, ButtonKind, Checkbox, Column, DataTable, Dialog, Empty, Flashes, Form, FormActions, Icon, Tone,
        Width,
    },
    domain::{
        SpaceId, State,
        account::CloudSession,
        billing::{self, Command},
    },
    pages::form::{Faults, RefusalNote},
    routes::Route,
    session::{Session, browser::clock},
};
use leptos::prelude::*;

/// The words of the one choice, as the AWS console has them.
const PAID: &str = "PAID (STANDARD, ENTERPRISE)";

#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: SpaceId,
    name: String,
    pays: bool,
    paid: bool,
    tier: &'static str,
}

fn rows(state: &State, cloud: CloudSession) -> Vec<Row> {
    let connected = state
        .spaces
        .values()
        .filter(|space| space.region == cloud.region.code() && space.connections.contains_key(&cloud.account));
    let mut rows: Vec<Row> = connected
        .map(|space| Row {
            id: space.id,
            name: space.name.clone(),
            pays: space.billing_account == Some(cloud.account),
            paid: space.billing.paid.contains(&cloud.account),
            tier: billing::tier(space, clock::now()).label(),
        })
        .collect();
    rows.sort_by_cached_key(|row| row.name.to_lowercase());
    rows
}

/// The spaces with what the account allows them.
#[component]
pub(super) fn BillingOfAccount(cloud: CloudSession) -> impl IntoView {
    let session = Session::here();
    let rows = session.select(move |state| rows(state, cloud));
    let editing = RwSignal::new(None::<SpaceId>);
    let open = RwSignal::new(false);
    let edit = move |id: SpaceId| {
        editing.set(Some(id));
        open.set(true);
    };
    let columns = vec![
        Column::new("name", "Name", |row: Row| view! { <a href=Route::Billing(row.id).href()>{row.name}</a> })
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("pays", "Billing account", |row: Row| {
            if row.pays {
                view! { <Badge tone=Tone::Good>"This account"</Badge> }.into_any()
            } else {
                view! { <span class="muted">"Another account"</span> }.into_any()
            }
        })
        .sort_key(|row| row.pays)
        .width(Width::Medium),
        Column::new("tier", "Tier of the space", |row: Row| row.tier).sort_key(|row| row.tier).width(Width::Medium),
        Column::new(
            "allowed",
            "Allowed tiers",
            |row: Row| if row.paid { "Free, Standard, Enterprise" } else { "Free" },
        )
        .sort_key(|row| row.paid)
        .width(Width::Share(2)),
        Column::new("edit", "", move |row: Row| {
            view! {
                <Button small=true kind=ButtonKind::Quiet on_press=move |()| edit(row.id)>
                    "Edit"
                </Button>
            }
        })
        .width(Width::Small),
    ];
    view! {
        <DataTable
            label="Billing of this account"
            rows=rows
            key=|row: &Row| row.id.to_string()
            columns=columns
            empty=|| view! {
                <Empty
                    icon=Icon::Card
                    title="This account is connected to no space here"
                    lead=Some("Once it is, this is where it allows a space paid tiers.".to_owned())
                />
            }
        />
        <Dialog open=open title="Update allowed billing tiers">
            {move || editing.get().map(|space| view! { <Update open=open space=space cloud=cloud /> })}
        </Dialog>
    }
}

/// The form in the dialog.
#[component]
fn Update(open: RwSignal<bool>, space: SpaceId, cloud: CloudSession) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let (name, now) = session.peek(|state| {
        state
            .space(space)
            .map(|space| (space.name.clone(), space.billing.paid.contains(&cloud.account)))
            .unwrap_or_default()
    });
    let paid = RwSignal::new(now);
    Effect::new(move |_| {
        paid.track();
        faults.clear();
    });
    let submit = Callback::new(move |()| {
        let paid = paid.get_untracked();
        if paid == now {
            return open.set(false);
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Allow { space, paid }.into()).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                return faults.show(refusal);
            }
            open.try_set(false);
            flashes.good(if paid { "Paid tiers are allowed." } else { "The Free tier alone is allowed." });
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Allowed billing tiers".to_owned())>
            <RefusalNote refusal=faults.any() />
            <p>
                {format!("The account {} always allows {name} the Free tier. Allowing paid tiers changes no tier: a Space administrator does that in the space.", cloud.account)}
            </p>
            <Checkbox label=PAID value=paid />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Update"</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}
