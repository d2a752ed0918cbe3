// The harness itself: a search that finds nothing proves something only if it finds what is there.
import assert from "node:assert/strict";
import { shapes, find } from "./lib/disk.mjs";
import { wasmBytes } from "./lib/memory.mjs";
import { test } from "./lib/runner.mjs";

test("the search of the profile finds plain words in localStorage and IndexedDB", async ({ page, browser, visit }) => {
  await visit();
  await page.evaluate(async () => {
    localStorage.setItem("probe", `before quillfeather-local after ${btoa("a word: quillfeather-coded.")}`);
    const open = indexedDB.open("probe", 1);
    open.onupgradeneeded = () => open.result.createObjectStore("probe");
    await new Promise((done) => { open.onsuccess = done; });
    const deal = open.result.transaction("probe", "readwrite", { durability: "strict" });
    deal.objectStore("probe").put("the word quillfeather-deep stands here", 1);
    await new Promise((done) => { deal.oncomplete = done; });
    open.result.close();
  });
  await browser.close();
  const found = (word) => new Set(find(browser.profile, [word]).map(({ shape }) => shape));
  assert.ok(found("quillfeather-local").size > 0);
  assert.ok([...found("quillfeather-coded")].some((shape) => shape.startsWith("base64")));
  assert.ok(found("quillfeather-deep").size > 0);
  assert.equal(found("quillfeather-absent").size, 0);
  // and it outlives a relaunch on the same profile
  await browser.relaunch();
  const again = await browser.tab();
  await visit("", again);
  assert.match(await again.evaluate(() => localStorage.getItem("probe")), /quillfeather-local/);
});

test("a killed browser reopens on its profile with what was strictly written", async ({ page, browser, visit }) => {
  await visit();
  await page.evaluate(async () => {
    const open = indexedDB.open("probe", 1);
    open.onupgradeneeded = () => open.result.createObjectStore("probe");
    await new Promise((done) => { open.onsuccess = done; });
    const deal = open.result.transaction("probe", "readwrite", { durability: "strict" });
    deal.objectStore("probe").put("kept", 1);
    await new Promise((done) => { deal.oncomplete = done; });
  });
  await browser.kill();
  await browser.relaunch();
  const again = await browser.tab();
  await visit("", again);
  const kept = await again.evaluate(async () => {
    const open = indexedDB.open("probe", 1);
    await new Promise((done) => { open.onsuccess = done; });
    const get = open.result.transaction("probe").objectStore("probe").get(1);
    await new Promise((done) => { get.onsuccess = done; });
    return get.result;
  });
  assert.equal(kept, "kept");
});

test("a word is looked for at every place of base64", async () => {
  for (const lead of ["", "a", "ab", "abc"]) {
    const text = Buffer.from(Buffer.from(`${lead}quillfeather tail`).toString("base64"));
    assert.ok(shapes("quillfeather").some(([, form]) => text.includes(form)), lead);
  }
});

test("a second tab shares the browser, and the wasm's memory can be asked for", async ({ page, browser, visit }) => {
  await visit();
  const second = await browser.tab();
  await visit("", second);
  assert.equal(browser.context.pages().length, 2);
  assert.ok((await wasmBytes(page)) >= 65_536);
});
