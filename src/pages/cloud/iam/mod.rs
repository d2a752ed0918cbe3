//! Roles and policies of the accounts that are known, and trying a policy (ACC-3, TAG-2).

mod check;
mod connection;
mod tables;

use self::{check::CheckPolicy, connection::OnConnection, tables::IamTables};
use crate::{
    components::{
        Breadcrumbs, Button, ButtonKind, Choice, Crumb, Empty, Icon, PageHead, Select, Stack,
        focus::focus_first_control,
    },
    domain::account::AccountId,
    routes::Route,
    session::Session,
};
use leptos::{html::Div, prelude::*};

/// The page at `/cloud/iam`.
#[component]
pub fn IamPage() -> impl IntoView {
    let session = Session::here();
    let accounts = session.select(|state| {
        let known = state.inventory.values().filter(|account| {
            !account.iam.roles.is_empty() || !account.iam.users.is_empty() || !account.iam.policies.is_empty()
        });
        known.map(|account| (account.id, account.label())).collect::<Vec<_>>()
    });
    let chosen =
        RwSignal::new(accounts.with_untracked(|all| all.first().map(|(id, _)| id.to_string())).unwrap_or_default());
    let choices = Signal::derive(move || {
        accounts
            .with(|all| all.iter().map(|(id, label)| Choice::new(id.to_string(), label.clone())).collect::<Vec<_>>())
    });
    let account = Memo::new(move |_| {
        let wanted = chosen.get();
        accounts
            .with(|all| all.iter().find(|(id, _)| id.to_string() == wanted).or_else(|| all.first()).map(|(id, _)| *id))
    });
    let checking = NodeRef::<Div>::new();
    let to_check = move |()| {
        if let Some(card) = checking.get_untracked() {
            focus_first_control(&card);
        }
    };
    view! {
        <Breadcrumbs crumbs=vec![Crumb::new("Cloud", Route::Cloud.href())] />
        <PageHead
            title="Roles and policies"
            lead=Some("What was imported of IAM, and what policies allow. The answers come from the documents alone: nothing here asks AWS.".to_owned())
            actions=move || view! { <Button kind=ButtonKind::Secondary on_press=to_check>"Check a policy"</Button> }
        />
        <Stack>
            {move || match account.get() {
                None => view! {
                    <Empty
                        icon=Icon::Key
                        title="No account's roles are known yet"
                        lead=Some("Import what `aws iam get-account-authorization-details` prints, or add the sample account.".to_owned())
                        action=|| view! { <a class="button" href=Route::Cloud.href()>"Go to Cloud"</a> }
                    />
                }
                    .into_any(),
                Some(id) => {
                    view! {
                        <Show when=move || accounts.with(|all| all.len() > 1)>
                            <div class="iam-account"><Select label="Account" value=chosen choices=choices /></div>
                        </Show>
                        <Of account=id />
                    }
                        .into_any()
                }
            }}
            <div node_ref=checking><CheckPolicy account=account.into() /></div>
        </Stack>
    }
}

#[component]
fn Of(account: AccountId) -> impl IntoView {
    view! {
        <IamTables account=account />
        <OnConnection account=account />
    }
}
