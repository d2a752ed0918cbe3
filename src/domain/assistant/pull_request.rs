//! What the assistant may and may never do with pull requests (AI-4). Pull requests and workflows ask here.

use super::Work;

/// Who acts on a pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// A person; what they may do their roles tell, whoever opened the pull request.
    Person,
    /// The assistant.
    Assistant,
}

/// A pull request that the assistant would open or revise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PullRequest<'a> {
    /// The work it comes from.
    pub work: &'a Work,
    /// It touches workflow files.
    pub touches_workflows: bool,
    /// Revisions that the assistant already made of it.
    pub revisions: u32,
}

/// Why the assistant may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// It never merges.
    Merge,
    /// Its work was ended.
    Ended,
    /// Workflow files were not allowed to it.
    WorkflowFiles,
    /// It has made its one revision.
    SecondRevision,
}

impl Denied {
    /// What happened, why, and what to do.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Merge => {
                "The assistant never merges. Somebody who may merge branches reads its pull request and merges it."
            }
            Self::Ended => {
                "The work on this issue was ended and is not taken up again. Give the issue to the assistant anew."
            }
            Self::WorkflowFiles => {
                "The assistant was not allowed to touch workflow files when it got the issue. Give it the issue again with that allowed, or change them by hand."
            }
            Self::SecondRevision => {
                "The assistant makes one revision of a pull request. Close it and give it the issue again, or go on by hand."
            }
        }
    }
}

/// Whether this one may merge as far as these rules ask: the assistant never.
pub const fn may_merge(by: Author) -> Result<(), Denied> {
    match by {
        Author::Person => Ok(()),
        Author::Assistant => Err(Denied::Merge),
    }
}

/// Whether the assistant may open this pull request.
pub const fn may_open(pull_request: &PullRequest<'_>) -> Result<(), Denied> {
    if pull_request.work.ended.is_some() {
        return Err(Denied::Ended);
    }
    if pull_request.touches_workflows && !pull_request.work.workflows {
        return Err(Denied::WorkflowFiles);
    }
    Ok(())
}

/// Whether the assistant may make a revision of it: one, and no second.
pub const fn may_revise(pull_request: &PullRequest<'_>) -> Result<(), Denied> {
    if pull_request.revisions >= 1 {
        return Err(Denied::SecondRevision);
    }
    may_open(pull_request)
}

/// Whether a pull request starts the workflows that its branches trigger: whoever opened it.
pub const fn starts_workflows(opened_by: Author) -> bool {
    match opened_by {
        Author::Person | Author::Assistant => true,
    }
}
