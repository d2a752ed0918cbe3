//! How often the detector speaks over real issues, whose texts hold few sensitive things. Where the
//! issues are not there, that is said.

use crate::beside;
use spaceward::{
    domain::sensitive::{Kind, look},
    formats::{detect, issues},
};
use std::{collections::BTreeMap, fs, time::Instant};

#[test]
fn dpr_1_real_issues_give_few_findings() {
    let Some(path) = beside::corpus("issues-10k.jsonl.gz") else { return };
    let packed = fs::read(path).unwrap();
    let detect::Kind::Issues(file) = detect::recognise(&packed).unwrap().kind else { panic!("no issues in the file") };
    let (rows, _) = issues::read(&file).unwrap();
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut samples = Vec::new();
    let bytes: usize = rows.iter().map(|row| row.title.len() + row.description.len()).sum();
    let since = Instant::now();
    for row in &rows {
        for text in
            [&row.title, &row.description].into_iter().chain(&row.labels).chain(&row.assignees).chain(&row.author)
        {
            for found in look(text) {
                *counts.entry(found.kind).or_default() += 1;
                samples.push((found.kind, found.piece(text).to_owned(), row.title.clone()));
            }
        }
    }
    println!("{} issues, {bytes} bytes, {:?}: {counts:?}", rows.len(), since.elapsed());
    if std::env::var_os("SPACEWARD_SAMPLES").is_some() {
        for (kind, piece, title) in &samples {
            println!("{kind:?}\t{piece}\t{title}");
        }
    }
    let secrets: usize = counts.iter().filter(|(kind, _)| kind.is_secret()).map(|(_, count)| count).sum();
    assert!(secrets <= rows.len() / 1_000, "{counts:?}");
    assert!(counts.values().sum::<usize>() <= rows.len() / 20, "{counts:?}");
}
