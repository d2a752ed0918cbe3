//! Every target over its committed corpus, natively; and that targets, files and corpora are the same ones.

use super::{TARGETS, pieces, seeds::seeds};
use std::{collections::BTreeSet, fs, path::PathBuf};

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(name)
}

fn names_in(name: &str) -> BTreeSet<String> {
    fs::read_dir(folder(name))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

#[test]
fn vlt_5_every_target_holds_over_its_corpus() {
    for (name, target) in TARGETS {
        if std::env::var_os("SPACEWARD_BLESS").is_some() {
            fs::create_dir_all(folder("corpus").join(name)).unwrap();
            for (at, seed) in seeds(name).iter().enumerate() {
                fs::write(folder("corpus").join(name).join(format!("seed-{at}")), seed).unwrap();
            }
        }
        let mut files: Vec<PathBuf> =
            fs::read_dir(folder("corpus").join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert!(files.len() >= 3, "{name} has a corpus");
        for file in files {
            let bytes = fs::read(&file).unwrap();
            assert!(bytes.len() <= 1 << 16, "{} is small", file.display());
            target(&bytes);
        }
        for bytes in [&[][..], &[0], &[0xFF; 3], &[0x40; 64]] {
            target(bytes);
        }
    }
}

#[test]
fn vlt_5_every_target_has_its_file_and_its_corpus() {
    let known: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names_in("targets"), known);
    assert_eq!(names_in("corpus"), known);
    let manifest = fs::read_to_string(folder("Cargo.toml")).unwrap();
    for name in &known {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
    }
}

#[test]
fn pieces_are_cut_behind_their_lengths() {
    assert_eq!(pieces(&[2, 7, 8, 0, 9, 1]), [&[7, 8][..], &[], &[1]]);
    assert_eq!(pieces(&[]), Vec::<&[u8]>::new());
}
