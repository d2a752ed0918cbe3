//! Buttons, fields and the wizard.

use crate::components::*;
use leptos::prelude::*;

#[component]
pub(super) fn Buttons() -> impl IntoView {
    let flashes = Flashes::of_page();
    let busy = RwSignal::new(true);
    let pressed = RwSignal::new(Some(true));
    let items = move || {
        vec![
            MenuItem::action("Resend", move || {
                flashes.good("Invitation sent again");
            })
            .icon(Icon::Mail),
            MenuItem::action("Copy the link", || ()).icon(Icon::Copy).hint("Ctrl C"),
            MenuItem::action("Change role", || ())
                .icon(Icon::Edit)
                .disabled(Some("Accept the invitation first".to_owned())),
            MenuItem::rule(),
            MenuItem::action("Cancel invitation", || ()).icon(Icon::Trash).danger(),
        ]
    };
    view! {
        <Card title="Buttons">
            <Stack>
                <Row>
                    <Button kind=ButtonKind::Primary icon=Icon::Plus>"Create issue"</Button>
                    <Button icon=Icon::Export>"Export"</Button>
                    <Button kind=ButtonKind::Quiet>"Resend"</Button>
                    <Button kind=ButtonKind::Danger>"Delete space"</Button>
                    <Button kind=ButtonKind::DangerSolid>"Delete"</Button>
                    <LinkButton href="#/gallery" icon=Icon::Key>"Who can do what"</LinkButton>
                    <Button disabled_reason="Only a space administrator may invite people.">"Invite"</Button>
                    <Button kind=ButtonKind::Primary disabled_reason="Verify the account first.">"Create space"</Button>
                    <Button kind=ButtonKind::Primary busy=busy>"Verifying"</Button>
                </Row>
                <Row>
                    <Button small=true>"Small"</Button>
                    <Menu label="Sort: rank" items=items />
                    <Menu label="Actions for Ines Farr" items=items icon=Icon::More icon_only=true />
                    <IconButton icon=Icon::Refresh label="Check again" on_press=|| () />
                    <IconButton icon=Icon::Board label="Board" pressed=pressed on_press=move || pressed.set(pressed.get().map(|down| !down)) />
                    <IconButton icon=Icon::Trash label="Remove" disabled_reason="The space's billing account cannot be removed." on_press=|| () />
                    <CopyValue text="arn:aws:iam::111122223333:role/build" what="role ARN" />
                    <Secret text="7f1c-invented-0d44" what="verification token" />
                    <CopyButton text="hello" what="hello" words=true />
                </Row>
            </Stack>
        </Card>
    }
}

#[component]
pub(super) fn Fields() -> impl IntoView {
    let name = RwSignal::new("Harbour line".to_owned());
    let fault = RwSignal::new(Some("A space name has no blanks. Use a hyphen: Harbour-line.".to_owned()));
    let (account, text, secret) = (
        RwSignal::new("111122223333".to_owned()),
        RwSignal::new(String::new()),
        RwSignal::new("correct horse".to_owned()),
    );
    let (region, kind, role) = (
        RwSignal::new("us-west-2".to_owned()),
        RwSignal::new("scratch".to_owned()),
        RwSignal::new("limited".to_owned()),
    );
    let (agree, on, line) =
        (RwSignal::new(true), RwSignal::new(true), RwSignal::new("-status:done label:vault ".to_owned()));
    let flashes = Flashes::of_page();
    let take = move |files: Vec<web_sys::File>| {
        flashes.info(format!("{} files", files.len()));
    };
    let submit = move || {
        fault.set(
            name.with(|name| name.contains(' '))
                .then(|| "A space name has no blanks. Use a hyphen: Harbour-line.".to_owned()),
        );
    };
    view! {
        <Split>
            <Card title="Fields">
                <Form on_submit=submit label="Sample form">
                    <TextField label="Space name" value=name hint="3 to 63 letters, digits, dots, hyphens and underscores." fault=fault />
                    <TextField label="AWS account ID" value=account mono=true inputmode="numeric" optional=true />
                    <PasswordField label="Passphrase" value=secret autocomplete="new-password" below=|| view! { <Strength level=3 words="Good. A fourth word makes it strong." /> } />
                    <Select
                        label="AWS Region"
                        value=region
                        choices=vec![Choice::new("us-west-2", "US West (Oregon)"), Choice::new("eu-west-1", "Europe (Ireland)")]
                    />
                    <TextArea label="Description" value=text placeholder="What is this project for" optional=true rows=3 />
                    <FormActions>
                        <Button kind=ButtonKind::Primary submit=true>"Create space"</Button>
                        <Button kind=ButtonKind::Quiet>"Cancel"</Button>
                    </FormActions>
                </Form>
            </Card>
            <Stack>
                <Card title="Choosing">
                    <Stack>
                        <ChoiceCards
                            label="Start"
                            value=kind
                            choices=vec![
                                Choice::new("blueprint", "Start with a blueprint").description("A project with code, workflow and environment."),
                                Choice::new("scratch", "Start from scratch").description("An empty project."),
                                Choice::new("own", "Bring your own code").disabled(Some("Connect a repository first.".to_owned())),
                            ]
                        />
                        <RadioGroup
                            label="Role"
                            value=role
                            choices=vec![
                                Choice::new("limited", "Limited access"),
                                Choice::new("power", "Power user").description("May create projects."),
                            ]
                        />
                        <Checkbox label="I keep the passphrase in a safe place" value=agree hint="Nobody can reset it." />
                        <Switch label="Projects in this space can access generative AI features" value=on hint="Running work ends when it is turned off." />
                    </Stack>
                </Card>
                <Card title="Filter and files">
                    <Stack>
                        <Filter label="Filter issues" text=line placeholder="Search 412 issues" suggestions=vec!["status:open".to_owned()] found=move || Some("12 issues".to_owned()) />
                        <code class="small">{move || line.get()}</code>
                        <DropZone
                            label="Drop a file here, paste it, or choose one"
                            hint="JSON lines, GitHub issues or CSV, up to 100 MB"
                            on_files=take
                        />
                    </Stack>
                </Card>
            </Stack>
        </Split>
    }
}

#[component]
pub(super) fn Steps() -> impl IntoView {
    let (at, email, name) = (RwSignal::new(0), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let fault = RwSignal::new(None::<String>);
    let check = move || {
        fault.set((!email.with(|email| email.contains('@'))).then(|| "An email address has an @ in it.".to_owned()));
        fault.with(Option::is_none)
    };
    let steps = vec![
        Step::new(
            "Your email address",
            move || view! { <TextField label="Your email address" value=email fault=fault kind="email" /> },
        )
        .lead("A code is written to the outbox; nothing is sent.")
        .check(check),
        Step::new("Your name", move || view! { <TextField label="Your name" value=name /> }),
        Step::new("Review", move || {
            view! {
                <ReviewPart title="Your email address" on_edit=move || at.set(0)>
                    <Facts><Fact name="Email">{move || email.get()}</Fact><Fact name="Name">{move || name.get()}</Fact></Facts>
                </ReviewPart>
            }
        }),
    ];
    view! {
        <Card title="Wizard">
            <Wizard label="Create your Builder ID" steps=steps current=at finish="Create" on_finish=|| () on_cancel=|| () />
        </Card>
    }
}
