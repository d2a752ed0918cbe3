//! What makes a role in the account: its trust policy and permissions as JSON, as AWS CLI commands, as a `CloudFormation` template
//! (ACC-3).

use super::{AccountId, RoleKind, role_of_arn};
use crate::domain::{iam::trust::SERVICES, space::Space};

/// The managed policy of the development role.
pub const ADMINISTRATOR: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

/// What the support role may do: open and follow support cases.
const SUPPORT_ACTIONS: [&str; 19] = [
    "support:AddAttachmentsToSet",
    "support:AddCommunicationToCase",
    "support:CreateCase",
    "support:DescribeAttachment",
    "support:DescribeCaseAttributes",
    "support:DescribeCases",
    "support:DescribeCommunications",
    "support:DescribeIssueTypes",
    "support:DescribeServices",
    "support:DescribeSeverityLevels",
    "support:DescribeSupportLevel",
    "support:GetInteraction",
    "support:InitiateCallForCase",
    "support:InitiateChatForCase",
    "support:ListInteractions",
    "support:PutCaseAttributes",
    "support:RateCaseCommunication",
    "support:ResolveCase",
    "support:SearchForCases",
];

/// How a role is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documents {
    /// Its name.
    pub name: String,
    /// Who may assume it.
    pub trust: String,
    /// What it may do: the ARN of a managed policy, or a document.
    pub permissions: Permissions,
}

/// What a role may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permissions {
    /// A managed policy by its ARN.
    Managed(&'static str),
    /// A document of its own.
    Inline(String),
}

/// The documents of a role that this console knows how to make; none for one that the account had already.
pub fn of(space: &Space, account: AccountId, arn: &str, kind: RoleKind) -> Option<Documents> {
    let (owner, name) = role_of_arn(arn)?;
    let permissions = match kind {
        RoleKind::Development => Permissions::Managed(ADMINISTRATOR),
        RoleKind::Support => {
            let actions: Vec<String> = SUPPORT_ACTIONS.iter().map(|action| format!("        \"{action}\"")).collect();
            Permissions::Inline(format!(
                "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{\n      \"Effect\": \"Allow\",\n      \"Action\": [\n{}\n      ],\n      \"Resource\": \"*\"\n    }}\n  ]\n}}",
                actions.join(",\n")
            ))
        }
        RoleKind::Existing => return None,
    };
    (owner == account).then(|| Documents {
        name: name.to_owned(),
        trust: trust(&[format!("{}/project/*", space.arn())]),
        permissions,
    })
}

/// The recommended trust policy: both services, for workflows of the named sources alone (VPC-4; reference 6.8).
pub fn trust(sources: &[String]) -> String {
    let sources = sources.iter().map(|source| format!("            \"{source}\"")).collect::<Vec<_>>().join(",\n");
    format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{\n      \"Effect\": \"Allow\",\n      \"Principal\": {{\n        \"Service\": [\n          \"{}\",\n          \"{}\"\n        ]\n      }},\n      \"Action\": \"sts:AssumeRole\",\n      \"Condition\": {{\n        \"ArnLike\": {{\n          \"aws:SourceArn\": [\n{sources}\n          ]\n        }}\n      }}\n    }}\n  ]\n}}",
        SERVICES[0], SERVICES[1]
    )
}

impl Documents {
    /// The AWS CLI commands that make the role, for a POSIX shell. No document holds a single quote.
    pub fn commands(&self) -> String {
        let Self { name, trust, permissions } = self;
        let create = format!("aws iam create-role --role-name '{name}' --assume-role-policy-document '{trust}'");
        let permit = match permissions {
            Permissions::Managed(arn) => format!("aws iam attach-role-policy --role-name '{name}' --policy-arn {arn}"),
            Permissions::Inline(document) => {
                format!(
                    "aws iam put-role-policy --role-name '{name}' --policy-name permissions --policy-document '{document}'"
                )
            }
        };
        format!("{create}\n\n{permit}")
    }

    /// The same as a ``CloudFormation`` template.
    pub fn template(&self) -> String {
        let inner = |text: &str, blanks: usize| text.replace('\n', &format!("\n{}", " ".repeat(blanks)));
        let permissions = match &self.permissions {
            Permissions::Managed(arn) => format!("\"ManagedPolicyArns\": [\"{arn}\"]"),
            Permissions::Inline(document) => format!(
                "\"Policies\": [\n          {{\n            \"PolicyName\": \"permissions\",\n            \"PolicyDocument\": {}\n          }}\n        ]",
                inner(document, 12)
            ),
        };
        format!(
            "{{\n  \"AWSTemplateFormatVersion\": \"2010-09-09\",\n  \"Resources\": {{\n    \"Role\": {{\n      \"Type\": \"AWS::IAM::Role\",\n      \"Properties\": {{\n        \"RoleName\": \"{}\",\n        \"AssumeRolePolicyDocument\": {},\n        {permissions}\n      }}\n    }}\n  }}\n}}",
            self.name,
            inner(&self.trust, 8)
        )
    }
}
