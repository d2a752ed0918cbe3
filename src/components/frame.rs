//! The frame of the console: top bar, side navigation, main. Slots alone: what stands in them is the pages' part.

use super::{
    aria::unique_id,
    button::IconButton,
    focus::focus_id,
    icon::{Icon, IconView},
};
use leptos::{html, prelude::*};
use web_sys::HtmlElement;

/// The id of the main part: where the skip link leads and where the focus goes after a page changed.
pub const MAIN: &str = "main";

/// The id of the side navigation; the menu button of a narrow window opens it.
pub const SIDE: &str = "side-navigation";

/// Top bar, side navigation and main. The side folds to icons; under 900 pixels it is a drawer.
#[component]
pub fn Frame(
    /// The top bar, best a [`TopBar`].
    #[prop(into)]
    top: ViewFnOnce,
    /// The side, best a [`SideNav`].
    #[prop(into)]
    side: ViewFnOnce,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class="skip"
            href="#main"
            data-stays=""
            on:click=move |event| {
                // The address holds the route, so the jump is made by hand.
                event.prevent_default();
                event.stop_propagation();
                focus_id(MAIN);
            }
        >
            "Skip to the content"
        </a>
        <div class="frame">
            {top.run()}
            {side.run()}
            <main id=MAIN tabindex="-1">{children()}</main>
        </div>
    }
}

/// The bar at the top: what opens the side in a narrow window, then what is given.
#[component]
pub fn TopBar(
    /// The mark, switchers, search, seal and the person.
    children: Children,
) -> impl IntoView {
    view! {
        <header class="top-bar">
            <button class="icon-button only-narrow" type="button" popovertarget=SIDE aria-label="Navigation">
                <IconView icon=Icon::Menu />
            </button>
            {children()}
        </header>
    }
}

/// The line in the top bar that opens the palette.
#[component]
pub fn CommandLine(
    /// Opens it.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button class="command-line" type="button" aria-label="Search or run a command" aria-keyshortcuts="Control+K Meta+K" on:click=move |_| on_press.run(())>
            <IconView icon=Icon::Search />
            <span>"Search or run a command"</span>
            <kbd>"Ctrl K"</kbd>
        </button>
    }
}

/// The seal: whether what is on the screen is protected at rest. A press locks.
#[component]
pub fn Seal(
    /// How it stands: good when saved, info while saving, warn when something is not protected or not kept.
    #[prop(into)]
    tone: Signal<super::Tone>,
    /// The words: "Sealed, locks in 14 min".
    #[prop(into)]
    words: Signal<String>,
    /// What it means in full, as its tip.
    #[prop(into)]
    meaning: Signal<String>,
    /// Locks.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let id = unique_id("seal");
    let described = id.clone();
    view! {
        <super::Tip id=id text=Signal::derive(move || Some(meaning.get())) at_end=true>
            <button
                class="seal"
                type="button"
                data-tone=move || tone.get().name()
                aria-label=move || format!("{}. Lock now", words.get())
                aria-describedby=described
                on:click=move |_| on_press.run(())
            >
                <IconView icon=Icon::Lock />
                <span>{move || words.get()}</span>
            </button>
        </super::Tip>
    }
}

/// One place of the side navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Its picture.
    pub icon: Icon,
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// How many things are there.
    pub count: Option<String>,
    /// Whether the page is this one or under it.
    pub current: bool,
}

impl NavItem {
    /// A place with its picture, its words and where it leads.
    pub fn new(icon: Icon, label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self { icon, label: label.into(), href: href.into(), count: None, current }
    }

    /// With how many things are there.
    #[must_use]
    pub fn count(mut self, count: impl Into<String>) -> Self {
        self.count = Some(count.into());
        self
    }
}

/// A part of the side navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavSection {
    /// Its heading; none for the first.
    pub title: Option<String>,
    /// Its places.
    pub items: Vec<NavItem>,
}

impl NavSection {
    /// A part with its heading.
    pub fn new(title: Option<String>, items: Vec<NavItem>) -> Self {
        Self { title, items }
    }
}

/// The side navigation.
#[component]
pub fn SideNav(
    /// Its parts.
    #[prop(into)]
    sections: Signal<Vec<NavSection>>,
    /// Folded to icons. The caller keeps the choice.
    folded: RwSignal<bool>,
) -> impl IntoView {
    let nav = NodeRef::<html::Nav>::new();
    let close = move || {
        if let Some(nav) = nav.try_get_untracked().flatten() {
            // Refused where it is not a drawer, which changes nothing.
            let _ = HtmlElement::hide_popover(&nav);
        }
    };
    view! {
        <nav class="side" id=SIDE popover="auto" aria-label="Console" node_ref=nav data-folded=move || folded.get().then_some("")>
            <div class="side-list">{move || sections.get().into_iter().map(|section| part(section, close)).collect_view()}</div>
            <div class="side-foot">
                <IconButton
                    icon=Icon::Sidebar
                    label=Signal::derive(move || if folded.get() { "Unfold the navigation" } else { "Fold the navigation" }.to_owned())
                    small=true
                    on_press=move || folded.update(|folded| *folded = !*folded)
                />
            </div>
        </nav>
    }
}

fn part(section: NavSection, close: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let NavSection { title, items } = section;
    view! {
        {title.map(|title| view! { <h2>{title}</h2> })}
        <ul>
            {items
                .into_iter()
                .map(|NavItem { icon, label, href, count, current }| {
                    let title = label.clone();
                    view! {
                        <li>
                            <a href=href aria-current=current.then_some("page") title=title on:click=move |_| close()>
                                <IconView icon=icon />
                                <span class="side-label">{label}</span>
                                {count.map(|count| view! { <span class="count num">{count}</span> })}
                            </a>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// The layout of pages before a space is open: the mark, then one column in the middle.
#[component]
pub fn LockScreen(
    /// Wider, for a wizard.
    #[prop(optional)]
    wide: bool,
    /// At the top right: the theme.
    #[prop(optional, into)]
    corner: ViewFn,
    /// The page, with its own `h1`.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="lock-screen" data-wide=wide.then_some("")>
            <header><super::Mark /><div>{corner.run()}</div></header>
            <main id=MAIN tabindex="-1">{children()}</main>
        </div>
    }
}

/// A list with its details beside it. The details have their own address; in a narrow window they cover the list.
#[component]
pub fn WithPanel(
    /// The details' title; without one there is no panel.
    #[prop(into)]
    title: Signal<Option<String>>,
    /// Closes the panel.
    #[prop(into)]
    on_close: Callback<()>,
    /// Beside the title: a menu, a link to the whole page.
    #[prop(optional, into)]
    tools: ViewFn,
    /// The details.
    #[prop(into)]
    panel: ViewFn,
    /// The list.
    children: Children,
) -> impl IntoView {
    let open = Memo::new(move |_| title.with(Option::is_some));
    let (tools, panel) = (StoredValue::new(tools), StoredValue::new(panel));
    let id = unique_id("panel");
    let id = StoredValue::new(id);
    view! {
        <div class="with-panel" data-open=move || open.get().then_some("")>
            <div class="with-panel-main">{children()}</div>
            <Show when=move || open.get()>
                <aside
                    class="panel-beside"
                    aria-labelledby=id.get_value()
                    on:keydown=move |event| {
                        if event.key() == "Escape" && !event.default_prevented() {
                            on_close.run(());
                        }
                    }
                >
                    <header>
                        <h2 id=id.get_value()>{move || title.get()}</h2>
                        <div class="actions">
                            {tools.with_value(ViewFn::run)}
                            <IconButton icon=Icon::Close label="Close the details" small=true on_press=on_close />
                        </div>
                    </header>
                    <div class="panel-body">{panel.with_value(ViewFn::run)}</div>
                </aside>
            </Show>
        </div>
    }
}
