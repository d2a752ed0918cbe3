//! Making and reading organizations (ORG-1).

use super::{Account, Command, Event, Features, Organization, Part, Status};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Record, Refusal, State, account::AccountId, gate, id::PersonId,
    inventory::Source, text, text::field,
};
use std::{collections::BTreeMap, sync::Arc};

type Events = Result<Vec<DomainEvent>, Refusal>;

/// How many accounts an organization is taken in with; a hundred times what one has by default, against a file that was
/// never printed by the service.
const ACCOUNTS_TAKEN_IN: usize = 10_000;
/// Letters of an id behind `o-`.
const ID_SIGNS: usize = 10;

/// Decides.
pub fn decide(state: &State, actor: Option<PersonId>, command: Command, facts: &mut Facts<'_>) -> Events {
    gate::person(state, actor)?;
    let account = editable(state)?;
    match command {
        Command::Create => create(state, account, facts),
        Command::AddAccount { account: added, name, email } => {
            let mut organization = own(state, account)?.clone();
            let id = text::account(&added)?;
            if let Some(other) = state.organization_with(id) {
                return Err(refuse(format!(
                    "The account {id} belongs to the organization {} already. An account belongs to one organization at a time.",
                    other.id
                ))
                .at(field::ACCOUNT));
            }
            let name = text::cloud_name(&name, field::ACCOUNT_NAME)?;
            let email = text::email(&email, field::EMAIL)?;
            let status = Status::Active;
            organization
                .accounts
                .insert(id, Account { id, name, email, status, joined: Some(facts.now), invited: false });
            Ok(vec![Event::Known { organization }.into()])
        }
        Command::RemoveAccount { account: removed } => {
            let mut organization = own(state, account)?.clone();
            if removed == organization.management {
                return Err(refuse(
                    "The management account cannot leave its organization. Delete the organization instead, once its other accounts are gone.",
                ));
            }
            if organization.accounts.remove(&removed).is_none() {
                return Err(refuse("This account is not in the organization, so there is nothing to remove."));
            }
            Ok(vec![Event::Known { organization }.into()])
        }
        Command::Delete => {
            let organization = own(state, account)?;
            if organization.accounts.keys().any(|id| *id != account) {
                return Err(refuse("The organization still has other accounts. Remove them first, then delete it."));
            }
            Ok(vec![Event::Gone { management: account }.into()])
        }
    }
}

fn refuse(message: impl Into<String>) -> Refusal {
    Refusal::new("ORG-1", message)
}

/// The account that the cloud side is signed in to, if what it has can be changed here: only a sample account's can.
pub fn editable(state: &State) -> Result<AccountId, Refusal> {
    let Some(session) = state.cloud else {
        return Err(refuse("Nobody is signed in on the cloud side. Sign in to the account there first.")
            .mended_at(Mend::CloudSpaces));
    };
    match state.cloud_account(session.account).map(|account| account.source) {
        Some(Source::Sample) => Ok(session.account),
        Some(Source::Imported) => Err(refuse(
            "What this account has was read from the AWS CLI and is changed in AWS alone. Change it there, then import again.",
        )),
        None => Err(refuse(
            "Nothing is known of this account here. Import what the AWS CLI prints of it, or sign in to the sample account.",
        )),
    }
}

fn own(state: &State, account: AccountId) -> Result<&Organization, Refusal> {
    state.organization_of(account).ok_or_else(|| {
        refuse("This account manages no organization. Create one first, or sign in to its management account.")
    })
}

fn create(state: &State, account: AccountId, facts: &mut Facts<'_>) -> Events {
    if let Some(known) = state.organization_with(account) {
        return Err(refuse(format!(
            "This account belongs to the organization {} already. An account belongs to one organization at a time.",
            known.id
        )));
    }
    let signs = b"abcdefghijklmnopqrstuvwxyz012345";
    let random: [u8; ID_SIGNS] = facts.bytes();
    let id = random.iter().filter_map(|byte| signs.get(usize::from(byte % 32))).map(|sign| char::from(*sign));
    let id = core::iter::once("o-".to_owned()).chain(id.map(String::from)).collect();
    let name = state.cloud_account(account).and_then(|known| known.name.clone());
    let own = Account {
        id: account,
        name: name.unwrap_or_else(|| "Management account".to_owned()),
        email: String::new(),
        status: Status::Active,
        joined: Some(facts.now),
        invited: true,
    };
    let organization = Organization {
        id,
        management: account,
        features: Some(Features::All),
        accounts: BTreeMap::from([(account, own)]),
    };
    Ok(vec![Event::Known { organization }.into()])
}

/// What a document of the AWS CLI changes; nothing if all of it is known.
pub(in crate::domain) fn take_in(state: &State, part: &Part) -> Events {
    let (Part::Described { id, management, .. } | Part::Accounts { id, management, .. }) = part;
    text::imported_name(id, "an organization")?;
    let known = state.organization_of(*management).filter(|known| known.id == *id);
    let mut organization = known.cloned().unwrap_or_else(|| Organization {
        id: id.clone(),
        management: *management,
        features: None,
        accounts: BTreeMap::new(),
    });
    match part {
        Part::Described { features, .. } => organization.features = features.or(organization.features),
        Part::Accounts { accounts, whole, .. } => {
            if accounts.len() > ACCOUNTS_TAKEN_IN {
                return Err(refuse(format!(
                    "The file holds more than {ACCOUNTS_TAKEN_IN} accounts of one organization. Nothing was taken in."
                ))
                .at(field::FILE));
            }
            for account in accounts {
                text::imported_text(&account.name, "an account", text::IMPORTED_NAME_MAX)?;
                text::imported_text(&account.email, "the address of an account", text::IMPORTED_TEXT_MAX)?;
            }
            if *whole {
                organization.accounts.clear();
            }
            organization.accounts.extend(accounts.iter().map(|account| (account.id, account.clone())));
        }
    }
    if known == Some(&organization) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Known { organization }.into()])
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, _record: &Record, event: &Event) {
    match event {
        Event::Known { organization } => {
            state.organizations.insert(organization.management, Arc::new(organization.clone()));
        }
        Event::Gone { management } => {
            state.organizations.remove(management);
        }
    }
}
