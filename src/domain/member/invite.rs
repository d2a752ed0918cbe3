//! Sends, renews, takes back and accepts invitations (MBR-1..3, MBR-6, MBR-10).

use super::{
    Event,
    decide::{members_by_hand, to_change},
    invitation::{A_PERSON_A_DAY, AN_ADDRESS_A_DAY, Ended, Invitation, Standing, hash},
};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Permission, Refusal, Role, State, Timestamp, base32, gate,
    gate::Place,
    id::{InvitationId, MessageId, PersonId, ProjectId, SpaceId},
    identity::Person,
    outbox,
    outbox::Message,
    space::Space,
    text,
    text::field,
};

type Events = Result<Vec<DomainEvent>, Refusal>;

/// Where an invitation leads: the space, and the project if it is to one.
type To = (SpaceId, Option<ProjectId>);

fn place((space, project): To) -> Place {
    project.map_or(Place::Space(space), |project| Place::Project(space, project))
}

/// The permission that inviting somebody with a role needs. The Space administrator role is given by those who have
/// it alone, by invitation too (MBR-6).
fn to_invite((_, project): To, role: Role) -> Permission {
    match project {
        Some(_) => Permission::InviteUsersToAProject,
        None => to_change(None, Some(role)),
    }
}

pub(super) fn send(
    state: &State,
    actor: Option<PersonId>,
    to: To,
    email: &str,
    role: Role,
    facts: &mut Facts<'_>,
) -> Events {
    let by = gate::ask(state, actor, to_invite(to, role), place(to))?;
    let Some(space) = state.space(to.0) else { return Err(gate::gone("space")) };
    members_by_hand(space)?;
    fits(to, role)?;
    let email = text::email(email, field::EMAIL)?;
    is_new(state, space, to, &email)?;
    let open = space.invitations.values().find(|known| known.project == to.1 && known.is_for(&email));
    match open.map(|known| known.standing(facts.now)) {
        Some(Standing::Pending(_)) => {
            return Err(Refusal::new(
                "MBR-2",
                "This address has an invitation already, and it is still good. Send it again, or cancel it and invite anew.",
            )
            .at(field::EMAIL)
            .mended_at(Mend::Members(space.id)));
        }
        Some(_) | None => within_a_day(state, by, &email, facts.now)?,
    }
    let (code, words) = new_code(facts);
    let invitation = Invitation {
        id: InvitationId::from_random(facts.bytes()),
        email,
        project: to.1,
        role,
        code,
        sent: vec![(by, facts.now)],
        ended: None,
    };
    let message = message(state, space, &invitation, by, words, facts);
    let mut events = Vec::new();
    let forgotten: Vec<InvitationId> =
        space.invitations.values().filter(|known| known.is_stale(facts.now)).map(|known| known.id).collect();
    if !forgotten.is_empty() {
        events.push(Event::InvitationsForgotten { space: space.id, invitations: forgotten }.into());
    }
    events.push(Event::Invited { space: space.id, invitation }.into());
    events.push(outbox::Event::Queued { message }.into());
    Ok(events)
}

/// Sends an invitation again with a new code; the old one stops working.
pub(super) fn resend(
    state: &State,
    actor: Option<PersonId>,
    (space, id): (SpaceId, InvitationId),
    facts: &mut Facts<'_>,
) -> Events {
    let (space, known) = open(state, space, id)?;
    let to = (space.id, known.project);
    let by = gate::ask(state, actor, to_invite(to, known.role), place(to))?;
    members_by_hand(space)?;
    is_new(state, space, to, &known.email)?;
    within_a_day(state, by, &known.email, facts.now)?;
    let (code, words) = new_code(facts);
    let sent = Event::InvitationSent { space: space.id, invitation: id, code, by };
    let message = message(state, space, known, by, words, facts);
    let mut events = without_message(state, known);
    events.push(sent.into());
    events.push(outbox::Event::Queued { message }.into());
    Ok(events)
}

/// Takes an invitation back: its code stops working.
pub(super) fn cancel(state: &State, actor: Option<PersonId>, (space, id): (SpaceId, InvitationId)) -> Events {
    let (space, known) = open(state, space, id)?;
    let to = (space.id, known.project);
    gate::ask(state, actor, to_invite(to, known.role), place(to))?;
    let mut events = without_message(state, known);
    events.push(Event::InvitationEnded { space: space.id, invitation: id, how: Ended::Cancelled }.into());
    Ok(events)
}

/// The invited person comes (MBR-2, MBR-3).
pub(super) fn accept(state: &State, actor: Option<PersonId>, code: &str, facts: &Facts<'_>) -> Events {
    let person = gate::person(state, actor)?;
    if text::token(code).is_empty() {
        return Err(refused_code("Give the code of the invitation. It stands in the message in the outbox."));
    }
    let Some((space, known)) = state.invitation_with(code) else {
        return Err(refused_code(
            "This code fits no invitation. It may be mistyped, or the invitation was sent again with a new code.",
        ));
    };
    match known.standing(facts.now) {
        Standing::Pending(_) => {}
        Standing::Expired => {
            return Err(refused_code(
                "This invitation is older than 24 hours and cannot be accepted any more. Ask who sent it to send it again.",
            ));
        }
        Standing::Accepted => {
            return Err(refused_code("This invitation is used up: it is good once."));
        }
        Standing::Cancelled => {
            return Err(refused_code("This invitation was cancelled. Ask who sent it."));
        }
    }
    if !known.is_for(&person.email) {
        return Err(refused_code(
            "This invitation was sent to another email address than that of your Builder ID. Accept it as the person with that address, or sign up with it.",
        ));
    }
    members_by_hand(space)?;
    if person.federated {
        return Err(refused_code(
            "Your identity comes from an identity provider, and the users of this space have Builder IDs. Sign up with a Builder ID to accept.",
        ));
    }
    let mut events = without_message(state, known);
    let ended = Event::InvitationEnded { space: space.id, invitation: known.id, how: Ended::Accepted };
    events.push(ended.into());
    events.extend(coming(space, known, person.id)?);
    Ok(events)
}

/// What accepting gives. Whoever has as much or more by now loses nothing.
fn coming(space: &Space, known: &Invitation, person: PersonId) -> Events {
    let held = space.members.get(&person).map(|member| member.role);
    let Some(project) = known.project else {
        let gains = held.is_none_or(|held| known.role < held);
        let joined = gains.then_some(Event::Joined { space: space.id, person, role: known.role });
        return Ok(joined.into_iter().map(Into::into).collect());
    };
    let Some(project) = space.projects.get(&project) else { return Err(gate::gone("project")) };
    if space.is_administrator(person) {
        return Ok(Vec::new());
    }
    let joined = held.is_none().then_some(Event::Joined { space: space.id, person, role: Role::LimitedAccess });
    let gains = project.roles.get(&person).is_none_or(|held| known.role < *held);
    let given =
        gains.then_some(Event::ProjectRoleGiven { space: space.id, project: project.id, person, role: known.role });
    Ok(joined.into_iter().chain(given).map(Into::into).collect())
}

fn refused_code(message: &str) -> Refusal {
    Refusal::new("MBR-2", message).at(field::INVITATION_CODE).mended_at(Mend::Outbox)
}

/// An invitation that is not at its end; it may have expired.
fn open(state: &State, space: SpaceId, id: InvitationId) -> Result<(&Space, &Invitation), Refusal> {
    let Some(space) = state.space(space) else { return Err(gate::gone("space")) };
    match space.invitations.get(&id) {
        Some(known) if known.ended.is_none() => Ok((space, known)),
        _ => Err(Refusal::new("MBR-2", "This invitation is not open any more: it was accepted or cancelled.")
            .mended_at(Mend::Members(space.id))),
    }
}

/// Which roles can be invited to: to a space those that help to run it, to a project the four of a project.
fn fits((_, project): To, role: Role) -> Result<(), Refusal> {
    let refuse = |message: String| Err(Refusal::new("MBR-1", message).at(field::ROLE));
    match (project, role) {
        (None, Role::SpaceAdministrator | Role::PowerUser) => Ok(()),
        (None, Role::LimitedAccess) => refuse(
            "Limited access comes with an invitation to a project. Invite to the project instead, or choose another role.".to_owned(),
        ),
        (None, role) => refuse(format!("{} is a role in a project. Choose a role of the space.", role.label())),
        (Some(_), role) if role.is_space_role() => {
            refuse(format!("{} is a role in the space. Choose a role in the project.", role.label()))
        }
        (Some(_), _) => Ok(()),
    }
}

/// Refuses to invite who is there already.
fn is_new(state: &State, space: &Space, (_, project): To, email: &str) -> Result<(), Refusal> {
    // A federated person may have the address of somebody's Builder ID: they are two identities (ID-8).
    let known = |person: &&Person| !person.federated && text::same_email(&person.email, email);
    let Some(person) = state.people.values().find(known) else {
        return Ok(());
    };
    if !space.members.contains_key(&person.id) {
        return Ok(());
    }
    let refuse = |rule, message: &str, mend| Err(Refusal::new(rule, message).at(field::EMAIL).mended_at(mend));
    match project {
        None => refuse(
            "MBR-1",
            "The person with this address is a member of the space already. Change their role instead.",
            Mend::Members(space.id),
        ),
        Some(_) if space.is_administrator(person.id) => refuse(
            "MBR-4",
            "The person with this address is a Space administrator, who is in every project already.",
            Mend::Members(space.id),
        ),
        Some(project) if space.projects.get(&project).is_some_and(|found| found.roles.contains_key(&person.id)) => {
            refuse(
                "MBR-1",
                "The person with this address has a role in the project already. Change that role instead.",
                Mend::ProjectSettings(space.id, project),
            )
        }
        Some(_) => Ok(()),
    }
}

/// Refuses beyond what one person may send, and one address may get, in 24 hours.
fn within_a_day(state: &State, by: PersonId, email: &str, now: Timestamp) -> Result<(), Refusal> {
    let (mut from, mut to) = (0, 0);
    for known in state.spaces.values().flat_map(|space| space.invitations.values()) {
        let mut today = known.sent.iter().filter(|(_, at)| now.since(*at) < Timestamp::DAY).peekable();
        if today.peek().is_some() && known.is_for(email) {
            to += today.clone().count();
        }
        from += today.filter(|(sender, _)| *sender == by).count();
    }
    let refuse = |message: String| Err(Refusal::new("MBR-2", message).at(field::EMAIL));
    if from >= A_PERSON_A_DAY {
        return refuse(format!(
            "One person can send {A_PERSON_A_DAY} invitations in 24 hours, and you have sent them. Go on tomorrow, or let somebody else invite."
        ));
    }
    if to >= AN_ADDRESS_A_DAY {
        return refuse(format!(
            "One address can get {AN_ADDRESS_A_DAY} invitations in 24 hours, and this one got them. Go on tomorrow."
        ));
    }
    Ok(())
}

/// A code and its words: 160 random bits as eight groups of four characters.
fn new_code(facts: &mut Facts<'_>) -> (super::CodeHash, String) {
    let words = base32::grouped(&facts.bytes::<20>(), '-');
    (hash(&words), words)
}

fn message(
    state: &State,
    space: &Space,
    invitation: &Invitation,
    by: PersonId,
    words: String,
    facts: &mut Facts<'_>,
) -> Message {
    let sender = state.people.get(&by).map_or("Somebody", |person| person.full_name.as_str());
    let project = invitation.project.and_then(|project| space.projects.get(&project));
    let what = match project {
        Some(project) => format!("the project {} of the space {}", project.name, space.name),
        None => format!("the space {}", space.name),
    };
    let role = invitation.role.label();
    Message {
        id: MessageId::from_random(facts.bytes()),
        at: facts.now,
        to: invitation.email.clone(),
        subject: format!("Invitation to {what}"),
        body: format!(
            "Hello,\n\n{sender} invites you to {what}, with the role {role}.\n\n\
             Accept it with your own Builder ID, or sign up with this address first. The code of the invitation is\n\n{words}\n\n\
             It is good once, for 24 hours. Whoever does not expect it can leave it unanswered.\n"
        ),
        token: words,
    }
}

/// The end of the message that carries an invitation's code, once the code is of no use.
pub(super) fn without_message(state: &State, invitation: &Invitation) -> Vec<DomainEvent> {
    let to = state.outbox.values().filter(|message| message.to == invitation.email && invitation.is_in(message));
    to.map(|message| outbox::Event::Discarded { message: message.id }.into()).collect()
}
