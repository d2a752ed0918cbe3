// Single sign-on from nothing to a synced space: prerequisites, the wizard, a sign-in shown, a change on the cloud side and
// what a sync makes of it, and the end of the space (ORG-1, ORG-3, SSO-1, SSO-3..6, SSO-9, SPC-10, APP-1, APP-2).
import assert from "node:assert/strict";
import { violations } from "./lib/axe.mjs";
import { SAMPLE_PASSPHRASE, openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, field, go, heading, sees } from "./lib/steps.mjs";

const row = (page, name, text) => page.getByRole("table", { name, exact: true }).getByRole("row").filter({ hasText: text });
const dialog = (page) => page.getByRole("dialog");

async function signIn(page) {
  await field(page, "AWS account ID").fill("111122223333");
  await field(page, "AWS Region").selectOption("eu-west-1");
  await button(page, "Sign in").click();
}

async function actAs(page, name) {
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Act as…" }).click();
  await dialog(page).getByRole("button", { name }).click();
  await page.getByText(`You act as ${name}`).first().waitFor();
}

test("SSO-1..6: a space is taken over by SSO, follows its groups and is given back", { minutes: 6 }, async ({ page, visit }) => {
  // SSO-6: a space without it says so and offers to set it up, before and afterwards.
  await visit();
  await openSample(page);
  const space = new URL(page.url()).hash.slice(1);
  await go(page, "/cloud/identity-center");
  await sees(page, "Identity Center");
  await signIn(page);
  await page.getByText("No application", { exact: true }).waitFor();
  assert.deepEqual(await violations(page), []);

  // ORG-1: the wizard says what is missing and does not go on.
  await button(page, "Disconnect").click();
  await button(page, "Connect").waitFor();
  await go(page, `${space}/settings/sso`);
  await page.getByText("SSO is not enabled", { exact: true }).waitFor();
  assert.deepEqual(await violations(page), []);
  await button(page, "Set up in AWS").click();
  await sees(page, "Set up SSO");
  await page.getByText("None is connected.").waitFor();
  assert.equal(await button(page, "Continue").getAttribute("aria-disabled"), "true");
  assert.deepEqual(await violations(page), []);
  await go(page, "/cloud/identity-center");
  await button(page, "Connect").click();
  await button(dialog(page), "Connect").click();
  await button(page, "Disconnect").waitFor();

  await go(page, `${space}/settings/sso`);
  await button(page, "Set up in AWS").click();
  await button(page, "Continue").click();
  await field(page, "Display name").fill("Tidewater");
  await field(page, "Application name").fill("tidewater-sso");
  await button(page, "Next").click();
  // SSO-3: who goes is said before.
  await page.getByText("Ines Farwater").first().waitFor();
  await button(page, "Next").click();
  await row(page, "Groups", "Crossing-Crew").getByRole("checkbox").check();
  await button(page, "Next").click();
  await row(page, "Space administrators", "Samira Lund").getByRole("checkbox").check();
  assert.deepEqual(await violations(page), []);
  await button(page, "Next").click();
  // MBR-7: without a sign-in shown nothing is made.
  await button(page, "Set up SSO").click();
  await page.getByText(/able to sign in during the last 24 hours/).waitFor();
  await button(page, "Edit administrators").click();
  await button(page, "Act as Samira Lund").click();
  await page.getByText("You act as Samira Lund").first().waitFor();
  await button(page, "Sign in as Samira Lund").click();
  await page.getByText("Samira Lund signed in.").waitFor();
  await button(page, "Next").click();
  await button(page, "Set up SSO").click();
  await sees(page, "Identity Center");
  await page.getByText("tidewater-sso").waitFor();

  // SSO-4: members carry their groups and nobody is invited by hand.
  await actAs(page, "Samira Lund");
  await go(page, `${space}/settings/members`);
  await row(page, "Space members", "Teo Brandt").getByText(/Crossing-Crew/).waitFor();
  await row(page, "Space administrators", "Samira Lund").waitFor();
  assert.equal(await button(page, "Invite").getAttribute("aria-disabled"), "true");

  // A change on the cloud side, what the next sync makes of it, and what it made.
  await go(page, "/cloud/identity-center");
  await row(page, "Groups", "Crossing-Crew").getByRole("button", { name: "Crossing-Crew" }).click();
  await row(dialog(page), "Users in the group", "Teo Brandt").getByRole("checkbox").uncheck();
  await row(dialog(page), "Users in the group", "Zoe Merrin").getByRole("checkbox").check();
  await button(dialog(page), "Save group").click();
  await go(page, `${space}/settings/sso`);
  await heading(page, "What the next sync changes").waitFor();
  const next = page.getByRole("region", { name: "What the next sync changes" });
  await next.getByText("1 person: Zoe Merrin").waitFor();
  await next.getByText("1 person: Teo Brandt").waitFor();
  assert.deepEqual(await violations(page), []);
  await button(page, "Sync now").click();
  await heading(page, "What the next sync changes").waitFor({ state: "detached" });
  const last = page.getByRole("region", { name: "What changed last" });
  await last.getByText("1 person: Zoe Merrin").waitFor();
  await last.getByText("1 person: Teo Brandt").waitFor();

  // APP-2: given back, with the passphrase asked again.
  await go(page, "/cloud/identity-center");
  await button(page, "Disassociate from SSO").click();
  await field(dialog(page), "Space administrator afterwards").selectOption({ label: "Ines Farwater" });
  await button(dialog(page), "Disassociate").click();
  await field(dialog(page), "Passphrase").fill(SAMPLE_PASSPHRASE);
  await button(dialog(page), "Disassociate from SSO").click();
  await page.getByText("None: the application is free").waitFor();
  await button(page, "Act as Ines Farwater again").click();
  await go(page, `${space}/settings/sso`);
  await page.getByText("SSO is not enabled", { exact: true }).waitFor();

  // SSO-9: whoever deletes a space with SSO says what becomes of the application, before the passphrase is asked.
  await go(page, "/cloud/identity-center");
  await button(page, "Associate space").click();
  await row(dialog(page), "Space administrators", "Samira Lund").getByRole("checkbox").check();
  await button(dialog(page), "Associate space").click();
  await page.getByText("The application serves the space now.").waitFor();
  await actAs(page, "Samira Lund");
  await go(page, `${space}/settings/delete`);
  await sees(page, "Delete space");
  await field(page, "Type delete to confirm").fill("delete");
  await button(page, "Delete").click();
  await page.getByText(/Choose whether its application stays/).waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0, "no passphrase before the choice");
  assert.deepEqual(await violations(page), []);
  await page.getByRole("radio", { name: "Delete tidewater-sso" }).check();
  await button(page, "Delete").click();
  await field(dialog(page), "Passphrase").fill(SAMPLE_PASSPHRASE);
  await button(dialog(page), "Delete").click();
  await sees(page, "Create a space");
  await go(page, "/cloud/identity-center");
  await page.getByText("No application", { exact: true }).waitFor();
});
