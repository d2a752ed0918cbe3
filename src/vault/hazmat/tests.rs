//! Published vectors: that the primitives are what they are called.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::{Key, decrypt, derive_checksum, encrypt, hash_under};

fn hex<const N: usize>(text: &str) -> [u8; N] {
    let digits: Vec<u8> = text.bytes().filter(|c| !c.is_ascii_whitespace()).collect();
    let bytes: Vec<u8> =
        digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect();
    bytes.try_into().unwrap()
}

#[test]
fn vlt_2_aes_256_gcm_gives_the_published_tags() {
    // Test cases 13, 14 and 16 of the GCM specification (McGrew and Viega).
    let zero = Key::from_bytes(&[0; 32]);
    assert_eq!(encrypt(&zero, &[0; 12], &[], &mut []).unwrap(), hex("530f8afbc74536b9a963b4f1c4cb738b"));

    let mut block = [0; 16];
    let tag = encrypt(&zero, &[0; 12], &[], &mut block).unwrap();
    assert_eq!(block, hex("cea7403d4d606b6e074ec5d3baf39d18"));
    assert_eq!(tag, hex("d0d1c8a799996bf0265b98b5d48ab919"));

    let key = Key::from_bytes(&hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
    let nonce = hex("cafebabefacedbaddecaf888");
    let associated: [u8; 20] = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    let plain: [u8; 60] = hex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
    );
    let mut text = plain;
    let tag = encrypt(&key, &nonce, &associated, &mut text).unwrap();
    assert_eq!(
        text,
        hex(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        )
    );
    assert_eq!(tag, hex("76fc6ece0f4e1768cddf8853bb2d551b"));
    decrypt(&key, &nonce, &associated, &mut text, &tag).unwrap();
    assert_eq!(text, plain);
    let mut wrong = tag;
    wrong[15] ^= 1;
    assert!(decrypt(&key, &nonce, &associated, &mut text, &wrong).is_none());
}

#[test]
fn vlt_3_argon2id_gives_the_tag_of_rfc_9106() {
    // Section 5.3 has a secret and associated data, which the vault does not use: the crate is asked directly.
    let mut out = [0; 32];
    let parameters = argon2::ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(argon2::AssociatedData::new(&[4; 12]).unwrap())
        .build()
        .unwrap();
    argon2::Argon2::new_with_secret(&[3; 8], argon2::Algorithm::Argon2id, argon2::Version::V0x13, parameters)
        .unwrap()
        .hash_password_into(&[1; 32], &[2; 16], &mut out)
        .unwrap();
    assert_eq!(out, hex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"));
}

#[test]
fn vlt_3_the_slow_derivation_is_argon2id_as_the_reference_makes_it() {
    // From the reference implementation's test.c: version 0x13, t=2, m=2^8, p=1 and p=2, "password", "somesalt".
    let key = super::derive_slow(b"password", b"somesalt", 256, 2, 1).unwrap();
    assert_eq!(*key.expose(), hex::<32>("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"));
    let key = super::derive_slow(b"password", b"somesalt", 256, 2, 2).unwrap();
    assert_eq!(*key.expose(), hex::<32>("6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"));
    assert!(super::derive_slow(b"password", b"somesalt", 0, 2, 1).is_none());
}

#[test]
fn hmac_sha_256_gives_the_tags_of_rfc_4231() {
    let mut key = [0; 32];
    key[..20].fill(0x0b);
    assert_eq!(
        hash_under(&key, &[b"Hi ", b"There"]),
        hex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    );
    let mut key = [0; 32];
    key[..4].copy_from_slice(b"Jefe");
    assert_eq!(
        hash_under(&key, &[b"what do ya want for nothing?"]),
        hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    );
}

#[test]
fn sha_256_gives_the_digest_of_fips_180() {
    assert_eq!(
        derive_checksum(&[b"a", b"bc"]),
        hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    );
}
