//! Where a build finds its files: a directory, an archive or a Dockerfile from standard input or by HTTP, a Git repository.
//!
//! What comes from elsewhere is unpacked in a staging directory of the store and goes with the [`Context`].

mod fetch;
mod git;
mod ignore;
#[cfg(test)]
mod tests;

pub(crate) use fetch::download;
pub(crate) use git::Git;
pub(crate) use ignore::{Ignore, clean};

use std::fs::File;
use std::io::Read;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};

use crate::config::Env;
use crate::error::{Context as _, Error, Result};
use crate::image::Connect;
use crate::store::{Staging, Store};
use crate::sys::path::{open_in, read_in};

/// The longest Dockerfile and the longest ignore file, in bytes.
const LONGEST: usize = 16 << 20;

/// The names that a Dockerfile has by itself, the preferred one first.
const NAMES: [&str; 3] = ["Containerfile", "Dockerfile", "dockerfile"];

/// What the context argument means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    Directory(PathBuf),
    /// `-`
    Stdin,
    Git(Git),
    /// An archive or a Dockerfile by HTTP.
    Url(String),
}

/// What `--build-context name=…` means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Named {
    /// The name of an image: after `docker-image://`, `container-image://`, `docker://`, or `oci-layout://` and a directory.
    Image(String),
    Files(Source),
}

/// A context that is there.
pub(crate) struct Context {
    root: PathBuf,
    /// The context was a Dockerfile and nothing else.
    dockerfile: Option<Vec<u8>>,
    /// Holds what was unpacked.
    staging: Option<Staging>,
}

/// A Dockerfile, and what messages call it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) text: Vec<u8>,
    /// Where it is, when that is a file of the host or, without a root, of the context.
    pub(crate) path: Option<PathBuf>,
}

impl Source {
    /// Reads the argument of `build`.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        if text == "-" {
            return Ok(Source::Stdin);
        }
        if let Some(git) = Git::parse(text)? {
            return Ok(Source::Git(git));
        }
        let is_url = text.starts_with("http://") || text.starts_with("https://");
        Ok(if is_url { Source::Url(text.to_owned()) } else { Source::Directory(PathBuf::from(text)) })
    }
}

impl Named {
    /// Reads what is after `name=`.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let image = ["docker-image://", "container-image://", "docker://"]
            .into_iter()
            .find_map(|prefix| text.strip_prefix(prefix));
        if let Some(place) = text.strip_prefix("oci-layout://") {
            return Ok(Named::Image(format!("oci:{place}")));
        }
        match (image, Source::parse(text)?) {
            (Some(""), _) => Err(Error::new(format!("{text} names no image")).into()),
            (Some(image), _) => Ok(Named::Image(image.to_owned())),
            (None, Source::Stdin) => {
                Err(Error::new("a named context cannot be -").hint("give a directory or a URL").into())
            }
            (None, source) => Ok(Named::Files(source)),
        }
    }
}

impl Context {
    /// Makes the files of `source` be there. This process must have one thread, and keeps it: what needs more is done in
    /// another one. `stdin` is read to its end if it is the source.
    pub(crate) fn open(source: &Source, stdin: impl AsFd, store: &Store, env: &Env, connect: &Connect) -> Result<Self> {
        match source {
            Source::Directory(path) => Self::directory(path),
            Source::Stdin => {
                let stdin = stdin.as_fd().try_clone_to_owned().context("dup")?;
                Self::read(File::from(stdin), "standard input", store)
            }
            Source::Url(url) => {
                let staging = store.staging()?;
                let file = staging.path().join("download");
                fetch::download(url, env, connect, &file)?;
                let file = File::open(&file).with_context(|| format!("cannot read {}", file.display()))?;
                Self::read(file, url, store)
            }
            Source::Git(git) => {
                let staging = store.staging()?;
                let tree = staging.path().join("tree");
                git.check_out(&tree, false)?;
                let root = match &git.subdir {
                    Some(subdir) => {
                        inside(&tree, subdir).with_context(|| format!("{} has no directory {subdir}", git.url))?
                    }
                    None => tree,
                };
                Ok(Self { root, dockerfile: None, staging: Some(staging) })
            }
        }
    }

    fn directory(path: &Path) -> Result<Self> {
        let wrong = |cause: String| Error::new(cause).hint("give the directory that COPY is to copy from");
        let metadata =
            std::fs::metadata(path).map_err(|error| wrong(format!("no context {}: {error}", path.display())))?;
        if !metadata.is_dir() {
            return Err(wrong(format!("the context {} is not a directory", path.display())).into());
        }
        let root = std::fs::canonicalize(path).with_context(|| format!("cannot resolve {}", path.display()))?;
        Ok(Self { root, dockerfile: None, staging: None })
    }

    /// An archive, compressed or not, or a Dockerfile.
    fn read(file: File, name: &str, store: &Store) -> Result<Self> {
        let staging = store.staging()?;
        let root = staging.path().join("tree");
        std::fs::create_dir(&root).with_context(|| format!("cannot make {}", root.display()))?;
        let dockerfile = fetch::unpack(file, &root).with_context(|| format!("cannot read the context {name}"))?;
        if dockerfile.as_ref().is_some_and(|text| text.trim_ascii().is_empty()) {
            return Err(Error::new(format!("the context {name} is empty")).into());
        }
        Ok(Self { root, dockerfile, staging: Some(staging) })
    }

    /// The directory that holds the files.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the files are gone after the build.
    pub(crate) fn is_temporary(&self) -> bool {
        self.staging.is_some()
    }

    /// The Dockerfile: the file that was asked for (`-f`, of the host, or first of a context that is not; `-` is `stdin`),
    /// else the context itself, else the one that is called so in the context.
    pub(crate) fn dockerfile(&self, file: Option<&str>, stdin: impl AsFd) -> Result<Found> {
        match (file, &self.dockerfile) {
            (Some("-"), _) => {
                let stdin = File::from(stdin.as_fd().try_clone_to_owned().context("dup")?);
                let mut text = Vec::new();
                stdin.take(LONGEST as u64).read_to_end(&mut text).context("cannot read standard input")?;
                Ok(Found { name: "standard input".to_owned(), text, path: None })
            }
            (Some(file), _) if self.staging.is_none() => self.asked(file),
            (Some(file), _) => match self.inside(file)? {
                Some(found) => Ok(found),
                None if Path::new(file).exists() => self.asked(file),
                None => Err(Error::new(format!("the context has no {file}")).into()),
            },
            (None, Some(text)) => Ok(Found { name: "Dockerfile".to_owned(), text: text.clone(), path: None }),
            (None, None) => {
                for name in NAMES {
                    if let Some(found) = self.inside(name)? {
                        return Ok(found);
                    }
                }
                let shown =
                    if self.is_temporary() { "the context".to_owned() } else { self.root.display().to_string() };
                let error = Error::new(format!("{shown} has neither a Containerfile nor a Dockerfile"));
                Err(error.hint("name the file with -f").into())
            }
        }
    }

    /// A file of the host, or, where there is none, of the context.
    fn asked(&self, file: &str) -> Result<Found> {
        let path = Path::new(file);
        match std::fs::read(path) {
            Ok(text) => Ok(Found { name: file.to_owned(), text, path: Some(path.to_owned()) }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let inside = if path.is_relative() { self.inside(file)? } else { None };
                inside.ok_or_else(|| Error::new(format!("{file}: no such file or directory")).into())
            }
            Err(error) => Err(error).with_context(|| format!("cannot read {file}")),
        }
    }

    /// A file of the context; symbolic links do not lead out of it.
    fn inside(&self, file: &str) -> Result<Option<Found>> {
        let root = open_directory(&self.root)?;
        let text = read_in(root.as_fd(), Path::new(file), LONGEST)?;
        let path = Some(self.root.join(file.trim_start_matches('/')));
        Ok(text.map(|text| Found { name: file.to_owned(), text, path }))
    }

    /// What of the context is no part of it: as `--ignorefile` says, else the file beside the Dockerfile that is called
    /// after it, else `.containerignore`, else `.dockerignore`.
    pub(crate) fn ignore(&self, dockerfile: &Found, file: Option<&Path>) -> Result<Ignore> {
        if let Some(file) = file {
            let text = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
            return Ignore::parse(&file.display().to_string(), &text);
        }
        let beside = dockerfile.path.iter().flat_map(|path| {
            [".containerignore", ".dockerignore"].map(|end| {
                let mut whole = path.clone().into_os_string();
                whole.push(end);
                PathBuf::from(whole)
            })
        });
        for path in beside {
            // One that is in the context must not lead out of it.
            let text = match path.strip_prefix(&self.root) {
                Ok(inside) => self.inside(&inside.to_string_lossy())?.map(|found| found.text),
                Err(_) => std::fs::read(&path).ok(),
            };
            if let Some(text) = text {
                return Ignore::parse(&path.display().to_string(), &text);
            }
        }
        self.own_ignore()
    }

    /// What its own `.containerignore`, or else `.dockerignore`, says to be no part of it.
    pub(crate) fn own_ignore(&self) -> Result<Ignore> {
        for name in [".containerignore", ".dockerignore"] {
            if let Some(found) = self.inside(name)? {
                return Ignore::parse(name, &found.text);
            }
        }
        Ok(Ignore::default())
    }
}

fn open_directory(path: &Path) -> Result<OwnedFd> {
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    rustix::fs::open(path, flags, Mode::empty()).with_context(|| format!("cannot open {}", path.display()))
}

/// The path of a directory below `root` with no symbolic link in it.
pub(in crate::build) fn inside(root: &Path, subdir: &str) -> Result<PathBuf> {
    let fd = open_directory(root)?;
    let found = open_in(fd.as_fd(), Path::new(subdir), OFlags::PATH | OFlags::DIRECTORY, Mode::empty())?;
    crate::sys::path::of(found.as_fd())
}
