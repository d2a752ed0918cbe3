// Many issues through the console's own dialog, typed and sent by a script in the page as fast as they are acknowledged.
import { button, field } from "./steps.mjs";

/** Opens the dialog so that it stays open: every issue is acknowledged by an emptied title. */
export async function openDialog(page) {
  await button(page, "Create issue").first().click();
  await page.getByRole("dialog").getByRole("checkbox", { name: "Create another" }).check();
  await field(page.getByRole("dialog"), "Title").waitFor();
}

/**
 * Creates the issues `prefix from` to `prefix to`, without the last. `acknowledged`, the name of a binding of the context,
 * is told each title once the console has taken it. Ends with how many, or with the sentence of a refusal.
 */
export async function createMany(page, prefix, from, to, acknowledged = "") {
  return page.evaluate(
    async ([prefix, from, to, acknowledged]) => {
      const input = document.querySelector("dialog[open] form input");
      const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
      const turn = () => new Promise((done) => setTimeout(done, 0));
      for (let at = from; at < to; at += 1) {
        const title = `${prefix} ${at}`;
        put.call(input, title);
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await turn();
        input.form.requestSubmit();
        while (input.value !== "") {
          const refusal = input.form.querySelector('[role="alert"]');
          if (refusal) return refusal.textContent;
          await turn();
        }
        if (acknowledged) await globalThis[acknowledged](title);
      }
      return to - from;
    },
    [prefix, from, to, acknowledged],
  );
}

/** The whole project as JSON, as the console exports it, by number. */
export async function exported(page) {
  const download = page.waitForEvent("download");
  await button(page, "Export").click();
  await page.getByRole("menuitem", { name: /^JSON\b(?! of)/ }).click();
  const stream = await (await download).createReadStream();
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  const list = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  return list.sort((one, other) => one.number - other.number);
}
