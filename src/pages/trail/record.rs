//! One record: what it says, its place in the chain, and the record as `CloudTrail` writes it.

use crate::{
    components::{CopyButton, CopyValue, Empty, ExactTime, Fact, Facts, Icon, LinkButton, StateDot, Tone},
    domain::State,
    formats::cloud_trail,
    pages::space::shared::milliseconds,
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// What the panel shows.
#[derive(Clone, Debug, PartialEq)]
struct Record {
    at: f64,
    who: String,
    alias: String,
    source: String,
    key: String,
    account: Option<String>,
    region: String,
    context: Vec<(String, String)>,
    details: Vec<(String, String)>,
    failure: Option<String>,
    link: String,
    json: String,
}

impl Record {
    fn of(state: &State, number: u64) -> Option<Self> {
        let numbered = state.trail.chain.numbered_at(number)?;
        let (entry, what) = (numbered.entry, &numbered.entry.what);
        let pairs = |map: &std::collections::BTreeMap<String, String>| {
            map.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
        };
        Some(Self {
            at: milliseconds(entry.at),
            who: entry.who(state),
            alias: entry.alias.clone(),
            source: what.source.clone(),
            key: entry.key(state),
            account: what.account.map(|account| account.to_string()),
            region: what.region.clone(),
            context: pairs(&what.context),
            details: pairs(&what.details),
            failure: what.failure.as_ref().map(|failure| {
                let words = [failure.code.as_str(), failure.message.as_str()];
                words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(": ")
            }),
            link: numbered.link.to_string(),
            json: cloud_trail::one(&numbered),
        })
    }
}

/// The name of the operation, for the panel's title; nothing if there is no entry of the number.
pub(super) fn title(state: &State, number: u64) -> String {
    state.trail.chain.get(number).map_or_else(|| format!("Entry {number}"), |entry| entry.what.name.clone())
}

/// Everything about a record.
#[component]
pub(super) fn RecordDetail(
    /// The number of its entry.
    number: u64,
) -> impl IntoView {
    let record = Session::here().select(move |state| Record::of(state, number));
    move || {
        match record.get() {
        Some(record) => view! { <Told number=number record=record /> }.into_any(),
        None => view! {
            <Empty
                icon=Icon::List
                title=format!("The log has no entry {number}")
                lead=Some("The address may be mistyped, or of another vault. If the entry is missing, the line above the records says so.".to_owned())
                action=|| view! { <LinkButton href=Route::Trail(None).href()>"See all records"</LinkButton> }
            />
        }
            .into_any(),
    }
    }
}

#[component]
fn Told(number: u64, record: Record) -> impl IntoView {
    let Record { at, who, alias, source, key, account, region, context, details, failure, link, json } = record;
    let more = (!alias.is_empty() && alias != who).then(|| format!(" ({alias})"));
    view! {
        <Facts>
            <Fact name="Outcome">
                {match failure {
                    None => view! { <StateDot tone=Tone::Good>"Succeeded"</StateDot> }.into_any(),
                    Some(why) => view! { <StateDot tone=Tone::Bad>"Failed"</StateDot> " " {why} }.into_any(),
                }}
            </Fact>
            <Fact name="Time"><ExactTime at=at /></Fact>
            <Fact name="Who">{who} {more}</Fact>
            <Fact name="Source"><code>{source}</code></Fact>
            {(!key.is_empty()).then(|| view! { <Fact name="Key"><span class="breaks">{key}</span></Fact> })}
            {account.map(|account| view! { <Fact name="AWS account"><code>{account}</code></Fact> })}
            {(!region.is_empty()).then(|| view! { <Fact name="AWS Region"><code>{region}</code></Fact> })}
            {details.into_iter().map(|(name, value)| view! { <Fact name=name>{value}</Fact> }).collect_view()}
            <Fact name="Encryption context">
                {if context.is_empty() {
                    view! { <span class="muted">"None"</span> }.into_any()
                } else {
                    view! {
                        <ul class="context-list">
                            {context.into_iter().map(|(name, value)| view! { <li><code>{name} "=" {value}</code></li> }).collect_view()}
                        </ul>
                    }
                        .into_any()
                }}
            </Fact>
            <Fact name="Entry"><span class="num">{number}</span></Fact>
            <Fact name="Link"><CopyValue text=link what="link" /></Fact>
        </Facts>
        <div class="record-json">
            <header>
                <h3>"CloudTrail record"</h3>
                <CopyButton text=json.clone() what="record" words=true />
            </header>
            <pre tabindex="0" role="region" aria-label="CloudTrail record as JSON"><code>{json}</code></pre>
        </div>
    }
}
