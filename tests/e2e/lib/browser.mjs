// One Chromium on one profile folder, watched: whatever goes wrong in any of its pages is kept and fails the test.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHROMIUM, playwright } from "./tools.mjs";

/** No talk of its own, no prompts, and a sandbox only where there is a user to sandbox. */
export const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-quic",
  "--no-first-run", "--disable-sync", "--disable-default-apps", "--no-default-browser-check", "--disable-dev-shm-usage",
];

/** The processes of the browser that runs on this profile, and no others: their command line names the folder. */
function processesOf(profile) {
  const rows = execFileSync("ps", ["-axo", "pid=,command="], { encoding: "utf8", maxBuffer: 64 << 20 }).split("\n");
  return rows.filter((row) => row.includes(`--user-data-dir=${profile}`)).map((row) => Number.parseInt(row, 10));
}

export class Browser {
  /** A browser on a new profile in a temporary folder. */
  static async launch(options = {}) {
    const browser = new Browser(mkdtempSync(join(tmpdir(), "spaceward-profile-")), options);
    await browser.start();
    return browser;
  }

  constructor(profile, options) {
    this.profile = profile;
    this.options = options;
    /** Sentences about what went wrong: console errors, page errors, violations of the policy, foreign requests. */
    this.faults = [];
    /** Every request: { url, method, page }. */
    this.requests = [];
    /** Patterns of faults that the test provokes on purpose. */
    this.allowed = [];
    this.origins = new Set();
  }

  async start() {
    this.context = await playwright.chromium.launchPersistentContext(this.profile, {
      executablePath: CHROMIUM,
      headless: true,
      args: ARGS,
      viewport: { width: 1440, height: 900 },
      acceptDownloads: true,
      ...this.options,
    });
    this.context.setDefaultTimeout(20_000);
    await this.context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) =>
        console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
    });
    this.context.on("request", (request) => {
      const url = request.url();
      this.requests.push({ url, method: request.method() });
      if (/^(https?|wss?):/.test(url) && !this.origins.has(new URL(url).origin)) this.faults.push(`request to a foreign origin: ${url}`);
    });
    const watch = (page) => {
      page.on("console", (message) => {
        if (message.type() === "error") this.faults.push(`console: ${message.text()} (${message.location().url})`);
      });
      page.on("pageerror", (error) => this.faults.push(`page error: ${error.message}`));
      page.on("crash", () => this.faults.push("the page crashed"));
    };
    for (const page of this.context.pages()) watch(page);
    this.context.on("page", watch);
    this.context.on("serviceworker", (worker) => this.faults.push(`a service worker appeared: ${worker.url()}`));
    this.first = this.context.pages()[0];
  }

  /** Lets pages talk to this origin; every other one is a fault. */
  trust(origin) {
    this.origins.add(origin);
  }

  /** A fault that the test brings about on purpose. */
  allow(...patterns) {
    this.allowed.push(...patterns);
  }

  /** The page of a new tab, or the empty first one. */
  async tab() {
    const first = this.first;
    this.first = undefined;
    return first ?? (await this.context.newPage());
  }

  /** The faults that the test did not ask for. */
  unexpected() {
    return this.faults.filter((fault) => !this.allowed.some((pattern) => pattern.test(fault)));
  }

  /** Ends it as a person does; the profile stays. */
  async close() {
    await this.context?.close().catch(() => {});
    this.context = undefined;
  }

  /** Ends every process of it at once, as a crash or a power cut does; the profile stays as it was on the disk. */
  async kill() {
    const gone = new Promise((done) => this.context.once("close", done));
    for (let left = processesOf(this.profile); left.length > 0; left = processesOf(this.profile)) {
      for (const pid of left) {
        try {
          process.kill(pid, "SIGKILL");
        } catch (error) {
          if (error.code !== "ESRCH") throw error; // it went by itself in between
        }
      }
    }
    await gone;
    this.context = undefined;
    // What the dead browser could not take away itself.
    for (const lock of ["SingletonLock", "SingletonCookie", "SingletonSocket"]) rmSync(join(this.profile, lock), { force: true });
  }

  /** The same profile in a new browser. */
  async relaunch() {
    if (this.context) await this.close();
    await this.start();
  }

  /** Ends it and removes the profile. */
  async dispose() {
    await this.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
