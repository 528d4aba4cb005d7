//! containers.conf: what the command line leaves out.

use crate::harness::TestEnv;

/// A world whose user has this file.
fn configured(text: &str) -> TestEnv {
    let env = TestEnv::busybox();
    std::fs::write(env.config_dir().join("containers.conf"), text).expect("the user's file");
    env
}

#[test]
fn what_a_container_is_given() {
    let env = configured(
        "[containers]\n\
         env = ['COLOUR=red', 'SIZE=big']\n\
         umask = '0027'\n\
         tz = 'UTC'\n\
         shm_size = '1m'\n\
         read_only = true\n\
         volumes = ['/usr:/host/usr:ro', '/etc:/host/etc:ro']\n\
         default_sysctls = ['kernel.msgmax=4096', 'kernel.msgmnb=8192', 'net.ipv4.ip_forward=1']\n\
         default_ulimits = ['nofile=100:200', 'core=0:0']\n\
         annotations = ['a.b=c']\n\
         dns_searches = ['example.org']\n\
         pidns = 'host'\n",
    );
    env.sh("", "echo $COLOUR $SIZE; umask; date +%Z").ok().prints("red big\n0027\nUTC\n");
    env.sh("-e SIZE=small --umask 0077 --tz Etc/GMT+1", "echo $COLOUR $SIZE; umask; date +%Z")
        .ok()
        .prints("red small\n0077\n-01\n");
    env.sh("", "df -k /dev/shm | tail -n 1 | awk '{print $2}'").ok().prints("1024\n");
    env.sh("", "touch /x").code(1).stderr_has("Read-only");
    env.sh("--read-only=false", "touch /x").ok();
    env.sh("", "test -d /host/usr/bin && test -e /host/etc/passwd").ok();
    env.sh("-v /var:/host/usr:ro", "test -d /host/usr/lib && test ! -e /host/usr/bin").ok();
    env.sh("--sysctl kernel.msgmax=2048", "cat /proc/sys/kernel/msgmax /proc/sys/kernel/msgmnb")
        .ok()
        .prints("2048\n8192\n");
    env.sh("--ulimit nofile=50:60", "ulimit -Hn; ulimit -Hc").ok().prints("60\n0\n");
    env.run("run --rm --network host busybox grep search /etc/resolv.conf").ok().prints("search example.org\n");
    env.run("run --rm --network host --dns-search other.org busybox grep search /etc/resolv.conf")
        .ok()
        .prints("search other.org\n");
    // What is configured for a network of the container's own is no matter of the host's.
    env.run("run --rm --network host --ipc host busybox true").ok();
    env.run("create --name box busybox").ok();
    env.run("inspect box --format {{.HostConfig.PidMode}}").ok().prints("host\n");
    env.run("create --name own --pid private busybox").ok();
    env.run("inspect own --format {{.HostConfig.PidMode}}").ok().prints("private\n");
}

#[test]
fn capabilities() {
    let env = configured("[containers]\ndefault_capabilities = ['CHOWN', 'SYS_PTRACE']\n");
    let bounding = |flags: &str| {
        let text = env.sh(flags, "grep CapBnd /proc/self/status").ok().text();
        u64::from_str_radix(text.split_whitespace().last().expect("a set"), 16).expect("a number")
    };
    let (chown, kill, ptrace) = (1, 1 << 5, 1 << 19);
    assert_eq!(bounding(""), chown | ptrace);
    assert_eq!(bounding("--cap-add kill"), chown | kill | ptrace);
    assert_eq!(bounding("--cap-drop sys_ptrace"), chown);
    assert_eq!(bounding("--cap-drop all"), 0);
}

#[test]
fn the_engine() {
    let env = configured("[engine]\nstop_timeout = 3\npull_policy = 'never'\ndetach_keys = 'ctrl-x'\n");
    env.run("create --name box busybox").ok();
    env.run("create --name own --stop-timeout 4 busybox").ok();
    env.run("inspect box own --format {{.Config.StopTimeout}}").ok().prints("3\n4\n");
    env.run("run --rm localhost/nothing true").refused(&["localhost/nothing", "image not known"]);
}

#[test]
fn logs_and_limits() {
    let env =
        configured("[containers]\nlog_size_max = 8192\nlog_tag = 'tag'\npids_limit = 77\ncgroups = 'no-conmon'\n");
    let shown = |flags: &str, template: &str| {
        env.run("rm -f -i box").ok();
        env.cmd("create --name box").words(flags).arg("busybox").run().ok();
        env.cmd("inspect box --format").arg(template).run().ok().text()
    };
    let log = "{{.HostConfig.LogConfig.Type}} {{.HostConfig.LogConfig.Size}} {{.HostConfig.LogConfig.Tag}}";
    assert_eq!(shown("", log), "k8s-file 8.192kB");
    assert_eq!(shown("--log-opt max-size=1m", log), "k8s-file 1MB");
    assert_eq!(shown("--log-driver journald", log), "journald 0B tag");
    assert_eq!(shown("--log-driver journald --log-opt tag=own", log), "journald 0B own");
    assert_eq!(shown("--log-driver none", log), "none 0B");
    let limits = "{{.HostConfig.PidsLimit}} {{.HostConfig.Cgroups}}";
    assert_eq!(shown("", limits), "77 no-conmon");
    assert_eq!(shown("--pids-limit 5 --cgroups enabled", limits), "5 default");
    assert!(shown("--cgroups disabled", limits).ends_with(" disabled"));
    let env = configured("[containers]\nlog_driver = 'none'\n");
    env.run("run --name box --network none busybox echo x").ok();
    env.run("logs box").refused(&["cannot read logs"]);
    env.run("run --name own --network none --log-driver k8s-file busybox echo x").ok();
    env.run("logs own").ok().prints("x\n");
}

#[test]
fn what_cannot_be_understood() {
    for (text, words) in [
        ("[containers]\ninit = 'maybe'\n", ["containers.conf:2", "boolean"]),
        ("[containers]\nvolumes = ['/nothing']\nshm_size = 'large'\n", ["containers.conf", "shm_size"]),
        ("[containers]\nlog_driver = 'syslog'\n", ["containers.conf", "log_driver"]),
        ("[engine]\ndetach_keys = 'ctrl-'\n", ["containers.conf", "detach_keys"]),
    ] {
        let env = configured(text);
        env.run("run --rm --network none busybox true").refused(&words);
        env.run("ps -a -q").ok().prints("");
    }
}
