//! Markdown as elements. Never as HTML text: raw HTML is shown as what it is, links go to http, https and mail only, and
//! pictures become links, so that showing an issue asks no other server for anything.

use leptos::prelude::*;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag};

/// Text with marks, rendered.
#[component]
pub fn Markdown(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { <div class="markdown">{move || text.with(|text| render(text))}</div> }
}

/// Nesting deeper than this is shown flat: a text cannot exhaust the stack.
const DEEPEST: usize = 32;

fn render(text: &str) -> Vec<AnyView> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut events = Parser::new_ext(text, options);
    inside(&mut events, 0, &mut Vec::new())
}

/// The address, when it leads where a link may.
fn safe(address: &str) -> Option<String> {
    let scheme = address.split_once(':')?.0.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https" | "mailto").then(|| address.to_owned())
}

fn link(address: &str, children: Vec<AnyView>) -> AnyView {
    match safe(address) {
        Some(href) => {
            view! { <a href=href target="_blank" rel="noreferrer noopener nofollow">{children}</a> }.into_any()
        }
        None => view! { <span>{children}</span> }.into_any(),
    }
}

/// Reads events until the element that is open ends.
fn inside(events: &mut Parser<'_>, depth: usize, table: &mut Vec<Alignment>) -> Vec<AnyView> {
    let mut views = Vec::new();
    while let Some(event) = events.next() {
        match event {
            Event::Start(tag) => {
                if let Some(view) = element(tag, events, depth + 1, table) {
                    views.push(view);
                }
            }
            Event::End(_) => return views,
            Event::Code(code) => views.push(view! { <code>{code.into_string()}</code> }.into_any()),
            Event::SoftBreak => views.push(" ".into_any()),
            Event::HardBreak => views.push(view! { <br /> }.into_any()),
            Event::Rule => views.push(view! { <hr /> }.into_any()),
            Event::TaskListMarker(done) => {
                let words = if done { "Done: " } else { "To do: " };
                views.push(view! { <span class="task" data-done=done.then_some("")><span class="visually-hidden">{words}</span></span> }.into_any());
            }
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::FootnoteReference(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                views.push(text.into_string().into_any());
            }
        }
    }
    views
}

fn element(tag: Tag<'_>, events: &mut Parser<'_>, depth: usize, table: &mut Vec<Alignment>) -> Option<AnyView> {
    if let Tag::Table(ways) = &tag {
        table.clone_from(ways);
    }
    let children = inside(events, depth, table);
    if depth > DEEPEST {
        return Some(children.into_any());
    }
    Some(match tag {
        Tag::Paragraph | Tag::HtmlBlock => view! { <p>{children}</p> }.into_any(),
        // The page has its own headings above these: a text's first level begins at the third.
        Tag::Heading { level, .. } => match level {
            HeadingLevel::H1 => view! { <h3>{children}</h3> }.into_any(),
            HeadingLevel::H2 => view! { <h4>{children}</h4> }.into_any(),
            HeadingLevel::H3 => view! { <h5>{children}</h5> }.into_any(),
            _ => view! { <h6>{children}</h6> }.into_any(),
        },
        Tag::BlockQuote(_) => view! { <blockquote>{children}</blockquote> }.into_any(),
        Tag::CodeBlock(kind) => {
            let language = match kind {
                CodeBlockKind::Fenced(name) if !name.is_empty() => Some(name.into_string()),
                _ => None,
            };
            view! { <pre tabindex="0" data-language=language><code>{children}</code></pre> }.into_any()
        }
        Tag::List(Some(start)) => view! { <ol start=start.to_string()>{children}</ol> }.into_any(),
        Tag::List(None) => view! { <ul>{children}</ul> }.into_any(),
        Tag::Item => view! { <li>{children}</li> }.into_any(),
        Tag::Emphasis => view! { <em>{children}</em> }.into_any(),
        Tag::Strong => view! { <strong>{children}</strong> }.into_any(),
        Tag::Strikethrough => view! { <del>{children}</del> }.into_any(),
        Tag::Link { dest_url, .. } => link(&dest_url, children),
        Tag::Image { dest_url, .. } => {
            let named = if children.is_empty() { vec!["Picture".into_any()] } else { children };
            link(&dest_url, named)
        }
        Tag::Table(_) => view! { <div class="markdown-table" tabindex="0"><table>{children}</table></div> }.into_any(),
        Tag::TableHead => view! { <thead><tr>{children}</tr></thead> }.into_any(),
        Tag::TableRow => view! { <tr>{children}</tr> }.into_any(),
        Tag::TableCell => view! { <td>{children}</td> }.into_any(),
        Tag::MetadataBlock(_) => return None,
        _ => children.into_any(),
    })
}
