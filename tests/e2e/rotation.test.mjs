// Rotation of the vault key in the browser (VLT-4): with progress, through a killed browser, in all tabs, to its end.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { violations } from "./lib/axe.mjs";
import { Authenticators, named } from "./lib/keys.mjs";
import { openSample, SAMPLE_PASSPHRASE } from "./lib/pages.mjs";
import { stands, test } from "./lib/runner.mjs";
import { button, createProject, field, firstSpace, go, heading, sealed, sees, signUp, unlock } from "./lib/steps.mjs";
import { ROOT } from "./lib/tools.mjs";

const PERSON = { email: "sorrel@harbour.example", name: "Sorrel Vane", passphrase: "copper thistle harbour seven", alias: "sorrel" };
const SPACE = { space: "Kestrelquay", account: "210987654321" };
const FIXTURE = join(ROOT, "tests/fixtures/issues/issues.jsonl");
const CORPUS = join(process.env.SPACEWARD_CORPUS ?? join(ROOT, "../shared/data"), "issues-10k.jsonl.gz");
const SEALED = "Everything is sealed with the new key.";

const dialog = (page) => page.getByRole("dialog", { name: "Rotate vault key" });
const said = (page, words) => page.getByText(words).first().waitFor();

/** What lies in localStorage, without a key: the epochs by their names, and the envelope's bytes. */
const stored = (page) => page.evaluate(() => {
  const units = localStorage.getItem("sw.vault");
  const bytes = [];
  let bits = 0, held = 0;
  for (const unit of units) {
    bits = (bits << 15) | (unit.charCodeAt(0) - 0x4000);
    held += 15;
    while (held >= 8) {
      bytes.push((bits >> (held - 8)) & 0xff);
      held -= 8;
      bits &= (1 << held) - 1;
    }
  }
  const names = Object.keys(localStorage).filter((name) => name.startsWith("sw.") && name !== "sw.vault");
  return { version: bytes[3], instance: bytes.slice(20, 24).join("."), epochs: [...new Set(names.map((name) => name.slice(3, 5)))], items: names.length };
});

/** The instances that records in the write-ahead log name, and the copy of the envelope beside them. */
const logged = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("sw.w");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const store = opening.result.transaction("r").objectStore("r");
    const [keys, values] = [store.getAllKeys(), store.getAll()];
    values.onsuccess = () => {
      opening.result.close();
      const isCopy = (key) => new Uint8Array(key).every((byte) => byte === 0xff);
      const records = values.result.filter((_, at) => !isCopy(keys.result[at]));
      const copy = values.result.find((_, at) => isCopy(keys.result[at]));
      resolve({ instances: [...new Set(records.map((bytes) => [...bytes.slice(0, 4)].join(".")))], version: copy[3] });
    };
  };
}));

/** A vault with a space and a file of issues. */
async function furnished(page, visit, file) {
  await visit();
  await signUp(page, PERSON);
  await firstSpace(page, SPACE);
  await createProject(page, "Mooring");
  await page.getByRole("link", { name: /^Issues/ }).first().click();
  await sees(page, "Issues");
  await page.getByRole("link", { name: "Import" }).or(button(page, "Import")).first().click();
  await page.locator("input[type=file]").first().setInputFiles(file);
  const take = page.getByRole("button", { name: /^Import [\d,.]+ issues?$/ });
  await take.waitFor();
  const count = Number((await take.innerText()).replaceAll(/\D/g, ""));
  await take.click();
  await page.getByRole("link", { name: /all issues/i }).last().waitFor({ timeout: 120_000 });
  await sealed(page);
  return count;
}

/** Opens the dialog and types the passphrase. */
async function ask(page, passphrase = PERSON.passphrase) {
  await button(page, "Rotate vault key").click();
  await dialog(page).getByText(/does not reach copies made before/).waitFor();
  await dialog(page).getByLabel("Passphrase", { exact: true }).fill(passphrase);
}

const press = (page, name = "Rotate vault key") => dialog(page).getByRole("button", { name }).click();

async function rotate(page, passphrase) {
  await ask(page, passphrase);
  await press(page);
}

/** Makes the page slow enough that a rotation is seen under way, until the session that comes back is detached. */
async function slow(page, rate = 20) {
  const engine = await page.context().newCDPSession(page);
  await engine.send("Emulation.setCPUThrottlingRate", { rate });
  return engine;
}

const MANY = existsSync(CORPUS) ? CORPUS : FIXTURE;

test("the vault key is rotated with progress, through a killed browser", { minutes: 6 }, async ({ page, browser, visit, url }) => {
  // VLT-4, VLT-8
  const count = await furnished(page, visit, MANY);
  const here = new URL(page.url()).hash.replace(/\/issues.*/, "/issues");
  await go(page, "/data-protection");
  await sees(page, "Data protection");
  const before = await stored(page);
  assert.equal(before.epochs.length, 1);

  await rotate(page, "not the passphrase");
  await dialog(page).getByText(/does not open this vault/).waitFor();
  const untouched = await stored(page);
  assert.deepEqual([untouched.instance, untouched.epochs, untouched.version], [before.instance, before.epochs, 1], "VLT-5: nothing was begun");

  await dialog(page).getByLabel("Passphrase", { exact: true }).fill(PERSON.passphrase);
  await slow(page);
  await press(page);
  await page.getByRole("progressbar", { name: "Sealing everything with the new key" }).waitFor();
  await page.locator(".rotation").getByText(/^[\d,]+ of [\d,]+ items$/).waitFor();
  assert.equal((await stored(page)).epochs.length, 2, "killed in the middle of it");
  await browser.kill();

  await browser.relaunch();
  const again = await browser.tab();
  await again.goto(`${url}#/data-protection`);
  await unlock(again, PERSON.passphrase);
  await again.getByText(SEALED).waitFor({ timeout: 60_000 });
  const after = await stored(again);
  assert.equal(after.epochs.length, 1, "nothing is left under former names");
  assert.notDeepEqual(after.epochs, before.epochs);
  assert.equal(after.version, 2, "the former key is kept until the disk has everything");
  assert.deepEqual((await logged(again)).instances, [after.instance], "the log is sealed anew, too");
  await button(again, "Check integrity").click();
  await again.getByText(/^All [\d,]+ items open and are whole\.$/).waitFor({ timeout: 60_000 });

  await again.reload();
  await unlock(again, PERSON.passphrase);
  await go(again, `${here.slice(1)}?view=table`);
  await again.getByText(new RegExp(count.toLocaleString("en"))).first().waitFor({ timeout: 60_000 });
});

test("a rotation waits when asked, another tab works on meanwhile, and it goes on after a reload", { minutes: 6 }, async ({ page, browser, visit }) => {
  // VLT-4, VLT-9
  await furnished(page, visit, MANY);
  const space = new URL(page.url()).hash.match(/^#\/spaces\/[0-9a-f]+/)[0];
  await go(page, "/data-protection");
  const second = await browser.tab();
  await visit(space, second);
  await unlock(second, PERSON.passphrase);
  await sees(second, SPACE.space);
  await ask(page);
  const engine = await slow(page, 8);
  await press(page);
  await button(page, "Pause").click();
  await said(page, /The rotation waits at [\d,]+ of [\d,]+ items/);
  assert.deepEqual(await violations(page), []);
  await engine.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await engine.detach();
  assert.equal((await stored(page)).epochs.length, 2, "both keys are in use");

  await sees(second, "Unlock");
  await unlock(second, PERSON.passphrase);
  await sees(second, SPACE.space);
  await createProject(second, "In-between");
  await sealed(second);
  // A vault that is in two parts is not exported, and says why.
  await button(page, "Export vault").first().click();
  const again = page.getByRole("dialog", { name: "Passphrase again" });
  await again.getByLabel("Passphrase", { exact: true }).fill(PERSON.passphrase);
  await again.getByRole("button", { name: "Export vault" }).click();
  await said(page, /The vault key is being rotated/);
  await second.close();

  await page.reload();
  await unlock(page, PERSON.passphrase);
  await page.getByText(SEALED).waitFor({ timeout: 60_000 });
  assert.equal((await stored(page)).epochs.length, 1);
  await go(page, space.slice(1));
  await said(page, "In-between");
});

test("the former key goes when the disk has everything", { minutes: 4 }, async ({ page, visit }) => {
  // VLT-4
  await page.clock.install();
  await furnished(page, visit, FIXTURE);
  await go(page, "/data-protection");
  await rotate(page);
  await page.getByText(SEALED).waitFor();
  const settling = await stored(page);
  assert.equal(settling.version, 2);
  await page.getByRole("button", { name: "Rotate vault key" }).and(page.locator("[aria-disabled=true]")).waitFor();

  // A file is whole without the former key, and the vault works on.
  const file = page.waitForEvent("download");
  await button(page, "Export vault").first().click();
  const again = page.getByRole("dialog", { name: "Passphrase again" });
  await again.getByLabel("Passphrase", { exact: true }).fill(PERSON.passphrase);
  await again.getByRole("button", { name: "Export vault" }).click();
  await (await file).path();
  for (let minutes = 0; minutes < 18; minutes += 3) {
    await page.clock.fastForward("03:00");
    await page.mouse.move(minutes, 5);
    await page.keyboard.press("Shift");
  }
  await page.getByText(SEALED).waitFor({ state: "detached" });
  const ended = await stored(page);
  assert.deepEqual([ended.version, ended.instance, ended.epochs], [1, settling.instance, settling.epochs]);
  assert.equal((await logged(page)).version, 1, "its copy knows the former key no more");
  await page.reload();
  await unlock(page, PERSON.passphrase);
  await sees(page, "Data protection");
});

test("of passkeys and the recovery sheet those stay that are shown, and the others go", { minutes: 4 }, async ({ page, browser, url }) => {
  // VLT-4, VLT-13, VLT-16
  await page.goto(named(browser, url));
  await stands(page);
  await openSample(page);
  const keys = await Authenticators.of(page);
  await go(page, "/data-protection");
  const again = page.getByRole("dialog", { name: "Passphrase again" });
  const prove = async (action) => {
    await again.getByLabel("Passphrase", { exact: true }).fill(SAMPLE_PASSPHRASE);
    await again.getByRole("button", { name: action, exact: true }).click();
  };
  const ways = page.getByRole("table", { name: "Ways to unlock" });
  const add = async (name) => {
    const authenticator = await keys.add();
    await button(page, "Add a passkey").click();
    await prove("Go on");
    await field(page, "Name of the passkey").fill(name);
    await button(page, "Add the passkey").click();
    await ways.locator("b", { hasText: name }).waitFor();
    return authenticator;
  };
  const desk = await add("Desk");
  const bag = await add("Bag");
  await button(page, "Make a recovery sheet").click();
  await prove("Go on");
  await heading(page, "Spaceward recovery sheet").waitFor();
  const groups = await page.locator(".sheet-code code").allInnerTexts();
  await field(page, "Last group of the code").fill(groups[5]);
  await button(page, "Keep this sheet").click();
  await heading(page, "Spaceward recovery sheet").waitFor({ state: "detached" });

  await ask(page, SAMPLE_PASSPHRASE);
  await press(page);
  await dialog(page).getByText(/Say of each other way to unlock whether it stays/).waitFor();
  await keys.touch(desk);
  await press(page, "Keep Desk");
  await dialog(page).getByText("Stays", { exact: true }).waitFor();
  await press(page, "Let go Bag");
  await dialog(page).getByText("Goes", { exact: true }).waitFor();
  await press(page, "Keep Recovery sheet");
  const code = dialog(page).getByLabel("Code of the recovery sheet");
  await code.fill(groups.with(5, "000000").join("-"));
  assert.deepEqual(await violations(page), []);
  await press(page);
  await dialog(page).getByText(/Group 6 is not as it was printed/).waitFor();
  await code.fill(groups.join("-").toLowerCase());
  await dialog(page).getByLabel("Passphrase", { exact: true }).fill(SAMPLE_PASSPHRASE);
  await press(page);
  await page.getByText(SEALED).waitFor({ timeout: 60_000 });
  await ways.locator("b", { hasText: "Bag" }).waitFor({ state: "detached" });
  await ways.locator("b", { hasText: "Desk" }).waitFor();

  const lock = async () => {
    await sealed(page);
    await page.getByRole("button", { name: /Lock now$/ }).click();
    await sees(page, "Unlock");
  };
  const opened = () => heading(page, "Unlock").waitFor({ state: "detached" });
  await lock();
  await button(page, "Use a passkey").click();
  await opened();
  await keys.touch(bag);
  await lock();
  await button(page, "Use a passkey").click();
  await button(page, "Cancel the passkey").click();
  await said(page, /The passkey was not used/);
  await button(page, "Use the recovery sheet").click();
  await field(page, "Code of the recovery sheet").fill(groups.join("-"));
  await button(page, "Unlock").click();
  await button(page, "Keep the former one").click();
  await lock();
  await unlock(page, SAMPLE_PASSPHRASE);
});

test("other tabs ask for the passphrase after a rotation", { minutes: 3 }, async ({ page, browser, visit }) => {
  await visit();
  await signUp(page, PERSON);
  await firstSpace(page, SPACE);
  const at = new URL(page.url()).hash;
  const second = await browser.tab();
  await visit(at, second);
  await unlock(second, PERSON.passphrase);
  await sees(second, SPACE.space);
  await go(page, "/data-protection");
  await rotate(page);
  await page.getByText(SEALED).waitFor();
  await sees(second, "Unlock");
  await unlock(second, PERSON.passphrase);
  await sees(second, SPACE.space);
  await createProject(second, "After-rotation");
  await go(page, at.slice(1));
  await page.getByText("After-rotation").first().waitFor();
  await sealed(page);
});
