//! As root, where an identity-mapped user namespace is used; and what only root can prepare. `contrib/test` runs these.

use crate::harness::registry::plain;
use crate::harness::{Cmd, TestEnv};
use std::os::unix::fs::MetadataExt;
use std::process::Command;

/// A user that no file knows: no name, no home, no subordinate ids.
const NOBODY_KNOWN: u32 = 54_321;

/// The engine as [`NOBODY_KNOWN`], to whom this environment is given.
fn as_unknown_user(env: &TestEnv, words: &str) -> Cmd {
    let dir = env.home().parent().expect("a directory of the test").to_owned();
    let owner = format!("{NOBODY_KNOWN}:{NOBODY_KNOWN}");
    let given = Command::new("chown").args(["-hR", &owner]).arg(dir).arg(env.runtime_dir()).status();
    assert!(given.expect("chown runs").success());
    let flags = format!("--reuid {NOBODY_KNOWN} --regid {NOBODY_KNOWN} --clear-groups");
    env.cmd_of("/usr/bin/setpriv").words(&flags).arg(env.program()).words(words)
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn run_and_exit_codes() {
    let env = TestEnv::root();
    for code in [0, 7, 125] {
        env.sh("", &format!("exit {code}")).code(code).silent();
    }
    env.run("run --rm --network none busybox nosuch").code(127);
    env.run("run --rm --network none busybox /etc/motd").code(126);
    env.cmd("run --rm -i --network none busybox cat").input("hi\n").run().ok().prints("hi\n");
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn ids_are_the_hosts() {
    let env = TestEnv::root();
    let dir = env.home().join("shared");
    std::fs::create_dir(&dir).expect("mkdir");
    env.sh(&format!("-v {}:/m", dir.display()), "touch /m/x; chown 1000:50 /m/x").ok();
    let made = std::fs::metadata(dir.join("x")).expect("made");
    assert_eq!((made.uid(), made.gid()), (1000, 50));
    env.sh("-u alice", "id -u; touch /tmp/x").ok().prints("1000\n");
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn isolation_holds() {
    let env = TestEnv::root();
    let set = env.sh("", "grep CapEff /proc/self/status | cut -f2").ok().text();
    assert_eq!(set, if env.is_podman() { "00000000800405fb" } else { "00000000a80425fb" });
    env.sh("", "echo x >/proc/sys/kernel/hostname").code(1);
    env.sh("", "mknod /tmp/vda b 254 0 && head -c 1 /tmp/vda").code(1);
    env.sh("", "ls /proc/self/fd | xargs").ok().prints("0 1 2 3\n");
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn lifecycle() {
    let env = TestEnv::root();
    env.run("run -d --name web --network none busybox sleep 1000").ok();
    assert!(env.status("web").starts_with("Up "), "{}", env.status("web"));
    env.run("stop -t 0 web").ok();
    assert!(env.status("web").starts_with("Exited (137)"), "{}", env.status("web"));
    env.run("rm web").ok();
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn pull_and_run_a_distribution() {
    let env = TestEnv::root();
    env.cmd("pull -q --tls-verify=false").arg(format!("{}/debian:12", plain())).run().ok();
    let script = "dpkg --audit; touch /x; chown daemon /x; stat -c %U /x";
    env.cmd("run --rm --network none debian:12 sh -c").arg(script).run().ok().prints("daemon\n");
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn network_of_root() {
    let env = TestEnv::root();
    let out = env.run("run --rm busybox ls /sys/class/net").ok();
    assert!(out.lines().len() > 1, "{out}");
    env.run("run --rm --network host busybox true").ok();
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn user_without_subordinate_ids() {
    let env = TestEnv::root();
    if env.is_podman() {
        return;
    }
    let run = |words: &str| as_unknown_user(&env, words).run();
    run("run --rm --network none busybox sh -c 'id -u; chmod 4755 /data/file; stat -c %a /data/file'")
        .ok()
        .prints("0\n4755\n");
    run("run --rm --network none -u alice busybox true").one_error(&["subuid"]);
    run("info").ok();
    let out = run("images --format {{.Repository}}").ok();
    assert_eq!(out.text(), "docker.io/library/busybox");
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn fuse_that_may_not_be_opened_is_explained() {
    let env = TestEnv::root();
    if env.is_podman() {
        return;
    }
    let inner = as_unknown_user(&env, "run --rm --network none busybox true").run().ok();
    drop(inner);
    let script = format!(
        "mount -t tmpfs none /dev && mknod -m 666 /dev/null c 1 3 && mknod -m 600 /dev/fuse c 10 229 && \
         exec setpriv --reuid {NOBODY_KNOWN} --regid {NOBODY_KNOWN} --clear-groups \"$0\" run --rm --network none busybox true"
    );
    let out = env.cmd_of("/usr/bin/unshare").words("-m sh -c").arg(script).arg(env.program()).run();
    out.refused(&["/dev/fuse", "chmod"]);
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn store_of_another_user_is_refused() {
    let env = TestEnv::root();
    if env.is_podman() {
        return;
    }
    let flags = format!("--reuid {NOBODY_KNOWN} --regid {NOBODY_KNOWN} --clear-groups");
    let out = env
        .cmd_of("/usr/bin/setpriv")
        .words(&flags)
        .arg(env.program())
        .words("run --rm --network none busybox true")
        .run();
    out.code(125).one_error(&[]);
}
