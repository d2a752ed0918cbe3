// Keys, CodeCommit and pipelines of the sample account: sealing, rotating, opening, and the log of it (KMS-1..4, CCM-1..6, PIP-1..5).
import assert from "node:assert/strict";
import { violations } from "./lib/axe.mjs";
import { cloudAddresses, openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, field, go, heading, sees } from "./lib/steps.mjs";

const table = (page, name) => page.getByRole("table", { name, exact: true });
const row = (page, name, words) => table(page, name).getByRole("row").filter({ hasText: words });
const dialog = (page) => page.getByRole("dialog");
const said = (page, words) => page.getByText(words).first().waitFor();

async function keysPage(page) {
  await visitSample(page);
  await go(page, "/cloud/keys");
  await sees(page, "Keys");
}

async function visitSample(page) {
  await openSample(page);
  await cloudAddresses(page);
}

test("a key is made, seals an artifact, is rotated, and the artifact still opens, but with no other context", { minutes: 4 }, async ({ page, visit }) => {
  // KMS-1..4, PIP-1..3, CCM-4
  await visit();
  await keysPage(page);
  // A key that the cloud manages offers nothing.
  await row(page, "Keys", "aws/s3").getByRole("link").first().click();
  await sees(page, "aws/s3");
  assert.equal(await button(page, "Rotate now").getAttribute("aria-disabled"), "true");
  await page.getByText("nobody can change, disable or delete it").first().waitFor({ state: "attached" });
  assert.deepEqual(await violations(page), []);

  await go(page, "/cloud/keys");
  await button(page, "Create key").click();
  await field(page, "Alias").fill("aws/mine");
  await dialog(page).getByRole("button", { name: "Create", exact: true }).click();
  await said(page, "reserved for keys that the cloud manages");
  await field(page, "Alias").fill("tidewater/night");
  await dialog(page).getByRole("button", { name: "Create", exact: true }).click();
  await said(page, "Key created.");
  await row(page, "Keys", "tidewater/night").waitFor();

  await go(page, "/cloud/pipelines");
  await row(page, "Pipelines", "harbour-board").getByRole("link").first().click();
  await sees(page, "harbour-board");
  await button(page, "Change key").click();
  await field(page, "Encryption key").selectOption({ label: "tidewater/calls (HMAC_256)" });
  await dialog(page).getByRole("button", { name: "Save", exact: true }).click();
  await said(page, "This is an HMAC key, and artifacts can be sealed with symmetric keys alone");
  await field(page, "Encryption key").selectOption({ label: "tidewater/night (SYMMETRIC_DEFAULT)" });
  await dialog(page).getByRole("button", { name: "Save", exact: true }).click();
  await said(page, "Key changed.");
  await button(page, "Seal an artifact").click();
  await field(page, "Content").fill("the board of the night ferry");
  await dialog(page).getByRole("button", { name: "Seal", exact: true }).click();
  await said(page, "Sealed into the store.");
  await row(page, "Artifacts", "Sources").waitFor();

  await go(page, "/cloud/keys");
  await row(page, "Keys", "tidewater/night").getByRole("link").first().click();
  await row(page, "What it seals", "harbour-board").waitFor();
  await button(page, "Rotate now").click();
  await said(page, "Rotated.");
  await row(page, "Versions", "Rotated on demand").waitFor();
  assert.equal(await table(page, "Versions").getByRole("row").count(), 3);
  assert.deepEqual(await violations(page), []);

  await page.goBack();
  await go(page, "/cloud/pipelines");
  await row(page, "Pipelines", "harbour-board").getByRole("link").first().click();
  await row(page, "Artifacts", "Sources").getByRole("button", { name: "Open Sources" }).click();
  const context = await field(page, "Encryption context").inputValue();
  assert.match(context, /^aws:s3:arn=arn:aws:s3:::tidewater-artifacts\/harbour-board\/Sources\//);
  await field(page, "Encryption context").fill(`${context}x`);
  await dialog(page).getByRole("button", { name: "Open", exact: true }).click();
  await said(page, "the encryption context is not the one that it was sealed with");
  await field(page, "Encryption context").fill(context);
  await dialog(page).getByRole("button", { name: "Open", exact: true }).click();
  await dialog(page).getByText("the board of the night ferry").waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog(page).getByRole("button", { name: "Close", exact: true }).last().click();

  await go(page, "/cloud/keys");
  await row(page, "Keys", "tidewater/night").getByRole("link").first().click();
  await page.getByRole("link", { name: "See them in the activity log" }).click();
  await sees(page, "Activity log");
  for (const name of ["CreateKey", "GenerateDataKey", "RotateKeyOnDemand", "Decrypt"]) {
    await row(page, "Records", name).first().waitFor();
  }
  await row(page, "Records", "Failed").getByText("Decrypt").waitFor();
  assert.equal(await row(page, "Records", "Vault key").count(), 0);
});

test("CodeCommit makes its key with the first repository, refuses a caller whom a statement denies it, and seals what is pushed", { minutes: 4 }, async ({ page, visit }) => {
  // CCM-1..6
  await visit();
  await visitSample(page);
  await go(page, "/cloud/codecommit");
  await sees(page, "CodeCommit");
  await button(page, "Create repository").click();
  await field(page, "Repository name").fill("night-ferry");
  await field(page, "Caller").selectOption({ label: "Somebody with a pasted policy" });
  await field(page, "Policy of the caller").fill('{"Version":"2012-10-17","Statement":[{"Sid":"NoKeys","Effect":"Deny","Action":"kms:ReEncrypt*","Resource":"*"}]}');
  await dialog(page).getByText("kms:ReEncryptFrom is denied").waitFor();
  await dialog(page).getByRole("button", { name: "Create", exact: true }).click();
  await said(page, "statement 1 (“NoKeys”) of the pasted policy");
  await field(page, "Caller").selectOption({ label: "ines (user)" });
  await dialog(page).getByRole("button", { name: "Create", exact: true }).click();
  await said(page, "Repository created.");
  await row(page, "Repositories", "night-ferry").getByText("aws/codecommit").waitFor();
  assert.deepEqual(await violations(page), []);

  await row(page, "Repositories", "night-ferry").getByRole("link").first().click();
  await sees(page, "night-ferry");
  await button(page, "Push").click();
  await field(page, "Caller").selectOption({ label: "ines (user)" });
  await field(page, "Path").fill("docs/plan.md");
  await field(page, "Content").fill("berth 7 is free at high water");
  await dialog(page).getByRole("button", { name: "Push", exact: true }).click();
  await said(page, "Sealed as it arrived.");
  await row(page, "Files", "docs/plan.md").getByRole("button", { name: "Pull docs/plan.md" }).click();
  await field(page, "Caller").selectOption({ label: "bram (user)" });
  await dialog(page).getByRole("button", { name: "Pull", exact: true }).click();
  await said(page, "may not do codecommit:GitPull");
  await field(page, "Caller").selectOption({ label: "ines (user)" });
  await dialog(page).getByRole("button", { name: "Pull", exact: true }).click();
  await dialog(page).getByText("berth 7 is free at high water").waitFor();
  await dialog(page).getByRole("button", { name: "Close", exact: true }).last().click();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("link", { name: "See them in the activity log" }).click();
  await sees(page, "Activity log");
  await row(page, "Records", "GenerateDataKey").waitFor();
  await row(page, "Records", "Decrypt").waitFor();
  assert.equal(await table(page, "Records").getByRole("row").count(), 3);
});

test("a pipeline tells of each store, its key and what falls short, with what mends it", { minutes: 3 }, async ({ page, visit }) => {
  // PIP-4, PIP-5, DPR-1
  await visit();
  await visitSample(page);
  await go(page, "/cloud/pipelines");
  await row(page, "Pipelines", "ferry-schedule").getByText("Not known").first().waitFor();
  await page.getByText("com.amazonaws.eu-west-1.codepipeline").waitFor();
  await row(page, "Pipelines", "tide-tables").getByRole("link").first().click();
  await sees(page, "tide-tables");
  const findings = page.getByRole("list", { name: "Findings" });
  for (const words of ["an HMAC key (HMAC_256)", "A bucket can only use keys of its own Region", "was not taken into this console", "signs in to GitHub with a token"]) {
    await findings.getByText(words).waitFor();
  }
  assert.equal(await page.getByText("low-water-at-noon").count(), 0);
  await row(page, "Stages and actions", "Oregon").getByText("tidewater-artifacts-oregon").waitFor();
  assert.deepEqual(await violations(page), []);
  await heading(page, "tide-tables").waitFor();
});
