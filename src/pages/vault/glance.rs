//! The state of protection in a few figures, each with the way to its part.

use super::{Kept, findings::Check, integrity::milliseconds, parts::Part, room::percent};
use crate::{
    components::{badge::StateDot, card::Card, table::grouped, time::RelativeTime, tone::Tone},
    domain::practice::{Findings, Practice, Standing},
    pages::reminders::is_nearly_full,
    session::Session,
    vault::LockKind,
};
use leptos::prelude::*;

/// One figure: what it is, its state, and where more of it stands.
#[component]
fn Figure(
    /// What it is.
    name: &'static str,
    /// Where more of it stands.
    part: Part,
    /// The tone of its state.
    #[prop(into)]
    tone: Signal<Tone>,
    /// The state in words.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <div>
            <dt><a href=part.href()>{name}</a></dt>
            <dd>{move || { let words = children(); view! { <StateDot tone=tone.get()>{words}</StateDot> } }}</dd>
        </div>
    }
}

/// The figures.
#[component]
pub(super) fn Glance(
    /// What the vault says.
    kept: RwSignal<Option<Kept>>,
    /// The sensitive-data check of this page.
    check: Check,
    /// The practices of this page.
    practices: Memo<Vec<Practice>>,
) -> impl IntoView {
    let session = Session::here();
    let usage = Memo::new(move |_| {
        kept.with(|kept| {
            kept.as_ref().map(|kept| (kept.usage.used, kept.usage.quota, kept.usage.quarantine)).unwrap_or_default()
        })
    });
    let locks = Memo::new(move |_| kept.with(|kept| kept.as_ref().map(|kept| kept.locks.clone()).unwrap_or_default()));
    let findings = Memo::new(move |_| check.open());
    let checked = session.select(|state| state.settings.checked);
    let exported = session.select(|state| state.settings.exported);
    let standing = Memo::new(move |_| {
        practices.with(|all| {
            let count = |standing| all.iter().filter(|one| one.standing == standing).count();
            (count(Standing::Lacks), count(Standing::Look), all.len())
        })
    });
    let spaces = session.select(|state| state.spaces.len());
    view! {
        <Card title="At a glance">
            <dl class="facts glance">
                <Figure name="Sealed with" part=Part::Keys tone=Tone::Good>
                    {move || match spaces.get() {
                        0 => "AES-256-GCM, the vault's key".to_owned(),
                        1 => "AES-256-GCM, a key for the one space".to_owned(),
                        many => format!("AES-256-GCM, {} space keys", grouped(many)),
                    }}
                </Figure>
                <Figure name="Ways to unlock" part=Part::Keys tone=Tone::Good>
                    {move || locks.with(|locks| ways(locks))}
                </Figure>
                <Figure name="Room" part=Part::Room tone=Signal::derive(move || { let (used, quota, _) = usage.get(); if is_nearly_full(used, quota) { Tone::Warn } else { Tone::Good } })>
                    {move || { let (used, quota, _) = usage.get(); format!("{} used", percent(used, quota)) }}
                </Figure>
                <Figure name="Integrity" part=Part::Integrity tone=Signal::derive(move || match checked.get() { Some(checked) if checked.damaged > 0 => Tone::Bad, Some(_) if usage.get().2 == 0 => Tone::Good, _ => Tone::Idle })>
                    {move || match checked.get() {
                        None => "Not checked yet".into_any(),
                        Some(checked) if checked.damaged > 0 => format!("{} did not open", checked.damaged).into_any(),
                        Some(checked) => view! { "All open, " <RelativeTime at=Signal::stored(milliseconds(checked.at.0)) /> }.into_any(),
                    }}
                </Figure>
                <Figure name="Findings" part=Part::Findings tone=Signal::derive(move || match findings.get() { None => Tone::Info, Some(Findings { secrets: 0, others: 0 }) => Tone::Good, Some(Findings { secrets: 0, .. }) => Tone::Warn, Some(_) => Tone::Bad })>
                    {move || match findings.get() {
                        None => "Looking".to_owned(),
                        Some(Findings { secrets: 0, others: 0 }) => "None".to_owned(),
                        Some(Findings { secrets: 0, others }) => format!("{} to look at", grouped(others)),
                        Some(Findings { secrets, others: 0 }) => format!("{} like a secret", grouped(secrets)),
                        Some(Findings { secrets, others }) => format!("{} like a secret, {} more", grouped(secrets), grouped(others)),
                    }}
                </Figure>
                <Figure name="Last export" part=Part::File tone=Signal::derive(move || if exported.get().is_some() { Tone::Good } else { Tone::Warn })>
                    {move || match exported.get() {
                        None => "None yet".into_any(),
                        Some(at) => view! { <RelativeTime at=Signal::stored(milliseconds(at.0)) /> }.into_any(),
                    }}
                </Figure>
                <Figure name="Practices" part=Part::Practices tone=Signal::derive(move || match standing.get() { (0, 0, _) => Tone::Good, (0, _, _) => Tone::Warn, _ => Tone::Bad })>
                    {move || { let (short, look, all) = standing.get(); format!("{} of {all} hold", all - short - look) }}
                </Figure>
            </dl>
        </Card>
    }
}

/// The ways to unlock in words.
fn ways(locks: &[(LockKind, u64)]) -> String {
    let passkeys = locks.iter().filter(|(kind, _)| *kind == LockKind::Passkey).count();
    let sheet = locks.iter().any(|(kind, _)| *kind == LockKind::Recovery);
    let passkeys = match passkeys {
        0 => String::new(),
        1 => ", 1 passkey".to_owned(),
        many => format!(", {many} passkeys"),
    };
    format!("Passphrase{passkeys}{}", if sheet { ", recovery sheet" } else { "" })
}
