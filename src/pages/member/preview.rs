//! What a change of roles would give and take, before it is made (MBR-9).

use crate::{
    components::{Note, Tone},
    domain::{
        Command, Facts, Permission, SpaceId, State,
        access::{Change, PermissionSet, difference, what_if},
        gate::Place,
    },
    pages::space::shared::{counted, name_of},
    session::{Session, browser::clock},
};
use leptos::prelude::*;

/// Changes shown; the rest are counted.
const SHOWN: usize = 6;

#[derive(Clone, Debug, Default, PartialEq)]
struct Outcome {
    refused: Option<String>,
    lines: Vec<Line>,
    more: usize,
}

#[derive(Clone, Debug, PartialEq)]
struct Line {
    who: String,
    place: String,
    gained: Vec<Permission>,
    lost: Vec<Permission>,
}

impl Line {
    fn of(state: &State, change: &Change) -> Self {
        let project = change.place.project().and_then(|project| state.project(change.place.space(), project));
        let all = |set: PermissionSet| set.iter().collect();
        Self {
            who: name_of(state, change.person),
            place: project.map_or_else(|| "in the space".to_owned(), |project| format!("in {}", project.name)),
            gained: all(change.gained),
            lost: all(change.lost),
        }
    }
}

fn outcome(state: &State, session: Session, space: SpaceId, command: Command) -> Outcome {
    // Nothing of it is kept, so nothing needs to be random.
    let mut nothing = |bytes: &mut [u8]| bytes.fill(0);
    let after = what_if(state, session.actor(), [command], &mut Facts::new(clock::now(), &mut nothing));
    match after {
        Err(refusal) => Outcome { refused: Some(refusal.message), ..Outcome::default() },
        Ok(after) => {
            let mut changes = difference(state, &after, space, None);
            let lines = changes.by_ref().take(SHOWN).map(|change| Line::of(state, &change)).collect();
            Outcome { refused: None, lines, more: changes.count() }
        }
    }
}

/// Tells what the command would change; nothing while there is no command.
#[component]
pub fn Preview(
    /// In which space.
    space: Signal<SpaceId>,
    /// What would be asked.
    command: Signal<Option<Command>>,
) -> impl IntoView {
    let session = Session::here();
    let outcome = Memo::new(move |_| {
        let space = space.get();
        command.get().map(|command| session.with(|state| outcome(state, session, space, command)))
    });
    view! {
        <div class="what-if" role="status" aria-label="What this would change">
            {move || outcome.get().map(show)}
        </div>
    }
}

fn show(outcome: Outcome) -> AnyView {
    let Outcome { refused, lines, more } = outcome;
    if let Some(reason) = refused {
        return view! { <Note tone=Tone::Warn>{reason}</Note> }.into_any();
    }
    if lines.is_empty() {
        return view! { <p class="hint">"Nobody gains or loses a permission by this."</p> }.into_any();
    }
    view! {
        <p><b>"What this would change"</b></p>
        <ul>
            {lines
                .into_iter()
                .map(|Line { who, place, gained, lost }| {
                    view! {
                        <li>
                            <p><b>{who}</b> " " {place}</p>
                            {set("gains", "plus", gained)}
                            {set("loses", "minus", lost)}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        {(more > 0).then(|| view! { <p class="hint">{format!("And {} more.", counted(more, "change", "changes"))}</p> })}
    }
    .into_any()
}

/// How many, and which when it is opened.
fn set(verb: &'static str, sign: &'static str, permissions: Vec<Permission>) -> Option<impl IntoView> {
    let count = permissions.len();
    (count > 0).then(|| {
        let names: Vec<String> =
            permissions.into_iter().map(|one| format!("{}: {}", one.section(), one.label())).collect();
        view! {
            <details data-sign=sign>
                <summary>{format!("{verb} {}", counted(count, "permission", "permissions"))}</summary>
                <p class="muted">{names.join(" · ")}</p>
            </details>
        }
    })
}

/// The place in words.
pub fn place_words(state: &State, place: Place) -> String {
    let project = place.project().and_then(|project| state.project(place.space(), project));
    project.map_or_else(|| "the space".to_owned(), |project| format!("the project {}", project.name))
}
