//! `PrivateLink` endpoints, through which a network reaches the service without the internet (VPC-11).

use super::Setup;
use crate::domain::network::{
    Network, VpcEndpoint,
    readiness::{ec2, word},
};

/// One of the services that can have an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// What it is for.
    pub label: &'static str,
    /// Its name for the Region.
    pub name: String,
}

/// The services of a Region (reference 6.10).
pub fn services(region: &str) -> [Service; 3] {
    [
        Service { label: "Source", name: format!("com.amazonaws.{region}.codecatalyst.git") },
        Service { label: "API", name: "aws.api.global.codecatalyst".to_owned() },
        Service { label: "Packages", name: format!("com.amazonaws.{region}.codecatalyst.packages") },
    ]
}

/// The command that makes an endpoint in the subnets and groups of a connection, with private DNS names.
pub fn make(service: &str, setup: &Setup, region: &str) -> String {
    let (vpc, service) = (word(&setup.vpc), word(service));
    let mut words = vec!["--vpc-endpoint-type", "Interface", "--vpc-id", &vpc, "--service-name", &service];
    let (subnets, groups): (Vec<String>, Vec<String>) =
        (setup.subnets.iter().map(|id| word(id)).collect(), setup.groups.iter().map(|id| word(id)).collect());
    words.push("--subnet-ids");
    words.extend(subnets.iter().map(String::as_str));
    words.push("--security-group-ids");
    words.extend(groups.iter().map(String::as_str));
    words.extend(["--ip-address-type", "ipv4", "--private-dns-enabled"]);
    ec2("create-vpc-endpoint", &words, region)
}

/// How it stands with the endpoint of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Endpoints were not read.
    Unread,
    /// There is none.
    Missing,
    /// It is there, in this state; whatever keeps it from being of use, in words.
    There {
        /// Its id.
        id: String,
        /// Its state.
        state: String,
        /// What is missing; the commands that mend it, where there is one.
        faults: Vec<(String, Option<String>)>,
    },
}

/// Looks for the endpoint of a service.
pub fn standing(network: &Network, setup: &Setup, service: &str, region: &str) -> Standing {
    let fits = |endpoint: &&VpcEndpoint| {
        endpoint.vpc == setup.vpc
            && endpoint.service == service
            && !matches!(endpoint.state.as_str(), "deleting" | "deleted")
    };
    let Some(found) = network.endpoints.read().find(fits) else {
        return if network.endpoints.is_whole() { Standing::Missing } else { Standing::Unread };
    };
    let id = word(&found.id);
    let mut faults = Vec::new();
    if found.state != "available" {
        faults.push((format!("It is {}.", found.state), None));
    }
    if !found.private_dns {
        let command = ec2("modify-vpc-endpoint", &["--vpc-endpoint-id", &id, "--private-dns-enabled"], region);
        faults
            .push(("Private DNS names are off, so that the usual name does not lead to it.".to_owned(), Some(command)));
    }
    let lacking: Vec<String> =
        setup.subnets.iter().filter(|subnet| !found.subnets.contains(subnet)).map(|subnet| word(subnet)).collect();
    if !lacking.is_empty() {
        let mut words = vec!["--vpc-endpoint-id", &id, "--add-subnet-ids"];
        words.extend(lacking.iter().map(String::as_str));
        let command = ec2("modify-vpc-endpoint", &words, region);
        faults.push((format!("It is not in {}.", lacking.join(", ")), Some(command)));
    }
    Standing::There { id: found.id.clone(), state: found.state.clone(), faults }
}
