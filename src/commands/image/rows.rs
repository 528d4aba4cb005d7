//! What lists say about images.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::error::Result;
use crate::image;
use crate::name::{Digest, Reference};
use crate::store::{Image, Store, containers};
use crate::ui::{human, time};

/// How many containers were made from each image that has any.
pub(super) type Users = HashMap<Digest, usize>;

/// Counts the containers of all images.
pub(super) fn users(store: &Store) -> Result<Users> {
    let mut users = Users::new();
    for record in containers::list(store)? {
        *users.entry(record.config.image.id).or_default() += 1;
    }
    Ok(users)
}

/// One line of the list: an image under one of its names, or under none.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    pub(super) image: &'a Image,
    pub(super) name: Option<&'a Reference>,
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

    /// The digest that the registry has the image under.
    pub(super) fn digest(&self) -> String {
        let repository = self.repository();
        let from_there = self.image.digests.iter().find(|known| known.repository() == repository);
        let digest: Option<Digest> = from_there.or(self.image.digests.first()).and_then(|known| known.digest);
        digest.map_or_else(|| NONE.to_owned(), |digest| digest.to_string())
    }

    pub(super) fn created_since(&self, now: Timestamp) -> String {
        self.image.created.map_or_else(|| "N/A".to_owned(), |then| human::ago(then.as_second(), now.as_second()))
    }

    pub(super) fn size(&self) -> String {
        human::size_spaced(self.image.size)
    }

    /// The fields of a template, Podman's and Docker's.
    pub(super) fn fields(&self, store: &Store, users: &Users, now: Timestamp, in_full: bool) -> Result<Value> {
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
            "Digest": self.digest(),
        });
        if let (Some(fields), Value::Object(more)) = (fields.as_object_mut(), summary(store, users, self.image)?) {
            for (key, value) in more {
                fields.entry(key).or_insert(value);
            }
        }
        Ok(fields)
    }
}

/// One image as `--format json` has it.
pub(super) fn summary(store: &Store, users: &Users, image: &Image) -> Result<Value> {
    let config = image::config_of(store, image)?;
    let names: Vec<String> = image.names.iter().map(Reference::to_string).collect();
    let digests: Vec<String> = image.digests.iter().map(Reference::to_string).collect();
    let is_dangling = image.names.is_empty();
    Ok(json!({
        "Id": image.id.hex(),
        "ParentId": "",
        "RepoTags": names,
        "RepoDigests": digests,
        "Size": image.size,
        "SharedSize": 0,
        "VirtualSize": image.size,
        "Labels": config.config.labels,
        "Containers": users.get(&image.id).copied().unwrap_or(0),
        "Names": names,
        "Digest": image.digests.first().and_then(|known| known.digest).map(|digest| digest.to_string()).unwrap_or_default(),
        "History": names,
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
