// A password of a Builder ID (ID-5): asked when somebody acts as that person, reset by a code out of the outbox, and told in the
// activity log without a secret (AUD-2).
import assert from "node:assert/strict";
import { violations } from "./lib/axe.mjs";
import { openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, codeFromOutbox, field, go, sees } from "./lib/steps.mjs";

const dialog = (page) => page.getByRole("dialog");

async function actAs(page, name) {
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Act as…" }).click();
  await dialog(page).getByRole("button", { name }).click();
}

test("ID-5: a password of somebody else is asked, refused, reset by a code and told in the log", { minutes: 5 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  await go(page, "/me");
  await page.getByText("Your password is the passphrase that opens this vault.").waitFor();
  await actAs(page, "Bram Tidewell");
  await page.getByText("You act as Bram Tidewell").first().waitFor();
  await button(page, "Set a password").click();
  await field(dialog(page), "Password").fill("short");
  await field(dialog(page), "Confirm password").fill("short");
  await button(dialog(page), "Save password").click();
  await dialog(page).getByText("It has 5 characters.").waitFor();
  await field(dialog(page), "Password").fill("ferry timetable");
  await field(dialog(page), "Confirm password").fill("ferry timetables");
  await button(dialog(page), "Save password").click();
  await dialog(page).getByText("The two do not match.").waitFor();
  await field(dialog(page), "Confirm password").fill("ferry timetable");
  assert.deepEqual(await violations(page), []);
  await button(dialog(page), "Save password").click();
  await page.getByText(/^Set on /).waitFor();

  // Who set it knows it; after a lock it is asked.
  await button(page, "Act as Ines Farwater again").click();
  await page.getByText("You act as Bram Tidewell").first().waitFor({ state: "detached" });
  await actAs(page, "Bram Tidewell");
  await page.getByText("You act as Bram Tidewell").first().waitFor();
  await page.reload();
  await sees(page, "Unlock");
  await field(page, "Passphrase").fill("harbour gravel lantern seven");
  await button(page, "Unlock").click();
  await sees(page, "My settings");
  await actAs(page, "Bram Tidewell");
  await sees(page, "Sign in as Bram Tidewell");
  assert.equal(await page.getByText("tidewater-ferries").count(), 0, "nothing is shown before");
  assert.deepEqual(await violations(page), []);
  await field(page, "Password").fill("harbour gravel lantern seven");
  await button(page, "Continue").click();
  await page.getByText("That is not the password of this Builder ID.").waitFor();

  await button(page, "Forgotten password").click();
  await field(page, "Verification code").waitFor();
  await button(page, "Act as yourself").click();
  await sees(page, "My settings");
  const code = await codeFromOutbox(page);
  await actAs(page, "Bram Tidewell");
  await field(page, "Verification code").fill(code === "000000" ? "111111" : "000000");
  await field(page, "Password").fill("another timetable");
  await field(page, "Confirm password").fill("another timetable");
  await button(page, "Reset password").click();
  await page.getByText("This is not the code that was sent last.").waitFor();
  await field(page, "Verification code").fill(code);
  await field(page, "Password").fill("another timetable");
  await field(page, "Confirm password").fill("another timetable");
  await button(page, "Reset password").click();
  await page.getByText("You act as Bram Tidewell").first().waitFor();

  await button(page, "Act as Ines Farwater again").click();
  await go(page, "/cloud/trail");
  for (const told of ["ResetPassword", "PasswordRecoveryRequested", "SwitchRole", "ExitRole"]) {
    await page.getByRole("row").filter({ hasText: told }).first().waitFor();
  }
  assert.equal(await page.getByText(code).count(), 0);
});
