//! Taking in what the AWS CLI prints of pipelines (PIP-5).

use super::{Pipeline, PipelinePart, Pipelines};
use crate::domain::inventory::Contradiction;
use std::sync::Arc;

impl PipelinePart {
    /// The command that prints it: parts of the same command in one import are joined.
    pub const fn command(&self) -> &'static str {
        "codepipeline"
    }

    /// Takes another page or file of the same import in.
    pub fn join(&mut self, later: Self) -> Result<(), Contradiction> {
        let what = |name: &str| format!("the pipeline “{name}”");
        self.listed.join(later.listed, |one| one.name.clone(), |one| what(&one.name))?;
        for described in later.described {
            match self.described.iter().find(|known| known.name == described.name) {
                None => self.described.push(described),
                Some(known) if *known == described => {}
                Some(known) => return Err(Contradiction::about(&what(&known.name))),
            }
        }
        Ok(())
    }
}

impl Pipelines {
    /// Takes what was read in. What the listing leaves out of a pipeline stays as it was known, unless its version rose.
    pub fn merge(&mut self, part: &PipelinePart) {
        if part.listed.whole {
            let named = |name: &String| {
                let listed = part.listed.items.iter().chain(&part.described);
                listed.into_iter().any(|one| one.name == *name)
            };
            self.0.retain(|name, _| named(name));
        }
        for listed in &part.listed.items {
            let known = self.0.get(&listed.name).filter(|known| known.version == listed.version);
            let structure = known.and_then(|known| known.structure.clone());
            self.0.insert(listed.name.clone(), Arc::new(Pipeline { structure, ..listed.clone() }));
        }
        for described in &part.described {
            let known = self.0.get(&described.name);
            // `get-pipeline` tells the moments in its metadata, which may be cut off.
            let created = described.created.or(known.and_then(|known| known.created));
            let updated = described.updated.or(known.and_then(|known| known.updated));
            self.0.insert(described.name.clone(), Arc::new(Pipeline { created, updated, ..described.clone() }));
        }
    }
}
