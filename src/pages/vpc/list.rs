//! The page at `/spaces/:s/settings/vpc`.

use crate::{
    components::{
        Badge, Breadcrumbs, Button, ButtonKind, Column, DataTable, Empty, Icon, Note, PageHead, StateDot, Tone, Width,
        note::Refused,
    },
    domain::{
        Permission, SpaceId, State, Timestamp, gate::Place, id::VpcConnectionId, network::readiness::Verdict, vpc,
    },
    pages::{
        network::{standing, verdict_tone},
        space::shared::{When, refusal_of, space_crumbs},
    },
    routes::Route,
    session::{Nav, Session},
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: VpcConnectionId,
    name: String,
    vpc: String,
    account: String,
    is_default: bool,
    verdict: Verdict,
    standing: String,
    since: Timestamp,
}

fn rows(state: &State, space: SpaceId) -> Vec<Row> {
    let Some(space) = state.space(space) else { return Vec::new() };
    let row = |connection: &vpc::VpcConnection| {
        let lines = vpc::lines(state, space, connection);
        let (verdict, words) =
            if lines.is_empty() { (Verdict::Unknown, "Nothing is known of it".to_owned()) } else { standing(&lines) };
        Row {
            id: connection.id,
            name: connection.name.clone(),
            vpc: connection.setup.vpc.clone(),
            account: connection.account.to_string(),
            is_default: space.vpcs.default == Some(connection.id),
            verdict,
            standing: words,
            since: connection.since,
        }
    };
    space.vpcs.by_name().into_iter().map(row).collect()
}

/// VPC connections of a space.
#[component]
pub fn VpcsPage(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let crumbs = space_crumbs(space);
    let hidden = refusal_of(Permission::ViewVPCConnections, move || Place::Space(space.get()));
    let no_add = refusal_of(Permission::CreateVPCConnection, move || Place::Space(space.get()));
    let rows = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| rows(state, id))
    });
    let columns = || {
        vec![
            Column::new("name", "VPC connection name", |row: Row| {
                view! { <span class="named">{row.name} {row.is_default.then(|| view! { <Badge tone=Tone::Info>"Default"</Badge> })}</span> }
            })
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
            Column::new("vpc", "VPC ID", |row: Row| view! { <code>{row.vpc}</code> }).sort_key(|row| row.vpc.clone()).width(Width::Share(2)),
            Column::new("account", "AWS account connection", |row: Row| view! { <code>{row.account}</code> })
                .sort_key(|row| row.account.clone()),
            Column::new("standing", "Readiness", |row: Row| {
                view! { <StateDot tone=verdict_tone(row.verdict)>{row.standing}</StateDot> }
            })
            .sort_key(|row| row.verdict)
            .width(Width::Medium),
            Column::new("since", "Added", |row: Row| view! { <When at=row.since /> })
                .sort_key(|row| row.since)
                .width(Width::Small),
        ]
    };
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title="VPC connections"
            lead=Some("With a VPC connection, workflow runs and Dev Environments reach a network of yours and keep to its rules.".to_owned())
            actions=move || view! {
                <Button
                    kind=ButtonKind::Primary
                    icon=Icon::Plus
                    disabled_reason=no_add
                    on_press=move |()| nav.go(&Route::AddVpc(space.get_untracked()))
                >
                    "Add VPC connection"
                </Button>
            }
        />
        {move || match hidden.get() {
            Some(reason) => view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any(),
            None => view! {
                <DataTable
                    label="VPC connections"
                    rows=rows
                    key=|row: &Row| row.id.to_string()
                    columns=columns()
                    href=Callback::new(move |(row,): (Row,)| Route::Vpc(space.get(), row.id).href())
                    empty=|| view! {
                        <Empty
                            icon=Icon::Network
                            title="No VPC connections yet"
                            lead=Some("Without one, runs and Dev Environments reach the internet and nothing of your networks. Any project of the space can use a connection, unless its role is limited to one.".to_owned())
                        />
                    }
                />
                <Show when=move || rows.with(|rows| !rows.is_empty())>
                    <Note tone=Tone::Info>
                        "Actions with a VPC connection may take longer. Lambda compute and Windows cannot have one."
                    </Note>
                </Show>
            }
                .into_any(),
        }}
    }
}
