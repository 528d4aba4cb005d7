//! `coracle commit`.

use crate::cli::{CommitArgs, ImageFormat};
use crate::commands::Context;
use crate::container::{self, CommitOptions, Engine};
use crate::error::{Context as _, Result};
use crate::image::{self, Dialect};
use crate::ui::out;

/// Makes an image of a container and prints its id.
pub(crate) fn commit(args: &CommitArgs, context: &Context) -> Result<u8> {
    // There is no progress to be left out.
    let CommitArgs { author, change, format, iidfile, include_volumes, message, pause, quiet: _, squash, .. } = args;
    let name = args.name.as_deref().map(image::local_name).transpose()?;
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let record = container::find(engine.store, &args.container)?;
    let options = CommitOptions {
        author: author.clone(),
        changes: change.clone(),
        message: message.clone(),
        pause: *pause,
        dialect: match format {
            ImageFormat::Oci => Dialect::Oci,
            ImageFormat::Docker => Dialect::Docker,
        },
        include_volumes: *include_volumes,
        squash: *squash,
    };
    let id = container::commit(&engine, &record, &options, name.as_ref())?.id;
    if let Some(file) = iidfile {
        std::fs::write(file, id.hex()).with_context(|| format!("cannot write {}", file.display()))?;
    }
    out::line(id.hex()).map(|()| 0)
}
