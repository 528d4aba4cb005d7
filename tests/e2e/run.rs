//! `run`: exit codes, streams, and what the payload finds itself to be.

use crate::harness::TestEnv;

#[test]
fn exit_code_is_the_containers() {
    let env = TestEnv::busybox();
    for code in [0, 1, 7, 125, 126, 127, 255] {
        env.sh("", &format!("exit {code}")).code(code).silent().prints("");
    }
}

#[test]
fn death_by_signal_is_128_and_the_signal() {
    let env = TestEnv::busybox();
    env.sh("--init", "kill -KILL $$").code(137);
    env.sh("--init", "kill -TERM $$").code(143);
    env.sh("--init", "kill -SEGV $$").code(139);
}

#[test]
fn missing_command_is_127() {
    let env = TestEnv::busybox();
    for command in ["nosuch", "/no/such/path", "/usr/bin/lost"] {
        env.cmd("run --rm --network none busybox").arg(command).run().code(127).one_error(&[command]);
    }
    env.run("ps -aq").ok().prints("");
}

#[test]
fn command_that_cannot_be_executed_is_126() {
    let env = TestEnv::busybox();
    for command in ["/etc/motd", "/etc", "/usr/bin/plain"] {
        env.cmd("run --rm --network none busybox").arg(command).run().code(126).one_error(&[command]);
    }
}

#[test]
fn engine_errors_are_125() {
    let env = TestEnv::busybox();
    env.run("run --pull never nosuch true").refused(&["nosuch"]);
    env.run("run --no-such-flag busybox").code(125).stderr_has("--no-such-flag").prints("");
    env.run("run --network none --name bad/name busybox true").refused(&["bad/name"]);
    env.run("run").code(125);
    env.run("no-such-command").code(125).stderr_has("no-such-command");
}

#[test]
fn streams_are_apart() {
    let env = TestEnv::busybox();
    let out = env.sh("", "echo out; echo err >&2").ok();
    assert_eq!((out.stdout.as_str(), out.stderr.as_str()), ("out\n", "err\n"));
}

#[test]
fn stdin_is_passed_only_when_interactive() {
    let env = TestEnv::busybox();
    env.cmd("run --rm -i --network none busybox cat").input("hi\n").run().ok().prints("hi\n");
    env.cmd("run --rm --network none busybox cat").input("hi\n").run().ok().prints("");
}

#[test]
fn megabytes_go_through_unchanged() {
    let env = TestEnv::busybox();
    let bytes: String = (0..2_000_000).map(|n| format!("{n:09}\n")).collect();
    let out = env.cmd("run --rm -i --network none busybox cat").input(bytes.clone()).run().ok();
    assert!(out.stdout == bytes, "{} bytes came back", out.stdout.len());
    let sum = env.cmd("run --rm -i --network none busybox wc -c").input(bytes).run().ok();
    assert_eq!(sum.text(), "20000000");
}

#[test]
fn output_comes_when_it_is_written() {
    let env = TestEnv::busybox();
    let mut running = env.spawn("run --rm -i --network none busybox sh -c 'echo begin; read x; echo end $x'");
    running.wait_for("begin\n");
    running.write(b"now\n");
    running.wait_for("end now\n");
    running.wait().ok();
}

#[test]
fn environment_has_what_was_asked_for() {
    let env = TestEnv::busybox();
    let file = env.file("vars", "# comment\nFROM_FILE=1\nSPACES= two words \nCALLER2\n\n");
    let cmd = env.cmd("run --rm --network none -e A=1 -e EMPTY= -e CALLER -e UNSET --env-file").arg(file);
    let out = cmd.env("CALLER", "yes").env("CALLER2", "too").env("SECRET", "no").words("busybox env").run().ok();
    let lines = out.lines();
    for line in ["A=1", "EMPTY=", "CALLER=yes", "CALLER2=too", "FROM_FILE=1", "SPACES= two words "] {
        assert!(lines.contains(&line), "{line:?}: {out}");
    }
    for name in ["UNSET", "SECRET", "XDG_RUNTIME_DIR", "#"] {
        assert!(!lines.iter().any(|line| line.starts_with(name)), "{name}: {out}");
    }
}

#[test]
fn environment_has_the_customary_variables() {
    let env = TestEnv::busybox();
    let out = env.sh("--hostname box", "env").ok();
    let lines = out.lines();
    for line in ["HOME=/root", "HOSTNAME=box", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"] {
        assert!(lines.contains(&line), "{line}: {out}");
    }
    assert!(lines.iter().any(|line| line.starts_with("container=")), "{out}");
    env.sh("-u alice", "echo $HOME").ok().prints("/home/alice\n");
}

#[test]
fn user_is_looked_up_in_the_image() {
    let env = TestEnv::busybox();
    let cases = [
        ("alice", "1000:1000:50 63 1000"),
        ("1000", "1000:1000:50 63 1000"),
        ("bob", "1001:50:50 63"),
        ("alice:staff", "1000:50:50"),
        ("4711", "4711:0:0"),
        ("4711:4712", "4711:4712:4712"),
        ("root", "0:0:0"),
        ("0:63", "0:63:63"),
    ];
    for (user, expected) in cases {
        let script = "echo $(id -u):$(id -g):$(id -G | tr ' ' '\\n' | sort -n | xargs)";
        let out = env.sh(&format!("-u {user}"), script).ok();
        assert_eq!(out.stdout.trim(), expected, "-u {user}");
    }
}

#[test]
fn unknown_user_is_refused() {
    let env = TestEnv::busybox();
    for (user, unknown) in [("nosuch", "nosuch"), ("alice:nogroup", "nogroup")] {
        let out = env.sh(&format!("-u {user}"), "true").one_error(&[unknown]);
        assert!([125, 126].contains(&out.exit()), "{out}");
    }
    env.run("ps -aq").ok().prints("");
}

#[test]
fn working_directory_and_hostname() {
    let env = TestEnv::busybox();
    env.sh("-w /var/tmp", "pwd").ok().prints("/var/tmp\n");
    env.sh("-w /not/there", "pwd").code(126).one_error(&["workdir \"/not/there\" does not exist on container"]);
    env.sh("-h example", "hostname; echo $(cat /etc/hostname)").ok().prints("example\nexample\n");
    let cid = env.home().join("cid");
    let out = env.cmd("run --rm --network none --cidfile").arg(&cid).words("busybox hostname").run().ok();
    assert_eq!(out.text(), std::fs::read_to_string(cid).expect("a cidfile")[..12]);
}

#[test]
fn entrypoint_replaces_that_of_the_image() {
    let env = TestEnv::busybox();
    env.run("run --rm --network none --entrypoint echo busybox a b").ok().prints("a b\n");
    env.run("run --rm --network none --entrypoint '[\"echo\",\"x\"]' busybox y").ok().prints("x y\n");
    env.run("run --rm --network none --entrypoint '' busybox echo z").ok().prints("z\n");
}

#[test]
fn init_is_the_first_process_and_reaps() {
    let env = TestEnv::busybox();
    env.sh("", "echo $$").ok().prints("1\n");
    env.sh("--init", "[ $$ != 1 ] && echo child").ok().prints("child\n");
    let script = "(sleep 0.1 &) ; sleep 0.5; ps -o stat,comm | grep -c '^Z' || true";
    env.sh("--init", script).ok().prints("0\n");
}

#[test]
fn the_containers_init_does_not_show_the_hosts_command_line() {
    let env = TestEnv::busybox();
    env.run("run --rm --network none --init -e SECRET=x busybox cat /proc/1/cmdline")
        .ok()
        .prints("coracle-init -- cat /proc/1/cmdline\0");
    // There is less room than that for the words of an image.
    let long = "x".repeat(3000);
    env.run("create --name c busybox").ok();
    let entry = format!("ENTRYPOINT [\"sh\", \"-c\", \"cat /proc/1/cmdline\", \"{long}\"]");
    env.cmd("commit -q --change").arg(&entry).words("c init").run().ok();
    let shown = env.run("run --rm --network none --init init").ok().stdout;
    assert!(shown.starts_with("coracle-init -- sh -c cat") && !shown.contains("--network"), "{shown}");
}

#[test]
fn read_only_root_and_tmpfs() {
    let env = TestEnv::busybox();
    env.sh("--read-only", "touch /x").code(1).stderr_has("Read-only file system");
    env.sh("--read-only --tmpfs /scratch", "echo yes >/scratch/x && cat /scratch/x").ok().prints("yes\n");
    let script = "grep ' /scratch ' /proc/mounts; df -k /scratch | tail -1";
    let out = env.sh("--tmpfs /scratch:size=1m,mode=1777,noexec", script).ok();
    assert!(out.stdout.contains("noexec") && out.stdout.contains("1024"), "{out}");
}

#[test]
fn an_image_may_be_in_an_archive() {
    let env = TestEnv::busybox();
    let archive = env.home().join("image.tar");
    env.cmd("save -o").arg(&archive).arg("busybox").run().ok();
    env.run("rmi busybox").ok();
    let place = format!("docker-archive:{}", archive.display());
    let out = env.cmd("run --name c --network none").arg(&place).words("echo from an archive").run().ok();
    out.prints("from an archive\n");
    env.run("ps -a --format {{.Image}}").ok().prints("docker.io/library/busybox:latest\n");
    env.run("run --rm docker-archive:/nowhere true").refused(&["/nowhere"]);
}

#[test]
fn cidfile_has_the_id() {
    let env = TestEnv::busybox();
    let file = env.home().join("cid");
    let id = env.cmd("run -d --network none --cidfile").arg(&file).words("busybox true").run().ok().text();
    assert_eq!(std::fs::read_to_string(&file).expect("a cidfile").trim(), id);
    assert!(id.len() == 64 && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)), "{id}");
    let other = env.cmd("create --network none --cidfile").arg(&file).words("busybox true").run().ok().text();
    assert_eq!(std::fs::read_to_string(&file).expect("a cidfile"), other);
    env.run("stop --cidfile nowhere").refused(&["reading CIDFile: open", "nowhere: no such file or directory"]);
}

#[test]
fn name_of_another_is_refused() {
    let env = TestEnv::busybox();
    let id = env.run("run -d --network none --name one busybox sleep 100").ok().text();
    env.run("run --network none --name one busybox true").refused(&["one", &id[..12]]);
    env.run("rm -f -t 0 one").ok();
    env.run("run --rm --network none --name one busybox true").ok();
}

#[test]
fn labels_are_kept() {
    let env = TestEnv::busybox();
    let file = "-l a=1 --label b --label c=x=y";
    env.cmd("run -d --network none --name l").words(file).words("busybox true").run().ok();
    let labels = env.run("inspect --format '{{json .Config.Labels}}' l").ok().json();
    assert_eq!((&labels["a"], &labels["b"], &labels["c"]), (&"1".into(), &"".into(), &"x=y".into()));
    env.run("ps -a --filter label=a=1 --format {{.Names}}").ok().prints("l\n");
    env.run("ps -a --filter label=a=2 --format {{.Names}}").ok().prints("");
}

#[test]
fn rm_leaves_nothing() {
    let env = TestEnv::busybox();
    env.sh("", "true").ok();
    env.run("ps -aq").ok().prints("");
    if !env.is_podman() {
        let left: Vec<_> = std::fs::read_dir(env.store().join("containers")).expect("containers").flatten().collect();
        assert!(left.is_empty(), "{left:?}");
    }
    env.run("run --network none busybox true").ok();
    assert_eq!(env.run("ps -aq").ok().lines().len(), 1);
}

#[test]
fn the_end_waits_for_nobody_who_outlives_the_container() {
    let env = TestEnv::busybox();
    let writes_on = env.cmd("run --rm --network none --pid host busybox sh -c").arg("yes & sleep 0.2; exit 3");
    let out = writes_on.deadline(20).run().code(3);
    assert!(out.stdout.starts_with("y\ny\n"), "what is written before the end is there");
}

#[test]
fn output_that_cannot_be_written_is_an_error() {
    let env = TestEnv::busybox();
    env.run("run -d --name r --network none busybox sleep 1000").ok();
    let to_full = |words: &str| {
        let script = format!("{} {words} >/dev/full", env.program().display());
        env.cmd_of("/bin/sh").arg("-c").arg(script).run()
    };
    for words in ["run --rm --network none busybox echo lost", "exec r echo lost"] {
        to_full(words).refused(&["cannot write to standard output", "No space left"]);
    }
    to_full("run --rm --network none busybox true").ok();
    env.run("rm -f -t 0 r").ok();
}

#[test]
fn arguments_reach_the_payload_untouched() {
    let env = TestEnv::busybox();
    let cmd = env.cmd("run --rm --network none busybox printf '%s|' --rm -it '' 'a b' '$HOME' '\\'").arg("ü\n");
    cmd.run().ok().prints("--rm|-it||a b|$HOME|\\|ü\n|");
}

#[test]
fn both_spellings_work() {
    let env = TestEnv::busybox();
    env.run("container run --rm --network none busybox echo one").ok().prints("one\n");
    env.run("container ps -aq").ok().prints("");
    env.run("container ls -aq").ok().prints("");
    env.run("image ls -q").ok();
    env.run("image inspect busybox").ok();
}
