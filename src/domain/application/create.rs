//! The wizard: what each step may hold, and everything at once at its end (SSO-1, SSO-2, SSO-3, SSO-7).

use super::{Application, Event, Place, prerequisites};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Record, Refusal, State, Timestamp, account,
    account::AccountId,
    billing, gate,
    id::{GroupId, PersonId, SpaceId},
    identity_center::{IdentityCenter, can_sign_in},
    member, space,
    space::{Origin, Region, Space, Users, names},
    sync, text,
    text::field,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

type Events = Result<Vec<DomainEvent>, Refusal>;

/// How long it counts that somebody was shown to be able to sign in.
const SHOWN_FOR: i64 = Timestamp::DAY;

/// Events so far, and the state as it will be after them.
pub(super) struct Work<'a> {
    pub(super) state: State,
    actor: Option<PersonId>,
    pub(super) at: Timestamp,
    pub(super) events: Vec<DomainEvent>,
    /// The state before, whose people do not change but by what is told here.
    pub(super) before: &'a State,
}

impl<'a> Work<'a> {
    /// Begins.
    pub(super) fn new(before: &'a State, actor: Option<PersonId>, at: Timestamp) -> Self {
        Self { state: before.clone(), actor, at, events: Vec::new(), before }
    }

    /// Lets something happen.
    pub(super) fn happen<E: Into<DomainEvent>>(&mut self, events: impl IntoIterator<Item = E>) {
        let events: Vec<DomainEvent> = events.into_iter().map(Into::into).collect();
        let record = Record { at: self.at, actor: self.actor, events };
        self.state.apply(&record);
        self.events.extend(record.events);
    }
}

/// Step 1: the two names (SSO-1, SSO-2). Answers them as they are kept.
pub fn check_name(state: &State, display_name: &str, name: &str) -> Result<(String, String), Refusal> {
    let display_name = text::display_name(display_name)?;
    let name = text::application_name(name)?;
    let taken = |application: &Arc<Application>| application.name.to_lowercase() == name.to_lowercase();
    if state.applications.values().any(taken) {
        return Err(Refusal::new(
            "SSO-2",
            "An application has this name already. Names of applications are unique and letter case makes no difference; choose another.",
        )
        .at(field::APPLICATION_NAME));
    }
    Ok((display_name, name))
}

/// Step 2: the space (SSO-1, SSO-2, SPC-3). Answers the name of a new one as it is kept.
pub fn check_place(state: &State, actor: Option<PersonId>, place: &Place, now: Timestamp) -> Result<(), Refusal> {
    match place {
        Place::Existing { space, billing: pays } => {
            let (_, space) = gate::administrator(state, actor, *space, "Set up SSO for the space")?;
            if let Some(known) = state.application_for(space.id) {
                return Err(Refusal::new(
                    "SSO-2",
                    format!(
                        "The application {} serves this space already, and a space has one. Choose another space.",
                        known.name
                    ),
                )
                .at(field::EXISTING_SPACE));
            }
            match state.cloud {
                Some(session) if *pays && space.billing_account != Some(session.account) => {
                    billing::may_pay(state, actor, space, session.account, now)
                        .map_err(|refusal| refusal.at(field::EXISTING_SPACE))
                }
                _ => Ok(()),
            }
        }
        Place::New { name } => {
            let person = space::may_create(state, actor)?;
            space::within_limits(state, person, now)?;
            let name = text::space_name(name)?;
            names::is_free(state, &name)?;
            if state.requests.values().any(|pending| names::same(&pending.name, &name)) {
                return Err(Refusal::new(
                    "SPC-3",
                    "A space was asked for with this name, and waits to be verified. Choose another name, or withdraw that request.",
                )
                .at(field::SPACE_NAME));
            }
            // The organization's management account pays for a new space (SSO-7).
            state.cloud.map_or(Ok(()), |session| {
                billing::may_bill(state, actor, session.account, None).map_err(|refusal| refusal.at(field::SPACE_NAME))
            })
        }
    }
}

/// Step 3: the groups, at least one, all of the identity store (SSO-1). Answers them with their names.
pub fn check_groups(center: &IdentityCenter, groups: &[GroupId]) -> Result<BTreeMap<GroupId, String>, Refusal> {
    if groups.is_empty() {
        return Err(Refusal::new(
            "SSO-1",
            "No group is chosen. Choose at least one: its users become the members of the space.",
        )
        .at(field::GROUPS));
    }
    let named = |group: &GroupId| center.groups.get(group).map(|known| (*group, known.name.clone()));
    groups.iter().map(named).collect::<Option<_>>().ok_or_else(|| {
        Refusal::new("SSO-1", "A chosen group is not in Identity Center any more. Choose among those that are there.")
            .at(field::GROUPS)
            .mended_at(Mend::IdentityCenter)
    })
}

/// Step 4: the individual Space administrators, at least one, each able to sign in and in one of the groups (SSO-1).
pub fn check_administrators(
    center: &IdentityCenter,
    groups: &BTreeSet<GroupId>,
    administrators: &[PersonId],
) -> Result<(), Refusal> {
    if administrators.is_empty() {
        return Err(Refusal::new(
            "SSO-1",
            "No Space administrator is chosen. Choose at least one user: a space always keeps one.",
        )
        .at(field::ADMINISTRATORS));
    }
    for person in administrators {
        can_sign_in(center, *person).map_err(|refusal| refusal.at(field::ADMINISTRATORS))?;
        let user = center.users.get(person).filter(|user| !user.groups.is_disjoint(groups));
        if user.is_none() {
            let name = center.users.get(person).map_or("A chosen user", |user| user.profile.full_name.as_str());
            return Err(Refusal::new(
                "SSO-1",
                format!("{name} is in none of the connected groups. Choose a user of these groups, or connect another group."),
            )
            .at(field::ADMINISTRATORS));
        }
    }
    Ok(())
}

/// Whether one of these was shown to be able to sign in lately: asked before SSO takes over a space, so that nobody locks
/// everyone out.
pub(super) fn shown(center: &IdentityCenter, administrators: &[PersonId], now: Timestamp) -> Result<(), Refusal> {
    let lately = |person: &PersonId| {
        let signed_in = center.users.get(person).and_then(|user| user.signed_in);
        signed_in.is_some_and(|at| now.since(at) <= SHOWN_FOR)
    };
    if administrators.iter().any(lately) {
        return Ok(());
    }
    Err(Refusal::new(
        "MBR-7",
        "None of the chosen Space administrators was shown to be able to sign in during the last 24 hours. Once SSO takes over, only they can open the settings of the space. Show one sign-in first.",
    )
    .at(field::ADMINISTRATORS))
}

/// The account and instance that a command of the cloud side works with.
pub(super) fn signed_in(state: &State) -> Result<(AccountId, Region), Refusal> {
    let session = state.cloud.ok_or_else(|| {
        Refusal::new(
            "SSO-1",
            "Nobody is signed in on the cloud side. Sign in there to the account of the application first.",
        )
        .mended_at(Mend::CloudSpaces)
    })?;
    Ok((session.account, session.region))
}

/// The instance of an account, if all prerequisites hold; else what is missing (ORG-1).
pub(super) fn ready(state: &State, account: AccountId) -> Result<&IdentityCenter, Refusal> {
    if let Some(missing) = prerequisites(state, account).into_iter().find(|line| !line.met) {
        return Err(Refusal::new(
            "ORG-1",
            format!(
                "A prerequisite does not hold: {}. {} {}",
                missing.what.to_lowercase(),
                missing.found,
                missing.mend
            ),
        )
        .mended_at(Mend::IdentityCenter));
    }
    state.identity_center(account).ok_or_else(|| gate::gone("Identity Center instance"))
}

/// What the last step of the wizard does.
pub(super) struct Wish {
    pub(super) display_name: String,
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) groups: Vec<GroupId>,
    pub(super) administrators: Vec<PersonId>,
}

/// Everything at once (SSO-1).
pub(super) fn create(state: &State, actor: Option<PersonId>, wish: Wish, facts: &mut Facts<'_>) -> Events {
    gate::person(state, actor)?;
    let (account, region) = signed_in(state)?;
    if state.application(account).is_some() {
        return Err(Refusal::new(
            "SSO-2",
            "This account has an application already, and an account has one. Delete it first, or associate it with the space.",
        ));
    }
    let center = ready(state, account)?;
    let (display_name, name) = check_name(state, &wish.display_name, &wish.name)?;
    check_place(state, actor, &wish.place, facts.now)?;
    let groups = check_groups(center, &wish.groups)?;
    check_administrators(center, &groups.keys().copied().collect(), &wish.administrators)?;
    let store = center.instance.store.clone().unwrap_or_default();
    let mut work = Work::new(state, actor, facts.now);
    let application = Application {
        account,
        store,
        display_name,
        name,
        created: facts.now,
        valid: true,
        groups,
        space: None,
        last: None,
        changed: None,
    };
    work.happen([Event::Created { application: Box::new(application) }]);
    let (space, pays) = match wish.place {
        Place::Existing { space, billing } => (space, billing),
        Place::New { name } => (new_space(&mut work, &name, region, facts)?, true),
    };
    take_over(&mut work, account, space, pays, &wish.administrators, facts.now)?;
    Ok(work.events)
}

/// A new space, named and empty; its administrators come with the groups.
fn new_space(work: &mut Work<'_>, name: &str, region: Region, facts: &mut Facts<'_>) -> Result<SpaceId, Refusal> {
    let name = text::space_name(name)?;
    let id = SpaceId::from_random(facts.bytes());
    let taken = names::take(&work.state, &name, facts);
    work.happen(taken);
    work.happen([space::Event::Created {
        space: id,
        name,
        region: region.code().to_owned(),
        description: String::new(),
        origin: Origin::Made,
    }]);
    Ok(id)
}

/// From here on the application's groups make the members of the space: those with a Builder ID go, open invitations end,
/// users of the groups come.
pub(super) fn take_over(
    work: &mut Work<'_>,
    account: AccountId,
    id: SpaceId,
    pays: bool,
    administrators: &[PersonId],
    now: Timestamp,
) -> Result<(), Refusal> {
    let Some(space) = work.state.space(id) else { return Err(gate::gone("space")) };
    let is_new = space.members.is_empty();
    if !is_new && let Some(center) = work.before.identity_center(account) {
        shown(center, administrators, now)?;
    }
    let mut events = member::end_invitations(&work.state, space, now);
    if space.users != Users::Sso {
        events.push(space::Event::UsersSet { space: id, users: Users::Sso }.into());
    }
    if pays {
        if !space.connections.contains_key(&account) {
            events.push(account::Event::Connected { space: id, account }.into());
        }
        if space.billing_account != Some(account) {
            billing::may_pay(&work.state, work.actor, space, account, now)?;
            events.extend(billing::turned(space, now));
            events.push(account::Event::BillingAccountSet { space: id, account }.into());
        }
    }
    events.push(Event::Associated { account, space: id }.into());
    work.happen(events);
    bring(work, account, administrators)
}

/// Syncs an application on what has happened so far, and gives the individual administrators their role, taking it from
/// others.
pub(super) fn bring(work: &mut Work<'_>, account: AccountId, administrators: &[PersonId]) -> Result<(), Refusal> {
    let actor = work.actor;
    let Some(application) = work.state.application(account) else { return Err(gate::gone("application")) };
    let Some(space) = application.space.and_then(|space| work.state.space(space)) else {
        return Err(gate::gone("space"));
    };
    let id = space.id;
    let center = work.state.identity_center(account);
    let leading: BTreeSet<PersonId> = administrators.iter().copied().collect();
    let difference = sync::difference_with(center, application, space, &work.state.people, &leading, work.at);
    let events = sync::events(application, id, difference, work.at, actor);
    work.happen(events);
    let Some(space) = work.state.space(id) else { return Err(gate::gone("space")) };
    let roles = member::lead(space, &leading);
    work.happen(roles);
    let leads = work.state.space(id).is_some_and(Space::has_administrator);
    if leads {
        Ok(())
    } else {
        Err(Refusal::new("MBR-7", "The space would have no Space administrator. Choose at least one."))
    }
}
