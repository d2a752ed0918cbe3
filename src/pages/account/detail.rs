//! One connection: its ARN, roles, tags, projects, what uses it, and its removal.

use super::{projects::Projects, remove::RemoveConnection, roles::Roles, tags::ManageTags};
use crate::{
    components::{Badge, Button, ButtonKind, Card, CopyValue, Fact, Facts, LinkButton, Stack, Tone},
    domain::{
        Permission, SpaceId, account,
        account::{AccountId, Side},
        gate::Place,
    },
    pages::space::shared::{When, refusal_of},
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// The cards of a connection.
#[component]
pub(super) fn Detail(space: SpaceId, account: AccountId) -> impl IntoView {
    let session = Session::here();
    let (tagging, removing) = (RwSignal::new(false), RwSignal::new(false));
    let known = Memo::new(move |_| {
        session.with(|state| {
            let found = state.space(space)?;
            let connection = found.connections.get(&account)?;
            Some((
                connection.arn(found.id, &found.region),
                connection.since,
                account::pays(found, account),
                found.tie(account).tags,
                found.uses_of(account),
            ))
        })
    });
    let no_change = refusal_of(Permission::UpdateAnAWSAccountConnection, move || Place::Space(space));
    let may_not_remove =
        refusal_of(Permission::DeleteAnAWSAccountConnectionAndRemoveItFromTheSpace, move || Place::Space(space));
    let no_removal = Signal::derive(move || {
        may_not_remove.get().or_else(|| {
            session.with(|state| {
                let found = state.space(space)?;
                account::removable(found, account).err().map(|refusal| refusal.message)
            })
        })
    });
    view! {
        <Stack>
            <Card
                title=format!("Connection of {account}")
                actions=move || {
                    view! {
                        <LinkButton small=true href=Route::Iam.href()>"Who may act on it"</LinkButton>
                        <Button kind=ButtonKind::Secondary small=true disabled_reason=no_change on_press=move |()| tagging.set(true)>"Manage tags"</Button>
                        <Button kind=ButtonKind::Danger small=true disabled_reason=no_removal on_press=move |()| removing.set(true)>"Remove"</Button>
                    }
                }
            >
                {move || {
                    known
                        .get()
                        .map(|(arn, since, pays, tags, uses)| {
                            let none = tags.is_empty();
                            view! {
                                <Facts>
                                    <Fact name="ARN"><CopyValue text=arn what="ARN of the connection" /></Fact>
                                    <Fact name="Connected"><When at=since /></Fact>
                                    <Fact name="Billing">{if pays { "Pays for this space" } else { "Another account pays" }}</Fact>
                                    <Fact name="Tags">
                                        <span class="named">
                                            {none.then(|| view! { <span class="muted">"None"</span> })}
                                            {tags
                                                .into_iter()
                                                .map(|(key, value)| {
                                                    let words = if value.is_empty() { key } else { format!("{key} = {value}") };
                                                    view! { <Badge tone=Tone::Idle>{words}</Badge> }
                                                })
                                                .collect_view()}
                                        </span>
                                    </Fact>
                                    <Fact name="Used by">
                                        {if uses.is_empty() { view! { <span class="muted">"Nothing yet"</span> }.into_any() } else { uses.join(", ").into_any() }}
                                    </Fact>
                                </Facts>
                            }
                        })
                }}
            </Card>
            <Roles space=space account=account no_change=no_change />
            <Projects space=space account=account />
            <ManageTags space=space account=account open=tagging from=Side::Space />
            <RemoveConnection space=space account=account open=removing from=Side::Space />
        </Stack>
    }
}
