//! Administrative permissions on the cloud side (TRB-1).

use super::World;
use crate::support::cloud::{SAMPLE, role, user};
use spaceward::domain::{
    Mend, PersonId,
    account::{self, ADMINISTRATION, Command, SignedInAs, administers, identities, lacking},
    billing,
    inventory::{self, IamPart, Listed, Part, Source},
    space::{self, Region},
};

const FULL: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["codecatalyst:*","iam:ListRoles"],"Resource":"*"}]}"#;
const SEES: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["codecatalyst:Get*","codecatalyst:List*"],"Resource":"*"}]}"#;
const AT_HOME: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"codecatalyst:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}]}"#;

/// The sample account with three users and a role, signed in to as its root user.
fn world() -> (World, PersonId) {
    let mut world = World::new();
    let ada = world.join("ada");
    let iam = IamPart {
        users: Listed::of(vec![user("full", FULL), user("sees", SEES), user("home", AT_HOME)], false),
        roles: Listed::of(vec![role("Full", FULL)], false),
        ..IamPart::default()
    };
    let account = account::AccountId(SAMPLE.parse().unwrap());
    let parts = vec![Part::Iam { account, part: Box::new(iam) }];
    world.does(Some(ada), inventory::Command::Import { source: Source::Sample, parts });
    world.sign_in(ada, SAMPLE, Region::UsWest2);
    (world, ada)
}

fn as_user(name: &str) -> Command {
    Command::SignInAs { who: SignedInAs::User(name.to_owned()) }
}

#[test]
fn trb_1_without_administrative_permissions_nothing_is_verified_or_allowed() {
    let (mut world, ada) = world();
    let request = world.request(ada, "harbour", SAMPLE);
    let verify = Command::VerifySpace { token: request.token };
    world.does(Some(ada), as_user("sees"));
    let lacks: Vec<&str> = lacking(&world.state).unwrap().into_iter().map(|(action, _)| action).collect();
    assert_eq!(
        lacks,
        [
            "codecatalyst:AcceptConnection",
            "codecatalyst:DeleteConnection",
            "codecatalyst:AssociateIamRoleToConnection",
            "codecatalyst:PutBillingAuthorization"
        ]
    );
    let refusal = world.refused("TRB-1", Some(ada), verify.clone());
    assert_eq!(refusal.mend, Some(Mend::CloudSpaces));
    assert!(refusal.message.contains("the user sees lacks codecatalyst:AcceptConnection and 3 more"), "{refusal}");
    world.does(Some(ada), as_user("full"));
    world.does(Some(ada), verify);
    let space = world.state.space_named("harbour").unwrap().id;
    let allow = billing::Command::Allow { space, paid: true };
    world.does(Some(ada), as_user("home"));
    assert_eq!(lacking(&world.state).unwrap().len(), ADMINISTRATION.len(), "what depends on a condition is not had");
    world.refused("TRB-1", Some(ada), allow.clone());
    world.does(Some(ada), Command::SignInAs { who: SignedInAs::Role("Full".to_owned()) });
    world.does(Some(ada), allow);
    // Nor is a second space's account verified.
    let quay = world.space(ada, "quay");
    world.does(Some(ada), Command::Associate { space: quay, account: SAMPLE.to_owned() });
    let token = world.state.space(quay).unwrap().ties.asked.values().next().unwrap().token.clone();
    world.sign_in(ada, SAMPLE, Region::UsWest2);
    world.does(Some(ada), as_user("sees"));
    world.refused("TRB-1", Some(ada), Command::VerifySpace { token });
}

#[test]
fn trb_1_one_is_signed_in_as_somebody_whom_the_account_is_known_to_have() {
    let (mut world, ada) = world();
    assert_eq!(administers(&world.state), Ok(()), "the root user may everything");
    assert_eq!(identities(&world.state).len(), 5);
    world.refused("TRB-1", Some(ada), as_user("nobody"));
    world.refused("TRB-1", Some(ada), Command::SignInAs { who: SignedInAs::Root });
    world.does(Some(ada), as_user("sees"));
    // Another Region is the same sign-in, another account is not.
    world.sign_in(ada, SAMPLE, Region::EuWest1);
    assert_eq!(world.state.signed_in_as, SignedInAs::User("sees".to_owned()));
    world.sign_in(ada, "999988887777", Region::EuWest1);
    assert_eq!(world.state.signed_in_as, SignedInAs::Root);
    assert_eq!(identities(&world.state), [SignedInAs::Root], "nothing is known of its IAM");
    world.does(Some(ada), Command::SignOut);
    world.refused("TRB-1", Some(ada), Command::SignInAs { who: SignedInAs::Root });
    assert!(lacking(&world.state).is_err());
}

#[test]
fn trb_1_somebody_who_is_gone_from_the_account_administers_nothing() {
    let (mut world, ada) = world();
    world.does(Some(ada), as_user("full"));
    let account = account::AccountId(SAMPLE.parse().unwrap());
    world.does(Some(ada), inventory::Command::Forget { account });
    let refusal = administers(&world.state).unwrap_err();
    assert_eq!(refusal.rule, "TRB-1");
    let request = world.request(ada, "harbour", SAMPLE);
    world.refused("TRB-1", Some(ada), Command::VerifySpace { token: request.token });
    let withdrawn = space::Command::Withdraw { request: request.id };
    world.does(Some(ada), withdrawn);
}
