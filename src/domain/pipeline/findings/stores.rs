//! What falls short with artifact stores and the keys they are sealed with.

use super::{Look, Place, Weight};
use crate::{
    domain::{
        account::AccountId,
        iam::{Attached, Context, Decision, Kind, Principal, Request, ResourceRule, evaluate},
        inventory::RegionName,
        key::{ALIAS, Key, KeySpec, KeyState, Manager, Origin, Site, read_policy},
        pipeline::{
            DEFAULT_KEY, Store,
            stores::{Sealing, sealing, site_of},
        },
        sensitive::look,
    },
    formats::iam_policy::Attachment,
};
use std::collections::BTreeSet;

impl Look<'_> {
    pub(super) fn store(&mut self, store: &Store) {
        let region = store.region.unwrap_or(self.home.region);
        let place = Place::Store(region.to_string());
        if look(&store.bucket).iter().any(|found| !found.kind.is_secret()) {
            let message = "The name of the bucket looks like it holds personal data, and names of buckets stand in addresses and logs.".to_owned();
            self.add(
                Weight::Advice,
                "DPR-1",
                &place,
                (message, "Make a bucket with another name, and set it as the store."),
            );
        }
        let others = self.others();
        match sealing(self.state, &self.home, store) {
            Sealing::Default if others.is_empty() => {
                let message = format!(
                    "Artifacts are sealed with the default key {DEFAULT_KEY}. The cloud manages it: it can be neither changed nor deleted, and its policy cannot be set."
                );
                let mend = "That protects them. Use a customer’s symmetric key where you want to choose who may open them, and when it rotates.";
                self.add(Weight::Advice, "PIP-3", &place, (message, mend));
            }
            Sealing::Default => {
                let message = format!(
                    "Actions of this pipeline work with roles of another account, and the default key {DEFAULT_KEY} opens for its own account alone: they cannot open the artifacts."
                );
                let mend = "Seal the store with a customer’s symmetric key whose policy names the roles, and name it by its ARN.";
                let command = self.update();
                self.add(Weight::Problem, "PIP-1", &place, (message, mend)).command = Some(command);
            }
            Sealing::Malformed => {
                let message = "What names the key of this store is no ARN of a key or an alias.".to_owned();
                let command = self.update();
                self.add(Weight::Problem, "PIP-1", &place, (message, "Name the key by its ARN.")).command =
                    Some(command);
            }
            Sealing::Unread(site) => {
                let message =
                    format!("Nothing is known here of the keys of {site}, so the key of this store cannot be judged.");
                let key = store.key.clone().unwrap_or_default();
                let command = format!("aws kms describe-key --region {} --key-id {key}", site.region);
                self.add(Weight::Unknown, "PIP-5", &place, (message, "Import what describe-key prints.")).command =
                    Some(command);
                self.names(store, &place, region, &others);
            }
            Sealing::Missing(site) => {
                let message = format!(
                    "The key of this store is not among the keys of {site}. If it was deleted, nothing opens the artifacts any more."
                );
                let command = format!("aws kms list-keys --region {}", site.region);
                self.add(
                    Weight::Problem,
                    "PIP-1",
                    &place,
                    (message, "Set another key for the store, or import the keys again if this one is new."),
                )
                .command = Some(command);
                self.names(store, &place, region, &others);
            }
            Sealing::Known { site, key, service } => {
                self.key(&place, &site, &key, service.as_deref());
                self.policy(&place, &key);
                self.names(store, &place, region, &others);
            }
        }
    }

    /// How the key is named: an alias reaches no other account, and a key no other Region.
    fn names(&mut self, store: &Store, place: &Place, region: RegionName, others: &BTreeSet<AccountId>) {
        let Some(name) = &store.key else { return };
        let alias = name.starts_with(ALIAS) || name.contains(&format!(":{ALIAS}"));
        if alias && !others.is_empty() {
            let message = "The key is named by an alias, which means something within its own account alone, and actions of this pipeline work with roles of another.".to_owned();
            let command = self.update();
            self.add(Weight::Problem, "PIP-1", place, (message, "Name the key by its ARN.")).command = Some(command);
        }
        if let Some(site) = site_of(name).filter(|site| site.region != region) {
            let message = format!(
                "The key is in {}, and the bucket in {region}. A bucket can only use keys of its own Region.",
                site.region
            );
            let command = self.update();
            self.add(Weight::Problem, "PIP-1", place, (message, "Choose a key of the bucket’s Region.")).command =
                Some(command);
        }
    }

    fn key(&mut self, place: &Place, site: &Site, key: &Key, service: Option<&str>) {
        let (region, id) = (site.region, key.id.as_str());
        if key.manager == Manager::Cloud {
            let own = service.unwrap_or("another service");
            let message =
                format!("The cloud manages the key of this store for {own}, and no other service can use it.");
            self.add(
                Weight::Problem,
                "KMS-2",
                place,
                (message, "Choose the default key, or a customer’s symmetric key."),
            );
        }
        if let Some(spec) = key.spec.as_ref().filter(|spec| **spec != KeySpec::SymmetricDefault) {
            let message = format!(
                "The key of this store is {} ({}), and artifacts can be sealed with symmetric keys alone.",
                spec.kind(),
                spec.word()
            );
            let command = format!("aws kms create-key --region {region} --key-spec SYMMETRIC_DEFAULT");
            self.add(Weight::Problem, "PIP-2", place, (message, "Make a symmetric key, and set it for the store."))
                .command = Some(command);
            return;
        }
        if key.spec.is_none() {
            let message = "Of the key only its id is known, so it cannot be said whether it is symmetric.".to_owned();
            let command = format!("aws kms describe-key --region {region} --key-id {id}");
            self.add(Weight::Unknown, "PIP-2", place, (message, "Import what describe-key prints.")).command =
                Some(command);
            return;
        }
        match key.state {
            KeyState::PendingDeletion => {
                let message = "The key of this store waits to be deleted: nothing can be sealed or opened with it now, and once it is gone no artifact opens any more.".to_owned();
                let command = format!(
                    "aws kms cancel-key-deletion --region {region} --key-id {id}\naws kms enable-key --region {region} --key-id {id}"
                );
                self.add(Weight::Problem, "PIP-3", place, (message, "Cancel the deletion and enable the key."))
                    .command = Some(command);
            }
            KeyState::Disabled => {
                let message = "The key of this store is disabled: nothing can be sealed or opened with it.".to_owned();
                let command = format!("aws kms enable-key --region {region} --key-id {id}");
                self.add(Weight::Problem, "PIP-3", place, (message, "Enable the key.")).command = Some(command);
            }
            _ if !key.state.works() => {
                let message = format!(
                    "The key of this store is in the state “{}”, in which nothing can be sealed or opened with it.",
                    key.state.label()
                );
                self.add(
                    Weight::Problem,
                    "PIP-3",
                    place,
                    (message, "Bring the key into the state Enabled, or choose another."),
                );
            }
            _ => {}
        }
        let rotates = key.rotation.map(|rotation| rotation.period.is_some());
        let command = format!("aws kms enable-key-rotation --region {region} --key-id {id}");
        if key.origin == Origin::Kms && key.manager == Manager::Customer && rotates == Some(false) {
            let message = "The key of this store is not rotated.".to_owned();
            let mend = "Turn rotation on. Earlier versions stay, so earlier artifacts still open.";
            self.add(Weight::Advice, "PIP-3", place, (message, mend)).command = Some(command);
        }
    }

    /// Whether the key's own policy lets every role of the pipeline open artifacts.
    fn policy(&mut self, place: &Place, key: &Key) {
        let Some(text) = key.policy.as_deref().filter(|_| key.manager == Manager::Customer) else { return };
        let Ok(policy) = read_policy(text, Attachment::Resource) else {
            let message = "The policy of this store’s key cannot be read.".to_owned();
            self.add(Weight::Unknown, "PIP-1", place, (message, "Import what get-key-policy prints again."));
            return;
        };
        let own = self.pipeline.structure.iter().map(|structure| structure.role.as_str());
        let actions = self.pipeline.actions().filter_map(|(_, action)| action.role.as_deref());
        let roles: BTreeSet<&str> = own.chain(actions).collect();
        for role in roles {
            let Some(principal) = Principal::parse(role) else { continue };
            let request = Request {
                principal,
                action: "kms:Decrypt".to_owned(),
                resource: key.arn.clone(),
                context: Context::new(),
            };
            // What the role's own policies say stands elsewhere: here it is only asked whether the key lets them speak.
            let own = [Attached { kind: Kind::Resource, name: "the key’s policy", policy: &policy }];
            let verdict = evaluate(&request, &own, ResourceRule::Required, None);
            let named = verdict.readings.iter().flatten().any(|row| {
                row.effect == crate::domain::iam::Effect::Allow && row.applies == crate::domain::iam::Truth::Yes
            });
            let message = match verdict.decision {
                Decision::Denied => format!(
                    "The policy of this store’s key denies kms:Decrypt to {role}: it cannot open the artifacts."
                ),
                _ if !named => format!(
                    "The policy of this store’s key names neither {role} nor its account for kms:Decrypt, so it cannot open the artifacts."
                ),
                _ => continue,
            };
            self.add(
                Weight::Problem,
                "PIP-1",
                place,
                (
                    message,
                    "Allow kms:Decrypt, and kms:GenerateDataKey for roles that make artifacts, in the key’s policy.",
                ),
            );
        }
    }
}
