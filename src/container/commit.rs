//! `commit`: what a container has written becomes a layer, and what it runs the configuration of a new image.

use std::collections::BTreeMap;
use std::fs::File;

use rustix::pipe::{PipeFlags, pipe_with};
use serde_json::json;

use super::changes::{Still, with_changes};
use super::{Engine, copy};
use crate::error::{Context, Error, Result};
use crate::image::{self, Derived, Dialect, ImageConfig, config::History};
use crate::name::{Digest, Reference};
use crate::store::containers::{ImageRef, Record};
use crate::store::{Action, Contents, Event, Image, Store};
use crate::sys::errno;

/// How often a layer is read anew that a container changes meanwhile.
const TRIES: usize = 3;

/// Variables that the engine gives to every container.
const OF_THE_ENGINE: [&str; 4] = ["container", "container_uuid", "HOSTNAME", "TERM"];

/// What the image is to be like.
#[derive(Debug, Clone, Default)]
pub(crate) struct CommitOptions {
    pub(crate) author: Option<String>,
    /// Instructions of a Containerfile, in order.
    pub(crate) changes: Vec<String>,
    pub(crate) message: Option<String>,
    /// Whether the container stands still meanwhile.
    pub(crate) pause: bool,
    pub(crate) dialect: Dialect,
    /// Whether all mounts become volumes of the image, and not only the anonymous volumes.
    pub(crate) include_volumes: bool,
    /// Whether the image has one layer only, with the files of all.
    pub(crate) squash: bool,
}

/// Makes an image of a container, running or not. This process must have one thread.
///
/// # Errors
/// For changes that are no instructions; then nothing was made.
pub(crate) fn commit(
    engine: &Engine<'_>,
    record: &Record,
    options: &CommitOptions,
    name: Option<&Reference>,
) -> Result<Image> {
    let Some(of) = record.config.image() else {
        let message = "cannot commit a container that uses an exploded rootfs";
        return Err(Error::new(message).hint("`coracle export` and `coracle import` make an image of it").into());
    };
    let mut config = configuration(engine.store, record, of, options)?;
    let _share = engine.store.share()?;
    let layer =
        if options.squash { squash(engine, record, options.pause) } else { seal(engine, record, options.pause) }?;
    if options.squash {
        config.rootfs.diff_ids.clear();
        config.history.clear();
    }
    let step = History {
        created_by: record.config.process.args().join(" "),
        author: options.author.clone().unwrap_or_default(),
        comment: options.message.clone().unwrap_or_default(),
        ..History::default()
    };
    let derived = Derived {
        layer: Some(layer),
        step: Some(step),
        dialect: options.dialect,
        annotations: base(of),
        ..Derived::of(config)
    };
    let image = image::derive(engine.store, derived, name.map(std::slice::from_ref).unwrap_or_default())?;
    engine.store.note(&Event::container(Action::Commit, &record.config));
    Ok(image)
}

/// Makes a layer of what the container has written.
fn seal(engine: &Engine<'_>, record: &Record, pausing: bool) -> Result<Digest> {
    let still = Still::hold(engine, record, pausing)?;
    let try_once = || {
        let worker = with_changes(engine, record, |changes, messages| {
            let layer = engine.store.seal_layer(changes, Contents::Keep)?;
            messages.send(layer.diff_id.hex().as_bytes())
        })?;
        let word = worker.next_word()?;
        worker.finish()?;
        let layer = word.and_then(|word| Digest::from_hex(std::str::from_utf8(&word).ok()?));
        layer.ok_or_else(|| Error::new("the process that made the layer did not say which").into())
    };
    for _ in 1..TRIES {
        match try_once() {
            // A file may have gone between the listing of its directory and the look at it.
            Err(error) if still.may_change() => log::info!("reading the layer again: {error:#}"),
            result => return result,
        }
    }
    try_once()
}

/// Makes a layer of all the files of the container.
fn squash(engine: &Engine<'_>, record: &Record, pausing: bool) -> Result<Digest> {
    // What packs takes hold of a container that does not run.
    let _still = pausing.then(|| Still::paused(engine, record)).transpose()?;
    let (read, write) = pipe_with(PipeFlags::CLOEXEC).context("pipe")?;
    let worker = copy::pack_root(engine, record, write)?;
    let layer = engine.store.add_layer(File::from(read), None);
    match (layer, worker.finish()) {
        (Ok(layer), packed) => packed.map(|()| layer.diff_id),
        // What went wrong with the store is also why nobody took the rest.
        (Err(error), _) if errno::of(&error).is_some() => Err(error),
        (Err(error), packed) => packed.and(Err(error)),
    }
}

/// What the container runs, in the image's words.
fn configuration(store: &Store, record: &Record, of: &ImageRef, options: &CommitOptions) -> Result<ImageConfig> {
    let config = &record.config;
    let mut image = match store.image(&of.id)? {
        Some(parent) => image::config_of(store, &parent)?,
        // It was removed: only its layers are known.
        None => ImageConfig::default(),
    };
    image.rootfs.diff_ids.clone_from(&config.layers);
    let run = &mut image.config;
    run.env = environment(&config.process.env, &run.env);
    run.entrypoint.clone_from(&config.process.entrypoint);
    run.cmd.clone_from(&config.process.command);
    run.labels.clone_from(&config.labels);
    run.user.clone_from(&config.process.user);
    run.working_dir.clone_from(&config.process.cwd);
    let published = config.network.ports.iter().map(|port| format!("{}/{}", port.container, port.protocol.as_str()));
    let exposed = config.settings.exposed.iter().cloned().chain(published);
    // Where the image has a range, its ports are in it.
    let known = super::ports::exposed(&run.exposed_ports.keys().cloned().collect::<Vec<_>>(), &[]);
    let new = exposed.filter(|port| !known.contains(port)).collect::<Vec<_>>();
    run.exposed_ports.extend(new.into_iter().map(|port| (port, json!({}))));
    let volumes = config.mounts.iter().filter(|mount| options.include_volumes || mount.anonymous);
    run.volumes.extend(volumes.map(|mount| (mount.destination.clone(), json!({}))));
    if options.author.is_some() {
        image.author.clone_from(&options.author);
    }
    options.changes.iter().try_for_each(|change| image::apply_change(&mut image, change))?;
    Ok(image)
}

/// The variables of the container without those that every container has.
fn environment(container: &[String], image: &[String]) -> Vec<String> {
    let engines_own = |item: &String| {
        let name = item.split('=').next().unwrap_or_default();
        OF_THE_ENGINE.contains(&name) && !image.contains(item)
    };
    container.iter().filter(|item| !engines_own(item)).cloned().collect()
}

/// Annotations that say what the image was made of (OCI image spec, annotations.md).
fn base(image: &ImageRef) -> BTreeMap<String, String> {
    let name = ("org.opencontainers.image.base.name".to_owned(), image.name.clone());
    let digest = image.digest.map(|digest| ("org.opencontainers.image.base.digest".to_owned(), digest.to_string()));
    [Some(name), digest].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engines_variables_stay_behind() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let container = words("PATH=/bin container=podman HOSTNAME=x TERM=xterm A=b");
        assert_eq!(environment(&container, &[]), words("PATH=/bin A=b"));
        assert_eq!(environment(&container, &words("TERM=xterm")), words("PATH=/bin TERM=xterm A=b"));
    }
}
