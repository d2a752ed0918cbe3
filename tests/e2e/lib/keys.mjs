// Authenticators that exist only in the browser under test: WebAuthn with its PRF extension, without a hand to touch anything.

/** The console's address by the name of this computer: browsers make no passkeys for a number. */
export function named(browser, url) {
  const address = new URL(url);
  address.hostname = "localhost";
  browser.trust(address.origin);
  return address.href;
}

/** The authenticators of a tab. Only the one that was touched last answers. */
export class Authenticators {
  static async of(page) {
    const debug = await page.context().newCDPSession(page);
    await debug.send("WebAuthn.enable", { enableUI: false });
    return new Authenticators(debug);
  }

  constructor(debug) {
    this.debug = debug;
    this.all = [];
  }

  /** A new one, which answers from now on. */
  async add(options = {}) {
    const { authenticatorId } = await this.debug.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2", ctap2Version: "ctap2_1", transport: this.all.length === 0 ? "internal" : "usb", hasResidentKey: true,
        hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, hasPrf: true, ...options,
      },
    });
    this.all.push(authenticatorId);
    await this.touch(authenticatorId);
    return authenticatorId;
  }

  /** Lets this one answer and no other. */
  async touch(chosen) {
    for (const authenticatorId of this.all) await this.debug.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled: authenticatorId === chosen });
  }

  /** What it holds. */
  async credentials(authenticatorId) {
    return (await this.debug.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  }
}
