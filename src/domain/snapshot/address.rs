//! Where a segment stands.

use super::{
    bytes::{Reader, Writer},
    shard::Shard,
};
use crate::domain::{
    account::AccountId,
    event::Scope,
    id::{ProjectId, SealedId, SpaceId},
    inventory::RegionName,
};

/// What a segment holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Address {
    /// People of the vault whose ids have this shard.
    People(Shard),
    /// Settings, the sign-up on its way, the cloud side's sign-in.
    Console,
    /// Spaces asked for, names taken, the key of their hashes.
    Names,
    /// Messages of the outbox whose ids have this shard.
    Outbox(Shard),
    /// Personal access tokens whose ids have this shard.
    Tokens(Shard),
    /// A space, without its members, its projects and its feed.
    Space(SpaceId),
    /// Members of a space whose ids have this shard, with their roles in its projects.
    Members(SpaceId, Shard),
    /// Teams of a space whose ids have this shard; who is in them stands with the members.
    Teams(SpaceId, Shard),
    /// Invitations of a space whose ids have this shard.
    Invitations(SpaceId, Shard),
    /// So many entries of a space's feed: the place of the chunk.
    Feed(SpaceId, u32),
    /// A project, without its issues and without the roles in it.
    Project(SpaceId, ProjectId),
    /// Names from elsewhere that issues of a project mention.
    Outsiders(SpaceId, ProjectId),
    /// Issues of a project whose numbers have this quotient by [`crate::domain::issue::BUCKET`].
    Issues(SpaceId, ProjectId, u32),
    /// Where a space's feed ends: its count and its last link.
    FeedEnd(SpaceId),
    /// Who made spaces this month that are gone.
    Departed,
    /// The VPC connections of a space.
    VpcConnections(SpaceId),
    /// The generative AI features of a space: the switch, and what the assistant was given.
    Assistant(SpaceId),
    /// Passwords of Builder IDs, and codes that reset them.
    Passwords,
    /// Roles, tags and restrictions of a space's account connections, and accounts that wait.
    Ties(SpaceId),
    /// The root of the activity log: of which vault it is, and where it ends.
    Trail,
    /// So many entries of the activity log: the place of the chunk.
    TrailChunk(u32),
    /// A cloud account that is known, with its roles and policies.
    CloudAccount(AccountId),
    /// What is known of a Region of a cloud account.
    CloudRegion(AccountId, RegionName),
    /// The organization that an account manages.
    Organization(AccountId),
    /// The Identity Center instance of an account, without its users and groups.
    IdentityCenter(AccountId),
    /// Users and groups of that instance whose ids have this shard.
    Directory(AccountId, Shard),
    /// The Identity Center application of an account.
    Application(AccountId),
    /// Which groups brought the members of a space whose ids have this shard.
    Followed(SpaceId, Shard),
    /// Something that a key of a cloud account sealed.
    Sealed(SealedId),
    /// The billing of a space, beside its tier and billing account.
    Billing(SpaceId),
}

impl Address {
    /// Whose key seals the segment.
    pub const fn scope(&self) -> Scope {
        match self {
            Self::People(_)
            | Self::Console
            | Self::Names
            | Self::Outbox(_)
            | Self::Tokens(_)
            | Self::Departed
            | Self::Passwords
            | Self::Trail
            | Self::TrailChunk(_)
            | Self::CloudAccount(_)
            | Self::CloudRegion(..)
            | Self::Organization(_)
            | Self::IdentityCenter(_)
            | Self::Directory(..)
            | Self::Application(_)
            | Self::Sealed(_) => Scope::Vault,
            Self::Space(space)
            | Self::Members(space, _)
            | Self::Invitations(space, _)
            | Self::Teams(space, _)
            | Self::Feed(space, _)
            | Self::FeedEnd(space)
            | Self::VpcConnections(space)
            | Self::Billing(space)
            | Self::Followed(space, _)
            | Self::Assistant(space)
            | Self::Ties(space)
            | Self::Project(space, _)
            | Self::Outsiders(space, _)
            | Self::Issues(space, ..) => Scope::Space(*space),
        }
    }

    /// The address as 1 to 38 bytes; two addresses never give the same.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        let mut head = |tag: u8, space: Option<SpaceId>, project: Option<ProjectId>| {
            out.0.push(tag);
            for id in space.map(|id| id.0).into_iter().chain(project.map(|id| id.0)) {
                out.uuid(id);
            }
        };
        match *self {
            Self::People(shard) => {
                head(0, None, None);
                out.0.push(shard.0);
            }
            Self::Console => head(1, None, None),
            Self::Names => head(2, None, None),
            Self::Space(space) => head(3, Some(space), None),
            Self::Feed(space, chunk) => {
                head(4, Some(space), None);
                out.number(chunk.into());
            }
            Self::Project(space, project) => head(5, Some(space), Some(project)),
            Self::Outsiders(space, project) => head(6, Some(space), Some(project)),
            Self::Issues(space, project, bucket) => {
                head(7, Some(space), Some(project));
                out.number(bucket.into());
            }
            Self::FeedEnd(space) => head(8, Some(space), None),
            Self::VpcConnections(space) => head(30, Some(space), None),
            Self::Assistant(space) => head(40, Some(space), None),
            Self::Billing(space) => head(39, Some(space), None),
            Self::Ties(space) => head(28, Some(space), None),
            Self::Trail => head(9, None, None),
            Self::Departed => head(37, None, None),
            Self::Passwords => head(38, None, None),
            Self::TrailChunk(chunk) => {
                head(10, None, None);
                out.number(chunk.into());
            }
            Self::Members(space, shard) => {
                head(16, Some(space), None);
                out.0.push(shard.0);
            }
            Self::Invitations(space, shard) => {
                head(18, Some(space), None);
                out.0.push(shard.0);
            }
            Self::Teams(space, shard) => {
                head(19, Some(space), None);
                out.0.push(shard.0);
            }
            Self::Tokens(shard) => {
                head(20, None, None);
                out.0.push(shard.0);
            }
            Self::Sealed(object) => {
                head(36, None, None);
                out.uuid(object.0);
            }
            Self::CloudAccount(account) => {
                head(26, None, None);
                out.number(account.0);
            }
            Self::CloudRegion(account, region) => {
                head(27, None, None);
                out.number(account.0);
                out.0.extend_from_slice(region.as_str().as_bytes());
            }
            Self::Outbox(shard) => {
                head(17, None, None);
                out.0.push(shard.0);
            }
            Self::Organization(account) => {
                head(21, None, None);
                out.number(account.0);
            }
            Self::IdentityCenter(account) => {
                head(22, None, None);
                out.number(account.0);
            }
            Self::Directory(account, shard) => {
                head(23, None, None);
                out.number(account.0);
                out.0.push(shard.0);
            }
            Self::Application(account) => {
                head(24, None, None);
                out.number(account.0);
            }
            Self::Followed(space, shard) => {
                head(25, Some(space), None);
                out.0.push(shard.0);
            }
        }
        out.0
    }

    /// Reads [`Self::to_bytes`]; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut from = Reader(bytes);
        let tag = from.byte()?;
        let address = match tag {
            0 => Self::People(Shard(from.byte()?)),
            1 => Self::Console,
            2 => Self::Names,
            3..=7 => {
                let space = SpaceId(from.uuid()?);
                match tag {
                    3 => Self::Space(space),
                    4 => Self::Feed(space, from.narrow()?),
                    5 => Self::Project(space, ProjectId(from.uuid()?)),
                    6 => Self::Outsiders(space, ProjectId(from.uuid()?)),
                    _ => Self::Issues(space, ProjectId(from.uuid()?), from.narrow()?),
                }
            }
            8 => Self::FeedEnd(SpaceId(from.uuid()?)),
            30 => Self::VpcConnections(SpaceId(from.uuid()?)),
            40 => Self::Assistant(SpaceId(from.uuid()?)),
            28 => Self::Ties(SpaceId(from.uuid()?)),
            9 => Self::Trail,
            10 => Self::TrailChunk(from.narrow()?),
            16 => Self::Members(SpaceId(from.uuid()?), Shard(from.byte()?)),
            18 => Self::Invitations(SpaceId(from.uuid()?), Shard(from.byte()?)),
            19 => Self::Teams(SpaceId(from.uuid()?), Shard(from.byte()?)),
            20 => Self::Tokens(Shard(from.byte()?)),
            36 => Self::Sealed(SealedId(from.uuid()?)),
            26 => Self::CloudAccount(AccountId(from.number()?)),
            27 => {
                let account = AccountId(from.number()?);
                let region = core::str::from_utf8(core::mem::take(&mut from.0)).ok()?;
                Self::CloudRegion(account, RegionName::parse(region)?)
            }
            17 => Self::Outbox(Shard(from.byte()?)),
            37 => Self::Departed,
            21 => Self::Organization(AccountId(from.number()?)),
            22 => Self::IdentityCenter(AccountId(from.number()?)),
            23 => Self::Directory(AccountId(from.number()?), Shard(from.byte()?)),
            24 => Self::Application(AccountId(from.number()?)),
            25 => Self::Followed(SpaceId(from.uuid()?), Shard(from.byte()?)),
            38 => Self::Passwords,
            39 => Self::Billing(SpaceId(from.uuid()?)),
            _ => return None,
        };
        // One address, one form: what writes back differently is refused.
        (from.0.is_empty() && address.to_bytes() == bytes).then_some(address)
    }
}
