//! `coracle volume export` and `import`.

use std::fs::File;
use std::io::IsTerminal;
use std::os::fd::{AsFd, OwnedFd};

use crate::cli::{VolumeExportArgs, VolumeImportArgs};
use crate::commands::Context;
use crate::container::transfer;
use crate::container::volumes::find_volume;
use crate::error::{Context as _, Error, Result};

/// Writes what is in a volume to a file or to standard output.
pub(crate) fn export(args: &VolumeExportArgs, context: &Context) -> Result<u8> {
    let volume = find_volume(context.store()?, &args.name)?;
    let out: OwnedFd = match &args.output {
        Some(path) => File::create(path).with_context(|| format!("cannot make {}", path.display()))?.into(),
        None if std::io::stdout().is_terminal() => {
            let message = "cannot write to terminal, use command-line redirection or the --output flag";
            return Err(Error::new(message).into());
        }
        None => std::io::stdout().as_fd().try_clone_to_owned().context("dup")?,
    };
    transfer::export_volume(&volume, out).map(|()| 0)
}

/// Adds what is in an archive to a volume.
pub(crate) fn import(args: &VolumeImportArgs, context: &Context) -> Result<u8> {
    let volume = find_volume(context.store()?, &args.name)?;
    let archive: OwnedFd = match args.source.as_str() {
        "-" => std::io::stdin().as_fd().try_clone_to_owned().context("dup")?,
        path => File::open(path).with_context(|| format!("cannot open {path}"))?.into(),
    };
    transfer::import_volume(&volume, archive).map(|()| 0)
}
