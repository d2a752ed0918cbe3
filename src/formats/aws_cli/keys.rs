//! Documents of `aws kms` (reference 1.3). None of them holds material.

use super::{
    Listing, Object, Reading,
    shape::{Shape, Tell},
};
use crate::{
    domain::{
        inventory::{Listed, RegionPart},
        key::{self, Alias, Described, KeyId, KeyPart, KeySpec, KeyState, KeyUsage, Manager, Origin, Rotation},
    },
    formats::Unreadable,
};
use std::collections::BTreeMap;

/// Most characters of a key policy (model of the API).
const POLICY_MAX: usize = 131_072;

pub(super) const SHAPES: &[Shape] = &[
    Shape { command: "kms list-keys", key: "Keys", tell: Tell::Item("KeyArn"), noun: ("key", "keys"), read: list },
    Shape { command: "kms describe-key", key: "KeyMetadata", tell: Tell::Key, noun: ("key", "keys"), read: describe },
    Shape {
        command: "kms list-aliases",
        key: "Aliases",
        tell: Tell::Item("AliasArn"),
        noun: ("alias", "aliases"),
        read: aliases,
    },
    Shape {
        command: "kms get-key-rotation-status",
        key: "KeyRotationEnabled",
        tell: Tell::Key,
        noun: ("rotation status", "rotation statuses"),
        read: rotation,
    },
    Shape {
        command: "kms get-key-policy",
        key: "Policy",
        tell: Tell::Text,
        noun: ("key policy", "key policies"),
        read: policy,
    },
];

#[allow(clippy::unnecessary_wraps, reason = "the form of a reader")]
fn part(part: KeyPart) -> Result<Listing, Unreadable> {
    Ok(Listing::Region(RegionPart::Keys(Box::new(part))))
}

fn id(item: &Object<'_>, key: &str) -> Result<KeyId, Unreadable> {
    let text = item.needed(key)?;
    let id = text.rsplit_once(":key/").map_or(text.as_str(), |(_, id)| id);
    KeyId::parse(id).ok_or_else(|| item.fault(key, "is no id of a key, which has letters, digits and hyphens"))
}

fn list(object: &Object<'_>, next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let mut items = Vec::new();
    for item in object.objects("Keys")? {
        let arn = item.needed("KeyArn")?;
        reading.arn(&arn);
        items.push((id(&item, "KeyId")?, arn));
    }
    part(KeyPart { listed: Listed::of(items, next), ..KeyPart::default() })
}

fn describe(object: &Object<'_>, _next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let item = object.needed_object("KeyMetadata")?;
    let arn = item.needed("Arn")?;
    reading.arn(&arn);
    let word = |key: &str| item.text(key);
    // Older versions of the CLI know the spec under its former name alone.
    let spec = word("KeySpec")?.or(word("CustomerMasterKeySpec")?);
    let enabled = item.flag("Enabled")?.unwrap_or(true);
    let state = if enabled { KeyState::Enabled } else { KeyState::Disabled };
    let described = Described {
        id: id(&item, "KeyId")?,
        arn,
        manager: if word("KeyManager")?.as_deref() == Some("AWS") { Manager::Cloud } else { Manager::Customer },
        spec: spec.as_deref().map(KeySpec::of_word),
        usage: word("KeyUsage")?.as_deref().map_or(KeyUsage::EncryptDecrypt, KeyUsage::of_word),
        origin: word("Origin")?.as_deref().map_or(Origin::Kms, Origin::of_word),
        state: word("KeyState")?.as_deref().map_or(state, KeyState::of_word),
        description: word("Description")?.unwrap_or_default(),
        created: item.moment("CreationDate")?,
        deletion: item.moment("DeletionDate")?,
        multi_region: item.flag("MultiRegion")?.unwrap_or(false),
    };
    part(KeyPart { described: vec![described], ..KeyPart::default() })
}

fn aliases(object: &Object<'_>, next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let mut items = Vec::new();
    for item in object.objects("Aliases")? {
        reading.arn(&item.needed("AliasArn")?);
        let name = item.needed("AliasName")?;
        if !name.starts_with(key::ALIAS) {
            return Err(item.fault("AliasName", "is no alias, which begins with “alias/”"));
        }
        let key = if item.text("TargetKeyId")?.is_some() { Some(id(&item, "TargetKeyId")?) } else { None };
        items.push((name, Alias { key, created: item.moment("CreationDate")? }));
    }
    // With --key-id the aliases of one key are listed alone. The cloud's own stand in every other listing.
    let whole = !next && items.iter().any(|(name, _)| name.starts_with(key::ALIAS_OF_CLOUD));
    part(KeyPart { aliases: Listed { items, whole }, ..KeyPart::default() })
}

fn rotation(object: &Object<'_>, _next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let enabled = object.flag("KeyRotationEnabled")?.unwrap_or(false);
    let days = object.number::<u16>("RotationPeriodInDays")?;
    let rotation = Rotation {
        period: enabled.then_some(days.unwrap_or(key::PERIOD)),
        next: object.moment("NextRotationDate")?,
        on_demand: object.moment("OnDemandRotationStartDate")?,
    };
    let Some(named) = object.text("KeyId")? else {
        return Ok(Listing::Nothing(
            "It does not say of which key it is. Newer versions of the AWS CLI say it; or add --query '{KeyId:`ID`,KeyRotationEnabled:KeyRotationEnabled}' with the id of the key.",
        ));
    };
    reading.arn(&named);
    let rotations = BTreeMap::from([(id(object, "KeyId")?, rotation)]);
    part(KeyPart { rotations, ..KeyPart::default() })
}

fn policy(object: &Object<'_>, _next: bool, reading: &mut Reading) -> Result<Listing, Unreadable> {
    let text = object.needed("Policy")?;
    if text.chars().count() > POLICY_MAX {
        return Err(object.fault("Policy", "is longer than a key policy can be"));
    }
    let Some(named) = object.text("KeyId")? else {
        return Ok(Listing::Nothing(
            "It does not say of which key it is. Run `aws kms get-key-policy --key-id ID --policy-name default --query '{KeyId:`ID`,Policy:Policy}'`, both times with the id or ARN of the key.",
        ));
    };
    reading.arn(&named);
    let policies = BTreeMap::from([(id(object, "KeyId")?, text)]);
    part(KeyPart { policies, ..KeyPart::default() })
}
