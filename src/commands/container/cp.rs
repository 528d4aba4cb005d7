//! `coracle cp` and `coracle export`.

use std::fs::File;
use std::io::IsTerminal;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use crate::cli::{CpArgs, ExportArgs};
use crate::commands::Context;
use crate::container::{self, CopyOptions, Engine, Side};
use crate::error::{Context as _, Error, Result};
use crate::ui::out;

/// Copies files between a container and something else.
pub(crate) fn cp(args: CpArgs, context: &Context) -> Result<u8> {
    let CpArgs { archive, overwrite, pause: _, source, destination } = args;
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let from = side(context, &source, std::io::stdin().as_fd())?;
    let to = side(context, &destination, std::io::stdout().as_fd())?;
    container::copy(&engine, from, to, CopyOptions { archive, overwrite }).map(|()| 0)
}

/// Writes a container's root filesystem as an archive.
pub(crate) fn export(args: ExportArgs, context: &Context) -> Result<u8> {
    let ExportArgs { output, container } = args;
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let record = container::find(engine.store, &container)?;
    let out: OwnedFd = match output {
        Some(path) => File::create(&path).with_context(|| format!("cannot write {}", path.display()))?.into(),
        None if std::io::stdout().is_terminal() => {
            let message = "cannot write to terminal, use command-line redirection or the --output flag";
            return Err(Error::new(message).into());
        }
        None => std::io::stdout().as_fd().try_clone_to_owned().context("dup")?,
    };
    container::export(&engine, &record, out).map(|()| 0)
}

/// `-`, a path of the host, or a container and a path in it.
fn side(context: &Context, typed: &str, stream: std::os::fd::BorrowedFd<'_>) -> Result<Side> {
    if typed == "-" {
        return Ok(Side::Stream(stream.try_clone_to_owned().context("dup")?));
    }
    let local = typed.starts_with(['/', '.']);
    match typed.split_once(':').filter(|_| !local) {
        Some((name, path)) => {
            let record = container::find(context.store()?, name)?;
            Ok(Side::Container(Box::new(record), absolute(Path::new("/"), path)))
        }
        None => {
            let here = std::env::current_dir().context("cannot tell the current directory")?;
            Ok(Side::Host(absolute(&here, typed)))
        }
    }
}

/// Below `base`, with a slash or `/.` at its end kept, since they have a meaning.
fn absolute(base: &Path, typed: &str) -> PathBuf {
    let base = base.to_string_lossy();
    let joined =
        if typed.starts_with('/') { typed.to_owned() } else { format!("{}/{typed}", base.trim_end_matches('/')) };
    PathBuf::from(joined)
}
