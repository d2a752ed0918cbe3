// Ways to unlock beside the passphrase, and the passphrase asked again (VLT-5, VLT-11, VLT-13, VLT-16, VLT-17).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { violations } from "./lib/axe.mjs";
import { find } from "./lib/disk.mjs";
import { Authenticators, named } from "./lib/keys.mjs";
import { openSample, SAMPLE_PASSPHRASE } from "./lib/pages.mjs";
import { stands, test } from "./lib/runner.mjs";
import { button, field, go, heading, sealed, sees, unlock } from "./lib/steps.mjs";

const dialog = (page) => page.getByRole("dialog");
const said = (page, words) => page.getByText(words).first().waitFor();
const ways = (page) => page.getByRole("table", { name: "Ways to unlock" });
const row = (page, words) => ways(page).getByRole("row").filter({ hasText: words });

/** Answers "Passphrase again". */
async function again(page, action, passphrase = SAMPLE_PASSPHRASE) {
  await heading(page, "Passphrase again").waitFor();
  await dialog(page).getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await dialog(page).getByRole("button", { name: action, exact: true }).click();
}

async function protection(page) {
  await go(page, "/data-protection");
  await ways(page).waitFor();
}

async function lock(page) {
  await sealed(page);
  await page.getByRole("button", { name: /Lock now$/ }).click();
  await sees(page, "Unlock");
}

async function addPasskey(page, name) {
  await button(page, "Add a passkey").click();
  await again(page, "Go on");
  await field(page, "Name of the passkey").fill(name);
  await button(page, "Add the passkey").click();
  await row(page, name).waitFor();
}

const opened = (page) => heading(page, "Unlock").waitFor({ state: "detached" });

test("two passkeys open the vault, and the one that was removed opens it no more", { minutes: 3 }, async ({ page, browser, url }) => {
  // VLT-13
  await page.goto(named(browser, url));
  await stands(page);
  await openSample(page);
  const keys = await Authenticators.of(page);
  await protection(page);

  const desk = await keys.add();
  await addPasskey(page, "Quillfeather desk");
  const [credential] = await keys.credentials(desk);
  assert.match(credential.userName, /^Spaceward [0-9A-Z]{4}$/, "the device learns nothing of the vault");
  await row(page, "Quillfeather desk").getByText(credential.userName).waitFor();

  // The same device again holds one already; the fault stands in the dialog, which stays.
  await button(page, "Add a passkey").click();
  await again(page, "Go on");
  await field(page, "Name of the passkey").fill("quillfeather DESK");
  await button(page, "Add the passkey").click();
  await said(page, /Another passkey of this vault has that name/);
  await field(page, "Name of the passkey").fill("Twice");
  await button(page, "Add the passkey").click();
  await said(page, /holds a passkey of this vault already/);
  await dialog(page).getByRole("button", { name: "Cancel" }).click();

  const bag = await keys.add();
  await addPasskey(page, "Bag");

  await keys.touch(desk);
  await lock(page);
  assert.deepEqual(await violations(page), []);
  await button(page, "Use a passkey").click();
  await opened(page);
  await protection(page);
  await keys.touch(bag);
  await lock(page);
  await button(page, "Use a passkey").click();
  await opened(page);

  // Removed with the other passkey in the place of the passphrase.
  await protection(page);
  await row(page, "Quillfeather desk").getByRole("button", { name: /^Remove/ }).click();
  await heading(page, "Passphrase again").waitFor();
  await dialog(page).getByRole("button", { name: "Use a passkey" }).click();
  await row(page, "Quillfeather desk").waitFor({ state: "detached" });

  await keys.touch(desk);
  await lock(page);
  await button(page, "Use a passkey").click();
  // The removed one is not asked for: the browser waits for the other, which nobody touches.
  await button(page, "Cancel the passkey").click();
  await said(page, /The passkey was not used/);
  await keys.touch(bag);
  await button(page, "Use a passkey").click();
  await opened(page);

  // Who forgot the passphrase sets another with a passkey in its place (VLT-4).
  await protection(page);
  await button(page, "Change passphrase").click();
  await dialog(page).getByRole("button", { name: "Use a passkey" }).click();
  await said(page, /passkey stands in for the passphrase of today/);
  await field(page, "New passphrase").fill("ferry october gravel lantern");
  await field(page, "Confirm passphrase").fill("ferry october gravel lantern");
  await dialog(page).getByRole("button", { name: "Change passphrase" }).click();
  await heading(page, "Change passphrase").waitFor({ state: "detached" });
  await lock(page);
  await unlock(page, "ferry october gravel lantern");
  await sealed(page);
  await browser.close();
  assert.deepEqual(find(browser.profile, ["Quillfeather"]), [], "VLT-1: what a passkey is called lies nowhere readable");
});

test("a device whose passkeys make no keys is refused with a sentence, and nothing is added", { minutes: 2 }, async ({ page, browser, url }) => {
  // VLT-13
  await page.goto(named(browser, url));
  await stands(page);
  await openSample(page);
  const keys = await Authenticators.of(page);
  await keys.add({ hasPrf: false });
  await protection(page);
  await button(page, "Add a passkey").click();
  await again(page, "Go on");
  await field(page, "Name of the passkey").fill("Old stick");
  await button(page, "Add the passkey").click();
  await said(page, /lack the PRF extension/);
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  assert.equal(await row(page, "Old stick").count(), 0);
  await lock(page);
  assert.equal(await button(page, "Use a passkey").count(), 0);
});

test("an address that is a number offers no passkeys and says why", async ({ page, visit }) => {
  // VLT-13
  await visit();
  await openSample(page);
  await protection(page);
  const add = button(page, "Add a passkey");
  assert.equal(await add.getAttribute("aria-disabled"), "true");
  await add.focus();
  await said(page, /no passkeys for an address that is a number/);
});

/** Makes or renews the sheet; gives its code as printed. */
async function makeSheet(page, press, keep) {
  await button(page, press).click();
  await again(page, "Go on");
  await heading(page, "Spaceward recovery sheet").waitFor();
  const groups = await page.locator(".sheet-code code").allInnerTexts();
  assert.equal(groups.length, 6);
  for (const group of groups) assert.match(group, /^[0-9A-HJKMNP-TV-Z]{6}$/);
  await field(page, "Last group of the code").fill(groups[4]);
  await button(page, keep).click();
  await said(page, /not the last of the six groups/);
  await field(page, "Last group of the code").fill(` ${groups[5].toLowerCase()}`);
  await button(page, keep).click();
  await heading(page, "Spaceward recovery sheet").waitFor({ state: "detached" });
  return groups;
}

/** As a tired hand types it. */
const forgiving = (groups) => groups.join(" – ").toLowerCase().replaceAll("0", "o").replaceAll("1", "l");

test("a recovery sheet opens the vault, offers a new passphrase, and opens no more once it is renewed", { minutes: 4 }, async ({ page, browser, visit }) => {
  // VLT-16
  await page.addInitScript(() => { window.print = () => { window.printed = document.querySelector(".sheet") !== null; }; });
  await visit();
  await openSample(page);
  await protection(page);

  // One that was not confirmed opens nothing.
  await button(page, "Make a recovery sheet").click();
  await again(page, "Go on");
  await heading(page, "Spaceward recovery sheet").waitFor();
  await button(page, "Print").click();
  assert.equal(await page.evaluate(() => window.printed), true);
  await page.emulateMedia({ media: "print" });
  assert.equal(await heading(page, "Data protection").isVisible(), false, "printed is the sheet alone");
  assert.equal(await button(page, "Print").isVisible(), false);
  assert.equal(await heading(page, "Spaceward recovery sheet").isVisible(), true);
  await page.emulateMedia({ media: null });
  assert.deepEqual(await violations(page), []);
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await button(page, "Make a recovery sheet").waitFor();

  const first = await makeSheet(page, "Make a recovery sheet", "Keep this sheet");
  await row(page, "Recovery sheet").getByRole("button", { name: "Renew" }).waitFor();
  await lock(page);
  assert.equal(await page.getByText(first[0]).count(), 0);
  await button(page, "Use the recovery sheet").click();
  const code = field(page, "Code of the recovery sheet");
  await code.fill(forgiving(first).replace(/.$/, (sign) => (sign === "z" ? "y" : "z")));
  await button(page, "Unlock").click();
  await said(page, /Group 6 is not as it was printed/);
  await code.fill(forgiving(first));
  assert.deepEqual(await violations(page), []);
  await button(page, "Unlock").click();
  await sees(page, "Set a new passphrase");
  await field(page, "New passphrase").fill("ferry october gravel lantern");
  await field(page, "Confirm passphrase").fill("ferry october gravel lantern");
  await button(page, "Set the passphrase").click();
  await heading(page, "Set a new passphrase").waitFor({ state: "detached" });

  await lock(page);
  await field(page, "Passphrase").fill(SAMPLE_PASSPHRASE);
  await button(page, "Unlock").click();
  await said(page, /does not open this vault/);
  await unlock(page, "ferry october gravel lantern");

  await protection(page);
  const press = async (name) => {
    await row(page, "Recovery sheet").getByRole("button", { name }).click();
    await heading(page, "Passphrase again").waitFor();
    await dialog(page).getByLabel("Passphrase", { exact: true }).fill("ferry october gravel lantern");
  };
  await press("Renew");
  await dialog(page).getByRole("button", { name: "Go on" }).click();
  await heading(page, "Spaceward recovery sheet").waitFor();
  const second = await page.locator(".sheet-code code").allInnerTexts();
  assert.notDeepEqual(second, first);
  await field(page, "Last group of the code").fill(second[5]);
  await button(page, "Renew the sheet").click();
  await heading(page, "Spaceward recovery sheet").waitFor({ state: "detached" });

  await lock(page);
  await button(page, "Use the recovery sheet").click();
  await code.fill(first.join("-"));
  await button(page, "Unlock").click();
  await said(page, /of a sheet that was renewed or removed/);
  await code.fill(second.join("-"));
  await button(page, "Unlock").click();
  await sees(page, "Set a new passphrase");
  await button(page, "Keep the former one").click();

  await protection(page);
  await press(/^Remove/);
  await dialog(page).getByRole("button", { name: "Remove", exact: true }).click();
  await button(page, "Make a recovery sheet").waitFor();
  await lock(page);
  assert.equal(await button(page, "Use the recovery sheet").count(), 0);
  await unlock(page, "ferry october gravel lantern");
  await sealed(page);
  await browser.close();
  assert.deepEqual(find(browser.profile, [first[0], second[1], first.join("-")]), [], "VLT-1: no code lies on the disk");
});

test("wrong passphrases make the next try wait, longer each time, with the time shown and nothing altered", { minutes: 2 }, async ({ page, visit }) => {
  // VLT-5
  await page.clock.install();
  await visit();
  await openSample(page);
  await lock(page);
  const kept = () => page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));
  const before = await kept();
  const wrong = async () => {
    await field(page, "Passphrase").fill("not the passphrase");
    await button(page, "Unlock").click();
    await said(page, /does not open this vault/);
  };
  const timer = page.getByRole("timer");
  const seconds = async () => Number((await timer.innerText()).match(/\d+/)[0]);
  await wrong();
  assert.equal(await timer.count(), 0, "a slip of the finger costs nothing");
  let last = 0;
  for (let round = 0; round < 3; round += 1) {
    await wrong();
    await timer.waitFor();
    const shown = await seconds();
    assert.ok(shown > last, `${shown} s after ${last} s`);
    last = shown;
    assert.equal(await button(page, "Unlock").getAttribute("aria-disabled"), "true");
    assert.equal(await page.locator("[role=timer]").getAttribute("aria-live"), null, "nobody is told every second");
    await page.clock.runFor(1_000);
    assert.ok((await seconds()) < shown, "it counts down");
    await page.clock.runFor(shown * 1_000);
    await timer.waitFor({ state: "detached" });
  }
  assert.equal(await kept(), before, "nothing was altered, and nothing is kept of the tries");
  await unlock(page, SAMPLE_PASSPHRASE);
});

test("the export asks for the passphrase again, and its file opens with the recovery sheet of that time", { minutes: 3 }, async ({ page, visit }) => {
  // VLT-11, VLT-16
  await visit();
  await openSample(page);
  await protection(page);
  const groups = await makeSheet(page, "Make a recovery sheet", "Keep this sheet");
  await button(page, "Export vault").click();
  await again(page, "Export vault", "not the passphrase");
  await dialog(page).getByText(/does not open this vault/).waitFor();
  assert.deepEqual(await violations(page), []);
  const download = page.waitForEvent("download");
  await again(page, "Export vault");
  const path = await (await download).path();
  assert.ok(readFileSync(path).subarray(0, 16).equals(Buffer.from("SPACEWARD VAULT\n")));
  await heading(page, "Passphrase again").waitFor({ state: "detached" });

  // Left without an answer nothing happens, and the question goes with the page.
  await button(page, "Export vault").click();
  await heading(page, "Passphrase again").waitFor();
  await go(page, "/spaces");
  await heading(page, "Passphrase again").waitFor({ state: "detached" });

  await go(page, "/import");
  await page.locator("input[type=file]").first().setInputFiles(path);
  await button(page, "Use the recovery sheet").click();
  await field(page, "Code of the recovery sheet").fill(forgiving(groups));
  await button(page, "Open the file").click();
  await sees(page, "What the file holds");
});

test("a tab that follows changes no lock", { minutes: 2 }, async ({ page, browser, visit }) => {
  // VLT-9
  await visit();
  await openSample(page);
  const second = await browser.tab();
  await visit("#/data-protection", second);
  await unlock(second, SAMPLE_PASSPHRASE);
  await ways(second).waitFor();
  for (const name of ["Make a recovery sheet", "Change passphrase", "Add a passkey"]) {
    await second.waitForFunction((name) => [...document.querySelectorAll("button")].some((button) => button.textContent.trim() === name && button.ariaDisabled === "true"), name);
  }
  // It sees what the other one does.
  await protection(page);
  await makeSheet(page, "Make a recovery sheet", "Keep this sheet");
  await row(second, "Recovery sheet").getByRole("button", { name: "Renew" }).waitFor();
});
