//! The commands that print the listings, all of them read-only, and what the names of their files suggest.

use super::{Belongs, Listing};

/// A command to run, with what it prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What comes out, in a few words.
    pub what: &'static str,
    /// The command for a shell; capital words stand for what the person fills in.
    pub command: String,
}

/// All commands in a sensible order. `space` and `project` are filled in where they are known.
///
/// Files are named with `--` between command, space and project, which no name holds, so that [`suggest`] finds them.
pub fn commands(space: Option<&str>, project: Option<&str>) -> Vec<Step> {
    let space = space.filter(|name| plain(name)).unwrap_or("SPACE");
    let project = project.filter(|name| plain(name)).unwrap_or("PROJECT");
    let to = |what, command: &str, arguments: String, file: String| Step {
        what,
        command: format!("aws codecatalyst {command}{arguments} --output json > {file}.json"),
    };
    let of_space = |what, command: &str, more: &str| {
        to(what, command, format!(" --space-name {space}{more}"), format!("{command}--{space}"))
    };
    vec![
        Step { what: "Sign in with your Builder ID", command: "aws sso login --profile codecatalyst".to_owned() },
        to("The spaces you belong to", "list-spaces", String::new(), "list-spaces".to_owned()),
        of_space("The projects of a space", "list-projects", ""),
        of_space("Its tier and billing account", "get-subscription", ""),
        of_space("Its Dev Environments", "list-dev-environments", ""),
        to(
            "The source repositories of a project",
            "list-source-repositories",
            format!(" --space-name {space} --project-name {project}"),
            format!("list-source-repositories--{space}--{project}"),
        ),
        of_space(
            "Its log of the last 30 days, for a Space administrator",
            "list-event-logs",
            " --start-time START --end-time END",
        ),
    ]
}

/// The command that prints a listing whole, for one that stopped at a page.
///
/// The CLI fetches all pages by itself unless `--no-paginate` or `--max-items` holds it back.
pub fn continue_command(listing: &Listing, belongs: &Belongs) -> Option<String> {
    let wanted = format!("aws codecatalyst {} ", listing.command());
    commands(belongs.space.as_deref(), belongs.project.as_deref())
        .into_iter()
        .map(|step| step.command)
        .find(|command| command.starts_with(&wanted))
}

/// Names of spaces and projects need no quoting in any shell; anything else is not put into a command.
fn plain(name: &str) -> bool {
    !name.is_empty()
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

/// What a file's name suggests: `list-projects--SPACE.json`, `list-source-repositories--SPACE--PROJECT.json`; for listings
/// of a space also with one dash or underscore. Only a suggestion: the file's content decides what it is.
pub fn suggest(file_name: &str) -> Belongs {
    const OF_SPACE: [&str; 5] =
        ["list-projects", "get-project", "get-subscription", "list-event-logs", "list-dev-environments"];
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(name);
    let name = name.strip_suffix(".json").or_else(|| name.strip_suffix(".txt")).unwrap_or(name);
    let mut parts = name.split("--");
    let command = parts.next().unwrap_or_default();
    if let Some(space) = parts.next() {
        let project = parts.next();
        let space = Some(space.to_owned()).filter(|name| plain(name));
        return Belongs { project: project.filter(|name| plain(name)).map(str::to_owned), space };
    }
    let space = OF_SPACE
        .iter()
        .find_map(|of_space| command.strip_prefix(of_space)?.strip_prefix(['-', '_', '.']))
        .filter(|name| plain(name))
        .map(str::to_owned);
    Belongs { space, project: None }
}
