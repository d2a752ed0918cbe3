//! The wizard that sets up SSO: prerequisites, five steps, and everything at once at the end (SSO-1).

use super::{
    checklist::{Checklist, RegionNote},
    goes::Goes,
    pick::{Chosen, PickAdministrators, PickGroups, groups, people},
    show::ShowSignIn,
};
use crate::{
    components::{
        Breadcrumbs, Checkbox, Choice, Crumb, Fact, Facts, Flashes, Note, PageHead, RadioGroup, ReviewPart, Select,
        Stack, Step, TextField, Wizard,
    },
    domain::{
        Refusal, SpaceId, State,
        account::CloudSession,
        application::{Command, Place, check_administrators, check_groups, check_name, check_place},
        draft::DraftKey,
        space::Users,
        text::field,
    },
    pages::{
        cloud::{SignIn, SignedIn},
        draft::{DraftField, DraftLine, FormDraft, use_draft},
        form::{Faults, RefusalNote},
        sensitive::{Reach, noticed},
    },
    routes::Route,
    session::{Nav, Session, browser::clock},
};
use leptos::prelude::*;
use std::collections::BTreeSet;

const EXISTING: &str = "existing";
const NEW: &str = "new";

/// The page at `/cloud/identity-center/set-up`.
#[component]
pub fn SetUpPage() -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let cloud = session.select(|state| state.cloud);
    let wanted = match nav.signal().get_untracked() {
        Route::SetUpSso(space) => space,
        _ => None,
    };
    let started = RwSignal::new(false);
    let form = Wish::new(session, wanted);
    let taken = Memo::new(move |_| {
        let account = cloud.get()?.account;
        session.with(|state| state.application(account).map(|known| known.name.clone()))
    });
    view! {
        <Breadcrumbs crumbs=vec![
            Crumb::new("Cloud", Route::Cloud.href()),
            Crumb::new("Identity Center", Route::IdentityCenter.href()),
        ] />
        <PageHead
            title="Set up SSO"
            lead=Some("An application ties a space to groups of Identity Center: their users become its members. Nothing is made before the last step.".to_owned())
        />
        <Stack>
            {move || match (cloud.get(), taken.get()) {
                (None, _) => view! { <SignIn /> }.into_any(),
                (Some(cloud), Some(name)) => view! {
                    <SignedIn cloud=cloud />
                    <Note link=Signal::stored(Some(("See the application".to_owned(), Route::IdentityCenter.href())))>
                        "This account has the application " <b>{name}</b> " already, and an account has one. Associate that one with a space, or delete it first."
                    </Note>
                }
                    .into_any(),
                (Some(cloud), None) if started.get() => view! { <Steps cloud=cloud form=form /> }.into_any(),
                (Some(cloud), None) => view! {
                    <SignedIn cloud=cloud />
                    <Checklist cloud=cloud on_continue=Callback::new(move |()| started.set(true)) />
                }
                    .into_any(),
            }}
        </Stack>
    }
}

/// What is filled in; lives with the page, so that moving between steps loses nothing.
#[derive(Clone, Copy)]
struct Wish {
    display_name: RwSignal<String>,
    name: RwSignal<String>,
    way: RwSignal<String>,
    existing: RwSignal<String>,
    new: RwSignal<String>,
    billing: RwSignal<bool>,
    groups: Chosen,
    administrators: Chosen,
    draft: FormDraft,
}

impl Wish {
    fn new(session: Session, wanted: Option<SpaceId>) -> Self {
        let first = session.peek(|state| choices(state, session).first().map(|choice| choice.0));
        let existing = RwSignal::new(wanted.or(first).map(|space| space.to_string()).unwrap_or_default());
        let way = RwSignal::new(if wanted.is_some() { EXISTING } else { NEW }.to_owned());
        let (display_name, name, new) = (RwSignal::default(), RwSignal::default(), RwSignal::default());
        let (picked_groups, picked_people) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
        let draft = use_draft(
            DraftKey::SetUpSso,
            vec![
                DraftField::text("display name", display_name),
                DraftField::text("name", name),
                DraftField::choice("way", way),
                DraftField::choice("existing", existing),
                DraftField::text("new", new),
                DraftField::list("groups", picked_groups, String::clone, |text| Some(text.to_owned())),
                DraftField::list("administrators", picked_people, String::clone, |text| Some(text.to_owned())),
            ],
        );
        let (groups, administrators) = (RwSignal::default(), RwSignal::default());
        tie(groups, picked_groups);
        tie(administrators, picked_people);
        Self { display_name, name, way, existing, new, billing: RwSignal::new(true), groups, administrators, draft }
    }

    fn place(self) -> Option<Place> {
        if self.way.with_untracked(|way| way == NEW) {
            return Some(Place::New { name: self.new.get_untracked() });
        }
        let space = self.existing.with_untracked(|id| SpaceId::parse(id))?;
        Some(Place::Existing { space, billing: self.billing.get_untracked() })
    }

    fn space(self) -> Option<SpaceId> {
        if self.way.with(|way| way == NEW) { None } else { self.existing.with(|id| SpaceId::parse(id)) }
    }
}

/// Keeps a table's selection and a draft's list equal.
fn tie(chosen: Chosen, list: RwSignal<Vec<String>>) {
    Effect::new(move |_| {
        let now: Vec<String> = chosen.with(|all| all.iter().cloned().collect());
        if list.with_untracked(|list| *list != now) {
            list.set(now);
        }
    });
    Effect::new(move |_| {
        let now: BTreeSet<String> = list.with(|list| list.iter().cloned().collect());
        if chosen.with_untracked(|chosen| *chosen != now) {
            chosen.set(now);
        }
    });
}

/// Spaces that SSO could take over, by name: those with Builder IDs that the acting person administers.
fn choices(state: &State, session: Session) -> Vec<(SpaceId, String)> {
    let actor = untrack(move || session.actor());
    let Some(person) = actor else { return Vec::new() };
    let spaces = state.spaces_of(person).into_iter().filter(|space| space.users == Users::BuilderId);
    spaces.filter(|space| space.is_administrator(person)).map(|space| (space.id, space.name.clone())).collect()
}

#[component]
fn Steps(cloud: CloudSession, form: Wish) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let current = RwSignal::new(0);
    let busy = RwSignal::new(false);
    let account = cloud.account;
    let checked = move |outcome: Result<(), Refusal>| match outcome {
        Ok(()) => {
            faults.clear();
            true
        }
        Err(refusal) => {
            faults.show(refusal);
            false
        }
    };
    let center = move |check: &dyn Fn(&crate::domain::identity_center::IdentityCenter) -> Result<(), Refusal>| {
        session.peek(|state| state.identity_center(account).map_or(Ok(()), check))
    };
    let check_names = move || {
        let (shown, name) = (form.display_name.get_untracked(), form.name.get_untracked());
        checked(session.peek(|state| check_name(state, &shown, &name).map(|_| ())))
    };
    let check_space = move || {
        let actor = untrack(move || session.actor());
        let Some(place) = form.place() else {
            return checked(Err(Refusal::new("SSO-1", "Choose a space.").at(field::EXISTING_SPACE)));
        };
        checked(session.peek(|state| check_place(state, actor, &place, clock::now())))
    };
    let check_chosen_groups = move || checked(center(&|center| check_groups(center, &groups(form.groups)).map(|_| ())));
    let check_chosen_people = move || {
        let of: BTreeSet<_> = groups(form.groups).into_iter().collect();
        checked(center(&|center| check_administrators(center, &of, &people(form.administrators))))
    };
    let finish = Callback::new(move |()| {
        let Some(place) = form.place() else { return };
        let command = Command::Create {
            display_name: form.display_name.get_untracked(),
            name: form.name.get_untracked(),
            place,
            groups: groups(form.groups),
            administrators: people(form.administrators),
        };
        let sending = form.draft.sending();
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                return faults.show(refusal);
            }
            sending.done();
            flashes.good("SSO is set up. The users of the groups are members of the space now.");
            nav.go(&Route::IdentityCenter);
        });
    });
    let steps = vec![
        Step::new("Application name", move || view! { <Names account=account form=form faults=faults /> })
            .check(check_names),
        Step::new("Space", move || view! { <ChooseSpace cloud=cloud form=form faults=faults /> }).check(check_space),
        Step::new(
            "Groups",
            move || view! { <PickGroups account=account chosen=form.groups fault=faults.at(field::GROUPS) /> },
        )
        .lead("The users of these groups become the members of the space, and follow the groups at each sync.")
        .check(check_chosen_groups),
        Step::new("Administrators", move || {
            view! {
                <Stack>
                    <PickAdministrators
                        account=account
                        groups=form.groups
                        chosen=form.administrators
                        fault=faults.at(field::ADMINISTRATORS)
                    />
                    <Show when=move || form.space().is_some()>
                        <ShowSignIn account=account chosen=form.administrators />
                    </Show>
                </Stack>
            }
        })
        .lead(
            "These users have the Space administrator role themselves. A whole group can get it later, through a team.",
        )
        .check(check_chosen_people),
        Step::new("Review", move || view! { <Review cloud=cloud form=form current=current faults=faults /> }),
    ];
    view! {
        <DraftLine draft=form.draft />
        <Wizard
            label="Set up SSO"
            steps=steps
            current=current
            finish="Set up SSO"
            on_finish=finish
            busy=busy
            on_cancel=Callback::new(move |()| nav.go(&Route::IdentityCenter))
        />
    }
}

#[component]
fn Names(account: crate::domain::account::AccountId, form: Wish, faults: Faults) -> impl IntoView {
    let store = Session::here().select(move |state| {
        state.identity_center(account).and_then(|center| center.instance.store.clone()).unwrap_or_default()
    });
    view! {
        <TextField
            label=field::DISPLAY_NAME
            value=form.display_name
            hint=Some("What people choose on the sign-in page, such as the name of your company.".to_owned())
            fault=faults.at(field::DISPLAY_NAME)
            notice=noticed(form.display_name, Reach::Name)
        />
        <TextField
            label=field::APPLICATION_NAME
            value=form.name
            hint=Some("Unique over all applications; letter case makes no difference.".to_owned())
            fault=faults.at(field::APPLICATION_NAME)
            notice=noticed(form.name, Reach::Name)
        />
        <Facts><Fact name="Identity store ID"><code>{store}</code></Fact></Facts>
    }
}

#[component]
fn ChooseSpace(cloud: CloudSession, form: Wish, faults: Faults) -> impl IntoView {
    let session = Session::here();
    let spaces = Memo::new(move |_| {
        session.actor();
        session.with(|state| choices(state, session))
    });
    let none = spaces.with_untracked(Vec::is_empty);
    let ways = vec![
        Choice::new(NEW, "New space").description("It is made with the last step, and this account pays for it."),
        Choice::new(EXISTING, "Existing space")
            .description("Its Builder ID members go; only users of the groups are left.")
            .disabled(none.then(|| "You administer no space with Builder ID users.".to_owned())),
    ];
    let is_new = Memo::new(move |_| form.way.with(|way| way == NEW));
    let listed = Signal::derive(move || {
        spaces.get().into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect::<Vec<_>>()
    });
    let account = cloud.account;
    view! {
        <RadioGroup label="Space" value=form.way choices=ways />
        {move || {
            if is_new.get() {
                view! {
                    <TextField
                        label=field::SPACE_NAME
                        value=form.new
                        hint=Some(format!("In {}. Name and Region stay for good, and the name is never free again.", cloud.region.label()))
                        fault=faults.at(field::SPACE_NAME)
                        notice=noticed(form.new, Reach::Name)
                    />
                    <RegionNote cloud=cloud />
                }
                    .into_any()
            } else {
                view! {
                    <Select label=field::EXISTING_SPACE value=form.existing choices=listed fault=faults.at(field::EXISTING_SPACE) />
                    <Checkbox
                        label=format!("Make {account} the billing account")
                        value=form.billing
                        hint=Some("The billing account of an SSO space is the organization's management account by default. The former one stays connected.".to_owned())
                    />
                    <Goes space=Signal::derive(move || form.space()) />
                }
                    .into_any()
            }
        }}
        <RefusalNote refusal=faults.beside(&[field::SPACE_NAME, field::EXISTING_SPACE]) />
    }
}

#[component]
fn Review(cloud: CloudSession, form: Wish, current: RwSignal<usize>, faults: Faults) -> impl IntoView {
    let session = Session::here();
    let account = cloud.account;
    let edit = move |step: usize| Callback::new(move |()| current.set(step));
    let space = move || match form.space() {
        None => format!("{} (new, in {})", form.new.get(), cloud.region.label()),
        Some(id) => session.with(|state| state.space(id).map(|space| space.name.clone())).unwrap_or_default(),
    };
    let pays = move || {
        if form.space().is_none() || form.billing.get() { account.to_string() } else { "Stays as it is".to_owned() }
    };
    let group_names = move || {
        let ids = groups(form.groups);
        session.with(|state| {
            let center = state.identity_center(account)?;
            Some(
                ids.iter()
                    .filter_map(|id| center.groups.get(id))
                    .map(|group| group.name.clone())
                    .collect::<Vec<_>>()
                    .join(", "),
            )
        })
    };
    let people_names = move || {
        let ids = people(form.administrators);
        session.with(|state| {
            let center = state.identity_center(account)?;
            let names = ids.iter().filter_map(|id| center.users.get(id)).map(|user| user.profile.full_name.clone());
            Some(names.collect::<Vec<_>>().join(", "))
        })
    };
    view! {
        <Stack>
            <RefusalNote refusal=faults.any() />
            <ReviewPart title="Application name" on_edit=edit(0)>
                <Facts>
                    <Fact name=field::DISPLAY_NAME>{move || form.display_name.get()}</Fact>
                    <Fact name=field::APPLICATION_NAME>{move || form.name.get()}</Fact>
                </Facts>
            </ReviewPart>
            <ReviewPart title="Space" on_edit=edit(1)>
                <Facts>
                    <Fact name="Space">{space}</Fact>
                    <Fact name="Billing account">{pays}</Fact>
                </Facts>
                <Goes space=Signal::derive(move || form.space()) />
            </ReviewPart>
            <ReviewPart title="Groups" on_edit=edit(2)><p>{group_names}</p></ReviewPart>
            <ReviewPart title="Administrators" on_edit=edit(3)><p>{people_names}</p></ReviewPart>
        </Stack>
    }
}
