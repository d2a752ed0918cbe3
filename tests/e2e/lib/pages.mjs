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
    accounts: `${space}/settings/accounts`,
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

/** Goes to a page and waits until its heading stands. */
export async function open(page, address) {
  await go(page, address);
  await page.locator("main h1").first().waitFor();
}
