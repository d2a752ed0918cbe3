// The records that everything is measured on: real issues, and as many more as the room can take.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** A small generator, so that each run measures the same records. */
function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The records of a file of JSON lines, plain or gzip. */
export function read(path) {
  const bytes = readFileSync(path);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString("utf8");
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}

/**
 * The records, and then varied copies of them until there are `count`: another number, and every third word of title and
 * description exchanged for one drawn from the whole corpus, so that compression does not get the same text twice.
 */
export function extend(records, count, seed = 7) {
  const words = records.flatMap(({ title, description }) => `${title} ${description}`.split(/\s+/)).filter((word) => word !== "");
  const draw = random(seed);
  const vary = (text) => text.replaceAll(/\S+/g, (word) => (draw(3) === 0 ? words[draw(words.length)] : word));
  const all = records.slice(0, count);
  while (all.length < count) {
    const one = records[all.length % records.length];
    all.push({ ...one, number: all.length + 1, title: vary(one.title), description: vary(one.description ?? "") });
  }
  return all;
}
