//! The image of a new container: found in the store, or pulled by a process of its own.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::cli::values::{RootDir, Signal, rootfs, signal};
use crate::cli::{PullPolicy, RunArgs};
use crate::commands::Context;
use crate::commands::image::transfer_flags;
use crate::config;
use crate::container::{self, Defaults};
use crate::error::{Context as _, Error, Result};
use crate::image;
use crate::name::Platform;
use crate::store::containers::{Base, HealthCheck, ImageRef, RootDirectory};
use crate::store::{Image, Store};

/// What the container is made from: an image, or with `--rootfs` a directory. `Err` as in [`find_or_pull`].
pub(super) fn base(context: &Context, args: &RunArgs) -> Result<std::result::Result<Defaults, u8>> {
    if args.rootfs {
        return directory(args.image()).map(|found| Ok(Defaults::of_directory(found)));
    }
    config::check_authfile(args.transfer.registry.authfile.as_deref())?;
    find_or_pull(context, args)
}

/// The directory of the host that was named, which must be there.
fn directory(typed: &str) -> Result<RootDirectory> {
    let RootDir { path, overlay } = rootfs::parse(typed).map_err(|cause| Error::new(format!("--rootfs: {cause}")))?;
    let path = std::path::absolute(&path).with_context(|| format!("cannot resolve {}", path.display()))?;
    let data = std::fs::metadata(&path).map_err(|error| unusable(&path, &error.to_string()))?;
    if !data.is_dir() {
        return Err(unusable(&path, "it is not a directory").into());
    }
    Ok(RootDirectory { path, overlay })
}

fn unusable(path: &Path, why: &str) -> Error {
    Error::new(format!("--rootfs: {} cannot be a root directory: {why}", path.display()))
        .hint("name a directory that has the files of a whole system; without --rootfs, images are named")
}

/// Finds the image that was named, pulling it as the policy says. `Err` holds the exit code of a pull that has failed and said why.
fn find_or_pull(context: &Context, args: &RunArgs) -> Result<std::result::Result<Defaults, u8>> {
    let name = args.image();
    let store = context.store()?;
    if crate::commands::image::is_place(name) {
        return from_place(context, name);
    }
    let here = image::lookup(store, name)?.map(|image| image::instance(store, image, args.platform().as_ref()));
    let found = match here.transpose()? {
        Some(image) if fits(store, &image, args)? => Some(image),
        _ => None,
    };
    let image = match (args.pull.unwrap_or_default(), found) {
        (PullPolicy::Missing | PullPolicy::Never, Some(image)) => image,
        (PullPolicy::Never, None) => {
            let message = format!("{name}: image not known");
            return Err(Error::new(message).hint(format!("fetch it first (`coracle pull {name}`)")).into());
        }
        (PullPolicy::Always | PullPolicy::Newer | PullPolicy::Missing, _) => {
            let code = pull(context, args)?;
            if code != 0 {
                return Ok(Err(code));
            }
            image::lookup(store, name)?.with_context(|| format!("{name} was pulled and is not there"))?
        }
    };
    defaults(store, &image, name).map(Ok)
}

/// Loads the image of an archive or a directory, in a child process as well.
fn from_place(context: &Context, place: &str) -> Result<std::result::Result<Defaults, u8>> {
    let mut command = Command::new("/proc/self/exe");
    command.args(context.global_args()).args(["pull", "--quiet", "--"]).arg(place).stderr(Stdio::inherit());
    let done = command.output().context("cannot start another process of this program")?;
    if !done.status.success() {
        return Ok(Err(done.status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(125)));
    }
    let ids = String::from_utf8_lossy(&done.stdout);
    let id = ids.lines().next().with_context(|| format!("{place} has no image"))?;
    let store = context.store()?;
    defaults(store, &image::require(store, id)?, place).map(Ok)
}

/// An image for another platform than the one asked for does not count.
fn fits(store: &Store, image: &Image, args: &RunArgs) -> Result<bool> {
    let Some(wanted) = &args.platform() else { return Ok(true) };
    let config = image::config_of(store, image)?;
    Ok(wanted.matches(&Platform::normalised(&config.os, &config.architecture, &config.variant)))
}

/// Pulls in a child process: this one must keep to a single thread, since it forks the container's monitor.
fn pull(context: &Context, args: &RunArgs) -> Result<u8> {
    let mut command = Command::new("/proc/self/exe");
    command.args(context.global_args()).arg("pull").arg("--policy").arg(policy(args.pull.unwrap_or_default()));
    if args.quiet {
        command.arg("--quiet");
    }
    if let Some(platform) = args.platform() {
        command.arg("--platform").arg(platform.to_string());
    }
    command.args(transfer_flags(&args.transfer));
    let command = command.arg("--").arg(args.image()).stdout(Stdio::null());
    let status = container::run_heard(&context.dirs, command).context("the pull")?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(125))
}

fn policy(policy: PullPolicy) -> &'static str {
    match policy {
        PullPolicy::Newer => "newer",
        PullPolicy::Always | PullPolicy::Missing | PullPolicy::Never => "always",
    }
}

/// What the image says about containers made from it.
fn defaults(store: &Store, image: &Image, typed: &str) -> Result<Defaults> {
    let config = image::config_of(store, image)?.config;
    let stop_signal = match config.stop_signal.as_str() {
        "" => None,
        text => Some(signal::parse(text).map_err(|cause| Error::new(format!("image {typed}: STOPSIGNAL: {cause}")))?),
    };
    Ok(Defaults {
        base: Base::Image(ImageRef {
            id: image.id,
            name: shown_name(image, typed),
            digest: image.digests.iter().find_map(|reference| reference.digest),
        }),
        layers: image.layers.clone(),
        entrypoint: config.entrypoint,
        command: config.cmd,
        env: config.env,
        workdir: config.working_dir,
        user: config.user,
        labels: config.labels,
        stop_signal: stop_signal.map(Signal::number),
        health: config.healthcheck.and_then(health),
        exposed: config.exposed_ports.into_keys().collect(),
        volumes: config.volumes.into_keys().collect(),
    })
}

/// The image's health check; what it does not say has the default.
fn health(of_image: image::Healthcheck) -> Option<HealthCheck> {
    if container::is_no_check(&of_image.test) {
        return None;
    }
    let time = |nanos: i64| u64::try_from(nanos).ok().filter(|nanos| *nanos > 0).map(Duration::from_nanos);
    let mut health = container::default_check(of_image.test);
    health.check.interval = time(of_image.interval).or(health.check.interval);
    health.check.timeout = time(of_image.timeout).unwrap_or(health.check.timeout);
    health.start_period = time(of_image.start_period).unwrap_or_default();
    health.start_interval = time(of_image.start_interval);
    health.retries = u32::try_from(of_image.retries).ok().filter(|retries| *retries > 0).unwrap_or(health.retries);
    Some(health)
}

/// The full form of the name that was typed; what was typed when that was an id.
fn shown_name(image: &Image, typed: &str) -> String {
    let names = || image.names.iter().map(ToString::to_string);
    let path =
        |name: &String| name.ends_with(typed) || name.rsplit_once(':').is_some_and(|(path, _)| path.ends_with(typed));
    names().find(path).or_else(|| names().next()).unwrap_or_else(|| typed.to_owned())
}
