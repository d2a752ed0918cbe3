//! One lane: its head, and the cards in sight.

use super::{
    card::CardView,
    carry::{Carry, Mark},
};
use crate::{
    components::{
        aria::unique_id,
        badge::StateDot,
        button::{Button, ButtonKind, IconButton},
        icon::Icon,
        menu::{Menu, MenuItem},
        scroll::{Scroll, live_rows},
        table::grouped,
        tone::Tone,
    },
    domain::{
        Permission,
        issue::{Category, EditWish, StatusId},
    },
    pages::issues::{act::counted, rows::Card},
    routes::IssueView,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The tone of a category's dot.
pub const fn tone(category: Category) -> Tone {
    match category {
        Category::Draft | Category::NotStarted => Tone::Idle,
        Category::Started => Tone::Info,
        Category::Completed => Tone::Good,
    }
}

/// A lane. It lives as long as its status stands on the board.
#[component]
pub fn LaneView(
    /// Which status.
    status: StatusId,
    /// What the lanes share.
    carry: Carry,
    /// Board, or the backlog with its rows.
    view: IssueView,
    /// Opens the form for a new issue of this status.
    on_create: Callback<(StatusId,)>,
) -> impl IntoView {
    let desk = carry.desk;
    let head = Memo::new(move |_| {
        carry.lanes.with(|lanes| {
            lanes.of(status).map(|lane| (lane.name.clone(), lane.category, lane.active, lane.cards.len(), lane.total))
        })
    });
    let name = Memo::new(move |_| head.with(|head| head.as_ref().map(|head| head.0.clone()).unwrap_or_default()));
    let count = Signal::derive(move || head.with(|head| head.as_ref().map_or(0, |head| head.3)));
    let scroll = Scroll::new(count);
    carry.register(status, scroll);
    let live = live_rows(move || {
        let (first, last) = scroll.range();
        carry.lanes.with(|lanes| {
            let cards = lanes.of(status).map(|lane| lane.cards.iter());
            cards
                .into_iter()
                .flatten()
                .enumerate()
                .take(last)
                .skip(first)
                .map(|(at, card)| (Arc::<str>::from(card.0.number.to_string()), at, card.clone()))
                .collect()
        })
    });
    Effect::new(move |_| {
        live.track();
        request_animation_frame(move || scroll.measure());
    });
    let id = unique_id("lane");
    let (named, listed) = (id.clone(), id.clone());
    let aimed = move || carry.aim.with(|aim| aim.is_some_and(|aim| aim.status == status));
    let create = desk.refusal(Permission::CreateIssue);
    let archive = desk.refusal(Permission::ArchiveAnIssue);
    let items = Signal::derive(move || {
        let cards = count.get();
        vec![
            MenuItem::action(format!("Archive {}", counted(cards, "issue", "issues")), move || {
                archive_all(carry, status);
            })
            .icon(Icon::Archive)
            .disabled(archive.get().or_else(|| (cards == 0).then(|| "There is nothing to archive.".to_owned()))),
        ]
    });
    let done = move || head.with(|head| head.as_ref().is_some_and(|head| head.1 == Category::Completed));
    let words = move || {
        head.with(|head| {
            head.as_ref().map(|(_, _, _, shown, total)| {
                if shown == total { grouped(*shown) } else { format!("{} of {}", grouped(*shown), grouped(*total)) }
            })
        })
    };
    let dot = Signal::derive(move || head.with(|head| head.as_ref().map_or(Tone::Idle, |head| tone(head.1))));
    view! {
        <section
            class="issue-lane"
            aria-labelledby=named
            data-lane=status.0.to_string()
            data-closed=move || head.with(|head| head.as_ref().is_some_and(|head| !head.2)).then_some("")
            data-aimed=move || aimed().then_some("")
        >
            <header>
                <h2 id=id>
                    <StateDot tone=dot>{move || name.get()}</StateDot>
                    " "
                    <span class="count num">{words}</span>
                </h2>
                <span class="actions">
                    <IconButton
                        icon=Icon::Plus
                        small=true
                        label=Signal::derive(move || format!("Create issue in {}", name.get()))
                        disabled_reason=create
                        on_press=move || on_create.run((status,))
                    />
                    <Show when=done>
                        <Menu label=Signal::derive(move || format!("More for {}", name.get())) items=items icon=Icon::More icon_only=true small=true />
                    </Show>
                </span>
            </header>
            <div class="issue-lane-list" data-lane-list="" node_ref=scroll.scroller on:scroll=move |_| scroll.scrolled()>
                <ul aria-labelledby=listed style:padding-block-start=move || scroll.before() style:padding-block-end=move || scroll.after()>
                    <For
                        each=move || live.get()
                        key=|(key, _)| key.clone()
                        children=move |(_, live)| {
                            let place = live.clone();
                            let at = Memo::new(move |_| place.with(|(at, _)| *at));
                            let card = Signal::derive(move || live.with(|(_, card)| card.clone()));
                            view! { <CardPlace at=at card=card count=count status=status carry=carry view=view /> }
                        }
                    />
                </ul>
                <Show when=move || count.get() == 0>
                    <p class="issue-lane-empty">
                        {move || if head.with(|head| head.as_ref().is_some_and(|head| head.4 > 0)) { "Nothing here passes the search." } else { "Nothing here." }}
                    </p>
                </Show>
            </div>
        </section>
    }
}

/// A card at its place.
#[component]
fn CardPlace(
    at: Memo<usize>,
    card: Signal<Card>,
    count: Signal<usize>,
    status: StatusId,
    carry: Carry,
    view: IssueView,
) -> impl IntoView {
    let number = Memo::new(move |_| card.with(|card| card.0.number));
    let mark = Memo::new(move |_| carry.mark(status, at.get(), count.get(), number.get()));
    let lifted = Memo::new(move |_| carry.aim.with(|aim| aim.is_some_and(|aim| aim.number == number.get())));
    let first = move || {
        // Each lane is one stop of the Tab key: the card that had the focus, or its first.
        let active = carry.active.get();
        match active {
            Some(active) if active == number.get() => true,
            Some(active) => {
                at.get() == 0
                    && carry.lanes.with(|lanes| {
                        lanes.of(status).is_none_or(|lane| lane.cards.iter().all(|card| card.0.number != active))
                    })
            }
            None => at.get() == 0,
        }
    };
    view! {
        <li
            data-row=move || at.get().to_string()
            data-drop=move || mark.get().map(Mark::name)
            aria-posinset=move || (at.get() + 1).to_string()
            aria-setsize=move || count.get().to_string()
        >
            <article
                class="issue-card"
                tabindex=move || if first() { "0" } else { "-1" }
                data-row-control=""
                data-number=move || number.get().to_string()
                data-lifted=move || lifted.get().then_some("")
                aria-label=move || card.with(|card| format!("#{} {}", card.0.number, card.0.title))
                aria-describedby="issue-card-keys"
                on:focus=move |_| carry.active.set(Some(number.get_untracked()))
            >
                <CardView card=card carry=carry view=view />
            </article>
            <Show when=move || view == IssueView::Backlog>
                <ToBoard number=number carry=carry />
            </Show>
        </li>
    }
}

/// Moves an issue of the backlog to the first lane of the board.
#[component]
fn ToBoard(number: Memo<u32>, carry: Carry) -> impl IntoView {
    let desk = carry.desk;
    let press = move || {
        let number = number.get_untracked();
        let first = desk
            .peek(|issues| issues.first_of(Category::NotStarted).map(|status| (status.id, status.name.clone())))
            .flatten();
        if let Some((status, name)) = first {
            desk.edit(vec![number], vec![EditWish::Status(status)], Some(format!("Moved #{number} to {name}.")));
        }
    };
    view! {
        <Button kind=ButtonKind::Quiet small=true icon=Icon::Board disabled_reason=carry.refused on_press=press>
            "Move to board"
            <span class="visually-hidden">{move || format!(" #{}", number.get())}</span>
        </Button>
    }
}

/// Archives the cards of a lane that are shown.
fn archive_all(carry: Carry, status: StatusId) {
    let numbers: Vec<u32> = carry.lanes.with_untracked(|lanes| {
        lanes.of(status).map(|lane| lane.cards.iter().map(|card| card.0.number).collect()).unwrap_or_default()
    });
    let said = format!("Archived {}.", counted(numbers.len(), "issue", "issues"));
    carry.desk.edit(numbers, vec![EditWish::Archived(true)], Some(said));
}
