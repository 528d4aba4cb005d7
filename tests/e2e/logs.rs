//! `logs`: which part, of which containers, and following.

use crate::harness::{TestEnv, eventually};

/// A container that has written `script`'s output and ended.
fn ended(env: &TestEnv, name: &str, script: &str) {
    env.cmd("run --network none --name").arg(name).words("busybox sh -c").arg(script).run().ok();
}

#[test]
fn times_choose_lines() {
    let env = TestEnv::busybox();
    ended(&env, "l", "echo one; sleep 0.02; echo two; sleep 0.02; echo three");
    let stamped = env.run("logs -t l").ok();
    let times: Vec<&str> = stamped.lines().into_iter().map(|line| line.split(' ').next().expect("a time")).collect();
    assert_eq!(stamped.lines()[1], format!("{} two", times[1]));
    env.cmd("logs --since").arg(times[1]).arg("l").run().ok().prints("two\nthree\n");
    env.cmd("logs --until").arg(times[1]).arg("l").run().ok().prints("one\ntwo\n");
    env.cmd("logs --since").arg(times[1]).arg("--until").arg(times[1]).arg("l").run().ok().prints("two\n");
    for (since, all) in [("10m", true), ("0", true), ("2020-01-02", true), ("1h", true), ("4102444800", false)] {
        let out = env.cmd("logs --since").arg(since).arg("l").run().ok();
        assert_eq!(out.lines().len(), if all { 3 } else { 0 }, "{since}: {out}");
    }
    env.run("logs --until 10m l").ok().prints("");
    env.run("logs --since yesterday l").refused(&["yesterday"]);
    env.run("logs --tail 2 l").ok().prints("two\nthree\n");
    env.run("logs --tail 0 l").ok().prints("");
    env.run("logs --tail -1 l").ok().prints("one\ntwo\nthree\n");
    env.run("logs --tail x l").code(125).stderr_has("x");
}

#[test]
fn several_containers_come_in_the_order_of_time() {
    let env = TestEnv::busybox();
    ended(&env, "a", "echo a1");
    ended(&env, "b", "echo b1; printf half");
    env.run("start -a a").ok();
    let id = |name: &str| env.cmd("inspect --format {{.Id}}").arg(name).run().ok().text()[..12].to_owned();
    let (a, b) = (id("a"), id("b"));
    // The last one never ended its line, which begins after all others.
    env.run("logs b a").ok().prints(&format!("{a} a1\n{b} b1\n{a} a1\n{b} half\n"));
    env.run("logs --names a b").ok().prints("a a1\nb b1\na a1\nb half\n");
    env.run("logs --names --tail 1 a b").ok().prints("a a1\nb half\n");
    env.run("logs a nosuch").refused(&["nosuch"]);
    env.run("logs --latest").ok().prints("b1\nhalf");
    env.run("logs --latest a").code(125);
    env.run("logs").code(125);
    let colors = env.run("logs --color --names a b").ok();
    assert!(colors.stdout.contains("\x1b[37ma a1\x1b[0m\n\x1b[31mb b1\x1b[0m\n"), "{colors}");
}

#[test]
fn following_several_ends_with_the_last() {
    let env = TestEnv::busybox();
    for (name, count) in [("a", 2), ("b", 4)] {
        let script = format!("for n in $(seq {count}); do echo $n; sleep 0.2; done");
        env.cmd("run -d --network none --name").arg(name).words("busybox sh -c").arg(script).run().ok();
    }
    let out = env.run("logs -f --names a b").ok();
    let of = |name: &str| out.lines().iter().filter(|line| line.starts_with(name)).count();
    assert_eq!((of("a "), of("b ")), (2, 4), "{out}");
}

#[test]
fn a_follower_sleeps_until_something_is_written() {
    let env = TestEnv::busybox();
    let script = "echo ready; read line; echo got $line; sleep 1000";
    let mut container = env.cmd("run -i --name c --network none busybox sh -c").arg(script).spawn();
    container.wait_for("ready");
    let mut follower = env.spawn("logs -f c");
    follower.wait_for("ready");
    let switches = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", follower.pid())).expect("it runs");
        let line = status.lines().find(|line| line.starts_with("voluntary_ctxt")).expect("proc_pid_status(5)");
        line.split_whitespace().nth(1).and_then(|count| count.parse::<u32>().ok()).expect("a number")
    };
    std::thread::sleep(std::time::Duration::from_millis(300));
    let before = switches();
    std::thread::sleep(std::time::Duration::from_secs(1));
    let woken = switches() - before;
    assert!(woken <= 3, "woken {woken} times in a second");
    container.write(b"word\n");
    follower.wait_for("got word");
    env.run("rm -f -t 0 c").ok();
    follower.wait().ok();
    drop(container);
}

#[test]
fn a_follower_ends_with_its_container_however_that_ends() {
    let env = TestEnv::busybox();
    env.run("run -d --name killed --network none busybox sh -c 'echo here; sleep 1000'").ok();
    env.run("run -d --rm --name removed --network none busybox sh -c 'echo here; sleep 1000'").ok();
    let mut followers = ["killed", "removed"].map(|name| env.cmd("logs -f").arg(name).spawn());
    followers.iter_mut().for_each(|follower| follower.wait_for("here"));
    if !env.is_podman() {
        let monitor = env.run("inspect --format {{.State.ConmonPid}} killed").ok().text();
        env.cmd_of("/bin/kill").words("-KILL").arg(monitor).run().ok();
    }
    env.run("stop -t 0 removed").ok();
    for follower in followers {
        if env.is_podman() {
            env.run("stop -t 0 killed").ok();
        }
        follower.wait().ok().prints("here\n");
    }
    env.run("create --name new --network none busybox true").ok();
    env.run("logs -f new").ok().prints("");
    eventually(5, "the other one is gone", || env.status("removed").is_empty().then_some(()));
}

#[test]
fn following_until_a_time_ends_then() {
    let env = TestEnv::busybox();
    env.run("run -d --name c --network none busybox sh -c 'echo now; sleep 1000'").ok();
    let soon = std::time::SystemTime::now() + std::time::Duration::from_secs(2);
    let soon = soon.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs();
    eventually(5, "it has written", || (env.run("logs c").stdout == "now\n").then_some(()));
    env.cmd("logs -f --until").arg(soon.to_string()).arg("c").run().ok().prints("now\n");
}
