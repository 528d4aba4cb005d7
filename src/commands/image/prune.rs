//! `coracle image prune`.

use super::filter::Filters;
use super::rmi::containers_of;
use super::rows::{Relations, Row};
use crate::cli::ImagePruneArgs;
use crate::cli::values::Filter;
use crate::commands::Context;
use crate::error::{Error, Result};
use crate::image;
use crate::name::Digest;
use crate::store::{Image, Store};
use crate::ui::{ask, out};

/// Removes images that nobody needs and prints their ids.
pub(crate) fn prune(args: &ImagePruneArgs, context: &Context) -> Result<u8> {
    let ImagePruneArgs { all, filter, force } = args;
    check_filters(filter)?;
    let what = match all {
        true => "all images without at least one container associated with them",
        false => "all dangling images",
    };
    if !force && !ask::confirm(&format!("WARNING! This command removes {what}.\n"))? {
        return Ok(0);
    }
    let ids = unneeded(context.store()?, *all, filter)?;
    out::text(&ids.iter().map(|id| id.hex() + "\n").collect::<String>()).map(|()| 0)
}

/// Removes the images that nobody needs and the filters let pass; their ids.
pub(crate) fn unneeded(store: &Store, all: bool, filters: &[Filter]) -> Result<Vec<Digest>> {
    let filters = Filters::new(store, filters, None)?;
    let pass = |image: &Image| filters.pass(&Row { image, name: None }, &Relations::new(store, &[]));
    image::prune(store, all, pass, &|id| containers_of(store, id))
}

/// Refuses the filters that choose images otherwise than by label and age.
pub(crate) fn check_filters(filters: &[Filter]) -> Result<()> {
    match filters.iter().find(|filter| !["label", "label!", "until"].contains(&filter.key.as_str())) {
        None => Ok(()),
        Some(other) => {
            let hint = "prune knows label, label! and until";
            Err(Error::new(format!("{} is an invalid filter", other.key)).hint(hint).into())
        }
    }
}
