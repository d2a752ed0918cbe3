// Teams: made, filled, given roles with what that changes told before, and deleted with what goes (TEM-1, TEM-3, MBR-9).
import assert from "node:assert/strict";
import { violations } from "./lib/axe.mjs";
import { openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, field, go, sees } from "./lib/steps.mjs";

const row = (page, name, text) => page.getByRole("table", { name, exact: true }).getByRole("row").filter({ hasText: text });
const dialog = (page) => page.getByRole("dialog");

test("TEM-1: a team gives its roles to its members and takes them along", { minutes: 3 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const space = new URL(page.url()).hash.slice(1);
  await go(page, `${space}/settings/teams`);
  await sees(page, "Teams");
  await row(page, "Teams", "Night watch").waitFor();
  await button(page, "Create team").click();
  await field(dialog(page), "Team name").fill("Night crew");
  await button(dialog(page), "Create team").click();
  await sees(page, "Night crew");

  await button(page, "Add members").click();
  for (const name of ["Wim Halyardsen", "Noor Beaconby"]) await row(dialog(page), "Members of the space", name).getByRole("checkbox").check();
  await button(dialog(page), "Add to the team").click();
  await row(page, "Team members", "Wim Halyardsen").waitFor();

  // The role in a project: what it changes stands there before it is saved.
  await row(page, "Roles in projects", "berth-board").getByRole("button", { name: /Change role/ }).click();
  await field(dialog(page), "Role").selectOption({ label: "Contributor" });
  await dialog(page).getByText("Wim Halyardsen").waitFor();
  await dialog(page).getByText(/gains \d+ permissions/).first().waitFor();
  assert.deepEqual(await violations(page), []);
  await button(dialog(page), "Save role").click();
  await row(page, "Roles in projects", "berth-board").getByText("Contributor").waitFor();

  // Their page says through which team.
  await row(page, "Team members", "Wim Halyardsen").getByRole("link", { name: /Wim Halyardsen/ }).click();
  await sees(page, "Wim Halyardsen");
  await row(page, "Projects they can reach", "Contributor in the project, through the team Night crew").waitFor();
  await page.goBack();
  await sees(page, "Night crew");

  // Who is no administrator sees the buttons with the reason.
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Act as…" }).click();
  await dialog(page).getByRole("button", { name: "Bram Tidewell" }).click();
  await page.getByText("You act as Bram Tidewell").first().waitFor();
  const forbidden = button(page, "Delete team");
  assert.equal(await forbidden.getAttribute("aria-disabled"), "true");
  assert.match(await page.locator(`#${await forbidden.getAttribute("aria-describedby")}`).innerText(), /Delete team/);
  await button(page, "Act as Ines Farwater again").click();

  await button(page, "Delete team").click();
  await dialog(page).getByText("2 members lose what they have through it").waitFor();
  await dialog(page).getByRole("textbox").fill("Night crew");
  await button(dialog(page), "Delete team").click();
  await sees(page, "Teams");
  await row(page, "Teams", "Night watch").waitFor();
  assert.equal(await row(page, "Teams", "Night crew").count(), 0);
});
