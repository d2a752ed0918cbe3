//! Keys of cloud accounts, and what they seal.

use spaceward::domain::{
    Event, Facts, Timestamp,
    account::AccountId,
    id::{RepositoryId, SealedId},
    inventory::RegionName,
    key::{
        Alias, Cause, Envelope, Event as E, Holder, Key, KeyId, KeySpec, KeyState, KeyUsage, Manager, Material, Origin,
        Rotation, SealedObject, Site, Version, VersionId,
    },
    pipeline, repository,
};

pub fn all(at: Timestamp) -> Vec<Event> {
    let site = Site { account: AccountId(111_122_223_333), region: RegionName::parse("eu-west-1").unwrap() };
    let id = KeyId::parse("1234abcd-12ab-34cd-56ef-1234567890ab").unwrap();
    let arn = site.arn("kms", &format!("key/{id}"));
    let version =
        Version { id: VersionId([3; 16]), made: at, cause: Cause::OnDemand, material: Material::new([4; 32]) };
    let rotation = Rotation { period: Some(365), next: Some(at), on_demand: Some(at) };
    let key = Key {
        id: id.clone(),
        arn: arn.clone(),
        manager: Manager::Customer,
        spec: Some(KeySpec::SymmetricDefault),
        usage: KeyUsage::EncryptDecrypt,
        origin: Origin::Kms,
        state: KeyState::Enabled,
        description: "Artifacts".into(),
        created: Some(at),
        deletion: None,
        multi_region: false,
        rotation: Some(rotation),
        policy: Some("{}".into()),
        versions: vec![version.clone()],
    };
    let object = |holder: Holder, nth: u8| {
        let mut random = |bytes: &mut [u8]| bytes.fill(nth);
        let envelope = Envelope::seal(
            (&arn, version.id, &version.material),
            &holder.context(&site),
            b"content",
            &mut Facts::new(at, &mut random),
        );
        Box::new(SealedObject {
            id: SealedId::from_random([nth; 16]),
            site,
            holder,
            name: "plan.md".into(),
            size: 7,
            at,
            by: "arn:aws:iam::111122223333:role/Build".into(),
            envelope: envelope.unwrap(),
        })
    };
    let repository = RepositoryId::from_random([5; 16]);
    let artifact = Holder::Artifact { pipeline: "harbour".into(), bucket: "quay".into(), path: "harbour/a/b".into() };
    let mut events: Vec<Event> = vec![
        E::Made { site, key: Box::new(key) },
        E::VersionMade { site, key: id.clone(), version: version.clone() },
        E::Described { site, key: id.clone(), description: String::new() },
        E::AliasSet { site, name: "alias/a".into(), alias: Alias { key: Some(id.clone()), created: None } },
        E::AliasRemoved { site, name: "alias/a".into() },
        E::RotationSet { site, key: id.clone(), rotation },
        E::StateSet { site, key: id.clone(), state: KeyState::PendingDeletion, deletion: Some(at) },
        E::PolicySet { site, key: id.clone(), policy: "{}".into() },
        E::Destroyed { site, key: id },
        E::Sealed { object: object(Holder::Repository(repository), 6) },
        E::Sealed { object: object(artifact, 7) },
        E::Discarded { object: SealedId::from_random([6; 16]) },
    ]
    .into_iter()
    .map(Event::Key)
    .collect();
    let made = repository::Repository {
        id: repository,
        name: "plans".into(),
        arn: site.arn("codecommit", "plans"),
        description: "Plans".into(),
        branch: Some("main".into()),
        created: Some(at),
        modified: None,
        clone_http: None,
        key: Some(arn),
        listed: false,
    };
    events.extend([
        Event::Repository(repository::Event::Created { site, repository: Box::new(made) }),
        Event::Repository(repository::Event::Deleted { site, repository }),
        Event::Pipeline(pipeline::Event::KeySet {
            site,
            pipeline: "harbour".into(),
            bucket: "quay".into(),
            key: Some("alias/a".into()),
        }),
    ]);
    events
}
