// A company of 10,000 people, 500 teams and 100 projects in the release: how long the pages of its members hold the main
// thread, and how many rows are alive. node tests/bench/people.mjs FILE [dist], FILE being what tests/company.rs wrote.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Browser } from "../e2e/lib/browser.mjs";
import { serve } from "../e2e/lib/server.mjs";
import { button, field, go, heading, sees } from "../e2e/lib/steps.mjs";
import { ROOT } from "../e2e/lib/tools.mjs";
import { scroll, type } from "./act.mjs";
import { watched } from "./trace.mjs";

/** What opens the file; tests/company.rs has the same. */
const PASSPHRASE = "gravel lantern ferry october";

/** What was measured, as rows of a name and what `watched` gave, and the most rows alive on each page. */
export async function people(file, { folder = join(ROOT, "dist") } = {}) {
  const server = await serve(folder);
  const browser = await Browser.launch();
  browser.trust(server.origin);
  const rows = [];
  const measure = async (name, page, doing) => {
    const one = { name, ...(await watched(page, doing)) };
    rows.push(one);
    return one.result;
  };
  try {
    const page = await browser.tab();
    page.setDefaultTimeout(120_000);
    await page.goto(server.url);
    await go(page, "/import");
    await page.locator("input[type=file]").first().setInputFiles(file);
    await field(page, "Passphrase").fill(PASSPHRASE);
    await button(page, "Open the file").click();
    await sees(page, "What the file holds");
    await button(page, "Keep this vault here").click();
    await sees(page, "Unlock");
    await field(page, "Passphrase").fill(PASSPHRASE);
    await measure("unlocking", page, async () => {
      await button(page, "Unlock").click();
      await heading(page, "Unlock").waitFor({ state: "detached" });
      await page.locator("main h1").first().waitFor();
    });
    await go(page, "/spaces");
    const link = page.locator('main a[href^="#/spaces/"]').filter({ hasText: "crowded" }).first();
    await link.waitFor();
    const space = (await link.getAttribute("href")).slice(1);
    const members = page.getByRole("table", { name: "Space members", exact: true });
    const alive = {};
    const count = async (name, selector) => (alive[name] = Math.max(alive[name] ?? 0, await page.locator(selector).count()));
    const ROWS = "tbody tr, [role=row]", CELLS = "[data-cell]";
    const SHOWN = (table) => `[role=table][aria-label="${table}"], table[aria-label="${table}"]`;

    await measure("opening the members", page, async () => {
      await go(page, `${space}/settings/members`);
      await members.getByRole("row").nth(5).waitFor();
    });
    alive.members = await measure("scrolling the members", page, () => scroll(page, SHOWN("Space members"), 120));
    const sort = members.getByRole("button", { name: /^Teams/ }).first();
    await measure("sorting the members by their teams", page, async () => {
      await sort.click();
      await members.locator('[role=columnheader][aria-sort="ascending"], th[aria-sort="ascending"]').first().waitFor();
    });
    const filter = page.getByRole("combobox", { name: "Filter members" });
    await filter.focus();
    await measure("typing in the search of members", page, () => type(page, "vera mar"));
    await measure("searching members by team and role", page, async () => {
      await filter.fill("");
      await type(page, "team:\"Crew 7\" role:limited-access ");
    });
    await count("members found", ROWS);
    await filter.fill("");

    await measure("opening who can do what", page, async () => {
      await go(page, `${space}/settings/access`);
      await page.locator(CELLS).nth(5).waitFor();
    });
    await count("who can do what", CELLS);
    await measure("turning its people", page, async () => {
      for (let turn = 0; turn < 10; turn++) {
        const before = await page.getByText(/^People [\d,]+ to/).innerText();
        await button(page, "People after").click();
        await page.waitForFunction((before) => ![...document.querySelectorAll("main *")].some((one) => one.childElementCount === 0 && one.textContent === before), before);
      }
    });
    await field(page, "Person").focus();
    await measure("typing in its search", page, () => type(page, "xenia heath"));
    await count("who can do what", CELLS);
    await field(page, "Person").fill("");
    await measure("choosing a project in it", page, async () => {
      await field(page, "Project").selectOption({ label: "quay42" });
      await page.locator(CELLS).nth(5).waitFor();
    });

    const teams = page.getByRole("table", { name: "Teams", exact: true });
    await measure("opening the teams", page, async () => {
      await go(page, `${space}/settings/teams`);
      await teams.getByRole("row").nth(5).waitFor();
    });
    alive.teams = await measure("scrolling the teams", page, () => scroll(page, SHOWN("Teams"), 60));
    // Anew from the top: rows in sight change while a list that was scrolled comes to rest.
    await go(page, `${space}/members`);
    await go(page, `${space}/settings/teams`);
    await teams.getByRole("row").nth(5).waitFor();
    await measure("opening a team", page, async () => {
      await teams.getByRole("row").nth(1).getByRole("link").first().click();
      await page.getByRole("table", { name: "Team members", exact: true }).waitFor();
    });
    await measure("choosing members for it", page, async () => {
      await button(page, "Add members").click();
      await page.getByRole("dialog").getByRole("row").nth(5).waitFor();
    });
    await count("members to choose", ROWS);
    await measure("typing in their search", page, async () => {
      await page.getByRole("dialog").getByRole("combobox", { name: "Filter members of the space" }).focus();
      await type(page, "vera mar");
    });
    await page.keyboard.press("Escape");
    await measure("opening a member", page, async () => {
      await go(page, `${space}/settings/members`);
      await members.getByRole("row").nth(5).getByRole("link").first().click();
      await page.getByRole("table", { name: "Projects they can reach", exact: true }).waitFor();
    });
    await measure("opening the palette and typing", page, async () => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("combobox").waitFor();
      await type(page, "members quay4");
    });
    await page.keyboard.press("Escape");
    return { rows, alive };
  } finally {
    await browser.dispose();
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, folder] = process.argv.slice(2);
  if (!file || !existsSync(file)) {
    console.error("Write the file first: SPACEWARD_COMPANY=company.vault cargo test --test company, then name it.");
    process.exit(2);
  }
  const { rows, alive } = await people(file, folder ? { folder } : {});
  console.table(rows.map(({ name, thread, clock, over, tasks, dropped, of }) => ({ name, thread, clock, over, tasks, dropped, of })));
  console.log(alive);
  // The matrix shows so many people beside each other by so many permissions, however many there are.
  const most = { members: 200, "members found": 200, teams: 200, "members to choose": 200, "who can do what": 6 * 220 };
  for (const [name, count] of Object.entries(alive)) {
    if (count > most[name]) {
      console.error(`${name}: ${count} alive, and ${most[name]} are allowed.`);
      process.exitCode = 1;
    }
  }
}
