//! Which containers a verb is about: those named, those whose ids stand in files, or all.

use std::path::PathBuf;

use crate::commands::{Context, outcomes};
use crate::container;
use crate::error::{Context as _, Kind, Result};
use crate::store::containers::{self, Record};

/// How the user chose.
pub(super) struct Selection<'a> {
    pub(super) all: bool,
    pub(super) names: &'a [String],
    pub(super) cidfiles: &'a [PathBuf],
    /// What is not there is passed over.
    pub(super) ignore: bool,
    /// The kind of error that something missing is.
    pub(super) missing: Kind,
}

/// Does `act` for each chosen container with what the user typed for it, whatever happens to the others. One line for each
/// failure; the first decides the exit code.
pub(super) fn each(
    context: &Context,
    selection: &Selection<'_>,
    mut act: impl FnMut(&Record, &str) -> Result<()>,
) -> Result<u8> {
    let store = context.store()?;
    if selection.all {
        let records = containers::list(store)?;
        return outcomes(records.iter().map(|record| act(record, record.id())));
    }
    let mut typed = selection.names.to_vec();
    for file in selection.cidfiles {
        match std::fs::read_to_string(file) {
            Ok(text) => typed.push(text.lines().next().unwrap_or_default().trim().to_owned()),
            Err(error) if selection.ignore && error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read the container ID file {}", file.display()));
            }
        }
    }
    outcomes(typed.iter().map(|name| match containers::find(store, name)? {
        Some(record) => act(&record, name),
        None if selection.ignore => Ok(()),
        None => Err(container::missing(name, selection.missing)),
    }))
}
