//! The icons: own drawings on a grid of 16, one stroke width, the colour of the text around them.

use leptos::prelude::*;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident => $path:literal,)*) => {
        /// What a small picture stands for. It never speaks alone: the label beside it, or the control's name, does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Icon { $($(#[$doc])* $name,)* }

        impl Icon {
            /// Every icon, in the order of the gallery.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The drawing as the data of one SVG path.
            pub const fn path(self) -> &'static str {
                match self { $(Self::$name => $path,)* }
            }
        }
    };
}

icons! {
    /// A looking glass.
    Search => "M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0M10.3 10.3 14 14",
    /// A closed lock.
    Lock => "M4.5 7h7A1.5 1.5 0 0 1 13 8.500v3.500a1.500 1.500 0 0 1-1.500 1.500h-7A1.500 1.500 0 0 1 3 12V8.500A1.500 1.500 0 0 1 4.500 7zM5.200 7V5a2.800 2.800 0 0 1 5.600 0v2",
    /// An open lock.
    Unlock => "M4.5 7h7A1.5 1.5 0 0 1 13 8.500v3.500a1.500 1.500 0 0 1-1.500 1.500h-7A1.500 1.500 0 0 1 3 12V8.500A1.500 1.500 0 0 1 4.500 7zM5.200 7V5a2.800 2.800 0 0 1 5.300-1.200",
    /// The light theme.
    Sun => "M11 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0M8 1.500V3M8 13v1.500M1.500 8H3M13 8h1.500M3.500 3.500l1 1M11.500 11.500l1 1M12.500 3.500l-1 1M4.500 11.500l-1 1",
    /// The dark theme.
    Moon => "M13.500 9.800A5.800 5.800 0 1 1 6.200 2.500a4.600 4.600 0 0 0 7.300 7.300z",
    /// The system's theme.
    Screen => "M3 2.500h10A1.500 1.500 0 0 1 14.500 4v5.500A1.500 1.500 0 0 1 13 11H3a1.500 1.500 0 0 1-1.500-1.500V4A1.500 1.500 0 0 1 3 2.500zM8 11v2.500M5.500 13.500h5",
    /// An overview.
    Home => "M2.500 7 8 2.500 13.500 7v6.500h-11z",
    /// People.
    People => "M8.500 5.500a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0M1.500 13c.5-2.500 2.200-4 4.500-4s4 1.500 4.500 4M10.500 3.300a2.500 2.500 0 0 1 0 4.400M12 9.500c1.500.6 2.300 1.800 2.500 3.500",
    /// One person.
    Person => "M10.800 5.200a2.800 2.800 0 1 1-5.600 0 2.800 2.800 0 0 1 5.600 0M2.800 13.800c.5-2.800 2.500-4.500 5.200-4.500s4.700 1.700 5.200 4.500",
    /// What happened.
    Activity => "M1.500 8h3l2-5 3 10 2-5h3",
    /// A project.
    Project => "M2.500 5 8 2l5.500 3v6L8 14l-5.500-3zM2.500 5 8 8l5.500-3M8 8v6",
    /// A space.
    Space => "M2 2.500h5v5H2zM9 2.500h5v5H9zM2 9.500h5v4H2zM9 9.500h5v4H9z",
    /// An issue.
    Issue => "M13.500 8a5.500 5.500 0 1 1-11 0 5.500 5.500 0 0 1 11 0M9.500 8a1.500 1.500 0 1 1-3 0 1.500 1.500 0 0 1 3 0",
    /// A board of columns.
    Board => "M2 2.500h3.300v11H2zM6.400 2.500h3.300v7.500H6.400zM10.700 2.500H14v9h-3.300z",
    /// A list.
    List => "M5.500 4h8.500M5.500 8h8.500M5.500 12h8.500M2.300 4h.1M2.300 8h.1M2.300 12h.1",
    /// Source code.
    Code => "m5.500 4.500-3.500 3.500 3.500 3.500M10.500 4.500 14 8l-3.500 3.500",
    /// A workflow.
    Flow => "M1.500 6h4v4h-4zM10.500 2h4v4h-4zM10.500 10h4v4h-4zM5.500 8H8V4h2.500M8 8v4h2.500",
    /// A development environment.
    Terminal => "M3 2.500h10A1.500 1.500 0 0 1 14.500 4v8a1.500 1.500 0 0 1-1.500 1.500H3A1.500 1.500 0 0 1 1.500 12V4A1.500 1.500 0 0 1 3 2.500zM4.500 6l2 2-2 2M8.500 10.500h3",
    /// The cloud.
    Cloud => "M4.500 12.500a3 3 0 0 1-.3-6A4 4 0 0 1 12 6.600a3 3 0 0 1-.5 5.900z",
    /// A network.
    Network => "M9.700 3a1.700 1.700 0 1 1-3.400 0 1.700 1.700 0 0 1 3.400 0M4.700 13a1.700 1.700 0 1 1-3.400 0 1.700 1.700 0 0 1 3.400 0M14.700 13a1.700 1.700 0 1 1-3.400 0 1.700 1.700 0 0 1 3.400 0M8 4.700V8M8 8l-4 3.500M8 8l4 3.500",
    /// Billing.
    Card => "M3 3.500h10A1.500 1.500 0 0 1 14.500 5v6a1.500 1.500 0 0 1-1.500 1.500H3A1.500 1.500 0 0 1 1.500 11V5A1.500 1.500 0 0 1 3 3.500zM1.500 6.500h13",
    /// Something new or generated.
    Spark => "M8 1.500 9.500 6.500 14.500 8l-5 1.500L8 14.500 6.500 9.500l-5-1.500 5-1.500z",
    /// A key.
    Key => "M8 11a3 3 0 1 1-6 0 3 3 0 0 1 6 0M7 9l6.500-6.500M11 5l2 2",
    /// Protection.
    Shield => "M8 1.500 13.500 4v4c0 3-2.300 5.300-5.500 6.500C4.800 13.300 2.500 11 2.500 8V4z",
    /// Protection that holds.
    ShieldCheck => "M8 1.500 13.500 4v4c0 3-2.300 5.300-5.500 6.500C4.800 13.300 2.500 11 2.500 8V4zM5.700 8l1.700 1.700 3-3.300",
    /// Done, or yes.
    Check => "m3 8.500 3.500 3.500L13 4.500",
    /// Close, or no.
    Close => "m4 4 8 8M12 4l-8 8",
    /// Be careful.
    Warning => "M8 2 14.500 13.500h-13zM8 6.500V10M8 11.900v.1",
    /// To know.
    Info => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M8 7.500V11M8 5v.1",
    /// Something failed.
    Fault => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M8 4.800V8.500M8 11v.1",
    /// Succeeded.
    Good => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M5.300 8.200l1.900 1.900 3.500-3.900",
    /// Opens beneath.
    Down => "m4 6 4 4 4-4",
    /// Closes above.
    Up => "m4 10 4-4 4 4",
    /// Onward.
    Right => "m6 4 4 4-4 4",
    /// Back.
    Left => "m10 4-4 4 4 4",
    /// Sorted either way.
    Sort => "m5 6 3-3 3 3M5 10l3 3 3-3",
    /// Add.
    Plus => "M8 3v10M3 8h10",
    /// Less.
    Minus => "M3 8h10",
    /// Take out to a file.
    Export => "M8 2v8M4.500 6.500 8 10l3.500-3.500M2.500 13.500h11",
    /// Bring in from a file.
    Import => "M8 10V2M4.500 5.500 8 2l3.500 3.500M2.500 13.500h11",
    /// More actions.
    More => "M4.200 8a.7.7 0 1 1-1.400 0 .7.7 0 0 1 1.400 0M8.700 8a.7.7 0 1 1-1.400 0 .7.7 0 0 1 1.400 0M13.200 8a.7.7 0 1 1-1.400 0 .7.7 0 0 1 1.400 0",
    /// Navigation.
    Menu => "M2.500 4.500h11M2.500 8h11M2.500 11.500h11",
    /// The side, folded or not.
    Sidebar => "M3 2.500h10A1.500 1.500 0 0 1 14.500 4v8a1.500 1.500 0 0 1-1.500 1.500H3A1.500 1.500 0 0 1 1.500 12V4A1.500 1.500 0 0 1 3 2.500zM6 2.500v11",
    /// Copy.
    Copy => "M6.500 5.500h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM10.500 5.500v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2",
    /// Show what is hidden.
    Eye => "M1.500 8C3 5 5.200 3.500 8 3.500S13 5 14.500 8C13 11 10.800 12.500 8 12.500S3 11 1.500 8zM10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0",
    /// Hide what is shown.
    EyeOff => "M2.500 2.500l11 11M6.300 3.700A7 7 0 0 1 8 3.500c2.800 0 5 1.500 6.500 4.500a10 10 0 0 1-1.700 2.400M4 4.900A9.500 9.500 0 0 0 1.500 8c1.500 3 3.700 4.500 6.500 4.500a7 7 0 0 0 3-.7M6.700 6.700a2 2 0 0 0 2.700 2.700",
    /// Change.
    Edit => "m10.500 3 2.500 2.500-7.500 7.500H3v-2.500zM9 4.500 11.500 7",
    /// Remove for good.
    Trash => "M2.500 4.500h11M6 4.500V3a.8.8 0 0 1 .8-.8h2.400A.8.8 0 0 1 10 3v1.500M4 4.500l.6 8.200a1 1 0 0 0 1 .8h4.800a1 1 0 0 0 1-.8l.6-8.200M6.700 7v4M9.300 7v4",
    /// Put away.
    Archive => "M2 3h12v3H2zM3 6v6.500a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V6M6.500 9h3",
    /// Settings.
    Settings => "M2 4.500h6M12 4.500h2M2 11.500h2M8 11.500h6M12 4.500a2 2 0 1 1-4 0 2 2 0 0 1 4 0M8 11.500a2 2 0 1 1-4 0 2 2 0 0 1 4 0",
    /// Leads outside.
    Outside => "M9 2.500h4.500V7M13.500 2.500 7.500 8.500M11.500 9.500V13H3V4.500h3.500",
    /// Filter.
    Filter => "M2 3.500h12L9.500 8.800v4.200l-3-1.500V8.800z",
    /// Which columns.
    Columns => "M2.500 2.500h11v11h-11zM6.200 2.500v11M9.800 2.500v11",
    /// Mail.
    Mail => "M3 3.500h10A1.500 1.500 0 0 1 14.500 5v6a1.500 1.500 0 0 1-1.500 1.500H3A1.500 1.500 0 0 1 1.500 11V5A1.500 1.500 0 0 1 3 3.500zM2 5l6 4 6-4",
    /// Time.
    Clock => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M8 4.500V8l2.500 1.500",
    /// A label.
    Tag => "M2.500 2.500H8l5.700 5.700a1 1 0 0 1 0 1.400l-4.100 4.100a1 1 0 0 1-1.400 0L2.500 8zM5.500 5.500h.01",
    /// Once more.
    Refresh => "M13.500 8A5.500 5.500 0 1 1 11.700 3.900L13.500 5.500M13.500 2.500v3h-3",
    /// Undo.
    Undo => "M5.500 3 2.500 6l3 3M2.500 6H10a3.500 3.500 0 0 1 0 7H6",
    /// A file.
    File => "M4 1.500h5l3.500 3.500v8.500a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM9 1.500V5h3.500",
    /// On paper.
    Print => "M4.500 5.500v-4h7v4M4.500 11.500h-1A1.500 1.500 0 0 1 2 10V7a1.500 1.500 0 0 1 1.500-1.500h9A1.500 1.500 0 0 1 14 7v3a1.500 1.500 0 0 1-1.500 1.500h-1M4.500 9.500h7v5h-7z",
    /// A comment.
    Comment => "M3 2.500h10A1.500 1.500 0 0 1 14.500 4v6a1.500 1.500 0 0 1-1.500 1.500H7.500L4.500 14v-2.500H3A1.500 1.500 0 0 1 1.500 10V4A1.500 1.500 0 0 1 3 2.500z",
    /// Help.
    Help => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M6.200 6.200a1.900 1.900 0 1 1 2.700 1.900c-.6.3-.9.700-.9 1.200M8 11.200v.1",
    /// The keyboard.
    Keyboard => "M2.500 4h11a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM4.500 6.700h.01M7 6.700h.01M9.300 6.700h.01M11.600 6.700h.01M5.200 9.500h5.600",
    /// Most urgent.
    PriorityUrgent => "M8 2.500v6.500M8 12.500v.3M3 14.500h10",
    /// High.
    PriorityHigh => "M3.500 13v-3M8 13V7M12.500 13V3",
    /// Handle of something that can be moved.
    Grip => "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01",
    /// Leave.
    SignOut => "M6.500 2.500h-3a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3M10.500 5 13.500 8l-3 3M13.500 8H6.500",
}

/// An icon beside words. It is hidden from screen readers: the words speak.
#[component]
pub fn IconView(
    /// Which one.
    #[prop(into)]
    icon: Signal<Icon>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=move || icon.get().path() />
        </svg>
    }
}

/// The mark of the console: a seal that holds.
#[component]
pub fn Mark(
    /// Shows the name beside the seal.
    #[prop(default = true)]
    name: bool,
) -> impl IntoView {
    view! {
        <span class="mark">
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path d="M12 2.600 20 7v6.200c0 4-3.300 6.800-8 8.200-4.700-1.400-8-4.200-8-8.200V7zM8.600 12.100l2.400 2.400 4.600-5" />
            </svg>
            {name.then(|| view! { <span>"Spaceward"</span> })}
        </span>
    }
}
