//! The rows of a table.

use super::columns::{ColumnMapping, Field};
use crate::{
    domain::issue::ImportRow,
    formats::{
        Unreadable,
        issues::{
            export,
            normal::{Normal, one_line},
            report::{Place, Report},
        },
        unreadable::{clip, counted},
    },
};
use std::{io::Cursor, sync::Arc};

/// A table being read.
pub(in crate::formats::issues) struct Table {
    reader: ::csv::Reader<Cursor<Arc<[u8]>>>,
    record: ::csv::StringRecord,
    mapping: ColumnMapping,
}

impl Table {
    /// Begins behind the header.
    ///
    /// # Errors
    /// No column holds the title.
    pub(in crate::formats::issues) fn new(text: Arc<str>, mapping: &ColumnMapping) -> Result<Self, Unreadable> {
        if !mapping.has_title() {
            return Err(Unreadable::new(
                "No column is taken as the title, and an issue needs one. Say which column holds it.",
            ));
        }
        let mut source = Cursor::new(Arc::<[u8]>::from(text));
        source.set_position(mapping.skip as u64);
        let reader = ::csv::ReaderBuilder::new()
            .delimiter(mapping.separator)
            .has_headers(true)
            .flexible(true)
            .from_reader(source);
        Ok(Self { reader, record: ::csv::StringRecord::new(), mapping: mapping.clone() })
    }

    /// Bytes read.
    pub(in crate::formats::issues) fn at(&self) -> usize {
        usize::try_from(self.reader.position().byte()).map_or(usize::MAX, |at| at.saturating_add(self.mapping.skip))
    }

    /// Reads the next row that is not empty; `false` when there is none.
    pub(in crate::formats::issues) fn next(
        &mut self,
        rows: &mut Vec<ImportRow>,
        report: &mut Report,
    ) -> Result<bool, Unreadable> {
        loop {
            let more = self.reader.read_record(&mut self.record).map_err(|_| {
                Unreadable::new("The table cannot be read any further. Export it again and import the whole.")
            })?;
            if !more {
                return Ok(false);
            }
            if self.record.iter().any(|cell| !cell.trim().is_empty()) {
                break;
            }
        }
        let line = self.record.position().map_or(0, ::csv::Position::line) + u64::from(self.mapping.skip > 0);
        let row = self.row(report);
        report.take(Place::Line(line), row, rows);
        Ok(true)
    }

    fn row(&self, report: &mut Report) -> Result<Normal, String> {
        let columns = self.mapping.columns().len();
        let cells = self.record.len();
        let spilt = self.record.iter().skip(columns).any(|cell| !cell.trim().is_empty());
        if cells < columns || spilt {
            return Err(format!(
                "It has {} where the header has {columns}: a cell that holds a separator, a line break or a quotation mark may lack its quotation marks.",
                counted(cells, "cell", "cells")
            ));
        }
        let mut normal = Normal::default();
        for ((header, field), cell) in self.mapping.columns().zip(self.record.iter()) {
            let cell = export::unprotected(cell);
            match field {
                None if cell.trim().is_empty() => {}
                None => report.not_taken(&clip(header)),
                Some(field) => take(&mut normal, field, header, cell),
            }
        }
        normal.finish()
    }
}

fn take(normal: &mut Normal, field: Field, header: &str, cell: &str) {
    match field {
        Field::Title => cell.clone_into(&mut normal.row.title),
        Field::Description => cell.clone_into(&mut normal.row.description),
        Field::Status => normal.status(cell),
        Field::Priority => normal.priority(cell),
        Field::Estimate => normal.estimate(cell),
        Field::Created => normal.created(cell),
        Field::Updated => normal.updated(cell),
        Field::Author => normal.row.author = Some(one_line(cell)).filter(|name| !name.is_empty()),
        Field::Source => normal.row.source = Some(one_line(cell)).filter(|source| !source.is_empty()),
        // Linear writes the date of archiving, others yes or no.
        Field::Archived => {
            let said = cell.trim().to_ascii_lowercase();
            normal.row.archived = !matches!(said.as_str(), "" | "no" | "false" | "0");
        }
        Field::Labels => split(cell, true).for_each(|label| normal.label(label)),
        // `Assignee` holds one name, in which a comma may stand; `Assignees` holds several.
        Field::Assignees => {
            let several = header.trim().to_lowercase().ends_with('s');
            split(cell, several).for_each(|name| normal.assignee(name));
        }
    }
}

/// Parts between semicolons, or between commas where there is no semicolon.
fn split(cell: &str, commas: bool) -> impl Iterator<Item = &str> {
    let semicolons = cell.contains(';');
    cell.split(move |c| c == ';' && semicolons || c == ',' && !semicolons && commas)
}
