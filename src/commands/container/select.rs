//! Which containers a verb is about: those named, those whose ids stand in files, the latest, those that match, or all.

use std::path::{Path, PathBuf};

use crate::cli::ChoiceArgs;
use crate::cli::values::Filter;
use crate::commands::{Context, outcomes};
use crate::container::{self, listing};
use crate::error::{Error, Kind, Result};
use crate::image;
use crate::store::Store;
use crate::store::containers::{self, Record};

/// How the user chose.
pub(super) struct Selection<'a> {
    pub(super) all: bool,
    /// The container that was made last.
    pub(super) latest: bool,
    /// All that match.
    pub(super) filters: &'a [Filter],
    pub(super) names: &'a [String],
    pub(super) cidfiles: &'a [PathBuf],
    /// What is not there is passed over.
    pub(super) ignore: bool,
    /// The kind of error that something missing is.
    pub(super) missing: Kind,
    /// Of all or those that match, the one that was made last comes first.
    pub(super) newest_first: bool,
}

impl<'a> Selection<'a> {
    /// What was typed, or all.
    pub(super) fn of(all: bool, choice: &'a ChoiceArgs) -> Self {
        let ChoiceArgs { cidfile, filter, latest, containers } = choice;
        Self { all, latest: *latest, filters: filter, names: containers, cidfiles: cidfile, ..Self::default() }
    }
}

impl Default for Selection<'_> {
    fn default() -> Self {
        let (names, filters, cidfiles) = (&[], &[], &[]);
        let missing = Kind::Engine;
        Self { all: false, latest: false, filters, names, cidfiles, ignore: false, missing, newest_first: false }
    }
}

/// Does `act` for each chosen container with what the user typed for it, whatever happens to the others. One line for each
/// failure; the first decides the exit code.
pub(super) fn each(
    context: &Context,
    selection: &Selection<'_>,
    mut act: impl FnMut(&Record, &str) -> Result<()>,
) -> Result<u8> {
    let store = context.store()?;
    if selection.all || !selection.filters.is_empty() {
        let filters = parse_filters(selection.filters, store)?;
        let mut named = if selection.all || selection.names.is_empty() {
            check_alone(selection)?;
            containers::list(store)?.into_iter().map(|record| (record.id().to_owned(), record)).collect()
        } else {
            let find = |name: &String| Ok((name.clone(), container::find(store, name)?));
            selection.names.iter().map(find).collect::<Result<Vec<_>>>()?
        };
        if selection.newest_first {
            named.reverse();
        }
        let chosen = named.iter().filter(|(_, record)| listing::matches(record, &filters));
        return outcomes(chosen.map(|(name, record)| act(record, name)));
    }
    if selection.latest {
        check_alone(selection)?;
        let record = container::latest(store)?;
        return outcomes(std::iter::once_with(|| act(&record, record.id())));
    }
    let typed = typed(selection)?;
    outcomes(typed.iter().map(|name| match containers::find(store, name)? {
        Some(record) => act(&record, name),
        None if selection.ignore => Ok(()),
        None => Err(container::missing(name, selection.missing)),
    }))
}

/// The one container that a verb is about.
pub(super) fn one(context: &Context, name: Option<&str>, latest: bool) -> Result<Record> {
    match (name, latest) {
        (Some(_), true) => Err(Error::new("--latest and a container cannot be used together").into()),
        (Some(name), false) => container::find(context.store()?, name),
        (None, _) => container::latest(context.store()?),
    }
}

/// The conditions that were typed. Times, other containers' times and images are looked up.
pub(super) fn parse_filters(filters: &[Filter], store: &Store) -> Result<Vec<listing::Filter>> {
    let parse = |filter: &Filter| match filter.key.as_str() {
        "until" => Ok(listing::Filter::Until(super::logs::parse_time(&filter.value)?)),
        "before" => Ok(listing::Filter::Before(container::find(store, &filter.value)?.config.created)),
        "since" | "after" => Ok(listing::Filter::Since(container::find(store, &filter.value)?.config.created)),
        "network" if filter.value.starts_with("container:") => {
            let name = filter.value.trim_start_matches("container:");
            Ok(listing::Filter::Network(format!("container:{}", container::find(store, name)?.id())))
        }
        "ancestor" => {
            let layers = image::lookup(store, &filter.value)?.map(|image| image.layers).unwrap_or_default();
            Ok(listing::Filter::Ancestor { name: filter.value.clone(), layers })
        }
        _ => listing::Filter::parse(&filter.key, &filter.value),
    };
    filters.iter().map(parse).collect()
}

pub(super) fn check_alone(selection: &Selection<'_>) -> Result<()> {
    if selection.names.is_empty() && selection.cidfiles.is_empty() {
        return Ok(());
    }
    Err(Error::new("--all, --latest and --filter cannot be used with containers that are named").into())
}

/// The names, and what the files hold.
pub(super) fn typed(selection: &Selection<'_>) -> Result<Vec<String>> {
    let mut typed = selection.names.to_vec();
    for file in selection.cidfiles {
        if !selection.ignore || file.exists() {
            typed.push(read_id(file)?);
        }
    }
    Ok(typed)
}

/// The id that a file holds.
pub(super) fn read_id(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|error| match error.kind() {
        // Podman's words.
        std::io::ErrorKind::NotFound => {
            Error::new(format!("reading CIDFile: open {}: no such file or directory", file.display()))
        }
        _ => Error::new(format!("reading CIDFile: {}: {error}", file.display())),
    })?;
    Ok(text.lines().next().unwrap_or_default().trim().to_owned())
}
