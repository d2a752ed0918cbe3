//! What a rotation does with drafts and their copies (VLT-14).

use super::*;

#[test]
fn vlt_14_a_draft_dropped_or_replaced_in_a_rotation_does_not_come_back() {
    let texts = |vault: &Vault<MemoryStorage>, copies: &[AsideCopy]| -> Vec<Vec<u8>> {
        vault.asides(copies).unwrap().into_iter().map(|aside| aside.bytes).collect()
    };
    let (mut vault, _) = vault();
    let old = vault.put_aside(A, b"draft", 2, b"half a form, and more").unwrap();
    begin(&mut vault);
    assert_eq!(vault.get_aside(A, b"draft").unwrap().unwrap(), b"half a form, and more");
    assert_eq!(texts(&vault, std::slice::from_ref(&old)).len(), 1);
    let whole = vault.put_aside(A, b"draft", 3, b"a whole form").unwrap();
    assert!(!vault.take_aside(&old).unwrap());
    assert_eq!(texts(&vault, &[old.clone(), whole.clone()]), [b"a whole form"]);
    move_all(&mut vault);
    assert_eq!(vault.get_aside(A, b"draft").unwrap().unwrap(), b"a whole form");
    let merge = vault.merge_asides(&[old.clone(), whole]).unwrap();
    assert_eq!((merge.forget, merge.put.len(), merge.dropped.len()), (vec![old.name], 0, 0));

    let (mut vault, _) = self::vault();
    let draft = vault.put_aside(A, b"draft", 2, b"half a form").unwrap();
    begin(&mut vault);
    let gone = vault.drop_aside(A, b"draft", 3).unwrap();
    assert!(texts(&open(vault.storage.clone(), 2, &[]).vault, &[draft, gone]).is_empty());
    move_all(&mut vault);
    assert!(texts(&vault, &[]).is_empty());
}

#[test]
fn vlt_14_copies_of_before_are_sealed_anew_and_the_former_key_opens_none() {
    let (mut vault, _) = vault();
    let kept = vault.put_aside(A, b"draft", 2, b"half a form").unwrap();
    let beside = vault.seal_aside(B, b"other", 1, Some(b"lies in the copy alone")).unwrap();
    let dropped = vault.drop_aside(B, b"sent", 5).unwrap();
    let before = [kept, beside, dropped];
    begin(&mut vault);
    let merge = vault.merge_asides(&before).unwrap();
    let names: Vec<_> = before.iter().map(|copy| copy.name.clone()).collect();
    assert_eq!(merge.forget, names);
    assert_eq!((merge.put.len(), merge.dropped.len()), (3, 1));
    let former = vault.former.as_ref().unwrap().ring.clone();
    for copy in &merge.put {
        let sealed = copy.bytes.strip_prefix(&vault.envelope.instance.to_le_bytes()).unwrap();
        assert!(former.open(&crate::vault::store::aside::OUTER, sealed).is_none() && !names.contains(&copy.name));
    }
    move_all(&mut vault);
    vault.end_rotation().unwrap();
    let mut found: Vec<_> = vault.asides(&merge.put).unwrap().into_iter().map(|aside| aside.bytes).collect();
    found.sort();
    assert_eq!(found, [b"half a form".to_vec(), b"lies in the copy alone".to_vec()]);
    assert_eq!(vault.merge_asides(&merge.put).unwrap().put, []);
}
