//! The limits of what an issue holds (ISS-2, reference 3.1 and 6.2), as refusals at the field at fault.

use super::Task;
use crate::domain::{
    Refusal,
    sensitive::{refuse_new_secret, refuse_secret},
};

/// Characters a title may have.
pub const TITLE: usize = 255;
/// Characters a description or a comment may have.
pub const TEXT: usize = 32_767;
/// Labels an issue may have.
pub const LABELS: usize = 50;
/// Labels a project may have.
pub const PROJECT_LABELS: usize = 200;
/// Characters a label may have.
pub const LABEL: usize = 63;
/// Assignees an issue may have.
pub const ASSIGNEES: usize = 10;
/// Lines a checklist may have.
pub const TASKS: usize = 100;
/// Characters a line of the checklist may have.
pub const TASK: usize = 255;
/// Comments an issue may have.
pub const COMMENTS: usize = 1_000;
/// Issues a project may have, archived ones included.
pub const ISSUES: usize = 100_000;
/// Points an estimate may have.
pub const ESTIMATE: u8 = 100;

/// A title without the blanks around it, in the place of another.
pub fn title(text: &str, before: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let refuse = |why: &str| Err(Refusal::new("ISS-2", why).at("Title"));
    if text.is_empty() {
        return refuse("An issue needs a title. Write one of 1 to 255 characters.");
    }
    if text.chars().any(char::is_control) {
        return refuse("The title holds a line break or another control character. Keep it to one line of plain text.");
    }
    let long = text.chars().count();
    if long > TITLE {
        return refuse(&format!("The title has {long} characters, and {TITLE} are allowed. Shorten it."));
    }
    refuse_new_secret(text, before, "A title", "Title")?;
    Ok(text.to_owned())
}

/// A description as typed, in the place of another.
pub fn description(text: String, before: &str) -> Result<String, Refusal> {
    let long = text.chars().count();
    if long > TEXT {
        return Err(Refusal::new(
            "ISS-2",
            format!("The description has {long} characters, and {TEXT} are allowed. Shorten it or move part of it to a comment."),
        )
        .at("Description"));
    }
    refuse_new_secret(&text, before, "A description", "Description")?;
    Ok(text)
}

/// A comment without the blanks around it, in the place of another.
pub fn comment(text: &str, before: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let refuse = |why: &str| Err(Refusal::new("ISS-2", why).at("Comment"));
    match text.chars().count() {
        0 => return refuse("A comment needs some text. Write something first."),
        1..=TEXT => {}
        long => {
            return refuse(&format!(
                "The comment has {long} characters, and {TEXT} are allowed. Write it as two comments."
            ));
        }
    }
    refuse_new_secret(text, before, "A comment", "Comment")?;
    Ok(text.to_owned())
}

/// An estimate in points.
pub fn estimate(points: Option<u8>) -> Result<Option<u8>, Refusal> {
    match points {
        Some(points) if points > ESTIMATE => Err(Refusal::new(
            "ISS-2",
            format!("An estimate of {points} points is too large: 0 to {ESTIMATE} are allowed. Choose one of the offered values."),
        )
        .at("Estimate")),
        points => Ok(points),
    }
}

/// A checklist in the place of another; blanks around its lines go.
pub fn tasks(tasks: Vec<Task>, before: &[Task]) -> Result<Vec<Task>, Refusal> {
    let refuse = |why: &str| Err(Refusal::new("ISS-2", why).at("Tasks"));
    if tasks.len() > TASKS {
        return refuse(&format!("An issue has at most {TASKS} tasks. Move some of them to an issue of their own."));
    }
    let tasks: Vec<Task> =
        tasks.into_iter().map(|task| Task { text: task.text.trim().to_owned(), done: task.done }).collect();
    if tasks.iter().any(|task| task.text.is_empty()) {
        return refuse("A task has no text. Write what is to be done, or remove the task.");
    }
    if tasks.iter().any(|task| task.text.chars().count() > TASK || task.text.chars().any(char::is_control)) {
        return refuse(&format!("A task is one line of at most {TASK} characters. Shorten it."));
    }
    // Ticking or moving a line that an import brought is not typing it.
    for task in tasks.iter().filter(|task| !before.iter().any(|known| known.text == task.text)) {
        refuse_secret(&task.text, "A task", "Tasks")?;
    }
    Ok(tasks)
}

/// Whether a new label, typed by a person, has the form of one: words of letters and digits joined by `-` or `_`.
fn is_label(text: &str) -> bool {
    text.chars().count() <= LABEL
        && text.split(['-', '_']).all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// A new label, typed by a person.
pub fn label(text: &str) -> Result<String, Refusal> {
    if is_label(text) {
        refuse_secret(text, "A label", "Labels")?;
        Ok(text.to_owned())
    } else {
        Err(Refusal::new(
            "ISS-2",
            format!(
                "A new label has 1 to {LABEL} letters and digits, with single hyphens or underscores between them, \
                 such as good-first-issue. Write it in that form."
            ),
        )
        .at("Labels"))
    }
}
