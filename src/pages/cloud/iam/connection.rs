//! Who of an account may do something on a connection of it, by its tags (TAG-2).

use crate::{
    components::{Card, Choice, Column, DataTable, Select, Stack, StateDot, Tone, Width},
    domain::{
        SpaceId, State,
        account::AccountId,
        iam::{Context, Decision},
    },
    formats::iam_policy::holder::who_may,
    session::Session,
};
use leptos::prelude::*;

/// Actions of IAM whose resource is a connection (Service Authorization Reference).
const ACTIONS: [&str; 9] = [
    "codecatalyst:AssociateIamRoleToConnection",
    "codecatalyst:DeleteConnection",
    "codecatalyst:DisassociateIamRoleFromConnection",
    "codecatalyst:GetBillingAuthorization",
    "codecatalyst:GetConnection",
    "codecatalyst:ListIamRolesForConnection",
    "codecatalyst:PutBillingAuthorization",
    "codecatalyst:TagResource",
    "codecatalyst:UntagResource",
];

#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    tone: Tone,
    answer: &'static str,
    why: String,
    rank: u8,
}

fn spaces(state: &State, account: AccountId) -> Vec<(SpaceId, String)> {
    let connected = state.spaces.values().filter(|space| space.connections.contains_key(&account));
    connected.map(|space| (space.id, space.name.clone())).collect()
}

fn rows(state: &State, account: AccountId, space: SpaceId, action: &str) -> Vec<Row> {
    let Some(iam) = state.cloud_account(account).map(|known| &known.iam) else { return Vec::new() };
    let Some(found) = state.space(space) else { return Vec::new() };
    let Some(connection) = found.connections.get(&account) else { return Vec::new() };
    let mut context = Context::new();
    for (key, value) in found.tie(account).tags {
        context = context.with(&format!("aws:ResourceTag/{key}"), &value);
    }
    if let Some(tag) = state.cloud {
        context = context.with("aws:RequestedRegion", tag.region.code());
    }
    let arn = connection.arn(found.id, &found.region);
    // The tags are all there are; keys of the request itself stay open.
    let context = context.without_other("aws:ResourceTag/");
    let mut rows: Vec<Row> = who_may(iam, action, &arn, &context)
        .into_iter()
        .map(|may| {
            let (tone, answer, rank) = match &may.verdict.decision {
                Decision::Allowed => (Tone::Good, "Allowed", 0),
                Decision::DependsOn(_) => (Tone::Warn, "It depends", 1),
                Decision::Denied => (Tone::Bad, "Denied", 2),
                Decision::NotAllowed => (Tone::Idle, "Not allowed", 3),
            };
            let mut why = may.verdict.why;
            if !may.holder.unknown.is_empty() {
                why = format!("{why} Not read: {}.", may.holder.unknown.join(", "));
            }
            Row { name: may.holder.name, tone, answer, why, rank }
        })
        .collect();
    rows.sort_by_key(|row| row.rank);
    rows
}

/// The card.
#[component]
pub(super) fn OnConnection(account: AccountId) -> impl IntoView {
    let session = Session::here();
    let spaces = Memo::new(move |_| session.with(|state| spaces(state, account)));
    let space =
        RwSignal::new(spaces.with_untracked(|all| all.first().map(|(id, _)| id.to_string())).unwrap_or_default());
    let action = RwSignal::new("codecatalyst:TagResource".to_owned());
    let of_spaces = Signal::derive(move || {
        spaces.with(|all| all.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect::<Vec<_>>())
    });
    let of_actions =
        Signal::stored(ACTIONS.iter().map(|action| Choice::new(*action, *action)).collect::<Vec<Choice>>());
    let rows = Memo::new(move |_| {
        let Some(id) = SpaceId::parse(&space.get()) else { return Vec::new() };
        session.with(|state| rows(state, account, id, &action.get()))
    });
    let columns = || {
        vec![
            Column::new("name", "Role or user", |row: Row| view! { <code>{row.name}</code> }).width(Width::Share(3)),
            Column::new("answer", "Answer", |row: Row| view! { <StateDot tone=row.tone>{row.answer}</StateDot> })
                .sort_key(|row| row.rank)
                .width(Width::Medium),
            Column::new("why", "Why", |row: Row| row.why).width(Width::Share(4)),
        ]
    };
    view! {
        <Show when=move || spaces.with(|all| !all.is_empty())>
            <Card title="Who may act on a connection">
                <Stack>
                    <p class="muted small">"The account's policies held against the connection's ARN and its tags. Service control policies and session policies are not part of the answer."</p>
                    <div class="import-asked">
                        <Select label="Connection with the space" value=space choices=of_spaces />
                        <Select label="Action" value=action choices=of_actions />
                    </div>
                    <DataTable label="Who may" rows=rows key=|row: &Row| row.name.clone() columns=columns() bare=true hide_head=true />
                </Stack>
            </Card>
        </Show>
    }
}
