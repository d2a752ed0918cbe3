//! Tells when an element changes its size.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver};

/// Calls `changed` now and whenever the element's size changes, for as long as the owner lives.
pub fn on_resize<E>(node: NodeRef<E>, changed: impl Fn() + Copy + 'static)
where
    E: leptos::html::ElementType,
    E::Output: JsCast + AsRef<Element> + Clone + 'static,
{
    let watch = StoredValue::<Option<(ResizeObserver, Closure<dyn FnMut()>)>, LocalStorage>::new_local(None);
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let callback = Closure::<dyn FnMut()>::new(changed);
        if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(element.as_ref());
            if let Some((former, _)) = watch.try_update_value(|slot| slot.replace((observer, callback))).flatten() {
                former.disconnect();
            }
        }
        changed();
    });
    on_cleanup(move || {
        if let Some((observer, _)) = watch.try_update_value(Option::take).flatten() {
            observer.disconnect();
        }
    });
}
