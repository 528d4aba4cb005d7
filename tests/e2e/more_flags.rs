//! Flags and verbs that scripts use beside the usual ones: ports that are exposed, files with numbers, `top`, `unshare`, what
//! clean-up scripts call, and the fields of `inspect`.

use crate::harness::{TestEnv, eventually};
use serde_json::json;

#[test]
fn exposed_ports_are_published_together() {
    let env = TestEnv::busybox();
    env.cmd("create --name base --network none busybox").run().ok();
    env.run("commit -c 'EXPOSE 8080 9000-9001/udp' base web").ok();
    env.run("create --name c --expose 7000-7001 -p 8080:8080 web").ok();
    let inspect = env.run("inspect c").ok().json()[0].clone();
    let exposed = inspect["Config"]["ExposedPorts"].as_object().expect("ports").keys().cloned().collect::<Vec<_>>();
    assert_eq!(exposed, ["7000/tcp", "7001/tcp", "8080/tcp", "9000/udp", "9001/udp"]);
    assert_eq!(inspect["NetworkSettings"]["Ports"]["7000/tcp"], json!(null));
    assert_eq!(inspect["NetworkSettings"]["Ports"]["8080/tcp"][0]["HostPort"], "8080");
    env.run("run -d --name all -P --expose 7000 web sh -c 'nc -l -p 7000 -e echo hello; sleep 1000'").ok();
    let ports = env.run("port all").ok().stdout;
    for port in ["7000/tcp", "8080/tcp", "9000/udp", "9001/udp"] {
        assert!(ports.contains(&format!("{port} -> ")), "{port} in {ports}");
    }
    let host = env.run("port all 7000/tcp").ok().text().rsplit_once(':').expect("a port").1.to_owned();
    eventually(60, "the port is reachable", || {
        let answer =
            env.cmd_of("/bin/bash").words("-c").arg(format!("exec 3<>/dev/tcp/127.0.0.1/{host} && cat <&3")).run();
        answer.stdout.contains("hello").then_some(())
    });
    env.run("create --name none -P --expose 7000 --network none busybox").ok().stderr_has("discarded");
    env.run("port none").ok().prints("");
    env.run("run --rm --network-alias a busybox true").refused(&["--network-alias", "bridge"]);
    env.run("run --rm --ip6 fd00::1 busybox true").refused(&["--ip", "bridge"]);
    env.run("run --rm --expose 80:80 busybox true").code(125);
    env.run("run --rm --ip 10.0.0.1 busybox true").refused(&["--ip", "bridge"]);
    env.run("run --rm --mac-address 92:d0:c6:0a:29:33 busybox true").refused(&["--mac-address", "bridge"]);
}

#[test]
fn files_get_the_numbers_of_processes() {
    let env = TestEnv::busybox();
    let file = |name: &str| std::fs::read_to_string(env.home().join(name)).unwrap_or_default();
    env.run("run -d --name c --network none --cidfile id --pidfile pid --conmon-pidfile monitor busybox sleep 1000")
        .ok();
    let fields = "{{.Id}} {{.State.Pid}} {{.State.ConmonPid}}";
    let known = env.cmd("inspect --format").arg(fields).arg("c").run().ok().text();
    assert_eq!(known, format!("{} {} {}", file("id"), file("pid"), file("monitor")));
    let home = env.home().display().to_string();
    let fields = "{{.PidFile}} {{.ConmonPidFile}} {{.HostConfig.ContainerIDFile}}";
    let paths = env.cmd("inspect --format").arg(fields).arg("c").run().ok().text();
    assert_eq!(paths, format!("{home}/pid {home}/monitor {home}/id"));
    let before = file("pid");
    env.run("restart -t 0 c").ok();
    assert_ne!(file("pid"), before);
    env.run("exec --cidfile id true").ok();
}

#[test]
fn top_shows_the_processes() {
    let env = TestEnv::busybox();
    env.run("run -d --name c --network none -u alice busybox sh -c 'sleep 1000 & sleep 1001; true'").ok();
    let rows = |words: &str| -> Vec<Vec<String>> {
        let out = env.cmd("top c").words(words).run().ok().stdout;
        out.lines().map(|line| line.split_whitespace().map(str::to_owned).collect()).collect()
    };
    let started = |rows: &[Vec<String>]| rows.iter().filter(|row| row.iter().any(|word| word == "sleep")).count() == 2;
    eventually(60, "all have started", || started(&rows("comm")).then_some(()));
    let usual = rows("");
    assert_eq!(usual[0], ["USER", "PID", "PPID", "%CPU", "ELAPSED", "TTY", "TIME", "COMMAND"]);
    assert_eq!(usual[1][..3], ["alice", "1", "0"]);
    assert!(usual.iter().any(|row| row.ends_with(&["sleep".to_owned(), "1000".to_owned()])), "{usual:?}");
    let chosen = rows("pid,hpid huid seccomp capeff comm");
    assert_eq!(chosen[0][..4], ["PID", "HPID", "HUID", "SECCOMP"]);
    assert_eq!((chosen[1][0].as_str(), &chosen[1][3..]), ("1", &["filter".to_owned(), "none".into(), "sh".into()][..]));
    let first = env.run("inspect --format {{.State.Pid}} c").ok().text();
    assert_eq!(chosen[1][1], first);
    env.run("container top --latest args").ok().stdout_has("sleep 1001");
    // Anything else is for ps of the host, which sees the container only.
    let ps = env.run("top c -eo pid,args").ok().stdout;
    assert!(ps.contains("sleep 1000") && ps.lines().count() == 4, "{ps}");
    env.run("top c aux").ok().stdout_has("sleep 1000").stdout_lacks("/bin/ps");
    env.run("top c -Znonsense").code(125);
    env.run("stop -t 0 c").ok();
    env.run("top c").code(126).stderr_has("not running");
    env.run("top nosuch").refused(&["nosuch"]);
}

#[test]
fn unshare_sees_files_as_containers_do() {
    let env = TestEnv::busybox();
    env.run("run --rm --network none -v data:/d busybox sh -c 'touch /d/file; chown 33:34 /d/file'").ok();
    let file = env.store().join("volumes/data/_data/file");
    env.cmd("unshare stat -c %u:%g").arg(&file).run().ok().prints("33:34\n");
    env.cmd("unshare chown 0:0").arg(&file).run().ok();
    env.cmd_of("/bin/stat").words("-c %U").arg(&file).run().ok().prints("coracle-test\n");
    env.run("unshare id -u").ok().prints("0\n");
    env.run("unshare sh -c 'exit 7'").code(7);
    env.run("unshare sh -c 'kill -9 $$'").code(137);
    env.run("unshare sh -c 'mount -t tmpfs none /mnt && touch /mnt/here && ls /mnt'").ok().prints("here\n");
    env.run("unshare nosuchprogram").code(127).stderr_has("nosuchprogram");
    env.run("unshare /etc/passwd").code(126);
    let root = env.run("unshare sh -c 'echo $CONTAINERS_GRAPHROOT'").ok().text();
    assert_eq!(root, env.store().display().to_string());
    // Without a directory of the session, too: the engine's own is the same inside and outside.
    let inside = "unshare sh -c '\"$0\" run --rm --network none busybox id -u'";
    env.cmd(inside).arg(env.program()).env("XDG_RUNTIME_DIR", "").run().ok().prints("0\n");
    // Beside a container that runs it is the same namespace.
    env.run("run -d --name c --network none busybox sleep 1000").ok();
    env.run("unshare id -u").ok().prints("0\n");
}

#[test]
fn cleaning_up_what_is_not_there_is_no_error() {
    let env = TestEnv::busybox();
    for line in [
        "pod rm --all --force --ignore",
        "pod rm -a -f",
        "pod rm --force --ignore gone",
        "pod stop --all",
        "pod prune --force",
        "network prune --force",
        "network rm --force --ignore gone",
        "volume rm -a -f",
        "volume prune --force",
        "rm --all --force --ignore",
        "container prune --force",
        "ps --all --external --quiet",
        "pod ps --quiet",
        "network ls --quiet",
        "network ls --noheading",
        "pod ls --format {{.Id}}",
    ] {
        env.run(line).ok().prints("").silent();
    }
    env.run("ps --all --external").ok().stdout_has("CONTAINER ID");
    for words in ["network create web", "network connect --alias a web c", "network disconnect web c", "pod create web"]
    {
        env.run(words).refused(&["not supported", "--network container:NAME"]);
    }
    env.run("network ls").ok().stdout_has("NETWORK ID").silent();
    env.run("pod ps").ok().stdout_has("POD ID").silent();
    env.run("pod ps --format json").ok().prints("[]\n");
    env.run("pod rm gone").code(1).stderr_has("gone");
    env.run("pod exists gone").code(1).silent();
    env.run("network exists gone").code(1).silent();
}

#[test]
fn inspect_has_the_fields_that_scripts_ask_for() {
    let env = TestEnv::busybox();
    env.cmd("run -d --name c --network none -l k=v --annotation a=b -v data:/d --tmpfs /t --ulimit nofile=100:200")
        .words("busybox sh -c 'echo x >/file; sleep 1000'")
        .run()
        .ok();
    let fields = "Id Name Created Path Args Image ImageName ImageDigest State.Status State.Running State.Paused State.Pid \
        State.ConmonPid State.ExitCode State.Error State.OOMKilled State.StartedAt State.FinishedAt Config.Env Config.Cmd \
        Config.Entrypoint Config.Image Config.Labels Config.User Config.WorkingDir Config.Hostname Config.Tty Config.OpenStdin \
        Config.StopSignal Config.Annotations Config.CreateCommand HostConfig.Binds HostConfig.NetworkMode \
        HostConfig.RestartPolicy.Name HostConfig.PortBindings HostConfig.Privileged HostConfig.ReadonlyRootfs HostConfig.PidMode \
        HostConfig.IpcMode HostConfig.UsernsMode HostConfig.LogConfig.Type HostConfig.LogConfig.Path HostConfig.Ulimits \
        HostConfig.SecurityOpt HostConfig.Tmpfs HostConfig.AutoRemove HostConfig.Init HostConfig.PublishAllPorts \
        NetworkSettings.IPAddress NetworkSettings.Gateway NetworkSettings.MacAddress NetworkSettings.Ports \
        NetworkSettings.Networks GraphDriver.Name GraphDriver.Data Pod RestartCount BoundingCaps EffectiveCaps OCIRuntime \
        OCIConfigPath ConmonPidFile PidFile";
    for field in fields.split_whitespace() {
        env.cmd("inspect --format").arg(format!("{{{{.{field}}}}}")).arg("c").run().ok().silent();
    }
    let mount = "{{range .Mounts}}{{.Type}} {{.Name}} {{.Source}} {{.Destination}} {{.Driver}} {{.Mode}} {{.RW}} {{.Propagation}} {{.Options}}{{end}}";
    env.cmd("inspect --format").arg(mount).arg("c").run().ok().stdout_has("volume data").stdout_has("/d local");
    let caps = env.run("inspect --format '{{len .BoundingCaps}} {{len .EffectiveCaps}}' c").ok().text();
    let inside = env.run("exec c grep -E 'Cap(Bnd|Eff)' /proc/self/status").ok().stdout;
    let count = |line: &str| {
        let bits = line.split_whitespace().last().expect("bits");
        u64::from_str_radix(bits, 16).expect("hexadecimal").count_ones()
    };
    let counts: Vec<u32> = inside.lines().map(count).collect();
    assert!(counts.iter().all(|count| *count > 5) && caps == format!("{} {}", counts[1], counts[0]), "{caps} {inside}");
    let path = env.run("inspect --format {{.OCIConfigPath}} c").ok().text();
    assert!(std::path::Path::new(&path).exists(), "{path}");
    // Sizes cost a walk, and are there when they are asked for.
    env.run("inspect --format {{.SizeRw}} c").code(125);
    eventually(60, "it has written", || (env.run("exec c ls /file").exit() == 0).then_some(()));
    let sizes = env.run("inspect --size --latest --format '{{.SizeRw}} {{.SizeRootFs}}'").ok().text();
    let sizes: Vec<u64> = sizes.split(' ').map(|size| size.parse().expect("a number")).collect();
    assert!(sizes[0] >= 2 && sizes[1] > sizes[0], "{sizes:?}");
    env.run("inspect --format {{.State.Stauts}} c").code(125).stderr_has("Status").stderr_has("Stauts");
}
