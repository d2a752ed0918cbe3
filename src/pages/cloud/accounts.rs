//! The AWS accounts that are known here: from imports, the sample, connections of spaces and requests that wait.

use super::{
    import::ImportCard,
    known::{AccountRow, KnownAccounts, rows},
    permissions::Permissions,
};
use crate::{
    components::{Button, ButtonKind, Card, Fact, Facts, Flashes, Icon, LinkButton, PageHead, Stack},
    domain::Command,
    formats::aws_cli::sample,
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// The page at `/cloud`.
#[component]
pub fn CloudPage() -> impl IntoView {
    let session = Session::here();
    let rows = session.select(rows);
    let signed_in = session.select(|state| state.cloud);
    let who = session.select(|state| state.signed_in_as.to_string());
    view! {
        <PageHead
            title="Cloud"
            lead=Some("The AWS side of your spaces, as far as this console knows it. Nothing here reaches AWS: what is known of an account was imported from the AWS CLI, or belongs to the sample.".to_owned())
        />
        <Stack>
            <Card
                title="Signed in"
                actions=|| view! { <LinkButton small=true icon=Icon::Key href=Route::CloudSpaces.href()>"CodeCatalyst spaces"</LinkButton> }
            >
                {move || match signed_in.get() {
                    Some(cloud) => view! {
                        <Facts>
                            <Fact name="AWS account"><code>{cloud.account.to_string()}</code></Fact>
                            <Fact name="AWS Region">{cloud.region.label()}</Fact>
                            <Fact name="As">{who}</Fact>
                            <Fact name="Permissions"><Permissions /></Fact>
                        </Facts>
                    }
                        .into_any(),
                    None => view! {
                        <p class="muted">"Nobody is signed in on the cloud side. You sign in there where a space is verified."</p>
                    }
                        .into_any(),
                }}
            </Card>
            <KnownAccounts rows=rows.into() tools=ViewFn::from(move || view! { <AddSample rows=rows.into() /> }) />
            <ImportCard />
        </Stack>
    }
}

/// Adds the sample account, unless something is known of its number already.
#[component]
fn AddSample(rows: Signal<Vec<AccountRow>>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let busy = RwSignal::new(false);
    let reason = Signal::derive(move || {
        rows.with(|rows| rows.iter().find(|row| row.id == sample::ACCOUNT).and_then(|row| row.source)).map(|source| {
            match source {
                crate::domain::inventory::Source::Sample => "The sample account is here already.".to_owned(),
                crate::domain::inventory::Source::Imported => {
                    format!(
                        "{} was imported here, and the sample has the same number. Forget that account first.",
                        sample::ACCOUNT
                    )
                }
            }
        })
    });
    let add = move |()| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = match sample::commands() {
                Err(why) => Err(why.message),
                Ok(commands) => {
                    let mut outcome = Ok(());
                    for command in commands {
                        if let Err(refusal) = session.send(Command::Inventory(command)).await {
                            outcome = Err(refusal.message);
                            break;
                        }
                    }
                    outcome
                }
            };
            busy.try_set(false);
            match outcome {
                Ok(()) => drop(flashes.good("The sample account is added.")),
                Err(why) => drop(flashes.bad(why)),
            }
        });
    };
    view! {
        <Button kind=ButtonKind::Secondary small=true icon=Icon::Plus busy=busy disabled_reason=reason on_press=add>
            "Add the sample account"
        </Button>
    }
}
