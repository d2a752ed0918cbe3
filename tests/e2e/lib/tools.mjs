// Where the few npm tools lie: outside the repository, installed by the Makefile.
import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

/** The directory of the tools, as in the Makefile. */
export const TOOLS =
  process.env.SPACEWARD_TOOLS || join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "spaceward/tools");

/** What failures leave behind: pictures, and the pages of `make screenshots`. */
export const RESULTS = join(ROOT, "test-results");

const require = createRequire(join(TOOLS, "package.json"));

/** playwright-core, without any browser of its own. */
export const playwright = require("playwright-core");

/** The path of a file inside an npm package. */
export const fileOf = (name) => require.resolve(name);

/** The Chromium that everything is driven in. */
export const CHROMIUM =
  process.env.CHROMIUM ||
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path)) ||
  "chromium";
