//! E-mail addresses as people write them: narrower than RFC 5322, so that code, remotes and packages are passed over.

use super::{Found, Kind, before, between, count};

/// The address whose `@` stands here. It begins no earlier than `from`.
pub fn around(bytes: &[u8], at: usize, from: usize) -> Option<Found> {
    let left = between(bytes, from, at).iter().rev().take(64).take_while(|byte| is_local(**byte)).count();
    let mut start = at - left;
    start += count(bytes, start, |byte| !byte.is_ascii_alphanumeric()).min(left);
    let local = between(bytes, start, at);
    if !local.last().is_some_and(u8::is_ascii_alphanumeric) || local.windows(2).any(|pair| pair == b"..") {
        return None;
    }
    // A path, a scope or a decorator goes before.
    if before(bytes, start).is_some_and(|byte| matches!(byte, b'/' | b'@' | b'\\' | b'$')) {
        return None;
    }
    let mut length = count(bytes, at + 1, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    while matches!(bytes.get(at + length), Some(b'.' | b'-')) {
        length -= 1;
    }
    let domain = between(bytes, at + 1, at + 1 + length);
    let end = at + 1 + length;
    let follows = bytes.get(end).copied();
    // A remote (`git@host:path`), a package's path, another `@`, code.
    let is_path = follows == Some(b':') && bytes.get(end + 1).is_some_and(|byte| !byte.is_ascii_whitespace());
    if is_path
        || matches!(follows, Some(b'/' | b'@' | b'_' | b'(' | b'['))
        || !is_domain(domain)
        || is_nobody(local, domain)
    {
        return None;
    }
    Some(Found { kind: Kind::Email, start, end })
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
}

/// Ends of names that are no domains: files, units of an init system, names inside of one network.
const NO_DOMAIN: [&str; 48] = [
    "bash", "bat", "bin", "class", "conf", "config", "cpp", "css", "csv", "dll", "env", "exe", "gif", "html", "ico",
    "ini", "internal", "jar", "java", "jpeg", "jpg", "js", "json", "jsx", "lan", "local", "lock", "log", "mjs",
    "mount", "pdf", "php", "png", "rb", "scss", "service", "slice", "socket", "svg", "tar", "target", "timer", "toml",
    "ts", "tsx", "txt", "webp", "yaml",
];

fn is_domain(domain: &[u8]) -> bool {
    let mut labels = domain.split(|byte| *byte == b'.');
    let Some(top) = labels.next_back() else { return false };
    let one_case = top.iter().all(u8::is_ascii_lowercase) || top.iter().all(u8::is_ascii_uppercase);
    let mut names = labels.peekable();
    names.peek().is_some()
        && one_case
        && (2..=24).contains(&top.len())
        && !NO_DOMAIN.iter().any(|known| top.eq_ignore_ascii_case(known.as_bytes()))
        && names.all(|label| (1..=63).contains(&label.len()) && !label.starts_with(b"-") && !label.ends_with(b"-"))
}

/// Addresses that reach nobody: accounts of version control, and those that services send from.
fn is_nobody(local: &[u8], domain: &[u8]) -> bool {
    ["git", "hg", "noreply", "no-reply", "donotreply", "do-not-reply"]
        .iter()
        .any(|nobody| local.eq_ignore_ascii_case(nobody.as_bytes()))
        || domain.to_ascii_lowercase().windows(7).any(|window| window == b"noreply")
}

/// The first letter and the domain.
pub fn masked(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}•••@{domain}")
}
