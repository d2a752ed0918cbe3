//! `PrivateLink` endpoints of a connection: which there are, and the steps and commands that make them (VPC-11).

use crate::{
    components::{Badge, Card, CopyBlock, Tone},
    domain::{
        inventory::CloudRegion,
        network::{Network, readiness::describe},
        vpc::{
            Setup,
            endpoint::{self, Standing},
        },
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// The card with all three services.
#[component]
pub fn Endpoints(
    /// What the connection has.
    setup: Setup,
    /// The Region of the space.
    region: String,
    /// What is known of the account there.
    known: Option<Arc<CloudRegion>>,
) -> impl IntoView {
    let nothing = Network::default();
    let network = known.as_ref().map_or(&nothing, |known| &known.network);
    let services: Vec<_> = endpoint::services(&region)
        .into_iter()
        .map(|service| {
            let standing = endpoint::standing(network, &setup, &service.name, &region);
            let command = endpoint::make(&service.name, &setup, &region);
            one(service, standing, command, &region)
        })
        .collect();
    view! {
        <Card title="PrivateLink endpoints">
            <p class="muted">
                "With an endpoint, the network reaches the service without going over the internet. Each has the subnets and security groups of the connection, IPv4 addresses, and private DNS names on, so that the usual names lead to it. The groups have to let port 443 in from the network. Both DNS hostnames and DNS resolution of the VPC have to be on."
            </p>
            <ul class="endpoints">{services}</ul>
        </Card>
    }
}

fn one(service: endpoint::Service, standing: Standing, command: String, region: &str) -> impl IntoView + use<> {
    let endpoint::Service { label, name } = service;
    let (tone, word) = match &standing {
        Standing::Unread => (Tone::Info, "Unknown"),
        Standing::Missing => (Tone::Idle, "None"),
        Standing::There { faults, .. } if faults.is_empty() => (Tone::Good, "In use"),
        Standing::There { .. } => (Tone::Warn, "To look at"),
    };
    let rest = match standing {
        Standing::Unread => view! {
            <p>"Which endpoints there are was not read. Run this and import what it prints."</p>
            <CopyBlock text=describe("describe-vpc-endpoints", region) />
            <p>"To make one, run:"</p>
            <CopyBlock text=command />
        }
        .into_any(),
        Standing::Missing => view! {
            <ol class="endpoint-steps">
                <li>"Sign the AWS CLI in to the account of the VPC."</li>
                <li>"Make the endpoint:" <CopyBlock text=command /></li>
                <li>"Import what the endpoints' listing prints, to see it here:" <CopyBlock text=describe("describe-vpc-endpoints", region) /></li>
            </ol>
        }
        .into_any(),
        Standing::There { id, state, faults } => view! {
            <p><code>{id}</code> {format!(" is {state}.")}</p>
            {faults
                .into_iter()
                .map(|(say, command)| view! { <p>{say}</p> {command.map(|command| view! { <CopyBlock text=command /> })} })
                .collect_view()}
        }
        .into_any(),
    };
    view! {
        <li>
            <h3>{label} " " <Badge tone=tone>{word}</Badge></h3>
            <p><code>{name}</code></p>
            {rest}
        </li>
    }
}
