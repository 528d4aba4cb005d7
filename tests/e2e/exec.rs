//! `exec`: a command beside the others in a container that runs.

use crate::harness::pty::Terminal;
use crate::harness::{Cmd, Output, TestEnv, eventually};

/// A world with the container `c`, which sleeps.
fn sleeping(flags: &str) -> TestEnv {
    let env = TestEnv::busybox();
    env.cmd("run -d --name c --network none").words(flags).words("busybox sleep 1000").run().ok();
    env
}

/// A shell script in the container `c`.
fn exec(env: &TestEnv, flags: &str, script: &str) -> Cmd {
    env.cmd("exec").words(flags).words("c sh -c").arg(script)
}

fn output(env: &TestEnv, flags: &str, script: &str) -> Output {
    exec(env, flags, script).run()
}

#[test]
fn command_is_inside_and_its_exit_code_comes_back() {
    let env = sleeping("--hostname inside -e A=container -w /tmp");
    let out = output(&env, "", "hostname; pwd; echo $A; id -u; exit 7").code(7);
    out.prints("inside\n/tmp\ncontainer\n0\n").silent();
    let same = "for n in mnt pid net ipc uts user cgroup; do [ $(readlink /proc/self/ns/$n) = $(readlink /proc/1/ns/$n) ] || echo $n; done";
    output(&env, "", same).ok().prints("");
    output(&env, "", "kill -9 $$").code(137);
    output(&env, "", "echo err >&2").ok().prints("").stderr_has("err\n");
}

#[test]
fn flags_override_what_the_container_has() {
    let env = sleeping("-e A=container -e B=container");
    let file = env.file("vars", "F=file\nB=file\n");
    let flags = format!("-e A=flag -e HOST_* --env-file {} -w /etc -u alice", file.display());
    let script = "echo $A $B $F $HOST_ONE; pwd; id -un; echo $HOME; id -Gn";
    let out = exec(&env, &flags, script).env("HOST_ONE", "host").run().ok();
    out.prints("flag file file host\n/etc\nalice\n/home/alice\nalice staff audio\n");
    output(&env, "-u 4242:4343", "id -u; id -g; echo $HOME").ok().prints("4242\n4343\n/\n");
    let latest = env.cmd("exec -l pwd").run().ok();
    assert_eq!(latest.text(), "/");
}

#[test]
fn privileges_are_those_of_the_container() {
    let env = sleeping("--cap-drop all --cap-add chown --security-opt no-new-privileges --ulimit nofile=333");
    let show = "grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/$P/status; ulimit -n; umask";
    let of = |pid: &str, flags: &str| output(&env, flags, &format!("P={pid}; {show}")).ok().text();
    assert_eq!(of("self", ""), of("1", ""));
    assert!(of("self", "").contains("NoNewPrivs:\t1"), "{}", of("self", ""));
    assert!(of("self", "").contains("\n333\n"), "{}", of("self", ""));
    let privileged = of("self", "--privileged");
    let effective = privileged.lines().find(|line| line.starts_with("CapEff")).expect("a line of capabilities");
    assert!(!effective.contains("0000000000000001") && effective.ends_with("ffffff"), "{privileged}");
}

#[test]
fn failures_have_their_codes_and_one_line() {
    let env = sleeping("");
    let coracle = |code, podman| if env.is_podman() { podman } else { code };
    env.run("exec c nosuch").code(127).one_error(&["nosuch", "not found"]);
    env.run("exec c /etc").code(126).one_error(&[]);
    env.run("exec -w /nosuch c true").code(127).one_error(&["/nosuch"]);
    env.run("exec -w /etc/passwd c true").code(coracle(126, 255)).one_error(&["/etc/passwd"]);
    env.run("exec -u nobodyhere c true").code(coracle(125, 255)).one_error(&["nobodyhere"]);
    env.run("exec nosuch true").refused(&["nosuch", "no such container"]);
    env.run("exec c").code(coracle(125, 255)).one_error(&["command"]);
    env.run("exec --env-file /nosuch c true").refused(&["/nosuch"]);
    env.run("exec --preserve-fds 9 c true").refused(&["file descriptor"]);
    env.run("exec --detach-keys ctrl-1 -it c true").code(125).stderr_has("ctrl-1");
    env.run("stop -t 0 c").ok();
    env.run("exec c true").code(coracle(126, 255)).one_error(&["running"]);
    env.run("create --name never busybox true").ok();
    env.run("exec never true").code(coracle(126, 255)).one_error(&["running"]);
}

#[test]
fn input_and_output_are_binary_clean() {
    let env = sleeping("");
    let script = r#"head -c 20000000 /dev/urandom >in; "$0" exec -i c cat <in | cmp - in && echo same"#;
    env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).run().ok().prints("same\n");
    // Without -i nothing of the caller's input is taken.
    exec(&env, "", "cat; echo end").input("lost").run().ok().prints("end\n");
    let mut cat = env.spawn("exec -i c sh -c 'cat; echo end'");
    cat.write(b"one\n");
    cat.wait_for("one\n");
    cat.write(b"two\n");
    cat.wait_for("two\n");
    cat.wait().ok().prints("one\ntwo\nend\n");
}

#[test]
fn a_reader_that_goes_ends_the_command() {
    let env = sleeping("");
    let script = r#""$0" exec c yes | head -n 1"#;
    env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).run().ok().prints("y\n");
    eventually(5, "the command ends", || {
        output(&env, "", "ps").ok().stdout.lines().all(|l| !l.ends_with(" yes")).then_some(())
    });
}

#[test]
fn what_the_command_leaves_in_the_background_is_not_waited_for() {
    let env = sleeping("");
    output(&env, "", "sleep 500 & echo done").ok().prints("done\n");
    if !env.is_podman() {
        exec(&env, "", "yes & sleep 0.2; exit 3").deadline(20).run().code(3);
    }
}

#[test]
fn terminal_has_size_keys_and_signals() {
    let env = sleeping("");
    let mut terminal = Terminal::start(env.cmd("exec -it c sh"));
    terminal.expect("# ");
    terminal.type_keys("stty size; tty; echo $TERM; test -t 2 && echo all-$((1+1))\r");
    terminal.expect("24 80");
    terminal.expect("/dev/pts/0");
    terminal.expect("xterm");
    terminal.expect("all-2");
    terminal.resize(33, 101);
    terminal.type_keys("sleep 0.1; stty size\r");
    terminal.expect("33 101");
    terminal.type_keys("sleep 1000\r");
    terminal.expect("sleep 1000");
    std::thread::sleep(std::time::Duration::from_millis(300));
    terminal.type_keys("\x03");
    terminal.expect("# ");
    terminal.type_keys("exit 5\r");
    assert_eq!(terminal.wait(), 5);
}

#[test]
fn terminal_of_the_caller_is_restored() {
    let env = sleeping("");
    let program = env.program().display().to_string();
    let end = |how: &str| {
        let script = format!("a=$(stty -g); {how}; [ \"$a\" = \"$(stty -g)\" ] && echo same");
        let mut terminal = Terminal::start(env.cmd_of("/bin/sh").arg("-c").arg(script));
        terminal.expect("same");
        assert_eq!(terminal.wait(), 0);
    };
    end(&format!("{program} exec -it c true"));
    end(&format!("{program} exec -it c nosuch"));
    end(&format!("({program} stop -t 0 c >/dev/null 2>&1 &); {program} exec -it c sleep 100"));
}

#[test]
fn detach_keys_leave_the_command_and_a_lone_first_key_arrives_at_once() {
    let env = sleeping("");
    let script =
        "stty raw -echo; echo ready; while :; do k=$(dd bs=1 count=1 2>/dev/null | od -An -tu1); echo key$k; done";
    let mut terminal = Terminal::start(env.cmd("exec -it c sh -c").arg(script));
    terminal.expect("ready");
    if !env.is_podman() {
        // podman holds the first key back until the next one.
        terminal.type_keys("\x10");
        terminal.expect("key 16");
    }
    terminal.type_keys("x");
    terminal.expect("key 120");
    terminal.type_keys("\x10\x11");
    assert_eq!(terminal.wait(), 0);
    output(&env, "", "ps").ok().stdout_has("key$k");
    let mut terminal = Terminal::start(env.cmd("exec -it --detach-keys ctrl-a,d c sleep 444"));
    std::thread::sleep(std::time::Duration::from_millis(500));
    terminal.type_keys("\x01d");
    assert_eq!(terminal.wait(), 0);
    output(&env, "", "ps").ok().stdout_has("sleep 444");
}

#[test]
fn sessions_in_the_background_are_known_to_inspect() {
    let env = sleeping("");
    let id = env.run("exec -d c sh -c 'sleep 2; echo done >/tmp/done'").ok().silent().text();
    assert_eq!(id.len(), 64, "{id}");
    env.run("inspect --format {{.ExecIDs}} c").ok().stdout_has(&id);
    eventually(10, "it is done", || (output(&env, "", "cat /tmp/done").stdout == "done\n").then_some(()));
    if !env.is_podman() {
        eventually(5, "it is over", || (env.run("inspect --format {{.ExecIDs}} c").ok().text() == "[]").then_some(()));
    }
    // Its terminal is read by somebody, so that it never waits.
    env.run("exec -d -t c sh -c 'seq 1 100000; echo end >/tmp/end'").ok();
    eventually(10, "it is done", || (output(&env, "", "cat /tmp/end").stdout == "end\n").then_some(()));
}

#[test]
fn sessions_end_with_the_container() {
    let env = sleeping("");
    let mut session = env.spawn("exec c sh -c 'echo up; sleep 1000'");
    session.wait_for("up");
    env.run("exec -d c sleep 999").ok();
    env.run("exec -d c /no/such/program").refused(&["/no/such/program"]);
    env.run("stop -t 0 c").ok();
    session.wait().code(137);
    let ids = env.run("inspect --format {{.ExecIDs}} c").ok().text();
    assert!(env.is_podman() || ids == "[]", "{ids}");
}

#[test]
fn signals_to_the_command_reach_the_session() {
    let env = sleeping("");
    let script = "trap 'echo got it; exit 3' TERM; echo ready; while :; do sleep 0.1; done";
    let mut session = exec(&env, "", script).spawn();
    session.wait_for("ready");
    if !env.is_podman() {
        session.signal("TERM");
        session.wait_for("got it");
        session.wait().code(3);
    }
}

#[test]
fn descriptors_are_handed_down() {
    let env = sleeping("");
    let script =
        r#"echo three >f3; exec 3<f3 4>f4; "$0" exec --preserve-fds 2 c sh -c 'cat <&3; echo four >&4'; cat f4"#;
    env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).run().ok().prints("three\nfour\n");
    // Some of them, where they are; those in between are not there.
    if !env.is_podman() {
        let script = r#"exec 4</etc/passwd 5<f3 9<f4; "$0" exec --preserve-fd 5,9 --preserve-fd 5 c sh -c \
            'cat <&5; cat <&9; for n in 3 4 6 7 8; do [ ! -e /proc/$$/fd/$n ] || echo $n; done'"#;
        env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).run().ok().prints("three\nfour\n");
        env.run("exec --preserve-fd 9 c true").refused(&["file descriptor 9 is not open"]);
        env.run("exec --preserve-fd 2 c true").code(125).stderr_has("--preserve-fd");
    }
    // Whatever else the caller has open stays outside.
    let script = r#"exec 7</etc/passwd; "$0" exec c ls /proc/self/fd"#;
    let out = env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).run().ok();
    assert!(!out.lines().contains(&"7"), "{out}");
}

#[test]
fn containers_with_an_init_can_be_joined() {
    let env = sleeping("--init");
    output(&env, "", "hostname >/tmp/x; [ $(readlink /proc/self/ns/pid) = $(readlink /proc/2/ns/pid) ] && echo in")
        .ok()
        .prints("in\n");
}

#[test]
fn the_host_is_out_of_reach_of_a_session() {
    let env = sleeping("--network host");
    let out = env.file("out", "before\n");
    // The caller's own file is not what the command gets, so that it cannot open it anew.
    let script = r#""$0" exec c readlink /proc/self/fd/1 >>out"#;
    env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).run().ok();
    let text = std::fs::read_to_string(out).expect("readable");
    assert!(text.starts_with("before\npipe:["), "{text}");
}

#[test]
fn a_command_waits_for_its_container() {
    let env = TestEnv::busybox();
    let waiting = env.spawn("exec --wait 60 late echo here");
    env.run("create --name late --network none busybox sleep 1000").ok();
    env.run("start late").ok();
    waiting.wait().ok().prints("here\n");
    env.run("exec --no-session late echo here").ok().prints("here\n");
    env.run("exec --wait 1 bogus true").refused(&["timed out waiting for container: bogus"]);
}
