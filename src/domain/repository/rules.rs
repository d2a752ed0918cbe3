//! Making repositories, pushing and pulling.

use super::{Command, DESCRIPTION_MAX, Event, KEY, NAME_MAX, Repository, SERVICE};
use crate::domain::{
    Event as DomainEvent, Facts, PersonId, Record, Refusal, State,
    iam::{self, Decision},
    id::{RepositoryId, SealedId},
    key::{self, Ask, CALLER_FIELD, Caller, Context, Desk, Holder, Key, Keys, Resolved, SealedObject, Site, room_for},
    sensitive::refuse_secret,
};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Labels of the fields that refusals point at; the pages use the same.
pub mod field {
    /// The name of a repository.
    pub const NAME: &str = "Repository name";
    /// What it is.
    pub const DESCRIPTION: &str = "Description";
    /// The path of a file.
    pub const PATH: &str = "Path";
}

/// What `CodeCommit` does with its key, so that nothing may deny it to the caller (CCM-2). `ReEncrypt` stands for policies that
/// name it so, although IAM knows only the two halves.
pub const ACTIONS: [&str; 8] = [
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:ReEncrypt",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:DescribeKey",
];

/// One action held against the caller's policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The action.
    pub action: &'static str,
    /// Which statement of which policy denies it, if one does.
    pub denied: Option<String>,
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
        Command::Create { name, description, caller } => create(&mut desk, &name, &description, &caller)?,
        Command::Delete { repository } => {
            let repository = of_place(&desk, repository)?;
            let holder = Holder::Repository(repository.id);
            for object in key::objects_of(state, &desk.site, |own| *own == holder) {
                desk.happen(key::Event::Discarded { object: object.id });
            }
            desk.push(Event::Deleted { site: desk.site, repository: repository.id });
        }
        Command::Push { repository, path, content, caller } => {
            let size = content.check("CCM-3")?;
            let path = checked_path(&path)?;
            let repository = of_place(&desk, repository)?;
            let holder = Holder::Repository(repository.id);
            room_for(state, &desk.site, |own| *own == holder, "CCM-3")?;
            let caller = caller.resolve(state, &desk.site)?;
            may(&caller, "codecommit:GitPush", &repository)?;
            let id = desk.of_service(SERVICE);
            let context = holder.context(&desk.site);
            if let Ok(envelope) = desk.seal(&caller, SERVICE, &id, (&context, &content.0)) {
                let object = SealedObject {
                    id: SealedId::from_random(desk.facts.bytes()),
                    site: desk.site,
                    holder,
                    name: path,
                    size,
                    at: desk.facts.now,
                    by: caller.arn,
                    envelope,
                };
                desk.happen(key::Event::Sealed { object: Box::new(object) });
            }
        }
        Command::Pull { object, context, caller } => {
            let object = object_of(state, &desk.site, object)?;
            let Holder::Repository(repository) = object.holder else { return Err(gone()) };
            let repository = of_place(&desk, repository)?;
            let caller = caller.resolve(state, &desk.site)?;
            may(&caller, "codecommit:GitPull", &repository)?;
            // What was opened goes to the caller (`content_of`), not into the record.
            drop(desk.unseal(&caller, &object, &context));
        }
    }
    desk.finish(actor)
}

fn create(desk: &mut Desk<'_, '_>, name: &str, description: &str, caller: &Caller) -> Result<(), Refusal> {
    let name = checked_name(name)?;
    let description = checked_description(description)?;
    let region = desk.state.cloud_region(desk.site.account, desk.site.region.as_str());
    if region.is_some_and(|region| region.repositories.0.values().any(|known| known.name == name)) {
        let message = format!("There is a repository “{name}” in {} already. Choose another name.", desk.site);
        return Err(Refusal::new("CCM-1", message).at(field::NAME));
    }
    let caller = caller.resolve(desk.state, &desk.site)?;
    let key = desk.of_service(SERVICE);
    let id = RepositoryId::from_random(desk.facts.bytes());
    let context = Holder::Repository(id).context(&desk.site);
    if let Some(key) = desk.keys.keys.get(&key)
        && let Some(check) =
            of_key(&caller, &desk.site, &desk.keys, key, &context).into_iter().find(|one| one.denied.is_some())
    {
        let message = format!(
            "{} is denied to {} on the key {KEY}, which CodeCommit needs for its repositories. {} Take the statement out of the policy, or choose another caller.",
            check.action,
            caller.arn,
            check.denied.unwrap_or_default()
        );
        return Err(Refusal::new("CCM-2", message).at(CALLER_FIELD));
    }
    let arn = desk.site.arn("codecommit", &name);
    let https = format!("https://git-codecommit.{}.amazonaws.com/v1/repos/{name}", desk.site.region);
    let key = desk.keys.keys.get(&key).map(|key| key.arn.clone());
    let repository = Repository {
        id,
        name,
        arn,
        description,
        branch: None,
        created: Some(desk.facts.now),
        modified: Some(desk.facts.now),
        clone_http: Some(https),
        key,
        listed: false,
    };
    desk.push(Event::Created { site: desk.site, repository: Box::new(repository) });
    Ok(())
}

/// What the policies of a caller say of each action on the key of a place (CCM-2). Where there is no key yet, it is one that no
/// policy can name by its id.
pub fn checks(state: &State, site: &Site, caller: &Caller) -> Result<Vec<Check>, Refusal> {
    let caller = caller.resolve(state, site)?;
    let keys = state.cloud_region(site.account, site.region.as_str()).map(|region| region.keys.clone());
    let mut keys = keys.unwrap_or_default();
    let key = if let Some(key) = keys.find(KEY) {
        key.clone()
    } else {
        let key = Key::to_come(site);
        let alias = key::Alias { key: Some(key.id.clone()), created: None };
        keys.aliases.insert(KEY.to_owned(), alias);
        keys.keys.insert(key.id.clone(), Arc::new(key.clone()));
        key
    };
    Ok(of_key(&caller, site, &keys, &key, &Context::new()))
}

fn of_key(caller: &Resolved, site: &Site, keys: &Keys, key: &Key, context: &Context) -> Vec<Check> {
    ACTIONS
        .into_iter()
        .map(|action| Check {
            action,
            denied: caller.may_use(site, keys, key, Ask { service: SERVICE, action, context }).err(),
        })
        .collect()
}

/// Whether a caller may read a repository: the reason why not otherwise (CCM-3).
pub fn may_read(state: &State, site: &Site, repository: &Repository, caller: &Caller) -> Result<(), Refusal> {
    may(&caller.resolve(state, site)?, "codecommit:GitPull", repository)
}

fn may(caller: &Resolved, action: &str, repository: &Repository) -> Result<(), Refusal> {
    match caller.says(action, &repository.arn, iam::Context::new()) {
        (Decision::Allowed, _) => Ok(()),
        (_, why) => {
            let message = format!(
                "{} may not do {action} in the repository “{}”. {why} Allow it in a policy of the caller, or choose another.",
                caller.arn, repository.name
            );
            Err(Refusal::new("CCM-3", message).at(CALLER_FIELD))
        }
    }
}

/// What a pull that worked gives to its caller. It is asked after the command, whose record has the use in the log.
pub fn content_of(state: &State, site: &Site, object: SealedId, context: &Context) -> Option<Zeroizing<Vec<u8>>> {
    let object = state.sealed.get(&object).filter(|object| object.site == *site)?;
    let region = state.cloud_region(site.account, site.region.as_str())?;
    let key = region.keys.find(&object.envelope.key)?;
    key::can_seal(&region.keys, key, object.holder.service()).ok()?;
    object.envelope.open(&key.version(object.envelope.version)?.material, context)
}

fn object_of(state: &State, site: &Site, object: SealedId) -> Result<Arc<SealedObject>, Refusal> {
    state.sealed.get(&object).filter(|object| object.site == *site).cloned().ok_or_else(gone)
}

fn gone() -> Refusal {
    Refusal::new("CCM-3", "This is not here any more. It may have been deleted.")
}

fn of_place(desk: &Desk<'_, '_>, repository: RepositoryId) -> Result<Arc<Repository>, Refusal> {
    let region = desk.state.cloud_region(desk.site.account, desk.site.region.as_str());
    region.and_then(|region| region.repositories.0.get(&repository)).cloned().ok_or_else(|| {
        Refusal::new("CCM-1", format!("This repository is not in {}. It may have been deleted.", desk.site))
    })
}

fn checked_name(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let refuse = |message: &str| Err(Refusal::new("CCM-1", message).at(field::NAME));
    if text.is_empty() {
        return refuse("A repository needs a name.");
    }
    if !text.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"._-".contains(&sign)) {
        return refuse(
            "A repository's name has letters from a to z, digits, dots, underscores and hyphens. Take other characters out.",
        );
    }
    if text.len() > NAME_MAX {
        return refuse("A repository's name has 100 characters at most. Shorten it.");
    }
    if text.to_ascii_lowercase().ends_with(".git") {
        return refuse("A repository's name cannot end in .git. Leave that away.");
    }
    refuse_secret(text, "A repository's name", field::NAME)?;
    Ok(text.to_owned())
}

fn checked_description(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().count() > DESCRIPTION_MAX {
        let message = format!("A description has {DESCRIPTION_MAX} characters at most. Shorten it.");
        return Err(Refusal::new("CCM-1", message).at(field::DESCRIPTION));
    }
    refuse_secret(text, "A description", field::DESCRIPTION)?;
    Ok(text.to_owned())
}

fn checked_path(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let refuse = |message: &str| Err(Refusal::new("CCM-3", message).at(field::PATH));
    if text.is_empty() || text.ends_with('/') {
        return refuse("A file needs a path in the repository, such as docs/plan.md.");
    }
    if text.chars().count() > key::NAME_MAX {
        return refuse("A path has 200 characters at most here. Shorten it.");
    }
    if text.starts_with('/') || text.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
        return refuse("A path leads from the top of the repository, without empty parts and without . or .. in it.");
    }
    if text.chars().any(char::is_control) {
        return refuse("A path has no control characters. Take them out.");
    }
    refuse_secret(text, "A path", field::PATH)?;
    Ok(text.to_owned())
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, _record: &Record, event: &Event) {
    let (Event::Created { site, .. } | Event::Deleted { site, .. }) = event;
    let Some(region) = state.cloud_region_mut(site.account, site.region) else { return };
    match event {
        Event::Created { repository, .. } => {
            region.repositories.0.insert(repository.id, Arc::new(repository.as_ref().clone()));
        }
        Event::Deleted { repository, .. } => {
            region.repositories.0.remove(repository);
        }
    }
}
