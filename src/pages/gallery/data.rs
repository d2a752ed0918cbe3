//! Tables and lists, short and long.

use crate::components::*;
use leptos::prelude::*;
use std::collections::BTreeSet;

#[derive(Clone, PartialEq)]
struct Member {
    name: &'static str,
    alias: &'static str,
    role: &'static str,
    projects: &'static str,
    tone: Tone,
    state: &'static str,
    seen: f64,
}

fn members() -> Vec<Member> {
    let row = |name, alias, role, projects, tone, state, ago: f64| Member {
        name,
        alias,
        role,
        projects,
        tone,
        state,
        seen: js_sys::Date::now() - ago * 3_600_000.0,
    };
    vec![
        row("Mara Quill", "@mara", "Space administrator", "All projects", Tone::Good, "Active", 0.1),
        row("Ines Farr", "@ines", "Power user", "Payments API: Project administrator", Tone::Good, "Active", 2.0),
        row(
            "Tobin Vale",
            "@tobin",
            "Limited access",
            "Ledger: Reviewer, Payments API: Read only",
            Tone::Warn,
            "Invitation expired",
            26.0,
        ),
        row("Oskar Wynn", "@oskar", "Limited access", "Ledger: Contributor", Tone::Idle, "Never signed in", 900.0),
    ]
}

fn columns() -> Vec<Column<Member>> {
    vec![
        Column::new("name", "Person", |row: Member| view! { <Person name=row.name note=row.alias /> })
            .sort_key(|row| row.name)
            .width(Width::Share(2)),
        Column::new("role", "Space role", |row: Member| row.role).sort_key(|row| row.role).width(Width::Medium),
        Column::new("projects", "Projects", |row: Member| view! { <span class="muted">{row.projects}</span> })
            .width(Width::Share(2)),
        Column::new("state", "State", |row: Member| view! { <StateDot tone=row.tone>{row.state}</StateDot> })
            .width(Width::Medium),
        Column::new("seen", "Last seen", |row: Member| view! { <RelativeTime at=row.seen /> })
            .sort_by(|a, b| a.seen.total_cmp(&b.seen))
            .width(Width::Small),
        Column::new("actions", "Actions", |row: Member| {
            let name = format!("Actions for {}", row.name);
            let items = vec![
                MenuItem::action("Change role", || ()).icon(Icon::Edit),
                MenuItem::action("Remove", || ()).icon(Icon::Trash).danger(),
            ];
            view! { <Menu label=name items=items icon=Icon::More icon_only=true small=true /> }
        })
        .actions(),
    ]
}

#[component]
pub(super) fn Tables() -> impl IntoView {
    let chosen = RwSignal::new(BTreeSet::from(["@ines".to_owned()]));
    let line = RwSignal::new("role:limited ".to_owned());
    let none = Vec::<Member>::new();
    view! {
        <DataTable
            label="Space members"
            rows=members()
            key=|row: &Member| row.alias.to_owned()
            columns=columns()
            selection=chosen
            total=Some(14)
            bulk=|| view! { <Button small=true>"Change role"</Button><Button small=true kind=ButtonKind::Danger>"Remove"</Button> }
            filter=move || view! { <Filter label="Filter members" text=line placeholder="Filter by name, role, team" /> }
            tools=|| view! { <Button icon=Icon::Export>"Export"</Button> }
        />
        <Split>
            <DataTable
                label="Teams"
                rows=none.clone()
                key=|row: &Member| row.alias.to_owned()
                columns=columns()
                empty=|| view! {
                    <Empty
                        icon=Icon::People
                        title="No teams yet"
                        lead="A team gives everyone in it the same roles, in every project that lists it."
                        action=|| view! { <Button kind=ButtonKind::Secondary icon=Icon::Plus>"Create team"</Button> }
                    />
                }
            />
            <DataTable label="Account connections" rows=none key=|row: &Member| row.alias.to_owned() columns=columns() loading=true />
        </Split>
    }
}

#[derive(Clone, PartialEq)]
struct Issue {
    number: usize,
    title: String,
    open: bool,
    points: usize,
}

#[component]
pub(super) fn Long() -> impl IntoView {
    const MANY: usize = 25_000;
    let words = [
        "Refuse tags that look like an access key",
        "Keep the order of cards when two tabs move them",
        "Readable message when a token was used twice",
    ];
    let issues: Vec<Issue> = (1..=MANY)
        .map(|number| Issue {
            number,
            title: words.iter().cycle().nth(number % 3).copied().unwrap_or_default().to_owned(),
            open: number % 4 != 0,
            points: number * 7 % 13,
        })
        .collect();
    let issues = RwSignal::new(issues);
    let open = RwSignal::new(None::<String>);
    let columns = vec![
        Column::new("title", "Title", |row: Issue| row.title).sort_key(|row| row.title.clone()).width(Width::Share(4)),
        Column::new("number", "Number", |row: Issue| view! { <code>{format!("#{}", row.number)}</code> }).sort_key(|row| row.number).width(Width::Small),
        Column::new("state", "Status", |row: Issue| {
            view! { <StateDot tone=if row.open { Tone::Info } else { Tone::Good }>{if row.open { "In progress" } else { "Done" }}</StateDot> }
        })
        .sort_key(|row| row.open)
        .width(Width::Small),
        Column::new("points", "Points", |row: Issue| view! { <span class="num">{row.points}</span> }).sort_key(|row| row.points).at_end().width(Width::Small),
    ];
    view! {
        <WithPanel
            title=move || open.get().map(|key| format!("Issue {key}"))
            on_close=move || open.set(None)
            panel=|| view! {
                <Markdown text="Found while **rotating**. See [the guide](https://example.com/guide) and `vault`.\n\n- [x] reproduce\n- [ ] mend\n\n```rust\nlet key = ring.make();\n```\n\n> Never in logs.\n\n<b>raw</b>\n\n| a | b |\n|---|---|\n| 1 | 2 |" />
            }
        >
            <DataTable
                label="All issues"
                rows=issues
                key=|row: &Issue| row.number.to_string()
                columns=columns
                current=open
                on_press=move |row: Issue| open.set(Some(row.number.to_string()))
            />
        </WithPanel>
    }
}
