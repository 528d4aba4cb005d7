//! `pull` from real registries, and from a well-behaved one of the tests' own.

use crate::harness::image::{Image, Layer, Recipe, architecture, digest, gzip};
use crate::harness::registry::{PASSWORD, USER, certificate, plain, secure};
use crate::harness::server::{Reply, Server};
use crate::harness::tarball::Tar;
use crate::harness::{Cmd, TestEnv};
use serde_json::json;

/// A pull that podman allows to go without TLS too.
fn pull(env: &TestEnv, name: &str) -> Cmd {
    let cmd = env.cmd("pull --tls-verify=false").arg(name);
    cmd.deadline(120)
}

#[test]
fn prints_the_id_and_makes_the_image_runnable() {
    let env = TestEnv::new();
    let id = env.cmd("pull").arg(format!("{}/busybox", plain())).run().ok().text();
    assert!(id.len() == 64 && id.bytes().all(|b| b.is_ascii_hexdigit()), "{id:?}");
    env.run("images -q --no-trunc").ok().prints(&format!("sha256:{id}\n"));
    env.run("run --rm --network none busybox cat /etc/motd").ok().prints("hello from the image\n");
}

#[test]
fn quiet_pull_says_only_the_id() {
    let env = TestEnv::new();
    let out = env.cmd("pull -q").arg(format!("{}/busybox", plain())).run().ok().silent();
    assert_eq!(out.stdout.len(), 65);
}

#[test]
fn progress_has_no_control_characters_without_a_terminal() {
    let env = TestEnv::new();
    let out = pull(&env, &format!("{}/layers", plain())).run().ok();
    assert!(!out.stderr.is_empty(), "a pull says what it does");
    assert!(!out.stderr.contains(['\r', '\x1b']), "{out}");
}

#[test]
fn second_pull_fetches_nothing() {
    let image = Image::small();
    let server = Server::start(move |request| image.answer(request));
    let env = TestEnv::new();
    let name = format!("{}/x/small:1", server.address());
    let first = pull(&env, &name).run().ok().text();
    let blobs = || server.requests().iter().filter(|r| r.path.contains("/blobs/") && r.method == "GET").count();
    let before = blobs();
    assert_eq!(pull(&env, &name).run().ok().text(), first);
    let layers_again = blobs() - before;
    assert!(layers_again <= 1, "{layers_again} blobs fetched again");
}

#[test]
fn twenty_layers() {
    let env = TestEnv::new();
    pull(&env, &format!("{}/layers", plain())).run().ok();
    let layers = env.run("image inspect layers --format '{{len .RootFS.Layers}}'").ok().text();
    assert_eq!(layers, "20");
    env.run("run --rm --network none layers ls /layers/usr/bin/apt").ok();
    let files = env.run("run --rm --network none layers sh -c 'find /layers -type f | wc -l'").ok().text();
    assert!(files.parse::<usize>().expect("a number") > 5000, "{files}");
}

#[test]
fn docker_manifest() {
    let env = TestEnv::new();
    pull(&env, &format!("{}/busybox:docker", plain())).run().ok();
    env.run("run --rm --network none busybox:docker true").ok();
}

#[test]
fn whiteouts_of_another_tool() {
    let env = TestEnv::new();
    pull(&env, &format!("{}/whiteouts", plain())).run().ok();
    let out =
        env.run("run --rm --network none whiteouts sh -c 'cd /tree; find . | sort; cat gone/new opaque/new'").ok();
    out.prints(".\n./gone\n./gone/new\n./keep\n./keep/a\n./opaque\n./opaque/new\ntwo\ntwo\n");
}

#[test]
fn by_digest() {
    let env = TestEnv::new();
    let image = Image::small();
    let pinned = digest(&image.manifest);
    let server = Server::start(move |request| image.answer(request));
    let name = format!("{}/small@{pinned}", server.address());
    pull(&env, &name).run().ok();
    env.cmd("run --rm --network none").arg(&name).words("/hello").run().code(126);
    let other = format!("{}/small@sha256:{}", server.address(), "0".repeat(64));
    pull(&env, &other).run().refused(&["sha256:0000"]);
}

#[test]
fn index_gives_the_platform_of_this_machine() {
    let env = TestEnv::new();
    let of = |text: &str, architecture: &str| {
        let mut recipe = Recipe::new(vec![Layer::gzip(&Tar::new().file("which", text).end())]);
        recipe.architecture = architecture.into();
        recipe.make()
    };
    let (native, other) = (of("native", architecture()), of("other", "s390x"));
    let id = digest(&native.config)[7..].to_owned();
    let other_id = digest(&other.config)[7..].to_owned();
    let index = Image::index(&[("s390x", &other), (architecture(), &native)]);
    let server = Server::start(move |request| index.answer(request));
    let name = format!("{}/multi:1", server.address());
    assert_eq!(pull(&env, &name).run().ok().text(), id);
    assert_eq!(pull(&env, &name).words("--platform linux/s390x").run().ok().text(), other_id);
    pull(&env, &name).words("--platform linux/riscv64").run().refused(&["riscv64"]);
}

#[test]
fn compressions() {
    let env = TestEnv::new();
    let tar = |name: &str| Tar::new().file(name, name).end();
    let (one, two, three) = (tar("one"), tar("two"), tar("three"));
    let image = Recipe::new(vec![Layer::plain(&one), Layer::gzip(&two), Layer::zstd(&three)]).make();
    let server = Server::start(move |request| image.answer(request));
    pull(&env, &format!("{}/mixed", server.address())).run().ok();
}

#[test]
fn gzip_of_several_members() {
    let env = TestEnv::new();
    let tar = Tar::new().file("a", [b'a'; 5000]).file("b", "b").end();
    let mut layer = Layer::gzip(&tar);
    layer.blob = [gzip(&tar[..700]), gzip(&tar[700..])].concat();
    (layer.digest, layer.size) = (digest(&layer.blob), layer.blob.len() as u64);
    let image = Recipe::new(vec![layer]).make();
    let server = Server::start(move |request| image.answer(request));
    pull(&env, &format!("{}/members", server.address())).run().ok();
}

#[test]
fn tls_and_password() {
    let env = TestEnv::new();
    let name = format!("{}/busybox", secure());
    env.cmd("pull").arg(&name).run().refused(&["certificate"]);
    env.cmd("pull --tls-verify=false").arg(&name).run().refused(&[]);
    let creds = format!("--creds {USER}:{PASSWORD}");
    env.cmd("pull --tls-verify=false").words(&creds).arg(&name).run().ok();
    env.cmd("pull --tls-verify=false").words(&format!("--creds {USER}:wrong")).arg(&name).run().refused(&[]);
    let trusted = env.config_dir().join("certs.d").join(secure());
    std::fs::create_dir_all(&trusted).expect("mkdir");
    std::fs::copy(certificate(), trusted.join("ca.crt")).expect("copy");
    env.cmd("pull").words(&creds).arg(&name).run().ok();
}

#[test]
fn auth_file_is_read() {
    let env = TestEnv::new();
    let name = format!("{}/busybox", secure());
    // base64 of tester:s3cret
    let auth = json!({"auths": {secure(): {"auth": "dGVzdGVyOnMzY3JldA=="}}}).to_string();
    let explicit = env.file("auth.json", &auth);
    env.cmd("pull --tls-verify=false --authfile").arg(&explicit).arg(&name).run().ok();
    let missing = env.cmd("pull --tls-verify=false --authfile /nowhere/auth.json").arg(&name).run();
    missing.refused(&["credential file is not accessible", "/nowhere/auth.json"]);
    env.cmd("pull --tls-verify=false").arg(&name).env("REGISTRY_AUTH_FILE", &explicit).run().ok();
    let customary = env.runtime_dir().join("containers");
    std::fs::create_dir_all(&customary).expect("mkdir");
    std::fs::write(customary.join("auth.json"), &auth).expect("write");
    env.cmd("pull --tls-verify=false").arg(&name).run().ok();
}

#[test]
fn token_authentication() {
    let env = TestEnv::new();
    let image = Image::small();
    let server = Server::start(move |request| {
        let host = request.header("host").unwrap_or_default();
        if request.path == "/token" {
            let asked = request.query.contains("service=tests") && request.query.contains("scope=repository");
            return if asked { Reply::ok(r#"{"token":"let-me-in","expires_in":300}"#) } else { Reply::status(400) };
        }
        if request.header("authorization") == Some("Bearer let-me-in") {
            return image.answer(request);
        }
        let scope = "repository:x/small:pull";
        let challenge = format!(r#"Bearer realm="http://{host}/token",service="tests",scope="{scope}""#);
        Reply::error(401, "UNAUTHORIZED").header("WWW-Authenticate", &challenge)
    });
    pull(&env, &format!("{}/x/small", server.address())).run().ok();
}

#[test]
fn redirected_blobs_do_not_get_the_password() {
    let env = TestEnv::new();
    let image = Image::small();
    let copy = image.clone();
    let storage = Server::start(move |request| copy.answer(request));
    let elsewhere = format!("http://{}", storage.address().replace("127.0.0.1", "localhost"));
    let front = Server::start(move |request| {
        if request.header("authorization").is_none() {
            return Reply::error(401, "UNAUTHORIZED").header("WWW-Authenticate", r#"Basic realm="tests""#);
        }
        if request.path.contains("/blobs/") {
            Reply::redirect(&format!("{elsewhere}{}", request.path))
        } else {
            image.answer(request)
        }
    });
    pull(&env, &format!("{}/x/small", front.address())).words("--creds a:b").run().ok();
    let leaked = storage.requests().iter().any(|request| request.header("authorization").is_some());
    assert!(!leaked && !storage.requests().is_empty());
}

#[test]
fn busy_registry_is_asked_again() {
    let env = TestEnv::new();
    let image = Image::small();
    let server = Server::start(move |request| match (request.path.as_str(), request.earlier) {
        ("/v2/", _) => image.answer(request),
        (_, 0) => Reply::error(503, "UNAVAILABLE"),
        (_, 1) if request.path.contains("/blobs/") => Reply::error(429, "TOOMANYREQUESTS").header("Retry-After", "1"),
        _ => image.answer(request),
    });
    let cmd = pull(&env, &format!("{}/x/small", server.address()));
    // Podman retries blobs only after waits of minutes.
    if !env.is_podman() {
        cmd.run().ok();
    }
}

#[test]
fn broken_transfer_is_resumed_or_repeated() {
    let env = TestEnv::new();
    let noise: Vec<u8> = (0..400_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let image = Image::of_tar(&Tar::new().file("noise", noise).end());
    let server = Server::start(move |request| {
        let reply = image.answer(request);
        let large = reply.body.len() > 100_000;
        if large && request.earlier == 0 { reply.cut_after(50_000) } else { reply }
    });
    pull(&env, &format!("{}/x/noise", server.address())).run().ok();
}

#[test]
fn insecure_registries_are_configured() {
    let env = TestEnv::new();
    let conf = format!("[[registry]]\nprefix = \"registry.test/team\"\nlocation = \"{}\"\ninsecure = true\n", plain());
    std::fs::write(env.config_dir().join("registries.conf"), conf).expect("write");
    env.run("pull -q registry.test/team/busybox").ok();
    env.run("images --format {{.Repository}}:{{.Tag}}").ok().prints("registry.test/team/busybox:latest\n");
    env.run("run --rm --network none registry.test/team/busybox true").ok();
}

#[test]
fn run_pulls_what_is_missing() {
    let env = TestEnv::new();
    let name = format!("{}/busybox", plain());
    let out = env.cmd("run --rm --network none --quiet").arg(&name).words("echo here").run().ok();
    out.prints("here\n");
    env.cmd("run --rm --network none --pull never").arg(&name).words("true").run().ok().silent();
    env.cmd("run --rm --network none --pull always --quiet").arg(&name).words("true").run().ok();
    env.cmd("run --rm --network none --pull sometimes").arg(&name).words("true").run().code(125);
}

#[test]
fn two_pulls_of_the_same_at_once() {
    let env = TestEnv::new();
    let name = format!("{}/layers", plain());
    let pulls: Vec<_> = (0..3).map(|_| pull(&env, &name).spawn()).collect();
    for pull in pulls {
        pull.wait().ok();
    }
    env.run("run --rm --network none layers true").ok();
    assert_eq!(env.run("images -q").ok().lines().len(), 1);
}
