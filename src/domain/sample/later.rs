//! What the sample's company set up besides its issues: a team, and the assistant in the laboratory.

use super::{Place, Who, player, player::Player};
use crate::domain::{
    PersonId, Refusal, Role, Timestamp, assistant, import,
    import::{Inventory, InventoryProject, InventorySpace},
    project::Repository,
    space::Region,
    team,
};

/// Those who look after the harbour at night see its issues through their team alone.
pub fn night_watch(player: &mut Player<'_>, by: PersonId, (space, project): Place) -> Result<(), Refusal> {
    let name = "Night watch".to_owned();
    player.send(Some(by), team::Command::Create { space, name: name.clone(), groups: Vec::new() })?;
    let team = player.team(space, &name)?;
    let people = vec![player.person(Who::Wim)?, player.person(Who::Mateo)?];
    player.send(Some(by), team::Command::Add { space, team, people })?;
    player.send(Some(by), team::Command::SetProjectRole { space, team, project, role: Some(Role::Reviewer) })
}

/// The issues that the assistant gets: their project and row in the script, who gives them, for which repository, and whether
/// workflow files may be touched.
const GIVEN: [(usize, usize, Who, &str, bool); 2] =
    [(2, 13, Who::Noor, "gull-chart", false), (2, 14, Who::Tova, "gull-camera", true)];

/// The laboratory has source repositories and generative AI features, and gave the assistant two issues.
pub fn assistant(
    player: &mut Player<'_>,
    by: PersonId,
    (space, project): Place,
    (space_name, project_name): (&str, &str),
    at: Timestamp,
) -> Result<(), Refusal> {
    player.wait_until(at);
    let repository = |(id, name, description): (&str, &str, &str)| Repository {
        id: id.to_owned(),
        name: name.to_owned(),
        description: description.to_owned(),
        created: at,
        updated: at,
    };
    let repositories = [
        ("6f0d3b52-7f43-4f0e-9d6b-5a1c1f9b2e10", "gull-camera", "Takes the pictures and cuts the railing out of them."),
        ("0b6f7d1e-2c5a-4b7f-8f3e-d1a4c7e9b264", "gull-chart", "Draws the gulls by hour of the day."),
    ]
    .map(repository);
    let project_read = InventoryProject {
        name: project_name.to_owned(),
        repositories: Some(repositories.into()),
        ..InventoryProject::default()
    };
    let read = InventorySpace {
        name: space_name.to_owned(),
        region: Region::UsWest2.code().to_owned(),
        projects: vec![project_read],
        ..InventorySpace::default()
    };
    player.send(Some(by), import::Command::TakeIn { inventory: Inventory { spaces: vec![read] } })?;
    player.send(Some(by), assistant::Command::Set { space, on: true })?;
    for (nth, row, who, repository, workflows) in GIVEN {
        let number = *player.issues.get(&(nth, row)).ok_or_else(|| player::lost("issue"))?;
        let person = player.person(who)?;
        let repository = repository.to_owned();
        player.send(Some(person), assistant::Command::Assign { space, project, number, repository, workflows })?;
    }
    Ok(())
}
