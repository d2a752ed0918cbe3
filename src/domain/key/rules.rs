//! Making and changing keys (KMS-2, KMS-3).

use super::{
    ALIAS, ALIAS_MAX, ALIAS_OF_CLOUD, Alias, Cause, Command, DESCRIPTION_MAX, Desk, Event, Key, KeyId, KeySpec,
    KeyState, KeyUsage, Manager, ON_DEMAND_MAX, Origin, PERIOD_MAX, PERIOD_MIN, POLICY_MAX, Rotation, Site, WAIT_MAX,
    WAIT_MIN, desk::after, policy,
};
use crate::{
    domain::{
        Event as DomainEvent, Facts, Mend, PersonId, Refusal, State,
        iam::{self, Attached, Decision, Kind, Principal, Request, ResourceRule},
        inventory::Source,
        sensitive::refuse_secret,
    },
    formats::iam_policy::Attachment,
};
use std::sync::Arc;

/// Labels of the fields that refusals point at; the pages use the same.
pub mod field {
    /// Another name of a key.
    pub const ALIAS: &str = "Alias";
    /// What it is.
    pub const DESCRIPTION: &str = "Description";
    /// What it is made of.
    pub const SPEC: &str = "Key spec";
    /// What it is for.
    pub const USAGE: &str = "Key usage";
    /// Days between two rotations.
    pub const PERIOD: &str = "Rotation period in days";
    /// Days until it is deleted.
    pub const WAIT: &str = "Waiting period in days";
    /// JSON.
    pub const POLICY: &str = "Key policy";
}

/// Whether things of an account and Region can be changed here: in a sample account, signed in to it. The reason why not otherwise.
pub fn may_edit_site(state: &State, site: &Site) -> Result<(), Refusal> {
    let account = state.cloud_account(site.account);
    if account.is_none_or(|account| account.source != Source::Sample) {
        return Err(Refusal::new(
            "KMS-1",
            format!(
                "What is known of {site} was read from the AWS CLI, and only the next import changes it. Things can be made and changed in the sample account."
            ),
        ));
    }
    if Site::signed_in(state) != Some(*site) {
        return Err(Refusal::new("KMS-1", format!("The cloud side is not signed in to {site}. Sign in there first."))
            .mended_at(Mend::CloudSpaces));
    }
    Ok(())
}

/// Whether a key may be changed: the reason why not otherwise (KMS-2).
pub fn may_change(state: &State, site: &Site, key: &Key) -> Result<(), Refusal> {
    if key.manager == Manager::Cloud {
        return Err(Refusal::new(
            "KMS-2",
            "The cloud manages this key for one of its services. It rotates it every year; nobody can change, disable or delete it.",
        ));
    }
    may_edit_site(state, site)
}

/// Whether a key may be rotated (KMS-3; reference 1.3): the reason why not otherwise.
pub fn may_rotate(key: &Key) -> Result<(), Refusal> {
    if !key.is_symmetric() || key.origin != Origin::Kms {
        return Err(Refusal::new(
            "KMS-3",
            "Only a symmetric key whose material KMS made can be rotated. Make another key and point its alias there.",
        ));
    }
    if !key.state.works() {
        return Err(Refusal::new("KMS-3", "A key that is not enabled cannot be rotated. Enable it first."));
    }
    Ok(())
}

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let mut desk = Desk::open(state, actor, facts)?;
    match command {
        Command::Create { alias, description, spec, usage, rotation } => {
            create(&mut desk, (&alias, &description), spec, usage, rotation)?;
        }
        Command::Describe { key, description } => {
            let key = of_customer(&desk, &key)?;
            let description = checked_description(&description)?;
            desk.note("UpdateKeyDescription", &key.arn, &[]);
            desk.happen(Event::Described { site: desk.site, key: key.id.clone(), description });
        }
        Command::SetAlias { key, alias } => set_alias(&mut desk, &key, &alias)?,
        Command::RemoveAlias { alias } => remove_alias(&mut desk, &alias)?,
        Command::SetRotation { key, period } => set_rotation(&mut desk, &key, period)?,
        Command::Rotate { key } => {
            let key = of_customer(&desk, &key)?;
            may_rotate(&key)?;
            if key.versions.iter().filter(|version| version.cause == Cause::OnDemand).count() >= ON_DEMAND_MAX {
                let message = format!(
                    "A key can be rotated on demand {ON_DEMAND_MAX} times, and this one was. Make another key and point its alias there."
                );
                return Err(Refusal::new("KMS-3", message));
            }
            desk.rotate_now(&key);
        }
        Command::Enable { key } => {
            set_state(&mut desk, &key, &[KeyState::Disabled], ("EnableKey", KeyState::Enabled, None))?;
        }
        Command::Disable { key } => {
            set_state(&mut desk, &key, &[KeyState::Enabled], ("DisableKey", KeyState::Disabled, None))?;
        }
        Command::ScheduleDeletion { key, days } => {
            if !(WAIT_MIN..=WAIT_MAX).contains(&days) {
                let message = format!("A key waits from {WAIT_MIN} to {WAIT_MAX} days before it is deleted.");
                return Err(Refusal::new("KMS-2", message).at(field::WAIT));
            }
            let from = [KeyState::Enabled, KeyState::Disabled, KeyState::PendingImport];
            set_state(&mut desk, &key, &from, ("ScheduleKeyDeletion", KeyState::PendingDeletion, Some(days)))?;
        }
        Command::CancelDeletion { key } => {
            let to = ("CancelKeyDeletion", KeyState::Disabled, None);
            set_state(&mut desk, &key, &[KeyState::PendingDeletion], to)?;
        }
        Command::SetPolicy { key, policy } => set_policy(&mut desk, &key, policy)?,
        Command::CarryOut => {}
        Command::Discard { object } => {
            if state.sealed.get(&object).is_none_or(|found| found.site != desk.site) {
                return Err(Refusal::new("KMS-3", "This is not here any more."));
            }
            desk.happen(Event::Discarded { object });
        }
    }
    desk.finish(actor)
}

/// A key of this place that its customer may change.
fn of_customer(desk: &Desk<'_, '_>, key: &KeyId) -> Result<Arc<Key>, Refusal> {
    let Some(key) = desk.keys.keys.get(key) else {
        return Err(Refusal::new("KMS-1", format!("This key is not in {}. It may have been deleted.", desk.site)));
    };
    may_change(desk.state, &desk.site, key)?;
    Ok(Arc::clone(key))
}

fn create(
    desk: &mut Desk<'_, '_>,
    (alias, description): (&str, &str),
    spec: KeySpec,
    usage: KeyUsage,
    rotation: Option<u16>,
) -> Result<(), Refusal> {
    let name = checked_alias(alias)?;
    if desk.keys.aliases.contains_key(&name) {
        return Err(taken(desk, &name));
    }
    let description = checked_description(description)?;
    if spec.usages().is_empty() {
        return Err(Refusal::new("KMS-1", "No key can be made of this here. Choose another spec.").at(field::SPEC));
    }
    if !spec.usages().contains(&usage) {
        let message = format!("A key of the spec {} cannot be for this. Choose another usage.", spec.word());
        return Err(Refusal::new("KMS-1", message).at(field::USAGE));
    }
    let period = rotation.map(checked_period).transpose()?;
    if period.is_some() && spec != KeySpec::SymmetricDefault {
        return Err(Refusal::new("KMS-3", "Only a symmetric key can be rotated.").at(field::PERIOD));
    }
    let mut key = desk.fresh(spec, usage, Manager::Customer);
    key.description = description;
    key.rotation = key.rotation.map(|rotation| Rotation {
        period,
        next: period.map(|days| after(desk.facts.now, days)),
        ..rotation
    });
    let (id, arn) = (key.id.clone(), key.arn.clone());
    desk.note("CreateKey", &arn, &[("KeySpec", key.spec.as_ref().map_or("", KeySpec::word))]);
    desk.happen(Event::Made { site: desk.site, key: Box::new(key) });
    desk.note("CreateAlias", &arn, &[("Alias", &name)]);
    let alias = Alias { key: Some(id), created: Some(desk.facts.now) };
    desk.happen(Event::AliasSet { site: desk.site, name, alias });
    if let Some(days) = period {
        desk.note("EnableKeyRotation", &arn, &[("RotationPeriodInDays", &days.to_string())]);
    }
    Ok(())
}

fn taken(desk: &Desk<'_, '_>, name: &str) -> Refusal {
    Refusal::new("KMS-1", format!("The alias “{name}” stands for another key in {}. Choose another.", desk.site))
        .at(field::ALIAS)
}

fn set_alias(desk: &mut Desk<'_, '_>, key: &KeyId, alias: &str) -> Result<(), Refusal> {
    let key = of_customer(desk, key)?;
    let name = checked_alias(alias)?;
    let known = desk.keys.aliases.get(&name).cloned();
    if known.as_ref().is_some_and(|known| known.key.as_ref() == Some(&key.id)) {
        let message = format!("“{name}” stands for this key already. Choose another alias.");
        return Err(Refusal::new("KMS-1", message).at(field::ALIAS));
    }
    desk.note(if known.is_some() { "UpdateAlias" } else { "CreateAlias" }, &key.arn, &[("Alias", &name)]);
    let created = known.and_then(|known| known.created).or(Some(desk.facts.now));
    desk.happen(Event::AliasSet { site: desk.site, name, alias: Alias { key: Some(key.id.clone()), created } });
    Ok(())
}

fn remove_alias(desk: &mut Desk<'_, '_>, name: &str) -> Result<(), Refusal> {
    if name.starts_with(ALIAS_OF_CLOUD) {
        let message =
            "Aliases that begin with alias/aws/ belong to keys that the cloud manages. Nobody can take them away.";
        return Err(Refusal::new("KMS-2", message));
    }
    let Some(alias) = desk.keys.aliases.get(name) else {
        return Err(Refusal::new("KMS-1", "This alias is not here any more."));
    };
    let arn = alias.key.as_ref().and_then(|key| desk.keys.keys.get(key)).map(|key| key.arn.clone());
    desk.note("DeleteAlias", &arn.unwrap_or_else(|| desk.site.arn("kms", name)), &[("Alias", name)]);
    desk.happen(Event::AliasRemoved { site: desk.site, name: name.to_owned() });
    Ok(())
}

fn set_rotation(desk: &mut Desk<'_, '_>, key: &KeyId, period: Option<u16>) -> Result<(), Refusal> {
    let key = of_customer(desk, key)?;
    may_rotate(&key)?;
    let period = period.map(checked_period).transpose()?;
    let rotation =
        Rotation { period, next: period.map(|days| after(desk.facts.now, days)), ..key.rotation.unwrap_or_default() };
    match period {
        Some(days) => desk.note("EnableKeyRotation", &key.arn, &[("RotationPeriodInDays", &days.to_string())]),
        None => desk.note("DisableKeyRotation", &key.arn, &[]),
    }
    desk.happen(Event::RotationSet { site: desk.site, key: key.id.clone(), rotation });
    Ok(())
}

fn set_state(
    desk: &mut Desk<'_, '_>,
    key: &KeyId,
    from: &[KeyState],
    (operation, state, days): (&str, KeyState, Option<u16>),
) -> Result<(), Refusal> {
    let key = of_customer(desk, key)?;
    if !from.contains(&key.state) {
        let message = format!("The key is in the state “{}”, in which this cannot be done.", key.state.label());
        return Err(Refusal::new("KMS-2", message));
    }
    let waits = days.map(|days| days.to_string());
    let details: Vec<(&str, &str)> = waits.iter().map(|days| ("PendingWindowInDays", days.as_str())).collect();
    desk.note(operation, &key.arn, &details);
    let deletion = days.map(|days| after(desk.facts.now, days));
    desk.happen(Event::StateSet { site: desk.site, key: key.id.clone(), state, deletion });
    Ok(())
}

fn set_policy(desk: &mut Desk<'_, '_>, key: &KeyId, text: String) -> Result<(), Refusal> {
    let key = of_customer(desk, key)?;
    let refuse = |message: String| Err(Refusal::new("KMS-2", message).at(field::POLICY));
    if text.len() > POLICY_MAX {
        return refuse(format!("A key policy has {POLICY_MAX} bytes at most. This one has {}.", text.len()));
    }
    refuse_secret(&text, "A key policy", field::POLICY)?;
    let policy = match policy::read(&text, Attachment::Resource) {
        Ok(policy) => policy,
        Err(why) => return refuse(why),
    };
    let request = Request {
        principal: Principal::Root { account: desk.site.account.to_string() },
        action: "kms:PutKeyPolicy".to_owned(),
        resource: key.arn.clone(),
        context: iam::Context::new(),
    };
    let own = [Attached { kind: Kind::Resource, name: "the key policy", policy: &policy }];
    if iam::evaluate(&request, &own, ResourceRule::Required, None).decision != Decision::Allowed {
        return refuse(format!(
            "With this policy nobody of the account could ever change it again. Allow kms:PutKeyPolicy to arn:{}:iam::{}:root, then save.",
            desk.site.partition(),
            desk.site.account
        ));
    }
    desk.note("PutKeyPolicy", &key.arn, &[]);
    desk.happen(Event::PolicySet { site: desk.site, key: key.id.clone(), policy: text });
    Ok(())
}

/// An alias with its `alias/`.
fn checked_alias(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let name = text.strip_prefix(ALIAS).unwrap_or(text);
    let refuse = |message: &str| Err(Refusal::new("KMS-1", message).at(field::ALIAS));
    if name.is_empty() {
        return refuse("A key needs an alias, so that people know it again.");
    }
    if name == "aws" || name.starts_with("aws/") {
        return refuse("Aliases that begin with aws/ are reserved for keys that the cloud manages. Choose another.");
    }
    if !name.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"/_-".contains(&sign)) {
        return refuse(
            "An alias has letters from a to z, digits, slashes, underscores and hyphens. Take other characters out.",
        );
    }
    if name.len() + ALIAS.len() > ALIAS_MAX {
        return refuse("An alias has 256 characters at most, with alias/. Shorten it.");
    }
    refuse_secret(name, "An alias", field::ALIAS)?;
    Ok(format!("{ALIAS}{name}"))
}

fn checked_description(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let refuse = |message: String| Err(Refusal::new("KMS-1", message).at(field::DESCRIPTION));
    if text.chars().count() > DESCRIPTION_MAX {
        return refuse(format!("A description has {DESCRIPTION_MAX} characters at most. Shorten it."));
    }
    if text.chars().any(char::is_control) {
        return refuse("A description stands on one line without control characters. Take them out.".to_owned());
    }
    refuse_secret(text, "A description", field::DESCRIPTION)?;
    Ok(text.to_owned())
}

fn checked_period(days: u16) -> Result<u16, Refusal> {
    if (PERIOD_MIN..=PERIOD_MAX).contains(&days) {
        return Ok(days);
    }
    let message = format!("A key can be rotated every {PERIOD_MIN} to {PERIOD_MAX} days.");
    Err(Refusal::new("KMS-3", message).at(field::PERIOD))
}
