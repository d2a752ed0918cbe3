//! Sends the sample's commands through the rules, one after another, with a clock of its own.

use super::Place;
use crate::domain::{
    Command, Facts, Permission, PersonId, ProjectId, Record, Refusal, Role, SpaceId, State, Timestamp, decide, gate,
    id::TeamId, issue, issue::Draft, member, outbox,
};
use std::collections::BTreeMap;

pub struct Player<'a> {
    state: State,
    clock: Timestamp,
    random: &'a mut dyn FnMut(&mut [u8]),
    pub records: Vec<Record>,
    /// Numbers of the issues by project and place in its script.
    pub issues: BTreeMap<(usize, usize), u32>,
}

/// What the script needs was not made by the steps before: the script is at fault.
pub fn lost(what: &str) -> Refusal {
    Refusal::new("DPR-4", format!("The sample could not be made: its {what} is missing. Start without the sample."))
}

impl<'a> Player<'a> {
    pub fn new(clock: Timestamp, random: &'a mut dyn FnMut(&mut [u8])) -> Self {
        Self { state: State::default(), clock, random, records: Vec::new(), issues: BTreeMap::new() }
    }

    /// Decides a command and lets it happen. Each takes a minute.
    pub fn send(&mut self, by: Option<PersonId>, command: impl Into<Command>) -> Result<(), Refusal> {
        let record = decide(&self.state, by, command.into(), &mut Facts::new(self.clock, self.random))?;
        self.state.apply(&record);
        self.records.push(record);
        self.clock = self.clock.plus(Timestamp::MINUTE);
        Ok(())
    }

    /// Lets time pass, never back.
    pub fn wait_until(&mut self, at: Timestamp) {
        self.clock = self.clock.max(at);
    }

    /// Creates an issue. Who may not make labels uses those that are there.
    pub fn send_with_labels(&mut self, by: PersonId, place: Place, mut draft: Draft) -> Result<(), Refusal> {
        let (space, project) = place;
        let here = gate::Place::Project(space, project);
        if gate::can(&self.state, Some(by), Permission::CreateALabel, here).is_err() {
            let issues = &self.state.project(space, project).ok_or_else(|| lost("project"))?.issues;
            draft.labels.retain(|label| issues.label_id(label).is_some());
        }
        self.send(Some(by), issue::Command::Create { space, project, draft })
    }

    /// Invites somebody, who accepts.
    pub fn invite(
        &mut self,
        by: PersonId,
        (space, project): (SpaceId, Option<ProjectId>),
        who: super::Who,
        role: Role,
    ) -> Result<(), Refusal> {
        let (email, person) = (super::address(who), self.person(who)?);
        self.send(Some(by), member::Command::Invite { space, project, email, role })?;
        let newest = outbox::newest_first(&self.state).first().map(|message| message.token.clone());
        let code = newest.ok_or_else(|| lost("invitation"))?;
        self.send(Some(person), member::Command::Accept { code })
    }

    pub fn is_member(&self, space: SpaceId, person: PersonId) -> bool {
        self.state.space(space).is_some_and(|space| space.members.contains_key(&person))
    }

    pub fn person(&self, who: super::Who) -> Result<PersonId, Refusal> {
        let mut people = self.state.people.values();
        people.find(|person| person.alias == who.names().1).map(|person| person.id).ok_or_else(|| lost("person"))
    }

    /// The code of the sign-up on its way, as it lies in the outbox.
    pub fn code(&self) -> Result<String, Refusal> {
        let code = self.state.sign_up.as_ref().and_then(|sign_up| sign_up.code.as_ref());
        code.map(|code| code.digits.clone()).ok_or_else(|| lost("code"))
    }

    /// The token that the request for a space was given.
    pub fn token(&self, name: &str) -> Result<String, Refusal> {
        let mut requests = self.state.requests.values();
        requests.find(|request| request.name == name).map(|request| request.token.clone()).ok_or_else(|| lost("token"))
    }

    pub fn space(&self, name: &str) -> Result<SpaceId, Refusal> {
        self.state.spaces.values().find(|space| space.name == name).map(|space| space.id).ok_or_else(|| lost("space"))
    }

    pub fn project(&self, space: SpaceId, name: &str) -> Result<ProjectId, Refusal> {
        let mut projects = self.state.space(space).into_iter().flat_map(|space| space.projects.values());
        projects.find(|project| project.name == name).map(|project| project.id).ok_or_else(|| lost("project"))
    }

    pub fn team(&self, space: SpaceId, name: &str) -> Result<TeamId, Refusal> {
        let mut teams = self.state.space(space).into_iter().flat_map(|space| space.teams.values());
        teams.find(|team| team.name == name).map(|team| team.id).ok_or_else(|| lost("team"))
    }

    pub fn next_number(&self, (space, project): Place) -> Result<u32, Refusal> {
        self.state.project(space, project).map(|project| project.issues.next).ok_or_else(|| lost("project"))
    }
}
