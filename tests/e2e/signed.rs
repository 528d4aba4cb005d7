//! Signatures that policy.json wants (`sigstoreSigned` with keys of one's own), made by openssl.

use crate::harness::image::{Image, digest};
use crate::harness::server::{Reply, Server};
use crate::harness::{Output, TestEnv};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn openssl(env: &TestEnv, words: &str) {
    env.cmd_of("sh").arg("-c").arg(format!("cd {} && openssl {words}", env.home().display())).run().ok();
}

/// Makes the keys NAME.key and NAME.pub.
fn keys(env: &TestEnv, name: &str) -> String {
    openssl(env, &format!("ecparam -name prime256v1 -genkey -noout -out {name}.key"));
    openssl(env, &format!("ec -in {name}.key -pubout -out {name}.pub"));
    env.home().join(format!("{name}.pub")).display().to_string()
}

/// What a signature of `signed` under `name` with a key is in a registry: its manifest, and the blob in it.
fn signature(env: &TestEnv, key: &str, name: &str, signed: &str) -> (Value, Vec<u8>) {
    let payload = json!({"critical": {"identity": {"docker-reference": name},
        "image": {"docker-manifest-digest": signed}, "type": "cosign container image signature"}, "optional": null});
    let payload = payload.to_string().into_bytes();
    env.file("payload", &payload);
    openssl(env, &format!("dgst -sha256 -sign {key}.key -out signature payload"));
    openssl(env, "base64 -A -in signature -out signature.text");
    let text = std::fs::read_to_string(env.home().join("signature.text")).expect("a signature");
    let layer = json!({"mediaType": "application/vnd.dev.cosign.simplesigning.v1+json", "digest": digest(&payload),
        "size": payload.len(), "annotations": {"dev.cosignproject.cosign/signature": text}});
    let config = json!({"mediaType": "application/vnd.oci.image.config.v1+json", "digest": digest(b"{}"), "size": 2});
    (json!({"schemaVersion": 2, "config": config, "layers": [layer]}), payload)
}

fn serve(image: Image, signatures: &[(String, (Value, Vec<u8>))]) -> Server {
    let mut files = BTreeMap::new();
    for (signed, (manifest, payload)) in signatures {
        files.insert(format!("manifests/{}.sig", signed.replace(':', "-")), manifest.to_string().into_bytes());
        files.insert(format!("blobs/{}", digest(payload)), payload.clone());
    }
    Server::start(move |request| match files.iter().find(|(name, _)| request.path.ends_with(name.as_str())) {
        Some((_, bytes)) => {
            Reply::ok(bytes.clone()).header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
        }
        None if request.path.ends_with(".sig") => Reply::error(404, "MANIFEST_UNKNOWN"),
        None => image.answer(request),
    })
}

fn pull(env: &TestEnv, server: &Server, requirement: Value) -> Output {
    let policy = json!({"default": [requirement]}).to_string();
    std::fs::write(env.config_dir().join("policy.json"), policy).expect("write");
    let out = env.cmd("pull -q --retry 0 --tls-verify=false").arg(format!("{}/x/app:1", server.address())).run();
    let _ = env.run("rmi --all --force");
    out
}

#[test]
fn only_what_a_key_of_the_policy_has_signed_comes_in() {
    let env = TestEnv::new();
    let (ours, theirs) = (keys(&env, "ours"), keys(&env, "theirs"));
    let image = Image::small();
    let signed = digest(&image.manifest);
    // The server's address is a part of the name that is signed; it is known once there is a server.
    let repository = json!({"type": "exactRepository", "dockerRepository": "example.org/app"});
    let wants = |key: &str| json!({"type": "sigstoreSigned", "keyPath": key, "signedIdentity": repository});
    let good = signature(&env, "ours", "example.org/app", &signed);
    let server = serve(image.clone(), &[(signed.clone(), good.clone())]);
    pull(&env, &server, wants(&ours)).ok();
    pull(&env, &server, json!({"type": "sigstoreSigned", "keyPaths": [theirs, ours], "signedIdentity": repository}))
        .ok();
    pull(&env, &server, wants(&theirs)).refused(&["no signature that", "policy.json", "by another key"]);
    let exact = json!({"type": "sigstoreSigned", "keyPath": ours});
    pull(&env, &server, exact).refused(&["for another name"]);
    let keyless = json!({"type": "sigstoreSigned", "fulcio": {}});
    pull(&env, &server, keyless).refused(&["fulcio", "not supported"]);
    pull(&env, &server, json!({"type": "signedBy", "keyType": "GPGKeys", "keyPath": "/k"})).refused(&["signedBy"]);

    pull(&env, &serve(image.clone(), &[]), wants(&ours)).refused(&["no signature that", "sha256-"]);
    let other = signature(&env, "ours", "example.org/app", &digest(b"another image"));
    pull(&env, &serve(image.clone(), &[(signed.clone(), other)]), wants(&ours)).refused(&["for another image"]);
    // A payload that was changed after it was signed.
    let (mut manifest, payload) = good;
    let changed = String::from_utf8(payload).expect("text").replace("null", "true").into_bytes();
    manifest["layers"][0]["digest"] = json!(digest(&changed));
    pull(&env, &serve(image, &[(signed, (manifest, changed))]), wants(&ours)).refused(&["by another key"]);
    env.run("images -q").ok().prints("");
}

#[test]
fn a_signature_of_the_index_covers_its_images() {
    let env = TestEnv::new();
    let key = keys(&env, "ours");
    let index = Image::index(&[(crate::harness::image::architecture(), &Image::small())]);
    let signed = digest(&index.manifest);
    let good = signature(&env, "ours", "example.org/app", &signed);
    let repository = json!({"type": "exactRepository", "dockerRepository": "example.org/app"});
    let wants = json!({"type": "sigstoreSigned", "keyPath": key, "signedIdentity": repository});
    pull(&env, &serve(index.clone(), &[(signed, good)]), wants.clone()).ok();
    pull(&env, &serve(index, &[]), wants).refused(&["no signature that"]);
}
