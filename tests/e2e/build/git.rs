//! ADD of repositories.

use std::path::PathBuf;

use super::Context;
use crate::harness::TestEnv;
use crate::harness::server::{Reply, Server};

/// A repository with two commits, `first` a tag of the first of them, and the server that has it.
struct Repository {
    server: Server,
    dir: PathBuf,
}

impl Repository {
    fn new(env: &TestEnv) -> Self {
        let dir = env.home().join("served.git");
        let script = "set -e; mkdir work; cd work; git init -q; git config user.name t; git config user.email t@t
            mkdir sub; ln -s /etc out; ln -s ../../../../../../etc up; echo one > file; echo deep > sub/inner; git add .; git commit -qm 1; git tag first
            echo two > file; git commit -qam 2; git clone -q --bare . ../served.git; git -C ../served.git update-server-info";
        env.cmd_of("sh").arg("-c").arg(script).run().ok();
        let root = dir.clone();
        // Git's "dumb" protocol: its files as they are.
        let server = Server::start(move |request| {
            let path = request.path.split('?').next().unwrap_or_default().trim_start_matches("/repo.git/").to_owned();
            std::fs::read(root.join(path)).map_or_else(|_| Reply::status(404), Reply::ok)
        });
        Self { server, dir }
    }

    fn url(&self) -> String {
        format!("http://{}/repo.git", self.server.address())
    }

    fn commit(&self, env: &TestEnv, name: &str) -> String {
        env.cmd_of("git").arg("-C").arg(&self.dir).words("rev-parse").arg(name).run().ok().text()
    }
}

#[test]
fn repositories_are_added_whole_and_in_part() {
    let env = TestEnv::busybox();
    let repository = Repository::new(&env);
    let url = repository.url();
    let text = format!(
        "FROM busybox\nADD {url} /head/\nADD {url}#first /first/\nADD {url}#first:sub /sub/\nADD --keep-git-dir {url} /kept/\n"
    );
    let context = Context::new(&env, &text);
    let shown = context.sh("cat /head/file /first/file; ls -A /sub; ls /head; test -d /kept/.git && echo kept");
    assert_eq!(shown, "two\none\ninner\nfile\nout\nsub\nup\nkept");
    let commit = repository.commit(&env, "first");
    context.file("Dockerfile", format!("FROM busybox\nADD --checksum={commit} {url}#first /d/\n"));
    assert_eq!(context.sh("cat /d/file"), "one");
    let other = repository.commit(&env, "HEAD");
    context.file("Dockerfile", format!("FROM busybox\nADD --checksum={other} {url}#first /d/\n"));
    context.build("").code(125).stderr_has("instead of").stderr_has("Dockerfile:2");
    context.file("Dockerfile", format!("FROM busybox\nADD --checksum=sha1: {url}#first /d/\n"));
    context.build("").code(125).stderr_has("instead of");
    context.file("Dockerfile", format!("FROM busybox\nADD {url}#nosuch /d/\n"));
    context.build("").code(125).stderr_has("nosuch");
}

#[test]
fn a_dockerfile_reaches_nothing_of_this_machine() {
    let env = TestEnv::busybox();
    let repository = Repository::new(&env);
    let file = format!("FROM busybox\nADD file://{} /d/\n", repository.dir.display());
    let context = Context::new(&env, &file);
    context.build("").code(125).stderr_has("outside the context");
    for subdir in ["/etc", "../../../../../../../../etc", "out", "up", "sub/../../.."] {
        context.file("Dockerfile", format!("FROM busybox\nADD {}#first:{subdir} /d/\n", repository.url()));
        let built = context.build("-t built");
        // Links and parents lead to places of the repository, if anywhere.
        if built.exit() == 0 {
            let shown = env.run("run --rm --network none built ls /d").ok().text();
            assert!(!shown.contains("passwd"), "{subdir}: {shown}");
        } else {
            built.code(125).stderr_has("has no directory");
        }
    }
    for url in ["git@127.0.0.1:repo", "ssh://127.0.0.1:1/repo"] {
        context.file("Dockerfile", format!("FROM busybox\nADD {url} /d/\n"));
        context.build("").code(125).stderr_has("--ssh default");
    }
}
