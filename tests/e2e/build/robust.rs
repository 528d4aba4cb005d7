//! Builds that are ended in the middle, and several at once.

use super::{Context, count};
use crate::harness::TestEnv;

const SLOW: &str = "FROM busybox\nRUN touch /first\nRUN echo begun; while [ ! -e /never ]; do sleep 0.05; done\n";

/// Nothing of the build runs any more.
pub(super) fn wait_for_quiet(env: &TestEnv) {
    for _ in 0..600 {
        if env.processes().is_empty() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("these stayed behind: {:?}", env.processes());
}

#[test]
fn an_interrupt_ends_everything() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, SLOW);
    let mut running = context.cmd("-t built").spawn();
    running.wait_for("begun\n");
    running.signal("INT");
    running.wait().code(130).stderr_has("ended by signal 2");
    assert!(env.processes().is_empty(), "{:?}", env.processes());
    assert!(std::fs::read_dir(env.store().join("staging")).unwrap().next().is_none());
    env.run("image exists built").code(1);
    env.check_whole();
}

#[test]
fn a_kill_ends_everything_and_the_next_build_goes_on() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, SLOW);
    let mut running = context.cmd("-t built").spawn();
    running.wait_for("begun\n");
    running.signal("KILL");
    let _ = running.wait();
    wait_for_quiet(&env);
    context.file("Dockerfile", "FROM busybox\nRUN touch /first\nRUN test -e /first\n");
    let built = context.build("-t built").ok();
    assert_eq!(count(&built.stdout, "Using cache"), 1);
    assert!(std::fs::read_dir(env.store().join("staging")).unwrap().next().is_none());
    env.check_whole();
}

#[test]
fn two_builds_at_once() {
    let env = TestEnv::busybox();
    let context =
        Context::new(&env, "FROM busybox\nCOPY file /file\nRUN for i in 1 2 3 4 5; do cat /file >> /log; done\n");
    context.file("file", "text\n");
    let builds: Vec<_> = (0..3).map(|n| context.cmd(&format!("-t built{n}")).spawn()).collect();
    builds.into_iter().for_each(|build| _ = build.wait().ok());
    for n in 0..3 {
        env.run(&format!("run --rm --network none built{n} wc -l /log")).ok().prints("5 /log\n");
    }
    env.check_whole();
}

#[test]
fn a_c_program_is_built_in_stages() {
    let env = TestEnv::software();
    let context = Context::new(
        &env,
        "FROM software AS build\nWORKDIR /src\nCOPY *.c ./\nRUN gcc -O2 -c hello.c && gcc -static -o hello hello.o\nFROM busybox\nCOPY --from=build --chmod=755 /src/hello /bin/hello\nCMD [\"hello\"]\n",
    );
    context.file("hello.c", "#include <stdio.h>\nint main(void) { puts(\"hello from C\"); return 0; }\n");
    context.cmd("-t built").deadline(300).run().ok();
    env.run("run --rm --network none built").ok().prints("hello from C\n");
}
