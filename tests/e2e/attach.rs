//! `attach`, `start -a -i`, `init`: clients of a container that come and go.

use crate::harness::pty::Terminal;
use crate::harness::{TestEnv, eventually};

#[test]
fn attach_detach_and_attach_again() {
    let env = TestEnv::busybox();
    env.run("run -d -it --name c --network none busybox sh").ok();
    let mut first = Terminal::start(env.cmd("attach c"));
    first.type_keys("x=kept; echo one-$((1+1))\r");
    first.expect("one-2");
    first.type_keys("\x10\x11");
    assert_eq!(first.wait(), 0);
    assert!(env.status("c").starts_with("Up "));
    let mut second = Terminal::start(env.cmd("attach --detach-keys ctrl-a,ctrl-b c"));
    second.type_keys("echo still-$x; stty size\r");
    second.expect("still-kept");
    second.expect("24 80");
    second.resize(30, 90);
    second.type_keys("sleep 0.1; stty size\r");
    second.expect("30 90");
    second.type_keys("\x01\x02");
    assert_eq!(second.wait(), 0);
    let mut third = Terminal::start(env.cmd("attach --latest"));
    third.type_keys("exit 6\r");
    assert_eq!(third.wait(), 6);
    assert!(env.status("c").starts_with("Exited (6)"));
}

#[test]
fn a_lone_first_detach_key_arrives_at_once() {
    let env = TestEnv::busybox();
    let script =
        "stty raw -echo; echo ready; while :; do k=$(dd bs=1 count=1 2>/dev/null | od -An -tu1); echo key$k; done";
    let mut terminal = Terminal::start(env.cmd("run --rm -it --network none busybox sh -c").arg(script));
    terminal.expect("ready");
    if !env.is_podman() {
        terminal.type_keys("\x10");
        terminal.expect("key 16");
    }
    terminal.type_keys("a\x11");
    terminal.expect("key 17");
    terminal.type_keys("\x10\x11");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn detach_keys_can_be_turned_off() {
    let env = TestEnv::busybox();
    let script = "stty raw -echo; echo ready; dd bs=1 count=2 2>/dev/null | od -An -tu1; exit 3";
    let mut terminal = Terminal::start(env.cmd("run --rm -it --detach-keys= --network none busybox sh -c").arg(script));
    terminal.expect("ready");
    terminal.type_keys("\x10\x11");
    terminal.expect("16  17");
    assert_eq!(terminal.wait(), 3);
}

#[test]
fn several_clients_see_the_same_and_get_the_exit_code() {
    let env = TestEnv::busybox();
    env.run("run -d -i --name c --network none busybox sh -c 'read go; echo out; echo err >&2; exit 5'").ok();
    let mut watchers: Vec<_> = (0..3).map(|_| env.spawn("attach --no-stdin c")).collect();
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(watchers.iter_mut().all(|watcher| watcher.try_wait().is_none()));
    env.cmd("attach c").input("go\n").run().code(5).prints("out\n").stderr_has("err\n");
    for watcher in watchers {
        watcher.wait().code(5).prints("out\n").stderr_has("err\n");
    }
}

#[test]
fn the_end_of_a_clients_input_is_the_end_of_the_containers() {
    let env = TestEnv::busybox();
    env.run("run -d -i --name c --network none busybox sh -c 'cat; echo end'").ok();
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(env.status("c").starts_with("Up "), "nobody has ended its input: {}", env.status("c"));
    env.cmd("attach c").input("hello\n").run().ok().prints("hello\nend\n");
    env.run("attach c").refused(&["running"]);
    env.run("attach nosuch").refused(&["nosuch"]);
}

#[test]
fn start_attaches_and_ends_with_the_exit_code() {
    let env = TestEnv::busybox();
    env.run("create -i --name c --network none busybox sh -c 'cat; echo end; exit 4'").ok();
    env.cmd("start -a -i c").input("input\n").run().code(4).prints("input\nend\n");
    env.cmd("start -ai c").input("again\n").run().code(4).prints("again\nend\n");
    env.run("start c").ok().prints("c\n");
    // It runs, since nobody has ended its input: it is attached to.
    env.cmd("start -a -i c").input("late\n").run().code(4).prints("late\nend\n");
    env.run("create --name d busybox true").ok();
    env.run("start -a c d").refused(&["attach"]);
}

#[test]
fn signals_end_the_session_when_they_are_not_passed_on() {
    let env = TestEnv::busybox();
    let script = "trap 'echo got it; exit 3' TERM; echo ready; while :; do sleep 0.1; done";
    env.cmd("run -d --name c --network none busybox sh -c").arg(script).run().ok();
    eventually(10, "it is ready", || env.run("logs c").ok().stdout.contains("ready").then_some(()));
    let alone = env.spawn("attach --sig-proxy=false c");
    std::thread::sleep(std::time::Duration::from_millis(500));
    alone.signal("TERM");
    let _ = alone.wait();
    assert!(env.status("c").starts_with("Up "), "{}", env.status("c"));
    let proxy = env.spawn("attach c");
    std::thread::sleep(std::time::Duration::from_millis(500));
    proxy.signal("TERM");
    proxy.wait().code(3).stdout_has("got it");
}

#[test]
fn terminal_of_the_caller_is_restored_after_any_end() {
    let env = TestEnv::busybox();
    let program = env.program().display().to_string();
    let end = |how: &str| {
        let script = format!("a=$(stty -g); {how}; [ \"$a\" = \"$(stty -g)\" ] && echo same");
        let mut terminal = Terminal::start(env.cmd_of("/bin/sh").arg("-c").arg(script));
        terminal.expect("same");
        assert_eq!(terminal.wait(), 0);
    };
    env.run("run -d -it --name c --network none busybox sleep 1000").ok();
    if !env.is_podman() {
        end(&format!("{program} attach --sig-proxy=false c & p=$!; sleep 0.5; kill $p; wait $p"));
    }
    end(&format!("(sleep 0.5; {program} kill c >/dev/null 2>&1 &); {program} attach c"));
}

#[test]
fn output_can_be_chosen() {
    let env = TestEnv::busybox();
    let out = env.run("run --rm -a stderr --network none busybox sh -c 'echo out; echo err >&2'").ok();
    assert_eq!((out.stdout.as_str(), out.stderr.trim_end()), ("", "err"));
    // Input that is kept open is attached whatever else is named.
    env.cmd("run --rm -i -a stdout --network none busybox cat").input("in\n").run().ok().prints("in\n");
    env.cmd("run --rm -a stdin,stdout -i --network none busybox cat").input("both\n").run().ok().prints("both\n");
    // Nothing is shown but the id of what takes the input.
    let out = env
        .cmd("run -a stdin -i --name in --network none busybox sh -c 'read x; echo got $x'")
        .input("it\n")
        .run()
        .ok();
    let id = env.run("inspect in --format {{.Id}}").ok().text();
    out.prints(&format!("{id}\n"));
    env.run("logs in").ok().prints("got it\n");
    env.run("run --rm -a stdout --log-driver passthrough --network none busybox true")
        .refused(&["--attach", "passthrough"]);
    env.run("run --rm -d -a stderr --network none busybox true").code(125).stderr_has("detach");
}

#[test]
fn pipes_are_binary_clean_both_ways() {
    let env = TestEnv::busybox();
    let script = r#"head -c 50000000 /dev/urandom >in
        "$0" run -i --rm --network none --log-driver none busybox cat <in | cmp - in && echo same"#;
    env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).run().ok().prints("same\n");
}

#[test]
fn a_slow_client_loses_nothing_and_stalls_others_only_for_a_while() {
    let env = TestEnv::busybox();
    let script = "read go; head -c 20000000 /dev/zero; exit 2";
    env.cmd("run -d -i --name c --network none --log-driver none busybox sh -c").arg(script).run().ok();
    // One that is slow, but reads.
    let slow = r#""$0" attach --no-stdin c | (sleep 2; wc -c)"#;
    let slow = env.cmd_of("/bin/sh").words("-c").arg(slow).arg(env.program()).spawn();
    // One that reads nothing at all.
    let stuck = r#""$0" attach --no-stdin c | sleep 1000"#;
    let mut stuck = env.cmd_of("/usr/bin/setsid").words("/bin/sh -c").arg(stuck).arg(env.program()).spawn();
    std::thread::sleep(std::time::Duration::from_millis(700));
    let count = r#"echo go | "$0" attach c | wc -c"#;
    let quick = env.cmd_of("/bin/sh").words("-c").arg(count).arg(env.program()).spawn();
    if !env.is_podman() {
        assert_eq!(quick.wait().ok().text(), "20000000");
        assert_eq!(slow.wait().ok().text(), "20000000");
    }
    assert!(stuck.try_wait().is_none());
    env.cmd_of("/usr/bin/pkill").words("-g").arg(stuck.pid().to_string()).run().ok();
}

#[test]
fn initialized_containers_wait_for_their_start() {
    let env = TestEnv::busybox();
    env.run("create --name c --network none busybox sh -c 'echo started; exit 9'").ok();
    env.run("init c").ok().prints("c\n");
    assert_eq!(env.status("c"), "Initialized");
    env.run("inspect --format {{.State.Status}} c").ok().prints("initialized\n");
    env.run("init c").refused(&["c"]);
    env.run("start -a c").code(9).prints("started\n");
    env.run("init c").ok();
    env.run("rm c").code(2);
    env.run("rm -f c").ok();
    env.run("create --name d --network none busybox sleep 100").ok();
    env.run("init --latest").ok();
    env.run("stop d").ok();
    assert!(!env.status("d").starts_with("Initialized"), "{}", env.status("d"));
}
