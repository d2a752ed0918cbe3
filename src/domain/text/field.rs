//! Accessible names of the fields that refusals point at; the pages use the same constants as labels.

/// First step of sign-up.
pub const SIGN_UP_EMAIL: &str = "Your email address";
/// Second step of sign-up.
pub const SIGN_UP_NAME: &str = "Your name";
/// Third step of sign-up.
pub const CODE: &str = "Verification code";
/// Fifth step of sign-up.
pub const ALIAS: &str = "Alias";
/// The profile's full name.
pub const FULL_NAME: &str = "Full name";
/// The profile's nickname.
pub const NICKNAME: &str = "Nickname";
/// The profile's e-mail address, and that of an invitation.
pub const EMAIL: &str = "Email";
/// The role that somebody is invited with or given.
pub const ROLE: &str = "Role";
/// The code of an invitation.
pub const INVITATION_CODE: &str = "Invitation code";
/// The name of a space.
pub const SPACE_NAME: &str = "Space name";
/// The Region of a space, and of the cloud side's sign-in.
pub const REGION: &str = "AWS Region";
/// Twelve digits.
pub const ACCOUNT: &str = "AWS account ID";
/// The token of the handshake, on the cloud side.
pub const TOKEN: &str = "Verification token";
/// The name of a project.
pub const PROJECT_NAME: &str = "Project name";
/// The name of a team.
pub const TEAM_NAME: &str = "Team name";
/// The description of a space or a project.
pub const DESCRIPTION: &str = "Description";
/// Minutes until the vault locks.
pub const IDLE: &str = "Idle time";
/// What a person calls a passkey.
pub const PASSKEY_NAME: &str = "Name of the passkey";
/// The key of a tag.
pub const TAG_KEY: &str = "Key";
/// The value of a tag.
pub const TAG_VALUE: &str = "Value";
/// A role that is added to an account connection.
pub const ROLE_ARN: &str = "ARN of the role";
/// What a cloud account is called here.
pub const ACCOUNT_NAME: &str = "Account name";
/// What a person calls a personal access token.
pub const TOKEN_NAME: &str = "Token name";
/// The last day of a personal access token.
pub const EXPIRES: &str = "Expires";
/// The password of a Builder ID.
pub const PASSWORD: &str = "Password";
/// The one that is set, where another is to be.
pub const CURRENT_PASSWORD: &str = "Current password";
/// What an authenticator application shows.
pub const AUTHENTICATION_CODE: &str = "Authentication code";
/// What becomes of the application of a space that is deleted.
pub const APPLICATION_AFTERWARDS: &str = "Identity Center application";
/// The word that deletes a space.
pub const DELETE_CONFIRM: &str = "Type delete to confirm";
/// The name of a VPC connection.
pub const VPC_CONNECTION_NAME: &str = "VPC connection name";
/// The account connection of a VPC connection.
pub const ACCOUNT_CONNECTION: &str = "AWS account connection";
/// The role of a VPC connection.
pub const VPC_ROLE: &str = "VPC role";
/// The network of a VPC connection.
pub const VPC: &str = "VPC";
/// The subnets of a VPC connection.
pub const SUBNETS: &str = "Subnets";
/// The security groups of a VPC connection.
pub const SECURITY_GROUPS: &str = "Security groups";
/// The account that pays for a space.
pub const BILLING_ACCOUNT: &str = "Choose from AWS accounts already associated with your space";
/// The tier of a space.
pub const BILLING_TIER: &str = "Billing tier";
/// A dropped or chosen file.
pub const FILE: &str = "File";
/// What an Active Directory or a SAML 2.0 provider is called.
pub const SOURCE_NAME: &str = "Name of the source";
/// The name a user of an identity store signs in with.
pub const USER_NAME: &str = "User name";
/// A group of an identity store.
pub const GROUP_NAME: &str = "Group name";
/// What people choose on the sign-in page.
pub const DISPLAY_NAME: &str = "Display name";
/// An Identity Center application.
pub const APPLICATION_NAME: &str = "Application name";
/// The space that SSO is set up for.
pub const EXISTING_SPACE: &str = "Existing space";
/// Groups to connect.
pub const GROUPS: &str = "Groups";
/// Individual Space administrators.
pub const ADMINISTRATORS: &str = "Space administrators";
/// Who runs a space once its SSO users are gone.
pub const SUCCESSOR: &str = "Space administrator afterwards";
