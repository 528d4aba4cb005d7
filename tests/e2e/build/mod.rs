//! `build`: images made out of Dockerfiles.

mod buildah;
mod cache;
mod commands;
mod contexts;
mod copy;
mod faults;
mod flags;
mod git;
mod instructions;
mod limit;
mod mounts;
mod network;
mod outputs;
mod projects;
mod registry;
mod results;
mod robust;
mod run;
mod stages;
mod terminal;

use std::path::PathBuf;

use crate::harness::{Cmd, Output, TestEnv};

/// A directory to build in.
struct Context<'a> {
    env: &'a TestEnv,
    dir: PathBuf,
}

impl<'a> Context<'a> {
    /// A context with this Dockerfile.
    fn new(env: &'a TestEnv, dockerfile: &str) -> Self {
        let context = Self { env, dir: env.home().join("context") };
        std::fs::create_dir_all(&context.dir).expect("a directory");
        context.file("Dockerfile", dockerfile);
        context
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        self.env.file(&format!("context/{name}"), text)
    }

    fn cmd(&self, words: &str) -> Cmd {
        self.env.cmd("build --network none").arg(&self.dir).words(words)
    }

    /// Builds with these flags.
    #[track_caller]
    #[must_use = "a command's result is to be checked"]
    fn build(&self, words: &str) -> Output {
        self.cmd(words).run()
    }

    /// Builds the image `built`, which must succeed, and runs a script in it.
    #[track_caller]
    fn sh(&self, script: &str) -> String {
        self.build("-t built").ok();
        self.env.cmd("run --rm --network none --entrypoint [] built sh -c").arg(script).run().ok().text()
    }

    /// Builds the image `built`, which must succeed; what a template says of it.
    #[track_caller]
    fn config(&self, template: &str) -> String {
        self.build("-t built").ok();
        self.env.cmd("image inspect built --format").arg(template).run().ok().text()
    }
}

/// How often a text is in another.
fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}
