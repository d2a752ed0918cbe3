//! The AWS accounts a space is tied to (ACC-1).

use super::shared::{When, crumbs_of_space, refusal_of};
use crate::{
    components::{Badge, Breadcrumbs, Column, DataTable, Empty, Icon, PageHead, Tone, Width, note::Refused},
    domain::{Permission, SpaceId, Timestamp, account::AccountId, gate::Place},
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    account: AccountId,
    since: Timestamp,
    pays: bool,
}

/// The page at `/spaces/:s/settings/accounts`.
#[component]
pub fn AccountsPage(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
) -> impl IntoView {
    let session = Session::here();
    let crumbs = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| crumbs_of_space(state, id))
    });
    let rows = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| {
            let Some(space) = state.space(id) else { return Vec::new() };
            let row = |connection: &crate::domain::account::Connection| Row {
                account: connection.account,
                since: connection.since,
                pays: space.billing_account == Some(connection.account),
            };
            space.connections.values().map(row).collect::<Vec<Row>>()
        })
    });
    let hidden = refusal_of(Permission::ViewAWSAccountConnections, move || Place::Space(space.get()));
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title="AWS accounts"
            lead=Some("Each connection ties one AWS account to this space. The first one came with the verification of the space and pays for it.".to_owned())
        />
        {move || match hidden.get() {
            Some(reason) => view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any(),
            None => view! {
                <DataTable
                    label="Account connections"
                    rows=rows
                    key=|row: &Row| row.account.to_string()
                    columns=columns()
                    empty=|| {
                        view! {
                            <Empty
                                icon=Icon::Cloud
                                title="No account is known"
                                lead=Some("This space was imported, and the files that were read do not name its billing account. What get-subscription prints can tell it: import it on the page of all spaces.".to_owned())
                                action=|| view! { <a class="button" href=Route::Spaces.href()>"Go to Spaces"</a> }
                            />
                        }
                    }
                />
            }
                .into_any(),
        }}
    }
}

fn columns() -> Vec<Column<Row>> {
    vec![
        Column::new("account", "AWS account", |row: Row| view! { <code>{row.account.to_string()}</code> })
            .sort_key(|row| row.account)
            .width(Width::Share(2)),
        Column::new("use", "Used for", |row: Row| {
            if row.pays {
                view! { <Badge tone=Tone::Good>"Billing"</Badge> }.into_any()
            } else {
                view! { <span class="muted">"Not for billing"</span> }.into_any()
            }
        })
        .width(Width::Share(2)),
        Column::new("since", "Connected", |row: Row| view! { <When at=row.since /> })
            .sort_key(|row| row.since)
            .width(Width::Medium),
    ]
}
