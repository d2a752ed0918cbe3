// node tests/bench/run.mjs [stores]: drives the measuring page in headless Chromium and prints one table. Absolute
// numbers are this machine's; what counts are the ratios within one run.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Browser } from "../e2e/lib/browser.mjs";
import { serve } from "../e2e/lib/server.mjs";
import { ROOT } from "../e2e/lib/tools.mjs";
import { extend, read } from "./corpus.mjs";
import { frames } from "./frames.mjs";
import { sizes } from "./sizes.mjs";
import { cells, lines } from "./targets.mjs";

/** More than any store here can hold in localStorage's 5,242,880 units. */
const MOST = 140_000;
/** The vaults in which one issue is changed, and the one that is unlocked. */
const SMALL = 1_000, LARGE = 25_000;
/** How often everything is measured, in turns. */
const ROUNDS = Number(process.env.ROUNDS ?? 3);

const corpus = join(process.env.SPACEWARD_CORPUS ?? join(ROOT, "../shared/data"), "issues-10k.jsonl.gz");
if (!existsSync(corpus)) {
  console.error(`There are no records at ${corpus}. Name the folder they lie in: SPACEWARD_CORPUS=../shared/data make bench`);
  process.exit(2);
}
const given = read(corpus);
const records = extend(given, MOST);
const body = records.map((record) => JSON.stringify(record)).join("\n");

const server = await serve(join(ROOT, "dist-bench"), {
  extra: { "/corpus.jsonl": (_, response) => response.writeHead(200, { "content-type": "text/plain; charset=utf-8" }).end(body) },
});
const browser = await Browser.launch();
browser.trust(server.origin);
try {
  const page = await browser.tab();
  await page.goto(server.url);
  await page.evaluate(() => window.benchReady);
  const fetchCorpus = () =>
    page.evaluate(async () => {
      window.corpus = (await (await fetch("corpus.jsonl")).text()).split("\n").map((line) => JSON.parse(line));
    });
  await fetchCorpus();
  const TIMES = ["write_us", "read_us", "look_us", "edit_ms", "edit_worst_ms", "unlock_ms"];
  /** All stores by name, in turns; of every time the shortest counts, so that what else the machine does does not. */
  const measure = async (names, count) => {
    const all = new Map();
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of names) {
        const one = await page.evaluate(([name, count]) => window.bench(name, window.corpus.slice(0, count)), [name, count]);
        const best = all.get(name) ?? one;
        if (one.write_us < best.write_us) best.write_parts_us = one.write_parts_us;
        for (const time of TIMES) best[time] = Math.min(best[time], one[time]);
        all.set(name, best);
      }
    }
    return all;
  };
  const wanted = process.argv.slice(2);
  const offered = wanted.length > 0 ? wanted : await page.evaluate(() => window.benchStores);

  console.log(`\n${given.length.toLocaleString("en")} real issues, then copies with other times, assignees and words, until the room ends (at most ${MOST.toLocaleString("en")}).`);
  console.log(`Chromium ${browser.context.browser()?.version() ?? ""}, localStorage emptied between; of times the shortest of ${ROUNDS} rounds.\n`);
  const table = (rows) => {
    const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    for (const [at, row] of rows.entries()) {
      console.log(`| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(" | ")} |`);
      if (at === 0) console.log(`|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`);
    }
    console.log();
  };
  const number = (value, digits = 0) => (value ?? Number.NaN).toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });

  const full = await measure(offered, MOST);
  table([
    ["store, filled to the quota", "records held", "units a record", "µs a write", "µs a read", "µs to look at one"],
    ...[...full.values()].map((one) => [
      one.store, number(one.records_held), number(one.units_per_record, 1), number(one.write_us, 1), number(one.read_us, 1), number(one.look_us, 1),
    ]),
  ]);
  console.log("A write, a read: all records written or read, divided by their number; the vault reads when it is unlocked, and all at");
  console.log("once. Looking at one: afterwards, at a random place; plain and webcrypto go to storage for it, the vault to its memory.");
  for (const { reading, deciding, keeping } of [full.get("vault")?.write_parts_us ?? {}].filter((parts) => parts.keeping)) {
    console.log(`A write into the vault is an import: ${number(reading, 1)} µs to hand a record over as a line of JSON and to read it, ${number(deciding, 1)} µs to decide`);
    console.log(`what it becomes, ${number(keeping, 1)} µs to cut, squeeze, seal and set it, its copy for the log squeezed and sealed, too.`);
  }
  console.log("The vault's key derivation is not in these, and neither is the crash-safe copy of its journal in IndexedDB.\n");

  const small = await measure(offered, SMALL), large = await measure(offered, LARGE);
  const edit = (one) => (one.units_one_edit === null ? "no room" : number(one.units_one_edit));
  table([
    ["store", `units for one edit in ${number(SMALL)}`, "without tidying", `in ${number(LARGE)}`, "without tidying", "ms for it", "ms at worst", "ms to read all", "of records"],
    ...offered.map((name) => {
      const [few, many] = [small.get(name), large.get(name)];
      return [
        name, edit(few), number(few.units_median_edit), edit(many), number(many.units_median_edit), number(many.edit_ms, 2), number(many.edit_worst_ms, 1),
        number(many.unlock_ms), number(many.records_held),
      ];
    }),
  ]);
  console.log("One edit: names and values given to setItem, on average over 512 edits at random places; the vault's tidying of its");
  console.log("journal into segments is in the average, and is left out of the next column, which is the edit in the middle. At worst");
  console.log("an edit is followed by all of that tidying at once; the console does it in slices of 8 ms between frames.\n");

  let opening;
  if (offered.includes("vault")) {
    const anew = async () => {
      await page.reload();
      await page.evaluate(() => window.benchReady);
    };
    const rows = [];
    for (const count of [given.length, LARGE]) {
      // Wasm gives no memory back: what was measured before must not count.
      await anew();
      await fetchCorpus();
      const kept = await page.evaluate((count) => window.benchKeep(window.corpus.slice(0, count)), count);
      await anew();
      rows.push({ kept, ...(await page.evaluate(() => window.benchOpen())) });
    }
    const mib = (bytes) => number(bytes / 2 ** 20, 1);
    table([
      ["a vault, after a reload", ...rows.map((one) => `${number(one.issues)} issues`)],
      ["ms to derive the key, in a worker", ...rows.map((one) => number(one.derive_ms) + (one.derived_in_worker ? "" : ", but on the page"))],
      ["ms to open", ...rows.map((one) => number(one.open_ms))],
      ["MiB of wasm memory at most, open", ...rows.map((one) => mib(one.open_memory))],
      ["ms to make ready for the search, once", ...rows.map((one) => number(one.index_ms))],
      ["MiB of wasm memory at most, ready", ...rows.map((one) => mib(one.index_memory))],
      ["ms a keystroke, average", ...rows.map((one) => number(one.keystroke_mean_ms, 1))],
      ["ms a keystroke, slowest", ...rows.map((one) => `${number(one.keystroke_worst_ms, 1)} (${one.keystroke_worst})`)],
      ["MiB of wasm memory at most, in the page that imported", ...rows.map((one) => mib(one.kept))],
    ]);
    opening = rows.at(-1);
  }

  await browser.dispose();
  // With the names of stores only they are measured.
  const pages = wanted.length > 0 ? undefined : await frames(records.slice(0, LARGE));
  if (pages) {
    table([
      ["the page at work, its main thread", "longest task, ms", "by the clock", "tasks over a frame", "of all", "frames dropped", "mostly"],
      ...pages.rows.map((one) => [
        one.name, number(one.thread, 1), number(one.clock, 1), number(one.over), number(one.tasks), `${number(one.dropped * 100, 1)} %`, one.of,
      ]),
    ]);
  }
  const brotli = existsSync(join(ROOT, "dist")) ? sizes(join(ROOT, "dist")).at(-1).at(-1) : undefined;
  table(cells(lines({ stores: full, small, large, opening, pages, brotli })));
} finally {
  await browser.dispose();
  await server.close();
}
