//! Moments as people read them: "2 hours ago", with the whole moment in their own time zone as its title.

use core::time::Duration;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

const SECOND: f64 = 1_000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        // Setting a property of a fresh object is never refused.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}

/// The console speaks English; the hour and the zone are the reader's own.
fn english() -> Array {
    Array::of1(&JsValue::from_str("en-GB"))
}

fn formatter(style: &[(&str, &str)]) -> Function {
    Intl::DateTimeFormat::new(&english(), &options(style)).format()
}

// Making a formatter costs the browser far more than using it, and a table draws dozens of moments at a keystroke.
thread_local! {
    static DAY_FORMAT: Function = formatter(&[("day", "numeric"), ("month", "short"), ("year", "numeric")]);
    static MOMENT_FORMAT: Function = formatter(&[
        ("day", "numeric"),
        ("month", "short"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("timeZoneName", "short"),
    ]);
    static SECOND_FORMAT: Function = formatter(&[
        ("day", "numeric"),
        ("month", "short"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
    ]);
    static HOUR_FORMAT: Function = formatter(&[("hour", "2-digit"), ("minute", "2-digit")]);
    static RELATIVE_FORMAT: Intl::RelativeTimeFormat =
        Intl::RelativeTimeFormat::new(&english(), &options(&[("numeric", "auto")]));
}

fn format(moment: f64, format: &Function) -> String {
    format
        .call1(&JsValue::UNDEFINED, &Date::new(&JsValue::from_f64(moment)))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// The day: "12 Mar 2026". Milliseconds since 1970 in UTC, shown in the reader's zone.
pub fn day(at: f64) -> String {
    DAY_FORMAT.with(|style| format(at, style))
}

/// The day, the hour and the zone: "12 Mar 2026, 09:41 CET".
pub fn moment(at: f64) -> String {
    MOMENT_FORMAT.with(|style| format(at, style))
}

/// The day and the hour to the second, for logs: "12 Mar 2026, 09:41:07".
pub fn second(at: f64) -> String {
    SECOND_FORMAT.with(|style| format(at, style))
}

/// The hour of today: "10:42"; of another day the day too: "12 Mar 2026, 10:42".
pub fn hour(at: f64) -> String {
    let hour = HOUR_FORMAT.with(|style| format(at, style));
    let of = day(at);
    if of == day(Date::now()) { hour } else { format!("{of}, {hour}") }
}

/// How long ago, or how long until: "just now", "5 minutes ago", "in 2 hours", "yesterday"; the day itself beyond 30 days.
pub fn relative(then: f64, now: f64) -> String {
    let off = then - now;
    let size = off.abs();
    let (amount, unit) = if size < 45.0 * SECOND {
        return "just now".to_owned();
    } else if size < 45.0 * MINUTE {
        (off / MINUTE, "minute")
    } else if size < 22.0 * HOUR {
        (off / HOUR, "hour")
    } else if size < 30.0 * DAY {
        (off / DAY, "day")
    } else {
        return day(then);
    };
    let whole = if amount.abs() < 1.0 { amount.signum() } else { amount.round() };
    RELATIVE_FORMAT.with(|style| style.format(whole, unit).into())
}

fn iso(at: f64) -> Option<String> {
    Date::new(&JsValue::from_f64(at)).to_iso_string().as_string()
}

/// A moment to the second, for logs.
#[component]
pub fn ExactTime(
    /// Milliseconds since 1970 in UTC.
    at: f64,
) -> impl IntoView {
    view! { <time class="num" datetime=iso(at) title=moment(at)>{second(at)}</time> }
}

/// Now, to half a minute: one clock for all that is shown, since a table makes and drops dozens of moments as it scrolls.
fn ticking() -> ArcRwSignal<f64> {
    thread_local! {
        static NOW: ArcRwSignal<f64> = {
            let now = ArcRwSignal::new(Date::now());
            let tick = now.clone();
            // Without the timer moments stay as they were drawn.
            let _ = set_interval_with_handle(move || tick.set(Date::now()), Duration::from_secs(30));
            now
        };
    }
    NOW.with(|now| {
        // What is drawn now counts from now, not from the last tick.
        if Date::now() - now.get_untracked() > SECOND {
            now.set(Date::now());
        }
        now.clone()
    })
}

/// A moment relative to now, kept right as time passes.
#[component]
pub fn RelativeTime(
    /// Milliseconds since 1970 in UTC.
    #[prop(into)]
    at: Signal<f64>,
) -> impl IntoView {
    let now = ticking();
    view! { <time class="num" datetime=move || iso(at.get()) title=move || moment(at.get())>{move || relative(at.get(), now.get())}</time> }
}
