//! Adding and editing one: what roles, subnets and groups have to be, and what goes with it (VPC-2..4, VPC-6, VPC-7, VPC-9, VPC-11).

use crate::{kept::Desk, support::World};
use spaceward::{
    domain::{
        Permission, PersonId, SpaceId,
        account::{self, AccountId},
        id::ProjectId,
        inventory::{Command as Import, RegionName, Source},
        network::readiness::{Check, Line, Verdict},
        space::{self, Region},
        vpc::{self, Command, Setup, endpoint, role},
    },
    formats::{
        aws_cli::{Whose, recognise},
        iam_policy::{self, Attachment},
    },
};
const NETWORK: &str = include_str!("../../src/formats/aws_cli/sample/network.json");

/// What `get-account-authorization-details` prints of roles, each with a policy of these actions.
fn roles(of: &[(&str, &str, &str)]) -> String {
    let role = |(name, actions, trust): &(&str, &str, &str)| {
        format!(
            r#"{{"RoleName":"{name}","Arn":"arn:aws:iam::111122223333:role/{name}","RolePolicyList":[{{"PolicyName":"vpc","PolicyDocument":
            {{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}]}}}}],"AttachedManagedPolicies":[],
            "AssumeRolePolicyDocument":{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":
            ["codecatalyst.amazonaws.com","codecatalyst-runner.amazonaws.com"]}},"Action":"sts:AssumeRole"{trust}}}]}}}}"#
        )
    };
    let all: Vec<String> = of.iter().map(role).collect();
    format!(r#"{{"UserDetailList":[],"GroupDetailList":[],"RoleDetailList":[{}],"Policies":[]}}"#, all.join(","))
}

fn quoted(actions: &[&str]) -> String {
    actions.iter().map(|action| format!("\"{action}\"")).collect::<Vec<_>>().join(",")
}

const ALIKE: &str = r#","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:codecatalyst:::space/7d9f2c14-5a0e-4b7b-9c3e-2f61a8d0b542/project/*"}}"#;

/// A space in Ireland, whose account's roles and networks are known.
struct Harbour {
    world: World,
    ada: PersonId,
    space: SpaceId,
}

impl Harbour {
    fn new() -> Self {
        let mut world = World::new();
        let ada = world.join("ada");
        let ask =
            space::Command::Request { name: "harbour".into(), region: Region::EuWest1, account: "111122223333".into() };
        world.does(Some(ada), ask);
        let token = world.state.requests.values().next().unwrap().token.clone();
        world.sign_in(ada, "111122223333", Region::EuWest1);
        world.does(Some(ada), account::Command::VerifySpace { token });
        let space = world.state.space_named("harbour").unwrap().id;
        let mut harbour = Self { world, ada, space };
        let whole = quoted(&role::ACTIONS);
        let lacking = quoted(&role::ACTIONS[1..]);
        harbour.import(&roles(&[("network", &whole, ALIKE), ("wide", "\"ec2:*\"", ""), ("lacking", &lacking, ALIKE)]));
        harbour.import(NETWORK);
        harbour
    }

    fn import(&mut self, text: &str) {
        let whose = Whose { account: Some(AccountId(111_122_223_333)), region: RegionName::parse("eu-west-1") };
        let parts = recognise(text).unwrap().iter().filter_map(|document| document.part(whose)).collect();
        self.world.does(Some(self.ada), Import::Import { source: Source::Imported, parts });
    }

    fn network(&self) -> &spaceward::domain::network::Network {
        &self.world.state.cloud_region(AccountId(111_122_223_333), "eu-west-1").unwrap().network
    }

    fn subnet(&self, name: &str) -> String {
        self.network().subnets.read().find(|one| one.name.as_deref() == Some(name)).unwrap().id.clone()
    }

    fn setup(&self) -> Setup {
        let network = self.network();
        let vpc = network.vpcs.read().find(|vpc| vpc.name.as_deref() == Some("tidewater-build")).unwrap().id.clone();
        let group = network.groups_of(&vpc).into_iter().find(|group| group.name == "build").unwrap().id.clone();
        Setup {
            role: "arn:aws:iam::111122223333:role/network".into(),
            vpc,
            subnets: ["c", "a", "b"].map(|zone| self.subnet(&format!("tidewater-build-private-{zone}"))).into(),
            groups: vec![group],
        }
    }

    fn add(&self, name: &str, setup: Setup) -> Command {
        Command::Add { space: self.space, name: name.into(), account: AccountId(111_122_223_333), setup }
    }

    fn only(&self) -> &vpc::VpcConnection {
        self.world.state.space(self.space).unwrap().vpcs.by_id.values().next().unwrap()
    }
}

#[test]
fn vpc_3_a_connection_is_added_with_private_subnets_one_a_zone() {
    let harbour = &mut Harbour::new();
    let setup = harbour.setup();
    harbour.world.does(Some(harbour.ada), harbour.add("build-network", setup.clone()));
    let made = harbour.only().clone();
    let in_order = ["a", "b", "c"].map(|zone| harbour.subnet(&format!("tidewater-build-private-{zone}")));
    assert_eq!(made.setup.subnets, in_order, "in the order of the zones");
    assert_eq!((made.name.as_str(), made.account), ("build-network", AccountId(111_122_223_333)));
    let lines = vpc::lines(&harbour.world.state, harbour.world.state.space(harbour.space).unwrap(), &made);
    let other: Vec<&Line> = lines.iter().filter(|line| line.verdict != Verdict::Pass).collect();
    assert!(other.is_empty(), "{other:#?}");
    // No more is said of the trust than the documents tell.
    let trust = lines.iter().find(|line| line.check == Check::Trust).unwrap();
    assert_eq!(trust.check.title(), "The role trusts named spaces only");
    assert!(trust.evidence.iter().any(|one| one.found.contains("may be for another space")), "{trust:#?}");

    let vary = |change: &dyn Fn(&mut Setup)| {
        let mut varied = setup.clone();
        change(&mut varied);
        varied
    };
    let public = harbour.subnet("tidewater-build-public-a");
    let quay = harbour.subnet("tidewater-quay-private-a");
    let same_zone = vec![setup.subnets[1].clone(), setup.subnets[1].clone()];
    let foreign_group = harbour.network().security_groups.read().find(|one| one.name == "quay").unwrap().id.clone();
    for (wrong, field, said) in [
        (vary(&|one| one.subnets = vec![public.clone()]), "Subnets", "public"),
        (vary(&|one| one.subnets = vec![quay.clone()]), "Subnets", "not among"),
        (vary(&|one| one.subnets.clear()), "Subnets", "Choose a private subnet"),
        (vary(&|one| one.groups.clear()), "Security groups", "one to 5"),
        (vary(&|one| one.groups = (0..6).map(|at| format!("sg-{at}")).collect()), "Security groups", "one to 5"),
        (vary(&|one| one.groups = vec![foreign_group.clone()]), "Security groups", "not among"),
        (vary(&|one| one.vpc = "vpc-none".into()), "VPC", "not among"),
        (vary(&|one| one.role = "arn:aws:iam::111122223333:role/nobody".into()), "VPC role", "not among"),
        (vary(&|one| one.role.clear()), "VPC role", "Choose the role"),
    ] {
        let refusal = harbour.world.refused("VPC-3", Some(harbour.ada), harbour.add("other-network", wrong));
        assert_eq!(refusal.field.as_deref(), Some(field), "{refusal}");
        assert!(refusal.message.contains(said), "{refusal}");
    }
    // One subnet named twice is one subnet; two of one zone are one too many.
    harbour.world.does(Some(harbour.ada), harbour.add("twice", vary(&|one| one.subnets.clone_from(&same_zone))));
    harbour.import(&NETWORK.replace("\"eu-west-1b\"", "\"eu-west-1a\""));
    let refusal = harbour.world.refused("VPC-3", Some(harbour.ada), harbour.add("crowded", setup));
    assert!(refusal.message.contains("both lie in eu-west-1a"), "{refusal}");
}

#[test]
fn vpc_3_a_role_that_lacks_an_action_cannot_and_it_is_named() {
    let harbour = &mut Harbour::new();
    let mut setup = harbour.setup();
    setup.role = "arn:aws:iam::111122223333:role/lacking".into();
    let refusal = harbour.world.refused("VPC-3", Some(harbour.ada), harbour.add("build-network", setup.clone()));
    assert!(refusal.message.contains("ec2:CreateNetworkInterface"), "{refusal}");
    assert!(!refusal.message.contains("ec2:DescribeVpcs"), "{refusal}");
    setup.role = "arn:aws:iam::111122223333:role/wide".into();
    harbour.world.does(Some(harbour.ada), harbour.add("build-network", setup));
    // A trust policy for every space is warned of.
    let made = harbour.only().clone();
    let lines = vpc::lines(&harbour.world.state, harbour.world.state.space(harbour.space).unwrap(), &made);
    let trust = lines.iter().find(|line| line.check == Check::Trust).unwrap();
    assert!(trust.verdict == Verdict::Warn && trust.evidence[0].found.contains("every space"), "{trust:?}");
    // VPC-9: what the role would lose by an edit.
    let lost = vpc::lost(&harbour.world.state, &made, "arn:aws:iam::111122223333:role/lacking");
    assert_eq!(lost, ["ec2:CreateNetworkInterface"]);
}

#[test]
fn vpc_3_every_one_of_the_seven_actions_is_asked_for() {
    for (place, missing) in role::ACTIONS.iter().enumerate() {
        let harbour = &mut Harbour::new();
        let mut actions = role::ACTIONS.to_vec();
        actions.remove(place);
        harbour.import(&roles(&[("network", &quoted(&actions), ALIKE)]));
        let refusal = harbour.world.refused("VPC-3", Some(harbour.ada), harbour.add("build-network", harbour.setup()));
        assert!(refusal.message.contains(missing), "{refusal}");
    }
}

#[test]
fn vpc_3_the_misprint_of_the_guide_is_pointed_out() {
    let harbour = &mut Harbour::new();
    let mut actions = role::ACTIONS.to_vec();
    actions[3] = "ec2>DeleteNetworkInterface";
    harbour.import(&roles(&[("network", &quoted(&actions), ALIKE)]));
    let account = harbour.world.state.cloud_account(AccountId(111_122_223_333)).unwrap();
    let role = role::role_by_arn(account, "arn:aws:iam::111122223333:role/network").unwrap();
    let report = role::judge(account, role);
    assert!(report.lacks.contains(&"ec2:DeleteNetworkInterface"), "{report:?}");
    assert!(report.actions.evidence.iter().any(|one| one.found.contains("ec2>DeleteNetworkInterface")), "{report:?}");
    let command = report.actions.mends[0].command.clone().unwrap();
    assert!(
        command.starts_with("aws iam put-role-policy --role-name network")
            && command.contains("ec2:DeleteNetworkInterface")
    );
}

#[test]
fn vpc_2_names_are_unique_and_of_the_form_of_names() {
    let harbour = &mut Harbour::new();
    harbour.world.does(Some(harbour.ada), harbour.add("build-network", harbour.setup()));
    for wrong in ["build-network", "Build-Network", "", "ab", "build network", "-build", &"a".repeat(64)] {
        let refusal = harbour.world.refused("VPC-2", Some(harbour.ada), harbour.add(wrong, harbour.setup()));
        assert_eq!(refusal.field.as_deref(), Some("VPC connection name"), "{wrong}");
    }
    for number in 1..100 {
        harbour.world.does(Some(harbour.ada), harbour.add(&format!("network-{number}"), harbour.setup()));
    }
    let refusal = harbour.world.refused("VPC-2", Some(harbour.ada), harbour.add("one-more", harbour.setup()));
    assert!(refusal.message.contains("100"), "{refusal}");
}

#[test]
fn vpc_7_only_the_region_of_the_space_and_no_lambda_no_windows() {
    let harbour = &mut Harbour::new();
    let setup = harbour.setup();
    // An account of which only another Region is known.
    let desk = &mut Desk::new();
    let whose = Whose { account: Some(AccountId(12_345_678_901)), region: RegionName::parse("eu-west-1") };
    let text = roles(&[("network", &quoted(&role::ACTIONS), ALIKE)]).replace("111122223333", "012345678901");
    let mut parts: Vec<_> = recognise(&text).unwrap().iter().filter_map(|document| document.part(whose)).collect();
    let network = NETWORK.replace("111122223333", "012345678901");
    parts.extend(recognise(&network).unwrap().iter().filter_map(|document| document.part(whose)));
    desk.world.does(Some(desk.ada), Import::Import { source: Source::Imported, parts });
    let setup = Setup { role: "arn:aws:iam::012345678901:role/network".into(), ..setup };
    let add = Command::Add { space: desk.space, name: "net".into(), account: AccountId(12_345_678_901), setup };
    let refusal = desk.world.refused("VPC-7", Some(desk.ada), add);
    assert!(refusal.message.contains("us-west-2"), "{refusal}");
    assert!(vpc::compute(false, false).is_ok());
    assert_eq!(vpc::compute(true, false).unwrap_err().rule, "VPC-7");
    assert_eq!(vpc::compute(false, true).unwrap_err().rule, "VPC-7");
}

#[test]
fn vpc_6_what_is_not_known_is_said() {
    let desk = &mut Desk::new();
    let add = |account| Command::Add { space: desk.space, name: "net".into(), account, setup: Setup::default() };
    let (unknown, foreign) = (add(AccountId(12_345_678_901)), add(AccountId(1)));
    desk.world.refused("VPC-6", Some(desk.ada), unknown);
    desk.world.refused("VPC-3", Some(desk.ada), foreign);
}

#[test]
fn vpc_9_an_edit_keeps_name_and_account() {
    let harbour = &mut Harbour::new();
    let setup = harbour.setup();
    harbour.world.does(Some(harbour.ada), harbour.add("build-network", setup.clone()));
    let connection = harbour.only().id;
    let edit = |setup: Setup| Command::Edit { space: harbour.space, connection, setup };
    let mut fewer = setup.clone();
    fewer.subnets.truncate(1);
    let (same, changed, none) = (edit(setup), edit(fewer.clone()), edit(Setup { groups: vec![], ..fewer.clone() }));
    harbour.world.refused("VPC-9", Some(harbour.ada), same);
    harbour.world.refused("VPC-3", Some(harbour.ada), none);
    harbour.world.does(Some(harbour.ada), changed);
    assert_eq!((harbour.only().name.as_str(), &harbour.only().setup), ("build-network", &fewer));
    // VPC-8: whoever names none has the default.
    let space = harbour.world.state.space(harbour.space).unwrap();
    assert!(vpc::used(space, None).is_none() && vpc::used(space, Some(connection)).is_some());
    harbour.world.does(Some(harbour.ada), Command::SetDefault { space: harbour.space, connection: Some(connection) });
    let space = harbour.world.state.space(harbour.space).unwrap();
    assert_eq!(vpc::used(space, None).unwrap().id, connection);
    assert_eq!(Permission::ViewVPCConnections.roles().count(), 7);
}

#[test]
fn vpc_4_the_trust_policy_is_filled_in_for_a_space_or_a_project() {
    let space = uuid::Uuid::from_u128(0x7d9f_2c14_5a0e_4b7b_9c3e_2f61_a8d0_b542);
    let project = ProjectId::from_random([4; 16]);
    for (policy, wanted, not) in [
        (role::trust_policy(space, None), "space/7d9f2c14-5a0e-4b7b-9c3e-2f61a8d0b542/project/*\"", "project/04"),
        (role::trust_policy(space, Some(project)), "project/04040404-0404-4404-8404-040404040404\"", "project/*"),
    ] {
        let read = iam_policy::read(&policy, Attachment::Trust).expect("IAM takes it");
        assert!(read.notes.is_empty(), "{:?}", read.notes);
        assert!(policy.contains(wanted) && !policy.contains(not), "{policy}");
        assert!(policy.contains("ArnLike") && policy.contains("codecatalyst-runner.amazonaws.com"));
    }
    assert!(iam_policy::read(&role::permissions_policy(), Attachment::Identity).is_ok());
    let command = role::trust_command("my role", "{\"a\": \"it's\"}");
    assert_eq!(
        command,
        r#"aws iam update-assume-role-policy --role-name 'my role' --policy-document '{"a": "it'\''s"}'"#
    );
}

#[test]
fn vpc_11_endpoints_have_names_by_region_and_a_command() {
    let harbour = Harbour::new();
    let setup = harbour.setup();
    let names: Vec<String> = endpoint::services("eu-west-1").map(|service| service.name).into();
    assert_eq!(
        names,
        [
            "com.amazonaws.eu-west-1.codecatalyst.git",
            "aws.api.global.codecatalyst",
            "com.amazonaws.eu-west-1.codecatalyst.packages",
        ]
    );
    let wanted = format!(
        "aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id {} --service-name aws.api.global.codecatalyst --subnet-ids {} --security-group-ids {} --ip-address-type ipv4 --private-dns-enabled --region eu-west-1",
        setup.vpc,
        setup.subnets.join(" "),
        setup.groups.join(" ")
    );
    assert_eq!(endpoint::make(&names[1], &setup, "eu-west-1"), wanted);
    let standing = |setup: &Setup, name: &str| endpoint::standing(harbour.network(), setup, name, "eu-west-1");
    assert!(matches!(standing(&setup, &names[0]), endpoint::Standing::There { faults, .. } if faults.is_empty()));
    assert_eq!(standing(&setup, &names[1]), endpoint::Standing::Missing);
    let nothing = spaceward::domain::network::Network::default();
    assert_eq!(endpoint::standing(&nothing, &setup, &names[0], "eu-west-1"), endpoint::Standing::Unread);
    let mut more = setup;
    more.subnets.push("subnet-other".into());
    let endpoint::Standing::There { faults, .. } = standing(&more, &names[0]) else { panic!("it is there") };
    assert!(faults[0].1.as_ref().unwrap().contains("--add-subnet-ids subnet-other"), "{faults:?}");
}
