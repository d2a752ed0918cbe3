//! Passkeys (VLT-13): the browser's Web Authentication with its PRF extension, as far as a vault needs it.
//!
//! A passkey is made for this address and asked to hash a salt, after the device has verified the person; the hash is
//! what a key is made of. Nothing is signed in to, so signatures are not looked at. What the device comes to know is a
//! random user id, the name `Spaceward` with four signs, and the salt.

use super::{fault::name_of, random};
use crate::vault::{
    PasskeyPublic, Transports,
    passkey::{CREDENTIAL_MOST, mark_of},
};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use std::{cell::RefCell, net::Ipv4Addr};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;
use zeroize::Zeroizing;

/// Milliseconds that the browser waits for the person.
const PATIENCE: u32 = 180_000;

/// Algorithms of the signature, which every authenticator has to have one of: `EdDSA`, ES256, RS256.
const ALGORITHMS: [i32; 3] = [-8, -7, -257];

/// What the authenticator hashed out of the salt. Leaves memory when dropped.
pub type Hash = Zeroizing<[u8; 32]>;

/// Why there is no hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasskeyFault {
    /// The browser knows no passkeys.
    Unsupported,
    /// The page came over a connection that anybody could have altered, where browsers have no passkeys.
    Insecure,
    /// The address is a number, for which browsers make no passkeys.
    Nameless,
    /// The passkey was made, but it cannot hash; its name in the device's list is here.
    NoPrf(String),
    /// A passkey that was asked gave no hash.
    NoHash,
    /// The person cancelled it, or let the time pass. Browsers do not tell these apart.
    Cancelled,
    /// The device holds a passkey of this vault already.
    Known,
    /// There were no random bytes.
    NoRandomness,
    /// The browser refused for another reason, by this name.
    Refused(String),
}

impl PasskeyFault {
    /// What happened, why, and what to do.
    pub fn sentence(&self) -> String {
        match self {
            Self::Unsupported => {
                "This browser has no passkeys. Use a current version of Chrome, Edge, Firefox or Safari.".to_owned()
            }
            Self::Insecure => {
                "Browsers have passkeys only on secure pages. Open the console by an address that begins \
                               with https, or on localhost."
                    .to_owned()
            }
            Self::Nameless => {
                "Browsers make no passkeys for an address that is a number. Open the console by the name \
                               of its host; on this computer that is localhost."
                    .to_owned()
            }
            Self::NoPrf(name) => format!(
                "This device's passkeys cannot make keys (they lack the PRF extension), so nothing was added. Delete \
                 the passkey {name} in its list, and try another device or a security key."
            ),
            Self::NoHash => "The passkey answered without making a key: this browser, or the way to the device, lacks \
                             the PRF extension. Use the browser it was made in, or the passphrase."
                .to_owned(),
            Self::Cancelled => {
                "The passkey was not used: it was cancelled, it took too long, or this device has none for this vault. \
                 Nothing was changed."
                    .to_owned()
            }
            Self::Known => "This device holds a passkey of this vault already. Use another device or a security key, \
                            or remove the one that is there first."
                .to_owned(),
            Self::NoRandomness => random::NoRandomness.sentence().to_owned(),
            Self::Refused(name) => {
                format!("The browser refused the passkey ({name}). Nothing was changed. Try again, or use another one.")
            }
        }
    }

    fn told(thrown: &JsValue) -> Self {
        match name_of(thrown).as_str() {
            "NotAllowedError" | "AbortError" => Self::Cancelled,
            "InvalidStateError" => Self::Known,
            "SecurityError" => Self::Nameless,
            "NotSupportedError" => Self::Unsupported,
            name => Self::Refused(name.to_owned()),
        }
    }
}

impl From<random::NoRandomness> for PasskeyFault {
    fn from(_: random::NoRandomness) -> Self {
        Self::NoRandomness
    }
}

thread_local! {
    /// The question that waits for the person.
    static ASKED: RefCell<Option<AbortController>> = const { RefCell::new(None) };
}

/// Takes the question back that waits for the person; whoever asked gets [`PasskeyFault::Cancelled`].
pub fn cancel() {
    if let Some(asked) = ASKED.take() {
        asked.abort();
    }
}

/// Whether passkeys can be had here at all.
pub fn possible() -> Result<(), PasskeyFault> {
    container().map(drop)
}

/// Makes a passkey beside those that the vault has, and has it hash a new salt.
pub async fn make(known: &[PasskeyPublic]) -> Result<(PasskeyPublic, Hash), PasskeyFault> {
    let (container, host) = container()?;
    let salt = random::bytes::<16>()?;
    let name = format!("Spaceward {}", mark_of(&salt));
    let algorithms =
        ALGORITHMS.iter().map(|number| object(&[("type", "public-key".into()), ("alg", (*number).into())]));
    let options = object(&[
        ("rp", object(&[("id", host.as_str().into()), ("name", "Spaceward".into())])),
        (
            "user",
            object(&[
                ("id", bytes(&random::bytes::<32>()?)),
                ("name", name.as_str().into()),
                ("displayName", name.as_str().into()),
            ]),
        ),
        ("challenge", bytes(&random::bytes::<32>()?)),
        ("pubKeyCredParams", algorithms.collect::<Array>().into()),
        ("timeout", PATIENCE.into()),
        ("excludeCredentials", described(known)),
        (
            "authenticatorSelection",
            object(&[("residentKey", "preferred".into()), ("userVerification", "required".into())]),
        ),
        ("attestation", "none".into()),
        ("extensions", object(&[("prf", object(&[("eval", object(&[("first", bytes(&salt))]))]))])),
    ]);
    let made = call(&container, "create", &options).await?;
    let credential = id_of(&made).ok_or_else(|| PasskeyFault::Refused("DataError".to_owned()))?;
    let public = PasskeyPublic { salt, transports: transports_of(&made), credential };
    let prf = prf_of(&made);
    if let Some(hash) = hash_of(&prf) {
        return Ok((public, hash));
    }
    if get(&prf, "enabled").as_bool() != Some(true) {
        return Err(PasskeyFault::NoPrf(name));
    }
    // Many devices hash only when asked, and not already when the passkey is made.
    match ask(std::slice::from_ref(&public)).await {
        Ok((_, hash)) => Ok((public, hash)),
        Err(PasskeyFault::NoHash) => Err(PasskeyFault::NoPrf(name)),
        Err(fault) => Err(fault),
    }
}

/// Has one of these passkeys hash its salt, whichever the person takes: its place among them, and the hash.
pub async fn ask(among: &[PasskeyPublic]) -> Result<(usize, Hash), PasskeyFault> {
    let (container, host) = container()?;
    let salts = Object::new();
    for passkey in among {
        put(&salts, &base64url(&passkey.credential), &object(&[("first", bytes(&passkey.salt))]));
    }
    let options = object(&[
        ("rpId", host.as_str().into()),
        ("challenge", bytes(&random::bytes::<32>()?)),
        ("timeout", PATIENCE.into()),
        ("allowCredentials", described(among)),
        ("userVerification", "required".into()),
        ("extensions", object(&[("prf", object(&[("evalByCredential", salts.into())]))])),
    ]);
    let given = call(&container, "get", &options).await?;
    let id = id_of(&given).unwrap_or_default();
    let at = among.iter().position(|passkey| passkey.credential == id).ok_or(PasskeyFault::NoHash)?;
    hash_of(&prf_of(&given)).map(|hash| (at, hash)).ok_or(PasskeyFault::NoHash)
}

/// The browser's container of credentials, and the host that passkeys are made for.
fn container() -> Result<(JsValue, String), PasskeyFault> {
    let window = web_sys::window().ok_or(PasskeyFault::Unsupported)?;
    if !window.is_secure_context() {
        return Err(PasskeyFault::Insecure);
    }
    let container = get(window.navigator().as_ref(), "credentials");
    if !get(window.as_ref(), "PublicKeyCredential").is_function() || !container.is_object() {
        return Err(PasskeyFault::Unsupported);
    }
    let host = window.location().hostname().unwrap_or_default();
    if host.is_empty() || host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok() {
        return Err(PasskeyFault::Nameless);
    }
    Ok((container, host))
}

async fn call(container: &JsValue, method: &str, options: &JsValue) -> Result<JsValue, PasskeyFault> {
    cancel();
    let request = Object::new();
    put(&request, "publicKey", options);
    if let Ok(controller) = AbortController::new() {
        put(&request, "signal", &controller.signal());
        ASKED.replace(Some(controller));
    }
    let method: Function = get(container, method).dyn_into().map_err(|_| PasskeyFault::Unsupported)?;
    let promise = method.call1(container, &request).map_err(|thrown| PasskeyFault::told(&thrown))?;
    let outcome = JsFuture::from(Promise::resolve(&promise)).await;
    ASKED.take();
    match outcome {
        Ok(credential) if credential.is_object() => Ok(credential),
        Ok(_) => Err(PasskeyFault::Cancelled),
        Err(thrown) => Err(PasskeyFault::told(&thrown)),
    }
}

/// Credentials as the standard describes them.
fn described(passkeys: &[PasskeyPublic]) -> JsValue {
    let all = passkeys.iter().map(|passkey| {
        let entry = object(&[("type", "public-key".into()), ("id", bytes(&passkey.credential))]);
        let transports: Array = passkey.transports.names().map(JsValue::from_str).collect();
        if transports.length() > 0 {
            put(entry.unchecked_ref(), "transports", &transports);
        }
        entry
    });
    all.collect::<Array>().into()
}

fn id_of(credential: &JsValue) -> Option<Vec<u8>> {
    let id = get(credential, "rawId");
    let id = Uint8Array::new(&id).to_vec();
    (1..=CREDENTIAL_MOST).contains(&id.len()).then_some(id)
}

fn transports_of(credential: &JsValue) -> Transports {
    let response = get(credential, "response");
    let names = get(&response, "getTransports").dyn_into::<Function>().and_then(|read| read.call0(&response));
    let names = names.ok().filter(Array::is_array).map(|names| Array::from(&names)).unwrap_or_default();
    Transports::from_names(names.iter().filter_map(|name| name.as_string()))
}

fn prf_of(credential: &JsValue) -> JsValue {
    let results = get(credential, "getClientExtensionResults").dyn_into::<Function>();
    let results = results.and_then(|read| read.call0(credential)).unwrap_or(JsValue::UNDEFINED);
    get(&results, "prf")
}

/// The hash, if there is one. The browser's own copy is wiped.
fn hash_of(prf: &JsValue) -> Option<Hash> {
    let first = get(&get(prf, "results"), "first");
    let view = if first.is_instance_of::<Uint8Array>() { first.unchecked_into() } else { Uint8Array::new(&first) };
    let mut hash = Zeroizing::new([0; 32]);
    if view.length() != 32 {
        return None;
    }
    view.copy_to(hash.as_mut_slice());
    view.fill(0, 0, view.length());
    Some(hash)
}

/// What stands under a name; undefined where there is nothing to look into.
fn get(object: &JsValue, name: &str) -> JsValue {
    if object.is_object() || object.is_function() {
        Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    } else {
        JsValue::UNDEFINED
    }
}

fn put(object: &Object, name: &str, value: &JsValue) {
    // Setting a property of a fresh object is never refused.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in entries {
        put(&object, name, value);
    }
    object.into()
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// RFC 4648, section 5, without padding: how the standard writes ids as names.
fn base64url(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in (0..=chunk.len()).map(|place| 18 - 6 * place) {
            let sign = usize::try_from((group >> place) & 63).ok().and_then(|at| SIGNS.get(at));
            out.extend(sign.map(|sign| char::from(*sign)));
        }
    }
    out
}
