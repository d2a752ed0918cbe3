//! The head: which generation counts. One item, with a spare copy behind it.

use super::{
    Scope, VAULT_SCOPE,
    keyring::{At, Keyring},
    seal::Kind,
    squeeze::{self, Effort, LARGEST},
    wire::{Reader, put_bytes, put_len, put_number},
};
use std::collections::{BTreeMap, BTreeSet};

/// A segment's name among those above: whose it is, and where it belongs.
pub type SegmentId = (Scope, Vec<u8>);

/// What counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Rises with every head written.
    pub generation: u64,
    /// All records below this are in the segments.
    pub base: u64,
    /// The live segments, each with the generation of its slot.
    pub segments: BTreeMap<SegmentId, u64>,
    /// Scopes whose keys were destroyed; their ids never come back.
    pub destroyed: BTreeSet<Scope>,
}

/// Where the head lies; where its spare lies.
pub const COPIES: [At<'static>; 2] = [
    At { scope: &VAULT_SCOPE, kind: Kind::Head, address: &[0], generation: 0 },
    At { scope: &VAULT_SCOPE, kind: Kind::Head, address: &[1], generation: 0 },
];

/// Wrapped keys of scopes.
pub type WrappedKeys = Vec<(Scope, Vec<u8>)>;

/// A head that opened, with the wrapped keys it carries.
pub struct Opened {
    /// What counts.
    pub head: Head,
    /// The scopes' keys under the vault key.
    pub keys: WrappedKeys,
    /// While a rotation has items left to move: the former instance, and the scopes' keys of that time under the vault
    /// key of today.
    pub former: Option<(u32, WrappedKeys)>,
}

fn read_keys(reader: &mut Reader) -> Option<WrappedKeys> {
    (0..reader.len()?).map(|_| Some((reader.array()?, reader.bytes()?.to_vec()))).collect()
}

impl Head {
    /// Seals it with the keys of all scopes in the ring, for one of its two places; `former` are those of the time
    /// before a rotation, with the instance they belong to.
    pub fn make_sealed(
        &self,
        ring: &Keyring,
        former: Option<(&Keyring, u32)>,
        at: &At,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        put_number(&mut out, self.generation);
        put_number(&mut out, self.base);
        put_len(&mut out, self.destroyed.len());
        for scope in &self.destroyed {
            out.extend_from_slice(scope);
        }
        put_len(&mut out, ring.scopes().count());
        for scope in ring.scopes() {
            out.extend_from_slice(scope);
            put_bytes(&mut out, &ring.make_wrapped(scope, random)?);
        }
        let mut by_scope: BTreeMap<&Scope, Vec<(&Vec<u8>, u64)>> = BTreeMap::new();
        for ((scope, address), generation) in &self.segments {
            by_scope.entry(scope).or_default().push((address, *generation));
        }
        put_len(&mut out, by_scope.len());
        for (scope, segments) in by_scope {
            out.extend_from_slice(scope);
            put_len(&mut out, segments.len());
            for (address, generation) in segments {
                put_bytes(&mut out, address);
                put_number(&mut out, generation);
            }
        }
        if let Some((former, instance)) = former {
            out.extend_from_slice(&instance.to_le_bytes());
            put_len(&mut out, former.scopes().count());
            for scope in former.scopes() {
                out.extend_from_slice(scope);
                put_bytes(&mut out, &ring.make_wrapped_former(former, instance, scope, random)?);
            }
        }
        ring.make_sealed(at, &squeeze::squeeze(&out, Effort::Thorough), random)
    }

    /// Opens one of the two copies.
    pub fn open(ring: &Keyring, at: &At, sealed: &[u8]) -> Option<Opened> {
        let bytes = squeeze::expand(&ring.open(at, sealed)?, LARGEST).ok()?;
        let mut reader = Reader(&bytes);
        let mut head = Self { generation: reader.number()?, base: reader.number()?, ..Self::default() };
        for _ in 0..reader.len()? {
            head.destroyed.insert(reader.array()?);
        }
        let keys = read_keys(&mut reader)?;
        for _ in 0..reader.len()? {
            let scope: Scope = reader.array()?;
            for _ in 0..reader.len()? {
                let address = reader.bytes()?.to_vec();
                head.segments.insert((scope, address), reader.number()?);
            }
        }
        let former = match reader.end() {
            Some(()) => None,
            None => Some((u32::from_le_bytes(reader.array()?), read_keys(&mut reader)?)),
        };
        reader.end()?;
        Some(Opened { head, keys, former })
    }

    /// The place of a live segment's slot.
    pub fn slot(id: &SegmentId, generation: u64) -> At<'_> {
        At { scope: &id.0, kind: Kind::Segment, address: &id.1, generation }
    }
}
