//! A link from elsewhere to certain records. What is looked for travels in memory: it may be readable, and an address must not be
//! (VLT-1).

use crate::routes::Route;
use leptos::prelude::*;

/// The line that the next visit of the log begins with.
#[derive(Clone, Copy)]
pub struct Wanted(RwSignal<String>);

impl Wanted {
    /// Makes it known to the pages below.
    pub fn provide() {
        provide_context(Self(RwSignal::new(String::new())));
    }

    /// Takes the line, once.
    pub fn take() -> String {
        use_context::<Self>().and_then(|wanted| wanted.0.try_update(core::mem::take)).unwrap_or_default()
    }
}

/// A link to the records that a filter lets through.
#[component]
pub fn LogLink(
    /// The filter, such as `context:…`.
    #[prop(into)]
    line: String,
    /// The words.
    children: Children,
) -> impl IntoView {
    let wanted = use_context::<Wanted>();
    view! {
        <a
            href=Route::Trail(None).href()
            on:click=move |_| {
                if let Some(wanted) = wanted {
                    wanted.0.try_set(line.clone());
                }
            }
        >
            {children()}
        </a>
    }
}
