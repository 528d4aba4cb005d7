//! Control groups: what is said where there are none to be had, and, as root, what they do where there are.

use crate::harness::{TestEnv, eventually};
use std::path::{Path, PathBuf};

const LIMITS: &str = "--memory 64m --memory-swap 128m --memory-reservation 32m --cpus 1.5 --cpu-shares 512 \
                      --cpuset-cpus 0 --cpuset-mems 0 --pids-limit 100 --blkio-weight 500 \
                      --cgroup-conf memory.high=1000000 --device-read-bps /dev/sda:1mb";

/// Whether limits can be had by this user here: then other tests hold them to it.
fn limits_can_be_had() -> bool {
    Path::new("/sys/fs/cgroup/cgroup.controllers").exists()
}

#[test]
fn each_limit_that_cannot_be_had_is_told_of_once() {
    let env = TestEnv::busybox();
    if env.is_podman() || limits_can_be_had() {
        return;
    }
    let output = env.sh(LIMITS, "echo runs").ok();
    for flag in LIMITS.split_whitespace().filter(|word| word.starts_with("--")) {
        let about: Vec<_> = output.stderr.lines().filter(|line| line.contains(&format!("{flag} has no"))).collect();
        assert_eq!(about.len(), 1, "{flag}: {}", output.stderr);
        assert!(about[0].contains("cgroup"), "{}", about[0]);
    }
    assert_eq!(output.stdout, "runs\n");
    env.sh("", "true").ok().silent();
    env.sh("--cgroups=split", "true").ok().stderr_has("--cgroups=split has no effect");
    env.sh("--cgroups=disabled", "true").ok().silent();
}

#[test]
fn limits_are_shown() {
    let env = TestEnv::busybox();
    env.cmd("create --name a").words(LIMITS).words("--cgroups no-conmon busybox").run().ok();
    let shown = env.run("inspect a").ok().json();
    let host = &shown[0]["HostConfig"];
    for (field, value) in [
        ("Memory", 64 << 20),
        ("MemorySwap", 128 << 20),
        ("MemoryReservation", 32 << 20),
        ("NanoCpus", 1_500_000_000),
        ("CpuPeriod", 100_000),
        ("CpuQuota", 150_000),
        ("CpuShares", 512),
        ("PidsLimit", 100),
        ("BlkioWeight", 500_i64),
    ] {
        assert_eq!(host[field], value, "{field}");
    }
    assert_eq!((&host["CpusetCpus"], &host["CpusetMems"]), (&"0".into(), &"0".into()));
    if env.is_podman() {
        return;
    }
    assert_eq!(host["CgroupConf"]["memory.high"], "1000000");
    assert_eq!(host["BlkioDeviceReadBps"][0]["Rate"], 1 << 20);
    assert_eq!(host["Cgroups"], "no-conmon");
    env.run("create --name b --memory 1g --cgroup-parent my.slice busybox").ok();
    let format = "{{.HostConfig.MemorySwap}} {{.HostConfig.CgroupParent}} {{.HostConfig.Cgroups}} {{.State.OOMKilled}}";
    env.cmd("inspect b --format").arg(format).run().ok().prints("2147483648 my.slice default false\n");
}

#[test]
fn limits_can_be_changed() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    env.run("create --name a --network none --memory 64m --pids-limit 9 busybox sleep 100").ok();
    env.run("update --memory 128m --cpus 0.5 a").ok();
    let format = "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}";
    let shown = || env.cmd("inspect a --format").arg(format).run().ok().text();
    assert_eq!(shown(), "134217728 500000000 9");
    env.run("update --memory-swap 100m a").refused(&["--memory-swap"]);
    env.run("update --cpus 1 --cpu-quota 5000 a").refused(&["cannot be set together"]);
    if !limits_can_be_had() {
        env.run("start a").ok();
        env.run("update --memory 1g a").refused(&["control group"]);
    }
    assert_eq!(shown(), "134217728 500000000 9");
    env.run("rm -f -t 0 a").ok();
}

#[test]
fn what_contradicts_itself_is_refused() {
    let env = TestEnv::busybox();
    let both = |flags: &str| env.run(&format!("create {flags} busybox")).code(125);
    both("--memory 64m --memory-swap 32m").stderr_has("--memory-swap");
    both("--cpus 1 --cpu-quota 5000").stderr_has("cannot be set together");
    both("--cpus 1 --cpu-period 5000").stderr_has("cannot be set together");
    both("--memory 1x");
    if env.is_podman() {
        return;
    }
    both("--memory-swap 64m").stderr_has("--memory");
    both("--memory 64m --memory-reservation 65m").stderr_has("--memory-reservation");
    both("--memory-swappiness 50").stderr_has("version 2");
    both("--oom-kill-disable").stderr_has("version 2");
    both("--cgroups=disabled --memory 64m").stderr_has("--cgroups=disabled");
    both("--cgroups=split --cgroup-parent /x").stderr_has("--cgroup-parent");
    both("--cgroup-parent some/where").stderr_has("neither a slice");
    for flags in ["--cpus x", "--cpuset-cpus 3-1", "--blkio-weight 5", "--device-read-bps sda:1", "--cgroups=some"] {
        both(flags);
    }
    for flags in ["--cgroup-conf ../x.y=1", "--cgroup-conf cgroup.procs=1"] {
        both(flags).stderr_has("no file of a control group");
    }
    env.run("ps -aq").ok().prints("");
}

/// As root there is a hierarchy of version 2 on the test machines, if without controllers.
fn hierarchy() -> PathBuf {
    let places = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"].map(PathBuf::from);
    places.into_iter().find(|place| place.join("cgroup.procs").exists()).expect("cgroup version 2 is mounted")
}

fn inspected(env: &TestEnv, name: &str, format: &str) -> String {
    env.cmd("inspect --format").arg(format).arg(name).run().ok().text()
}

/// The control group of a container that runs, as a directory.
fn group(env: &TestEnv, name: &str) -> PathBuf {
    let path = inspected(env, name, "{{.State.CgroupPath}}");
    assert!(path.contains(&inspected(env, name, "{{.Id}}")), "{path}");
    hierarchy().join(path.trim_start_matches('/'))
}

fn processes(group: &Path) -> usize {
    std::fs::read_to_string(group.join("cgroup.procs")).expect("a control group").lines().count()
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn a_container_has_a_group_of_its_own() {
    let env = TestEnv::root();
    env.run("run -d --name a --network none busybox sleep 100").ok();
    let group = group(&env, "a");
    assert_eq!(processes(&group), 1);
    let monitor = inspected(&env, "a", "{{.State.ConmonPid}}");
    let monitors = std::fs::read_to_string(format!("/proc/{monitor}/cgroup")).expect("the monitor's groups");
    assert!(!monitors.contains("coracle-"), "{monitors}");
    env.run("exec a grep 0:: /proc/self/cgroup").ok().prints("0::/\n");
    env.run("exec -d a sleep 100").ok();
    assert_eq!(processes(&group), 2);
    env.run("rm -f -t 0 a").ok();
    assert!(!group.exists());
    env.sh("--cgroupns host", "grep -c coracle- /proc/self/cgroup").ok().prints("1\n");
    env.sh("--cgroupns host --cgroups=disabled", "grep -c coracle- /proc/self/cgroup").code(1);
    env.sh("--cgroupns host --cgroup-parent /coracle-tests/a", "grep -c /coracle-tests/a/ /proc/self/cgroup").ok();
    for path in ["coracle-tests/a", "coracle-tests"] {
        std::fs::remove_dir(hierarchy().join(path)).expect("it is empty");
    }
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn paused_processes_stand_still() {
    let env = TestEnv::root();
    env.run("run -d --name a --network none busybox sh -c 'while true; do date +%N >/tick; done'").ok();
    let tick = || env.run("cp a:/tick -").ok().stdout;
    env.run("pause a").ok().prints("a\n");
    let at = tick();
    assert_eq!(env.status("a"), "Paused");
    assert_eq!(inspected(&env, "a", "{{.State.Status}} {{.State.Paused}} {{.State.Running}}"), "paused true true");
    let id = inspected(&env, "a", "{{.Id}}");
    env.run("ps -q --no-trunc --filter status=paused").ok().prints(&format!("{id}\n"));
    env.run("wait --condition paused a").ok();
    env.run("exec a true").code(126).stderr_has("paused");
    env.run("pause a").refused(&["paused already"]);
    assert_eq!(at, tick());
    env.run("unpause a").ok().prints("a\n");
    env.run("unpause a").refused(&["not paused"]);
    eventually(20, "the processes go on", || (tick() != at).then_some(()));
    env.run("pause --all").ok();
    env.run("stop -t 1 a").ok();
    env.run("start a").ok();
    env.run("pause a").ok();
    env.run("kill a").ok();
    env.run("start a").ok();
    env.run("pause a").ok();
    env.run("rm -f -t 0 a").ok();
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn nothing_survives_its_container() {
    let env = TestEnv::root();
    let script = "setsid sh -c 'sleep 1000 & sleep 1000' & sleep 0.2";
    env.run("run -d --name a --network none --pid host busybox sleep 1000").ok();
    env.cmd("exec a sh -c").arg(script).run().ok();
    let shared = group(&env, "a");
    assert!(processes(&shared) >= 3);
    env.run("kill a").ok();
    assert!(!shared.exists());
    env.run("start a").ok();
    env.cmd("exec a sh -c").arg(script).run().ok();
    let shared = group(&env, "a");
    let monitor = inspected(&env, "a", "{{.State.ConmonPid}}");
    crate::harness::send_signal(monitor.parse().expect("a number"), "KILL");
    eventually(20, "the monitor is gone", || env.status("a").starts_with("Exited").then_some(()));
    assert!(shared.exists());
    env.run("rm a").ok();
    assert!(!shared.exists());
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn each_life_of_a_container_has_its_group() {
    let env = TestEnv::root();
    let script = "grep coracle- /proc/self/cgroup; test -e /again || { touch /again; exit 1; }; sleep 1000";
    env.cmd("run -d --name a --network none --cgroupns host --restart always busybox sh -c").arg(script).run().ok();
    let lines = || env.run("logs a").ok().stdout.lines().count();
    eventually(30, "it was started again", || (lines() == 2).then_some(()));
    let group = eventually(30, "it runs", || Some(group(&env, "a")).filter(|group| group.exists()));
    env.run("rm -f -t 0 a").ok();
    assert!(!group.exists());
}

#[test]
fn stats_need_a_group() {
    let env = TestEnv::busybox();
    if env.is_podman() || limits_can_be_had() {
        return;
    }
    env.run("stats --no-stream").ok().stdout_has("MEM USAGE / LIMIT");
    env.run("run -d --name a --network none busybox sleep 100").ok();
    env.run("stats --no-stream").refused(&["no control group"]);
    env.run("stats --no-stream nosuch").refused(&["nosuch"]);
    env.run("stats --all --latest").refused(&["together"]);
    env.run("rm -f -t 0 a").ok();
    env.run("create --name b busybox").ok();
    env.cmd("stats --no-stream --all --format")
        .arg("{{.Name}} {{.CPUPerc}} {{.PIDS}}")
        .run()
        .ok()
        .prints("b 0.00% 0\n");
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn stats_count_what_a_container_does() {
    let env = TestEnv::root();
    env.run("run -d --name a --network none busybox sh -c 'sleep 1000 & while true; do true; done'").ok();
    let once = |format: &str| env.cmd("stats --no-stream --format").arg(format).arg("a").run().ok();
    eventually(60, "it has used a second", || {
        once("{{.CPUNano}}").text().parse::<u64>().ok().filter(|nano| *nano > 1 << 30)
    });
    let shown = once("json").json();
    let field = |name: &str| shown[0][name].as_str().expect("text").to_owned();
    assert_eq!((field("name"), field("pids"), field("id").len()), ("a".to_owned(), "2".to_owned(), 12));
    assert!(field("cpu_time").ends_with('s') && field("avg_cpu").ends_with('%'), "{shown}");
    assert!(!field("mem_usage").starts_with("0B") && field("mem_usage").contains(" / "), "{shown}");
    let heading = "ID NAME CPU % MEM USAGE / LIMIT MEM % NET IO BLOCK IO PIDS CPU TIME AVG CPU %";
    let table = env.run("stats --no-stream --no-trunc a").ok();
    assert_eq!(table.lines()[0].split_whitespace().collect::<Vec<_>>().join(" "), heading);
    assert_eq!(table.lines()[1].split(' ').next().map(str::len), Some(64));
    // Again and again, for those that run.
    let mut streaming = env.spawn("stats --interval 1 --format {{.Name}}");
    streaming.wait_for("a\na\n");
    streaming.signal("KILL");
    let _ = streaming.wait();
    env.run("rm -f -t 0 a").ok();
}
