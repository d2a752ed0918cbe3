//! Findings of the sensitive-data check (DPR-1): what looks like it, where, and keeping it on purpose.

use super::integrity::share;
use crate::{
    components::{
        badge::{Badge, StateDot},
        button::{Button, ButtonKind},
        card::Card,
        flash::Flashes,
        meter::Progress,
        note::Empty,
        table::{Column, DataTable, Width, grouped},
        tone::Tone,
    },
    domain::{
        Command, Refusal, State, practice,
        sensitive::{self, AT_ONCE, Finding, Item, Kind},
    },
    pages::form::mending,
    routes::{Route, SpaceTab},
    session::Session,
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

/// How the look through the vault stands.
#[derive(Clone, PartialEq)]
pub(super) enum Look {
    /// So many things looked through, of so many.
    Going(usize, usize),
    /// The person stopped it.
    Stopped,
    /// Everything was looked through.
    Done,
}

/// What the check found, for all parts of the page.
#[derive(Clone, Copy)]
pub(super) struct Check {
    look: RwSignal<Look>,
    found: RwSignal<Arc<Vec<Finding>>>,
    stopped: RwSignal<bool>,
    again: RwSignal<u32>,
}

impl Check {
    /// Looks through the vault now and after every change of it.
    pub fn begin(session: Session) -> Self {
        let check = Self {
            look: RwSignal::new(Look::Going(0, 0)),
            found: RwSignal::default(),
            stopped: RwSignal::new(false),
            again: RwSignal::new(0),
        };
        let run = StoredValue::new(0_u32);
        Effect::new(move |_| {
            session.kept();
            check.again.track();
            let own = run.get_value() + 1;
            run.set_value(own);
            check.stopped.set(false);
            check.look.set(Look::Going(0, 0));
            leptos::task::spawn_local(async move {
                // Gone with its page, overtaken by a later change, or stopped by the person.
                let goes_on =
                    move || run.try_get_value() == Some(own) && !check.stopped.try_get_untracked().unwrap_or(true);
                let found = session
                    .look_for_sensitive(move |done, total| {
                        let goes_on = goes_on();
                        if goes_on {
                            check.look.try_set(Look::Going(done, total));
                        }
                        goes_on
                    })
                    .await;
                if run.try_get_value() != Some(own) {
                    return;
                }
                check.look.try_set(if found.is_some() { Look::Done } else { Look::Stopped });
                if let Some(found) = found {
                    check.found.try_set(Arc::new(found));
                }
            });
        });
        check
    }

    /// Counts what nobody has kept on purpose; `None` before everything was looked through.
    pub fn open(self) -> Option<practice::Findings> {
        if self.look.get() != Look::Done {
            return None;
        }
        Some(self.found.with(|found| {
            let mut counts = practice::Findings::default();
            for finding in found.iter().filter(|finding| !finding.kept) {
                if finding.kind.is_secret() { counts.secrets += 1 } else { counts.others += 1 }
            }
            counts
        }))
    }
}

/// One finding with the words for it.
#[derive(Clone, PartialEq)]
struct Row {
    finding: Finding,
    place: String,
    href: String,
}

impl Row {
    fn key(&self) -> String {
        let Finding { space, holder, part, mark, .. } = &self.finding;
        let project = holder.project.map(|project| project.to_string()).unwrap_or_default();
        format!("{space}-{project}-{}-{part:?}-{mark:x}", holder.issue.unwrap_or_default())
    }
}

fn row_of(finding: &Finding, state: &State) -> Row {
    let space_name = state.space(finding.space).map(|space| space.name.clone()).unwrap_or_default();
    let project = finding.holder.project.and_then(|project| state.project(finding.space, project));
    let (holder, href) = match (project, finding.holder.issue) {
        (Some(project), Some(number)) => {
            (format!("#{number} in {}", project.name), Route::Issue(finding.space, project.id, number, None).href())
        }
        (Some(project), None) => {
            (format!("Project {}", project.name), Route::ProjectSettings(finding.space, project.id).href())
        }
        (None, _) if finding.part == sensitive::Part::Tag => {
            (format!("AWS accounts of {space_name}"), Route::Accounts(finding.space).href())
        }
        (None, _) => (format!("Space {space_name}"), Route::Space(finding.space, SpaceTab::Projects).href()),
    };
    Row { finding: finding.clone(), place: holder, href }
}

/// The table with its progress and what can be done.
#[component]
pub(super) fn FindingsCard(
    /// The check of this page.
    check: Check,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let selection = RwSignal::new(BTreeSet::new());
    let kept_too = RwSignal::new(false);
    let all = Memo::new(move |_| {
        check
            .found
            .with(|found| session.with(|state| found.iter().map(|finding| row_of(finding, state)).collect::<Vec<_>>()))
    });
    let rows = Memo::new(move |_| {
        let kept_too = kept_too.get();
        all.with(|all| {
            let mut once = BTreeSet::new();
            // The same value twice in one text is one row.
            all.iter()
                .filter(|row| kept_too || !row.finding.kept)
                .filter(|row| once.insert(row.key()))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let kept_count = Memo::new(move |_| all.with(|all| all.iter().filter(|row| row.finding.kept).count()));
    let going = Memo::new(move |_| match check.look.get() {
        Look::Going(done, total) if total > 0 => Some((done, total)),
        _ => None,
    });
    let act = move |keep: bool| {
        let chosen: Vec<Finding> = selection.with_untracked(|chosen| {
            rows.with_untracked(|rows| {
                rows.iter().filter(|row| chosen.contains(&row.key())).map(|row| row.finding.clone()).collect()
            })
        });
        leptos::task::spawn_local(async move {
            match decide(session, &chosen, keep).await {
                Ok(count) => {
                    selection.try_update(BTreeSet::clear);
                    let what =
                        if count == 1 { "One finding".to_owned() } else { format!("{} findings", grouped(count)) };
                    flashes.good(if keep {
                        format!("{what} kept on purpose.")
                    } else {
                        format!("{what} pointed out again.")
                    });
                }
                Err(refusal) => {
                    let shown = flashes.bad(refusal.message);
                    if let Some((route, words)) = refusal.mend.map(mending) {
                        shown.with_link(words, route.href());
                    }
                }
            }
        });
    };
    let chosen_kind = Memo::new(move |_| {
        selection.with(|chosen| {
            rows.with(|rows| {
                let chosen = rows.iter().filter(|row| chosen.contains(&row.key()));
                chosen.fold((false, false, false), |(secret, open, kept), row| {
                    (secret || row.finding.kind.is_secret(), open || !row.finding.kept, kept || row.finding.kept)
                })
            })
        })
    });
    let no_keep = Signal::derive(move || {
        let (secret, open, _) = chosen_kind.get();
        if secret {
            Some("A secret is not kept on purpose: take it out, and renew it.".to_owned())
        } else if open {
            None
        } else {
            Some("All that is chosen is kept on purpose already.".to_owned())
        }
    });
    let columns = vec![
        Column::new("kind", "Looks like", |row: Row| kind_view(row.finding.kind))
            .width(Width::Medium)
            .sort_key(|row: &Row| row.finding.kind),
        Column::new("shown", "Value", |row: Row| view! { <span class="mono masked">{row.finding.masked}</span> })
            .width(Width::Share(2))
            .sort_key(|row: &Row| row.finding.masked.clone()),
        Column::new("where", "Where", |row: Row| view! { <a href=row.href>{row.place}</a> })
            .width(Width::Share(2))
            .sort_key(|row: &Row| (row.finding.holder, row.finding.part)),
        Column::new("part", "In its", |row: Row| row.finding.part.label())
            .width(Width::Share(2))
            .sort_key(|row: &Row| row.finding.part),
        Column::new("state", "State", |row: Row| state_view(&row.finding))
            .width(Width::Medium)
            .sort_key(|row: &Row| row.finding.kept),
    ];
    let count = Signal::derive(move || (check.look.get() == Look::Done).then(|| grouped(rows.with(Vec::len))));
    view! {
        <Card
            title="Findings"
            count=count
            flush=true
            actions=move || {
                view! {
                    <Show when=move || { kept_count.get() > 0 }>
                        <Button small=true kind=ButtonKind::Quiet on_press=Callback::new(move |()| { selection.update(BTreeSet::clear); kept_too.update(|shown| *shown = !*shown); })>
                            {move || if kept_too.get() { "Hide what is kept".to_owned() } else { format!("Show {} kept on purpose", grouped(kept_count.get())) }}
                        </Button>
                    </Show>
                    <Show when=move || check.look.with(|look| *look == Look::Stopped)>
                        <Button small=true on_press=Callback::new(move |()| check.again.update(|count| *count += 1))>"Look again"</Button>
                    </Show>
                }
            }
        >
            <DataTable
                label="Findings"
                rows=rows
                key=Row::key
                columns=columns
                selection=selection
                bare=true
                hide_head=true
                bulk=move || {
                    view! {
                        <Button small=true disabled_reason=no_keep on_press=Callback::new(move |()| act(true))>"Keep on purpose"</Button>
                        <Show when=move || chosen_kind.get().2>
                            <Button small=true on_press=Callback::new(move |()| act(false))>"Point out again"</Button>
                        </Show>
                    }
                }
                empty=move || {
                    let (title, lead) = match check.look.get() {
                        Look::Going(..) => ("Looking through the vault", "Names, tags, titles, texts and comments are looked through for what should not be there."),
                        Look::Stopped => ("Not everything was looked through", "Look again to know."),
                        Look::Done => ("Nothing found", "No e-mail address, card number, phone number or secret stands in names, tags, titles, texts or comments, but for what is kept on purpose."),
                    };
                    view! { <Empty title=title lead=Some(lead.to_owned()) /> }
                }
            />
            <Show when=move || going.get().is_some()>
                <div class="card-foot small">
                    <Progress
                        label="Looking through the vault"
                        share=Signal::derive(move || going.get().map(|(done, total)| share(done, total)))
                        words=Signal::derive(move || going.get().map(|(done, total)| format!("{} of {}", grouped(done), grouped(total))).unwrap_or_default())
                        on_cancel=Callback::new(move |()| check.stopped.set(true))
                    />
                </div>
            </Show>
            <p class="card-foot small muted">
                "Names, tags and texts can reach addresses, bills, logs and exports. No secret is shown here, and of the rest only enough to know it again. What an import brought is never refused, so it is found here."
            </p>
        </Card>
    }
}

fn kind_view(kind: Kind) -> AnyView {
    let tone = if kind.is_secret() { Tone::Bad } else { Tone::Warn };
    view! { <Badge tone=tone>{kind.label()}</Badge> }.into_any()
}

fn state_view(finding: &Finding) -> AnyView {
    let (tone, words) = match (finding.kept, finding.kind.is_secret()) {
        (true, _) => (Tone::Idle, "Kept on purpose"),
        (false, true) => (Tone::Bad, "Take it out"),
        (false, false) => (Tone::Warn, "To look at"),
    };
    view! { <StateDot tone=tone>{words}</StateDot> }.into_any()
}

/// Sends the decision, space by space, as many at once as one command takes.
async fn decide(session: Session, chosen: &[Finding], keep: bool) -> Result<usize, Refusal> {
    let spaces: BTreeSet<_> = chosen.iter().map(|finding| finding.space).collect();
    let mut count = 0;
    for space in spaces {
        let of_space = chosen.iter().filter(|finding| finding.space == space && finding.kept != keep);
        let items: BTreeSet<Item> =
            of_space.map(|finding| Item { holder: finding.holder, mark: finding.mark }).collect();
        let items: Vec<Item> = items.into_iter().collect();
        for items in items.chunks(AT_ONCE).map(<[Item]>::to_vec) {
            count += items.len();
            let command = if keep {
                sensitive::Command::Keep { space, items }
            } else {
                sensitive::Command::PointOut { space, items }
            };
            session.send(Command::Sensitive(command)).await?;
        }
    }
    Ok(count)
}
