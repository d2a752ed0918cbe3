//! Who asks, and whether a policy's principal element means them.

use super::{PrincipalPattern, Principals};

/// Who makes a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// The account's root user.
    Root {
        /// Twelve digits.
        account: String,
    },
    /// An IAM user.
    User {
        /// Twelve digits.
        account: String,
        /// `arn:aws:iam::111122223333:user/path/name`.
        arn: String,
    },
    /// Somebody with a role.
    Role {
        /// Twelve digits.
        account: String,
        /// The role's ARN.
        arn: String,
        /// The session's ARN, where it is known.
        session: Option<String>,
    },
    /// A service such as `codecatalyst.amazonaws.com`.
    Service(String),
    /// Somebody whom an identity provider vouches for, by the provider's name or ARN.
    Federated(String),
}

/// How a principal element means somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Not at all.
    No,
    /// By the account: the account's own policies decide further.
    ByAccount,
    /// By name, or as everybody.
    Directly,
}

impl Principal {
    /// Reads an ARN of a user, a role, a role's session or an account's root; a name that ends in `.amazonaws.com` is a service,
    /// twelve digits an account's root.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if is_account(text) {
            return Some(Self::Root { account: text.to_owned() });
        }
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        let [_, _, service, _, account, rest] = parts.as_slice() else {
            let service = text.ends_with(".amazonaws.com") || text.ends_with(".amazonaws.com.cn");
            return (service && !text.contains([':', '/', '*'])).then(|| Self::Service(text.to_owned()));
        };
        if !text.starts_with("arn:") || !is_account(account) {
            return None;
        }
        let (account, arn) = ((*account).to_owned(), text.to_owned());
        match (*service, rest.split_once('/')) {
            ("iam", None) if *rest == "root" => Some(Self::Root { account }),
            ("iam", Some(("user", _))) => Some(Self::User { account, arn }),
            ("iam", Some(("role", _))) => Some(Self::Role { account, arn, session: None }),
            ("iam", Some(("saml-provider" | "oidc-provider", _))) => Some(Self::Federated(arn)),
            ("sts", Some(("assumed-role", rest))) => {
                let (role, _) = rest.split_once('/')?;
                let partition = parts.get(1)?;
                let role = format!("arn:{partition}:iam::{account}:role/{role}");
                Some(Self::Role { account, arn: role, session: Some(arn) })
            }
            _ => None,
        }
    }

    /// The account that the principal belongs to; none for services and identity providers.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Root { account } | Self::User { account, .. } | Self::Role { account, .. } => Some(account),
            Self::Service(_) | Self::Federated(_) => None,
        }
    }

    /// The ARN by which `aws:PrincipalArn` knows it.
    pub fn arn(&self) -> Option<String> {
        match self {
            Self::Root { account } => Some(format!("arn:aws:iam::{account}:root")),
            Self::User { arn, .. } | Self::Role { arn, .. } => Some(arn.clone()),
            Self::Service(_) | Self::Federated(_) => None,
        }
    }

    /// How the element means this principal. With `NotPrincipal` whoever is named, by name or by account, is left out.
    pub fn meant_by(&self, principals: &Principals) -> Meant {
        let best = principals.patterns.iter().map(|pattern| self.meant(pattern)).max_by_key(|meant| *meant as u8);
        match (principals.except, best.unwrap_or(Meant::No)) {
            (false, meant) => meant,
            (true, Meant::No) => Meant::Directly,
            (true, _) => Meant::No,
        }
    }

    fn meant(&self, pattern: &PrincipalPattern) -> Meant {
        let directly = |yes: bool| if yes { Meant::Directly } else { Meant::No };
        match (pattern, self) {
            (PrincipalPattern::Everyone, _) => Meant::Directly,
            (PrincipalPattern::Service(name), Self::Service(own))
            | (PrincipalPattern::Federated(name), Self::Federated(own)) => directly(name == own),
            (PrincipalPattern::Aws(name), _) => self.meant_by_name(name),
            _ => Meant::No,
        }
    }

    fn meant_by_name(&self, name: &str) -> Meant {
        let Some(account) = self.account() else { return Meant::No };
        if name == account || root_of(name) == Some(account) {
            // The account's root user is named by it; everybody else is only left to the account.
            return if matches!(self, Self::Root { .. }) { Meant::Directly } else { Meant::ByAccount };
        }
        let own = match self {
            Self::User { arn, .. } => name == arn,
            Self::Role { arn, session, .. } => {
                name == arn || session.as_deref() == Some(name) || same_role_without_path(name, arn, session.as_deref())
            }
            Self::Root { .. } | Self::Service(_) | Self::Federated(_) => false,
        };
        if own { Meant::Directly } else { Meant::No }
    }
}

/// A session's ARN does not tell the role's path, so a role with a path is known by its name there.
fn same_role_without_path(name: &str, arn: &str, session: Option<&str>) -> bool {
    let (Some(_), Some((head, path))) = (session, name.split_once(":role/")) else { return false };
    let Some((own_head, own)) = arn.split_once(":role/") else { return false };
    head == own_head && path.rsplit('/').next() == Some(own)
}

/// The account of `arn:aws:iam::111122223333:root`.
fn root_of(name: &str) -> Option<&str> {
    let parts: Vec<&str> = name.split(':').collect();
    match parts.as_slice() {
        ["arn", _, "iam", "", account, "root"] if is_account(account) => Some(account),
        _ => None,
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}
