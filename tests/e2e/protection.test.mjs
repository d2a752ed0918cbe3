// The Data protection page: what it shows is so, and what it offers works (DPR-1, DPR-3..6, REG-1..3, VLT-5, VLT-10, VLT-11).
import assert from "node:assert/strict";
import { violations } from "./lib/axe.mjs";
import { openSample, SAMPLE_PASSPHRASE } from "./lib/pages.mjs";
import { stands, test } from "./lib/runner.mjs";
import { button, createProject, field, firstSpace, go, heading, sealed, sees, signUp, unlock } from "./lib/steps.mjs";

const PERSON = { email: "wren@harbour.example", name: "Wren Tollgate", passphrase: "gravel lantern ferry october", alias: "wren" };
// Put together here, so that no file of the repository looks like it holds one.
const SECRET = ["AKIA", "Q3TNW7YHB2LZRK5D"].join("");
const ADDRESS = "brigid.sallow@quayside.example";

const dialog = (page) => page.getByRole("dialog");
const table = (page, name) => page.getByRole("table", { name, exact: true });
const row = (page, name, words) => table(page, name).getByRole("row").filter({ hasText: words });
const said = (page, words) => page.getByText(words).first().waitFor();
const practice = (page, name) => page.locator(".practices > li").filter({ hasText: name });
const part = (page, name) => page.getByRole("navigation", { name: "On this page" }).getByRole("link", { name, exact: true });

async function protection(page) {
  await go(page, "/data-protection");
  await sees(page, "At a glance");
}

/** Issues into the sample's first project, as a file of JSON lines. */
async function importIssues(page, issues) {
  const project = await page.evaluate(() => document.querySelector('a[href*="/projects/"]').getAttribute("href").match(/\/spaces\/[0-9a-f]+\/projects\/[0-9a-f]{32}/)[0]);
  await go(page, `${project}/issues/import`);
  const buffer = Buffer.from(issues.map((issue) => JSON.stringify(issue)).join("\n"));
  await page.locator("input[type=file]").first().setInputFiles({ name: "issues.jsonl", mimeType: "application/json", buffer });
  await page.getByRole("button", { name: /^Import [\d,.]+ issues?$/ }).click();
  await page.getByRole("link", { name: /all issues/i }).last().waitFor();
  await sealed(page);
}

async function exported(page, passphrase = SAMPLE_PASSPHRASE) {
  await button(page, "Export vault").click();
  await heading(page, "Passphrase again").waitFor();
  await dialog(page).getByLabel("Passphrase", { exact: true }).fill(passphrase);
  const download = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: "Export vault", exact: true }).click();
  const path = await (await download).path();
  await heading(page, "Passphrase again").waitFor({ state: "detached" });
  return path;
}

test("findings lead to where they stand, are kept on purpose, and a secret is never shown nor kept", { minutes: 3 }, async ({ page, visit }) => {
  // DPR-1, DPR-6
  await visit();
  await openSample(page);
  await importIssues(page, [
    { title: `Ask ${ADDRESS} about the winch`, description: "" },
    { title: "Winch service", description: `The key is ${SECRET} for now.` },
  ]);
  await protection(page);
  await row(page, "Findings", "Ask").or(row(page, "Findings", "mail address")).first().waitFor();
  assert.equal(await row(page, "Findings", /in [a-z-]+/).count(), 2);
  assert.equal(await page.getByText(SECRET).count(), 0, "a secret is never repeated");
  assert.equal(await page.getByText(ADDRESS).count(), 0, "of the rest only enough to know it again");
  await practice(page, "Nothing sensitive").getByText("Lacks").waitFor();
  assert.deepEqual(await violations(page), []);

  // The link leads to the issue, and the way back to the page.
  const secret = row(page, "Findings", "Take it out");
  await secret.getByRole("link").click();
  await page.getByRole("heading", { name: /Winch service/ }).waitFor();
  await page.goBack();
  await sees(page, "At a glance");

  // A secret is not kept on purpose; the rest is, by the keyboard.
  await secret.getByRole("checkbox").check();
  const keep = button(page, "Keep on purpose");
  assert.equal(await keep.getAttribute("aria-disabled"), "true");
  await secret.getByRole("checkbox").uncheck();
  await row(page, "Findings", "To look at").getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await keep.focus();
  await page.keyboard.press("Enter");
  await said(page, "One finding kept on purpose.");
  await row(page, "Findings", "To look at").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Show 1 kept on purpose" }).click();
  await row(page, "Findings", "Kept on purpose").waitFor();

  // What was decided outlives a lock; then it is taken back.
  await sealed(page);
  await page.getByRole("button", { name: /Lock now$/ }).click();
  await unlock(page, SAMPLE_PASSPHRASE);
  await protection(page);
  await page.getByRole("button", { name: "Show 1 kept on purpose" }).click();
  await row(page, "Findings", "Kept on purpose").getByRole("checkbox").check();
  await button(page, "Point out again").click();
  await row(page, "Findings", "To look at").waitFor();
});

test("the integrity check counts what it opens, can be stopped, and names what was altered by its place", { minutes: 4 }, async ({ page, visit }) => {
  // VLT-5, DPR-6
  await visit();
  await openSample(page);
  await protection(page);
  await practice(page, "Integrity").getByText("To look at").waitFor();
  // What the bar said is written down as it says it.
  await page.evaluate(() => {
    globalThis.told = [];
    const look = () => {
      for (const bar of document.querySelectorAll("progress, [role=progressbar]")) {
        const words = bar.closest(".progress, .card")?.innerText.match(/([\d,]+) of ([\d,]+)/);
        if (words) globalThis.told.push([words[1], words[2]].map((number) => Number(number.replaceAll(",", ""))));
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await button(page, "Check integrity").click();
  await said(page, /^All [\d,]+ items open and are whole\.$/);
  const told = await page.evaluate(() => globalThis.told);
  assert.ok(told.length > 0, "progress was shown");
  assert.ok(told.every(([done, total]) => done <= total));
  await practice(page, "Integrity").getByText("Holds").waitFor();
  await said(page, /Last check: all [\d,]+ items opened/);

  // Stopped as soon as it begins.
  await page.evaluate(() => {
    const look = new MutationObserver(() => {
      const cancel = [...document.querySelectorAll("#part-integrity button")].find((button) => button.textContent.trim() === "Cancel");
      if (cancel) look.disconnect(), cancel.click();
    });
    look.observe(document.body, { subtree: true, childList: true });
  });
  await button(page, "Check integrity").click();
  await said(page, /^Stopped after [\d,]+ of [\d,]+ items/);

  // Somebody alters the largest item while the vault is open.
  await page.evaluate(() => {
    const names = Object.keys(localStorage).filter((name) => name.startsWith("sw.") && name !== "sw.vault");
    const largest = names.sort((one, other) => localStorage[other].length - localStorage[one].length)[0];
    const value = localStorage[largest];
    localStorage[largest] = value.slice(0, 40) + String.fromCharCode(value.charCodeAt(40) ^ 1) + value.slice(41);
  });
  await button(page, "Check integrity").click();
  await said(page, /^1 of [\d,]+ items do not open|^1 of [\d,]+ items does not open/);
  await said(page, /(in the space|of the space|people|activity log|settings).*: the piece was altered and does not open/i);
  await practice(page, "Integrity").getByText("Lacks").waitFor();
  assert.deepEqual(await violations(page), []);
});

test("what an imported file holds is shown before the vault is replaced, and a wrong word replaces nothing", { minutes: 4 }, async ({ page, visit }) => {
  // VLT-11, DPR-6
  await visit();
  await openSample(page);
  await protection(page);
  await practice(page, "Export").getByText("Lacks").waitFor();
  const path = await exported(page);
  await practice(page, "Export").getByText("Holds").waitFor();

  // Since then, the vault became another.
  await importIssues(page, [{ title: "Only after the export" }]).catch(async () => {
    await go(page, "/spaces");
    throw new Error("the sample has no project to import into");
  });
  await protection(page);
  await page.getByRole("link", { name: "Import vault" }).click();
  await sees(page, "Import a vault file");
  await page.locator("input[type=file]").first().setInputFiles({ name: "not.vault", mimeType: "application/octet-stream", buffer: Buffer.from("no vault at all") });
  await said(page, /not an exported vault/);
  await page.locator("input[type=file]").first().setInputFiles(path);
  await field(page, "Passphrase").fill(SAMPLE_PASSPHRASE);
  await button(page, "Open the file").click();
  await sees(page, "What the file holds");
  const held = page.locator(".holds");
  await held.getByText(/tidewater/).waitFor();
  const [issues] = (await held.innerText()).match(/\d+ issues/);
  await said(page, "It takes the place of what this browser keeps:");
  const goes = await page.locator(".note .goes").innerText();
  assert.match(goes, new RegExp(`${Number.parseInt(issues, 10) + 1} issues`), "what goes is what is here now");
  assert.deepEqual(await violations(page), []);

  await button(page, "Replace the vault").click();
  await dialog(page).getByRole("textbox").fill("replac");
  const replace = dialog(page).getByRole("button", { name: "Replace", exact: true });
  if (await replace.isEnabled()) await replace.click();
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await go(page, "/spaces");
  await sees(page, "Spaces");
  assert.equal(await heading(page, "Unlock").count(), 0, "nothing was replaced");

  await go(page, "/import");
  await page.locator("input[type=file]").first().setInputFiles(path);
  await field(page, "Passphrase").fill(SAMPLE_PASSPHRASE);
  await button(page, "Open the file").click();
  await button(page, "Replace the vault").click();
  await dialog(page).getByRole("textbox").fill("replace");
  await replace.click();
  await unlock(page, SAMPLE_PASSPHRASE);
  await protection(page);
  await practice(page, "Export").getByText("Lacks").waitFor();
});

test("the replica holds the fields of its rule and no other, one partition at a time", { minutes: 2 }, async ({ page, visit }) => {
  // REG-1, REG-2, REG-3
  await visit();
  await openSample(page);
  await protection(page);
  const shown = page.getByRole("region", { name: "Replica as JSON" });
  const replica = JSON.parse(await shown.innerText());
  assert.deepEqual(Object.keys(replica).sort(), ["partition", "sign_ups", "spaces"]);
  assert.equal(replica.partition, "aws");
  for (const space of replica.spaces) {
    assert.deepEqual(Object.keys(space).sort(), ["name_hash", "navigation", "project_ids", "region", "roles", "space_id"]);
    assert.match(space.name_hash, /^[0-9a-f]{64}$/);
  }
  const fields = ["alias", "billing_account_id", "builder_id", "display_name", "email", "progress"];
  for (const person of replica.sign_ups) assert.deepEqual(Object.keys(person).sort().filter((name) => !fields.includes(name)), []);
  const text = JSON.stringify(replica);
  for (const name of ["tidewater-ferries", "tidewater-lab", "crossing-planner", "berth-board"]) assert.ok(!text.includes(name), `${name} stays in its Region`);
  await row(page, "What stays in its Region", "tidewater-ferries").getByText("eu-west-1 (aws)").waitFor();

  await page.getByRole("radio", { name: /^aws-cn/ }).check();
  await said(page, "Nothing is replicated in this partition.");
  assert.deepEqual(JSON.parse(await shown.innerText()), { partition: "aws-cn", spaces: [], sign_ups: [] });
});

test("the keys are shown with what they seal, the list of parts leads by keyboard, and the practices follow what is set", { minutes: 2 }, async ({ page, visit }) => {
  // DPR-3, DPR-5, DPR-6, VLT-6
  await visit();
  await openSample(page);
  await protection(page);
  const keys = page.getByRole("list", { name: "From what opens the vault to what is sealed" });
  for (const name of ["Passphrase", "Vault key", "Wrap key", "Key of tidewater-ferries", "Key of tidewater-lab"]) await keys.getByText(name, { exact: true }).waitFor();
  await keys.getByText(/^[\d,]+ units, [\d.]+ % of what is sealed$/).first().waitFor();
  await row(page, "What takes room", "Project crossing-planner").getByRole("link", { name: "Export its issues" }).waitFor();
  await row(page, "Linked resources", "111122223333").getByText("TLS 1.2 or later").waitFor();

  for (const name of ["Findings", "Replica", "Practices"]) {
    await part(page, name).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((name) => document.activeElement?.tagName === "H2" && document.activeElement.textContent.startsWith(name), name);
  }
  await page.waitForURL(/part=practices$/);

  await practice(page, "Locks by itself").getByText("Holds").waitFor();
  await field(page, "Idle time").fill("120");
  await button(page, "Set idle time").click();
  await practice(page, "Locks by itself").getByText("To look at").waitFor();
  await practice(page, "Locks by itself").getByRole("link", { name: "Set the idle time" }).click();
  await page.waitForURL(/part=glance$/);
});

test("clearing this browser takes a typed word, offers the export, and leaves nothing", { minutes: 2 }, async ({ page, visit }) => {
  // DPR-4
  await visit();
  await openSample(page);
  await protection(page);
  await button(page, "Clear this browser").click();
  await dialog(page).getByRole("button", { name: "Export vault first" }).waitFor();
  await dialog(page).getByText(/tidewater-ferries and tidewater-lab/).waitFor();
  await dialog(page).getByRole("textbox").fill("Clear");
  await dialog(page).getByRole("button", { name: "Clear this browser" }).click();
  await dialog(page).getByText("Type clear, in small letters, to confirm.").waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog(page).getByRole("textbox").fill("clear");
  await dialog(page).getByRole("button", { name: "Clear this browser" }).click();
  await button(page, "Create a vault").waitFor();
  const left = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: globalThis.caches ? (await caches.keys()).length : 0,
    cookies: document.cookie,
  }));
  assert.deepEqual(left, { local: 0, session: 0, databases: 0, caches: 0, cookies: "" });
});

test("little room and a missing export are said on every page before anything is lost", { minutes: 4 }, async ({ page, visit }) => {
  // VLT-10, VLT-11
  await visit();
  await signUp(page, PERSON);
  await firstSpace(page, { space: "Tollgate", account: "123456789012" });
  await createProject(page, "Bridges");
  await sealed(page);
  const never = page.getByText("No vault file was exported yet.");
  assert.equal(await never.count(), 0, "nobody is bothered on the first day");

  const unlockAt = async (days) => {
    await page.getByRole("button", { name: /Lock now$/ }).click();
    await sees(page, "Unlock");
    await page.clock.setSystemTime(Date.now() + days * 86_400_000);
    await unlock(page, PERSON.passphrase);
  };
  await unlockAt(4);
  await never.waitFor();
  assert.deepEqual(await violations(page), []);
  await button(page, "Remind me in a week").click();
  await never.waitFor({ state: "detached" });
  await sealed(page);
  await unlockAt(10);
  await go(page, "/spaces");
  await sees(page, "Spaces");
  assert.equal(await never.count(), 0, "put off for a week");
  await unlockAt(12);
  await never.waitFor();
  await page.getByRole("link", { name: "Go to the vault file" }).click();
  await sees(page, "Vault file");
  assert.equal(await never.count(), 0, "the page itself says it");
  await exported(page, PERSON.passphrase);
  await go(page, "/spaces");
  await sees(page, "Spaces");
  assert.equal(await never.count(), 0);

  // Another program of the same origin takes most of the room.
  await page.evaluate(() => localStorage.setItem("filler", "x".repeat(4_600_000)));
  await unlockAt(12);
  await said(page, "There is little room left.");
  await said(page, / 8[78] % of what this browser grants is used/);
  assert.deepEqual(await violations(page), []);
  await page.getByRole("link", { name: "See what takes room" }).click();
  await page.waitForURL(/part=room$/);
  await said(page, /Export the vault now/);
  await row(page, "What is kept", "What others keep at this address").waitFor();
  await row(page, "What takes room", "Others at this address").waitFor();
  await row(page, "What takes room", "Newest changes, not folded yet").waitFor();
  await page.evaluate(() => localStorage.removeItem("filler"));
  await page.reload();
  await stands(page);
  await unlock(page, PERSON.passphrase);
  await go(page, "/spaces");
  await sees(page, "Spaces");
  await sealed(page);
  assert.equal(await page.getByText("There is little room left.").count(), 0);
});
