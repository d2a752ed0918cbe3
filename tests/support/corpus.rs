//! The real corpora: they lie beside the project, not in it.

use std::{env, io::Write as _, path::PathBuf};

/// A file or folder of the corpora, in the folder that `SPACEWARD_CORPUS` names or beside the repository. Where it is not
/// there, that is written past the capture of the test harness, so that a skipped test is seen.
pub fn corpus(name: &str) -> Option<PathBuf> {
    let folder = env::var_os("SPACEWARD_CORPUS").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    let said = format!("skipped: {} is not there; set SPACEWARD_CORPUS to its folder\n", path.display());
    let _ = std::io::stderr().write_all(said.as_bytes());
    None
}
