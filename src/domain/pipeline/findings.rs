//! What of a pipeline falls short of data protection, with what mends it (PIP-1..5, DPR-1, DPR-2).

mod stores;

use super::{
    Action, Pipeline, Stage, Value, private_connection,
    stores::{account_of, store_for},
};
use crate::domain::{State, account::AccountId, key::Site, sensitive::look};
use std::collections::BTreeSet;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It does not work, or something is not protected.
    Problem,
    /// It could be better.
    Advice,
    /// It cannot be said with what was imported.
    Unknown,
}

/// Where in a pipeline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// All of it.
    Pipeline,
    /// The store of a Region.
    Store(String),
    /// An action, with its stage.
    Action(String, String),
}

/// Something that falls short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub weight: Weight,
    /// The rule that speaks.
    pub rule: &'static str,
    /// Where.
    pub place: Place,
    /// What is the matter: whole sentences, no secret in them.
    pub message: String,
    /// What to do.
    pub mend: String,
    /// A command of the AWS CLI that does it, where there is one.
    pub command: Option<String>,
}

/// What gathers findings of one pipeline.
struct Look<'a> {
    state: &'a State,
    home: Site,
    pipeline: &'a Pipeline,
    found: Vec<Finding>,
}

/// What falls short, the heaviest first.
pub fn findings(state: &State, home: &Site, pipeline: &Pipeline) -> Vec<Finding> {
    let mut look = Look { state, home: *home, pipeline, found: Vec::new() };
    look.all();
    look.found.sort_by(|one, other| (one.weight, &one.place).cmp(&(other.weight, &other.place)));
    look.found
}

impl Place {
    /// In words.
    pub fn label(&self) -> String {
        match self {
            Self::Pipeline => "Pipeline".to_owned(),
            Self::Store(region) => format!("Artifact store, {region}"),
            Self::Action(stage, action) => format!("{stage} · {action}"),
        }
    }
}

impl Look<'_> {
    fn add(
        &mut self,
        weight: Weight,
        rule: &'static str,
        place: &Place,
        (message, mend): (String, &str),
    ) -> &mut Finding {
        let at = self.found.len();
        self.found.push(Finding { weight, rule, place: place.clone(), message, mend: mend.to_owned(), command: None });
        // Just pushed, so it is there; the first stands in for none.
        let last = at.min(self.found.len().saturating_sub(1));
        #[allow(clippy::indexing_slicing, reason = "the vector has at least this one")]
        &mut self.found[last]
    }

    fn all(&mut self) {
        let Some(structure) = &self.pipeline.structure else {
            let name = &self.pipeline.name;
            let command = format!("aws codepipeline get-pipeline --region {} --name {name}", self.home.region);
            let message =
                "Only the listing of this pipeline was imported, which tells neither its stages nor its stores."
                    .to_owned();
            self.add(Weight::Unknown, "PIP-5", &Place::Pipeline, (message, "Import what get-pipeline prints."))
                .command = Some(command);
            return;
        };
        for store in &structure.stores {
            self.store(store);
        }
        for (name, value) in &structure.variables {
            self.value(&Place::Pipeline, &format!("The variable “{name}”"), value);
        }
        let actions: Vec<(&Stage, &Action)> = self.pipeline.actions().collect();
        for (stage, action) in actions {
            self.action(stage, action);
        }
        self.endpoint();
    }

    fn update(&self) -> String {
        let (region, name) = (self.home.region, &self.pipeline.name);
        format!(
            "aws codepipeline get-pipeline --region {region} --name {name} --query pipeline > pipeline.json\n# change pipeline.json, then:\naws codepipeline update-pipeline --region {region} --pipeline file://pipeline.json"
        )
    }

    /// Accounts that roles of the pipeline are in, other than its own.
    fn others(&self) -> BTreeSet<AccountId> {
        let roles = self.pipeline.actions().filter_map(|(_, action)| action.role.as_deref());
        let accounts = roles.filter_map(|role| account_of(role.split(':').nth(4)?));
        accounts.filter(|account| *account != self.home.account).collect()
    }

    fn action(&mut self, stage: &Stage, action: &Action) {
        let place = Place::Action(stage.name.clone(), action.name.clone());
        if store_for(self.pipeline, &self.home, action.region).is_none() {
            let region = action.region.unwrap_or(self.home.region);
            let message = format!(
                "The action runs in {region}, where the pipeline has no artifact store. It cannot read or make artifacts there."
            );
            let command = self.update();
            let mend = "Make a bucket and a key in that Region, and list a store for each Region under artifactStores.";
            self.add(Weight::Problem, "PIP-1", &place, (message, mend)).command = Some(command);
        }
        for (name, value) in &action.configuration {
            self.value(&place, &format!("The configuration “{name}”"), value);
        }
        let (owner, provider) = (action.owner.as_str(), action.provider.as_str());
        if owner == "ThirdParty" && provider == "GitHub" && action.configuration.contains_key("OAuthToken") {
            let message = "The action signs in to GitHub with a token of a person, which never expires by itself and stands in the pipeline’s definition.".to_owned();
            let command = format!(
                "aws codestar-connections create-connection --region {} --provider-type GitHub --connection-name CONNECTION",
                self.home.region
            );
            let mend = "Use a connection instead (provider CodeStarSourceConnection), then revoke the token.";
            self.add(Weight::Advice, "DPR-1", &place, (message, mend)).command = Some(command);
        }
    }

    fn value(&mut self, place: &Place, what: &str, value: &Value) {
        match value {
            Value::Withheld(secret) => {
                let message = format!(
                    "{what} holds {}, in the clear for everybody who may see the pipeline. It was not taken into this console.",
                    secret.words()
                );
                let mend = "Put it into Secrets Manager or Parameter Store, name it there, and renew it.";
                self.add(Weight::Problem, secret.rule(), place, (message, mend));
            }
            Value::Text(text) => {
                for found in look(text) {
                    let message = format!(
                        "{what} looks like it holds {} ({}). It may stand in logs and bills.",
                        found.kind.words(),
                        found.masked(text)
                    );
                    self.add(
                        Weight::Advice,
                        "DPR-1",
                        place,
                        (message, "Take it out, or use a value that tells nothing of a person."),
                    );
                }
            }
        }
    }

    /// Whether the pipeline can be reached from networks of its account without leaving them (PIP-4).
    fn endpoint(&mut self) {
        let Some(region) = self.state.cloud_region(self.home.account, self.home.region.as_str()) else { return };
        let service = format!(".{}.codepipeline", self.home.region);
        // That there is none can be said only of a listing that was read to its end.
        let Some(mut all) = region.network.endpoints.all() else { return };
        if all.any(|endpoint| endpoint.service.ends_with(&service) && endpoint.state == "available") {
            return;
        }
        let message = "No network known in this account and Region has an endpoint for CodePipeline, so it is reached through the internet.".to_owned();
        let mend = "Make a VPC endpoint; the page Pipelines has the steps.";
        let command = private_connection(&self.home, region.network.vpc_ids().first().copied()).into_iter().nth(1);
        self.add(Weight::Advice, "PIP-4", &Place::Pipeline, (message, mend)).command = command.map(|step| step.command);
    }
}
