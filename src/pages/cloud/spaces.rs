//! The spaces of an account, and where new ones are verified.

use super::{
    billing::BillingOfAccount,
    permissions::{NoAdministration, administers},
    sign_in::{SignIn, SignedIn},
    verify::VerifySpace,
};
use crate::{
    components::{
        Breadcrumbs, Button, ButtonKind, Column, Crumb, DataTable, Empty, Icon, Note, PageHead, Stack, Width,
    },
    domain::{
        SpaceId, Timestamp,
        account::{self, AccountId, CloudSession, Side},
    },
    pages::{
        account::{ManageTags, RemoveConnection},
        space::shared::When,
    },
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
    tags: usize,
    /// Why it cannot be removed.
    stays: Option<String>,
}

#[component]
fn OfAccount(cloud: CloudSession) -> impl IntoView {
    let (tagging, removing) = (RwSignal::new(None::<SpaceId>), RwSignal::new(None::<SpaceId>));
    let rows = Session::here().select(move |state| {
        let mut rows: Vec<Row> = state
            .spaces
            .values()
            .filter(|space| space.region == cloud.region.code())
            .filter_map(|space| {
                space.connections.get(&cloud.account).map(|connection| Row {
                    id: space.id,
                    name: space.name.clone(),
                    pays: account::pays(space, cloud.account),
                    since: connection.since,
                    tags: space.tie(cloud.account).tags.len(),
                    stays: account::removable(space, cloud.account).err().map(|refusal| refusal.message),
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
        Column::new("tags", "Tags", |row: Row| view! { <span class="num" class:muted=row.tags == 0>{row.tags}</span> })
            .sort_key(|row| row.tags)
            .at_end()
            .width(Width::Small),
        Column::new("act", "Actions", move |row: Row| {
            let id = row.id;
            view! {
                <span class="named">
                    <Button kind=ButtonKind::Quiet small=true on_press=move |()| tagging.set(Some(id))>"Manage tags"</Button>
                    <Button kind=ButtonKind::Danger small=true disabled_reason=Signal::stored(row.stays) on_press=move |()| removing.set(Some(id))>
                        "Remove space"
                    </Button>
                </span>
            }
        })
        .width(Width::Share(2)),
    ];
    view! {
        {move || tagging.get().map(|space| view! { <Opened space=space account=cloud.account asked=tagging tags=true /> })}
        {move || removing.get().map(|space| view! { <Opened space=space account=cloud.account asked=removing tags=false /> })}
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

/// One of the two dialogs for a space of the table; its end ends it.
#[component]
fn Opened(space: SpaceId, account: AccountId, asked: RwSignal<Option<SpaceId>>, tags: bool) -> impl IntoView {
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            asked.set(None);
        }
    });
    if tags {
        view! { <ManageTags space=space account=account open=open from=Side::Cloud /> }.into_any()
    } else {
        view! { <RemoveConnection space=space account=account open=open from=Side::Cloud /> }.into_any()
    }
}
