//! The page at `/cloud/vpc`: every network that is known, with its readiness.

use super::{Checks, Diagram, standing, verdict_tone, vpc_label};
use crate::{
    components::{
        Badge, Breadcrumbs, Card, Column, Crumb, DataTable, Empty, Icon, LinkButton, PageHead, RelativeTime, Split,
        Stack, StateDot, Width,
    },
    domain::{
        State, Timestamp,
        inventory::{CloudRegion, Source},
        network::readiness::{Line, Question, Tally, Verdict, readiness},
    },
    pages::space::shared::milliseconds,
    routes::Route,
    session::Session,
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

#[derive(Clone, Debug, PartialEq)]
struct Row {
    key: String,
    vpc: String,
    name: String,
    account: String,
    region: String,
    blocks: String,
    sample: bool,
    read: Timestamp,
    verdict: Verdict,
    standing: String,
    known: Arc<CloudRegion>,
    lines: Vec<Line>,
}

fn rows(state: &State) -> Vec<Row> {
    let mut rows = Vec::new();
    for account in state.inventory.values() {
        for (name, region) in &account.regions {
            let network = &region.network;
            for vpc in network.vpc_ids() {
                let lines =
                    readiness(&Question { network, region: name.as_str(), vpc, space_region: None, chosen: None });
                let (verdict, standing) = standing(&lines);
                let known = network.vpc(vpc);
                let blocks: Vec<String> =
                    known.iter().flat_map(|vpc| &vpc.blocks).map(|block| block.cidr.to_string()).collect();
                rows.push(Row {
                    key: format!("{} {name} {vpc}", account.id),
                    vpc: vpc.to_owned(),
                    name: known.and_then(|vpc| vpc.name.clone()).unwrap_or_default(),
                    account: account.label(),
                    region: name.as_str().to_owned(),
                    blocks: blocks.join(", "),
                    sample: account.source == Source::Sample,
                    read: region.read,
                    verdict,
                    standing,
                    known: Arc::clone(region),
                    lines,
                });
            }
        }
    }
    rows
}

/// Networks of all accounts.
#[component]
pub fn CloudVpcPage() -> impl IntoView {
    let session = Session::here();
    let rows = session.select(rows);
    let chosen = RwSignal::new(None::<String>);
    // The one that was chosen, else the first.
    let shown = Memo::new(move |_| {
        rows.with(|rows| {
            let key = chosen.get();
            rows.iter().find(|row| Some(&row.key) == key.as_ref()).or_else(|| rows.first()).cloned()
        })
    });
    let columns = vec![
        Column::new("vpc", "VPC", |row: Row| {
            view! {
                <span class="named">
                    {if row.name.is_empty() { view! { <code>{row.vpc}</code> }.into_any() } else { view! { <b>{row.name}</b> " " <code class="muted">{row.vpc}</code> }.into_any() }}
                    {row.sample.then(|| view! { <Badge>"Sample"</Badge> })}
                </span>
            }
        })
        .sort_key(|row| (row.name.to_lowercase(), row.vpc.clone()))
        .width(Width::Share(3)),
        Column::new("account", "AWS account", |row: Row| row.account).sort_key(|row| row.account.clone()),
        Column::new("region", "AWS Region", |row: Row| view! { <code>{row.region}</code> })
            .sort_key(|row| row.region.clone())
            .width(Width::Small),
        Column::new("blocks", "IPv4 blocks", |row: Row| view! { <code>{row.blocks}</code> }).width(Width::Medium),
        Column::new("standing", "Readiness", |row: Row| {
            view! { <StateDot tone=verdict_tone(row.verdict)>{row.standing}</StateDot> }
        })
        .sort_key(|row| row.verdict)
        .width(Width::Medium),
    ];
    view! {
        <Breadcrumbs crumbs=Signal::stored(vec![Crumb::new("Cloud", Route::Cloud.href())]) />
        <PageHead
            title="Networks"
            lead=Some("The VPCs of your accounts, as the AWS CLI told of them, and whether each could carry a VPC connection of a space.".to_owned())
        />
        <Stack>
            <DataTable
                label="Networks"
                rows=rows
                key=|row: &Row| row.key.clone()
                columns=columns
                current=Signal::derive(move || shown.with(|row| row.as_ref().map(|row| row.key.clone())))
                on_press=Callback::new(move |(row,): (Row,)| chosen.set(Some(row.key)))
                empty=|| view! {
                    <Empty
                        icon=Icon::Network
                        title="No network is known yet"
                        lead=Some("Run `aws ec2 describe-vpcs`, `describe-subnets`, `describe-route-tables` and the like, and import what they print.".to_owned())
                        action=|| view! { <LinkButton href=Route::Cloud.href() icon=Icon::Import>"Go to Cloud"</LinkButton> }
                    />
                }
            />
            {move || shown.get().map(|row| {
                let tally = Tally::of(&row.lines);
                let count = format!("{} of {} pass", tally.pass, row.lines.len());
                let title = vpc_label(&row.known.network, &row.vpc);
                let read = milliseconds(row.read);
                let picture = row.clone();
                view! {
                    <h2 class="network-title" tabindex="-1">{title}</h2>
                    <Split>
                        <Card title="Network" actions=move || view! { <span class="muted">"read " <RelativeTime at=read /></span> }>
                            <Diagram known=picture.known vpc=picture.vpc lines=picture.lines chosen=BTreeSet::new() />
                        </Card>
                        <Card title="Readiness" count=Some(count) flush=true>
                            <Checks lines=row.lines />
                        </Card>
                    </Split>
                }
            })}
        </Stack>
    }
}
