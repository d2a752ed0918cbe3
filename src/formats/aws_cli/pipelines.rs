//! Documents of `aws codepipeline` (reference 1.4). Secrets in a configuration are left out and remarked (DPR-1).

use super::{
    Listing, Object, Reading,
    shape::{Shape, Tell},
};
use crate::{
    domain::{
        inventory::{Listed, RegionName, RegionPart},
        pipeline::{Action, Pipeline, PipelinePart, Stage, Store, Structure, Value},
        sensitive::Secret,
    },
    formats::{Unreadable, json},
};
use std::collections::BTreeMap;

const NOUN: (&str, &str) = ("pipeline", "pipelines");

pub(super) const SHAPES: &[Shape] = &[
    Shape { command: "codepipeline list-pipelines", key: "pipelines", tell: Tell::Key, noun: NOUN, read: list },
    Shape { command: "codepipeline get-pipeline", key: "pipeline", tell: Tell::Key, noun: NOUN, read: one },
];

#[allow(clippy::unnecessary_wraps, reason = "the form of a reader")]
fn part(part: PipelinePart) -> Result<Listing, Unreadable> {
    Ok(Listing::Region(RegionPart::Pipelines(Box::new(part))))
}

fn list(object: &Object<'_>, next: bool, _reading: &mut Reading) -> Result<Listing, Unreadable> {
    let mut items = Vec::new();
    for item in object.objects("pipelines")? {
        items.push(Pipeline {
            name: item.needed("name")?,
            version: item.number("version")?,
            kind: item.text("pipelineType")?,
            mode: item.text("executionMode")?,
            created: item.moment("created")?,
            updated: item.moment("updated")?,
            structure: None,
        });
    }
    part(PipelinePart { listed: Listed::of(items, next), ..PipelinePart::default() })
}

fn one(object: &Object<'_>, _next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let item = object.needed_object("pipeline")?;
    let metadata = object.object("metadata")?;
    let (mut created, mut updated) = (None, None);
    if let Some(metadata) = &metadata {
        reading.arn(&metadata.text("pipelineArn")?.unwrap_or_default());
        (created, updated) = (metadata.moment("created")?, metadata.moment("updated")?);
    }
    let role = item.text("roleArn")?.unwrap_or_default();
    // The role of a pipeline is in its own account; IAM knows no Region.
    reading.arn(&role);
    let mut stores = Vec::new();
    if let Some(one) = item.object("artifactStore")? {
        stores.push(store(&one, None)?);
    }
    if let Some(many) = item.object("artifactStores")? {
        let regions: Vec<String> = many.keys().map(str::to_owned).collect();
        for name in regions {
            let region = RegionName::parse(&name).ok_or_else(|| many.fault(&name, "is no Region"))?;
            stores.push(store(&many.needed_object(&name)?, Some(region))?);
        }
    }
    let mut withheld = 0;
    let stages = item.objects("stages")?.iter().map(|one| stage(one, &mut withheld)).collect::<Result<_, _>>()?;
    let mut variables = Vec::new();
    for one in item.objects("variables")? {
        let name = one.needed("name")?;
        let value = value(&name, &one.text("defaultValue")?.unwrap_or_default());
        withheld += usize::from(matches!(value, Value::Withheld(_)));
        variables.push((name, value));
    }
    if withheld > 0 {
        reading.note(format!(
            "{withheld} {} a secret and {} left out. The page of the pipelines says which.",
            if withheld == 1 { "value holds" } else { "values hold" },
            if withheld == 1 { "was" } else { "were" }
        ));
    }
    let pipeline = Pipeline {
        name: item.needed("name")?,
        version: item.number("version")?,
        kind: item.text("pipelineType")?,
        mode: item.text("executionMode")?,
        created,
        updated,
        structure: Some(Structure { role, stores, stages, variables }),
    };
    part(PipelinePart { described: vec![pipeline], ..PipelinePart::default() })
}

fn store(item: &Object<'_>, region: Option<RegionName>) -> Result<Store, Unreadable> {
    let key = item.object("encryptionKey")?.map(|key| key.needed("id")).transpose()?;
    Ok(Store { region, bucket: item.needed("location")?, key })
}

fn stage(item: &Object<'_>, withheld: &mut usize) -> Result<Stage, Unreadable> {
    let actions = item.objects("actions")?.iter().map(|one| action(one, withheld)).collect::<Result<_, _>>()?;
    Ok(Stage { name: item.needed("name")?, actions })
}

fn action(item: &Object<'_>, withheld: &mut usize) -> Result<Action, Unreadable> {
    let kind = item.needed_object("actionTypeId")?;
    let region = item.text("region")?;
    let region =
        region.map(|name| RegionName::parse(&name).ok_or_else(|| item.fault("region", "is no Region"))).transpose()?;
    let artifacts = |key: &str| -> Result<Vec<String>, Unreadable> {
        item.objects(key)?.iter().map(|artifact| artifact.needed("name")).collect()
    };
    let mut configuration = BTreeMap::new();
    if let Some(values) = item.object("configuration")? {
        for key in values.keys() {
            let value = value(key, &values.text(key)?.unwrap_or_default());
            *withheld += usize::from(matches!(value, Value::Withheld(_)));
            configuration.insert(key.to_owned(), value);
        }
    }
    Ok(Action {
        name: item.needed("name")?,
        category: kind.text("category")?.unwrap_or_default(),
        owner: kind.text("owner")?.unwrap_or_default(),
        provider: kind.text("provider")?.unwrap_or_default(),
        version: kind.text("version")?.unwrap_or_default(),
        order: item.number("runOrder")?.unwrap_or(1),
        region,
        role: item.text("roleArn")?,
        inputs: artifacts("inputArtifacts")?,
        outputs: artifacts("outputArtifacts")?,
        configuration,
    })
}

/// A value under its name. A secret by its form is left out, and so is what its name calls one; the service itself prints stars for
/// those that it hides.
fn value(name: &str, text: &str) -> Value {
    let hidden = text.is_empty() || text.bytes().all(|sign| sign == b'*');
    if !hidden && (calls_a_secret(name) || plain_variables(text)) {
        return Value::Withheld(Secret::SecretKey);
    }
    Value::of(text)
}

fn calls_a_secret(name: &str) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    ["password", "passwd", "secret", "oauthtoken", "accesstoken", "apikey", "privatekey", "webhooktoken"]
        .iter()
        .any(|word| name.ends_with(word))
}

/// Whether it is the list of a build's environment variables, with one in the clear that is called a secret.
fn plain_variables(text: &str) -> bool {
    let Ok(Some((json::Node::List(items), _))) = json::value_at(text, 0) else { return false };
    items.iter().any(|item| {
        let json::Node::Map(map) = item else { return false };
        let word = |key: &str| map.get(key).and_then(json::Node::as_text).unwrap_or_default();
        matches!(word("type"), "" | "PLAINTEXT") && calls_a_secret(word("name")) && !word("value").is_empty()
    })
}
