//! What is chosen of an account for a VPC connection: role, VPC, a private subnet for each zone, security groups (VPC-3).

use crate::{
    components::{
        Checkbox, Choice, RadioGroup, Select,
        icon::{Icon, IconView},
    },
    domain::{
        SpaceId, State,
        account::AccountId,
        inventory::CloudAccount,
        network::Network,
        text::field,
        vpc::{self, Setup, role},
    },
    pages::{form::Faults, network::vpc_label},
    session::Session,
};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What was chosen so far.
#[derive(Clone, Copy)]
pub struct Picks {
    /// Twelve digits.
    pub account: RwSignal<String>,
    /// The role's ARN.
    pub role: RwSignal<String>,
    /// The VPC.
    pub vpc: RwSignal<String>,
    /// The subnet of each zone.
    pub subnets: RwSignal<BTreeMap<String, String>>,
    /// The security groups.
    pub groups: RwSignal<BTreeSet<String>>,
}

impl Picks {
    /// Nothing yet.
    pub fn new(account: Option<AccountId>) -> Self {
        Self {
            account: RwSignal::new(account.map(|id| id.to_string()).unwrap_or_default()),
            role: RwSignal::new(String::new()),
            vpc: RwSignal::new(String::new()),
            subnets: RwSignal::new(BTreeMap::new()),
            groups: RwSignal::new(BTreeSet::new()),
        }
    }

    /// What a connection has.
    pub fn of(account: AccountId, setup: &Setup, network: Option<&Network>) -> Self {
        let picks = Self::new(Some(account));
        picks.role.set(setup.role.clone());
        picks.vpc.set(setup.vpc.clone());
        let zone = |id: &String| network.and_then(|network| network.subnets.get(id)).map(|subnet| subnet.zone.clone());
        picks.subnets.set(setup.subnets.iter().filter_map(|id| Some((zone(id)?, id.clone()))).collect());
        picks.groups.set(setup.groups.iter().cloned().collect());
        picks
    }

    /// The account, tracked.
    pub fn account(self) -> Option<AccountId> {
        self.account.with(|digits| digits.parse().ok().map(AccountId))
    }

    /// As the commands take it, without being tracked.
    pub fn setup(self) -> Setup {
        Setup {
            role: self.role.get_untracked(),
            vpc: self.vpc.get_untracked(),
            subnets: self.subnets.with_untracked(|all| all.values().filter(|id| !id.is_empty()).cloned().collect()),
            groups: self.groups.with_untracked(|all| all.iter().cloned().collect()),
        }
    }

    /// The same, tracked.
    pub fn seen(self) -> Setup {
        self.role.track();
        self.vpc.track();
        self.subnets.track();
        self.groups.track();
        self.setup()
    }
}

/// Reads the network of the picked account in the Region of the space.
pub fn with_network<T>(
    state: &State,
    space: SpaceId,
    account: Option<AccountId>,
    read: impl FnOnce(&Network) -> T,
) -> Option<T> {
    let space = state.space(space)?;
    state.cloud_region(account?, &space.region).map(|region| read(&region.network))
}

/// The roles of the account that could be meant, with why one cannot.
fn roles(account: &CloudAccount) -> Vec<Choice> {
    // A role that does not trust the service is no role for it.
    let meant = account
        .iam
        .roles
        .values()
        .filter(|role| role.trust.as_ref().is_none_or(|trust| trust.contains("codecatalyst")));
    meant
        .map(|one| {
            let report = role::judge(account, one);
            let reason = (!report.lacks.is_empty()).then(|| format!("Its policies lack {}.", report.lacks.join(", ")));
            let choice = Choice::new(one.arn.clone(), one.name.clone());
            let choice = match report.actions.verdict {
                crate::domain::network::readiness::Verdict::Unknown => choice.description(
                    "Not all its policies were read, so it cannot be said whether it may do all seven actions.",
                ),
                _ => choice.description(one.arn.clone()),
            };
            choice.disabled(reason)
        })
        .collect()
}

/// The role.
#[component]
pub fn RoleField(
    /// What was chosen.
    picks: Picks,
    /// Refusals.
    faults: Faults,
) -> impl IntoView {
    let session = Session::here();
    let choices = Memo::new(move |_| {
        let account = picks.account();
        session.with(|state| account.and_then(|id| state.cloud_account(id)).map(roles).unwrap_or_default())
    });
    view! {
        <RadioGroup
            label=field::VPC_ROLE
            value=picks.role
            choices=choices
            hint=Signal::derive(move || {
                let none = choices.with(Vec::is_empty) && picks.account.with(|account| !account.is_empty());
                Some(if none {
                    "No role of this account that trusts the service is known here. Import what `aws iam get-account-authorization-details` prints, under Cloud.".to_owned()
                } else {
                    "The service reads the network and makes its interfaces with this role.".to_owned()
                })
            })
            fault=faults.at(field::VPC_ROLE)
        />
    }
}

/// The network.
#[component]
pub fn NetworkFields(
    /// In which space.
    space: SpaceId,
    /// What was chosen.
    picks: Picks,
    /// Refusals.
    faults: Faults,
) -> impl IntoView {
    let session = Session::here();
    let vpcs = Memo::new(move |_| {
        let account = picks.account();
        let mut all = vec![Choice::new("", "Choose a VPC")];
        let known = session.with(|state| {
            with_network(state, space, account, |network| {
                network
                    .vpcs
                    .read()
                    .map(|vpc| Choice::new(vpc.id.clone(), vpc_label(network, &vpc.id)))
                    .collect::<Vec<_>>()
            })
        });
        all.extend(known.unwrap_or_default());
        all
    });
    let zones = Memo::new(move |_| {
        let (account, vpc) = (picks.account(), picks.vpc.get());
        session.with(|state| with_network(state, space, account, |network| zones(network, &vpc))).unwrap_or_default()
    });
    let groups = Memo::new(move |_| {
        let (account, vpc) = (picks.account(), picks.vpc.get());
        let of = |network: &Network| {
            network.groups_of(&vpc).into_iter().map(|group| (group.id.clone(), group.name.clone())).collect::<Vec<_>>()
        };
        session.with(|state| with_network(state, space, account, of)).unwrap_or_default()
    });
    let group_fault = faults.at(field::SECURITY_GROUPS);
    let subnet_fault = faults.at(field::SUBNETS);
    view! {
        <Select
            label=field::VPC
            value=picks.vpc
            choices=vpcs
            fault=faults.at(field::VPC)
            on_change=Callback::new(move |(_,): (String,)| {
                // What was chosen of another network does not fit.
                picks.subnets.set(BTreeMap::new());
                picks.groups.set(BTreeSet::new());
            })
        />
        <fieldset class="field picks">
            <legend>{field::SUBNETS}</legend>
            <p class="hint">"Private subnets, one for each Availability Zone. Public ones cannot be chosen."</p>
            {move || {
                zones
                    .get()
                    .into_iter()
                    .map(|zone| {
                        let Zone { name, choices } = zone;
                        let chosen = picks.subnets.with_untracked(|all| all.get(&name).cloned().unwrap_or_default());
                        let of = name.clone();
                        view! {
                            <Select
                                label=format!("Subnet in {name}")
                                value=RwSignal::new(chosen)
                                choices=Signal::stored(choices)
                                on_change=Callback::new(move |(id,): (String,)| {
                                    picks.subnets.update(|all| drop(all.insert(of.clone(), id)));
                                })
                            />
                        }
                    })
                    .collect_view()
            }}
            {move || subnet_fault.get().map(fault)}
        </fieldset>
        <fieldset class="field picks">
            <legend>{field::SECURITY_GROUPS}</legend>
            <p class="hint">{format!("One to {} of them.", vpc::GROUPS)}</p>
            {move || {
                groups
                    .get()
                    .into_iter()
                    .map(|(id, name)| {
                        let chosen = picks.groups.with_untracked(|all| all.contains(&id));
                        let of = id.clone();
                        view! {
                            <Checkbox
                                label=format!("{name} ({id})")
                                value=RwSignal::new(chosen)
                                on_change=Callback::new(move |(on,): (bool,)| {
                                    picks.groups.update(|all| { if on { all.insert(of.clone()); } else { all.remove(&of); } });
                                })
                            />
                        }
                    })
                    .collect_view()
            }}
            {move || group_fault.get().map(fault)}
        </fieldset>
    }
}

fn fault(said: String) -> impl IntoView {
    view! { <p class="fault" role="alert"><IconView icon=Icon::Fault /><span>{said}</span></p> }
}

/// A zone with what can be chosen in it.
#[derive(Clone, Debug, PartialEq)]
struct Zone {
    name: String,
    choices: Vec<Choice>,
}

fn zones(network: &Network, vpc: &str) -> Vec<Zone> {
    let mut by_zone: BTreeMap<&str, Vec<Choice>> = BTreeMap::new();
    for subnet in network.subnets_of(vpc) {
        let block = subnet.block.map_or_else(String::new, |block| format!(", {block}"));
        let name = subnet.name.as_ref().map_or_else(String::new, |name| format!("{name}, "));
        let (words, reason) = match network.is_private(subnet) {
            Some(true) => ("", None),
            Some(false) => (" (public)", Some("It is public.".to_owned())),
            None => (" (its route table was not read)", Some("Its route table was not read.".to_owned())),
        };
        let choice = Choice::new(subnet.id.clone(), format!("{name}{}{block}{words}", subnet.id)).disabled(reason);
        by_zone.entry(&subnet.zone).or_insert_with(|| vec![Choice::new("", "None")]).push(choice);
    }
    by_zone.into_iter().map(|(name, choices)| Zone { name: name.to_owned(), choices }).collect()
}
