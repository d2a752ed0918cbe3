// The worker that carries long work (key derivation) beside the page.
//
// The contract with src/session/worker.rs, which makes it by `new Worker("worker.js", { type: "module" })`:
//   1. the page posts { glue, wasm }: the absolute addresses of wasm-bindgen's JavaScript and of the wasm, taken from
//      the page's link[rel=modulepreload] and link[rel=preload][type="application/wasm"] (optionally { integrity } too:
//      the wasm link's integrity attribute);
//   2. the worker starts the same module; main() runs here as well, and does nothing where there is no window;
//   3. it calls the exported serve_worker(), which puts its own onmessage in place of this one;
//   4. it posts "ready", or "failed" if any of this failed. Only after "ready" may work be posted.
//
// Its name carries no hash, so that the page knows it without asking; hosts serve it with `no-cache`.
self.onmessage = async ({ data: { glue, wasm, integrity } }) => {
  try {
    const module = await import(glue);
    await module.default({ module_or_path: fetch(wasm, { integrity, credentials: "same-origin" }) });
    module.serve_worker();
    self.postMessage("ready");
  } catch (error) {
    console.error("the worker could not start:", error);
    self.postMessage("failed");
  }
};
