//! What a build was asked for, with every default decided.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;

use super::context::Ignore;
use super::dockerfile::{Arguments, Dockerfile};
use super::look::Console;
use crate::config::Env;
use crate::container::{ImageVolumes, Request};
use crate::error::Result;
use crate::image::{Connect, Dialect};
use crate::name::{Digest, Platform, Reference};
use crate::store::containers::{LogConfig, LogDriver};

/// A build.
pub(crate) struct Options<'a> {
    pub(crate) dockerfile: Dockerfile,
    pub(crate) arguments: Arguments,
    pub(crate) target: Option<String>,
    pub(crate) contexts: Contexts,
    /// For what is fetched.
    pub(crate) env: &'a Env,
    pub(crate) caching: Caching,
    /// Stages, by name or number, whose steps are all done again.
    pub(crate) redone: Vec<String>,
    pub(crate) remote: Remote,
    pub(crate) run: RunOptions,
    /// Where a RUN that fails is followed by a shell in what it left.
    pub(crate) console: Option<Console<'a>>,
    pub(crate) result: ResultOptions,
    /// The images of the other stages stay as well.
    pub(crate) saved: Option<SavedStages>,
    /// All times that the build itself sets in the image.
    pub(crate) timestamp: Option<Timestamp>,
    /// Which new files get that time.
    pub(crate) retimed: Retimed,
    /// The labels of base images and stages stay.
    pub(crate) inherit_labels: bool,
    /// Stages that the image does not need are built as well.
    pub(crate) all_stages: bool,
    /// How many stages are built at once; 0 is no limit.
    pub(crate) jobs: usize,
    /// Fetches an image that is to be there then, or says why it cannot; gives its id.
    pub(crate) fetch: &'a dyn Fn(&str, Option<&Platform>) -> Result<Digest>,
}

/// Which of the files that a build makes get the time that the image has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Retimed {
    #[default]
    None,
    /// Those that are later.
    Later,
    All,
}

/// What is said in the images of stages that are kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct SavedStages {
    /// Labels of those that are not the image itself.
    pub(crate) labels: Vec<(String, String)>,
    /// Labels name the stage and what it is based on.
    pub(crate) named: bool,
}

/// Where COPY, ADD and mounts find files.
pub(crate) struct Contexts {
    /// The directory that is the context.
    pub(crate) main: PathBuf,
    /// What in it is no part of it.
    pub(crate) ignore: Ignore,
    /// The tree is gone after the build.
    pub(crate) is_temporary: bool,
    pub(crate) named: BTreeMap<String, NamedContext>,
}

/// `--build-context name=…`.
#[derive(Debug, Clone)]
pub(crate) enum NamedContext {
    Directory {
        root: PathBuf,
        /// What in it is no part of it.
        ignore: Ignore,
    },
    Image(String),
}

/// What is kept of steps, and taken from what was kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caching {
    /// Steps that were done are not done again.
    pub(crate) read: bool,
    /// Steps that are done are kept.
    pub(crate) write: bool,
    /// Say of each step why it was or was not reused.
    pub(crate) why: bool,
    /// Steps that were done before this time are done again.
    pub(crate) since: Option<Timestamp>,
}

/// Repositories that steps are looked for in, and put into.
#[derive(Debug, Clone, Default)]
pub(crate) struct Remote {
    pub(crate) from: Vec<StepRepository>,
    pub(crate) to: Vec<StepRepository>,
    pub(crate) connect: Connect,
}

/// A repository of steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StepRepository {
    /// Whose tag says nothing.
    pub(crate) name: Reference,
    /// It gets the steps of the stage that becomes the image, and no others.
    pub(crate) only_target: bool,
    /// That it cannot be written to is no reason to fail.
    pub(crate) may_fail: bool,
}

/// How RUN runs.
#[derive(Debug, Clone, Default)]
pub(crate) struct RunOptions {
    /// What every RUN asks of its container, but for its command and its own mounts.
    pub(crate) request: Request,
    pub(crate) secrets: BTreeMap<String, SecretSource>,
    /// Sockets of agents.
    pub(crate) ssh: BTreeMap<String, PathBuf>,
    /// Mounts of every command, as its own flags would say them.
    pub(crate) mounts: Vec<String>,
    /// Commands have the standard input of this process.
    pub(crate) stdin: bool,
    /// What commands change in the directories of volumes is lost.
    pub(crate) fixed_volumes: bool,
}

/// Where the content of a secret comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SecretSource {
    File(PathBuf),
    Text(String),
}

/// What becomes of the last stage.
#[derive(Debug, Clone, Default)]
pub(crate) struct ResultOptions {
    pub(crate) names: Vec<Reference>,
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) unset_labels: Vec<String>,
    /// Variables that all stages begin with.
    pub(crate) env: Vec<String>,
    pub(crate) unset_env: Vec<String>,
    pub(crate) annotations: BTreeMap<String, String>,
    pub(crate) unset_annotations: Vec<String>,
    /// The annotations of the base image's manifest stay.
    pub(crate) inherit_annotations: bool,
    /// An annotation says when the image was made.
    pub(crate) created_annotation: bool,
    /// The platform that was typed: the image is for it, whatever its base is for.
    pub(crate) platform: Option<Platform>,
    pub(crate) os_version: Option<String>,
    /// Features of the operating system that the image needs; those that end in a dash it does not.
    pub(crate) os_features: Vec<String>,
    /// The image says nothing of how it was made.
    pub(crate) omit_history: bool,
    pub(crate) dialect: Dialect,
    pub(crate) squash: Squash,
}

/// How many layers the image gets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Squash {
    /// One for each step that changes files.
    #[default]
    No,
    /// One on top of those of the base image.
    New,
    /// One.
    All,
}

impl RunOptions {
    /// What changes what a RUN makes, in words for its key. Limits (memory, ulimits, the size of /dev/shm) are not among it:
    /// a command that has ended well under one makes the same under another, and who gives a machine more memory does
    /// not want everything built anew. Buildah has none of them in its keys either.
    pub(super) fn described(&self) -> String {
        let Request { add_host, dns, security, settings, mounts, namespaces, .. } = &self.request;
        format!("{add_host:?} {dns:?} {security:?} {settings:?} {mounts:?} {namespaces:?}")
    }

    /// What a RUN asks of its container.
    pub(super) fn request(&self) -> Request {
        Request {
            entrypoint: Some(Vec::new()),
            image_volumes: ImageVolumes::Ignore,
            auto_remove: true,
            log: LogConfig { driver: LogDriver::None, ..LogConfig::default() },
            ..self.request.clone()
        }
    }
}
