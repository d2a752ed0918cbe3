// Offers the measurements to whoever drives the page.
const glue = document.querySelector("link[rel=modulepreload]").href;
const wasm = document.querySelector('link[rel=preload][type="application/wasm"]').href;
window.benchReady = import(glue).then(async (module) => {
  await module.default({ module_or_path: wasm });
  window.bench = module.bench;
  window.benchKeep = module.bench_keep;
  window.benchOpen = module.bench_open;
  window.benchStores = module.bench_stores();
});
