//! What becomes of a build besides an image of one layer for each step.

use super::Context;
use crate::harness::TestEnv;

const FILE: &str = "FROM busybox\nRUN echo 1 > /one; echo 2 > /two; mkdir /dir\nRUN rm /two /etc/motd; ln /one /dir/link\nCOPY file /file\n";

fn layers(env: &TestEnv) -> usize {
    env.run("image inspect built --format '{{len .RootFS.Layers}}'").ok().text().parse().unwrap()
}

#[test]
fn squashed_images() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, FILE);
    context.file("file", "text");
    context.build("-t built").ok();
    let all = layers(&env);
    let look = "cat /one /file; ls /two /etc/motd 2>&1 | grep -c such; stat -c %h /one";
    for (flags, count) in [("--squash", all - 2), ("--layers=false", all - 2), ("--squash-all", 1)] {
        context.build(&format!("-t built {flags}")).ok();
        assert_eq!(layers(&env), count, "{flags}");
        let shown = env.cmd("run --rm --network none built sh -c").arg(look).run().ok().text();
        assert_eq!(shown, "1\ntext2\n2", "{flags}");
        let history = env.run("history built --format {{.CreatedBy}}").ok().text();
        assert!(history.contains("COPY"), "{history}");
    }
    context.build("--squash --squash-all").refused(&["cannot specify --squash-all with --squash"]);
}

#[test]
fn outputs() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox AS base\nRUN echo made > /made\nFROM scratch\nCOPY --from=base /made /sub/made\n",
    );
    let dest = env.home().join("out");
    let to = |kind: &str, name: &str| format!("type={kind},dest={}", dest.join(name).display());
    std::fs::create_dir(&dest).unwrap();
    context.cmd("--output").arg(dest.join("plain")).run().ok();
    assert_eq!(std::fs::read_to_string(dest.join("plain/sub/made")).unwrap(), "made\n");
    let cmd = context.cmd("-t built").arg("-o").arg(to("tar", "t.tar")).arg("-o").arg(to("oci", "o.tar"));
    cmd.arg("-o").arg(to("docker", "d.tar")).run().ok();
    let listed = env.cmd_of("tar").words("-tf").arg(dest.join("t.tar")).run().ok().text();
    assert!(listed.contains("sub/made"), "{listed}");
    for name in ["o.tar", "d.tar"] {
        env.run("rmi built").ok();
        env.cmd("load -q -i").arg(dest.join(name)).run().ok();
        env.run("image exists built").ok();
    }
    context.build("--output type=tar,dest=/dev/null").ok();
    context.build("--output type=zip").code(125).stderr_has("zip");
}

#[test]
fn check_finds_what_is_not_meant() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox as Base\nENV A b\nRUN touch /never\n");
    context.build("--check").code(1).stdout_has("WARNING").stdout_has("Dockerfile:");
    context.file("Dockerfile", "FROM busybox\nENV A=b\n");
    context.build("--check").ok().stdout_has("no warnings");
}

#[test]
fn steps_can_be_forgotten() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nRUN head -c 3000000 /dev/urandom > /x\nRUN --mount=type=cache,target=/c touch /c/x\n",
    );
    context.build("-t built").ok();
    env.run("builder prune --force --filter until=1h").ok().stdout_has("Total reclaimed space: 0");
    context.build("").ok().stdout_has("Using cache");
    env.run("rmi built").ok();
    env.cmd("builder prune").input("n\n").run().ok();
    context.build("").ok().stdout_has("Using cache");
    env.run("rmi --all --force").ok();
    env.run("builder prune --all --force").ok().stdout_has("Total reclaimed space: 3.");
    assert!(std::fs::read_dir(env.store().join("layers")).unwrap().next().is_none());
    assert!(std::fs::read_dir(env.store().join("builds/mounts")).unwrap().next().is_none());
}
