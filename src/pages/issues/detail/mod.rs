//! One issue: in the panel beside a list, or on its own.

mod assistant;
mod comments;
mod description;
mod fields;
mod history;
mod tasks;
mod title;

use super::desk::{Desk, HeldIssue};
use crate::{
    components::{
        button::{Button, ButtonKind, LinkButton},
        icon::Icon,
        note::{Empty, Note},
        tone::Tone,
    },
    domain::{Permission, assistant::hold, issue::EditWish},
    routes::IssueView,
};
use assistant::AssistantPart;
use comments::Comments;
use description::Description;
use fields::{Fields, Origin};
use history::History;
use leptos::prelude::*;
use tasks::Tasks;
use title::TitleLine;

/// An issue by its number, as it is now.
#[derive(Clone, Copy)]
pub(super) struct Open {
    /// The desk.
    pub desk: Desk,
    /// Its number.
    pub number: u32,
    /// It stands on a page of its own.
    pub page: bool,
    /// The issue; `None` when there is none by this number.
    pub issue: Memo<Option<HeldIssue>>,
    /// Why it cannot be changed.
    pub refused: Signal<Option<String>>,
    /// Why its title and description cannot be changed.
    pub words_refused: Signal<Option<String>>,
}

impl Open {
    fn new(desk: Desk, number: u32, page: bool) -> Self {
        let issue = Memo::new(move |_| desk.issues(|issues| issues.get(number).cloned().map(HeldIssue)).flatten());
        let refused = desk.refusal(Permission::UpdateIssue);
        let words_refused = Memo::new(move |_| {
            let place = desk.place.get();
            let held = || desk.session.with(|state| hold(state, place, number, "Title").err());
            refused.get().or_else(|| held().map(|refusal| refusal.message))
        });
        Self { desk, number, page, issue, refused, words_refused: words_refused.into() }
    }

    /// Reads a part of the issue as a memo; nothing while it is gone.
    pub fn part<T>(self, read: impl Fn(&crate::domain::issue::Issue) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        let issue = self.issue;
        Memo::new(move |_| issue.with(|issue| issue.as_ref().map(|issue| read(&issue.0)).unwrap_or_default()))
    }

    /// A heading inside: right under the title on a page of its own, under the panel's headings else.
    pub fn heading(self, id: &'static str, inside: AnyView) -> AnyView {
        if self.page {
            view! { <h2 id=id>{inside}</h2> }.into_any()
        } else {
            view! { <h4 id=id>{inside}</h4> }.into_any()
        }
    }

    /// Changes it.
    pub fn wish(self, wish: EditWish) {
        self.desk.edit(vec![self.number], vec![wish], None);
    }
}

/// Everything about an issue.
#[component]
pub fn IssueDetail(
    /// Which one.
    number: u32,
    /// The view it stands beside; on its own page without.
    beside: Option<IssueView>,
) -> impl IntoView {
    let desk = Desk::here();
    let open = Open::new(desk, number, beside.is_none());
    let there = Memo::new(move |_| open.issue.with(Option::is_some));
    view! {
        <Show when=move || there.get() fallback=move || view! { <NotFound number=number beside=beside /> }>
            <div class="issue-detail" data-beside=beside.map(|_| "")>
                <TitleLine open=open page=beside.is_none() />
                <Archived open=open />
                <div class="issue-detail-parts">
                    <div class="issue-detail-main">
                        <Description open=open />
                        <Tasks open=open />
                        <Comments open=open />
                    </div>
                    <div class="issue-detail-side">
                        <Fields open=open />
                        <AssistantPart open=open />
                        <Origin open=open />
                        <ArchiveButton open=open />
                    </div>
                </div>
                <History open=open />
            </div>
        </Show>
    }
}

#[component]
fn NotFound(number: u32, beside: Option<IssueView>) -> impl IntoView {
    let desk = Desk::here();
    let href = desk.view(beside.unwrap_or(IssueView::All)).href();
    let title = format!("There is no issue #{number} in this project");
    let heading = title.clone();
    view! {
        {beside.is_none().then(|| view! { <h1 class="visually-hidden">{heading}</h1> })}
        <Empty
            title=title
            lead="Issues are never deleted and never numbered anew, so the address may be mistyped, or of another project.".to_owned()
            icon=Icon::Issue
            action=move || view! { <LinkButton href=href.clone()>"See all issues"</LinkButton> }
        />
    }
}

/// Says that it is archived, with the way back.
#[component]
fn Archived(open: Open) -> impl IntoView {
    let archived = open.part(|issue| issue.archived);
    view! {
        <Show when=move || archived.get()>
            <Note tone=Tone::Idle action=move || view! { <ArchiveButton open=open /> }>
                "Archived: it stands on no board and not in the backlog."
            </Note>
        </Show>
    }
}

/// Archives or restores, with Undo.
#[component]
fn ArchiveButton(open: Open) -> impl IntoView {
    let archived = open.part(|issue| issue.archived);
    let refused = open.desk.refusal(Permission::ArchiveAnIssue);
    let press = move || {
        let away = !archived.get_untracked();
        let said = format!("{} #{}.", if away { "Archived" } else { "Restored" }, open.number);
        open.desk.edit(vec![open.number], vec![EditWish::Archived(away)], Some(said));
    };
    view! {
        <Button kind=ButtonKind::Quiet small=true icon=Icon::Archive disabled_reason=refused on_press=press>
            {move || if archived.get() { "Restore" } else { "Archive" }}
        </Button>
    }
}
