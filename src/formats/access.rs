//! Who can do what, as a table for a spreadsheet: people down, permissions across (MBR-11).

use super::issues::export::protected;
use crate::domain::{
    Permission, PersonId, State,
    access::{Matrix, reasons},
    gate::Place,
};

/// CSV (RFC 4180) with a header and CRLF line ends: of each person name, alias, e-mail address and all roles with the reason
/// for each, then a column a permission. A cell holds the strongest role that gives it, and nothing where none does. People
/// and permissions come in the order given; who is no member is left out. `None` when there is no such place.
pub fn csv(
    state: &State,
    place: Place,
    people: impl IntoIterator<Item = PersonId>,
    permissions: &[Permission],
) -> Option<String> {
    let (space, matrix) = (state.space(place.space())?, Matrix::new(state, place)?);
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let heads = ["Person", "Alias", "Email", "Roles"].map(str::to_owned).into_iter();
    let columns = permissions.iter().map(|permission| format!("{}: {}", permission.section(), permission.label()));
    // Writing to memory cannot fail, and every record has the same length.
    let _ = writer.write_record(heads.chain(columns));
    for row in people.into_iter().filter_map(|person| matrix.row(person)) {
        let person = state.people.get(&row.person);
        let word = |of: fn(&crate::domain::identity::Person) -> &str| protected(person.map_or("", of)).into_owned();
        let roles = reasons(space, row.person, place.project()).into_iter().map(|reason| reason.words(space));
        let roles: Vec<String> = roles.collect();
        let about = [
            word(|person| &person.full_name),
            word(|person| &person.alias),
            word(|person| &person.email),
            protected(&roles.join("; ")).into_owned(),
        ];
        let gives = |permission: &Permission| row.roles.iter().find(|role| permission.is_given_to(*role));
        let cells = permissions.iter().map(|permission| gives(permission).map_or("", |role| role.label()).to_owned());
        let _ = writer.write_record(about.into_iter().chain(cells));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok())
}
