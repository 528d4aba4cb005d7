//! Images in the store: listing, loading, importing, removing, inspecting.

use crate::harness::image::{Image, digest};
use crate::harness::tarball::{Header, Tar};
use crate::harness::{TestEnv, cache};
use serde_json::{Value, json};
use std::path::Path;

fn archive(name: &str) -> std::path::PathBuf {
    cache::images().join("archives").join(name)
}

#[test]
fn table_has_the_customary_columns() {
    let env = TestEnv::busybox();
    let out = env.run("images").ok();
    let lines = out.lines();
    let words: Vec<&str> = lines[0].split("  ").map(str::trim).filter(|word| !word.is_empty()).collect();
    assert_eq!(words, ["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"]);
    assert!(lines[1].starts_with("docker.io/library/busybox") && lines[1].contains("MB"), "{out}");
    env.run("images --noheading").ok().stdout_lacks("REPOSITORY");
}

#[test]
fn empty_store_has_an_empty_table() {
    let env = TestEnv::new();
    assert_eq!(env.run("images").ok().lines().len(), 1);
    env.run("images -q").ok().prints("");
    assert_eq!(env.run("images --format json").ok().json(), json!([]));
}

#[test]
fn load_takes_every_form() {
    for name in ["docker.tar", "docker.tar.gz", "docker.tar.xz", "oci.tar", "oci.tar.zst"] {
        let env = TestEnv::new();
        let out = env.cmd("load -i").arg(archive(name)).run().ok();
        out.prints("Loaded image: docker.io/library/busybox:latest\n");
        env.run("run --rm --network none busybox true").ok();
    }
}

#[test]
fn load_reads_standard_input() {
    for name in ["docker.tar.gz", "oci.tar"] {
        let env = TestEnv::new();
        let bytes = std::fs::read(archive(name)).expect("an archive");
        env.cmd("load").input(bytes).run().ok().stdout_has("Loaded image: docker.io/library/busybox:latest");
    }
}

#[test]
fn load_twice_keeps_one() {
    let env = TestEnv::new();
    for name in ["docker.tar", "docker.tar.gz", "docker.tar"] {
        env.cmd("load -q -i").arg(archive(name)).run().ok();
    }
    assert_eq!(env.run("images -q").ok().lines().len(), 1);
}

#[test]
fn load_refuses_what_is_no_archive() {
    let env = TestEnv::new();
    env.run("load -i /no/such/file").refused(&["/no/such/file"]);
    let refused = env.cmd("load -i").arg(env.file("text", "no archive")).run();
    refused.refused(&["text", "payload does not match any of the supported image formats"]);
    env.cmd("load -i").arg(env.file("empty.tar", Tar::new().end())).run().refused(&["empty.tar"]);
    env.cmd("load").input("").run().refused(&[]);
    env.run("images -q").ok().prints("");
}

#[test]
fn import_makes_an_image_of_a_rootfs() {
    let env = TestEnv::new();
    let rootfs = cache::images().join("rootfs/busybox.tar");
    let changes =
        r#"-c 'CMD ["cat", "/etc/motd"]' --change 'ENV A=b' -c 'WORKDIR /var/tmp' -c 'LABEL x=y' --message made"#;
    let id = env.cmd("import").words(changes).arg(&rootfs).words("local/rootfs").run().ok().text();
    let hex = id.strip_prefix("sha256:").expect("sha256:");
    assert_eq!(env.run("images -q --no-trunc").ok().text(), id);
    env.run("run --rm --network none local/rootfs").ok().prints("hello from the image\n");
    env.run("run --rm --network none local/rootfs sh -c 'echo $A; pwd'").ok().prints("b\n/var/tmp\n");
    env.cmd("run --rm --network none").arg(&hex[..12]).words("true").run().ok();
    assert_eq!(env.run("inspect local/rootfs --format '{{index .Config.Labels \"x\"}}'").ok().text(), "y");
    env.cmd("import -c 'NONSENSE x'").arg(&rootfs).run().refused(&["NONSENSE"]);
}

#[test]
fn import_reads_standard_input() {
    let env = TestEnv::new();
    let bytes = std::fs::read(cache::images().join("rootfs/busybox.tar")).expect("an archive");
    env.cmd("import - piped").input(bytes).run().ok();
    env.run("images --format {{.Repository}}:{{.Tag}}").ok().prints("localhost/piped:latest\n");
    env.run("run --rm --network none piped true").ok();
}

#[test]
fn rmi_says_what_it_did() {
    let env = TestEnv::busybox();
    let id = env.run("images -q --no-trunc").ok().text().replace("sha256:", "");
    env.run("rmi busybox").ok().prints(&format!("Untagged: docker.io/library/busybox:latest\nDeleted: {id}\n"));
    env.run("images -q").ok().prints("");
    env.run("rmi busybox").code(1).one_error(&["busybox"]);
    env.run("rmi -f busybox").ok();
    if !env.is_podman() {
        let objects =
            std::process::Command::new("find").arg(env.store()).args(["-path", "*/objects/*", "-type", "f"]).output();
        assert!(objects.expect("find").stdout.is_empty(), "objects of a removed image remain");
    }
}

#[test]
fn rmi_refuses_an_image_in_use() {
    let env = TestEnv::busybox();
    env.run("run -d --network none --name user busybox sleep 100").ok();
    env.run("rmi busybox").code(2).one_error(&["image is in use by a container"]);
    env.run("run --rm --network none busybox true").ok();
    env.run("rm -f -t 0 user").ok();
    env.run("rmi busybox").ok();
}

#[test]
fn rmi_of_many_does_all_it_can() {
    let env = TestEnv::busybox();
    env.run("rmi nosuch busybox").code(1).stdout_has("Deleted: ").one_error(&["nosuch"]);
    env.run("images -q").ok().prints("");
}

#[test]
fn inspect_shows_the_config() {
    let env = TestEnv::busybox();
    let out = env.run("inspect busybox").ok().json();
    let image = &out[0];
    assert_eq!(image["Config"]["Cmd"], json!(["sh"]));
    assert_eq!(image["Os"], "linux");
    assert_eq!(image["RepoTags"], json!(["docker.io/library/busybox:latest"]));
    assert_eq!(image["RootFS"]["Layers"].as_array().map(Vec::len), Some(1));
    assert_eq!(image["Id"].as_str().map(str::len), Some(64));
    env.run("image inspect busybox --format {{.Architecture}}").ok().stdout_has("64");
}

#[test]
fn inspect_of_nothing() {
    let env = TestEnv::new();
    let out = env.run("inspect nosuch").code(125).one_error(&["nosuch"]);
    assert_eq!(out.json(), json!([]));
    env.run("inspect --format {{.Id}} nosuch").code(125).one_error(&["nosuch"]);
}

#[test]
fn unknown_fields_of_a_config_are_kept() {
    let env = TestEnv::new();
    let tar = Tar::new().file("a", "a").end();
    let config = json!({"architecture": "amd64", "os": "linux", "x-unknown": {"k": [1]}, "config": {"Cmd": ["/a"], "X": 1},
        "rootfs": {"type": "layers", "diff_ids": [digest(&tar)]}});
    let config = serde_json::to_vec(&config).expect("JSON");
    let bytes = Image::docker_archive("example.org/kept:1", &config, std::slice::from_ref(&tar));
    env.cmd("load -q").input(bytes).run().ok();
    let id = env.run("images -q --no-trunc").ok().text();
    assert_eq!(id, digest(&config), "the id is that of the config's own bytes");
}

#[test]
fn names_resolve_like_podmans() {
    let env = TestEnv::new();
    let bytes = Image::small().oci_archive("registry.test/team/app:1");
    env.cmd("load -q").input(bytes).run().ok();
    let id = env.run("images -q --no-trunc").ok().text().replace("sha256:", "");
    for name in ["registry.test/team/app:1", "team/app:1", "app:1", &id, &id[..12], &id[..4]] {
        assert_eq!(env.cmd("inspect --format {{.Id}}").arg(name).run().ok().text(), id, "{name}");
    }
    for name in ["app", "pp:1", "other/app:1"] {
        env.cmd("image inspect").arg(name).run().code(125);
    }
}

/// `path: type permissions uid gid` as `stat` in the container tells it.
fn stat(env: &TestEnv, image: &str, path: &str) -> String {
    env.cmd("run --rm --network none").arg(image).words("stat -c '%F %a %u %g %h'").arg(path).run().ok().text()
}

/// An image of busybox's root filesystem with these entries after it, as `local/tree`.
fn import_with(env: &TestEnv, more: Tar) {
    let mut bytes = std::fs::read(cache::images().join("rootfs/busybox.tar")).expect("an archive");
    // Entries go where the two empty blocks of the end begin.
    let end = bytes.iter().rposition(|byte| *byte != 0).expect("not all zero").next_multiple_of(512);
    bytes.truncate(end);
    bytes.extend(more.end());
    env.cmd("import - local/tree").input(bytes).run().ok();
}

#[test]
fn metadata_of_every_kind_is_kept() {
    let env = TestEnv::new();
    let long = format!("{}/file", "d".repeat(120));
    let tree = Tar::new()
        .entry(&Header::new(b'0', "suid").mode(0o4755).owner(1, 2), b"x")
        .entry(&Header::new(b'6', "fifo").mode(0o600), b"")
        .entry(&Header::new(b'3', "chr").device(1, 3).mode(0o666), b"")
        .entry(&Header::new(b'4', "blk").device(7, 0), b"")
        .symlink("sym", "no/where")
        .entry(&Header::new(b'1', "hard").link("suid").mode(0o4755).owner(1, 2), b"")
        .file(&long, "deep")
        .entry(&Header::new(b'5', "sticky").mode(0o1777).owner(1000, 1000), b"");
    import_with(&env, tree);
    let cases = [
        ("/suid", "regular file 4755 1 2 2"),
        ("/hard", "regular file 4755 1 2 2"),
        ("/fifo", "fifo 600 0 0 1"),
        ("/chr", "character special file 666 0 0 1"),
        ("/blk", "block special file 644 0 0 1"),
        ("/sym", "symbolic link 777 0 0 1"),
    ];
    for (path, expected) in cases {
        assert_eq!(stat(&env, "local/tree", path), expected, "{path}");
    }
    assert!(stat(&env, "local/tree", "/sticky").starts_with("directory 1777 1000 1000"));
    env.cmd("run --rm --network none local/tree cat").arg(Path::new("/").join(&long)).run().ok().prints("deep");
}

#[test]
fn extended_attributes_and_large_ids_are_kept() {
    let env = TestEnv::new();
    let capability = b"\x01\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00".to_vec();
    let records = [("SCHILY.xattr.security.capability", capability), ("SCHILY.xattr.user.note", b"n".to_vec())];
    let tree = Tar::new().pax(&records).file("capable", "x").pax(&[("uid", b"50000".to_vec())]).file("large", "x");
    import_with(&env, tree);
    assert_eq!(stat(&env, "local/tree", "/large"), "regular file 644 50000 0 1");
    let image = env.run("inspect local/tree").ok().json();
    assert_ne!(image[0]["Size"], Value::Null);
}
