// A runner of a hundred lines: each test gets its own static server and its own browser on a new profile, and fails on
// its own assertions and on anything that any page complained about.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Browser } from "./browser.mjs";
import { serve } from "./server.mjs";
import { RESULTS, ROOT } from "./tools.mjs";

const tests = [];

/**
 * Registers a test. `server` are options of `serve`, `browser` those of the launch. The body gets
 * `{ page, browser, url, origin, visit }`: the first tab, its browser, the address of the console, and
 * `visit(address)`, which opens an address relative to it and waits until the console stands.
 */
export function test(name, options, body) {
  if (typeof options === "function") [options, body] = [{}, options];
  tests.push({ name, options, body });
}

/** The console has taken the place of the first paint. */
export const stands = (page) => page.locator("#boot").waitFor({ state: "detached" });

async function attempt({ name, options, body }) {
  const server = await serve(join(ROOT, options.folder ?? "dist"), options.server);
  const browser = await Browser.launch(options.browser).catch(async (error) => {
    await server.close();
    throw error;
  });
  browser.trust(server.origin);
  let page, timer;
  try {
    page = await browser.tab();
    const visit = async (address = "", on = page) => {
      const response = await on.goto(new URL(address, server.url).href);
      await stands(on);
      return response;
    };
    const late = new Promise((_, reject) => {
      const limit = options.minutes ?? 1;
      timer = setTimeout(() => reject(new Error(`not done after ${limit} min`)), limit * 60_000);
    });
    await Promise.race([body({ page, browser, server, url: server.url, origin: server.origin, visit }), late]);
    const faults = browser.unexpected();
    if (faults.length > 0) throw new Error(`the page complained:\n${faults.join("\n")}`);
  } catch (error) {
    const shot = join(RESULTS, `${name.replaceAll(/[^\w-]+/g, "-").slice(0, 80)}.png`);
    const open = browser.context?.pages().at(-1);
    await open?.screenshot({ path: shot, timeout: 5_000 }).catch(() => {});
    const faults = browser.unexpected().slice(0, 8);
    error.message += faults.length > 0 && !error.message.includes("the page complained") ? `\nthe page complained:\n${faults.join("\n")}` : "";
    throw error;
  } finally {
    clearTimeout(timer);
    await browser.dispose();
    await server.close();
  }
}

/** Runs what was registered, or what has one of the words in its name; returns the exit status. */
export async function run(words) {
  mkdirSync(RESULTS, { recursive: true });
  const chosen = tests.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  let passed = 0;
  for (const one of chosen) {
    const begun = performance.now();
    try {
      await attempt(one);
      passed += 1;
      console.log(`ok ${one.name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
    } catch (error) {
      console.log(`not ok ${one.name}\n${String(error.stack ?? error).replaceAll(/^/gm, "    ")}`);
    }
  }
  if (chosen.length === 0) console.log(`no test has ${words.join(" or ")} in its name`);
  console.log(`${passed} passed, ${chosen.length - passed} failed`);
  return chosen.length > 0 && passed === chosen.length ? 0 : 1;
}
