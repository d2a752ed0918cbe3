//! Fifteen bits a UTF-16 unit.
//!
//! The quota counts units, so base64 (six bits a unit) would waste more than half of it. Units 0x4000 to 0xBFFF are a
//! block of 32,768 without surrogates: every value survives any path, UTF-8 included.

/// The unit that stands for fifteen zero bits.
const FIRST: u16 = 0x4000;
const BITS: u32 = 15;

/// Units that so many bytes take.
pub fn packed_len(bytes: usize) -> usize {
    (bytes * 8) / BITS as usize + 1
}

/// Packs bytes, first bit first; one set bit and zeros fill the last unit, so that the length comes back exactly.
pub fn pack(bytes: &[u8]) -> Vec<u16> {
    let mut units = Vec::with_capacity(packed_len(bytes.len()));
    let mut held: u32 = 0;
    let mut count: u32 = 0;
    for &byte in bytes {
        held = (held << 8) | u32::from(byte);
        count += 8;
        if count >= BITS {
            count -= BITS;
            units.push(unit(held >> count));
            held &= (1 << count) - 1;
        }
    }
    // count is at most 14 here: the closing bit always finds room.
    units.push(unit(((held << 1) | 1) << (BITS - 1 - count)));
    units
}

fn unit(value: u32) -> u16 {
    FIRST + u16::try_from(value & 0x7FFF).unwrap_or_default()
}

/// The bytes that [`pack`] was given; nothing if a unit lies outside of the block or the end is not well formed.
pub fn unpack(units: &[u16]) -> Option<Vec<u8>> {
    let (&last, full) = units.split_last()?;
    let mut bytes = Vec::with_capacity(units.len() * 15 / 8);
    let mut held: u32 = 0;
    let mut count: u32 = 0;
    for &unit in full {
        held = (held << BITS) | value(unit)?;
        count += BITS;
        drain(&mut bytes, &mut held, &mut count);
    }
    let last = value(last)?;
    let filler = last.trailing_zeros();
    if last == 0 {
        return None;
    }
    let kept = BITS - 1 - filler;
    held = (held << kept) | (last >> (filler + 1));
    count += kept;
    drain(&mut bytes, &mut held, &mut count);
    (count == 0).then_some(bytes)
}

/// The first two bytes alone; nothing if there are not three units of the block.
pub fn unpack_start(units: &[u16]) -> Option<[u8; 2]> {
    let [first, second, _, ..] = units else { return None };
    let bits = (value(*first)? << BITS) | value(*second)?;
    Some([u8::try_from(bits >> 22).ok()?, u8::try_from((bits >> 14) & 0xFF).ok()?])
}

fn value(unit: u16) -> Option<u32> {
    unit.checked_sub(FIRST).filter(|value| *value < 0x8000).map(u32::from)
}

fn drain(bytes: &mut Vec<u8>, held: &mut u32, count: &mut u32) {
    while *count >= 8 {
        *count -= 8;
        bytes.push(u8::try_from((*held >> *count) & 0xFF).unwrap_or_default());
    }
    *held &= (1 << *count) - 1;
}

#[cfg(test)]
mod tests;
