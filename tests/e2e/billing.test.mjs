// Billing: paid tiers are allowed on the cloud side by somebody who administers the account, then a Space administrator changes the
// tier; usage against what is included (BIL-1, BIL-3, BIL-5, BIL-6, BIL-7, TRB-1, TRB-2).
import assert from "node:assert/strict";
import { violations } from "./lib/axe.mjs";
import { openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, field, go, sees } from "./lib/steps.mjs";

const dialog = (page) => page.getByRole("dialog");
const row = (page, name, text) => page.getByRole("table", { name, exact: true }).getByRole("row").filter({ hasText: text });
const fact = (page, name) => page.locator("dl.facts > div").filter({ has: page.locator("dt").getByText(name, { exact: true }) }).locator("dd");
const closed = (page) => dialog(page).waitFor({ state: "detached" });

test("BIL-3, TRB-1, TRB-2: paid tiers are allowed, then chosen, and a smaller one waits", { minutes: 5 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const space = new URL(page.url()).hash.slice(1);
  await go(page, `${space}/settings/billing`);
  await sees(page, "Billing details");
  await fact(page, "Billing tier").getByText("Free", { exact: true }).waitFor();
  await page.getByText("The tier cannot be changed to a paid one yet.").waitFor();
  assert.deepEqual(await violations(page), []);

  // BIL-1: what each tier includes is compared, and only what somebody entered has a number.
  await button(page, "Enter what tiers include").click();
  await field(dialog(page), "Free: minutes of compute").fill("many");
  await button(dialog(page), "Save").click();
  await dialog(page).getByText("Enter a whole number, such as 120, or nothing.").waitFor();
  assert.deepEqual(await violations(page), []);
  await field(dialog(page), "Free: minutes of compute").fill("300");
  await field(dialog(page), "Enterprise, each member: minutes of compute").fill("150");
  await button(dialog(page), "Save").click();
  await closed(page);
  await button(page, "Change billing tier").click();
  await dialog(page).getByRole("heading", { name: "Compare tiers" }).waitFor();
  await field(dialog(page), "Number of team members").fill("40");
  await dialog(page).getByRole("region", { name: "Enterprise tier" }).getByText("6,000 minutes").waitFor();
  await dialog(page).getByRole("region", { name: "Free tier" }).getByText("300 minutes").waitFor();
  await field(dialog(page), "Number of team members").fill("0");
  await dialog(page).getByText("Enter how many people work in the space: 1 or more.").waitFor();
  assert.equal(await dialog(page).getByRole("radio", { name: "Standard" }).isDisabled(), true);
  assert.deepEqual(await violations(page), []);
  await button(dialog(page), "Cancel").click();
  await closed(page);

  // BIL-5: at the maximum, the Free tier stops.
  await button(page, "Enter usage").click();
  await field(dialog(page), "Minutes of compute used").fill("300");
  await button(dialog(page), "Save").click();
  await closed(page);
  await page.getByText("300 minutes of 300 minutes", { exact: true }).waitFor();
  await page.getByText("At the maximum: this work has stopped.").waitFor();
  assert.deepEqual(await violations(page), []);

  // TRB-1: somebody without administrative permissions is told what it takes.
  await page.getByRole("link", { name: "Manage billing in AWS" }).click();
  await sees(page, "CodeCatalyst spaces");
  await field(page, "AWS account ID").fill("111122223333");
  await field(page, "AWS Region").selectOption("eu-west-1");
  await button(page, "Sign in").click();
  await row(page, "Billing of this account", "tidewater-ferries").getByText("This account").waitFor();
  await field(page, "Signed in as").selectOption({ label: "bram (user)" });
  await sees(page, "Administrative permissions are needed");
  await page.getByText("codecatalyst:PutBillingAuthorization").waitFor();
  assert.equal(await button(page, "Verify space").count(), 0);
  assert.deepEqual(await violations(page), []);
  await go(page, "/cloud");
  await page.getByText("No administrative permissions: 5 of 7 actions are lacking.").waitFor();
  await page.getByRole("link", { name: "See which" }).click();
  await field(page, "Signed in as").selectOption({ label: "ines (user)" });

  // BIL-7 and BIL-3: allowing changes no tier.
  const mine = row(page, "Billing of this account", "tidewater-ferries");
  await mine.getByRole("button", { name: "Edit", exact: true }).click();
  await dialog(page).getByRole("heading", { name: "Update allowed billing tiers" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog(page).getByRole("checkbox", { name: "PAID (STANDARD, ENTERPRISE)" }).check();
  await button(dialog(page), "Update").click();
  await closed(page);
  await mine.getByText("Free, Standard, Enterprise").waitFor();
  await mine.getByRole("link", { name: "tidewater-ferries" }).click();
  await sees(page, "Billing details");
  await fact(page, "Billing tier").getByText("Free", { exact: true }).waitFor();
  assert.equal(await page.getByText("The tier cannot be changed to a paid one yet.").count(), 0);

  const change = async (tier) => {
    await button(page, "Change billing tier").click();
    await dialog(page).getByRole("radio", { name: tier }).check();
    await button(dialog(page), "Change tier").click();
    await closed(page);
  };
  await change("Enterprise");
  await fact(page, "Billing tier").getByText("Enterprise", { exact: true }).waitFor();
  assert.equal(await page.getByText("At the maximum: this work has stopped.").count(), 0);
  await change("Free");
  await page.getByText("The tier changes to Free.").waitFor();
  await fact(page, "Billing tier").getByText("Enterprise", { exact: true }).waitFor();
  assert.deepEqual(await violations(page), []);
  await button(page, "Keep Enterprise").click();
  await page.getByText("The tier changes to Free.").waitFor({ state: "detached" });

  // Who is no Space administrator sees it, and is told why nothing can be changed.
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Act as…" }).click();
  await dialog(page).getByRole("button", { name: "Bram Tidewell" }).click();
  await page.getByText("You act as Bram Tidewell").first().waitFor();
  for (const name of ["Change billing tier", "Change AWS billing account", "Enter usage", "Enter what tiers include"]) {
    assert.equal(await button(page, name).getAttribute("aria-disabled"), "true", name);
  }
  await go(page, `${space}/activity`);
  await page.getByText(/changed the billing tier to Enterprise/).first().waitFor();
});

test("BIL-2, BIL-4: an account that pays is refused for another space, and only connected ones can pay", { minutes: 3 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const space = new URL(page.url()).hash.slice(1);
  await go(page, "/spaces/new");
  await field(page, "Space name").fill("quay");
  await field(page, "AWS account ID").fill("111122223333");
  await button(page, "Create space").click();
  await page.getByText(/The account 111122223333 pays for the space tidewater-ferries/).first().waitFor();
  assert.deepEqual(await violations(page), []);
  await go(page, `${space}/settings/billing`);
  await button(page, "Change AWS billing account").click();
  await dialog(page).getByText(/pays for this space already/).waitFor();
  await button(dialog(page), "Change billing account").click();
  await dialog(page).getByText("Choose the account that is to pay for this space.").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await closed(page);

  // Another account is connected by the handshake, and becomes the one that pays; the former stays.
  await go(page, `${space}/settings/accounts`);
  await button(page, "Associate an AWS account").click();
  await field(dialog(page), "AWS account ID").fill("777788889999");
  await button(dialog(page), "Make a token").click();
  await closed(page);
  const shown = page.getByText(/^[A-Z0-9]{4,}(-[A-Z0-9]{4,})+$/).first();
  await shown.waitFor();
  const token = await shown.innerText();
  await go(page, "/cloud/spaces");
  await field(page, "AWS account ID").fill("777788889999");
  await field(page, "AWS Region").selectOption("eu-west-1");
  await button(page, "Sign in").click();
  await field(page, "Verification token").fill(token);
  await button(page, "Verify space").click();
  await go(page, "/cloud/spaces");
  await row(page, "Billing of this account", "tidewater-ferries").getByText("Another account").waitFor();
  await go(page, `${space}/settings/billing`);
  await button(page, "Change AWS billing account").click();
  await dialog(page).getByRole("radio", { name: "777788889999" }).check();
  await button(dialog(page), "Change billing account").click();
  await closed(page);
  await fact(page, "AWS account name").getByText("777788889999").waitFor();
  await fact(page, "CloudTrail events go to").getByText(/^Account 111122223333 until .*, then account 777788889999$/).waitFor();
  assert.deepEqual(await violations(page), []);
  await go(page, `${space}/settings/accounts`);
  await row(page, "Account connections", "111122223333").waitFor();
});
