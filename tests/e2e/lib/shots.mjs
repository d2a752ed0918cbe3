// Pictures of pages in both themes and both widths.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { RESULTS } from "./tools.mjs";

const THEMES = ["light", "dark"];
const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];

/** Takes NAME-theme-width.png of the page as it stands, four times; the paths. */
export async function shoot(page, name) {
  const folder = join(RESULTS, "screens");
  mkdirSync(folder, { recursive: true });
  const paths = [];
  for (const colorScheme of THEMES) {
    for (const size of SIZES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize(size);
      await page.evaluate(() => document.fonts.ready);
      const path = join(folder, `${name}-${colorScheme}-${size.width}.png`);
      await page.screenshot({ path, animations: "disabled" });
      paths.push(path);
    }
  }
  return paths;
}
