//! The activity log as `CloudTrail` writes its log files: `{"Records": […]}` (AUD-2; `CloudTrail` user guide, “record contents”,
//! event version 1.11).
//!
//! What this console cannot know is left out, not invented: an address on the network, a user agent of the person, a request
//! id. What the entry's link covers stands all in the record, and its place in the chain under `additionalEventData.chain`,
//! so that the file can be checked by itself (docs/log-chain.md).

use crate::domain::{
    account::AccountId,
    chain::{End, Link, Numbered},
    trail::{Entry, KMS, Key, SIGN_IN, Trail, VaultId, Witness},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What a file says that it is, beside its records.
const TRAIL: &str = "trail";

/// A log file.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct File<'a> {
    records: Vec<Record<'a>>,
    chain: Chain,
}

/// Which log it is, and where it ends: beside the records, where readers of `CloudTrail`'s files look at nothing.
#[derive(Serialize)]
struct Chain {
    log: &'static str,
    vault: String,
    count: u64,
    head: String,
    /// All entries from the first to the last are in the file.
    complete: bool,
}

/// A record, in the order in which the service writes its fields.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record<'a> {
    event_version: &'static str,
    user_identity: Identity<'a>,
    event_time: String,
    event_source: &'a str,
    event_name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    aws_region: &'a str,
    user_agent: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_message: Option<&'a str>,
    request_parameters: Option<Parameters<'a>>,
    response_elements: Option<Value>,
    additional_event_data: Map<String, Value>,
    #[serde(rename = "eventID")]
    event_id: String,
    read_only: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resources: Vec<Resource<'a>>,
    event_type: &'static str,
    management_event: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient_account_id: Option<String>,
    event_category: &'static str,
}

/// Who. The type is one that `CloudTrail` has for whom it cannot tell: this console knows an alias, not an IAM identity.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Identity<'a> {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    principal_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_id: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    user_name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Parameters<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    key_id: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    encryption_context: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Resource<'a> {
    #[serde(rename = "ARN")]
    arn: &'a str,
    #[serde(rename = "accountId", skip_serializing_if = "Option::is_none")]
    account_id: Option<&'a str>,
    r#type: &'static str,
}

/// A log file of these entries, in the order given.
pub fn file<'a>(trail: &Trail, entries: impl IntoIterator<Item = Numbered<'a, Entry>>) -> Vec<u8> {
    let mut records = Vec::new();
    let mut next = 1;
    for numbered in entries {
        next = if numbered.number == next { next.saturating_add(1) } else { 0 };
        records.push(record(&numbered));
    }
    let End { count, head } = trail.chain.end();
    let vault = trail.vault.map(|vault| vault.to_string()).unwrap_or_default();
    let complete = next == count.saturating_add(1);
    let chain = Chain { log: TRAIL, vault, count, head: head.to_string(), complete };
    pretty(&File { records, chain })
}

/// An exported log as a witness: where it ends. Nothing for a file that is none.
pub fn witness_in(bytes: &[u8]) -> Option<Witness> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Kept {
        chain: Ends,
    }
    #[derive(Deserialize)]
    struct Ends {
        log: String,
        vault: String,
        count: u64,
        head: String,
    }
    let Kept { chain } = serde_json::from_slice(bytes).ok()?;
    if chain.log != TRAIL {
        return None;
    }
    Witness::of_end(VaultId::parse(&chain.vault)?, chain.count, Link::parse(&chain.head)?)
}

/// One record by itself.
pub fn one(numbered: &Numbered<'_, Entry>) -> String {
    String::from_utf8(pretty(&record(numbered))).unwrap_or_default()
}

fn pretty(value: &impl Serialize) -> Vec<u8> {
    // Texts and numbers written to memory cannot fail.
    serde_json::to_vec_pretty(value).unwrap_or_default()
}

fn record<'a>(numbered: &Numbered<'a, Entry>) -> Record<'a> {
    let entry = numbered.entry;
    let what = &entry.what;
    let failure = what.failure.as_ref();
    let account = |account: AccountId| account.to_string();
    let mut data: Map<String, Value> =
        what.details.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect();
    let place = json!({
        "number": numbered.number,
        "at": entry.at.0,
        "before": numbered.before.to_string(),
        "link": numbered.link.to_string(),
    });
    data.insert("chain".to_owned(), place);
    Record {
        event_version: "1.11",
        user_identity: Identity {
            r#type: "Unknown",
            principal_id: entry.person.map(|person| person.to_string()),
            account_id: what.account.map(account),
            user_name: &entry.alias,
        },
        event_time: crate::domain::Timestamp(entry.at.0.div_euclid(1000).saturating_mul(1000)).to_rfc3339(),
        event_source: &what.source,
        event_name: &what.name,
        aws_region: &what.region,
        user_agent: "Spaceward",
        error_code: failure.map(|failure| failure.code.as_str()).filter(|code| !code.is_empty()),
        error_message: failure.map(|failure| failure.message.as_str()),
        request_parameters: (what.key.is_some() || !what.context.is_empty())
            .then(|| Parameters { key_id: what.key.as_ref().map(Key::name), encryption_context: &what.context }),
        response_elements: (what.source == SIGN_IN && what.name == "ConsoleLogin")
            .then(|| json!({ "ConsoleLogin": if failure.is_some() { "Failure" } else { "Success" } })),
        additional_event_data: data,
        event_id: entry.id.0.to_string(),
        read_only: what.read_only,
        resources: resources(what.key.as_ref()),
        event_type: match what.source.as_str() {
            KMS => "AwsApiCall",
            SIGN_IN => "AwsConsoleSignIn",
            _ => "AwsConsoleAction",
        },
        management_event: true,
        recipient_account_id: what.recipient.map(account),
        event_category: "Management",
    }
}

/// Keys of the cloud; the vault's own are no resources of an account.
fn resources(key: Option<&Key>) -> Vec<Resource<'_>> {
    let Some(Key::Cloud(arn)) = key else { return Vec::new() };
    let account_id = arn.split(':').nth(4).filter(|account| !account.is_empty());
    vec![Resource { arn, account_id, r#type: "AWS::KMS::Key" }]
}
