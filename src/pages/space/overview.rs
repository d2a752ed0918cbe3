//! One space: its facts, and its faces Projects, Members and Activity (SPC-7, PRJ-3).

use super::{
    Describe,
    projects::Projects,
    shared::{ImportedBadge, When, crumbs_of_space, refusal_of, region_words},
};
use crate::{
    components::{
        Badge, Breadcrumbs, Button, ButtonKind, Card, CopyValue, Fact, Facts, Icon, PageHead, Stack, TabLink, Tabs,
        Tone, note::Refused,
    },
    domain::{
        Command, Permission, SpaceId, State, Timestamp,
        draft::DraftKey,
        gate::{self, Place},
        space::{self, Origin},
    },
    pages::{
        activity::Feed,
        member::{Desk, MemberTables},
    },
    routes::{Route, SpaceTab},
    session::{Nav, Session},
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct About {
    name: String,
    region: String,
    tier: &'static str,
    billing: Option<String>,
    created: Timestamp,
    origin: Origin,
}

impl About {
    fn of(state: &State, space: SpaceId) -> Option<Self> {
        state.space(space).map(|space| Self {
            name: space.name.clone(),
            region: space.region.clone(),
            tier: space.tier.label(),
            billing: space.billing_account.map(|account| account.to_string()),
            created: space.created,
            origin: space.origin,
        })
    }
}

/// The page at `/spaces/:s`.
#[component]
pub fn SpacePage(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
    /// Which of its faces.
    #[prop(into)]
    tab: Signal<SpaceTab>,
) -> impl IntoView {
    let session = Session::here();
    let about = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| About::of(state, id))
    });
    let hidden = refusal_of(Permission::ViewSpace, move || Place::Space(space.get()));
    let crumbs = session.select(|state| crumbs_of_space(state, SpaceId::from_random([0; 16])));
    let nav = Nav::here();
    let create = Callback::new(move |()| nav.go(&Route::CreateProject(space.get_untracked())));
    let no_project = refusal_of(Permission::CreateProject, move || Place::Space(space.get()));
    let title =
        Signal::derive(move || about.with(|about| about.as_ref().map(|about| about.name.clone()).unwrap_or_default()));
    view! {
        <Breadcrumbs crumbs=crumbs />
        {move || match hidden.get() {
            Some(reason) => view! {
                <PageHead title="Space" />
                <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) />
            }
                .into_any(),
            None => view! {
                <PageHead
                    title=title
                    beside=move || {
                        move || {
                            about
                                .get()
                                .map(|about| {
                                    view! {
                                        <ImportedBadge origin=about.origin />
                                        <Badge tone=Tone::Idle>{about.tier}</Badge>
                                    }
                                })
                        }
                    }
                    actions=move || {
                        view! {
                            <Button kind=ButtonKind::Primary icon=Icon::Plus on_press=create disabled_reason=no_project>
                                "Create project"
                            </Button>
                        }
                    }
                />
                <SpaceTabs space=space tab=tab />
                {move || match tab.get() {
                    SpaceTab::Projects => {
                        view! {
                            <Stack>
                                <Projects space=space />
                                <AboutCard space=space about=about />
                            </Stack>
                        }
                            .into_any()
                    }
                    SpaceTab::Members => view! { <MemberTables space=space desk=Desk::of_page() own_button=true /> }.into_any(),
                    SpaceTab::Activity => view! { <Feed space=space /> }.into_any(),
                }}
            }
                .into_any(),
        }}
    }
}

#[component]
fn SpaceTabs(space: Signal<SpaceId>, tab: Signal<SpaceTab>) -> impl IntoView {
    let session = Session::here();
    let counts = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| state.space(id).map_or((0, 0), |space| (space.projects.len(), space.members.len())))
    });
    let tabs = Signal::derive(move || {
        let (projects, members) = counts.get();
        let (id, current) = (space.get(), tab.get());
        let link = |label: &str, to: SpaceTab| TabLink::new(label, Route::Space(id, to).href(), current == to);
        vec![
            link("Projects", SpaceTab::Projects).count(projects),
            link("Members", SpaceTab::Members).count(members),
            link("Activity", SpaceTab::Activity),
        ]
    });
    view! { <Tabs label="Space" tabs=tabs /> }
}

#[component]
fn AboutCard(space: Signal<SpaceId>, about: Memo<Option<About>>) -> impl IntoView {
    let session = Session::here();
    let description = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| state.space(id).map(|space| space.description.clone()).unwrap_or_default())
    });
    let refused = Memo::new(move |_| {
        let (actor, id) = (session.actor(), space.get());
        session.with(|state| {
            gate::administrator(state, actor, id, "Edit space description").err().map(|refusal| refusal.message)
        })
    });
    let command = Callback::new(move |(description,): (String,)| {
        Command::Space(space::Command::Describe { space: space.get_untracked(), description })
    });
    view! {
        <Card title="About this space">
            <Stack>
                <Describe
                    text=description
                    refused=refused
                    command=command
                    key=Signal::derive(move || DraftKey::DescribeSpace(space.get()))
                />
                {move || {
                    about
                        .get()
                        .map(|about| {
                            let made = if about.origin == Origin::Imported { "Imported" } else { "Created" };
                            view! {
                                <Facts>
                                    <Fact name="AWS Region">
                                        {region_words(&about.region)} " " <code>{about.region.clone()}</code>
                                    </Fact>
                                    <Fact name="Billing tier">{about.tier}</Fact>
                                    <Fact name="Billing account">
                                        {match about.billing {
                                            Some(account) => view! { <CopyValue text=account what="billing account" /> }.into_any(),
                                            None => view! { <span class="muted">"Not known"</span> }.into_any(),
                                        }}
                                    </Fact>
                                    <Fact name=made><When at=about.created /></Fact>
                                </Facts>
                            }
                        })
                }}
            </Stack>
        </Card>
    }
}
