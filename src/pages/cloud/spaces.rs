//! The spaces of an account, and where new ones are verified.

use super::{
    billing::BillingOfAccount,
    permissions::{NoAdministration, administers},
    sign_in::{SignIn, SignedIn},
    verify::VerifySpace,
};
use crate::{
    components::{Breadcrumbs, Column, Crumb, DataTable, Empty, Icon, Note, PageHead, Stack, Width},
    domain::{SpaceId, Timestamp, account::CloudSession},
    pages::space::shared::When,
    routes::{Route, SpaceTab},
    session::Session,
};
use leptos::prelude::*;

/// The page at `/cloud/spaces`.
#[component]
pub fn CloudSpacesPage() -> impl IntoView {
    let session = Session::here();
    let cloud = session.select(|state| state.cloud);
    let administers = administers();
    view! {
        <Breadcrumbs crumbs=vec![Crumb::new("Cloud", Route::Cloud.href())] />
        <PageHead title="CodeCatalyst spaces" />
        <Stack>
            <Note>
                "This page stands in for the AWS console, so that the handshake between a space and its account can be kept in full. Nothing is sent to AWS, and no AWS password is asked for."
            </Note>
            {move || match cloud.get() {
                None => view! { <SignIn /> }.into_any(),
                Some(cloud) if !administers.get() => view! {
                    <SignedIn cloud=cloud />
                    <NoAdministration />
                }
                    .into_any(),
                Some(cloud) => view! {
                    <SignedIn cloud=cloud />
                    <VerifySpace cloud=cloud />
                    <OfAccount cloud=cloud />
                    <BillingOfAccount cloud=cloud />
                }
                    .into_any(),
            }}
        </Stack>
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: SpaceId,
    name: String,
    pays: bool,
    since: Timestamp,
}

#[component]
fn OfAccount(cloud: CloudSession) -> impl IntoView {
    let rows = Session::here().select(move |state| {
        let mut rows: Vec<Row> = state
            .spaces
            .values()
            .filter(|space| space.region == cloud.region.code())
            .filter_map(|space| {
                space.connections.get(&cloud.account).map(|connection| Row {
                    id: space.id,
                    name: space.name.clone(),
                    pays: space.billing_account == Some(cloud.account),
                    since: connection.since,
                })
            })
            .collect();
        rows.sort_by_cached_key(|row| row.name.to_lowercase());
        rows
    });
    let columns = vec![
        Column::new("name", "Name", |row: Row| row.name).sort_key(|row| row.name.to_lowercase()).width(Width::Share(2)),
        Column::new("pays", "Billing", |row: Row| if row.pays { "This account pays" } else { "Another account pays" })
            .sort_key(|row| row.pays)
            .width(Width::Medium),
        Column::new("since", "Verified", |row: Row| view! { <When at=row.since /> })
            .sort_key(|row| row.since)
            .width(Width::Small),
    ];
    view! {
        <DataTable
            label="Spaces of this account"
            rows=rows
            key=|row: &Row| row.id.to_string()
            columns=columns
            href=Callback::new(|(row,): (Row,)| Route::Space(row.id, SpaceTab::Projects).href())
            empty=move || {
                view! {
                    <Empty
                        icon=Icon::Space
                        title=format!("No space in {}", cloud.region.label())
                        lead=Some("Verify one above, or choose the other Region.".to_owned())
                    />
                }
            }
        />
    }
}
