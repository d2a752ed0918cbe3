// Starts the console: one Trusted Types policy, then the wasm with its integrity checked.
//
// Trunk writes the hashed names of the two files, with their hashes, as preload links into the page; they are read from
// there, so that nothing has to be written into this file by a build step. src/session/worker.rs reads the same two links
// and hands their addresses to src/worker.js.

// Leptos builds its templates through innerHTML, so one `default` policy must exist. It lets markup pass that cannot
// run anything, and one worker script: our own. Everything else throws at the place that tried.
const RUNS = /<\s*\/?\s*(?:script|iframe|frame|object|embed|base|meta|link|portal)\b|[\s/"']on\w+\s*=|(?:javascript|vbscript)\s*:|\bsrcdoc\s*=/i;
const WORKER = new URL("worker.js", document.baseURI).href;
globalThis.trustedTypes?.createPolicy("default", {
  createHTML: (markup) => (RUNS.test(markup) ? null : markup),
  createScriptURL: (url) => (new URL(url, document.baseURI).href === WORKER ? url : null),
});

/** A sentence for the person, by what went wrong. */
const why = (error) => {
  if (typeof WebAssembly !== "object") return "This browser has WebAssembly turned off.";
  if (error instanceof WebAssembly.CompileError) return "This browser cannot read the console's WebAssembly, or a policy forbids it.";
  if (error instanceof WebAssembly.RuntimeError) return "The console stopped while it was starting.";
  return undefined; // the page's own sentence: a file did not arrive, or was blocked
};

try {
  const glue = document.querySelector("link[rel=modulepreload]");
  const wasm = document.querySelector('link[rel=preload][type="application/wasm"]');
  // Asked for with the hash, so that altered bytes never reach the compiler; the glue's hash is checked by its
  // modulepreload, whose entry in the module map this import takes.
  const bytes = fetch(wasm.href, { integrity: wasm.integrity, credentials: "same-origin" });
  bytes.catch(() => {}); // reported below, where it is awaited
  const { default: init } = await import(glue.href);
  const response = await bytes;
  if (!response.ok) throw new Error(`status ${response.status}`);
  await init({ module_or_path: response });
  document.getElementById("boot")?.remove(); // the console has mounted beside it
} catch (error) {
  console.error("the console could not start:", error);
  dispatchEvent(new CustomEvent("spaceward-boot-failed", { detail: why(error) }));
}
