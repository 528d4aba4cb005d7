//! Registries that fail: each failure has its own clear line, and none hangs.

use crate::harness::image::{Image, digest};
use crate::harness::server::{Reply, Server};
use crate::harness::{Cmd, TestEnv};
use std::net::TcpListener;
use std::time::{Duration, Instant};

fn pull(env: &TestEnv, address: &str) -> Cmd {
    let retry = if env.is_podman() { "" } else { "--retry 1" };
    env.cmd("pull -q --tls-verify=false").words(retry).arg(format!("{address}/x/app:1"))
}

#[test]
fn statuses_are_told_apart() {
    let env = TestEnv::new();
    let cases: [(u16, &str, &[&str]); 4] = [
        (401, "UNAUTHORIZED", &["x/app", "credentials"]),
        (403, "DENIED", &["x/app", "denied"]),
        (404, "MANIFEST_UNKNOWN", &["x/app", "no tag"]),
        (500, "UNKNOWN", &["500"]),
    ];
    for (status, code, words) in cases {
        let server = Server::start(move |request| {
            if request.path == "/v2/" && status != 401 { Reply::ok("{}") } else { Reply::error(status, code) }
        });
        let words = if env.is_podman() { &[] } else { words };
        pull(&env, server.address()).run().refused(words);
    }
    env.check_whole();
}

#[test]
fn endless_429_gives_up() {
    let env = TestEnv::new();
    if env.is_podman() {
        return;
    }
    let server = Server::start(|_| Reply::error(429, "TOOMANYREQUESTS"));
    pull(&env, server.address()).run().refused(&["429"]);
}

#[test]
fn endless_redirects_give_up() {
    let env = TestEnv::new();
    let server = Server::start(|request| match request.path.as_str() {
        "/v2/" => Reply::ok("{}"),
        path => Reply::redirect(&format!("{path}x")),
    });
    pull(&env, server.address()).run().refused(&["redirect"]);
    assert!(server.requests().len() < 100, "{} requests", server.requests().len());
}

#[test]
fn redirects_to_other_schemes_are_refused() {
    let env = TestEnv::new();
    for target in ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher:x"] {
        let server = Server::start(
            move |request| if request.path == "/v2/" { Reply::ok("{}") } else { Reply::redirect(target) },
        );
        pull(&env, server.address()).run().refused(&[]);
    }
}

#[test]
fn nobody_listens() {
    let env = TestEnv::new();
    let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
    pull(&env, &format!("127.0.0.1:{port}")).run().refused(&["refused", &port.to_string()]);
    pull(&env, "registry.invalid").run().refused(&["registry.invalid"]);
}

#[test]
fn stalled_transfer_is_given_up() {
    let env = TestEnv::new();
    if env.is_podman() {
        return;
    }
    let image = Image::small();
    let server = Server::start(move |request| {
        let reply = image.answer(request);
        if request.path.contains("/blobs/") { reply.stall_after(20) } else { reply }
    });
    let begin = Instant::now();
    let name = format!("{}/x/app", server.address());
    env.cmd("pull -q --retry 0").arg(name).deadline(150).run().refused(&[]);
    assert!(begin.elapsed() < Duration::from_secs(120), "{:?}", begin.elapsed());
}

#[test]
fn manifest_of_another_digest_is_refused() {
    let env = TestEnv::new();
    let image = Image::small();
    let server = Server::start(move |request| {
        let reply = image.answer(request);
        if request.path.contains("/manifests/") { Reply::ok(image.manifest.clone()) } else { reply }
    });
    let name = format!("{}/x/app@{}", server.address(), digest(b"another"));
    env.cmd("pull -q --tls-verify=false").arg(name).run().refused(&["manifest"]);
}

#[test]
fn answers_that_are_no_registrys() {
    let env = TestEnv::new();
    let bodies: [&[u8]; 3] = [b"<html>hello</html>", b"", b"\xff\xfe\x00"];
    for body in bodies {
        let server = Server::start(move |_| Reply::ok(body).header("Content-Type", "text/html"));
        pull(&env, server.address()).run().refused(&[]);
    }
    env.run("images -q").ok().prints("");
}

#[test]
fn terminal_codes_of_a_server_are_not_passed_on() {
    let env = TestEnv::new();
    let server = Server::start(|_| {
        let body = "{\"errors\":[{\"code\":\"X\",\"message\":\"\\u001b[31mred\\nsecond line\"}]}";
        Reply::ok(body).with_status(403)
    });
    let out = pull(&env, server.address()).run().refused(&[]);
    assert!(env.is_podman() || !out.stderr.contains('\x1b'), "{out:?}");
}

#[test]
fn plain_http_is_only_for_loopback() {
    let env = TestEnv::new();
    let image = Image::small();
    let server = Server::start(move |request| image.answer(request));
    let port = server.address().rsplit(':').next().expect("a port").to_owned();
    if !env.is_podman() {
        env.cmd("pull -q").arg(format!("localhost:{port}/x/app")).run().ok();
        env.cmd("pull -q --tls-verify=true").arg(format!("127.0.0.1:{port}/x/app")).run().refused(&[]);
    }
}
