//! The page's entry: in a window it mounts the console, in a worker it serves key derivation.

fn main() {
    #[cfg(all(target_arch = "wasm32", not(feature = "bench")))]
    spaceward::start();
    // The measuring page mounts no console; naming its functions keeps them in the module.
    #[cfg(all(target_arch = "wasm32", feature = "bench"))]
    let _ = (spaceward::bench::bench, spaceward::bench::bench_stores);
}
