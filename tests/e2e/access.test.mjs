// Who can do what: the matrix with its reasons, filters, the keyboard, explanations, and the CSV (MBR-9..11).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { violations } from "./lib/axe.mjs";
import { openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, field, go, sees } from "./lib/steps.mjs";

const dialog = (page) => page.getByRole("dialog");
const cell = (page, name) => page.getByRole("button", { name, exact: true });

test("MBR-9: who can do what, and why", { minutes: 3 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const space = new URL(page.url()).hash.slice(1);
  await go(page, `${space}/settings/members`);
  await page.getByRole("link", { name: "Who can do what" }).first().click();
  await sees(page, "Who can do what");
  await page.getByText("People 1 to 6 of 8, 220 permissions").waitFor();
  await button(page, "People after").click();
  await page.getByText("People 7 to 8 of 8, 220 permissions").waitFor();

  await field(page, "Project").selectOption({ label: "berth-board" });
  await field(page, "Permission").fill("create issue");
  await field(page, "Person").fill("noor");
  await page.getByText(/^1 person, \d+ permissions?$/).waitFor();
  await cell(page, "Noor Beaconby, Create issue: may, Reviewer").click();
  await dialog(page).getByText("Reviewer in the project").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await field(page, "Permission").fill("create branches");
  await cell(page, "Noor Beaconby, Create branches: may not").focus();
  await page.keyboard.press("Enter");
  await dialog(page).getByText(/^Contributor in the project\. .*Ines Farwater.* could give it\.$/).waitFor();
  await page.keyboard.press("Escape");

  // Arrows move through the cells; the Tab key has one stop.
  await field(page, "Person").fill("");
  await field(page, "Permission").fill("issue");
  await page.getByText(/People 1 to 6 of 8/).waitFor();
  const first = page.locator('[data-cell="0-0"]');
  await first.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.cell), "1-1");
  assert.equal(await page.locator('[data-cell][tabindex="0"]').count(), 1);

  await field(page, "Person").fill("role:reviewer");
  await field(page, "Permission").fill("create branches");
  await page.getByText(/person, 1 permission/).waitFor();
  const waits = page.waitForEvent("download");
  await button(page, "Export CSV").click();
  const text = readFileSync(await (await waits).path(), "utf8");
  assert.equal(text.split("\r\n")[0], "Person,Alias,Email,Roles,Source repository: Create branches");
  assert.match(text, /Noor Beaconby,noor,.*Reviewer in the project",?$|Noor Beaconby/m);

  await field(page, "Person").fill("nobody at all");
  await page.getByText("Nothing is found", { exact: true }).waitFor();
  assert.equal(await button(page, "Export CSV").getAttribute("aria-disabled"), "true");
});
