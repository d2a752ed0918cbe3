// Networks and VPC connections: what the AWS CLI printed is judged, a connection is added, made the default, edited and removed
// (VPC-2, VPC-3, VPC-5, VPC-6, VPC-8, VPC-10).
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { violations } from "./lib/axe.mjs";
import { openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, field, go, sees } from "./lib/steps.mjs";
import { ROOT } from "./lib/tools.mjs";

const dialog = (page) => page.getByRole("dialog");
const row = (page, name, text) => page.getByRole("table", { name, exact: true }).getByRole("row").filter({ hasText: text });
const check = (page, title) => page.getByRole("list", { name: "Checks" }).getByRole("listitem").filter({ hasText: title }).first();

test("VPC-3: a connection of the sample's network is added, made the default and removed", { minutes: 4 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const space = new URL(page.url()).hash.slice(1);

  // The two networks of the sample account: one is ready.
  await go(page, "/cloud/vpc");
  await sees(page, "Networks");
  await row(page, "Networks", "tidewater-build").getByText("Ready").waitFor();
  await row(page, "Networks", "tidewater-quay").getByText("Not ready, 4 failing").waitFor();
  await row(page, "Networks", "tidewater-quay").getByRole("button", { name: /tidewater-quay/ }).click();
  await check(page, "No IPv4 block overlaps 172.16.0.0/12").getByText("Fails").waitFor();
  await check(page, "Private subnets lead to a NAT gateway").getByText(/aws ec2 create-route --route-table-id rtb-/).first().waitFor();
  await page.getByRole("img", { name: /^Network of vpc-.*at fault/ }).first().waitFor();
  assert.deepEqual(await violations(page), []);

  await go(page, `${space}/settings/vpc`);
  await sees(page, "VPC connections");
  await page.getByText("No VPC connections yet").waitFor();
  await button(page, "Add VPC connection").click();
  await sees(page, "Account and role");
  // A role that lacks an action says which, and cannot be chosen.
  await page.getByText(/Its policies lack .*ec2:DeleteNetworkInterface/).first().waitFor();
  await button(page, "Next").click();
  await page.getByText("Choose the role with which the service reaches the network.").first().waitFor();
  await page.getByRole("radio", { name: "TidewaterVpcRole", exact: true }).check();
  await button(page, "Next").click();
  await sees(page, "VPC connection details");
  await field(page, "VPC").selectOption({ label: /tidewater-build/ }).catch(async () => {
    const value = await field(page, "VPC").locator("option", { hasText: "tidewater-build" }).getAttribute("value");
    await field(page, "VPC").selectOption(value);
  });
  for (const zone of ["a", "b", "c"]) {
    const select = field(page, `Subnet in eu-west-1${zone}`);
    assert.equal(await select.locator("option", { hasText: "public" }).first().isDisabled(), true);
    await select.selectOption(await select.locator("option", { hasText: `private-${zone}` }).getAttribute("value"));
  }
  await field(page, "VPC connection name").fill("build-network");
  await button(page, "Next").click();
  await page.getByText("Choose one to 5 security groups. 0 are chosen.").waitFor();
  await page.getByRole("checkbox", { name: /^build \(sg-/ }).check();
  await button(page, "Next").click();
  await sees(page, "Review");
  assert.deepEqual(await violations(page), []);
  await button(page, "Add VPC connection").click();
  await sees(page, "build-network");

  await check(page, "The chosen subnets are private, one a zone").getByText("Passes").waitFor();
  await page.getByRole("heading", { name: "PrivateLink endpoints" }).waitFor();
  await page.getByText("com.amazonaws.eu-west-1.codecatalyst.packages", { exact: true }).waitFor();
  await page.getByText(/aws ec2 create-vpc-endpoint .*--private-dns-enabled/).first().waitFor();
  assert.deepEqual(await violations(page), []);

  // The default, and away with it.
  await button(page, "Manage default").click();
  await page.getByRole("menuitem", { name: /^Set as default/ }).click();
  await button(dialog(page), "Confirm").click();
  await page.getByText("It is the space’s default.").waitFor();

  await button(page, "Edit").click();
  await field(dialog(page), "Subnet in eu-west-1c").selectOption("");
  await button(dialog(page), "Update VPC connection").click();
  await dialog(page).waitFor({ state: "detached" });
  await page.getByText("The VPC connection is updated.").waitFor();

  await button(page, "Remove VPC connection").click();
  await dialog(page).getByText(/The space’s default/).waitFor();
  await button(dialog(page), "Remove").click();
  await dialog(page).getByRole("alert").getByText(/./).first().waitFor();
  await dialog(page).getByRole("textbox").fill("build-network");
  await button(dialog(page), "Remove").click();
  await page.getByText("No VPC connections yet").waitFor();
});

test("VPC-6: a network is imported and judged, a connection of it added, made the default and removed", { minutes: 4 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  await go(page, "/cloud");
  await sees(page, "Cloud");
  const folder = join(ROOT, "tests/fixtures/aws_cli");
  const network = readdirSync(join(folder, "network")).map((name) => join(folder, "network", name));
  const files = [...network, join(folder, "get-account-authorization-details.json")];
  await page.locator('input[type="file"]').first().setInputFiles(files);
  await field(page, "AWS account ID of files that do not name one").fill("444455556666");
  await field(page, "AWS Region of files that do not name one").fill("us-west-2");
  await button(page, "Import").click();
  await go(page, "/cloud/vpc");
  await row(page, "Networks", "lanternworks").getByText(/Not ready/).waitFor();
  await row(page, "Networks", "lanternworks").getByRole("button", { name: /lanternworks/ }).click();
  const line = check(page, "Private subnets lead to a NAT gateway");
  await line.getByText("Fails").waitFor();
  await line.getByText(/blackhole/).first().waitFor();
  await line.getByText(/aws ec2 replace-route .*--region us-west-2/).first().waitFor();

  // What was read of the account is enough for a connection of the space that the account is connected to.
  await go(page, "/spaces");
  await page.getByRole("link", { name: "tidewater-lab", exact: true }).click();
  await sees(page, "tidewater-lab");
  const space = new URL(page.url()).hash.slice(1);
  await go(page, `${space}/settings/vpc`);
  await button(page, "Add VPC connection").click();
  await page.getByRole("radio", { name: "LanternworksVpcRole", exact: true }).check();
  await button(page, "Next").click();
  await sees(page, "VPC connection details");
  const choose = async (label, words) => {
    const select = field(page, label);
    await select.selectOption(await select.locator("option", { hasText: words }).getAttribute("value"));
  };
  await choose("VPC", "lanternworks");
  await choose("Subnet in us-west-2a", "private-a");
  await page.getByRole("checkbox", { name: /^runs \(sg-/ }).check();
  await field(page, "VPC connection name").fill("lantern-network");
  await button(page, "Next").click();
  await sees(page, "Review");
  await button(page, "Add VPC connection").click();
  await sees(page, "lantern-network");
  await button(page, "Manage default").click();
  await page.getByRole("menuitem", { name: /^Set as default/ }).click();
  await button(dialog(page), "Confirm").click();
  await page.getByText("It is the space’s default.").waitFor();
  await button(page, "Remove VPC connection").click();
  await dialog(page).getByRole("textbox").fill("lantern-network");
  await button(dialog(page), "Remove").click();
  await page.getByText("No VPC connections yet").waitFor();
});
