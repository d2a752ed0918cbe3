// What a person does, by the names that a person (or a screen reader) finds things by.
// Every step waits for what it brought about; none waits for time to pass.
import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** Goes to an address of the console by its own links' way: the part behind the hash. */
export async function go(page, address) {
  await page.evaluate((hash) => { location.hash = hash; }, `#${address}`);
  await page.waitForURL((url) => url.hash === `#${address}`);
}

export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const heading = (page, name) => page.getByRole("heading", { name, exact: true });
export const field = (page, name) => page.getByLabel(name, { exact: true });

/** Sees the page with this heading. */
export const sees = (page, name) => heading(page, name).first().waitFor();

/** Fills a field and goes on with the wizard's next button. */
async function answer(page, name, value, next = "Next") {
  await field(page, name).fill(value);
  await button(page, next).click();
}

/** Reads the code of six digits from the newest message of the outbox, in the tab where the person looks it up. */
export async function codeFromOutbox(page) {
  await go(page, "/outbox");
  await sees(page, "Outbox");
  const code = page.getByText(/\b\d{6}\b/).first();
  await code.waitFor();
  return (await code.innerText()).match(/\b\d{6}\b/)[0];
}

/** From the first visit to an open vault without a space. */
export async function signUp(page, { email, name, passphrase, alias }) {
  await button(page, "Create a vault").click();
  await sees(page, "Create your Builder ID");
  await answer(page, "Your email address", email);
  await answer(page, "Your name", name);
  const code = await codeFromOutbox(page);
  await go(page, "/signup");
  await answer(page, "Verification code", code);
  await field(page, "Password").fill(passphrase);
  await field(page, "Confirm password").fill(passphrase);
  await page.getByRole("checkbox", { name: "I accept the terms" }).check();
  await button(page, "Next").click();
  await answer(page, "Alias", alias);
}

/** From a vault without a space to one that is verified on the cloud side, seen on its Projects tab. */
export async function firstSpace(page, { space, account, region = "us-west-2" }) {
  await field(page, "Space name").fill(space);
  await field(page, "AWS Region").selectOption(region);
  await field(page, "AWS account ID").fill(account);
  await button(page, "Create space").click();
  const shown = page.getByText(/^[A-Z0-9]{4,}(-[A-Z0-9]{4,})+$/).first();
  await shown.waitFor();
  const token = await shown.innerText();
  await button(page, "Verify in AWS").click();
  await sees(page, "CodeCatalyst spaces");
  await field(page, "AWS account ID").fill(account);
  await field(page, "AWS Region").selectOption(region);
  await button(page, "Sign in").click();
  await field(page, "Verification token").fill(token);
  await button(page, "Verify space").click();
  await sees(page, space);
}

/** A project from scratch; its page is seen. */
export async function createProject(page, name) {
  await button(page, "Create project").click();
  await sees(page, "Create project");
  await field(page, "Project name").fill(name);
  await button(page, "Create project").click();
  await sees(page, name);
}

/** Waits until the seal says that everything is on storage that outlives a killed browser (VLT-15). */
export const sealed = (page) => page.getByRole("button", { name: /^Sealed, locks in/ }).waitFor();

/** Opens a locked vault. */
export async function unlock(page, passphrase) {
  await sees(page, "Unlock");
  await field(page, "Passphrase").fill(passphrase);
  await button(page, "Unlock").click();
  await heading(page, "Unlock").waitFor({ state: "detached" });
}

/** Drops a file on the element, as from the desktop. */
export async function drop(page, target, path, type = "") {
  const transfer = await page.evaluateHandle(
    ([name, base64, type]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type }));
      return transfer;
    },
    [basename(path), readFileSync(path).toString("base64"), type],
  );
  for (const event of ["dragenter", "dragover", "drop"]) await target.dispatchEvent(event, { dataTransfer: transfer });
}
