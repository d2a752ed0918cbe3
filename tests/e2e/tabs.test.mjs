// Several tabs at once: no command that was acknowledged is lost, none is done twice, and all tabs end with the same state
// (VLT-9). The long forms, with tabs closed and crashed on the way, are `make soak`.
import assert from "node:assert/strict";
import { test } from "./lib/runner.mjs";
import { SOAK, figures, often } from "./lib/soak.mjs";
import { createProject, firstSpace, sealed, sees, signUp, unlock } from "./lib/steps.mjs";
import { createMany, exported, openDialog } from "./lib/typing.mjs";

const PERSON = { email: "plover@harbour.example", name: "Plover Shingle", passphrase: "gravel lantern ferry october", alias: "plover" };

/** A project with its issues open in the first tab, and a way to open the same in others. */
async function begin({ page, browser, visit }) {
  await visit();
  await signUp(page, PERSON);
  await firstSpace(page, { space: "Shingle", account: "123456789012" });
  await createProject(page, "Pebbles");
  await page.getByRole("link", { name: /^Issues/ }).first().click();
  await sees(page, "Issues");
  await page.getByRole("link", { name: /^All issues/ }).click();
  await sealed(page);
  const at = new URL(page.url()).hash;
  return async () => {
    const tab = await browser.tab();
    await visit(at, tab);
    await unlock(tab, PERSON.passphrase);
    await sees(tab, "Issues");
    return tab;
  };
}

/** Waits until every tab has exactly so many issues, then sees that all of them say the same, word by word. */
async function agree(tabs, wanted) {
  for (const tab of tabs) {
    await tab.keyboard.press("Escape");
    await tab.waitForFunction(
      (wanted) => [...document.querySelectorAll("nav a")].some((link) => link.textContent.replaceAll(/[,.]/g, "").match(/^\W*Issues\D*(\d+)$/)?.[1] === String(wanted)),
      wanted,
      { timeout: 120_000 },
    );
  }
  const states = [];
  for (const tab of tabs) states.push(await exported(tab));
  for (const state of states.slice(1)) assert.deepEqual(state, states[0], "all tabs hold the same");
  return states[0];
}

test("three tabs at once keep every command of all of them", { minutes: often(5, 20) }, async (bench) => {
  const open = await begin(bench);
  const each = often(60, 600);
  const tabs = [bench.page, await open(), await open()];
  for (const tab of tabs) await openDialog(tab);
  const begun = performance.now();
  const done = await Promise.all(tabs.map((tab, at) => createMany(tab, `tab ${at}`, 0, each)));
  const seconds = (performance.now() - begun) / 1000;
  assert.deepEqual(done, [each, each, each]);
  const state = await agree(tabs, 3 * each);
  const titles = new Set(state.map((issue) => issue.title));
  assert.equal(titles.size, 3 * each, "each once");
  for (let at = 0; at < 3; at += 1) for (let count = 0; count < each; count += 1) assert.ok(titles.has(`tab ${at} ${count}`));
  await sealed(bench.page);
  figures(`3 tabs with ${each} commands each at once: ${3 * each} kept in ${seconds.toFixed(1)} s, equal states`);
});

test("tabs that are closed and crash on the way lose nothing that was acknowledged", { minutes: often(6, 60) }, async (bench) => {
  const { browser } = bench;
  // VLT-9; a crashed renderer takes along whatever other tabs it serves.
  browser.allow(/the page crashed/);
  const open = await begin(bench);
  const [many, wanted] = often([3, 120], [10, 10_000]);
  const acknowledged = new Set();
  await browser.context.exposeFunction("acknowledged", (title) => { acknowledged.add(title); });
  let serial = 0, closed = 0, crashed = 0;
  const tabs = new Set();
  const begun = performance.now();
  /** One tab types until there is enough, or until it is gone. */
  const work = async (tab) => {
    const prefix = `tab ${serial += 1}`;
    tabs.add(tab);
    tab.once("crash", () => tabs.delete(tab));
    tab.once("close", () => tabs.delete(tab));
    try {
      await openDialog(tab);
      for (let at = 0; acknowledged.size < wanted && tabs.has(tab); at += 20) await createMany(tab, prefix, at, at + 20, "acknowledged");
    } catch (error) {
      if (tabs.has(tab)) throw error;
    }
  };
  const busy = new Set();
  const start = (tab) => {
    const run = work(tab).finally(() => busy.delete(run));
    busy.add(run);
  };
  start(bench.page);
  while (tabs.size < many) start(await open());
  // One tab after the other goes, the one that writes among them, and a new one takes its place.
  const step = Math.floor(wanted / often(4, 40));
  for (let next = step; acknowledged.size < wanted; next += step) {
    while (acknowledged.size < Math.min(next, wanted)) await Promise.race([new Promise((done) => setTimeout(done, 50)), ...busy]);
    if (acknowledged.size >= wanted) break;
    const [oldest] = tabs;
    if ((closed + crashed) % 2 === 0) {
      await oldest.close();
      closed += 1;
    } else {
      const gone = new Promise((done) => oldest.once("crash", done));
      oldest.goto("chrome://crash").catch(() => {});
      await gone;
      tabs.delete(oldest);
      await oldest.close().catch(() => {});
      crashed += 1;
    }
    while (tabs.size < many) start(await open());
  }
  await Promise.all(busy);
  const seconds = (performance.now() - begun) / 1000;
  const living = [...tabs];
  assert.equal(living.length, many);
  const first = await exported(living[0].isClosed() ? bench.page : (await living[0].keyboard.press("Escape"), living[0]));
  const state = await agree(living, first.length);
  const titles = state.map((issue) => issue.title);
  const lost = [...acknowledged].filter((title) => !titles.includes(title));
  assert.deepEqual(lost, [], "none that was acknowledged is lost");
  const twice = titles.filter((title, at) => titles.indexOf(title) !== at);
  assert.deepEqual(twice, [], "none was done twice");
  await sealed(living[0]);
  figures(`${many} tabs, ${closed} closed and ${crashed} crashed on the way: ${acknowledged.size} acknowledged in ${seconds.toFixed(0)} s, ${titles.length} kept, none lost, none twice, equal states`);
  if (SOAK) assert.ok(closed + crashed >= 30);
});
