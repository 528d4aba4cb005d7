//! RUN: a container that nobody sees, whose writable layer becomes the image's.

use std::os::fd::AsFd;
use std::path::Path;

use super::cache::Recipe;
use super::config;
use super::dockerfile::{Instruction, Run, RunNetwork, Script, Security};
use super::events::CommandFailed;
use super::look::Wreck;
use super::mounts::{self, Mounted};
use super::stage::{Doing, Worker};
use super::stubs::Stubs;
use super::timed;
use super::volumes;
use crate::container::{self, Defaults, Ending, Request, StepSecret, Streams};
use crate::error::{Context, Error, Result};
use crate::name::{Digest, Platform};
use crate::store::Contents;
use crate::store::containers::{Base, ContainerSecret, ImageRef, NetworkMode, Record, ShownAs};

/// Where the script of a heredoc is that is executed itself.
const SCRIPTS: &str = "/dev/pipes";

/// RUN.
pub(super) fn run(worker: &mut Worker<'_>, meant: &Instruction, run: &Run) -> Result<()> {
    let shop = worker.shop;
    let wanted = worker.state.scope.mounts(&shop.options.dockerfile.name, &meant.written, run)?;
    let mut recipe = Recipe::default();
    let planned = mounts::plan(worker, meant, &wanted, &mut recipe)?;
    let mut request = shop.options.run.request();
    let (command, script) = command(worker, run);
    request.command = command;
    request.network = match run.network {
        Some(RunNetwork::None) => Some(NetworkMode::None),
        Some(RunNetwork::Host) => Some(NetworkMode::Host),
        Some(RunNetwork::Default) | None => request.network,
    };
    request.security.privileged |= run.security == Security::Insecure;
    let arguments: Vec<(String, String)> =
        worker.state.scope.arguments().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    describe(worker, &request, &arguments, &mut recipe);
    let proxies = shop.options.arguments.proxies().map(|(name, value)| (name.to_owned(), value.to_owned()));
    request.host_env.extend(proxies.chain(arguments.clone()));
    let created_by = created_by(meant, &arguments);
    let doing = Doing { recipe: &recipe, created_by, files: true, changed: None };
    worker.finish(meant, doing, |worker| {
        check_platform(&worker.state.config.platform())?;
        let mut mounted = mounts::prepare(worker, &wanted, planned)?;
        mounted.secrets.extend(script);
        request.env.append(&mut mounted.env);
        request.mounts.append(&mut mounted.mounts.clone());
        execute(worker, request, mounted).map(Some)
    })
}

/// What is executed: arguments; a script that is a program itself is a file of the engine's.
fn command(worker: &Worker<'_>, run: &Run) -> (Vec<String>, Option<StepSecret>) {
    let config = &worker.state.config.config;
    match run.script() {
        None => (config::arguments(config, &run.command), None),
        Some(Script::Shell(text)) => ([config::shell(config), vec![text]].concat(), None),
        Some(Script::File { name, content }) => {
            let target = format!("{SCRIPTS}/{name}");
            let shown = ShownAs::Mount { target: target.clone(), uid: 0, gid: 0, mode: 0o755 };
            let secret = ContainerSecret { id: name.clone(), name, shown };
            (vec![target], Some((secret, content.into_bytes())))
        }
    }
}

/// Everything that a command can see.
fn describe(worker: &Worker<'_>, request: &Request, arguments: &[(String, String)], recipe: &mut Recipe) {
    let config = &worker.state.config.config;
    recipe.add("the files below", worker.state.files());
    recipe.add("the command", format!("{:?}", request.command));
    recipe.add("the environment", format!("{:?}", config.env));
    recipe.add("the build arguments", format!("{arguments:?}"));
    recipe.add("the user and directory", format!("{} {}", config.user, config.working_dir));
    recipe.add("the platform", worker.state.config.platform().to_string());
    recipe.add("the options", format!("{} {:?}", worker.shop.options.run.described(), request.network));
    if !config.volumes.is_empty() {
        recipe.add("the volumes", format!("{:?} {}", config.volumes.keys(), worker.shop.options.run.fixed_volumes));
    }
    if let Some(time) = worker.file_time() {
        recipe.add("the timestamp", format!("{time:?}"));
    }
}

/// The volumes whose directories commands leave as they are, if that was asked for.
fn fixed_volumes(worker: &Worker<'_>) -> Vec<String> {
    let volumes = worker.state.config.config.volumes.keys();
    if worker.shop.options.run.fixed_volumes { volumes.cloned().collect() } else { Vec::new() }
}

/// As Podman writes it: `|1 ARG=value /bin/sh -c command`.
fn created_by(meant: &Instruction, arguments: &[(String, String)]) -> String {
    let text = meant.written.line.trim();
    let text = text.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim_start());
    match arguments {
        [] => format!("/bin/sh -c {text}"),
        arguments => {
            let list: Vec<String> = arguments.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("|{} {} /bin/sh -c {text}", list.len(), list.join(" "))
        }
    }
}

/// Runs the command; the layer that it made.
fn execute(worker: &mut Worker<'_>, request: Request, mounted: Mounted) -> Result<Digest> {
    let shop = worker.shop;
    let (engine, store) = (shop.engine, shop.engine.store);
    let view = shop.view(worker.state.layers())?;
    let extra = request.mounts.iter().map(|mount| mount.destination.as_str()).chain(mounted.places());
    let stubs = Stubs::of(&view, extra)?;
    let time = worker.file_time();
    let dir = shop.scratch.join(format!("run-{}", crate::name::random_id()?));
    std::fs::create_dir(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let secrets = mounted.secrets.clone();
    let fixed = fixed_volumes(worker);
    let record = container::make_step(engine, request, defaults(worker), secrets, &dir)?;
    let harvest = |record: &Record| -> Result<Vec<u8>> {
        let changes = container::changes(store, record)?;
        let changes = stubs.without(&changes);
        let changes = volumes::without(&changes, &fixed);
        let layer = store.seal_layer(&timed::with(&changes, time), Contents::Take)?;
        Ok(layer.diff_id.hex().into_bytes())
    };
    let stdin = std::io::stdin();
    let streams = Streams {
        stdin: shop.options.run.stdin.then_some(stdin.as_fd()),
        stdout: Some(worker.output.0.as_fd()),
        stderr: Some(worker.output.1.as_fd()),
        terminal: false,
        proxy_signals: false,
        detach_keys: &[],
    };
    let end = container::run_step(engine, &record, streams, &mut worker.workplace, &harvest);
    let harvested = end.and_then(|end| ended(end.ending).map(|()| end.harvest));
    match &harvested {
        Err(_) if shop.options.console.is_some() => worker.wreck = Some(Wreck { record, dir, mounted }),
        _ => discard(worker, &dir),
    }
    let layer = harvested?.and_then(|hex| Digest::from_hex(std::str::from_utf8(&hex).ok()?));
    layer.context("the step ended without a layer")
}

fn ended(ending: Ending) -> Result<()> {
    match ending {
        Ending::Exited(0) => Ok(()),
        Ending::Exited(code) => Err(CommandFailed { code: u8::try_from(code).unwrap_or(125) }.into()),
        Ending::Signalled(number) => Err(Error::new(format!("the build was ended by signal {number}")).into()),
        Ending::Detached => Err(Error::new("the build let go of its container").into()),
    }
}

/// What is left of a step goes at once, so that a build needs no more room than its largest step.
pub(super) fn discard(worker: &Worker<'_>, dir: &Path) {
    if let Err(error) = worker.shop.engine.store.discard(dir) {
        log::warn!("cannot delete {}: {error:#}", dir.display());
    }
}

/// The image so far, as a container sees it.
fn defaults(worker: &Worker<'_>) -> Defaults {
    let config = &worker.state.config.config;
    Defaults {
        base: Base::Image(ImageRef { id: worker.state.chain, name: "build".to_owned(), digest: None }),
        layers: worker.state.layers().to_vec(),
        entrypoint: Vec::new(),
        command: Vec::new(),
        env: config.env.clone(),
        workdir: config.working_dir.clone(),
        user: config.user.clone(),
        labels: std::collections::BTreeMap::new(),
        stop_signal: None,
        exposed: Vec::new(),
        volumes: config.volumes.keys().cloned().collect(),
        health: None,
    }
}

/// Commands for another processor need an emulator that the kernel knows.
fn check_platform(platform: &Platform) -> Result<()> {
    let host = Platform::host();
    if host.matches(platform) || (host.arch == "amd64" && platform.arch == "386") {
        return Ok(());
    }
    let machine = match platform.arch.as_str() {
        "amd64" => "x86_64",
        "arm64" => "aarch64",
        "386" => "i386",
        other => other,
    };
    let registered = Path::new("/proc/sys/fs/binfmt_misc").join(format!("qemu-{machine}"));
    if registered.exists() {
        return Ok(());
    }
    Err(Error::new(format!("this machine ({host}) cannot run commands of {platform}"))
        .hint("install an emulator that the kernel calls (the packages qemu-user-static and binfmt-support)")
        .into())
}
