// A vault file that takes the place of another vault is there as soon as the console says so, also for a browser that is
// killed right after: localStorage reaches the disk minutes late (VLT-11, VLT-15).
import assert from "node:assert/strict";
import { join } from "node:path";
import { openSample, SAMPLE_PASSPHRASE } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, createProject, field, firstSpace, go, sealed, sees, signUp, unlock } from "./lib/steps.mjs";
import { RESULTS } from "./lib/tools.mjs";

const PERSON = { email: "sorrel@harbour.example", name: "Sorrel Vane", passphrase: "copper thistle harbour seven", alias: "sorrel" };
const SPACE = { space: "Kestrelquay", account: "210987654321" };

/** The keys of each store beside the journal. */
const beside = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("sw.w");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const transaction = opening.result.transaction(["r", "i"]);
    const [records, spares] = ["r", "i"].map((store) => transaction.objectStore(store).getAllKeys());
    transaction.oncomplete = () => {
      opening.result.close();
      resolve({ records: records.result.length, spares: spares.result.length });
    };
  };
}));

async function exported(page, passphrase) {
  await go(page, "/data-protection");
  await button(page, "Export vault").first().click();
  const again = page.getByRole("dialog", { name: "Passphrase again" });
  await again.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  const download = page.waitForEvent("download");
  await again.getByRole("button", { name: "Export vault" }).click();
  // The browser's own copy goes with the browser.
  const path = join(RESULTS, "exported.vault");
  await (await download).saveAs(path);
  return path;
}

async function imported(page, path) {
  await asksToReplace(page, path);
  await sees(page, "Unlock");
}

async function asksToReplace(page, path) {
  await go(page, "/import");
  await page.locator("input[type=file]").first().setInputFiles(path);
  await field(page, "Passphrase").fill(SAMPLE_PASSPHRASE);
  await button(page, "Open the file").click();
  await sees(page, "What the file holds");
  await button(page, "Replace the vault").first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("replace");
  await dialog.getByRole("button", { name: "Replace", exact: true }).click();
}

test("an imported vault is there after a kill right after the import", { minutes: 5 }, async ({ page, browser, visit, url }) => {
  await visit();
  await openSample(page);
  const path = await exported(page, SAMPLE_PASSPHRASE);
  // Another vault in its place, which reaches the disk.
  await page.evaluate(() => new Promise((done) => { localStorage.clear(); const gone = indexedDB.deleteDatabase("sw.w"); gone.onsuccess = done; gone.onblocked = done; }));
  await page.reload();
  await signUp(page, PERSON);
  await firstSpace(page, SPACE);
  await sealed(page);
  await browser.relaunch();
  let tab = await browser.tab();
  await tab.goto(url);
  await unlock(tab, PERSON.passphrase);
  await sees(tab, SPACE.space);

  await imported(tab, path);
  await browser.kill();
  await browser.relaunch();
  tab = await browser.tab();
  await tab.goto(url);
  await unlock(tab, SAMPLE_PASSPHRASE);
  await tab.getByText("This is a sample").waitFor();
  assert.equal(await tab.getByText(SPACE.space).count(), 0);
  assert.equal((await beside(tab)).spares, 1, "kept until the disk has it");

  // And what is done after it.
  await createProject(tab, "After-the-import");
  await sealed(tab);
  await browser.kill();
  await browser.relaunch();
  tab = await browser.tab();
  await tab.goto(url);
  await unlock(tab, SAMPLE_PASSPHRASE);
  await tab.getByText("After-the-import").first().waitFor();
});

test("what brings an imported vault back goes when the disk has it", { minutes: 3 }, async ({ page, visit }) => {
  await page.clock.install();
  await visit();
  await openSample(page);
  const path = await exported(page, SAMPLE_PASSPHRASE);
  await imported(page, path);
  assert.deepEqual(await beside(page), { records: 1, spares: 1 }, "of the former vault nothing is left");
  for (let minutes = 0; minutes < 18; minutes += 3) await page.clock.fastForward("03:00");
  await page.waitForFunction(() => new Promise((resolve) => {
    const opening = indexedDB.open("sw.w");
    opening.onsuccess = () => {
      const count = opening.result.transaction("i").objectStore("i").count();
      count.onsuccess = () => {
        opening.result.close();
        resolve(count.result === 0);
      };
    };
  }), undefined, { polling: 200 });
  await unlock(page, SAMPLE_PASSPHRASE);
});

test("a locked tab puts no file in the place of a vault that another tab has open", { minutes: 3 }, async ({ page, browser, visit }) => {
  // VLT-9: the other tab would go on writing into what took its vault's place.
  await visit();
  await openSample(page);
  const space = new URL(page.url()).hash.slice(1);
  const path = await exported(page, SAMPLE_PASSPHRASE);
  const locked = await browser.tab();
  await visit("#/import", locked);
  await asksToReplace(locked, path);
  await locked.getByText(/open in another tab/).waitFor();
  await go(page, space);
  await createProject(page, "Still-the-same-vault");
  await sealed(page);
  // Once that tab has let go, it goes through.
  await page.close();
  await locked.reload();
  await asksToReplace(locked, path);
  await unlock(locked, SAMPLE_PASSPHRASE);
  await locked.getByText("This is a sample").waitFor();
  assert.equal(await locked.getByText("Still-the-same-vault").count(), 0);
});
