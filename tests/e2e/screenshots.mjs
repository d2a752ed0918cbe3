// node tests/e2e/screenshots.mjs [addresses]: pictures of pages of the release, into test-results/screens/. Each scene says how
// the console gets there; scenes without a vault come first, so that one browser serves them all.
import { join } from "node:path";
import { Browser } from "./lib/browser.mjs";
import { stands } from "./lib/runner.mjs";
import { serve } from "./lib/server.mjs";
import { shoot } from "./lib/shots.mjs";
import { ROOT } from "./lib/tools.mjs";

/** Addresses that anybody may open. */
const OPEN = ["/", "/signup", "/sample", "/import"];

const server = await serve(join(ROOT, "dist"));
const browser = await Browser.launch();
browser.trust(server.origin);
try {
  const page = await browser.tab();
  const asked = process.argv.slice(2);
  for (const address of asked.length > 0 ? asked : OPEN) {
    await page.goto("about:blank");
    await page.goto(`${server.url}#${address}`);
    await stands(page);
    const name = address === "/" ? "welcome" : address.slice(1).replaceAll("/", "-");
    for (const path of await shoot(page, name)) console.log(path);
  }
  for (const fault of browser.unexpected()) console.error(fault);
  process.exitCode = browser.unexpected().length > 0 ? 1 : 0;
} finally {
  await browser.dispose();
  await server.close();
}
