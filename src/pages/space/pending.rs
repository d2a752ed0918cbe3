//! A space that is asked for: its token, where to take it, and how to give the request up (SPC-6).

use super::{create::Wish, shared::When};
use crate::{
    components::{Button, ButtonKind, Card, CopyButton, Fact, Facts, Flashes, Icon, Stack, aria},
    domain::{Command, id::RequestId, space},
    routes::Route,
    session::{Nav, Session},
};
use leptos::prelude::*;

/// The panel of one request.
#[component]
pub(super) fn PendingRequest(
    id: RequestId,
    /// What was wished, for the form to start with.
    on_withdrawn: Callback<Wish>,
    /// Its button is the page's main one.
    main: Signal<bool>,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let nav = Nav::here();
    let to_cloud = Callback::new(move |()| nav.go(&Route::CloudSpaces));
    let request = session.peek(|state| state.requests.get(&id).cloned());
    let withdraw = Callback::new(move |()| {
        let wish = session.peek(|state| state.requests.get(&id).map(Wish::from));
        leptos::task::spawn_local(async move {
            if let Err(refusal) = session.send(Command::Space(space::Command::Withdraw { request: id })).await {
                flashes.bad(refusal.message);
                return;
            }
            flashes.good("The request is withdrawn. Its token no longer works.");
            if let Some(wish) = wish {
                on_withdrawn.run(wish);
            }
        });
    });
    request.map(|request| {
        let token = request.token.clone();
        let label_id = aria::unique_id("token");
        let labelled = label_id.clone();
        let (name, account) = (request.name.clone(), request.account.to_string());
        let signed_in_to = account.clone();
        let region = request.region;
        view! {
            <Card
                title=format!("{name} waits to be verified")
                actions=move || view! { <Button kind=ButtonKind::Quiet small=true on_press=withdraw>"Withdraw request"</Button> }
            >
                <Stack>
                    <Facts>
                        <Fact name="Space name">{name.clone()}</Fact>
                        <Fact name="AWS Region">{region.label()}</Fact>
                        <Fact name="AWS account"><code>{account.clone()}</code></Fact>
                        <Fact name="Asked for"><When at=request.at /></Fact>
                    </Facts>
                    <div class="token-line" role="group" aria-labelledby=labelled>
                        <p id=label_id><b>"AWS account verification token"</b></p>
                        <div class="row">
                            <code>{token.clone()}</code>
                            <CopyButton text=token what="token" words=true />
                        </div>
                        <p class="hint">"It fits this space and this account, and works once."</p>
                    </div>
                    <ol class="what-to-do">
                        <li>"Copy the token."</li>
                        <li>
                            "Open Verify in AWS and sign in to account " <code>{signed_in_to}</code> " in " {region.label()} "."
                        </li>
                        <li>"Paste the token there and choose Verify space. This page goes on by itself."</li>
                    </ol>
                    <div class="row">
                        {move || {
                            let kind = if main.get() { ButtonKind::Primary } else { ButtonKind::Secondary };
                            view! { <Button kind=kind on_press=to_cloud icon=Icon::Key>"Verify in AWS"</Button> }
                        }}
                    </div>
                </Stack>
            </Card>
        }
    })
}
