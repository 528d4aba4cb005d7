//! Layers, manifests and registries that lie: one line of error, nothing outside the store, and the store stays whole.

use crate::harness::image::{Image, Layer, Recipe, digest, gzip};
use crate::harness::server::{Reply, Request, Server};
use crate::harness::tarball::{Header, Tar};
use crate::harness::{Output, TestEnv};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// All paths under the test's directory but those of the store, and all entries of `/tmp` and `/` by name.
fn outside(env: &TestEnv) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let home = env.home();
    gather(home.parent().expect("a directory of the test"), &env.store(), &mut found);
    for dir in ["/", "/etc", "/home"] {
        found.extend(std::fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path()));
    }
    for marked in ["/tmp/coracle-escaped", "/var/tmp/coracle-escaped"] {
        found.extend(Path::new(marked).exists().then(|| marked.into()));
    }
    found
}

fn gather(dir: &Path, but: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path == but || path.ends_with("cache/coracle") {
            continue;
        }
        if path.is_dir() && !path.is_symlink() {
            gather(&path, but, found);
        }
        found.insert(path);
    }
}

/// Pulls the image from a server of its own and checks what must hold after any pull, good or bad.
#[track_caller]
fn pull(env: &TestEnv, handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Output {
    let server = Server::start(handler);
    let before = outside(env);
    let retry = if env.is_podman() { "" } else { "--retry 1" };
    let out = env.cmd("pull -q --tls-verify=false").words(retry).arg(format!("{}/x/bad:1", server.address())).run();
    let after = outside(env);
    let changed: Vec<_> = after.symmetric_difference(&before).collect();
    assert!(env.is_podman() || changed.is_empty(), "changed outside the store: {changed:?} by {out}");
    out
}

#[track_caller]
fn refuses(env: &TestEnv, image: Image, words: &[&str]) {
    pull(env, move |request| image.answer(request)).refused(words);
}

/// After all attempts: no image but a good one, and it works.
#[track_caller]
fn whole(env: &TestEnv) {
    env.run("images -q").ok().prints("");
    env.check_whole();
}

#[test]
fn escaping_names_are_refused() {
    let env = TestEnv::new();
    let names =
        ["../coracle-escaped", "a/../../coracle-escaped", "a/../../../../../../../../tmp/coracle-escaped", ".."];
    for name in names {
        refuses(&env, Image::of_tar(&Tar::new().file(name, "x").end()), &[".."]);
    }
    refuses(&env, Image::of_tar(&Tar::new().symlink("a/../../coracle-escaped", "/etc").end()), &[".."]);
    whole(&env);
}

#[test]
fn absolute_names_stay_inside() {
    let env = TestEnv::busybox();
    let tar = Tar::new().file("/tmp/coracle-escaped", "x").file("//etc/motd", "y").end();
    let image = Image::of_tar(&tar);
    pull(&env, move |request| image.answer(request));
    assert!(!Path::new("/tmp/coracle-escaped").exists());
    env.check_whole();
}

#[test]
fn links_to_outside_are_refused_or_harmless() {
    let env = TestEnv::new();
    for target in ["/etc/passwd", "../../../../../../etc/passwd", "no/such/file", "."] {
        refuses(&env, Image::of_tar(&Tar::new().hardlink("link", target).end()), &["layer"]);
    }
    whole(&env);
}

#[test]
fn writing_through_a_link_stays_inside() {
    let env = TestEnv::new();
    for target in ["/tmp", "../../../../../../../../tmp", "/var/tmp"] {
        let tar = Tar::new().symlink("out", target).file("out/coracle-escaped", "x").end();
        let image = Image::of_tar(&tar);
        pull(&env, move |request| image.answer(request));
        assert!(!Path::new("/tmp/coracle-escaped").exists() && !Path::new("/var/tmp/coracle-escaped").exists());
    }
    env.check_whole();
}

#[test]
fn special_names_are_refused_or_kept_as_they_are() {
    let env = TestEnv::new();
    refuses(&env, Image::of_tar(&Tar::new().file(vec![b'n'; 4096], "x").end()), &["255"]);
    refuses(&env, Image::of_tar(&Tar::new().file([vec![b'd'; 256], b"/x".to_vec()].concat(), "x").end()), &["255"]);
    refuses(&env, Image::of_tar(&Tar::new().pax(&[("path", b"a\0b".to_vec())]).file("x", "x").end()), &[]);
    whole(&env);
}

#[test]
fn hundred_levels_and_strange_bytes_are_fine() {
    let env = TestEnv::busybox();
    let deep = (0..100).map(|n| format!("level{n}")).collect::<Vec<_>>().join("/");
    let tar = Tar::new().file(format!("{deep}/x"), "deep").file(b"odd\xff\n\x1b[31m".as_slice(), "odd").end();
    let image = Image::of_tar(&tar);
    pull(&env, move |request| image.answer(request)).ok();
}

#[test]
fn device_nodes_are_only_metadata() {
    let env = TestEnv::new();
    let tar = Tar::new().entry(&Header::new(b'4', "dev/vda").device(254, 0), b"").end();
    let image = Image::of_tar(&tar);
    pull(&env, move |request| image.answer(request)).ok();
    let blocks = std::process::Command::new("find").arg(env.store()).args(["-type", "b", "-o", "-type", "c"]).output();
    assert!(blocks.expect("find").stdout.is_empty());
}

#[test]
fn lying_digests_are_refused() {
    let env = TestEnv::new();
    let tar = Tar::new().file("a", "a").end();
    let lie = digest(b"something else");
    let with = |change: &dyn Fn(&mut Layer)| {
        let mut layer = Layer::gzip(&tar);
        change(&mut layer);
        Recipe::new(vec![layer]).make()
    };
    refuses(&env, with(&|layer| layer.digest.clone_from(&lie)), &["digest"]);
    refuses(&env, with(&|layer| layer.diff_id.clone_from(&lie)), &["layer", "expected"]);
    refuses(&env, with(&|layer| layer.size += 1), &["size"]);
    refuses(&env, with(&|layer| layer.size -= 1), &["size"]);
    refuses(&env, with(&|layer| layer.digest = "sha256:../../../x".into()), &["digest"]);
    refuses(&env, with(&|layer| layer.media_type = "text/plain".into()), &["text/plain"]);
    whole(&env);
}

#[test]
fn flipped_bits_and_cut_ends_are_refused() {
    let env = TestEnv::new();
    let noise: Vec<u8> = (0..50_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect();
    let layer = Layer::gzip(&Tar::new().file("noise", noise).end());
    let length = layer.blob.len();
    for at in [0, 3, 12, length / 2, length - 6, length - 1] {
        let mut image = Recipe::new(vec![layer.clone()]).make();
        image.blobs.get_mut(&layer.digest).expect("the layer")[at] ^= 0x10;
        refuses(&env, image, &[]);
    }
    for keep in [0, 1, 100, length / 2, length - 1] {
        let mut image = Recipe::new(vec![layer.clone()]).make();
        image.blobs.get_mut(&layer.digest).expect("the layer").truncate(keep);
        refuses(&env, image, &[]);
    }
    whole(&env);
}

#[test]
fn broken_archives_are_refused_even_when_digests_agree() {
    let env = TestEnv::new();
    let good = Tar::new().file("a", vec![b'a'; 3000]).end();
    let mut bad_sum = good.clone();
    bad_sum[0] = b'b';
    let half_header = good[..300].to_vec();
    let half_data = good[..1024].to_vec();
    let too_large = Tar::new().entry(&Header::new(b'0', "a").declares(1 << 33), b"short").end();
    for (what, tar) in
        [("checksum", bad_sum), ("half a header", half_header), ("half a file", half_data), ("size", too_large)]
    {
        let image = Image::of_tar(&tar);
        let out = pull(&env, move |request| image.answer(request));
        assert_eq!(out.exit(), 125, "{what}: {out}");
        out.refused(&[]);
    }
    let mut truncated = Layer::gzip(&good);
    truncated.blob.truncate(truncated.blob.len() - 10);
    (truncated.digest, truncated.size) = (digest(&truncated.blob), truncated.blob.len() as u64);
    refuses(&env, Recipe::new(vec![truncated]).make(), &[]);
    whole(&env);
}

#[test]
fn broken_manifests_are_refused() {
    let env = TestEnv::new();
    let good = Image::small();
    let manifest: Value = serde_json::from_slice(&good.manifest).expect("JSON");
    let changed = |pointer: &str, value: Value| {
        let mut changed = manifest.clone();
        *changed.pointer_mut(pointer).expect("there") = value;
        serde_json::to_vec(&changed).expect("JSON")
    };
    let manifests = [
        b"{".to_vec(),
        b"[]".to_vec(),
        Vec::new(),
        vec![b'['; 100_000],
        vec![b' '; 6 << 20],
        changed("/config/digest", json!("sha256:short")),
        changed("/config/digest", json!(digest(b"absent"))),
        changed("/layers/0/size", json!(-1)),
        changed("/layers", json!([])),
        changed("/schemaVersion", json!(99)),
    ];
    for manifest in manifests {
        let start = String::from_utf8_lossy(&manifest[..manifest.len().min(60)]).into_owned();
        let image = Image { manifest, ..good.clone() };
        let out = pull(&env, move |request| image.answer(request));
        assert_eq!(out.exit(), 125, "{start}: {out}");
        out.refused(&[]);
    }
    whole(&env);
}

#[test]
fn broken_configs_are_refused() {
    let env = TestEnv::new();
    let good = Image::small();
    let manifest: Value = serde_json::from_slice(&good.manifest).expect("JSON");
    let diff_ids = serde_json::from_slice::<Value>(&good.config).expect("JSON")["rootfs"]["diff_ids"].clone();
    let configs = [
        json!("text"),
        json!({"os": "linux", "rootfs": {"type": "layers", "diff_ids": []}}),
        json!({"os": "linux", "rootfs": {"type": "layers", "diff_ids": [diff_ids[0], diff_ids[0]]}}),
        json!({"os": "linux", "config": {"Env": 7}, "rootfs": {"type": "layers", "diff_ids": diff_ids}}),
    ];
    for config in configs {
        let config = serde_json::to_vec(&config).expect("JSON");
        let mut manifest = manifest.clone();
        (manifest["config"]["digest"], manifest["config"]["size"]) = (json!(digest(&config)), json!(config.len()));
        let mut image = Image { manifest: serde_json::to_vec(&manifest).expect("JSON"), ..good.clone() };
        image.blobs.insert(digest(&config), config);
        refuses(&env, image, &[]);
    }
    whole(&env);
}

#[test]
fn gzip_bomb_ends_before_the_disk_is_full() {
    let env = TestEnv::new();
    let zeros = gzip(&vec![0; 1 << 20]);
    let size = (1_u64 << 42).to_string().into_bytes();
    let header = Tar::new().pax(&[("size", size)]).entry(&Header::new(b'0', "zeros"), b"").cut();
    // Four gigabytes of zeros in four megabytes, declared as four terabytes.
    let mut blob = gzip(&header);
    (0..4096).for_each(|_| blob.extend_from_slice(&zeros));
    let mut layer = Layer::plain(b"");
    layer.media_type.push_str("+gzip");
    (layer.digest, layer.size, layer.blob) = (digest(&blob), blob.len() as u64, blob);
    refuses(&env, Recipe::new(vec![layer]).make(), &["space"]);
    whole(&env);
}

#[test]
fn million_entries() {
    let env = TestEnv::busybox();
    let mut tar = Tar::new();
    for n in 0..1_000_000 {
        tar = tar.file(format!("d{}/f{n}", n % 1000), "");
    }
    let image = Image::of_tar(&tar.end());
    let server = Server::start(move |request| image.answer(request));
    let out = env.cmd("pull -q --tls-verify=false").arg(format!("{}/x/million", server.address())).deadline(180).run();
    if out.exit() != 0 {
        out.refused(&["entries"]);
    }
    env.check_whole();
}

#[test]
fn loads_are_checked_like_pulls() {
    let env = TestEnv::new();
    let tar = Tar::new().file("../coracle-escaped", "x").end();
    let config =
        json!({"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": [digest(&tar)]}});
    let config = serde_json::to_vec(&config).expect("JSON");
    env.cmd("load -q").input(Image::docker_archive("a:1", &config, &[tar])).run().refused(&[".."]);
    let other = Tar::new().file("x", "x").end();
    env.cmd("load -q").input(Image::docker_archive("a:1", &config, &[other])).run().refused(&["layer", "expected"]);
    let outside =
        json!([{"Config": "../../../../etc/passwd", "RepoTags": ["a:1"], "Layers": ["/etc/passwd"]}]).to_string();
    env.cmd("load -q").input(Tar::new().file("manifest.json", outside).end()).run().refused(&[]);
    let mut image = Image::small();
    image.blobs.values_mut().for_each(|blob| blob[0] ^= 1);
    env.cmd("load -q").input(image.oci_archive("a:1")).run().refused(&["digest"]);
    env.cmd("import -").input(Tar::new().file("../x", "x").end()).run().refused(&[".."]);
    whole(&env);
}
