//! What keys are made of and for, with the names of the KMS API (reference 1.3).

use serde::{Deserialize, Serialize};

/// Who manages a key (KMS-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Manager {
    /// The cloud, for one of its services. Nobody changes it (KMS-2).
    Cloud,
    /// The customer.
    Customer,
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$of])* $variant,)*
            /// One that this console does not know, by its name.
            Other(String),
        }

        impl $name {
            /// All that this console knows.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in the API.
            pub fn word(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Other(word) => word,
                }
            }

            /// Reads its name; one that is not known stays as text.
            pub fn of_word(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)*
                    _ => Self::Other(word.chars().take(64).collect()),
                }
            }
        }
    };
}

named! {
    /// What a key is made of.
    KeySpec {
        /// AES-256: seals and opens.
        SymmetricDefault = "SYMMETRIC_DEFAULT",
        /// RSA.
        Rsa2048 = "RSA_2048",
        /// RSA.
        Rsa3072 = "RSA_3072",
        /// RSA.
        Rsa4096 = "RSA_4096",
        /// A curve of NIST.
        EccNistP256 = "ECC_NIST_P256",
        /// A curve of NIST.
        EccNistP384 = "ECC_NIST_P384",
        /// A curve of NIST.
        EccNistP521 = "ECC_NIST_P521",
        /// The curve of cryptocurrencies.
        EccSecgP256k1 = "ECC_SECG_P256K1",
        /// Edwards curve.
        EccNistEdwards25519 = "ECC_NIST_EDWARDS25519",
        /// A key of message authentication codes.
        Hmac224 = "HMAC_224",
        /// A key of message authentication codes.
        Hmac256 = "HMAC_256",
        /// A key of message authentication codes.
        Hmac384 = "HMAC_384",
        /// A key of message authentication codes.
        Hmac512 = "HMAC_512",
        /// The curve of China's Regions.
        Sm2 = "SM2",
        /// Lattice signatures.
        MlDsa44 = "ML_DSA_44",
        /// Lattice signatures.
        MlDsa65 = "ML_DSA_65",
        /// Lattice signatures.
        MlDsa87 = "ML_DSA_87",
        /// Lattice encapsulation.
        MlKem512 = "ML_KEM_512",
        /// Lattice encapsulation.
        MlKem768 = "ML_KEM_768",
        /// Lattice encapsulation.
        MlKem1024 = "ML_KEM_1024",
    }
}

named! {
    /// What a key is for.
    KeyUsage {
        /// Sealing and opening.
        EncryptDecrypt = "ENCRYPT_DECRYPT",
        /// Signatures.
        SignVerify = "SIGN_VERIFY",
        /// Message authentication codes.
        GenerateVerifyMac = "GENERATE_VERIFY_MAC",
        /// Agreeing on a secret.
        KeyAgreement = "KEY_AGREEMENT",
        /// Encapsulating a secret.
        EncapsulateDecapsulate = "ENCAPSULATE_DECAPSULATE",
    }
}

named! {
    /// Whether a key can be used.
    KeyState {
        /// It is being made.
        Creating = "Creating",
        /// It can be used.
        Enabled = "Enabled",
        /// Somebody disabled it.
        Disabled = "Disabled",
        /// It waits to be deleted.
        PendingDeletion = "PendingDeletion",
        /// Its material has still to be brought.
        PendingImport = "PendingImport",
        /// Its replicas have to be deleted first.
        PendingReplicaDeletion = "PendingReplicaDeletion",
        /// The store of its material does not answer.
        Unavailable = "Unavailable",
        /// It is being changed; it can be used.
        Updating = "Updating",
    }
}

named! {
    /// Where a key's material comes from.
    Origin {
        /// KMS made it.
        Kms = "AWS_KMS",
        /// The customer brought it.
        External = "EXTERNAL",
        /// A cluster of the customer.
        CloudHsm = "AWS_CLOUDHSM",
        /// A store outside of the cloud.
        ExternalKeyStore = "EXTERNAL_KEY_STORE",
    }
}

impl KeySpec {
    /// What a key made of this may be for; the first is the default.
    pub const fn usages(&self) -> &'static [KeyUsage] {
        use KeyUsage::{EncapsulateDecapsulate, EncryptDecrypt, GenerateVerifyMac, KeyAgreement, SignVerify};
        match self {
            Self::SymmetricDefault => &[EncryptDecrypt],
            Self::Rsa2048 | Self::Rsa3072 | Self::Rsa4096 => &[EncryptDecrypt, SignVerify],
            Self::EccNistP256 | Self::EccNistP384 | Self::EccNistP521 => &[SignVerify, KeyAgreement],
            Self::EccSecgP256k1 | Self::EccNistEdwards25519 | Self::MlDsa44 | Self::MlDsa65 | Self::MlDsa87 => {
                &[SignVerify]
            }
            Self::Sm2 => &[EncryptDecrypt, SignVerify, KeyAgreement],
            Self::Hmac224 | Self::Hmac256 | Self::Hmac384 | Self::Hmac512 => &[GenerateVerifyMac],
            Self::MlKem512 | Self::MlKem768 | Self::MlKem1024 => &[EncapsulateDecapsulate],
            Self::Other(_) => &[],
        }
    }

    /// What it is, within a sentence: `an HMAC key`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::SymmetricDefault => "a symmetric key",
            Self::Hmac224 | Self::Hmac256 | Self::Hmac384 | Self::Hmac512 => "an HMAC key",
            Self::Other(_) => "a key of a kind that this console does not know",
            _ => "an asymmetric key",
        }
    }
}

impl KeyUsage {
    /// In words.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::EncryptDecrypt => "Encrypt and decrypt",
            Self::SignVerify => "Sign and verify",
            Self::GenerateVerifyMac => "Generate and verify MAC",
            Self::KeyAgreement => "Key agreement",
            Self::EncapsulateDecapsulate => "Encapsulate and decapsulate",
            Self::Other(_) => "Another use",
        }
    }
}

impl KeyState {
    /// In words.
    pub fn label(&self) -> &str {
        match self {
            Self::Creating => "Creating",
            Self::Enabled => "Enabled",
            Self::Disabled => "Disabled",
            Self::PendingDeletion => "Pending deletion",
            Self::PendingImport => "Pending import",
            Self::PendingReplicaDeletion => "Pending replica deletion",
            Self::Unavailable => "Unavailable",
            Self::Updating => "Updating",
            Self::Other(word) => word,
        }
    }

    /// Whether the key seals and opens in this state (KMS developer guide, key states).
    pub const fn works(&self) -> bool {
        matches!(self, Self::Enabled | Self::Updating)
    }
}
