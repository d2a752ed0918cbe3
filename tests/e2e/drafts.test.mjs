// Half-filled forms survive a lock, a reload and a killed browser, sealed, and are offered again (VLT-14, VLT-1, VLT-9).
import assert from "node:assert/strict";
import { find } from "./lib/disk.mjs";
import { SAMPLE_PASSPHRASE, addresses, open, openSample } from "./lib/pages.mjs";
import { test } from "./lib/runner.mjs";
import { button, field, sealed, sees, unlock } from "./lib/steps.mjs";

const TITLE = "Quernstone wobbles";
const WORDS = "The brindled heron sat on it";

/** The line of the form says that its draft is on storage that outlives a killed browser. */
const kept = (page) => page.locator('form [data-draft="kept"]').first().waitFor();
const found = (page) => page.getByText(/^Your draft from .* was kept\./).first().waitFor();
const lock = async (page) => {
  await page.getByRole("button", { name: /Lock now$/ }).click();
  await sees(page, "Unlock");
};
const board = async (page) => {
  const { board } = await addresses(page);
  await open(page, board);
  return board;
};

async function begin(page) {
  await button(page, "Create issue").first().click();
  await field(page, "Title").fill(TITLE);
  await page.getByRole("textbox", { name: /^Description/ }).fill(WORDS);
  await page.getByRole("combobox", { name: "Priority" }).last().selectOption({ label: "High" });
}

async function offered(page) {
  await page.getByText(/^The issue you began at .* is kept\./).waitFor();
  await button(page, "Continue").click();
  await found(page);
  assert.equal(await field(page, "Title").inputValue(), TITLE);
  assert.equal(await page.getByRole("textbox", { name: /^Description/ }).inputValue(), WORDS);
  assert.equal(await page.getByRole("combobox", { name: "Priority" }).last().evaluate((select) => select.selectedOptions[0].text), "High");
}

/** Names of everything in localStorage. */
const names = (page) => page.evaluate(() => Object.keys(localStorage).sort());

test("vlt_14 a half-filled issue survives a lock, a reload and a killed browser, and goes when it is sent", { minutes: 4 }, async ({ page, browser, visit, url }) => {
  await visit();
  await openSample(page);
  const address = await board(page);
  const before = (await names(page)).length;
  await begin(page);
  await kept(page);
  assert.equal((await names(page)).length, before + 1, "it lies under one opaque name");
  await button(page, "Close").last().click();

  await lock(page);
  assert.equal(await page.getByText(TITLE).count(), 0);
  await unlock(page, SAMPLE_PASSPHRASE);
  await offered(page);

  await page.reload();
  await unlock(page, SAMPLE_PASSPHRASE);
  await offered(page);

  await browser.kill();
  assert.deepEqual(find(browser.profile, [TITLE, WORDS, "Quernstone", "brindled heron"]), [], "VLT-1: no word of the draft lies readable on the disk");
  await browser.relaunch();
  let again = await browser.tab();
  await again.goto(`${url}#${address}`);
  await unlock(again, SAMPLE_PASSPHRASE);
  await offered(again);

  const held = await names(again);
  await button(again, "Create issue").last().click();
  await again.getByText(/^Created #\d+\./).waitFor();
  await sealed(again);
  await again.waitForFunction((count) => Object.keys(localStorage).length <= count, held.length);
  assert.equal(await again.getByText(/^The issue you began/).count(), 0);

  // Killed at once: localStorage comes back from before, with the draft in it.
  await browser.kill();
  assert.deepEqual(find(browser.profile, [TITLE, WORDS]), []);
  await browser.relaunch();
  again = await browser.tab();
  await again.goto(`${url}#${address}`);
  await unlock(again, SAMPLE_PASSPHRASE);
  await again.getByText(TITLE).first().waitFor();
  assert.equal(await again.getByText(/^The issue you began/).count(), 0, "what was sent is not offered again");
  await button(again, "Create issue").first().click();
  assert.equal(await field(again, "Title").inputValue(), "");
});

test("vlt_14 typing is put away before the vault locks, and Discard and Cancel are meant", { minutes: 2 }, async ({ page, visit }) => {
  await visit();
  await openSample(page);
  const { issue } = await addresses(page);
  await open(page, issue);
  const comment = page.getByRole("textbox", { name: "Comment" }).last();
  await comment.fill("half a thought");
  // At once: the half second after the last key has not passed.
  await lock(page);
  await unlock(page, SAMPLE_PASSPHRASE);
  await found(page);
  assert.equal(await comment.inputValue(), "half a thought");
  await button(page, "Discard").first().click();
  assert.equal(await comment.inputValue(), "");
  await lock(page);
  await unlock(page, SAMPLE_PASSPHRASE);
  await comment.waitFor();
  assert.equal(await comment.inputValue(), "");

  // An editor that was open is open again.
  await button(page, "Edit the description").click();
  const description = page.getByRole("textbox", { name: "Description" });
  const text = await description.inputValue();
  await description.fill(`${text} and more`);
  await page.reload();
  await unlock(page, SAMPLE_PASSPHRASE);
  await found(page);
  assert.equal(await description.inputValue(), `${text} and more`);
  await button(page, "Cancel").first().click();
  await page.getByText("What you typed was discarded.").waitFor();
  await button(page, "Undo").click();
  await description.waitFor();
  assert.equal(await description.inputValue(), `${text} and more`);
  await button(page, "Save").first().click();
  await description.waitFor({ state: "detached" });
  await page.reload();
  await unlock(page, SAMPLE_PASSPHRASE);
  await page.getByText("and more").first().waitFor();
  assert.equal(await page.getByText(/^Your draft from/).count(), 0);
});

test("vlt_14 a draft typed in a tab that follows outlives that tab and the one that writes", { minutes: 2 }, async ({ page, browser, visit, url }) => {
  await visit();
  await openSample(page);
  const { issue } = await addresses(page);
  const second = await browser.tab();
  await visit(`#${issue}`, second);
  await unlock(second, SAMPLE_PASSPHRASE);
  await second.getByRole("textbox", { name: "Comment" }).last().fill("typed beside the writer");
  await kept(second);
  await browser.kill();
  await browser.relaunch();
  const again = await browser.tab();
  await again.goto(`${url}#${issue}`);
  await unlock(again, SAMPLE_PASSPHRASE);
  await found(again);
  assert.equal(await again.getByRole("textbox", { name: "Comment" }).last().inputValue(), "typed beside the writer");
});

test("vlt_1 the browser itself keeps nothing of what is typed, to fill it in again or to restore its tabs", { minutes: 2 }, async ({ page, browser, visit, url }) => {
  await visit();
  await button(page, "Create a vault").click();
  await field(page, "Your email address").fill("umberfinch@harbour.example");
  // Leaving the field's page makes the browser write down what its fields hold.
  await page.goto("about:blank");
  await page.goto(`${url}#/sample`);
  await field(page, "Passphrase").fill("sorrel gable nine");
  await button(page, "Show what is typed").first().click();
  await page.goto("about:blank");
  await page.goto(url);
  await openSample(page);
  const { issue, me } = await addresses(page);
  await open(page, me);
  await field(page, "Nickname").or(field(page, "Nickname optional")).first().fill("Thistledown");
  await page.goto("about:blank");
  await page.goto(`${url}#${issue}`);
  await unlock(page, SAMPLE_PASSPHRASE);
  await page.getByRole("textbox", { name: "Comment" }).last().fill("a wandering ptarmigan");
  await kept(page);
  await page.goto("about:blank");
  await browser.close();
  assert.deepEqual(find(browser.profile, ["umberfinch", "sorrel gable", "Thistledown", "ptarmigan"]), []);
});
