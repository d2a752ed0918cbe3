//! VLT-13, VLT-16: the code of a recovery sheet as it is printed and typed back, and what a lock says in the open.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test may stop")]

mod support;
mod vault_support;

use proptest::prelude::*;
use spaceward::{
    domain::{
        Command, Event, Record, State, codec,
        settings::{self, WayKind},
    },
    vault::{
        CodeFault, Envelope, LockKind, MemoryStorage, PasskeyPublic, RecoveryCode, SheetPublic, Storage, Transports,
        VAULT_SCOPE, Vault,
    },
};
use support::World;
use vault_support::{TestStorage, create};

const SIGNS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn code(seed: u64) -> RecoveryCode {
    RecoveryCode::make(&mut vault_support::random(seed))
}

fn printed(code: &RecoveryCode) -> Vec<String> {
    code.groups().iter().map(|group| group.to_string()).collect()
}

/// Two codes are the same if they make the same key.
fn key(code: &RecoveryCode) -> [u8; 32] {
    *code.wrapping_key(SheetPublic { salt: [4; 16] }).expose_bytes()
}

proptest! {
    #[test]
    fn vlt_16_a_printed_code_is_read_back_however_it_is_typed(
        seed in any::<u64>(),
        small in proptest::collection::vec(any::<bool>(), 36),
        alike in proptest::collection::vec(any::<bool>(), 36),
        between in proptest::collection::vec(prop_oneof![Just(""), Just("-"), Just(" "), Just(" – "), Just("\n")], 36),
    ) {
        let code = code(seed);
        let mut typed = String::new();
        for (at, sign) in printed(&code).concat().chars().enumerate() {
            let sign = match sign {
                '0' if alike[at] => 'O',
                '1' if alike[at] => if small[at] { 'I' } else { 'L' },
                other => other,
            };
            typed.push(if small[at] { sign.to_ascii_lowercase() } else { sign });
            typed.push_str(between[at]);
        }
        prop_assert_eq!(key(&RecoveryCode::read(&typed).unwrap()), key(&code));
    }

    #[test]
    fn vlt_16_one_wrong_sign_is_found_and_its_group_named(seed in any::<u64>(), at in 0_usize..36, other in 0_usize..32) {
        let right = printed(&code(seed)).concat();
        let mut typed: Vec<char> = right.chars().collect();
        typed[at] = SIGNS.chars().nth(other).unwrap();
        let typed: String = typed.into_iter().collect();
        prop_assume!(typed != right);
        prop_assert_eq!(RecoveryCode::read(&typed).unwrap_err(), CodeFault::Group { group: at / 6 + 1 });
    }

    #[test]
    fn vlt_16_signs_and_groups_that_changed_places_are_found(seed in any::<u64>(), group in 0_usize..6, one in 0_usize..6, two in 0_usize..6) {
        let groups = printed(&code(seed));
        let mut swapped = groups.clone();
        let mut signs: Vec<char> = swapped[group].chars().collect();
        signs.swap(one, two);
        swapped[group] = signs.into_iter().collect();
        prop_assume!(swapped != groups);
        prop_assert_eq!(RecoveryCode::read(&swapped.join("-")).unwrap_err(), CodeFault::Group { group: group + 1 });
        let mut swapped = groups.clone();
        swapped.swap(one, two);
        prop_assert_eq!(RecoveryCode::read(&swapped.join(" ")).is_ok(), one == two);
    }

    #[test]
    fn vlt_16_no_text_stops_the_reading_and_every_fault_is_a_sentence(typed in ".{0,80}") {
        if let Err(fault) = RecoveryCode::read(&typed) {
            let said = fault.to_string();
            prop_assert!(said.ends_with('.') && !said.contains('!'), "{said}");
        }
    }

    #[test]
    fn vlt_13_what_a_passkeys_lock_says_comes_back_and_odd_bytes_are_refused(
        salt in any::<[u8; 16]>(),
        credential in proptest::collection::vec(any::<u8>(), 1..300),
        odd in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let public = PasskeyPublic { salt, transports: Transports::from_names(["internal", "hybrid", "new"]), credential };
        let bytes = public.to_bytes();
        prop_assert_eq!(PasskeyPublic::from_bytes(&bytes).unwrap(), public);
        for cut in 0..bytes.len() {
            prop_assert_eq!(PasskeyPublic::from_bytes(&bytes[..cut]), None);
        }
        if let Some(read) = PasskeyPublic::from_bytes(&odd) {
            prop_assert_eq!(read.to_bytes(), odd);
        }
    }
}

#[test]
fn vlt_16_the_form_of_a_code_is_the_one_that_docs_tell() {
    // docs/vault-format.md: other programs read printed sheets by these.
    let zero = RecoveryCode::make(&mut |bytes| bytes.fill(0));
    assert_eq!(printed(&zero).join("-"), "000000-000001-000002-000003-000004-000005");
    let high = RecoveryCode::make(&mut |bytes| bytes.fill(0xFF));
    assert_eq!(printed(&high).join("-"), "ZZZZZ1-ZZZZZ0-ZZZZZ3-ZZZZZ2-ZZZZZ5-ZZZZZ4");
    assert_eq!(format!("{high:?}"), "RecoveryCode(<redacted>)");
    assert_eq!(Transports::from_names(["internal", "usb"]).names().collect::<Vec<_>>(), ["usb", "internal"]);
    let mut salt = [0; 16];
    salt[..3].copy_from_slice(&[0b0000_1000, 0b1000_0110, 0b0100_1111]);
    let public = PasskeyPublic { salt, transports: Transports::default(), credential: vec![1] };
    assert_eq!(public.mark(), "1234");
    assert_eq!(SheetPublic { salt: [7; 16] }.to_bytes(), [&[1][..], &[7; 16]].concat());
    assert_eq!(SheetPublic::from_bytes(&[2; 17]), None);
}

#[test]
fn vlt_16_a_code_that_is_too_short_says_where() {
    let code = code(3);
    let mut groups = printed(&code);
    groups[3].pop();
    let told = RecoveryCode::read(&groups.join("-")).unwrap_err();
    assert_eq!(told, CodeFault::Length { typed: 35, group: Some(4) });
    assert_eq!(RecoveryCode::read(&groups.concat()).unwrap_err(), CodeFault::Length { typed: 35, group: None });
    groups[3].push('U');
    assert_eq!(RecoveryCode::read(&groups.join("-")).unwrap_err(), CodeFault::Sign { group: 4 });
    assert_eq!(RecoveryCode::read("").unwrap_err(), CodeFault::Length { typed: 0, group: None });
    assert!(RecoveryCode::read(&"0".repeat(100_000)).is_err());
}

#[test]
fn vlt_16_only_the_last_group_shows_that_the_sheet_is_at_hand() {
    let code = code(5);
    let groups = printed(&code);
    assert!(code.ends_with(&groups[5]));
    assert!(code.ends_with(&format!(" {} - {}", &groups[5][..3].to_lowercase(), &groups[5][3..])));
    for wrong in ["", &groups[4], &groups[5][1..], &format!("{}0", groups[5]), "not it"] {
        assert!(!code.ends_with(wrong), "{wrong}");
    }
}

#[test]
fn vlt_16_one_code_makes_another_key_for_every_salt() {
    let code = code(9);
    let one = code.wrapping_key(SheetPublic { salt: [1; 16] });
    let two = code.wrapping_key(SheetPublic { salt: [2; 16] });
    assert_ne!(one.expose_bytes(), two.expose_bytes());
}

/// The world with a passkey of this name, stored as the session stores it.
fn with_passkey(name: &str) -> (State, Vault<TestStorage>) {
    let mut world = World::new();
    let record = world.does(None, settings::Command::NoteWay { kind: WayKind::Passkey, id: 77, name: name.to_owned() });
    let mut vault = create(TestStorage::new(MemoryStorage::new()));
    let public = PasskeyPublic {
        salt: [6; 16],
        transports: Transports::default(),
        credential: b"given by the authenticator".to_vec(),
    };
    let key = public.wrapping_key(&[8; 32]);
    vault.add_lock(LockKind::Passkey, 77, public.to_bytes(), &key).unwrap();
    let parts: Vec<_> = codec::encode(&record).into_iter().map(|(_, bytes)| (VAULT_SCOPE, bytes)).collect();
    vault.append(&parts).unwrap();
    (world.state, vault)
}

#[test]
fn vlt_13_the_name_of_a_passkey_is_readable_neither_in_the_envelope_nor_anywhere_else() {
    let (state, vault) = with_passkey("Quillfeather");
    assert_eq!(state.settings.ways[0].name, "Quillfeather");
    let envelope = vault.envelope_copy();
    assert!(Envelope::from_bytes(&envelope).unwrap().locks.len() == 2);
    let shows = |bytes: &[u8]| bytes.windows(5).any(|window| window == b"Quill");
    assert!(!shows(&envelope));
    assert!(!shows(&vault.export().unwrap()));
    let items = vault.close().items();
    for name in items.names().unwrap() {
        let value = items.get(&name).unwrap().unwrap();
        assert!(!shows(&value.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<_>>()), "{name}");
        assert!(!shows(name.as_bytes()));
    }
}

#[test]
fn vlt_13_passkeys_have_names_that_tell_them_apart() {
    let mut world = World::new();
    let note = |id, name: &str| settings::Command::NoteWay { kind: WayKind::Passkey, id, name: name.to_owned() };
    world.does(None, note(1, "  Desk key "));
    assert_eq!(world.state.settings.ways[0].name, "Desk key");
    for name in ["", "   ", "DESK KEY", "two\nlines", &"long".repeat(16)] {
        let refusal = world.refused("VLT-13", None, note(2, name));
        assert_eq!(refusal.field.as_deref(), Some("Name of the passkey"), "{name}");
    }
    world.does(None, note(2, "Phone"));
    world.does(None, note(2, "phone"));
    world.does(None, settings::Command::ForgetWay { kind: WayKind::Passkey, id: 1 });
    world.refused("VLT-13", None, settings::Command::ForgetWay { kind: WayKind::Passkey, id: 1 });
    assert_eq!(world.state.settings.ways.len(), 1);
    world.does(None, note(3, "Desk key"));
}

#[test]
fn vlt_16_a_renewed_sheet_takes_the_date_of_the_new_one_and_a_left_sample_keeps_it() {
    let mut world = World::new();
    world.does(None, settings::Command::MarkSample);
    let note = || settings::Command::NoteWay { kind: WayKind::Sheet, id: 0, name: "never kept".to_owned() };
    world.does(None, note());
    world.later(5);
    world.does(None, note());
    let [way] = world.state.settings.ways.as_slice() else { unreachable!("one sheet") };
    assert_eq!((way.made, way.name.as_str()), (world.now, ""));
    world.does(None, settings::Command::LeaveSample);
    assert_eq!(world.state.settings.ways.len(), 1, "the vault stays, and so does what opens it");
}

#[test]
fn vlt_13_a_command_for_a_way_travels_between_tabs() {
    let command = Command::Settings(settings::Command::ForgetWay { kind: WayKind::Sheet, id: 0 });
    let bytes = postcard::to_allocvec(&command).unwrap();
    assert_eq!(postcard::from_bytes::<Command>(&bytes).unwrap(), command);
    let event = Event::from(settings::Event::WayForgotten { kind: WayKind::Sheet, id: 0 });
    let record = Record { at: spaceward::domain::Timestamp(1), actor: None, events: vec![event] };
    let parts = codec::encode(&record);
    assert_eq!(codec::decode(parts.iter().map(|(_, bytes)| bytes.as_slice())).unwrap(), record);
}
