//! Which services have an endpoint with FIPS 140 validated cryptography in which Region (DPR-6).
//!
//! Source: the tables of endpoints in the AWS General Reference, one a service.

/// A service that a space works with, and its FIPS endpoint in a Region, if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The service's name.
    pub service: &'static str,
    /// The host to use; none where the Region has no such endpoint.
    pub host: Option<String>,
}

const NORTH_AMERICA: [&str; 5] = ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1"];
const GOVERNMENT: [&str; 2] = ["us-gov-east-1", "us-gov-west-1"];

/// The endpoints of the services around a space, in the Region it lies in.
pub fn endpoints(region: &str) -> Vec<Endpoint> {
    let everywhere = super::replica::Partition::of(region).is_some_and(|part| part != super::replica::Partition::China);
    let american = NORTH_AMERICA.contains(&region) || GOVERNMENT.contains(&region);
    // CodePipeline has none in the eastern of the two Regions for the government.
    let pipelines = american && region != "us-gov-east-1";
    [
        ("CodeCommit", "codecommit", american),
        ("CodePipeline", "codepipeline", pipelines),
        ("S3", "s3", american),
        ("KMS", "kms", everywhere),
    ]
    .into_iter()
    .map(|(service, name, there)| Endpoint {
        service,
        host: there.then(|| format!("{name}-fips.{region}.amazonaws.com")),
    })
    .collect()
}
