//! `manifest`: lists of images for several platforms.

use crate::harness::TestEnv;
use crate::harness::image::{Layer, Recipe, digest};
use crate::harness::server::{Reply, Server};
use crate::harness::tarball::Tar;
use serde_json::{Value, json};
use std::path::Path;

/// An image for each of these architectures, as `example.org/ARCH:1`; the digests of their manifests.
fn load(env: &TestEnv, architectures: &[&str]) -> Vec<String> {
    let load = |architecture: &&str| {
        let layer = Layer::gzip(&Tar::new().file("arch", architecture).end());
        let image = Recipe { architecture: (*architecture).to_owned(), ..Recipe::new(vec![layer]) }.make();
        env.cmd("load -q").input(image.oci_archive(&format!("example.org/{architecture}:1"))).run().ok();
        digest(&image.manifest)
    };
    architectures.iter().map(load).collect()
}

fn entries(env: &TestEnv, list: &str) -> Vec<Value> {
    env.cmd("manifest inspect").arg(list).run().ok().json()["manifests"].as_array().expect("entries").clone()
}

#[test]
fn lists_are_made_and_changed() {
    let env = TestEnv::new();
    let digests = load(&env, &["amd64", "arm64"]);
    let id = env.run("manifest create --annotation a=b list example.org/amd64:1").ok().text();
    assert_eq!(id.len(), 64);
    env.run("manifest exists list").ok();
    env.run("manifest exists example.org/amd64:1").code(1).silent();
    env.run("manifest exists nosuch").code(1).silent();
    env.run("manifest create list").refused(&["in use", "--amend"]);
    env.run("manifest create --amend list").ok().prints(&format!("{id}\n"));
    let add =
        "manifest add --os linux --variant v8 --os-version 1.2 --os-features a,b --features sse --annotation k=v list";
    env.cmd(add).arg("example.org/arm64:1").run().ok().prints(&format!("{id}\n"));
    let found = entries(&env, "list");
    assert_eq!((found.len(), &found[0]["digest"]), (2, &json!(digests[0])));
    assert_eq!(found[1]["digest"], digests[1].as_str());
    assert_eq!(
        found[1]["platform"],
        json!({"architecture": "arm64", "os": "linux", "variant": "v8", "os.version": "1.2",
        "os.features": ["a", "b"], "features": ["sse"]})
    );
    assert_eq!(found[1]["annotations"], json!({"k": "v"}));
    // Again is no second time.
    env.run("manifest add list example.org/arm64:1").ok();
    assert_eq!(entries(&env, "list").len(), 2);
    env.cmd("manifest annotate --arch riscv64 list").arg(&digests[0]).run().ok();
    assert_eq!(entries(&env, "list")[0]["platform"]["architecture"], "riscv64");
    env.run("manifest annotate --index --annotation x=y list").ok();
    assert_eq!(env.run("manifest inspect list").ok().json()["annotations"], json!({"a": "b", "x": "y"}));
    env.run("manifest annotate --index --arch x list").refused(&["--annotation"]);
    env.run("manifest annotate --arch x list nosuch").refused(&["not in the manifest list"]);
    env.run("manifest remove list example.org/amd64:1").ok();
    assert_eq!(entries(&env, "list").len(), 1);
    env.run("manifest add --retry 0 list localhost:1/nosuch").refused(&["localhost:1/nosuch"]);
    env.run("manifest add list containers-storage:example.org/nosuch:1").refused(&["image not known"]);
    env.run("manifest add example.org/amd64:1 example.org/arm64:1").refused(&["not a manifest list"]);
    env.run("images --filter manifest=true --format {{.Repository}}").ok().prints("localhost/list\n");
    env.run("system check").ok();
    env.run("manifest rm list").ok().prints(&format!("Untagged: localhost/list:latest\nDeleted: {id}\n"));
    env.run("manifest rm list").code(1).one_error(&["not known"]);
    env.run("manifest rm --ignore list").ok();
    env.run("manifest rm example.org/amd64:1").refused(&["not a manifest list"]);
    env.run("image exists example.org/amd64:1").ok();
}

#[test]
fn lists_of_lists() {
    let env = TestEnv::new();
    load(&env, &["amd64", "arm64"]);
    env.run("manifest create inner example.org/amd64:1 example.org/arm64:1").ok();
    env.run("manifest create --all all inner").ok();
    assert_eq!(entries(&env, "all").len(), 2);
    env.run("manifest create one inner").ok();
    assert_eq!(entries(&env, "one").len(), 1);
    env.run("manifest add --all one inner").ok();
    assert_eq!(entries(&env, "one").len(), 2);
}

#[test]
fn two_at_once_lose_nothing() {
    let env = TestEnv::new();
    let names = ["a", "b", "c", "d"];
    load(&env, &names);
    env.run("manifest create list").ok();
    let running: Vec<_> =
        names.iter().map(|name| env.spawn(&format!("manifest add list example.org/{name}:1"))).collect();
    running.into_iter().for_each(|running| _ = running.wait().ok());
    assert_eq!(entries(&env, "list").len(), 4);
}

#[test]
fn run_takes_the_image_of_this_machine() {
    let env = TestEnv::busybox();
    load(&env, &["s390x"]);
    env.run("manifest create list example.org/s390x:1 busybox").ok();
    env.run("run --rm --network none list cat /etc/motd").ok().prints("hello from the image\n");
}

#[test]
fn saved_lists_have_all_their_images() {
    let env = TestEnv::new();
    load(&env, &["amd64", "arm64"]);
    env.run("manifest create example.org/list:1 example.org/amd64:1 example.org/arm64:1").ok();
    env.run("save --format oci-dir -o layout example.org/list:1").ok();
    let raw = |words: &str| env.cmd_of(Path::new("skopeo")).words(words).run().ok();
    let index: Value = raw("inspect --raw oci:layout:example.org/list:1").json();
    assert_eq!(index["manifests"].as_array().map(Vec::len), Some(2), "{index}");
    // skopeo holds every digest to what it finds.
    raw("--insecure-policy copy -q --all oci:layout:example.org/list:1 dir:copied");
    for architecture in ["amd64", "arm64"] {
        let out = raw(&format!("--override-arch {architecture} inspect --config oci:layout:example.org/list:1"));
        assert_eq!(out.json()["architecture"], architecture);
    }
    // Docker's form has one image only.
    let other = TestEnv::new();
    let native = crate::harness::image::architecture();
    env.run("save -o list.tar example.org/list:1").ok();
    other.cmd("load -i").arg(env.home().join("list.tar")).run().ok();
    other.run("image inspect --format {{.Architecture}} example.org/list:1").ok().prints(&format!("{native}\n"));
    env.run("rmi example.org/arm64:1").ok();
    env.run("save --format oci-dir -o broken example.org/list:1").refused(&["not in the store"]);
}

#[test]
fn pushed_lists_come_back_by_platform() {
    let env = TestEnv::new();
    load(&env, &["amd64", "arm64"]);
    let registry = crate::harness::registry::empty();
    let name = format!("{}/lists/app:1", registry.address());
    env.run("manifest create list example.org/amd64:1 example.org/arm64:1").ok();
    env.cmd("manifest push -q --tls-verify=false --digestfile digest list").arg(&name).run().ok();
    let other = TestEnv::new();
    let mut pulled = Vec::new();
    for architecture in ["amd64", "arm64"] {
        pulled.push(other.cmd("pull -q --tls-verify=false --arch").arg(architecture).arg(&name).run().ok().text());
        let out = other.cmd("image inspect --format {{.Architecture}}").arg(&name).run().ok();
        out.prints(&format!("{architecture}\n"));
    }
    let raw = env
        .cmd_of(Path::new("skopeo"))
        .words("inspect --raw --tls-verify=false")
        .arg(format!("docker://{name}"))
        .run()
        .ok();
    assert_eq!(std::fs::read_to_string(env.home().join("digest")).expect("read"), digest(raw.stdout.as_bytes()));
    // Of a name that is no list here, what the registry has is shown.
    for (env, prefix) in [(&TestEnv::new(), ""), (&other, "docker://")] {
        let shown = env.cmd("manifest inspect --tls-verify=false").arg(format!("{prefix}{name}")).run().ok();
        assert_eq!(shown.json(), raw.json());
    }
    env.cmd("manifest inspect --tls-verify=true").arg(&name).run().refused(&["does not speak TLS"]);
    let single = name.replace("app", "single");
    env.cmd("push -q --tls-verify=false example.org/amd64:1").arg(&single).run().ok();
    env.cmd("manifest inspect --tls-verify=false").arg(&single).run().refused(&["not a manifest list"]);
    env.cmd("manifest inspect --authfile /nosuch").arg(&name).run().refused(&["/nosuch"]);
    // The list alone, to where its images are.
    other.run(&format!("manifest create list {}", pulled.join(" "))).ok();
    let second = format!("{}/lists/app:2", registry.address());
    other.cmd("manifest push -q --all=false --tls-verify=false --rm list").arg(&second).run().ok();
    other.run("manifest exists list").code(1).silent();
    let words = "inspect --raw --tls-verify=false";
    let raw = env.cmd_of(Path::new("skopeo")).words(words).arg(format!("docker://{second}")).run().ok();
    assert_eq!(raw.json()["manifests"].as_array().map(Vec::len), Some(2));
}

#[test]
fn lists_need_images_that_are_here() {
    let env = TestEnv::new();
    load(&env, &["amd64"]);
    env.run("manifest create list example.org/amd64:1").ok();
    env.run("rmi example.org/amd64:1").ok();
    let server = Server::start(|_| Reply::ok("{}"));
    let name = format!("{}/app:1", server.address());
    env.cmd("manifest push -q --tls-verify=false list").arg(&name).run().refused(&["not in the store"]);
}

/// What a registry has under a name, as it is.
fn raw(env: &TestEnv, name: &str) -> Value {
    let words = "inspect --raw --tls-verify=false";
    env.cmd_of(Path::new("skopeo")).words(words).arg(format!("docker://{name}")).run().ok().json()
}

/// A registry that has a list of an image for amd64 and one for arm64; its name.
fn list_at(registry: &crate::harness::registry::Registry) -> String {
    let env = TestEnv::new();
    load(&env, &["amd64", "arm64"]);
    let name = format!("{}/from/app:1", registry.address());
    env.run("manifest create list example.org/amd64:1 example.org/arm64:1").ok();
    env.run("manifest annotate --annotation kept=yes list example.org/arm64:1").ok();
    env.cmd("manifest push -q list").arg(&name).run().ok();
    name
}

#[test]
fn images_of_registries_are_listed_and_copied() {
    let (source, target) = (crate::harness::registry::empty(), crate::harness::registry::empty());
    let from = list_at(&source);
    let known = raw(&TestEnv::new(), &from);
    let env = TestEnv::new();
    // Of a list the image for this machine, or all of them; a name that is not here is looked for at its registry.
    env.cmd("manifest create list").arg(format!("docker://{from}")).run().ok();
    let native = crate::harness::image::architecture();
    let found = entries(&env, "list");
    assert_eq!((found.len(), &found[0]["platform"]["architecture"]), (1, &json!(native)));
    env.cmd("manifest add --all list").arg(&from).run().ok();
    assert_eq!(entries(&env, "list").len(), 2);
    env.cmd("manifest create --all whole").arg(&from).run().ok();
    assert_eq!(json!(entries(&env, "whole")), known["manifests"]);
    // A single image, by its digest.
    let other = &known["manifests"][usize::from(native == "amd64")];
    let foreign = other["digest"].as_str().expect("a digest");
    env.cmd("manifest create single").arg(format!("docker://{}@{foreign}", from.trim_end_matches(":1"))).run().ok();
    let found = entries(&env, "single");
    assert_eq!(found[0]["digest"], foreign);
    assert_eq!(found[0]["platform"], other["platform"]);
    assert_eq!(found[0]["size"], other["size"]);
    // None of them has come here.
    assert_eq!(env.run("images -aq").ok().lines().len(), 3);
    env.run("system check").ok();
    env.run("run --rm whole true").refused(&["is not in the store", "coracle pull"]);
    env.run("save --format oci-dir -o saved whole").refused(&["is not in the store", "coracle pull"]);
    // The list goes to another registry with its images, or to another repository of the same one.
    for (registry, told) in [(&target, "done"), (&source, "already exists")] {
        let to = format!("{}/to/app:2", registry.address());
        let out = env.cmd("manifest push --digestfile digest whole").arg(&to).run().ok();
        assert!(out.stderr.contains(told), "{out}");
        assert_eq!(raw(&env, &to)["manifests"], known["manifests"]);
        let digest = std::fs::read_to_string(env.home().join("digest")).expect("read");
        let other = TestEnv::new();
        other.cmd("pull -q --arch arm64").arg(format!("{}@{digest}", to.trim_end_matches(":2"))).run().ok();
        other.check_whole();
    }
    // With the list alone, its images are not where it is.
    let alone = format!("{}/alone/app:1", source.address());
    env.cmd("manifest push -q --all=false whole").arg(&alone).run().refused(&["cannot push"]);
    env.cmd("manifest remove whole").arg(foreign).run().ok();
    assert_eq!(entries(&env, "whole").len(), 1);
    // What was pulled since is taken from here.
    env.cmd("pull -q").arg(&from).run().ok();
    drop(source);
    let to = format!("{}/here/app:2", target.address());
    env.cmd("manifest push -q --purge --retry 0 whole").arg(&to).run().ok();
    env.run("manifest exists whole").code(1).silent();
    env.cmd("manifest push -q --retry 0 single").arg(&to).run().refused(&[foreign]);
}

#[test]
fn lists_of_lists_know_where_images_are() {
    let registry = crate::harness::registry::empty();
    let (env, from) = (TestEnv::new(), list_at(&registry));
    env.cmd("manifest create --all inner").arg(&from).run().ok();
    env.run("manifest create --all outer inner").ok();
    let to = format!("{}/outer:1", registry.address());
    env.cmd("manifest push -q outer").arg(&to).run().ok();
    assert_eq!(raw(&env, &to)["manifests"], raw(&env, &from)["manifests"]);
}

/// Credentials that were typed are the destination's.
#[test]
fn no_other_registry_sees_the_credentials() {
    let image = crate::harness::image::Image::small();
    let locked = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let is_locked = std::sync::Arc::clone(&locked);
    let server = Server::start(move |request| match is_locked.load(std::sync::atomic::Ordering::Relaxed) {
        true => Reply::status(401).header("WWW-Authenticate", "Basic realm=\"x\""),
        false => image.answer(request),
    });
    let (env, registry) = (TestEnv::new(), crate::harness::registry::empty());
    env.cmd("manifest create list").arg(format!("{}/app:1", server.address())).run().ok();
    locked.store(true, std::sync::atomic::Ordering::Relaxed);
    let to = format!("{}/app:1", registry.address());
    env.cmd("manifest push -q --retry 0 --creds me:secret list").arg(&to).run().refused(&["app"]);
    assert!(server.requests().iter().all(|request| request.header("authorization").is_none()));
    // Those of the registry itself are asked for as ever.
    env.cmd("manifest add --retry 0 --creds me:secret list").arg(format!("{}/b:1", server.address())).run().code(125);
    assert!(server.requests().iter().any(|request| request.header("authorization").is_some()));
}

#[test]
fn images_of_archives_are_added() {
    let env = TestEnv::new();
    let image = crate::harness::image::Image::small();
    std::fs::write(env.home().join("image.tar"), image.oci_archive("example.org/app:1")).expect("write");
    env.run("manifest create list oci-archive:image.tar").ok();
    assert_eq!(entries(&env, "list")[0]["digest"], digest(&image.manifest).as_str());
    env.run("save -q --format docker-dir -o dir example.org/app:1").ok();
    env.run("manifest add list dir:dir").ok();
    env.run("manifest add list dir:nosuch").refused(&["nosuch"]);
}

#[test]
fn lists_in_other_formats_and_compressions() {
    let env = TestEnv::new();
    load(&env, &["amd64", "arm64"]);
    let registry = crate::harness::registry::empty();
    env.run("manifest create --annotation a=b list example.org/amd64:1 example.org/arm64:1").ok();
    let to = |tag: &str| format!("{}/app:{tag}", registry.address());
    env.cmd("manifest push -q --format v2s2 list").arg(to("docker")).run().ok();
    let docker = raw(&env, &to("docker"));
    assert_eq!(docker["mediaType"], "application/vnd.docker.distribution.manifest.list.v2+json");
    assert_eq!(docker["annotations"], Value::Null);
    let kind = &docker["manifests"][0]["mediaType"];
    assert_eq!(kind, "application/vnd.docker.distribution.manifest.v2+json");
    env.cmd("manifest push -q --add-compression zstd list").arg(to("both")).run().ok();
    let both = raw(&env, &to("both"));
    let (known, all) = (entries(&env, "list"), both["manifests"].as_array().expect("entries").clone());
    let platforms: Vec<&Value> = known.iter().chain(&known).map(|entry| &entry["platform"]).collect();
    assert_eq!(all.iter().map(|entry| &entry["platform"]).collect::<Vec<_>>(), platforms);
    assert_eq!(all[0]["annotations"], Value::Null);
    for entry in &all[2..] {
        assert_eq!(entry["annotations"], json!({"io.github.containers.compression.zstd": "true"}));
        let name = format!("{}@{}", to("x").trim_end_matches(":x"), entry["digest"].as_str().expect("a digest"));
        let layer = &raw(&env, &name)["layers"][0]["mediaType"];
        assert_eq!(layer, "application/vnd.oci.image.layer.v1.tar+zstd");
    }
    env.cmd("manifest push -q --add-compression zstd --all=false list").arg(to("x")).run().refused(&["--all=false"]);
    // Images that are not here are not compressed anew.
    env.cmd("manifest create other").arg(format!("docker://{}", to("both"))).run().ok();
    env.run("rmi example.org/amd64:1 example.org/arm64:1").ok();
    let out = env.cmd("manifest push -q --add-compression zstd other").arg(to("x")).run();
    out.refused(&["is not in the store", "coracle pull"]);
}
