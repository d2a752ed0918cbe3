// Every page with the sample in it: accessible in both themes, readable in a narrow window, one heading, a title that
// names nothing (VLT-1).
import assert from "node:assert/strict";
import { violations } from "./lib/axe.mjs";
import { walk } from "./lib/keyboard.mjs";
import { addresses, cloudAddresses, open, openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";

test("every page is accessible in both themes and fits a narrow window", { minutes: 8 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const wrong = [];
  const own = await addresses(page);
  for (const [name, address] of Object.entries({ ...own, ...(await cloudAddresses(page)) })) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open(page, address);
    assert.equal(await page.title(), "Spaceward", "VLT-1: the title reaches the browser's history");
    if ((await page.locator("h1").count()) !== 1) wrong.push(`${name}: ${await page.locator("h1").count()} first headings`);
    for (const found of await violations(page)) wrong.push(`${name}: ${JSON.stringify(found).slice(0, 300)}`);
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) wrong.push(`${name}: ${over} px too wide at ${width}`);
      if (width === 390) for (const found of await violations(page, ["light"])) wrong.push(`${name} at 390: ${JSON.stringify(found).slice(0, 300)}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("every page is walked by keyboard, and one sees where the focus is", { minutes: 6 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const wrong = [];
  const own = await addresses(page);
  for (const [name, address] of Object.entries({ ...own, ...(await cloudAddresses(page)) })) {
    await open(page, address);
    for (const found of await walk(page)) wrong.push(`${name}: ${found}`);
  }
  assert.equal(wrong.join("\n"), "");
});

test("an empty vault is made of a sample by one action", async ({ page, visit }) => {
  await visit();
  await openSample(page);
  await page.getByRole("button", { name: "Empty this vault" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Empty" }).click();
  await page.getByLabel("Your email address", { exact: true }).waitFor();
  assert.equal(await page.getByText("This is a sample").count(), 0);
});
