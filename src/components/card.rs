//! Surfaces that hold: a card with a head, facts in a list, room between things.

use super::aria::unique_id;
use leptos::prelude::*;

/// A card: a region with a heading and actions.
#[component]
pub fn Card(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// How many things are in it.
    #[prop(optional, into)]
    count: Signal<Option<String>>,
    /// At the end of its head.
    #[prop(optional, into)]
    actions: ViewFn,
    /// The content reaches its edges, as a table does.
    #[prop(optional)]
    flush: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    let id = unique_id("card");
    let labelled = id.clone();
    view! {
        <section class="card" aria-labelledby=labelled>
            <header>
                <h2 id=id>
                    {move || title.get()} {move || count.get().map(|count| view! { " " <span class="count">{count}</span> })}
                </h2>
                <div class="actions">{actions.run()}</div>
            </header>
            <div class="body" data-flush=flush.then_some("")>{children()}</div>
        </section>
    }
}

/// A card that leads somewhere as a whole. Its title is the link.
#[component]
pub fn LinkCard(
    /// The link's words.
    #[prop(into)]
    title: Signal<String>,
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// What is said of it.
    children: Children,
) -> impl IntoView {
    view! {
        <article class="card link-card">
            <h3><a href=move || href.get()>{move || title.get()}</a></h3>
            {children()}
        </article>
    }
}

/// Things under each other with even room between them.
#[component]
pub fn Stack(
    /// The things.
    children: Children,
) -> impl IntoView {
    view! { <div class="stack">{children()}</div> }
}

/// Things beside each other; they wrap.
#[component]
pub fn Row(
    /// The things.
    children: Children,
) -> impl IntoView {
    view! { <div class="row">{children()}</div> }
}

/// Cards in as many columns as there is room for.
#[component]
pub fn CardGrid(
    /// The cards.
    children: Children,
) -> impl IntoView {
    view! { <div class="card-grid">{children()}</div> }
}

/// Two columns: the main thing and what goes with it; one under the other where it is narrow.
#[component]
pub fn Split(
    /// The main thing, then what goes with it.
    children: Children,
) -> impl IntoView {
    view! { <div class="split"><div class="split-inner">{children()}</div></div> }
}

/// Names and values.
#[component]
pub fn Facts(
    /// [`Fact`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One name with its value, inside [`Facts`].
#[component]
pub fn Fact(
    /// The name.
    #[prop(into)]
    name: Signal<String>,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! { <div><dt>{move || name.get()}</dt><dd>{children()}</dd></div> }
}
