//! Encryption contexts as text: `name=value`, one a line.

use crate::domain::key::Context;

/// As it is typed.
pub fn written(context: &Context) -> String {
    context.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("\n")
}

/// Reads lines; empty ones are passed over. A line without `=`, or a name that comes twice, is said in a sentence.
pub fn read(text: &str) -> Result<Context, String> {
    let mut context = Context::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Some((name, value)) = line.split_once('=') else {
            return Err(format!("Line {} has no “=”. Write one pair a line, as name=value.", number + 1));
        };
        if context.insert(name.to_owned(), value.to_owned()).is_some() {
            return Err(format!("The name in line {} stands there twice. Each can have one value.", number + 1));
        }
    }
    Ok(context)
}
