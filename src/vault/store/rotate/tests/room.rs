//! A rotation where there is hardly any room (VLT-10).

use super::*;

#[test]
fn vlt_10_a_rotation_in_a_full_vault_needs_room_for_about_one_item() {
    let (mut vault, _) = vault();
    let mut checkpoint = vault.begin_checkpoint().unwrap();
    let mut noise = random(8);
    for number in 0..60 {
        let mut bytes = [0; 900];
        noise(&mut bytes);
        vault.put_segment(&mut checkpoint, [number % 20; 16], &[0xFF, number], &bytes).unwrap();
    }
    vault.commit_checkpoint(checkpoint, None).unwrap();
    let items = vault.close();
    let largest = items.names().unwrap().iter().map(|name| items.get(name).unwrap().unwrap().len()).max().unwrap();
    // The head holds two keys a scope meanwhile, the envelope the former key.
    let quota = items.used() + 3 * largest;
    let mut full = MemoryStorage::with_quota(quota);
    for name in items.names().unwrap() {
        full.set(&name, &items.get(&name).unwrap().unwrap()).unwrap();
    }
    let mut opened = open(full, 1, &[]);
    opened.vault.set_quota(quota);
    begin(&mut opened.vault);
    assert_eq!(move_all(&mut opened.vault), []);
    opened.vault.end_rotation().unwrap();
    assert_eq!(opened.vault.verify().unwrap(), []);
    assert!(opened.vault.usage().used < items.used() + 200);
}

#[test]
fn vlt_10_a_step_that_finds_no_room_is_tried_again() {
    let mut vault = halfway();
    let (before, used) = (vault.rotation().unwrap(), vault.usage().used);
    vault.set_quota(used);
    assert!(matches!(vault.rotate_step(), Err(Fault::Full { .. })));
    assert_eq!(vault.rotation().unwrap(), before);
    assert_eq!(vault.verify().unwrap(), []);
    vault.set_quota(used * 2);
    assert_eq!(move_all(&mut vault), []);
    assert_eq!(open(vault.close(), 2, &[]).damage, []);
}
