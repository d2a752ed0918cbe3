//! Records as plain JSON, one item each: what most pages do.

use super::{Store, raw};
use js_sys::{Array, JSON, JsString};
use wasm_bindgen::JsValue;

/// No protection at all.
pub(crate) struct Plain {
    held: u32,
}

pub(super) fn key(index: u32) -> JsString {
    JsString::from(format!("issue:{index}"))
}

impl Store for Plain {
    async fn make() -> Result<Self, JsValue> {
        Ok(Self { held: 0 })
    }

    async fn fill(&mut self, records: &Array) -> Result<u32, JsValue> {
        for record in records.iter() {
            if !raw::set(&key(self.held), &JSON::stringify(&record)?)? {
                break;
            }
            self.held += 1;
        }
        Ok(self.held)
    }

    async fn unlock(&mut self) -> Result<u32, JsValue> {
        let records = Array::new();
        while let Some(text) = raw::get(&key(records.length()))? {
            records.push(&parse(&text)?);
        }
        Ok(records.length())
    }

    async fn look(&self, index: u32) -> Result<bool, JsValue> {
        Ok(match raw::get(&key(index))? {
            Some(text) => parse(&text)?.is_object(),
            None => false,
        })
    }

    async fn holds(&self, index: u32, record: &JsValue) -> Result<bool, JsValue> {
        Ok(raw::get(&key(index))? == Some(JSON::stringify(record)?))
    }

    async fn edit(&mut self, index: u32, record: &JsValue) -> Result<Option<u32>, JsValue> {
        let (key, value) = (key(index), JSON::stringify(record)?);
        Ok(raw::set(&key, &value)?.then(|| key.length() + value.length()))
    }
}

fn parse(text: &JsString) -> Result<JsValue, JsValue> {
    JSON::parse(&String::from(text))
}
