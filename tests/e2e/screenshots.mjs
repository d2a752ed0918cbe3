// node tests/e2e/screenshots.mjs [names]: pictures of every page of the release, into test-results/screens/: first those that
// need no vault, then those of a sample.
import { join } from "node:path";
import { Browser } from "./lib/browser.mjs";
import { addresses, cloudAddresses, open, openSample } from "./lib/pages.mjs";
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
  const wanted = (name) => asked.length === 0 || asked.includes(name);
  for (const address of OPEN) {
    const name = address === "/" ? "welcome" : address.slice(1).replaceAll("/", "-");
    if (!wanted(name)) continue;
    await page.goto("about:blank");
    await page.goto(`${server.url}#${address}`);
    await stands(page);
    for (const path of await shoot(page, name)) console.log(path);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("about:blank");
  await page.goto(server.url);
  await stands(page);
  await openSample(page);
  const own = await addresses(page);
  for (const [name, address] of Object.entries({ ...own, ...(await cloudAddresses(page)) })) {
    if (!wanted(name)) continue;
    await page.setViewportSize({ width: 1440, height: 900 });
    await open(page, address);
    for (const path of await shoot(page, name)) console.log(path);
  }
  await page.getByRole("button", { name: /Lock now$/ }).click();
  await page.getByRole("heading", { name: "Unlock" }).waitFor();
  if (wanted("unlock")) for (const path of await shoot(page, "unlock")) console.log(path);
  for (const fault of browser.unexpected()) console.error(fault);
  process.exitCode = browser.unexpected().length > 0 ? 1 : 0;
} finally {
  await browser.dispose();
  await server.close();
}
