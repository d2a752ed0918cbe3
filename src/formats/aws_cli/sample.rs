//! The sample account: documents as the AWS CLI prints them, written for it and read by the same reader as anybody's.

use super::{Document, Whose, recognise};
use crate::{
    domain::{
        account::AccountId,
        inventory::{Command, RegionName, Source},
        space::Region,
    },
    formats::Unreadable,
};

/// The account of the sample (`domain::sample`).
pub const ACCOUNT: AccountId = AccountId(111_122_223_333);
/// What it is called.
pub const NAME: &str = "Tidewater";
/// Its Region.
pub const REGION: Region = Region::EuWest1;

/// Its documents, each area its own.
const TEXTS: &[&str] = &[
    include_str!("sample/iam.json"),
    include_str!("sample/network.json"),
    include_str!("sample/keys.json"),
    include_str!("sample/code_commit.json"),
    include_str!("sample/pipelines.json"),
    include_str!("sample/directory.json"),
];

/// Reads all documents.
///
/// # Errors
/// None, as a test shows; a reader that refuses them says so here.
pub fn documents() -> Result<Vec<Document>, Unreadable> {
    TEXTS.iter().try_fold(Vec::new(), |mut all, text| {
        all.extend(recognise(text)?);
        Ok(all)
    })
}

/// The commands that add it, in order.
///
/// # Errors
/// As [`documents`].
pub fn commands() -> Result<Vec<Command>, Unreadable> {
    let whose = Whose { account: Some(ACCOUNT), region: Some(RegionName::from(REGION)) };
    let parts = documents()?.iter().filter_map(|document| document.part(whose)).collect();
    Ok(vec![
        Command::Import { source: Source::Sample, parts },
        Command::Name { account: ACCOUNT, name: NAME.to_owned() },
    ])
}
