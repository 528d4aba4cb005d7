//! Flags of verbs that no other test has a use for: each does what its help says.

use crate::harness::pty::Terminal;
use crate::harness::{TestEnv, eventually};
use serde_json::json;

#[test]
fn archives_keep_owners_or_give_them_away() {
    let env = TestEnv::busybox();
    env.run("create --name c --network none -u 7:8 busybox stat -c %u:%g /a /b /c").ok();
    for (name, flag) in [("a", ""), ("b", "-a"), ("c", "--archive=false")] {
        env.file(name, "");
        env.cmd("cp").words(flag).arg(name).arg("c:/").run().ok();
    }
    let all = env.run("start -a c").ok().stdout;
    let lines: Vec<&str> = all.lines().collect();
    assert_eq!(lines[..2], ["7:8", "7:8"], "{all}");
    assert_ne!(lines[2], "7:8");
}

#[test]
fn selections_of_init_restart_wait_and_pause() {
    let env = TestEnv::busybox();
    for name in ["a", "b"] {
        env.cmd("create --network none --name").arg(name).words("busybox sleep 1000").run().ok();
    }
    let id = |name: &str| env.cmd("inspect --format {{.Id}}").arg(name).run().ok().text();
    let (a, b) = (id("a"), id("b"));
    env.run("init -a").ok().stdout_has(&a).stdout_has(&b);
    env.run("ps -a --format {{.State}}").ok().prints("initialized\ninitialized\n");
    env.run("start a b").ok();
    let pid = |name: &str| env.cmd("inspect --format {{.State.Pid}}").arg(name).run().ok().text();
    let before = (pid("a"), pid("b"));
    env.run("restart -t 0 --all").ok().stdout_has(&a).stdout_has(&b);
    let after = (pid("a"), pid("b"));
    assert!(before.0 != after.0 && before.1 != after.1);
    let cid = env.file("cid", &a);
    env.cmd("restart -t 0 --cidfile").arg(&cid).run().ok();
    assert!(pid("a") != after.0 && pid("b") == after.1);
    // Nothing can be paused here, and the errors say what was chosen.
    for verb in ["pause", "unpause"] {
        let refused = |flags: &str| env.cmd(verb).words(flags).run();
        refused(&format!("--cidfile {}", cid.display())).refused(&["a"]);
        refused("--filter name=nosuch").ok().prints("");
        refused("--filter name=^b$").refused(&["b"]);
        refused("--latest").refused(&["b"]);
    }
    env.run("unpause --all").ok().prints("");
    env.run("kill a").ok();
    env.cmd("wait --cidfile").arg(&cid).run().ok().prints("137\n");
    env.run("rm -f -t 0 -a").ok();
}

#[test]
fn rates_of_devices_are_kept() {
    let env = TestEnv::busybox();
    let flags = "--device-read-bps /dev/null:1mb --device-write-bps /dev/null:2mb --device-read-iops /dev/null:3 \
                 --device-write-iops /dev/null:4";
    env.cmd("create --name c --network none").words(flags).words("busybox true").run().ok();
    let host = env.run("inspect --format '{{json .HostConfig}}' c").ok().json();
    for (field, rate) in [
        ("BlkioDeviceReadBps", 1 << 20),
        ("BlkioDeviceWriteBps", 2 << 20),
        ("BlkioDeviceReadIOps", 3),
        ("BlkioDeviceWriteIOps", 4),
    ] {
        assert_eq!(host[field], json!([{"Path": "/dev/null", "Rate": rate}]), "{field}");
    }
}

#[test]
fn a_stop_signal_of_the_users_own() {
    let env = TestEnv::busybox();
    let script = "trap 'exit 9' USR1; echo ready; while :; do sleep 0.05; done";
    env.cmd("run -d --name c --stop-signal USR1 --network none busybox sh -c").arg(script).run().ok();
    eventually(10, "the trap is set", || env.run("logs c").ok().stdout.contains("ready").then_some(()));
    env.run("stop c").ok();
    assert!(env.status("c").starts_with("Exited (9)"), "{}", env.status("c"));
}

#[test]
fn start_has_keys_and_signals_of_its_own() {
    let env = TestEnv::busybox();
    env.run("create -it --name c --network none busybox sh").ok();
    let mut terminal = Terminal::start(env.cmd("start -a -i --detach-keys ctrl-a,b c"));
    terminal.type_keys("echo a$((1+1))b\n");
    terminal.expect("a2b");
    terminal.type_keys("\x01b");
    assert_eq!(terminal.wait(), 0);
    assert!(env.status("c").starts_with("Up"));
    env.run("rm -f -t 0 c").ok();
    env.run("create --name d --network none busybox sh -c 'trap \"echo got\" TERM; echo ready; while :; do sleep 0.05; done'").ok();
    let mut client = env.spawn("start -a --sig-proxy=false d");
    client.wait_for("ready");
    client.signal("TERM");
    client.wait().code(143).stdout_lacks("got");
    assert!(env.status("d").starts_with("Up"));
    env.run("rm -f -t 0 d").ok();
}

#[test]
fn statistics_stay_on_the_screen() {
    let env = TestEnv::new();
    let shown = |flags: &str| {
        let mut terminal = Terminal::start(env.cmd("stats --interval 1").words(flags));
        terminal.expect("MEM USAGE");
        terminal.expect("MEM USAGE");
        terminal.screen()
    };
    assert!(shown("").contains("\x1b["));
    assert!(!shown("--no-reset").contains("\x1b["));
}

#[test]
fn small_flags_of_secrets_and_volumes() {
    let env = TestEnv::new();
    let make = |flags: &str| env.cmd("secret create").words(flags).words("s -").input("x").run();
    make("--driver pass").code(125);
    let id = make("-d file").ok().text();
    assert_eq!(make("--ignore").ok().text(), id);
    env.run("secret ls --noheading --format 'table {{.Name}}'").ok().prints("s\n");
    env.run("secret rm nosuch").code(1);
    env.run("secret rm --ignore nosuch s").ok();
    env.run("volume create v").ok();
    env.run("volume create --ignore v").ok().prints("v\n");
    env.run("volume ls --noheading").ok().stdout_lacks("VOLUME NAME").stdout_has("v");
    let all = env.run("volume inspect --all").ok().json();
    assert_eq!(all[0]["Name"], "v");
    env.run("volume rm --all").ok().prints("v\n");
}

#[test]
fn one_name_of_two_kinds() {
    let env = TestEnv::busybox();
    env.run("create --name busybox --network none busybox true").ok();
    env.run("inspect --type container --format {{.Name}} busybox").ok().prints("busybox\n");
    env.run("inspect -t image --format '{{len .RepoTags}}' busybox").ok().prints("1\n");
    env.run("inspect -t image nosuch").code(125);
}
