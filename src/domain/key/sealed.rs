//! What keys of an account sealed, and this console keeps: files of repositories and artifacts of pipelines. Each is a segment of
//! its own, so that sealing one writes no other.

use super::{Context, Envelope, KeyId, Site};
use crate::domain::{
    Refusal, State, Timestamp,
    id::{RepositoryId, SealedId},
};
use core::fmt;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Most bytes of what is sealed at once: the browser has room for a few megabytes in all.
pub const CONTENT_MAX: usize = 32 * 1024;
/// Most things that one repository or pipeline keeps here.
pub const OBJECTS_MAX: usize = 50;
/// Most characters of a name or path.
pub const NAME_MAX: usize = 200;

/// Labels of the fields that refusals point at.
pub mod field {
    /// What is to be sealed.
    pub const CONTENT: &str = "Content";
    /// Names and values, `name=value`, one a line.
    pub const CONTEXT: &str = "Encryption context";
}

/// What is to be sealed: leaves memory when dropped, and never prints.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Content(pub Vec<u8>);

/// What it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holder {
    /// A `CodeCommit` repository, by its id.
    Repository(RepositoryId),
    /// An artifact of a pipeline, in a bucket.
    Artifact {
        /// Name of the pipeline.
        pipeline: String,
        /// The bucket.
        bucket: String,
        /// Where in the bucket.
        path: String,
    },
}

/// Something that is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedObject {
    /// Its id.
    pub id: SealedId,
    /// Where its key is.
    pub site: Site,
    /// What it belongs to.
    pub holder: Holder,
    /// A file's path, or an artifact's name.
    pub name: String,
    /// Bytes of its content.
    pub size: u32,
    /// When.
    pub at: Timestamp,
    /// The ARN of who had it sealed.
    pub by: String,
    /// The sealed bytes.
    pub envelope: Envelope,
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Content(<{} bytes>)", self.0.len())
    }
}

impl Content {
    /// Refuses what is empty or larger than this console keeps.
    pub fn check(&self, rule: &'static str) -> Result<u32, Refusal> {
        let refuse = |message: String| Err(Refusal::new(rule, message).at(field::CONTENT));
        match u32::try_from(self.0.len()) {
            Ok(0) => refuse("There is nothing to seal. Type something or choose a file.".to_owned()),
            Ok(size) if self.0.len() <= CONTENT_MAX => Ok(size),
            _ => refuse(format!(
                "This has {} KiB, and at most {} KiB can be sealed at once, since all of it is kept in this browser. Take a smaller piece.",
                self.0.len().div_ceil(1024),
                CONTENT_MAX / 1024
            )),
        }
    }
}

/// Refuses another object where there are as many as fit.
pub fn room_for(
    state: &State,
    site: &Site,
    holder: impl Fn(&Holder) -> bool,
    rule: &'static str,
) -> Result<(), Refusal> {
    if objects_of(state, site, holder).len() < OBJECTS_MAX {
        return Ok(());
    }
    Err(Refusal::new(rule, format!("{OBJECTS_MAX} things are kept here, which is the most. Delete one first."))
        .at(field::CONTENT))
}

impl Holder {
    /// The encryption context that its service uses (CCM-4; for artifacts that of S3).
    pub fn context(&self, site: &Site) -> Context {
        let (name, value) = match self {
            Self::Repository(id) => ("aws:codecommit:id", id.text()),
            Self::Artifact { bucket, path, .. } => {
                ("aws:s3:arn", format!("arn:{}:s3:::{bucket}/{path}", site.partition()))
            }
        };
        Context::from([(name.to_owned(), value)])
    }

    /// The service that uses the key, as in its endpoint.
    pub const fn service(&self) -> &'static str {
        match self {
            Self::Repository(_) => "codecommit",
            Self::Artifact { .. } => "s3",
        }
    }
}

impl SealedObject {
    /// The encryption context that opens it.
    pub fn context(&self) -> Context {
        self.holder.context(&self.site)
    }
}

/// What belongs to a repository or a pipeline, newest first.
pub fn objects_of(state: &State, site: &Site, wanted: impl Fn(&Holder) -> bool) -> Vec<Arc<SealedObject>> {
    let all = state.sealed.values().filter(|object| object.site == *site && wanted(&object.holder));
    let mut all: Vec<_> = all.cloned().collect();
    all.sort_by_key(|object| core::cmp::Reverse((object.at, object.id)));
    all
}

/// What a key seals here, newest first.
pub fn sealed_with(state: &State, site: &Site, key: &KeyId) -> Vec<Arc<SealedObject>> {
    let arn = state
        .cloud_region(site.account, site.region.as_str())
        .and_then(|region| region.keys.keys.get(key))
        .map(|key| key.arn.as_str());
    let all = state.sealed.values().filter(|object| Some(object.envelope.key.as_str()) == arn);
    let mut all: Vec<_> = all.cloned().collect();
    all.sort_by_key(|object| core::cmp::Reverse((object.at, object.id)));
    all
}
