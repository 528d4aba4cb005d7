//! Where images may come from and go to: tags, platforms, files of other tools, policies, docker's mirrors.

use crate::harness::image::{Image, Layer, Recipe, architecture, digest};
use crate::harness::registry;
use crate::harness::server::{Reply, Server};
use crate::harness::tarball::Tar;
use crate::harness::{TestEnv, cache};
use serde_json::json;

#[test]
fn all_tags_of_a_repository() {
    let env = TestEnv::busybox();
    let registry = registry::empty();
    let name = format!("{}/some/app", registry.address());
    for tag in ["one", "two"] {
        env.cmd("push -q busybox").arg(format!("{name}:{tag}")).run().ok();
    }
    env.run("rmi --all").ok();
    env.cmd("pull -q --all-tags").arg(format!("{name}:one")).run().refused(&["--all-tags"]);
    let out = env.cmd("pull -q -a").arg(&name).run().ok();
    assert_eq!(out.lines().len(), 2);
    let out = env.cmd("images --format {{.Tag}} --sort tag").arg(&name).run().ok();
    out.prints("one\ntwo\n");
}

#[test]
fn platforms_by_their_parts() {
    let env = TestEnv::new();
    let of = |architecture: &str| {
        let mut recipe = Recipe::new(vec![Layer::gzip(&Tar::new().file("which", architecture).end())]);
        recipe.architecture = architecture.into();
        recipe.make()
    };
    let (native, other) = (of(architecture()), of("s390x"));
    let (native_id, other_id) = (digest(&native.config)[7..].to_owned(), digest(&other.config)[7..].to_owned());
    let index = Image::index(&[("s390x", &other), (architecture(), &native)]);
    let server = Server::start(move |request| index.answer(request));
    let pull = |flags: &str| env.cmd("pull -q").words(flags).arg(format!("{}/multi:1", server.address())).run();
    assert_eq!(pull("--arch s390x").ok().text(), other_id);
    assert_eq!(pull("--os linux").ok().text(), native_id);
    pull("--os windows").refused(&["windows"]);
    pull("--arch arm --variant v9").refused(&["linux/arm/v9"]);
    pull("--arch s390x --platform linux/s390x").misused(&["--platform"]);
}

#[test]
fn files_and_directories_of_other_tools() {
    let env = TestEnv::new();
    let source = format!("docker://{}/busybox", registry::plain());
    let at = |name: &str| env.home().join(name).display().to_string();
    let places = [
        format!("oci:{}:local/a:1", at("oci")),
        format!("oci-archive:{}:local/a:1", at("oci.tar")),
        format!("docker-archive:{}:local/a:1", at("docker.tar")),
        format!("dir:{}", at("dir")),
    ];
    for place in &places {
        env.cmd_of("skopeo").words("copy --src-tls-verify=false").arg(&source).arg(place).run().ok();
        let id = env.cmd("pull -q").arg(place).run().ok().text();
        env.cmd("run --rm --network none").arg(&id).words("cat /etc/motd").run().ok().prints("hello from the image\n");
        env.run("rmi --all").ok();
    }
    env.cmd("pull -q").arg(format!("oci:{}:local/b:1", at("oci"))).run().refused(&["local/b:1"]);
    env.cmd("pull -q").arg(format!("oci:{}", at("nothing"))).run().refused(&["nothing"]);
    env.cmd("load -q -i").arg(cache::images().join("archives/docker.tar")).run().ok();
    for place in places.map(|place| place.replace("/home/", "/home/new-")) {
        env.cmd("push -q busybox").arg(&place).run().ok();
        let out = env.cmd_of("skopeo").words("inspect --config").arg(&place).run().ok();
        assert!(out.json()["rootfs"]["diff_ids"].is_array(), "{place}");
    }
    env.cmd("push --digestfile x busybox").arg(format!("oci:{}", at("more"))).run().refused(&["--digestfile"]);
}

#[test]
fn policy_decides_what_comes_in() {
    let env = TestEnv::new();
    let name = format!("{}/busybox", registry::plain());
    let policy = |requirement: &str| {
        let text = json!({"default": [{"type": "insecureAcceptAnything"}],
            "transports": {"docker": {registry::plain(): [{"type": requirement}]}}});
        std::fs::write(env.config_dir().join("policy.json"), text.to_string()).expect("write");
        env.cmd("pull -q --tls-verify=false").arg(&name).run()
    };
    policy("reject").refused(&["rejected by", "policy.json"]);
    policy("signedBy").refused(&["signedBy", "not supported"]);
    policy("sigstoreSigned").refused(&["sigstoreSigned", "keys"]);
    env.run("images -q").ok().prints("");
    policy("insecureAcceptAnything").ok();
    std::fs::write(env.config_dir().join("policy.json"), "{").expect("write");
    env.cmd("pull -q --tls-verify=false").arg(&name).run().refused(&["policy.json:1"]);
}

#[test]
fn mirrors_of_docker_are_taken_over() {
    let env = TestEnv::new();
    let image = Image::small();
    let id = digest(&image.config)[7..].to_owned();
    let mirror = Server::start(move |request| {
        match request.path.contains("/library/small/") || request.path.contains("blobs") {
            true => image.answer(request),
            false if request.path == "/v2/" => Reply::ok("{}"),
            false => Reply::error(404, "NAME_UNKNOWN"),
        }
    });
    let daemon =
        json!({"registry-mirrors": [format!("http://{}", mirror.address())], "insecure-registries": ["10.0.0.0/8"]});
    let daemon = env.file("daemon.json", daemon.to_string());
    let out = env.cmd("system import-docker-mirrors").arg(&daemon).run().ok();
    assert!(out.stdout.contains("registries.conf.d") && out.stderr.contains("10.0.0.0/8"), "{out}");
    // The mirror alone is asked: the registry itself cannot be reached from here.
    env.run("pull -q docker.io/library/small:1").ok().prints(&format!("{id}\n"));
    assert!(!mirror.requests().is_empty());
    env.cmd("system import-docker-mirrors").arg(env.home().join("none.json")).run().refused(&["none.json"]);
    let empty = env.file("empty.json", "{}");
    env.cmd("system import-docker-mirrors").arg(empty).run().refused(&["registry-mirrors"]);
}
