use js_sys::Array;
use spaceward::{
    session::browser::worker::{Assets, Derived, Place, derive_with},
    vault::{Fault, Parameters, Passphrase, WrappingKey},
};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, BlobPropertyBag, Url};

/// What the same code derives natively; tests of the vault hold that against the reference implementation.
const EXPECTED: &str = "f08c6e9d938f2bad76be315130974992406dd2abc3479fc5220d68a1ae4f193f";

const SALT: &[u8; 16] = b"somesaltsomesalt";
const PARAMETERS: Parameters = Parameters { memory_kib: 64 << 10, passes: 2, lanes: 1 };

async fn derive(assets: Option<Assets>, parameters: Parameters) -> Result<Derived, Fault> {
    derive_with(assets, &Passphrase::new("pässword".to_owned()), SALT, parameters).await
}

fn hex(key: &WrappingKey) -> String {
    use std::fmt::Write as _;
    key.expose_bytes().iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// The worker's file from memory: the runner serves only this test's own wasm, under names of its own.
struct Served(String);

fn served() -> Served {
    let source = Array::of1(&include_str!("../../src/worker.js").into());
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&source, &options).unwrap();
    Served(Url::create_object_url_with_blob(&blob).unwrap())
}

impl Served {
    fn assets(&self) -> Assets {
        let loaded = |ending: &str| {
            let names = "performance.getEntriesByType('resource').map((entry) => entry.name)";
            js_sys::eval(&format!("{names}.find((name) => name.endsWith('{ending}'))")).unwrap().as_string().unwrap()
        };
        Assets {
            worker: self.0.clone(),
            glue: loaded("/wasm-bindgen-test"),
            wasm: loaded("_bg.wasm"),
            integrity: String::new(),
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        Url::revoke_object_url(&self.0).unwrap();
    }
}

#[wasm_bindgen_test]
async fn vlt_3_a_worker_derives_the_native_key_beside_the_page() {
    let served = served();
    let derived = derive(Some(served.assets()), PARAMETERS).await.unwrap();
    assert_eq!(derived.place, Place::Worker);
    assert_eq!(hex(&derived.key), EXPECTED);
}

#[wasm_bindgen_test]
async fn vlt_3_the_page_derives_the_native_key_where_there_is_no_worker() {
    let derived = derive(None, PARAMETERS).await.unwrap();
    assert_eq!(derived.place, Place::Page);
    assert_eq!(hex(&derived.key), EXPECTED);
}

#[wasm_bindgen_test]
async fn vlt_3_a_worker_that_does_not_start_is_replaced_by_the_page() {
    let nowhere = || "data:text/javascript,throw%201".to_owned();
    let assets = Assets { worker: nowhere(), glue: nowhere(), wasm: nowhere(), integrity: String::new() };
    let derived = derive(Some(assets), PARAMETERS).await.unwrap();
    assert_eq!(derived.place, Place::Page);
    assert_eq!(hex(&derived.key), EXPECTED);
}

#[wasm_bindgen_test]
async fn vlt_3_parameters_below_the_floor_are_refused_here_and_in_a_worker() {
    let weak = Parameters { memory_kib: 1024, ..PARAMETERS };
    let served = served();
    assert_eq!(derive(None, weak).await.unwrap_err(), Fault::Parameters);
    assert_eq!(derive(Some(served.assets()), weak).await.unwrap_err(), Fault::Parameters);
}
