//! Verification: everything on disk held to what refers to it.

mod mend;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use serde::Deserialize;

pub(crate) use self::mend::Aside;
use super::{Store, containers};
use crate::error::{Context, Error, Result, one_line};
use crate::name::{Digest, Hasher, Reference};

/// How thoroughly to look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Depth {
    /// Contents are not read: what is there and long enough is taken to be right.
    pub(crate) quick: bool,
    /// Layers that nothing refers to may be so old.
    pub(crate) max_age: Duration,
}

/// Something that is not as it should be.
#[derive(Debug, Clone)]
pub(crate) struct Damage {
    pub(crate) part: Part,
    pub(crate) why: String,
}

/// What is damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// A content, and a layer that needs it.
    Object(Digest, Digest),
    /// The tree of a layer, whose recipe may be whole.
    Index(Digest),
    /// A layer: its recipe or its record.
    Layer(Digest),
    Image(Digest),
    /// A name without an image.
    Name(Reference),
    /// A container: its record, or a layer of it that is not there.
    Container(String),
    /// A layer that has been of no use for too long.
    Unused(Digest),
}

/// What was looked at.
#[derive(Debug, Clone, Default)]
pub(crate) struct Report {
    pub(crate) images: usize,
    pub(crate) layers: usize,
    pub(crate) objects: usize,
    pub(crate) damages: Vec<Damage>,
}

/// What the configuration of an image says about its layers.
#[derive(Deserialize)]
struct Config {
    #[serde(default)]
    rootfs: Option<RootFs>,
}

#[derive(Deserialize)]
struct RootFs {
    #[serde(default)]
    diff_ids: Option<Vec<Digest>>,
}

fn diff_ids(config: &[u8]) -> Result<Vec<Digest>> {
    let config: Config = serde_json::from_slice(config).context("its configuration is not valid")?;
    Ok(config.rootfs.and_then(|rootfs| rootfs.diff_ids).unwrap_or_default())
}

impl Store {
    /// Looks at everything. Nothing is removed meanwhile.
    ///
    /// # Errors
    /// When a directory cannot be read; what is wrong with what is in it is in the report.
    pub(crate) fn check(&self, depth: Depth) -> Result<Report> {
        let _share = self.share()?;
        let mut report = Report::default();
        self.check_images(&mut report)?;
        self.check_containers(&mut report)?;
        let needed = self.needed_layers()?;
        for layer in self.layer_ids()? {
            report.layers += 1;
            if !needed.contains(&layer) && is_older(&self.layer_dir(&layer), depth.max_age) {
                report.add(Part::Unused(layer), "nothing refers to it");
            }
        }
        let objects = self.check_layers(&needed, &mut report)?;
        report.objects = objects.len();
        self.check_objects(&objects, depth.quick, &mut report);
        if !depth.quick {
            self.check_recipes(&needed, &mut report)?;
        }
        Ok(report)
    }

    fn check_images(&self, report: &mut Report) -> Result<()> {
        for entry in fs::read_dir(self.images_dir())? {
            let Some(id) = entry?.file_name().to_str().and_then(Digest::from_hex) else { continue };
            report.images += 1;
            if let Err(error) = self.check_image(&id) {
                report.add(Part::Image(id), one_line(&error));
            }
        }
        for (name, id) in self.names()? {
            if !self.has_image(&id) {
                report.add(Part::Name(name), format!("it means the image {id}, which is not there"));
            }
        }
        Ok(())
    }

    fn check_image(&self, id: &Digest) -> Result<()> {
        let Some(image) = self.image(id)? else { return Err(Error::new("its record is missing").into()) };
        let config = self.image_config(id)?;
        // The parts of a manifest list are elsewhere.
        if Digest::of(&config) != *id {
            return Err(Error::new("its configuration is not what its id says").into());
        }
        let layers = diff_ids(&config)?;
        if layers != image.layers {
            return Err(Error::new("its record has other layers than its configuration").into());
        }
        match layers.iter().find(|layer| !self.layer_dir(layer).is_dir()) {
            Some(layer) => Err(Error::new(format!("layer {layer} is not there")).into()),
            None => Ok(()),
        }
    }

    fn check_containers(&self, report: &mut Report) -> Result<()> {
        for entry in fs::read_dir(self.containers_dir())? {
            let entry = entry?;
            let id = entry.file_name().to_string_lossy().into_owned();
            match containers::load_whole(self, &id).and_then(|_| self.layers_of_container(&entry.path())) {
                Err(error) => report.add(Part::Container(id), one_line(&error)),
                Ok(layers) => {
                    if let Some(layer) = layers.iter().find(|layer| !self.layer_dir(layer).is_dir()) {
                        report.add(Part::Container(id), format!("layer {layer} is not there"));
                    }
                }
            }
        }
        Ok(())
    }

    /// The layers of all images and containers that can be read, and of the steps of builds.
    fn needed_layers(&self) -> Result<HashSet<Digest>> {
        let mut needed: HashSet<Digest> = self.layers_of_steps()?.into_iter().collect();
        for entry in fs::read_dir(self.images_dir())? {
            let id = entry?.file_name().to_str().and_then(Digest::from_hex);
            let image = id.and_then(|id| self.image(&id).ok().flatten());
            needed.extend(image.into_iter().flat_map(|image| image.layers));
        }
        for entry in fs::read_dir(self.containers_dir())? {
            needed.extend(self.layers_of_container(&entry?.path()).unwrap_or_default());
        }
        Ok(needed)
    }

    /// Checks records and trees; the objects that sound layers need, each with its length and one of the layers.
    fn check_layers(&self, needed: &HashSet<Digest>, report: &mut Report) -> Result<Vec<(Digest, u64, Digest)>> {
        let mut seen = HashSet::new();
        let mut objects = Vec::new();
        for layer in needed.iter().filter(|layer| self.layer_dir(layer).is_dir()) {
            match self.layer(layer) {
                Ok(Some(info)) if info.diff_id == *layer => {}
                Ok(_) => report.add(Part::Layer(*layer), "its record is missing or another layer's"),
                Err(error) => report.add(Part::Layer(*layer), one_line(&error)),
            }
            let mut add = || {
                let index = self.index(layer)?;
                index.verify()?;
                for no in 0..index.inodes() {
                    let inode = index.inode(no)?;
                    if let Some(object) = inode.object.filter(|object| seen.insert(*object)) {
                        objects.push((object, inode.size, *layer));
                    }
                }
                Ok(())
            };
            let added: Result<()> = add();
            if let Err(error) = added {
                report.add(Part::Index(*layer), one_line(&error));
            }
            if !self.layer_dir(layer).join("recipe").is_file() {
                report.add(Part::Layer(*layer), "its recipe is missing");
            }
        }
        Ok(objects)
    }

    /// Checks contents, in several threads.
    fn check_objects(&self, objects: &[(Digest, u64, Digest)], quick: bool, report: &mut Report) {
        let found = Mutex::new(Vec::new());
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for part in objects.chunks(objects.len().div_ceil(threads).max(1)) {
                let found = &found;
                scope.spawn(move || {
                    for (object, size, layer) in part {
                        if let Err(error) = check_object(&self.object_path(object), object, *size, quick) {
                            let part = Part::Object(*object, *layer);
                            let damage = Damage { part, why: one_line(&error) };
                            found.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(damage);
                        }
                    }
                });
            }
        });
        report.damages.extend(found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
    }

    /// Gives back every tar stream whose parts are sound.
    fn check_recipes(&self, needed: &HashSet<Digest>, report: &mut Report) -> Result<()> {
        for layer in needed.iter().filter(|layer| self.layer_dir(layer).is_dir()) {
            // Whoever lacks a content is known by now.
            let known = report.damages.iter().any(|damage| match &damage.part {
                Part::Object(object, _) => self.has_object(layer, object),
                Part::Layer(damaged) => damaged == layer,
                _ => false,
            });
            if !known && let Err(error) = self.export_layer(layer, io::sink()) {
                report.add(Part::Layer(*layer), one_line(&error));
            }
        }
        Ok(())
    }

    /// Whether a layer needs an object, as far as that can be told.
    pub(crate) fn has_object(&self, layer: &Digest, wanted: &Digest) -> bool {
        let mut found = false;
        let told = self.objects_of(layer, |object| found |= object == *wanted);
        found || told.is_err()
    }
}

impl Report {
    fn add(&mut self, part: Part, why: impl Into<String>) {
        self.damages.push(Damage { part, why: why.into() });
    }
}

fn check_object(path: &Path, digest: &Digest, size: u64, quick: bool) -> Result<()> {
    let mut file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Error::new("it is missing").into()),
        file => file?,
    };
    let length = file.metadata()?.len();
    if length != size {
        return Err(Error::new(format!("it has {length} bytes instead of {size}")).into());
    }
    if quick {
        return Ok(());
    }
    let mut hasher = Hasher::new();
    let mut buffer = vec![0; 256 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            count => hasher.update(buffer.get(..count).unwrap_or_default()),
        }
    }
    match hasher.finish() == *digest {
        true => Ok(()),
        false => Err(Error::new("its content is not what its name says").into()),
    }
}

fn is_older(path: &Path, age: Duration) -> bool {
    let changed = path.metadata().and_then(|data| data.modified());
    changed.is_ok_and(|changed| SystemTime::now().duration_since(changed).is_ok_and(|passed| passed > age))
}
