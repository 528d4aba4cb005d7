//! The contexts of a build, and its Dockerfile.

use std::path::PathBuf;

use crate::build::NamedContext;
use crate::build::context::{Context as Files, Found, Ignore, Named, Source};
use crate::cli::BuildArgs;
use crate::commands::Context;
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
    Files(Files),
}

impl Place {
    pub(super) fn context(&self) -> NamedContext {
        match self {
            Place::Image(name) => NamedContext::Image(name.clone()),
            Place::Files(files) => NamedContext::Directory(files.root().to_owned()),
        }
    }
}

impl Places {
    /// Makes everything be there. This process must have one thread.
    pub(super) fn open(args: &BuildArgs, context: &Context) -> Result<Self> {
        let (store, env, stdin) = (context.store()?, &context.env, std::io::stdin());
        // Without a context it is the directory of the Dockerfile, as Podman has it, or this one.
        let beside = args
            .file
            .as_deref()
            .filter(|file| *file != "-")
            .and_then(|file| PathBuf::from(file).parent().map(PathBuf::from));
        let source = match &args.context {
            Some(typed) => Source::parse(typed)?,
            None => Source::Directory(beside.filter(|dir| !dir.as_os_str().is_empty()).unwrap_or_else(|| ".".into())),
        };
        let main = Files::open(&source, &stdin, store, env)?;
        let dockerfile = main.dockerfile(args.file.as_deref(), &stdin)?;
        let ignore = main.ignore(&dockerfile, args.ignorefile.as_deref())?;
        let mut named = Vec::new();
        for label in &args.build_context {
            let place = match Named::parse(&label.value)? {
                Named::Image(name) => Place::Image(name),
                Named::Files(source) => {
                    let files = Files::open(&source, &stdin, store, env);
                    Place::Files(files.with_context(|| format!("--build-context {}", label.key))?)
                }
            };
            named.push((label.key.clone(), place));
        }
        Ok(Places { main, dockerfile, ignore, named })
    }
}
