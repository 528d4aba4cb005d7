//! `push` into real registries, read back by other tools.

use crate::harness::image::{Image, Layer, Recipe, digest};
use crate::harness::registry::{self, PASSWORD, USER};
use crate::harness::server::{Reply, Server};
use crate::harness::tarball::Tar;
use crate::harness::{Cmd, TestEnv};
use serde_json::Value;

fn push(env: &TestEnv, image: &str, to: &str) -> Cmd {
    env.cmd("push --tls-verify=false").arg(image).arg(to).deadline(120)
}

/// What skopeo says about an image in a registry.
fn raw(env: &TestEnv, name: &str) -> Value {
    let out = env.cmd_of("skopeo").words("inspect --raw --tls-verify=false").arg(format!("docker://{name}")).run();
    out.ok().json()
}

fn media_types(manifest: &Value) -> Vec<String> {
    let layers = manifest["layers"].as_array().expect("layers");
    layers.iter().map(|layer| layer["mediaType"].as_str().expect("a media type").to_owned()).collect()
}

#[test]
fn pushed_image_is_read_by_another_tool() {
    let env = TestEnv::busybox();
    let registry = registry::empty();
    let name = format!("{}/team/app:1", registry.address());
    let out = push(&env, "busybox", &name).run().ok();
    assert_eq!(out.stdout, "");
    assert!(out.stderr.contains("Copying blob"), "{out}");
    let copy = env.home().join("copy");
    let to = format!("oci:{}:x", copy.display());
    env.cmd_of("skopeo").words("copy --src-tls-verify=false").arg(format!("docker://{name}")).arg(to).run().ok();
    env.cmd_of("umoci")
        .words("unpack --rootless --image")
        .arg(format!("{}:x", copy.display()))
        .arg("bundle")
        .run()
        .ok();
    let text = std::fs::read_to_string(env.home().join("bundle/rootfs/etc/motd")).expect("the file of the image");
    assert_eq!(text, "hello from the image\n");
    // The image that comes back is the same one.
    let id = env.run("images -q --no-trunc busybox").ok().text();
    env.cmd("pull -q --tls-verify=false").arg(&name).run().ok().prints(&format!("{}\n", &id[7..]));
}

#[test]
fn unchanged_image_keeps_its_digest_and_is_sent_once() {
    let env = TestEnv::new();
    let registry = registry::empty();
    let source = format!("{}/source/layers:latest", registry.address());
    let copy = env.cmd_of("skopeo").words("copy --src-tls-verify=false --dest-tls-verify=false");
    copy.arg(format!("docker://{}/layers", registry::plain())).arg(format!("docker://{source}")).run().ok();
    let other = registry::empty();
    env.cmd("pull -q").arg(&source).run().ok();
    let (one, two) = (format!("{}/a/layers:1", other.address()), format!("{}/a/layers:2", other.address()));
    let digests = [env.home().join("one"), env.home().join("two"), env.home().join("three")];
    let with = |file: &std::path::Path, to: &str| push(&env, "layers", to).words("--digestfile").arg(file).run().ok();
    with(&digests[0], &one);
    let again = with(&digests[1], &two);
    assert!(!again.stderr.contains("done"), "nothing is sent twice: {again}");
    with(&digests[2], &source);
    let read = |path| std::fs::read_to_string(path).expect("the digest");
    assert_eq!(read(&digests[0]), read(&digests[1]));
    let out = env.cmd_of("skopeo").words("inspect --tls-verify=false --format {{.Digest}}");
    out.arg(format!("docker://{source}")).run().ok().prints(&format!("{}\n", read(&digests[2])));
    let out = env.cmd_of("skopeo").words("inspect --tls-verify=false --format {{.Digest}}");
    out.arg(format!("docker://{one}")).run().ok().prints(&format!("{}\n", read(&digests[0])));
}

#[test]
fn layers_of_other_repositories_are_mounted() {
    let env = TestEnv::new();
    let registry = registry::empty();
    let image = env.home().join("image.tar");
    std::fs::write(&image, Tar::new().file("f", vec![b'x'; 200_000]).end()).expect("write");
    let (one, two) = (format!("{}/a/x:1", registry.address()), format!("{}/b/y:1", registry.address()));
    env.cmd("import -q").arg(&image).arg(&one).run().ok();
    env.cmd("push -q").arg(&one).run().ok().silent();
    let out = push(&env, &one, &two).run().ok();
    assert!(out.stderr.contains("already exists"), "{out}");
    assert_eq!(raw(&env, &one), raw(&env, &two));
}

#[test]
fn formats_and_compressions() {
    let env = TestEnv::busybox();
    let registry = registry::empty();
    let name = |tag: &str| format!("{}/app:{tag}", registry.address());
    let pushed = |tag: &str, flags: &str| {
        push(&env, "busybox", &name(tag)).words(flags).run().ok();
        raw(&env, &name(tag))
    };
    let oci = pushed("oci", "");
    assert!(media_types(&oci).iter().all(|kind| kind.ends_with(".layer.v1.tar+gzip")), "{oci}");
    let docker = pushed("docker", "--format v2s2");
    assert_eq!(docker["mediaType"], "application/vnd.docker.distribution.manifest.v2+json");
    assert!(media_types(&docker).iter().all(|kind| kind.ends_with(".rootfs.diff.tar.gzip")), "{docker}");
    assert_eq!(docker["config"]["digest"], oci["config"]["digest"]);
    assert!(docker["layers"][0]["digest"] == oci["layers"][0]["digest"]);
    // What is there in another compression will do, unless it must not.
    let lazy = pushed("lazy", "--compression-format zstd --force-compression=false");
    assert_eq!(media_types(&lazy), media_types(&oci));
    let zstd = pushed("zstd", "--compression-format zstd");
    assert!(media_types(&zstd).iter().all(|kind| kind.ends_with(".layer.v1.tar+zstd")), "{zstd}");
    for tag in ["oci", "docker", "zstd"] {
        let check = env.cmd_of("skopeo").words("copy --src-tls-verify=false");
        check.arg(format!("docker://{}", name(tag))).arg(format!("dir:{}", env.home().join(tag).display())).run().ok();
        env.cmd("pull -q --tls-verify=false").arg(name(tag)).run().ok();
    }
    push(&env, "busybox", &name("x")).words("--format v2s2 --compression-format zstd").run().refused(&["v2s2", "zstd"]);
    push(&env, "busybox", &name("x")).words("--compression-level 99").run().refused(&["level 99"]);
    push(&env, "busybox", "containers-storage:x").run().refused(&["containers-storage"]);
}

#[test]
fn levels_decide_the_size() {
    let env = TestEnv::new();
    let text: String = (0..200_000).map(|n| format!("line {} of {n}\n", n * 7 % 1001)).collect();
    let tar = env.file("text.tar", Tar::new().file("text", text).end());
    env.cmd("import -q").arg(&tar).arg("localhost/text").run().ok();
    let size = |level: &str| {
        let registry = registry::empty();
        let name = format!("{}/text:1", registry.address());
        push(&env, "localhost/text", &name).words("--compression-level").arg(level).run().ok();
        raw(&env, &name)["layers"][0]["size"].as_u64().expect("a size")
    };
    let (fast, best) = (size("1"), size("9"));
    assert!(best < fast, "{best} {fast}");
}

#[test]
fn password_and_authority() {
    let env = TestEnv::busybox();
    let registry = registry::empty_secure();
    let name = format!("{}/pushed/busybox", registry.address());
    push(&env, "busybox", &name).run().refused(&["login to write"]);
    push(&env, "busybox", &name).words("--creds x:y").run().refused(&["write"]);
    push(&env, "busybox", &name).words(&format!("--creds {USER}:{PASSWORD}")).run().ok();
    let certs = env.home().join("certs");
    std::fs::create_dir(&certs).expect("mkdir");
    std::fs::copy(registry::certificate(), certs.join("ca.crt")).expect("copy");
    let verified = |dir: &std::path::Path| {
        env.cmd("push").words(&format!("--creds {USER}:{PASSWORD} --cert-dir")).arg(dir).arg("busybox").arg(&name).run()
    };
    verified(&certs).ok();
    verified(&env.config_dir()).refused(&["certificate"]);
}

#[test]
fn own_name_is_the_destination() {
    let env = TestEnv::busybox();
    env.run("push").misused(&["IMAGE"]);
    env.run("push nothing").refused(&["nothing"]);
    let registry = registry::empty();
    let tar = env.file("x.tar", Tar::new().file("f", "x").end());
    let name = format!("{}/own/name:7", registry.address());
    env.cmd("import -q").arg(&tar).arg(&name).run().ok();
    let id = env.cmd("images -q").arg(&name).run().ok().text();
    env.cmd("push -q").arg(&id).run().ok();
    raw(&env, &name);
}

/// Takes uploads apart from what the test says about each request first.
fn sink(say: impl Fn(&str, &str, usize) -> Option<Reply> + Send + Sync + 'static) -> Server {
    Server::start(move |request| {
        if let Some(reply) = say(&request.method, &request.path, request.earlier) {
            return reply;
        }
        match request.method.as_str() {
            "HEAD" => Reply::error(404, "BLOB_UNKNOWN"),
            "POST" | "PATCH" => Reply::status(202).header("Location", "/v2/x/app/blobs/uploads/7?state=z"),
            "PUT" => Reply::status(201),
            _ => Reply::ok("{}"),
        }
    })
}

#[test]
fn failing_uploads_are_tried_again_and_given_up() {
    let env = TestEnv::new();
    let image = Recipe::new(vec![Layer::gzip(&Tar::new().file("f", vec![b'x'; 300_000]).end())]).make();
    let archive = env.file("image.tar", image.oci_archive("localhost/app:1"));
    env.cmd("load -q -i").arg(archive).run().ok();
    let again = |cmd: Cmd| cmd.words("--retry 2 --retry-delay 1ms").run();
    let server =
        sink(|method, _, earlier| (method == "PATCH" && earlier < 2).then(|| Reply::error(503, "UNAVAILABLE")));
    again(push(&env, "localhost/app:1", &format!("{}/x/app:1", server.address()))).ok();
    let manifest = server.requests().iter().find(|r| r.method == "PUT" && r.path.contains("/manifests/")).cloned();
    assert_eq!(manifest.expect("a manifest").path, "/v2/x/app/manifests/1");
    let server = sink(|method, _, _| (method == "PATCH").then(|| Reply::error(500, "UNKNOWN")));
    again(push(&env, "localhost/app:1", &format!("{}/x/app:1", server.address()))).refused(&["500"]);
    assert!(server.requests().iter().all(|request| !request.path.contains("/manifests/")));
    let liar = sink(|method, path, _| {
        let manifest = method == "PUT" && path.contains("/manifests/");
        manifest.then(|| Reply::status(201).header("Docker-Content-Digest", &digest(b"something else")))
    });
    again(push(&env, "localhost/app:1", &format!("{}/x/app:1", liar.address()))).refused(&["stored the manifest as"]);
    let lost = sink(|method, _, _| (method == "POST").then(|| Reply::status(202)));
    again(push(&env, "localhost/app:1", &format!("{}/x/app:1", lost.address()))).refused(&["where to upload"]);
}

#[test]
fn token_for_writing_is_asked_for() {
    let env = TestEnv::new();
    let archive = env.file("image.tar", Image::small().oci_archive("localhost/app:1"));
    env.cmd("load -q -i").arg(archive).run().ok();
    let server = Server::start(|request| {
        let host = request.header("host").unwrap_or_default();
        if request.path == "/token" {
            let writing = request.query.contains("pull%2Cpush");
            return Reply::ok(if writing { r#"{"token":"write"}"# } else { r#"{"token":"read"}"# });
        }
        if request.header("authorization") != Some("Bearer write") {
            let challenge = format!(r#"Bearer realm="http://{host}/token",scope="repository:x/app:pull""#);
            return Reply::error(401, "UNAUTHORIZED").header("WWW-Authenticate", &challenge);
        }
        match request.method.as_str() {
            "HEAD" => Reply::status(200),
            _ => Reply::status(201),
        }
    });
    push(&env, "localhost/app:1", &format!("{}/x/app:1", server.address())).run().ok();
}

#[test]
fn no_copy_of_a_layer_on_disk() {
    let env = TestEnv::new();
    let noise: Vec<u8> = (0..2_000_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let tar = env.file("noise.tar", Tar::new().file("noise", noise).end());
    env.cmd("import -q").arg(&tar).arg("localhost/noise").run().ok();
    let registry = registry::empty();
    // Every file that is written to may have 1 MB: a copy of the layer would not fit.
    let script = format!(
        r#"ulimit -f 1024; exec "$0" push -q --tls-verify=false localhost/noise {}/noise:1"#,
        registry.address()
    );
    env.cmd_of("sh").arg("-c").arg(script).arg(env.program()).run().ok();
}
