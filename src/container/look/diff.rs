//! `diff`: which files of a container or an image are not as they were below it, or not as another's.

use crate::container::Engine;
use crate::container::changes::{changes, need_image, sync_if_running, with_changes};
use crate::container::inside::{Messages, Worker, in_namespace, on_host};
use crate::error::{Context, Error, Result};
use crate::image;
use crate::layer::change::{Difference, Source};
use crate::layer::tree::Tree;
use crate::name::Digest;
use crate::store::containers::{Plan, Record};
use crate::store::{Image, Store};

/// What can be compared.
pub(crate) enum Compared {
    Container(Box<Record>),
    Image(Image),
}

/// What the engine itself puts into every container: no difference.
const OF_THE_ENGINE: [&[u8]; 12] = [
    b"dev",
    b"etc/hostname",
    b"etc/hosts",
    b"etc/mtab",
    b"etc/resolv.conf",
    b"proc",
    b"run",
    b"run/.containerenv",
    b"run/init",
    b"run/podman-init",
    b"run/secrets",
    b"sys",
];

/// What differs, with paths from the root that begin with a slash. Without a `base`, a container is compared with its
/// image and an image with what is below its topmost layer. This process must have one thread.
pub(crate) fn diff(engine: &Engine<'_>, of: &Compared, base: Option<&Compared>) -> Result<Vec<(Vec<u8>, Difference)>> {
    if let (Compared::Image(image), None | Some(Compared::Image(_))) = (of, base) {
        let base = base.and_then(|base| if let Compared::Image(base) = base { Some(base) } else { None });
        let found = image::diff(engine.store, image, base)?;
        return Ok(found.into_iter().map(|(path, difference)| ([b"/", &path[..]].concat(), difference)).collect());
    }
    for compared in [Some(of), base].into_iter().flatten() {
        if let Compared::Container(record) = compared {
            need_image(record)?;
            sync_if_running(engine, record)?;
        }
    }
    let worker = match (of, base) {
        (Compared::Container(record), None) => with_changes(engine, record, |changes, messages| {
            changes.walk(&mut |change| say(messages, &change.path, change.difference()))
        }),
        _ => with_trees(engine, of, base),
    }?;
    let mut found = Vec::new();
    while let Some(word) = worker.next_word()? {
        let (kind, path) = word.split_first().context("the process that compares said nothing")?;
        if !path.is_empty() && !OF_THE_ENGINE.contains(&path) {
            found.push(([b"/", path].concat(), read(*kind)?));
        }
    }
    worker.finish()?;
    Ok(found)
}

fn with_trees(engine: &Engine<'_>, of: &Compared, base: Option<&Compared>) -> Result<Worker> {
    let work = |_: std::os::fd::BorrowedFd<'_>, messages: &Messages| {
        let new = tree(engine.store, of)?;
        let old = match base {
            Some(base) => tree(engine.store, base)?,
            None => Tree::default(),
        };
        old.differences(&new).into_iter().try_for_each(|(path, difference)| say(messages, &path, difference))
    };
    let needs_ids = |compared: &Compared| match compared {
        Compared::Container(record) => record.config.plan != Plan::Userspace,
        Compared::Image(_) => false,
    };
    if needs_ids(of) || base.is_some_and(needs_ids) { in_namespace(engine, work) } else { on_host(&[], work) }
}

fn tree(store: &Store, of: &Compared) -> Result<Tree> {
    match of {
        Compared::Image(image) => layers(store, &image.layers),
        Compared::Container(record) => {
            let mut tree = layers(store, &record.config.layers)?;
            changes(store, record)?.walk(&mut |change| tree.apply(change))?;
            Ok(tree)
        }
    }
}

fn layers(store: &Store, layers: &[Digest]) -> Result<Tree> {
    let mut tree = Tree::default();
    for layer in layers {
        tree.add(&store.index(layer)?).with_context(|| format!("layer {layer}"))?;
    }
    Ok(tree)
}

fn say(messages: &Messages, path: &[u8], difference: Difference) -> Result<()> {
    let kind = match difference {
        Difference::Added => b'A',
        Difference::Changed => b'C',
        Difference::Deleted => b'D',
    };
    messages.send(&[&[kind], path].concat())
}

fn read(kind: u8) -> Result<Difference> {
    match kind {
        b'A' => Ok(Difference::Added),
        b'C' => Ok(Difference::Changed),
        b'D' => Ok(Difference::Deleted),
        _ => Err(Error::new("the process that compares said something unknown").into()),
    }
}
