// Account connections: another account by its token, roles, tags, projects, removal, and policies tried against one
// (ACC-1..7, TAG-1..2).
import assert from "node:assert/strict";
import { violations } from "./lib/axe.mjs";
import { addresses, open, openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, field, go, sealed, sees } from "./lib/steps.mjs";

const OTHER = "444455556666";
const dialog = (page) => page.getByRole("dialog");
const table = (page, name) => page.getByRole("table", { name, exact: true });
const row = (page, name, text) => table(page, name).getByRole("row").filter({ hasText: text });
const closed = (page) => dialog(page).waitFor({ state: "detached" });

/** Asks for the account from the space, and confirms the token on the cloud side. */
async function connect(page, accounts) {
  await go(page, accounts);
  await sees(page, "AWS accounts");
  await button(page, "Associate an AWS account").click();
  await field(dialog(page), "AWS account ID").fill(OTHER);
  await button(dialog(page), "Make a token").click();
  await closed(page);
  const token = await page.getByRole("group", { name: "AWS account verification token" }).locator("code").innerText();
  await page.getByRole("button", { name: "Verify in AWS", exact: true }).click();
  await sees(page, "CodeCatalyst spaces");
  if (await button(page, "Sign out").count()) await button(page, "Sign out").click();
  await field(page, "AWS account ID").fill(OTHER);
  await field(page, "AWS Region").selectOption("eu-west-1");
  await button(page, "Sign in").click();
  await field(page, "Verification token").fill(token);
  await button(page, "Verify space").click();
  await row(page, "Spaces of this account", "tidewater-ferries").waitFor();
}

/** Opens the connection of the account on the page of the space. */
async function connection(page, accounts, account) {
  await go(page, accounts);
  await sees(page, "AWS accounts");
  await row(page, "Account connections", account).getByRole("button").first().click();
  await sees(page, `Connection of ${account}`);
}

/** Adds a role that the menu offers. */
async function addRole(page, kind) {
  await button(page, "Add an IAM role").click();
  await page.getByRole("menuitem", { name: new RegExp(`^${kind}`) }).click();
}

test("ACC-1, ACC-3..7, TAG-1: a second account is connected, gets roles, tags and projects, and goes again", { minutes: 5 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const accounts = `${new URL(page.url()).hash.slice(1)}/settings/accounts`;

  // The billing account stays.
  await connection(page, accounts, "111122223333");
  const stays = button(page, "Remove");
  assert.equal(await stays.getAttribute("aria-disabled"), "true");
  await stays.hover();
  await page.getByText("Make another connected account the billing account first").first().waitFor();

  await connect(page, accounts);
  await connection(page, accounts, OTHER);
  await page.getByText(/^arn:aws:codecatalyst:eu-west-1:444455556666:\/connections\//).first().waitFor();

  // The development role warns first; each way to make it can be copied.
  await addRole(page, "Development role");
  await dialog(page).getByText("developer accounts only", { exact: false }).waitFor();
  await button(dialog(page), "Add the development role").click();
  await closed(page);
  await addRole(page, "Support role");
  await row(page, "IAM roles", "AWSRoleForCodeCatalystSupport-").waitFor();
  await addRole(page, "Existing role");
  await field(dialog(page), "ARN of the role").fill("arn:aws:iam::111122223333:role/Build");
  await button(dialog(page), "Add role").click();
  await dialog(page).getByText("belongs to 111122223333").first().waitFor();
  await field(dialog(page), "ARN of the role").fill(`arn:aws:iam::${OTHER}:role/Build`);
  await button(dialog(page), "Add role").click();
  await closed(page);
  await row(page, "IAM roles", "CodeCatalystWorkflowDevelopmentRole-tidewater-ferries").getByRole("button").first().click();
  await dialog(page).getByText("For developer accounts only.").waitFor();
  await dialog(page).getByRole("region", { name: "Trust policy" }).getByText('"aws:SourceArn"').waitFor();
  await dialog(page).getByRole("tab", { name: "AWS CLI" }).click();
  await dialog(page).getByText("aws iam create-role --role-name 'CodeCatalystWorkflowDevelopmentRole-tidewater-ferries'").waitFor();
  await dialog(page).getByRole("tab", { name: "CloudFormation" }).click();
  await dialog(page).getByText("AWSTemplateFormatVersion").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await closed(page);

  // Tags are saved together, kept as a draft until then, and held to the limits.
  await button(page, "Manage tags").click();
  await field(dialog(page), "Key").fill("aws:team");
  await dialog(page).getByLabel(/^Value/).first().fill("harbour");
  await button(dialog(page), "Save tags").click();
  await dialog(page).getByText("AWS keeps for itself").waitFor();
  await field(dialog(page), "Key").fill("team");
  await dialog(page).getByText("Draft kept").waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Unlock", exact: true }).waitFor();
  await field(page, "Passphrase").fill("harbour gravel lantern seven");
  await button(page, "Unlock").click();
  await sees(page, "AWS accounts");
  await row(page, "Account connections", OTHER).getByRole("button").first().click();
  await button(page, "Manage tags").click();
  assert.equal(await field(dialog(page), "Key").inputValue(), "team");
  await dialog(page).getByText(/^Your draft from/).waitFor();
  await button(dialog(page), "Add a tag").click();
  await field(dialog(page), "Key").nth(1).fill("Team");
  assert.deepEqual(await violations(page), []);
  await button(dialog(page), "Save tags").click();
  await closed(page);
  await page.getByText("team = harbour", { exact: true }).waitFor();
  await page.getByText("Team", { exact: true }).first().waitFor();

  // Chosen projects alone.
  await page.getByRole("radio", { name: /^Only chosen projects/ }).check();
  await page.getByRole("group", { name: "Projects" }).getByRole("checkbox").first().check();
  await button(page, "Save projects").click();
  await row(page, "Account connections", OTHER).getByText("1 project", { exact: true }).waitFor();
  await sealed(page);

  // From the cloud side: the tags again, and the removal against the space's name.
  await go(page, "/cloud/spaces");
  await button(page, "Manage tags").click();
  await button(dialog(page), "Remove the tag Team").click();
  await button(dialog(page), "Save tags").click();
  await closed(page);
  await button(page, "Remove space").click();
  await dialog(page).getByText("3 IAM roles of the connection").waitFor();
  await button(dialog(page), "Remove").click();
  await dialog(page).getByRole("alert").getByText(/./).first().waitFor();
  await dialog(page).getByRole("textbox").fill("tidewater-ferries");
  assert.deepEqual(await violations(page), []);
  await button(dialog(page), "Remove").click();
  await closed(page);
  await page.getByText(/^No space in/).waitFor();

  // Once more, as a new connection without its roles.
  await connect(page, accounts);
  await connection(page, accounts, OTHER);
  await page.getByText("No role yet").waitFor();
  await row(page, "Account connections", OTHER).getByText("All", { exact: true }).waitFor();
});

test("ACC-2: who may not manage connections sees it, with the reason", { minutes: 3 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const space = new URL(page.url()).hash.slice(1);
  // Even while the cloud side is signed in to the account.
  await go(page, "/cloud/spaces");
  await field(page, "AWS account ID").fill("111122223333");
  await field(page, "AWS Region").selectOption("eu-west-1");
  await button(page, "Sign in").click();
  await row(page, "Spaces of this account", "tidewater-ferries").waitFor();
  await go(page, `${space}/settings/accounts`);
  await sees(page, "AWS accounts");
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Act as…" }).click();
  await dialog(page).getByRole("button", { name: /^Wim / }).click();
  await page.getByText(/^You act as/).first().waitFor();
  await sees(page, "AWS accounts");
  for (const name of ["Manage tags", "Remove", "Associate an AWS account", "Save projects"]) {
    assert.equal(await button(page, name).getAttribute("aria-disabled"), "true", name);
  }
  await button(page, "Manage tags").hover();
  await page.locator("[role=tooltip]:popover-open").filter({ hasText: "Power user" }).waitFor();
});

test("TAG-2: roles and policies are shown, a policy is checked, and tried on a connection by its tags", { minutes: 3 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const accounts = `${new URL(page.url()).hash.slice(1)}/settings/accounts`;
  await go(page, "/cloud/iam");
  await sees(page, "Roles and policies");
  await row(page, "Roles", "TidewaterOldVpcRole").getByRole("button").first().click();
  await dialog(page).getByText("Did you mean “ec2:DeleteNetworkInterface”?").first().waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await closed(page);

  // Whose policies allow it hangs on the tags of the connection.
  await row(page, "Who may", "bram").getByText("Not allowed", { exact: true }).waitFor();
  await connection(page, accounts, "111122223333");
  await button(page, "Manage tags").click();
  await field(dialog(page), "Key").fill("team");
  await dialog(page).getByLabel(/^Value/).fill("harbour");
  await button(dialog(page), "Save tags").click();
  await closed(page);
  await page.getByRole("link", { name: "Who may act on it" }).click();
  await row(page, "Who may", "bram").getByText("Allowed", { exact: true }).waitFor();
  await field(page, "Action").first().selectOption("codecatalyst:DeleteConnection");
  await row(page, "Who may", "ines").getByText("Allowed", { exact: true }).waitFor();

  // Any policy: its faults, and what it says to a request.
  await button(page, "Check a policy").click();
  await page.keyboard.type('{"Statement": [{"Sid": "Own", "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::quay/*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "harbour"}}}');
  await page.getByRole("group", { name: "Faults and notes of the policy" }).getByText(/Line 1/).first().waitFor();
  await page.keyboard.type("]}");
  await page.getByText("IAM takes this policy").waitFor();
  const check = page.getByRole("region", { name: "Check a policy" });
  await check.getByLabel(/^Principal/).fill("arn:aws:iam::111122223333:user/bram");
  await check.getByLabel(/^Action/).fill("s3:GetObject");
  await check.getByLabel(/^Resource/).fill("arn:aws:s3:::quay/plan");
  await button(check, "Check").click();
  await page.getByText("It depends.").waitFor();
  await row(page, "Statements", "Own").getByText("Depends on", { exact: false }).waitFor();
  await check.getByLabel(/^Context/).fill("aws:ResourceTag/team = harbour");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Allowed.", { exact: true }).waitFor();
  assert.deepEqual(await violations(page), []);
});

test("KMS-5: a space offers no key of its own anywhere, and the console says so", { minutes: 3 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const all = Object.entries(await addresses(page)).filter(([, address]) => /^\/spaces\/[0-9a-f]{32}/.test(address) || address === "/spaces/new");
  assert.ok(all.length > 15, `${all.length} pages`);
  for (const [name, address] of all) {
    await open(page, address);
    const main = page.locator("main");
    for (const role of ["button", "link", "textbox", "combobox", "radio", "checkbox", "tab"]) {
      const keys = main.getByRole(role, { name: /\b(kms|encryption|key alias|customer managed|choose a key|rotate)\b/i });
      assert.equal(await keys.count(), 0, `${name}: a ${role} that offers a key`);
    }
    assert.equal(await main.locator('a[href*="/cloud/keys"]').count(), 0, `${name}: a way to keys`);
  }
  await open(page, "/data-protection");
  await page.getByText("A space has no key management of its own.").waitFor();
  await page.getByText("no key of yours can be chosen for a space", { exact: false }).waitFor();
});
