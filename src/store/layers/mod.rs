//! Layers: adding them, looking at them, giving back their tar streams.

mod intake;
pub(super) mod objects;
mod pipeline;
mod seal;
pub(super) mod twins;
mod unpack;

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use self::objects::NewObjects;
pub(crate) use self::seal::{Contents, Draft};
use self::unpack::Unpacked;
use super::Store;
use super::files::{self, Durability};
use super::space::{self, Space};
use super::staging::Staging;
use crate::error::{Context, Error, Kind, Result};
use crate::layer::index::Index;
use crate::layer::recipe::{self, Operation};
use crate::name::{Digest, Hasher, Metered};

/// What is known of a layer beside its tree: `layer.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LayerInfo {
    /// Digest of the uncompressed tar stream, which names the layer.
    pub(crate) diff_id: Digest,
    /// Length of the uncompressed tar stream in bytes.
    pub(crate) size: u64,
    /// Lengths of all regular files together, in bytes.
    pub(crate) file_bytes: u64,
    /// Entries in the tar stream.
    pub(crate) entries: u64,
    /// The compressed forms that the layer was seen in.
    #[serde(default)]
    pub(crate) blobs: Vec<Blob>,
    /// Objects that the recipe needs and the index does not have: a later entry of the same name replaced them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) replaced: Vec<Digest>,
}

/// A layer as a registry has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Blob {
    pub(crate) digest: Digest,
    /// Length in bytes.
    pub(crate) size: u64,
    pub(crate) media_type: String,
    /// What a manifest must say of it beside that.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) annotations: BTreeMap<String, String>,
}

/// A layer that is whole and verified, and has no name yet. Dropping it leaves nothing behind.
pub(crate) struct StagedLayer {
    staging: Staging,
    objects: NewObjects,
    info: LayerInfo,
}

impl StagedLayer {
    pub(crate) fn info(&self) -> &LayerInfo {
        &self.info
    }

    /// Notes that the layer was seen as this blob.
    pub(crate) fn seen_as(&mut self, blob: Blob) {
        self.info.blobs.push(blob);
    }
}

impl Store {
    /// What is known of a layer; none if it is not here.
    pub(crate) fn layer(&self, diff_id: &Digest) -> Result<Option<LayerInfo>> {
        files::read_json(&self.layer_dir(diff_id).join("layer.json"))
    }

    /// The tree of a layer.
    pub(crate) fn index(&self, diff_id: &Digest) -> Result<Index> {
        Index::open(&self.layer_dir(diff_id).join("index"))
    }

    /// Adds the layer whose uncompressed tar stream is `stream`. If it is known by its `expected` digest already, nothing
    /// is read. Two processes may add the same layer at once.
    ///
    /// The collector may take the layer as soon as this returns: hold [`Store::share`] until an image has it.
    ///
    /// # Errors
    /// For streams that are no layer or do not have the expected digest, for errors of `stream` itself, and when the disk
    /// is full. Nothing is left behind then.
    pub(crate) fn add_layer(&self, stream: impl Read, expected: Option<&Digest>) -> Result<LayerInfo> {
        let layer = match expected.map(|digest| self.layer(digest)).transpose()?.flatten() {
            Some(known) => return Ok(known),
            None => self.stage_layer(stream, expected)?,
        };
        let info = layer.info.clone();
        self.publish_layers(vec![layer]).map(|()| info)
    }

    /// Unpacks a layer as [`Store::add_layer`] does, but gives it no name yet: several layers are published at the cost of
    /// one.
    pub(crate) fn stage_layer(&self, mut stream: impl Read, expected: Option<&Digest>) -> Result<StagedLayer> {
        let staging = self.staging()?;
        self.try_stage(&mut stream, expected, staging).map_err(|error| space::explain(&self.root, error))
    }

    fn try_stage(&self, stream: &mut dyn Read, expected: Option<&Digest>, staging: Staging) -> Result<StagedLayer> {
        let (unpacked, diff_id) = self.unpack(stream, &staging)?;
        if let Some(expected) = expected.filter(|expected| **expected != diff_id) {
            return Err(Error::new(format!(
                "the layer is not what its image says: expected {expected}, got {diff_id}"
            ))
            .into());
        }
        staged(unpacked, diff_id, staging)
    }

    /// Makes layers durable and gives them their names.
    pub(crate) fn publish_layers(&self, layers: Vec<StagedLayer>) -> Result<()> {
        let publish = || {
            for StagedLayer { staging, info, .. } in &layers {
                files::write_json(&staging.path().join("layer.json"), info, Durability::None)?;
            }
            // One call for all objects and the layers' files. No name is given before.
            self.sync()?;
            for StagedLayer { staging, objects, info } in &layers {
                objects.publish()?;
                staging.publish_once(&self.layer_dir(&info.diff_id))?;
            }
            Ok(())
        };
        publish().map_err(|error| space::explain(&self.root, error))
    }

    pub(super) fn unpack(&self, stream: &mut dyn Read, staging: &Staging) -> Result<(Unpacked, Digest)> {
        let (_, objects) = self.new_objects(staging)?;
        let space = self.space()?;
        let recipe = staging.path().join("recipe");
        pipeline::run(stream, |chunks| unpack::unpack(chunks, objects, &recipe, space))
    }

    /// Where new objects are staged, and how.
    fn new_objects(&self, staging: &Staging) -> Result<(PathBuf, NewObjects)> {
        let staged = staging.scratch("objects")?;
        let objects = NewObjects::new(self.objects_dir()?, &staged, self.space()?, self.large.clone())?;
        Ok((staged, objects))
    }

    fn space(&self) -> Result<Space> {
        Space::new(self.objects_dir()?, &self.root)
    }

    /// Notes that the layer was seen as this blob.
    pub(crate) fn add_blob(&self, diff_id: &Digest, blob: Blob) -> Result<()> {
        let _lock = self.lock_images()?;
        let Some(mut info) = self.layer(diff_id)? else { return Err(missing(diff_id).into()) };
        if info.blobs.contains(&blob) {
            return Ok(());
        }
        info.blobs.push(blob);
        files::replace_json(&self.layer_dir(diff_id).join("layer.json"), &info, Durability::Ordered)
    }

    /// Writes the layer's tar stream, byte for byte as it was added.
    ///
    /// # Errors
    /// When a file of the layer is missing or its content is not what its name says; `out` has got bytes by then.
    pub(crate) fn export_layer(&self, diff_id: &Digest, out: impl Write) -> Result<()> {
        let path = self.layer_dir(diff_id).join("recipe");
        let file = File::open(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => missing(diff_id).into(),
            _ => anyhow::Error::from(error).context(format!("cannot open {}", path.display())),
        })?;
        let mut recipe = recipe::Reader::new(BufReader::with_capacity(64 << 10, file))?;
        let mut out = Metered::new(out, Hasher::new());
        let mut open = None;
        let object = |digest: &Digest| {
            let path = self.object_path(digest);
            File::open(&path).with_context(|| format!("cannot open {}", path.display()))
        };
        while let Some(operation) = recipe.next()? {
            replay(operation, &mut open, object, &mut out)?;
        }
        out.flush()?;
        if out.meter.finish() != *diff_id {
            return Err(Error::new(format!("layer {diff_id} is damaged: its contents are not what was stored")).into());
        }
        Ok(())
    }

    /// The diff ids of all layers.
    pub(super) fn layer_ids(&self) -> Result<Vec<Digest>> {
        files::digests_in(&self.layers_dir())
    }

    /// Every object that a layer needs, in no order, some of them more than once.
    pub(super) fn objects_of(&self, diff_id: &Digest, mut each: impl FnMut(Digest)) -> Result<()> {
        let index = self.index(diff_id)?;
        for no in 0..index.inodes() {
            let inode = index.inode(no).with_context(|| format!("the index of layer {diff_id} is damaged"))?;
            inode.object.into_iter().for_each(&mut each);
        }
        let info = self.layer(diff_id)?.ok_or_else(|| missing(diff_id))?;
        info.replaced.into_iter().for_each(&mut each);
        Ok(())
    }
}

/// Writes what one operation of a recipe gives. The last object stays `open`, for the pieces of sparse files.
fn replay(
    operation: Operation,
    open: &mut Option<(Digest, File)>,
    object: impl Fn(&Digest) -> Result<File>,
    out: &mut impl Write,
) -> Result<()> {
    let (digest, offset, len) = match operation {
        Operation::Literal(bytes) => return Ok(out.write_all(&bytes)?),
        Operation::Object { digest, offset, len } => (digest, offset, len),
    };
    if open.as_ref().is_none_or(|(opened, _)| *opened != digest) {
        *open = Some((digest, object(&digest)?));
    }
    let Some((_, file)) = open else { return Ok(()) };
    file.seek(SeekFrom::Start(offset))?;
    if io::copy(&mut file.take(len), out)? != len {
        return Err(Error::new(format!("object {} is shorter than it was", digest.hex())).into());
    }
    Ok(())
}

fn missing(diff_id: &Digest) -> Error {
    Error::with_kind(Kind::NotFound, format!("layer {diff_id} is not in the store"))
}

/// Writes the layer's tree beside its recipe.
pub(super) fn staged(unpacked: Unpacked, diff_id: Digest, staging: Staging) -> Result<StagedLayer> {
    let info = describe(diff_id, &unpacked)?;
    files::write(&staging.path().join("index"), &unpacked.index, Durability::None)?;
    Ok(StagedLayer { staging, objects: unpacked.objects, info })
}

fn describe(diff_id: Digest, unpacked: &Unpacked) -> Result<LayerInfo> {
    Ok(LayerInfo {
        diff_id,
        size: unpacked.size,
        file_bytes: unpacked.file_bytes,
        entries: unpacked.entries,
        blobs: Vec::new(),
        replaced: replaced(unpacked)?,
    })
}

/// The objects of the recipe that did not get into the index.
fn replaced(unpacked: &Unpacked) -> Result<Vec<Digest>> {
    let mut rest: HashSet<Digest> = unpacked.contents.iter().copied().collect();
    let index = Index::from_bytes(unpacked.index.clone())?;
    for no in 0..index.inodes() {
        if let Some(object) = index.inode(no)?.object {
            rest.remove(&object);
        }
    }
    Ok(rest.into_iter().collect())
}
