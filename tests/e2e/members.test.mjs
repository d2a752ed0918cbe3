// People of a space from the invitation to the handing over of the space, by what a person sees and presses (MBR-1..11, ID-1).
import assert from "node:assert/strict";
import { violations } from "./lib/axe.mjs";
import { openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, codeFromOutbox, createProject, field, firstSpace, go, sealed, sees, signUp } from "./lib/steps.mjs";

const ADA = { email: "ada@harbour.example", name: "Ada Marsh", passphrase: "gravel lantern ferry october", alias: "ada" };
const PERSON = { email: "bob@harbour.example", name: "Bob Reed", alias: "bobreed" };

const table = (page, name) => page.getByRole("table", { name, exact: true });
const row = (page, name, text) => table(page, name).getByRole("row").filter({ hasText: text });
const dialog = (page) => page.getByRole("dialog");
const menu = async (page, name, entry) => {
  await page.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole("menuitem", { name: entry }).click();
};

/** Signs up the person of an invitation on its page, with the code out of the outbox. */
async function signUpAs(page, { name, alias }) {
  const here = new URL(page.url()).hash.slice(1);
  await button(page, "Sign up with this address").click();
  await field(page, "Your name").fill(name);
  await button(page, "Next").click();
  await field(page, "Verification code").waitFor();
  const code = await codeFromOutbox(page);
  await go(page, here);
  await field(page, "Verification code").fill(code);
  await button(page, "Next").click();
  await page.getByRole("checkbox", { name: "I accept the terms" }).check();
  await button(page, "Next").click();
  await field(page, "Alias").fill(alias);
  await button(page, "Next").click();
}

test("MBR-1..7: from an invitation to the handing over of a space", { minutes: 4 }, async ({ page, visit }) => {
  await visit();
  await signUp(page, ADA);
  await firstSpace(page, { space: "Zephyrwharf", account: "123456789012" });
  const space = new URL(page.url()).hash.slice(1);
  await createProject(page, "Mooringplan");
  const project = new URL(page.url()).hash.slice(1);

  // The last administrator is protected, and the button says why (MBR-7).
  await go(page, `${space}/settings/members`);
  await sees(page, "Members");
  await row(page, "Space administrators", ADA.name).waitFor();
  await page.getByRole("button", { name: `Actions for ${ADA.name}`, exact: true }).click();
  const leave = page.getByRole("menuitem", { name: "Leave the space…" });
  assert.equal(await leave.getAttribute("aria-disabled"), "true");
  await page.keyboard.press("Escape");

  // To the project, by e-mail and role.
  await go(page, `${project}/settings`);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await field(dialog(page), "Email").fill("no address");
  await dialog(page).getByRole("button", { name: "Invite", exact: true }).click();
  await dialog(page).getByText(/address/i).nth(1).waitFor();
  assert.equal(await field(dialog(page), "Email").inputValue(), "no address", "what was typed stays");
  await field(dialog(page), "Email").fill(PERSON.email);
  await field(dialog(page), "Role").selectOption({ label: "Contributor" });
  await dialog(page).getByRole("button", { name: "Invite", exact: true }).click();
  await row(page, "Invitations", PERSON.email).getByText("Pending").waitFor();

  // Somebody without a Builder ID accepts out of the outbox.
  await go(page, "/outbox");
  await page.getByRole("link", { name: "Accept invitation" }).click();
  await sees(page, "Accept an invitation");
  assert.doesNotMatch(page.url(), /[A-Z0-9]{4}-[A-Z0-9]{4}/, "no code in the address");
  await signUpAs(page, PERSON);
  await button(page, `Accept as ${PERSON.name}`).click();
  await sees(page, "Mooringplan");
  await page.getByText(`You act as ${PERSON.name}`).first().waitFor();

  // They have Limited access, and no button that they may not press (MBR-3, MBR-10).
  await go(page, `${space}/settings/members`);
  await row(page, "Space members", PERSON.name).getByText("Limited access").waitFor();
  const invite = page.getByRole("button", { name: "Invite", exact: true });
  assert.equal(await invite.getAttribute("aria-disabled"), "true");
  assert.match(await page.locator(`#${await invite.getAttribute("aria-describedby")}`).innerText(), /Invite others to the space/);
  await button(page, `Act as ${ADA.name} again`).click();
  await page.getByText(`You act as ${PERSON.name}`).first().waitFor({ state: "detached" });

  // What a change gives is told before it is made; then the space is handed over (MBR-6, MBR-7, MBR-9).
  await menu(page, PERSON.name, "Change role…");
  await field(dialog(page), "Role").selectOption({ label: "Space administrator" });
  await dialog(page).getByText(/gains \d+ permissions/).first().waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog(page).getByRole("button", { name: "Change role", exact: true }).click();
  await row(page, "Space administrators", PERSON.name).waitFor();
  await menu(page, ADA.name, "Leave the space…");
  await dialog(page).getByText("Space administrator in the space").waitFor();
  await dialog(page).getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByText("You left").first().waitFor();

  // Nothing of the space is hers any more, and what she made still shows her name (MBR-8).
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Act as…" }).click();
  await dialog(page).getByRole("button", { name: PERSON.name }).click();
  await go(page, `${space}/activity`);
  await page.getByText(ADA.name).first().waitFor();
  await go(page, `${space}/settings/members`);
  await sees(page, "Members");
  assert.equal(await row(page, "Space administrators", ADA.name).count(), 0);
  await sealed(page);

  // After a reload and unlocking nobody acts as anybody else.
  await page.reload();
  await field(page, "Passphrase").fill(ADA.passphrase);
  await button(page, "Unlock").click();
  await page.getByRole("button", { name: "Your account" }).waitFor();
  assert.equal(await page.getByText("You act as").count(), 0);
});

test("MBR-11: members are searched, many invited at once and removed with a result for each", { minutes: 3 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const space = new URL(page.url()).hash.slice(1);
  await go(page, `${space}/settings/members`);
  await row(page, "Space members", "Wim Halyardsen").waitFor();
  const search = page.getByRole("searchbox", { name: "Filter members" }).or(page.getByRole("combobox", { name: "Filter members" }));
  await search.fill("wim");
  await row(page, "Space members", "Mateo Quayside").waitFor({ state: "detached" });
  assert.equal(await row(page, "Space members", "Wim Halyardsen").count(), 1);
  await search.fill("role:power-user ");
  await row(page, "Space members", "Wim Halyardsen").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Clear the filter" }).click();

  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await field(dialog(page), "Email").fill("one@harbour.example\ntwo@harbour.example, Space administrator\nnonsense");
  await dialog(page).getByText("3 addresses").waitFor();
  await dialog(page).getByRole("button", { name: "Invite", exact: true }).click();
  await dialog(page).getByText("2 invitations sent, 1 left out.").waitFor();
  await button(dialog(page), "Done").click();
  await row(page, "Invitations", "two@harbour.example").getByText("Space administrator").waitFor();
  await row(page, "Invitations", "one@harbour.example").getByRole("button", { name: "Cancel" }).click();
  await row(page, "Invitations", "one@harbour.example").getByText("Cancelled").waitFor();
  await row(page, "Invitations", "two@harbour.example").getByRole("button", { name: "Resend" }).click();
  await page.getByText(/sent again/).first().waitFor();

  // What somebody can reach is one click away.
  await row(page, "Space members", "Noor Beaconby").getByRole("link", { name: /Noor Beaconby/ }).click();
  await sees(page, "Noor Beaconby");
  await row(page, "Projects they can reach", "Reviewer in the project").first().waitFor();
  assert.deepEqual(await violations(page), []);
  await page.goBack();

  for (const name of ["Wim Halyardsen", "Mateo Quayside"]) await row(page, "Space members", name).getByRole("checkbox").check();
  await button(page, "Remove from the space").click();
  await dialog(page).getByText(/Mateo Quayside: Limited access in the space, Contributor in/).waitFor();
  await button(dialog(page), "Remove 2 people").click();
  await page.getByText("2 people removed.").first().waitFor();
  await row(page, "Space members", "Wim Halyardsen").waitFor({ state: "detached" });
});
