//! The files of folders that were dropped (File and Directory Entries API).

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransferItemList, File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};

/// Most files of a drop; what a person means to import has far fewer.
const MOST: usize = 4_096;

/// What was dropped, if there is a folder among it. To be asked during the event: the list is empty afterwards.
pub fn entries(items: &DataTransferItemList) -> Option<Vec<FileSystemEntry>> {
    let entries: Vec<FileSystemEntry> =
        (0..items.length()).filter_map(|at| items.get(at)?.webkit_get_as_entry().ok().flatten()).collect();
    entries.iter().any(FileSystemEntry::is_directory).then_some(entries)
}

/// The files in them, folders in folders too. What the browser does not give is left out.
pub async fn files_in(entries: Vec<FileSystemEntry>) -> Vec<File> {
    let mut files = Vec::new();
    let mut waiting = entries;
    while let Some(entry) = waiting.pop() {
        if files.len() >= MOST {
            break;
        }
        if let Some(file) = entry.dyn_ref::<FileSystemFileEntry>() {
            files.extend(answer(|done, failed| file.file_with_callback_and_callback(done, failed)).await);
        } else if let Some(folder) = entry.dyn_ref::<FileSystemDirectoryEntry>() {
            let reader: FileSystemDirectoryReader = folder.create_reader();
            // It gives some at a time, and none at the end.
            loop {
                let part = answer::<Array>(|done, failed| {
                    // A reader that fails gives nothing more.
                    if reader.read_entries_with_callback_and_callback(done, failed).is_err() {
                        let _ = failed.call0(&JsValue::NULL);
                    }
                })
                .await;
                let some: Vec<FileSystemEntry> =
                    part.iter().flat_map(Array::iter).filter_map(|one| one.dyn_into().ok()).collect();
                if some.is_empty() {
                    break;
                }
                waiting.extend(some);
            }
        }
    }
    files.sort_by_key(File::name);
    files
}

/// What a function with two callbacks gives to the first.
async fn answer<T: JsCast>(ask: impl Fn(&Function, &Function)) -> Option<T> {
    let promise = Promise::new(&mut |done, failed| ask(&done, &failed));
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}
