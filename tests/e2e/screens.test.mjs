// Every page with the sample in it: accessible in both themes, readable in a narrow window, one heading, a title that
// names nothing (VLT-1).
import assert from "node:assert/strict";
import { violations } from "./lib/axe.mjs";
import { walk } from "./lib/keyboard.mjs";
import { addresses, cloudAddresses, open, openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";

/** Controls of the page that lie over one another: nobody can press the one beneath. */
function overlaps() {
  const all = [...document.querySelectorAll("main :is(a[href], button, input, select, textarea)")];
  // The head of a table whose rows are blocks is there for screen readers alone.
  const aside = (one) => one.closest("dialog, [popover]") ?? (one.closest("thead")?.clientHeight <= 1 || null);
  const layer = (one) => {
    for (let at = one; at; at = at.parentElement) if (getComputedStyle(at).position === "fixed") return at;
    return null;
  };
  const shown = all.filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !aside(one));
  const boxes = shown.map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 1 && box.height > 1);
  const found = [];
  for (const [at, [one, box]] of boxes.entries()) {
    for (const [other, its] of boxes.slice(at + 1)) {
      // A button may stand inside its field, and a panel over the page beneath it.
      if (one.contains(other) || other.contains(one) || layer(one) !== layer(other)) continue;
      if (one.closest(".field") !== null && one.closest(".field") === other.closest(".field")) continue;
      const wide = Math.min(box.right, its.right) - Math.max(box.left, its.left);
      const high = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
      const smaller = Math.min(box.width * box.height, its.width * its.height);
      if (wide > 0 && high > 0 && wide * high > smaller * 0.3) {
        const name = (element) => `${element.tagName} “${(element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 40)}”`;
        found.push(`${name(one)} and ${name(other)} lie over one another`);
      }
    }
  }
  return found.slice(0, 5);
}

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
      for (const found of await page.evaluate(overlaps)) wrong.push(`${name} at ${width}: ${found}`);
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
