//! The AWS accounts that are known here, from connections of spaces and from requests that wait.

use crate::{
    components::{Badge, Card, Column, DataTable, Empty, Fact, Facts, Icon, LinkButton, PageHead, Stack, Tone, Width},
    domain::{State, account::AccountId},
    routes::Route,
    session::Session,
};
use leptos::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq)]
struct Row {
    account: String,
    /// Names of the spaces it is connected to.
    spaces: Vec<String>,
    /// Names of those it pays for.
    pays: Vec<String>,
    waiting: usize,
    here: bool,
}

fn rows(state: &State) -> Vec<Row> {
    let mut known: BTreeMap<AccountId, Row> = BTreeMap::new();
    for space in state.spaces.values() {
        for account in space.connections.keys() {
            known.entry(*account).or_default().spaces.push(space.name.clone());
        }
        if let Some(account) = space.billing_account {
            known.entry(account).or_default().pays.push(space.name.clone());
        }
    }
    for request in state.requests.values() {
        known.entry(request.account).or_default().waiting += 1;
    }
    let here = state.cloud.map(|session| session.account);
    if let Some(account) = here {
        known.entry(account).or_default();
    }
    known
        .into_iter()
        .map(|(account, row)| Row { account: account.to_string(), here: here == Some(account), ..row })
        .collect()
}

/// The page at `/cloud`.
#[component]
pub fn CloudPage() -> impl IntoView {
    let session = Session::here();
    let rows = session.select(rows);
    let signed_in = session.select(|state| state.cloud);
    view! {
        <PageHead
            title="Cloud"
            lead=Some("The AWS side of your spaces, as far as this console knows it. Nothing here reaches AWS: these pages stand in for its console.".to_owned())
        />
        <Stack>
            <Card
                title="Signed in"
                actions=|| view! { <LinkButton small=true icon=Icon::Key href=Route::CloudSpaces.href()>"CodeCatalyst spaces"</LinkButton> }
            >
                {move || match signed_in.get() {
                    Some(cloud) => view! {
                        <Facts>
                            <Fact name="AWS account"><code>{cloud.account.to_string()}</code></Fact>
                            <Fact name="AWS Region">{cloud.region.label()}</Fact>
                        </Facts>
                    }
                        .into_any(),
                    None => view! {
                        <p class="muted">"Nobody is signed in on the cloud side. You sign in there where a space is verified."</p>
                    }
                        .into_any(),
                }}
            </Card>
            <DataTable
                label="Accounts"
                rows=rows
                key=|row: &Row| row.account.clone()
                columns=columns()
                empty=|| {
                    view! {
                        <Empty
                            icon=Icon::Cloud
                            title="No account is known yet"
                            lead=Some("An account becomes known when a space is asked for with it, or when an import names it.".to_owned())
                        />
                    }
                }
            />
        </Stack>
    }
}

fn columns() -> Vec<Column<Row>> {
    let names = |names: Vec<String>| {
        if names.is_empty() {
            view! { <span class="muted">"None"</span> }.into_any()
        } else {
            names.join(", ").into_any()
        }
    };
    vec![
        Column::new("account", "AWS account", |row: Row| {
            view! {
                <span class="named">
                    <code>{row.account}</code>
                    {row.here.then(|| view! { <Badge tone=Tone::Good>"Signed in"</Badge> })}
                </span>
            }
        })
        .sort_key(|row| row.account.clone())
        .width(Width::Share(2)),
        Column::new("spaces", "Connected to", move |row: Row| names(row.spaces)).width(Width::Share(2)),
        Column::new("pays", "Pays for", move |row: Row| names(row.pays)).width(Width::Share(2)),
        Column::new(
            "waiting",
            "Spaces waiting",
            |row: Row| view! { <span class="num" class:muted=row.waiting == 0>{row.waiting}</span> },
        )
        .sort_key(|row| row.waiting)
        .at_end()
        .width(Width::Medium),
    ]
}
