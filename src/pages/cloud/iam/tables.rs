//! Roles, users and managed policies of an account; each opens with its documents.

use crate::{
    components::{
        Badge, Column, CopyValue, DataTable, Dialog, DialogShape, Empty, Fact, Facts, Note, Stack, Tone, Width,
    },
    domain::{
        State, Timestamp,
        account::AccountId,
        iam::trust::SERVICES,
        inventory::{Iam, Policies},
    },
    formats::iam_policy::{Attachment, read, trusted_services},
    pages::{
        account::Document,
        space::shared::{When, counted},
    },
    session::Session,
};
use leptos::prelude::*;

/// What a row is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Role,
    User,
    Policy,
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    kind: Kind,
    key: String,
    name: String,
    /// Whom a role trusts, in which groups a user is, what a policy is about.
    about: String,
    policies: usize,
    used: Option<Timestamp>,
    ours: bool,
}

fn count(policies: &Policies) -> usize {
    policies.inline.as_ref().map_or(0, std::collections::BTreeMap::len) + policies.attached.as_ref().map_or(0, Vec::len)
}

fn roles(iam: &Iam) -> Vec<Row> {
    iam.roles
        .values()
        .map(|role| {
            let trusts: Vec<String> =
                role.trust.as_deref().and_then(trusted_services).unwrap_or_default().into_iter().collect();
            Row {
                kind: Kind::Role,
                key: role.name.clone(),
                name: role.name.clone(),
                about: trusts.join(", "),
                policies: count(&role.policies),
                used: role.last_used,
                ours: trusts.iter().any(|service| SERVICES.contains(&service.as_str())),
            }
        })
        .collect()
}

fn users(iam: &Iam) -> Vec<Row> {
    iam.users
        .values()
        .map(|user| Row {
            kind: Kind::User,
            key: user.name.clone(),
            name: user.name.clone(),
            about: user.groups.clone().unwrap_or_default().join(", "),
            policies: count(&user.policies),
            used: None,
            ours: false,
        })
        .collect()
}

fn policies(iam: &Iam) -> Vec<Row> {
    iam.policies
        .values()
        .map(|policy| Row {
            kind: Kind::Policy,
            key: policy.arn.clone(),
            name: policy.name.clone(),
            about: policy.description.clone().unwrap_or_default(),
            policies: 0,
            used: None,
            ours: false,
        })
        .collect()
}

/// The tables with the sheet that a row opens.
#[component]
pub(super) fn IamTables(account: AccountId) -> impl IntoView {
    let session = Session::here();
    let of = move |read: fn(&Iam) -> Vec<Row>| {
        Memo::new(move |_| {
            session.with(|state| state.cloud_account(account).map(|known| read(&known.iam)).unwrap_or_default())
        })
    };
    let open = RwSignal::new(false);
    let shown = RwSignal::new(None::<Row>);
    let press = Callback::new(move |(row,): (Row,)| {
        shown.set(Some(row));
        open.set(true);
    });
    let nothing = |what: &'static str| move || view! { <Empty title=what /> };
    view! {
        <DataTable
            label="Roles"
            rows=of(roles)
            key=|row: &Row| row.key.clone()
            columns=columns("Trusts", true)
            on_press=press
            empty=nothing("No role was imported")
        />
        <DataTable
            label="Users"
            rows=of(users)
            key=|row: &Row| row.key.clone()
            columns=columns("Groups", false)
            on_press=press
            empty=nothing("No user was imported")
        />
        <DataTable
            label="Policies"
            rows=of(policies)
            key=|row: &Row| row.key.clone()
            columns=vec![name(), about("Description")]
            on_press=press
            empty=nothing("No managed policy was imported")
        />
        <Dialog
            open=open
            title=Signal::derive(move || shown.get().map(|row| row.name).unwrap_or_default())
            shape=DialogShape::Drawer
            light=true
        >
            {move || shown.get().map(|row| session.peek(|state| sheet(state, account, &row)))}
        </Dialog>
    }
}

fn name() -> Column<Row> {
    Column::new("name", "Name", |row: Row| {
        view! {
            <span class="named">
                <code>{row.name}</code>
                {row.ours.then(|| view! { <Badge tone=Tone::Signal>"CodeCatalyst"</Badge> })}
            </span>
        }
    })
    .sort_key(|row| row.name.to_lowercase())
    .width(Width::Share(3))
}

fn about(head: &'static str) -> Column<Row> {
    Column::new("about", head, |row: Row| {
        if row.about.is_empty() {
            view! { <span class="muted">"Not told"</span> }.into_any()
        } else {
            row.about.into_any()
        }
    })
    .width(Width::Share(3))
}

fn columns(head: &'static str, used: bool) -> Vec<Column<Row>> {
    let mut columns = vec![
        name(),
        about(head),
        Column::new("policies", "Policies", |row: Row| view! { <span class="num">{row.policies}</span> })
            .sort_key(|row| row.policies)
            .at_end()
            .width(Width::Small),
    ];
    if used {
        columns.push(
            Column::new("used", "Last used", |row: Row| match row.used {
                Some(at) => view! { <When at=at /> }.into_any(),
                None => view! { <span class="muted">"Not told"</span> }.into_any(),
            })
            .sort_key(|row| row.used)
            .width(Width::Small),
        );
    }
    columns
}

/// A document with its title and where it is attached.
type Shown = (String, String, Attachment);

/// The documents of a row.
fn sheet(state: &State, account: AccountId, row: &Row) -> AnyView {
    let Some(iam) = state.cloud_account(account).map(|known| &known.iam) else { return ().into_any() };
    let attached = |policies: &Policies| {
        let arns = policies.attached.clone().unwrap_or_default();
        (!arns.is_empty()).then(|| arns.join(", "))
    };
    let (arn, facts, documents): (String, Vec<(&'static str, String)>, Vec<Shown>) = match row.kind {
        Kind::Role => {
            let Some(role) = iam.roles.get(&row.key) else { return ().into_any() };
            let mut documents = Vec::new();
            documents.extend(role.trust.clone().map(|text| ("Trust policy".to_owned(), text, Attachment::Trust)));
            documents.extend(inline(&role.policies));
            let mut facts = Vec::new();
            facts.extend(role.description.clone().map(|text| ("Description", text)));
            facts.extend(attached(&role.policies).map(|text| ("Attached policies", text)));
            facts.extend(role.policies.boundary.clone().map(|text| ("Permissions boundary", text)));
            (role.arn.clone(), facts, documents)
        }
        Kind::User => {
            let Some(user) = iam.users.get(&row.key) else { return ().into_any() };
            let mut facts = Vec::new();
            facts.extend(user.groups.clone().map(|groups| ("Groups", groups.join(", "))));
            facts.extend(attached(&user.policies).map(|text| ("Attached policies", text)));
            (user.arn.clone(), facts, inline(&user.policies).collect())
        }
        Kind::Policy => {
            let Some(policy) = iam.policies.get(&row.key) else { return ().into_any() };
            let document = policy.document.clone().map(|text| ("Document".to_owned(), text, Attachment::Identity));
            let mut facts = Vec::new();
            facts.extend(policy.version.clone().map(|text| ("Version", text)));
            let users = iam
                .roles
                .values()
                .filter(|role| role.policies.attached.iter().flatten().any(|arn| *arn == policy.arn))
                .count();
            facts.push(("Attached to", counted(users, "role", "roles")));
            (policy.arn.clone(), facts, document.into_iter().collect())
        }
    };
    view! {
        <Stack>
            <Facts>
                <Fact name="ARN"><CopyValue text=arn what="ARN" /></Fact>
                {facts.into_iter().map(|(name, value)| view! { <Fact name=name>{value}</Fact> }).collect_view()}
            </Facts>
            {documents
                .into_iter()
                .map(|(title, text, attachment)| {
                    let remarks = remarks(&text, attachment);
                    view! {
                        <Document title=title text=text />
                        {remarks.into_iter().map(|(tone, words)| view! { <Note tone=tone>{words}</Note> }).collect_view()}
                    }
                })
                .collect_view()}
        </Stack>
    }
    .into_any()
}

fn inline(policies: &Policies) -> impl Iterator<Item = Shown> + use<> {
    let all = policies.inline.clone().unwrap_or_default();
    all.into_iter().map(|(name, text)| (format!("Inline policy {name}"), text, Attachment::Identity))
}

/// Faults and notes of a document, with their places.
pub(super) fn remarks(text: &str, attachment: Attachment) -> Vec<(Tone, String)> {
    match read(text, attachment) {
        Err(faults) => faults.into_iter().map(|fault| (Tone::Bad, fault.to_string())).collect(),
        Ok(read) => {
            let notes = read.notes.into_iter();
            notes
                .map(|note| {
                    (Tone::Warn, format!("Line {}, column {}: {}", note.place.line, note.place.column, note.message))
                })
                .collect()
        }
    }
}
