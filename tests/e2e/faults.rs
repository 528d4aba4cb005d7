//! Things that die, vanish or run out: what is shown afterwards is true, and the next command works.

use crate::harness::registry::plain;
use crate::harness::{Output, TestEnv, cache, eventually, send_signal};
use std::time::Duration;

/// Kills every process of this test at once, and waits until they are gone.
fn kill_all(env: &TestEnv) {
    eventually(10, "all processes die", || {
        let processes = env.processes();
        processes.iter().for_each(|(pid, _)| send_signal(*pid, "KILL"));
        processes.is_empty().then_some(())
    });
}

/// Whatever `ps -a` shows is not running, and can be removed.
#[track_caller]
fn remove_all(env: &TestEnv) {
    // A killed monitor gives up its lock a moment after its command line is gone.
    eventually(10, "nothing runs", || env.run("ps -q").ok().stdout.is_empty().then_some(()));
    for id in env.run("ps -aq").ok().lines() {
        env.cmd("rm -f").arg(id).run().ok();
    }
    env.run("ps -aq").ok().prints("");
}

/// Nothing half-made stays in the store once the next writer has come by.
#[track_caller]
fn nothing_half_made(env: &TestEnv) {
    for dir in ["staging", "trash"] {
        let path = env.store().join(dir);
        eventually(10, "staging and trash are empty", || {
            let left = std::fs::read_dir(&path).map(Iterator::count).unwrap_or(0);
            (left == 0).then_some(())
        });
    }
}

#[test]
fn killed_pull_leaves_the_store_whole() {
    let env = TestEnv::new();
    let name = format!("{}/layers", plain());
    for delay in [1, 5, 20, 50, 100, 200, 400, 800] {
        let mut pull = env.cmd("pull -q --tls-verify=false").arg(&name).spawn();
        std::thread::sleep(Duration::from_millis(delay));
        pull.signal("KILL");
        eventually(5, "it dies", || pull.try_wait());
        env.run("images").ok().silent();
    }
    env.cmd("pull -q --tls-verify=false").arg(&name).run().ok();
    env.run("run --rm --network none layers true").ok();
    env.run("rmi layers").ok();
    nothing_half_made(&env);
}

#[test]
fn killed_command_does_not_take_its_container_along_unseen() {
    let env = TestEnv::busybox();
    let mut run = env.spawn("run --name orphan --network none busybox sh -c 'echo up; sleep 1000'");
    run.wait_for("up");
    run.signal("KILL");
    eventually(5, "it dies", || run.try_wait());
    let state = env.run("inspect --format {{.State.Status}} orphan").ok().text();
    assert!(["running", "exited"].contains(&state.as_str()), "{state}");
    env.run("rm -f -t 0 orphan").ok();
    env.check_whole();
}

#[test]
fn killed_monitor_is_noticed() {
    let mut env = TestEnv::busybox();
    env.allow_leaks();
    env.run("run -d --name lost --network none busybox sleep 4242").ok();
    let pid = env.run("inspect --format {{.State.Pid}} lost").ok().text();
    kill_all(&env);
    assert!(env.status("lost").starts_with("Exited ("), "{}", env.status("lost"));
    let payload = format!("/proc/{pid}/cmdline");
    eventually(5, "the payload dies with its monitor", || {
        let line = std::fs::read_to_string(&payload).unwrap_or_default();
        (!line.contains("4242")).then_some(())
    });
    env.run("logs lost").ok();
    env.run("stop lost").ok();
    env.run("rm lost").ok();
    env.run("run --rm --name lost --network none busybox true").ok();
}

#[test]
fn killed_at_any_moment_of_run() {
    let mut env = TestEnv::busybox();
    env.allow_leaks();
    for delay in [0, 2, 4, 6, 8, 10, 13, 16, 20, 25, 30, 40, 60, 100] {
        let run = env.spawn("run -d --network none busybox sleep 4243");
        std::thread::sleep(Duration::from_millis(delay));
        kill_all(&env);
        drop(run);
        env.run("ps -a").ok().silent();
    }
    remove_all(&env);
    env.check_whole();
    nothing_half_made(&env);
}

#[test]
fn killed_at_any_moment_of_stop_and_rm() {
    let mut env = TestEnv::busybox();
    env.allow_leaks();
    for (n, delay) in [0, 1, 2, 4, 6, 9, 13, 20].into_iter().enumerate() {
        let verb = if n % 2 == 0 { "stop -t 0" } else { "rm -f -t 0" };
        env.run(&format!("run -d --name victim{n} --network none busybox sleep 4244")).ok();
        let command = env.spawn(&format!("{verb} victim{n}"));
        std::thread::sleep(Duration::from_millis(delay));
        command.signal("KILL");
        drop(command);
        env.run("ps -a").ok().silent();
    }
    kill_all(&env);
    remove_all(&env);
    env.check_whole();
    nothing_half_made(&env);
}

#[test]
fn reboot_is_noticed() {
    let mut env = TestEnv::busybox();
    env.allow_leaks();
    env.run("run -d --name before --network none busybox sh -c 'echo said; sleep 4245'").ok();
    eventually(5, "it speaks", || env.run("logs before").stdout.contains("said").then_some(()));
    kill_all(&env);
    for entry in std::fs::read_dir(env.runtime_dir()).expect("the runtime directory").flatten() {
        cache::remove_tree(&entry.path());
    }
    assert!(env.status("before").starts_with("Exited ("), "{}", env.status("before"));
    env.run("logs before").ok().prints("said\n");
    env.run("rm before").ok();
    env.check_whole();
}

#[test]
fn works_with_a_single_id() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    let script = "id -u; cat /etc/motd; chmod 4755 /data/file; stat -c '%U %a' /data/file; stat -c %U /home/alice";
    let out = env
        .cmd_of("/usr/bin/unshare")
        .words("-Urm")
        .arg(env.program())
        .words("run --rm --network none busybox sh -c")
        .arg(script);
    out.run().ok().prints("0\nhello from the image\nroot 4755\nroot\n");
}

#[test]
fn user_namespaces_off_is_explained() {
    let env = TestEnv::busybox();
    let script = r#"echo 0 >/proc/sys/user/max_user_namespaces; exec "$0" run --rm --network none busybox true"#;
    let out = env.cmd_of("/usr/bin/unshare").words("-Ur sh -c").arg(script).arg(env.program()).run();
    if !env.is_podman() {
        out.refused(&["user namespace", "max_user_namespaces"]);
    }
}

#[test]
fn missing_fuse_is_explained() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    let script = r#"mount -t tmpfs none /dev && : >/dev/null; exec "$0" run --rm --network none busybox true"#;
    let out = env.cmd_of("/usr/bin/unshare").words("-Urm sh -c").arg(script).arg(env.program()).run();
    out.refused(&["/dev/fuse", "modprobe fuse"]);
    env.check_whole();
}

#[test]
fn full_disk_in_the_middle_of_a_pull() {
    let env = TestEnv::new();
    std::fs::create_dir_all(env.store()).expect("mkdir");
    let script = format!(
        r#"set -e; mount -t tmpfs -o size=40m,mode=700 none {0}
        if "$0" pull -q --tls-verify=false {1}/debian:12; then echo pulled; else echo code $?; fi
        "$0" images -q; "$0" load -q -i {2}; "$0" images --format '{{{{.Repository}}}}'"#,
        env.store().display(),
        plain(),
        cache::images().join("archives/docker.tar").display()
    );
    let out = env.cmd_of("/usr/bin/unshare").words("-Urm sh -c").arg(script).arg(env.program()).run();
    assert!(out.stdout.starts_with("code 125\n"), "{out}");
    assert!(out.stdout.ends_with("docker.io/library/busybox\n"), "{out}");
    let out = out.ok();
    assert!(env.is_podman() || out.stderr.to_lowercase().contains("space"), "{out}");
}

#[test]
fn full_disk_inside_a_container() {
    let env = TestEnv::new();
    std::fs::create_dir_all(env.store()).expect("mkdir");
    let script = format!(
        r#"set -e; mount -t tmpfs -o size=120m,mode=700 none {0}; "$0" load -q -i {1}
        "$0" run --rm --network none busybox sh -c 'dd if=/dev/zero of=/fill bs=1M count=200 2>&1; rm /fill; echo ok >/tmp/x; cat /tmp/x'"#,
        env.store().display(),
        cache::images().join("archives/docker.tar").display()
    );
    let out = env.cmd_of("/usr/bin/unshare").words("-Urm sh -c").arg(script).arg(env.program()).run();
    if !env.is_podman() {
        out.ok().stdout_has("No space left on device").stdout_has("ok\n");
    }
}

/// Runs a script with the engine as `$0` and a store of 60 MB, which has busybox and room for 20 MB that `rm $ballast` makes.
fn in_a_small_store(env: &TestEnv, script: &str) -> Output {
    let data = env.store().parent().expect("it has one").to_owned();
    std::fs::create_dir_all(&data).expect("mkdir");
    let script = format!(
        r#"set -e; mount -t tmpfs -o size=60m,mode=700 none {0}; ballast={0}/ballast; "$0" load -q -i {1} >&2
        head -c 20m /dev/zero >$ballast; {script}"#,
        data.display(),
        cache::images().join("archives/docker.tar").display()
    );
    env.cmd_of("/usr/bin/unshare").words("-Urm sh -c").arg(script).arg(env.program()).run()
}

/// Writes more into a container's root than fits, to the last byte. It ends by itself: where FUSE serves what is written, a
/// write goes to the page cache, and only closing the file tells that the disk is full.
const FILL: &str = "dd if=/dev/zero of=/fill bs=64k count=1000; dd if=/dev/zero of=/rest bs=1 count=70000; exit 7";

#[test]
fn a_container_that_has_filled_the_disk_goes_with_its_end() {
    let env = TestEnv::new();
    if env.is_podman() {
        return;
    }
    let script = format!(
        r#""$0" run --rm --network none busybox sh -c '{FILL}' || echo code $?
        "$0" ps -aq"#
    );
    in_a_small_store(&env, &script).ok().prints("code 7\n");
}

#[test]
fn a_container_is_started_again_when_a_full_disk_has_room() {
    let env = TestEnv::new();
    if env.is_podman() {
        return;
    }
    let script = format!(
        r#""$0" run -d --name c --restart always --network none busybox sh -c '{FILL}' >&2
        until [ "$(df --output=avail {0} | tail -n 1)" -eq 0 ]; do sleep 0.1; done
        # At least one end is met with a full disk.
        sleep 1; rm $ballast
        until [ "$("$0" inspect --format '{{{{.RestartCount}}}}' c)" -gt 0 ]; do sleep 0.1; done
        "$0" rm -f -t 0 c >&2; "$0" ps -aq"#,
        env.store().parent().expect("it has one").display()
    );
    in_a_small_store(&env, &script).ok().prints("");
}

#[test]
fn foreign_directory_is_not_taken_for_a_store() {
    let env = TestEnv::new();
    if env.is_podman() {
        return;
    }
    std::fs::create_dir_all(env.store()).expect("mkdir");
    std::fs::write(env.store().join("precious"), "data").expect("write");
    env.run("images").refused(&["coracle"]);
    env.cmd("load -q -i").arg(cache::images().join("archives/docker.tar")).run().refused(&[]);
    assert_eq!(std::fs::read_dir(env.store()).expect("there").count(), 1);
    std::fs::remove_file(env.store().join("precious")).expect("rm");
}

#[test]
fn read_only_store_is_explained() {
    let env = TestEnv::busybox();
    let script = format!(
        r#"mount --bind {0} {0} && mount -o remount,bind,ro {0} && "$0" images -q && exec "$0" run --rm --network none busybox true"#,
        env.store().display()
    );
    let out = env.cmd_of("/usr/bin/unshare").words("-Urm sh -c").arg(script).arg(env.program()).run();
    if !env.is_podman() {
        out.refused(&["read-only"]);
    }
}

#[test]
fn long_runtime_directory() {
    let env = TestEnv::busybox();
    let long = env.home().join("r".repeat(100));
    std::fs::create_dir(&long).expect("mkdir");
    if env.is_podman() {
        return;
    }
    let run = |words: &str| env.cmd(words).env("XDG_RUNTIME_DIR", &long).run();
    run("run --rm --network none busybox true").ok();
    run("run -d --name far --network none busybox sleep 100").ok();
    run("rm -f -t 0 far").ok();
}

#[test]
fn no_runtime_directory_in_the_environment() {
    let env = TestEnv::busybox();
    let mut cmd = env.cmd("run --rm --network none busybox true");
    cmd.inner().env_remove("XDG_RUNTIME_DIR");
    cmd.run().ok();
}
