//! Light, dark, or as the system says.

use super::{
    icon::Icon,
    menu::{Menu, MenuItem},
};
use leptos::prelude::*;

/// The chosen theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in `data-theme` and in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads the name; anything unknown means the system's.
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }

    /// Its words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// Its picture.
    pub const fn icon(self) -> Icon {
        match self {
            Self::System => Icon::Screen,
            Self::Light => Icon::Sun,
            Self::Dark => Icon::Moon,
        }
    }

    /// Puts it on the page.
    pub fn apply(self) {
        if let Some(root) = document().document_element() {
            // An attribute with a fixed name is never refused.
            let _ = root.set_attribute("data-theme", self.name());
        }
    }
}

/// A menu of the three themes. It sets the signal and the page; keeping the choice is the caller's part.
#[component]
pub fn ThemeMenu(
    /// The chosen theme.
    theme: RwSignal<Theme>,
) -> impl IntoView {
    Effect::new(move |_| theme.get().apply());
    let items = move || {
        Theme::ALL
            .into_iter()
            .map(|one| {
                MenuItem::action(one.label(), move || theme.set(one)).icon(one.icon()).checked(theme.get() == one)
            })
            .collect::<Vec<_>>()
    };
    // The icon is drawn once per choice: a menu's own icon does not change.
    move || view! { <Menu label="Theme" items=items icon=theme.get().icon() icon_only=true /> }
}
