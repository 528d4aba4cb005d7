//! The manifest that is pushed: the image's own bytes when nothing is different, else the same document with other layers or
//! in the other format.

use serde_json::{Value, json};

use crate::{
    error::{Context, Error, Result},
    image::manifest::{
        DOCKER_CONFIG, DOCKER_LAYER, DOCKER_MANIFEST, Descriptor, Dialect, ImageManifest, OCI_CONFIG, OCI_LAYER,
        OCI_MANIFEST,
    },
};

/// What is to become of a manifest.
pub(super) struct Rewrite<'a> {
    /// `None`: the one that it has, unless a layer cannot be in it.
    pub(super) format: Option<Dialect>,
    pub(super) config: &'a Descriptor,
    /// The layers as the registry has them, in either format's words.
    pub(super) layers: &'a [Descriptor],
}

impl Rewrite<'_> {
    /// The new bytes and their media type.
    pub(super) fn apply(&self, bytes: Vec<u8>, manifest: &ImageManifest) -> Result<(Vec<u8>, String)> {
        let has = if is_docker(manifest) { Dialect::Docker } else { Dialect::Oci };
        let oci_only = self.layers.iter().any(|layer| layer.media_type.ends_with("+zstd"));
        let format = match (self.format, oci_only) {
            (Some(Dialect::Docker), true) => {
                return Err(Error::new("the format v2s2 has no zstd, which a layer is compressed with")
                    .hint("leave --format out, or give --compression-format gzip --force-compression")
                    .into());
            }
            (Some(format), _) => format,
            (None, true) => Dialect::Oci,
            (None, false) => has,
        };
        let same = |(new, old): (&Descriptor, &Descriptor)| new.digest == old.digest;
        let unchanged = self.layers.iter().zip(&manifest.layers).all(same);
        let media_type = format.manifest_type().to_owned();
        if unchanged && format == has {
            return Ok((bytes, media_type));
        }
        let mut document: Value = serde_json::from_slice(&bytes).context("the image's manifest is not valid")?;
        document["mediaType"] = json!(media_type);
        document["config"]["mediaType"] = json!(format.config_type());
        document["config"]["digest"] = json!(self.config.digest);
        let layers = self.layers.iter().map(|layer| format.layer(layer)).collect::<Result<Vec<_>>>()?;
        document["layers"] = Value::Array(layers);
        if format == Dialect::Docker
            && let Some(fields) = document.as_object_mut()
        {
            // Docker's format has no annotations.
            fields.remove("annotations");
        }
        Ok((serde_json::to_vec(&document).context("cannot write a manifest")?, media_type))
    }
}

fn is_docker(manifest: &ImageManifest) -> bool {
    manifest.media_type == DOCKER_MANIFEST || manifest.config.media_type == DOCKER_CONFIG
}

impl Dialect {
    fn manifest_type(self) -> &'static str {
        if self == Dialect::Oci { OCI_MANIFEST } else { DOCKER_MANIFEST }
    }

    fn config_type(self) -> &'static str {
        if self == Dialect::Oci { OCI_CONFIG } else { DOCKER_CONFIG }
    }

    fn layer(self, layer: &Descriptor) -> Result<Value> {
        let compression = ["gzip", "zstd"].into_iter().find(|name| layer.media_type.ends_with(name));
        let media_type = match (self, compression) {
            (Dialect::Oci, None) => OCI_LAYER.to_owned(),
            (Dialect::Oci, Some(name)) => format!("{OCI_LAYER}+{name}"),
            (Dialect::Docker, None) => DOCKER_LAYER.to_owned(),
            (Dialect::Docker, Some(name)) => format!("{DOCKER_LAYER}.{name}"),
        };
        let mut layer = Descriptor { media_type, ..layer.clone() };
        if self == Dialect::Docker {
            layer.annotations.clear();
        }
        serde_json::to_value(layer).context("cannot write a manifest")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        image::manifest::{Document, parse, synthesise},
        name::Digest,
    };

    fn rewrite(bytes: &[u8], format: Option<Dialect>, layer: &Descriptor) -> Result<(Vec<u8>, String)> {
        let Document::Image(manifest) = parse(bytes, "")? else { panic!() };
        Rewrite { format, config: &manifest.config, layers: std::slice::from_ref(layer) }
            .apply(bytes.to_vec(), &manifest)
    }

    #[test]
    fn bytes_stay_when_nothing_changes_and_formats_are_translated() {
        let plain = synthesise(b"{}", &[(Digest::of(b"tar"), 3)]).unwrap();
        let original = Descriptor::new(Digest::of(b"tar"), 3, OCI_LAYER);
        assert_eq!(rewrite(&plain, None, &original).unwrap(), (plain.clone(), OCI_MANIFEST.to_owned()));
        let gzip = Descriptor::new(Digest::of(b"gz"), 2, &format!("{OCI_LAYER}+gzip"));
        let (oci, _) = rewrite(&plain, None, &gzip).unwrap();
        let (docker, media_type) = rewrite(&oci, Some(Dialect::Docker), &gzip).unwrap();
        assert_eq!(media_type, DOCKER_MANIFEST);
        let text = String::from_utf8(docker.clone()).unwrap();
        assert!(text.contains(&format!("{DOCKER_LAYER}.gzip")) && text.contains(DOCKER_CONFIG), "{text}");
        assert_eq!(rewrite(&docker, None, &gzip).unwrap().0, docker);
        assert_eq!(rewrite(&docker, Some(Dialect::Oci), &gzip).unwrap().0, oci);
    }

    #[test]
    fn zstd_needs_oci() {
        let plain = synthesise(b"{}", &[(Digest::of(b"tar"), 3)]).unwrap();
        let gzip = Descriptor::new(Digest::of(b"gz"), 2, &format!("{OCI_LAYER}+gzip"));
        let (docker, _) = rewrite(&plain, Some(Dialect::Docker), &gzip).unwrap();
        let zstd = Descriptor::new(Digest::of(b"zs"), 2, &format!("{OCI_LAYER}+zstd"));
        assert_eq!(rewrite(&docker, None, &zstd).unwrap().1, OCI_MANIFEST);
        assert!(rewrite(&docker, Some(Dialect::Docker), &zstd).is_err());
    }
}
