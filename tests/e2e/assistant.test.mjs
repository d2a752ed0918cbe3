// Generative AI features of a space (AI-1..5): one switch in US West (Oregon), issues given to the assistant, and their end.
import assert from "node:assert/strict";
import { violations } from "./lib/axe.mjs";
import { openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, createProject, field, firstSpace, go, sealed, sees, signUp } from "./lib/steps.mjs";

const PERSON = { email: "knot@harbour.example", name: "Knot Sandflat", passphrase: "gravel lantern ferry october", alias: "knot" };
const TOGGLE = "Projects in this space can access generative AI features";
const toggle = (page) => page.getByRole("switch", { name: TOGGLE });

/** What the AWS CLI prints of a project with one source repository. */
function printed(space, project) {
  const at = "2026-05-04T09:00:00Z";
  const items = [{ id: "11111111-2222-4333-8444-555555555555", name: "quay-web", description: "", lastUpdatedTime: at, createdTime: at }];
  return { name: `list-source-repositories--${space}--${project}.json`, mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ items })) };
}

async function createIssue(page, project, title) {
  await go(page, `${project}/issues?view=all`);
  await button(page, "Create issue").first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Title", { exact: true }).fill(title);
  await dialog.getByRole("button", { name: "Create issue", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

test("AI-1..3, AI-5: the switch, an issue for the assistant, a warning that counts, and use in My settings", { minutes: 4 }, async ({ page, visit }) => {
  await visit();
  await signUp(page, PERSON);
  await firstSpace(page, { space: "Sandflat", account: "123456789012" });
  const space = new URL(page.url()).hash.slice(1);
  await createProject(page, "quay");
  const project = new URL(page.url()).hash.slice(1);
  await createIssue(page, project, "Count the gulls");

  // Off at first: the issue says nothing of an assistant.
  await go(page, `${space}/settings/ai`);
  await sees(page, "Generative AI");
  assert.equal(await toggle(page).isChecked(), false);
  await page.getByText("The features are off. These roles have them").waitFor();
  assert.deepEqual(await violations(page), []);
  await go(page, `${project}/issues/1`);
  await page.getByText("Count the gulls").first().waitFor();
  assert.equal(await page.getByRole("heading", { name: "Assistant", exact: true }).count(), 0);

  await go(page, `${space}/settings/ai`);
  await toggle(page).click();
  await page.getByText("Generative AI features are on in every project").first().waitFor();
  await page.getByText("The features are off. These roles have them").waitFor({ state: "detached" });

  // Without a source repository there is nothing to work in.
  await go(page, `${project}/issues/1`);
  const assign = button(page, "Assign to the assistant");
  await assign.waitFor();
  assert.equal(await assign.getAttribute("aria-disabled"), "true");
  await go(page, "/spaces");
  await page.locator('input[type="file"]').first().setInputFiles([printed("Sandflat", "quay")]);
  await button(page, "Import").click();
  await go(page, `${project}/issues/1`);
  await page.locator('button:has-text("Assign to the assistant"):not([aria-disabled])').click();
  await field(page, "Source repository").selectOption("quay-web");
  assert.equal(await page.getByRole("checkbox", { name: "May create and change workflow files" }).isChecked(), false);
  assert.deepEqual(await violations(page), []);
  await button(page, "Assign").click();
  await page.getByText("#1 is assigned to the assistant.").first().waitFor();
  await page.getByText("Stay as they are", { exact: true }).waitFor();
  assert.equal(await button(page, "Edit the title").getAttribute("aria-disabled"), "true");
  await sealed(page);

  // AI-5: counted for the person.
  await go(page, "/me");
  const use = page.getByRole("table", { name: "Generative AI usage" });
  await use.getByText("Sandflat").waitFor();
  assert.match(await use.innerText(), /Sandflat\s+1\s+1\s+1/);

  // AI-3: the warning counts and names what runs; Cancel leaves it all.
  await go(page, `${space}/settings/ai`);
  const work = page.getByRole("table", { name: "Running work" });
  await work.getByText("Count the gulls").waitFor();
  await toggle(page).click();
  await page.getByText("This stops 1 running issue for good.").waitFor();
  await button(page, "Cancel").click();
  assert.equal(await toggle(page).isChecked(), true);
  await work.getByText("Count the gulls").waitFor();
  await toggle(page).click();
  await button(page, "Turn off").click();
  await page.getByText("Generative AI features are off in every project").first().waitFor();
  await page.getByText("No running work").waitFor();
  await toggle(page).click();
  await page.getByText("Generative AI features are on in every project").first().waitFor();
  await page.getByText("No running work").waitFor();
  await sealed(page);
  await go(page, `${space}/activity`);
  await page.getByText("turned generative AI features off, which stopped the work on 1 issue").first().waitFor();
  await go(page, "/me");
  await use.getByText("Sandflat").waitFor();
  assert.match(await use.innerText(), /Sandflat\s+1\s+1\s+0/);
});

test("AI-1: in another Region the switch stays off and says why", { minutes: 2 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const space = new URL(page.url()).hash.slice(1);
  await go(page, `${space}/settings/ai`);
  await sees(page, "Generative AI");
  await page.getByText(/US West \(Oregon\) alone, and the Region of a space never changes/).waitFor();
  assert.equal(await toggle(page).getAttribute("aria-disabled"), "true");
  await toggle(page).click({ force: true });
  assert.equal(await toggle(page).isChecked(), false);
});
