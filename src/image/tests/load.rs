use std::io::{Cursor, Write};

use serde_json::json;

use super::{Parts, assert_clean, config, gzip, layer, parts, store};
use crate::{
    archive::testing::{TestEntry, archive},
    config::Env,
    error::one_line,
    image::{
        Loaded, Source, load, load_named,
        manifest::{Descriptor, OCI_LAYER, OCI_MANIFEST},
    },
    name::Digest,
    store::Store,
};

fn try_load(store: &Store, bytes: Vec<u8>) -> Result<Vec<Loaded>, String> {
    let platform = "linux/amd64".parse().unwrap();
    let env = Env::fake("/nonexistent".as_ref(), &[]);
    load(store, &env, Source::Reader(Box::new(Cursor::new(bytes)), "-"), Some(&platform))
        .map_err(|error| one_line(&error))
}

/// What was loaded, as `names id` lines.
fn loaded(store: &Store, bytes: Vec<u8>) -> Vec<(String, Digest)> {
    let name = |image: &Loaded| image.names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    try_load(store, bytes).unwrap().iter().map(|image| (name(image), image.image.id)).collect()
}

/// A large layer, so that it does not stay in memory.
fn large() -> Vec<u8> {
    let noise: Vec<u8> = (0..2_000_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 23) as u8).collect();
    archive(&[TestEntry::file("noise", &noise)])
}

fn docker(config: &[u8], layers: &[(&str, &[u8])], manifest_first: bool) -> Vec<u8> {
    let paths: Vec<&str> = layers.iter().map(|(path, _)| *path).collect();
    let manifest = json!([{"Config": "c.json", "RepoTags": ["debian:12", "q.io/x:1"], "Layers": paths}]).to_string();
    let mut entries = vec![TestEntry::file("c.json", config)];
    entries.extend(layers.iter().map(|(path, bytes)| TestEntry::file(path, bytes)));
    let at = if manifest_first { 0 } else { entries.len() };
    entries.insert(at, TestEntry::file("manifest.json", manifest.as_bytes()));
    archive(&entries)
}

#[test]
fn dockers_archive_in_any_order_and_compression() {
    let (small, large) = (layer("x"), large());
    let config = config(&[Digest::of(&small), Digest::of(&large)], "amd64");
    let expected = vec![("docker.io/library/debian:12 q.io/x:1".to_owned(), Digest::of(&config))];
    let zipped = gzip(&large);
    for layers in [[("1/layer.tar", &*small), ("2/layer.tar", &*large)], [("a.tar", &*small), ("b.tar.gz", &*zipped)]] {
        for manifest_first in [false, true] {
            let plain = docker(&config, &layers, manifest_first);
            for bytes in [gzip(&plain), plain] {
                let (_temp, store) = store();
                assert_eq!(loaded(&store, bytes), expected);
                assert_clean(&store);
            }
        }
    }
}

#[test]
fn layers_may_be_links_to_others() {
    let (_temp, store) = store();
    let tar = layer("x");
    let config = config(&[Digest::of(&tar), Digest::of(&tar), Digest::of(&tar)], "amd64");
    let manifest =
        json!([{"Config": "c.json", "RepoTags": null, "Layers": ["1/layer.tar", "2/layer.tar", "3/layer.tar"]}]);
    let bytes = archive(&[
        TestEntry::file("manifest.json", manifest.to_string().as_bytes()),
        TestEntry::file("c.json", &config),
        TestEntry::symlink("2/layer.tar", "../1/layer.tar"),
        TestEntry::file("1/layer.tar", &tar),
        TestEntry::hardlink("3/layer.tar", "1/layer.tar"),
    ]);
    assert_eq!(loaded(&store, bytes), [(String::new(), Digest::of(&config))]);
}

#[test]
fn the_archive_of_old_dockers() {
    let (_temp, store) = store();
    let (low, high) = (layer("low"), layer("high"));
    let json = |id: &str, parent: &str| {
        json!({"id": id, "parent": parent, "created": "2015-01-01T00:00:00Z", "os": "linux", "architecture": "amd64",
               "config": {"Cmd": [id]}})
        .to_string()
        .into_bytes()
    };
    let bytes = archive(&[
        TestEntry::file("repositories", br#"{"old": {"1": "bb", "2": "bb"}}"#),
        TestEntry::file("aa/json", &json("aa", "")),
        TestEntry::file("aa/layer.tar", &low),
        TestEntry::file("bb/json", &json("bb", "aa")),
        TestEntry::file("bb/layer.tar", &high),
    ]);
    let images = try_load(&store, bytes).unwrap();
    assert_eq!(images[0].image.layers, [Digest::of(&low), Digest::of(&high)]);
    assert_eq!(images[0].names[1].to_string(), "docker.io/library/old:2");
    let config = crate::image::config_of(&store, &images[0].image).unwrap();
    assert_eq!(config.config.cmd, ["bb"]);
}

fn blob(bytes: &[u8]) -> TestEntry {
    TestEntry::file(&format!("blobs/sha256/{}", Digest::of(bytes).hex()), bytes)
}

fn index(entries: &[(&Parts, &str, &str)]) -> TestEntry {
    let entry = |(parts, name, architecture): &(&Parts, &str, &str)| {
        let mut entry = serde_json::to_value(Descriptor::of(&parts.manifest(), OCI_MANIFEST)).unwrap();
        entry["platform"] = json!({"os": "linux", "architecture": architecture});
        if !name.is_empty() {
            entry["annotations"] = json!({"org.opencontainers.image.ref.name": name});
        }
        entry
    };
    let entries: Vec<_> = entries.iter().map(entry).collect();
    TestEntry::file("index.json", json!({"schemaVersion": 2, "manifests": entries}).to_string().as_bytes())
}

fn blobs(parts: &Parts) -> Vec<TestEntry> {
    parts.blobs.iter().chain([&parts.config, &parts.manifest()]).map(|bytes| blob(bytes)).collect()
}

#[test]
fn oci_archives_and_directories() {
    let (amd, arm) = (parts(&["a", "b"], "amd64"), parts(&["c"], "arm64"));
    let id = Digest::of(&amd.config);
    for (entries, expected) in [
        (vec![(&amd, "q.io/x:1", "amd64")], vec![("q.io/x:1", id)]),
        (vec![(&amd, "debian:12", "amd64")], vec![("localhost/debian:12", id)]),
        (vec![(&amd, "", "amd64"), (&arm, "", "arm64")], vec![("", id)]),
        (
            vec![(&amd, "x:1", "amd64"), (&arm, "y:1", "arm64")],
            vec![("localhost/x:1", id), ("localhost/y:1", Digest::of(&arm.config))],
        ),
    ] {
        let (temp, store) = store();
        let all = [vec![index(&entries)], blobs(&amd), blobs(&arm)].concat();
        let expected: Vec<_> = expected.into_iter().map(|(name, id)| (name.to_owned(), id)).collect();
        assert_eq!(loaded(&store, archive(&all)), expected);
        let path = temp.path().join("x.tar");
        std::fs::write(&path, archive(&all)).unwrap();
        tar::Archive::new(std::fs::File::open(&path).unwrap()).unpack(temp.path().join("dir")).unwrap();
        for path in [path, temp.path().join("dir")] {
            let platform = "linux/amd64".parse().unwrap();
            let images = load_named(&store, &path, Some(&platform), None).unwrap();
            assert_eq!(images.len(), expected.len());
            assert_eq!(images[0].image.id, expected[0].1);
        }
    }
}

#[test]
fn damage_is_found_and_leaves_nothing() {
    let (small, large) = (layer("x"), large());
    let good = config(&[Digest::of(&small), Digest::of(&large)], "amd64");
    let swapped = config(&[Digest::of(&large), Digest::of(&small)], "amd64");
    let fewer = config(&[Digest::of(&small)], "amd64");
    let layers: [(&str, &[u8]); 2] = [("1.tar", &small), ("2.tar", &large)];
    let whole = docker(&good, &layers, true);
    let mut parts = parts(&["a"], "amd64");
    let mut oci = [vec![index(&[(&parts, "x:1", "amd64")])], blobs(&parts)].concat();
    let damaged = TestEntry::file(&format!("blobs/sha256/{}", Digest::of(&parts.blobs[0]).hex()), b"damaged");
    oci.push(damaged);
    parts.descriptors[0] = Descriptor::new(Digest::of(b"nowhere"), 7, OCI_LAYER);
    let lost = [vec![index(&[(&parts, "x:1", "amd64")])], blobs(&parts)].concat();
    let bomb = gzip(&whole)[..2000].to_vec();
    for (bytes, part) in [
        (b"".to_vec(), "payload does not match any of the supported image formats"),
        (b"not a tar".to_vec(), ""),
        (archive(&[TestEntry::file("etc/passwd", b"")]), "coracle import"),
        (archive(&[TestEntry::file("manifest.json", b"[]")]), "no image"),
        (archive(&[TestEntry::file("manifest.json", b"{")]), "manifest.json is not valid"),
        (archive(&[TestEntry::file("manifest.json", br#"[{"Config":"../../etc/passwd"}]"#)]), "the archive has no"),
        (archive(&[TestEntry::file("../manifest.json", b"[]")]), "path"),
        (archive(&[TestEntry::symlink("manifest.json", "manifest.json")]), "leads nowhere"),
        (docker(&swapped, &layers, true), "not what its image says"),
        (docker(&fewer, &layers, true), "2 layers"),
        (docker(b"{", &layers, true), "configuration is not valid"),
        (docker(&good, &[("1.tar", &small), ("2.tar", b"not a tar")], true), "2.tar"),
        (whole[..whole.len() / 2].to_vec(), ""),
        (bomb, ""),
        (archive(&oci), "is damaged"),
        (archive(&lost), "the archive has no"),
    ] {
        let (_temp, store) = store();
        let error = try_load(&store, bytes).unwrap_err();
        assert!(
            error.contains(part) && error.starts_with("cannot load -: ") && !error.contains('\n'),
            "{part}: {error}"
        );
        assert!(store.images().unwrap().is_empty());
        assert_clean(&store);
    }
}

#[test]
fn a_pipe_that_breaks_is_an_error() {
    let (_temp, store) = store();
    let (reader, mut writer) = std::io::pipe().unwrap();
    let whole = docker(&config(&[Digest::of(&large())], "amd64"), &[("1.tar", &large())], false);
    std::thread::spawn(move || writer.write_all(&whole[..1_000_000]));
    let env = Env::fake("/nonexistent".as_ref(), &[]);
    assert!(load(&store, &env, Source::Reader(Box::new(reader), "-"), None).is_err());
    assert_clean(&store);
}
