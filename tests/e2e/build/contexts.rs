//! Where a build's files come from.

use super::Context;
use crate::harness::TestEnv;
use crate::harness::server::{Reply, Server};

#[test]
fn ignore_files() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nCOPY . /d\n");
    for name in ["a", "b.log", "keep.log", "dir/c.log", "dir/d", "secret/key"] {
        context.file(name, name);
    }
    context.file(".dockerignore", "**/*.log\n!keep.log\nsecret\n");
    assert_eq!(context.sh("cd /d; find . -type f | sort"), "./.dockerignore\n./Dockerfile\n./a\n./dir/d\n./keep.log");
    let other = env.file("ignored", "dir\nDockerfile\n.*\n");
    context.cmd("-t built --ignorefile").arg(other).run().ok();
    let shown = env.run("run --rm --network none built find /d -type f").ok().text();
    assert!(shown.contains("/d/b.log") && !shown.contains("/d/dir"), "{shown}");
    context.file("Dockerfile", "FROM busybox\nCOPY secret/key /\n");
    context.build("").code(125).stderr_has("secret/key");
}

#[test]
fn standard_input() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nCOPY file /file\n");
    context.file("file", "in the archive");
    let tar = context.dir.with_extension("tar.gz");
    env.cmd_of("tar").words("-czf").arg(&tar).words("-C").arg(&context.dir).arg(".").run().ok();
    env.cmd("build --network none -t built -").input(std::fs::read(&tar).unwrap()).run().ok();
    env.run("run --rm --network none built cat /file").ok().prints("in the archive");
    env.cmd("build -t built -").input("FROM busybox\nENV A=alone\n").run().ok();
    assert!(env.run("image inspect built --format {{.Config.Env}}").ok().text().contains("A=alone"));
    let text = "FROM busybox\nCOPY file /other\n";
    env.cmd("build -t built -f -").arg(&context.dir).input(text).run().ok();
    env.run("run --rm --network none built cat /other").ok().prints("in the archive");
}

#[test]
fn add_fetches_files_and_repositories() {
    let env = TestEnv::busybox();
    let server = Server::start(|request| match request.path.as_str() {
        "/file.txt" => Reply::ok("fetched"),
        _ => Reply::status(404),
    });
    let url = format!("http://{}", server.address());
    let sum = "sha256:43c8eb8ae2d7a31b2d2ae44ad2ef5a3fb2cbe96a6ae0f2a0ed8f8a1c1f7d0000";
    let context = Context::new(&env, &format!("FROM busybox\nADD {url}/file.txt /d/\nADD {url}/file.txt /as\n"));
    assert_eq!(context.sh("cat /d/file.txt /as; stat -c %a /as"), "fetchedfetched600");
    context.file("Dockerfile", format!("FROM busybox\nADD --checksum={sum} {url}/file.txt /d/\n"));
    context.build("").code(125).stderr_has("instead of").stderr_has("Dockerfile:2");
    context.file("Dockerfile", format!("FROM busybox\nADD {url}/missing /d/\n"));
    context.build("").code(125).stderr_has("404");
}

#[test]
fn exclude_and_parents() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nCOPY --exclude=*.o --exclude=sub/x tree /d\nCOPY --parents tree/sub/y tree/./sub/z /p/\n",
    );
    for name in ["tree/a.c", "tree/a.o", "tree/sub/x", "tree/sub/y", "tree/sub/z"] {
        context.file(name, name);
    }
    let shown = context.sh("cd /; find d p -type f | sort");
    assert_eq!(shown, "d/a.c\nd/sub/y\nd/sub/z\np/sub/z\np/tree/sub/y");
}
