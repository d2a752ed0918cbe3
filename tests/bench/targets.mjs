// Every target beside its reading: one table, each line with met or missed and by how much.

const FRAME = 16;
const number = (value, digits = 0) => value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });

/**
 * A line: what, the reading, the target, and whether less is better (`most`) or more (`least`). Without a reading the line
 * says where it is taken.
 */
const most = (what, reading, target, digits = 0, unit = "") => ({ what, reading, target, digits, unit, less: true });
const least = (what, reading, target, digits = 0, unit = "") => ({ what, reading, target, digits, unit, less: false });
const elsewhere = (what, target, where) => ({ what, said: where, goal: target });
const yes = (what, holds) => ({ what, said: holds ? "yes" : "no", goal: "yes", met: holds });

/** The lines of what was measured; what is not there is left out. */
export function lines({ stores, small, large, opening, pages, brotli }) {
  const all = [];
  const [vault, plain, crypto] = ["vault", "plain", "webcrypto"].map((name) => stores?.get(name));
  if (vault && plain && crypto) {
    const many = large.get("vault");
    all.push(
      least("records held in 5,242,880 units", vault.records_held, 80_000),
      most("units a record", vault.units_per_record, 65, 1),
      most("a write, of plain JSON's", vault.write_us / plain.write_us, 1, 2),
      most("the same without reading the file, which plain does not do", (vault.write_parts_us.deciding + vault.write_parts_us.keeping) / plain.write_us, 1, 2),
      most("a read, of WebCrypto's", vault.read_us / crypto.read_us, 1, 2),
      most("units written for one edit in 1,000", small.get("vault").units_one_edit ?? Infinity, 1500),
      most("units written for one edit in 25,000", many.units_one_edit ?? Infinity, 1500),
      most("unlock of 25,000, of WebCrypto's one by one", many.unlock_ms / ((crypto.read_us * many.records_held) / 1000), 0.5, 2),
    );
  }
  if (opening) {
    all.push(
      most("slowest search of a keystroke in 25,000, ms", opening.keystroke_worst_ms, FRAME, 1),
      most("key derivation, 64 MiB and 3 passes, s", opening.derive_ms / 1000, 0.3, 2),
      yes("key derivation beside the page", opening.derived_in_worker),
    );
  }
  if (pages) {
    for (const one of pages.rows) all.push(most(`longest task of the page, ms: ${one.name}`, one.thread, FRAME, 1));
    const scrolls = pages.rows.filter((one) => one.name.startsWith("scrolling"));
    for (const one of scrolls) all.push(most(`frames dropped, %: ${one.name}`, one.dropped * 100, 5, 1));
    all.push(
      most("rows alive on the board of 25,000", pages.alive.board, 200),
      most("rows alive in the list of 25,000", pages.alive.list, 200),
      yes("first paint before a field takes keys", pages.cold.paint < pages.cold.keys),
      most("cold load to a field that takes keys, processor slowed four times, s", pages.cold.keys / 1000, 1, 2),
    );
  }
  if (brotli) all.push(most("all files of the release in brotli, KB", brotli / 1000, 350));
  all.push(
    elsewhere("nothing lost by kill -9 after the seal says saved", "50 of 50", "make soak"),
    elsewhere("three tabs with 600 commands each", "1,800 of 1,800", "make soak"),
  );
  return all;
}

/** The lines as cells of a table. */
export function cells(all) {
  const rows = all.map(({ what, reading, target, digits, less, said, goal, met }) => {
    if (said !== undefined) return [what, said, goal, met === undefined ? "" : met ? "met" : "missed", ""];
    const good = less ? reading <= target : reading >= target;
    const times = less ? reading / target : target / reading;
    const by = good ? (times === 0 ? "" : `${number(1 / times, 1)} times better`) : `${number(times, times < 1.95 ? 2 : 1)} times`;
    return [what, number(reading, digits), `${less ? "at most" : "at least"} ${number(target, Number.isInteger(target) ? 0 : 1)}`, good ? "met" : "missed", by];
  });
  return [["target", "reading", "to reach", "", "by"], ...rows];
}
