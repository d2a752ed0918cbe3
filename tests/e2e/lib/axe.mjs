// axe-core on a page, in both themes. It is evaluated through the debugger, so that the page's policy stays as it is.
import { readFileSync } from "node:fs";
import { fileOf } from "./tools.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const source = readFileSync(fileOf("axe-core/axe.min.js"), "utf8");

/** Sentences about every violation on the page as it stands, in the light and in the dark theme. */
export async function violations(page, themes = ["light", "dark"]) {
  const found = [];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(source);
    const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), TAGS);
    for (const rule of violations) {
      for (const node of rule.nodes) found.push(`${colorScheme}: ${rule.id} (${rule.help}) at ${node.target.join(" ")}: ${node.any[0]?.message ?? ""}`);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  return found;
}
