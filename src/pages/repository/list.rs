//! All repositories that are known here.

use super::create::CreateRepository;
use crate::{
    components::{
        Breadcrumbs, Button, ButtonKind, Column, CopyValue, Crumb, DataTable, Empty, Icon, LinkButton, Note, PageHead,
        Stack, Width,
    },
    domain::{
        State,
        id::RepositoryId,
        key::{Holder, Site, objects_of},
    },
    pages::key::{Place, SignInHint, sites_label},
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: RepositoryId,
    name: String,
    key: String,
    sealed: usize,
    place: String,
}

fn rows(state: &State) -> Vec<Row> {
    let mut rows = Vec::new();
    for site in Site::all(state) {
        let Some(region) = state.cloud_region(site.account, site.region.as_str()) else { continue };
        for repository in region.repositories.0.values() {
            let holder = Holder::Repository(repository.id);
            let key = repository.key.as_deref().and_then(|arn| region.keys.find(arn));
            let default = key.or_else(|| region.keys.find(crate::domain::repository::KEY));
            rows.push(Row {
                id: repository.id,
                name: repository.name.clone(),
                key: default.map_or_else(|| "Not known".to_owned(), |key| region.keys.name_of(key).to_owned()),
                sealed: objects_of(state, &site, |own| *own == holder).len(),
                place: sites_label(state, &site),
            });
        }
    }
    rows.sort_by_cached_key(|row| row.name.to_lowercase());
    rows
}

/// The page at `/cloud/codecommit`.
#[component]
pub fn RepositoriesPage() -> impl IntoView {
    let session = Session::here();
    let rows = session.select(rows);
    let place = session.select(Place::of);
    let reason = Signal::derive(move || place.get().reason());
    let creating = RwSignal::new(false);
    let columns = vec![
        Column::new("name", "Name", |row: Row| view! { <span class="breaks">{row.name}</span> })
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("id", "Repository ID", |row: Row| view! { <CopyValue text=row.id.text() what="repository ID" /> })
            .width(Width::Share(3)),
        Column::new("key", "Key", |row: Row| view! { <code>{row.key}</code> })
            .sort_key(|row| row.key.clone())
            .width(Width::Share(2)),
        Column::new(
            "sealed",
            "Files here",
            |row: Row| view! { <span class="num" class:muted=row.sealed == 0>{row.sealed}</span> },
        )
        .sort_key(|row| row.sealed)
        .at_end()
        .width(Width::Small),
        Column::new("place", "Account and Region", |row: Row| row.place)
            .sort_key(|row| row.place.clone())
            .width(Width::Share(2)),
    ];
    view! {
        <Breadcrumbs crumbs=vec![Crumb::new("Cloud", Route::Cloud.href())] />
        <PageHead
            title="CodeCommit"
            lead=Some("Repositories in the accounts known here. Each is sealed with the key aws/codecommit of its account and Region, with its ID as the encryption context.".to_owned())
            actions=move || view! {
                <Button kind=ButtonKind::Primary icon=Icon::Plus disabled_reason=reason on_press=move |()| creating.set(true)>"Create repository"</Button>
            }
        />
        <Stack>
            <SignInHint />
            <Note>"The key cannot be chosen: CodeCommit makes aws/codecommit with the first repository of an account in a Region, and uses it for all of them."</Note>
            <DataTable
                label="Repositories"
                rows=rows
                key=|row: &Row| row.id.to_string()
                columns=columns
                href=Callback::new(|(row,): (Row,)| Route::Repository(row.id).href())
                empty=|| view! {
                    <Empty
                        icon=Icon::Code
                        title="No repository is known yet"
                        lead=Some("Repositories come from an import of aws codecommit list-repositories and batch-get-repositories, or are made in the sample account.".to_owned())
                        action=|| view! { <LinkButton href=Route::Cloud.href()>"Import from AWS CLI"</LinkButton> }
                    />
                }
            />
        </Stack>
        <CreateRepository open=creating />
    }
}
