//! Detached containers: `-d`, `ps`, `logs`, `wait`, `stop`, `rm`, `inspect`; many at once.

use crate::harness::{TestEnv, eventually};
use std::time::{Duration, Instant};

#[test]
fn detached_container_outlives_its_command() {
    let env = TestEnv::busybox();
    let out = env.run("run -d --name web --network none busybox sleep 1000").ok().silent();
    assert_eq!(out.stdout.len(), 65, "{out}");
    assert!(env.status("web").starts_with("Up "), "{}", env.status("web"));
    env.run("stop -t 0 web").ok().prints("web\n");
    assert!(env.status("web").starts_with("Exited (137)"), "{}", env.status("web"));
    env.run("rm web").ok().prints("web\n");
    env.run("ps -aq").ok().prints("");
}

#[test]
fn detached_container_holds_nothing_of_its_caller() {
    let env = TestEnv::busybox();
    let script = r#"exec 9>lock; flock 9; "$0" run -d --network none busybox sleep 1000"#;
    env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).run().ok();
    env.cmd_of("/usr/bin/flock").words("-n lock true").run().ok();
}

#[test]
fn table_has_the_customary_columns() {
    let env = TestEnv::busybox();
    let id = env.run("run -d --name web --network none busybox sleep 1000").ok().text();
    let out = env.run("ps").ok();
    let lines = out.lines();
    let words: Vec<&str> = lines[0].split("  ").map(str::trim).filter(|word| !word.is_empty()).collect();
    assert_eq!(words, ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"]);
    for text in [&id[..12], "docker.io/library/busybox:latest", "sleep 1000", "ago", "Up ", "web"] {
        assert!(lines[1].contains(text), "{text}: {out}");
    }
    env.run("ps -q").ok().prints(&format!("{}\n", &id[..12]));
    env.run("ps -q --no-trunc").ok().prints(&format!("{id}\n"));
    env.run("ps --format {{.Names}}").ok().prints("web\n");
    assert_eq!(env.run("ps --format json").ok().json()[0]["Id"].as_str(), Some(id.as_str()));
}

#[test]
fn ps_shows_the_ended_only_when_asked() {
    let env = TestEnv::busybox();
    env.run("run --name done --network none busybox sh -c 'exit 3'").code(3);
    assert_eq!(env.run("ps").ok().lines().len(), 1);
    assert!(env.status("done").starts_with("Exited (3) "), "{}", env.status("done"));
    env.run("ps -a --filter status=exited --format {{.Names}}").ok().prints("done\n");
    env.run("ps -a --filter status=running --format {{.Names}}").ok().prints("");
    env.run("ps -a --filter nonsense=1").refused(&["nonsense"]);
}

#[test]
fn logs_keep_streams_apart_and_in_order() {
    let env = TestEnv::busybox();
    let script = "for n in 1 2 3; do echo out $n; done; echo err >&2; printf partial";
    env.cmd("run -d --name l --network none busybox sh -c").arg(script).run().ok();
    eventually(10, "it ends", || env.status("l").starts_with("Exited (0)").then_some(()));
    let out = env.run("logs l").ok();
    assert_eq!(out.stdout, "out 1\nout 2\nout 3\npartial");
    assert_eq!(out.stderr, "err\n");
    let times = env.run("logs -t l").ok();
    assert!(times.lines()[0].starts_with("20") && times.lines()[0].ends_with(" out 1"), "{times}");
    env.run("logs --tail 1 l").ok().stdout_lacks("out 3");
    env.run("logs nosuch").refused(&["nosuch"]);
}

#[test]
fn logs_follow_until_the_end() {
    let env = TestEnv::busybox();
    let script = "for n in 1 2 3 4; do echo line $n; sleep 0.3; done";
    env.cmd("run -d --name l --network none busybox sh -c").arg(script).run().ok();
    let mut follow = env.spawn("logs -f l");
    follow.wait_for("line 2\n");
    follow.wait().ok().prints("line 1\nline 2\nline 3\nline 4\n");
}

#[test]
fn logs_are_kept_of_attached_containers_too() {
    let env = TestEnv::busybox();
    env.run("run --name a --network none busybox echo both").ok().prints("both\n");
    env.run("logs a").ok().prints("both\n");
}

#[test]
fn log_lines_of_any_length_and_content() {
    let env = TestEnv::busybox();
    let script = r"head -c 200000 /dev/zero | tr '\0' x; echo; printf 'a\0b\r\n\377\n'";
    let direct = env.cmd("run --name big --network none busybox sh -c").arg(script).run().ok();
    let logged = env.run("logs big").ok();
    assert!(direct.stdout == logged.stdout, "{} and {} bytes", direct.stdout.len(), logged.stdout.len());
}

#[test]
fn stop_asks_first() {
    let env = TestEnv::busybox();
    let script = "trap 'echo bye; exit 5' TERM; echo ready; while :; do sleep 0.1; done";
    env.cmd("run -d --name polite --network none busybox sh -c").arg(script).run().ok();
    eventually(10, "the payload is ready", || env.run("logs polite").stdout.contains("ready").then_some(()));
    let begin = Instant::now();
    env.run("stop polite").ok().prints("polite\n");
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
    env.run("logs polite").ok().stdout_has("bye");
    assert!(env.status("polite").starts_with("Exited (5)"), "{}", env.status("polite"));
    env.run("stop polite").ok();
}

#[test]
fn stop_kills_after_the_time_given() {
    let env = TestEnv::busybox();
    env.run("run -d --name deaf --network none busybox sleep 1000").ok();
    let begin = Instant::now();
    env.run("stop -t 1 deaf").ok();
    let elapsed = begin.elapsed();
    assert!(elapsed >= Duration::from_millis(900) && elapsed < Duration::from_secs(6), "{elapsed:?}");
    assert!(env.status("deaf").starts_with("Exited (137)"), "{}", env.status("deaf"));
}

#[test]
fn stop_uses_the_signal_of_the_image() {
    let env = TestEnv::new();
    let rootfs = crate::harness::cache::images().join("rootfs/busybox.tar");
    env.cmd("import -c 'STOPSIGNAL SIGUSR1'").arg(rootfs).arg("usr1").run().ok();
    let script = "trap 'exit 4' USR1; echo ready; while :; do sleep 0.1; done";
    env.cmd("run -d --name s --network none usr1 sh -c").arg(script).run().ok();
    eventually(10, "the payload is ready", || env.run("logs s").stdout.contains("ready").then_some(()));
    env.run("stop s").ok().silent();
    assert!(env.status("s").starts_with("Exited (4)"), "{}", env.status("s"));
}

#[test]
fn a_container_that_is_being_stopped_says_so() {
    let env = TestEnv::busybox();
    let script = "trap : TERM; echo ready; while :; do sleep 0.05; done";
    env.cmd("run -d --name s --network none busybox sh -c").arg(script).run().ok();
    eventually(10, "the payload is ready", || env.run("logs s").stdout.contains("ready").then_some(()));
    env.run("inspect --format {{.State.StoppedByUser}} s").ok().prints("false\n");
    let stop = env.spawn("stop -t 2 s");
    env.run("wait --condition stopping s").ok();
    env.run("ps --filter status=stopping --format {{.Names}}").ok().prints("s\n");
    env.run("exec s true").ok();
    stop.wait().ok().stderr_has("StopSignal SIGTERM failed to stop container s in 2 seconds, resorting to SIGKILL");
    env.run("inspect --format '{{.State.Status}} {{.State.StoppedByUser}}' s").ok().prints("exited true\n");
    env.run("start s").ok();
    env.run("inspect --format '{{.State.Status}} {{.State.StoppedByUser}}' s").ok().prints("running false\n");
    // Docker's way to write a name.
    env.run("rm -f -t 0 /s").ok().prints("/s\n");
}

#[test]
fn a_time_limit_ends_it() {
    let env = TestEnv::busybox();
    env.run("run --name t --timeout 1 --network none busybox sleep 1000").code(255).prints("");
    assert!(env.status("t").starts_with("Exited (255)"), "{}", env.status("t"));
    env.run("inspect --format {{.Config.Timeout}} t").ok().prints("1\n");
    env.run("run --rm --timeout 1000 --network none busybox echo quick").ok().prints("quick\n");
    env.run("run --timeout soon busybox true").misused(&["timeout"]);
}

#[test]
fn a_late_waiter_hears_of_a_removed_container() {
    let env = TestEnv::busybox();
    let id = env.run("run -d --rm --name gone --network none busybox sh -c 'exit 6'").ok().text();
    eventually(20, "it is removed", || env.status("gone").is_empty().then_some(()));
    env.run("wait gone").ok().prints("6\n");
    env.cmd("wait").arg(&id[..12]).run().ok().prints("6\n");
    env.run("wait nosuch").refused(&["nosuch"]);
    env.run("run --rm --name gone --network none busybox sh -c 'exit 7'").code(7);
    env.run("wait gone").ok().prints("7\n");
    env.cmd("wait").arg(&id).run().ok().prints("6\n");
}

#[test]
fn removal_needs_no_client() {
    let env = TestEnv::busybox();
    let mut client = env.cmd("run --rm --name r -v /volume --network none busybox sh -c 'echo up; sleep 1'").spawn();
    client.wait_for("up");
    client.signal("KILL");
    eventually(20, "it is removed", || env.status("r").is_empty().then_some(()));
    env.run("volume ls -q").ok().prints("");
    env.run("wait r").ok().prints("0\n");
}

#[test]
fn the_image_goes_with_its_last_container() {
    let env = TestEnv::busybox();
    let images = || env.run("images -q").ok().lines().len();
    env.run("create --name other --network none busybox true").ok();
    env.run("run --rmi --network none busybox true").ok();
    assert_eq!(images(), 1);
    env.run("rm other").ok();
    env.run("run -d --rmi --network none busybox sleep 1").ok();
    eventually(20, "the image is removed", || (images() == 0).then_some(()));
    env.run("ps -aq").ok().prints("");
}

#[test]
fn rm_of_running_and_missing() {
    let env = TestEnv::busybox();
    env.run("run -d --name r --network none busybox sleep 1000").ok();
    env.run("rm r").code(2).one_error(&["r", "running"]);
    env.run("rm nosuch").code(1).one_error(&["nosuch"]);
    env.run("rm -f nosuch").ok().prints("");
    env.run("rm -f -t 0 r").ok().prints("r\n");
    env.run("stop nosuch").refused(&["nosuch"]);
}

#[test]
fn start_runs_it_again_with_its_files() {
    let env = TestEnv::busybox();
    env.run("run --name again --network none busybox sh -c 'echo x >>/tmp/count; wc -l </tmp/count'")
        .ok()
        .prints("1\n");
    env.run("start again").ok().prints("again\n");
    eventually(10, "it ends", || env.status("again").starts_with("Exited (0)").then_some(()));
    env.run("logs again").ok().stdout_has("2\n");
    env.run("start nosuch").refused(&["nosuch"]);
}

#[test]
fn removal_when_a_detached_container_ends() {
    let env = TestEnv::busybox();
    env.run("run -d --rm --name brief --network none busybox sleep 0.2").ok();
    eventually(10, "it is gone", || env.run("ps -aq").ok().stdout.is_empty().then_some(()));
    env.run("run -d --rm --name long --network none busybox sleep 1000").ok();
    env.run("stop -t 0 long").ok();
    eventually(10, "it is gone", || env.run("ps -aq").ok().stdout.is_empty().then_some(()));
}

#[test]
fn containers_are_known_by_prefix_and_name() {
    let env = TestEnv::busybox();
    let id = env.run("run -d --name web --network none busybox true").ok().text();
    for name in ["web", &id, &id[..12], &id[..3]] {
        assert_eq!(env.cmd("inspect --format {{.Id}}").arg(name).run().ok().text(), id, "{name}");
    }
    env.run("wait web").ok();
    env.cmd("rm").arg(&id[..12]).run().ok().prints(&format!("{}\n", &id[..12]));
}

#[test]
fn inspect_tells_the_state() {
    let env = TestEnv::busybox();
    env.run("run -d --name i --network none -e A=1 -w /tmp busybox sleep 1000").ok();
    let running = env.run("inspect i").ok().json()[0].clone();
    assert_eq!(running["State"]["Status"], "running");
    assert_eq!(running["State"]["Running"], true);
    assert_eq!(running["Name"], "i");
    assert_eq!(running["Config"]["WorkingDir"], "/tmp");
    assert_eq!(running["Config"]["Cmd"], serde_json::json!(["sleep", "1000"]));
    let pid = running["State"]["Pid"].as_u64().expect("a pid");
    let line = std::fs::read_to_string(format!("/proc/{pid}/cmdline")).expect("the payload runs");
    assert!(line.starts_with("sleep"), "{line:?}");
    env.run("stop -t 0 i").ok();
    let ended = env.run("inspect i").ok().json()[0].clone();
    assert_eq!((&ended["State"]["Status"], &ended["State"]["ExitCode"]), (&"exited".into(), &137.into()));
    assert_eq!(ended["State"]["Pid"], 0);
}

#[test]
fn names_are_made_up() {
    let env = TestEnv::busybox();
    env.run("run -d --network none busybox true").ok();
    let name = env.run("ps -a --format {{.Names}}").ok().text();
    assert!(name.split('_').count() == 2 && name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{name}");
}

#[test]
fn fifty_at_once() {
    let env = TestEnv::busybox();
    let begin = Instant::now();
    let all: Vec<_> = (0..50)
        .map(|n| env.cmd(&format!("run --rm --network none busybox sh -c 'echo {n}; exit {n}'")).deadline(120).spawn())
        .collect();
    for (n, running) in all.into_iter().enumerate() {
        running.wait().code(i32::try_from(n).expect("small")).prints(&format!("{n}\n"));
    }
    assert!(begin.elapsed() < Duration::from_secs(100), "{:?}", begin.elapsed());
    env.run("ps -aq").ok().prints("");
}

#[test]
fn fifty_detached_at_once_stay_up_together() {
    let env = TestEnv::busybox();
    let all: Vec<_> = (0..50)
        .map(|n| env.cmd(&format!("run -d --name c{n} --network none busybox sleep 1000")).deadline(120).spawn())
        .collect();
    for running in all {
        running.wait().ok();
    }
    assert_eq!(env.run("ps -q").ok().lines().len(), 50);
    let names: Vec<String> = (0..50).map(|n| format!("c{n}")).collect();
    env.cmd("rm -f -t 0").words(&names.join(" ")).deadline(120).run().ok();
    env.run("ps -aq").ok().prints("");
}

#[test]
fn nothing_stays_behind_when_the_last_container_ends() {
    let env = TestEnv::busybox();
    env.sh("", "true").ok();
    env.run("run --rm busybox true").ok();
    if !env.is_podman() {
        eventually(5, "no process of ours is left", || env.processes().is_empty().then_some(()));
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").expect("proc");
        assert!(!mounts.contains("coracle"), "{mounts}");
    }
}

#[test]
fn info_and_version() {
    let env = TestEnv::busybox();
    env.run("version").ok().stdout_has("ersion");
    env.run("--version").ok().stdout_has("ersion");
    env.run("info").ok();
    env.run("info --format json").ok().json();
    env.run("info --format {{.Host.Security.Rootless}}").ok().prints("true\n");
    // What scripts ask Podman for, with what is true here.
    let version = env.run("version --format {{.Client.Version}}").ok().text();
    let fields = "{{.Host.BuildahVersion}} {{.Host.Conmon.Path}} {{.Host.DatabaseBackend}} {{.Store.TransientStore}}";
    let program = env.program().canonicalize().expect("a program");
    env.cmd("info --format").arg(fields).run().ok().prints(&format!("{version} {} files false\n", program.display()));
    let volumes = env.run("info --format {{.Store.VolumePath}}").ok().text();
    env.run("volume create data").ok();
    env.run("volume inspect --format {{.Mountpoint}} data").ok().prints(&format!("{volumes}/data/_data\n"));
    let facts = env.run("info --format json").ok().json();
    assert!(facts["host"]["security"]["capabilities"].as_str().is_some_and(|list| list.contains("CAP_CHOWN,")));
    for (name, field) in [("pasta", "pasta"), ("slirp4netns", "slirp4netns")] {
        let path = facts["host"][field]["executable"].as_str().expect("a path");
        assert!(path.is_empty() || path.ends_with(name), "{path}");
    }
    env.run("--volumepath /tmp/x volume ls").refused(&["--volumepath", "--root"]);
    env.run("version --format {{.Client.Version}}").ok();
}

#[test]
fn help_is_short_and_has_examples() {
    let env = TestEnv::new();
    if env.is_podman() {
        return;
    }
    let help = env.run("--help").ok();
    assert!(help.lines().len() < 80, "{help}");
    for verb in
        ["run", "ps", "images", "pull", "load", "import", "rmi", "inspect", "info", "version", "logs", "stop", "rm"]
    {
        assert!(help.stdout.contains(verb), "{verb}: {help}");
        let of_verb = env.run(&format!("{verb} --help")).ok();
        assert!(of_verb.stdout.contains(&format!("coracle {verb}")), "an example: {of_verb}");
    }
}
