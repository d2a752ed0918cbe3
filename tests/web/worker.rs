use spaceward::session::browser::worker::{Assets, Job, Place, derive_with};
use wasm_bindgen_test::wasm_bindgen_test;
use zeroize::Zeroizing;

/// The reference implementation's own test: Argon2id 1.3, 2 passes over 64 MiB, one lane, "password" and "somesalt".
const EXPECTED: &str = "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7";

fn job() -> Job {
    Job {
        passphrase: Zeroizing::new(b"password".to_vec()),
        salt: b"somesalt".to_vec(),
        memory: 64 << 10,
        passes: 2,
        lanes: 1,
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

#[wasm_bindgen_test]
async fn vlt_3_the_page_derives_the_reference_key_where_there_is_no_worker() {
    let derived = derive_with(None, job()).await.unwrap();
    assert_eq!(derived.place, Place::Page);
    assert_eq!(hex(derived.key.as_slice()), EXPECTED);
}

#[wasm_bindgen_test]
async fn vlt_3_a_worker_that_does_not_start_is_replaced_by_the_page() {
    let nowhere = || "data:text/javascript,throw%201".to_owned();
    let assets = Assets { worker: nowhere(), glue: nowhere(), wasm: nowhere(), integrity: String::new() };
    let derived = derive_with(Some(assets), job()).await.unwrap();
    assert_eq!(derived.place, Place::Page);
    assert_eq!(hex(derived.key.as_slice()), EXPECTED);
}

#[wasm_bindgen_test]
async fn vlt_3_unusable_parameters_are_a_value() {
    assert!(derive_with(None, Job { memory: 1, ..job() }).await.is_err());
    assert!(derive_with(None, Job { salt: vec![], ..job() }).await.is_err());
}

#[wasm_bindgen_test]
fn a_job_comes_back_from_its_bytes_and_nothing_else_does() {
    let bytes = job().encode();
    let back = Job::decode(&bytes).unwrap();
    assert_eq!((back.memory, back.passes, back.lanes), (64 << 10, 2, 1));
    assert_eq!((back.salt.as_slice(), back.passphrase.as_slice()), (&b"somesalt"[..], &b"password"[..]));
    assert!(Job::decode(&bytes[..20]).is_none());
    assert!(Job::decode(&[]).is_none());
}
