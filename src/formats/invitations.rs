//! Whom to invite, as typed, pasted or read from a CSV file (MBR-11): addresses, and a role where one stands beside.

use crate::domain::Role;

/// One address that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The line it stands in, from 1.
    pub line: usize,
    /// As it stands there; nothing is checked yet.
    pub email: String,
    /// The role beside it.
    pub role: Option<Role>,
}

/// Reads addresses. With a head that names a column `Email` (and perhaps `Role`), those columns count; without, every cell
/// does that is not a role's name. Cells end at commas, semicolons, tabs and line ends, and may be quoted.
pub fn read(text: &str) -> Vec<Wanted> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().zip(1..).map(|(line, number)| (number, cells(line))).peekable();
    let head = lines.peek().map(|(_, cells)| cells.clone()).unwrap_or_default();
    let place = |wanted: &[&str]| head.iter().position(|cell| wanted.contains(&cell.to_lowercase().as_str()));
    let email = place(&["email", "e-mail", "email address", "mail"]);
    let role = place(&["role"]);
    if email.is_some() {
        lines.next();
    }
    let mut all = Vec::new();
    for (line, cells) in lines {
        let (emails, role): (Vec<String>, _) = if let Some(email) = email {
            let role = role.and_then(|role| cells.get(role)).and_then(|cell| role_named(cell));
            (cells.get(email).cloned().into_iter().collect(), role)
        } else {
            let role = cells.iter().find_map(|cell| role_named(cell));
            (cells.into_iter().filter(|cell| role_named(cell).is_none()).collect(), role)
        };
        let emails = emails.into_iter().filter(|email| !email.is_empty());
        all.extend(emails.map(|email| Wanted { line, email, role }));
    }
    all
}

fn role_named(cell: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.label().eq_ignore_ascii_case(cell))
}

fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' | ';' | '\t' if !quoted => cells.push(core::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    cells.push(cell);
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}
