//! Invitations to spaces and projects (MBR-1, MBR-2, MBR-3, MBR-6, MBR-10, MBR-11).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    Mend, PersonId, ProjectId, Record, Role, SpaceId, Timestamp,
    id::InvitationId,
    identity,
    member::{A_PERSON_A_DAY, AN_ADDRESS_A_DAY, Command, Standing},
    outbox,
};
use support::World;

struct Desk {
    world: World,
    ada: PersonId,
    bob: PersonId,
    cy: PersonId,
    space: SpaceId,
    project: ProjectId,
}

impl Desk {
    fn new() -> Self {
        let mut world = World::new();
        let [ada, bob, cy] = ["ada", "bob", "cyd"].map(|alias| world.join(alias));
        let space = world.space(ada, "harbour");
        let project = world.project(ada, space, "quay");
        Self { world, ada, bob, cy, space, project }
    }

    fn invite(&self, email: &str, role: Role) -> Command {
        let project = (!role.is_space_role()).then_some(self.project);
        Command::Invite { space: self.space, project, email: email.to_owned(), role }
    }

    fn the_one(&self) -> InvitationId {
        self.world.state.space(self.space).unwrap().invitations_newest_first()[0].id
    }

    fn standing(&self) -> Standing {
        self.world.state.space(self.space).unwrap().invitations_newest_first()[0].standing(self.world.now)
    }

    fn accept(&self) -> Command {
        Command::Accept { code: self.world.code() }
    }

    fn member(&self, person: PersonId) -> Option<Role> {
        self.world.state.space(self.space).unwrap().members.get(&person).map(|member| member.role)
    }

    fn listed(&self, person: PersonId) -> Option<Role> {
        self.world.state.project(self.space, self.project).unwrap().roles.get(&person).copied()
    }
}

#[test]
fn mbr_1_administrators_and_power_users_invite_by_email_and_role() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::PowerUser));
    let code = desk.world.code();
    assert_eq!(code.len(), 39, "160 bits in groups of four");
    let message = outbox::newest_first(&desk.world.state)[0];
    assert_eq!(message.to, "bob@example.com");
    assert!(message.body.contains(&code) && message.body.contains("ada Sample invites you to the space harbour"));
    assert_eq!(desk.world.state.invitation_in(message).unwrap().1.id, desk.the_one());
    desk.world.does(Some(desk.bob), desk.accept());
    assert_eq!(desk.member(desk.bob), Some(Role::PowerUser));
    assert!(desk.world.state.outbox.is_empty(), "the message is of no use any more");
    // A Power user invites too, and nobody else does.
    desk.world.does(Some(desk.bob), desk.invite("dee@example.com", Role::PowerUser));
    let refusal = desk.world.refused("MBR-10", Some(desk.cy), desk.invite("eve@example.com", Role::PowerUser));
    assert!(refusal.message.contains("“Invite others to the space”") && refusal.message.contains("Power user"));
    // A space is not joined with Limited access, nor with a role of a project.
    desk.world.refused("MBR-1", Some(desk.ada), desk.invite("eve@example.com", Role::LimitedAccess));
    for (project, role) in [(None, Role::Contributor), (Some(desk.project), Role::PowerUser)] {
        let wrong = Command::Invite { space: desk.space, project, email: "eve@example.com".to_owned(), role };
        desk.world.refused("MBR-1", Some(desk.ada), wrong);
    }
    desk.world.refused("ID-1", Some(desk.ada), desk.invite("not an address", Role::PowerUser));
}

#[test]
fn mbr_6_nobody_but_an_administrator_invites_an_administrator() {
    let desk = &mut Desk::new();
    desk.world.bring(desk.ada, (desk.space, None), desk.bob, Role::PowerUser);
    let refusal =
        desk.world.refused("MBR-10", Some(desk.bob), desk.invite("dee@example.com", Role::SpaceAdministrator));
    assert!(refusal.message.contains("“Add other users to the Space administrator role”"), "{refusal}");
    desk.world.does(Some(desk.ada), desk.invite("dee@example.com", Role::SpaceAdministrator));
    let (space, invitation) = (desk.space, desk.the_one());
    // Nor sends one again or cancels it.
    desk.world.refused("MBR-10", Some(desk.bob), Command::Resend { space, invitation });
    desk.world.refused("MBR-10", Some(desk.bob), Command::Cancel { space, invitation });
    desk.world.does(Some(desk.ada), Command::Cancel { space, invitation });
}

#[test]
fn mbr_2_an_invitation_is_accepted_by_the_invited_person_alone() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.invite("Bob@Example.com", Role::PowerUser));
    let refusal = desk.world.refused("MBR-2", Some(desk.cy), desk.accept());
    assert!(refusal.message.contains("another email address") && !refusal.message.contains("ob@"), "{refusal}");
    assert_eq!(desk.world.state.invitations_for(desk.bob, desk.world.now).len(), 1);
    assert!(desk.world.state.invitations_for(desk.cy, desk.world.now).is_empty());
    desk.world.refused("MBR-10", None, desk.accept());
    desk.world.refused("MBR-2", Some(desk.bob), Command::Accept { code: "MFRG-GZDF".to_owned() });
    desk.world.refused("MBR-2", Some(desk.bob), Command::Accept { code: " ".to_owned() });
    // As copied by hand: other case, other groups.
    let code = desk.world.code().to_lowercase().replace('-', " ");
    desk.world.does(Some(desk.bob), Command::Accept { code });
    assert_eq!(desk.member(desk.bob), Some(Role::PowerUser));
}

#[test]
fn mbr_2_whoever_signs_up_with_the_invited_address_can_accept() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.invite("dee@example.com", Role::Reviewer));
    let code = desk.world.code();
    let dee = desk.world.join("dee");
    desk.world.does(Some(dee), Command::Accept { code });
    assert_eq!((desk.member(dee), desk.listed(dee)), (Some(Role::LimitedAccess), Some(Role::Reviewer)));
}

#[test]
fn mbr_2_an_invitation_is_good_once() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::PowerUser));
    let accept = desk.accept();
    desk.world.does(Some(desk.bob), accept.clone());
    desk.world.does(Some(desk.ada), Command::Remove { space: desk.space, project: None, person: desk.bob });
    let refusal = desk.world.refused("MBR-2", Some(desk.bob), accept);
    assert!(refusal.message.contains("used up"), "{refusal}");
    assert_eq!((desk.standing(), desk.member(desk.bob)), (Standing::Accepted, None));
}

#[test]
fn mbr_2_an_invitation_expires_after_24_hours_and_can_be_sent_again() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::PowerUser));
    let (first, sent) = (desk.accept(), desk.world.now);
    assert_eq!(desk.standing(), Standing::Pending(sent.plus(Timestamp::DAY)));
    desk.world.later(Timestamp::DAY + 1);
    assert_eq!(desk.standing(), Standing::Expired);
    let refusal = desk.world.refused("MBR-2", Some(desk.bob), first.clone());
    assert!(refusal.message.contains("24 hours"), "{refusal}");
    desk.world.does(Some(desk.ada), Command::Resend { space: desk.space, invitation: desk.the_one() });
    assert_eq!(desk.world.state.outbox.len(), 1, "the message with the old code went");
    desk.world.refused("MBR-2", Some(desk.bob), first);
    desk.world.later(Timestamp::DAY);
    desk.world.does(Some(desk.bob), desk.accept());
}

#[test]
fn mbr_2_sending_again_ends_the_old_code_while_it_was_still_good() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::PowerUser));
    let first = desk.accept();
    desk.world.later(Timestamp::MINUTE);
    desk.world.does(Some(desk.ada), Command::Resend { space: desk.space, invitation: desk.the_one() });
    desk.world.refused("MBR-2", Some(desk.bob), first);
    desk.world.does(Some(desk.bob), desk.accept());
}

#[test]
fn mbr_2_a_cancelled_invitation_cannot_be_accepted() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::PowerUser));
    let (accept, cancel) = (desk.accept(), Command::Cancel { space: desk.space, invitation: desk.the_one() });
    desk.world.refused("MBR-10", Some(desk.cy), cancel.clone());
    desk.world.does(Some(desk.ada), cancel.clone());
    assert!(desk.world.state.outbox.is_empty());
    let refusal = desk.world.refused("MBR-2", Some(desk.bob), accept);
    assert!(refusal.message.contains("cancelled"), "{refusal}");
    desk.world.refused("MBR-2", Some(desk.ada), cancel);
    desk.world.refused("MBR-2", Some(desk.ada), Command::Resend { space: desk.space, invitation: desk.the_one() });
    // The address can be invited anew.
    desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::PowerUser));
}

#[test]
fn mbr_2_an_address_is_not_invited_twice_nor_when_it_is_there_already() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::PowerUser));
    let refusal = desk.world.refused("MBR-2", Some(desk.ada), desk.invite("BOB@example.com", Role::SpaceAdministrator));
    assert_eq!(refusal.mend, Some(Mend::Members(desk.space)));
    // To a project is another matter.
    desk.world.later(1);
    desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::Reviewer));
    desk.world.does(Some(desk.bob), desk.accept());
    desk.world.refused("MBR-1", Some(desk.ada), desk.invite("bob@example.com", Role::Contributor));
    desk.world.refused("MBR-1", Some(desk.ada), desk.invite("bob@example.com", Role::PowerUser));
    desk.world.refused("MBR-4", Some(desk.ada), desk.invite("ada@example.com", Role::Contributor));
}

#[test]
fn mbr_3_accepting_an_invitation_to_a_project_brings_limited_access() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::ProjectAdministrator));
    desk.world.does(Some(desk.bob), desk.accept());
    assert_eq!(
        (desk.member(desk.bob), desk.listed(desk.bob)),
        (Some(Role::LimitedAccess), Some(Role::ProjectAdministrator))
    );
    let feed = desk.world.feed(desk.space);
    let lines = [
        "bob Sample accepted the invitation",
        "bob Sample got the role Limited access",
        "bob Sample got the project role Project administrator",
    ];
    assert!(feed.ends_with(&lines.map(ToOwned::to_owned)), "{feed:?}");
    // A Project administrator invites to the project, and to nothing else.
    desk.world.does(Some(desk.bob), desk.invite("cyd@example.com", Role::ReadOnly));
    desk.world.does(Some(desk.cy), desk.accept());
    desk.world.refused("MBR-10", Some(desk.bob), desk.invite("dee@example.com", Role::PowerUser));
    desk.world.refused("MBR-10", Some(desk.cy), desk.invite("dee@example.com", Role::ReadOnly));
}

#[test]
fn mbr_3_accepting_takes_nothing_from_whoever_has_more() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::PowerUser));
    let to_space = desk.accept();
    desk.world.later(1);
    desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::Reviewer));
    let to_project = desk.accept();
    desk.world.does(Some(desk.bob), to_project);
    desk.world.does(Some(desk.bob), to_space);
    assert_eq!((desk.member(desk.bob), desk.listed(desk.bob)), (Some(Role::PowerUser), Some(Role::Reviewer)));
    // Invited to a project, then made an administrator before accepting: MBR-4 gives no project role.
    desk.world.does(Some(desk.ada), desk.invite("cyd@example.com", Role::Contributor));
    let late = desk.accept();
    desk.world.bring(desk.ada, (desk.space, None), desk.cy, Role::SpaceAdministrator);
    desk.world.does(Some(desk.cy), late);
    assert_eq!((desk.member(desk.cy), desk.listed(desk.cy)), (Some(Role::SpaceAdministrator), None));
}

#[test]
fn mbr_2_one_person_sends_500_invitations_in_24_hours_at_most() {
    let desk = &mut Desk::new();
    let wishes = (0..=A_PERSON_A_DAY).map(|nth| desk.invite(&format!("p{nth}@example.com"), Role::PowerUser)).collect();
    let record = desk.world.does(Some(desk.ada), Command::Each { wishes });
    assert_eq!(invited(&record), A_PERSON_A_DAY);
    desk.world.refused("MBR-2", Some(desk.ada), Command::Resend { space: desk.space, invitation: desk.the_one() });
    // Cancelling gives none back.
    desk.world.does(Some(desk.ada), Command::Cancel { space: desk.space, invitation: desk.the_one() });
    desk.world.refused("MBR-2", Some(desk.ada), desk.invite("late@example.com", Role::PowerUser));
    desk.world.later(Timestamp::DAY);
    desk.world.does(Some(desk.ada), desk.invite("late@example.com", Role::PowerUser));
}

#[test]
fn mbr_2_one_address_gets_25_invitations_in_24_hours_at_most() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::PowerUser));
    let resend = Command::Resend { space: desk.space, invitation: desk.the_one() };
    for _ in 1..AN_ADDRESS_A_DAY {
        desk.world.later(1);
        desk.world.does(Some(desk.ada), resend.clone());
    }
    desk.world.refused("MBR-2", Some(desk.ada), resend.clone());
    // Over all spaces.
    let other = desk.world.state.spaces.len();
    assert_eq!(other, 1);
    desk.world.refused("MBR-2", Some(desk.ada), desk.invite("bob@example.com", Role::Reviewer));
    desk.world.later(Timestamp::DAY);
    desk.world.does(Some(desk.ada), resend);
}

#[test]
fn mbr_11_many_are_invited_at_once_and_none_half() {
    let desk = &mut Desk::new();
    let wishes = vec![
        desk.invite("dee@example.com", Role::PowerUser),
        desk.invite("nonsense", Role::PowerUser),
        desk.invite("ada@example.com", Role::PowerUser),
        desk.invite("dee@example.com", Role::PowerUser),
        desk.invite("eve@example.com", Role::Contributor),
    ];
    let record = desk.world.does(Some(desk.ada), Command::Each { wishes });
    assert_eq!((invited(&record), desk.world.state.outbox.len()), (2, 2));
    assert_eq!(record.events.len(), 4, "each with its message");
}

#[test]
fn mbr_2_what_ended_long_ago_is_forgotten_with_the_next_invitation() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.invite("dee@example.com", Role::PowerUser));
    desk.world.later(31 * Timestamp::DAY);
    desk.world.does(Some(desk.ada), desk.invite("eve@example.com", Role::PowerUser));
    let all = desk.world.state.space(desk.space).unwrap().invitations_newest_first();
    assert_eq!(all.iter().map(|invitation| invitation.email.as_str()).collect::<Vec<_>>(), ["eve@example.com"]);
}

#[test]
fn mbr_2_the_code_is_kept_as_a_hash_and_never_printed() {
    let desk = &mut Desk::new();
    let record = desk.world.does(Some(desk.ada), desk.invite("bob@example.com", Role::PowerUser));
    let code = desk.world.code();
    for text in [format!("{record:?}"), format!("{:?}", desk.world.state), format!("{:?}", desk.accept())] {
        assert!(!text.contains(&code));
    }
    let space = postcard::to_allocvec(desk.world.state.space(desk.space).unwrap()).unwrap();
    assert!(!space.windows(code.len()).any(|window| window == code.as_bytes()));
}

#[test]
fn id_6_one_identity_accepts_in_several_spaces() {
    let desk = &mut Desk::new();
    let second = desk.world.request(desk.ada, "pier", "111122223333");
    desk.world.sign_in(desk.ada, "111122223333", spaceward::domain::space::Region::UsWest2);
    desk.world.does(Some(desk.ada), spaceward::domain::account::Command::VerifySpace { token: second.token });
    let pier = desk.world.state.space_named("pier").unwrap().id;
    desk.world.bring(desk.ada, (desk.space, None), desk.bob, Role::PowerUser);
    desk.world.bring(desk.ada, (pier, None), desk.bob, Role::SpaceAdministrator);
    let spaces: Vec<SpaceId> = desk.world.state.spaces_of(desk.bob).iter().map(|space| space.id).collect();
    assert_eq!(spaces, [desk.space, pier]);
    // The profile is one, and counts in both.
    let profile = identity::Command::ChangeProfile {
        full_name: "Bob Mooring".to_owned(),
        nickname: String::new(),
        email: "bob@example.com".to_owned(),
    };
    desk.world.does(Some(desk.bob), profile);
    for space in [desk.space, pier] {
        assert!(desk.world.feed(space).iter().any(|line| line.starts_with("Bob Mooring got the role")));
    }
}

fn invited(record: &Record) -> usize {
    let invited = |event: &&spaceward::domain::Event| {
        matches!(event, spaceward::domain::Event::Member(spaceward::domain::member::Event::Invited { .. }))
    };
    record.events.iter().filter(invited).count()
}
