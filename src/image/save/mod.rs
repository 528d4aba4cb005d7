//! Writing images as archives and directories, for `load` and for other tools.
//!
//! A layer is given back from its recipe, byte for byte, so that whoever reads it finds the diff id of the image.

mod docker;
mod oci;
mod pack;
mod sink;

use std::{collections::HashSet, io::Write, path::Path};

use self::sink::{Archive, Directory, Sink};
use serde_json::Value;

use super::{
    list::{instance, list_of, members},
    lookup::require,
    naming::meant,
};
use crate::{
    error::{Context, Error, Result},
    name::{Digest, ImageName, Reference},
    store::{Image, Store},
};

/// What a saved image looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// `manifest.json` with a list of images, as `docker save` writes it.
    DockerArchive,
    /// An OCI image layout.
    Oci,
    /// One image in skopeo's `dir:` form, with a manifest of Docker's.
    DockerDir,
}

/// An image that is to be saved.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    image: Image,
    /// The names that the archive calls it by: those that were asked for.
    names: Vec<Reference>,
    /// What an OCI layout calls it instead, word for word.
    label: Option<String>,
    /// The index of a manifest list, whose images are saved with it.
    index: Option<Index>,
}

#[derive(Debug, Clone)]
struct Index {
    document: Value,
    /// In the order of the document.
    members: Vec<Image>,
}

impl Chosen {
    pub(crate) fn id(&self) -> &Digest {
        &self.image.id
    }

    /// The same under a name of the caller's choice, which an OCI layout gets as it was typed; under none without one.
    pub(crate) fn labelled(self, label: Option<&str>) -> Result<Self> {
        let name = |label| match ImageName::parse(label)? {
            ImageName::Full(name) => Ok(name),
            ImageName::Short(short) => short.at("docker.io"),
        };
        let names = label.map(name).transpose()?.into_iter().collect();
        Ok(Chosen { names, label: label.map(str::to_owned), ..self })
    }

    /// What an OCI layout calls it.
    fn labels(&self) -> Vec<String> {
        self.label.clone().map_or_else(|| self.names.iter().map(Reference::to_string).collect(), |label| vec![label])
    }
}

/// The images that the words mean, each once. Whoever names one by its id saves it without a name. Of a manifest list comes
/// the image for this machine where the layout has no lists.
pub(crate) fn choose(store: &Store, words: &[String], layout: Layout) -> Result<Vec<Chosen>> {
    let mut chosen: Vec<Chosen> = Vec::new();
    for word in words {
        let image = require(store, word)?;
        let names: Vec<Reference> = meant(&image, word).into_iter().filter(|name| name.tag.is_some()).collect();
        match chosen.iter_mut().find(|known| known.image.id == image.id) {
            Some(known) => {
                known.names.extend(names);
                known.names.sort();
                known.names.dedup();
            }
            None => {
                let (image, index) = match list_of(store, image)? {
                    Err(image) => (image, None),
                    Ok(list) if layout == Layout::Oci => {
                        let members = members(store, &list)?;
                        (list.image, Some(Index { document: list.document, members }))
                    }
                    Ok(list) => (instance(store, list.image, None)?, None),
                };
                chosen.push(Chosen { image, names, label: None, index });
            }
        }
    }
    Ok(chosen)
}

/// Writes an archive to `out`.
///
/// # Errors
/// When a layer is damaged, or nobody takes the bytes; `out` has got some by then.
pub(crate) fn save(store: &Store, images: &[Chosen], layout: Layout, compress: bool, out: impl Write) -> Result<()> {
    let mut archive = Archive::new(out);
    write(store, images, layout, compress, &mut archive)?;
    archive.finish()
}

/// Writes a directory, which is there only when it is complete.
///
/// # Errors
/// When there is something at `path`, beside those of [`save`].
pub(crate) fn save_directory(
    store: &Store,
    images: &[Chosen],
    layout: Layout,
    compress: bool,
    path: &Path,
) -> Result<()> {
    let mut directory = Directory::new(path)?;
    write(store, images, layout, compress, &mut directory)?;
    directory.finish()
}

fn write(store: &Store, images: &[Chosen], layout: Layout, compress: bool, sink: &mut dyn Sink) -> Result<()> {
    // No layer goes while it is written.
    let _share = store.share()?;
    let layers = unique_layers(images);
    let blobs = if compress { pack::compressed(store, &layers)? } else { pack::plain(store, &layers)? };
    match layout {
        Layout::DockerArchive => docker::archive(store, images, &blobs, sink),
        Layout::Oci => oci::layout(store, images, &blobs, sink),
        Layout::DockerDir => match images {
            [only] => docker::directory(store, only, &blobs, sink),
            _ => Err(Error::new("a directory of this form holds one image").hint("save the others elsewhere").into()),
        },
    }
}

fn unique_layers(images: &[Chosen]) -> Vec<Digest> {
    let mut seen = HashSet::new();
    let members = |chosen: &'_ Chosen| chosen.index.iter().flat_map(|index| index.members.clone()).collect::<Vec<_>>();
    let images = images.iter().flat_map(|chosen| [vec![chosen.image.clone()], members(chosen)].concat());
    let all = images.flat_map(|image| image.layers);
    all.filter(|layer| seen.insert(*layer)).collect()
}

/// A document of the archive.
fn document(sink: &mut dyn Sink, name: &str, bytes: &[u8]) -> Result<()> {
    sink.file(name, bytes.len() as u64, &mut |out| out.write_all(bytes).context("cannot write"))
}
