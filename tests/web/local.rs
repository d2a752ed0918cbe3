use crate::page::fresh;
use spaceward::{
    session::browser::local::Local,
    vault::{Storage as _, StorageFault},
};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn vlt_8_every_code_unit_comes_back() {
    let mut local = Local::open().unwrap();
    let name = fresh("units");
    let all: Vec<u16> = (0..=u16::MAX).collect();
    // All of them hold lone surrogates; the others go the fast way, where marks and replacements are the traps.
    let others: Vec<u16> = std::iter::once(0xFEFF).chain((0..0xD800).chain(0xE000..=u16::MAX)).collect();
    for units in [all, others, vec![0xFFFD; 3], vec![0xD83D, 0xDE00, 0xDE00, 0xD83D], vec![0], vec![]] {
        local.set(&name, &units).unwrap();
        assert!(Local::open().unwrap().get(&name).unwrap() == Some(units));
    }
    local.remove(&name).unwrap();
}

#[wasm_bindgen_test]
fn vlt_8_a_value_that_does_not_fit_leaves_the_old_one() {
    let mut local = Local::open().unwrap();
    let name = fresh("quota");
    local.set(&name, &[1, 2, 0xD800]).unwrap();
    let before = local.names().unwrap();

    let refused = local.set(&name, &vec![0x4E00; 6 << 20]);

    assert_eq!(refused, Err(StorageFault::Full));
    assert_eq!(local.get(&name).unwrap(), Some(vec![1, 2, 0xD800]));
    assert_eq!(local.names().unwrap(), before);
    local.remove(&name).unwrap();
}

#[wasm_bindgen_test]
fn names_come_and_go_with_their_values() {
    let mut local = Local::open().unwrap();
    let (one, two) = (fresh("one"), fresh("two"));
    local.set(&one, &[7]).unwrap();
    local.set(&two, &[]).unwrap();
    let names = local.names().unwrap();
    assert!(names.contains(&one) && names.contains(&two));

    local.remove(&one).unwrap();
    local.remove(&one).unwrap();

    assert_eq!(local.get(&one).unwrap(), None);
    assert!(!local.names().unwrap().contains(&one));
    local.remove(&two).unwrap();
}

#[wasm_bindgen_test]
fn a_browser_that_keeps_nothing_is_a_value() {
    let _staged = crate::page::Staged::new(
        // It is the window's own: deleted, it would be gone for the tests that follow.
        "{ const real = Object.getOwnPropertyDescriptor(window, 'localStorage');
           Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new DOMException('', 'SecurityError'); } });
           () => { Object.defineProperty(window, 'localStorage', real); } }",
    );
    assert!(matches!(Local::open(), Err(StorageFault::Denied(_))));
}
