//! Building images: what a Dockerfile says, where its files come from, and the steps that make an image of them.
//!
//! | module | what it holds |
//! |---|---|
//! | `dockerfile`, `context` | what a Dockerfile says, and where the files are that it copies |
//! | `options` | what a build was asked for |
//! | `schedule`, `events` | the processes that build stages, and what they tell |
//! | `stage` | one stage |
//! | `run`, `mounts`, `caches`, `agent`, `relay`, `stubs`, `volumes`, `look` | RUN |
//! | `transfer`, `copy`, `fetch`, `timed` | COPY, ADD and WORKDIR |
//! | `config` | all other instructions |
//! | `cache`, `remote` | steps that were done before, here and elsewhere |
//! | `finish`, `squash` | the image |
//! | `report` | what whoever shows a build is told |

mod agent;
mod cache;
mod caches;
mod config;
pub(crate) mod context;
mod copy;
pub(crate) mod dockerfile;
mod events;
mod fetch;
mod finish;
mod look;
mod mounts;
mod options;
mod relay;
mod remote;
mod report;
mod run;
mod schedule;
mod squash;
mod stage;
mod stubs;
mod timed;
mod transfer;
mod volumes;

pub(crate) use agent::Agent;
pub(crate) use look::Console;
pub(crate) use options::{
    Caching, Contexts, NamedContext, Options, Remote, ResultOptions, Retimed, RunOptions, SavedStages, SecretSource,
    Squash, StepRepository,
};
pub(crate) use report::{Report, Stream};
pub(crate) use squash::{extract_layer, files_of};

use dockerfile::{Globals, Graph};
use schedule::Stopped;
use stage::Shop;

use crate::container::Engine;
use crate::error::{Error, Result};
use crate::store::Image;

/// How a build ended that made no image.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) exit_code: u8,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
}

/// Builds an image. `Err` inside is a build that failed by its own doing; then nothing has a new name, and steps that were
/// done are kept.
///
/// This process must have one thread.
pub(crate) fn build(
    engine: &Engine<'_>,
    options: &Options<'_>,
    report: &mut dyn Report,
) -> Result<std::result::Result<Image, Failed>> {
    let globals = Globals::new(&options.dockerfile, &options.arguments)?;
    let named = &options.contexts.named;
    let mut graph =
        Graph::new(&options.dockerfile, &globals, options.target.as_deref(), &|name| named.contains_key(name))?;
    if options.all_stages {
        graph.need_all();
    }
    report.target(graph.target);
    let staging = engine.store.staging()?;
    let shop = Shop { engine, options, graph: &graph, globals: &globals, scratch: staging.path().to_owned() };
    let mut stages = match schedule::run(&shop, options.jobs, report)? {
        Ok(stages) => stages,
        Err(stopped) => return Ok(Err(failed(stopped))),
    };
    let mut state =
        stages.remove(&graph.target).ok_or_else(|| Error::new("the last stage was not built: this is a bug"))?;
    if let Some(saved) = &options.saved {
        finish::stages(&shop, saved, &stages, &mut state)?;
    }
    squash::squash(&shop, &mut state)?;
    finish::image(&shop, state).map(Ok)
}

fn failed(stopped: Stopped) -> Failed {
    match stopped {
        Stopped::Failed(failure) => {
            Failed { exit_code: failure.exit_code, message: failure.message, hint: failure.hint }
        }
        Stopped::Signal(number) => Failed {
            exit_code: u8::try_from(128 + number).unwrap_or(125),
            message: format!("the build was ended by signal {number}"),
            hint: None,
        },
    }
}
