//! What the AWS CLI prints about cloud accounts (reference 1.2 to 1.8): recognised by its shape and never by a file's name.
//!
//! [`recognise`] gives [`Document`]s. One that does not say which account or Region it is from says so in [`Document::needs`], and the
//! person answers; [`Document::part`] then is what `inventory::Command::Import` takes. Each area has a module with the shapes of its
//! commands and their readers.

mod code_commit;
pub mod commands;
mod directory;
mod iam;
mod keys;
mod network;
pub mod object;
mod pipelines;
pub mod reading;
pub mod sample;
mod shape;

pub use object::Object;
pub use reading::Reading;
pub use shape::recognise;

use crate::domain::{
    account::AccountId,
    identity_center,
    inventory::{IamPart, Part, RegionName, RegionPart},
    organization,
};

/// What a document brings.
#[derive(Clone, Debug, PartialEq)]
pub enum Listing {
    /// Roles, policies, users and groups.
    Iam(Box<IamPart>),
    /// Something that lies in a Region.
    Region(RegionPart),
    /// An organization.
    Organization(organization::Part),
    /// Instances of Identity Center; where they lie is not said.
    Instances(Vec<identity_center::Instance>),
    /// What an identity store holds.
    Directory(identity_center::Part),
    /// Who ran the commands: `sts get-caller-identity`. It is kept by itself and says whose the other files are.
    Caller,
    /// It is known, and nothing of it is kept: a sentence that says why.
    Nothing(&'static str),
}

/// One document, read whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The command that prints it, behind `aws`, such as `ec2 describe-vpcs`.
    pub command: &'static str,
    /// What it brings.
    pub listing: Listing,
    /// How many items it has, in words such as `3 VPCs`.
    pub holds: String,
    /// The account it names as its own.
    pub account: Option<AccountId>,
    /// The Region it names as its own.
    pub region: Option<RegionName>,
    /// The service had more to tell than is in the file: it has a token for the next page.
    pub next: bool,
    /// Remarks for the report, as sentences.
    pub notes: Vec<String>,
}

/// What a document does not say by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Which account.
    pub account: bool,
    /// Which Region.
    pub region: bool,
}

/// What the person says of documents that do not say it themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// The account.
    pub account: Option<AccountId>,
    /// The Region.
    pub region: Option<RegionName>,
}

impl Document {
    /// What has to be said before it can be taken.
    pub const fn needs(&self) -> Needs {
        match self.listing {
            Listing::Iam(_) => Needs { account: self.account.is_none(), region: false },
            Listing::Region(_) | Listing::Instances(_) => {
                Needs { account: self.account.is_none(), region: self.region.is_none() }
            }
            Listing::Organization(_) | Listing::Directory(_) | Listing::Caller | Listing::Nothing(_) => {
                Needs { account: false, region: false }
            }
        }
    }

    /// The part of an import that it is; `None` where nothing is kept, or where it is not known whose it is.
    pub fn part(&self, whose: Whose) -> Option<Part> {
        let account = self.account.or(whose.account);
        match &self.listing {
            Listing::Iam(part) => Some(Part::Iam { account: account?, part: part.clone() }),
            Listing::Region(part) => {
                Some(Part::Region { account: account?, region: self.region.or(whose.region)?, part: part.clone() })
            }
            Listing::Organization(part) => Some(Part::Organization(part.clone())),
            Listing::Directory(part) => Some(Part::IdentityCenter(part.clone())),
            Listing::Instances(instances) => {
                let region = self.region.or(whose.region)?.to_string();
                let instances = instances
                    .iter()
                    .map(|instance| identity_center::Instance { region: region.clone(), ..instance.clone() })
                    .collect();
                Some(Part::IdentityCenter(identity_center::Part::Instances { account: account?, region, instances }))
            }
            Listing::Caller | Listing::Nothing(_) => None,
        }
    }
}
