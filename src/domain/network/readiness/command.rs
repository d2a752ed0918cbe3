//! AWS CLI commands, filled in. Ids come out of files that somebody dropped, so every word is quoted where a shell would take it
//! otherwise.

use crate::domain::network::{Permission, Protocol};

/// A word as a shell takes it.
pub fn word(text: &str) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "-_./:=,@%+".contains(sign);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// `aws ec2 … --region …` with words that are already as a shell takes them.
pub fn ec2(command: &str, words: &[&str], region: &str) -> String {
    let mut all = vec!["aws ec2", command];
    all.extend(words);
    let region = word(region);
    all.extend(["--region", &region]);
    all.join(" ")
}

/// The command that reads things of a Region.
pub fn describe(command: &str, region: &str) -> String {
    ec2(command, &["--output json"], region)
}

/// Keeps the id that a command prints in a variable: `NAME=$(aws ec2 … --query … --output text)`.
pub fn keep(name: &str, command: &str, query: &str) -> String {
    format!("{name}=$({command} --query {query} --output text)")
}

/// One entry of a security group, as `--ip-permissions` takes it.
pub fn ip_permission(permission: &Permission) -> String {
    let mut parts = vec![format!("IpProtocol={}", permission.protocol.label())];
    if let (Some(ports), false) = (permission.ports, permission.protocol == Protocol::All) {
        parts.push(format!("FromPort={},ToPort={}", ports.from, ports.to));
    }
    let list = |key: &str, inner: &str, values: Vec<String>| {
        let all: Vec<String> = values.iter().map(|value| format!("{{{inner}={value}}}")).collect();
        (!all.is_empty()).then(|| format!("{key}=[{}]", all.join(",")))
    };
    let (v4, v6): (Vec<String>, Vec<String>) =
        permission.blocks.iter().map(ToString::to_string).partition(|block| !block.contains(':'));
    parts.extend(list("IpRanges", "CidrIp", v4));
    parts.extend(list("Ipv6Ranges", "CidrIpv6", v6));
    parts.extend(list("UserIdGroupPairs", "GroupId", permission.groups.clone()));
    parts.extend(list("PrefixListIds", "PrefixListId", permission.prefix_lists.clone()));
    word(&parts.join(","))
}
