//! Restart policies: what they are, who is started on boot, and that the monitor follows them.

use crate::harness::{TestEnv, eventually, send_signal};
use std::fs;

#[test]
fn policies_are_kept_shown_and_changed() {
    let env = TestEnv::busybox();
    let policy = |name: &str| {
        let format = "{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}}";
        env.cmd("inspect --format").arg(format).arg(name).run().ok().text()
    };
    env.run("create --name plain --network none busybox true").ok();
    env.run("create --name retry --restart on-failure:3 --network none busybox true").ok();
    env.run("create --name always --restart=always --network none busybox true").ok();
    assert_eq!(
        (policy("plain"), policy("retry"), policy("always")),
        ("no 0".into(), "on-failure 3".into(), "always 0".into())
    );
    env.run("ps -a --filter restart-policy=on-failure --format {{.Names}}").ok().prints("retry\n");
    env.run("ps -a --filter restart-policy=none --format {{.Names}}").ok().prints("plain\n");
    env.run("ps -a --filter restart-policy=sometimes").refused(&["sometimes"]);
    let id = env.run("inspect --format {{.Id}} plain").ok().text();
    env.run("update --restart unless-stopped plain").ok().prints(&format!("{id}\n"));
    assert_eq!(policy("plain"), "unless-stopped 0");
    env.run("container update --restart no plain").ok();
    assert_eq!(policy("plain"), "no 0");
    env.run("update plain").ok();
    env.run("rename plain other").ok();
    env.run("update --restart always other").ok();
    assert_eq!(policy("other"), "always 0");
    env.run("update --restart sometimes other").misused(&["sometimes", "restart"]);
    env.run("update --restart always nosuch").refused(&["nosuch"]);
    env.run("run --restart always:3 busybox true").misused(&["retries"]);
    env.run("run --rm --restart always busybox true").refused(&["--rm", "--restart"]);
    env.run("create --rm --name gone --restart no --network none busybox true").ok();
    env.run("update --restart always gone").refused(&["--rm", "--restart"]);
}

#[test]
fn who_is_started_on_boot() {
    let env = TestEnv::busybox();
    for (name, policy) in [("no", "no"), ("failing", "on-failure"), ("always", "always"), ("unless", "unless-stopped")]
    {
        env.cmd("run -d --network none --name")
            .arg(name)
            .arg("--restart")
            .arg(policy)
            .words("busybox sleep 1000")
            .run()
            .ok();
    }
    let names = |filter: &str| {
        let out = env.cmd("ps -a --format {{.Names}} --sort names --filter").arg(filter).run().ok();
        out.lines().join(" ")
    };
    assert_eq!(names("should-start-on-boot=true"), "always unless");
    assert_eq!(names("should-start-on-boot=false"), "failing no");
    env.run("stop -t 0 --all").ok();
    assert_eq!(names("should-start-on-boot=true"), "always");
    env.run("start unless").ok();
    assert_eq!(names("should-start-on-boot=true"), "always unless");
    env.run("start --all --filter should-start-on-boot=true").ok();
    assert_eq!(names("status=running"), "always unless");
    env.run("stop -t 0 --all").ok();
    env.run("start --all --filter restart-policy=unless-stopped").ok();
    assert_eq!(names("status=running"), "unless");
}

/// A container without network that runs a script detached.
fn start(env: &TestEnv, name: &str, flags: &str, script: &str) {
    env.cmd("run -d --network none --name").arg(name).words(flags).words("busybox sh -c").arg(script).run().ok();
}

fn restarts(env: &TestEnv, name: &str) -> u32 {
    env.cmd("inspect --format {{.RestartCount}}").arg(name).run().ok().text().parse().expect("a number")
}

fn pid(env: &TestEnv, name: &str) -> u32 {
    env.cmd("inspect --format {{.State.Pid}}").arg(name).run().ok().text().parse().expect("a number")
}

/// The number of the container's process in a life after the one of `before`.
fn next_pid(env: &TestEnv, name: &str, before: u32) -> u32 {
    eventually(30, "it runs again", || Some(pid(env, name)).filter(|now| ![0, before].contains(now)))
}

#[test]
fn failures_are_retried_as_often_as_was_said() {
    let env = TestEnv::busybox();
    start(&env, "f", "--restart on-failure:2", "echo life >>/tmp/lives; wc -l </tmp/lives; exit 3");
    env.run("wait --condition exited f").ok().prints("3\n");
    env.run("logs f").ok().prints("1\n2\n3\n");
    assert_eq!(restarts(&env, "f"), 2);
    env.run("ps -a --format {{.Restarts}}").ok().prints("2\n");
    assert!(env.status("f").starts_with("Exited (3)"), "{}", env.status("f"));
    // A start by hand begins to count anew.
    env.run("start -a f").code(3).prints("4\n5\n6\n");
    assert_eq!(restarts(&env, "f"), 2);
    start(&env, "good", "--restart on-failure", "exit 0");
    env.run("wait --condition exited good").ok().prints("0\n");
    assert_eq!(restarts(&env, "good"), 0);
    let script = "echo life; test -e /tmp/second && exit 0; touch /tmp/second; exit 9";
    let out = env.cmd("run --restart on-failure --network none busybox sh -c").arg(script).run();
    out.ok().prints("life\nlife\n");
}

#[test]
fn a_container_that_is_killed_comes_back_with_all_it_had() {
    let env = TestEnv::busybox();
    let script = "echo up >>/data/lives; exec sleep 1000";
    let flags = "--restart always -v data:/data --mount type=image,source=busybox,target=/img --userns keep-id -u 0 \
                 --env KEY=value --tmpfs /scratch --read-only";
    start(&env, "k", flags, script);
    let first = pid(&env, "k");
    env.run("exec k touch /scratch/mark").ok();
    send_signal(first, "KILL");
    let second = next_pid(&env, "k", first);
    send_signal(second, "KILL");
    next_pid(&env, "k", second);
    assert!(restarts(&env, "k") >= 2);
    env.run("exec k sh -c 'cat /data/lives; echo $KEY; test -x /img/bin/busybox && test ! -e /scratch/mark'")
        .ok()
        .prints("up\nup\nup\nvalue\n");
    env.run("restart -t 0 k").ok();
    assert_eq!(restarts(&env, "k"), 0);
    env.run("stop -t 0 k").ok();
    assert!(env.status("k").starts_with("Exited (137)"), "{}", env.status("k"));
}

#[test]
fn a_user_ends_it_for_good() {
    let env = TestEnv::busybox();
    for (name, verb) in [("a", "stop -t 0 a"), ("b", "kill b"), ("c", "kill -s TERM c"), ("d", "rm -f -t 0 d")] {
        start(&env, name, "--restart always --init", "exec sleep 1000");
        env.run(verb).ok();
    }
    eventually(20, "the signal ends it", || env.status("c").starts_with("Exited").then_some(()));
    for name in ["a", "b", "c"] {
        assert!(env.status(name).starts_with("Exited"), "{name}: {}", env.status(name));
        assert_eq!(restarts(&env, name), 0);
    }
    // By way of the client that is attached to it.
    let mut client = env.cmd("run --restart always --init --network none busybox sh -c 'echo up; sleep 1000'").spawn();
    client.wait_for("up");
    client.signal("TERM");
    client.wait().code(143).prints("up\n");
}

#[test]
fn the_pause_before_a_restart_grows_and_can_be_ended() {
    let env = TestEnv::busybox();
    for name in ["stopped", "killed", "removed", "changed"] {
        start(&env, name, "--restart always", "exit 5");
    }
    for name in ["stopped", "killed", "removed", "changed"] {
        eventually(60, "it waits for its next start", || {
            (restarts(&env, name) >= 4 && env.status(name).starts_with("Restarting (5)")).then_some(())
        });
    }
    let format = "{{.State.Status}} {{.State.Restarting}} {{.State.ExitCode}}";
    let all = env.cmd("inspect --format").arg(format).arg("stopped").run().ok();
    assert!(all.stdout == "restarting true 5\n" || all.stdout.starts_with("running false"), "{all}");
    env.run("rm removed").code(2).one_error(&["removed"]);
    env.run("stop stopped").ok();
    env.run("kill killed").ok();
    env.run("rm -f removed").ok();
    env.run("update --restart no changed").ok();
    eventually(60, "its last life ends", || env.status("changed").starts_with("Exited (5)").then_some(()));
    assert!(env.status("stopped").starts_with("Exited (5)"), "{}", env.status("stopped"));
    assert!(env.status("killed").starts_with("Exited"), "{}", env.status("killed"));
    assert_eq!(env.status("removed"), "");
}

#[test]
fn a_start_that_fails_is_tried_again() {
    let env = TestEnv::busybox();
    let dir = env.home().join("dir");
    fs::create_dir(&dir).expect("mkdir");
    env.cmd("run -d --name s --restart always --network none -v")
        .arg(format!("{}:/dir", dir.display()))
        .words("busybox sleep 1000")
        .run()
        .ok();
    let first = pid(&env, "s");
    fs::rename(&dir, env.home().join("away")).expect("rename");
    send_signal(first, "KILL");
    eventually(30, "it cannot start", || {
        let error = env.run("inspect --format {{.State.Error}} s").ok().text();
        error.contains("/dir").then_some(())
    });
    fs::rename(env.home().join("away"), &dir).expect("rename");
    next_pid(&env, "s", first);
    env.run("exec s true").ok();
}

#[test]
fn nothing_needs_repair_after_the_machine_was_down() {
    let env = TestEnv::busybox();
    for (name, policy) in
        [("a", "always"), ("b", "unless-stopped"), ("c", "unless-stopped"), ("d", "always"), ("e", "no")]
    {
        start(&env, name, &format!("--restart {policy}"), "exec sleep 1000");
    }
    start(&env, "loop", "--restart always", "exit 1");
    eventually(30, "it waits", || env.status("loop").starts_with("Restarting").then_some(()));
    env.run("stop -t 0 c d").ok();
    env.power_cut();
    for name in ["a", "b", "c", "d", "e", "loop"] {
        assert!(env.status(name).starts_with("Exited"), "{name}: {}", env.status(name));
    }
    env.run("ps -q").ok().prints("");
    env.run("update --restart no loop").ok();
    env.run("start --all --filter should-start-on-boot=true").ok().silent();
    let running = env.run("ps --format {{.Names}} --sort names").ok();
    assert_eq!(running.lines(), ["a", "b", "d"]);
    env.run("exec a true").ok();
    env.run("rm e c loop").ok();
}

#[test]
fn any_end_is_waited_for() {
    let env = TestEnv::busybox();
    env.run("run -d --name box --network none --restart always busybox sh -c 'exit 7'").ok();
    env.run("wait box").ok().prints("7\n");
    env.run("rm -f -t 0 box").ok();
}

#[test]
fn a_container_between_two_lives_says_so() {
    let env = TestEnv::busybox();
    start(&env, "c", "--restart always", "exit 3");
    eventually(60, "it waits for its next start", || {
        (restarts(&env, "c") >= 4 && env.status("c").starts_with("Restarting (3)")).then_some(())
    });
    env.run("exec c true").code(126).one_error(&["c is not running: it waits to be restarted", "coracle stop c"]);
    env.run("stop c").ok();
}

#[test]
fn an_end_that_the_monitor_has_not_seen_is_one() {
    let env = TestEnv::busybox();
    start(&env, "c", "", "echo made >/made; sleep 1000");
    eventually(30, "it writes", || (env.run("exec c cat /made").text() == "made").then_some(()));
    let monitor = env.run("inspect --format {{.State.ConmonPid}} c").ok().text().parse().expect("a number");
    send_signal(monitor, "STOP");
    send_signal(pid(&env, "c"), "KILL");
    eventually(30, "it is dead", || (env.run("exec c true").exit() == 126).then_some(()));
    env.run("exec c true").code(126).one_error(&["c is not running"]);
    // The files of the one that has ended are there when the monitor has cleaned up.
    let copy = env.cmd("cp c:/made -").spawn();
    send_signal(monitor, "CONT");
    copy.wait().ok().stdout_has("made");
}

#[test]
fn update_changes_environment_and_limits_of_the_next_life() {
    let env = TestEnv::busybox();
    let script = "echo $A-$B-$C; ulimit -Sn; ulimit -Hn; ulimit -c";
    env.cmd("create --name c --network none -e A=1 -e B=2 --ulimit core=0 busybox sh -c").arg(script).run().ok();
    env.run("start -a c").ok().stdout_has("1-2-\n");
    let id = env.run("ps -aq --no-trunc").ok().text();
    env.run("update -l --env B=x -e C=3 --unsetenv A --ulimit nofile=64:128").ok().prints(&format!("{id}\n"));
    env.run("start -a c").ok().prints("-x-3\n64\n128\n0\n");
    env.run("update --ulimit nofile=32 c").ok();
    env.run("start -a c").ok().prints("-x-3\n32\n32\n0\n");
    env.run("update --ulimit host c").ok();
    let hosts = env.sh("--ulimit host", "ulimit -Sn; ulimit -Hn; ulimit -c").ok().text();
    env.run("start -a c").ok().prints(&format!("-x-3\n{hosts}\n"));
    env.run("update --ulimit nofile=16 c").ok();
    env.run("start -a c").ok().stdout_has("-x-3\n16\n16\n");
    env.run("update --ulimit nofile:16 c").misused(&["nofile:16"]);
    env.run("update --ulimit nofile=9:8 c").misused(&["soft limit"]);
    env.run("update -l c").refused(&["--latest"]);
    env.run("update --env A=1").misused(&["CONTAINER"]);
}

#[test]
fn files_are_copied_between_two_lives() {
    let env = TestEnv::busybox();
    let script = "cat /given 2>/dev/null; echo life >>/lives; exit 3";
    env.cmd("run -d --restart always --name loop --network none busybox sh -c").arg(script).run().ok();
    eventually(30, "it waits to be restarted", || {
        let waits = env.run("ps -a --format '{{.State}} {{.Restarts}}'").ok().text();
        (waits.starts_with("restarting") && waits.ends_with(['3', '4', '5'])).then_some(())
    });
    let given = env.file("given", "text\n");
    for _ in 0..5 {
        env.run("cp loop:/lives lives").ok();
        env.run("cp given loop:/given").ok();
        env.run("export -o archive.tar loop").ok();
    }
    let lives = std::fs::read_to_string(given.with_file_name("lives")).expect("a copy");
    assert!(lives.starts_with("life\nlife\nlife\n"), "{lives}");
    // It goes on, with what it was given.
    eventually(60, "it has read the file", || env.run("logs loop").stdout.contains("text").then_some(()));
    env.run("stop loop").ok();
    env.run("rm loop").ok();
}
