// The release as a person meets it with a large project: how long its main thread is held, how many frames are dropped, how
// many rows are alive, and how soon a cold load takes keys.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Browser } from "../e2e/lib/browser.mjs";
import { serve } from "../e2e/lib/server.mjs";
import { button, createProject, field, firstSpace, go, heading, sealed, sees, signUp } from "../e2e/lib/steps.mjs";
import { ROOT } from "../e2e/lib/tools.mjs";
import { scroll, type } from "./act.mjs";
import { watched } from "./trace.mjs";

const PERSON = { email: "measure@harbour.example", name: "Measure Marsh", passphrase: "gravel lantern ferry october", alias: "measure" };
const SEARCH = "error status:done fix";

/** What was measured, as rows of a name and what `watched` gave. */
export async function frames(records, { folder = join(ROOT, "dist"), only } = {}) {
  const server = await serve(folder);
  const browser = await Browser.launch();
  browser.trust(server.origin);
  const scratch = mkdtempSync(join(tmpdir(), "spaceward-frames-"));
  const rows = [];
  const measure = async (name, page, doing) => {
    const one = { name, ...(await watched(page, doing)) };
    if (!only || name.includes(only)) rows.push(one);
    return one.result;
  };
  try {
    const page = await browser.tab();
    page.setDefaultTimeout(120_000);
    await page.goto(server.url);
    await signUp(page, PERSON);
    await firstSpace(page, { space: "Measured", account: "123456789012" });
    await createProject(page, "Large");
    const path = join(scratch, "issues.jsonl");
    writeFileSync(path, records.map((record) => JSON.stringify(record)).join("\n"));
    const project = new URL(page.url()).hash.slice(1).match(/^\/spaces\/[0-9a-f]+\/projects\/[0-9a-f]{32}/)[0];
    await go(page, `${project}/issues/import`);
    const take = page.getByRole("button", { name: /^Import [\d,.]+ issues?$/ });
    await measure("reading a file", page, async () => {
      await page.locator("input[type=file]").first().setInputFiles(path);
      await take.waitFor();
    });
    await measure("importing it", page, async () => {
      await take.click();
      await page.getByRole("link", { name: /all issues/i }).last().waitFor();
      await sealed(page);
    });
    await go(page, `${project}/issues?view=board`);
    await page.locator("[data-number]").first().waitFor();
    const onBoard = await measure("scrolling the board", page, () => scroll(page, "[data-number]", 120));
    const card = page.locator("[data-number]").first();
    await card.focus();
    await measure("moving cards until the journal is folded", page, async () => {
      for (let turn = 0; turn < 280; turn++) {
        await page.keyboard.press(turn % 2 === 0 ? "]" : "[");
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));
      }
      await sealed(page);
    });
    await go(page, `${project}/issues?view=all`);
    await page.getByRole("row").nth(5).waitFor();
    const inList = await measure("scrolling the list", page, () => scroll(page, "[role=row], tbody tr", 120));
    const search = page.getByRole("combobox", { name: "Search issues" });
    await search.focus();
    await measure("typing in the search", page, () => type(page, SEARCH));
    await go(page, "/data-protection");
    await sees(page, "Data protection");
    const check = button(page, "Check integrity");
    await check.waitFor();
    await measure("checking the integrity", page, async () => {
      await check.click();
      await page.getByText(/^All [\d,]+ items open and are whole/).waitFor();
    });
    await go(page, `${project}/issues?view=all`);
    await page.reload();
    await sees(page, "Unlock");
    await field(page, "Passphrase").fill(PERSON.passphrase);
    await measure("unlocking", page, async () => {
      await button(page, "Unlock").click();
      await heading(page, "Unlock").waitFor({ state: "detached" });
      await page.getByRole("row").nth(5).waitFor();
    });
    const cold = await coldLoad(browser, server.url);
    return { rows, alive: { board: onBoard, list: inList }, cold };
  } finally {
    await browser.dispose();
    await server.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Milliseconds from the address to the first paint and to a field that takes keys, with the processor slowed four times. */
async function coldLoad(browser, url) {
  const best = { paint: Infinity, keys: Infinity };
  for (let round = 0; round < 3; round++) {
    const page = await browser.context.newPage();
    const client = await page.context().newCDPSession(page);
    await client.send("Network.setCacheDisabled", { cacheDisabled: true });
    await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.addInitScript(() => {
      const look = () => {
        const input = document.querySelector("input[type=password]");
        if (input && !input.disabled) window.takesKeys ??= performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(url);
    await page.waitForFunction(() => window.takesKeys !== undefined);
    const [paint, keys] = await page.evaluate(() => [performance.getEntriesByType("paint")[0]?.startTime ?? NaN, window.takesKeys]);
    best.paint = Math.min(best.paint, paint);
    best.keys = Math.min(best.keys, keys);
    await page.close();
  }
  return best;
}
