// Plan files: saved with nulls, filled in, read back into the fields, and what they bring (BIL-1).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { violations } from "./lib/axe.mjs";
import { openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, field, go, sees } from "./lib/steps.mjs";

const dialog = (page) => page.getByRole("dialog");

test("BIL-1: a plan file is exported, filled in and read, and one that is none is refused", { minutes: 3 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const space = new URL(page.url()).hash.slice(1);
  await go(page, `${space}/settings/billing`);
  await sees(page, "Billing details");
  await button(page, "Enter what tiers include").click();
  const coming = page.waitForEvent("download");
  await button(dialog(page), "Export plan file").click();
  const blank = readFileSync(await (await coming).path(), "utf8");
  assert.equal(JSON.parse(blank).tiers.length, 3);

  await dialog(page).getByText("From a plan file").click();
  const choose = (text) => dialog(page).locator('input[type="file"]').setInputFiles({ name: "plan.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await choose(blank.slice(0, 100));
  await dialog(page).getByText(/This is no plan file as this console writes it/).waitFor();
  const plan = JSON.parse(blank);
  plan.currency = "USD";
  plan.tiers[1].price_a_month = "4.25";
  plan.tiers[1].included.compute_minutes = 2500;
  await choose(JSON.stringify(plan));
  await page.waitForFunction(() => [...document.querySelectorAll("dialog input")].some((input) => input.value === "2500"));
  assert.equal(await field(dialog(page), "Standard: price a month").inputValue(), "4.25");
  assert.equal(await field(dialog(page), "Currency").inputValue(), "USD");
  assert.deepEqual(await violations(page), []);
  await button(dialog(page), "Save").click();
  await dialog(page).waitFor({ state: "detached" });

  await button(page, "Change billing tier").click();
  const standard = dialog(page).getByRole("region", { name: "Standard tier" });
  await standard.getByText("2,500 minutes").waitFor();
  await standard.getByText("4.25 USD").waitFor();
  assert.deepEqual(await violations(page), []);
});
