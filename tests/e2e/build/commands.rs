//! The flags of `build` about how commands run.

use super::{Context, count};
use crate::harness::TestEnv;

/// What a command says in a build with these flags; `--network host` among them overrides none.
#[track_caller]
fn says(env: &TestEnv, flags: &str, command: &str) -> String {
    let context = Context::new(env, &format!("FROM busybox\nRUN {command} >/said\n"));
    context.build(&format!("-t built --no-cache {flags}")).ok();
    env.run("run --rm --network none built cat /said").ok().text()
}

#[test]
fn limits_that_cannot_be_had_are_told_of_once() {
    if std::path::Path::new("/sys/fs/cgroup/cgroup.controllers").exists() {
        return;
    }
    let env = TestEnv::busybox();
    let limits = "--memory 64m --memory-swap 128m --cpu-shares 512 --cpu-period 100000 --cpu-quota 50000 --cpuset-cpus 0 \
                  --cpuset-mems 0 --cgroup-parent my.slice";
    let output = Context::new(&env, "FROM busybox\nRUN true\nRUN echo\n").build(limits).ok();
    for flag in ["--memory", "--memory-swap", "--cpu-shares", "--cpus", "--cpuset-cpus", "--cpuset-mems"] {
        assert_eq!(count(&output.stderr, &format!("{flag} has no")), 1, "{flag}: {}", output.stderr);
    }
    assert_eq!(count(&output.stderr, "--cgroup-parent has no"), 1, "{}", output.stderr);
    let context = Context::new(&env, "FROM busybox\nRUN true\n");
    context.build("--memory 64m --memory-swap 32m").code(125).stderr_has("--memory-swap");
    context.build("--cgroup-parent some/where").code(125).stderr_has("neither a slice");
}

#[test]
fn names_are_looked_up_as_asked() {
    let env = TestEnv::busybox();
    let flags = "--network host --dns 192.0.2.1 --dns-search example.org --dns-option ndots:3";
    let said = says(&env, flags, "cat /etc/resolv.conf");
    for line in ["nameserver 192.0.2.1", "search example.org", "options ndots:3"] {
        assert!(said.lines().any(|said| said == line), "{line}: {said}");
    }
    let mounted = "sh -c 'grep -o \" /etc/[a-z]* \" /proc/mounts | sort | xargs'";
    assert_eq!(says(&env, "", mounted), "/etc/hostname /etc/hosts");
    assert_eq!(says(&env, "--no-hosts", mounted), "/etc/hostname");
    assert_eq!(says(&env, "--no-hostname", mounted), "/etc/hosts");
}

#[test]
fn devices_capabilities_and_filters() {
    let env = TestEnv::busybox();
    assert_eq!(says(&env, "", "sh -c 'test -c /dev/fuse || echo none'"), "none");
    assert_eq!(says(&env, "--device /dev/fuse", "sh -c 'test -c /dev/fuse && echo there'"), "there");
    let status =
        |flags: &str, key: &str| says(&env, flags, &format!("sh -c 'grep ^{key}: /proc/self/status | cut -f 2'"));
    let has_net_admin = |flags: &str| u64::from_str_radix(&status(flags, "CapEff"), 16).unwrap() >> 12 & 1 == 1;
    assert!(!has_net_admin("") && has_net_admin("--cap-add net_admin"));
    assert_eq!(
        (status("", "Seccomp"), status("--security-opt seccomp=unconfined", "Seccomp")),
        ("2".into(), "0".into())
    );
    assert_eq!(status("--security-opt no-new-privileges", "NoNewPrivs"), "1");
}

#[test]
fn proxies_of_the_host_are_set() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nRUN echo \"[$http_proxy]\"\n");
    let build = |flags: &str| context.cmd(flags).env("http_proxy", "http://192.0.2.1:3128").run().ok();
    build("--no-cache").stdout_has("[http://192.0.2.1:3128]\n");
    build("--no-cache --http-proxy=false").stdout_has("[]\n");
    // Whoever else builds it has another proxy: the step is the same.
    context.build("").ok().stdout_has("--> Using cache");
}

#[test]
fn groups_and_namespaces() {
    let env = TestEnv::busybox();
    assert!(!says(&env, "", "id -G").split(' ').any(|group| group == "63"));
    assert!(says(&env, "--group-add audio", "id -G").split(' ').any(|group| group == "63"));
    for (flag, name) in [("--ipc", "ipc"), ("--pid", "pid"), ("--uts", "uts"), ("--cgroupns", "cgroup")] {
        let link = format!("readlink /proc/self/ns/{name}");
        let host = env.cmd_of("/bin/readlink").arg(format!("/proc/self/ns/{name}")).run().ok().text();
        assert_ne!(says(&env, "", &link), host, "{name}");
        assert_eq!(says(&env, &format!("{flag} host"), &link), host, "{name}");
    }
    let context = Context::new(&env, "FROM busybox\nRUN id -G\n");
    context.build("").ok();
    context.build("--group-add audio").ok().stdout_lacks("Using cache");
}

#[test]
fn what_cannot_be_is_refused() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\n");
    context.build("--isolation chroot").refused(&["--isolation chroot"]);
    context.build("--isolation oci --userns host").ok();
    context.build("--userns auto").refused(&["user namespaces"]);
    context.build("--userns-uid-map 0:1:2").refused(&["user namespaces"]);
}
