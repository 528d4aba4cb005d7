//! Images that a registry has and the store need not have.

use std::{io::Read, sync::Arc};

use serde_json::Value;

use super::{
    ImageConfig,
    connect::Connect,
    list::described,
    manifest::{Descriptor, Document, choose, parse},
    pull::CONFIG_LIMIT,
};
use crate::{
    config::{Env, Registries},
    error::{Context, Error, Result},
    name::{ImageName, Platform, Reference},
    registry::{Access, Manifest, Repository},
};

/// What a registry has under a name.
pub(super) struct Remote {
    pub(super) name: Reference,
    repository: Arc<Repository>,
    manifest: Manifest,
}

impl Remote {
    /// Asks every registry that `typed` may mean, each by all its mirrors.
    pub(super) fn find(env: &Env, typed: &str, connect: &Connect) -> Result<Self> {
        let registries = Registries::load(env)?;
        let access = connect.access(env, &registries)?;
        let mut failure = Error::new("registries.conf gives no place to ask").into();
        for name in registries.candidates(&ImageName::parse(typed)?)? {
            for repository in repositories(&registries, &access, &name)? {
                match repository.manifest(&name.tag_or_digest(), name.digest.as_ref()) {
                    Ok(manifest) => return Ok(Remote { name, repository, manifest }),
                    Err(error) => failure = error.context(format!("cannot read {name}")),
                }
            }
        }
        Err(failure)
    }

    pub(super) fn document(&self) -> Result<Document> {
        parse(&self.manifest.bytes, &self.manifest.media_type).with_context(|| self.name.to_string())
    }

    /// The document as it is, with fields that we do not know.
    pub(super) fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.manifest.bytes).with_context(|| self.name.to_string())
    }

    /// What a list says of this image. Of an index that is what itself says of the image for this machine, or with `all` of
    /// every one.
    pub(super) fn entries(&self, all: bool) -> Result<Vec<Value>> {
        let image = match self.document()? {
            Document::Image(image) => image,
            Document::Index(manifests) => {
                let mut entries: Vec<Value> = serde_json::from_value(self.json()?["manifests"].take())?;
                if !all {
                    let chosen = choose(&manifests, &Platform::host()).with_context(|| self.name.to_string())?;
                    entries.retain(|entry| entry["digest"] == chosen.digest.to_string());
                    entries.truncate(1);
                }
                return Ok(entries);
            }
        };
        let Manifest { bytes, media_type, .. } = &self.manifest;
        let media_type = if image.media_type.is_empty() { media_type } else { &image.media_type };
        let config = self.config(&image.config).with_context(|| format!("the configuration of {}", self.name))?;
        Ok(vec![described(Descriptor::of(bytes, media_type), &config)?])
    }

    fn config(&self, blob: &Descriptor) -> Result<ImageConfig> {
        if blob.size > CONFIG_LIMIT {
            return Err(Error::new(format!("it has {} bytes; {CONFIG_LIMIT} are the limit", blob.size)).into());
        }
        let mut bytes = Vec::new();
        self.repository.blob(&blob.digest, blob.size)?.read_to_end(&mut bytes)?;
        ImageConfig::parse(&bytes)
    }
}

/// Where `name` is read from: mirrors first.
pub(super) fn repositories(registries: &Registries, access: &Access, name: &Reference) -> Result<Vec<Arc<Repository>>> {
    let repository = |endpoint| Arc::new(Repository::new(endpoint, access.clone()));
    Ok(registries.endpoints(name)?.into_iter().map(repository).collect())
}
