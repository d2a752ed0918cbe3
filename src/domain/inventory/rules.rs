//! Taking an import in, whole or not at all; naming and forgetting accounts.

use super::{CloudAccount, Command, Event, Part, RegionPart, Source, part::Joined};
use crate::domain::{
    Event as DomainEvent, Facts, PersonId, Record, Refusal, State, account::AccountId, gate, identity_center, key, text,
};
use std::{collections::BTreeSet, sync::Arc};

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    gate::person(state, actor)?;
    match command {
        Command::Import { source, parts } => import(state, actor, source, parts, facts),
        Command::Name { account, name } => {
            known(state, account)?;
            let name = text::account_name(&name)?;
            Ok(vec![Event::Named { account, name: Some(name).filter(|name| !name.is_empty()) }.into()])
        }
        Command::Forget { account } => {
            let regions = known(state, account)?.regions.keys().copied().collect();
            let mut events = identity_center::forget(state, account, actor, facts)?;
            // What its keys sealed goes with them.
            let sealed = state.sealed.values().filter(|object| object.site.account == account);
            events.extend(sealed.map(|object| key::Event::Discarded { object: object.id }.into()));
            events.push(Event::Forgotten { account, regions }.into());
            Ok(events)
        }
    }
}

/// The account, if something is known of it.
fn known(state: &State, account: AccountId) -> Result<&CloudAccount, Refusal> {
    state.cloud_account(account).ok_or_else(|| {
        Refusal::new("VPC-6", format!("Nothing is known of the account {account} here. Import it first, under Cloud."))
    })
}

fn import(
    state: &State,
    actor: Option<PersonId>,
    source: Source,
    parts: Vec<Part>,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    if parts.is_empty() {
        return Err(Refusal::new("VPC-6", "There is nothing in these files to take. Choose others."));
    }
    let store = |part: &Part| Some(state.store(part.store()?)?.instance.account);
    let accounts: BTreeSet<AccountId> =
        parts.iter().filter_map(|part| part.account().or_else(|| store(part))).collect();
    let mut events: Vec<DomainEvent> = Vec::new();
    for account in accounts {
        match state.cloud_account(account).map(|known| known.source) {
            None => events.push(Event::Added { account, source }.into()),
            Some(same) if same == source => {}
            Some(Source::Sample) => {
                return Err(Refusal::new(
                    "VPC-6",
                    format!(
                        "{account} is the sample account here. Nothing was imported: remove the sample account first, or leave the files of {account} away."
                    ),
                ));
            }
            Some(Source::Imported) => {
                return Err(Refusal::new(
                    "VPC-6",
                    format!("What is known of {account} was imported. Forget that account first, then add the sample."),
                ));
            }
        }
    }
    let joined = Joined::of(parts).map_err(|contradiction| Refusal::new("VPC-6", contradiction.0))?;
    events.extend(joined.iam.into_iter().map(|(account, part)| Event::IamRead { account, part }.into()));
    let regions = joined.regions.into_iter();
    events.extend(regions.map(|((account, region, _), part)| Event::RegionRead { account, region, part }.into()));
    events.extend(identity_center::take_in_all(state, actor, &joined.organizations, joined.identity_centers, facts)?);
    if events.is_empty() {
        return Err(Refusal::new("VPC-6", "Everything in these files is known here already. Nothing has changed."));
    }
    Ok(events)
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    match event {
        Event::Added { account, source } => {
            state
                .inventory
                .entry(*account)
                .or_insert_with(|| Arc::new(CloudAccount::new(*account, *source, record.at)));
        }
        Event::Forgotten { account, .. } => {
            state.inventory.remove(account);
        }
        Event::Named { account, name } => {
            if let Some(known) = state.inventory.get_mut(account) {
                Arc::make_mut(known).name.clone_from(name);
            }
        }
        Event::IamRead { account, part } => {
            if let Some(known) = state.inventory.get_mut(account).map(Arc::make_mut) {
                known.iam.merge(part);
                known.read = record.at;
            }
        }
        Event::RegionRead { account, region, part } => {
            if let Some(known) = state.cloud_region_mut(*account, *region) {
                known.read = record.at;
                match part {
                    RegionPart::Network(part) => known.network.merge(part),
                    RegionPart::Keys(part) => known.keys.merge(part),
                    RegionPart::Repositories(part) => known.repositories.merge(part),
                    RegionPart::Pipelines(part) => known.pipelines.merge(part),
                }
            }
        }
    }
}
