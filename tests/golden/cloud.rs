//! What is known of cloud accounts.

use spaceward::domain::{
    Event, PersonId, ProjectId, SpaceId, Timestamp,
    account::{self, AccountId, Asked, RoleKind},
    inventory::{
        Event as E, Group, IamPart, Listed, ManagedPolicy, Policies, RegionName, RegionPart, Role, Source, User,
    },
    key, pipeline, repository,
};

pub fn inventory(at: Timestamp) -> Vec<Event> {
    let account = AccountId(111_122_223_333);
    let region = RegionName::parse("eu-west-1").unwrap();
    let policies = Policies {
        inline: Some([("read".to_owned(), "{}".to_owned())].into()),
        attached: Some(vec!["arn:aws:iam::aws:policy/ReadOnlyAccess".into()]),
        boundary: Some("arn:aws:iam::111122223333:policy/edge".into()),
    };
    let role = Role {
        name: "Build".into(),
        arn: "arn:aws:iam::111122223333:role/Build".into(),
        id: Some("AROA1".into()),
        created: Some(at),
        description: Some("Builds".into()),
        max_session: Some(3_600),
        trust: Some("{}".into()),
        policies: policies.clone(),
        tags: Some([("team".to_owned(), "quay".to_owned())].into()),
        last_used: Some(at),
    };
    let user = User {
        name: "ada".into(),
        arn: "arn:aws:iam::111122223333:user/ada".into(),
        groups: Some(vec!["crew".into()]),
        policies: policies.clone(),
        tags: None,
    };
    let group = Group { name: "crew".into(), arn: "arn:aws:iam::111122223333:group/crew".into(), policies };
    let policy = ManagedPolicy {
        arn: "arn:aws:iam::111122223333:policy/edge".into(),
        name: "edge".into(),
        description: None,
        version: Some("v2".into()),
        document: Some("{}".into()),
    };
    let part = IamPart {
        roles: Listed::of(vec![role], false),
        users: Listed::of(vec![user], true),
        groups: Listed::one(group),
        policies: Listed::one(policy),
    };
    let mut parts: Vec<RegionPart> =
        super::vpc::parts().into_iter().map(|part| RegionPart::Network(Box::new(part))).collect();
    parts.extend([
        RegionPart::Keys(Box::<key::KeyPart>::default()),
        RegionPart::Repositories(Box::<repository::RepositoryPart>::default()),
        RegionPart::Pipelines(Box::<pipeline::PipelinePart>::default()),
    ]);
    let mut events = vec![
        E::Added { account, source: Source::Imported },
        E::Added { account, source: Source::Sample },
        E::Named { account, name: Some("Harbour".into()) },
        E::IamRead { account, part: Box::new(part) },
    ];
    events.extend(parts.into_iter().map(|part| E::RegionRead { account, region, part }));
    events.push(E::Forgotten { account, regions: vec![region] });
    events.into_iter().map(Event::Inventory).collect()
}

/// Account connections of a space.
pub fn connections(space: SpaceId, project: ProjectId, by: PersonId, at: Timestamp) -> Vec<Event> {
    use account::Event as E;
    let account = AccountId(444_455_556_666);
    let arn = || "arn:aws:iam::444455556666:role/Build".to_owned();
    let events = vec![
        E::Asked { space, account, asked: Asked { by, at, token: "ABCD-EFGH".into() } },
        E::AskEnded { space, account },
        E::RoleAdded { space, account, arn: arn(), kind: RoleKind::Existing },
        E::RoleRemoved { space, account, arn: arn() },
        E::TagsSet { space, account, tags: [("team".to_owned(), "quay".to_owned())].into() },
        E::ProjectsSet { space, account, projects: Some([project].into()) },
        E::ProjectsSet { space, account, projects: None },
        E::Removed { space, account },
    ];
    events.into_iter().map(Event::Account).collect()
}
