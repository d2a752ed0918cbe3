//! Personal access tokens (PAT-1..5): the list, making one, checking a secret, deleting.

use super::new_token::NewToken;
use crate::{
    components::{
        badge::Badge,
        button::{Button, ButtonKind},
        dialog::{ConfirmDialog, Dialog},
        flash::Flashes,
        form::{Form, FormActions},
        icon::Icon,
        note::{Empty, Note},
        table::{Column, DataTable, Width},
        text_field::PasswordField,
        time::day,
        tone::Tone,
    },
    domain::{
        Command, PersonId, State, Timestamp, token,
        token::{Checked, Standing, Token},
    },
    session::{Session, browser::clock},
};
use leptos::prelude::*;

/// The field of the check.
const SECRET: &str = "Token to check";

#[derive(Clone, PartialEq)]
struct Row {
    token: Token,
    standing: Standing,
}

/// The table with its dialogs.
#[component]
pub(super) fn Tokens(
    /// Whose.
    person: PersonId,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let (making, checking) = (RwSignal::new(false), RwSignal::new(false));
    let (asked, deleting) = (RwSignal::new(false), RwSignal::new(None::<Token>));
    let rows = session.select(move |state| {
        let now = clock::now();
        let row = |token: &Token| Row { token: token.clone(), standing: token.standing(now) };
        token::of_person(state, person).into_iter().map(row).collect::<Vec<_>>()
    });
    let why_not = Signal::derive(move || {
        let most = token::MOST;
        (rows.with(Vec::len) >= most).then(|| format!("You have {most} tokens, which is the most. Delete one first."))
    });
    let columns = vec![
        Column::new("name", "Name", |row: Row| row.token.name)
            .sort_key(|row: &Row| row.token.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("created", "Created", |row: Row| view! { <span class="num">{date(row.token.created)}</span> })
            .sort_key(|row: &Row| row.token.created.0)
            .width(Width::Small),
        Column::new("expires", "Expires", |row: Row| {
            view! {
                <span class="row"><span class="num">{date(row.token.expires)}</span>{match row.standing {
                    Standing::Live => None,
                    Standing::EndsSoon => Some(view! { <Badge tone=Tone::Warn>"Ends soon"</Badge> }),
                    Standing::Expired => Some(view! { <Badge tone=Tone::Bad>"Expired"</Badge> }),
                }}</span>
            }
        })
        .sort_key(|row: &Row| row.token.expires.0)
        .width(Width::Share(2)),
        Column::new("delete", "Delete", move |row: Row| {
            let name = row.token.name.clone();
            view! {
                <Button small=true kind=ButtonKind::Quiet icon=Icon::Trash on_press=Callback::new(move |()| {
                    deleting.set(Some(row.token.clone()));
                    asked.set(true);
                })>
                    "Delete"<span class="visually-hidden">" "{name}</span>
                </Button>
            }
        })
        .width(Width::Small)
        .at_end(),
    ];
    let delete = Callback::new(move |()| {
        let Some(token) = deleting.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Token(token::Command::Delete { token: token.id })).await;
            asked.try_set(false);
            match outcome {
                Ok(_) => flashes.good("Token deleted. It is refused from now on."),
                Err(refusal) => flashes.bad(refusal.message),
            };
        });
    });
    let named = Signal::derive(move || {
        let name = deleting.with(|token| token.as_ref().map(|token| token.name.clone()).unwrap_or_default());
        format!("Delete the token {name}")
    });
    view! {
        <DataTable
            label="Personal access tokens"
            rows=rows
            key=|row: &Row| row.token.id.to_string()
            columns=columns
            tools=move || view! {
                <Button small=true on_press=Callback::new(move |()| checking.set(true))>"Check a token"</Button>
                <Button small=true icon=Icon::Plus disabled_reason=why_not on_press=Callback::new(move |()| making.set(true))>"Create"</Button>
            }
            empty=|| view! {
                <Empty
                    title="No tokens yet"
                    lead=Some("A token stands for you in all spaces and projects where no passphrase can be typed, such as Git clients.".to_owned())
                    icon=Icon::Key
                />
            }
        />
        <NewToken open=making />
        <CheckToken open=checking />
        <ConfirmDialog
            open=asked
            title=named
            lead="Whatever signs in with it is refused from now on. This cannot be undone."
            action="Delete the token"
            on_confirm=delete
        />
    }
}

/// The dialog that tells what a pasted secret is (PAT-4).
#[component]
fn CheckToken(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open=open title="Check a token">
            <CheckForm open=open />
        </Dialog>
    }
}

#[component]
fn CheckForm(open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(None::<(Tone, String)>);
    on_cleanup(move || {
        typed.try_update(zeroize::Zeroize::zeroize);
    });
    let check = Callback::new(move |()| {
        let checked = typed.with_untracked(|typed| session.check_token(typed));
        found.set(Some(session.peek(|state| told(state, &checked))));
    });
    view! {
        <Form on_submit=check label=Some("Check a token".to_owned())>
            <p>"Found it in a script or a repository? Paste it here: only its hash is compared, and it is not kept."</p>
            <PasswordField label=SECRET value=typed autocomplete="off" />
            {move || found.get().map(|(tone, said)| view! { <Note tone=tone alert=true>{said}</Note> })}
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true>"Check"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(false))>"Close"</Button>
            </FormActions>
        </Form>
    }
}

/// What a secret is, in a sentence.
fn told(state: &State, checked: &Checked) -> (Tone, String) {
    let of = |token: &Token| {
        let person = state.people.get(&token.person);
        let who = person.map_or_else(
            || "somebody who is gone".to_owned(),
            |person| format!("{} (@{})", person.full_name, person.alias),
        );
        let spaces = state.spaces_of(token.person).len();
        let reach = if spaces == 1 { "one space".to_owned() } else { format!("{spaces} spaces") };
        (token.name.clone(), who, reach)
    };
    match checked {
        Checked::Live(token) => {
            let (name, who, reach) = of(token);
            let until = date(token.expires);
            (Tone::Warn, format!("This is the live token {name}. It stands for {who} in {reach}, until {until}. If it is where it should not be, delete it."))
        }
        Checked::Expired(token) => {
            let (name, who, _) = of(token);
            (Tone::Info, format!("This is the token {name} of {who}. It expired on {} and is refused.", date(token.expires)))
        }
        Checked::Unknown => (Tone::Info, "No token of this vault has that secret. It was deleted, or it belongs elsewhere.".to_owned()),
        Checked::NoSecret => (Tone::Bad, "That is not a token of Spaceward. One begins with swpat_ and has 52 letters and digits after it; copy all of it.".to_owned()),
    }
}

/// The day of a moment.
pub(super) fn date(at: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of our age fit a double exactly")]
    let at = at.0 as f64;
    day(at)
}
