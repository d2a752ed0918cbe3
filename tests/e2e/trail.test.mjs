// The activity log: what is written, found and exported, and whether its chain holds (AUD-1, AUD-2, AUD-3, KMS-4).
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { violations } from "./lib/axe.mjs";
import { openSample, SAMPLE_PASSPHRASE } from "./lib/pages.mjs";
import { stands, test } from "./lib/runner.mjs";
import { button, field, go, heading, sealed, sees, unlock } from "./lib/steps.mjs";
import { ROOT } from "./lib/tools.mjs";

const records = (page) => page.getByRole("table", { name: "Records" });
const rows = (page, words) => records(page).getByRole("row").filter({ hasText: words });
const chain = (page) => page.getByRole("status", { name: "Chain of the log" });
const dialog = (page) => page.getByRole("dialog");

async function trail(page) {
  await go(page, "/cloud/trail");
  await chain(page).getByText(/^Chain of \d+ entr/).waitFor();
}

async function lock(page) {
  await sealed(page);
  await page.getByRole("button", { name: /Lock now$/ }).click();
  await sees(page, "Unlock");
}

/** What tests/chain.py says of a file; nothing where there is no Python, which is told. */
function checker(path, ...options) {
  const run = spawnSync("python3", [join(ROOT, "tests/chain.py"), ...options, path], { encoding: "utf8" });
  if (run.error) {
    console.log("SKIPPED: python3 is not here, so tests/chain.py was not asked");
    return null;
  }
  return { whole: run.status === 0, said: run.stdout };
}

/** The path of what a press downloads. */
async function download(page, press) {
  const coming = page.waitForEvent("download");
  await press();
  const file = await coming;
  return { name: file.suggestedFilename(), path: await file.path() };
}

test("the activity log tells of wrong passphrases and the sign-in after them, is filtered by context, and its export bears out", { minutes: 3 }, async ({ page, visit }) => {
  // AUD-2, AUD-3, KMS-4
  await visit();
  await openSample(page);
  await lock(page);
  await field(page, "Passphrase").fill("not the passphrase");
  await button(page, "Unlock").click();
  await page.getByText(/does not open this vault/).waitFor();
  await unlock(page, SAMPLE_PASSPHRASE);
  await trail(page);

  // The newest first: what opened the vault, the try before it, the lock, the keys that were made.
  const told = async () => (await records(page).getByRole("row").allInnerTexts()).slice(1).map((text) => text.replaceAll(/\s+/g, " "));
  const all = await told();
  assert.equal(all.length, 7);
  assert.match(all[0], /^Decrypt .*Ines Farwater.* kms\.amazonaws\.com Vault key .*Succeeded/);
  assert.match(all[1], /^ConsoleLogin .*signin\.amazonaws\.com .*Succeeded/);
  assert.match(all[2], /^ConsoleLogin .*signin\.amazonaws\.com .*Failed/);
  assert.match(all[3], /^Logout /);
  for (const line of all.slice(4)) assert.match(line, /^CreateKey /);
  await chain(page).getByText("Chain of 7 entries, unbroken").waitFor();
  assert.deepEqual(await violations(page), []);

  // Filters: by what is typed, by outcome, by name and value of the encryption context.
  await page.getByRole("combobox", { name: "Filter records" }).fill("outcome:failed ");
  await rows(page, "Decrypt").waitFor({ state: "detached" });
  assert.equal((await told()).length, 1);
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await field(page, "Filter by encryption context").selectOption("space");
  await rows(page, "Vault key").first().waitFor({ state: "detached" });
  assert.equal((await told()).length, 2);
  const values = await field(page, "Value of the encryption context").getByRole("option").allInnerTexts();
  assert.equal(values.length, 3);
  assert.match(values[1], /^tidewater-\w+ \([0-9a-f]{32}\)$/);
  const id = values[1].match(/[0-9a-f]{32}/)[0];
  await field(page, "Value of the encryption context").selectOption(id);
  await records(page).getByRole("row").nth(2).waitFor({ state: "detached" });
  assert.match((await told())[0], new RegExp(`^CreateKey .*space=${id}`));
  await field(page, "Filter by outcome").selectOption("failed");
  await page.getByText("No record fits these filters").waitFor();
  assert.equal(await button(page, "Export JSON").getAttribute("aria-disabled"), "true");
  await button(page, "Clear the filters").click();
  await rows(page, "Decrypt").waitFor();

  // One record, with the keyboard: its address, its CloudTrail form, Escape.
  await rows(page, "Failed").getByRole("link").focus();
  await page.keyboard.press("Enter");
  await heading(page, "CloudTrail record").waitFor();
  assert.match(new URL(page.url()).hash, /^#\/cloud\/trail\/5$/);
  const one = JSON.parse(await page.locator("pre").innerText());
  assert.equal(one.eventName, "ConsoleLogin");
  assert.deepEqual(one.responseElements, { ConsoleLogin: "Failure" });
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Close the details" }).click();
  await heading(page, "CloudTrail record").waitFor({ state: "detached" });
  await go(page, "/cloud/trail/900");
  await page.getByText("The log has no entry 900").waitFor();
  await trail(page);

  // The export is a log file of CloudTrail, and another program bears it out.
  const { name, path } = await download(page, () => button(page, "Export JSON").click());
  assert.match(name, /^activity-log-\d{4}-\d\d-\d\d\.json$/);
  const file = JSON.parse(readFileSync(path, "utf8"));
  assert.equal(file.Records.length, 7);
  assert.deepEqual(file.Records.map((record) => record.eventName), ["CreateKey", "CreateKey", "CreateKey", "Logout", "ConsoleLogin", "ConsoleLogin", "Decrypt"]);
  const whole = checker(path);
  if (whole) {
    assert.ok(whole.whole && whole.said.includes("7 of 7 entries, unbroken"), whole.said);
    file.Records[4].responseElements.ConsoleLogin = "Success";
    delete file.Records[4].errorMessage;
    const altered = `${path}-altered`;
    writeFileSync(altered, JSON.stringify(file));
    const found = checker(altered);
    rmSync(altered);
    assert.ok(!found.whole && found.said.includes("entry 5 is not as it was written"), found.said);
  }
});

test("storage that is put back to an earlier copy as a whole is found by a witness", { minutes: 4 }, async ({ page, browser, visit, url }) => {
  // AUD-3
  await visit();
  await openSample(page);
  await lock(page);
  const older = mkdtempSync(join(tmpdir(), "spaceward-older-"));
  try {
    await browser.close();
    cpSync(browser.profile, older, { recursive: true });
    await browser.relaunch();
    let tab = await browser.tab();
    await tab.goto(url);
    await stands(tab);
    await unlock(tab, SAMPLE_PASSPHRASE);
    await trail(tab);
    await button(tab, "Take a witness").click();
    await heading(tab, /^Witness of entry \d+$/).waitFor();
    assert.deepEqual(await violations(tab), []);
    const text = (await tab.getByRole("group", { name: "Witness", exact: true }).innerText()).trim();
    assert.match(text.replaceAll(/\s+/g, "-"), /^([A-Z2-7]{4}-){15}[A-Z2-7]{4}$/);
    const saved = await download(tab, () => button(tab, "Save as a file").click());
    assert.equal(saved.name, "spaceward-witness-7.txt");
    const kept = join(older, "..", `witness-${process.pid}.txt`);
    cpSync(saved.path, kept);
    await rows(tab, "TakeWitness").waitFor();

    const compare = async (page, words) => {
      await button(page, "Compare a witness").click();
      await field(page, "Witness").fill(words);
      await button(page, "Compare").click();
      const came = page.getByRole("status", { name: "What came of it" });
      await came.locator(".note").waitFor();
      return came.innerText();
    };
    const close = (page) => dialog(page).getByRole("button", { name: "Close" }).click();
    assert.match(await compare(tab, text), /^Same\. The log ends with entry 7/);
    await field(tab, "Witness").fill(text.replace(/^./, (letter) => (letter === "A" ? "B" : "A")));
    await button(tab, "Compare").click();
    await dialog(tab).getByText(/letter or digit is not as it was written/).waitFor();
    assert.deepEqual(await violations(tab), []);
    await close(tab);
    await lock(tab);
    await unlock(tab, SAMPLE_PASSPHRASE);
    await trail(tab);
    await button(tab, "Compare a witness").click();
    await dialog(tab).locator("input[type=file]").setInputFiles(kept);
    await dialog(tab).getByText(/The log has entry 7 as the witness says, and 3 entries since/).waitFor();
    await close(tab);
    await sealed(tab);

    // Somebody puts back localStorage and IndexedDB alike, whole: every seal and every hash in them fits.
    await browser.close();
    rmSync(browser.profile, { recursive: true });
    cpSync(older, browser.profile, { recursive: true });
    await browser.relaunch();
    tab = await browser.tab();
    await tab.goto(url);
    await stands(tab);
    await unlock(tab, SAMPLE_PASSPHRASE);
    await trail(tab);
    await chain(tab).getByText("Chain of 6 entries, unbroken").waitFor();
    assert.match(await compare(tab, text), /^Rolled back\. The witness saw entry 7, and this log ends with entry 6\./);
    await close(tab);
    // Gone on with, it is found as well.
    await button(tab, "Take a witness").click();
    await heading(tab, "Witness of entry 7").waitFor();
    await close(tab);
    assert.match(await compare(tab, text), /^Forked\. Entry 7 of this log is not the one/);
    rmSync(kept);
  } finally {
    rmSync(older, { recursive: true, force: true });
  }
});

/** Keeps a copy of localStorage and IndexedDB in the page; puts it back. */
const IN_PAGE = {
  copy: async () => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    const older = { local: { ...localStorage }, stores: [] };
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const read = database.transaction(store).objectStore(store);
        older.stores.push({ name, store, keys: await done(read.getAllKeys()), values: await done(read.getAll()), inline: read.keyPath !== null });
      }
      database.close();
    }
    window.older = older;
  },
  restore: async () => {
    const done = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
    localStorage.clear();
    for (const [key, value] of Object.entries(window.older.local)) localStorage.setItem(key, value);
    for (const { name, store, keys, values, inline } of window.older.stores) {
      const database = await done(indexedDB.open(name));
      const write = database.transaction(store, "readwrite").objectStore(store);
      await done(write.clear());
      for (const [at, value] of values.entries()) await done(inline ? write.put(value) : write.put(value, keys[at]));
      database.close();
    }
  },
};

test("a tab that was open before tells that storage was put back while it was locked", { minutes: 3 }, async ({ page, visit }) => {
  // AUD-3
  await visit();
  await openSample(page);
  const note = page.getByText(/^What this browser keeps was put back to an earlier copy while this tab was locked/);
  await lock(page);
  await page.evaluate(IN_PAGE.copy);
  await unlock(page, SAMPLE_PASSPHRASE);
  await trail(page);
  assert.equal(await note.count(), 0, "nothing was put back yet");
  await lock(page);
  await page.evaluate(IN_PAGE.restore);
  await unlock(page, SAMPLE_PASSPHRASE);
  await note.waitFor();
  await trail(page);
  await rows(page, "FindOlderCopy").getByText("Failed").waitFor();
  assert.deepEqual(await violations(page), []);
  // It is told once; afterwards the log has it.
  await lock(page);
  await unlock(page, SAMPLE_PASSPHRASE);
  await trail(page);
  await rows(page, "FindOlderCopy").waitFor();
  assert.equal(await note.count(), 0);
});

test("the activity of a space shows its chain and is exported as the AWS CLI prints it and with its chain", { minutes: 2 }, async ({ page, visit }) => {
  // AUD-1, AUD-3
  await visit();
  await openSample(page);
  const space = new URL(page.url()).hash.slice(1);
  await go(page, `${space}/activity`);
  await chain(page).getByText(/^Chain of [\d,]+ entries, unbroken$/).waitFor();
  const count = Number((await chain(page).innerText()).replaceAll(/\D/g, ""));
  assert.deepEqual(await violations(page), []);
  const choose = (name) => async () => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  const printed = await download(page, choose("As list-event-logs of the AWS CLI"));
  assert.equal(printed.name, "event-logs.json");
  const items = JSON.parse(readFileSync(printed.path, "utf8")).items;
  assert.equal(items.length, count);
  assert.equal(items.at(-1).eventName, "spaceCreated");
  const chained = await download(page, choose("JSON with the chain"));
  assert.equal(chained.name, "activity.json");
  const found = checker(chained.path);
  if (found) assert.ok(found.whole && found.said.includes(`${count} of ${count} entries, unbroken`), found.said);
});
