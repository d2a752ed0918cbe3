//! What is noted while a document is read: whose it is, and remarks.

use crate::domain::{account::AccountId, inventory::RegionName};
use std::collections::BTreeSet;

/// Accounts and Regions that a document names as its own, and remarks for the report.
#[derive(Debug, Default)]
pub struct Reading {
    accounts: BTreeSet<AccountId>,
    regions: BTreeSet<RegionName>,
    /// Remarks for the report, as sentences.
    pub notes: Vec<String>,
}

impl Reading {
    /// Notes the account that owns an item, twelve digits; anything else says nothing.
    pub fn owner(&mut self, account: &str) {
        self.accounts.extend(account_id(account));
    }

    /// Notes account and Region of an item's own ARN.
    pub fn arn(&mut self, arn: &str) {
        let mut parts = arn.splitn(6, ':');
        if parts.next() != Some("arn") {
            return;
        }
        let (region, account) = (parts.nth(2).unwrap_or_default(), parts.next().unwrap_or_default());
        self.region(region);
        self.owner(account);
    }

    /// Notes the Region of an item.
    pub fn region(&mut self, region: &str) {
        self.regions.extend(RegionName::parse(region));
    }

    /// Notes the Region of an Availability Zone such as `eu-west-1a`.
    pub fn zone(&mut self, zone: &str) {
        self.region(zone.trim_end_matches(|sign: char| sign.is_ascii_lowercase()));
    }

    /// Adds a remark.
    pub fn note(&mut self, sentence: impl Into<String>) {
        self.notes.push(sentence.into());
    }

    /// The one account and the one Region that were named. Several cannot be decided between, which is remarked.
    pub(super) fn whose(&mut self) -> (Option<AccountId>, Option<RegionName>) {
        let accounts: Vec<String> = self.accounts.iter().map(ToString::to_string).collect();
        let regions: Vec<String> = self.regions.iter().map(ToString::to_string).collect();
        for (what, named) in [("account", &accounts), ("Region", &regions)] {
            if named.len() > 1 {
                self.notes.push(format!(
                    "It names more than one {what} as its own: {}. Say which one ran the command.",
                    named.join(", ")
                ));
            }
        }
        (only(&self.accounts), only(&self.regions))
    }
}

fn only<T: Copy + Ord>(all: &BTreeSet<T>) -> Option<T> {
    if all.len() == 1 { all.first().copied() } else { None }
}

/// Twelve digits as an account.
pub(super) fn account_id(text: &str) -> Option<AccountId> {
    (text.len() == 12 && text.bytes().all(|sign| sign.is_ascii_digit())).then(|| text.parse().ok().map(AccountId))?
}
