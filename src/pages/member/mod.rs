//! Members of a space and of its projects, their invitations, and one person's page (MBR-1..11).

mod accept;
mod act;
mod desk;
mod dialogs;
mod invitations;
mod invite;
mod lines;
mod page;
mod person;
mod preview;
mod project;
mod reach;
mod tables;

pub use self::{
    accept::InvitationPage,
    act::{ActingBand, ChoosePerson, person_items},
    desk::Desk,
    page::MembersPage,
    person::MemberPage,
    preview::Preview,
    project::ProjectMembers,
    tables::MemberTables,
};
