//! The page's entry: in a window it mounts the console, in a worker it serves key derivation.

fn main() {
    #[cfg(target_arch = "wasm32")]
    spaceward::start();
}
