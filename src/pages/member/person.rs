//! The page of one member: who they are, their role, their teams, and what they can reach (ID-9, MBR-11).

use super::{
    desk::{Desk, Target},
    dialogs::{ChangeRole, Remove},
    reach::{Reach, reach_words},
};
use crate::{
    components::{
        Badge, Breadcrumbs, Button, ButtonKind, Card, CopyValue, Crumb, Fact, Facts, Icon, LinkButton, PageHead, Stack,
        Tone, note::Refused,
    },
    domain::{
        Permission, PersonId, SpaceId, State, access,
        gate::Place,
        member::{Profile, never_signed_in},
    },
    pages::space::shared::{When, refusal_of, space_crumbs_with},
    routes::Route,
    session::{Nav, Session},
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct About {
    profile: Profile,
    never: bool,
    roles: Vec<String>,
    reach: String,
    /// That brought them, in an SSO space.
    groups: String,
}

impl About {
    /// What the page shows; nothing for who is no member, and nothing to whom the space is not shown.
    fn of(state: &State, actor: Option<PersonId>, id: SpaceId, person: PersonId) -> Option<Self> {
        let profile = state.profile(actor, id, person).ok()??;
        let space = state.space(id)?;
        Some(Self {
            profile,
            never: never_signed_in(state, space).contains(&person),
            roles: access::reasons(space, person, None).into_iter().map(|reason| reason.words(space)).collect(),
            reach: reach_words(state, id, person),
            groups: state.groups_of_member(id, person).join(", "),
        })
    }
}

/// The page at `/spaces/:s/settings/members/:person`.
#[component]
pub fn MemberPage(
    /// In which space.
    #[prop(into)]
    space: Signal<SpaceId>,
    /// Whose.
    #[prop(into)]
    person: Signal<PersonId>,
) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let desk = Desk::of_page();
    let crumbs = space_crumbs_with(space, |id| Crumb::new("Members", Route::Members(id).href()));
    let hidden = refusal_of(Permission::ViewSpace, move || Place::Space(space.get()));
    let about = Memo::new(move |_| {
        let (actor, space, person) = (session.actor(), space.get(), person.get());
        session.with(|state| About::of(state, actor, space, person))
    });
    let target = Signal::derive(move || Target { space: space.get(), project: None, person: person.get() });
    let no_change = Memo::new(move |_| {
        let actor = session.actor();
        session.with(|state| target.get().no_change(state, actor))
    });
    let no_removal = Memo::new(move |_| {
        let actor = session.actor();
        session.with(|state| target.get().no_removal(state, actor))
    });
    let own = Memo::new(move |_| session.actor() == Some(person.get()));
    let act = Callback::new(move |()| super::act::act_as(session, nav, person.get_untracked()));
    let title = Signal::derive(move || {
        about.with(|about| about.as_ref().map_or_else(|| "Member".to_owned(), |about| about.profile.name.clone()))
    });
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title=title
            beside=move || move || about.with(|about| about.as_ref().is_some_and(|about| about.never)).then(|| view! { <Badge tone=Tone::Warn>"Never signed in"</Badge> })
            actions=move || move || about.with(Option::is_some).then(|| view! {
                {(!own.get()).then(|| view! { <Button icon=Icon::Person on_press=act>{format!("Act as {}", title.get())}</Button> })}
                <Button disabled_reason=no_change on_press=move |()| desk.changing.set(Some(target.get_untracked()))>"Change role"</Button>
                <Button kind=ButtonKind::Danger disabled_reason=no_removal on_press=move |()| desk.removing.set(vec![target.get_untracked()])>
                    {move || if own.get() { "Leave the space" } else { "Remove from the space" }}
                </Button>
            })
        />
        {move || match (hidden.get(), about.get()) {
            (Some(reason), _) => view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any(),
            (None, None) => view! {
                <Refused
                    title="Not a member"
                    reason="This person is not a member of the space, or not any more."
                    link=Some(("See the members".to_owned(), Route::Members(space.get()).href()))
                />
            }
                .into_any(),
            (None, Some(about)) => view! {
                <Stack>
                    <AboutCard about=about space=space.get() person=person.get() />
                    <Reach desk=desk space=space person=person />
                </Stack>
            }
                .into_any(),
        }}
        <ChangeRole desk=desk />
        <Remove desk=desk />
    }
}

#[component]
fn AboutCard(about: About, space: SpaceId, person: PersonId) -> impl IntoView {
    let About { profile, roles, reach, groups, .. } = about;
    let Profile { nickname, alias, email, federated, since, teams, .. } = profile;
    view! {
        <Card
            title="Profile and role"
            actions=move || view! {
                <LinkButton href=Route::Access(space, Some(person)).href() small=true icon=Icon::Key>"Every permission with its reason"</LinkButton>
            }
        >
            <Facts>
                <Fact name="Role">{roles.join("; ")}</Fact>
                <Fact name="Reaches">{reach}</Fact>
                <Fact name="Teams">
                    {if teams.is_empty() {
                        view! { <span class="muted">"None"</span> }.into_any()
                    } else {
                        teams
                            .into_iter()
                            .map(|(team, name)| view! { <a href=Route::Team(space, team).href()>{name}</a> " " })
                            .collect_view()
                            .into_any()
                    }}
                </Fact>
                <Fact name="Member since"><When at=since /></Fact>
                <Fact name="Alias"><code>{format!("@{alias}")}</code></Fact>
                {(!nickname.is_empty()).then(|| view! { <Fact name="Nickname">{nickname}</Fact> })}
                <Fact name="Email"><CopyValue text=email what="email" /></Fact>
                <Fact name="Identity">{if federated { "From an identity provider" } else { "Builder ID" }}</Fact>
                {(!groups.is_empty()).then(|| view! { <Fact name="Groups">{groups}</Fact> })}
            </Facts>
        </Card>
    }
}
