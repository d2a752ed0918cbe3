//! The table of invitations: where each stands, sent again, taken back (MBR-2).

use super::{desk::Desk, lines::Invited};
use crate::{
    components::{Badge, Button, ButtonKind, Column, DataTable, Empty, Icon, StateDot, Tone, Width},
    domain::{
        Command, SpaceId,
        access::refused,
        id::InvitationId,
        member::{self, Standing},
    },
    pages::space::shared::When,
    routes::Route,
    session::browser::clock,
};
use leptos::prelude::*;

/// Invitations, newest first.
#[component]
pub fn Invitations(
    /// Messages.
    desk: Desk,
    /// Of which space.
    space: Signal<SpaceId>,
    /// The rows, and how many there are without the search.
    lines: Memo<(Vec<Invited>, usize)>,
) -> impl IntoView {
    let rows = Memo::new(move |_| lines.with(|(lines, _)| lines.clone()));
    view! {
        <DataTable
            label="Invitations"
            rows=rows
            total=Signal::derive(move || Some(lines.with(|(_, all)| *all)))
            key=|line: &Invited| line.id.to_string()
            columns=columns(desk, space)
            empty=|| {
                view! {
                    <Empty
                        icon=Icon::Mail
                        title="Nobody is invited"
                        lead=Some("An invitation is good once, for 24 hours. Its message lies in the outbox.".to_owned())
                    />
                }
            }
        />
    }
}

fn columns(desk: Desk, space: Signal<SpaceId>) -> Vec<Column<Invited>> {
    vec![
        Column::new("email", "Email", |line: Invited| {
            view! {
                <span class="named">
                    {line.email}
                    {(line.unknown && matches!(line.standing, Standing::Pending(_)))
                        .then(|| view! { <Badge tone=Tone::Idle>"No Builder ID yet"</Badge> })}
                </span>
            }
        })
        .sort_key(|line| line.email.to_lowercase())
        .width(Width::Share(2)),
        Column::new("role", "Role", |line: Invited| {
            let to = line.project.map_or_else(|| "in the space".to_owned(), |project| format!("in {project}"));
            view! { <span>{line.role.label()} " " <small class="muted">{to}</small></span> }
        })
        .sort_key(|line| line.role),
        Column::new("standing", "State", |line: Invited| {
            let (tone, words) = match line.standing {
                Standing::Pending(_) => (Tone::Info, "Pending"),
                Standing::Expired => (Tone::Warn, "Expired"),
                Standing::Accepted => (Tone::Good, "Accepted"),
                Standing::Cancelled => (Tone::Idle, "Cancelled"),
            };
            view! { <StateDot tone=tone>{words}</StateDot> }
        })
        .width(Width::Small),
        Column::new("sent", "Last sent", |line: Invited| {
            view! { <span><When at=line.sent /> " " <small class="muted">{format!("by {}", line.by)}</small></span> }
        })
        .sort_key(|line| line.sent)
        .width(Width::Medium),
        Column::new("actions", "Actions", move |line: Invited| {
            let open = matches!(line.standing, Standing::Pending(_) | Standing::Expired);
            open.then(|| view! { <Act desk=desk space=space id=line.id email=line.email /> })
        })
        .at_end()
        .always()
        .width(Width::Medium),
    ]
}

#[component]
fn Act(desk: Desk, space: Signal<SpaceId>, id: InvitationId, email: String) -> impl IntoView {
    let session = desk.session;
    let (to_resend, to_cancel) = (email.clone(), email.clone());
    let resend = move || member::Command::Resend { space: space.get_untracked(), invitation: id };
    let cancel = move || member::Command::Cancel { space: space.get_untracked(), invitation: id };
    let refusal = move |command: fn(SpaceId, InvitationId) -> Command| {
        Signal::derive(move || {
            let (actor, space) = (session.actor(), space.get());
            session.with(|state| refused(state, actor, command(space, id), clock::now()).map(|refusal| refusal.message))
        })
    };
    let no_resend = refusal(|space, invitation| member::Command::Resend { space, invitation }.into());
    let no_cancel = refusal(|space, invitation| member::Command::Cancel { space, invitation }.into());
    let press_resend = Callback::new(move |()| {
        let said = format!("Invitation to {to_resend} sent again, with a new code.");
        leptos::task::spawn_local(async move {
            match session.send(resend().into()).await {
                Ok(_) => desk.flashes.good(said).with_link("Open the outbox", Route::Outbox.href()),
                Err(refusal) => drop(desk.flashes.bad(refusal.message)),
            }
        });
    });
    let press_cancel = Callback::new(move |()| {
        desk.send(cancel(), format!("Invitation to {to_cancel} cancelled. Its code no longer works."), None);
    });
    view! {
        <div class="row" role="group" aria-label=format!("Invitation to {email}")>
            <Button kind=ButtonKind::Quiet small=true disabled_reason=no_resend on_press=press_resend>"Resend"</Button>
            <Button kind=ButtonKind::Quiet small=true disabled_reason=no_cancel on_press=press_cancel>"Cancel"</Button>
        </div>
    }
}
