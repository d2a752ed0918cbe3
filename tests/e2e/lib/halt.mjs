// Stops a page for good in the middle of its writes: at the given setItem it asks the server for something that never comes,
// and waits for it, as a script that is killed would. Whoever learns of it kills the browser: the page is between two writes.

/** The path that the page asks for, and a promise of the moment it does; `server` is for `serve`'s options. */
export function halting() {
  let asked;
  const held = [];
  const halt = {
    server: { extra: { "/halted": (_, response) => { held.push(response); asked(); } } },
    /** Settles when the page stands. */
    halted: () => new Promise((done) => { asked = done; }),
    /** To be given to a context before any page of it. */
    async into(context) {
      await context.addInitScript(() => {
        const set = Storage.prototype.setItem;
        let left = Number.POSITIVE_INFINITY;
        globalThis.writes = 0;
        /** Lets so many writes through, then stands. */
        globalThis.haltAfter = (writes) => { left = writes; };
        Storage.prototype.setItem = function (name, value) {
          if (left === 0) {
            const request = new XMLHttpRequest();
            request.open("GET", "/halted", false);
            request.send();
          }
          left -= 1;
          globalThis.writes += 1;
          return set.call(this, name, value);
        };
      });
    },
  };
  asked = () => {};
  return halt;
}
