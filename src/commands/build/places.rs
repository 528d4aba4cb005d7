//! The contexts of a build, and its Dockerfile.

use std::path::{Path, PathBuf};

use super::cpp;
use crate::build::NamedContext;
use crate::build::context::{Context as Files, Found, Ignore, Named, Source};
use crate::cli::BuildArgs;
use crate::commands::Context;
use crate::commands::image::connection;
use crate::error::{Context as _, Result};

/// What a build is made of, there for as long as this is.
pub(super) struct Places {
    pub(super) main: Files,
    pub(super) dockerfile: Found,
    pub(super) ignore: Ignore,
    pub(super) named: Vec<(String, Place)>,
}

/// A named context.
pub(super) enum Place {
    Image(String),
    Files { files: Files, ignore: Ignore },
}

impl Place {
    pub(super) fn context(&self) -> NamedContext {
        match self {
            Place::Image(name) => NamedContext::Image(name.clone()),
            Place::Files { files, ignore } => {
                NamedContext::Directory { root: files.root().to_owned(), ignore: ignore.clone() }
            }
        }
    }
}

impl Places {
    /// Makes everything be there. This process must have one thread.
    pub(super) fn open(args: &BuildArgs, context: &Context) -> Result<Self> {
        let (store, env, stdin) = (context.store()?, &context.env, std::io::stdin());
        // A file in place of the context is the Dockerfile, as Podman has it.
        let is_file = |typed: &&String| args.file.is_empty() && Path::new(typed).is_file();
        let (file, typed) = match args.context.as_ref().filter(is_file) {
            Some(file) => (Some(file), None),
            None => (args.file.first(), args.context.as_ref()),
        };
        // Without a context it is the directory of the Dockerfile, as Podman has it, or this one.
        let beside = file.filter(|file| *file != "-").and_then(|file| PathBuf::from(file).parent().map(PathBuf::from));
        let source = match typed {
            Some(typed) => Source::parse(typed)?,
            None => Source::Directory(beside.filter(|dir| !dir.as_os_str().is_empty()).unwrap_or_else(|| ".".into())),
        };
        let connect = connection(&args.transfer, &context.conf()?.engine)?;
        let main = Files::open(&source, &stdin, store, env, &connect)?;
        let read = |file: Option<&str>| -> Result<Found> {
            let url = file.filter(|file| file.starts_with("http://") || file.starts_with("https://"));
            let mut found = match url {
                Some(url) => {
                    let fetched = Files::open(&Source::Url(url.to_owned()), &stdin, store, env, &connect)?;
                    Found { name: url.to_owned(), ..fetched.dockerfile(None, &stdin)? }
                }
                None => main.dockerfile(file, &stdin)?,
            };
            if found.name.ends_with(".in") {
                found.text = cpp::preprocess(&found, main.root(), &args.cpp_flag, env)?;
            }
            Ok(found)
        };
        let mut dockerfile = read(file.map(String::as_str))?;
        for more in args.file.iter().skip(1) {
            dockerfile.text.push(b'\n');
            dockerfile.text.extend(read(Some(more))?.text);
        }
        let ignore = main.ignore(&dockerfile, args.ignorefile.as_deref())?;
        let mut named = Vec::new();
        for label in &args.build_context {
            let place = match Named::parse(&label.value)? {
                Named::Image(name) => Place::Image(name),
                Named::Files(source) => {
                    let open = || -> Result<Place> {
                        let files = Files::open(&source, &stdin, store, env, &connect)?;
                        // What comes from elsewhere is taken whole, as BuildKit does.
                        let ignore = if files.is_temporary() { Ignore::default() } else { files.own_ignore()? };
                        Ok(Place::Files { files, ignore })
                    };
                    open().with_context(|| format!("--build-context {}", label.key))?
                }
            };
            named.push((label.key.clone(), place));
        }
        Ok(Places { main, dockerfile, ignore, named })
    }
}
