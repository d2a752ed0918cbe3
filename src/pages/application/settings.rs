//! The page at `/spaces/:s/settings/sso` (SSO-4, SSO-6).

use super::difference::{WordList, Words};
use crate::{
    components::{
        Breadcrumbs, Button, ButtonKind, Card, Column, DataTable, Empty, Fact, Facts, Flashes, Icon, LinkButton, Note,
        PageHead, Progress, RelativeTime, Stack, Tone, Width, grouped, note::Refused,
    },
    domain::{
        SpaceId, State, Timestamp,
        application::{Application, Command, Ran, administrators, region_warning},
        gate,
        id::GroupId,
        sync,
    },
    pages::space::shared::{When, milliseconds, name_of, space_crumbs},
    routes::Route,
    session::{Nav, Session, browser::clock},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The SSO settings of a space.
#[component]
pub fn SsoPage(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
) -> impl IntoView {
    let session = Session::here();
    let crumbs = space_crumbs(space);
    let refused = Memo::new(move |_| {
        let (actor, id) = (session.actor(), space.get());
        session.with(|state| gate::administrator(state, actor, id, "Manage SSO").err().map(|refusal| refusal.message))
    });
    let enabled = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| state.application_for(id).is_some())
    });
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title="SSO"
            lead=Some("With single sign-on, the members of the space are users of groups in IAM Identity Center and follow these groups.".to_owned())
        />
        {move || match (refused.get(), enabled.get()) {
            (Some(reason), _) => {
                view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any()
            }
            (None, false) => view! { <NotEnabled space=space /> }.into_any(),
            (None, true) => view! { <Enabled space=space /> }.into_any(),
        }}
    }
}

#[component]
fn NotEnabled(space: Signal<SpaceId>) -> impl IntoView {
    let nav = Nav::here();
    let press = move |()| nav.go(&Route::SetUpSso(Some(space.get_untracked())));
    view! {
        <Empty
            icon=Icon::Key
            title="SSO is not enabled"
            lead=Some("The members of this space have Builder IDs and come by invitation. Setting up SSO removes them: from then on only users of the connected groups are members.".to_owned())
            action=move || view! { <Button kind=ButtonKind::Primary icon=Icon::Cloud on_press=press>"Set up in AWS"</Button> }
        />
    }
}

/// What of an application the page shows.
fn shown(state: &State, space: SpaceId) -> Option<Application> {
    state.application_for(space).cloned()
}

#[component]
fn Enabled(space: Signal<SpaceId>) -> impl IntoView {
    let session = Session::here();
    let application = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| shown(state, id))
    });
    let waiting = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| {
            let (application, space) = (state.application_for(id)?, state.space(id)?);
            let center = state.identity_center(application.account);
            let difference = sync::difference(center, application, space, &state.people, clock::now());
            Some(Words::of(state, center, &difference))
        })
    });
    view! {
        <Stack>
            {move || application.get().map(|application| view! { <About application=application space=space /> })}
            {move || application.get().map(|application| view! { <LastSync application=application space=space waiting=waiting /> })}
            {move || application.get().map(|application| view! { <Groups application=application /> })}
        </Stack>
    }
}

#[component]
fn About(application: Application, space: Signal<SpaceId>) -> impl IntoView {
    let session = Session::here();
    let account = application.account;
    let leads = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| {
            let Some(space) = state.space(id) else { return Vec::new() };
            let mut names: Vec<String> = administrators(space).iter().map(|person| name_of(state, *person)).collect();
            names.sort_by_cached_key(|name| name.to_lowercase());
            names
        })
    });
    let warning = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| region_warning(state, account, &state.space(id)?.region))
    });
    view! {
        <Card
            title="Application"
            actions=|| view! { <LinkButton small=true icon=Icon::Cloud href=Route::IdentityCenter.href()>"IAM Identity Center"</LinkButton> }
        >
            <Facts>
                <Fact name="Display name">{application.display_name}</Fact>
                <Fact name="Application name">{application.name}</Fact>
                <Fact name="AWS account"><code>{account.to_string()}</code></Fact>
                <Fact name="Identity store ID"><code>{application.store}</code></Fact>
                <Fact name="Space administrators">{move || leads.get().join(", ")}</Fact>
                <Fact name="Since"><When at=application.created /></Fact>
            </Facts>
            {move || warning.get().map(|region| view! {
                <Note tone=Tone::Warn>
                    "Identity Center lies in " <code>{region.instance}</code> " and the space in " <code>{region.space}</code> ". Connections may be slower than within one Region."
                </Note>
            })}
        </Card>
    }
}

#[component]
fn LastSync(application: Application, space: Signal<SpaceId>, waiting: Memo<Option<Words>>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let busy = RwSignal::new(false);
    let invalid = (!application.valid).then(|| "The identity store of the application is gone.".to_owned());
    let press = move |()| {
        let space = space.get_untracked();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Sync { space }.into()).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    flashes.good("Synced with Identity Center.");
                }
                Err(refusal) => {
                    flashes.bad(refusal.message);
                }
            }
        });
    };
    let next = sync::next(&application, clock::now());
    let Application { last, changed, .. } = application;
    let held = last.as_ref().and_then(|ran| ran.brought.held);
    let held = held.map(|person| session.peek(|state| name_of(state, person)));
    let progress = move || {
        session.progress().filter(|_| busy.get()).map(|progress| {
            let share = f64::from(u32::try_from(progress.done).unwrap_or(u32::MAX))
                / f64::from(u32::try_from(progress.total.max(1)).unwrap_or(u32::MAX));
            let words = format!("{} of {}", grouped(progress.done), grouped(progress.total));
            view! { <Progress label=progress.label share=Some(share) words=words on_cancel=Callback::new(move |()| session.cancel()) /> }
        })
    };
    view! {
        <Card
            title="Last sync"
            actions=move || view! {
                <Button kind=ButtonKind::Primary icon=Icon::Undo busy=busy disabled_reason=invalid.clone() on_press=press>"Sync now"</Button>
            }
        >
            {progress}
            <Facts>
                <Fact name="Ran">{last.map(|ran| ran_words(session, &ran))}</Fact>
                <Fact name="Next">{next.map(in_words)}</Fact>
            </Facts>
            {held.map(|name| view! {
                <Note tone=Tone::Warn title=Some(format!("{name} stays for now.")) link=Signal::stored(Some(("Edit Identity Center".to_owned(), Route::IdentityCenter.href())))>
                    "They are in no connected group any more, but the space would have no Space administrator without them. Name another, and the next sync lets them go."
                </Note>
            })}
            {changed.map(|ran| view! { <Changes ran=ran /> })}
            {move || waiting.get().filter(|words| !words.is_empty()).map(|words| view! {
                <section aria-label="What the next sync changes">
                    <h3>"What the next sync changes"</h3>
                    <WordList words=words />
                </section>
            })}
            <p class="muted">
                "While the console is open, it syncs by itself every half hour, and when it opens. A change in Identity Center appears here two hours after it was made at the latest."
            </p>
        </Card>
    }
}

fn ran_words(session: Session, ran: &Ran) -> impl IntoView + use<> {
    let by = match ran.by {
        Some(person) => format!(", asked for by {}", session.peek(|state| name_of(state, person))),
        None => ", by itself".to_owned(),
    };
    let nothing = if ran.brought.is_nothing() { ". It changed nothing." } else { "." };
    view! { <RelativeTime at=milliseconds(ran.at) /> {by} {nothing} }
}

fn in_words(at: Timestamp) -> String {
    let minutes = at.since(clock::now()).max(0) / Timestamp::MINUTE;
    match minutes {
        0 => "Within a minute".to_owned(),
        1 => "In a minute".to_owned(),
        minutes => format!("In {minutes} minutes"),
    }
}

#[component]
fn Changes(ran: Ran) -> impl IntoView {
    let session = Session::here();
    let words = session.select(move |state| Words::brought(state, &ran.brought));
    view! {
        <section aria-label="What changed last">
            <h3>"What changed last, " <When at=ran.at /></h3>
            {move || view! { <WordList words=words.get() /> }}
        </section>
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: GroupId,
    name: String,
    users: Option<usize>,
    members: usize,
}

#[component]
fn Groups(application: Application) -> impl IntoView {
    let rows = Session::here().select(move |state| {
        let center = state.identity_center(application.account);
        let sizes = center.map(crate::domain::identity_center::IdentityCenter::group_sizes).unwrap_or_default();
        let mut members: BTreeMap<GroupId, usize> = BTreeMap::new();
        let space = application.space.and_then(|space| state.space(space));
        for group in space.into_iter().flat_map(|space| space.followed.values()).flatten() {
            *members.entry(*group).or_default() += 1;
        }
        let row = |(id, name): (&GroupId, &String)| Row {
            id: *id,
            name: name.clone(),
            users: center
                .filter(|center| center.groups.contains_key(id))
                .map(|_| sizes.get(id).copied().unwrap_or_default()),
            members: members.get(id).copied().unwrap_or_default(),
        };
        application.groups.iter().map(row).collect::<Vec<Row>>()
    });
    let columns = vec![
        Column::new("name", "Group", |row: Row| row.name)
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("members", "Members here", |row: Row| view! { <span class="num">{grouped(row.members)}</span> })
            .sort_key(|row| row.members)
            .at_end()
            .width(Width::Medium),
        Column::new("users", "Users in Identity Center", |row: Row| {
            row.users.map_or_else(
                || view! { <span class="muted">"The group is gone"</span> }.into_any(),
                |users| view! { <span class="num">{grouped(users)}</span> }.into_any(),
            )
        })
        .sort_key(|row| row.users)
        .at_end()
        .width(Width::Medium),
    ];
    view! { <DataTable label="Connected groups" rows=rows key=|row: &Row| row.id.to_string() columns=columns /> }
}
