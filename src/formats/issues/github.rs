//! What is particular to GitHub's issues: the REST API's and the command-line tool's.

use crate::formats::json::{Map, Node};

/// Keys that only GitHub's issues have.
const MARKS: [&str; 9] = [
    "html_url",
    "node_id",
    "pull_request",
    "state_reason",
    "stateReason",
    "created_at",
    "createdAt",
    "author_association",
    "closedByPullRequestsReferences",
];

/// Whether an object with a title is an issue that GitHub printed.
pub(in crate::formats) fn is_github(map: &Map) -> bool {
    let marked = MARKS.iter().any(|&key| map.contains_key(key));
    let numbered = matches!(map.get("number"), Some(Node::Int(_)));
    let bodied = map.contains_key("body") || map.contains_key("state");
    map.contains_key("title") && (numbered || bodied) && (marked || bodied && numbered)
}

/// Why an object is no issue to import.
pub(super) fn reason_to_leave_out(map: &Map) -> Option<&'static str> {
    let pull = map.get("pull_request").or_else(|| map.get("pullRequest")).is_some_and(|node| !node.is_nothing());
    (pull || map.get("isPullRequest") == Some(&Node::Bool(true)))
        .then_some("It is a pull request, which GitHub lists among the issues.")
}

/// What of an issue is not taken, where it says something; technical keys say nothing to people.
pub(super) fn not_taken(key: &str, node: &Node) -> Option<&'static str> {
    let part = match key {
        "milestone" => "milestone",
        "comments" => "comments",
        "reactions" | "reactionGroups" => {
            let any = match node {
                Node::Map(map) => !map.get("total_count").is_none_or(Node::is_nothing),
                other => !other.is_nothing(),
            };
            return any.then_some("reactions");
        }
        "locked" | "active_lock_reason" => "lock",
        "closed_at" | "closedAt" => "time of closing",
        "state_reason" | "stateReason" => "reason of closing",
        "closed_by" | "closedBy" => "who closed it",
        "type" | "issueType" => "issue type",
        "projectItems" | "projectCards" => "projects on GitHub",
        "sub_issues_summary" | "subIssues" => {
            let any = match node {
                Node::Map(map) => !map.get("total").is_none_or(Node::is_nothing),
                other => !other.is_nothing(),
            };
            return any.then_some("sub-issues");
        }
        _ => return None,
    };
    (!node.is_nothing()).then_some(part)
}
