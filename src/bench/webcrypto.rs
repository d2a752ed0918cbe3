//! Records sealed one by one with the browser's AES-GCM, in base64: what a careful web developer writes by hand.

use super::{Store, base64, plain::key, raw};
use js_sys::{Array, JSON, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};

/// Bytes of a nonce, as AES-GCM wants them.
const NONCE: usize = 12;

/// A key of the browser's, and its cipher.
pub(crate) struct WebCrypto {
    crypto: Crypto,
    subtle: SubtleCrypto,
    key: CryptoKey,
    held: u32,
}

fn algorithm(name: &str, value: &JsValue) -> Result<Object, JsValue> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &JsValue::from_str("name"), &JsValue::from_str("AES-GCM"))?;
    Reflect::set(&algorithm, &JsValue::from_str(name), value)?;
    Ok(algorithm)
}

impl WebCrypto {
    async fn seal(&self, record: &JsValue) -> Result<JsString, JsValue> {
        let plain = String::from(JSON::stringify(record)?);
        let mut nonce = [0; NONCE];
        self.crypto.get_random_values_with_u8_array(&mut nonce)?;
        let how = algorithm("iv", &Uint8Array::from(nonce.as_slice()))?;
        let data = Uint8Array::from(plain.as_bytes());
        let sealed = JsFuture::from(self.subtle.encrypt_with_object_and_buffer_source(&how, &self.key, &data)?).await?;
        let mut bytes = nonce.to_vec();
        bytes.extend(Uint8Array::new(&sealed).to_vec());
        Ok(JsString::from(base64::encode(&bytes)))
    }

    async fn open(&self, text: &JsString) -> Result<String, JsValue> {
        let bytes = base64::decode(&String::from(text)).ok_or("not base64")?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or("too short")?;
        let how = algorithm("iv", &Uint8Array::from(nonce))?;
        let data = Uint8Array::from(sealed);
        let plain = JsFuture::from(self.subtle.decrypt_with_object_and_buffer_source(&how, &self.key, &data)?).await?;
        String::from_utf8(Uint8Array::new(&plain).to_vec()).map_err(|_| "not UTF-8".into())
    }
}

impl Store for WebCrypto {
    async fn make() -> Result<Self, JsValue> {
        let crypto = web_sys::window().ok_or("no window")?.crypto()?;
        let subtle = crypto.subtle();
        let uses = Array::of2(&JsValue::from_str("encrypt"), &JsValue::from_str("decrypt"));
        let made = subtle.generate_key_with_object(&algorithm("length", &JsValue::from(256))?, false, &uses)?;
        let key = JsFuture::from(made).await?.dyn_into()?;
        Ok(Self { crypto, subtle, key, held: 0 })
    }

    async fn fill(&mut self, records: &Array) -> Result<u32, JsValue> {
        for record in records.iter() {
            if !raw::set(&key(self.held), &self.seal(&record).await?)? {
                break;
            }
            self.held += 1;
        }
        Ok(self.held)
    }

    async fn unlock(&mut self) -> Result<u32, JsValue> {
        let records = Array::new();
        while let Some(text) = raw::get(&key(records.length()))? {
            records.push(&JSON::parse(&self.open(&text).await?)?);
        }
        Ok(records.length())
    }

    async fn look(&self, index: u32) -> Result<bool, JsValue> {
        Ok(match raw::get(&key(index))? {
            Some(text) => JSON::parse(&self.open(&text).await?)?.is_object(),
            None => false,
        })
    }

    async fn holds(&self, index: u32, record: &JsValue) -> Result<bool, JsValue> {
        Ok(match raw::get(&key(index))? {
            Some(text) => JSON::stringify(record)? == self.open(&text).await?,
            None => false,
        })
    }

    async fn edit(&mut self, index: u32, record: &JsValue) -> Result<Option<u32>, JsValue> {
        let (key, value) = (key(index), self.seal(record).await?);
        Ok(raw::set(&key, &value)?.then(|| key.length() + value.length()))
    }
}
