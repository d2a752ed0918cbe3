//! Spaceward: a local-first admin console for software-delivery spaces.
//!
//! Five layers, each knowing only the ones below it: `pages` over `components` over `session` over [`vault`] over
//! [`domain`], with [`formats`] beside the domain. The last three know no browser and no Leptos; they compile and test
//! natively. ARCHITECTURE.md says why.

pub mod domain;
pub mod formats;
pub mod routes;
pub mod vault;

#[cfg(all(target_arch = "wasm32", feature = "bench"))]
pub mod bench;
#[cfg(target_arch = "wasm32")]
pub mod components;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
pub mod session;
#[cfg(target_arch = "wasm32")]
mod start;

#[cfg(target_arch = "wasm32")]
pub use start::start;
