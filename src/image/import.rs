//! Making an image of one layer from an archive of a root file system.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use super::{
    change::apply,
    config::{History, ImageConfig, RootFs},
    connect::Connect,
    manifest::synthesise,
    stream::Unpacked,
};
use crate::{
    config::{Env, Registries},
    error::{Context, Error, Result},
    name::{Platform, Reference},
    registry,
    store::{Action, Event, Image, NewImage, Store},
};

/// Where an archive comes from.
pub(crate) enum Source<'a> {
    Path(PathBuf),
    /// `http://…` or `https://…`.
    Url(String),
    /// Standard input, most likely. The text names it in messages.
    Reader(Box<dyn Read + Send + 'a>, &'a str),
}

impl Source<'_> {
    /// What an argument means: a URL or a path. Standard input (`-`) is for the caller to recognise.
    pub(crate) fn of(text: &str) -> Self {
        let is_url = text.starts_with("http://") || text.starts_with("https://");
        if is_url { Source::Url(text.to_owned()) } else { Source::Path(PathBuf::from(text)) }
    }

    /// What it is called in messages and events.
    pub(super) fn name(&self) -> String {
        match self {
            Source::Path(path) => path.display().to_string(),
            Source::Url(url) => url.clone(),
            Source::Reader(_, name) => (*name).to_owned(),
        }
    }
}

/// What the image is to say of itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct ImportOptions {
    /// `--change`, in order.
    pub(crate) changes: Vec<String>,
    /// `--message`: the comment in the image's history.
    pub(crate) message: Option<String>,
    /// `None`: the one of this machine.
    pub(crate) platform: Option<Platform>,
}

/// Makes an image whose only layer is the archive, compressed or not, and calls it `name`.
pub(crate) fn import(
    store: &Store,
    env: &Env,
    source: Source<'_>,
    options: &ImportOptions,
    name: Option<&Reference>,
) -> Result<Image> {
    // Mistakes in the options show before a long import, not after it.
    let mut config = configuration(options)?;
    let (reader, label): (Box<dyn Read + Send>, String) = match source {
        Source::Path(path) => (Box::new(open(&path)?), path.display().to_string()),
        Source::Url(url) => (Box::new(download(&url, env)?), url),
        Source::Reader(reader, label) => (reader, label.to_owned()),
    };
    let _share = store.share()?;
    let stream = Unpacked::new(reader).with_context(|| format!("cannot import {label}"))?;
    let layer = store.add_layer(stream, None).with_context(|| format!("cannot import {label}"))?;
    config.rootfs.diff_ids = vec![layer.diff_id];
    let config = config.to_bytes()?;
    let manifest = Some(synthesise(&config, &[(layer.diff_id, layer.size)])?);
    let (layers, names) = (vec![layer.diff_id], name.cloned().into_iter().collect());
    let image = store.put_image(NewImage { config, manifest, layers, digests: Vec::new(), names })?;
    let shown = name.map(ToString::to_string).unwrap_or_default();
    store.note(&Event::image(Action::Import, Some(&image.id), shown));
    Ok(image)
}

/// Starts to download an archive.
pub(super) fn download(url: &str, env: &Env) -> Result<impl Read + Send + use<>> {
    registry::download(url, Connect::default().access(env, &Registries::default())?)
}

fn open(path: &Path) -> Result<File> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    if file.metadata().is_ok_and(|meta| meta.is_dir()) {
        return Err(Error::new(format!("{} is a directory", path.display())).hint("import takes a tar archive").into());
    }
    Ok(file)
}

fn configuration(options: &ImportOptions) -> Result<ImageConfig> {
    let platform = options.platform.clone().unwrap_or_else(Platform::host);
    let created = Some(jiff::Timestamp::now().to_string());
    let history = History {
        created: created.clone(),
        created_by: "coracle import".to_owned(),
        comment: options.message.clone().unwrap_or_default(),
        ..History::default()
    };
    let mut config = ImageConfig {
        created,
        architecture: platform.arch,
        os: platform.os,
        variant: platform.variant.unwrap_or_default(),
        rootfs: RootFs { kind: "layers".to_owned(), diff_ids: Vec::new() },
        history: vec![history],
        ..ImageConfig::default()
    };
    options.changes.iter().try_for_each(|change| apply(&mut config, change))?;
    Ok(config)
}
