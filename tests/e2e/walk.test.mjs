// The first-run path as a new user walks it, on the release, with the browser closed and killed on the way, and its
// folder on the disk searched afterwards (VLT-1, VLT-2, VLT-5, VLT-6, VLT-15, SPC-4, SPC-6, SPC-7, ISS-4, ISS-5, ISS-7).
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { violations } from "./lib/axe.mjs";
import { find } from "./lib/disk.mjs";
import { test } from "./lib/runner.mjs";
import { button, createProject, drop, field, firstSpace, go, heading, sealed, sees, signUp, unlock } from "./lib/steps.mjs";
import { ROOT } from "./lib/tools.mjs";

const PERSON = { email: "quillfeather@harbour.example", name: "Quillfeather Marsh", passphrase: "gravel lantern ferry october", alias: "quillfeather" };
const SPACE = { space: "Zephyrwharf", account: "123456789012" };
const PROJECT = "Mooringplan";
const CORPUS = join(process.env.SPACEWARD_CORPUS ?? join(ROOT, "../shared/data"), "issues-10k.jsonl.gz");
const FIXTURE = join(ROOT, "tests/fixtures/issues/issues.jsonl");

test("a new user's whole way, closed and reopened, leaves nothing readable", { minutes: 6 }, async ({ page, browser, visit, url }) => {
  await visit();
  await signUp(page, PERSON);
  await firstSpace(page, SPACE);
  assert.match(page.url(), /#\/spaces\/[0-9a-f]{32}$/, "SPC-7: the space opens on its projects");
  await createProject(page, PROJECT);

  await page.getByRole("link", { name: /^Issues/ }).first().click();
  await sees(page, "Issues");
  await page.getByRole("link", { name: /^All issues/ }).click();
  const corpus = existsSync(CORPUS);
  console.log(corpus ? `# imports ${CORPUS}` : `# skipped: corpus absent at ${CORPUS}; the small fixture takes its place`);
  const file = corpus ? CORPUS : FIXTURE;
  await page.getByRole("link", { name: "Import" }).or(button(page, "Import")).first().click();
  await page.locator("input[type=file]").first().setInputFiles(file);
  const take = page.getByRole("button", { name: /^Import [\d,.]+ issues?$/ });
  await take.waitFor();
  const count = Number((await take.innerText()).replaceAll(/\D/g, ""));
  if (corpus) assert.equal(count, 10_000);
  await take.click();
  await page.getByRole("link", { name: /all issues/i }).last().waitFor({ timeout: 60_000 });
  await sealed(page);
  await page.getByRole("link", { name: /all issues/i }).last().click();
  await sees(page, "Issues");

  const wanted = corpus ? "hydration marker" : "door sensor";
  await page.getByRole("combobox", { name: "Search issues" }).fill(wanted);
  const row = page.getByRole("row").filter({ hasText: new RegExp(wanted, "i") }).first();
  await row.waitFor();
  await row.getByRole("link").first().click();
  const title = page.getByRole("heading", { name: new RegExp(wanted, "i") }).first();
  await title.waitFor();
  await page.getByRole("combobox", { name: "Status" }).or(field(page, "Status")).last().selectOption({ label: "In review" });
  await sealed(page);
  const at = new URL(page.url()).hash;
  assert.match(at, /\/issues\/\d+/);

  // On the board, with the keyboard: the first card of the first column goes one column on (ISS-4).
  await go(page, at.slice(1).replace(/\/issues\/.*/, "/issues?view=board"));
  await sees(page, "Issues");
  const card = page.locator("[data-number]").first();
  await card.waitFor();
  const moved = await card.getAttribute("data-number");
  const columnOf = (number) => page.locator(`section:has([data-number="${number}"]), [aria-labelledby]:has([data-number="${number}"])`).last();
  const before = await columnOf(moved).getAttribute("aria-labelledby");
  await card.focus();
  await page.keyboard.press("]");
  await page.waitForFunction(
    ([number, former]) => {
      const found = document.querySelector(`[data-number="${number}"]`)?.closest("[aria-labelledby]")?.getAttribute("aria-labelledby");
      return found !== undefined && found !== former;
    },
    [moved, before],
  );
  await sealed(page);
  await go(page, at.slice(1).replace(/\/issues\/.*/, `/issues/${moved}`));
  const status = (on) => on.getByRole("combobox", { name: "Status" }).last().evaluate((select) => select.selectedOptions[0].text);
  await page.getByRole("combobox", { name: "Status" }).last().waitFor();
  const column = await status(page);
  // In a small file the first card may be the very issue that was edited.
  const edited = at.includes(`/issues/${moved}?`) || at.endsWith(`/issues/${moved}`) ? column : "In review";
  await go(page, at.slice(1));

  await page.getByRole("button", { name: /Lock now$/ }).click();
  await sees(page, "Unlock");
  assert.equal(await page.getByText(SPACE.space).count(), 0, "VLT-6: nothing stays on the screen");
  assert.equal(await page.title(), "Spaceward");

  await field(page, "Passphrase").fill("not the passphrase");
  await button(page, "Unlock").click();
  await page.getByText(/does not open this vault/).waitFor();
  await browser.close();

  const words = [PERSON.passphrase, PERSON.email, PERSON.name, SPACE.space, PROJECT, "Mooringplan", ...(corpus ? ["hydration marker", "regression tests", "branch markers"] : ["door sensor", "third decimal"])];
  assert.deepEqual(find(browser.profile, words), [], "VLT-1: no word of it lies readable on the disk");

  await browser.relaunch();
  const again = await browser.tab();
  await again.goto(`${url}${at}`);
  await unlock(again, PERSON.passphrase);
  await again.getByRole("heading", { name: new RegExp(wanted, "i") }).first().waitFor();
  assert.equal(await again.getByRole("combobox", { name: "Status" }).or(field(again, "Status")).last().evaluate((select) => select.selectedOptions[0].text), edited);
  await go(again, at.slice(1).replace(/\/issues\/.*/, `/issues/${moved}`));
  await again.getByRole("combobox", { name: "Status" }).last().waitFor();
  assert.equal(await status(again), column, "ISS-4: the moved card is where it was put");
  await go(again, "/spaces");
  await sees(again, "Spaces");
  await again.getByText(SPACE.space).first().waitFor();
  assert.deepEqual(await violations(again), []);
});

test("what the seal called saved survives a killed browser", { minutes: 3 }, async ({ page, browser, visit, url }) => {
  // VLT-15: the vault is seconds old, so localStorage has not reached the disk.
  await visit();
  await signUp(page, PERSON);
  await firstSpace(page, SPACE);
  await sealed(page);
  await browser.kill();
  await browser.relaunch();
  const again = await browser.tab();
  await again.goto(url);
  await unlock(again, PERSON.passphrase);
  await sees(again, SPACE.space);
});

test("two tabs keep what both do", { minutes: 3 }, async ({ page, browser, visit }) => {
  // VLT-9: the second tab sends its commands to the first, follows it, and takes over when it closes.
  await visit();
  await signUp(page, PERSON);
  await firstSpace(page, SPACE);
  const second = await browser.tab();
  await visit(new URL(page.url()).hash, second);
  await unlock(second, PERSON.passphrase);
  await sees(second, SPACE.space);
  await createProject(second, "Second-tab");
  await page.getByText("Second-tab").first().waitFor();
  await page.close();
  await go(second, `/${new URL(second.url()).hash.split("/").slice(1, 3).join("/")}`);
  await createProject(second, "After-takeover");
  await sealed(second);
  await second.reload();
  await unlock(second, PERSON.passphrase);
  await go(second, `/${new URL(second.url()).hash.split("/").slice(1, 3).join("/")}`);
  await second.getByText("Second-tab").first().waitFor();
  await second.getByText("After-takeover").first().waitFor();
});
