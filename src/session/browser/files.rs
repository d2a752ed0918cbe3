//! Files in and out: read in slices, offered as a download. Nothing leaves the browser.

use super::{fault, listen::Listener};
use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DragEvent, Event, EventTarget, File, HtmlAnchorElement, HtmlInputElement, Url};

/// Bytes read at a time.
const SLICE: u64 = 1 << 20;
/// Milliseconds after which a download's bytes are let go; the browser has them by then.
const KEPT: u32 = 60_000;

/// Why a file was not read or offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// It holds more bytes than may be read at once.
    TooLarge {
        /// Its bytes.
        size: u64,
        /// The bytes that may be read.
        limit: u64,
    },
    /// The browser could not read it; its name for the failure.
    Unreadable(String),
    /// The browser did not take the download.
    NotOffered,
}

impl FileFault {
    /// What happened, why, and what to do.
    pub fn sentence(&self) -> String {
        match self {
            Self::TooLarge { size, limit } => format!(
                "The file holds {} KiB, and at most {} KiB can be read here. Choose a smaller file.",
                size.div_ceil(1024),
                limit / 1024
            ),
            Self::Unreadable(name) => format!(
                "The browser could not read the file ({name}); it may have been changed, moved or locked meanwhile. \
                 Choose it again."
            ),
            Self::NotOffered => {
                "The browser did not start the download. Allow downloads for this page and try again.".to_owned()
            }
        }
    }
}

/// A file that the person chose or dropped.
#[derive(Clone)]
pub struct Chosen {
    file: File,
}

impl From<File> for Chosen {
    fn from(file: File) -> Self {
        Self { file }
    }
}

impl Chosen {
    /// Its name, without a folder.
    pub fn name(&self) -> String {
        self.file.name()
    }

    /// Its length in bytes.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the browser gives whole bytes")]
    pub fn size(&self) -> u64 {
        self.file.size() as u64
    }

    /// The bytes from `start` up to `end`, or to the end of the file.
    #[allow(clippy::cast_precision_loss, reason = "no file reaches 2^53 bytes")]
    pub async fn slice(&self, start: u64, end: u64) -> Result<Vec<u8>, FileFault> {
        let unreadable = |thrown: JsValue| FileFault::Unreadable(fault::name_of(&thrown));
        let part = self.file.slice_with_f64_and_f64(start as f64, end as f64).map_err(unreadable)?;
        let buffer = JsFuture::from(part.array_buffer()).await.map_err(unreadable)?;
        Ok(Uint8Array::new(buffer.as_ref()).to_vec())
    }

    /// All bytes, read slice by slice, so that the page stays alive; `progress` hears how many have come.
    pub async fn read(&self, limit: u64, progress: impl Fn(u64)) -> Result<Vec<u8>, FileFault> {
        let size = self.size();
        if size > limit {
            return Err(FileFault::TooLarge { size, limit });
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        let mut start = 0;
        while start < size {
            let end = size.min(start.saturating_add(SLICE));
            bytes.extend(self.slice(start, end).await?);
            progress(end);
            start = end;
        }
        Ok(bytes)
    }
}

/// The files of a drop; nothing when text or something else was dropped.
pub fn dropped(event: &DragEvent) -> Vec<Chosen> {
    let list = event.data_transfer().and_then(|transfer| transfer.files());
    list.map(|list| (0..list.length()).filter_map(|index| list.get(index)).map(Chosen::from).collect())
        .unwrap_or_default()
}

/// The files of a file input.
pub fn picked(input: &HtmlInputElement) -> Vec<Chosen> {
    let list = input.files();
    list.map(|list| (0..list.length()).filter_map(|index| list.get(index)).map(Chosen::from).collect())
        .unwrap_or_default()
}

/// Offers bytes as a download under a name. What is offered unsealed is the person's to keep.
pub fn offer(name: &str, kind: &str, bytes: &[u8]) -> Result<(), FileFault> {
    start_download(name, kind, bytes).ok_or(FileFault::NotOffered)
}

fn start_download(name: &str, kind: &str, bytes: &[u8]) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(Uint8Array::from(bytes).as_ref());
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let clicked = click(&address, &file_name(name));
    Timeout::new(KEPT, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    clicked
}

fn click(address: &str, name: &str) -> Option<()> {
    let anchor = web_sys::window()?.document()?.create_element("a").ok()?.dyn_into::<HtmlAnchorElement>().ok()?;
    anchor.set_href(address);
    anchor.set_download(name);
    anchor.click();
    Some(())
}

/// A name that every file system takes: no separators, no control characters, not hidden, not too long.
pub fn file_name(wanted: &str) -> String {
    let kept = wanted.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '-' } else { c });
    let name: String = kept.take(120).collect();
    match name.trim_matches(|c: char| c == '.' || c.is_whitespace()) {
        "" => "spaceward".to_owned(),
        name => name.to_owned(),
    }
}

/// Keeps the browser from opening a file that is dropped beside the place for it. Dropping the answer ends it.
pub fn refuse_stray_drops() -> Vec<Listener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let target: &EventTarget = &window;
    ["dragover", "drop"].into_iter().filter_map(|kind| Listener::refusing(target, kind, refuse_files)).collect()
}

fn refuse_files(event: Event) {
    let Ok(event) = event.dyn_into::<DragEvent>() else { return };
    // Text that is dragged into a field goes its usual way.
    let files = event.data_transfer().is_some_and(|transfer| transfer.types().includes(&JsValue::from_str("Files"), 0));
    if files {
        event.prevent_default();
    }
}
