//! The top of a page: where it is, what it is called, what can be done.

use leptos::prelude::*;

/// One step of the way to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// The words.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Crumb {
    /// A step with where it leads.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// The way to this page, without the page itself: its title says that.
#[component]
pub fn Breadcrumbs(
    /// From the outermost inwards.
    #[prop(into)]
    crumbs: Signal<Vec<Crumb>>,
) -> impl IntoView {
    view! {
        <nav class="crumbs" aria-label="Breadcrumb">
            <ol>
                {move || {
                    crumbs.get().into_iter().map(|crumb| view! { <li><a href=crumb.href>{crumb.label}</a></li> }).collect_view()
                }}
            </ol>
        </nav>
    }
}

/// The title, what the page is for, and its actions at the end: one primary button at most.
#[component]
pub fn PageHead(
    /// The page's one `h1`.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence on what is here.
    #[prop(optional, into)]
    lead: Signal<Option<String>>,
    /// Beside the title: badges, a state.
    #[prop(optional, into)]
    beside: ViewFn,
    /// At the end: buttons.
    #[prop(optional, into)]
    actions: ViewFn,
) -> impl IntoView {
    view! {
        <div class="page-head">
            <div class="page-title">
                <h1 tabindex="-1">{move || title.get()}</h1>
                {beside.run()}
            </div>
            <div class="actions">{actions.run()}</div>
            {move || lead.get().map(|lead| view! { <p>{lead}</p> })}
        </div>
    }
}
