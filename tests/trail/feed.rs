//! The activity of a space is chained as well (AUD-3).

use crate::{begun, support::World};
use spaceward::domain::{
    PersonId, ProjectId, SpaceId, State, Timestamp,
    chain::{How, Link, Linked, Log},
    issue,
    snapshot::{Address, Fault, FaultKind},
};
use std::collections::BTreeMap;

type Segments = BTreeMap<Address, Vec<u8>>;

/// A space with so many issues: its feed has more than one chunk.
fn busy(count: usize) -> (World, PersonId, SpaceId, ProjectId) {
    let (mut world, ada) = begun();
    let space = world.space(ada, "harbour");
    let project = world.project(ada, space, "quay");
    for nth in 0..count {
        let draft = issue::Draft { title: format!("Issue {nth}"), ..issue::Draft::default() };
        world.does(Some(ada), issue::Command::Create { space, project, draft });
    }
    (world, ada, space, project)
}

#[test]
fn aud_3_an_altered_line_of_a_space_is_named_when_it_is_loaded_and_the_rest_is_shown() {
    let (world, _, space, _) = busy(300);
    let all: Segments =
        world.state.addresses().into_iter().map(|address| (address, world.state.segment(&address).unwrap())).collect();
    let open = |all: &Segments| State::from_segments(all.iter().map(|(address, bytes)| (*address, bytes.as_slice())));
    assert_eq!(open(&all), (world.state.clone(), vec![]));

    // Somebody with the key writes another number into one line: the chunk still reads.
    let mut altered = all.clone();
    let chunk = altered.get_mut(&Address::Feed(space, 0)).unwrap();
    let last = chunk.len() - 1;
    assert!(chunk[last] > 0, "the number of an issue");
    chunk[last] -= 1;
    let (state, faults) = open(&altered);
    assert_eq!(state.space(space).unwrap().feed.len(), world.state.space(space).unwrap().feed.len());
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["In the activity of a space, the entries 1 to 256 are not as they were written."]);

    // The last chunk is older than the end.
    let (older, ..) = busy(299);
    let mut cut = all.clone();
    cut.insert(Address::Feed(space, 1), older.state.segment(&Address::Feed(space, 1)).unwrap());
    let (_, faults) = open(&cut);
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].ends_with("1 is missing."), "{told:?}");

    // A chunk is gone.
    let mut gone = all.clone();
    gone.remove(&Address::Feed(space, 0));
    let (state, faults) = open(&gone);
    assert!(
        matches!(faults.as_slice(), [Fault { kind: FaultKind::Broken(found), .. }] if (found.first, found.last, found.how) == (1, 256, How::Missing(256))),
        "{faults:?}"
    );
    assert!(!state.space(space).unwrap().feed.is_empty());

    // Of the activity log alike.
    let mut root = all;
    root.remove(&Address::Trail);
    let (state, faults) = open(&root);
    assert_eq!(state.trail, world.state.trail, "the entries say which vault they are of");
    assert_eq!(faults, [Fault { address: Address::Trail, kind: FaultKind::Missing }]);
}

#[test]
fn aud_3_lines_of_the_feed_have_one_form_for_ever() {
    // docs/log-chain.md prints these.
    use spaceward::domain::{activity, activity::Deed, issue::StatusId};
    let space = SpaceId::from_random([2; 16]);
    let start = Link::start(Log::Feed(space.0.into_bytes()));
    let entry = activity::Entry {
        at: Timestamp(1_780_000_000_123),
        actor: Some(PersonId::from_random([1; 16])),
        project: None,
        deed: Deed::IssueMoved(12, StatusId(1), StatusId(3)),
    };
    assert_eq!(
        hex(&entry.canonical()),
        "f6a1a484ce6701100101010101014101810101010101010100177b2249737375654d6f766564223a5b31322c312c335d7d"
    );
    assert_eq!(start.to_string(), "2d383d8465db80f57e34dc8bf720fbaa11c208dd224cc97311c6586c18dcd8eb");
    assert_eq!(start.then(&entry).to_string(), "8343c4d9829d69ada9944845495134ee31e4f9fc6545b7fbf74abb506478fdf3");
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
