//! One role of a connection: what the account has, checked, and what makes it where this console knows how (ACC-3).

use crate::{
    components::{CopyButton, CopyValue, Fact, Facts, Note, Stack, TabPanels, Tone},
    domain::{
        SpaceId, State,
        account::{
            AccountId, RoleKind,
            documents::{self, Permissions},
        },
        iam::trust::{self, Finding, Grade},
        inventory::Role,
        space::Space,
    },
    formats::iam_policy::{Attachment, read},
    session::Session,
};
use leptos::prelude::*;

/// How a role stands, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The account's roles were not imported.
    Unknown,
    /// They were, and it is not among them.
    Missing,
    /// No finding.
    Good,
    /// It trusts more than it should.
    Careless,
    /// It is for a named space, of which cannot be told whether it is this one.
    Open,
    /// It cannot be used.
    Faulty,
}

/// The role as it was imported.
fn imported<'a>(state: &'a State, account: AccountId, arn: &str) -> Option<&'a Role> {
    state.cloud_account(account)?.iam.roles.values().find(|role| role.arn == arn)
}

/// What is wrong with its trust policy; faults of the document first.
fn findings(role: &Role, space: &Space) -> Vec<Finding> {
    let Some(document) = &role.trust else { return Vec::new() };
    match read(document, Attachment::Trust) {
        Ok(read) => trust::check(&read.policy, &space.arn()),
        Err(faults) => faults
            .into_iter()
            .map(|fault| Finding { grade: Grade::Fault, place: Some(fault.place), message: fault.message })
            .collect(),
    }
}

/// How a role stands.
pub(super) fn standing(state: &State, space: &Space, account: AccountId, arn: &str) -> Standing {
    let known = state.cloud_account(account).is_some_and(|known| !known.iam.roles.is_empty());
    match imported(state, account, arn) {
        None if known => Standing::Missing,
        None => Standing::Unknown,
        Some(role) if role.trust.is_none() => Standing::Unknown,
        Some(role) => match findings(role, space).iter().map(|finding| finding.grade).min() {
            None => Standing::Good,
            Some(Grade::Fault) => Standing::Faulty,
            Some(Grade::Careless) => Standing::Careless,
            Some(Grade::Open) => Standing::Open,
        },
    }
}

/// What there is to say of a document, as sentences with their places.
fn remarks(document: &str) -> Vec<(Tone, String)> {
    match read(document, Attachment::Identity) {
        Ok(read) => read
            .notes
            .into_iter()
            .map(|note| {
                (Tone::Warn, format!("Line {}, column {}: {}", note.place.line, note.place.column, note.message))
            })
            .collect(),
        Err(faults) => faults.into_iter().map(|fault| (Tone::Bad, fault.to_string())).collect(),
    }
}

/// The sheet of a role.
#[component]
pub(super) fn RoleSheet(space: SpaceId, account: AccountId, arn: String, kind: RoleKind) -> impl IntoView {
    let session = Session::here();
    let found = session.peek(|state| {
        let space = state.space(space)?;
        let role = imported(state, account, &arn).cloned();
        let findings = role.as_ref().map(|role| findings(role, space)).unwrap_or_default();
        let (_, words) = standing(state, space, account, &arn).words();
        // Managed policies that are attached, with their documents where they are known.
        let managed: Vec<(String, Option<String>)> = role
            .iter()
            .flat_map(|role| role.policies.attached.clone().unwrap_or_default())
            .map(|policy| {
                let known = state.cloud_account(account).and_then(|known| known.iam.policies.get(&policy));
                let document = known.and_then(|known| known.document.clone());
                (policy, document)
            })
            .collect();
        Some((role, findings, words, managed, documents::of(space, account, &arn, kind)))
    });
    let Some((role, findings, words, managed, documents)) = found else { return ().into_any() };
    view! {
        <Stack>
            <Facts>
                <Fact name="ARN"><CopyValue text=arn what="ARN of the role" /></Fact>
                <Fact name="Kind">{kind.label()}</Fact>
                <Fact name="Checked">{words}</Fact>
            </Facts>
            {(kind == RoleKind::Development)
                .then(|| {
                    view! {
                        <Note tone=Tone::Warn title=Some("Administrator access.".to_owned())>
                            "It can create and delete everything in the account. For developer accounts only."
                        </Note>
                    }
                })}
            {findings
                .into_iter()
                .map(|finding| {
                    let tone = match finding.grade {
                        Grade::Fault => Tone::Bad,
                        Grade::Careless => Tone::Warn,
                        Grade::Open => Tone::Info,
                    };
                    let place = finding.place.map(|place| format!("Line {}, column {}: ", place.line, place.column));
                    view! { <Note tone=tone>{place}{finding.message}</Note> }
                })
                .collect_view()}
            {role
                .map(|role| {
                    let inline = role.policies.inline.unwrap_or_default();
                    view! {
                        {role.trust.map(|trust| view! { <Document title="Trust policy in the account" text=trust /> })}
                        {inline
                            .into_iter()
                            .map(|(name, document)| {
                                let remarks = remarks(&document);
                                view! { <Document title=format!("Inline policy {name}") text=document /><Remarks remarks=remarks /> }
                            })
                            .collect_view()}
                        {managed
                            .into_iter()
                            .map(|(policy, document)| {
                                let title = format!("Policy {}", policy.rsplit('/').next().unwrap_or_default());
                                match document {
                                    Some(document) => {
                                        let remarks = remarks(&document);
                                        view! { <Document title=title text=document /><Remarks remarks=remarks /> }.into_any()
                                    }
                                    None => view! { <p class="muted"><code>{policy}</code>" is attached; its document was not imported."</p> }.into_any(),
                                }
                            })
                            .collect_view()}
                    }
                })}
            {documents.map(|documents| view! { <Make documents=documents /> })}
        </Stack>
    }
    .into_any()
}

#[component]
fn Remarks(remarks: Vec<(Tone, String)>) -> impl IntoView {
    remarks.into_iter().map(|(tone, words)| view! { <Note tone=tone>{words}</Note> }).collect_view()
}

/// A document with its heading and a button to copy it.
#[component]
pub fn Document(
    /// What it is.
    #[prop(into)]
    title: String,
    /// The text.
    text: String,
) -> impl IntoView {
    let label = title.clone();
    view! {
        <section class="document">
            <header>
                <h3>{title.clone()}</h3>
                <CopyButton text=text.clone() what=title />
            </header>
            <pre tabindex="0" role="region" aria-label=label><code>{text}</code></pre>
        </section>
    }
}

/// How the role is made in the account: in one of three ways.
#[component]
fn Make(documents: documents::Documents) -> impl IntoView {
    let current = RwSignal::new(0);
    let (commands, template) = (documents.commands(), documents.template());
    let panels: Vec<(String, ViewFn)> = vec![
        (
            "JSON".to_owned(),
            ViewFn::from(move || {
                let permissions = match documents.permissions.clone() {
                    Permissions::Managed(arn) => {
                        view! { <p>"Permissions: the managed policy " <CopyValue text=arn what="ARN of the policy" /></p> }.into_any()
                    }
                    Permissions::Inline(text) => view! { <Document title="Permissions policy" text=text /> }.into_any(),
                };
                view! { <Document title="Trust policy" text=documents.trust.clone() />{permissions} }
            }),
        ),
        (
            "AWS CLI".to_owned(),
            ViewFn::from(move || view! { <Document title="AWS CLI commands" text=commands.clone() /> }),
        ),
        (
            "CloudFormation".to_owned(),
            ViewFn::from(move || view! { <Document title="CloudFormation template" text=template.clone() /> }),
        ),
    ];
    view! {
        <div>
            <h3>"Make it in AWS"</h3>
            <p class="muted small">"Nothing here reaches AWS. Run one of these in the account, then import the roles again to see it checked."</p>
            <TabPanels label="Ways to make the role" panels=panels current=current />
        </div>
    }
}
