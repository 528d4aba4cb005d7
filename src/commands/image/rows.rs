//! What lists say about images.

use std::cell::OnceCell;
use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::error::Result;
use crate::image::{self, Family};
use crate::name::{Digest, Reference};
use crate::store::{Image, Store, containers};
use crate::ui::{human, time};

/// How many containers were made from each image that has any.
pub(super) type Users = HashMap<Digest, usize>;

/// Counts the containers of all images.
pub(super) fn users(store: &Store) -> Result<Users> {
    let mut users = Users::new();
    let records = containers::list(store)?;
    for image in records.iter().filter_map(|record| record.config.image()) {
        *users.entry(image.id).or_default() += 1;
    }
    Ok(users)
}

/// Who was made from whom, found out when it is first asked for.
pub(crate) struct Relations<'a> {
    store: &'a Store,
    images: &'a [Image],
    family: OnceCell<Family>,
}

impl<'a> Relations<'a> {
    pub(crate) fn new(store: &'a Store, images: &'a [Image]) -> Self {
        Relations { store, images, family: OnceCell::new() }
    }

    pub(super) fn get(&self) -> Result<&Family> {
        if let Some(family) = self.family.get() {
            return Ok(family);
        }
        let family = Family::new(self.store, self.images)?;
        Ok(self.family.get_or_init(|| family))
    }
}

/// What is known of all images together.
pub(super) struct About<'a> {
    store: &'a Store,
    family: &'a Relations<'a>,
    users: Users,
    /// Bytes that only this image has; empty when nobody asked.
    unique: HashMap<Digest, u64>,
}

impl<'a> About<'a> {
    pub(super) fn new(store: &'a Store, family: &'a Relations<'a>, shares: bool) -> Result<Self> {
        let unique = if shares { store.unique_bytes(family.images)? } else { HashMap::new() };
        Ok(About { store, family, users: users(store)?, unique })
    }

    fn unique(&self, image: &Image) -> u64 {
        self.unique.get(&image.id).copied().unwrap_or(0)
    }
}

/// One line of the list: an image under one of its names, or under none.
#[derive(Debug, Clone)]
pub(crate) struct Row<'a> {
    pub(crate) image: &'a Image,
    pub(crate) name: Option<&'a Reference>,
}

/// What stands where there is nothing to say.
const NONE: &str = "<none>";

impl Row<'_> {
    pub(super) fn repository(&self) -> String {
        self.name.map_or_else(|| self.lost_repository(), Reference::repository)
    }

    /// The repository that an image without a name came from, if a registry had it.
    fn lost_repository(&self) -> String {
        self.image.digests.first().map_or_else(|| NONE.to_owned(), Reference::repository)
    }

    pub(super) fn tag(&self) -> &str {
        self.name.and_then(|name| name.tag.as_deref()).unwrap_or(NONE)
    }

    /// Twelve digits, or `sha256:` and all of them.
    pub(super) fn id(&self, in_full: bool) -> String {
        if in_full { self.image.id.to_string() } else { self.image.id.hex().chars().take(12).collect() }
    }

    /// The digest that the registry has the image under; that of its manifest here, if none has it.
    pub(super) fn digest(&self, store: &Store) -> Result<String> {
        let repository = self.repository();
        let from_there = self.image.digests.iter().find(|known| known.repository() == repository);
        let digest = from_there.and_then(|known| known.digest);
        let digest = digest.map_or_else(|| some_digest(store, self.image), |digest| Ok(Some(digest)))?;
        Ok(digest.map_or_else(|| NONE.to_owned(), |digest| digest.to_string()))
    }

    pub(super) fn created_since(&self, now: Timestamp) -> String {
        self.image.created.map_or_else(|| "N/A".to_owned(), |then| human::ago(then.as_second(), now.as_second()))
    }

    pub(super) fn size(&self) -> String {
        human::size_spaced(self.image.size)
    }

    /// All names that it had: those that it has first, then the latest.
    pub(super) fn history(&self) -> Vec<String> {
        history(self.image)
    }

    /// The fields of a template, Podman's and Docker's.
    pub(super) fn fields(&self, about: &About<'_>, now: Timestamp, in_full: bool) -> Result<Value> {
        let unique = about.unique(self.image);
        let mut fields = json!({
            "Repository": self.repository(),
            "Tag": self.tag(),
            "ID": self.id(in_full),
            "Created": self.created_since(now),
            "CreatedSince": self.created_since(now),
            "CreatedAt": self.image.created.map(time::go_string).unwrap_or_default(),
            "CreatedTime": self.image.created.map(time::go_string).unwrap_or_default(),
            "Size": self.size(),
            "VirtualSize": self.size(),
            "UniqueSize": human::size_spaced(unique),
            "SharedSize": human::size_spaced(self.image.size.saturating_sub(unique)),
            "Digest": self.digest(about.store)?,
            "History": self.history().join(", "),
        });
        if let (Some(fields), Value::Object(more)) = (fields.as_object_mut(), summary(about, self.image)?) {
            for (key, value) in more {
                fields.entry(key).or_insert(value);
            }
        }
        Ok(fields)
    }
}

fn history(image: &Image) -> Vec<String> {
    let (present, past): (Vec<_>, Vec<_>) = image.history.iter().partition(|name| image.names.contains(name));
    present.into_iter().chain(past).map(Reference::to_string).collect()
}

fn some_digest(store: &Store, image: &Image) -> Result<Option<Digest>> {
    match image.digests.first().and_then(|known| known.digest) {
        Some(digest) => Ok(Some(digest)),
        None => Ok(image::manifest_of(store, &image.id)?.map(|(digest, _)| digest)),
    }
}

/// One image as `--format json` has it.
pub(super) fn summary(about: &About<'_>, image: &Image) -> Result<Value> {
    let config = image::config_of(about.store, image)?;
    let parent = about.family.get()?.parent(&image.id);
    let unique = about.unique(image);
    let names: Vec<String> = image.names.iter().map(Reference::to_string).collect();
    let digests: Vec<String> = image.digests.iter().map(Reference::to_string).collect();
    let history = history(image);
    let is_dangling = about.family.get()?.is_dangling(image);
    Ok(json!({
        "Id": image.id.hex(),
        "ParentId": parent.map(|parent| parent.hex()).unwrap_or_default(),
        "RepoTags": names,
        "RepoDigests": digests,
        "Size": image.size,
        "SharedSize": image.size.saturating_sub(unique),
        "UniqueSize": unique,
        "VirtualSize": image.size,
        "Labels": config.config.labels,
        "Containers": about.users.get(&image.id).copied().unwrap_or(0),
        "Names": names,
        "Digest": some_digest(about.store, image)?.map(|digest| digest.to_string()).unwrap_or_default(),
        "History": history,
        "Dangling": is_dangling,
        "IsDangling": is_dangling,
        "IsReadOnly": false,
        "ReadOnly": false,
        "Arch": config.architecture,
        "Os": config.os,
        "Created": image.created.map_or(0, Timestamp::as_second),
        "CreatedAt": image.created.map(time::rfc3339).unwrap_or_default(),
    }))
}
