//! What a space keeps of its connections: who manages them, the default, removal, their segment (VPC-1, VPC-8, VPC-10).

use crate::support::{Stored, World};
use spaceward::domain::{
    PersonId, Role, SpaceId,
    account::AccountId,
    id::VpcConnectionId,
    vpc::{Command, Event, Setup, VpcConnections},
};
pub struct Desk {
    pub world: World,
    pub ada: PersonId,
    pub space: SpaceId,
}

impl Desk {
    pub fn new() -> Self {
        let mut world = World::new();
        let ada = world.join("ada");
        let space = world.space(ada, "harbour");
        Self { world, ada, space }
    }

    fn vpcs(&self) -> &VpcConnections {
        &self.world.state.space(self.space).unwrap().vpcs
    }

    /// A connection, however it came.
    fn connection(&mut self, name: &str, seed: u8) -> VpcConnectionId {
        let id = VpcConnectionId::from_random([seed; 16]);
        let setup = Setup {
            role: "arn:aws:iam::012345678901:role/network".into(),
            vpc: "vpc-1".into(),
            subnets: vec!["subnet-1".into()],
            groups: vec!["sg-1".into()],
        };
        let event = Event::Added {
            space: self.space,
            connection: id,
            name: name.into(),
            account: AccountId(12_345_678_901),
            setup,
        };
        self.world.happened(Some(self.ada), vec![event]);
        id
    }

    fn remove(&self, connection: VpcConnectionId, typed: &str) -> Command {
        Command::Remove { space: self.space, connection, typed: typed.into() }
    }

    fn set_default(&self, connection: Option<VpcConnectionId>) -> Command {
        Command::SetDefault { space: self.space, connection }
    }
}

#[test]
fn vpc_8_one_connection_is_the_default() {
    let desk = &mut Desk::new();
    let (one, other) = (desk.connection("build-network", 1), desk.connection("test-network", 2));
    desk.world.refused("VPC-8", Some(desk.ada), desk.set_default(None));
    desk.world.does(Some(desk.ada), desk.set_default(Some(one)));
    desk.world.refused("VPC-8", Some(desk.ada), desk.set_default(Some(one)));
    desk.world.does(Some(desk.ada), desk.set_default(Some(other)));
    assert_eq!(desk.vpcs().of_the_space().unwrap().name, "test-network");
    desk.world.does(Some(desk.ada), desk.set_default(None));
    assert!(desk.vpcs().of_the_space().is_none());
    desk.world.refused("VPC-2", Some(desk.ada), desk.set_default(Some(VpcConnectionId::from_random([9; 16]))));
    let feed = desk.world.feed(desk.space);
    assert!(feed.ends_with(&[
        "ada Sample made build-network the default VPC connection".to_owned(),
        "ada Sample made test-network the default VPC connection".to_owned(),
        "ada Sample took away the default VPC connection".to_owned(),
    ]));
}

#[test]
fn vpc_10_removing_needs_the_name_and_clears_the_default() {
    let desk = &mut Desk::new();
    let (one, other) = (desk.connection("build-network", 1), desk.connection("test-network", 2));
    desk.world.does(Some(desk.ada), desk.set_default(Some(one)));
    for wrong in ["", "build", "Build-Network"] {
        desk.world.refused("VPC-10", Some(desk.ada), desk.remove(one, wrong));
    }
    desk.world.does(Some(desk.ada), desk.remove(other, "test-network"));
    assert_eq!(desk.vpcs().default, Some(one), "another one's removal leaves the default");
    desk.world.does(Some(desk.ada), desk.remove(one, " build-network "));
    assert_eq!(desk.vpcs().default, None);
    desk.world.refused("VPC-2", Some(desk.ada), desk.remove(one, "build-network"));
}

#[test]
fn vpc_1_managing_needs_space_administrator_or_power_user() {
    let desk = &mut Desk::new();
    let [bob, cyd, dee] = ["bob", "cyd", "dee"].map(|alias| desk.world.join(alias));
    let project = desk.world.project(desk.ada, desk.space, "quay");
    desk.world.bring(desk.ada, (desk.space, None), bob, Role::PowerUser);
    desk.world.bring(desk.ada, (desk.space, Some(project)), cyd, Role::Contributor);
    desk.world.bring(desk.ada, (desk.space, Some(project)), dee, Role::ProjectAdministrator);
    let one = desk.connection("build-network", 1);
    for nobody in [cyd, dee] {
        desk.world.refused("MBR-10", Some(nobody), desk.set_default(Some(one)));
        desk.world.refused("MBR-10", Some(nobody), desk.remove(one, "build-network"));
    }
    desk.world.does(Some(bob), desk.set_default(Some(one)));
    desk.world.does(Some(bob), desk.remove(one, "build-network"));
}

#[test]
fn vlt_7_connections_are_a_segment_of_their_own() {
    let desk = &mut Desk::new();
    let one = desk.connection("build-network", 1);
    desk.world.does(Some(desk.ada), desk.set_default(Some(one)));
    desk.world.does(Some(desk.ada), desk.remove(one, "build-network"));
    let mut stored = Stored::default();
    let mut state = spaceward::domain::State::default();
    for record in &desk.world.records {
        state.apply(record);
        stored.take(record, &state);
        stored.check(&state);
    }
}
