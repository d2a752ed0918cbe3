//! Documents of `aws codecommit` (reference 1.5).

use super::{
    Listing, Object, Reading,
    shape::{Shape, Tell},
};
use crate::{
    domain::{
        id::RepositoryId,
        inventory::{Listed, RegionPart},
        repository::{Repository, RepositoryPart},
    },
    formats::Unreadable,
};

const NOUN: (&str, &str) = ("repository", "repositories");

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        command: "codecommit batch-get-repositories",
        key: "repositories",
        tell: Tell::Item("Arn"),
        noun: NOUN,
        read: batch,
    },
    Shape {
        command: "codecommit list-repositories",
        key: "repositories",
        tell: Tell::Item("repositoryId"),
        noun: NOUN,
        read: list,
    },
    Shape { command: "codecommit get-repository", key: "repositoryMetadata", tell: Tell::Key, noun: NOUN, read: one },
];

#[allow(clippy::unnecessary_wraps, reason = "the form of a reader")]
fn part(part: RepositoryPart) -> Result<Listing, Unreadable> {
    Ok(Listing::Region(RegionPart::Repositories(Box::new(part))))
}

fn id(item: &Object<'_>) -> Result<RepositoryId, Unreadable> {
    const KEY: &str = "repositoryId";
    RepositoryId::parse(&item.needed(KEY)?).ok_or_else(|| item.fault(KEY, "is no id of a repository, which is a UUID"))
}

fn list(object: &Object<'_>, next: bool, _reading: &mut Reading) -> Result<Listing, Unreadable> {
    let mut items = Vec::new();
    for item in object.objects("repositories")? {
        items.push((id(&item)?, item.needed("repositoryName")?));
    }
    part(RepositoryPart { listed: Listed::of(items, next), ..RepositoryPart::default() })
}

fn batch(object: &Object<'_>, _next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let missing = object.texts("repositoriesNotFound")?;
    if !missing.is_empty() {
        reading.note(format!("The service did not find {} of the repositories that were asked for.", missing.len()));
    }
    let described =
        object.objects("repositories")?.iter().map(|item| repository(item, reading)).collect::<Result<_, _>>()?;
    part(RepositoryPart { described, ..RepositoryPart::default() })
}

fn one(object: &Object<'_>, _next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let described = vec![repository(&object.needed_object("repositoryMetadata")?, reading)?];
    part(RepositoryPart { described, ..RepositoryPart::default() })
}

fn repository(item: &Object<'_>, reading: &mut Reading) -> Result<Repository, Unreadable> {
    let arn = item.needed("Arn")?;
    reading.arn(&arn);
    Ok(Repository {
        id: id(item)?,
        name: item.needed("repositoryName")?,
        arn,
        description: item.text("repositoryDescription")?.unwrap_or_default(),
        branch: item.text("defaultBranch")?,
        created: item.moment("creationDate")?,
        modified: item.moment("lastModifiedDate")?,
        clone_http: item.text("cloneUrlHttp")?,
        key: item.text("kmsKeyId")?,
        listed: false,
    })
}
