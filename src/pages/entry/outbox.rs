//! The outbox: what the console would have mailed, to be opened, copied or handed to a mail program.

use crate::{
    components::{
        button::{Button, ButtonKind, LinkButton},
        card::{Card, Fact, Facts, Stack},
        copy::CopyValue,
        flash::Flashes,
        icon::Icon,
        note::Empty,
        page_head::PageHead,
        time::RelativeTime,
    },
    domain::{Command, id::MessageId, outbox},
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// All messages, newest first.
#[component]
pub fn OutboxPage() -> impl IntoView {
    let session = Session::here();
    let ids = session.select(|state| {
        let mut messages: Vec<_> = state.outbox.values().map(|message| (message.at, message.id)).collect();
        messages.sort_unstable_by(|one, other| other.cmp(one));
        messages.into_iter().map(|(_, id)| id).collect::<Vec<MessageId>>()
    });
    view! {
        <PageHead
            title="Outbox"
            lead=Some("This console has no mail server. What it would send lies here: open it, copy it, or hand it to your mail program.".to_owned())
            actions=move || {
                // Before anybody is signed up there is no frame with its ways on.
                session.actor().is_none().then(|| view! { <LinkButton href=Route::SignUp.href()>"Go on with the sign-up"</LinkButton> })
            }
        />
        <Show
            when=move || !ids.with(Vec::is_empty)
            fallback=|| {
                view! {
                    <Empty
                        title="Nothing waits here"
                        lead=Some("Verification codes and invitations appear here as soon as something asks for them.".to_owned())
                        icon=Icon::Mail
                    />
                }
            }
        >
            <Stack>
                <For each=move || ids.get() key=|id| *id let:id>
                    <MessageCard id=id />
                </For>
            </Stack>
        </Show>
    }
}

#[component]
fn MessageCard(id: MessageId) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let message = session.peek(|state| state.outbox.get(&id).cloned());
    let discard = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            match session.send(Command::Outbox(outbox::Command::Discard { message: id })).await {
                Ok(_) => drop(flashes.good("Message discarded.")),
                Err(refusal) => drop(flashes.bad(refusal.message)),
            }
        });
    });
    message.map(|message| {
        let mail = mail_link(&message);
        let at = message.at.0;
        let invitation = session.peek(|state| state.invitation_in(&message).is_some());
        let what = if invitation { "Invitation code" } else { "Code" };
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of our age fit a double exactly")]
        let at = Signal::stored(at as f64);
        view! {
            <Card
                title=message.subject.clone()
                actions=move || {
                    let accept = invitation.then(|| {
                        view! { <LinkButton href=Route::Invitation(Some(id)).href() small=true icon=Icon::Check>"Accept invitation"</LinkButton> }
                    });
                    view! {
                        {accept}
                        <LinkButton href=mail.clone() small=true icon=Icon::Mail>"Open in a mail program"</LinkButton>
                        <Button kind=ButtonKind::Quiet small=true on_press=discard>"Discard"</Button>
                    }
                }
            >
                <Facts>
                    <Fact name="To">{message.to.clone()}</Fact>
                    <Fact name="Made"><RelativeTime at=at /></Fact>
                    <Fact name=what><CopyValue text=message.token.clone() what=what /></Fact>
                </Facts>
                <p class="message-body">{message.body.clone()}</p>
            </Card>
        }
    })
}

/// A `mailto:` address with the message in it (RFC 6068). It stays in the page: following it opens the mail program.
fn mail_link(message: &outbox::Message) -> String {
    let part = |text: &str| String::from(js_sys::encode_uri_component(text));
    format!(
        "mailto:{}?subject={}&body={}",
        part(&message.to),
        part(&message.subject),
        part(&message.body.replace('\n', "\r\n"))
    )
}
