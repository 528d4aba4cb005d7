//! Builds that are ended at any moment, that fill the disk, and whose commands leave processes behind.

use std::time::{Duration, Instant};

use super::network::helpers;
use super::{Context, count};
use crate::harness::{TestEnv, cache, eventually};

/// How many builds are ended by each signal.
const ROUNDS: u32 = 24;

/// Commands with and without a network, caches, copies, two stages.
const FILE: &str = "FROM busybox AS one\nARG N\nRUN echo $N > /one; mkdir /dir; head -c 200000 /dev/urandom > /dir/r\n\
    COPY tree /tree\nRUN --network=none --mount=type=cache,target=/c echo $N >> /c/log; cat /tree/* > /sum; rm -r /dir\n\
    FROM busybox\nARG N\nRUN --network=none echo $N > /two\nWORKDIR /w/$N\nCOPY --from=one /sum /one ./\n\
    RUN ln /w/$N/one /w/$N/link; rm /etc/motd\n";

/// Numbers that look random, and are the same each time (a linear congruential generator, Knuth's).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

/// How many layers a build has told of.
fn layers(stdout: &str) -> usize {
    let is_layer = |line: &&str| {
        line.split("--> ").nth(1).is_some_and(|rest| rest.len() == 12 && rest.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    stdout.lines().filter(is_layer).count()
}

fn wait_for_quiet(env: &TestEnv) {
    eventually(30, "everything of the build has ended", || {
        (env.processes().is_empty() && helpers(env).is_empty()).then_some(())
    });
}

/// Ends builds with a signal at moments all over their time. After each, nothing runs and nothing is mounted, and the next
/// build goes on from what was done.
fn end_at_any_moment(signal: &str, seed: u64) {
    let env = TestEnv::busybox();
    let context = Context::new(&env, FILE);
    for name in ["a", "b", "c"] {
        context.file(&format!("tree/{name}"), vec![7; 100_000]);
    }
    let build = |n: u32| env.cmd("build --jobs 2 -t built --build-arg").arg(format!("N={n}")).arg(&context.dir);
    let begun = Instant::now();
    build(0).run().ok();
    let whole = u64::try_from(begun.elapsed().as_micros()).expect("a build is short");
    let mut random = Random(seed);
    for round in 1..=ROUNDS {
        let running = build(round).spawn();
        std::thread::sleep(Duration::from_micros(random.below(whole)));
        running.signal(signal);
        let ended = running.wait();
        wait_for_quiet(&env);
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").expect("mounts");
        assert!(!mounts.contains(&env.store().display().to_string()), "round {round}: {mounts}");
        if round % 6 == 0 {
            env.run("system check").ok();
        }
        let next = build(round).run().ok();
        let (done, reused) = (layers(&ended.stdout), count(&next.stdout, "Using cache"));
        assert!(reused >= done, "round {round}: {done} were done, {reused} reused: {ended} {next}");
        let shown = env.cmd("run --rm --network none built sh -c").arg("cat one; stat -c %h link").run().ok().text();
        assert_eq!(shown, format!("{round}\n2"), "round {round}");
    }
    env.run("system check").ok();
    assert!(std::fs::read_dir(env.store().join("staging")).expect("staging").next().is_none());
    env.check_whole();
}

#[test]
fn killed_at_any_moment() {
    end_at_any_moment("KILL", 1);
}

#[test]
fn interrupted_at_any_moment() {
    end_at_any_moment("INT", 2);
}

/// Runs a script with a store on a disk of this size that has busybox. `$0` is the program, `$1` the store.
fn on_a_small_disk(env: &TestEnv, size: &str, script: &str) -> crate::harness::Output {
    std::fs::create_dir_all(env.store()).expect("mkdir");
    let archive = cache::images().join("archives/docker.tar");
    let script = format!(
        "set -e; mount -t tmpfs -o size={size},mode=700 none $1; \"$0\" load -q -i {} >&2\n{script}",
        archive.display()
    );
    let cmd = env.cmd_of("/usr/bin/unshare").words("-Urm sh -c").arg(script).arg(env.program()).arg(env.store());
    cmd.deadline(120).run()
}

/// After a build that has failed: the store is whole, nothing is left, and a smaller build succeeds.
const AFTERWARDS: &str = "\"$0\" image exists big && exit 9\n\"$0\" system check >&2\n\
    printf 'FROM busybox\\nRUN touch /before\\nRUN echo small > /small\\n' > context/Dockerfile\n\
    \"$0\" build --network none -t small context\ntest -z \"$(ls $1/staging)\"\n\
    \"$0\" run --rm --network none small cat /small\n";

#[test]
fn a_command_that_fills_the_disk() {
    let env = TestEnv::new();
    Context::new(&env, "FROM busybox\nRUN touch /before\nRUN head -c 200000000 /dev/zero | tr '\\\\0' x > /big\n");
    let script = format!("\"$0\" build --network none -t big context >&2 || echo code $?\n{AFTERWARDS}");
    let out = on_a_small_disk(&env, "100m", &script).ok();
    assert!(out.stdout.starts_with("code ") && out.stdout.ends_with("small\n"), "{out}");
    assert!(out.stderr.contains("No space left") && out.stderr.contains("Dockerfile:3"), "{out}");
    assert_eq!(count(&out.stdout, "Using cache"), 1, "{out}");
}

#[test]
fn copied_files_that_fill_the_disk() {
    let env = TestEnv::new();
    let context = Context::new(&env, "FROM busybox\nRUN touch /before\nCOPY big /big\n");
    context.file("big", vec![1; 120_000_000]);
    let script = format!("\"$0\" build --network none -t big context >&2 || echo code $?\n{AFTERWARDS}");
    let out = on_a_small_disk(&env, "100m", &script).ok();
    assert!(out.stdout.starts_with("code 125\n") && out.stdout.ends_with("small\n"), "{out}");
    assert!(out.stderr.contains("space") && out.stderr.contains("Dockerfile:3"), "{out}");
    assert_eq!(out.stderr.matches("Error: ").count(), 1, "{out}");
}

#[test]
fn processes_that_commands_leave_are_ended_before_the_layer_is_made() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nRUN setsid sh -c 'trap \"\" TERM HUP INT; echo x > /early; sleep 30; echo x > /late' & \
         while [ ! -e /early ]; do sleep 0.01; done\n\
         RUN test -e /early && ! test -e /late && echo $(ls /proc | grep -c '^[0-9]') > /processes\n\
         RUN (trap '' TERM; sleep 1000) & exit 3\n",
    );
    let begun = Instant::now();
    context.build("--target 0 -t built").code(3).stderr_has("Dockerfile:4");
    assert!(begun.elapsed() < Duration::from_secs(20), "nobody waits for them");
    wait_for_quiet(&env);
    let with_two: String = std::fs::read_to_string(context.dir.join("Dockerfile"))
        .unwrap()
        .lines()
        .take(3)
        .fold(String::new(), |text, line| text + line + "\n");
    context.file("Dockerfile", with_two);
    assert_eq!(count(&context.build("-t built").ok().stdout, "Using cache"), 2);
    // The shell, ls, grep and what runs them.
    let seen: u32 = env.run("run --rm --network none built cat /processes").ok().text().parse().expect("a number");
    assert!(seen <= 5, "{seen}");
}
