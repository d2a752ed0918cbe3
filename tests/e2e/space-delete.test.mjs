// Deleting a space (SPC-8, VLT-12): asked twice, gone in every tab at once, and from the disk; a killed browser brings
// nothing of it back.
import assert from "node:assert/strict";
import { violations } from "./lib/axe.mjs";
import { find } from "./lib/disk.mjs";
import { openSample, SAMPLE_PASSPHRASE } from "./lib/pages.mjs";
import { stands, test } from "./lib/runner.mjs";
import { button, createProject, field, firstSpace, go, heading, sealed, sees, signUp, unlock } from "./lib/steps.mjs";

const PERSON = { email: "avocet@harbour.example", name: "Avocet Mudflat", passphrase: "gravel lantern ferry october", alias: "avocet" };
const STEM = "quillostra";

const here = (page) => new URL(page.url()).hash.slice(1).replace(/\?.*/, "");

/** A second space, from the page that makes one; gives its address. */
async function secondSpace(page, space, account) {
  // An account pays for one space, so the cloud side signs in anew.
  await go(page, "/cloud/spaces");
  await button(page, "Sign out").click();
  await field(page, "AWS account ID").waitFor();
  await go(page, "/spaces/new");
  await sees(page, "Create a space");
  await firstSpace(page, { space, account });
  return here(page);
}

/** Answers the typed word and the passphrase. */
async function confirm(page, passphrase) {
  await field(page, "Type delete to confirm").fill("delete");
  await button(page, "Delete").click();
  const again = page.getByRole("dialog", { name: "Passphrase again" });
  await field(again, "Passphrase").fill(passphrase);
  await button(again, "Delete").click();
}

const names = (page) => page.evaluate(() => Object.keys(localStorage).length);

test("SPC-8: a deleted space leaves every tab, the next unlock and the disk", { minutes: 5 }, async ({ page, browser, visit, url }) => {
  await visit();
  await signUp(page, PERSON);
  await firstSpace(page, { space: "Saltmarsh", account: "123456789012" });
  const kept = here(page);
  const space = await secondSpace(page, `${STEM}1`, "210987654321");
  await createProject(page, `${STEM}2`);
  const project = here(page);
  await go(page, `${project}/issues?view=board`);
  await sees(page, "Issues");
  await button(page, "Create issue").first().click();
  await field(page, "Title").fill(`${STEM}3`);
  await page.getByRole("dialog").getByRole("button", { name: "Create issue", exact: true }).click();
  await page.getByText(`${STEM}3`, { exact: true }).first().waitFor();
  // An invitation brings its name into the outbox; half a description is a draft about it.
  await go(page, `${space}/settings/members`);
  await button(page, "Invite").click();
  await field(page.getByRole("dialog"), "Email").fill("dunlin@harbour.example");
  await button(page.getByRole("dialog"), "Invite").click();
  await page.getByRole("table", { name: "Invitations", exact: true }).getByText("dunlin@harbour.example").waitFor();
  await go(page, space);
  await button(page, "Edit description").click();
  await page.getByRole("textbox", { name: "Description" }).fill(`${STEM}4 half`);
  await page.getByText(/^Draft kept/).waitFor();
  await sealed(page);

  // Another tab looks at an issue of it.
  const other = await browser.tab();
  await visit(`#${project}/issues?view=board`, other);
  await unlock(other, PERSON.passphrase);
  await sees(other, "Issues");

  await go(page, `${space}/settings/delete`);
  await sees(page, "Delete space");
  await page.getByText("1 project", { exact: true }).waitFor();
  await page.getByText("1 issue", { exact: true }).waitFor();
  await page.getByText("1 open invitation", { exact: true }).waitFor();
  assert.deepEqual(await violations(page), []);
  await field(page, "Type delete to confirm").fill("Delete");
  await button(page, "Delete").click();
  await page.getByText("Type delete, in small letters, to confirm.").waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0, "no passphrase for a wrong word");
  // A wrong passphrase deletes nothing.
  await field(page, "Type delete to confirm").fill("delete");
  await button(page, "Delete").click();
  const again = page.getByRole("dialog", { name: "Passphrase again" });
  await field(again, "Passphrase").fill("not this one at all");
  await button(again, "Delete").click();
  await again.getByText(/does not open|wrong|not right/i).first().waitFor();
  await page.keyboard.press("Escape");
  await sees(page, "Delete space");
  const before = await names(page);

  await page.reload();
  await stands(page);
  await unlock(page, PERSON.passphrase);
  await sees(page, "Delete space");
  await confirm(page, PERSON.passphrase);
  for (const tab of [page, other]) {
    await sees(tab, "Saltmarsh");
    assert.equal(here(tab), kept, "the overview of another space");
    await tab.getByText("The space is deleted").first().waitFor();
  }
  await sealed(page);
  await page.waitForFunction((before) => Object.keys(localStorage).length < before, before);
  for (const tab of [page, other]) {
    await go(tab, `${project}/issues?view=board`);
    await tab.getByText("Not found in this vault").waitFor();
  }
  await go(page, "/outbox");
  await sees(page, "Outbox");
  assert.equal(await page.getByText(STEM).count(), 0, "nor is it in a message");
  await go(page, "/cloud/trail");
  await page.getByRole("row").filter({ hasText: "DeleteKey" }).first().waitFor();
  await page.getByRole("row").filter({ hasText: "DeleteSpace" }).first().waitFor();
  // Its name is taken for good, in any letter case.
  await go(page, "/spaces/new");
  await field(page, "Space name").fill(`${STEM.toUpperCase()}1`);
  await field(page, "AWS account ID").fill("123456789012");
  await button(page, "Create space").click();
  await page.getByText(/taken by a space that is gone/).waitFor();

  // A killed browser: localStorage falls back, the log leads, and it does not come back.
  await go(page, kept);
  await sealed(page);
  await browser.kill();
  await browser.relaunch();
  const later = await browser.tab();
  await later.goto(`${url}#${project}/issues?view=board`);
  await stands(later);
  await unlock(later, PERSON.passphrase);
  await later.getByText("Not found in this vault").waitFor();
  await go(later, "/data-protection");
  await button(later, "Check integrity").click();
  await later.getByText(/^All [\d,]+ items open and are whole\.$/).waitFor({ timeout: 60_000 });
  assert.equal(await later.getByText(/could not be read|is missing/).count(), 0);
  await browser.close();
  assert.deepEqual(find(browser.profile, [STEM]), [], "no word of it stands on the disk");
});

test("SPC-8: only who may sees the button work, and without another space the page to create one comes", { minutes: 3 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const space = here(page);
  await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Delete space" }).click();
  await sees(page, "Delete space");
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Act as…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Bram Tidewell" }).click();
  await page.getByText("You act as Bram Tidewell").first().waitFor();
  const forbidden = button(page, "Delete");
  assert.equal(await forbidden.getAttribute("aria-disabled"), "true");
  assert.match(await page.locator(`#${await forbidden.getAttribute("aria-describedby")}`).innerText(), /Delete space/);
  await button(page, "Act as Ines Farwater again").click();
  await page.getByText("You act as Bram Tidewell").first().waitFor({ state: "detached" });
  for (let left = 0; left < 4; left += 1) {
    await go(page, `${here(page).replace(/(\/spaces\/[0-9a-f]+).*/, "$1")}/settings/delete`);
    await sees(page, "Delete space");
    const at = page.url();
    await confirm(page, SAMPLE_PASSPHRASE);
    await page.waitForURL((url) => url.href !== at);
    if (here(page) === "/spaces/new") break;
  }
  await sees(page, "Create a space");
  await heading(page, "Delete space").waitFor({ state: "detached" });
  await go(page, space);
  await page.getByText("Not found in this vault").waitFor();
});
