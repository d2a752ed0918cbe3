// axe-core on a page, in both themes. It is evaluated through the debugger, so that the page's policy stays as it is.
import { readFileSync } from "node:fs";
import { fileOf } from "./tools.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const source = readFileSync(fileOf("axe-core/axe.min.js"), "utf8");

const MESSAGES = ".flashes";

/** Sentences about every violation on the page as it stands, in the light and in the dark theme. */
export async function violations(page, themes = ["light", "dark"]) {
  const found = await within(page, themes, MESSAGES);
  // A message lies over the page for some seconds; what it covers meanwhile is no fault of the page.
  await page.evaluate((area) => document.querySelectorAll(`${area} [aria-label="Close this message"]`).forEach((close) => close.click()), MESSAGES);
  await page.locator(`${MESSAGES} .flash`).first().waitFor({ state: "detached" });
  // Nor is what was scrolled halfway beneath the bar.
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  return found.concat(await within(page, themes, "body"));
}

async function within(page, themes, part) {
  const found = [];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(source);
    const violations = await page.evaluate(
      async ([part, values]) => {
        const element = part === "body" ? document : document.querySelector(`${part}:popover-open`);
        if (element === null) return [];
        return (await globalThis.axe.run(element, { runOnly: { type: "tag", values } })).violations;
      },
      [part, TAGS],
    );
    for (const rule of violations) {
      for (const node of rule.nodes) found.push(`${colorScheme}: ${rule.id} (${rule.help}) at ${node.target.join(" ")}: ${node.any[0]?.message ?? ""}`);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  return found;
}
