//! The key of a store, and sealing and opening artifacts (PIP-1..3).

use super::{Command, DEFAULT_KEY, Event, Pipeline, SERVICE, Store, sealing, store_for, stores::Sealing};
use crate::domain::{
    Event as DomainEvent, Facts, PersonId, Record, Refusal, State,
    id::SealedId,
    key::{self, Caller, Desk, Holder, KeyId, KeySpec, Manager, SealedObject, room_for},
    sensitive::refuse_secret,
};
use std::sync::Arc;

/// Labels of the fields that refusals point at; the pages use the same.
pub mod field {
    /// The key of a store.
    pub const KEY: &str = "Encryption key";
    /// The name of an artifact.
    pub const ARTIFACT: &str = "Artifact";
}

/// Characters that `CodePipeline` takes of the pipeline's name, and of the artifact's, for the path in the bucket.
const IN_PATH: (usize, usize) = (20, 10);

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let mut desk = Desk::open(state, actor, facts)?;
    match command {
        Command::SetKey { pipeline, key } => {
            let (_, store) = of_place(&desk, &pipeline)?;
            let key = key.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty());
            if let Some(name) = &key {
                fits(&desk, name)?;
            }
            desk.push(Event::KeySet { site: desk.site, pipeline, bucket: store.bucket, key });
        }
        Command::Seal { pipeline, artifact, content } => {
            let size = content.check("PIP-1")?;
            let (pipeline, store) = of_place(&desk, &pipeline)?;
            let artifact = checked_artifact(&artifact)?;
            let own = |holder: &Holder| matches!(holder, Holder::Artifact { pipeline: of, .. } if *of == pipeline.name);
            room_for(state, &desk.site, own, "PIP-1")?;
            let role = pipeline.structure.as_ref().map_or("", |structure| structure.role.as_str());
            let caller = Caller::Role(role.rsplit('/').next().unwrap_or(role).to_owned());
            let caller = caller.resolve(state, &desk.site).map_err(|refusal| Refusal { field: None, ..refusal })?;
            let id = key_of(&mut desk, &store)?;
            let holder = Holder::Artifact {
                path: path(&pipeline.name, &artifact, desk.facts),
                pipeline: pipeline.name.clone(),
                bucket: store.bucket,
            };
            let context = holder.context(&desk.site);
            if let Ok(envelope) = desk.seal(&caller, SERVICE, &id, (&context, &content.0)) {
                let object = SealedObject {
                    id: SealedId::from_random(desk.facts.bytes()),
                    site: desk.site,
                    holder,
                    name: artifact,
                    size,
                    at: desk.facts.now,
                    by: caller.arn,
                    envelope,
                };
                desk.happen(key::Event::Sealed { object: Box::new(object) });
            }
        }
        Command::Open { object, context, caller } => {
            let object = state.sealed.get(&object).filter(|object| object.site == desk.site).cloned();
            let Some(object) = object.filter(|object| matches!(object.holder, Holder::Artifact { .. })) else {
                return Err(Refusal::new("PIP-1", "This artifact is not here any more. It may have been deleted."));
            };
            let caller = caller.resolve(state, &desk.site)?;
            // What was opened goes to the caller, not into the record.
            drop(desk.unseal(&caller, &object, &context));
        }
    }
    desk.finish(actor)
}

/// A pipeline of this place with its store here.
fn of_place(desk: &Desk<'_, '_>, name: &str) -> Result<(Arc<Pipeline>, Store), Refusal> {
    let region = desk.state.cloud_region(desk.site.account, desk.site.region.as_str());
    let Some(pipeline) = region.and_then(|region| region.pipelines.0.get(name)).cloned() else {
        return Err(Refusal::new("PIP-5", format!("This pipeline is not in {}. It may have been deleted.", desk.site)));
    };
    match store_for(&pipeline, &desk.site, None).cloned() {
        Some(store) => Ok((pipeline, store)),
        None => Err(Refusal::new(
            "PIP-1",
            format!("What is known of the pipeline “{name}” has no artifact store in {}.", desk.site.region_label()),
        )),
    }
}

/// Whether a key can seal a store: symmetric, and not another service's (PIP-2, KMS-2).
fn fits(desk: &Desk<'_, '_>, name: &str) -> Result<(), Refusal> {
    let refuse = |rule: &'static str, message: String| Err(Refusal::new(rule, message).at(field::KEY));
    let Some(key) = desk.keys.find(name) else {
        return refuse("PIP-1", format!("There is no such key in {}. Choose one of its keys.", desk.site));
    };
    if key.manager == Manager::Cloud && desk.keys.service_of(key) != Some(SERVICE) {
        let own = desk.keys.service_of(key).unwrap_or("another service");
        return refuse("KMS-2", format!("The cloud manages this key for {own}, and no other service can use it."));
    }
    if !key.is_symmetric() {
        let kind = key.spec.as_ref().map_or("a key of a kind that is not known here", KeySpec::kind);
        return refuse(
            "PIP-2",
            format!(
                "This is {kind}, and artifacts can be sealed with symmetric keys alone. Choose one with the spec SYMMETRIC_DEFAULT."
            ),
        );
    }
    Ok(())
}

/// The key of a store; the default is made with its first use.
fn key_of(desk: &mut Desk<'_, '_>, store: &Store) -> Result<KeyId, Refusal> {
    match sealing(desk.state, &desk.site, store) {
        Sealing::Default => Ok(desk.of_service(SERVICE)),
        Sealing::Known { site, key, .. } if site == desk.site => Ok(key.id.clone()),
        Sealing::Known { site, .. } | Sealing::Missing(site) | Sealing::Unread(site) if site != desk.site => {
            Err(Refusal::new(
                "PIP-1",
                format!(
                    "The key of this store is in {site}, and what is sealed here is sealed with keys of {}. Choose one of those.",
                    desk.site
                ),
            ))
        }
        _ => Err(Refusal::new(
            "PIP-1",
            format!(
                "The key of this store is not in {}. Choose one of its keys, or the default {DEFAULT_KEY}.",
                desk.site
            ),
        )),
    }
}

fn checked_artifact(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let fits = (1..=100).contains(&text.len())
        && text.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"_-".contains(&sign));
    if !fits {
        let message = "An artifact's name has 1 to 100 letters, digits, underscores and hyphens.";
        return Err(Refusal::new("PIP-1", message).at(field::ARTIFACT));
    }
    refuse_secret(text, "An artifact's name", field::ARTIFACT)?;
    Ok(text.to_owned())
}

/// Where `CodePipeline` would put it: the beginnings of both names and seven signs by chance.
fn path(pipeline: &str, artifact: &str, facts: &mut Facts<'_>) -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyzABCDEFGH";
    let drawn: [u8; 7] = facts.bytes();
    let chance: String =
        drawn.iter().filter_map(|byte| SIGNS.get(usize::from(byte & 31))).map(|sign| char::from(*sign)).collect();
    let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    format!("{}/{}/{chance}", cut(pipeline, IN_PATH.0), cut(artifact, IN_PATH.1))
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, _record: &Record, event: &Event) {
    let Event::KeySet { site, pipeline, bucket, key } = event;
    let Some(region) = state.cloud_region_mut(site.account, site.region) else { return };
    let Some(pipeline) = region.pipelines.0.get_mut(pipeline).map(Arc::make_mut) else { return };
    let stores = pipeline.structure.iter_mut().flat_map(|structure| &mut structure.stores);
    for store in stores.filter(|store| store.bucket == *bucket) {
        store.key.clone_from(key);
    }
}
