//! The AWS accounts a space is tied to (ACC-1).

use super::{associate::Associate, detail::Detail};
use crate::{
    components::{
        Badge, Breadcrumbs, Button, ButtonKind, Column, DataTable, Empty, Icon, PageHead, Stack, Tone, Width,
        note::Refused,
    },
    domain::{Permission, SpaceId, State, Timestamp, account, account::AccountId, gate::Place},
    pages::space::shared::{When, counted, refusal_of, space_crumbs},
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    account: AccountId,
    name: Option<String>,
    since: Timestamp,
    pays: bool,
    roles: usize,
    tags: usize,
    /// Of how many projects, if not of all.
    projects: Option<usize>,
}

fn rows(state: &State, space: SpaceId) -> Vec<Row> {
    let Some(space) = state.space(space) else { return Vec::new() };
    let row = |connection: &crate::domain::account::Connection| {
        let tie = space.tie(connection.account);
        Row {
            account: connection.account,
            name: state.cloud_account(connection.account).and_then(|account| account.name.clone()),
            since: connection.since,
            pays: account::pays(space, connection.account),
            roles: tie.roles.len(),
            tags: tie.tags.len(),
            projects: tie.projects.map(|projects| projects.len()),
        }
    };
    space.connections.values().map(row).collect()
}

/// The page at `/spaces/:s/settings/accounts`.
#[component]
pub fn AccountsPage(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
) -> impl IntoView {
    let session = Session::here();
    let crumbs = space_crumbs(space);
    let rows = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| rows(state, id))
    });
    let hidden = refusal_of(Permission::ViewAWSAccountConnections, move || Place::Space(space.get()));
    let no_more =
        refusal_of(Permission::AssociateAnAWSAccountConnectionWithTheSpace, move || Place::Space(space.get()));
    let asking = RwSignal::new(false);
    let chosen = RwSignal::new(None::<AccountId>);
    // The one that was chosen, while it is there; else the first.
    let shown = Memo::new(move |_| {
        rows.with(|rows| {
            let wanted = chosen.get().filter(|chosen| rows.iter().any(|row| row.account == *chosen));
            wanted.or_else(|| rows.first().map(|row| row.account))
        })
    });
    let current = Signal::derive(move || shown.get().map(|account| account.to_string()));
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title="AWS accounts"
            lead=Some("Each connection ties one AWS account to this space. One of them is its billing account.".to_owned())
            actions=ViewFn::from(move || {
                view! {
                    <Button kind=ButtonKind::Primary icon=Icon::Plus disabled_reason=no_more on_press=move |()| asking.set(true)>
                        "Associate an AWS account"
                    </Button>
                }
            })
        />
        {move || match hidden.get() {
            Some(reason) => view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any(),
            None => view! {
                <Stack>
                    <Associate space=space open=asking />
                    <DataTable
                        label="Account connections"
                        rows=rows
                        key=|row: &Row| row.account.to_string()
                        columns=columns()
                        current=current
                        on_press=Callback::new(move |(row,): (Row,)| chosen.set(Some(row.account)))
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
                    {move || shown.get().map(|account| view! { <Detail space=space.get() account=account /> })}
                </Stack>
            }
                .into_any(),
        }}
    }
}

fn columns() -> Vec<Column<Row>> {
    vec![
        Column::new("account", "AWS account", |row: Row| {
            view! {
                <span class="named">
                    {row.name.map(|name| view! { <b>{name}</b> })}
                    <code>{row.account.to_string()}</code>
                </span>
            }
        })
        .sort_key(|row| row.account)
        .width(Width::Share(2)),
        Column::new("use", "Used for", |row: Row| {
            if row.pays {
                view! { <Badge tone=Tone::Good>"Billing"</Badge> }.into_any()
            } else {
                view! { <span class="muted">"Not for billing"</span> }.into_any()
            }
        })
        .width(Width::Medium),
        Column::new(
            "roles",
            "IAM roles",
            |row: Row| view! { <span class="num" class:muted=row.roles == 0>{row.roles}</span> },
        )
        .sort_key(|row| row.roles)
        .at_end()
        .width(Width::Small),
        Column::new("tags", "Tags", |row: Row| view! { <span class="num" class:muted=row.tags == 0>{row.tags}</span> })
            .sort_key(|row| row.tags)
            .at_end()
            .width(Width::Small),
        Column::new("projects", "Projects", |row: Row| match row.projects {
            None => view! { <span class="muted">"All"</span> }.into_any(),
            Some(count) => counted(count, "project", "projects").into_any(),
        })
        .width(Width::Small),
        Column::new("since", "Connected", |row: Row| view! { <When at=row.since /> })
            .sort_key(|row| row.since)
            .width(Width::Medium),
    ]
}
