// node tests/e2e/run.mjs [words of names]: every *.test.mjs beside this file, against the release in dist/.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./lib/runner.mjs";
import { ROOT } from "./lib/tools.mjs";

if (!existsSync(join(ROOT, "dist/index.html"))) {
  console.error("dist/ is not built. Run: make build");
  process.exit(2);
}
const here = dirname(fileURLToPath(import.meta.url));
for (const file of readdirSync(here).filter((name) => name.endsWith(".test.mjs")).sort()) await import(join(here, file));
process.exit(await run(process.argv.slice(2)));
