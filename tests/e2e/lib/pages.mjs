// Every page of the console with something on it: a sample vault, and the addresses in it.
import { button, field, go, sealed } from "./steps.mjs";

export const SAMPLE_PASSPHRASE = "harbour gravel lantern seven";

/** Opens a sample from the first visit. */
export async function openSample(page) {
  await button(page, "Open a sample").click();
  await field(page, "Passphrase").fill(SAMPLE_PASSPHRASE);
  await field(page, "Confirm passphrase").fill(SAMPLE_PASSPHRASE);
  await button(page, "Open a sample").click();
  await page.getByText("This is a sample").waitFor();
  await sealed(page);
}

/** The addresses of the sample by name: every page, with the ids of its first space and project. */
export async function addresses(page) {
  const space = new URL(page.url()).hash.slice(1);
  const first = page.locator('a[href*="/projects/"]').filter({ hasNotText: "Create" }).first();
  await first.waitFor();
  const project = (await first.getAttribute("href")).slice(1).match(/^\/spaces\/[0-9a-f]+\/projects\/[0-9a-f]{32}/)[0];
  return {
    spaces: "/spaces",
    "create-space": "/spaces/new",
    space,
    members: `${space}/members`,
    activity: `${space}/activity`,
    "settings-members": `${space}/settings/members`,
    access: `${space}/settings/access`,
    teams: `${space}/settings/teams`,
    sso: `${space}/settings/sso`,
    accounts: `${space}/settings/accounts`,
    vpcs: `${space}/settings/vpc`,
    "vpc-add": `${space}/settings/vpc/new`,
    "generative-ai": `${space}/settings/ai`,
    billing: `${space}/settings/billing`,
    "delete-space": `${space}/settings/delete`,
    "create-project": `${space}/projects/new`,
    project,
    "project-settings": `${project}/settings`,
    board: `${project}/issues?view=board`,
    backlog: `${project}/issues?view=backlog`,
    issues: `${project}/issues?view=all`,
    archived: `${project}/issues?view=archived`,
    "issue-beside": `${project}/issues/1?view=all`,
    issue: `${project}/issues/1`,
    "import-issues": `${project}/issues/import`,
    cloud: "/cloud",
    "cloud-spaces": "/cloud/spaces",
    "cloud-vpc": "/cloud/vpc",
    keys: "/cloud/keys",
    codecommit: "/cloud/codecommit",
    pipelines: "/cloud/pipelines",
    organization: "/cloud/organization",
    "identity-center": "/cloud/identity-center",
    "set-up-sso": "/cloud/identity-center/set-up",
    iam: "/cloud/iam",
    trail: "/cloud/trail",
    record: "/cloud/trail/3",
    outbox: "/outbox",
    invitation: "/invitations",
    me: "/me",
    "data-protection": "/data-protection",
    "import-vault": "/import",
    "not-found": "/nowhere",
  };
}

/** Adds the sample account where it is not there yet, signs in to it, and gives the addresses of one of each of its things. */
export async function cloudAddresses(page) {
  await go(page, "/cloud");
  const add = button(page, "Add the sample account");
  await add.waitFor();
  if ((await add.getAttribute("aria-disabled")) !== "true") {
    await add.click();
    await page.getByText("The sample account is added.").waitFor();
  }
  await go(page, "/cloud/keys");
  await page.locator("main h1").first().waitFor();
  const sign = button(page, "Sign in to the sample account");
  if (await sign.count()) {
    await sign.click();
    await sign.waitFor({ state: "detached" });
  }
  const first = async (address, part) => {
    await go(page, address);
    const link = page.locator(`main a[href*="${part}"]`).first();
    await link.waitFor();
    return (await link.getAttribute("href")).slice(1);
  };
  return {
    key: await first("/cloud/keys", "/cloud/keys/"),
    repository: await first("/cloud/codecommit", "/cloud/codecommit/"),
    pipeline: await first("/cloud/pipelines", "/cloud/pipelines/"),
  };
}

/** Goes to a page and waits until its heading stands. */
export async function open(page, address) {
  await go(page, address);
  await page.locator("main h1").first().waitFor();
}
