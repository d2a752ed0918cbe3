//! The feed in plain words, such as “moved #12 from To do to In progress” (AUD-1).

use super::{Deed, Entry};
use crate::domain::{
    State,
    id::PersonId,
    issue::{Estimation, StatusId},
    project::Project,
    sensitive::{Holder, Item},
    space::{Space, Users},
};

impl Entry {
    /// What was done, to stand after the name of who did it and before “in” and the project's name.
    ///
    /// Names are looked up as they are now: the feed keeps none that are kept elsewhere.
    pub fn sentence(&self, state: &State, space: &Space) -> String {
        let project = self.project.and_then(|project| space.projects.get(&project)).map(AsRef::as_ref);
        match &self.deed {
            Deed::MemberJoined(person, role) if self.actor == Some(*person) => {
                format!("got the role {}", role.label())
            }
            Deed::ProjectRoleGiven(person, role) if self.actor == Some(*person) => {
                format!("got the project role {}", role.label())
            }
            deed => deed.sentence(state, project),
        }
    }

    /// Who did it, by full name (ID-4); the service's own word for who is in its log.
    pub fn who(&self, state: &State) -> String {
        match (&self.deed, self.actor) {
            (Deed::Logged(logged), _) => logged.user.clone(),
            (_, Some(person)) => name(state, person),
            (_, None) => "Spaceward".to_owned(),
        }
    }
}

impl Deed {
    /// What was done. `project` is the one of the entry; without it, statuses have no names.
    pub fn sentence(&self, state: &State, project: Option<&Project>) -> String {
        match self {
            Self::SpaceCreated => "created the space".to_owned(),
            Self::SpaceImported => "imported the space".to_owned(),
            Self::SpaceDescribed => "changed the description of the space".to_owned(),
            Self::AccountConnected(account) => format!("connected the account {account}"),
            Self::BillingAccountSet(account) => format!("made {account} the billing account"),
            Self::MemberJoined(person, role) => format!("gave {} the role {}", name(state, *person), role.label()),
            Self::ProjectRoleGiven(person, role) => {
                format!("gave {} the project role {}", name(state, *person), role.label())
            }
            Self::MemberLeft => "left the space".to_owned(),
            Self::MemberRemoved(person) => format!("removed {} from the space", name(state, *person)),
            Self::ProjectRoleTaken(person) => format!("took away the project role of {}", name(state, *person)),
            Self::Invited(email, role) => format!("invited {email} with the role {}", role.label()),
            Self::InvitationSent(email) => format!("sent {email} the invitation again"),
            Self::InvitationCancelled(email) => format!("cancelled the invitation of {email}"),
            Self::InvitationAccepted => "accepted the invitation".to_owned(),
            Self::TeamCreated(team) => format!("created the team {team}"),
            Self::TeamRenamed(former, team) => format!("renamed the team {former} to {team}"),
            Self::TeamDeleted(team) => format!("deleted the team {team}"),
            Self::TeamMembersAdded(team, many, only) => {
                format!("added {} to the team {team}", people(state, *many, *only))
            }
            Self::TeamMembersRemoved(team, many, only) => {
                format!("removed {} from the team {team}", people(state, *many, *only))
            }
            Self::TeamRoleSet(team, Some(role)) => format!("gave the team {team} the role {}", role.label()),
            Self::TeamRoleSet(team, None) => format!("took away the role of the team {team}"),
            Self::UsersSet(Users::BuilderId) => "set the space to users with Builder IDs".to_owned(),
            Self::UsersSet(Users::Sso) => "set the space to SSO users".to_owned(),
            Self::VpcConnectionAdded(name) => format!("added the VPC connection {name}"),
            Self::VpcConnectionEdited(name) => format!("edited the VPC connection {name}"),
            Self::VpcConnectionRemoved(name) => format!("removed the VPC connection {name}"),
            Self::VpcDefaultSet(Some(name)) => format!("made {name} the default VPC connection"),
            Self::VpcDefaultSet(None) => "took away the default VPC connection".to_owned(),
            Self::AssistantSet(true, _) => "turned generative AI features on".to_owned(),
            Self::AssistantSet(false, 0) => "turned generative AI features off".to_owned(),
            Self::AssistantSet(false, stopped) => {
                let work = counted(*stopped, "issue", "issues");
                format!("turned generative AI features off, which stopped the work on {work}")
            }
            Self::AssistantAssigned(number) => format!("assigned #{number} to the assistant"),
            Self::AssistantTakenBack(number) => format!("took #{number} back from the assistant"),
            Self::Followed(joined, left, moved) => {
                let groups = [("brought in ", joined), ("removed ", left), ("read the groups of ", moved)];
                let parts = groups.into_iter().filter(|(_, people)| !people.is_empty());
                listed(&parts.map(|(words, people)| format!("{words}{}", some(state, people))).collect::<Vec<_>>())
            }
            Self::PaidTiersSet(account, true) => format!("let {account} allow paid billing tiers"),
            Self::PaidTiersSet(account, false) => format!("let {account} allow the Free billing tier alone"),
            Self::TierSet(tier) => format!("changed the billing tier to {}", tier.label()),
            Self::TierPending(Some(tier)) => {
                format!("set the billing tier {} for the next billing cycle", tier.label())
            }
            Self::TierPending(None) => "withdrew the change of the billing tier".to_owned(),
            Self::PlanSet => "entered what the billing tiers include".to_owned(),
            Self::PricesSet => "entered what the billing tiers cost".to_owned(),
            Self::UsageNoted(metered) => format!("entered the usage of {}", metered.label()),
            Self::AccountAsked(account) => format!("asked for the account {account}"),
            Self::AccountRoleAdded(account, role) => format!("added the IAM role {role} to the account {account}"),
            Self::AccountRoleRemoved(account, role) => format!("took the IAM role {role} off the account {account}"),
            Self::AccountTagged(account) => format!("changed the tags of the account {account}"),
            Self::AccountRestricted(account, None) => format!("let all projects use the account {account}"),
            Self::AccountRestricted(account, Some(count)) => {
                format!("restricted the account {account} to {}", counted(*count, "project", "projects"))
            }
            Self::AccountRemoved(account) => format!("removed the account {account}"),
            Self::ProjectCreated => "created the project".to_owned(),
            Self::ProjectImported => "imported the project".to_owned(),
            Self::ProjectDescribed => "changed the description of the project".to_owned(),
            Self::IssueCreated(number) => format!("created #{number}"),
            Self::IssueMoved(number, from, to) => {
                format!("moved #{number} from {} to {}", status(project, *from), status(project, *to))
            }
            Self::IssuePrioritised(number, from, to) => {
                format!("changed the priority of #{number} from {} to {}", from.label(), to.label())
            }
            Self::IssueEdited(number, fields) if fields.is_empty() => format!("edited #{number}"),
            Self::IssueEdited(number, fields) => format!("changed {} of #{number}", listed(fields)),
            Self::IssueArchived(number) => format!("archived #{number}"),
            Self::IssueRestored(number) => format!("restored #{number}"),
            Self::IssueCommented(number) => format!("commented on #{number}"),
            Self::IssuesImported(count, format) => {
                format!("imported {} from {format}", counted(*count, "issue", "issues"))
            }
            Self::RepositoriesRead(count) => {
                format!("read {} from the AWS CLI", counted(*count, "repository", "repositories"))
            }
            Self::DevEnvironmentsRead(count) => {
                format!("read {} from the AWS CLI", counted(*count, "Dev Environment", "Dev Environments"))
            }
            Self::Logged(logged) => match &logged.error {
                None => format!("called {} ({})", logged.name, logged.source),
                Some(error) => format!("called {} ({}), which failed with {error}", logged.name, logged.source),
            },
            Self::EstimationSet(Estimation::TShirt) => "set estimates to T-shirt sizes".to_owned(),
            Self::EstimationSet(Estimation::Fibonacci) => "set estimates to Fibonacci numbers".to_owned(),
            Self::EstimationSet(Estimation::Hidden) => "hid the estimates".to_owned(),
            Self::TierRead(tier) => format!("read the billing tier {} from the AWS CLI", tier.label()),
            Self::RegionRead => "read the Region from the AWS CLI".to_owned(),
            Self::SensitiveKept(items) => {
                format!("kept on purpose what looks sensitive{}", holder(items))
            }
            Self::SensitivePointedOut(items) => {
                format!("had pointed out again what looks sensitive{}", holder(items))
            }
        }
    }
}

/// ` in #12`, or how many places there are.
fn holder(items: &[Item]) -> String {
    match items {
        [Item { holder: Holder { issue: Some(number), .. }, .. }] => format!(" in #{number}"),
        [_] => String::new(),
        many => format!(" in {} places", many.len()),
    }
}

fn name(state: &State, person: PersonId) -> String {
    state.people.get(&person).map_or_else(|| "Somebody who is gone".to_owned(), |person| person.full_name.clone())
}

fn people(state: &State, many: u32, only: Option<PersonId>) -> String {
    only.map_or_else(|| counted(many, "person", "people"), |person| name(state, person))
}

/// The first few by name, and how many more.
fn some(state: &State, people: &[PersonId]) -> String {
    let mut names: Vec<String> = people.iter().take(3).map(|person| name(state, *person)).collect();
    if let Some(more) = people.len().checked_sub(3).filter(|more| *more > 0) {
        names.push(format!("{more} more"));
    }
    listed(&names)
}

fn status(project: Option<&Project>, id: StatusId) -> String {
    project
        .and_then(|project| project.issues.statuses.iter().find(|status| status.id == id))
        .map_or_else(|| "a status that is gone".to_owned(), |status| status.name.clone())
}

fn counted(count: u32, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// `title`, `title and labels`, `title, labels and estimate`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests;
