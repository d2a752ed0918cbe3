//! The replica of each partition, exactly as computed, and what stays at home (REG-1..3).

use crate::{
    components::{
        button::Button,
        card::Card,
        choice::{Choice, RadioGroup},
        copy::CopyButton,
        flash::Flashes,
        icon::Icon,
        table::{Column, DataTable, Width, grouped},
    },
    domain::replica::{self, Partition, Stays},
    session::{Session, browser::files},
};
use leptos::prelude::*;

/// Why each field is in the replica.
const FIELDS: [(&str, &str); 8] = [
    ("name_hash", "A keyed hash of the name, so that no two spaces get one name. It tells no name."),
    ("space_id", "The space, without its name."),
    ("navigation", "Where a click on the space leads: a path of its id alone."),
    ("region", "Where the space lies, so that a request goes there."),
    ("project_ids", "The projects, without their names."),
    ("roles", "Role ids: which pages a person is led to."),
    ("sign_ups", "Builder ID, display name, alias, e-mail address and progress of each sign-up."),
    ("billing_account_id", "The account of the space that was made with the sign-up, and of no other."),
];

/// The card: one partition at a time, as text, with the reason of each field beside it.
#[component]
pub(super) fn ReplicaCard() -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let chosen = RwSignal::new(Partition::Aws.code().to_owned());
    let partition = move || {
        let code = chosen.get();
        Partition::ALL.into_iter().find(|partition| partition.code() == code).unwrap_or(Partition::SIGN_UP)
    };
    let now = Memo::new(move |_| session.with(|state| replica::of(state, partition())));
    let json = Memo::new(move |_| now.with(replica::Replica::to_json));
    let counts = move || now.with(|now| (now.spaces.len(), now.sign_ups.len()));
    let save = move || {
        let name = format!("replica-{}.json", chosen.get_untracked());
        match files::offer(&name, "application/json", json.get_untracked().as_bytes()) {
            Ok(()) => flashes.good(format!("Saved as {name}. The file is not sealed.")),
            Err(fault) => flashes.bad(fault.sentence()),
        };
    };
    let choices: Vec<Choice> = Partition::ALL
        .into_iter()
        .map(|partition| Choice::new(partition.code(), format!("{} · {}", partition.code(), partition.label())))
        .collect();
    view! {
        <Card
            title="Replica"
            actions=move || {
                view! {
                    <CopyButton text=json what="the replica" words=true />
                    <Button small=true icon=Icon::Export on_press=Callback::new(move |()| save())>"Download"</Button>
                }
            }
            flush=true
        >
            <div class="replica small">
                <div class="stack">
                    <p>
                        "Data of a project never leave the Region of its space. So that people find their way across spaces, a few fields are replicated to all Regions of the same partition, and never to another partition. This is all of it, computed from this vault."
                    </p>
                    <RadioGroup label="Partition" value=chosen choices=choices />
                    <dl class="replica-why">
                        {FIELDS.into_iter().map(|(field, why)| view! { <div><dt><code>{field}</code></dt><dd>{why}</dd></div> }).collect_view()}
                    </dl>
                </div>
                <div class="replica-text">
                    <p class="muted" role="status">
                        {move || {
                            let (spaces, people) = counts();
                            match (spaces, people) {
                                (0, 0) => "Nothing is replicated in this partition.".to_owned(),
                                _ => format!("{}, {}, {} bytes", counted(spaces, "space", "spaces"), counted(people, "sign-up", "sign-ups"), grouped(json.with(String::len))),
                            }
                        }}
                    </p>
                    <pre tabindex="0" role="region" aria-label="Replica as JSON">{move || json.get()}</pre>
                </div>
            </div>
            <Home />
        </Card>
    }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

#[derive(Clone, PartialEq)]
struct AtHome {
    name: String,
    stays: Stays,
}

/// What stays in the Region of each space (REG-1).
#[component]
fn Home() -> impl IntoView {
    let session = Session::here();
    let rows = Memo::new(move |_| {
        session.with(|state| {
            let mut rows: Vec<AtHome> = state
                .spaces
                .values()
                .map(|space| AtHome { name: space.name.clone(), stays: replica::stays(space) })
                .collect();
            rows.sort_by_cached_key(|row| row.name.to_lowercase());
            rows
        })
    });
    let number = |number: usize| view! { <span class="num">{grouped(number)}</span> };
    let columns = vec![
        Column::new("space", "Space", |row: AtHome| view! { <b>{row.name}</b> }).width(Width::Share(2)),
        Column::new("region", "Stays in", |row: AtHome| {
            let Stays { region, partition, .. } = row.stays;
            let partition = partition.map_or("in none of the partitions", Partition::code);
            if region.is_empty() { "No Region is known".to_owned() } else { format!("{region} ({partition})") }
        })
        .width(Width::Share(2)),
        Column::new("projects", "Projects", move |row: AtHome| number(row.stays.projects)).width(Width::Small).at_end(),
        Column::new("issues", "Issues", move |row: AtHome| number(row.stays.issues)).width(Width::Small).at_end(),
        Column::new("comments", "Comments", move |row: AtHome| number(row.stays.comments)).width(Width::Small).at_end(),
        Column::new("activity", "Activity", move |row: AtHome| number(row.stays.activity)).width(Width::Small).at_end(),
    ];
    view! {
        <DataTable label="What stays in its Region" rows=rows key=|row: &AtHome| row.name.clone() columns=columns hide_head=true bare=true
            empty=move || view! { <p class="card-foot muted small">"There is no space yet, so nothing lies in any Region."</p> } />
    }
}
