//! The page's entry: in a window it mounts the console, in a worker it serves key derivation.

fn main() {
    #[cfg(all(target_arch = "wasm32", not(feature = "bench")))]
    spaceward::start();
    // The measuring page mounts no console; naming its functions keeps them in the module.
    #[cfg(all(target_arch = "wasm32", feature = "bench"))]
    let _ = {
        use spaceward::bench::{bench, bench_keep, bench_open, bench_stores};
        (bench, bench_stores, bench_keep, bench_open, spaceward::session::browser::worker::serve_worker)
    };
}
