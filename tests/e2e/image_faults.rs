//! Kills, full disks and two at once, for what is done with images in the store: `system check` finds nothing afterwards.

use crate::harness::registry::plain;
use crate::harness::tarball::Tar;
use crate::harness::{Cmd, TestEnv, cache, eventually};
use std::path::PathBuf;
use std::time::Duration;

/// A moment for the kill: spread over what such a command takes, and never the same.
fn moments(count: u64) -> impl Iterator<Item = Duration> {
    // A multiplicative generator (Lehmer's); where a test fails, so it does again.
    let mut state = 48271_u64;
    (0..count).map(move |_| {
        state = state * 48271 % 0x7fff_ffff;
        Duration::from_micros(500 + state % 120_000)
    })
}

#[track_caller]
fn kill_at(env: &TestEnv, words: &str, input: Option<&[u8]>, moment: Duration) {
    let mut running = env.cmd(words).spawn();
    if let Some(bytes) = input {
        running.write(bytes);
        running.close_stdin();
    }
    std::thread::sleep(moment);
    running.signal("KILL");
    eventually(20, "it dies", || running.try_wait());
}

/// Nothing is damaged; after one collection nothing is left that nobody needs.
#[track_caller]
fn whole(env: &TestEnv) {
    env.run("system check").ok();
    env.run("image prune -f").ok();
    for dir in ["staging", "trash"] {
        let left = std::fs::read_dir(env.store().join(dir)).expect("a directory").count();
        assert_eq!(left, 0, "{dir}");
    }
    env.run("system check --max 0s").ok();
    let out = env.run("system df --format '{{.Type}} {{.RawReclaimable}}'").ok();
    let unused = env.run("images -q").ok().stdout.is_empty();
    let objects = Cmd::new("find").arg(env.store().join("objects")).words("-type f").run().ok();
    assert!(!unused || objects.stdout.is_empty(), "objects without an image: {out}");
}

fn archive() -> PathBuf {
    cache::images().join("archives/docker.tar")
}

#[test]
fn killed_at_any_moment_of_load() {
    let env = TestEnv::new();
    let words = format!("load -q -i {}", archive().display());
    for moment in moments(40) {
        kill_at(&env, &words, None, moment);
        env.run("system check --quick").ok();
    }
    whole(&env);
    env.cmd(&words).run().ok();
    whole(&env);
    env.run("run --rm --network none busybox true").ok();
}

#[test]
fn killed_at_any_moment_of_rmi_and_prune() {
    let env = TestEnv::new();
    let words = format!("load -q -i {}", archive().display());
    for (moment, verb) in moments(60).zip(["rmi busybox", "image prune -af", "system prune -af"].into_iter().cycle()) {
        env.cmd(&words).run().ok();
        kill_at(&env, verb, None, moment / 4);
        env.run("system check --quick").ok();
    }
    whole(&env);
    env.run("image prune -af").ok();
    whole(&env);
}

#[test]
fn killed_at_any_moment_of_pull() {
    let env = TestEnv::new();
    let words = format!("pull -q --tls-verify=false {}/layers", plain());
    for moment in moments(60) {
        kill_at(&env, &words, None, moment * 2);
        env.run("system check --quick").ok();
        // What has come is there for the next one; now and then there is nothing.
        if moment.as_micros() % 4 == 0 {
            env.run("system prune -af").ok();
        }
    }
    whole(&env);
    env.cmd(&words).run().ok();
    whole(&env);
    env.run("run --rm --network none layers true").ok();
}

#[test]
fn killed_at_any_moment_of_commit() {
    let env = TestEnv::busybox();
    let script = "head -c 4000000 /dev/urandom >/large; for n in 1 2 3 4 5 6 7 8 9; do echo $n >/f$n; done";
    env.cmd("run --network none --name changed busybox sh -c").arg(script).run().ok();
    for moment in moments(40) {
        kill_at(&env, "commit -q changed example.org/made:1", None, moment);
        env.run("system check --quick").ok();
    }
    env.run("commit -q changed example.org/made:1").ok();
    env.run("run --rm --network none example.org/made:1 cat /f9").ok().prints("9\n");
    env.run("rm changed").ok();
    whole(&env);
    env.run("image prune -af").ok();
    whole(&env);
}

#[test]
fn killed_at_any_moment_of_import_and_tag() {
    let env = TestEnv::new();
    let tar = Tar::new().file("one", vec![1; 3 << 20]).file("two", vec![2; 1 << 20]).end();
    for moment in moments(15) {
        kill_at(&env, "import - example.org/made:1", Some(&tar), moment);
        kill_at(&env, "tag example.org/made:1 example.org/other:1", None, moment / 8);
        env.run("system check --quick").ok();
    }
    whole(&env);
}

#[test]
fn a_full_disk_leaves_nothing_half_made() {
    let env = TestEnv::new();
    let script = format!(
        r#"set -e; mount -t tmpfs -o size=42m,mode=700 none {0}
           "$0" load -q -i {1} && "$0" system check --quick
           head -c 60000000 /dev/urandom >{0}/../big; tar -C {0}/.. -cf {0}/../big.tar big
           ! "$0" import {0}/../big.tar big 2>{0}/../error
           "$0" system check && "$0" image prune -f && "$0" images -q
           test -z "$(ls {0}/coracle/staging {0}/coracle/trash | grep -v :)"
           "$0" rmi busybox >/dev/null; test -z "$(find {0}/coracle/objects -type f)""#,
        env.store().parent().expect("a parent").display(),
        archive().display()
    );
    let out =
        env.cmd_of("/usr/bin/unshare").words("-Urm sh -c").arg(script).arg(env.program()).deadline(120).run().ok();
    assert!(out.stdout.lines().count() >= 2, "{out}");
    let error = std::fs::read_to_string(env.home().parent().expect("a parent").join("error")).expect("read");
    assert!(error.contains("space") && error.matches("Error: ").count() == 1, "{error}");
}

/// Whoever meets a full disk, the command or a process that works for it: the cause is one line, the cure another.
#[test]
fn a_full_disk_is_told_with_its_cure() {
    let env = TestEnv::new();
    let script = format!(
        r#"mount -t tmpfs -o size=20m,mode=700 none {0} || exit 1
           told() {{ "$@" >/dev/null 2>{0}/../error; code=$?; cat {0}/../error
               [ $code = 125 ] && grep -q '^Hint: free some space' {0}/../error || {{ echo "$*: code $code"; exit 1; }}; }}
           told "$0" load -q -i {1}
           mount -o remount,size=42m none {0} && "$0" load -q -i {1} && "$0" create --name c busybox || exit 1
           head -c 5000000 /dev/urandom >{0}/../more && "$0" cp {0}/../more c:/more || exit 1
           head -c 50000000 /dev/zero >{0}/fill 2>/dev/null
           told "$0" commit -q c made; told "$0" volume create v; told "$0" create busybox; told "$0" cp {0}/../more c:/x"#,
        env.store().parent().expect("a parent").display(),
        archive().display()
    );
    env.cmd_of("/usr/bin/unshare").words("-Urm sh -c").arg(script).arg(env.program()).deadline(120).run().ok();
}

/// The disk takes so many more files, and then none: whichever write that meets, the command says so, and nothing is half made.
#[test]
fn no_more_files_at_any_write() {
    let env = TestEnv::new();
    let tar = (0..60).fold(Tar::new(), |tar, n| tar.file(format!("f{n}"), format!("{n}"))).end();
    let tar = env.file("files.tar", tar);
    std::fs::create_dir_all(env.store()).expect("mkdir");
    let script = format!(
        r#"mount -t tmpfs -o size=300m,nr_inodes=50000,mode=700 none {store} || exit 1
        fail() {{ echo "$verb, $room more files: $*"; exit 1; }}
        "$0" load -q -i {archive} && "$0" tag busybox base && "$0" create --name c base || exit 1
        "$0" cp {tar} c:/files.tar && "$0" rmi busybox || exit 1
        for verb in "pull -q --tls-verify=false {registry}/layers" "load -q -i {archive}" "import -q {tar} made" "commit -q c made"; do
            for room in 0 1 2 3 4 5 6 7 9 12 17 25 40 70 110; do
                used=$(stat -f -c '%c %d' {store} | awk '{{ print $1 - $2 }}')
                # Attributes count too: the least that the kernel takes is what there is.
                least=$used
                until mount -o remount,nr_inodes=$((used + room)) none {store} 2>/dev/null; do
                    used=$((used + 1)); [ $used -lt $((least + 2000)) ] || fail remount
                done
                "$0" $verb >/dev/null 2>{home}/error; code=$?
                mount -o remount,nr_inodes=50000 none {store} || fail remount
                case $code in
                    0) done=$done$room ;;
                    125) grep -qi 'space' {home}/error || fail "$(cat {home}/error)"
                         [ "$(grep -c Error {home}/error)" = 1 ] || fail "$(cat {home}/error)"
                         refused=x$refused ;;
                    *) fail "code $code: $(cat {home}/error)" ;;
                esac
                "$0" system check >{home}/check 2>&1 || fail "$(cat {home}/check)"
                "$0" image prune -af >/dev/null && [ -z "$(ls -A {store}/staging {store}/trash | grep -v :)" ] || fail "leftovers"
            done
            "$0" $verb >/dev/null || fail "not even with room"
            "$0" image prune -af >/dev/null
        done
        echo "$refused""#,
        store = env.store().display(),
        archive = archive().display(),
        tar = tar.display(),
        home = env.home().display(),
        registry = plain(),
    );
    let out =
        env.cmd_of("/usr/bin/unshare").words("-Urm sh -c").arg(script).arg(env.program()).deadline(600).run().ok();
    assert!(out.stdout.len() > 20, "most of them were refused: {out}");
}

#[test]
fn prune_while_pulling() {
    let env = TestEnv::new();
    let name = format!("{}/layers", plain());
    for _ in 0..3 {
        let pull = env.cmd("pull -q").arg(&name).deadline(120).spawn();
        let mut pull = pull;
        while pull.try_wait().is_none() {
            env.run("system prune -f").ok();
        }
        let _ = pull.wait().ok();
        env.run("system check").ok();
        env.run("rmi layers").ok();
    }
    whole(&env);
}

#[test]
fn rmi_while_running() {
    let env = TestEnv::busybox();
    for _ in 0..8 {
        let run = env.spawn("run --rm --network none busybox cat /etc/motd");
        let out = env.run("rmi busybox");
        assert!([0, 1, 2].contains(&out.exit()), "{out}");
        let out = run.wait();
        // It had the image, or it did not.
        assert!(out.exit() == 125 || out.stdout == "hello from the image\n", "{out}");
        env.run("system check --quick").ok();
        env.cmd("load -q -i").arg(archive()).run().ok();
    }
    env.run("rmi busybox").ok();
    whole(&env);
}

#[test]
fn two_loads_and_a_removal_at_once() {
    let env = TestEnv::new();
    let words = format!("load -q -i {}", archive().display());
    for _ in 0..4 {
        let loads = [env.spawn(&words), env.spawn(&words)];
        let removal = env.run("rmi -f busybox");
        assert_eq!(removal.exit(), 0, "{removal}");
        loads.into_iter().for_each(|load| assert!([0, 1, 125].contains(&load.wait().exit())));
        env.run("system check").ok();
    }
    env.run("rmi -f busybox").ok();
    whole(&env);
}
