//! Isolation: what a payload may do, and what it can see of the host.

use crate::harness::TestEnv;

/// The hexadecimal value of a field of `/proc/self/status` in a container with these flags.
fn status_field(env: &TestEnv, flags: &str, field: &str) -> String {
    env.sh(flags, &format!("grep {field}: /proc/self/status | cut -f2")).ok().text()
}

#[test]
fn capabilities_are_the_customary_set() {
    let env = TestEnv::busybox();
    let set = if env.is_podman() { "00000000800405fb" } else { "00000000a80425fb" };
    for field in ["CapPrm", "CapEff", "CapBnd"] {
        assert_eq!(status_field(&env, "", field), set, "{field}");
    }
    for field in ["CapInh", "CapAmb"] {
        assert_eq!(status_field(&env, "", field), "0000000000000000", "{field}");
    }
}

#[test]
fn capabilities_are_added_and_dropped() {
    let env = TestEnv::busybox();
    let cases = [
        ("--cap-drop all", "0000000000000000"),
        ("--cap-drop ALL --cap-add chown", "0000000000000001"),
        ("--cap-drop all --cap-add CAP_NET_ADMIN --cap-add sys_ptrace", "0000000000081000"),
    ];
    for (flags, set) in cases {
        assert_eq!(status_field(&env, flags, "CapEff"), set, "{flags}");
    }
    env.sh("--cap-add nosuch", "true").misused(&["nosuch"]);
}

#[test]
fn other_users_have_no_capabilities() {
    let env = TestEnv::busybox();
    for field in ["CapEff", "CapPrm", "CapAmb"] {
        assert_eq!(status_field(&env, "-u alice", field), "0000000000000000", "{field}");
    }
}

#[test]
fn no_new_privileges_and_seccomp_are_set() {
    let env = TestEnv::busybox();
    assert_eq!(status_field(&env, "", "NoNewPrivs"), "0");
    assert_eq!(status_field(&env, "--security-opt no-new-privileges", "NoNewPrivs"), "1");
    assert_eq!(status_field(&env, "--security-opt no-new-privileges:true", "NoNewPrivs"), "1");
    assert_eq!(status_field(&env, "", "Seccomp"), "2");
    assert_eq!(status_field(&env, "--security-opt seccomp=unconfined", "Seccomp"), "0");
    env.sh("--security-opt nonsense=1", "true").misused(&["nonsense"]);
}

#[test]
fn seccomp_profile_of_the_user() {
    let env = TestEnv::busybox();
    let profile = r#"{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO","errnoRet":95}]}"#;
    let file = env.file("profile.json", profile);
    let flags = format!("--security-opt seccomp={}", file.display());
    env.sh(&flags, "mkdir /tmp/x").code(1).stderr_has("not supported");
    env.sh("", "mkdir /tmp/x").ok();
    let broken = env.file("broken.json", "{");
    env.sh(&format!("--security-opt seccomp={}", broken.display()), "true").refused(&["broken.json"]);
    env.sh("--security-opt seccomp=/no/such/profile", "true").refused(&["/no/such/profile"]);
}

#[test]
fn privileged_has_all_capabilities() {
    let env = TestEnv::busybox();
    let last: u32 =
        std::fs::read_to_string("/proc/sys/kernel/cap_last_cap").expect("proc").trim().parse().expect("a number");
    assert_eq!(status_field(&env, "--privileged", "CapEff"), format!("{:016x}", (1_u64 << (last + 1)) - 1));
    assert_eq!(status_field(&env, "--privileged", "Seccomp"), "0");
    env.sh("--privileged", "mount -t tmpfs none /mnt 2>/dev/null || { mkdir /mnt; mount -t tmpfs none /mnt; }").ok();
    env.sh("", "mkdir -p /mnt; mount -t tmpfs none /mnt").code(1);
}

#[test]
fn descriptors_of_the_caller_do_not_leak() {
    let env = TestEnv::busybox();
    // `ls` itself holds the directory open as 3.
    env.sh("", "ls /proc/self/fd | xargs").ok().prints("0 1 2 3\n");
    let script =
        r#"exec 7</etc/passwd 9>/dev/null; exec "$0" run --rm --network none busybox sh -c 'ls /proc/self/fd | xargs'"#;
    env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).run().ok().prints("0 1 2 3\n");
}

#[test]
fn paths_of_the_host_do_not_leak() {
    let env = TestEnv::busybox();
    let script = "cat /proc/self/mountinfo /proc/self/mounts /proc/self/cmdline /proc/self/environ /etc/hosts; ls -l /proc/self/";
    let out = env.sh("", script).ok();
    let marks = [env.home(), env.store(), env.runtime_dir().to_path_buf()];
    for mark in marks.iter().map(|path| path.display().to_string()).filter(|_| !env.is_podman()) {
        assert!(!out.stdout.contains(&mark), "{mark}: {out}");
    }
}

#[test]
fn other_processes_are_out_of_sight() {
    let env = TestEnv::busybox();
    env.sh("", "ls -d /proc/[0-9]* | wc -l").ok().prints("3\n");
    let script = "for n in user mnt pid ipc uts net; do readlink /proc/self/ns/$n; done";
    let inside = env.sh("", script).ok();
    for name in ["user", "mnt", "pid", "ipc", "uts", "net"] {
        let outside = std::fs::read_link(format!("/proc/self/ns/{name}")).expect("proc");
        assert!(!inside.stdout.contains(&*outside.to_string_lossy()), "{name} is the host's: {inside}");
    }
}

#[test]
fn kernel_files_are_masked() {
    let env = TestEnv::busybox();
    let script = "for f in /proc/kcore /proc/keys /proc/timer_list /proc/sched_debug /proc/interrupts; do \
        [ -e $f ] || continue; [ $f = /proc/interrupts ] && continue; [ -z \"$(head -c 1 $f 2>/dev/null)\" ] || echo seen $f; done; \
        ls -A /proc/acpi /proc/scsi /sys/firmware 2>/dev/null | grep -v :$ | grep . ; true";
    env.sh("", script).ok().prints("");
}

#[test]
fn kernel_settings_are_read_only() {
    let env = TestEnv::busybox();
    let paths = ["/proc/sys/kernel/hostname", "/proc/sysrq-trigger", "/proc/sys/vm/swappiness"];
    for path in paths.into_iter().filter(|path| std::path::Path::new(path).exists()) {
        env.sh("", &format!("echo x >{path}")).code(1).stderr_has("Read-only file system");
    }
    let out = env.sh("", "grep ' /sys ' /proc/mounts").ok();
    assert!(out.stdout.split_whitespace().any(|word| word.starts_with("ro,")), "{out}");
}

#[test]
fn devices_are_the_standard_ones() {
    let env = TestEnv::busybox();
    let script = "cd /dev; for d in null zero full random urandom tty; do [ -c $d ] || echo no $d; done; \
        for l in fd stdin stdout stderr ptmx; do [ -L $l ] || [ -c $l ] || echo no $l; done; \
        for d in pts shm mqueue; do [ -d $d ] || echo no $d; done; \
        for d in sda vda mem kmsg fuse; do [ -e $d ] && echo has $d; done; echo x >null && head -c 4 zero | wc -c";
    env.sh("", script).ok().prints("4\n");
    let out = env.sh("", "grep -E ' /dev(/[a-z]*)? ' /proc/mounts | cut -d' ' -f2,3 | sort").ok();
    for line in ["/dev tmpfs", "/dev/mqueue mqueue", "/dev/pts devpts", "/dev/shm tmpfs"] {
        assert!(out.lines().contains(&line), "{line}: {out}");
    }
}

#[test]
fn files_that_the_engine_provides() {
    let env = TestEnv::busybox();
    let out = env.sh("--hostname box", "cat /etc/hosts; test -f /run/.containerenv && echo marked").ok();
    for text in ["127.0.0.1", "localhost", "box", "marked"] {
        assert!(out.stdout.contains(text), "{text}: {out}");
    }
    let id = env.run("run -d --network host busybox sleep 100").ok().text();
    let out = env.run("run --rm --network host busybox cat /etc/resolv.conf").ok();
    let servers =
        |text: &str| text.lines().filter(|l| l.starts_with("nameserver")).map(str::to_owned).collect::<Vec<_>>();
    let host = std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
    assert_eq!(servers(&out.stdout), servers(&host));
    env.cmd("rm -f -t 0").arg(id).run().ok();
}

#[test]
fn root_inside_is_the_user_outside() {
    let env = TestEnv::busybox();
    let dir = env.home().join("shared");
    std::fs::create_dir(&dir).expect("mkdir");
    env.sh(&format!("-v {}:/shared", dir.display()), "touch /shared/made").ok();
    let metadata = std::fs::metadata(dir.join("made")).expect("made");
    assert_eq!(std::os::unix::fs::MetadataExt::uid(&metadata), rustix::process::getuid().as_raw());
    env.sh("-v /etc:/host-etc", "echo x >>/host-etc/passwd").code(1);
    env.sh("-v /etc/shadow:/shadow", "cat /shadow").code(1);
}

#[test]
fn umask_and_limits_are_sane() {
    let env = TestEnv::busybox();
    let script = r#"umask 077; exec "$0" run --rm --network none busybox sh -c 'umask; ulimit -c'"#;
    let out = env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).run().ok();
    assert_eq!(out.lines().first(), Some(&"0022"), "{out}");
}
