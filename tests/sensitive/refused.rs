//! Secrets are refused wherever a person types, and never repeated; the others may stay; imports lose nothing.

use crate::support::{Wish, World};
use spaceward::domain::{
    PersonId, ProjectId, SpaceId, identity,
    issue::{Command, Draft, EditWish, ImportRow, ImportSource, Task},
    project, space,
};

/// Put together here, so that no scanner of this repository takes it for a real one.
fn token() -> String {
    ["ghp", "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2"].join("_")
}

struct Desk {
    world: World,
    mary: PersonId,
    space: SpaceId,
    project: ProjectId,
}

impl Desk {
    fn new() -> Self {
        let mut world = World::new();
        let mary = world.join("mary");
        let space = world.space(mary, "harbour");
        let project = world.project(mary, space, "quay");
        Self { world, mary, space, project }
    }

    fn refused(&mut self, rule: &str, field: &str, command: impl Into<Wish>, secret: &str) {
        let refusal = self.world.refused(rule, Some(self.mary), command);
        assert_eq!(refusal.field.as_deref(), Some(field));
        for piece in secret.split(['_', ':', '@', '/', '=']).filter(|piece| piece.len() > 5) {
            assert!(!refusal.message.contains(piece), "{}", refusal.message);
        }
    }

    fn create(&self, title: &str, description: &str, labels: &[&str]) -> Command {
        let draft = Draft {
            title: title.to_owned(),
            description: description.to_owned(),
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            ..Draft::default()
        };
        Command::Create { space: self.space, project: self.project, draft }
    }

    fn edit(&self, wish: EditWish) -> Command {
        Command::Edit { space: self.space, project: self.project, numbers: vec![1], wishes: vec![wish] }
    }

    fn comment(&self, text: String) -> Command {
        Command::Comment { space: self.space, project: self.project, number: 1, text }
    }
}

#[test]
fn dpr_1_a_secret_is_refused_in_every_field_and_never_repeated() {
    let mut desk = Desk::new();
    let secret = token();
    let text = format!("Use {secret} to log in");
    let (space, project) = (desk.space, desk.project);
    desk.refused("DPR-1", "Title", desk.create(&text, "", &[]), &secret);
    desk.refused("DPR-1", "Description", desk.create("Tide", &text, &[]), &secret);
    desk.refused("DPR-1", "Labels", desk.create("Tide", "", &[&secret]), &secret);
    desk.world.does(Some(desk.mary), desk.create("Tide", "", &[]));
    desk.refused("DPR-1", "Title", desk.edit(EditWish::Title(text.clone())), &secret);
    desk.refused("DPR-1", "Description", desk.edit(EditWish::Description(text.clone())), &secret);
    desk.refused("DPR-1", "Tasks", desk.edit(EditWish::Tasks(vec![Task { text: text.clone(), done: false }])), &secret);
    desk.refused("DPR-1", "Labels", desk.edit(EditWish::AddLabel(secret.clone())), &secret);
    desk.refused("DPR-1", "Comment", desk.comment(text.clone()), &secret);
    let create = |name: &str, description: &str| project::Command::Create {
        space,
        name: name.to_owned(),
        description: description.to_owned(),
    };
    desk.refused("DPR-1", "Project name", create(&secret, ""), &secret);
    desk.refused("DPR-1", "Description", create("pier", &text), &secret);
    let describe = project::Command::Describe { space, project, description: text.clone() };
    desk.refused("DPR-1", "Description", describe, &secret);
    desk.refused("DPR-1", "Description", space::Command::Describe { space, description: text.clone() }, &secret);
    let ask = space::Command::Request {
        name: secret.clone(),
        region: space::Region::UsWest2,
        account: "123456789012".to_owned(),
    };
    desk.refused("DPR-1", "Space name", ask, &secret);
    let profile = identity::Command::ChangeProfile {
        full_name: "Mary".to_owned(),
        nickname: secret.clone(),
        email: "mary@example.com".to_owned(),
    };
    desk.refused("DPR-1", "Nickname", profile, &secret);
}

#[test]
fn dpr_2_a_url_with_a_credential_is_refused_and_never_repeated() {
    let mut desk = Desk::new();
    for url in [
        "https://mary:gullfeather@harbour.example/tides",
        "https://harbour.example/tides?access_token=gullfeather",
        "https://store.example/x?X-Amz-Signature=gullfeathergullfeather",
        "https://store.example/x?sv=1&sig=gullfeather",
        "https://harbour.example/?password=gullfeather",
    ] {
        desk.refused("DPR-2", "Description", desk.create("Tide", &format!("See {url} for it"), &[]), url);
        desk.refused("DPR-2", "Title", desk.create(url, "", &[]), url);
        let describe = space::Command::Describe { space: desk.space, description: url.to_owned() };
        desk.refused("DPR-2", "Description", describe, url);
    }
    desk.world.does(Some(desk.mary), desk.create("https://harbour.example/tides?page=2", "", &[]));
}

#[test]
fn dpr_1_addresses_and_numbers_may_stay() {
    let mut desk = Desk::new();
    desk.world.does(
        Some(desk.mary),
        desk.create("Call +1 415 555 0132", "gull@harbour.example paid with 4111 1111 1111 1111", &[]),
    );
}

#[test]
fn dpr_1_an_import_loses_nothing_and_its_other_words_can_be_mended() {
    let mut desk = Desk::new();
    let (space, project) = (desk.space, desk.project);
    let text = format!("Use {} to lgo in", token());
    let rows = vec![ImportRow { title: text.clone(), description: text.clone(), ..ImportRow::default() }];
    desk.world.does(Some(desk.mary), Command::Import { space, project, source: ImportSource::Csv, rows });
    let issue = |desk: &Desk| desk.world.state.project(space, project).unwrap().issues.get(1).unwrap().clone();
    assert_eq!((issue(&desk).title.as_str(), issue(&desk).description.as_str()), (text.as_str(), text.as_str()));
    let mended = text.replace("lgo", "log");
    desk.world.does(Some(desk.mary), desk.edit(EditWish::Description(mended.clone())));
    assert_eq!(issue(&desk).description, mended);
    let second = format!("{mended} or {}", token().replace("aB3", "zZ9"));
    desk.refused("DPR-1", "Description", desk.edit(EditWish::Description(second)), &token().replace("aB3", "zZ9"));
    desk.world.does(Some(desk.mary), desk.edit(EditWish::Description("Log in".to_owned())));
    desk.refused("DPR-1", "Description", desk.edit(EditWish::Description(mended)), &token());
}
