// node tests/bench/sizes.mjs FOLDER: the size of every file of a release, raw and as hosts send it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Copies and settings of hosts are not part of what a visitor loads. */
const asides = new Set(["404.html", "_headers"]);

const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });

/** Rows of a path with its bytes raw, in gzip and in brotli, the heaviest first, and their sum. */
export function sizes(folder) {
  const rows = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !asides.has(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      const bytes = readFileSync(path);
      return [path, bytes.length, gzipSync(bytes, { level: 9 }).length, brotli(bytes).length];
    })
    .sort((a, b) => b[3] - a[3]);
  rows.push(["all files", ...[1, 2, 3].map((column) => rows.reduce((sum, row) => sum + row[column], 0))]);
  return rows;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = sizes(process.argv[2] ?? "dist");
  const width = Math.max(...rows.map(([name]) => name.length));
  const line = (cells) => `${cells[0].padEnd(width)} ${cells.slice(1).map((cell) => String(cell).padStart(10)).join("")}`;
  console.log(line(["bytes of", "raw", "gzip -9", "brotli 11"]));
  for (const [name, ...bytes] of rows) console.log(line([name, ...bytes.map((size) => size.toLocaleString("en"))]));
}
