//! The page at `/spaces/:s/settings/vpc/new`: account and role, network and name, review (VPC-3).

use super::{
    fields::{NetworkFields, Picks, RoleField, with_network},
    trust::TrustPolicy,
};
use crate::{
    components::{
        Breadcrumbs, Card, Choice, Crumb, Fact, Facts, Flashes, Note, PageHead, ReviewPart, Select, Stack, Step,
        TextField, Tone, Wizard, note::Refused,
    },
    domain::{
        Permission, Refusal, SpaceId, State,
        access::refused,
        account::AccountId,
        gate::Place,
        inventory::CloudAccount,
        network::readiness::{Chosen, Question, Tally, Verdict, readiness},
        text::field,
        vpc::{self, Command, Setup},
    },
    pages::{
        form::{Faults, RefusalNote},
        network::{Checks, vpc_label},
        space::shared::{refusal_of, space_crumbs_with},
    },
    routes::Route,
    session::{Nav, Session, browser::clock},
};
use leptos::prelude::*;

const FIELDS: &[&str] = &[
    field::ACCOUNT_CONNECTION,
    field::VPC_ROLE,
    field::VPC,
    field::SUBNETS,
    field::SECURITY_GROUPS,
    field::VPC_CONNECTION_NAME,
];

/// Adding a VPC connection.
#[component]
pub fn AddVpcPage(
    /// To which space.
    #[prop(into)]
    space: Signal<SpaceId>,
) -> impl IntoView {
    let hidden = refusal_of(Permission::CreateVPCConnection, move || Place::Space(space.get()));
    let crumbs = space_crumbs_with(space, |id| Crumb::new("VPC connections", Route::Vpcs(id).href()));
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead title="Add VPC connection" />
        {move || match hidden.get() {
            Some(reason) => view! {
                <Refused title="You may not add one" reason=reason link=Some(("See the VPC connections".to_owned(), Route::Vpcs(space.get()).href())) />
            }
                .into_any(),
            None => view! { <Steps space=space.get() /> }.into_any(),
        }}
    }
}

fn accounts(state: &State, space: SpaceId) -> Vec<AccountId> {
    state.space(space).map(|space| space.connections.keys().copied().collect()).unwrap_or_default()
}

/// Whether account and role can be gone on with.
fn first_step(state: &State, space: SpaceId, picks: Picks) -> Result<(), Refusal> {
    let Some(space) = state.space(space) else { return Ok(()) };
    let account = picks.account.with_untracked(|digits| digits.parse().ok().map(AccountId));
    let Some(account) = account else {
        return Err(Refusal::new("VPC-3", "Choose an account connection.").at(field::ACCOUNT_CONNECTION));
    };
    let known = vpc::account(state, space, account)?;
    vpc::checked_role(known, &picks.role.get_untracked())?;
    vpc::region(known, space).map_err(|refusal| refusal.at(field::ACCOUNT_CONNECTION))?;
    Ok(())
}

#[component]
fn Steps(space: SpaceId) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let current = RwSignal::new(0_usize);
    let known = session.peek(|state| accounts(state, space));
    let picks = Picks::new(known.first().copied());
    let name = RwSignal::new(String::new());
    let sent = RwSignal::new(false);
    Effect::new(move |_| {
        picks.seen();
        picks.account.track();
        name.track();
        faults.clear();
    });
    let command = move || Command::Add {
        space,
        name: name.get_untracked(),
        account: picks.account.with_untracked(|digits| AccountId(digits.parse().unwrap_or_default())),
        setup: picks.setup(),
    };
    let passes = move |refusal: Option<Refusal>| match refusal {
        None => true,
        Some(refusal) => {
            faults.show(refusal);
            false
        }
    };
    let choices = Memo::new(move |_| {
        session.with(|state| {
            accounts(state, space)
                .into_iter()
                .map(|id| {
                    let label = state.cloud_account(id).map_or_else(|| id.to_string(), CloudAccount::label);
                    Choice::new(id.to_string(), label)
                })
                .collect::<Vec<_>>()
        })
    });
    let steps = vec![
        Step::new("Account and role", move || {
            view! {
                <RefusalNote refusal=faults.beside(FIELDS) />
                <Select
                    label=field::ACCOUNT_CONNECTION
                    value=picks.account
                    choices=choices
                    fault=faults.at(field::ACCOUNT_CONNECTION)
                    on_change=Callback::new(move |(_,): (String,)| picks.role.set(String::new()))
                />
                <RoleField picks=picks faults=faults />
                <Card title="Trust policy"><TrustPolicy space=space role=picks.role /></Card>
            }
        })
        .lead("The network lies in an account that is connected to the space, and is reached with one of its roles.")
        .check(move || passes(session.peek(|state| first_step(state, space, picks).err()))),
        Step::new("VPC connection details", move || {
            view! {
                <RefusalNote refusal=faults.beside(FIELDS) />
                <NetworkFields space=space picks=picks faults=faults />
                <TextField
                    label=field::VPC_CONNECTION_NAME
                    value=name
                    hint=Some("3 to 63 letters and digits, with -, _ or . between them. Unique in the space, and cannot be changed later.".to_owned())
                    fault=faults.at(field::VPC_CONNECTION_NAME)
                />
            }
        })
        .lead("The VPC lies in the Region of the space.")
        .check(move || {
            let actor = untrack(|| session.actor());
            passes(session.peek(|state| refused(state, actor, command(), clock::now())))
        }),
        Step::new("Review", move || {
            view! {
                <RefusalNote refusal=faults.any() />
                <Review space=space picks=picks name=name current=current />
            }
        }),
    ];
    let finish = Callback::new(move |()| {
        busy.set(true);
        let command = command();
        leptos::task::spawn_local(async move {
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            let record = match outcome {
                Err(refusal) => return faults.show(refusal),
                Ok(record) => record,
            };
            sent.try_set(true);
            let made = record.events.iter().find_map(|event| match event {
                crate::domain::Event::Vpc(vpc::Event::Added { connection, .. }) => Some(*connection),
                _ => None,
            });
            flashes.good("The VPC connection is added. Environments and Dev Environments can be given it.");
            if let Some(connection) = made {
                nav.go(&Route::Vpc(space, connection));
            }
        });
    });
    let unsaved = Signal::derive(move || {
        !sent.get() && (name.with(|name| !name.is_empty()) || picks.vpc.with(|vpc| !vpc.is_empty()))
    });
    if known.is_empty() {
        return view! {
            <Note tone=Tone::Warn link=Some(("See the account connections".to_owned(), Route::Accounts(space).href()))>
                "No account is connected to this space. Connect the one that the network lies in first."
            </Note>
        }
        .into_any();
    }
    view! {
        <Wizard
            label="Steps of adding a VPC connection"
            steps=steps
            current=current
            finish="Add VPC connection"
            on_finish=finish
            busy=busy
            on_cancel=Callback::new(move |()| nav.go(&Route::Vpcs(space)))
            unsaved=unsaved
        />
    }
    .into_any()
}

#[component]
fn Review(space: SpaceId, picks: Picks, name: RwSignal<String>, current: RwSignal<usize>) -> impl IntoView {
    let session = Session::here();
    let setup = picks.setup();
    let account = picks.account.with_untracked(|digits| digits.parse().ok().map(AccountId));
    let (label, lines) = session.peek(|state| {
        let region = state.space(space).map(|space| space.region.clone()).unwrap_or_default();
        with_network(state, space, account, |network| {
            let lines = readiness(&Question {
                network,
                region: &region,
                vpc: &setup.vpc,
                space_region: Some(&region),
                chosen: Some(Chosen { subnets: &setup.subnets, groups: &setup.groups }),
            });
            (vpc_label(network, &setup.vpc), lines)
        })
        .unwrap_or_default()
    });
    let verdict = Tally::of(&lines).verdict();
    let account = picks.account.get_untracked();
    let Setup { role, vpc: _, subnets, groups } = setup;
    let (subnets, groups) = (subnets.join(", "), groups.join(", "));
    view! {
        <Stack>
            {(verdict == Verdict::Fail).then(|| view! {
                <Note tone=Tone::Warn title=Some("The network is not ready.".to_owned())>
                    "The connection can be added all the same; what runs in it may not reach what it needs until the checks below pass."
                </Note>
            })}
            <ReviewPart title="Account and role" on_edit=Callback::new(move |()| current.set(0))>
                <Facts>
                    <Fact name="AWS account connection">{account}</Fact>
                    <Fact name="VPC role">{role}</Fact>
                </Facts>
            </ReviewPart>
            <ReviewPart title="VPC connection details" on_edit=Callback::new(move |()| current.set(1))>
                <Facts>
                    <Fact name="Name">{name.get_untracked()}</Fact>
                    <Fact name="VPC">{label}</Fact>
                    <Fact name="Subnets">{subnets}</Fact>
                    <Fact name="Security groups">{groups}</Fact>
                </Facts>
            </ReviewPart>
            <Card title="Readiness" flush=true><Checks lines=lines /></Card>
            <p class="muted">"Actions with a VPC connection may take longer. Lambda compute and Windows cannot have one."</p>
        </Stack>
    }
}
