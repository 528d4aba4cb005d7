//! Several layers made into one.

use std::io::BufReader;
use std::os::fd::BorrowedFd;

use jiff::Timestamp;
use rustix::io::Errno;

use super::options::Squash;
use super::stage::{Shop, State, file_time};
use super::timed::{self, FileTime};
use crate::archive::{self, Extraction};
use crate::error::{Context, Error, Result};
use crate::image::config::History;
use crate::layer::change::{Change, Source, What};
use crate::name::Digest;
use crate::store::{Contents, Image, Store};
use crate::sys::errno;
use crate::unionfs::{Spot, View};

/// Gives the image as many layers as were asked for.
pub(super) fn squash(shop: &Shop<'_>, state: &mut State) -> Result<()> {
    let kept = match shop.options.result.squash {
        Squash::No => return Ok(()),
        Squash::New => state.base_layers,
        Squash::All => 0,
    };
    let layers = state.layers();
    let (below, above) = layers.split_at_checked(kept).unwrap_or((layers, &[]));
    if above.len() < 2 {
        return Ok(());
    }
    let merged = Merged { before: shop.view(below)?, after: shop.view(layers)? };
    let layer = shop.engine.store.seal_layer(&merged, Contents::Keep)?.diff_id;
    let diff_ids: Vec<Digest> = below.iter().copied().chain([layer]).collect();
    state.config.rootfs.diff_ids = diff_ids;
    mend_history(&mut state.config.history, if kept == 0 { 0 } else { state.base_history });
    Ok(())
}

/// One layer with all files of an image, which get `time`, if there is one. It is collected when nobody holds the store any more.
pub(crate) fn files_of(store: &Store, image: &Image, time: Option<Timestamp>) -> Result<Digest> {
    let view = |layers: &[Digest]| -> Result<View> {
        let indexes = layers.iter().rev().map(|layer| store.index(layer)).collect::<Result<Vec<_>>>()?;
        Ok(View::new(indexes, store.objects_dir()?))
    };
    let merged = Merged { before: view(&[])?, after: view(&image.layers)? };
    let time = time.map(|time| FileTime { time: file_time(time), keeps_older: false });
    Ok(store.seal_layer(&timed::with(&merged, time), Contents::Keep)?.diff_id)
}

/// Writes the files of a layer below the directory `target`.
///
/// # Errors
/// A layer that is damaged, a full disk, or names that are taken in `target`.
pub(crate) fn extract_layer(store: &Store, layer: &Digest, target: BorrowedFd<'_>, how: &Extraction) -> Result<()> {
    let (reader, writer) = std::io::pipe().context("pipe")?;
    std::thread::scope(|scope| {
        let exporter = scope.spawn(move || store.export_layer(layer, writer));
        let extracted = archive::extract(BufReader::new(reader), target, how);
        match exporter.join().map_err(|_| Error::new("writing files failed: this is a bug"))? {
            // An archive that nobody takes is not the cause.
            Err(error) if errno::of(&error) != Some(Errno::PIPE) => Err(error),
            exported => extracted.and(exported),
        }
    })
}

/// Of the steps from `first` on, only the last one that made a layer has one.
fn mend_history(history: &mut [History], first: usize) {
    let steps = history.get_mut(first..).unwrap_or_default();
    let last = steps.iter().rposition(|step| !step.empty_layer);
    for (number, step) in steps.iter_mut().enumerate() {
        step.empty_layer |= Some(number) != last;
    }
}

/// What is different between two images, one of which has the other's layers and more.
struct Merged {
    before: View,
    after: View,
}

impl Source for Merged {
    fn walk(&self, each: &mut dyn FnMut(Change) -> Result<()>) -> Result<()> {
        let (before, after) = (self.before.root()?, self.after.root()?);
        let mut first_names = std::collections::HashMap::new();
        self.directory(b"", Some(&before), &after, &mut first_names, each)
    }
}

type Names = std::collections::HashMap<u64, Vec<u8>>;

impl Merged {
    fn directory(
        &self,
        path: &[u8],
        before: Option<&Spot>,
        after: &Spot,
        first_names: &mut Names,
        each: &mut dyn FnMut(Change) -> Result<()>,
    ) -> Result<()> {
        let node = self.after.node(after)?;
        // What was no directory before is hidden by its name.
        each(Change { path: path.to_vec(), below: before.is_some(), what: What::Node(node) })?;
        let old =
            before.filter(|before| before.is_directory()).map(|before| self.before.entries(before)).transpose()?;
        let old = old.unwrap_or_default();
        let new = self.after.entries(after)?;
        let names: std::collections::BTreeSet<&[u8]> =
            old.iter().chain(&new).map(|(name, _)| name.as_slice()).collect();
        let find = |list: &[(Vec<u8>, Spot)], name: &[u8]| {
            let at = list.binary_search_by(|(known, _)| known.as_slice().cmp(name)).ok()?;
            list.get(at).map(|(_, spot)| spot.clone())
        };
        for name in names {
            let whole = if path.is_empty() { name.to_vec() } else { [path, b"/", name].concat() };
            match (find(&old, name), find(&new, name)) {
                (Some(_), None) => each(Change { path: whole, below: true, what: What::Removed { covered: false } })?,
                (old, Some(new)) => self.entry(whole, old.as_ref(), &new, first_names, each)?,
                (None, None) => {}
            }
        }
        Ok(())
    }

    fn entry(
        &self,
        path: Vec<u8>,
        old: Option<&Spot>,
        new: &Spot,
        first_names: &mut Names,
        each: &mut dyn FnMut(Change) -> Result<()>,
    ) -> Result<()> {
        // The same number in the same layers: it is the same file, and what is below a directory has not changed either.
        if old == Some(new) {
            return Ok(());
        }
        if new.is_directory() {
            return self.directory(&path, old, new, first_names, each);
        }
        let node = self.after.node(new)?;
        let number = new.number().filter(|_| self.after.names(new).is_ok_and(|names| names > 1));
        let first = number.and_then(|number| {
            let known = first_names.get(&number).cloned();
            first_names.entry(number).or_insert_with(|| path.clone());
            known
        });
        let what = match first {
            Some(first) => What::HardLink { first, node },
            None => What::Node(node),
        };
        each(Change { path, below: old.is_some(), what })
    }
}
