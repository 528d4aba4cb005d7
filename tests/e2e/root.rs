//! As root, where an identity-mapped user namespace is used; and what only root can prepare. `contrib/test` runs these.

use crate::harness::registry::plain;
use crate::harness::{Cmd, TestEnv, eventually};
use std::os::unix::fs::MetadataExt;
use std::process::Command;

/// A user that no file knows: no name, no home, no subordinate ids.
const NOBODY_KNOWN: u32 = 54_321;

/// The engine as [`NOBODY_KNOWN`], to whom this environment is given.
fn as_unknown_user(env: &TestEnv, words: &str) -> Cmd {
    let dir = env.home().parent().expect("a directory of the test").to_owned();
    let owner = format!("{NOBODY_KNOWN}:{NOBODY_KNOWN}");
    // A monitor may still be deleting what its container has written: what is gone cannot be given.
    eventually(10, "everything is given", || {
        let given = Command::new("chown").args(["-hR", &owner]).arg(&dir).arg(env.runtime_dir()).status();
        given.expect("chown runs").success().then_some(())
    });
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

/// A journal of the test's own, in a mount namespace of its own: then the words of `script` run, with the engine as `$0`.
const WITH_JOURNAL: &str = r#"
    mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/journal /run/log/journal || exit 99
    /usr/lib/systemd/systemd-journald 2>/dev/null & journald=$!
    while [ ! -S /run/systemd/journal/socket ]; do sleep 0.05; done
    eval "$1"
    kill $journald"#;

#[test]
#[ignore = "runs as root, by contrib/test"]
fn the_journal_keeps_the_output() {
    let env = TestEnv::root();
    let script = r#"
        set -e
        "$0" run -d --name j --network none --log-driver journald --log-opt 'tag=tag-{{.Name}}' \
            --log-opt label=MY_LABEL=mine busybox sh -c \
            'echo out; echo err >&2; head -c 300000 /dev/zero | tr "\0" x; echo; printf partial; sleep 1; exit 3' >/dev/null
        "$0" logs -f j >"$HOME/followed" 2>"$HOME/followed-errors"
        "$0" wait j
        while ! "$0" logs j | grep -q partial; do sleep 0.1; done
        "$0" logs j >"$HOME/whole" 2>/dev/null
        "$0" logs --tail 2 j 2>/dev/null | head -c 3; echo
        for field in CONTAINER_NAME CONTAINER_TAG SYSLOG_IDENTIFIER MY_LABEL PRIORITY CONTAINER_PARTIAL_MESSAGE; do
            journalctl -q CONTAINER_ID="$("$0" inspect --format '{{slice .Id 0 12}}' j)" -o json \
                --output-fields=$field | grep -o "\"$field\":\"[^\"]*\"" | sort -u | tr '\n' ' '
        done
    "#;
    let shell = env.cmd_of("/usr/bin/unshare").words("-m sh -c").arg(WITH_JOURNAL).arg(env.program()).arg(script);
    let out = shell.run().ok();
    let lines = out.lines();
    assert_eq!((lines[0], lines[1]), ("3", "xxx"), "{out}");
    let fields = r#""CONTAINER_NAME":"j" "CONTAINER_TAG":"tag-j" "SYSLOG_IDENTIFIER":"tag-j" "MY_LABEL":"mine" "PRIORITY":"3" "PRIORITY":"6" "CONTAINER_PARTIAL_MESSAGE":"true" "#;
    assert_eq!(lines[2].trim_end(), fields.trim_end(), "{out}");
    let read = |name: &str| std::fs::read_to_string(env.home().join(name)).expect(name);
    let (whole, followed) = (read("whole"), read("followed"));
    assert!(whole.starts_with("out\nxxx") && whole.ends_with("x\npartial"), "{} bytes", whole.len());
    assert_eq!((whole.len(), followed.len()), (300_012, 300_012));
    assert_eq!(read("followed-errors"), "err\n");
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn a_missing_journal_ends_no_container() {
    let env = TestEnv::root();
    let script = "mount -t tmpfs tmpfs /run; exec \"$0\" run --rm --network none --log-driver journald busybox sh -c 'echo a; echo b; exit 3'";
    let out = env.cmd_of("/usr/bin/unshare").words("-m sh -c").arg(script).arg(env.program()).run();
    let out = out.code(3).prints("a\nb\n");
    assert_eq!(out.stderr.matches("journal").count(), 1, "{out}");
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn root_mounts_for_everybody_to_see() {
    let env = TestEnv::root();
    if env.is_podman() {
        return;
    }
    env.run("create --name c --network none busybox cat /new").ok();
    let at = env.run("mount c").ok().text();
    std::fs::write(format!("{at}/new"), "from outside\n").expect("write");
    assert_eq!(std::fs::read_to_string(format!("{at}/etc/motd")).expect("read"), "hello from the image\n");
    let image = env.run("image mount busybox").ok().text();
    assert!(std::fs::write(format!("{image}/new"), "").is_err());
    env.run("umount c").ok();
    env.run("start -a c").ok().prints("from outside\n");
    env.run("image umount -a").ok();
    assert!(!std::fs::read_to_string("/proc/self/mounts").expect("mounts").contains(&at));
    env.run("rm c").ok();
}
