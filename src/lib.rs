//! Spaceward: a local-first admin console for software-delivery spaces.
//!
//! Five layers, each knowing only the ones below it: `pages` over `components` over `session` over [`vault`] over
//! [`domain`], with [`formats`] beside the domain. The last three know no browser and no Leptos; they compile and test
//! natively. ARCHITECTURE.md says why.

pub mod domain;
pub mod formats;
#[cfg(any(test, feature = "fuzz"))]
#[doc(hidden)]
pub mod fuzz;
pub mod routes;
pub mod vault;

#[cfg(all(target_arch = "wasm32", feature = "bench"))]
pub mod bench;
#[cfg(target_arch = "wasm32")]
pub mod components;
// The measuring page mounts no console.
#[cfg(all(target_arch = "wasm32", not(feature = "bench")))]
pub mod pages;
#[cfg(target_arch = "wasm32")]
pub mod session;
#[cfg(all(target_arch = "wasm32", not(feature = "bench")))]
mod start;

#[cfg(all(target_arch = "wasm32", not(feature = "bench")))]
pub use start::start;
