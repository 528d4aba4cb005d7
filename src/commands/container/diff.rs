//! `coracle diff`.

use std::os::unix::ffi::OsStrExt;

use serde_json::{Map, Value};

use crate::cli::DiffArgs;
use crate::commands::Context;
use crate::container::{self, Compared, Engine};
use crate::error::{Error, Kind, Result};
use crate::image;
use crate::layer::change::Difference;
use crate::store::containers;
use crate::ui::{format::json, out};

/// Shows which files have changed, of containers and, with `images`, of images too.
pub(crate) fn diff(args: &DiffArgs, images: bool, context: &Context) -> Result<u8> {
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let of = match &args.name {
        Some(name) => find(context, name, images)?,
        None => Compared::Container(Box::new(container::latest(engine.store)?)),
    };
    let base = args.base.as_deref().map(|name| find(context, name, images)).transpose()?;
    let found = container::diff(&engine, &of, base.as_ref())?;
    if args.format.is_some() {
        return out::text(&json(&as_json(&found))?).map(|()| 0);
    }
    let line = |(path, difference): &(Vec<u8>, Difference)| {
        let letter = match difference {
            Difference::Added => b"A ",
            Difference::Changed => b"C ",
            Difference::Deleted => b"D ",
        };
        [letter, path.as_slice(), b"\n"].concat()
    };
    out::bytes(&found.iter().flat_map(line).collect::<Vec<u8>>()).map(|()| 0)
}

/// As in Podman, the name of an image comes before that of a container.
fn find(context: &Context, name: &str, images: bool) -> Result<Compared> {
    let store = context.store()?;
    if images && let Some(image) = image::lookup(store, name)? {
        return Ok(Compared::Image(image));
    }
    match containers::find(store, name)? {
        Some(record) => Ok(Compared::Container(Box::new(record))),
        None if images => {
            let message = format!("{name} is neither a container nor an image");
            Err(Error::with_kind(Kind::Engine, message).into())
        }
        None => Err(container::missing(name, Kind::Engine)),
    }
}

fn as_json(found: &[(Vec<u8>, Difference)]) -> Value {
    let mut kinds = Map::new();
    for (path, difference) in found {
        let key = match difference {
            Difference::Added => "added",
            Difference::Changed => "changed",
            Difference::Deleted => "deleted",
        };
        let path = std::ffi::OsStr::from_bytes(path).to_string_lossy();
        if let Value::Array(paths) = kinds.entry(key).or_insert_with(|| Value::Array(Vec::new())) {
            paths.push(path.into());
        }
    }
    kinds.into()
}
