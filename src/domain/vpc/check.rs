//! What a VPC connection has to be made of (VPC-2, VPC-3, VPC-7), asked when one is added or edited and while one is chosen.

use super::{GROUPS, RoleReport, Setup, VpcConnection, role};
use crate::domain::{
    Mend, Refusal, State,
    account::AccountId,
    id::VpcConnectionId,
    inventory::{CloudAccount, CloudRegion},
    network::{
        Subnet,
        readiness::{Chosen, Line, Question, readiness},
    },
    space::Space,
    text,
    text::field,
};
use std::collections::{BTreeMap, BTreeSet};

/// The name of a connection, which no other of the space has. Letter case makes no difference.
pub(super) fn free_name(space: &Space, name: &str) -> Result<String, Refusal> {
    let name = text::vpc_connection_name(name)?;
    let folded = name.to_lowercase();
    if space.vpcs.by_id.values().any(|connection| connection.name.to_lowercase() == folded) {
        return Err(Refusal::new(
            "VPC-2",
            "A VPC connection of this space has this name already. Letter case makes no difference; choose another.",
        )
        .at(field::VPC_CONNECTION_NAME));
    }
    Ok(name)
}

/// What is known of an account that is connected to the space.
pub fn account<'a>(state: &'a State, space: &Space, account: AccountId) -> Result<&'a CloudAccount, Refusal> {
    if !space.connections.contains_key(&account) {
        return Err(Refusal::new(
            "VPC-3",
            format!("The account {account} is not connected to this space. Connect it first."),
        )
        .at(field::ACCOUNT_CONNECTION)
        .mended_at(Mend::Accounts(space.id)));
    }
    state.cloud_account(account).ok_or_else(|| {
        Refusal::new(
            "VPC-6",
            format!("Nothing is known here of the account {account}. Import what the AWS CLI prints of its roles and networks, under Cloud."),
        )
        .at(field::ACCOUNT_CONNECTION)
    })
}

/// What is known of the account in the Region of the space (VPC-7).
pub fn region<'a>(account: &'a CloudAccount, space: &Space) -> Result<&'a CloudRegion, Refusal> {
    account.region(&space.region).ok_or_else(|| {
        Refusal::new(
            "VPC-7",
            format!(
                "A VPC connection needs a VPC in the Region of the space, {}, and nothing is known of the account {} there. Import what the AWS CLI prints with --region {}.",
                space.region, account.id, space.region
            ),
        )
        .at(field::VPC)
    })
}

/// The VPC role, which has to be allowed all seven actions (VPC-3).
pub fn role(account: &CloudAccount, arn: &str) -> Result<RoleReport, Refusal> {
    let refuse = |said: String| Err(Refusal::new("VPC-3", said).at(field::VPC_ROLE));
    if arn.is_empty() {
        return refuse("Choose the role with which the service reaches the network.".to_owned());
    }
    let Some(role) = role::role_by_arn(account, arn) else {
        return refuse(
            "This role is not among those that were read of the account. Choose another, or import the roles again."
                .to_owned(),
        );
    };
    let report = role::judge(account, role);
    if report.lacks.is_empty() {
        return Ok(report);
    }
    let which = report.lacks.join(", ");
    refuse(format!(
        "{} may not do {which}, which a VPC role needs. Give it a policy that allows it, or choose another role.",
        role.name
    ))
}

/// The whole of it: gives back what is kept, the subnets in the order of their zones.
pub(super) fn setup(state: &State, space: &Space, of: AccountId, wished: &Setup) -> Result<Setup, Refusal> {
    let account = account(state, space, of)?;
    role(account, &wished.role)?;
    let network = &region(account, space)?.network;
    let refuse = |at: &'static str, said: String| Err(Refusal::new("VPC-3", said).at(at));
    if wished.vpc.is_empty() {
        return refuse(field::VPC, "Choose a VPC.".to_owned());
    }
    if network.vpc(&wished.vpc).is_none() {
        return refuse(
            field::VPC,
            format!(
                "{} is not among the VPCs that were read in {}. Choose another, or import the VPCs again.",
                wished.vpc, space.region
            ),
        );
    }
    let mut by_zone: BTreeMap<&str, &Subnet> = BTreeMap::new();
    for id in wished.subnets.iter().collect::<BTreeSet<_>>() {
        let Some(subnet) = network.subnets.get(id).filter(|subnet| subnet.vpc == wished.vpc) else {
            return refuse(
                field::SUBNETS,
                format!("{id} is not among the subnets that were read of {}. Choose others.", wished.vpc),
            );
        };
        match network.is_private(subnet) {
            None => {
                return refuse(
                    field::SUBNETS,
                    format!(
                        "Whether {id} is private is not known: its route table was not read. Import what `aws ec2 describe-route-tables` prints."
                    ),
                );
            }
            Some(false) => {
                return refuse(
                    field::SUBNETS,
                    format!(
                        "{id} is public: it leads straight to an internet gateway. Choose a private subnet in {}.",
                        subnet.zone
                    ),
                );
            }
            Some(true) => {}
        }
        if let Some(before) = by_zone.insert(&subnet.zone, subnet) {
            return refuse(
                field::SUBNETS,
                format!(
                    "{} and {id} both lie in {}. Choose one subnet for each Availability Zone.",
                    before.id, subnet.zone
                ),
            );
        }
    }
    if by_zone.is_empty() {
        return refuse(field::SUBNETS, "Choose a private subnet, one for each Availability Zone.".to_owned());
    }
    let groups: BTreeSet<&String> = wished.groups.iter().collect();
    if !(1..=GROUPS).contains(&groups.len()) {
        return refuse(
            field::SECURITY_GROUPS,
            format!("Choose one to {GROUPS} security groups. {} are chosen.", groups.len()),
        );
    }
    if let Some(foreign) = groups.iter().find(|id| {
        network.security_groups.get(id).is_none_or(|group| group.vpc.as_deref() != Some(wished.vpc.as_str()))
    }) {
        return refuse(
            field::SECURITY_GROUPS,
            format!("{foreign} is not among the security groups that were read of {}. Choose others.", wished.vpc),
        );
    }
    Ok(Setup {
        role: wished.role.clone(),
        vpc: wished.vpc.clone(),
        subnets: by_zone.into_values().map(|subnet| subnet.id.clone()).collect(),
        groups: groups.into_iter().cloned().collect(),
    })
}

/// The readiness of a connection: its network, what it has of it, and its role. Empty where nothing is known of the account in
/// the Region.
pub fn lines(state: &State, space: &Space, connection: &VpcConnection) -> Vec<Line> {
    let Some(account) = state.cloud_account(connection.account) else { return Vec::new() };
    let Some(region) = account.region(&space.region) else { return Vec::new() };
    let setup = &connection.setup;
    let mut lines = readiness(&Question {
        network: &region.network,
        region: &space.region,
        vpc: &setup.vpc,
        space_region: Some(&space.region),
        chosen: Some(Chosen { subnets: &setup.subnets, groups: &setup.groups }),
    });
    if let Some(role) = role::role_by_arn(account, &setup.role) {
        let report = role::judge(account, role);
        lines.extend([report.actions, report.trust]);
    }
    lines
}

/// The seven actions that a connection's role would lose by an edit: interfaces of runs in progress could not be cleaned up (VPC-9).
pub fn lost(state: &State, connection: &VpcConnection, role_arn: &str) -> Vec<&'static str> {
    let Some(account) = state.cloud_account(connection.account) else { return Vec::new() };
    let lacks =
        |arn: &str| role::role_by_arn(account, arn).map(|role| role::judge(account, role).lacks).unwrap_or_default();
    let before = lacks(&connection.setup.role);
    lacks(role_arn).into_iter().filter(|action| !before.contains(action)).collect()
}

/// Whether a connection may be the space's default. One that belongs to an account for chosen projects may not, since a default is
/// for all of them (ACC-7).
pub fn may_be_default(space: &Space, connection: &VpcConnection) -> Result<(), Refusal> {
    if space.tie(connection.account).projects.is_none() {
        return Ok(());
    }
    let said = format!(
        "{} belongs to the account {}, which only chosen projects may use, and a default is for all projects. Let all projects use the account first, or choose another connection.",
        connection.name, connection.account
    );
    Err(Refusal::new("ACC-7", said).mended_at(Mend::Accounts(space.id)))
}

/// The connection that a run or Dev Environment has: the one it names, else the space's default (VPC-8).
pub fn used(space: &Space, named: Option<VpcConnectionId>) -> Option<&VpcConnection> {
    match named {
        Some(id) => space.vpcs.by_id.get(&id),
        None => space.vpcs.of_the_space(),
    }
}

/// Why an action cannot run with a VPC connection; nothing where it can (VPC-7, V16).
pub fn compute(lambda: bool, windows: bool) -> Result<(), Refusal> {
    let said = match (lambda, windows) {
        (true, _) => "Actions on Lambda compute cannot have a VPC connection. Choose EC2 compute.",
        (_, true) => "Actions on Windows cannot have a VPC connection. Choose Linux.",
        _ => return Ok(()),
    };
    Err(Refusal::new("VPC-7", said))
}
