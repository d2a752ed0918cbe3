//! Check a policy: its faults and notes, and which statement allows or denies an action on a resource.

use super::tables::remarks;
use crate::{
    components::{
        Button, ButtonKind, Card, Choice, Column, DataTable, Form, FormActions, Note, Select, Stack, StateDot,
        TextArea, TextField, Tone, Width,
    },
    domain::{
        account::AccountId,
        iam::{
            Attached, Context, Decision, Effect as StatementEffect, Kind, Miss, Principal, Reading, Request,
            ResourceRule, Truth, evaluate,
        },
    },
    formats::iam_policy::{Attachment, decode, read},
};
use leptos::prelude::*;

const KINDS: [(&str, &str, Attachment); 3] = [
    ("identity", "A user, group or role", Attachment::Identity),
    ("trust", "A role, as its trust policy", Attachment::Trust),
    ("resource", "Another resource, such as a key or a bucket", Attachment::Resource),
];

/// What came of a try.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    /// Something of the question is missing or wrong.
    Asked(String),
    /// The answer.
    Answer { tone: Tone, decision: &'static str, why: String, rows: Vec<Row> },
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    title: String,
    place: String,
    effect: &'static str,
    tone: Tone,
    applies: String,
}

fn row(reading: &Reading) -> Row {
    let (tone, applies) = match &reading.applies {
        Truth::Yes => {
            (if reading.effect == StatementEffect::Allow { Tone::Good } else { Tone::Bad }, "Applies".to_owned())
        }
        Truth::Depends(keys) => {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            (Tone::Warn, format!("Depends on {}", keys.join(", ")))
        }
        Truth::No => {
            let misses: Vec<&str> = reading
                .misses
                .iter()
                .map(|miss| match miss {
                    Miss::Principal => "another principal",
                    Miss::Action => "other actions",
                    Miss::Resource => "other resources",
                    Miss::Condition(_) => "a condition does not hold",
                })
                .collect();
            (Tone::Idle, format!("Does not apply: {}", misses.join(", ")))
        }
    };
    Row {
        title: reading.title.clone(),
        place: format!("Line {}, column {}", reading.place.line, reading.place.column),
        effect: if reading.effect == StatementEffect::Allow { "Allow" } else { "Deny" },
        tone,
        applies,
    }
}

/// Keys and values of the request, one a line: `aws:ResourceTag/team = quay`.
fn context(text: &str) -> Result<Context, String> {
    let mut context = Context::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Some((key, value)) = line.split_once('=') else {
            return Err(format!(
                "Line {} of the context has no =. Write one key and its value a line, such as aws:ResourceTag/team = quay.",
                number + 1
            ));
        };
        context = context.with(key.trim(), value.trim());
    }
    Ok(context)
}

fn tried(
    document: &str,
    attachment: Attachment,
    (principal, action, resource, keys): (&str, &str, &str, &str),
) -> Outcome {
    let Ok(read) = read(document, attachment) else {
        return Outcome::Asked("The policy has faults. Mend them first.".to_owned());
    };
    let Some(principal) = Principal::parse(principal) else {
        return Outcome::Asked("Give a principal: the ARN of a user or role, twelve digits for an account, or a service such as codecatalyst.amazonaws.com.".to_owned());
    };
    if !action.contains(':') {
        return Outcome::Asked("Give an action with its service, such as s3:GetObject.".to_owned());
    }
    let context = match context(keys) {
        Ok(context) => context,
        Err(why) => return Outcome::Asked(why),
    };
    let resource = if resource.is_empty() { "*" } else { resource };
    let request = Request { principal, action: action.to_owned(), resource: resource.to_owned(), context };
    let (kind, rule) = match attachment {
        Attachment::Identity | Attachment::Any => (Kind::Identity, ResourceRule::Either),
        Attachment::Trust => (Kind::Resource, ResourceRule::Required),
        Attachment::Resource => (Kind::Resource, ResourceRule::Either),
    };
    let attached = [Attached { kind, name: "this policy", policy: &read.policy }];
    let verdict = evaluate(&request, &attached, rule, None);
    let (tone, decision) = match verdict.decision {
        Decision::Allowed => (Tone::Good, "Allowed."),
        Decision::Denied => (Tone::Bad, "Denied."),
        Decision::NotAllowed => (Tone::Warn, "Not allowed."),
        Decision::DependsOn(_) => (Tone::Info, "It depends."),
    };
    let rows = verdict.readings.iter().flatten().map(row).collect();
    Outcome::Answer { tone, decision, why: verdict.why, rows }
}

/// The card.
#[component]
pub(super) fn CheckPolicy(account: Signal<Option<AccountId>>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let kind = RwSignal::new("identity".to_owned());
    let (principal, action, resource, keys) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let outcome = RwSignal::new(None::<Outcome>);
    let attachment =
        move |kind: &str| KINDS.iter().find(|(value, ..)| *value == kind).map_or(Attachment::Any, |(.., of)| *of);
    let said = Memo::new(move |_| {
        let text = text.get();
        if text.trim().is_empty() { Vec::new() } else { remarks(&decode(&text), attachment(&kind.get())) }
    });
    let empty =
        Signal::derive(move || text.with(|text| text.trim().is_empty().then(|| "Paste a policy first.".to_owned())));
    // An answer belongs to its question.
    Effect::new(move |_| {
        for part in [text, kind, principal, action, resource, keys] {
            part.track();
        }
        outcome.set(None);
    });
    let submit = Callback::new(move |()| {
        let question =
            (principal.get_untracked(), action.get_untracked(), resource.get_untracked(), keys.get_untracked());
        let (principal, action, resource, keys) = &question;
        let document = text.with_untracked(|text| decode(text));
        let attachment = attachment(&kind.get_untracked());
        outcome.set(Some(tried(&document, attachment, (principal.trim(), action.trim(), resource.trim(), keys))));
    });
    let choices: Vec<Choice> = KINDS.iter().map(|(value, label, _)| Choice::new(*value, *label)).collect();
    let example = Signal::derive(move || {
        let account = account.get().map_or_else(|| "111122223333".to_owned(), |account| account.to_string());
        Some(format!("arn:aws:iam::{account}:role/Build"))
    });
    view! {
        <Card title="Check a policy">
            <Form on_submit=submit>
                <TextArea label="Policy" value=text rows=10 mono=true hint=Some("The JSON document, also as the API prints it, percent-encoded.".to_owned()) />
                <Select label="Attached to" value=kind choices=choices />
                <div class="remarks" aria-label="Faults and notes of the policy" role="group">
                    {move || said.get().into_iter().map(|(tone, words)| view! { <Note tone=tone>{words}</Note> }).collect_view()}
                    {move || {
                        (empty.with(Option::is_none) && said.with(Vec::is_empty))
                            .then(|| view! { <Note tone=Tone::Good>"IAM takes this policy, and nothing in it looks like a slip."</Note> })
                    }}
                </div>
                <div class="import-asked">
                    <TextField label="Principal" value=principal placeholder=example mono=true optional=true />
                    <TextField label="Action" value=action placeholder=Some("s3:GetObject".to_owned()) mono=true optional=true />
                </div>
                <TextField label="Resource" value=resource placeholder=Some("arn:aws:s3:::bucket/key".to_owned()) mono=true optional=true />
                <TextArea
                    label="Context"
                    value=keys
                    rows=2
                    mono=true
                    optional=true
                    hint=Some("Condition keys and their values, one a line: aws:ResourceTag/team = quay. What is not said here stays open.".to_owned())
                />
                <FormActions>
                    <Button kind=ButtonKind::Primary submit=true disabled_reason=empty>"Check"</Button>
                </FormActions>
            </Form>
            <div role="status">{move || outcome.get().map(|outcome| view! { <Answer outcome=outcome /> })}</div>
        </Card>
    }
}

#[component]
fn Answer(outcome: Outcome) -> impl IntoView {
    match outcome {
        Outcome::Asked(why) => view! { <Note tone=Tone::Bad>{why}</Note> }.into_any(),
        Outcome::Answer { tone, decision, why, rows } => {
            let columns = vec![
                Column::new("title", "Statement", |row: Row| row.title).width(Width::Share(2)),
                Column::new("place", "Where", |row: Row| row.place).width(Width::Medium),
                Column::new("effect", "Effect", |row: Row| row.effect).width(Width::Small),
                Column::new(
                    "applies",
                    "For this request",
                    |row: Row| view! { <StateDot tone=row.tone>{row.applies}</StateDot> },
                )
                .width(Width::Share(3)),
            ];
            view! {
                <Stack>
                    <Note tone=tone title=Some(decision.to_owned())>{why}</Note>
                    <DataTable
                        label="Statements"
                        rows=Signal::stored(rows)
                        key=|row: &Row| row.title.clone()
                        columns=columns
                        bare=true
                        hide_head=true
                    />
                </Stack>
            }
            .into_any()
        }
    }
}
