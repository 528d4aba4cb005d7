//! `save`, `load`, `import`: between stores, and to and from other tools.

use crate::harness::image::{Image, Layer, Recipe, digest};
use crate::harness::pty::Terminal;
use crate::harness::server::{Reply, Server};
use crate::harness::tarball::Tar;
use crate::harness::{Output, TestEnv, cache};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const BUSYBOX: &str = "docker.io/library/busybox:latest";
const FORMATS: [&str; 4] = ["docker-archive", "oci-archive", "docker-dir", "oci-dir"];

fn id(env: &TestEnv, image: &str) -> String {
    env.cmd("image inspect --format {{.Id}}").arg(image).run().ok().text()
}

fn save(env: &TestEnv, flags: &str, to: &str) -> PathBuf {
    let path = env.home().join(to);
    env.cmd("save -q -o").arg(&path).words(flags).run().ok().silent().prints("");
    path
}

/// A tool of someone else's, in this test's environment.
#[track_caller]
fn tool(env: &TestEnv, program: &str, words: &str) -> Output {
    env.cmd_of(Path::new(program)).words(words).deadline(120).run().ok()
}

fn layers_of(layout: &Path) -> Vec<String> {
    let read = |path: PathBuf| -> Value { serde_json::from_slice(&std::fs::read(path).expect("read")).expect("JSON") };
    let index = read(layout.join("index.json"));
    let digest = index["manifests"][0]["digest"].as_str().expect("a digest").replace(':', "/");
    let manifest = read(layout.join("blobs").join(digest));
    let layers = manifest["layers"].as_array().expect("layers");
    layers.iter().map(|layer| layer["mediaType"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_form_comes_back() {
    let env = TestEnv::busybox();
    let known = id(&env, "busybox");
    for format in FORMATS {
        let path = save(&env, &format!("--format {format} busybox"), format);
        let other = TestEnv::new();
        let out = other.cmd("load -q -i").arg(&path).run().ok();
        if format == "docker-dir" {
            out.prints(&format!("Loaded image: sha256:{known}\n"));
        } else {
            out.prints(&format!("Loaded image: {BUSYBOX}\n"));
        }
        assert_eq!(id(&other, &known), known, "{format}");
        other
            .cmd("run --rm --network none")
            .arg(&known)
            .words("cat /etc/motd")
            .run()
            .ok()
            .prints("hello from the image\n");
        // The same again is the same, byte for byte.
        if path.is_file() {
            let again = save(&other, &format!("--format {format} busybox"), "again");
            assert!(std::fs::read(&path).expect("read") == std::fs::read(again).expect("read"), "{format}");
        }
    }
}

#[test]
fn layers_are_compressed_as_asked() {
    let env = TestEnv::busybox();
    let gzip = "application/vnd.oci.image.layer.v1.tar+gzip";
    assert_eq!(layers_of(&save(&env, "--format oci-dir busybox", "packed")), [gzip]);
    let plain = save(&env, "--format oci-dir --uncompressed busybox", "plain");
    assert_eq!(layers_of(&plain), ["application/vnd.oci.image.layer.v1.tar"]);
    for (flags, to, word) in [("", "one", "diff.tar\""), ("--compress", "two", "diff.tar.gzip\"")] {
        let path = save(&env, &format!("--format docker-dir {flags} busybox"), to);
        assert!(std::fs::read_to_string(path.join("manifest.json")).expect("read").contains(word), "{to}");
        TestEnv::new().cmd("load -i").arg(path).run().ok();
    }
    env.run("save --compress -o x busybox").refused(&["docker-dir"]);
    env.run("save --uncompressed -o x busybox").refused(&["oci-archive"]);
}

#[test]
fn several_images_share_an_archive() {
    let env = TestEnv::busybox();
    let layer = |name: &str| Layer::gzip(&Tar::new().file(name, name).end());
    for (name, top) in [("a", "one"), ("b", "two")] {
        let image = Recipe::new(vec![layer("shared"), layer(top)]).make();
        env.cmd("load -q").input(image.oci_archive(&format!("example.org/{name}:1"))).run().ok();
    }
    env.run("tag example.org/a:1 example.org/also:1").ok();
    for format in ["docker-archive", "oci-archive"] {
        let path = save(&env, &format!("-m --format {format} example.org/a:1 example.org/b:1 also:1 busybox"), format);
        let listed = tool(&env, "tar", &format!("-tf {}", path.display()));
        let layers = listed.lines().iter().filter(|name| name.ends_with(".tar")).count();
        assert!(format == "oci-archive" || layers == 4, "a shared layer is there once: {listed}");
        let other = TestEnv::new();
        other.cmd("load -i").arg(&path).run().ok();
        for name in ["example.org/a:1", "example.org/b:1", "example.org/also:1", BUSYBOX] {
            assert_eq!(id(&other, name), id(&env, name), "{format} {name}");
        }
    }
    env.run("save --format docker-dir -o x busybox example.org/a:1").refused(&["one image"]);
}

#[test]
fn what_is_saved_by_id_has_no_name() {
    let env = TestEnv::busybox();
    let known = id(&env, "busybox");
    let path = save(&env, &known[..12], "unnamed.tar");
    let other = TestEnv::new();
    other.cmd("load -i").arg(path).run().ok().prints(&format!("Loaded image: sha256:{known}\n"));
    other.run("images --format {{.Repository}}").ok().prints("<none>\n");
}

#[test]
fn save_pipes_into_load() {
    let env = TestEnv::busybox();
    let other = TestEnv::new();
    let data = |env: &TestEnv| env.store().parent().expect("a parent").display().to_string();
    let coracle = |env: &TestEnv| format!("XDG_DATA_HOME={} {}", data(env), env.program().display());
    let script = format!("{} save busybox | gzip -1 | {} load", coracle(&env), coracle(&other));
    env.cmd_of(Path::new("sh")).words("-c").arg(script).run().ok().prints(&format!("Loaded image: {BUSYBOX}\n"));
    other.run("run --rm --network none busybox true").ok();
}

#[test]
fn save_refuses_what_cannot_be() {
    let env = TestEnv::busybox();
    let mut terminal = Terminal::start(env.cmd("save busybox"));
    terminal.expect("refusing to save to terminal");
    assert_eq!(terminal.wait(), 125);
    env.run("save nosuch -o x").refused(&["nosuch"]);
    env.run("save busybox --format oci-dir").refused(&["-o"]);
    env.run("save busybox -o /no/such/file").refused(&["/no/such/file"]);
    env.file("full/file", "x");
    env.run("save busybox --format oci-dir -o full").refused(&["full"]);
    // A disk that takes nothing: nothing is left, and what was there stays.
    env.run("save busybox -o /dev/full").refused(&["/dev/full", "space"]);
    let kept = env.file("kept.tar", "old");
    std::fs::remove_dir_all(env.store().join("objects")).expect("objects go");
    std::fs::create_dir(env.store().join("objects")).expect("mkdir");
    env.run("save busybox -o kept.tar").code(125);
    assert_eq!(std::fs::read(kept).expect("read"), b"old");
    let left: Vec<_> = std::fs::read_dir(env.home()).expect("home").flatten().map(|entry| entry.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("kept.tar.")), "{left:?}");
}

#[test]
fn skopeo_reads_what_we_write_and_writes_what_we_read() {
    let env = TestEnv::busybox();
    let known = id(&env, "busybox");
    // Between Docker's forms and OCI's the configuration is written anew, and with it the id.
    let forms = [
        ("docker-archive", "docker-archive", "dir"),
        ("docker-dir", "dir", "dir"),
        ("oci-archive", "oci-archive", "oci"),
        ("oci-dir", "oci", "oci"),
    ];
    for (format, transport, theirs) in forms {
        let path = save(&env, &format!("--format {format} busybox"), format);
        let copied = env.home().join(format!("{format}.copied"));
        let copy = |from: &str, to: &str| tool(&env, "skopeo", &format!("--insecure-policy copy -q {from} {to}"));
        // skopeo holds every digest and diff id to what it finds.
        copy(&format!("{transport}:{}", path.display()), &format!("{theirs}:{}", copied.display()));
        let back = copied.with_extension("back");
        let name = if transport == "dir" { String::new() } else { format!(":{BUSYBOX}") };
        copy(&format!("{theirs}:{}", copied.display()), &format!("{transport}:{}{name}", back.display()));
        let other = TestEnv::new();
        other.cmd("load -i").arg(&back).run().ok();
        assert_eq!(id(&other, &known), known, "{format}");
    }
}

#[test]
fn podman_reads_what_we_write_and_writes_what_we_read() {
    let env = TestEnv::busybox();
    let known = id(&env, "busybox");
    let podman = "--storage-driver vfs";
    for format in ["docker-archive", "oci-archive", "oci-dir"] {
        save(&env, &format!("--format {format} busybox"), format);
        // By a path of small letters: podman takes a directory's for a name.
        let out = tool(&env, "podman", &format!("{podman} load -q -i {format}"));
        if format == "oci-dir" {
            tool(&env, "podman", &format!("{podman} tag localhost/oci-dir {BUSYBOX}"));
        } else {
            out.stdout_has(BUSYBOX);
        }
        let out = tool(&env, "podman", &format!("{podman} image inspect --format {{{{.Id}}}} {BUSYBOX}"));
        assert_eq!(out.text(), known, "{format}");
        let back = env.home().join(format!("{format}.back"));
        tool(&env, "podman", &format!("{podman} save -q --format {format} -o {} {BUSYBOX}", back.display()));
        let other = TestEnv::new();
        other.cmd("load -i").arg(&back).run().ok().prints(&format!("Loaded image: {BUSYBOX}\n"));
        assert_eq!(id(&other, BUSYBOX), known, "{format}");
        tool(&env, "podman", &format!("{podman} rmi -f {known}"));
    }
    tool(&env, "podman", &format!("{podman} system reset -f"));
}

/// Podman has no lists that come from archives: of a list it loads the image for this machine, under the list's name.
#[test]
fn of_a_list_comes_what_podman_takes() {
    let env = TestEnv::busybox();
    let known = id(&env, "busybox");
    let foreign = Recipe { architecture: "s390x".to_owned(), ..Recipe::new(vec![Layer::gzip(&Tar::new().end())]) };
    env.cmd("load -q").input(foreign.make().oci_archive("example.org/s390x:1")).run().ok();
    let name = "example.org/list:1";
    env.run("manifest create example.org/list:1 example.org/s390x:1 busybox").ok();
    save(&env, &format!("--format oci-archive {name}"), "ours.tar");
    tool(
        &env,
        "skopeo",
        &format!("--insecure-policy copy -q --all oci-archive:ours.tar:{name} oci-archive:theirs.tar:{name}"),
    );
    let podman = "--storage-driver vfs";
    for archive in ["ours.tar", "theirs.tar"] {
        let out = tool(&env, "podman", &format!("{podman} load -q -i {archive}")).text();
        let theirs = tool(&env, "podman", &format!("{podman} images -a --no-trunc --format {{{{.ID}}}}")).text();
        tool(&env, "podman", &format!("{podman} rmi -f {name}"));
        let other = TestEnv::new();
        other.cmd("load -q -i").arg(env.home().join(archive)).run().ok().prints(&format!("{out}\n"));
        let ours = other.run("images -a --no-trunc --format {{.ID}}").ok().text();
        assert_eq!((&ours, ours.strip_prefix("sha256:")), (&theirs, Some(&*known)), "{archive}");
    }
    tool(&env, "podman", &format!("{podman} system reset -f"));
}

#[test]
fn umoci_unpacks_what_we_write() {
    let env = TestEnv::busybox();
    save(&env, "--format oci-dir busybox", "layout");
    tool(&env, "umoci", &format!("unpack --rootless --image layout:{BUSYBOX} bundle"));
    assert_eq!(
        std::fs::read_to_string(env.home().join("bundle/rootfs/etc/motd")).expect("motd"),
        "hello from the image\n"
    );
    // And what it makes of it is an image again.
    std::fs::write(env.home().join("bundle/rootfs/new"), "new").expect("write");
    tool(&env, "umoci", "repack --image layout:example.org/repacked:1 bundle");
    let other = TestEnv::new();
    other.cmd("load -i").arg(env.home().join("layout")).run().ok().stdout_has("example.org/repacked:1");
    other.run("run --rm --network none example.org/repacked:1 cat /new").ok().prints("new");
}

#[test]
fn a_damaged_directory_is_refused() {
    let env = TestEnv::busybox();
    let path = save(&env, "--format docker-dir busybox", "dir");
    let largest =
        std::fs::read_dir(&path).expect("dir").flatten().max_by_key(|entry| entry.metadata().expect("stat").len());
    let largest = largest.expect("a layer").path();
    let mut bytes = std::fs::read(&largest).expect("read");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&largest, bytes).expect("write");
    let other = TestEnv::new();
    other.cmd("load -i").arg(&path).run().refused(&["damaged"]);
    other.run("images -q").ok().prints("");
}

#[test]
fn load_keeps_the_manifest_of_the_registry() {
    let env = TestEnv::new();
    let image = Image::small();
    env.cmd("load -q").input(image.oci_archive("example.org/a:1")).run().ok();
    let of = |env: &TestEnv| env.run("image inspect --format {{.Digest}} example.org/a:1").ok().text();
    assert_eq!(of(&env), digest(&image.manifest));
    let path = save(&env, "example.org/a:1", "a.tar");
    env.cmd("load -i").arg(path).run().ok();
    assert_eq!(of(&env), digest(&image.manifest));
}

#[test]
fn import_downloads() {
    let env = TestEnv::new();
    let bytes = std::fs::read(cache::images().join("rootfs/busybox.tar")).expect("an archive");
    let server = Server::start(move |request| match request.path.as_str() {
        "/rootfs.tar" => Reply::ok(bytes.clone()),
        _ => Reply::error(404, "NAME_UNKNOWN"),
    });
    let url = format!("http://{}/rootfs.tar", server.address());
    env.cmd("import -m downloaded -c 'CMD [\"true\"]'").arg(&url).arg("fetched").run().ok();
    env.run("run --rm --network none fetched").ok();
    env.run("history --format {{.Comment}} fetched").ok().prints("downloaded\n");
    env.cmd("import").arg(url.replace("rootfs", "nosuch")).run().refused(&["404"]);
    env.run("import http://127.0.0.1:1/x").refused(&["cannot reach 127.0.0.1: connection refused"]);
}

#[test]
fn load_downloads() {
    let (env, image) = (TestEnv::new(), Image::small());
    let archive = image.oci_archive("example.org/app:1");
    let server = Server::start(move |request| match request.path.as_str() {
        "/image.tar" => Reply::ok(archive.clone()),
        _ => Reply::error(404, "NAME_UNKNOWN"),
    });
    let url = format!("http://{}/image.tar", server.address());
    env.cmd("load -i").arg(&url).run().ok().prints("Loaded image: example.org/app:1\n");
    env.cmd("load -i").arg(url.replace("image", "nosuch")).run().refused(&["cannot load", "404"]);
}

#[test]
fn every_name_of_an_archive_is_kept() {
    let env = TestEnv::new();
    let tar = Tar::new().file("a", "a").end();
    let config =
        json!({"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": [digest(&tar)]}});
    let config = config.to_string();
    let manifest =
        json!([{"Config": "c.json", "RepoTags": ["example.org/a:1", "b:2"], "Layers": ["l.tar"]}]).to_string();
    let archive = Tar::new().file("c.json", config).file("l.tar", tar).file("manifest.json", manifest).end();
    let out = env.cmd("load").input(archive).run().ok();
    out.prints("Loaded image: example.org/a:1\nLoaded image: docker.io/library/b:2\n");
}
