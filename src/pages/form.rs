//! What every form of the console shares: where a refusal is shown.

use crate::{
    components::{focus::focus_first_fault_soon, note::Note, tone::Tone},
    domain::{Mend, Refusal},
    routes::Route,
};
use leptos::prelude::*;

/// The refusal of the last try, shown under the field it names, or above the form when it names none here.
#[derive(Clone, Copy)]
pub struct Faults {
    refusal: RwSignal<Option<Refusal>>,
}

impl Default for Faults {
    fn default() -> Self {
        Self { refusal: RwSignal::new(None) }
    }
}

impl Faults {
    /// Shows a refusal and moves the focus to the field it names.
    pub fn show(self, refusal: Refusal) {
        // The form may be gone by now.
        let _ = self.refusal.try_set(Some(refusal));
        focus_first_fault_soon();
    }

    /// A new try begins.
    pub fn clear(self) {
        if self.refusal.with_untracked(Option::is_some) {
            self.refusal.set(None);
        }
    }

    /// The fault under the field with this label.
    pub fn at(self, field: &'static str) -> Signal<Option<String>> {
        let refusal = self.refusal;
        Signal::derive(move || {
            refusal.with(|refusal| {
                refusal
                    .as_ref()
                    .filter(|refusal| refusal.field.as_deref() == Some(field))
                    .map(|refusal| refusal.message.clone())
            })
        })
    }

    /// The refusal, whatever field it names.
    pub fn any(self) -> Signal<Option<Refusal>> {
        self.refusal.into()
    }

    /// The refusal that does not belong to the form's only field.
    pub fn any_but(self, field: &'static str) -> Signal<Option<Refusal>> {
        let refusal = self.refusal;
        Signal::derive(move || refusal.get().filter(|refusal| refusal.field.as_deref() != Some(field)))
    }

    /// The refusal that belongs to no field of this form.
    pub fn beside(self, fields: &'static [&'static str]) -> Signal<Option<Refusal>> {
        let refusal = self.refusal;
        Signal::derive(move || {
            refusal.get().filter(|refusal| refusal.field.as_deref().is_none_or(|field| !fields.contains(&field)))
        })
    }
}

/// A refusal above a form, with the way to where it is mended.
#[component]
pub fn RefusalNote(
    /// What was refused; nothing is shown without.
    #[prop(into)]
    refusal: Signal<Option<Refusal>>,
) -> impl IntoView {
    move || {
        refusal.get().map(|refusal| {
            let link = refusal.mend.map(|mend| {
                let (route, words) = mending(mend);
                (words.to_owned(), route.href())
            });
            view! { <Note tone=Tone::Bad link=Signal::stored(link) alert=true>{refusal.message}</Note> }
        })
    }
}

/// The page where something is mended, and the words of the link to it.
pub fn mending(mend: Mend) -> (Route, &'static str) {
    match mend {
        Mend::Members(space) => (Route::Members(space), "See the members"),
        Mend::Accounts(space) => (Route::Accounts(space), "See the account connections"),
        Mend::IdentityCenter => (Route::IdentityCenter, "Go to Identity Center"),
        Mend::CloudSpaces => (Route::CloudSpaces, "Go to the cloud side"),
        Mend::CreateSpace => (Route::CreateSpace, "Create a space"),
        Mend::Outbox => (Route::Outbox, "Open the outbox"),
        Mend::ProjectSettings(space, project) => {
            (Route::ProjectSettings(space, project), "Open the project's settings")
        }
        Mend::DataProtection => (Route::DataProtection, "See what takes room"),
        Mend::Billing(space) => (Route::Billing(space), "See the billing"),
        Mend::Me => (Route::Me, "Open my settings"),
        Mend::Assistant(space) => (Route::Assistant(space), "Open the generative AI features"),
    }
}
