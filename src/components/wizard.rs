//! A wizard: the steps at the left, free movement back, the last step a review with Edit beside each part.

use super::{
    button::{Button, ButtonKind},
    focus::{focus_first_fault, focus_id},
    guard::LeaveGuard,
    icon::{Icon, IconView},
};
use leptos::{html, prelude::*};

/// One step of a [`Wizard`].
#[derive(Clone)]
pub struct Step {
    title: String,
    lead: Option<String>,
    body: ViewFn,
    check: Option<Callback<(), bool>>,
    next: Option<String>,
}

impl Step {
    /// A step with its title and its fields.
    pub fn new(title: impl Into<String>, body: impl Into<ViewFn>) -> Self {
        Self { title: title.into(), lead: None, body: body.into(), check: None, next: None }
    }

    /// With a sentence under its title.
    #[must_use]
    pub fn lead(mut self, lead: impl Into<String>) -> Self {
        self.lead = Some(lead.into());
        self
    }

    /// Checked before the next step: sets the faults of its fields and tells whether there was none.
    #[must_use]
    pub fn check(mut self, check: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.check = Some(Callback::new(move |()| check()));
        self
    }

    /// Other words than "Next" on the button that leads on.
    #[must_use]
    pub fn next(mut self, words: impl Into<String>) -> Self {
        self.next = Some(words.into());
        self
    }
}

/// A form in steps. What was typed lives in the page's own signals, so moving between steps loses nothing.
#[component]
pub fn Wizard(
    /// What it makes: a name for the list of steps.
    #[prop(into)]
    label: Signal<String>,
    /// The steps; the last may be a review made of [`ReviewPart`]s.
    steps: Vec<Step>,
    /// The step that is shown, from 0. The page may set it, as to move on after work that takes time.
    current: RwSignal<usize>,
    /// The words of the last button.
    #[prop(into)]
    finish: Signal<String>,
    /// What the last button does.
    #[prop(into)]
    on_finish: Callback<()>,
    /// Work goes on.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Leaves the wizard; without it there is no Cancel.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
    /// Whether something was typed that leaving would lose.
    #[prop(optional, into)]
    unsaved: Signal<bool>,
    /// Steps before this one cannot be returned to, as after an account was made.
    #[prop(optional, into)]
    floor: Signal<usize>,
) -> impl IntoView {
    let last = steps.len().saturating_sub(1);
    let reached = RwSignal::new(0_usize);
    let form = NodeRef::<html::Form>::new();
    let heading = super::aria::unique_id("step");
    let target = heading.clone();
    Effect::new(move |before: Option<usize>| {
        let now = current.get();
        reached.update(|reached| *reached = (*reached).max(now));
        if before.is_some_and(|before| before != now) {
            let target = target.clone();
            // The first field of the new step, or its title when it has none.
            request_animation_frame(move || {
                let field = form.try_get_untracked().flatten().and_then(|form| {
                    form.query_selector(".wizard-step :is(input, select, textarea):not([readonly])").ok().flatten()
                });
                match field.and_then(|field| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(field).ok()) {
                    Some(field) => super::focus::focus(&field),
                    None => focus_id(&target),
                }
            });
        }
        now
    });
    let to_fault = move || {
        request_animation_frame(move || {
            if let Some(form) = form.try_get_untracked().flatten() {
                focus_first_fault(&form);
            }
        });
    };
    let names: Vec<String> = steps.iter().map(|step| step.title.clone()).collect();
    let steps = StoredValue::new(steps);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let at = current.get_untracked();
        let check = steps.with_value(|steps| steps.get(at).and_then(|step| step.check));
        if check.is_some_and(|check| !check.run(())) {
            to_fault();
        } else if at < last {
            current.set(at + 1);
        } else {
            on_finish.run(());
            to_fault();
        }
    };
    let can_go_back = move || current.get() > floor.get();
    let links = names
        .into_iter()
        .enumerate()
        .map(|(at, name)| step_name(at, name, current, reached, floor, busy))
        .collect_view();
    view! {
        <LeaveGuard unsaved=unsaved />
        <div class="wizard">
            <div class="wizard-inner">
                <nav class="wizard-steps" aria-label=move || label.get()><ol>{links}</ol></nav>
                <form class="form" novalidate autocomplete="off" node_ref=form on:submit=submit>
                    {move || {
                        let heading = heading.clone();
                        steps
                            .with_value(|steps| steps.get(current.get()).cloned())
                            .map(|step| {
                                view! {
                                    <div class="wizard-step">
                                        <h2 id=heading tabindex="-1">{step.title}</h2>
                                        {step.lead.map(|lead| view! { <p class="muted">{lead}</p> })}
                                        {step.body.run()}
                                    </div>
                                }
                            })
                    }}
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary submit=true busy=busy>
                            {move || {
                                let at = current.get();
                                if at == last {
                                    finish.get()
                                } else {
                                    steps.with_value(|steps| steps.get(at).and_then(|step| step.next.clone())).unwrap_or_else(|| "Next".to_owned())
                                }
                            }}
                        </Button>
                        <Show when=can_go_back>
                            <Button on_press=move || current.update(|at| *at = at.saturating_sub(1))>"Back"</Button>
                        </Show>
                        {on_cancel.map(|cancel| view! { <Button kind=ButtonKind::Quiet on_press=cancel>"Cancel"</Button> })}
                    </div>
                </form>
            </div>
        </div>
    }
}

fn step_name(
    at: usize,
    name: String,
    current: RwSignal<usize>,
    reached: RwSignal<usize>,
    floor: Signal<usize>,
    busy: Signal<bool>,
) -> impl IntoView {
    let done = move || at < reached.get() && at != current.get();
    let open = move || at <= reached.get() && at >= floor.get() && !busy.get();
    view! {
        <li data-done=move || done().then_some("")>
            <button
                type="button"
                aria-current=move || (at == current.get()).then_some("step")
                disabled=move || !open()
                on:click=move |_| current.set(at)
            >
                <span class="wizard-mark" aria-hidden="true">
                    {move || if done() { view! { <IconView icon=Icon::Check /> }.into_any() } else { (at + 1).into_any() }}
                </span>
                {name}
                <Show when=done><span class="visually-hidden">", done"</span></Show>
            </button>
        </li>
    }
}

/// One part of a review: what was chosen, and Edit, which goes back to its step.
#[component]
pub fn ReviewPart(
    /// The step's title.
    #[prop(into)]
    title: String,
    /// Goes back to the step.
    #[prop(into)]
    on_edit: Callback<()>,
    /// What was chosen, best as [`super::Facts`].
    children: Children,
) -> impl IntoView {
    let name = format!("Edit {}", title.to_lowercase());
    view! {
        <section class="card">
            <header>
                <h3>{title}</h3>
                <div class="actions">
                    <button class="button" type="button" data-kind="quiet" data-small="" aria-label=name on:click=move |_| on_edit.run(())>
                        "Edit"
                    </button>
                </div>
            </header>
            <div class="body">{children()}</div>
        </section>
    }
}
