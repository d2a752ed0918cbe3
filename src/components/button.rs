//! Buttons. What may not be done stays in reach of the keyboard and says why.

use super::{
    aria::unique_id,
    icon::{Icon, IconView},
    tip::Tip,
};
use leptos::prelude::*;

/// How much a button asks for attention. At most one primary button a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The page's main step.
    Primary,
    /// Every other step.
    #[default]
    Secondary,
    /// Beside or inside something else.
    Quiet,
    /// Takes something away; asks first.
    Danger,
    /// The last step of taking something away, inside the dialog that asked.
    DangerSolid,
}

impl ButtonKind {
    /// The value of `data-kind` that the style sheet reads.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
            Self::DangerSolid => "danger-solid",
        }
    }
}

/// A button with words. Disabled means `aria-disabled` with the reason as its description: it keeps the focus, does nothing.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// Before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// After the words.
    #[prop(optional, into)]
    icon_end: Option<Icon>,
    /// Why it cannot be pressed now; `None` when it can.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// Work that it started goes on: not pressed twice.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Submits the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// Lower, for rows and heads of cards.
    #[prop(optional)]
    small: bool,
    /// Takes the focus when it appears (in a dialog).
    #[prop(optional)]
    autofocus: bool,
    /// What it does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let id = unique_id("tip");
    let described = id.clone();
    let off = move || busy.get() || disabled_reason.with(Option::is_some);
    view! {
        <Tip id=id text=disabled_reason>
            <button
                class="button"
                type=if submit { "submit" } else { "button" }
                data-kind=kind.name()
                data-small=small.then_some("")
                autofocus=autofocus
                aria-disabled=move || off().then_some("true")
                aria-busy=move || busy.get().then_some("true")
                aria-describedby=move || disabled_reason.with(Option::is_some).then(|| described.clone())
                on:click=move |event| {
                    if busy.get_untracked() || disabled_reason.with_untracked(Option::is_some) {
                        event.prevent_default();
                        event.stop_propagation();
                    } else if let Some(press) = on_press {
                        press.run(());
                    }
                }
            >
                {icon.map(|icon| view! { <IconView icon=icon /> })}
                {children()}
                {icon_end.map(|icon| view! { <IconView icon=icon /> })}
            </button>
        </Tip>
    }
}

/// A link that looks like a button: it leads somewhere and changes nothing.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// Before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Why it cannot be followed now; `None` when it can.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// Lower, for rows and heads of cards.
    #[prop(optional)]
    small: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    let id = unique_id("tip");
    let described = id.clone();
    let off = move || disabled_reason.with(Option::is_some);
    view! {
        <Tip id=id text=disabled_reason>
            <a
                class="button"
                // A disabled link has no address, so it needs its role and its place in the order said.
                href=move || (!off()).then(|| href.get())
                role=move || off().then_some("link")
                tabindex=move || off().then_some("0")
                data-kind=kind.name()
                data-small=small.then_some("")
                aria-disabled=move || off().then_some("true")
                aria-describedby=move || off().then(|| described.clone())
            >
                {icon.map(|icon| view! { <IconView icon=icon /> })}
                {children()}
            </a>
        </Tip>
    }
}

/// A button that shows only an icon; its name is required and also shown as a tip.
#[component]
pub fn IconButton(
    /// What it shows.
    #[prop(into)]
    icon: Signal<Icon>,
    /// What it does, for screen readers and the tip.
    #[prop(into)]
    label: Signal<String>,
    /// Why it cannot be pressed now; `None` when it can.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// For a button that stays down.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
    /// Lower, for rows and heads of cards.
    #[prop(optional)]
    small: bool,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let id = unique_id("tip");
    let described = id.clone();
    let text = Signal::derive(move || disabled_reason.get().or_else(|| Some(label.get())));
    view! {
        <Tip id=id text=text at_end=true>
            <button
                class="icon-button"
                type="button"
                data-small=small.then_some("")
                aria-label=move || label.get()
                aria-pressed=move || pressed.get().map(|down| if down { "true" } else { "false" })
                aria-disabled=move || disabled_reason.with(Option::is_some).then_some("true")
                aria-describedby=move || disabled_reason.with(Option::is_some).then(|| described.clone())
                on:click=move |_| if disabled_reason.with_untracked(Option::is_none) { on_press.run(()) }
            >
                <IconView icon=icon />
            </button>
        </Tip>
    }
}
