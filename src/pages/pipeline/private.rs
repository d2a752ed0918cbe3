//! How a network reaches `CodePipeline` without leaving the cloud's network (PIP-4).

use crate::{
    components::{Card, CopyBlock},
    domain::{
        account::AccountId,
        key::Site,
        pipeline::{PrivateStep, private_connection},
        space::Region,
    },
    session::Session,
};
use leptos::prelude::*;

/// The steps, for where the cloud side is signed in or the first pipeline is.
#[component]
pub(super) fn PrivateSteps() -> impl IntoView {
    let steps = Session::here().select(|state| {
        let with_pipelines = Site::all(state).find(|site| {
            let region = state.cloud_region(site.account, site.region.as_str());
            region.is_some_and(|region| !region.pipelines.0.is_empty())
        });
        let nowhere = Site { account: AccountId(0), region: Region::EuWest1.into() };
        let site = with_pipelines.or_else(|| Site::signed_in(state)).unwrap_or(nowhere);
        let vpc = state
            .cloud_region(site.account, site.region.as_str())
            .and_then(|region| region.network.vpc_ids().first().map(|vpc| (*vpc).to_owned()));
        Steps(private_connection(&site, vpc.as_deref()))
    });
    view! {
        <Card title="Private connection">
            <p>"A VPC endpoint leads from your network to CodePipeline within the network of AWS, without an internet gateway, NAT or VPN. Names in capitals are yours to fill in."</p>
            <ol class="steps">
                {move || steps.get().0.into_iter().map(|step| view! {
                    <li>
                        <b>{step.title.clone()}</b>
                        <p>{step.text}</p>
                        <CopyBlock text=step.command label=format!("Command: {}", step.title) />
                    </li>
                }).collect_view()}
            </ol>
        </Card>
    }
}

#[derive(Clone, PartialEq)]
struct Steps(Vec<PrivateStep>);
