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

/** A time in the form it had, so many seconds later. */
function later(time, seconds) {
  const zone = /(?:Z|[+-]\d\d:\d\d)$/.exec(time)?.[0] ?? "Z";
  const minutes = zone === "Z" ? 0 : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
  return new Date(Date.parse(time) + (seconds + minutes * 60) * 1000).toISOString().slice(0, 19) + zone;
}

/** Seconds by which a copy's times are moved at most. */
const MONTH = 30 * 86_400;

/**
 * The records, and then varied copies of them until there are `count`: other numbers, times moved by up to a month,
 * assignees of another record, one or two words of the title and every eighth of the description exchanged for words
 * drawn from the whole corpus. No compression that looks beyond one record gets the same text twice.
 */
export function extend(records, count, seed = 7) {
  const words = records.flatMap(({ title, description }) => `${title} ${description}`.split(/\s+/)).filter((word) => word !== "");
  const draw = random(seed);
  const vary = (text, chosen) => {
    let at = 0;
    return text.replaceAll(/\S+/g, (word) => (chosen(at++) ? words[draw(words.length)] : word));
  };
  const all = records.slice(0, count);
  while (all.length < count) {
    const one = records[all.length % records.length];
    const places = one.title.split(/\s+/).length;
    const [first, second] = [draw(places), draw(places)];
    const moved = draw(MONTH);
    all.push({
      ...one,
      number: all.length + 1,
      title: vary(one.title, (at) => at === first || at === second),
      description: vary(one.description ?? "", () => draw(8) === 0),
      assignees: records[draw(records.length)].assignees,
      created: later(one.created, moved),
      updated: later(one.updated, moved),
    });
  }
  return all;
}
