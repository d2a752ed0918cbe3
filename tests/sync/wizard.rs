//! The wizard, and applications between spaces.

use crate::desk::{COMPANY, Desk};
use spaceward::domain::{
    Role,
    application::{self, Command, Place, WithoutSpace},
    factor, identity_center, organization,
    space::{self, Region, Users},
};

fn place(desk: &Desk) -> Place {
    Place::Existing { space: desk.space, billing: false }
}

fn new(name: &str) -> Place {
    Place::New { name: name.to_owned() }
}

#[test]
fn org_1_the_wizard_goes_on_only_when_every_prerequisite_holds() {
    let mut desk = Desk::bare();
    let met = |desk: &Desk| -> Vec<bool> {
        application::prerequisites(&desk.world.state, COMPANY).iter().map(|line| line.met).collect()
    };
    assert_eq!(met(&desk), [false; 4]);
    let asked = Command::Create {
        display_name: "Company".to_owned(),
        name: "company-sso".to_owned(),
        place: new("offices"),
        groups: vec![],
        administrators: vec![],
    };
    assert!(desk.refused("ORG-1", asked.clone()).contains("organization"));
    desk.does(organization::Command::Create);
    assert_eq!(met(&desk), [true, false, false, false]);
    assert!(desk.refused("ORG-1", asked.clone()).contains("Enable Identity Center"));
    desk.does(identity_center::Command::Enable);
    assert!(desk.refused("ORG-1", asked.clone()).contains("Connect a directory"));
    desk.does(identity_center::Command::Connect { source: identity_center::IdentitySource::Directory });
    assert_eq!(met(&desk), [true, true, true, false]);
    desk.user("cleo");
    assert!(desk.refused("ORG-1", asked.clone()).contains("put users into groups"));
    desk.group("Crew", &["cleo"]);
    assert_eq!(met(&desk), [true; 4]);
    // An account instance needs no organization.
    desk.does(organization::Command::Delete);
    assert_eq!(met(&desk), [true; 4]);
    assert!(desk.refused("SSO-1", asked).contains("No group is chosen"));
}

#[test]
fn org_2_an_instance_has_one_region_and_another_than_the_spaces_is_warned_of() {
    let mut desk = Desk::new();
    desk.refused("ORG-2", identity_center::Command::Enable);
    assert_eq!(application::region_warning(&desk.world.state, COMPANY, "us-west-2"), None);
    let warning = application::region_warning(&desk.world.state, COMPANY, "eu-west-1").unwrap();
    assert_eq!((warning.instance.as_str(), warning.space.as_str()), ("us-west-2", "eu-west-1"));
}

#[test]
fn sso_1_a_new_space_is_made_with_the_users_of_its_groups_and_nothing_before_the_last_step() {
    let mut desk = Desk::new();
    desk.refused("SSO-1", desk.create(new("offices"), &["Crew"], &[]));
    let message = desk.refused("SSO-1", desk.create(new("offices"), &["Crew"], &["eve"]));
    assert!(message.contains("eve Federated is in none of the connected groups"), "{message}");
    desk.refused("SPC-3", desk.create(new("Harbour"), &["Crew"], &["cleo"]));
    assert!(desk.world.state.applications.is_empty() && desk.world.state.spaces.len() == 1);
    desk.does(desk.create(new("offices"), &["Crew"], &["cleo"]));
    let space = desk.world.state.space_named("offices").unwrap();
    let (cleo, dan) = (desk.id("cleo"), desk.id("dan"));
    assert_eq!(space.users, Users::Sso);
    assert_eq!(space.members[&cleo].role, Role::SpaceAdministrator);
    assert_eq!(space.members[&dan].role, Role::LimitedAccess);
    assert_eq!(space.members.len(), 2);
    assert_eq!(desk.application().space, Some(space.id));
    // SSO-7: the management account pays.
    assert_eq!(space.billing_account, Some(COMPANY));
    assert!(space.connections.contains_key(&COMPANY));
    assert_eq!(space.region, "us-west-2");
}

#[test]
fn sso_2_an_account_has_one_application_with_a_name_of_its_own_for_one_space() {
    let mut desk = Desk::enabled();
    let again = desk.create(new("offices"), &["Crew"], &["cleo"]);
    assert!(desk.refused("SSO-2", again).contains("one"));
    desk.refused("SSO-2", Command::Delete);
    let name = application::check_name(&desk.world.state, "Another", "COMPANY-SSO").unwrap_err();
    assert_eq!(name.rule, "SSO-2");
    let cleo = desk.id("cleo");
    let space = place(&desk);
    let taken = application::check_place(&desk.world.state, Some(cleo), &space, desk.world.now).unwrap_err();
    assert_eq!(taken.rule, "SSO-2");
}

#[test]
fn sso_2_an_application_serves_one_space_at_a_time() {
    let mut desk = Desk::enabled();
    let other = desk.world.space(desk.ada, "inland");
    desk.world.sign_in(desk.ada, "111122223333", Region::UsWest2);
    let administrators = vec![desk.id("cleo")];
    let refusal = desk.refused("SSO-2", Command::Associate { space: other, billing: false, administrators });
    assert!(refusal.contains("harbour"), "it names the space that has it: {refusal}");
}

#[test]
fn id_8_a_federated_identity_sets_up_no_second_factor_here() {
    let mut desk = Desk::enabled();
    let key = factor::Key::new([7; 20]);
    let step = u64::try_from(desk.world.now.0 / factor::STEP).unwrap();
    let code = factor::code_at(&key, step).to_string();
    let enrol = factor::Command::Enrol { key, code };
    let cleo = desk.id("cleo");
    let refusal = desk.world.refused("ID-8", Some(cleo), enrol.clone());
    assert!(refusal.message.contains("identity provider"));
    desk.world.does(Some(desk.ada), enrol);
}

#[test]
fn sso_3_taking_over_a_space_names_and_removes_its_builder_id_members_and_ends_invitations() {
    let mut desk = Desk::new();
    let invite = spaceward::domain::member::Command::Invite {
        space: desk.space,
        project: None,
        email: "fay@example.com".to_owned(),
        role: Role::PowerUser,
    };
    desk.does(invite);
    let leaving = application::leaving(&desk.world.state, desk.space(), desk.world.now);
    assert_eq!(leaving.members, ["ada Sample", "bob Sample"]);
    assert_eq!(leaving.invitations, ["fay@example.com"]);
    // MBR-7: nobody locks everyone out.
    let create = |desk: &Desk| desk.create(place(desk), &["Crew"], &["cleo"]);
    let asked = create(&desk);
    assert!(desk.refused("MBR-7", asked.clone()).contains("able to sign in"));
    desk.shows("dan");
    desk.refused("MBR-7", asked.clone());
    desk.shows("cleo");
    // SPC-5: only an administrator of the space.
    desk.world.refused("MBR-10", Some(desk.bob), asked.clone());
    desk.does(asked);
    assert_eq!(desk.members(), ["cleo Federated", "dan Federated"]);
    assert_eq!(desk.space().users, Users::Sso);
    assert!(desk.space().invitations.values().all(|invitation| !invitation.is_pending(desk.world.now)));
    assert!(desk.world.state.outbox.values().all(|message| message.to != "fay@example.com"));
    // Asked for without the billing account: it stays (SSO-7 is a default).
    assert_ne!(desk.space().billing_account, Some(COMPANY));
    let feed = desk.world.feed(desk.space);
    // In the order of their ids.
    for (what, one, other) in
        [("removed", "ada Sample", "bob Sample"), ("brought in", "cleo Federated", "dan Federated")]
    {
        let orders = [format!("ada Sample {what} {one} and {other}"), format!("ada Sample {what} {other} and {one}")];
        assert!(feed.iter().any(|line| orders.contains(line)), "{feed:?}");
    }
}

#[test]
fn sso_3_a_sign_in_counts_for_a_day_and_of_who_may_sign_in_alone() {
    let mut desk = Desk::new();
    desk.shows("cleo");
    let asked = desk.create(place(&desk), &["Crew"], &["cleo"]);
    desk.world.now = desk.world.now.plus(25 * 60 * 60 * 1000);
    desk.refused("MBR-7", asked.clone());
    desk.world.does(Some(desk.id("cleo")), identity_center::Command::SignIn);
    let off = |enabled| identity_center::Command::ChangeUser {
        user: desk.id("cleo"),
        full_name: "cleo Federated".to_owned(),
        email: "cleo@company.example.com".to_owned(),
        enabled,
    };
    let (off, on) = (off(false), off(true));
    desk.does(off);
    assert!(desk.refused("SSO-1", asked.clone()).contains("disabled"));
    desk.world.refused("SSO-1", Some(desk.id("cleo")), identity_center::Command::SignIn);
    desk.does(on);
    desk.does(asked);
}

#[test]
fn spc_10_nobody_is_invited_or_removed_by_hand_and_id_8_profiles_are_read_only() {
    let mut desk = Desk::enabled();
    let cleo = desk.id("cleo");
    let dan = desk.id("dan");
    let invite = spaceward::domain::member::Command::Invite {
        space: desk.space,
        project: None,
        email: "fay@example.com".to_owned(),
        role: Role::PowerUser,
    };
    desk.world.refused("SPC-10", Some(cleo), invite);
    for who in [cleo, dan] {
        let remove = spaceward::domain::member::Command::Remove { space: desk.space, project: None, person: dan };
        desk.world.refused("SPC-10", Some(who), remove);
    }
    let profile = spaceward::domain::identity::Command::ChangeProfile {
        full_name: "Other".to_owned(),
        nickname: String::new(),
        email: "other@example.com".to_owned(),
    };
    desk.world.refused("ID-8", Some(dan), profile);
    // An address of the company can still be somebody's Builder ID: another identity (ID-6).
    desk.world.does(None, spaceward::domain::identity::Command::Start { email: "dan@company.example.com".to_owned() });
}

#[test]
fn sso_8_administrators_and_groups_are_edited_later_by_an_administrator_of_the_space() {
    let mut desk = Desk::enabled();
    let cleo = desk.id("cleo");
    let both = desk.edit(&["Crew"], &["cleo", "dan"]);
    desk.world.refused("MBR-10", Some(desk.id("dan")), both.clone());
    desk.world.does(Some(cleo), both.clone());
    assert_eq!(application::administrators(desk.space()).len(), 2);
    desk.world.refused("SSO-8", Some(cleo), both);
    desk.world.refused("SSO-1", Some(cleo), desk.edit(&["Crew"], &[]));
    desk.world.refused("SSO-1", Some(cleo), desk.edit(&[], &["cleo"]));
    // Whoever is in a group that is connected now can lead; taking the role leaves a member.
    desk.world.does(Some(cleo), desk.edit(&["Crew", "Office"], &["eve"]));
    assert_eq!(desk.members().len(), 3);
    assert_eq!(desk.space().members[&cleo].role, Role::LimitedAccess);
    assert_eq!(desk.space().members[&desk.id("eve")].role, Role::SpaceAdministrator);
    // A group that is taken away takes its users along at once.
    desk.world.does(Some(desk.id("eve")), desk.edit(&["Office"], &["eve"]));
    assert_eq!(desk.members(), ["eve Federated"]);
    desk.keep();
}

#[test]
fn app_2_disassociating_removes_all_sso_users_and_frees_the_application() {
    let mut desk = Desk::enabled();
    let cleo = desk.id("cleo");
    let leave = |successor| Command::Disassociate { successor };
    desk.world.refused("MBR-10", Some(desk.ada), leave(desk.ada));
    desk.world.refused("MBR-7", Some(cleo), leave(desk.id("dan")));
    desk.world.does(Some(cleo), leave(desk.bob));
    desk.keep();
    assert_eq!(desk.members(), ["bob Sample"]);
    assert_eq!(desk.space().users, Users::BuilderId);
    assert_eq!(desk.space().members[&desk.bob].role, Role::SpaceAdministrator);
    assert!(desk.space().followed.is_empty());
    assert_eq!(desk.application().space, None);
    // It is free: for this space again, with a fresh sign-in shown, or to be deleted.
    let back = Command::Associate { space: desk.space, billing: true, administrators: vec![cleo] };
    desk.world.refused("MBR-10", Some(desk.ada), back.clone());
    desk.world.does(Some(desk.bob), back.clone());
    desk.world.refused("SSO-2", Some(cleo), back);
    assert_eq!(desk.members(), ["cleo Federated", "dan Federated"]);
    assert_eq!(desk.space().billing_account, Some(COMPANY));
    desk.world.does(Some(cleo), leave(desk.ada));
    desk.does(Command::Delete);
    assert!(desk.world.state.applications.is_empty());
}

#[test]
fn sso_9_deleting_the_space_frees_the_application_or_deletes_it_too() {
    for chosen in [WithoutSpace::Keep, WithoutSpace::Delete] {
        let mut desk = Desk::enabled();
        let (cleo, space) = (Some(desk.id("cleo")), desk.space);
        let delete = |application| space::Command::Delete { space, typed: "delete".to_owned(), application };
        let refusal = desk.world.refused("SSO-9", cleo, delete(None));
        assert_eq!(refusal.field.as_deref(), Some("Identity Center application"));
        desk.world.does(cleo, delete(Some(chosen)));
        desk.keep();
        let state = &desk.world.state;
        assert!(state.space(space).is_none());
        let application = state.application(COMPANY);
        assert_eq!(application.is_some(), chosen == WithoutSpace::Keep);
        assert!(application.is_none_or(|application| application.space.is_none()), "free for another space");
        assert_eq!(state.identity_center(COMPANY).unwrap().users.len(), 3, "users stay on the cloud side");
    }
}

#[test]
fn sso_9_a_kept_application_serves_another_space() {
    let mut desk = Desk::enabled();
    let (cleo, space) = (desk.id("cleo"), desk.space);
    let application = Some(WithoutSpace::Keep);
    desk.world.does(Some(cleo), space::Command::Delete { space, typed: "delete".to_owned(), application });
    let other = desk.world.space(desk.ada, "inland");
    desk.world.sign_in(desk.ada, "111122223333", Region::UsWest2);
    desk.does(Command::Associate { space: other, billing: true, administrators: vec![cleo] });
    assert_eq!(desk.world.state.application(COMPANY).unwrap().space, Some(other));
    assert!(desk.world.state.space(other).unwrap().members.contains_key(&cleo));
}

#[test]
fn bil_2_the_organizations_account_pays_for_no_second_space() {
    use spaceward::domain::account;
    let mut desk = Desk::new();
    let request = desk.world.request(desk.ada, "quay", &COMPANY.to_string());
    desk.does(account::Command::VerifySpace { token: request.token });
    let message = desk.refused("BIL-2", desk.create(new("offices"), &["Crew"], &["cleo"]));
    assert!(message.contains("quay"), "{message}");
    desk.shows("cleo");
    let paying = Place::Existing { space: desk.space, billing: true };
    desk.refused("BIL-2", desk.create(paying, &["Crew"], &["cleo"]));
    // Without paying it may serve the space.
    desk.does(desk.create(place(&desk), &["Crew"], &["cleo"]));
}

#[test]
fn bil_3_an_account_that_allows_no_paid_tiers_takes_over_no_paid_space() {
    use spaceward::domain::{billing, space::Tier};
    let mut desk = Desk::new();
    let account = desk.space().billing_account.unwrap().to_string();
    desk.world.sign_in(desk.ada, &account, Region::UsWest2);
    desk.does(billing::Command::Allow { space: desk.space, paid: true });
    desk.does(billing::Command::ChangeTier { space: desk.space, tier: Tier::Standard });
    desk.world.sign_in(desk.ada, &COMPANY.to_string(), Region::UsWest2);
    desk.shows("cleo");
    let paying = Place::Existing { space: desk.space, billing: true };
    desk.refused("BIL-3", desk.create(paying, &["Crew"], &["cleo"]));
    desk.does(desk.create(place(&desk), &["Crew"], &["cleo"]));
}
