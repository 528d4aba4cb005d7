//! The network of the commands of a build.

use super::Context;
use crate::harness::{TestEnv, eventually};

/// The first command and the third have the network of the build; the third sees what the first has sent to itself.
const STEPS: &str = "FROM busybox\nRUN wget -q -O- http://127.0.0.1:1/ || readlink /proc/self/ns/net > /1\n\
    RUN --network=none readlink /proc/self/ns/net > /none\n\
    RUN readlink /proc/self/ns/net > /2; awk '/lo:/ { print ($3 > 0) }' /proc/net/dev > /packets\n\
    RUN --network=host readlink /proc/self/ns/net > /host\n";

/// What the steps of [`STEPS`] have seen.
fn seen(env: &TestEnv, context: &Context<'_>, flags: &str) -> Vec<String> {
    env.cmd("build --no-cache -t built").words(flags).arg(&context.dir).run().ok();
    let shown = env.run("run --rm --network none built cat /packets /1 /2 /none /host").ok().text();
    shown.lines().map(str::to_owned).collect()
}

/// The command lines of helpers that work for this test.
pub(super) fn helpers(env: &TestEnv) -> Vec<String> {
    let store = env.store().display().to_string();
    let all = std::fs::read_dir("/proc").expect("/proc").flatten();
    let line = |entry: std::fs::DirEntry| std::fs::read(entry.path().join("cmdline")).ok();
    let lines = all.filter_map(line).map(|line| String::from_utf8_lossy(&line).replace('\0', " "));
    lines.filter(|line| line.contains("pasta") && line.contains(&store)).collect()
}

#[test]
fn commands_of_a_stage_share_a_network() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, STEPS);
    let [packets, first, second, none, host] = &seen(&env, &context, "")[..] else { panic!("five lines") };
    assert_eq!((packets.as_str(), first), ("1", second));
    assert!(first != none && first != host && none != host);
    assert_eq!(std::fs::read_link("/proc/self/ns/net").unwrap().display().to_string(), *host);
    // Who may change it has one of its own.
    assert_eq!(seen(&env, &context, "--cap-add NET_ADMIN")[0], "0");
    assert_eq!(helpers(&env), [""; 0]);
}

#[test]
fn a_build_that_is_killed_leaves_no_network() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nRUN touch /first\nRUN echo begun; sleep 1000\n");
    for (signal, code) in [("KILL", None), ("INT", Some(130))] {
        let mut running = env.cmd("build").arg(&context.dir).spawn();
        running.wait_for("begun\n");
        running.signal(signal);
        let ended = running.wait();
        if let Some(code) = code {
            ended.code(code);
        }
        eventually(20, "everything has ended", || {
            (helpers(&env).is_empty() && env.processes().is_empty()).then_some(())
        });
    }
}
