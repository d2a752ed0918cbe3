// What is known of cloud accounts: imported from the AWS CLI or the sample (VPC-6).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, field, go, sealed, sees } from "./lib/steps.mjs";
import { ROOT } from "./lib/tools.mjs";

const files = (page) => page.getByRole("table", { name: "Files that were read" });
const accounts = (page) => page.getByRole("table", { name: "Accounts" });
const row = (table, words) => table.getByRole("row").filter({ hasText: words });
const json = (name, value) => ({ name, mimeType: "application/json", buffer: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)) });
const choose = (page, list) => page.locator("input[type=file]").first().setInputFiles(list);
const importing = (page) => page.getByRole("region", { name: "Import from AWS CLI" }).getByRole("button", { name: "Import", exact: true });

const ROLES = { Roles: [{ Path: "/", RoleName: "Build", RoleId: "AROA1", Arn: "arn:aws:iam::999988887777:role/Build", CreateDate: "2026-01-02T03:04:05+00:00" }] };
const INLINE = { RoleName: "Build", PolicyName: "put", PolicyDocument: { Version: "2012-10-17", Statement: [] } };

test("what the AWS CLI prints is recognised, asked about and imported whole, with what was left out told", { minutes: 3 }, async ({ page, visit }) => {
  // VPC-6
  await visit();
  await openSample(page);
  await go(page, "/cloud");
  await sees(page, "Cloud");
  await row(accounts(page), "111122223333").getByText("Sample", { exact: true }).waitFor();
  assert.equal(await button(page, "Add the sample account").getAttribute("aria-disabled"), "true", "it is here already");

  // An archive, a policy document that names no account, and files that are none.
  await choose(page, [
    { name: "out.zip", mimeType: "application/zip", buffer: readFileSync(join(ROOT, "tests/fixtures/aws_cli/two.zip")) },
    json("inline.json", INLINE),
    json("half.json", "{\"Roles\": ["),
    json("twice.json", "{\"Roles\": [], \"Roles\": []}"),
    json("deep.json", "[".repeat(5000)),
    { name: "latin.json", mimeType: "application/json", buffer: Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x7d]) },
    json("listing.json", { items: [] }),
  ]);
  await row(files(page), "roles.json").getByText("Taken", { exact: true }).waitFor();
  await row(files(page), "caller.json").getByText("Nothing to keep").waitFor();
  for (const [name, words] of [["notes.txt", "Line 1, column"], ["half.json", "half of a file"], ["twice.json", "stands twice"], ["deep.json", "recursion limit"], ["latin.json", "UTF-8"], ["listing.json", "on the page Spaces"]]) {
    const line = row(files(page), name);
    await line.getByText("Left out", { exact: true }).waitFor();
    await line.getByText(words).first().waitFor();
  }
  // The archive's account is offered for the file that names none; another one can be said.
  assert.equal(await field(page, "AWS account ID of files that do not name one").inputValue(), "111122223333");
  // The sample account has that number: nothing of it is taken.
  await importing(page).click();
  await page.getByText("111122223333 is the sample account here").waitFor();
  await page.getByRole("button", { name: "Discard", exact: true }).click();

  await choose(page, [json("roles.json", ROLES), json("inline.json", INLINE), json("page.json", { Roles: [{ ...ROLES.Roles[0], RoleName: "More", Arn: "arn:aws:iam::999988887777:role/More" }], NextToken: "x" })]);
  await row(files(page), "page.json").getByText("Taken, unfinished").waitFor();
  assert.equal(await field(page, "AWS account ID of files that do not name one").inputValue(), "999988887777");
  await field(page, "AWS account ID of files that do not name one").fill("12");
  await page.getByText("This one has 2").first().waitFor();
  assert.equal(await importing(page).getAttribute("aria-disabled"), "true");
  await field(page, "AWS account ID of files that do not name one").fill("999988887777");
  await importing(page).click();
  await page.getByText("Imported.").waitFor();
  await row(accounts(page), "999988887777").getByText("Imported", { exact: true }).waitFor();
  await sealed(page);

  // Files that contradict are not taken, and say what contradicts.
  await choose(page, [json("one.json", ROLES), json("other.json", { Roles: [{ ...ROLES.Roles[0], Description: "x" }] }), json("third.json", { Roles: [{ ...ROLES.Roles[0], Description: "y" }] })]);
  await page.getByText("The files contradict.").waitFor();
  assert.equal(await importing(page).getAttribute("aria-disabled"), "true");
  await page.getByRole("button", { name: "Leave out third.json" }).click();
  await page.getByText("The files contradict.").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Discard", exact: true }).click();

  // A name, and forgetting.
  await row(accounts(page), "999988887777").getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Set name" }).click();
  await page.getByLabel(/^Account name/).fill("Harbour");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await row(accounts(page), "Harbour").waitFor();
  await row(accounts(page), "Harbour").getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Forget this account" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Forget", exact: true }).click();
  await row(accounts(page), "999988887777").waitFor({ state: "detached" });
});
