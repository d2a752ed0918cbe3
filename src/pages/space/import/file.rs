//! One file on the desk: what it is, and what it does not say by itself.

use super::{
    desk::{Desk, Part, Taken},
    preview::marked,
};
use crate::{
    components::{Icon, IconButton, IconView, TextField},
    formats::aws_codecatalyst::Which,
};
use leptos::prelude::*;

/// A file with its documents.
#[component]
pub(super) fn FileRow(desk: Desk, file: Taken) -> impl IntoView {
    let id = file.id;
    let name = file.name.clone();
    let bad = file.parts.is_err();
    let content = match file.parts {
        Err(why) => view! { <p class="fault"><IconView icon=Icon::Fault /><span>{marked(&why)}</span></p> }.into_any(),
        Ok(parts) => parts.into_iter().map(|part| view! { <PartRow desk=desk part=part /> }).collect_view().into_any(),
    };
    view! {
        <li class="import-file" data-bad=bad.then_some("")>
            <span class="feed-icon"><IconView icon=Icon::File /></span>
            <div class="import-words">
                <b>{file.name}</b>
                {content}
            </div>
            <IconButton icon=Icon::Close label=format!("Leave out {name}") small=true on_press=move |()| desk.remove(id) />
        </li>
    }
}

#[component]
fn PartRow(desk: Desk, part: Part) -> impl IntoView {
    let what = format!("{} from {}", part.document.listing.label(), part.document.listing.command());
    let needs = part.document.needs();
    let hint = Signal::derive(move || {
        let names = desk.names();
        (!names.is_empty()).then(|| format!("Known: {}.", names.join(", ")))
    });
    view! {
        <p class="muted">{what}</p>
        {needs
            .map(|which| {
                view! {
                    <div class="import-belongs">
                        <TextField label="Space it belongs to" value=part.space hint=hint />
                        {(which == Which::Project).then(|| view! { <TextField label="Project it belongs to" value=part.project /> })}
                    </div>
                }
            })}
    }
}
