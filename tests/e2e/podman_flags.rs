//! What scripts that were written for Podman pass along: dependencies, bases of /etc/hosts, credentials of the pull that
//! `run` implies, flags before the verb, verbs that there are not.

use crate::harness::registry::{PASSWORD, USER, certificate, secure};
use crate::harness::server::{Reply, Server};
use crate::harness::{TestEnv, eventually};

#[test]
fn required_containers_are_started_first_and_go_last() {
    let env = TestEnv::busybox();
    for (name, requires) in [("db", ""), ("cache", "--requires db"), ("web", "--requires cache,db")] {
        env.cmd("create --network none --name").arg(name).words(requires).words("busybox sleep 1000").run().ok();
    }
    let id = |name: &str| env.cmd("inspect --format {{.Id}}").arg(name).run().ok().text();
    let dependencies = env.run("inspect --format '{{json .Dependencies}}' web").ok().json();
    let mut ids = [id("db"), id("cache")];
    ids.sort();
    assert_eq!(dependencies, serde_json::json!(ids));
    env.run("start web").ok().prints("web\n");
    assert!(env.status("db").starts_with("Up") && env.status("cache").starts_with("Up"));
    env.run("rm -f -t 0 db").refused(&["dependent containers", &id("cache"), "--depend"]);
    assert!(env.status("db").starts_with("Up"));
    env.run("run --rm --network none --requires nosuch busybox true").refused(&["nosuch"]);
    env.run("run --rm --network none --requires db busybox echo ran").ok().prints("ran\n");
    env.run("stop -t 0 -a").ok();
    env.run("rm web").ok();
    let dependent = id("cache");
    env.run("rm --depend db").ok().prints(&format!("{dependent}\ndb\n"));
    env.run("ps -aq").ok().prints("");
    for (name, requires) in [("a", ""), ("b", "--requires a")] {
        env.cmd("run -d --network none --name").arg(name).words(requires).words("busybox sleep 1000").run().ok();
    }
    env.run("stop -t 0 a").ok();
    // What another one requires stays.
    env.run("container prune -f").ok().prints("");
    env.run("rm -f -t 0 -a").ok();
    env.run("ps -aq").ok().prints("");
}

#[test]
fn hosts_begin_with_the_lines_of_a_base() {
    let env = TestEnv::busybox();
    let hosts = |flags: &str| env.sh(flags, "cat /etc/hosts").ok().stdout;
    let base = env.file("base", "# a comment\n10.9.8.7 base other # more\n127.0.0.5 localhost\n10.1.1.1\n");
    let text = hosts(&format!("--hosts-file {} --add-host own:1.2.3.4 --hostname box", base.display()));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..3], ["1.2.3.4\town", "10.9.8.7\tbase other", "127.0.0.5\tlocalhost"]);
    // Names that are there get no other address.
    assert!(lines.contains(&"127.0.0.1\tlocalhost.localdomain"), "{text}");
    assert!(text.contains("127.0.1.1\tbox "), "{text}");
    let none = hosts("--hosts-file none --hostname box");
    assert!(none.starts_with("127.0.0.1\tlocalhost localhost.localdomain\n::1\tlocalhost"), "{none}");
    let own = std::fs::read_to_string("/etc/hosts").unwrap_or_default();
    let first = own.lines().map(|line| line.split('#').next().unwrap_or_default()).find(|line| line.contains(' '));
    for flags in ["", "--hosts-file ''"] {
        let text = hosts(flags).replace('\t', " ");
        assert!(
            first.is_none_or(|line| text.contains(&line.split_whitespace().collect::<Vec<_>>().join(" "))),
            "{text}"
        );
    }
    env.file("context/Dockerfile", "FROM busybox\nCOPY hosts /etc/hosts\n");
    env.file("context/hosts", "10.5.5.5 baked\n");
    env.run("build -q -t baked --network none context").ok();
    let text = env.run("run --rm --network none --hosts-file image baked cat /etc/hosts").ok().stdout;
    assert!(text.starts_with("10.5.5.5\tbaked\n"), "{text}");
    env.file(".config/containers/containers.conf", format!("[containers]\nbase_hosts_file = '{}'\n", base.display()));
    assert!(hosts("").starts_with("10.9.8.7\tbase other\n"));
    assert!(!hosts("--hosts-file none").contains("base"));
    env.run("run --rm --hosts-file relative busybox true").misused(&["relative", "absolute"]);
    env.run("run --rm --hosts-file /nosuch busybox true").refused(&["--hosts-file", "/nosuch"]);
    env.run("run --rm --hosts-file none --no-hosts busybox true").misused(&["--no-hosts"]);
}

#[test]
fn an_init_of_the_users_own_runs_the_command() {
    let env = TestEnv::busybox();
    let init = env.file("init", "#!/bin/sh\necho init $$ \"$@\"\nshift\nexec \"$@\"\n");
    std::fs::set_permissions(&init, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("chmod");
    env.run("run --rm --network none --init --init-path init busybox sh -c 'echo $$ $0' x")
        .ok()
        .prints("init 1 -- sh -c echo $$ $0 x\n1 x\n");
    env.run("run --rm --network none --init-path init busybox echo alone").ok().prints("alone\n");
    env.run("run --rm --init --init-path nosuch busybox true").refused(&["--init-path", "nosuch"]);
    env.run("run -d --name c --network none --init --init-path init busybox sleep 1000").ok();
    env.run("exec c echo joined").ok().prints("joined\n");
    env.run("rm -f -t 0 c").ok();
    env.file(".config/containers/containers.conf", format!("[containers]\ninit_path = '{}'\n", init.display()));
    env.run("run --rm --network none --init busybox true").ok().prints("init 1 -- true\n");
    env.run("run --rm --network none busybox true").ok().prints("");
}

#[test]
fn the_pull_that_run_implies_has_credentials() {
    let env = TestEnv::new();
    let name = format!("{}/busybox", secure());
    let run = |flags: &str| env.cmd("run --rm -q --network none").words(flags).arg(&name).words("echo ran").run();
    run("--tls-verify=false").code(125);
    run(&format!("--tls-verify=false --creds {USER}:wrong --retry 0")).code(125);
    run(&format!("--tls-verify=false --creds {USER}:{PASSWORD}")).ok().prints("ran\n");
    env.run("rmi -a").ok();
    let certificates = env.home().join("certificates");
    std::fs::create_dir(&certificates).expect("mkdir");
    run(&format!("--creds {USER}:{PASSWORD}")).code(125).stderr_has("certificate");
    std::fs::copy(certificate(), certificates.join("ca.crt")).expect("copy");
    run(&format!("--creds {USER}:{PASSWORD} --cert-dir certificates")).ok().prints("ran\n");
    let missing = "credential file is not accessible: faccessat /nosuch: no such file or directory";
    run("--authfile /nosuch").code(125).stderr_has(&format!("Error: {missing}\n"));
    env.cmd("pull --authfile /nosuch").arg(&name).run().refused(&[missing]);
    env.cmd("push --authfile /nosuch").arg(&name).run().refused(&[missing]);
    env.run("search --authfile /nosuch busybox").refused(&[missing]);
    env.run("build --authfile /nosuch .").refused(&[missing]);
}

#[test]
fn the_pull_that_run_implies_is_tried_again() {
    let server = Server::start(|_| Reply::status(503));
    let env = TestEnv::new();
    let name = format!("{}/x:1", server.address());
    let attempts = |flags: &str| {
        let before = server.requests().len();
        env.cmd("run --rm -q --tls-verify=false").words(flags).arg(&name).words("true").run().code(125);
        server.requests().len() - before
    };
    let (once, thrice) = (attempts("--retry 0"), attempts("--retry 2 --retry-delay 10ms"));
    assert!(once > 0 && thrice == once + 2, "{once} {thrice}");
}

#[test]
fn a_working_directory_that_was_typed_must_be_there() {
    let env = TestEnv::busybox();
    let missing = env.run("run --name c --network none -w /no/such busybox pwd").code(126);
    missing.one_error(&["workdir \"/no/such\" does not exist on container "]);
    env.run("container exists c").code(1);
    env.sh("-w /etc", "pwd").ok().prints("/etc\n");
    env.file("host/x", "");
    env.sh("-v ./host:/new:ro -w /new", "pwd").ok().prints("/new\n");
    env.sh("-v ./host/x:/new/x:ro -w /new", "ls").ok().prints("x\n");
    env.sh("-v data:/data -w /data/below", "pwd").ok().prints("/data/below\n");
    // That of an image is made.
    env.run("create --name base --network none busybox true").ok();
    env.run("commit -c 'WORKDIR /made/here' base made").ok();
    env.run("run --rm --network none made pwd").ok().prints("/made/here\n");
    env.run("run --rm --network none -w /other made pwd").code(126);
}

#[test]
fn users_of_the_host_are_added_by_number_too() {
    let env = TestEnv::busybox();
    let passwd = std::fs::read_to_string("/etc/passwd").expect("passwd");
    let daemon = passwd.lines().find(|line| line.starts_with("daemon:")).expect("every system has one");
    let uid = daemon.split(':').nth(2).expect("a uid");
    env.sh(&format!("--hostuser {uid}"), "grep ^daemon: /etc/passwd | cut -d: -f1,3")
        .ok()
        .prints(&format!("daemon:{uid}\n"));
    env.sh("--hostuser 4000000", "true").refused(&["4000000"]);
}

#[test]
fn one_of_several_ends_a_wait() {
    let env = TestEnv::busybox();
    env.run("run -d --name long --network none busybox sleep 1000").ok();
    env.run("run -d --name short --network none busybox sh -c 'sleep 0.3; exit 7'").ok();
    env.run("wait --exit-first-match -i 20ms long short").ok().prints("7\n");
    env.run("wait --exit-first-match --condition running short long").ok().prints("-1\n");
    env.run("wait --exit-first-match nosuch long").refused(&["nosuch"]);
    env.run("wait --exit-first-match --ignore nosuch").ok().prints("-1\n");
    env.run("rm -f -t 0 -a").ok();
}

#[test]
fn a_container_that_is_asked_to_stop_is_stopping() {
    let env = TestEnv::busybox();
    let script = "trap 'echo asked' TERM; echo ready; while :; do sleep 0.1; done";
    env.cmd("run -d --name c --network none busybox sh -c").arg(script).run().ok();
    eventually(10, "the trap is set", || env.run("logs c").ok().stdout.contains("ready").then_some(()));
    let stop = env.spawn("stop -t 3 c");
    env.run("wait --condition stopping -i 10ms c").ok().prints("-1\n");
    env.run("ps --format '{{.State}} {{.Status}}'").ok().prints("stopping Stopping\n");
    env.run("inspect --format '{{.State.Status}} {{.State.Running}}' c").ok().prints("stopping true\n");
    env.run("ps -q --filter status=running").ok().prints("");
    // Whoever gives up waiting leaves a container that runs.
    drop(stop);
    eventually(10, "it runs", || env.status("c").starts_with("Up").then_some(()));
    env.run("stop -t 0 c").ok();
    assert!(env.status("c").starts_with("Exited (137)"));
}

#[test]
fn verbs_that_there_are_not_say_so() {
    let env = TestEnv::busybox();
    env.run("create --name c --network none busybox true").ok();
    for (line, word) in [
        ("checkpoint --export x c", "CRIU"),
        ("restore --import x", "CRIU"),
        ("clone c d", "commit"),
        ("runlabel run busybox", "inspect"),
    ] {
        let verb = line.split(' ').next().expect("a verb");
        env.cmd("container").words(line).run().refused(&[verb, "not supported", word]);
    }
}

#[test]
fn output_goes_where_it_is_wanted() {
    let env = TestEnv::busybox();
    env.run("--out file images --format {{.Repository}}").ok().prints("");
    let text = std::fs::read_to_string(env.home().join("file")).expect("written");
    assert_eq!(text, "docker.io/library/busybox\n");
    env.run("run --rm --network none --out run busybox sh -c 'echo out; echo err >&2'")
        .ok()
        .prints("")
        .stderr_has("err");
    assert_eq!(std::fs::read_to_string(env.home().join("run")).expect("written"), "out\n");
    env.run("--noout images").ok().prints("");
    env.run("--noout images --out x").code(125);
    env.run("--out nosuch/file images").refused(&["nosuch/file"]);
}

#[test]
fn flags_of_other_engines_are_ignored_aloud_or_refused() {
    let env = TestEnv::busybox();
    for flag in ["--runtime /usr/bin/crun", "--runtime-flag debug"] {
        let name = flag.split(' ').next().expect("a name");
        env.cmd("").words(flag).words("images -q").run().ok().stderr_has(&format!("{name} "));
    }
    env.run("--syslog --tmpdir /nosuch images -q").ok().silent();
    env.run("--runtime runsc images").refused(&["runsc", "built in"]);
    env.run("--hooks-dir /etc/hooks images").refused(&["--hooks-dir", "hooks"]);
    env.run("--hooks-dir '' images -q").ok().silent();
    env.run("--default-mounts-file /x images").refused(&["--default-mounts-file", "volumes"]);
    env.sh("--kernel-memory 40m", "echo ran")
        .ok()
        .prints("ran\n")
        .stderr_has("The --kernel-memory flag is no longer supported. This flag is a noop.");
}
