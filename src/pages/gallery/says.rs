//! States, notes, overlays and icons.

use crate::components::*;
use leptos::prelude::*;

#[component]
pub(super) fn States() -> impl IntoView {
    let parts = vec![
        Part { label: "Issues".to_owned(), amount: 1.0, words: "1.00 M".to_owned(), tone: Tone::Signal },
        Part {
            label: "Spaces, people, settings".to_owned(),
            amount: 0.26,
            words: "0.26 M".to_owned(),
            tone: Tone::Info,
        },
        Part {
            label: "Journal, not yet folded".to_owned(),
            amount: 0.16,
            words: "0.16 M".to_owned(),
            tone: Tone::Warn,
        },
    ];
    let bars: Vec<(String, f64)> = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        .into_iter()
        .zip([4.0, 9.0, 6.0, 12.0, 7.0, 1.0, 0.0])
        .map(|(day, count)| (day.to_owned(), count))
        .collect();
    view! {
        <Split>
            <Card title="States and amounts" count="5">
                <Stack>
                    <Row>
                        <StateDot tone=Tone::Good>"Active"</StateDot>
                        <StateDot tone=Tone::Warn>"Expired yesterday"</StateDot>
                        <StateDot tone=Tone::Bad>"Failed"</StateDot>
                        <StateDot tone=Tone::Info>"In progress"</StateDot>
                        <StateDot tone=Tone::Idle>"To do"</StateDot>
                    </Row>
                    <Row>
                        <Badge>"security"</Badge>
                        <Badge tone=Tone::Good>"Verified"</Badge>
                        <Badge tone=Tone::Warn>"Sample"</Badge>
                        <Badge tone=Tone::Bad>"Suspended"</Badge>
                        <Badge tone=Tone::Info>"Imported"</Badge>
                        <Badge tone=Tone::Signal>"Standard"</Badge>
                        <Kbd keys="g s" />
                        <Kbd keys="Ctrl+K" />
                        <Avatar name="Mara Quill" alone=true />
                        <Avatar name="Ines Farr" alone=true small=true />
                        <Avatar name="Tobin Vale" alone=true />
                        <Avatar name="Oskar" alone=true />
                    </Row>
                    <Meter label="Room used" parts=parts whole=5.24 words="1.42 of 5.24 million units" />
                    <Progress label="Importing issues" share=Some(0.32) words="3,200 of 10,000" on_cancel=|| () />
                    <Progress label="Deriving the key" share=None words="about 2 seconds" />
                    <Bars label="Issues closed in each of the last seven days" bars=bars />
                    <Facts>
                        <Fact name="Last check"><StateDot tone=Tone::Good>"All 4,118 records open"</StateDot></Fact>
                        <Fact name="Cipher">"AES-256-GCM"</Fact>
                        <Fact name="Passphrase">"Argon2id, 64 MiB, 3 passes"</Fact>
                        <Fact name="Idle lock">"15 minutes, all tabs"</Fact>
                    </Facts>
                </Stack>
            </Card>
            <Stack>
                <Note tone=Tone::Warn title="Not ready." link=Some(("Look at it".to_owned(), "#/gallery".to_owned()))>"One of ten checks fails: actions in us-west-2b do not reach the internet."</Note>
                <Note tone=Tone::Info title="3 fields look sensitive.">"A tag of account 111122223333 holds an email address."</Note>
                <Note tone=Tone::Bad title="The file was not read.">"It is 214 MB; at most 100 MB are taken. Split it and drop the parts."</Note>
                <Note tone=Tone::Good action=|| view! { <Button small=true>"Undo"</Button> }>"10,000 issues were imported."</Note>
                <Card title="Loading"><Skeleton lines=4 /></Card>
                <Card title="Refused" flush=true>
                    <Refused reason="Only space administrators see billing. Ask Mara Quill for the role." link=Some(("Members".to_owned(), "#/gallery".to_owned())) />
                </Card>
            </Stack>
        </Split>
        <CardGrid>
            <LinkCard title="Payments API" href="#/gallery"><p class="muted">"412 issues, 2 repositories"</p><Row><Badge>"aws"</Badge></Row></LinkCard>
            <LinkCard title="Ledger" href="#/gallery"><p class="muted">"38 issues, 1 repository"</p></LinkCard>
            <LinkCard title="Harbour map" href="#/gallery"><p class="muted">"Nothing yet"</p></LinkCard>
        </CardGrid>
    }
}

#[component]
pub(super) fn Overlays() -> impl IntoView {
    let flashes = Flashes::of_page();
    let (confirm, dialog, drawer) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let email = RwSignal::new(String::new());
    view! {
        <Card title="Over the page">
            <Row>
                <Button on_press=move || flashes.good("Issue 214 archived").with_action("Undo", || ())>"Good, with Undo"</Button>
                <Button on_press=move || { flashes.info("Another tab writes now."); }>"Info"</Button>
                <Button on_press=move || flashes.bad("A space name cannot be used again.").with_link("Rule", "#/gallery")>"Bad, with a link"</Button>
                <Button on_press=move || dialog.set(true)>"Dialog"</Button>
                <Button on_press=move || drawer.set(true)>"Drawer"</Button>
                <Button kind=ButtonKind::Danger on_press=move || confirm.set(true)>"Delete space"</Button>
            </Row>
        </Card>
        <Dialog open=dialog title="Invite">
            <Form on_submit=move || dialog.set(false)>
                <TextField label="Email" value=email kind="email" autofocus=true hint="One address. The invitation lies in the outbox." />
                <div class="form-actions at-end">
                    <Button kind=ButtonKind::Quiet on_press=move || dialog.set(false)>"Cancel"</Button>
                    <Button kind=ButtonKind::Primary submit=true>"Invite"</Button>
                </div>
            </Form>
        </Dialog>
        <Dialog open=drawer title="Columns" shape=DialogShape::Drawer light=true><p>"A drawer for what is beside the matter."</p></Dialog>
        <ConfirmDialog
            open=confirm
            title="Delete the space Harbourline"
            lead="It cannot be undone: its key is destroyed, and its name cannot be used again."
            goes=vec!["3 projects: Payments API, Ledger, Harbour map".to_owned(), "412 issues".to_owned(), "2 account connections".to_owned()]
            word="delete"
            action="Delete"
            on_confirm=move || {
                confirm.set(false);
                flashes.good("Space deleted");
            }
        />
    }
}

#[component]
pub(super) fn Icons() -> impl IntoView {
    view! {
        <Card title="Icons" count=Icon::ALL.len().to_string()>
            <Row>{Icon::ALL.iter().map(|icon| view! { <span title=format!("{icon:?}")><IconView icon=*icon /></span> }).collect_view()}</Row>
        </Card>
    }
}
