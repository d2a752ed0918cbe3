//! Light, dark, or as the system says.

use crate::{
    components::{
        card::Card,
        choice::{Choice, RadioGroup},
        flash::Flashes,
    },
    domain::{
        Command,
        settings::{self, Theme},
    },
    session::Session,
};
use leptos::prelude::*;

/// Every theme with its word and what it means.
const THEMES: [(Theme, &str, &str); 3] = [
    (Theme::System, "System", "Follows this computer, by day and by night."),
    (Theme::Light, "Light", "Dark ink on light paper, always."),
    (Theme::Dark, "Dark", "Light ink on dark paper, always."),
];

fn word(theme: Theme) -> &'static str {
    THEMES.iter().find(|(one, ..)| *one == theme).map_or("System", |(_, word, _)| word)
}

/// The choice of a theme. It holds at once.
#[component]
pub(super) fn Appearance() -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let kept = session.select(|state| state.settings.theme);
    let chosen = RwSignal::new(word(kept.get_untracked()).to_owned());
    // The menu in the top bar sets it too.
    Effect::new(move |_| chosen.set(word(kept.get()).to_owned()));
    Effect::new(move |before: Option<()>| {
        let wanted = chosen.get();
        let theme = THEMES.iter().find(|(_, word, _)| *word == wanted).map(|(theme, ..)| *theme);
        if let (Some(theme), Some(())) = (theme, before)
            && theme != kept.get_untracked()
        {
            leptos::task::spawn_local(async move {
                if let Err(refusal) = session.send(Command::Settings(settings::Command::SetTheme { theme })).await {
                    chosen.try_set(word(session.peek(|state| state.settings.theme)).to_owned());
                    flashes.bad(refusal.message);
                }
            });
        }
    });
    let choices =
        THEMES.iter().map(|(_, word, words)| Choice::new(*word, *word).description(*words)).collect::<Vec<_>>();
    view! {
        <Card title="Appearance">
            <RadioGroup label="Theme" value=chosen choices=Signal::stored(choices) />
        </Card>
    }
}
