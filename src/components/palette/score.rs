//! How well typed letters fit a name: all must occur, in order; beginnings of words and neighbours count more.

/// The fit, higher is better; `None` when a letter is missing. An empty query fits everything alike.
pub fn score(query: &str, name: &str) -> Option<i32> {
    let mut wanted = query.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).peekable();
    let (mut total, mut run, mut start) = (0_i32, 0_i32, true);
    for (at, letter) in name.chars().enumerate() {
        let Some(next) = wanted.peek() else { break };
        let fits = letter.to_lowercase().eq(core::iter::once(*next));
        if fits {
            wanted.next();
            run += 1;
            let first = if at == 0 { 8 } else { 0 };
            total = total.saturating_add(1 + run.min(8) * 2 + first + if start { 6 } else { 0 });
        } else {
            run = 0;
            total = total.saturating_sub(i32::from(total > 0));
        }
        start = !letter.is_alphanumeric();
    }
    // Of two names that fit alike the shorter one is closer to what was typed.
    let length = i32::try_from(name.chars().count()).unwrap_or(i32::MAX);
    wanted.peek().is_none().then(|| total.saturating_mul(4).saturating_sub(length))
}
