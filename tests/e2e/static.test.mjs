// The release as a folder of files: any path, any static host, every kind of address.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { violations } from "./lib/axe.mjs";
import { stands, test } from "./lib/runner.mjs";
import { ROOT } from "./lib/tools.mjs";

for (const [where, under] of [["the root", ""], ["a sub-path", "/sub/path"]]) {
  test(`loads under ${where}`, { server: { under } }, async ({ page, visit, url }) => {
    await visit();
    assert.equal(new URL(page.url()).pathname, new URL(url).pathname);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
  });

  test(`an address behind the hash survives a reload under ${where}`, { server: { under } }, async ({ page, visit, url }) => {
    await visit("#/signup");
    await page.reload();
    await stands(page);
    assert.equal(page.url(), `${url}#/signup`);
  });

  for (const fallback of ["404.html", "index.html"]) {
    test(`an address without the hash is brought behind it by ${fallback} under ${where}`, { server: { under, fallback } }, async ({ page, browser, url }) => {
      browser.allow(/status of 404/); // the host says so of the address itself, as it should
      for (const [asked, reached] of [["signup", "#/signup"], ["spaces/new?a=b", "#/spaces/new?a=b"]]) {
        const before = browser.requests.length;
        await page.goto(`${url}${asked}`);
        await page.waitForURL(`${url}${reached}`);
        await stands(page);
        const lost = browser.requests.slice(before).map((request) => request.url).filter((at) => at.includes("/spaces/") && !at.includes("#") && !at.endsWith(asked));
        assert.deepEqual(lost, [], "nothing is asked for beside the wrong address");
      }
    });
  }
}

test("index.html named in the address is the folder itself", async ({ page, visit, url }) => {
  await visit("index.html#/signup");
  assert.ok([`${url}index.html#/signup`, `${url}#/signup`].includes(page.url()), page.url());
});

test("a folder with the name of a page is still a folder", { server: { under: "/sample" } }, async ({ page, visit, url }) => {
  await visit();
  assert.ok(page.url().startsWith(url), page.url());
});

test("the first paint needs no wasm", async ({ page, url }) => {
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route("**/*.wasm", async (route) => { await held; await route.continue(); });
  await page.goto(url, { waitUntil: "commit" });
  await page.getByRole("heading", { name: "Spaceward" }).waitFor();
  await page.getByRole("status").getByText("Opening…").waitFor();
  const painted = await page.evaluate(() => new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().length)).observe({ type: "paint", buffered: true });
  }));
  assert.ok(painted > 0, "the browser has painted");
  assert.deepEqual(await violations(page), [], "and what it painted is accessible");
  release();
  await stands(page);
});

for (const [what, pattern] of [["the wasm", "**/*.wasm"], ["the script beside it", "**/spaceward-*.js"], ["the starting script", "**/boot-*.js"]]) {
  test(`a browser that cannot load ${what} says so and what to do`, async ({ page, browser, url }) => {
    browser.allow(/could not start/, /Failed to load resource/);
    await page.route(pattern, (route) => route.abort());
    await page.goto(url);
    const said = page.getByRole("alert");
    await said.waitFor();
    assert.match(await said.innerText(), /did not arrive|blocked/);
    assert.match(await said.innerText(), /Reload the page/);
    assert.ok(await page.getByText("Opening…").isHidden());
    assert.deepEqual(await violations(page), []);
  });
}

for (const [what, pattern] of [["wasm", /_bg\.wasm$/], ["script", /spaceward-[^/]*\.js$/]]) {
  test(`an altered ${what} is not run`, async ({ page, browser, url }) => {
    browser.allow(/could not start/, /Failed to load resource/, /integrity/i, /digest/i, /Failed to fetch/);
    await page.route(pattern, async (route) => {
      const response = await route.fetch();
      const body = Buffer.from(await response.body());
      // Still a valid file of its kind: only the hash can tell.
      const altered = what === "wasm" ? Buffer.concat([body, Buffer.from([0, 2, 1, 0x78])]) : Buffer.concat([body, Buffer.from("\nglobalThis.altered = true;")]);
      await route.fulfill({ response, body: altered });
    });
    await page.goto(url);
    await page.getByRole("alert").waitFor();
    assert.equal(await page.evaluate(() => globalThis.altered), undefined);
  });
}

for (const headers of [false, true]) {
  test(`the worker starts the same wasm ${headers ? "with" : "without"} the host's headers`, { server: { headers, under: "/sub" } }, async ({ page, visit }) => {
    const response = await visit();
    assert.equal(/frame-ancestors 'none'/.test(response.headers()["content-security-policy"] ?? ""), headers);
    const said = await page.evaluate(() => new Promise((done) => {
      const wasm = document.querySelector('link[rel=preload][type="application/wasm"]');
      const worker = new Worker("worker.js", { type: "module" });
      worker.onmessage = ({ data }) => { worker.terminate(); done(data); };
      worker.onerror = ({ message }) => done(message || "not loaded");
      worker.postMessage({ glue: document.querySelector("link[rel=modulepreload]").href, wasm: wasm.href, integrity: wasm.integrity });
    }));
    assert.equal(said, "ready");
  });
}

test("every file that is loaded carries its hash in the page", async ({ browser, visit, url }) => {
  await visit();
  const page = readFileSync(join(ROOT, "dist/index.html"), "utf8");
  const loaded = browser.requests.map((request) => request.url).filter((at) => at.startsWith(url) && at !== url);
  assert.ok(loaded.length >= 4, `${loaded}`);
  for (const at of loaded) {
    const name = at.slice(url.length).split("?")[0];
    if (name === "worker.js" || name.endsWith(".svg")) continue; // neither a module of the page nor a script
    const tag = page.split("<").find((part) => part.includes(name));
    assert.match(tag ?? "", /integrity="sha384-/, `${name} has an integrity attribute`);
  }
});

test("nothing is asked of any host after the load", async ({ page, browser, visit }) => {
  await visit();
  await page.waitForLoadState("networkidle");
  const before = browser.requests.length;
  for (const address of ["#/signup", "#/import", "#/", "#/sample"]) {
    await page.evaluate((hash) => { location.hash = hash; }, address);
    await page.waitForURL((at) => at.hash === address);
  }
  await page.waitForLoadState("networkidle");
  assert.deepEqual(browser.requests.slice(before).map((request) => request.url), []);
});
