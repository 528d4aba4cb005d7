//! Manifests and indexes (OCI image spec, manifest.md and image-index.md; docker's schema 2): bytes to meaning. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    error::{Context, Error, Result},
    name::{Digest, Platform},
};

pub(super) const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
pub(super) const OCI_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub(super) const OCI_CONFIG: &str = "application/vnd.oci.image.config.v1+json";
pub(super) const OCI_LAYER: &str = "application/vnd.oci.image.layer.v1.tar";
pub(super) const DOCKER_LIST: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
pub(super) const DOCKER_MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
pub(super) const DOCKER_CONFIG: &str = "application/vnd.docker.container.image.v1+json";
pub(super) const DOCKER_LAYER: &str = "application/vnd.docker.image.rootfs.diff.tar";
const SCHEMA_1: &str = "application/vnd.docker.distribution.manifest.v1";

/// More layers than any engine makes.
const MAX_LAYERS: usize = 1000;

/// A reference to content (OCI image spec, descriptor.md).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Descriptor {
    #[serde(default)]
    pub(crate) media_type: String,
    pub(crate) digest: Digest,
    /// Bytes.
    pub(crate) size: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) urls: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) annotations: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) platform: Option<PlatformField>,
}

/// The platform of a descriptor, as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PlatformField {
    #[serde(default)]
    architecture: String,
    #[serde(default)]
    os: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    variant: String,
}

/// The manifest of one image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImageManifest {
    pub(crate) schema_version: u32,
    pub(crate) media_type: String,
    pub(crate) config: Descriptor,
    /// The lowest first.
    pub(crate) layers: Vec<Descriptor>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) annotations: BTreeMap<String, String>,
}

/// What a manifest turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Document {
    Image(Box<ImageManifest>),
    /// A list of manifests, from which the platform chooses.
    Index(Vec<Descriptor>),
}

/// All fields of both kinds; which are there decides.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    #[serde(default)]
    schema_version: u32,
    #[serde(default)]
    media_type: String,
    config: Option<Descriptor>,
    layers: Option<Vec<Descriptor>>,
    manifests: Option<Vec<Descriptor>>,
    #[serde(default)]
    annotations: Option<BTreeMap<String, String>>,
}

/// Parses a manifest that came with `content_type` (empty if unknown). The type in the document, the one it came with and
/// its fields must not contradict each other: a document that is an image to one reader and an index to another would slip
/// past whoever checked the other (CVE-2021-41190).
pub(crate) fn parse(bytes: &[u8], content_type: &str) -> Result<Document> {
    refuse_schema_1(bytes, content_type)?;
    let raw: Raw = serde_json::from_slice(bytes).context("the manifest is not valid")?;
    if raw.schema_version != 2 {
        return Err(Error::new(format!("the manifest has the unknown schema version {}", raw.schema_version)).into());
    }
    let is_index = match (&raw.manifests, &raw.layers, &raw.config) {
        (Some(_), None, None) => true,
        (None, Some(_), Some(_)) => false,
        (Some(_), _, _) => return Err(Error::new("the manifest is ambiguous: both an image and an index").into()),
        _ => return Err(Error::new("the manifest is neither an image nor an index of images").into()),
    };
    for media_type in [raw.media_type.as_str(), content_type] {
        if kind_of(media_type).is_some_and(|says_index| says_index != is_index) {
            return Err(Error::new(format!("the manifest contradicts its media type {media_type}")).into());
        }
    }
    let Raw { media_type, config, layers, manifests, annotations, .. } = raw;
    match (manifests, config, layers) {
        (None, Some(config), Some(layers)) => {
            let annotations = annotations.unwrap_or_default();
            let image = ImageManifest { schema_version: 2, media_type, config, layers, annotations };
            check(&image)?;
            Ok(Document::Image(Box::new(image)))
        }
        (manifests, _, _) => Ok(Document::Index(manifests.unwrap_or_default())),
    }
}

/// What a manifest or an index refers to, whatever kind of artifact it is.
#[derive(Debug)]
pub(super) struct Parts {
    /// Of the document itself.
    pub(super) media_type: String,
    pub(super) manifests: Vec<Descriptor>,
    pub(super) blobs: Vec<Descriptor>,
}

impl Parts {
    /// Parses a document that came with `content_type`.
    pub(super) fn of(bytes: &[u8], content_type: &str) -> Result<Self> {
        refuse_schema_1(bytes, content_type)?;
        let Raw { media_type, config, layers, manifests, .. } =
            serde_json::from_slice(bytes).context("the manifest is not valid")?;
        let (is_index, usual) = if manifests.is_some() { (true, OCI_INDEX) } else { (false, OCI_MANIFEST) };
        let known = [media_type.as_str(), content_type].into_iter().find(|name| kind_of(name) == Some(is_index));
        let media_type = known.unwrap_or(usual).to_owned();
        let blobs = config.into_iter().chain(layers.unwrap_or_default()).collect();
        Ok(Parts { media_type, manifests: manifests.unwrap_or_default(), blobs })
    }
}

/// Whether a media type names an index (true) or an image (false); none for types that say nothing.
fn kind_of(media_type: &str) -> Option<bool> {
    match media_type {
        OCI_INDEX | DOCKER_LIST => Some(true),
        OCI_MANIFEST | DOCKER_MANIFEST => Some(false),
        _ => None,
    }
}

fn refuse_schema_1(bytes: &[u8], content_type: &str) -> Result<()> {
    #[derive(Deserialize)]
    struct Version {
        #[serde(rename = "schemaVersion")]
        version: u32,
    }
    let old = serde_json::from_slice(bytes).is_ok_and(|Version { version }| version == 1);
    if old || content_type.starts_with(SCHEMA_1) {
        return Err(Error::new("the image has the format of before 2016 (manifest schema 1), which is not supported")
            .hint("have it pushed again by a current tool, or convert it with `skopeo copy --format oci`")
            .into());
    }
    Ok(())
}

fn check(image: &ImageManifest) -> Result<()> {
    let config = image.config.media_type.as_str();
    if ![OCI_CONFIG, DOCKER_CONFIG, ""].contains(&config) {
        return Err(Error::new(format!("this is no container image, but an artifact of type {config}")).into());
    }
    if image.layers.len() > MAX_LAYERS {
        return Err(
            Error::new(format!("the image has {} layers; {MAX_LAYERS} are the limit", image.layers.len())).into()
        );
    }
    image.layers.iter().try_for_each(check_layer)
}

fn check_layer(layer: &Descriptor) -> Result<()> {
    let (media_type, digest) = (layer.media_type.as_str(), layer.digest);
    let wrong = |what: &str| Err(Error::new(format!("layer {digest} {what} (type {media_type})")).into());
    if layer.is_foreign() {
        return wrong("may not be distributed by registries, and is fetched by no tool of Linux");
    }
    if media_type.ends_with("+encrypted") {
        return wrong("is encrypted, which is not supported");
    }
    let known = ["application/vnd.oci.image.layer.v1.tar", "application/vnd.docker.image.rootfs.diff.tar"];
    if !media_type.is_empty() && !known.iter().any(|known| media_type.starts_with(known)) {
        return wrong("is no layer of a file system");
    }
    Ok(())
}

/// The manifest of an index that fits `wanted` best.
pub(super) fn choose<'a>(manifests: &'a [Descriptor], wanted: &Platform) -> Result<&'a Descriptor> {
    let candidates =
        || manifests.iter().filter(|entry| entry.media_type.is_empty() || kind_of(&entry.media_type).is_some());
    let distance = |entry: &Descriptor| match entry.platform() {
        Some(platform) => wanted.distance(&platform),
        // Entries that name no platform come last.
        None => Some(u32::MAX),
    };
    let best = candidates().filter_map(|entry| Some((distance(entry)?, entry))).min_by_key(|(distance, _)| *distance);
    best.map(|(_, entry)| entry).ok_or_else(|| {
        let mut offered: Vec<String> = candidates().filter_map(|entry| Some(entry.platform()?.to_string())).collect();
        offered.retain(|platform| platform != "unknown/unknown");
        offered.dedup();
        let error = Error::new(format!("there is no image for {wanted}"));
        match offered.is_empty() {
            true => error,
            false => error.hint(format!("there are images for {}; choose one with --platform", offered.join(", "))),
        }
        .into()
    })
}

impl Descriptor {
    /// A reference to `bytes`.
    pub(super) fn of(bytes: &[u8], media_type: &str) -> Self {
        Self::new(Digest::of(bytes), bytes.len() as u64, media_type)
    }

    pub(super) fn new(digest: Digest, size: u64, media_type: &str) -> Self {
        let (urls, annotations, platform) = Default::default();
        Descriptor { media_type: media_type.to_owned(), digest, size, urls, annotations, platform }
    }

    /// Whether registries are not to have it.
    pub(super) fn is_foreign(&self) -> bool {
        self.media_type.contains(".foreign.") || self.media_type.contains(".nondistributable.")
    }

    fn platform(&self) -> Option<Platform> {
        let PlatformField { architecture, os, variant } = self.platform.as_ref()?;
        Some(Platform::normalised(os, architecture, variant))
    }
}

/// In whose words manifests are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Dialect {
    #[default]
    Oci,
    /// Docker's schema 2, which has no annotations.
    Docker,
}

impl Dialect {
    /// The media type of a layer, as it is or compressed with gzip.
    pub(super) fn layer_type(self, is_compressed: bool) -> &'static str {
        match (self, is_compressed) {
            (Dialect::Oci, false) => OCI_LAYER,
            (Dialect::Oci, true) => "application/vnd.oci.image.layer.v1.tar+gzip",
            (Dialect::Docker, false) => DOCKER_LAYER,
            (Dialect::Docker, true) => "application/vnd.docker.image.rootfs.diff.tar.gzip",
        }
    }
}

/// The bytes of a manifest for a configuration and uncompressed layers (diff id, bytes), for images that came without one.
pub(super) fn synthesise(config: &[u8], layers: &[(Digest, u64)]) -> Result<Vec<u8>> {
    write(Dialect::Oci, config, layers, BTreeMap::new())
}

/// The same, in either dialect.
pub(super) fn write(
    dialect: Dialect,
    config: &[u8],
    layers: &[(Digest, u64)],
    annotations: BTreeMap<String, String>,
) -> Result<Vec<u8>> {
    let layer_type = dialect.layer_type(false);
    let layers = layers.iter().map(|(diff_id, size)| Descriptor::new(*diff_id, *size, layer_type)).collect();
    write_manifest(dialect, config, layers, annotations)
}

/// The same, for layers in any form.
pub(super) fn write_manifest(
    dialect: Dialect,
    config: &[u8],
    layers: Vec<Descriptor>,
    annotations: BTreeMap<String, String>,
) -> Result<Vec<u8>> {
    let (manifest_type, config_type, annotations) = match dialect {
        Dialect::Oci => (OCI_MANIFEST, OCI_CONFIG, annotations),
        Dialect::Docker => (DOCKER_MANIFEST, DOCKER_CONFIG, BTreeMap::new()),
    };
    let manifest = ImageManifest {
        schema_version: 2,
        media_type: manifest_type.to_owned(),
        config: Descriptor::of(config, config_type),
        layers,
        annotations,
    };
    serde_json::to_vec(&manifest).context("cannot write a manifest")
}

#[cfg(test)]
mod tests {
    use super::*;

    const D: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    fn descriptor(media_type: &str, more: &str) -> String {
        format!(r#"{{"mediaType": "{media_type}", "digest": "{D}", "size": 0{more}}}"#)
    }

    fn image(config: &str, layer: &str) -> String {
        let (config, layer) = (descriptor(config, ""), descriptor(layer, ""));
        format!(r#"{{"schemaVersion": 2, "config": {config}, "layers": [{layer}]}}"#)
    }

    #[test]
    fn images_and_indexes() {
        let docker = image(DOCKER_CONFIG, "application/vnd.docker.image.rootfs.diff.tar.gzip");
        for content_type in [DOCKER_MANIFEST, "", "application/json", "text/plain"] {
            assert!(matches!(parse(docker.as_bytes(), content_type), Ok(Document::Image(_))), "{content_type}");
        }
        let oci = image(OCI_CONFIG, "application/vnd.oci.image.layer.v1.tar+zstd");
        assert!(matches!(parse(oci.as_bytes(), OCI_MANIFEST), Ok(Document::Image(_))));
        let index = format!(r#"{{"schemaVersion": 2, "manifests": [{}]}}"#, descriptor(OCI_MANIFEST, ""));
        assert!(matches!(parse(index.as_bytes(), OCI_INDEX), Ok(Document::Index(_))));
    }

    #[test]
    fn what_is_refused() {
        let entry = descriptor(OCI_MANIFEST, "");
        let both = image(OCI_CONFIG, OCI_LAYER).replace("\"layers\"", "\"manifests\": [], \"layers\"");
        let lying = format!(r#"{{"schemaVersion": 2, "mediaType": "{OCI_MANIFEST}", "manifests": [{entry}]}}"#);
        for (text, content_type, part) in [
            ("", "", "not valid"),
            ("[]", "", "not valid"),
            ("{}", "", "schema version 0"),
            (r#"{"schemaVersion": 2}"#, "", "neither an image nor an index"),
            (r#"{"schemaVersion": 1, "fsLayers": []}"#, "", "schema 1"),
            ("{}", "application/vnd.docker.distribution.manifest.v1+prettyjws", "schema 1"),
            (&both, "", "ambiguous"),
            (&lying, "", "contradicts"),
            (&image(OCI_CONFIG, OCI_LAYER), OCI_INDEX, "contradicts"),
            (
                &image("application/vnd.cncf.helm.config.v1+json", OCI_LAYER),
                "",
                "artifact of type application/vnd.cncf",
            ),
            (&image(OCI_CONFIG, "text/html"), "", "no layer"),
            (
                &image(OCI_CONFIG, "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"),
                "",
                "may not be distributed",
            ),
            (&image(OCI_CONFIG, &format!("{OCI_LAYER}+gzip+encrypted")), "", "encrypted"),
            (&image(OCI_CONFIG, OCI_LAYER).replace("sha256", "sha512"), "", "sha512"),
            (&image(OCI_CONFIG, OCI_LAYER).replace("\"size\": 0", "\"size\": -1"), "", "not valid"),
        ] {
            let error = crate::error::one_line(&parse(text.as_bytes(), content_type).unwrap_err());
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn the_platform_chooses() {
        let entry = |platform: &str, size: u64| -> Descriptor {
            let (os, rest) = platform.split_once('/').unwrap();
            let (arch, variant) = rest.split_once('/').unwrap_or((rest, ""));
            let platform = PlatformField { architecture: arch.into(), os: os.into(), variant: variant.into() };
            Descriptor { platform: Some(platform), ..Descriptor::new(Digest::of(b""), size, OCI_MANIFEST) }
        };
        let all = ["unknown/unknown", "linux/arm/v5", "linux/arm/v7", "linux/arm64/v8", "windows/amd64", "linux/amd64"];
        let mut entries: Vec<Descriptor> = all.iter().zip(0..).map(|(platform, at)| entry(platform, at)).collect();
        for (wanted, at) in [("linux/amd64", 5), ("linux/arm64", 3), ("linux/arm/v7", 2), ("linux/arm/v6", 1)] {
            assert_eq!(choose(&entries, &wanted.parse().unwrap()).unwrap().size, at, "{wanted}");
        }
        let error = crate::error::one_line(&choose(&entries, &"linux/s390x".parse().unwrap()).unwrap_err());
        assert!(error.contains("no image for linux/s390x; there are images for linux/arm/v5, "), "{error}");
        entries.push(Descriptor::new(Digest::of(b""), 9, OCI_MANIFEST));
        assert_eq!(choose(&entries, &"linux/s390x".parse().unwrap()).unwrap().size, 9);
    }

    #[test]
    fn what_is_synthesised_parses() {
        let bytes = synthesise(b"{}", &[(Digest::of(b"x"), 7)]).unwrap();
        let Ok(Document::Image(image)) = parse(&bytes, OCI_MANIFEST) else { panic!() };
        assert_eq!((image.config.digest, image.layers[0].size), (Digest::of(b"{}"), 7));
    }
}
