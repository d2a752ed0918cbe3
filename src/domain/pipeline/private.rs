//! Reaching `CodePipeline` through a VPC endpoint, without gateway, NAT or VPN (PIP-4).

use crate::domain::key::Site;

/// One step, with the command that does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateStep {
    /// What it is for.
    pub title: String,
    /// Why, and what to look after.
    pub text: String,
    /// For the AWS CLI; names in capitals are to be replaced.
    pub command: String,
}

/// What has to be done so that everything in a VPC reaches the pipelines of a place, and the services that they need, within the
/// network of the cloud. `vpc` is the id where one is known.
pub fn private_connection(site: &Site, vpc: Option<&str>) -> Vec<PrivateStep> {
    let region = site.region;
    let vpc = vpc.unwrap_or("VPC_ID");
    let prefix = if site.partition() == "aws-cn" { "cn.com.amazonaws" } else { "com.amazonaws" };
    let step = |title: &str, text: &str, command: String| PrivateStep {
        title: title.to_owned(),
        text: text.to_owned(),
        command,
    };
    vec![
        step(
            "Let the VPC resolve private names",
            "An interface endpoint answers under the service's usual name only where the VPC has DNS support and DNS host names.",
            format!(
                "aws ec2 modify-vpc-attribute --region {region} --vpc-id {vpc} --enable-dns-support\naws ec2 modify-vpc-attribute --region {region} --vpc-id {vpc} --enable-dns-hostnames"
            ),
        ),
        step(
            "Make the endpoint for CodePipeline",
            "It puts a network interface with a private address into each subnet. Its security group has to let TCP 443 in from whoever calls. No internet gateway, NAT or VPN is needed.",
            format!(
                "aws ec2 create-vpc-endpoint --region {region} --vpc-id {vpc} --vpc-endpoint-type Interface --service-name {prefix}.{region}.codepipeline --subnet-ids SUBNET_ID --security-group-ids SECURITY_GROUP_ID --private-dns-enabled"
            ),
        ),
        step(
            "Make a gateway endpoint for the artifact bucket",
            "Artifacts lie in S3. A gateway endpoint leads there through the route tables and costs nothing.",
            format!(
                "aws ec2 create-vpc-endpoint --region {region} --vpc-id {vpc} --vpc-endpoint-type Gateway --service-name {prefix}.{region}.s3 --route-table-ids ROUTE_TABLE_ID"
            ),
        ),
        step(
            "Make the endpoint for the keys",
            "Whoever opens artifacts by themselves calls KMS as well.",
            format!(
                "aws ec2 create-vpc-endpoint --region {region} --vpc-id {vpc} --vpc-endpoint-type Interface --service-name {prefix}.{region}.kms --subnet-ids SUBNET_ID --security-group-ids SECURITY_GROUP_ID --private-dns-enabled"
            ),
        ),
        step(
            "See that it works",
            "The state has to be available; then import the answer here, and this page says that the endpoint is there.",
            format!("aws ec2 describe-vpc-endpoints --region {region} --filters Name=vpc-id,Values={vpc}"),
        ),
    ]
}
