//! The three ways in which a container's files are served.

use crate::harness::{TestEnv, eventually, send_signal};

const PLANS: [&str; 3] = ["userspace", "hybrid", "direct"];

/// The plans that this host has; none of another engine.
fn plans(env: &TestEnv) -> Vec<&'static str> {
    if env.is_podman() {
        return Vec::new();
    }
    let status = env.run("info --format '{{json .Store.GraphStatus}}'").ok().json();
    let has = |plan: &str| status[plan[..1].to_uppercase() + &plan[1..]] == "yes";
    let plans: Vec<_> = PLANS.into_iter().filter(|plan| has(plan)).collect();
    assert!(plans.contains(&"userspace"), "{status}");
    plans
}

/// Runs a script in a new container of this plan.
#[track_caller]
fn sh(env: &TestEnv, plan: &str, flags: &str, script: &str) -> crate::harness::Output {
    env.sh(&format!("--storage-opt union.plan={plan} {flags}"), script)
}

#[test]
fn every_plan_serves_the_same_files() {
    let env = TestEnv::busybox();
    let script = "stat -c '%a %u %Y' /; cat /etc/motd; ls -l /data; md5sum </bin/busybox; echo more >>/data/file; mv /data/file /data/moved; \
        rm -r /data/sub; cat /data/moved; ls /data; stat -c '%U %G %a' /home/alice /tmp; mkdir /etc/motd 2>&1; \
        su alice -c 'echo mine >/tmp/x; stat -c %u /tmp/x; cat /etc/shadow' 2>&1; readlink /proc/self/exe";
    let mut seen = plans(&env).into_iter().map(|plan| sh(&env, plan, "", script).ok().stdout);
    let Some(userspace) = seen.next() else { return };
    assert!(userspace.contains("lower\nmore\n"), "{userspace}");
    seen.for_each(|other| assert_eq!(other, userspace));
}

#[test]
fn the_root_is_what_was_asked_for_and_shows_no_path_of_the_host() {
    let env = TestEnv::busybox();
    for plan in plans(&env) {
        let line = sh(&env, plan, "", "grep ' / / ' /proc/self/mountinfo").ok().stdout;
        let kind = if plan == "userspace" { " - fuse" } else { " - overlay" };
        assert!(line.contains(kind), "{plan}: {line}");
        assert_eq!(line.matches("::").count(), usize::from(plan == "direct"), "{plan}: {line}");
        assert!(!line.contains(env.store().to_str().expect("text")), "{line}");
    }
}

#[test]
fn a_container_keeps_its_plan() {
    let env = TestEnv::busybox();
    for plan in plans(&env) {
        let script = "cat /kept 2>/dev/null; ls /etc/motd 2>/dev/null; echo kept >/kept; rm -f /etc/motd";
        let run = format!("run --storage-opt union.plan={plan} --name {plan} --network none busybox sh -c");
        env.cmd(&run).arg(script).run().ok().prints("/etc/motd\n");
        let other = if plan == "userspace" { "hybrid" } else { "userspace" };
        env.file(".config/coracle/storage.conf", format!("[storage.options.union]\nplan = \"{other}\"\n"));
        env.cmd("inspect --format {{.GraphDriver.Data.Plan}}").arg(plan).run().ok().prints(&format!("{plan}\n"));
        env.cmd("start -a").arg(plan).run().ok().prints("kept\n");
        env.cmd("rm").arg(plan).run().ok();
    }
}

#[test]
fn the_configuration_file_decides_what_the_command_line_leaves_open() {
    let env = TestEnv::busybox();
    let [first, .., last] = plans(&env)[..] else { return };
    let plan_of = |flags: &str| env.cmd("info --format {{.Store.GraphStatus.Plan}}").words(flags).run().ok().text();
    env.file(".config/coracle/storage.conf", format!("[storage.options.union]\nplan = \"{last}\"\n"));
    assert_eq!(plan_of(""), last);
    assert_eq!(plan_of(&format!("--storage-opt union.plan={first}")), first);
    env.file(".config/coracle/storage.conf", "[storage.options.union]\nplan = \"fast\"\n");
    env.run("run --rm busybox true").refused(&["storage.conf", "userspace, hybrid or direct"]);
    env.file(".config/coracle/storage.conf", "[storage.options.union]\n");
    let facts = env.run("info --format json").ok().json();
    let because = facts["store"]["graphStatus"]["planBecause"].as_str().unwrap_or_default().to_owned();
    assert!(!because.is_empty(), "{facts}");
}

#[test]
fn options_of_no_meaning_are_refused_and_those_of_other_drivers_ignored() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    let run = |option: &str| env.cmd("run --rm --network none --storage-opt").arg(option).words("busybox true").run();
    run("union.plan=fast").misused(&["--storage-opt", "userspace, hybrid or direct"]);
    run("union.speed=fast").misused(&["--storage-opt", "union.speed"]);
    run("overlay.mount_program=/usr/bin/fuse-overlayfs").ok().stderr_has("overlay.mount_program");
}

#[test]
fn a_plan_that_the_host_does_not_have_is_explained() {
    let env = TestEnv::busybox();
    let Some(plan) = plans(&env).into_iter().find(|plan| *plan != "userspace") else { return };
    env.cmd("create --name kept --storage-opt").arg(format!("union.plan={plan}")).words("busybox true").run().ok();
    let known = env.home().join("../cache/coracle/plans");
    for entry in std::fs::read_dir(known).expect("what is known of this host").flatten() {
        std::fs::write(entry.path(), r#"{"hybrid":"no such thing","direct":"no such thing"}"#).expect("write");
    }
    let asked = env.cmd("run --rm --storage-opt").arg(format!("union.plan={plan}")).words("busybox true").run();
    asked.refused(&[plan, "no such thing", "union.plan=userspace"]);
    env.run("start kept").code(125).one_error(&["kept", plan, "no such thing", "coracle rm kept"]);
    env.file(".config/coracle/storage.conf", "");
    env.run("run --rm --network none busybox grep -c ' / / .* fuse' /proc/self/mountinfo").ok().prints("1\n");
}

#[test]
fn what_users_of_a_container_own_is_removed() {
    let env = TestEnv::busybox();
    let script = "mkdir -p /own/deep; echo x >/own/deep/file; chmod 700 /own/deep; chown -R 1000:1000 /own; chmod 500 /own; \
        rm -r /data";
    for plan in plans(&env) {
        for flags in ["--rm", ""] {
            let run = format!("run {flags} --name gone --network none --storage-opt union.plan={plan} busybox sh -c");
            env.cmd(&run).arg(script).run().ok().silent();
            if flags.is_empty() {
                env.run("rm gone").ok().silent();
            }
            let left = |dir: &str| std::fs::read_dir(env.store().join(dir)).map(Iterator::count).unwrap_or(0);
            eventually(5, "nothing is left", || (left("trash") + left("containers") == 0).then_some(()));
        }
    }
}

#[test]
fn nothing_is_synced_for_containers_that_are_removed() {
    let env = TestEnv::busybox();
    for plan in plans(&env).into_iter().filter(|plan| *plan != "userspace") {
        let options = "grep ' / / ' /proc/self/mountinfo | grep -c volatile";
        sh(&env, plan, "", options).ok().prints("1\n");
        let run = format!("run --name kept --network none --storage-opt union.plan={plan} busybox sh -c");
        env.cmd(&run).arg(options).run().code(1).prints("0\n");
        env.run("rm kept").ok();
    }
}

#[test]
fn a_killed_monitor_leaves_nothing_running_and_nothing_mounted() {
    let mut env = TestEnv::busybox();
    env.allow_leaks();
    for plan in plans(&env) {
        for flags in ["--rm", ""] {
            let run =
                format!("run -d {flags} --name lost --network none --storage-opt union.plan={plan} busybox sh -c");
            env.cmd(&run)
                .arg("cat /file && exit; echo written >/file; rm /etc/motd; echo up; exec sleep 4246")
                .run()
                .ok();
            eventually(5, "it speaks", || env.run("logs lost").stdout.contains("up").then_some(()));
            eventually(5, "the payload and its monitor die", || {
                let processes = env.processes();
                processes.iter().for_each(|(pid, _)| send_signal(*pid, "KILL"));
                (processes.is_empty() && env.run("ps -q").ok().stdout.is_empty()).then_some(())
            });
            let mounts = std::fs::read_to_string("/proc/self/mountinfo").expect("mountinfo");
            assert!(!mounts.contains(env.store().to_str().expect("text")), "{mounts}");
            let again = env.run("start -a lost");
            match (plan, flags) {
                ("hybrid" | "direct", "--rm") => again.code(125).one_error(&["lost", "synced", "coracle rm lost"]),
                _ => again.ok().prints("written\n"),
            };
            let _ = env.run("rm -f -t 0 lost");
        }
    }
    env.check_whole();
}
