//! The cloud side's half of the handshake: signing in there, and Verify space (SPC-6, ACC-1).

use super::{AccountId, CloudSession, Command, Connection, Event, SignedInAs, manage, signed_in};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Record, Refusal, State,
    activity::Deed,
    billing, gate,
    id::{PersonId, SpaceId},
    member,
    role::Role,
    space,
    space::{Origin, names},
    text,
    text::field,
};

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    gate::person(state, actor)?;
    match command {
        Command::SignIn { account, region } => {
            let account = text::account(&account)?;
            Ok(vec![Event::SignedIn { session: CloudSession { account, region } }.into()])
        }
        Command::SignOut => match state.cloud {
            Some(_) => Ok(vec![Event::SignedOut.into()]),
            None => Err(Refusal::new("SPC-6", "Nobody is signed in on the cloud side.")),
        },
        Command::VerifySpace { token } => verify(state, actor, &token, facts),
        Command::SignInAs { who } => sign_in_as(state, who),
        Command::Associate { space, account } => manage::associate(state, actor, space, &account, facts),
        Command::Withdraw { space, account } => manage::withdraw(state, actor, space, account),
        Command::AddRole { space, account, role } => manage::add_role(state, actor, (space, account), role, facts),
        Command::RemoveRole { space, account, arn } => manage::remove_role(state, actor, (space, account), arn),
        Command::SetTags { space, account, tags, from } => {
            manage::set_tags(state, actor, from, (space, account), &tags)
        }
        Command::Restrict { space, account, projects } => manage::restrict(state, actor, (space, account), projects),
        Command::Remove { space, account, typed, from } => manage::remove(state, actor, from, (space, account), &typed),
    }
}

/// As whom of the account one is signed in: the root user, or somebody whom its IAM is known to have (TRB-1).
fn sign_in_as(state: &State, who: SignedInAs) -> Result<Vec<DomainEvent>, Refusal> {
    if state.cloud.is_none() {
        return Err(Refusal::new("TRB-1", "Nobody is signed in on the cloud side.").mended_at(Mend::CloudSpaces));
    }
    if !signed_in::identities(state).contains(&who) {
        return Err(Refusal::new(
            "TRB-1",
            format!("Nothing is known here of {who} in this account. Import its IAM, or choose somebody else."),
        )
        .mended_at(Mend::CloudSpaces));
    }
    if state.signed_in_as == who {
        return Err(Refusal::new("TRB-1", format!("The cloud side is signed in as {who} already.")));
    }
    Ok(vec![Event::SignedInAs { who }.into()])
}

/// Verify space: whoever has the token may, signed in to the account and Region the space was asked for (SPC-6). The
/// space's administrator is who asked for it, not who verified it (SPC-4).
fn verify(
    state: &State,
    actor: Option<PersonId>,
    token: &str,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let Some(session) = state.cloud else {
        return Err(Refusal::new(
            "SPC-6",
            "Nobody is signed in on the cloud side. Sign in there to the account and Region the space was asked for, then verify.",
        )
        .mended_at(Mend::CloudSpaces));
    };
    if text::token(token).is_empty() {
        return Err(
            Refusal::new("SPC-6", "Paste the token that was shown when the space was asked for.").at(field::TOKEN)
        );
    }
    if let Some((space, account)) = manage::asked_of_token(state, token) {
        return verify_another(state, session, space, account);
    }
    let request = space::request_of_token(state, token).ok_or_else(space::unknown_token)?;
    if request.account != session.account {
        return Err(Refusal::new(
            "SPC-6",
            format!(
                "This token is for the account that ends in {}. Sign in to that account on the cloud side, then verify again.",
                space::last_four(request.account)
            ),
        )
        .at(field::TOKEN)
        .mended_at(Mend::CloudSpaces));
    }
    if request.region != session.region {
        return Err(Refusal::new(
            "SPC-6",
            format!(
                "The space was asked for in {}, and the cloud side is signed in to {}. Choose the same Region there, then verify again.",
                request.region.label(),
                session.region.label()
            ),
        )
        .at(field::REGION)
        .mended_at(Mend::CloudSpaces));
    }
    signed_in::administers(state)?;
    names::is_free(state, &request.name)?;
    billing::may_bill(state, actor, request.account, None).map_err(|refusal| refusal.at(field::TOKEN))?;

    let id = SpaceId::from_random(facts.bytes());
    let mut events = vec![space::Event::RequestEnded { request: request.id }.into()];
    events.extend(names::take(state, &request.name, facts));
    events.push(
        space::Event::Created {
            space: id,
            name: request.name.clone(),
            region: request.region.code().to_owned(),
            description: String::new(),
            origin: Origin::Made,
        }
        .into(),
    );
    events.push(Event::Connected { space: id, account: request.account }.into());
    events.push(Event::BillingAccountSet { space: id, account: request.account }.into());
    events.push(member::Event::Joined { space: id, person: request.by, role: Role::SpaceAdministrator }.into());
    Ok(events)
}

/// The same for another account of a space that is there already (ACC-1).
fn verify_another(
    state: &State,
    session: CloudSession,
    space: SpaceId,
    account: AccountId,
) -> Result<Vec<DomainEvent>, Refusal> {
    let Some(found) = state.space(space) else { return Err(space::unknown_token()) };
    if account != session.account {
        let message = format!(
            "This token is for the account that ends in {}. Sign in to that account on the cloud side, then verify again.",
            space::last_four(account)
        );
        return Err(Refusal::new("SPC-6", message).at(field::TOKEN).mended_at(Mend::CloudSpaces));
    }
    if found.region != session.region.code() {
        let message = format!(
            "The space lies in {}, and the cloud side is signed in to {}. Choose the same Region there, then verify again.",
            found.region,
            session.region.label()
        );
        return Err(Refusal::new("SPC-6", message).at(field::REGION).mended_at(Mend::CloudSpaces));
    }
    signed_in::administers(state)?;
    Ok(vec![Event::AskEnded { space, account }.into(), Event::Connected { space, account }.into()])
}

impl core::fmt::Display for AccountId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    match event {
        Event::SignedIn { session } => {
            // Another Region of the same account is no other sign-in.
            if state.cloud.is_none_or(|former| former.account != session.account) {
                state.signed_in_as = SignedInAs::Root;
            }
            state.cloud = Some(*session);
        }
        Event::SignedOut => {
            state.cloud = None;
            state.signed_in_as = SignedInAs::Root;
        }
        Event::SignedInAs { who } => state.signed_in_as = who.clone(),
        Event::Connected { space, account } => {
            if let Some(space) = state.space_mut(*space) {
                space.connections.insert(*account, Connection { account: *account, since: record.at });
                space.log(record, None, Deed::AccountConnected(*account));
            }
        }
        Event::BillingAccountSet { space, account } => {
            if let Some(space) = state.space_mut(*space) {
                let former = space.billing_account.replace(*account);
                space.billing.moved(former, *account, record.at);
                space.log(record, None, Deed::BillingAccountSet(*account));
            }
        }
        Event::Asked { space, account, asked } => {
            if let Some(space) = state.space_mut(*space) {
                space.ties.asked.insert(*account, asked.clone());
                space.log(record, None, Deed::AccountAsked(*account));
            }
        }
        Event::AskEnded { space, account } => {
            if let Some(space) = state.space_mut(*space) {
                space.ties.asked.remove(account);
            }
        }
        Event::RoleAdded { space, account, arn, kind } => {
            if let Some(space) = connected(state, *space, *account) {
                space.ties.by_account.entry(*account).or_default().roles.insert(arn.clone(), *kind);
                space.log(record, None, Deed::AccountRoleAdded(*account, name_of(arn)));
            }
        }
        Event::RoleRemoved { space, account, arn } => {
            if let Some(space) = connected(state, *space, *account) {
                space.ties.by_account.entry(*account).or_default().roles.remove(arn);
                space.log(record, None, Deed::AccountRoleRemoved(*account, name_of(arn)));
            }
        }
        Event::TagsSet { space, account, tags } => {
            if let Some(space) = connected(state, *space, *account) {
                space.ties.by_account.entry(*account).or_default().tags.clone_from(tags);
                space.log(record, None, Deed::AccountTagged(*account));
            }
        }
        Event::ProjectsSet { space, account, projects } => {
            if let Some(space) = connected(state, *space, *account) {
                space.ties.by_account.entry(*account).or_default().projects.clone_from(projects);
                let count = projects.as_ref().map(|projects| u32::try_from(projects.len()).unwrap_or(u32::MAX));
                space.log(record, None, Deed::AccountRestricted(*account, count));
            }
        }
        Event::Removed { space, account } => {
            if let Some(space) = connected(state, *space, *account) {
                space.connections.remove(account);
                space.ties.by_account.remove(account);
                // What the account allowed belonged to this connection: a new one begins without it (ACC-5, BIL-3).
                space.billing.paid.remove(account);
                space.log(record, None, Deed::AccountRemoved(*account));
            }
        }
    }
}

/// The space, if the account is connected to it.
fn connected(state: &mut State, space: SpaceId, account: AccountId) -> Option<&mut space::Space> {
    state.space_mut(space).filter(|space| space.connections.contains_key(&account))
}

/// The role's name in its ARN.
fn name_of(arn: &str) -> String {
    arn.rsplit('/').next().unwrap_or(arn).to_owned()
}
