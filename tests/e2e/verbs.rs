//! Verbs for containers that exist: `kill`, `wait`, `restart`, `stop`, `rm`, `rename`, `port`, `prune`, `pause`, and how they
//! are told which containers are meant.

use crate::harness::{TestEnv, eventually, send_signal};

fn with_sleepers(names: &[&str]) -> TestEnv {
    let env = TestEnv::busybox();
    for name in names {
        env.cmd("run -d --network none --name").arg(name).words("busybox sleep 1000").run().ok();
    }
    env
}

#[test]
fn kill_sends_any_signal() {
    let env = TestEnv::busybox();
    let script = "trap 'echo usr1' USR1; trap 'echo hup' HUP; echo ready; while :; do sleep 0.05; done";
    env.cmd("run -d --name c --network none busybox sh -c").arg(script).run().ok();
    let logs_have = |text: &str| {
        eventually(10, text, || env.run("logs c").ok().stdout.contains(text).then_some(()));
    };
    logs_have("ready");
    env.run("kill -s USR1 c").ok().prints("c\n");
    logs_have("usr1");
    env.run("kill --signal 1 c").ok();
    logs_have("hup");
    env.run("kill -s BOGUS c").code(125).stderr_has("BOGUS");
    env.run("kill nosuch").refused(&["nosuch"]);
    env.run("kill -s -1 c").ok();
    env.run("kill c").ok();
    assert!(env.status("c").starts_with("Exited (137)"), "{}", env.status("c"));
    env.run("kill c").refused(&["exited"]);
}

#[test]
fn selections_are_understood_by_every_verb() {
    let env = with_sleepers(&["a", "b", "c"]);
    let ids: Vec<String> =
        ["a", "b", "c"].map(|name| env.cmd("inspect --format {{.Id}}").arg(name).run().ok().text()).into();
    let cid = env.file("cid", &ids[0]);
    env.cmd("kill --cidfile").arg(&cid).run().ok();
    assert!(env.status("a").starts_with("Exited"));
    env.run("kill --latest").ok();
    assert!(env.status("c").starts_with("Exited"));
    env.run("kill --all").ok().prints(&format!("{}\n", ids[1]));
    env.run("start --all").ok().stdout_has(&ids[0]);
    env.run("restart -t 0 --filter name=b").ok().prints(&format!("{}\n", ids[1]));
    env.run("stop -t 0 --filter name=^b$").ok().prints(&format!("{}\n", ids[1]));
    env.run("stop -t 0 --latest").ok();
    assert!(env.status("a").starts_with("Up") && env.status("c").starts_with("Exited"));
    env.run("start --filter name=b").ok().prints(&format!("{}\n", ids[1]));
    // Of those that are named, those that match; of all, those that do not run.
    env.run("start --filter name=b a b").ok().prints("b\n");
    env.run("start --all").ok().prints(&format!("{}\n", ids[2]));
    env.run("start --all a").refused(&["either start all containers or the container(s) provided in the arguments"]);
    env.run("stop -t 0 c").ok();
    env.cmd("stop -t 0 --cidfile").arg(&cid).run().ok();
    env.run("rm --filter name=a").ok().prints(&format!("{}\n", ids[0]));
    env.cmd("rm --ignore --cidfile").arg(&cid).run().ok();
    env.run("stop -a -t 0").ok();
    env.run("rm --latest").ok().prints(&format!("{}\n", ids[2]));
    env.run("rm --all b").refused(&["--all"]);
    env.run("stop").code(125);
    env.run("stop -t soon a").misused(&["soon", "seconds"]);
    env.run("rm -f -t -1 nosuch").ok();
    env.cmd("rm").arg(&ids[1][..10]).run().ok();
    env.run("ps -aq").ok().prints("");
}

#[test]
fn each_failure_has_its_line_and_the_first_one_the_code() {
    let env = with_sleepers(&["a"]);
    let coracle = !env.is_podman();
    let out = env.run("rm nosuch1 a nosuch2").code(1);
    assert!(!coracle || out.stderr.matches("Error: ").count() == 3, "{out}");
    let out = env.run("rm a nosuch1");
    assert!(!coracle || out.exit() == 2, "{out}");
    env.run("stop --ignore nosuch").ok().silent().prints("");
    env.run("rm -f nosuch").ok().silent().prints("");
    env.run("rm nosuch").code(1).one_error(&["nosuch"]);
    for verb in
        ["stop", "start", "restart", "kill", "wait", "pause", "port", "init", "exec nosuch", "attach", "rename nosuch"]
    {
        env.cmd(verb).arg("nosuch").run().refused(&["nosuch"]);
    }
}

#[test]
fn wait_prints_exit_codes_early_late_and_of_removed_containers() {
    let env = TestEnv::busybox();
    env.run("run -d --name p --network none busybox sh -c 'sleep 1; exit 3'").ok();
    env.run("run -d --rm --name q --network none busybox sh -c 'sleep 1; exit 4'").ok();
    let waiting = env.spawn("wait q");
    env.run("wait p").ok().prints("3\n");
    waiting.wait().ok().prints("4\n");
    env.run("wait p").ok().prints("3\n");
    env.run("wait nosuch").refused(&["nosuch"]);
    if !env.is_podman() {
        // How it ended is known for a while.
        env.run("wait q").ok().prints("4\n");
        env.run("wait --ignore nosuch p").ok().prints("-1\n3\n");
    }
    env.run("create --name n --network none busybox sleep 1").ok();
    env.run("wait n").ok().prints("0\n");
    let running = env.spawn("wait --condition running -i 20 n");
    env.run("start n").ok();
    running.wait().ok().prints("-1\n");
    env.run("wait --condition running --condition exited -i 20ms n").ok().prints("-1\n");
    env.run("wait --condition bogus n").refused(&["bogus"]);
    env.run("wait -l").ok().prints("0\n");
}

#[test]
fn restart_begins_anew_and_keeps_what_was_written() {
    let env = TestEnv::busybox();
    env.run("run -d --name c --network none busybox sh -c 'echo run >>/log; cat /log; sleep 1000'").ok();
    let pid = || env.run("inspect --format {{.State.Pid}} c").ok().text();
    let before = pid();
    eventually(5, "it has run once", || (env.run("exec c cat /log").stdout == "run\n").then_some(()));
    env.run("restart -t 0 c").ok().prints("c\n");
    assert_ne!(before, pid());
    eventually(5, "it has run twice", || (env.run("exec c cat /log").stdout == "run\nrun\n").then_some(()));
    env.run("stop -t 0 c").ok();
    env.run("restart --running").ok().prints("");
    env.run("restart c").ok();
    assert!(env.status("c").starts_with("Up"));
    env.run("run -d --rm --name r --network none busybox sleep 1000").ok();
    env.run("restart -t 0 r").ok();
    assert!(env.status("r").starts_with("Up"), "{}", env.status("r"));
    env.run("stop -t 0 r").ok();
    eventually(5, "it is removed with its end", || env.status("r").is_empty().then_some(()));
}

#[test]
fn rename_moves_the_name() {
    let env = with_sleepers(&["p", "q"]);
    env.run("rename p r").ok().silent().prints("");
    env.run("container exists r").ok();
    env.run("container exists p").code(1).prints("");
    env.run("rename r q").refused(&["q", "in use"]);
    env.run("rename r 'x@y'").refused(&["names"]);
    env.run("rename nosuch s").refused(&["nosuch"]);
    env.run("run -d --name p --network none busybox sleep 1000").ok();
    env.run("stop -t 0 r").ok();
    env.run("rm r").ok();
    env.run("run --rm --name r --network none busybox true").ok();
    // One that is removed with its end gives its new name back.
    env.run("run -d --rm --name s --network none busybox sleep 1000").ok();
    env.run("rename s t").ok();
    env.run("stop -t 0 t").ok();
    eventually(5, "it is removed", || env.status("t").is_empty().then_some(()));
    env.run("run --rm --name t --network none busybox true").ok();
}

#[test]
fn prune_takes_what_does_not_run() {
    let env = with_sleepers(&["a"]);
    env.run("create --name new --network none busybox true").ok();
    env.run("run --name done --label keep=1 --network none busybox true").ok();
    let id = |name: &str| env.cmd("inspect --format {{.Id}}").arg(name).run().ok().text();
    let (new, done) = (id("new"), id("done"));
    env.run("container prune -f --filter until=1h").ok().prints("");
    env.run("container prune -f --filter name=x").refused(&["name", "invalid filter"]);
    env.cmd("container prune").input("n\n").run().ok().silent().stdout_lacks(&new);
    env.run("container prune -f --filter label!=keep").ok().prints(&format!("{new}\n"));
    env.cmd("container prune").input("y\n").run().ok().stdout_has(&done);
    env.run("ps -a --format {{.Names}}").ok().prints("a\n");
}

#[test]
fn ports_are_shown_while_the_container_runs() {
    let env = TestEnv::busybox();
    env.run("create --name c -p 127.0.0.1:18080:80 -p 19090:90/udp busybox sleep 1000").ok();
    env.run("port c").ok().prints("");
    env.run("start c").ok();
    env.run("port c").ok().prints("80/tcp -> 127.0.0.1:18080\n90/udp -> 0.0.0.0:19090\n");
    env.run("port c 80").ok().prints("127.0.0.1:18080\n");
    env.run("port c 90/udp").ok().prints("0.0.0.0:19090\n");
    env.run("port c 81").refused(&["81/tcp"]);
    env.run("port --all").ok().stdout_has("80/tcp -> 127.0.0.1:18080");
    env.run("port -l").ok().stdout_has("80/tcp");
}

#[test]
fn pause_says_what_it_needs_where_there_is_no_control_group() {
    let env = with_sleepers(&["a"]);
    // The test machines have no delegated control groups.
    env.run("pause a").refused(&["group"]);
    env.run("unpause a").refused(&[]);
    assert!(env.status("a").starts_with("Up"));
    env.run("stop -t 0 a").ok();
    env.run("pause a").refused(&[]);
}

#[test]
fn create_makes_a_container_that_start_runs() {
    let env = TestEnv::busybox();
    let cid = env.home().join("cid");
    let id = env.cmd("create --name c --network none -e A=b -w /tmp --cidfile").arg(&cid);
    let id = id.words("busybox sh -c 'echo $A; pwd'").run().ok().silent().text();
    assert_eq!((id.len(), std::fs::read_to_string(&cid).expect("the id's file").trim()), (64, id.as_str()));
    assert_eq!(env.status("c"), "Created");
    env.run("start -a c").ok().prints("b\n/tmp\n");
    env.run("create --name c busybox").refused(&["c", "in use"]);
    env.run("create --name x nosuchimage/at/all:1 --pull never").code(125);
}

#[test]
fn two_commands_at_once_end_in_some_order() {
    let env = TestEnv::busybox();
    for round in 0..6 {
        env.run("create --name c --network none busybox sleep 1000").ok();
        let starts: Vec<_> = (0..4).map(|_| env.spawn("start c")).collect();
        for start in starts {
            start.wait().ok().prints("c\n");
        }
        let exec = env.spawn("exec c true");
        let (stop, remove) = (env.spawn("stop -t 0 c"), env.spawn("rm -f -t 0 c"));
        let restart = if round % 2 == 0 { Some(env.spawn("start c")) } else { None };
        let code = stop.wait().exit();
        assert!([0, 125].contains(&code), "{code}");
        remove.wait().ok();
        let code = exec.wait().exit();
        assert!([0, 125, 126, 137, 255].contains(&code), "{code}");
        if let Some(restart) = restart {
            let out = restart.wait();
            assert!([0, 125].contains(&out.exit()), "{out}");
        }
        assert_eq!(env.status("c"), "");
        let gone = [env.spawn("rm -f c"), env.spawn("rm -f c")];
        gone.into_iter().for_each(|rm| drop(rm.wait().ok()));
    }
}

#[test]
fn a_monitor_that_does_not_get_ahead_is_in_nobodys_way() {
    let env = with_sleepers(&["c"]);
    let pids = env.run("inspect --format '{{.State.ConmonPid}} {{.State.Pid}}' c").ok().text();
    let (monitor, init) = pids.split_once(' ').expect("two numbers");
    send_signal(monitor.parse().expect("a number"), "STOP");
    env.run("rm -f -t 0 c").ok().prints("c\n");
    env.run("ps -aq").ok().prints("");
    for pid in [monitor, init] {
        eventually(10, "it is gone", || (!std::path::Path::new(&format!("/proc/{pid}/exe")).exists()).then_some(()));
    }
}
