// Reads LevelDB tables (.ldb) as far as a search needs: the blocks, with Snappy undone. Chromium keeps localStorage and
// IndexedDB in LevelDB; its logs are plain, its tables may be compressed, and a compressed word would hide from a search.

/** Undoes Snappy's raw format; `null` when the bytes are not of it. */
export function unsnappy(input) {
  let at = 0, size = 0, shift = 0;
  for (;;) {
    if (at >= input.length || shift > 28) return null;
    const byte = input[at++];
    size |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
    shift += 7;
  }
  if (size < 0 || size > 64 << 20) return null;
  const output = Buffer.alloc(size);
  let end = 0;
  while (at < input.length) {
    const tag = input[at++];
    if ((tag & 3) === 0) {
      let length = tag >> 2;
      if (length >= 60) {
        const bytes = length - 59;
        if (at + bytes > input.length) return null;
        length = input.readUIntLE(at, bytes);
        at += bytes;
      }
      length += 1;
      if (at + length > input.length || end + length > size) return null;
      input.copy(output, end, at, at + length);
      at += length;
      end += length;
      continue;
    }
    let length, offset;
    const bytes = [0, 1, 2, 4][tag & 3];
    if (at + bytes > input.length) return null;
    if (bytes === 1) {
      length = ((tag >> 2) & 7) + 4;
      offset = ((tag >> 5) << 8) | input[at];
    } else {
      length = (tag >> 2) + 1;
      offset = input.readUIntLE(at, bytes);
    }
    at += bytes;
    if (offset === 0 || offset > end || end + length > size) return null;
    for (let i = 0; i < length; i++, end++) output[end] = output[end - offset];
  }
  return end === size ? output : null;
}

function varint(bytes, at) {
  let value = 0, factor = 1;
  for (;;) {
    const byte = bytes[at++];
    if (byte === undefined) return [Number.NaN, at];
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return [value, at];
    factor *= 128;
  }
}

function block(file, offset, size) {
  if (!(offset >= 0 && offset + size + 5 <= file.length)) return null;
  const body = file.subarray(offset, offset + size);
  return file[offset + size] === 1 ? unsnappy(body) : body;
}

/** The values of a block: with prefix-compressed keys put together again, so that no key hides either. */
function entries(bytes) {
  const list = [];
  const end = bytes.length - 4 - 4 * bytes.readUInt32LE(bytes.length - 4);
  let at = 0, key = Buffer.alloc(0);
  while (at < end) {
    let shared, fresh, length;
    [shared, at] = varint(bytes, at);
    [fresh, at] = varint(bytes, at);
    [length, at] = varint(bytes, at);
    if (!(at + fresh + length <= end)) break;
    key = Buffer.concat([key.subarray(0, shared), bytes.subarray(at, at + fresh)]);
    at += fresh;
    list.push([key, bytes.subarray(at, at + length)]);
    at += length;
  }
  return list;
}

/** Everything in a table, keys and values, as one buffer each; `[]` when the file is no table. */
export function table(file) {
  if (file.length < 48 || file.readBigUInt64LE(file.length - 8) !== 0xdb4775248b80fb57n) return [];
  const footer = file.subarray(file.length - 48);
  let at = 0, offset, size;
  [, at] = varint(footer, at);
  [, at] = varint(footer, at);
  [offset, at] = varint(footer, at);
  [size, at] = varint(footer, at);
  const index = block(file, offset, size);
  if (!index) return [];
  return entries(index).flatMap(([, handle]) => {
    const [start, next] = varint(handle, 0);
    const [length] = varint(handle, next);
    const data = block(file, start, length);
    return data ? entries(data).flat() : [];
  });
}
