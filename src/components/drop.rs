//! Where files are dropped, chosen or pasted.

mod folder;

use super::{
    aria::unique_id,
    icon::{Icon, IconView},
};
use leptos::{html, prelude::*};
use web_sys::{ClipboardEvent, DragEvent, File, FileList};

fn files(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|at| list.item(at)).collect()).unwrap_or_default()
}

/// A place for files: drag them here, press to choose, or paste. Text that is pasted is given too, when wanted.
#[component]
pub fn DropZone(
    /// What to do here: "Drop a file here or choose one".
    #[prop(into)]
    label: Signal<String>,
    /// Which kinds are taken.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What was wrong with the last one, and what to do.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// The `accept` of the file chooser, such as `.json,.csv`.
    #[prop(optional, into)]
    accept: Option<&'static str>,
    /// Takes several at once.
    #[prop(optional)]
    multiple: bool,
    /// Takes folders with all that is in them, too: dropped, or by a second button.
    #[prop(optional)]
    folders: bool,
    /// Takes the files.
    #[prop(into)]
    on_files: UnsyncCallback<(Vec<File>,)>,
    /// Takes pasted text.
    #[prop(optional, into)]
    on_text: Option<Callback<(String,)>>,
) -> impl IntoView {
    let id = unique_id("drop");
    let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
    let described = {
        let (hint_id, fault_id) = (hint_id.clone(), fault_id.clone());
        move || {
            super::aria::id_list([
                fault.with(Option::is_some).then_some(fault_id.as_str()),
                hint.with(Option::is_some).then_some(hint_id.as_str()),
            ])
        }
    };
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(0_i32);
    let take = move |list: Vec<File>| {
        if !list.is_empty() {
            on_files.run((list,));
        }
    };
    view! {
        <div
            class="drop"
            data-over=move || (over.get() > 0).then_some("")
            on:dragenter=move |event: DragEvent| {
                event.prevent_default();
                over.update(|over| *over += 1);
            }
            on:dragover=move |event: DragEvent| event.prevent_default()
            on:dragleave=move |_| over.update(|over| *over -= 1)
            on:drop=move |event: DragEvent| {
                event.prevent_default();
                over.set(0);
                let Some(data) = event.data_transfer() else { return };
                match if folders { folder::entries(&data.items()) } else { None } {
                    Some(entries) => leptos::task::spawn_local(async move { take(folder::files_in(entries).await) }),
                    None => take(files(data.files())),
                }
            }
            on:paste=move |event: ClipboardEvent| {
                let Some(data) = event.clipboard_data() else { return };
                let list = files(data.files());
                if !list.is_empty() {
                    event.prevent_default();
                    take(list);
                } else if let (Some(give), Ok(text)) = (on_text, data.get_data("text/plain")) {
                    event.prevent_default();
                    if !text.trim().is_empty() {
                        give.run((text,));
                    }
                }
            }
        >
            <IconView icon=Icon::Import />
            <label for=id.clone()>{move || label.get()}</label>
            <input
                class="drop-input"
                type="file"
                id=id
                node_ref=input
                accept=accept
                multiple=multiple
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=described
                on:change=move |_| {
                    if let Some(input) = input.try_get_untracked().flatten() {
                        take(files(input.files()));
                        // The same file may be chosen again after it was mended.
                        input.set_value("");
                    }
                }
            />
            {folders
                .then(|| {
                    let id = unique_id("folder");
                    let chosen = NodeRef::<html::Input>::new();
                    // Leptos does not know this attribute of HTML.
                    chosen.on_load(|input| drop(input.set_attribute("webkitdirectory", "")));
                    view! {
                        <span class="drop-folder">
                            <label for=id.clone()>"Choose a folder"</label>
                            <input
                                class="drop-input"
                                type="file"
                                id=id
                                node_ref=chosen
                                on:change=move |_| {
                                    if let Some(input) = chosen.try_get_untracked().flatten() {
                                        take(files(input.files()));
                                        input.set_value("");
                                    }
                                }
                            />
                        </span>
                    }
                })}
            {move || hint.get().map(|hint| view! { <p class="hint" id=hint_id.clone()>{hint}</p> })}
            {move || {
                fault
                    .get()
                    .map(|fault| {
                        view! { <p class="fault" role="alert" id=fault_id.clone()><IconView icon=Icon::Fault /><span>{fault}</span></p> }
                    })
            }}
        </div>
    }
}
