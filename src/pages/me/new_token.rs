//! Making a personal access token: its name and its last day, then its secret, once (PAT-1, PAT-2).

use crate::{
    components::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        flash::Flashes,
        form::{Form, FormActions},
        icon::Icon,
        note::Note,
        text_field::TextField,
        tone::Tone,
    },
    domain::{
        Command, Refusal, Timestamp,
        text::field::{EXPIRES, TOKEN_NAME},
        token::{self, Secret},
    },
    pages::form::{Faults, RefusalNote},
    session::{Session, browser::clipboard},
};
use js_sys::Date;
use leptos::prelude::*;

/// The dialog.
#[component]
pub(super) fn NewToken(
    /// Opens it.
    open: RwSignal<bool>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    view! {
        <Dialog open=open title="Create a personal access token" held=busy>
            <Steps open=open busy=busy />
        </Dialog>
    }
}

/// First the form, then the secret; with the dialog both go.
#[component]
fn Steps(open: RwSignal<bool>, busy: RwSignal<bool>) -> impl IntoView {
    let made = RwSignal::new(None::<Secret>);
    move || match made.get() {
        None => view! { <Details open=open busy=busy made=made /> }.into_any(),
        Some(secret) => view! { <Shown open=open secret=secret /> }.into_any(),
    }
}

#[component]
fn Details(open: RwSignal<bool>, busy: RwSignal<bool>, made: RwSignal<Option<Secret>>) -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let name = RwSignal::new(String::new());
    let expires = RwSignal::new(in_a_year());
    let create = Callback::new(move |()| {
        faults.clear();
        let Some(last) = end_of_day(&expires.get_untracked()) else {
            return faults.show(Refusal::new("PAT-2", "That is no day. Write it as the field shows it.").at(EXPIRES));
        };
        let secret = match session.draw_token_secret() {
            Ok(secret) => secret,
            Err(refusal) => return faults.show(refusal),
        };
        busy.set(true);
        let command =
            token::Command::Create { name: name.get_untracked(), expires: Some(last), secret: secret.clone() };
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Token(command)).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    made.try_set(Some(secret));
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=create busy=busy label=Some("New token".to_owned())>
            <RefusalNote refusal=faults.beside(&[TOKEN_NAME, EXPIRES]) />
            <TextField
                label=TOKEN_NAME
                value=name
                hint=Some("What it is for, such as a machine and a program.".to_owned())
                fault=faults.at(TOKEN_NAME)
                autofocus=true
            />
            <TextField
                label=EXPIRES
                value=expires
                kind="date"
                hint=Some("The last day on which it is good: a year from now, or another within five years.".to_owned())
                fault=faults.at(EXPIRES)
            />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Create token"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(false))>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}

#[component]
fn Shown(open: RwSignal<bool>, secret: Secret) -> impl IntoView {
    let flashes = Flashes::of_page();
    let text = secret.text().as_str().to_owned();
    let copy = Callback::new(move |()| {
        let secret = secret.clone();
        leptos::task::spawn_local(async move {
            match clipboard::copy_secret(&secret.text()).await {
                Ok(()) => flashes.good("Token copied. It leaves the clipboard after a minute."),
                Err(fault) => flashes.bad(fault.sentence()),
            };
        });
    });
    view! {
        <div class="stack">
            <Note tone=Tone::Warn>"This is the only time it is shown. Copy it to where it is used; only a hash of it is kept here."</Note>
            <code class="token-secret" aria-label="Token">{text}</code>
            <FormActions>
                <Button kind=ButtonKind::Primary icon=Icon::Copy on_press=copy>"Copy the token"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(false))>"Done"</Button>
            </FormActions>
        </div>
    }
}

/// A year from today, as a field for dates takes it.
fn in_a_year() -> String {
    let day = Date::new_0();
    day.set_full_year(day.get_full_year() + 1);
    format!("{:04}-{:02}-{:02}", day.get_full_year(), day.get_month() + 1, day.get_date())
}

/// The last moment of a day in the reader's zone; nothing for what is no day.
fn end_of_day(text: &str) -> Option<Timestamp> {
    let mut parts = text.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, date) = (parts.next()??, parts.next()??, parts.next()??);
    let day = Date::new_with_year_month_day_hr_min_sec_milli(
        year,
        i32::try_from(month).ok()? - 1,
        i32::try_from(date).ok()?,
        23,
        59,
        59,
        999,
    );
    let at = day.get_time();
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds of a date, which a double holds exactly")]
    (at.is_finite() && parts.next().is_none()).then_some(Timestamp(at as i64))
}
