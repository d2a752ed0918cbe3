//! The design system: controls, surfaces, tables, dialogs and the frame.
//!
//! It knows no route and no domain: what it shows comes in as signals, what it does goes out as callbacks. What a control
//! needs to be reached without eyes or without a mouse is asked for by its type: a label where there is one to give, a
//! reason where something is disabled. Every size and colour is a token of `style/tokens.css`; nothing is styled inline,
//! except computed positions through CSSOM.

#![allow(
    clippy::fn_params_excessive_bools,
    clippy::too_many_arguments,
    clippy::too_many_lines,
    reason = "a component's props are its named parameters, and its view is one expression"
)]

pub mod aria;
pub mod badge;
pub mod button;
pub mod card;
pub mod choice;
pub mod copy;
pub mod dialog;
pub mod drop;
pub mod field;
pub mod filter;
pub mod flash;
pub mod float;
pub mod focus;
pub mod form;
pub mod frame;
pub mod guard;
mod held;
pub mod icon;
pub mod markdown;
pub mod menu;
pub mod meter;
pub mod note;
pub mod page_head;
pub mod palette;
pub mod scroll;
pub mod shortcuts;
pub mod size;
pub mod strength;
pub mod table;
pub mod tabs;
pub mod text_field;
pub mod theme;
pub mod time;
pub mod tip;
pub mod tone;
pub mod wizard;

pub use badge::{Avatar, Badge, Kbd, Person, StateDot};
pub use button::{Button, ButtonKind, IconButton, LinkButton};
pub use card::{Card, CardGrid, Fact, Facts, LinkCard, Row, Split, Stack};
pub use choice::{Checkbox, Choice, ChoiceCards, RadioGroup, Select, Switch};
pub use copy::{CopyBlock, CopyButton, CopyValue, Secret};
pub use dialog::{ConfirmDialog, Dialog, DialogShape};
pub use drop::DropZone;
pub use filter::Filter;
pub use flash::{FlashArea, Flashes};
pub use form::{Form, FormActions};
pub use frame::{CommandLine, Frame, LockScreen, NavItem, NavSection, Seal, SideNav, TopBar, WithPanel};
pub use guard::LeaveGuard;
pub use icon::{Icon, IconView, Mark};
pub use markdown::Markdown;
pub use menu::{Menu, MenuItem};
pub use meter::{Bars, Meter, Part, Progress};
pub use note::{Empty, Note, Refused, Skeleton};
pub use page_head::{Breadcrumbs, Crumb, PageHead};
pub use palette::{Palette, PaletteItem};
pub use scroll::VirtualList;
pub use shortcuts::{ShortcutMap, Shortcuts};
pub use strength::Strength;
pub use table::{Column, DataTable, Sort, Width, grouped};
pub use tabs::{TabLink, TabPanels, Tabs};
pub use text_field::{PasswordField, TextArea, TextField};
pub use theme::{Theme, ThemeMenu};
pub use time::{ExactTime, RelativeTime};
pub use tip::Tip;
pub use tone::Tone;
pub use wizard::{ReviewPart, Step, Wizard};
