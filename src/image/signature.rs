//! Signatures of images as sigstore's cosign attaches them: an image beside the signed one, whose tag is made of that one's
//! digest and whose layers are what was signed (cosign, specs/SIGNATURE_SPEC.md; containers-signature(5) for the JSON).

use std::{io::Read, sync::Arc};

use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use serde::Deserialize;

use super::manifest::Descriptor;
use crate::{
    config::Signed,
    error::{Error, Result, one_line},
    name::{Digest, Reference, base64},
    registry::Repository,
};

/// The media type of what was signed.
const PAYLOAD: &str = "application/vnd.dev.cosign.simplesigning.v1+json";
/// Where its descriptor has the signature, in base 64.
const SIGNATURE: &str = "dev.cosignproject.cosign/signature";
/// The `type` within.
const KIND: &str = "cosign container image signature";
/// The most bytes that may have been signed.
const LIMIT: u64 = 1 << 20;
/// How the DER of a public key of the curve P-256 begins (RFC 5480); the point follows.
const P256: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    layers: Vec<Descriptor>,
}

/// What was signed.
#[derive(Deserialize)]
struct Payload {
    critical: Critical,
}

#[derive(Deserialize)]
struct Critical {
    #[serde(rename = "type")]
    kind: String,
    identity: Identity,
    image: Image,
}

#[derive(Deserialize)]
struct Identity {
    #[serde(rename = "docker-reference")]
    name: String,
}

#[derive(Deserialize)]
struct Image {
    #[serde(rename = "docker-manifest-digest")]
    digest: Digest,
}

/// Refuses the image `name` unless a signature over one of its `manifests` (its index, and the one that the index has for this
/// platform) is what the policy wants.
pub(super) fn verify(
    repository: &Arc<Repository>,
    wanted: &Signed,
    name: &Reference,
    manifests: &[Digest],
) -> Result<()> {
    let keys = wanted.keys.iter().map(|key| public_key(key, wanted)).collect::<Result<Vec<_>>>()?;
    let mut why = Vec::new();
    for digest in manifests {
        match signatures(repository, digest) {
            Ok(found) => {
                for (payload, signature) in found {
                    match judge(&payload, &signature, &keys, wanted, name, digest) {
                        Ok(()) => return Ok(()),
                        Err(reason) => why.push(reason.to_owned()),
                    }
                }
            }
            Err(error) => why.push(one_line(&error)),
        }
    }
    why.dedup();
    let why = if why.is_empty() { "it has none".to_owned() } else { why.join("; ") };
    let policy = wanted.policy.display();
    Err(Error::new(format!("{name} has no signature that {policy} accepts: {why}"))
        .hint("have it signed with `cosign sign --key`, or change the policy for it")
        .into())
}

/// What was signed, and the signatures of it.
fn signatures(repository: &Arc<Repository>, digest: &Digest) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
    let manifest = repository.manifest(&format!("sha256-{}.sig", digest.hex()), None)?;
    let Manifest { layers } = serde_json::from_slice(&manifest.bytes)?;
    let mut found = Vec::new();
    for layer in layers.iter().filter(|layer| layer.media_type == PAYLOAD && layer.size <= LIMIT) {
        let signature = layer.annotations.get(SIGNATURE).and_then(|text| base64::decode(text.as_bytes()));
        let Some(signature) = signature else { continue };
        let mut payload = Vec::new();
        repository.blob(&layer.digest, layer.size)?.read_to_end(&mut payload)?;
        found.push((payload, signature));
    }
    Ok(found)
}

/// Nothing of the payload is looked at before its signature was verified.
fn judge(
    payload: &[u8],
    signature: &[u8],
    keys: &[Vec<u8>],
    wanted: &Signed,
    name: &Reference,
    digest: &Digest,
) -> Result<(), &'static str> {
    let verifies =
        |key: &Vec<u8>| UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, key).verify(payload, signature).is_ok();
    if !keys.iter().any(verifies) {
        return Err("a signature is by another key");
    }
    let Ok(Payload { critical }) = serde_json::from_slice(payload) else {
        return Err("a signature is not for an image");
    };
    match critical {
        Critical { kind, .. } if kind != KIND => Err("a signature is not for an image"),
        Critical { image, .. } if image.digest != *digest => Err("a signature is for another image"),
        Critical { identity, .. } if !wanted.identity.accepts(name, &identity.name) => {
            Err("a signature is for another name")
        }
        _ => Ok(()),
    }
}

/// The point of a public key in PEM.
fn public_key(pem: &str, wanted: &Signed) -> Result<Vec<u8>> {
    let body = pem.split("-----BEGIN PUBLIC KEY-----").nth(1).and_then(|rest| rest.split("-----END").next());
    let text: String = body.unwrap_or_default().split_whitespace().collect();
    let der = base64::decode(text.as_bytes()).unwrap_or_default();
    let point = der.strip_prefix(&P256[..]).filter(|point| point.len() == 65);
    point.map(<[u8]>::to_vec).ok_or_else(|| {
        Error::new(format!(
            "a key of {} is not supported: only ECDSA keys of the curve P-256 are",
            wanted.policy.display()
        ))
        .into()
    })
}
