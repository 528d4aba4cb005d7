//! `--output`: the image, or its files, somewhere else than in the store.

use std::fs::File;
use std::io::{IsTerminal, Write};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::archive::Extraction;
use crate::build;
use crate::commands::image::when_complete;
use crate::error::{Context as _, Error, Result};
use crate::image::{self, Layout};
use crate::name::Digest;
use crate::store::{Image, Store};

/// What is written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Output {
    /// The files, into a directory.
    Local(PathBuf),
    /// The files, as an archive; none is standard output.
    Tar(Option<PathBuf>),
    /// The image, as an archive.
    Archive(Layout, Option<PathBuf>),
    /// The image in the store, which is what becomes of it anyway.
    Image,
    /// The image in the registry that its name means.
    Registry,
}

impl Output {
    /// Reads the value of `--output`: `type=…,dest=…`, a directory, or `-`.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let wrong = |cause: &str| Error::new(format!("--output {text}: {cause}"));
        if text == "-" {
            return Ok(Output::Tar(None));
        }
        if !text.contains('=') {
            return Ok(Output::Local(text.into()));
        }
        let (mut kind, mut dest) = (None, None);
        for field in text.split(',') {
            match field.split_once('=') {
                Some(("type", value)) => kind = Some(value),
                Some(("dest", value)) => dest = Some(value),
                _ => return Err(wrong(&format!("{field} means nothing")).hint("write type=local,dest=DIR").into()),
            }
        }
        let file = dest.filter(|dest| *dest != "-").map(PathBuf::from);
        match kind.unwrap_or("local") {
            "local" => Ok(Output::Local(file.ok_or_else(|| wrong("a directory is needed").hint("add dest=DIR"))?)),
            "tar" => Ok(Output::Tar(file)),
            "oci" => Ok(Output::Archive(Layout::Oci, file)),
            "docker" => Ok(Output::Archive(Layout::DockerArchive, file)),
            "image" => Ok(Output::Image),
            "registry" => Ok(Output::Registry),
            other => {
                let hint = "it is local, tar, oci, docker, image or registry";
                Err(wrong(&format!("there is no type {other}")).hint(hint).into())
            }
        }
    }

    /// Whether it goes to standard output, which is then for nothing else.
    pub(super) fn is_stdout(&self) -> bool {
        matches!(self, Output::Tar(None) | Output::Archive(_, None))
    }

    /// Whether there is room for one image only.
    pub(super) fn is_one_image(&self) -> bool {
        matches!(self, Output::Local(_) | Output::Tar(_) | Output::Archive(..))
    }

    /// Writes it; files get `time`, if there is one.
    pub(super) fn write(&self, store: &Store, image: &Image, time: Option<Timestamp>) -> Result<()> {
        match self {
            Output::Image | Output::Registry => Ok(()),
            Output::Local(dir) => extract(store, &build::files_of(store, image, time)?, dir),
            Output::Tar(to) => {
                let layer = build::files_of(store, image, time)?;
                write_to(to.as_deref(), |out| store.export_layer(&layer, out))
            }
            Output::Archive(layout, to) => {
                let mut words: Vec<String> = image.names.iter().map(ToString::to_string).collect();
                if words.is_empty() {
                    words.push(image.id.hex());
                }
                let chosen = image::choose(store, &words, *layout)?;
                write_to(to.as_deref(), |out| image::save(store, &chosen, *layout, *layout == Layout::Oci, out))
            }
        }
    }
}

fn write_to(path: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let Some(path) = path else {
        let out = std::io::stdout();
        if out.is_terminal() {
            let error = Error::new("cannot write an archive to a terminal");
            return Err(error.hint("name a file with dest=, or redirect standard output").into());
        }
        return write(&mut File::from(out.as_fd().try_clone_to_owned()?));
    };
    when_complete(path, |mut out| write(&mut out))
}

fn extract(store: &Store, layer: &Digest, dir: &Path) -> Result<()> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let target = File::open(dir).with_context(|| format!("cannot open {}", dir.display()))?;
    let how = Extraction { overwrite: true, ..Extraction::default() };
    build::extract_layer(store, layer, target.as_fd(), &how)
        .with_context(|| format!("cannot write into {}", dir.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs() {
        for (text, expected) in [
            ("out", Output::Local("out".into())),
            ("-", Output::Tar(None)),
            ("type=local,dest=out", Output::Local("out".into())),
            ("type=tar,dest=x.tar", Output::Tar(Some("x.tar".into()))),
            ("type=oci", Output::Archive(Layout::Oci, None)),
            ("type=docker,dest=-", Output::Archive(Layout::DockerArchive, None)),
            ("type=image", Output::Image),
            ("type=registry", Output::Registry),
        ] {
            assert_eq!(Output::parse(text).unwrap(), expected, "{text}");
        }
        for bad in ["type=zip", "type=local", "type=tar,x=y"] {
            assert!(Output::parse(bad).is_err(), "{bad}");
        }
    }
}
