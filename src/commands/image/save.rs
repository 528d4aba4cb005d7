//! `coracle save`.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::path::Path;

use crate::cli::{SaveArgs, SaveFormat};
use crate::commands::Context;
use crate::error::{Context as _, Error, Result};
use crate::image::{self, Chosen, Layout};
use crate::store::{Action, Event, Store};

/// Saves images.
pub(crate) fn save(args: &SaveArgs, context: &Context) -> Result<u8> {
    // Several images are saved with and without being told; there is no progress to be left out.
    let SaveArgs { compress, format, multi_image_archive: _, output, quiet: _, uncompressed, images } = args;
    let is_oci = matches!(format, SaveFormat::OciArchive | SaveFormat::OciDir);
    if *compress && *format != SaveFormat::DockerDir {
        return Err(Error::new("--compress can only be set when --format is docker-dir").into());
    }
    if *uncompressed && !is_oci {
        return Err(Error::new("--uncompressed can only be set when --format is oci-archive or oci-dir").into());
    }
    let compress = *compress || (is_oci && !uncompressed);
    let store = context.store()?;
    let layout = match format {
        SaveFormat::DockerArchive => Layout::DockerArchive,
        SaveFormat::DockerDir => Layout::DockerDir,
        SaveFormat::OciArchive | SaveFormat::OciDir => Layout::Oci,
    };
    let chosen = image::choose(store, images, layout)?;
    match (format, output) {
        (SaveFormat::DockerDir | SaveFormat::OciDir, Some(path)) => {
            image::save_directory(store, &chosen, layout, compress, path)?;
        }
        (SaveFormat::DockerDir | SaveFormat::OciDir, None) => {
            return Err(Error::new("a directory cannot be written to standard output").hint("name it with -o").into());
        }
        (_, Some(path)) => to_file(store, &chosen, layout, compress, path)?,
        (_, None) => to_standard_output(store, &chosen, layout, compress)?,
    }
    let name = output.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    chosen.iter().for_each(|one| store.note(&Event::image(Action::Save, Some(one.id()), &name)));
    Ok(0)
}

fn to_standard_output(store: &Store, images: &[Chosen], layout: Layout, compress: bool) -> Result<()> {
    let out = io::stdout();
    if out.is_terminal() {
        return Err(Error::new("refusing to save to terminal. Use -o flag or redirect").into());
    }
    // Past the buffer for lines of text.
    let out = File::from(out.as_fd().try_clone_to_owned()?);
    image::save(store, images, layout, compress, out).context("cannot write to standard output")
}

pub(super) fn to_file(store: &Store, images: &[Chosen], layout: Layout, compress: bool, path: &Path) -> Result<()> {
    when_complete(path, |out| image::save(store, images, layout, compress, out))
}

/// The file has its name only when it is complete; what is no plain file, such as a pipe, is written as it is.
pub(in crate::commands) fn when_complete(path: &Path, write: impl FnOnce(File) -> Result<()>) -> Result<()> {
    let describe = || format!("cannot write {}", path.display());
    if path.metadata().is_ok_and(|data| !data.is_file()) {
        let out = File::options().write(true).open(path).with_context(describe)?;
        return write(out).with_context(describe);
    }
    let name = path.file_name().with_context(describe)?.to_string_lossy();
    let making = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let make = || {
        write(File::create(&making)?)?;
        Ok(std::fs::rename(&making, path)?)
    };
    let written: Result<()> = make();
    if written.is_err() {
        let _ = std::fs::remove_file(&making);
    }
    written.with_context(describe)
}
