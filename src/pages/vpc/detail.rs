//! The page of one VPC connection: readiness as a picture and a list, endpoints, the trust policy, and what can be done with it.

use super::{default::ManageDefault, edit::EditVpc, endpoints::Endpoints, remove::RemoveVpc, trust::TrustPolicy};
use crate::{
    components::{
        Badge, Breadcrumbs, Button, ButtonKind, Card, Crumb, Dialog, DialogShape, Fact, Facts, Icon, Note, PageHead,
        RelativeTime, Split, Stack, Tone, note::Refused,
    },
    domain::{
        Permission, SpaceId, State, Timestamp,
        gate::Place,
        id::VpcConnectionId,
        inventory::CloudRegion,
        network::readiness::{Line, Tally, Verdict},
        vpc::{self, VpcConnection},
    },
    pages::{
        network::{Checks, Diagram, standing, vpc_label},
        space::shared::{milliseconds, refusal_of, space_crumbs_with},
    },
    routes::Route,
    session::Session,
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

/// What the page shows.
#[derive(Clone, PartialEq)]
struct Shown {
    connection: VpcConnection,
    is_default: bool,
    region: String,
    account: String,
    known: Option<Arc<CloudRegion>>,
    read: Timestamp,
    lines: Vec<Line>,
}

fn shown(state: &State, space: SpaceId, connection: VpcConnectionId) -> Option<Shown> {
    let space = state.space(space)?;
    let connection = space.vpcs.by_id.get(&connection)?;
    let account = state.inventory.get(&connection.account);
    let known = account.and_then(|account| account.regions.get(space.region.as_str())).cloned();
    Some(Shown {
        connection: connection.clone(),
        is_default: space.vpcs.default == Some(connection.id),
        region: space.region.clone(),
        account: account.map_or_else(|| connection.account.to_string(), |account| account.label()),
        read: known.as_ref().map(|known| known.read).unwrap_or_default(),
        lines: vpc::lines(state, space, connection),
        known,
    })
}

/// The page at `/spaces/:s/settings/vpc/:connection`.
#[component]
pub fn VpcPage(
    /// In which space.
    #[prop(into)]
    space: Signal<SpaceId>,
    /// Which connection.
    #[prop(into)]
    connection: Signal<VpcConnectionId>,
) -> impl IntoView {
    let session = Session::here();
    let crumbs = space_crumbs_with(space, |id| Crumb::new("VPC connections", Route::Vpcs(id).href()));
    let hidden = refusal_of(Permission::ViewVPCConnections, move || Place::Space(space.get()));
    let no_edit = refusal_of(Permission::EditVPCConnection, move || Place::Space(space.get()));
    let no_remove = refusal_of(Permission::DeleteVPCConnection, move || Place::Space(space.get()));
    let shown = Memo::new(move |_| {
        let (space, connection) = (space.get(), connection.get());
        session.with(|state| shown(state, space, connection))
    });
    let name = Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|shown| shown.connection.name.clone())));
    let title = Signal::derive(move || name.get().unwrap_or_else(|| "VPC connection".to_owned()));
    let is_default = Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.is_default)));
    let (editing, removing) = (RwSignal::new(false), RwSignal::new(false));
    let lead = Signal::derive(move || {
        name.with(Option::is_some).then(|| {
            let more = if is_default.get() { " It is the space’s default." } else { "" };
            format!("Workflow runs and Dev Environments of this space reach this network.{more}")
        })
    });
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title=title
            lead=lead
            actions=move || move || name.with(Option::is_some).then(|| view! {
                <ManageDefault space=space connection=connection is_default=is_default refused=no_edit />
                <Button icon=Icon::Edit disabled_reason=no_edit on_press=move |()| editing.set(true)>"Edit"</Button>
                <Button kind=ButtonKind::Danger icon=Icon::Trash disabled_reason=no_remove on_press=move |()| removing.set(true)>"Remove VPC connection"</Button>
            })
        />
        {move || match (hidden.get(), shown.get()) {
            (Some(reason), _) => view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any(),
            (None, None) => view! {
                <Refused
                    title="No such VPC connection"
                    reason="This VPC connection is not here. It may have been removed."
                    link=Some(("See the VPC connections".to_owned(), Route::Vpcs(space.get()).href()))
                />
            }
                .into_any(),
            (None, Some(shown)) => view! { <Body space=space.get() shown=shown /> }.into_any(),
        }}
        <Dialog open=editing title="Edit the VPC connection" shape=DialogShape::Wide>
            <EditVpc open=editing space=space connection=connection />
        </Dialog>
        <RemoveVpc open=removing space=space connection=connection />
    }
}

#[component]
fn Body(space: SpaceId, shown: Shown) -> impl IntoView {
    let Shown { connection, is_default, region, account, known, read, lines } = shown;
    let (verdict, words) = standing(&lines);
    let tally = Tally::of(&lines);
    let count = format!("{} of {} pass", tally.pass, lines.len());
    let first = lines.iter().find(|line| line.verdict == Verdict::Fail).map(|line| line.check.title());
    let setup = connection.setup;
    let at = milliseconds(read);
    let note = note(known.is_some(), verdict, &words, first, &account, &region);
    let role = setup.role.clone();
    let facts = [
        ("VPC", known.as_ref().map_or_else(|| setup.vpc.clone(), |known| vpc_label(&known.network, &setup.vpc))),
        ("AWS account connection", account),
        ("AWS Region", region.clone()),
        ("VPC role", setup.role.clone()),
        ("Subnets", setup.subnets.join(", ")),
        ("Security groups", setup.groups.join(", ")),
    ]
    .map(|(name, value)| view! { <Fact name=name>{value}</Fact> })
    .into_iter()
    .collect_view();
    let picture = known.clone().map(|known| {
        let chosen: BTreeSet<String> = setup.subnets.iter().chain(&setup.groups).cloned().collect();
        let (vpc, checks) = (setup.vpc.clone(), lines.clone());
        view! {
            <Split>
                <Card title="Network" actions=move || view! { <span class="muted">"read " <RelativeTime at=at /></span> }>
                    <Diagram known=known vpc=vpc lines=lines chosen=chosen />
                </Card>
                <Card title="Readiness" count=Some(count) flush=true><Checks lines=checks /></Card>
            </Split>
        }
    });
    view! {
        <Stack>
            {note}
            <Card title="VPC connection" actions=move || is_default.then(|| view! { <Badge tone=Tone::Info>"Default"</Badge> })>
                <Facts>{facts}</Facts>
            </Card>
            {picture}
            <Endpoints setup=setup region=region known=known />
            <Card title="Trust policy"><TrustPolicy space=space role=Signal::stored(role) /></Card>
        </Stack>
    }
}

/// What to know first.
fn note(
    known: bool,
    verdict: Verdict,
    words: &str,
    first: Option<&'static str>,
    account: &str,
    region: &str,
) -> Option<AnyView> {
    match (known, verdict) {
        (false, _) => {
            let said = format!(
                "Nothing is known here of the networks of {account} in {region}. Import what the AWS CLI prints to see how the connection stands."
            );
            let link = Some(("Go to Cloud".to_owned(), Route::Cloud.href()));
            Some(view! { <Note tone=Tone::Info title=Some("Unknown.".to_owned()) link=link>{said}</Note> }.into_any())
        }
        (true, Verdict::Fail) => {
            let (title, said) = (format!("{words}."), format!("This does not hold: {}.", first.unwrap_or_default()));
            Some(view! { <Note tone=Tone::Warn title=Some(title)>{said}</Note> }.into_any())
        }
        _ => None,
    }
}
