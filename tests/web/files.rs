use crate::page::Staged;
use js_sys::{Array, Uint8Array};
use spaceward::session::browser::files::{Chosen, FileFault, file_name, offer};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;

fn file(bytes: &[u8]) -> Chosen {
    let parts = Array::of1(Uint8Array::from(bytes).as_ref());
    File::new_with_u8_array_sequence(&parts, "issues.csv").unwrap().into()
}

#[wasm_bindgen_test]
async fn a_file_comes_whole_through_its_slices() {
    let bytes: Vec<u8> = (0..2_500_000_u32).map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect();
    let chosen = file(&bytes);
    assert_eq!((chosen.name().as_str(), chosen.size()), ("issues.csv", 2_500_000));
    let steps = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&steps);
    let read = chosen.read(3_000_000, move |so_far| seen.borrow_mut().push(so_far)).await.unwrap();
    assert!(read == bytes);
    assert_eq!(*steps.borrow(), [1 << 20, 2 << 20, 2_500_000]);
    assert_eq!(chosen.slice(10, 14).await.unwrap(), bytes[10..14]);
}

#[wasm_bindgen_test]
async fn a_file_beyond_the_limit_is_not_read_at_all() {
    let refused = file(&[0; 11]).read(10, |_| panic!("nothing may be read")).await;
    assert_eq!(refused, Err(FileFault::TooLarge { size: 11, limit: 10 }));
    assert_eq!(file(&[]).read(0, |_| {}).await, Ok(vec![]));
}

#[wasm_bindgen_test]
async fn a_download_holds_the_bytes_under_a_safe_name() {
    let staged = Staged::new(
        "{ const real = HTMLAnchorElement.prototype.click;
           HTMLAnchorElement.prototype.click = function () { window.offered = [this.download, fetch(this.href).then((r) => r.arrayBuffer())]; };
           () => { HTMLAnchorElement.prototype.click = real; } }",
    );
    offer("../team / a:b\u{0}.csv", "text/csv", &[0, 255, 13, 10]).unwrap();
    drop(staged);
    let offered: Array = js_sys::eval("window.offered").unwrap().dyn_into().unwrap();
    assert_eq!(offered.get(0).as_string().unwrap(), "-team - a-b-.csv");
    let bytes = JsFuture::from(offered.get(1).unchecked_into::<js_sys::Promise>()).await.unwrap();
    assert_eq!(Uint8Array::new(&bytes).to_vec(), [0, 255, 13, 10]);
}

#[wasm_bindgen_test]
fn a_file_name_is_never_empty_hidden_or_endless() {
    assert_eq!(file_name(" .. "), "spaceward");
    assert_eq!(file_name(".profile"), "profile");
    assert_eq!(file_name(&"ä".repeat(500)).chars().count(), 120);
}
