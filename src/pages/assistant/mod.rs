//! Generative AI features of a space: the switch, features by role, what the assistant works on (AI-1..3), and what a person
//! gave it (AI-5).

mod page;
mod usage;

pub use self::{page::AssistantPage, usage::AssistantUsage};
