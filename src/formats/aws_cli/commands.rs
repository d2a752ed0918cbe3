//! The commands that print what can be imported, all of them read-only, by what they are for.

use crate::domain::inventory::RegionName;

/// What commands are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// In a few words.
    pub what: &'static str,
    /// The commands, for a POSIX shell.
    pub commands: Vec<String>,
}

/// Commands of a Region, with the name of the file that each is written to.
type Plain = [(&'static str, &'static str)];

const NETWORK: &Plain = &[
    ("ec2 describe-vpcs", "vpcs"),
    ("ec2 describe-subnets", "subnets"),
    ("ec2 describe-route-tables", "route-tables"),
    ("ec2 describe-internet-gateways", "internet-gateways"),
    ("ec2 describe-nat-gateways", "nat-gateways"),
    ("ec2 describe-security-groups", "security-groups"),
    ("ec2 describe-network-acls", "network-acls"),
    ("ec2 describe-vpc-endpoints", "vpc-endpoints"),
    ("ec2 describe-availability-zones", "availability-zones"),
];
const ORGANIZATION: &Plain = &[
    ("organizations describe-organization", "organization"),
    ("organizations list-accounts", "accounts"),
    ("sso-admin list-instances", "instances"),
];

/// All commands. `region` stands in them, or the word REGION to be filled in.
pub fn checks(region: Option<RegionName>) -> Vec<Check> {
    let region = region.map_or_else(|| "REGION".to_owned(), |region| region.to_string());
    let of_region = |command: &str, file: &str| format!("aws {command} --region {region} --output json > {file}.json");
    let all = |plain: &Plain| plain.iter().map(|(command, file)| of_region(command, file)).collect();
    // One command for each item of a list: its documents lie behind one another in one file.
    let each = |list: &str, query: &str, command: &str, option: &str, file: &str| {
        format!(
            "for item in $(aws {list} --region {region} --query '{query}' --output text); do aws {command} {option} \"$item\" --region {region} --output json; done > {file}.json"
        )
    };
    vec![
        Check {
            what: "Whose files they are",
            commands: vec!["aws sts get-caller-identity --output json > caller.json".to_owned()],
        },
        Check {
            what: "Roles, policies, users and groups",
            commands: vec!["aws iam get-account-authorization-details --output json > iam.json".to_owned()],
        },
        Check { what: "Networks and whether they are ready for a VPC connection", commands: all(NETWORK) },
        Check {
            what: "Keys, aliases, rotation and key policies",
            commands: vec![
                of_region("kms list-keys", "keys"),
                of_region("kms list-aliases", "aliases"),
                each("kms list-keys", "Keys[].KeyId", "kms describe-key", "--key-id", "key-details"),
                each("kms list-keys", "Keys[].KeyId", "kms get-key-rotation-status", "--key-id", "key-rotation"),
            ],
        },
        Check {
            what: "CodeCommit repositories",
            commands: vec![
                of_region("codecommit list-repositories", "repositories"),
                each(
                    "codecommit list-repositories",
                    "repositories[].repositoryName",
                    "codecommit get-repository",
                    "--repository-name",
                    "repository-details",
                ),
            ],
        },
        Check {
            what: "Pipelines with their stores and keys",
            commands: vec![each(
                "codepipeline list-pipelines",
                "pipelines[].name",
                "codepipeline get-pipeline",
                "--name",
                "pipelines",
            )],
        },
        Check {
            what: "Organization, identity store, users and groups",
            commands: all(ORGANIZATION)
                .into_iter()
                .chain(["list-users", "list-groups"].map(|command| {
                    format!(
                        "aws identitystore {command} --identity-store-id STORE --region {region} --output json > {command}.json"
                    )
                }))
                .collect::<Vec<String>>(),
        },
    ]
}
