//! Events, segments of the state, and texts in which sensitive data is looked for.

use super::pieces;
use crate::{
    domain::{
        Facts, Record, State, Timestamp, codec,
        iam::{self, Attached, Decision, Effect, Kind, Policy, Principal, Request, ResourceRule, Truth, evaluate},
        key::{Context, Envelope, Material, VersionId, canonical},
        sensitive,
        snapshot::{Address, Fault, FaultKind},
    },
    formats::iam_policy::{self, Attachment},
};

/// Parts of records, one after the other taken into a state.
pub fn events(bytes: &[u8]) {
    let mut state = State::default();
    for piece in pieces(bytes) {
        let parts: Vec<&[u8]> = if piece.first() == Some(&0) { pieces(&piece[1..]) } else { vec![piece] };
        let Ok(record) = codec::decode(parts) else { continue };
        let written = codec::encode(&record);
        if record.events.is_empty() {
            assert!(written.is_empty(), "nothing that happened is nothing to keep");
        } else {
            let again = codec::decode(written.iter().map(|(_, bytes)| bytes.as_slice())).unwrap();
            assert_eq!(again, record);
        }
        let text = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), record);
        state.apply(&record);
    }
    comes_back(&state, &[]);
}

/// Segments under their addresses.
pub fn segments(bytes: &[u8]) {
    let pieces = pieces(bytes);
    let segments: Vec<(Address, &[u8])> = pieces
        .chunks_exact(2)
        .filter_map(|pair| {
            let address = Address::from_bytes(pair[0])?;
            assert_eq!(address.to_bytes(), pair[0], "an address has one form");
            Some((address, pair[1]))
        })
        .collect();
    let (state, faults) = State::from_segments(segments.iter().copied());
    assert!(faults.len() <= segments.len() + 65_536 * segments.len(), "every fault has its cause");
    comes_back(&state, &faults);
}

/// What of a state lies in its segments is the state. `before` is what was missing of it: a log with a gap keeps its gap.
fn comes_back(state: &State, before: &[Fault]) {
    let written: Vec<(Address, Vec<u8>)> =
        state.addresses().into_iter().filter_map(|address| Some((address, state.segment(&address)?))).collect();
    let (again, faults) = State::from_segments(written.iter().map(|(address, bytes)| (*address, bytes.as_slice())));
    let gap = |fault: &Fault| matches!(fault.kind, FaultKind::Broken(_));
    let unexpected: Vec<&Fault> = faults.iter().filter(|fault| !(gap(fault) && before.contains(fault))).collect();
    assert!(unexpected.is_empty(), "{unexpected:?}");
    let rewritten: Vec<(Address, Vec<u8>)> =
        again.addresses().into_iter().filter_map(|address| Some((address, again.segment(&address)?))).collect();
    assert_eq!(rewritten, written);
}

/// A text in which sensitive data is looked for.
pub fn sensitive(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let found = sensitive::look(&text);
    for one in &found {
        let piece = one.piece(&text);
        assert!(!piece.is_empty());
        assert_ne!(one.masked(&text), piece, "what is pointed out is not repeated");
    }
    let secret = found.iter().any(|one| matches!(one.kind, sensitive::Kind::Secret(_)));
    assert_eq!(sensitive::secret_in(&text).is_some(), secret);
}

/// What a key of a cloud account sealed, and encryption contexts: nothing opens that was not sealed so, and two contexts never have
/// one form (KMS-3, CCM-4).
pub fn sealed(bytes: &[u8]) {
    let material = Material::new([7; 32]);
    if let Ok((envelope, [])) = postcard::take_from_bytes::<Envelope>(bytes) {
        assert!(envelope.open(&material, &Context::new()).is_none(), "nobody has sealed it");
        assert!(envelope.size() >= bytes.len().saturating_sub(8));
    }
    let texts: Vec<String> =
        pieces(bytes).into_iter().map(|piece| String::from_utf8_lossy(piece).into_owned()).collect();
    let context = |texts: &[String]| -> Context {
        texts.chunks(2).map(|pair| (pair[0].clone(), pair.get(1).cloned().unwrap_or_default())).collect()
    };
    let (one, other) = texts.split_at(texts.len() / 2);
    let (one, other) = (context(one), context(other));
    assert_eq!(canonical(&one) == canonical(&other), one == other);
    let mut random = |bytes: &mut [u8]| bytes.fill(5);
    let facts = &mut Facts::new(Timestamp(0), &mut random);
    let envelope = Envelope::seal(("arn", VersionId([1; 16]), &material), &one, bytes, facts).unwrap();
    assert_eq!(envelope.open(&material, &one).unwrap().as_slice(), bytes);
    assert_eq!(envelope.open(&material, &other).is_some(), one == other);
}

/// Any policies held against any request: an answer comes, a denial wins, and what nothing allows is not allowed.
pub fn iam(bytes: &[u8]) {
    let pieces: Vec<String> =
        super::pieces(bytes).into_iter().map(|piece| String::from_utf8_lossy(piece).into_owned()).collect();
    let [action, resource, principal, key, value, documents @ ..] = pieces.as_slice() else { return };
    let principal = Principal::parse(principal).unwrap_or_else(|| Principal::Service(principal.clone()));
    let context = iam::Context::new().with(key, value);
    let request = Request { principal, action: action.clone(), resource: resource.clone(), context };
    // More would be slow and show nothing new.
    let read = |text: &String| iam_policy::read(text, Attachment::Any).ok().map(|read| read.policy);
    let policies: Vec<Policy> = documents.iter().take(4).filter_map(read).collect();
    let attach =
        |kind: Kind| policies.iter().map(move |policy| Attached { kind, name: "p", policy }).collect::<Vec<_>>();
    for (kind, rule) in [(Kind::Identity, ResourceRule::Either), (Kind::Resource, ResourceRule::Required)] {
        let all = attach(kind);
        let verdict = evaluate(&request, &all, rule, None);
        let applies = |effect: Effect| {
            verdict.readings.iter().flatten().any(move |row| row.effect == effect && row.applies == Truth::Yes)
        };
        if applies(Effect::Deny) {
            assert_eq!(verdict.decision, Decision::Denied, "an explicit denial wins");
        }
        if verdict.decision == Decision::Allowed {
            assert!(applies(Effect::Allow), "only a statement allows");
        }
        let mut turned = all.clone();
        turned.reverse();
        assert_eq!(evaluate(&request, &turned, rule, None).decision, verdict.decision, "the order makes no difference");
    }
}
