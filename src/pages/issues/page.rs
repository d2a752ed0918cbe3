//! The page of issues with its four faces, and the panel of one issue beside them.

use super::{
    act::counted,
    board::Board,
    create::CreateIssue,
    desk::Desk,
    detail::IssueDetail,
    drop::FileTarget,
    export::ExportMenu,
    finder::Finder,
    rows::belongs,
    table::{IssueTable, TableLines},
    toolbar::Toolbar,
};
use crate::{
    components::{
        button::{Button, ButtonKind, LinkButton},
        focus::{focus, focus_id, focused},
        frame::WithPanel,
        icon::Icon,
        note::Empty,
        page_head::{Breadcrumbs, Crumb, PageHead},
        shortcuts::Shortcuts,
        tabs::{TabLink, Tabs},
    },
    domain::{
        Permission, ProjectId, SpaceId,
        draft::DraftKey,
        issue::{ACTIVE, StatusId},
    },
    pages::draft::KeptDraft,
    routes::{IssueView, Route, SpaceTab},
};
use leptos::prelude::*;
use web_sys::HtmlElement;

/// `…/issues` in one of its views, with the panel of an issue when one is open beside it.
#[component]
pub fn IssuesPage(
    /// The space.
    space: Signal<SpaceId>,
    /// The project.
    project: Signal<ProjectId>,
    /// Which face.
    view: Memo<IssueView>,
    /// The issue in the panel.
    open: Memo<Option<u32>>,
) -> impl IntoView {
    let desk = Desk::provide(space, project);
    let there = Memo::new(move |_| desk.project.with(Option::is_some));
    view! {
        <Show when=move || there.get() fallback=|| view! { <NoProject /> }>
            <Faces view=view open=open />
        </Show>
    }
}

/// There is no project by the address.
#[component]
pub fn NoProject() -> impl IntoView {
    view! {
        <PageHead title="Issues" />
        <Empty
            title="This project is not in this vault"
            lead="It may have been deleted, or the address is of another vault.".to_owned()
            icon=Icon::Project
            action=|| view! { <LinkButton href=Route::Spaces.href()>"See the spaces"</LinkButton> }
        />
    }
}

/// The way to a project.
pub fn crumbs(desk: Desk) -> Signal<Vec<Crumb>> {
    let session = desk.session;
    Memo::new(move |_| {
        let (space, project) = desk.place.get();
        session
            .with(|state| {
                let found = state.space(space)?;
                let name = found.projects.get(&project)?.name.clone();
                Some(vec![
                    Crumb::new(found.name.clone(), Route::Space(space, SpaceTab::Projects).href()),
                    Crumb::new(name, Route::Project(space, project).href()),
                ])
            })
            .unwrap_or_default()
    })
    .into()
}

#[component]
fn Faces(view: Memo<IssueView>, open: Memo<Option<u32>>) -> impl IntoView {
    let desk = Desk::here();
    let finder = Finder::new(desk);
    let table = TableLines::new(desk, finder, view.into());
    let creating = RwSignal::new(false);
    let create = desk.refusal(Permission::CreateIssue);
    let start = move |status: Option<StatusId>| {
        if create.get_untracked().is_none() {
            if status.is_some() {
                desk.memory.status_wish.set(status);
            }
            creating.set(true);
        }
    };
    let keys = Shortcuts::of_page();
    keys.add("Issues", "c", "Create an issue", move || start(None));
    keys.add("Issues", "/", "Search issues", || focus_id("search-issues"));
    for (key, what) in [("x", "Choose the row"), ("e", "Edit the row's title"), ("o", "Open the card or the row")] {
        // Shown in the map; the list itself acts, since it knows its row.
        keys.add("Issues", key, what, || {});
    }
    keys.add("Issues", "[", "Move the card a lane back", || {});
    keys.add("Issues", "]", "Move the card a lane on", || {});
    let totals = Memo::new(move |_| desk.issues(|issues| totals(issues, view.get())).unwrap_or_default());
    let set = Memo::new(move |_| finder.found(desk));
    let found = Memo::new(move |_| match view.get() {
        IssueView::All | IssueView::Archived => table.shown.get(),
        view => match set.get().0 {
            None => totals.get().here,
            Some(found) => desk
                .issues(|issues| {
                    let all = found.iter().filter_map(|number| issues.get(*number));
                    all.filter(|issue| belongs(issues, issue, view)).count()
                })
                .unwrap_or_default(),
        },
    });
    let counts = Signal::derive(move || (found.get(), totals.get().here));
    let opener = StoredValue::<Option<HtmlElement>, LocalStorage>::new_local(None);
    Effect::new(move |before: Option<Option<u32>>| {
        let now = open.get();
        if now.is_some() && before.flatten().is_none() {
            opener.set_value(focused());
            request_animation_frame(|| focus_id("issue-heading"));
        } else if now.is_none()
            && before.flatten().is_some()
            && let Some(element) =
                opener.try_update_value(Option::take).flatten().filter(|element| element.is_connected())
        {
            focus(&element);
        }
        now
    });
    let close = move || desk.nav.go(&desk.view(view.get_untracked()));
    let panel_title = Signal::derive(move || open.get().map(|number| format!("Issue #{number}")));
    let panel = move || {
        view! {
            {move || open.get().map(|number| view! { <IssueDetail number=number beside=Some(view.get_untracked()) /> })}
        }
    };
    let tools = move || {
        let whole =
            Signal::derive(move || open.get().map(|number| desk.address(number, None).href()).unwrap_or_default());
        view! { <LinkButton href=whole kind=ButtonKind::Quiet small=true icon=Icon::Outside>"Full page"</LinkButton> }
    };
    view! {
        <WithPanel title=panel_title on_close=close tools=tools panel=panel>
            <Breadcrumbs crumbs=crumbs(desk) />
            <PageHead title="Issues" actions=move || view! { <Actions creating=creating create=create table=table view=view /> } />
            <Quota active=Memo::new(move |_| totals.get().active) />
            <BegunIssue creating=creating create=create />
            <Tabs label="Views of issues" tabs=tabs(desk, view) />
            <Show when=move || desk.issues(|issues| !issues.by_number.is_empty()).unwrap_or(true) fallback=move || view! { <FirstSteps creating=creating create=create /> }>
                <Toolbar view=view counts=counts />
                {move || {
                    let now = view.get();
                    match now {
                        IssueView::Board => {
                            view! { <Board found=set view=now on_create=move |status: StatusId| start(Some(status)) /> }.into_any()
                        }
                        IssueView::Backlog if totals.get_untracked().here == 0 && totals.get().here == 0 => view! { <NothingHere view=now /> }.into_any(),
                        IssueView::Backlog => {
                            view! { <Board found=set view=now on_create=move |status: StatusId| start(Some(status)) /> }.into_any()
                        }
                        IssueView::All | IssueView::Archived => {
                            let loading = Signal::derive(move || !finder.is_complete() && table.shown.get() == 0);
                            let empty = move || {
                                if totals.get().here == 0 {
                                    view! { <NothingHere view=now /> }.into_any()
                                } else {
                                    view! { <NothingFound /> }.into_any()
                                }
                            };
                            let table = view! {
                                <IssueTable table=table view=Signal::stored(now) loading=loading current=open.into() empty=empty />
                            };
                            view! { <FileTarget on=now == IssueView::All>{table}</FileTarget> }.into_any()
                        }
                    }
                }}
            </Show>
        </WithPanel>
        <CreateIssue open=creating view=view />
    }
}

/// Counts of a view.
#[derive(Clone, Copy, Default, PartialEq)]
struct Totals {
    here: usize,
    active: usize,
}

fn totals(issues: &crate::domain::issue::Issues, view: IssueView) -> Totals {
    Totals {
        here: issues.by_number.values().filter(|issue| belongs(issues, issue, view)).count(),
        active: issues.active_count(),
    }
}

fn tabs(desk: Desk, view: Memo<IssueView>) -> Signal<Vec<TabLink>> {
    Memo::new(move |_| {
        desk.place.track();
        let now = view.get();
        [
            (IssueView::Board, "Board"),
            (IssueView::Backlog, "Backlog"),
            (IssueView::All, "All issues"),
            (IssueView::Archived, "Archived"),
        ]
        .map(|(face, words)| TabLink::new(words, desk.view(face).href(), face == now))
        .to_vec()
    })
    .into()
}

#[component]
fn Actions(
    creating: RwSignal<bool>,
    create: Signal<Option<String>>,
    table: TableLines,
    view: Memo<IssueView>,
) -> impl IntoView {
    let desk = Desk::here();
    let import = move || {
        let (space, project) = desk.place.get();
        Route::ImportIssues(space, project).href()
    };
    view! {
        <ExportMenu table=table view=view />
        <LinkButton href=Signal::derive(import) icon=Icon::Import disabled_reason=create>"Import"</LinkButton>
        <Button kind=ButtonKind::Primary icon=Icon::Plus disabled_reason=create on_press=move || creating.set(true)>"Create issue"</Button>
    }
}

/// Over the service's own quota, quietly.
#[component]
fn Quota(active: Memo<usize>) -> impl IntoView {
    view! {
        <Show when=move || { active.get() > ACTIVE }>
            <p class="issue-quota">
                {move || {
                    format!(
                        "{} are active. The service itself takes {} in a project; here they all work.",
                        counted(active.get(), "issue", "issues"),
                        counted(ACTIVE, "active issue", "active issues"),
                    )
                }}
            </p>
        </Show>
    }
}

/// An issue that was begun and not sent, while its dialog is closed.
#[component]
fn BegunIssue(creating: RwSignal<bool>, create: Signal<Option<String>>) -> impl IntoView {
    let desk = Desk::here();
    let key = Signal::derive(move || {
        let (space, project) = desk.place.get();
        DraftKey::CreateIssue(space, project)
    });
    view! {
        <Show when=move || !creating.get() && create.get().is_none()>
            <KeptDraft key=key what="The issue you began" on_continue=move || creating.set(true) />
        </Show>
    }
}

/// The project has no issue yet.
#[component]
fn FirstSteps(creating: RwSignal<bool>, create: Signal<Option<String>>) -> impl IntoView {
    let desk = Desk::here();
    view! {
        <FileTarget on=true>
            <Empty
                title="No issues yet"
                lead="Issues keep track of features, tasks and bugs, from an idea in the backlog to done. Create the first, or bring yours along as CSV, JSON lines or GitHub's JSON: drop the file here.".to_owned()
                icon=Icon::Issue
                action=move || {
                    let (space, project) = desk.place.get_untracked();
                    view! {
                        <Button icon=Icon::Plus disabled_reason=create on_press=move || creating.set(true)>"Create the first issue"</Button>
                        <LinkButton href=Route::ImportIssues(space, project).href() icon=Icon::Import disabled_reason=create>"Import issues"</LinkButton>
                    }
                }
            />
        </FileTarget>
    }
}

/// The view has no issue, with or without a search.
#[component]
fn NothingHere(view: IssueView) -> impl IntoView {
    let (title, lead) = match view {
        IssueView::Backlog => {
            ("The backlog is empty", "Issues that are not planned yet stand here, the most wanted on top.")
        }
        IssueView::Archived => {
            ("Nothing is archived", "Archived issues leave the board and the backlog, and can be restored from here.")
        }
        IssueView::Board | IssueView::All => ("No issues", "All issues of this project are archived."),
    };
    view! { <Empty title=title lead=lead.to_owned() icon=Icon::Issue /> }
}

/// The search leaves nothing.
#[component]
fn NothingFound() -> impl IntoView {
    let query = Desk::here().memory.query;
    view! {
        <Empty
            title="No issue passes this search"
            lead="Take a word or a token away, or look in another view.".to_owned()
            icon=Icon::Search
            action=move || view! { <Button on_press=move || query.set(String::new())>"Clear the search"</Button> }
        />
    }
}

/// `…/issues/:i` on its own.
#[component]
pub fn IssuePage(
    /// The space.
    space: Signal<SpaceId>,
    /// The project.
    project: Signal<ProjectId>,
    /// Which issue.
    number: Memo<Option<u32>>,
) -> impl IntoView {
    let desk = Desk::provide(space, project);
    let there = Memo::new(move |_| desk.project.with(Option::is_some));
    let way = Signal::derive(move || {
        let mut way = crumbs(desk).get();
        way.push(Crumb::new("Issues", desk.view(IssueView::All).href()));
        way
    });
    view! {
        <Show when=move || there.get() fallback=|| view! { <NoProject /> }>
            <Breadcrumbs crumbs=way />
            {move || number.get().map(|number| view! { <IssueDetail number=number beside=None /> })}
        </Show>
    }
}
