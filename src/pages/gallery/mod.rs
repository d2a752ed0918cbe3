//! Every component with its states, for whoever works on them. In debug builds only.

#![allow(clippy::wildcard_imports, reason = "the gallery shows every component there is")]

mod controls;
mod data;
mod says;

use crate::components::*;
use leptos::prelude::*;

/// The gallery, in the console's own frame.
#[component]
pub fn Gallery() -> impl IntoView {
    let theme = RwSignal::new(Theme::System);
    let (folded, palette, query) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(String::new()));
    let shortcuts = Shortcuts::of_page();
    shortcuts.add("Everywhere", "Mod+k", "Search or run a command", move || palette.set(true));
    shortcuts.add("Go to", "g s", "Spaces", || {
        Flashes::of_page().info("g s was pressed");
    });
    let flashes = Flashes::of_page();
    let items = move || {
        let say = move |words: &'static str| {
            move || {
                flashes.good(words);
            }
        };
        vec![
            PaletteItem::new("Go to", Icon::Space, "Spaces", say("Spaces")).keys("g s"),
            PaletteItem::new("Go to", Icon::Issue, "Issues", say("Issues")).hint("Payments API"),
            PaletteItem::new("Go to", Icon::Shield, "Data protection", say("Data protection")),
            PaletteItem::new("Do", Icon::Plus, "Create issue", say("Create issue")).keys("c"),
            PaletteItem::new("Do", Icon::Trash, "Delete space", say("Never"))
                .disabled(Some("Only a space administrator may".to_owned())),
            PaletteItem::new("Do", Icon::Lock, "Lock", say("Locked")).keywords("seal sign out"),
        ]
    };
    let person = vec![
        MenuItem::link("My settings", "#/me").icon(Icon::Person),
        MenuItem::rule(),
        MenuItem::action("Lock", move || {
            flashes.info("Locked");
        })
        .icon(Icon::Lock),
    ];
    let spaces = vec![
        MenuItem::link("Harbourline", "#/gallery").checked(true),
        MenuItem::link("Sandbox", "#/gallery").checked(false),
    ];
    let top = move || {
        view! {
            <TopBar>
                <Mark />
                <Menu label="Space: Harbourline" items=spaces kind=ButtonKind::Quiet at_end=false face=|| "Harbourline" />
                <CommandLine on_press=move || palette.set(true) />
                <Seal
                    tone=Tone::Good
                    words="Sealed, locks in 14 min"
                    meaning="Everything kept in this browser is sealed and saved. Press to lock."
                    on_press=move || {
                        flashes.info("Locked");
                    }
                />
                <ThemeMenu theme=theme />
                <Menu label="Mara Quill" items=person icon_only=true face=|| view! { <Avatar name="Mara Quill" /> } />
            </TopBar>
        }
    };
    view! {
        <Frame top=top side=move || view! { <SideNav sections=sections() folded=folded /> }>
            <Breadcrumbs crumbs=vec![Crumb::new("Harbourline", "#/gallery"), Crumb::new("Settings", "#/gallery")] />
            <PageHead
                title="Gallery"
                lead="Every component with its states. What a page needs and does not find here belongs here first."
                beside=|| view! { <Badge tone=Tone::Info>"Debug build"</Badge> }
                actions=move || view! {
                    <Button icon=Icon::Keyboard on_press=move || shortcuts.show()>"Keyboard"</Button>
                    <Button kind=ButtonKind::Primary icon=Icon::Plus on_press=move || palette.set(true)>"Open the palette"</Button>
                }
            />
            <Tabs
                label="Views"
                tabs=vec![
                    TabLink::new("Board", "#/gallery", true),
                    TabLink::new("Backlog", "#/gallery", false).count(38),
                    TabLink::new("All issues", "#/gallery", false).count(412),
                    TabLink::new("Archived", "#/gallery", false),
                ]
            />
            <Stack>
                <data::Tables />
                <controls::Buttons />
                <controls::Fields />
                <says::States />
                <says::Overlays />
                <data::Long />
                <controls::Steps />
                <says::Icons />
            </Stack>
        </Frame>
        <Palette open=palette query=query items=items />
    }
}

fn sections() -> Vec<NavSection> {
    let place = |icon, label: &str| NavItem::new(icon, label, "#/gallery", false);
    vec![
        NavSection::new(
            None,
            vec![
                place(Icon::Home, "Overview"),
                place(Icon::Project, "Projects").count("3"),
                place(Icon::People, "Members").count("14"),
                place(Icon::Activity, "Activity"),
            ],
        ),
        NavSection::new(
            Some("Payments API".to_owned()),
            vec![
                NavItem::new(Icon::Issue, "Issues", "#/gallery", true).count("412"),
                place(Icon::Code, "Source").count("2"),
                place(Icon::Flow, "Workflows").count("5"),
                place(Icon::Terminal, "Dev Environments"),
            ],
        ),
        NavSection::new(
            Some("Space settings".to_owned()),
            vec![place(Icon::Key, "SSO"), place(Icon::Cloud, "AWS accounts").count("2"), place(Icon::Card, "Billing")],
        ),
        NavSection::new(Some("This browser".to_owned()), vec![place(Icon::Shield, "Data protection")]),
    ]
}
