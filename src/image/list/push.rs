//! From a list to a registry.

use serde_json::{Value, json};

use super::{
    super::{
        manifest::{DOCKER_LIST, Dialect, OCI_INDEX},
        push::{Pushed, Pusher},
    },
    List, Member, entries, located,
};
use crate::{
    archive::Packing,
    error::{Context, Result},
    name::Reference,
    store::Store,
};

/// What is pushed with a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct ListOptions {
    /// Its images too.
    pub(crate) all: bool,
    /// The images once more in these compressions, which the list has behind the others.
    pub(crate) also: Vec<Packing>,
}

/// Pushes a list under the name `destination`.
pub(crate) fn push_list(
    store: &Store,
    pusher: &Pusher<'_>,
    list: &List,
    options: &ListOptions,
    destination: &Reference,
) -> Result<Pushed> {
    let push = || {
        let mut document = list.document.clone();
        if options.all {
            let members = located(store, list)?;
            document["manifests"] = Value::Array(push_members(pusher, list, &members, &options.also)?);
        }
        let media_type = in_dialect(&mut document, pusher.format());
        let bytes = serde_json::to_vec(&document).context("cannot write a manifest list")?;
        pusher.document(&bytes, media_type, &destination.tag_or_digest())
    };
    push().with_context(|| format!("cannot push to {destination}"))
}

/// Pushes images; what the list is to say of them.
fn push_members(pusher: &Pusher<'_>, list: &List, members: &[Member], also: &[Packing]) -> Result<Vec<Value>> {
    let known = entries(&list.document);
    let mut pushed = Vec::new();
    for (entry, member) in known.iter().zip(members) {
        let now = match member {
            Member::Here(image) => pusher.image(image, "")?,
            Member::There(source) => pusher.copy(source)?,
        };
        pushed.push(as_pushed(entry, &now));
    }
    for packing in also {
        for (entry, member) in known.iter().zip(members) {
            let image = match member {
                Member::Here(image) => image,
                Member::There(source) => {
                    return Err(list.missing(source.digest.context("a source without a digest")?).into());
                }
            };
            let now = pusher.image_in(image, *packing)?;
            let mut entry = as_pushed(entry, &now);
            if *packing != Packing::Gzip {
                entry["annotations"][ZSTD] = json!("true");
            }
            if pushed.iter().all(|known| known["digest"] != entry["digest"]) {
                pushed.push(entry);
            }
        }
    }
    Ok(pushed)
}

/// Says in lists of containers/image that an image's layers are zstd.
const ZSTD: &str = "io.github.containers.compression.zstd";

/// The entry with what has become of the manifest on its way.
fn as_pushed(entry: &Value, now: &Pushed) -> Value {
    let mut entry = entry.clone();
    entry["digest"] = json!(now.digest);
    entry["size"] = json!(now.size);
    entry["mediaType"] = json!(now.media_type);
    entry
}

/// Puts a list into the words of the format that was asked for; its media type.
fn in_dialect(document: &mut Value, format: Option<Dialect>) -> &'static str {
    if format != Some(Dialect::Docker) {
        return OCI_INDEX;
    }
    document["mediaType"] = json!(DOCKER_LIST);
    // Docker's lists have no annotations.
    document.as_object_mut().map(|fields| fields.remove("annotations"));
    for entry in document["manifests"].as_array_mut().into_iter().flatten() {
        entry.as_object_mut().map(|fields| fields.remove("annotations"));
    }
    DOCKER_LIST
}
