//! Flags of `run` that set what a container's process, namespaces and files are like: each makes a difference inside.

use crate::harness::TestEnv;

#[test]
fn the_command_and_what_it_inherits() {
    let env = TestEnv::busybox();
    env.sh("--umask 0077", "umask; touch /x; stat -c %a /x").ok().prints("0077\n600\n");
    env.sh("", "umask").ok().prints("0022\n");
    env.sh("--umask 99", "true").code(125);
    let mine = std::fs::read_to_string("/proc/self/oom_score_adj").expect("a score");
    let higher = (mine.trim().parse::<i32>().expect("a number") + 100).min(1000);
    env.sh(&format!("--oom-score-adj {higher}"), "cat /proc/self/oom_score_adj").ok().prints(&format!("{higher}\n"));
    if !env.is_podman() {
        env.sh("--oom-score-adj 1001", "true").code(125);
    }
    let limits = env.cmd_of("sh").arg("-c").arg("ulimit -Hn; ulimit -Sn").run().ok().text();
    assert_eq!(env.sh("--ulimit host", "ulimit -Hn; ulimit -Sn").ok().text(), limits);
    env.sh("--ulimit nofile=100:200", "ulimit -Hn; ulimit -Sn").ok().prints("200\n100\n");
}

#[test]
fn umask_holds_for_exec_too() {
    let env = TestEnv::busybox();
    env.run("run -d --network none --name box --umask 027 busybox sleep 60").ok();
    if !env.is_podman() {
        env.run("exec box sh -c umask").ok().prints("0027\n");
    }
    env.run("rm -f -t 0 box").ok();
}

#[test]
fn kernel_parameters() {
    let env = TestEnv::busybox();
    env.sh(
        "--sysctl net.ipv4.ip_forward=1 --sysctl kernel.msgmax=4096",
        "cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/msgmax",
    )
    .ok()
    .prints("1\n4096\n");
    env.sh("--sysctl kernel.panic=1", "true").code(125).stderr_has("kernel.panic");
    env.run("run --rm --network host --sysctl net.ipv4.ip_forward=1 busybox true").code(125).stderr_has("ip_forward");
    if env.is_podman() {
        return;
    }
    env.sh("--ipc host --sysctl kernel.msgmax=4096", "true").code(125).stderr_has("msgmax");
}

#[test]
fn devices_of_the_host() {
    let env = TestEnv::busybox();
    env.sh("", "test -e /dev/fuse").code(1);
    env.sh("--device /dev/fuse", "stat -c %F /dev/fuse").ok().prints("character special file\n");
    env.sh("--device /dev/zero:/dev/nothing:r", "head -c 3 /dev/nothing | wc -c").ok().prints("3\n");
    env.sh("--device /dev/nonsense", "true").code(125).stderr_has("/dev/nonsense");
    env.run("create --name box --device /dev/fuse:/dev/x:rw busybox").ok();
    let device = "{{(index .HostConfig.Devices 0).PathInContainer}}";
    if !env.is_podman() {
        env.sh("--device-cgroup-rule 'c 1:3 rwm'", "true").refused(&["device cgroup rules"]);
        env.cmd("inspect box --format").arg(device).run().ok().prints("/dev/x\n");
    }
}

#[test]
fn time_zones() {
    let env = TestEnv::busybox();
    let zone = "Asia/Kolkata";
    let file = format!("/usr/share/zoneinfo/{zone}");
    env.sh(&format!("--tz {zone} -v {file}:/zone:ro"), "cmp /etc/localtime /zone && echo same").ok().prints("same\n");
    env.sh("--tz local -v /etc/localtime:/zone:ro", "cmp /etc/localtime /zone && echo same").ok().prints("same\n");
    env.sh("--tz Nowhere/Atall", "true").code(125).stderr_has("Nowhere/Atall");
}

#[test]
fn files_of_etc() {
    let env = TestEnv::busybox();
    env.sh("--dns 192.0.2.1", "true").code(125).stderr_has("dns");
    env.run("run --rm --dns 192.0.2.1 --dns-search example.org --dns-option ndots:3 busybox cat /etc/resolv.conf")
        .ok()
        .stdout_has("nameserver 192.0.2.1")
        .stdout_has("search example.org")
        .stdout_has("ndots:3");
    env.sh("--no-hosts", "grep -c /etc/hosts /proc/mounts").code(1);
    env.sh("", "grep -c ' /etc/hosts ' /proc/mounts").ok().prints("1\n");
    env.sh("--no-hosts --add-host a:192.0.2.1", "true").code(125);
    env.sh("--dns none", "grep -c ' /etc/resolv.conf ' /proc/mounts").code(1);
    if !env.is_podman() {
        env.sh("--no-hostname", "grep -c ' /etc/hostname ' /proc/mounts").code(1);
        env.sh("--dns none --dns 192.0.2.1", "true").code(125);
    }
}

/// Imports busybox with variables of its own.
fn with_variables(env: &TestEnv) {
    let archive = crate::harness::cache::images().join("rootfs/busybox.tar");
    env.cmd("import -c 'ENV GREETING=hello' -c 'ENV OTHER=thing'").arg(archive).arg("greets").run().ok();
}

#[test]
fn variables() {
    let env = TestEnv::new();
    with_variables(&env);
    let run = |flags: &str, script: &str| {
        env.cmd("run --rm --network none")
            .words(flags)
            .words("greets /bin/sh -c")
            .arg(script)
            .env("ON_HOST", "yes")
            .env("http_proxy", "p")
            .run()
    };
    run("", "echo $GREETING $ON_HOST $http_proxy").ok().prints("hello p\n");
    run("--env-host", "echo $GREETING $ON_HOST").ok().prints("hello yes\n");
    run("--http-proxy=false", "echo $GREETING $http_proxy").ok().prints("hello\n");
    run("--unsetenv GREETING", "echo $GREETING $OTHER").ok().prints("thing\n");
    run("--unsetenv-all -e MINE=1", "echo $GREETING $OTHER $MINE").ok().prints("1\n");
    run("--env-merge 'GREETING=${GREETING}-world'", "echo $GREETING").ok().prints("hello-world\n");
}

#[test]
fn labels_and_annotations() {
    let env = TestEnv::busybox();
    env.file("labels", "# a comment\nfrom=file\nboth=file\n\nbare\n");
    env.run("create --name box --label-file labels --label both=flag --annotation a.b=c busybox").ok();
    let container = &env.run("inspect box").ok().json()[0]["Config"];
    let labels = &container["Labels"];
    assert_eq!((&labels["from"], &labels["both"]), (&"file".into(), &"flag".into()));
    if !env.is_podman() {
        assert_eq!(labels["bare"], "");
    }
    assert_eq!(container["Annotations"]["a.b"], "c");
    env.run("create --label-file nothing busybox").code(125).stderr_has("nothing");
}

#[test]
fn paths_to_hide_and_to_show() {
    let env = TestEnv::busybox();
    env.sh("--security-opt mask=/etc/passwd:/bin", "test -s /etc/passwd || echo hidden").code(127);
    env.sh("--security-opt mask=/etc/passwd:/var", "wc -c </etc/passwd; ls /var | wc -l").ok().prints("0\n0\n");
    env.sh("", "grep -c ' /proc/sys ' /proc/mounts").ok().prints("1\n");
    env.sh("--security-opt unmask=/proc/sys", "grep -c ' /proc/sys ' /proc/mounts").code(1);
    env.sh("--security-opt unmask=ALL", "grep -c ' /proc/[a-z]' /proc/mounts").code(1);
    env.sh("--security-opt proc-opts=hidepid=2", "grep ' /proc ' /proc/mounts").ok().stdout_has("hidepid=");
    if !env.is_podman() {
        env.sh("--security-opt mask=relative", "true").misused(&["relative"]);
    }
}

#[test]
fn fit_for_systemd() {
    let env = TestEnv::busybox();
    let script = "grep -cE '^tmpfs /(run|run/lock|tmp|var/log/journal) ' /proc/mounts";
    env.sh("--systemd=always", script).ok().prints("4\n");
    env.sh("", script).code(1);
    env.sh("--systemd=false", script).code(1);
    env.run("create --name box --systemd=always busybox").ok();
    env.run("create --name other busybox").ok();
    let signal = "{{.Config.StopSignal}}";
    env.cmd("inspect --format").arg(signal).arg("box").run().ok().prints("37\n");
    env.cmd("inspect --format").arg(signal).arg("other").run().ok().prints("15\n");
}

#[test]
fn images_for_other_platforms() {
    let env = TestEnv::busybox();
    let foreign = if cfg!(target_arch = "x86_64") { "arm64" } else { "amd64" };
    let own = if cfg!(target_arch = "x86_64") { "amd64" } else { "arm64" };
    env.run(&format!("run --rm --network none --pull never --arch {own} --os linux busybox true")).ok();
    if !env.is_podman() {
        env.run(&format!("run --rm --network none --pull never --arch {foreign} busybox true")).code(125);
    }
    env.run("run --rm --arch amd64 --platform linux/amd64 busybox true").code(125);
}

#[test]
fn what_other_engines_let_pass() {
    let env = TestEnv::busybox();
    let out = env.run("run --rm --network host -p 8080:80 busybox echo on").ok();
    assert!(out.stderr.contains("Port mappings have been discarded because \"host\""), "{}", out.stderr);
    out.prints("on\n");
    env.run("create --name /slashed --network none -p 80 --ulimit core=-1 busybox").ok();
    let format = "{{.Name}} {{.ID}} {{range .HostConfig.Ulimits}}{{.Name}} {{.Soft}} {{.Hard}}{{end}}";
    let shown = env.cmd("inspect slashed --format").arg(format).run().ok().text();
    assert!(shown.starts_with("slashed ") && shown.ends_with(" RLIMIT_CORE -1 -1"), "{shown}");
    let id = env.run("inspect slashed --format {{.Id}}").ok().text();
    assert!(shown.contains(&id), "{shown}");
    // The same mount twice is one mount.
    env.sh("-v v:/v -v v:/v", "true").ok();
    env.sh("-v v:/v -v other:/v", "true").refused(&["/v", "duplicate"]);
    // Nothing of the container's is shown, so its id is.
    let id = env.run("run --name quiet --network none -a stdin busybox echo unseen").ok().text();
    assert_eq!(env.run("inspect quiet --format {{.Id}}").ok().text(), id);
}

#[test]
fn virtual_consoles_stay_the_hosts() {
    let env = TestEnv::busybox();
    env.sh("--privileged", "ls /dev | grep -c '^tty[0-9]'").prints("0\n");
}

#[test]
fn descriptors_of_the_caller() {
    let env = TestEnv::busybox();
    let script = |text: &str| env.cmd_of("/bin/sh").words("-c").arg(text).arg(env.program()).run();
    let run = r#""$0" run --rm --network none"#;
    script(&format!(
        r#"echo three >f3; exec 3<f3 4>f4
        {run} --preserve-fds 2 busybox sh -c 'cat <&3; echo four >&4' && cat f4"#
    ))
    .ok()
    .prints("three\nfour\n");
    // Nothing of the caller's is handed down unasked.
    script(&format!("exec 7</etc/passwd; {run} busybox sh -c '[ ! -e /proc/$$/fd/7 ]'")).ok();
    if env.is_podman() {
        return;
    }
    // A container that runs on keeps them, also when it is started again; with an init too.
    script(
        r#"exec 6>out; "$0" run -d --init --network none --name again --restart on-failure:1 --preserve-fd 6 busybox \
            sh -c 'for n in 3 4 5 7; do [ ! -e /proc/$$/fd/$n ] || echo $n >&6; done; echo life >&6; exit 1'
        until [ "$(wc -l <out)" -ge 2 ]; do sleep 0.1; done; cat out; "$0" rm -f -t 0 again"#,
    )
    .ok()
    .stdout_has("\nlife\nlife\nagain\n");
    // What the service manager has opened keeps its numbers beside them.
    script(&format!(
        r#"exec 3</etc/passwd 4<f3
        exec env LISTEN_FDS=1 LISTEN_PID=$$ {run} --preserve-fd 4 busybox sh -c 'head -n 1 <&3 | cut -c 1-5; cat <&4'"#
    ))
    .ok()
    .prints("root:\nthree\n");
    env.sh("--preserve-fds 40", "true").refused(&["file descriptor"]);
    env.run("create --preserve-fds 1 busybox").refused(&["create does not start"]);
    env.run("ps -aq").ok().prints("");
}

#[test]
fn a_container_in_a_container() {
    let env = TestEnv::debian();
    let inside = |flags: &str| {
        let program = format!("{}:/usr/bin/coracle:ro", env.program().display());
        let outer = env.cmd("run --rm --network none --device /dev/fuse -v").arg(program).words(flags);
        outer.words("debian:12 coracle run --rm --network none --rootfs / echo inside").run()
    };
    if !env.is_podman() {
        inside("").refused(&["sethostname", "--security-opt seccomp=unconfined", "--security-opt unmask=ALL"]);
        inside("--security-opt seccomp=unconfined --security-opt unmask=ALL").ok().prints("inside\n");
    }
}
