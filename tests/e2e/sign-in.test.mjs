// Codes of an authenticator application between an unlocked vault and the console, and personal access tokens.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { find } from "./lib/disk.mjs";
import { SAMPLE_PASSPHRASE, open, openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, field, heading, sealed, sees, unlock } from "./lib/steps.mjs";

const CODE = "Authentication code";

/** What an application shows so many steps from now (RFC 6238), written apart from the console's own. */
function shown(key, steps = 0) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key.replaceAll(" ", "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac("sha1", bytes).update(counter).digest();
  const number = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Sets an application up; gives its key and the code that confirmed it. */
async function enrol(page) {
  await open(page, "/me");
  await button(page, "Set up an authenticator application").click();
  await page.getByRole("img", { name: "Picture for the authenticator application" }).waitFor();
  const key = await page.getByLabel("Key", { exact: true }).innerText();
  assert.match(key, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  await field(page, CODE).fill("000000");
  await button(page, "Confirm").click();
  await page.getByText(/That is not the code that the application shows now/).waitFor();
  const used = shown(key);
  await field(page, CODE).fill(used);
  await button(page, "Confirm").click();
  await page.getByText(/^Set up on /).waitFor();
  await sealed(page);
  return { key, used };
}

test("id_7 a code is asked for after each unlock, a used one is refused, and nothing is seen before", { minutes: 3 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const { key, used } = await enrol(page);
  await page.getByRole("button", { name: /Lock now$/ }).click();
  await unlock(page, SAMPLE_PASSPHRASE);
  const title = page.getByRole("heading", { name: /^Sign in as / });
  await title.waitFor();
  assert.equal(await page.getByRole("navigation").count(), 0);
  await page.keyboard.press("Control+k");
  assert.equal(await page.getByRole("dialog").count(), 0, "no palette before the code");
  await field(page, CODE).fill(used);
  await button(page, "Continue").click();
  await page.getByText(/not right, or it was used before/).waitFor();
  await field(page, CODE).fill(shown(key, 1));
  await button(page, "Continue").click();
  await title.waitFor({ state: "detached" });
  await page.getByText(/^Set up on /).waitFor();
});

test("id_7 it is removed with a right code only, and then none is asked for", { minutes: 3 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const { key } = await enrol(page);
  await button(page, "Remove").click();
  await field(page, CODE).fill(shown(key, 40));
  await button(page, "Remove the application").click();
  await page.getByText(/not right, or it was used before/).waitFor();
  await field(page, CODE).fill(shown(key, 1));
  await button(page, "Remove the application").click();
  await page.getByText("Not set up", { exact: true }).waitFor();
  await sealed(page);
  await page.getByRole("button", { name: /Lock now$/ }).click();
  await unlock(page, SAMPLE_PASSPHRASE);
  await sees(page, "My settings");
});

test("pat_1 a token is shown once, told from others by its secret, and refused once deleted", { minutes: 3 }, async ({ page, browser, visit }) => {
  await visit();
  await openSample(page);
  await open(page, "/me");
  const table = page.getByRole("table", { name: "Personal access tokens" });
  await button(page, "Create").click();
  const year = new Date();
  year.setFullYear(year.getFullYear() + 1);
  assert.equal(Number((await field(page.getByRole("dialog"), "Expires").inputValue()).slice(0, 4)), year.getFullYear(), "a year unless another day is chosen (PAT-2)");
  await field(page, "Token name").fill("Build machine");
  await field(page.getByRole("dialog"), "Expires").fill("2020-01-01");
  await button(page, "Create token").click();
  await page.getByText(/^That day is over/).waitFor();
  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await field(page.getByRole("dialog"), "Expires").fill(soon);
  await button(page, "Create token").click();
  const secret = await page.getByLabel("Token", { exact: true }).innerText();
  assert.match(secret, /^swpat_[A-Z2-7]{52}$/);
  await button(page, "Done").click();
  await table.getByRole("cell", { name: "Build machine", exact: true }).waitFor();
  await table.getByText("Ends soon").waitFor();
  assert.equal(await page.getByText(secret).count(), 0);
  await sealed(page);

  const checked = async (text, answer) => {
    await button(page, "Check a token").click();
    await field(page, "Token to check").fill(text);
    await button(page, "Check").click();
    await page.getByText(answer).waitFor();
    await button(page, "Close").last().click();
  };
  await checked(secret, /^This is the live token Build machine\. It stands for .* in (\d+ spaces|one space), until /);
  const other = secret[6] === "A" ? "B" : "A";
  await checked(`swpat_${other}${secret.slice(7)}`, /^No token of this vault has that secret/);
  await checked("hunter2", /^That is not a token of Spaceward/);

  await table.getByRole("button", { name: "Delete Build machine" }).click();
  await button(page, "Delete the token").click();
  await heading(page, "No tokens yet").or(page.getByText("No tokens yet")).first().waitFor();
  await checked(secret, /^No token of this vault has that secret/);
  await sealed(page);
  await browser.close();
  assert.deepEqual(find(browser.profile, [secret, secret.slice(6)]), [], "the secret is nowhere on the disk");
  await browser.relaunch();
});
