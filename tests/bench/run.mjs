// node tests/bench/run.mjs [stores]: drives the measuring page in headless Chromium and prints one table. Absolute
// numbers are this machine's; what counts are the ratios within one run.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Browser } from "../e2e/lib/browser.mjs";
import { serve } from "../e2e/lib/server.mjs";
import { ROOT } from "../e2e/lib/tools.mjs";
import { extend, read } from "./corpus.mjs";

/** More than any store here can hold in localStorage's 5,242,880 units. */
const MOST = 140_000;
/** The vaults in which one issue is changed, and the one that is unlocked. */
const SMALL = 1_000, LARGE = 25_000;

const corpus = process.env.SPACEWARD_CORPUS ?? join(ROOT, "../shared/data/issues-10k.jsonl.gz");
if (!existsSync(corpus)) {
  console.error(`There are no records at ${corpus}. Name a file of JSON lines, one issue each: SPACEWARD_CORPUS=issues.jsonl make bench`);
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
  await page.evaluate(async () => {
    window.corpus = (await (await fetch("corpus.jsonl")).text()).split("\n").map((line) => JSON.parse(line));
  });
  const measure = (name, count) => page.evaluate(([name, count]) => window.bench(name, window.corpus.slice(0, count)), [name, count]);
  const wanted = process.argv.slice(2);
  const offered = wanted.length > 0 ? wanted : await page.evaluate(() => window.benchStores);

  console.log(`\n${given.length.toLocaleString("en")} real issues, then copies with every third word exchanged, until the room ends (at most ${MOST.toLocaleString("en")}).`);
  console.log(`Chromium ${browser.context.browser()?.version() ?? ""}, one visit, localStorage emptied between.\n`);
  const table = (rows) => {
    const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    for (const [at, row] of rows.entries()) {
      console.log(`| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(" | ")} |`);
      if (at === 0) console.log(`|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`);
    }
    console.log();
  };
  const number = (value, digits = 0) => (value ?? Number.NaN).toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });

  const full = new Map();
  for (const name of offered) full.set(name, await measure(name, MOST));
  table([
    ["store, filled to the quota", "records held", "units a record", "µs a write", "µs a read"],
    ...[...full.values()].map((one) => [one.store, number(one.records_held), number(one.units_per_record, 1), number(one.write_us, 1), number(one.read_us, 1)]),
  ]);

  const small = new Map(), large = new Map();
  for (const name of offered) small.set(name, await measure(name, SMALL));
  for (const name of offered) large.set(name, await measure(name, LARGE));
  table([
    ["store", `units for one edit in ${number(SMALL)}`, `in ${number(LARGE)}`, "ms for it", "ms to read all", "of records", "wasm memory, MiB"],
    ...offered.map((name) => {
      const [few, many] = [small.get(name), large.get(name)];
      const edit = (one) => (one.units_one_edit === null ? "no room" : number(one.units_one_edit));
      return [name, edit(few), edit(many), number(few.edit_ms, 2), number(many.unlock_ms), number(many.records_held), number(many.wasm_memory / 2 ** 20, 1)];
    }),
  ]);

  const [vault, plain, crypto] = ["vault", "plain", "webcrypto"].map((name) => full.get(name));
  if (vault && plain && crypto) {
    const ratio = (what, value, target, good) => console.log(`${good ? "reached" : "missed "}  ${what}: ${number(value, 2)} (${target})`);
    const unlock = large.get("vault").unlock_ms / ((crypto.read_us * large.get("vault").records_held) / 1000);
    ratio("records held", vault.records_held, "80,000", vault.records_held >= 80_000);
    ratio("units a record", vault.units_per_record, "at most 65", vault.units_per_record <= 65);
    ratio("a write, of plain's", vault.write_us / plain.write_us, "under 1", vault.write_us < plain.write_us);
    ratio("a read, of WebCrypto's", vault.read_us / crypto.read_us, "under 1", vault.read_us < crypto.read_us);
    ratio("an unlock, of the same records one by one with WebCrypto", unlock, "at most 0.5", unlock <= 0.5);
    const edits = [small, large].map((map) => map.get("vault").units_one_edit);
    ratio("units for one edit", Math.max(...edits), "at most 1,500", edits.every((units) => units !== null && units <= 1500));
  }
} finally {
  await browser.dispose();
  await server.close();
}
