//! Turns `src/domain/permissions.tsv` into a Rust enum, so that every permission has a type-safe name and the table
//! that decides is the very file that people read (MBR-9).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a build script stops with the sentence of what is wrong in the table"
)]

use std::{collections::BTreeSet, env, fmt::Write as _, fs, path::Path};

/// The role columns of the table, in its own order.
const ROLES: usize = 7;

fn main() {
    let table = "src/domain/permissions.tsv";
    println!("cargo::rerun-if-changed={table}");
    println!("cargo::rerun-if-changed=build.rs");
    let text = fs::read_to_string(table).expect("src/domain/permissions.tsv is part of the repository");
    let mut names = BTreeSet::new();
    let (mut variants, mut rows, mut all) = (String::new(), String::new(), String::new());
    for (number, line) in text.lines().enumerate().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        assert!(cells.len() == ROLES + 2, "permissions.tsv line {}: {} cells", number + 1, cells.len());
        let (section, label) = (cells[0], cells[1]);
        let mut name = camel(label);
        if !names.insert(name.clone()) {
            name = format!("{}{name}", camel(section));
            assert!(names.insert(name.clone()), "permissions.tsv line {}: {name} twice", number + 1);
        }
        let mut mask = 0u8;
        for (bit, cell) in cells[2..].iter().enumerate() {
            match *cell {
                "Y" => mask |= 1 << bit,
                "N" => {}
                other => panic!("permissions.tsv line {}: {other:?} is neither Y nor N", number + 1),
            }
        }
        writeln!(variants, "    /// {section}: `{label}`.\n    {name},").expect("a String takes text");
        writeln!(
            rows,
            "    Row {{ section: {section:?}, label: {:?}, roles: {mask} }},",
            label.trim_end_matches(" (1)").trim_end_matches(" (2)")
        )
        .expect("a String takes text");
        writeln!(all, "    Permission::{name},").expect("a String takes text");
    }
    let code = format!(
        "/// Every permission of the role table, one variant a row, in the table's order.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[repr(u8)]\npub enum Permission {{\n{variants}}}\n\n\
         const ROWS: [Row; {n}] = [\n{rows}];\n\n/// All permissions in the table's order.\npub const ALL: [Permission; {n}] = [\n{all}];\n",
        n = names.len()
    );
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("permissions.rs"), code).expect("OUT_DIR can be written");
}

/// `Create an issue (1)` becomes `CreateAnIssue1`.
fn camel(label: &str) -> String {
    label
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word[..1].to_uppercase() + &word[1..])
        .collect()
}
