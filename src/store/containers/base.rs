//! What a container's root filesystem is based on: a part of `config.json`.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Config;
use crate::name::Digest;

/// An image, or a directory of the user's. In the file it is the field `image`, or the field `rootfs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Base {
    #[serde(rename = "image")]
    Image(ImageRef),
    #[serde(rename = "rootfs")]
    Directory(RootDirectory),
}

/// The image that a container was made from, as it was named then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ImageRef {
    /// The image's id: the digest of its configuration.
    pub(crate) id: Digest,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) digest: Option<Digest>,
}

/// A directory of the host that is a container's root (`--rootfs`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RootDirectory {
    /// Absolute.
    pub(crate) path: PathBuf,
    /// Whether what is written goes to the container's own writable layer, and the directory stays as it is.
    #[serde(default)]
    pub(crate) overlay: bool,
}

impl Config {
    /// The image that the container was made from, if it was made from one.
    pub(crate) fn image(&self) -> Option<&ImageRef> {
        match &self.base {
            Base::Image(image) => Some(image),
            Base::Directory(_) => None,
        }
    }

    /// The directory that is the container's root, if it has no image.
    pub(crate) fn root_directory(&self) -> Option<&RootDirectory> {
        match &self.base {
            Base::Directory(directory) => Some(directory),
            Base::Image(_) => None,
        }
    }

    /// The name of the image; empty where there is none.
    pub(crate) fn image_name(&self) -> &str {
        self.image().map_or("", |image| &image.name)
    }

    /// The id of the image, in hexadecimal; empty where there is none.
    pub(crate) fn image_hex(&self) -> String {
        self.image().map(|image| image.id.hex()).unwrap_or_default()
    }

    /// Whether the container was made from the image with this id.
    pub(crate) fn is_of_image(&self, id: &Digest) -> bool {
        self.image().is_some_and(|image| image.id == *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize, Deserialize)]
    struct Outer {
        name: String,
        #[serde(flatten)]
        base: Base,
    }

    #[test]
    fn records_say_one_or_the_other() {
        let id = Digest::of(b"x");
        let image = ImageRef { id, name: "example.org/a:1".to_owned(), digest: None };
        let directory = RootDirectory { path: "/srv/root".into(), overlay: true };
        for (base, field) in [(Base::Image(image), "image"), (Base::Directory(directory), "rootfs")] {
            let text = serde_json::to_string(&Outer { name: "c".to_owned(), base: base.clone() }).unwrap();
            assert!(text.starts_with(&format!("{{\"name\":\"c\",\"{field}\":{{")), "{text}");
            assert_eq!(serde_json::from_str::<Outer>(&text).unwrap().base, base);
        }
        assert!(serde_json::from_str::<Outer>("{\"name\":\"c\"}").is_err());
    }
}
