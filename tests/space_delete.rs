//! SPC-8: deleting a space, and what is left. How the vault does it: `space_delete_crash.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    Event, PersonId, Role, SpaceId, State, Timestamp, account, codec,
    event::Scope,
    issue, member, outbox,
    space::{
        self, Command, Origin, Region,
        delete::{Goes, next_space},
    },
    trail::{self, VaultId},
};
use support::{ACCOUNT, Stored, World, ask_space};

fn delete(space: SpaceId, typed: &str) -> Command {
    Command::Delete { space, typed: typed.to_owned(), application: None }
}

/// Ada's two spaces; Ben is in both, Cleo in the first alone.
fn world() -> (World, [PersonId; 3], [SpaceId; 2]) {
    let mut world = World::new();
    let (ada, ben, cleo) = (world.join("ada"), world.join("ben"), world.join("cleo"));
    let (harbour, inland) = (world.space(ada, "Harbour"), world.space(ada, "Inland"));
    for space in [harbour, inland] {
        world.bring(ada, (space, None), ben, Role::PowerUser);
    }
    let project = world.project(ada, harbour, "quay");
    world.bring(ada, (harbour, Some(project)), cleo, Role::Contributor);
    world.does(
        Some(ada),
        issue::Command::Create {
            space: harbour,
            project,
            draft: issue::Draft { title: "Paint the crane".to_owned(), ..Default::default() },
        },
    );
    (world, [ada, ben, cleo], [harbour, inland])
}

#[test]
fn spc_8_only_a_space_administrator_deletes_and_only_with_the_typed_word() {
    let (mut world, [ada, ben, cleo], [harbour, _]) = world();
    for other in [ben, cleo] {
        let refusal = world.refused("MBR-10", Some(other), delete(harbour, "delete"));
        assert!(refusal.message.contains("Delete space") && refusal.message.contains("Space administrator"));
    }
    world.refused("MBR-10", None, delete(harbour, "delete"));
    for typed in ["", "Delete", "DELETE", "delet", "deleted", "Harbour", "delete it"] {
        let refusal = world.refused("SPC-8", Some(ada), delete(harbour, typed));
        assert_eq!(refusal.field.as_deref(), Some("Type delete to confirm"), "{typed}");
    }
    world.does(Some(ada), delete(harbour, " delete "));
    assert!(world.state.space(harbour).is_none());
    world.refused("MBR-10", Some(ada), delete(harbour, "delete"));
}

#[test]
fn spc_8_members_lose_access_at_once_and_go_to_another_space_of_theirs() {
    let (mut world, [ada, ben, cleo], [harbour, inland]) = world();
    world.does(Some(ada), delete(harbour, "delete"));
    assert_eq!(next_space(&world.state, ada), Some(inland));
    assert_eq!(next_space(&world.state, ben), Some(inland));
    assert_eq!(next_space(&world.state, cleo), None, "the page that creates a space comes next");
    // Who has no space any more may ask for one of their own.
    assert_eq!(space::may_create(&world.state, Some(cleo)), Ok(cleo));
    for (person, command) in
        [(ada, Command::Describe { space: harbour, description: "Back".to_owned() }), (ada, delete(harbour, "delete"))]
    {
        world.refused("MBR-10", Some(person), command);
    }
    assert!(world.state.people.contains_key(&cleo), "a Builder ID outlives the space (ID-6)");
}

#[test]
fn spc_8_what_will_go_is_counted_before() {
    let (mut world, [ada, ..], [harbour, _]) = world();
    world.does(
        Some(ada),
        member::Command::Invite {
            space: harbour,
            project: None,
            email: "dan@example.com".to_owned(),
            role: Role::PowerUser,
        },
    );
    let goes = Goes::of(world.state.space(harbour).unwrap(), world.now);
    assert_eq!((goes.projects, goes.issues, goes.members), (1, 1, 3));
    assert_eq!((goes.invitations, goes.teams, goes.connections), (1, 0, 1));
    // An invitation that nobody can accept any more is none that goes.
    world.later(2 * Timestamp::DAY);
    assert_eq!(Goes::of(world.state.space(harbour).unwrap(), world.now).invitations, 0);
}

#[test]
fn spc_8_invitations_to_it_leave_the_outbox_and_no_others() {
    let (mut world, [ada, ..], [harbour, inland]) = world();
    let left = world.state.outbox.len();
    let invite = |space, email: &str| member::Command::Invite {
        space,
        project: None,
        email: email.to_owned(),
        role: Role::PowerUser,
    };
    world.does(Some(ada), invite(harbour, "dan@example.com"));
    let code = world.code();
    world.does(Some(ada), invite(inland, "eve@example.com"));
    world.does(Some(ada), delete(harbour, "delete"));
    assert_eq!(world.state.outbox.len(), left + 1);
    assert!(world.state.outbox.values().all(|message| !message.body.contains("Harbour")));
    let dan = world.join("dan");
    world.refused("MBR-2", Some(dan), member::Command::Accept { code });
}

#[test]
fn spc_3_spc_8_the_name_is_never_free_again_and_nothing_else_of_the_space_is_left() {
    let (mut world, [ada, ..], [harbour, _]) = world();
    world.does(Some(ada), delete(harbour, "delete"));
    world.refused("SPC-3", Some(ada), ask_space("hARBOUR", ACCOUNT));
    let addresses = world.state.addresses();
    assert!(addresses.iter().all(|address| address.scope() != Scope::Space(harbour)));
    for address in addresses {
        let bytes = world.state.segment(&address).unwrap();
        assert!(!bytes.windows(7).any(|window| window == b"Harbour"), "{address:?}");
        assert!(!bytes.windows(16).any(|window| window == harbour.0.as_bytes()), "{address:?}");
    }
}

#[test]
fn spc_8_billing_stops_and_the_account_may_pay_for_another_space() {
    let (mut world, [ada, ..], [harbour, _]) = world();
    world.does(Some(ada), delete(harbour, "delete"));
    let request = world.request(ada, "Uplands", ACCOUNT);
    world.does(Some(ada), account::Command::SignIn { account: ACCOUNT.to_owned(), region: Region::UsWest2 });
    world.does(Some(ada), account::Command::VerifySpace { token: request.token });
    assert!(world.state.space_named("Uplands").unwrap().billing_account.is_some());
}

#[test]
fn vlt_12_the_record_of_a_deletion_says_nothing_under_the_key_that_goes() {
    let (mut world, [ada, ..], [harbour, _]) = world();
    world.does(Some(ada), trail::Command::Begin { vault: VaultId([9; 16]), made: true });
    let record = world.does(Some(ada), delete(harbour, "delete"));
    let parts = codec::encode(&record);
    assert_eq!(parts.iter().map(|(scope, _)| *scope).collect::<Vec<_>>(), [Scope::Vault]);
    // Every earlier record reads without the space's part, or was of the space alone; what is left is the same state.
    let mut state = State::default();
    for record in &world.records {
        let left: Vec<Vec<u8>> = codec::encode(record)
            .into_iter()
            .filter(|(scope, _)| *scope != Scope::Space(harbour))
            .map(|(_, bytes)| bytes)
            .collect();
        if !left.is_empty() {
            state.apply(&codec::decode(left.iter().map(Vec::as_slice)).unwrap());
        }
    }
    assert_eq!(state, world.state);
}

#[test]
fn aud_2_the_vaults_log_tells_of_the_key_and_the_deletion_without_a_name() {
    let (mut world, [ada, ..], [harbour, _]) = world();
    world.does(Some(ada), trail::Command::Begin { vault: VaultId([9; 16]), made: true });
    let record = world.does(Some(ada), delete(harbour, "delete"));
    let told: Vec<_> = record
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Trail(trail::Event::Noted { entry, .. }) => Some(entry),
            _ => None,
        })
        .collect();
    assert_eq!(told.iter().map(|entry| entry.what.name.as_str()).collect::<Vec<_>>(), ["DeleteKey", "DeleteSpace"]);
    assert!(told.iter().all(|entry| entry.person == Some(ada) && !format!("{entry:?}").contains("Harbour")));
    assert!(world.state.trail.chain.check().is_empty());
}

#[test]
fn spc_8_an_imported_space_goes_as_well_and_its_name_stays_taken() {
    let mut world = World::new();
    let ada = world.join("ada");
    let id = SpaceId::from_random([7; 16]);
    // A history of before names of imported spaces were kept.
    world.happened(
        Some(ada),
        vec![
            Event::from(space::Event::Created {
                space: id,
                name: "Elsewhere".into(),
                region: "eu-west-1".into(),
                description: String::new(),
                origin: Origin::Imported,
            }),
            Event::from(member::Event::Joined { space: id, person: ada, role: Role::SpaceAdministrator }),
        ],
    );
    world.does(Some(ada), delete(id, "delete"));
    world.refused("SPC-3", Some(ada), ask_space("elsewhere", ACCOUNT));
    assert!(world.state.departed.is_empty(), "nobody made it here");
}

#[test]
fn spc_1_deleted_spaces_count_for_the_month_and_not_for_all_time() {
    let mut world = World::new();
    let ada = world.join("ada");
    let base = world.space(ada, "Base");
    for round in 0..4 {
        let id = world.space(ada, &format!("Space{round}"));
        world.does(Some(ada), delete(id, "delete"));
    }
    let refusal = world.refused("SPC-1", Some(ada), ask_space("Sixth", ACCOUNT));
    assert!(refusal.message.contains("calendar month"), "{}", refusal.message);
    world.later(31 * Timestamp::DAY);
    let next = world.space(ada, "Sixth");
    // What counted for the month before is forgotten with the next deletion.
    world.does(Some(ada), delete(next, "delete"));
    assert_eq!(world.state.departed.len(), 1);
    assert!(world.state.space(base).is_some());
}

#[test]
fn vlt_7_vlt_12_what_is_stored_is_the_state_without_the_space() {
    let (mut world, [ada, ..], [harbour, inland]) = world();
    world.does(Some(ada), delete(harbour, "delete"));
    world.does(Some(ada), Command::Describe { space: inland, description: "Still here".to_owned() });
    let mut state = State::default();
    let mut stored = Stored::default();
    for record in &world.records {
        state.apply(record);
        stored.take(record, &state);
    }
    stored.check(&world.state);
    // A message that is gone does not come back with its event.
    assert!(
        world
            .records
            .iter()
            .flat_map(|record| &record.events)
            .any(|event| matches!(event, Event::Outbox(outbox::Event::Queued { .. })))
    );
}
