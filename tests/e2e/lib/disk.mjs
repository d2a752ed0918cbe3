// Searches everything a browser left on the disk for words that must not be there.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { gunzipSync, inflateSync } from "node:zlib";
import { table } from "./leveldb.mjs";

/** The middle of the base64 of `bytes` when they stand at each of the three places of a group of three. */
function base64Forms(bytes) {
  return [0, 1, 2].map((lead) => {
    const text = Buffer.concat([Buffer.alloc(lead), bytes]).toString("base64").replaceAll("=", "");
    // The first characters hold what stands before, the last one what comes after.
    const from = [0, 2, 3][lead];
    const whole = Math.floor(((lead + bytes.length) * 8) / 6);
    return Buffer.from(text.slice(from, whole));
  });
}

/** The shapes in which a word may lie on a disk: UTF-8, UTF-16LE, hex, and the base64 of both encodings. */
export function shapes(word) {
  const utf8 = Buffer.from(word, "utf8"), utf16 = Buffer.from(word, "utf16le");
  return [
    ["UTF-8", utf8],
    ["UTF-16", utf16],
    ["hex", Buffer.from(utf8.toString("hex"))],
    ...base64Forms(utf8).map((form) => ["base64", form]),
    ...base64Forms(utf16).map((form) => ["base64 of UTF-16", form]),
    ...base64Forms(utf8).map((form) => ["base64 in UTF-16", Buffer.from(form.toString("latin1"), "utf16le")]),
  ];
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (entry.isFile()) yield path;
  }
}

/** The file as it is, and what hides in it: table blocks without Snappy, gzip and zlib bodies without deflate. */
function layers(path) {
  const raw = readFileSync(path);
  const list = [["", raw]];
  const blocks = table(raw);
  if (blocks.length > 0) list.push([" (table)", Buffer.concat(blocks)]);
  const unpack = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync : raw[0] === 0x78 ? inflateSync : null;
  if (unpack) {
    try {
      list.push([" (deflated)", unpack(raw)]);
    } catch {
      // it only looked like one
    }
  }
  return list;
}

/** Where the words stand: `[{ word, shape, file }]`. Names of files are searched as well. */
export function find(folder, words) {
  const wanted = words.map((word) => [word, shapes(word)]);
  const found = [];
  for (const path of files(folder)) {
    const file = relative(folder, path);
    for (const [layer, bytes] of [[" (name)", Buffer.from(file)], ...layers(path)]) {
      for (const [word, forms] of wanted) {
        for (const [shape, form] of forms) if (bytes.includes(form)) found.push({ word, shape, file: `${file}${layer}` });
      }
    }
  }
  return found;
}
