//! A company with an organization, an Identity Center and two groups, made by commands in the sample account.

use crate::support::{Stored, World};
use spaceward::domain::{
    PersonId, Role, SpaceId, State,
    account::AccountId,
    application::{self, Application, Place},
    id::GroupId,
    identity_center::{self, IdentitySource},
    inventory::{self, Source},
    organization,
    space::{Region, Space},
};

pub const COMPANY: AccountId = AccountId(111_122_223_333);

pub struct Desk {
    pub world: World,
    /// Has a Builder ID, and a space.
    pub ada: PersonId,
    pub bob: PersonId,
    pub space: SpaceId,
    pub stored: Stored,
    seen: usize,
}

impl Desk {
    /// A Builder ID space with two members, and a sample account that has nothing yet.
    pub fn bare() -> Self {
        let mut world = World::new();
        let [ada, bob] = ["ada", "bob"].map(|alias| world.join(alias));
        let space = world.space(ada, "harbour");
        world.bring(ada, (space, None), bob, Role::PowerUser);
        world.happened(Some(ada), vec![inventory::Event::Added { account: COMPANY, source: Source::Sample }]);
        world.sign_in(ada, "111122223333", Region::UsWest2);
        let mut desk = Self { world, ada, bob, space, stored: Stored::default(), seen: 0 };
        desk.keep();
        desk
    }

    /// The same with all prerequisites: users cleo, dan, eve; groups Crew (cleo, dan) and Office (eve).
    pub fn new() -> Self {
        let mut desk = Self::bare();
        desk.does(organization::Command::Create);
        desk.does(identity_center::Command::Enable);
        desk.does(identity_center::Command::Connect { source: IdentitySource::Directory });
        for name in ["cleo", "dan", "eve"] {
            desk.user(name);
        }
        desk.group("Crew", &["cleo", "dan"]);
        desk.group("Office", &["eve"]);
        desk
    }

    /// The same with SSO taking over the space: group Crew, administrator cleo.
    pub fn enabled() -> Self {
        let mut desk = Self::new();
        desk.shows("cleo");
        desk.does(desk.create(Place::Existing { space: desk.space, billing: false }, &["Crew"], &["cleo"]));
        desk
    }

    pub fn does(&mut self, command: impl Into<crate::support::Wish>) {
        self.world.does(Some(self.ada), command);
        self.keep();
    }

    pub fn refused(&mut self, rule: &str, command: impl Into<crate::support::Wish>) -> String {
        self.world.refused(rule, Some(self.ada), command).message
    }

    /// Writes what the records since the last time have changed, and checks that it is the whole state.
    pub fn keep(&mut self) {
        let mut state = State::default();
        for (at, record) in self.world.records.iter().enumerate() {
            state.apply(record);
            if at >= self.seen {
                self.stored.take(record, &state);
            }
        }
        self.seen = self.world.records.len();
        self.stored.check(&self.world.state);
    }

    pub fn user(&mut self, name: &str) -> PersonId {
        self.does(identity_center::Command::AddUser {
            user_name: name.to_owned(),
            full_name: format!("{name} Federated"),
            email: format!("{}@company.example.com", name.split('@').next().unwrap_or_default().replace("ÄÖ", "ao")),
        });
        self.id(name)
    }

    pub fn group(&mut self, name: &str, users: &[&str]) -> GroupId {
        self.does(identity_center::Command::AddGroup { name: name.to_owned(), description: String::new() });
        self.set(name, users);
        self.group_id(name)
    }

    pub fn set(&mut self, group: &str, users: &[&str]) {
        let users = users.iter().map(|name| self.id(name)).collect();
        self.does(identity_center::Command::SetMembers { group: self.group_id(group), users });
    }

    pub fn id(&self, name: &str) -> PersonId {
        let center = self.world.state.identity_center(COMPANY).unwrap();
        *center.users.iter().find(|(_, user)| user.profile.user_name == name).unwrap().0
    }

    pub fn group_id(&self, name: &str) -> GroupId {
        let center = self.world.state.identity_center(COMPANY).unwrap();
        *center.groups.iter().find(|(_, group)| group.name == name).unwrap().0
    }

    /// Somebody signs in as that user.
    pub fn shows(&mut self, name: &str) {
        let user = self.id(name);
        self.does(identity_center::Command::Admit { account: COMPANY, user });
        self.world.does(Some(user), identity_center::Command::SignIn);
        self.keep();
    }

    pub fn create(&self, place: Place, groups: &[&str], administrators: &[&str]) -> application::Command {
        application::Command::Create {
            display_name: "Company".to_owned(),
            name: "company-sso".to_owned(),
            place,
            groups: groups.iter().map(|name| self.group_id(name)).collect(),
            administrators: administrators.iter().map(|name| self.id(name)).collect(),
        }
    }

    pub fn edit(&self, groups: &[&str], administrators: &[&str]) -> application::Command {
        application::Command::Edit {
            groups: groups.iter().map(|name| self.group_id(name)).collect(),
            administrators: administrators.iter().map(|name| self.id(name)).collect(),
        }
    }

    pub fn space(&self) -> &Space {
        self.world.state.space(self.space).unwrap()
    }

    pub fn application(&self) -> &Application {
        self.world.state.application(COMPANY).unwrap()
    }

    /// Full names of the members, in order.
    pub fn members(&self) -> Vec<&str> {
        let name = |id: &PersonId| self.world.state.people[id].full_name.as_str();
        let mut names: Vec<&str> = self.space().members.keys().map(name).collect();
        names.sort_unstable();
        names
    }

    /// Sync now, as somebody of the space.
    pub fn sync(&mut self, name: &str) {
        self.world.does(Some(self.id(name)), application::Command::Sync { space: self.space });
        self.keep();
    }
}
