//! `logs`: which part, of which containers, and following.

use crate::harness::pty::Terminal;
use crate::harness::{TestEnv, eventually};
use std::fs;

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
    // Ten minutes from now, and ten minutes ago.
    env.run("logs --until 10m l").ok().prints("one\ntwo\nthree\n");
    env.run("logs --until -10m l").ok().prints("");
    env.run("logs --since -10m l").ok().prints("");
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

#[test]
fn a_log_is_rotated_and_followed_across_it() {
    let env = TestEnv::busybox();
    let script = "for n in $(seq 1 400); do echo line number $n of many; done; read end";
    let flags = "run -i --name r --network none --log-opt max-size=8k busybox sh -c";
    let mut container = env.cmd(flags).arg(script).spawn();
    container.wait_for("line number 1 of");
    let mut follower = env.spawn("logs -f r");
    follower.wait_for("line number 400 of many");
    let path = env.run("inspect --format {{.HostConfig.LogConfig.Path}} r").ok().text();
    env.run("inspect --format {{.HostConfig.LogConfig.Size}} r").ok().prints("8kB\n");
    for file in [path.clone(), format!("{path}.1")] {
        let length = fs::metadata(&file).expect(&file).len();
        assert!(length > 0 && length <= 8000, "{file}: {length}");
    }
    let kept = env.run("logs r").ok();
    let numbers: Vec<u32> =
        kept.lines().iter().map(|line| line.split(' ').nth(2).expect("a number").parse().expect("a number")).collect();
    assert_eq!(numbers.last(), Some(&400));
    assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1) && numbers.len() > 100, "{numbers:?}");
    container.write(b"\n");
    container.wait().ok();
    follower.wait().ok();
}

#[test]
fn as_many_files_are_kept_as_were_asked_for() {
    let env = TestEnv::busybox();
    let script = "for n in $(seq 1 600); do echo line number $n of many; done";
    for (name, files) in [("one", 1), ("four", 4)] {
        let flags = format!("--name {name} --network none --log-opt max-size=4k --log-opt max-file={files}");
        env.cmd("run").words(&flags).words("busybox sh -c").arg(script).run().ok();
        let path = env.cmd("inspect --format {{.HostConfig.LogConfig.Path}}").arg(name).run().ok().text();
        let mut paths = vec![path.clone()];
        paths.extend((1..files).map(|number| format!("{path}.{number}")));
        paths.iter().for_each(|path| assert!(fs::metadata(path).expect(path).len() <= 4000, "{path}"));
        assert!(fs::metadata(format!("{path}.{files}")).is_err());
        // What the files hold, the oldest first.
        let texts: String = paths.iter().rev().map(|path| fs::read_to_string(path).expect(path)).collect();
        let kept = env.cmd("logs").arg(name).run().ok();
        assert_eq!(kept.lines().len(), texts.lines().count());
        assert!(kept.stdout.ends_with("line number 600 of many\n"), "{kept}");
        let first = texts.lines().next().expect("a line").rsplit_once(" F ").expect("a text").1.to_owned();
        assert_eq!(kept.lines()[0], first);
    }
    env.run("inspect four --format '{{json .HostConfig.LogConfig.Config}}'").ok().prints("{\"max-file\":\"4\"}\n");
    env.run("run --log-opt max-file=0 busybox true").misused(&["max-file"]);
    env.run("run --log-driver none --log-opt max-file=2 busybox true").refused(&["k8s-file"]);
}

#[test]
fn a_log_may_lie_elsewhere_or_nowhere() {
    let env = TestEnv::busybox();
    let path = env.home().join("own.log");
    env.cmd("run --name own --network none --log-driver json-file --log-opt")
        .arg(format!("path={}", path.display()))
        .words("busybox echo hello")
        .run()
        .ok();
    assert!(fs::read_to_string(&path).expect("the log").ends_with(" stdout F hello\n"));
    env.run("logs own").ok().prints("hello\n");
    env.run("inspect --format {{.HostConfig.LogConfig.Type}} own").ok().prints("json-file\n");
    env.run("run --name none --network none --log-driver none busybox echo hello").ok().prints("hello\n");
    env.run("logs none").refused(&["'none' log driver, cannot read logs"]);
    env.run("run --log-opt path=/nowhere/log busybox true").refused(&["/nowhere"]);
    env.run("run --log-opt tag=x busybox true").refused(&["journald"]);
    env.run("run --log-driver none --log-opt max-size=1m busybox true").refused(&["k8s-file"]);
    env.run("run --log-opt bogus=1 busybox true").misused(&["bogus"]);
    env.run("run --log-driver bogus busybox true").misused(&["bogus"]);
}

#[test]
fn streams_may_be_passed_through() {
    let env = TestEnv::busybox();
    let file = env.home().join("out");
    let script = r#"exec "$0" run -d --name p --network none --log-driver passthrough busybox sh -c 'cat; echo done; echo error >&2' \
        <"$1" >"$2" 2>&1"#;
    let input = env.file("in", "from the caller\n");
    env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).arg(input).arg(&file).run().ok();
    env.run("wait p").ok().prints("0\n");
    let text = fs::read_to_string(&file).expect("the output");
    assert!(text.contains("from the caller\n") && text.contains("done\n") && text.contains("error\n"), "{text}");
    env.run("logs p").refused(&["passthrough", "cannot read logs"]);
    let out = env.run("run --rm --network none --log-driver passthrough busybox sh -c 'echo direct; exit 3'");
    out.code(3).prints("direct\n");
    let script =
        r#""$0" run -d --name q --network none --log-driver passthrough busybox sleep 1000 >/dev/null 2>&1 </dev/null"#;
    env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).run().ok();
    env.run("attach q").refused(&["passthrough"]);
    env.run("run -t --log-driver passthrough busybox true").refused(&["--tty"]);
    let on_terminal = |driver: &str| {
        let command = "--network none busybox sh -c 'test -t 0 && test -t 1 && echo a terminal'";
        Terminal::start(env.cmd("run --rm --log-driver").arg(driver).words(command))
    };
    let mut refused = on_terminal("passthrough");
    refused.expect("cannot be used on a TTY");
    assert_eq!(refused.wait(), 125);
    let mut allowed = on_terminal("passthrough-tty");
    allowed.expect("a terminal");
    assert_eq!(allowed.wait(), 0);
}

#[test]
fn a_full_disk_does_not_end_a_container_and_breaks_no_log() {
    let env = TestEnv::busybox();
    // A limit on the size of files is the same to a writer as a full disk.
    let script = "ulimit -f 16; exec \"$0\" run --name f --network none busybox sh -c \
        'head -c 100000 /dev/zero | tr \"\\0\" x | fold -w 99; echo; echo last; exit 4'";
    let out = env.cmd_of("/bin/bash").words("-c").arg(script).arg(env.program()).run().code(4);
    assert!(out.stdout.ends_with("last\n") && out.stdout.len() > 100_000, "{} bytes", out.stdout.len());
    assert_eq!(out.stderr.matches("the container goes on").count(), 1, "{}", out.stderr);
    let kept = env.run("logs f").ok();
    assert!(kept.lines().iter().all(|line| line.chars().all(|c| c == 'x') || *line == "last"), "{kept}");
    env.run("start -a f").code(4);
    assert!(env.run("logs f").ok().stdout.ends_with("last\n"));
}
