use crate::page::{Staged, fresh};
use spaceward::session::browser::wal::{Wal, WalFault};
use spaceward::vault::import::Spare;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn vlt_15_what_was_put_is_there_after_reopening() {
    let name = fresh("wal");
    let wal = Wal::open_named(&name).await.unwrap();
    // Beyond 2^53 two neighbours are one number to JavaScript, and text would sort 10 before 9.
    let numbers = [9, 10, 1 << 53, (1 << 53) + 1, u64::MAX];
    for number in numbers.iter().rev() {
        wal.put(*number, &number.to_le_bytes()).await.unwrap();
    }
    drop(wal);

    let wal = Wal::open_named(&name).await.unwrap();
    let expected: Vec<_> = numbers.iter().map(|number| (*number, number.to_le_bytes().to_vec())).collect();
    assert_eq!(wal.all().await.unwrap(), expected);
    wal.delete_database().await.unwrap();
}

#[wasm_bindgen_test]
async fn vlt_15_done_means_strictly_durable() {
    let wal = Wal::open_named(&fresh("strict")).await.unwrap();
    let staged = Staged::new(
        "{ const real = IDBDatabase.prototype.transaction; window.seen = [];
           IDBDatabase.prototype.transaction = function (...all) {
             const made = real.apply(this, all); window.seen.push(made.mode + ' ' + made.durability);
             made.addEventListener('complete', () => window.seen.push('complete')); return made; };
           () => { IDBDatabase.prototype.transaction = real; } }",
    );
    wal.put(1, b"sealed").await.unwrap();
    let seen = js_sys::eval("window.seen.join()").unwrap().as_string().unwrap();
    drop(staged);
    assert_eq!(seen, "readwrite strict,complete");
    wal.delete_database().await.unwrap();
}

#[wasm_bindgen_test]
async fn vlt_15_only_records_below_are_forgotten() {
    let wal = Wal::open_named(&fresh("forget")).await.unwrap();
    for number in 1..=5 {
        wal.put(number, &[0; 3]).await.unwrap();
    }
    wal.put(4, b"again").await.unwrap();

    wal.forget_below(4).await.unwrap();

    assert_eq!(wal.all().await.unwrap(), [(4, b"again".to_vec()), (5, vec![0; 3])]);
    wal.clear().await.unwrap();
    assert_eq!(wal.all().await.unwrap(), []);
    wal.delete_database().await.unwrap();
}

#[wasm_bindgen_test]
async fn a_log_deleted_by_another_tab_opens_itself_anew_and_empty() {
    let name = fresh("two");
    let (here, there) = (Wal::open_named(&name).await.unwrap(), Wal::open_named(&name).await.unwrap());
    here.put(1, b"old").await.unwrap();

    there.delete_database().await.unwrap();

    here.put(2, b"new").await.unwrap();
    assert_eq!(here.all().await.unwrap(), [(2, b"new".to_vec())]);
    here.delete_database().await.unwrap();
}

#[wasm_bindgen_test]
async fn a_browser_without_the_database_is_a_value() {
    for way in ["get() { throw new DOMException('', 'SecurityError'); }", "value: undefined"] {
        let _staged = Staged::new(&format!(
            "{{ const real = Object.getOwnPropertyDescriptor(window, 'indexedDB');
               Object.defineProperty(window, 'indexedDB', {{ configurable: true, {way} }});
               () => {{ Object.defineProperty(window, 'indexedDB', real); }} }}"
        ));
        assert!(matches!(Wal::open().await, Err(WalFault::Denied)));
    }
}

#[wasm_bindgen_test]
async fn vlt_14_copies_beside_the_log_and_its_records_leave_each_other_alone() {
    let wal = Wal::open_named(&fresh("asides")).await.unwrap();
    wal.put(1, b"record").await.unwrap();
    let copies = [(vec![7; 15], b"half".to_vec()), (vec![0; 15], b"other".to_vec())];
    wal.put_asides(&copies, &[]).await.unwrap();
    wal.put_asides(&[(vec![7; 15], b"half a form".to_vec())], &[vec![0; 15], vec![9; 15]]).await.unwrap();
    assert_eq!(wal.asides().await.unwrap(), [(vec![7; 15], b"half a form".to_vec())]);

    wal.forget_below(2).await.unwrap();
    assert_eq!((wal.all().await.unwrap().len(), wal.asides().await.unwrap().len()), (0, 1));
    wal.delete_database().await.unwrap();
}

#[wasm_bindgen_test]
async fn vlt_15_an_imported_vault_takes_the_place_of_all_that_was_logged() {
    let wal = Wal::open_named(&fresh("spare")).await.unwrap();
    wal.put(1, b"record").await.unwrap();
    wal.put_asides(&[(vec![7; 15], b"half".to_vec())], &[]).await.unwrap();
    let spare = |instance| Spare { instance, envelope: b"envelope".to_vec(), file: vec![8; 100_000] };
    wal.put_spare(&spare(5), u64::MAX, true).await.unwrap();
    assert_eq!(wal.all().await.unwrap(), [(u64::MAX, b"envelope".to_vec())]);
    assert_eq!(wal.asides().await.unwrap(), []);
    assert_eq!(wal.spare().await.unwrap(), Some((5, vec![8; 100_000])));
    wal.forget_spare(4).await.unwrap();
    assert!(wal.spare().await.unwrap().is_some(), "that was another one");
    // Tried again later, it leaves what was logged meanwhile.
    wal.put(2, b"record").await.unwrap();
    wal.put_spare(&spare(5), u64::MAX, false).await.unwrap();
    assert_eq!(wal.all().await.unwrap().len(), 2);
    wal.forget_spare(5).await.unwrap();
    assert_eq!((wal.spare().await.unwrap(), wal.all().await.unwrap().len()), (None, 2));
    wal.put_spare(&spare(6), u64::MAX, true).await.unwrap();
    wal.clear().await.unwrap();
    assert_eq!((wal.spare().await.unwrap(), wal.all().await.unwrap().len()), (None, 0));
    wal.delete_database().await.unwrap();
}

#[wasm_bindgen_test]
async fn vlt_14_a_log_of_an_earlier_form_gets_the_store_it_lacks_and_keeps_its_records() {
    let name = fresh("form");
    let promise = js_sys::eval(&format!(
        "new Promise((done, failed) => {{ const asked = indexedDB.open('{name}', 1);
           asked.onupgradeneeded = () => asked.result.createObjectStore('r').put(new Uint8Array([1, 2]), new Uint8Array([0, 0, 0, 0, 0, 0, 0, 5]));
           asked.onsuccess = () => {{ asked.result.close(); done(); }}; asked.onerror = failed; }})"
    ))
    .unwrap();
    wasm_bindgen_futures::JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await.unwrap();
    let wal = Wal::open_named(&name).await.unwrap();
    wal.put_asides(&[(vec![7; 15], vec![3])], &[]).await.unwrap();
    assert_eq!(wal.all().await.unwrap(), [(5, vec![1, 2])]);
    wal.delete_database().await.unwrap();
}

#[wasm_bindgen_test]
async fn vlt_15_large_records_are_read_as_small_ones_are() {
    let wal = Wal::open_named(&fresh("large")).await.unwrap();
    // Too random to be squeezed, and large enough for a file of their own.
    let mut large = vec![0; 3_000_000];
    for piece in large.chunks_mut(65_536) {
        spaceward::session::browser::random::fill(piece).unwrap();
    }
    for number in 0..3 {
        wal.put(number, &large).await.unwrap();
    }
    let all = wal.all().await.unwrap();
    assert!(all.len() == 3 && all.iter().all(|(_, bytes)| *bytes == large));
    wal.delete_database().await.unwrap();
}
