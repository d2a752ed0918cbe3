// The page's policy holds against what an attacker would try, once a string has slipped into the page.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "./lib/runner.mjs";
import { ROOT } from "./lib/tools.mjs";

test("the hash in the policy is that of the inline script in dist", { minutes: 1 }, async () => {
  const page = readFileSync(join(ROOT, "dist/index.html"), "utf8");
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, body]) => body);
  assert.equal(scripts.length, 1);
  const hash = createHash("sha256").update(scripts[0]).digest("base64");
  assert.ok(page.includes(`'sha256-${hash}'`), `sha256-${hash}`);
  assert.doesNotMatch(page, /\sstyle=|\son\w+=/);
  assert.equal(readFileSync(join(ROOT, "dist/404.html"), "utf8"), page);
});

test("no script that was not shipped runs", async ({ page, browser, visit }) => {
  browser.allow(/policy violated/, /Content Security Policy/i, /foreign origin: https:..example.com/, /TrustedHTML|TrustedScript/, /requires '?Trusted/);
  await visit();
  const outcome = await page.evaluate(async () => {
    await new Promise((done) => setTimeout(done)); // leave the debugger's own call, in which eval is let through
    const threw = (attempt) => { try { attempt(); return false; } catch { return true; } };
    const violation = (directive) => new Promise((done) => addEventListener("securitypolicyviolation", (event) => event.effectiveDirective === directive && done(true)));
    const box = document.body.appendChild(document.createElement("div"));
    const results = {};
    results.handler = threw(() => { box.innerHTML = '<img src="data:," onerror="globalThis.ran = 1">'; });
    results.slashed = threw(() => { box.innerHTML = '<svg/onload=globalThis.ran=1>'; });
    results.script = threw(() => { box.innerHTML = "<script>globalThis.ran = 1</script>"; });
    results.link = threw(() => { box.innerHTML = '<a href="javascript:globalThis.ran=1">x</a>'; });
    results.frame = threw(() => { box.innerHTML = '<iframe srcdoc="x"></iframe>'; });
    results.eval = threw(() => (0, eval)("globalThis.ran = 1"));
    results.worker = threw(() => new Worker("data:text/javascript,0"));
    results.policy = threw(() => trustedTypes.createPolicy("another", {}));
    results.harmless = !threw(() => { box.innerHTML = "<p class='x'>text</p>"; }) && box.firstChild.localName === "p";
    results.foreign = threw(() => { document.createElement("script").src = "https://example.com/x.js"; });
    results.inline = threw(() => { document.createElement("script").textContent = "globalThis.ran = 1"; });
    results.attribute = threw(() => new Image().setAttribute("onerror", "globalThis.ran = 1"));
    const fetched = violation("connect-src"), styled = violation("style-src-attr"), shown = violation("img-src");
    fetch("https://example.com/").catch(() => {});
    box.setAttribute("style", "color: red");
    new Image().src = "https://example.com/x.png";
    results.fetch = await fetched;
    results.style = await styled;
    results.image = await shown;
    results.ran = globalThis.ran;
    box.remove();
    return results;
  });
  const { ran, ...stopped } = outcome;
  assert.equal(ran, undefined);
  for (const [what, held] of Object.entries(stopped)) assert.equal(held, true, what);
});
