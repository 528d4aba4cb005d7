//! Images made in memory, served by a test's own registry or written as archives.

use super::server::{Reply, Request};
use super::stargz::Stargz;
use super::tarball::{Header, Tar};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

pub(crate) const OCI_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub(crate) const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
const OCI_CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const OCI_LAYER: &str = "application/vnd.oci.image.layer.v1.tar";

/// `sha256:<hex>` of these bytes.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let mut text = String::from("sha256:");
    Sha256::digest(bytes).iter().for_each(|byte| write!(text, "{byte:02x}").expect("a string takes all"));
    text
}

/// The bytes in gzip form.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes all")
}

/// The architecture's name in images.
pub(crate) fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    }
}

/// One layer, with what the manifest and config say of it, true or not.
#[derive(Clone)]
pub(crate) struct Layer {
    pub(crate) blob: Vec<u8>,
    pub(crate) media_type: String,
    pub(crate) digest: String,
    pub(crate) size: u64,
    pub(crate) diff_id: String,
    pub(crate) annotations: BTreeMap<String, String>,
}

impl Layer {
    pub(crate) fn plain(tar: &[u8]) -> Self {
        Self::of(tar.to_vec(), "", tar)
    }

    pub(crate) fn gzip(tar: &[u8]) -> Self {
        Self::of(gzip(tar), "+gzip", tar)
    }

    pub(crate) fn zstd(tar: &[u8]) -> Self {
        Self::of(zstd::encode_all(tar, 1).expect("memory takes all"), "+zstd", tar)
    }

    /// Whose header asks for 2^`log` bytes of memory.
    pub(crate) fn zstd_of_window(log: u32, tar: &[u8]) -> Self {
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).expect("memory for an encoder");
        encoder.set_parameter(zstd::stream::raw::CParameter::WindowLog(log)).expect("a window that there may be");
        let blob = encoder.write_all(tar).and_then(|()| encoder.finish()).expect("memory takes all");
        Self::of(blob, "+zstd", tar)
    }

    /// In the form eStargz; `spoil` may change the table.
    pub(crate) fn stargz(tar: &[u8], spoil: impl Fn(&mut Vec<Value>)) -> Self {
        let made = Stargz::of(tar, 4 << 20, spoil);
        let annotations = BTreeMap::from([("containerd.io/snapshot/stargz/toc.digest".to_owned(), made.toc)]);
        Self { annotations, ..Self::of(made.blob, "+gzip", &made.tar) }
    }

    fn of(blob: Vec<u8>, suffix: &str, tar: &[u8]) -> Self {
        let (media_type, annotations) = (format!("{OCI_LAYER}{suffix}"), BTreeMap::new());
        Self { media_type, digest: digest(&blob), size: blob.len() as u64, diff_id: digest(tar), blob, annotations }
    }
}

/// What an image is made from.
#[derive(Clone)]
pub(crate) struct Recipe {
    pub(crate) layers: Vec<Layer>,
    /// The `config` of the image's config.
    pub(crate) config: Value,
    pub(crate) architecture: String,
}

impl Recipe {
    pub(crate) fn new(layers: Vec<Layer>) -> Self {
        Self { layers, config: json!({"Cmd": ["/bin/sh"]}), architecture: architecture().into() }
    }

    pub(crate) fn make(self) -> Image {
        let diff_ids: Vec<&str> = self.layers.iter().map(|layer| layer.diff_id.as_str()).collect();
        let config = json!({"architecture": self.architecture, "os": "linux", "config": self.config,
            "created": "2024-01-02T03:04:05Z", "rootfs": {"type": "layers", "diff_ids": diff_ids}});
        let config = serde_json::to_vec(&config).expect("JSON");
        let layers: Vec<Value> = self
            .layers
            .iter()
            .map(|layer| {
                let mut entry = descriptor(&layer.media_type, &layer.digest, layer.size);
                entry["annotations"] = json!(layer.annotations);
                entry
            })
            .collect();
        let manifest = json!({"schemaVersion": 2, "mediaType": OCI_MANIFEST,
            "config": descriptor(OCI_CONFIG, &digest(&config), config.len() as u64), "layers": layers});
        let manifest = serde_json::to_vec(&manifest).expect("JSON");
        let mut blobs = BTreeMap::from([(digest(&config), config.clone())]);
        blobs.extend(self.layers.into_iter().map(|layer| (layer.digest, layer.blob)));
        Image { manifest, config, blobs, media_type: OCI_MANIFEST.into() }
    }
}

fn descriptor(media_type: &str, digest: &str, size: u64) -> Value {
    json!({"mediaType": media_type, "digest": digest, "size": size})
}

/// An image: its top manifest, and all else by digest.
#[derive(Clone)]
pub(crate) struct Image {
    pub(crate) manifest: Vec<u8>,
    pub(crate) media_type: String,
    pub(crate) config: Vec<u8>,
    pub(crate) blobs: BTreeMap<String, Vec<u8>>,
}

impl Image {
    /// A small image with one gzip layer: `/hello` and a directory.
    pub(crate) fn small() -> Self {
        let tar = Tar::new().dir("etc/").file("hello", "hello\n").end();
        Recipe::new(vec![Layer::gzip(&tar)]).make()
    }

    /// An image with this tar archive as its one layer.
    pub(crate) fn of_tar(tar: &[u8]) -> Self {
        Recipe::new(vec![Layer::gzip(tar)]).make()
    }

    /// An index with this image for each (architecture, image).
    pub(crate) fn index(images: &[(&str, &Image)]) -> Self {
        let mut blobs = BTreeMap::new();
        let mut manifests = Vec::new();
        for (architecture, image) in images {
            let mut entry = descriptor(&image.media_type, &digest(&image.manifest), image.manifest.len() as u64);
            entry["platform"] = json!({"os": "linux", "architecture": architecture});
            manifests.push(entry);
            blobs.extend(image.blobs.clone());
            blobs.insert(digest(&image.manifest), image.manifest.clone());
        }
        let index = json!({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": manifests});
        Self {
            manifest: serde_json::to_vec(&index).expect("JSON"),
            media_type: OCI_INDEX.into(),
            config: Vec::new(),
            blobs,
        }
    }

    /// What a registry with only this image answers, whatever the repository's name.
    pub(crate) fn answer(&self, request: &Request) -> Reply {
        let path = request.path.as_str();
        if path == "/v2/" {
            return Reply::ok("{}");
        }
        let Some((kind, reference)) = split(path) else { return Reply::error(404, "NAME_UNKNOWN") };
        if kind == "blobs" {
            return self
                .blobs
                .get(reference)
                .map_or_else(|| Reply::error(404, "BLOB_UNKNOWN"), |blob| Reply::ok(blob.clone()));
        }
        let inner = self.blobs.get(reference);
        if inner.is_none() && reference.starts_with("sha256:") && reference != digest(&self.manifest) {
            return Reply::error(404, "MANIFEST_UNKNOWN");
        }
        let (bytes, media_type) =
            inner.map_or((&self.manifest, self.media_type.as_str()), |bytes| (bytes, OCI_MANIFEST));
        Reply::ok(bytes.clone()).header("Content-Type", media_type).header("Docker-Content-Digest", &digest(bytes))
    }

    /// An OCI layout in a tar archive.
    pub(crate) fn oci_archive(&self, name: &str) -> Vec<u8> {
        let mut entry = descriptor(&self.media_type, &digest(&self.manifest), self.manifest.len() as u64);
        entry["annotations"] = json!({"org.opencontainers.image.ref.name": name});
        let index = json!({"schemaVersion": 2, "manifests": [entry]}).to_string();
        let mut tar = Tar::new().file("oci-layout", r#"{"imageLayoutVersion":"1.0.0"}"#).file("index.json", index);
        for (digest, blob) in self.blobs.iter().chain([(&digest(&self.manifest), &self.manifest)]) {
            tar = tar.file(format!("blobs/{}", digest.replace(':', "/")), blob);
        }
        tar.end()
    }

    /// A `docker save` archive of these layers.
    pub(crate) fn docker_archive(name: &str, config: &[u8], layers: &[Vec<u8>]) -> Vec<u8> {
        let config_name = format!("{}.json", &digest(config)[7..]);
        let names: Vec<String> = layers.iter().map(|tar| format!("{}.tar", &digest(tar)[7..])).collect();
        let manifest = json!([{"Config": config_name, "RepoTags": [name], "Layers": names}]).to_string();
        let mut tar = Tar::new().file(&config_name, config);
        for (name, layer) in names.iter().zip(layers) {
            tar = tar.entry(&Header::new(b'0', name), layer);
        }
        tar.file("manifest.json", manifest).end()
    }
}

/// `/v2/<name>/<kind>/<reference>` as (kind, reference).
fn split(path: &str) -> Option<(&str, &str)> {
    let mut parts = path.strip_prefix("/v2/")?.rsplitn(3, '/');
    let reference = parts.next()?;
    Some((parts.next()?, reference)).filter(|(kind, _)| matches!(*kind, "blobs" | "manifests"))
}
