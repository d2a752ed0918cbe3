// The browser killed, all its processes at once, wherever it hurts: what the seal called saved is there afterwards, an
// import is there whole or not at all, and nothing else is lost (VLT-8, VLT-15). And storage that keeps nothing (VLT-10).
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { halting } from "./lib/halt.mjs";
import { stands, test } from "./lib/runner.mjs";
import { figures, often } from "./lib/soak.mjs";
import { button, createProject, field, firstSpace, go, sealed, sees, signUp, unlock } from "./lib/steps.mjs";
import { ROOT } from "./lib/tools.mjs";
import { createMany, exported, openDialog } from "./lib/typing.mjs";

const PERSON = { email: "tern@harbour.example", name: "Tern Sandbank", passphrase: "gravel lantern ferry october", alias: "tern" };
const CORPUS = join(process.env.SPACEWARD_CORPUS ?? join(ROOT, "../shared/data"), "issues-10k.jsonl.gz");

/** A vault with a project; gives the address of its issues. */
async function project(page, visit) {
  await visit();
  await signUp(page, PERSON);
  await firstSpace(page, { space: "Sandbank", account: "123456789012" });
  await createProject(page, "Groynes");
  await page.getByRole("link", { name: /^Issues/ }).first().click();
  await sees(page, "Issues");
  await sealed(page);
  return new URL(page.url()).hash.slice(1).replace(/\?.*/, "");
}

/** Kills the browser, starts it again on its profile, unlocks, and sees all issues. */
async function reopen(browser, url, issues, halt) {
  await browser.kill();
  await browser.relaunch();
  await halt?.into(browser.context);
  const page = await browser.tab();
  await page.goto(`${url}#${issues}?view=all`);
  await stands(page);
  await unlock(page, PERSON.passphrase);
  await sees(page, "Issues");
  return page;
}

/** How many issues the project has, as the navigation says once all of them are read. */
const count = async (page) => Number((await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: /^Issues\W*[\d,]+$/ }).innerText()).replaceAll(/\D/g, ""));

/** Every item opens and is whole, and none was named as damaged. */
async function isWhole(page, issues) {
  await go(page, "/data-protection");
  await sees(page, "Data protection");
  await button(page, "Check integrity").click();
  await page.getByText(/^All [\d,]+ items open and are whole\.$/).waitFor({ timeout: 60_000 });
  assert.equal(await page.getByText(/does not open|is missing|could not be read/).count(), 0);
  await go(page, `${issues}?view=all`);
  await sees(page, "Issues");
}

test("fifty times killed right after the seal said saved, the edit is there", { minutes: often(4, 40) }, async ({ page, browser, visit, url }) => {
  // VLT-15
  let issues = await project(page, visit);
  const rounds = often(5, 50);
  let now = page;
  const begun = performance.now();
  for (let round = 1; round <= rounds; round += 1) {
    await openDialog(now);
    assert.equal(await createMany(now, "after the seal", round, round + 1), 1);
    await sealed(now);
    now = await reopen(browser, url, issues);
    assert.equal(await count(now), round, `round ${round}`);
    await now.getByText(`after the seal ${round}`, { exact: true }).first().waitFor();
  }
  await isWhole(now, issues);
  figures(`${rounds} edits, each killed after its seal: all there (${((performance.now() - begun) / 1000 / rounds).toFixed(1)} s a round)`);
});

const importHalt = halting();
test("an import of ten thousand killed at any moment is there whole or not at all", { minutes: often(8, 20), server: importHalt.server }, async ({ page, browser, visit, url }) => {
  // VLT-8
  if (!existsSync(CORPUS)) return figures(`skipped: corpus absent at ${CORPUS}`);
  const issues = await project(page, visit);
  const begin = async (on) => {
    await go(on, `${issues}/import`);
    await on.locator("input[type=file]").first().setInputFiles(CORPUS);
    const take = on.getByRole("button", { name: /^Import [\d,.]+ issues?$/ });
    await take.waitFor({ timeout: 60_000 });
    return take;
  };
  const moments = often([1, 200], [0, 1, 2, 50, 100, 200, 300, 330, 340]);
  const halts = [];
  let now = await reopen(browser, url, issues, importHalt);
  for (const writes of moments) {
    const take = await begin(now);
    const halted = importHalt.halted();
    await now.evaluate((writes) => globalThis.haltAfter(writes), writes);
    // The page stands in the middle of a task, so that the click that began it may never come back.
    take.click({ timeout: 5_000, noWaitAfter: true }).catch(() => {});
    await halted;
    now = await reopen(browser, url, issues, importHalt);
    const found = await count(now);
    assert.ok(found === 0 || found === 10_000, `killed after ${writes} writes: ${found}`);
    halts.push(`${writes}: ${found}`);
    await isWhole(now, issues);
    if (found > 0) break;
  }
  if ((await count(now)) === 0) {
    // Killed as soon as it says that it is done, and once more when it is sealed.
    await (await begin(now)).click();
    await now.getByRole("link", { name: /all issues/i }).last().waitFor({ timeout: 120_000 });
    await sealed(now);
    now = await reopen(browser, url, issues, importHalt);
    assert.equal(await count(now), 10_000, "VLT-15: it was sealed");
    await isWhole(now, issues);
  }
  figures(`import killed after so many writes, and issues there afterwards: ${halts.join(", ")}`);
});

const foldHalt = halting();
test("a checkpoint killed at any write loses no change", { minutes: often(6, 20), server: foldHalt.server }, async ({ page, browser, visit, url }) => {
  // VLT-8: what the journal holds goes into segments after 256 records; it is stopped in the middle of that.
  const issues = await project(page, visit);
  let now = await reopen(browser, url, issues, foldHalt);
  let made = 0;
  // The writes of a checkpoint come after those of 256 records and four runs; the last ones are the head and its spare.
  for (const beyond of often([3], [0, 1, 2, 4, 6, 8, 9, 10, 11, 12])) {
    await openDialog(now);
    const halted = foldHalt.halted().then(() => "halted");
    let acknowledged = 0;
    await now.exposeFunction("taken", () => { acknowledged += 1; });
    const before = made;
    // So many that a checkpoint falls due on the way, whatever the journal held before.
    await now.evaluate((beyond) => {
      const set = Storage.prototype.setItem;
      let segments = 0;
      Storage.prototype.setItem = function (name, value) {
        // Two units say of a sealed piece that it is a segment: version 1, kind 4 (docs/vault-format.md).
        const [first, second] = [value.charCodeAt(0) - 0x4000, value.charCodeAt(1) - 0x4000];
        if (((first << 1) | (second >> 14)) === 0x0104 && segments++ === 0) globalThis.haltAfter(beyond);
        return set.call(this, name, value);
      };
    }, beyond);
    const typing = createMany(now, "in the fold", made, made + 400, "taken").catch(() => "killed");
    const ended = await Promise.race([halted, typing]);
    assert.equal(ended, "halted", "a checkpoint falls due");
    now = await reopen(browser, url, issues, foldHalt);
    const numbers = new Set((await exported(now)).map((issue) => Number(issue.title.split(" ").at(-1))));
    // The seal had no time to speak, so that the last of them may be gone: but only the last, and nothing twice.
    made = numbers.size;
    assert.deepEqual([...numbers].sort((one, other) => one - other), [...Array(made).keys()], `killed ${beyond} writes into the fold`);
    assert.ok(made - before >= acknowledged - 16, `${acknowledged} acknowledged, ${made - before} there`);
    await isWhole(now, issues);
  }
  await openDialog(now);
  assert.equal(await createMany(now, "in the fold", made, made + 300), 300, "it goes on");
  await sealed(now);
  now = await reopen(browser, url, issues, foldHalt);
  assert.equal((await exported(now)).length, made + 300);
  figures(`${made} changes over checkpoints killed in the middle: none lost`);
});

/** From now on nothing can be stored: as in a private window of some browsers, or where site data was forbidden meanwhile. */
const refuse = (page, name) =>
  page.evaluate((name) => {
    Storage.prototype.setItem = () => { throw new DOMException("refused by the test", name); };
  }, name);

for (const name of ["SecurityError", "QuotaExceededError"]) {
  test(`a browser that keeps nothing (${name}) says so and loses nothing typed`, { minutes: 3 }, async ({ page, visit }) => {
    // VLT-10
    await visit();
    await refuse(page, name);
    await signUpUntilStored(page);
    await page.getByText(/full|does not let|no longer answers/).first().waitFor();
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("sw.")).length), 0);
    assert.equal(await field(page, "Password").inputValue(), PERSON.passphrase, "what was typed is still there");
    await go(page, "/outbox");
    await sees(page, "Outbox");
    await go(page, "/signup");
    await field(page, "Confirm password").waitFor();
  });

  test(`storage that refuses from one moment on (${name}) costs no change and no word`, { minutes: 3 }, async ({ page, browser, visit, url }) => {
    // VLT-10
    const issues = await project(page, visit);
    await openDialog(page);
    assert.equal(await createMany(page, "kept", 0, 3), 3);
    await sealed(page);
    await refuse(page, name);
    const dialog = page.getByRole("dialog");
    await field(dialog, "Title").fill("typed when nothing could be kept");
    await button(dialog, "Create issue").click();
    await dialog.getByText(/full|does not let|no longer answers/).first().waitFor();
    assert.equal(await field(dialog, "Title").inputValue(), "typed when nothing could be kept");
    await dialog.press("Escape");
    await page.waitForFunction(() => !document.querySelector("dialog[open]"));
    assert.equal(await count(page), 3);
    const again = await reopen(browser, url, issues);
    assert.equal(await count(again), 3);
    await isWhole(again, issues);
  });
}

/** The sign-up up to the step that makes the vault. */
async function signUpUntilStored(page) {
  await button(page, "Create a vault").click();
  await field(page, "Your email address").fill(PERSON.email);
  await button(page, "Next").click();
  await field(page, "Your name").fill(PERSON.name);
  await button(page, "Next").click();
  await go(page, "/outbox");
  await sees(page, "Outbox");
  const code = (await page.getByText(/\b\d{6}\b/).first().innerText()).match(/\b\d{6}\b/)[0];
  await go(page, "/signup");
  await field(page, "Verification code").fill(code);
  await button(page, "Next").click();
  await field(page, "Password").fill(PERSON.passphrase);
  await field(page, "Confirm password").fill(PERSON.passphrase);
  await page.getByRole("checkbox", { name: "I accept the terms" }).check();
  await button(page, "Next").click();
}

test("one record that the crash-safe log refused keeps the seal from saying saved until the page is opened anew", { minutes: 3 }, async ({ page, browser, visit, url }) => {
  // VLT-15
  const issues = await project(page, visit);
  await openDialog(page);
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function () {
      IDBObjectStore.prototype.put = put;
      throw new DOMException("refused once by the test", "UnknownError");
    };
  });
  assert.equal(await createMany(page, "not logged", 0, 1), 1);
  const atRisk = page.getByRole("button", { name: /^Sealed, not crash-safe/ });
  await atRisk.waitFor();
  assert.equal(await createMany(page, "logged", 1, 4), 3, "later records reach the log");
  await page.waitForFunction(() => ![...document.querySelectorAll("button")].some((button) => /^Saving/.test(button.textContent)));
  await atRisk.waitFor();
  // Opened anew, the record is in localStorage and goes into the log from there.
  await page.reload();
  await unlock(page, PERSON.passphrase);
  await sealed(page);
  assert.equal(await count(await reopen(browser, url, issues)), 4);
});

test("a browser that forbids storage altogether says so and opens nothing", { minutes: 2 }, async ({ page, browser, url }) => {
  // VLT-10: reading localStorage throws, as with site data blocked.
  await browser.context.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("refused by the test", "SecurityError"); } });
  });
  await page.goto(url);
  await stands(page);
  await page.getByText(/does not let this page keep anything/).first().waitFor();
  assert.equal(await button(page, "Create a vault").count(), 0, "nothing is begun that could not be kept");
});
