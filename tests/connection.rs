//! Account connections: another account, roles, tags, projects, removal (ACC-1..7, TAG-1).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod support;

use spaceward::{
    domain::{
        PersonId, Role, SpaceId,
        account::{AccountId, Command, RoleKind, RoleWish, Side, Tie, role_of_arn},
        id::VpcConnectionId,
        inventory::{self, Source},
        space::Region,
        vpc::{self, Setup},
    },
    formats::aws_cli::{Whose, recognise},
};
use support::{Stored, World};

const OTHER: AccountId = AccountId(444_455_556_666);
const FIRST: AccountId = AccountId(12_345_678_901);

/// A space with a second account, through the handshake.
fn world() -> (World, PersonId, SpaceId) {
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "harbour");
    connect(&mut world, ada, space);
    (world, ada, space)
}

fn connect(world: &mut World, person: PersonId, space: SpaceId) {
    world.does(Some(person), Command::Associate { space, account: OTHER.to_string() });
    let token = world.state.space(space).unwrap().ties.asked[&OTHER].token.clone();
    world.sign_in(person, &OTHER.to_string(), Region::UsWest2);
    world.does(Some(person), Command::VerifySpace { token });
    world.does(Some(person), Command::SignOut);
}

fn role(arn: &str) -> RoleWish {
    RoleWish::Existing { arn: arn.to_owned() }
}

fn tags(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn acc_1_another_account_comes_by_a_token_that_fits_it_alone_and_once() {
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "harbour");
    world.refused("ACC-1", Some(ada), Command::Associate { space, account: FIRST.to_string() });
    world.does(Some(ada), Command::Associate { space, account: OTHER.to_string() });
    world.refused("ACC-1", Some(ada), Command::Associate { space, account: OTHER.to_string() });
    let token = world.state.space(space).unwrap().ties.asked[&OTHER].token.clone();
    // Another account, then another Region, then the right ones.
    let verify = || Command::VerifySpace { token: token.to_lowercase() };
    assert!(world.refused("SPC-6", Some(ada), verify()).message.contains("6666"));
    world.sign_in(ada, &OTHER.to_string(), Region::EuWest1);
    assert!(world.refused("SPC-6", Some(ada), verify()).message.contains("us-west-2"));
    assert!(!world.state.space(space).unwrap().connections.contains_key(&OTHER));
    world.sign_in(ada, &OTHER.to_string(), Region::UsWest2);
    world.does(Some(ada), verify());
    assert!(world.state.space(space).unwrap().connections.contains_key(&OTHER));
    world.refused("SPC-6", Some(ada), verify());
    assert_eq!(world.state.space(space).unwrap().billing_account, Some(FIRST), "the first goes on paying");
}

#[test]
fn acc_1_a_withdrawn_token_is_good_no_more() {
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "harbour");
    world.does(Some(ada), Command::Associate { space, account: OTHER.to_string() });
    let token = world.state.space(space).unwrap().ties.asked[&OTHER].token.clone();
    world.does(Some(ada), Command::Withdraw { space, account: OTHER });
    world.refused("ACC-1", Some(ada), Command::Withdraw { space, account: OTHER });
    world.sign_in(ada, &OTHER.to_string(), Region::UsWest2);
    world.refused("SPC-6", Some(ada), Command::VerifySpace { token });
}

#[test]
fn acc_2_only_administrators_and_power_users_manage_connections_or_who_is_signed_in_there() {
    let (mut world, ada, space) = world();
    let project = world.project(ada, space, "quay");
    let (power, member) = (world.join("power"), world.join("member"));
    world.bring(ada, (space, None), power, Role::PowerUser);
    world.bring(ada, (space, Some(project)), member, Role::ProjectAdministrator);
    let commands = || {
        [
            Command::Associate { space, account: "777788889999".into() },
            Command::AddRole { space, account: OTHER, role: RoleWish::Support },
            Command::SetTags { space, account: OTHER, tags: tags(&[("team", "quay")]), from: Side::Space },
            Command::Restrict { space, account: OTHER, projects: Some(vec![project]) },
            Command::Remove { space, account: OTHER, typed: "harbour".into(), from: Side::Space },
        ]
    };
    for command in commands() {
        let refusal = world.refused("MBR-10", Some(member), command);
        assert!(refusal.message.contains("Power user"), "{}", refusal.message);
    }
    // Both roles may all of it.
    for command in commands() {
        world.does(Some(if matches!(command, Command::Restrict { .. }) { ada } else { power }), command);
    }
}

#[test]
fn acc_2_the_cloud_side_manages_what_it_is_signed_in_to_and_the_space_does_not_borrow_that() {
    let (mut world, ada, space) = world();
    let project = world.project(ada, space, "quay");
    let member = world.join("member");
    world.bring(ada, (space, Some(project)), member, Role::Contributor);
    let tag = |from| Command::SetTags { space, account: OTHER, tags: tags(&[("team", "quay")]), from };
    let remove = |from| Command::Remove { space, account: OTHER, typed: "harbour".into(), from };
    // Signed out, to another account, to another Region.
    world.refused("ACC-2", Some(member), tag(Side::Cloud));
    for (account, region) in [(FIRST, Region::UsWest2), (OTHER, Region::EuWest1)] {
        world.sign_in(member, &account.to_string(), region);
        let refusal = world.refused("ACC-2", Some(member), tag(Side::Cloud));
        assert!(refusal.message.contains("444455556666 in us-west-2"), "{}", refusal.message);
        world.refused("ACC-2", Some(member), remove(Side::Cloud));
    }
    world.sign_in(member, &OTHER.to_string(), Region::UsWest2);
    world.refused("MBR-10", Some(member), tag(Side::Space));
    world.refused("MBR-10", Some(member), remove(Side::Space));
    world.refused("MBR-10", Some(member), Command::AddRole { space, account: OTHER, role: RoleWish::Support });
    world.does(Some(member), tag(Side::Cloud));
    world.does(Some(member), remove(Side::Cloud));
    assert!(!world.state.space(space).unwrap().connections.contains_key(&OTHER));
}

#[test]
fn acc_3_the_development_role_is_one_and_the_support_role_has_an_identifier() {
    let (mut world, ada, space) = world();
    let add = |role| Command::AddRole { space, account: OTHER, role };
    world.does(Some(ada), add(RoleWish::Development));
    let again = world.refused("ACC-3", Some(ada), add(RoleWish::Development));
    assert!(again.message.contains("one for each space and account"), "{}", again.message);
    world.does(Some(ada), add(RoleWish::Support));
    let roles = world.state.space(space).unwrap().tie(OTHER).roles;
    let of = |wanted| roles.iter().find(|(_, kind)| **kind == wanted).unwrap().0.clone();
    assert_eq!(of(RoleKind::Development), "arn:aws:iam::444455556666:role/CodeCatalystWorkflowDevelopmentRole-harbour");
    let support = of(RoleKind::Support);
    let tail = support.strip_prefix("arn:aws:iam::444455556666:role/AWSRoleForCodeCatalystSupport-").unwrap();
    assert!(tail.len() >= 6 && tail.chars().all(|c| c.is_ascii_alphanumeric()), "{tail}");
    world.does(Some(ada), Command::RemoveRole { space, account: OTHER, arn: support.clone() });
    world.refused("ACC-3", Some(ada), Command::RemoveRole { space, account: OTHER, arn: support });
    assert!(world.feed(space).last().unwrap().contains("took the IAM role AWSRoleForCodeCatalystSupport-"));
}

#[test]
fn acc_3_an_existing_role_belongs_to_the_account_and_lets_the_service_in() {
    let (mut world, ada, space) = world();
    let add = |arn: &str| Command::AddRole { space, account: OTHER, role: role(arn) };
    for bad in [
        "",
        "Build",
        "arn:aws:iam::444455556666:user/ada",
        "arn:aws:iam::444455556666:role/",
        "arn:aws:sts::444455556666:role/a",
    ] {
        world.refused("ACC-3", Some(ada), add(bad));
    }
    let foreign = world.refused("ACC-3", Some(ada), add("arn:aws:iam::111122223333:role/Build"));
    assert!(foreign.message.contains("belongs to 111122223333"));
    // Nothing is known of the account's roles: it is taken as it is.
    world.does(Some(ada), add(" arn:aws:iam::444455556666:role/service-role/Unknown "));
    world.refused("ACC-3", Some(ada), add("arn:aws:iam::444455556666:role/service-role/Unknown"));

    let role = |name: &str, service: &str| {
        format!(
            r#"{{"RoleName": "{name}", "Arn": "arn:aws:iam::444455556666:role/{name}", "AssumeRolePolicyDocument":
                {{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"Service": "{service}"}}, "Action": "sts:AssumeRole"}}]}}}}"#
        )
    };
    let good = role("Good", "codecatalyst-runner.amazonaws.com");
    let listing = format!(r#"{{"Roles": [{good}, {}]}}"#, role("Wrong", "codepipeline.amazonaws.com"));
    let parts = recognise(&listing).unwrap().iter().map(|one| one.part(Whose::default()).unwrap()).collect();
    world.does(Some(ada), inventory::Command::Import { source: Source::Imported, parts });
    world.does(Some(ada), add("arn:aws:iam::444455556666:role/Good"));
    let wrong = world.refused("ACC-3", Some(ada), add("arn:aws:iam::444455556666:role/Wrong"));
    assert!(wrong.message.contains("does not let CodeCatalyst assume it"), "{}", wrong.message);
    world.refused("ACC-3", Some(ada), add("arn:aws:iam::444455556666:role/Nowhere"));
}

#[test]
fn acc_4_removal_needs_the_space_name_and_never_takes_the_billing_account() {
    let (mut world, ada, space) = world();
    let remove = |account, typed: &str| Command::Remove { space, account, typed: typed.to_owned(), from: Side::Space };
    let billing = world.refused("ACC-4", Some(ada), remove(FIRST, "harbour"));
    assert!(billing.message.contains("another connected account the billing account first"), "{}", billing.message);
    for wrong in ["", "Harbour", "harbour2"] {
        world.refused("ACC-4", Some(ada), remove(OTHER, wrong));
    }
    world.does(Some(ada), remove(OTHER, " harbour "));
    assert!(!world.state.space(space).unwrap().connections.contains_key(&OTHER));
    world.refused("ACC-1", Some(ada), remove(OTHER, "harbour"));
}

#[test]
fn acc_5_a_removed_account_comes_back_as_another_connection_without_its_roles() {
    let (mut world, ada, space) = world();
    let arn = |world: &World| {
        let space = world.state.space(space).unwrap();
        space.connections[&OTHER].arn(space.id, &space.region)
    };
    let before = arn(&world);
    assert!(before.starts_with("arn:aws:codecatalyst:us-west-2:444455556666:/connections/"), "{before}");
    world.does(Some(ada), Command::AddRole { space, account: OTHER, role: RoleWish::Development });
    world.does(
        Some(ada),
        Command::SetTags { space, account: OTHER, tags: tags(&[("team", "quay")]), from: Side::Space },
    );
    world.does(Some(ada), Command::Remove { space, account: OTHER, typed: "harbour".into(), from: Side::Space });
    world.later(60_000);
    connect(&mut world, ada, space);
    assert_ne!(arn(&world), before);
    assert_eq!(world.state.space(space).unwrap().tie(OTHER), Tie::default());
}

#[test]
fn acc_6_what_uses_a_connection_is_named_and_its_vpc_connections_go_with_it() {
    let (mut world, ada, space) = world();
    let id = VpcConnectionId::from_random([9; 16]);
    let setup = Setup { role: "arn".into(), vpc: "vpc-1".into(), subnets: vec![], groups: vec![] };
    let added = vpc::Event::Added { space, connection: id, name: "pier".into(), account: OTHER, setup };
    world.happened(Some(ada), vec![added]);
    let found = world.state.space(space).unwrap();
    assert_eq!(found.uses_of(OTHER), ["VPC connection pier"]);
    assert!(found.uses_of(FIRST).is_empty());
    world.does(Some(ada), Command::Remove { space, account: OTHER, typed: "harbour".into(), from: Side::Space });
    assert!(world.state.space(space).unwrap().vpcs.by_id.is_empty());
}

#[test]
fn acc_7_a_connection_is_restricted_to_projects_that_are_there() {
    let (mut world, ada, space) = world();
    let quay = world.project(ada, space, "quay");
    let pier = world.project(ada, space, "pier");
    let restrict = |projects| Command::Restrict { space, account: OTHER, projects };
    world.refused("ACC-7", Some(ada), restrict(None));
    world.refused("ACC-7", Some(ada), restrict(Some(vec![])));
    world.does(Some(ada), restrict(Some(vec![quay, quay])));
    assert_eq!(world.state.space(space).unwrap().tie(OTHER).projects, Some([quay].into()));
    // A Power user may for projects they are in.
    let power = world.join("power");
    world.bring(ada, (space, None), power, Role::PowerUser);
    let refusal = world.refused("ACC-7", Some(power), restrict(Some(vec![quay, pier])));
    assert!(refusal.message.contains("not in"), "{}", refusal.message);
    world.bring(ada, (space, Some(pier)), power, Role::Contributor);
    world.does(Some(power), restrict(Some(vec![quay, pier])));
    world.does(Some(ada), restrict(None));
    assert_eq!(world.state.space(space).unwrap().tie(OTHER).projects, None);
    assert!(world.feed(space).last().unwrap().contains("let all projects use"));
}

#[test]
fn acc_7_the_default_vpc_connection_and_a_restricted_account_exclude_each_other() {
    let (mut world, ada, space) = world();
    let quay = world.project(ada, space, "quay");
    let connection = VpcConnectionId::from_random([9; 16]);
    let setup = Setup { role: "arn".into(), vpc: "vpc-1".into(), subnets: vec![], groups: vec![] };
    world
        .happened(Some(ada), vec![vpc::Event::Added { space, connection, name: "pier".into(), account: OTHER, setup }]);
    let restrict = |projects| Command::Restrict { space, account: OTHER, projects };
    let default = |connection| vpc::Command::SetDefault { space, connection };
    world.does(Some(ada), default(Some(connection)));
    let refusal = world.refused("ACC-7", Some(ada), restrict(Some(vec![quay])));
    assert!(refusal.message.contains("default VPC connection pier"), "{}", refusal.message);
    world.does(Some(ada), default(None));
    world.does(Some(ada), restrict(Some(vec![quay])));
    let refusal = world.refused("ACC-7", Some(ada), default(Some(connection)));
    assert!(refusal.message.contains("only chosen projects may use"), "{}", refusal.message);
    world.does(Some(ada), restrict(None));
    world.does(Some(ada), default(Some(connection)));
}

#[test]
fn tag_1_tags_are_saved_together_within_the_limits_of_aws() {
    let (mut world, ada, space) = world();
    let set = |all: &[(&str, &str)]| Command::SetTags { space, account: OTHER, tags: tags(all), from: Side::Space };
    let long_key = "k".repeat(129);
    let long_value = "v".repeat(257);
    for bad in [
        &[("", "x")][..],
        &[("aws:team", "x")],
        &[("AWS:team", "x")],
        &[(long_key.as_str(), "x")],
        &[("key", long_value.as_str())],
        &[("semi;colon", "x")],
        &[("key", "<x>")],
        &[("team", "a"), ("team", "b")],
        &[],
    ] {
        world.refused("TAG-1", Some(ada), set(bad));
    }
    // What looks like a secret is refused as everywhere (DPR-1).
    world.refused("DPR-1", Some(ada), set(&[("key", "AKIAZ7QX4PLM2WN6RT3V")]));
    let most: Vec<(String, String)> = (0..50).map(|n| (format!("key {n}"), String::new())).collect();
    world.does(Some(ada), Command::SetTags { space, account: OTHER, tags: most.clone(), from: Side::Space });
    let more = most.into_iter().chain([("one".to_owned(), String::new())]).collect();
    world.refused("TAG-1", Some(ada), Command::SetTags { space, account: OTHER, tags: more, from: Side::Space });
    world.does(Some(ada), set(&[("team", "quay"), ("Team", "pier"), (" größe ", "a/b@c=d")]));
    let kept = world.state.space(space).unwrap().tie(OTHER).tags;
    assert_eq!(kept.keys().collect::<Vec<_>>(), ["Team", "größe", "team"], "upper and lower case are two keys");
    world.refused("TAG-1", Some(ada), set(&[("team", "quay"), ("Team", "pier"), ("größe", "a/b@c=d")]));
}

#[test]
fn vlt_5_what_hangs_on_connections_is_written_and_comes_back() {
    let (mut world, ada, space) = world();
    let quay = world.project(ada, space, "quay");
    world.does(Some(ada), Command::AddRole { space, account: OTHER, role: RoleWish::Development });
    world.does(
        Some(ada),
        Command::SetTags { space, account: OTHER, tags: tags(&[("team", "quay")]), from: Side::Space },
    );
    world.does(Some(ada), Command::Restrict { space, account: OTHER, projects: Some(vec![quay]) });
    world.does(Some(ada), Command::Associate { space, account: "777788889999".into() });
    world.does(Some(ada), Command::Remove { space, account: OTHER, typed: "harbour".into(), from: Side::Space });
    let mut stored = Stored::default();
    let mut state = spaceward::domain::State::default();
    for record in &world.records {
        state.apply(record);
        stored.take(record, &state);
        stored.check(&state);
    }
}

#[test]
fn a_role_is_read_out_of_its_arn() {
    let read = |arn| role_of_arn(arn).map(|(account, name)| (account.to_string(), name.to_owned()));
    assert_eq!(read("arn:aws:iam::000000000012:role/path/to/Build"), Some(("000000000012".into(), "Build".into())));
    for bad in [
        "arn:aws:iam::12:role/Build",
        "arn:aws:iam:eu-west-1:000000000012:role/Build",
        "arn:aws:iam::000000000012:role/a b",
        "role/Build",
    ] {
        assert_eq!(read(bad), None, "{bad}");
    }
}
