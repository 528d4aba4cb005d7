//! Builds of several stages.

use super::{Context, count};
use crate::harness::TestEnv;

const FILE: &str = "ARG BASE=busybox\nFROM $BASE AS one\nRUN echo 1 > /one\nFROM busybox AS unused\nRUN false\n\
    FROM one AS two\nRUN cat /one > /two\nFROM scratch\nCOPY --from=busybox / /\nCOPY --from=one /one /\nCOPY --from=2 /two /\n";

#[test]
fn files_go_from_stage_to_stage() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, FILE);
    assert_eq!(context.sh("cat /one /two"), "1\n1");
    let built = context.build("--no-cache").ok();
    assert_eq!(count(&built.stdout, "unused"), 0);
}

#[test]
fn a_target_ends_the_build() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, FILE);
    context.build("--target one -t first").ok();
    env.run("run --rm --network none first sh -c 'ls /one; ls /two'").code(1).stdout_has("/one").stderr_has("/two");
    context.build("--target unused").code(1);
    context.build("--target nosuch").code(125).stderr_has("nosuch");
}

#[test]
fn independent_stages_are_built_at_once() {
    let env = TestEnv::busybox();
    // Each waits for the other: one after the other they would wait for ever.
    let wait = |own: &str, other: &str| {
        format!("RUN --mount=type=cache,target=/c touch /c/{own}; while [ ! -e /c/{other} ]; do sleep 0.01; done\n")
    };
    let text = format!(
        "FROM busybox AS a\n{}FROM busybox AS b\n{}FROM busybox\nCOPY --from=a /etc/passwd /a\nCOPY --from=b /etc/passwd /b\n",
        wait("a", "b"),
        wait("b", "a")
    );
    let context = Context::new(&env, &text);
    context.cmd("--jobs 2").deadline(120).run().ok();
}

#[test]
fn other_contexts_have_names() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nCOPY --from=other /file /from-dir\nCOPY --from=image /etc/motd /from-image\n",
    );
    env.file("elsewhere/file", "elsewhere");
    let place = env.home().join("elsewhere");
    context
        .cmd("-t built --build-context image=docker-image://busybox --build-context")
        .arg(format!("other={}", place.display()))
        .run()
        .ok();
    env.run("run --rm --network none built sh -c 'cat /from-dir; test -s /from-image'").ok().prints("elsewhere");
}
