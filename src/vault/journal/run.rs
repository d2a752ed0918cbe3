//! A run: consecutive records in one item, each scope's parts compressed and sealed together.

use super::{Budget, Record, SealedParts, put_scopes, read_scopes, reseal_part, run_at};
use crate::vault::{
    How, Scope,
    keyring::{At, Keyring},
    seal::Kind,
    squeeze::{self, Effort},
    wire::{Reader, put_bytes, put_len},
};

/// Seals records that follow one another from `first` on. Parts whose key is gone are left out.
pub fn make_run(ring: &Keyring, first: u64, records: &[Record], random: &mut dyn FnMut(&mut [u8])) -> Option<Vec<u8>> {
    let mut scopes: Vec<(Scope, Vec<u8>)> = Vec::new();
    let mut table = Vec::new();
    for record in records {
        put_scopes(&mut table, &record.destroyed);
        let open: Vec<_> = record.parts.iter().filter_map(|(scope, part)| Some((scope, part.as_ref()?))).collect();
        put_len(&mut table, open.len());
        for (scope, bytes) in open {
            let index = scopes.iter().position(|(known, _)| known == scope).unwrap_or_else(|| {
                scopes.push((*scope, Vec::new()));
                scopes.len() - 1
            });
            scopes.get_mut(index)?.1.extend_from_slice(bytes);
            put_len(&mut table, index);
            put_len(&mut table, bytes.len());
        }
    }
    let mut out = Vec::new();
    put_len(&mut out, records.len());
    put_len(&mut out, scopes.len());
    let address = count_address(records.len());
    for (scope, bytes) in &scopes {
        let at = At { scope, kind: Kind::RunPart, address: &address, generation: first };
        out.extend_from_slice(scope);
        put_bytes(&mut out, &ring.make_sealed(&at, &squeeze::squeeze(bytes, Effort::Thorough), random)?);
    }
    out.extend_from_slice(&table);
    ring.make_sealed(&run_at(first), &out, random)
}

fn count_address(count: usize) -> Vec<u8> {
    let mut out = Vec::new();
    put_len(&mut out, count);
    out
}

/// The run that begins with this record, sealed by another ring, as [`super::reseal_record`] does it.
pub fn reseal_run(
    from: &Keyring,
    to: &Keyring,
    first: u64,
    sealed: &[u8],
    random: &mut dyn FnMut(&mut [u8]),
) -> Option<Vec<u8>> {
    let content = from.open(&run_at(first), sealed)?;
    let mut reader = Reader(&content);
    let (count, scopes) = read_scopes_part(&mut reader)?;
    let address = count_address(count);
    let mut out = Vec::new();
    put_len(&mut out, count);
    put_len(&mut out, scopes.len());
    for (scope, sealed) in scopes {
        let at = At { scope: &scope, kind: Kind::RunPart, address: &address, generation: first };
        out.extend_from_slice(&scope);
        put_bytes(&mut out, &reseal_part(from, to, &at, sealed, random)?);
    }
    out.extend_from_slice(reader.0); // the table
    to.make_sealed(&run_at(first), &out, random)
}

/// One scope's parts in a run, joined; nothing where the scope's key is gone.
type Joined = (Scope, Option<Vec<u8>>);

/// Opens the run that begins with this record.
pub fn open_run(ring: &Keyring, first: u64, sealed: &[u8], budget: &mut Budget) -> Result<Vec<Record>, How> {
    let content = ring.open(&run_at(first), sealed).ok_or(How::Altered)?;
    let mut reader = Reader(&content);
    let (count, scopes) = read_scopes_part(&mut reader).ok_or(How::Altered)?;
    let address = count_address(count);
    let mut joined: Vec<Joined> = Vec::new();
    for (scope, sealed) in scopes {
        if !ring.holds(&scope) {
            joined.push((scope, None));
            continue;
        }
        let at = At { scope: &scope, kind: Kind::RunPart, address: &address, generation: first };
        let squeezed = ring.open(&at, sealed).ok_or(How::Altered)?;
        joined.push((scope, Some(budget.expand(&squeezed)?)));
    }
    read_table(&mut reader, count, &joined).ok_or(How::Altered)
}

fn read_scopes_part<'a>(reader: &mut Reader<'a>) -> Option<(usize, SealedParts<'a>)> {
    let count = reader.len()?;
    let mut scopes = Vec::new();
    for _ in 0..reader.len()? {
        scopes.push((reader.array()?, reader.bytes()?));
    }
    Some((count, scopes))
}

fn read_table(reader: &mut Reader, count: usize, joined: &[Joined]) -> Option<Vec<Record>> {
    let mut rest: Vec<Option<Reader>> = joined.iter().map(|(_, bytes)| bytes.as_deref().map(Reader)).collect();
    let mut records = Vec::with_capacity(count);
    for _ in 0..count {
        let destroyed = read_scopes(reader)?;
        let mut parts = Vec::new();
        for _ in 0..reader.len()? {
            let index = usize::try_from(reader.number()?).ok()?;
            let len = usize::try_from(reader.number()?).ok()?;
            let (scope, _) = joined.get(index)?;
            let part = match rest.get_mut(index)? {
                Some(bytes) => Some(bytes.take(len)?.to_vec()),
                None => None,
            };
            parts.push((*scope, part));
        }
        records.push(Record { destroyed, parts });
    }
    reader.end()?;
    Some(records)
}
