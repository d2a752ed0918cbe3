//! The spaces of the person, and what can be imported from the AWS CLI (SPC-9).

use super::{
    import::ImportCard,
    shared::{ImportedBadge, counted, region_words},
};
use crate::{
    components::{Button, ButtonKind, Column, DataTable, Empty, Icon, Note, PageHead, Stack, Width, focus},
    domain::{
        PersonId, SpaceId, State,
        space::{self, Origin, Space},
    },
    routes::{Route, SpaceTab},
    session::{Nav, Session},
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: SpaceId,
    name: String,
    region: String,
    tier: &'static str,
    members: usize,
    projects: usize,
    role: &'static str,
    origin: Origin,
}

impl Row {
    fn of(space: &Space, person: PersonId) -> Self {
        Self {
            id: space.id,
            name: space.name.clone(),
            region: space.region.clone(),
            tier: space.tier.label(),
            members: space.members.len(),
            projects: space.projects.len(),
            role: space.members.get(&person).map_or("None", |member| member.role.label()),
            origin: space.origin,
        }
    }
}

/// Id of the place for files.
pub(super) const IMPORT: &str = "import-from-aws";

/// The page at `/spaces`.
#[component]
pub fn SpacesPage() -> impl IntoView {
    let session = Session::here();
    let rows = Memo::new(move |_| {
        let Some(person) = session.actor() else { return Vec::new() };
        session.with(|state: &State| {
            state.spaces_of(person).into_iter().map(|space| Row::of(space, person)).collect::<Vec<Row>>()
        })
    });
    let waiting = Memo::new(move |_| {
        let person = session.actor();
        session.with(|state| state.requests.values().filter(|request| Some(request.by) == person).count())
    });
    let refused = Memo::new(move |_| {
        let actor = session.actor();
        session.with(|state| space::may_create(state, actor).err().map(|refusal| refusal.message))
    });
    let nav = Nav::here();
    let create = Callback::new(move |()| nav.go(&Route::CreateSpace));
    let importing = RwSignal::new(false);
    let to_import = Callback::new(move |()| {
        if let Some(input) = document().query_selector(&format!("#{IMPORT} input")).ok().flatten() {
            use wasm_bindgen::JsCast;
            if let Ok(input) = input.dyn_into::<web_sys::HtmlElement>() {
                input.scroll_into_view();
                focus::focus(&input);
            }
        }
    });
    view! {
        <PageHead
            title="Spaces"
            actions=move || {
                view! {
                    <Button icon=Icon::Import on_press=to_import>"Import from AWS CLI"</Button>
                    {move || {
                        let kind = if importing.get() { ButtonKind::Secondary } else { ButtonKind::Primary };
                        view! {
                            <Button kind=kind icon=Icon::Plus on_press=create disabled_reason=refused>"Create space"</Button>
                        }
                    }}
                }
            }
        />
        <Stack>
            <Show when=move || waiting.get() != 0>
                <Note link=Signal::stored(Some(("See the token".to_owned(), Route::CreateSpace.href())))>
                    {move || format!("{} to be verified in AWS.", if waiting.get() == 1 { "1 space waits".to_owned() } else { format!("{} spaces wait", waiting.get()) })}
                </Note>
            </Show>
            <DataTable
                label="Spaces"
                rows=rows
                key=|row: &Row| row.id.to_string()
                columns=columns()
                href=Callback::new(|(row,): (Row,)| Route::Space(row.id, SpaceTab::Projects).href())
                empty=|| {
                    view! {
                        <Empty
                            icon=Icon::Space
                            title="No spaces yet"
                            lead=Some("A space holds projects and the people who work on them. Create one, or import those you have from the AWS CLI.".to_owned())
                        />
                    }
                }
            />
            <ImportCard importing=importing />
        </Stack>
    }
}

fn columns() -> Vec<Column<Row>> {
    vec![
        Column::new(
            "name",
            "Name",
            |row: Row| view! { <span class="named">{row.name} <ImportedBadge origin=row.origin /></span> },
        )
        .sort_key(|row| row.name.to_lowercase())
        .width(Width::Share(2)),
        Column::new("region", "AWS Region", |row: Row| region_words(&row.region))
            .sort_key(|row| row.region.clone())
            .width(Width::Medium),
        Column::new("tier", "Tier", |row: Row| row.tier).sort_key(|row| row.tier).width(Width::Small),
        Column::new("members", "Members", |row: Row| number(row.members, "member", "members"))
            .sort_key(|row| row.members)
            .at_end()
            .width(Width::Small),
        Column::new("projects", "Projects", |row: Row| number(row.projects, "project", "projects"))
            .sort_key(|row| row.projects)
            .at_end()
            .width(Width::Small),
        Column::new("role", "Your role", |row: Row| row.role).sort_key(|row| row.role).width(Width::Medium),
    ]
}

fn number(count: usize, one: &'static str, many: &'static str) -> impl IntoView {
    view! { <span class="num" title=counted(count, one, many)>{crate::components::grouped(count)}</span> }
}
