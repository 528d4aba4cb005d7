//! TAB: what the shells offer.

use crate::harness::pty::Terminal;
use crate::harness::{Cmd, TestEnv};

/// What is offered for the last of these words, without what each means.
fn offered(env: &TestEnv, words: &str) -> Vec<String> {
    let out = words.split(' ').fold(env.cmd("__complete --"), Cmd::arg).run().ok();
    out.text().lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn names_in_the_store_are_offered() {
    let env = TestEnv::busybox();
    env.run("volume create data").ok();
    env.run("create --name made busybox").ok();
    let id = env.run("run -d --name web --network none busybox sleep 1000").ok().text();
    assert_eq!(offered(&env, "rm "), ["made", "web", ":"]);
    assert_eq!(offered(&env, "start "), ["made", ":"]);
    assert_eq!(offered(&env, "exec -it "), ["web", ":"]);
    assert_eq!(offered(&env, &format!("logs {}", &id[..4])), [&id[..12], ":"]);
    assert_eq!(offered(&env, "run --rm bus"), ["busybox", ":"]);
    assert_eq!(offered(&env, "rmi docker.io/"), ["docker.io/library/busybox:latest", ":"]);
    assert_eq!(offered(&env, "volume rm "), ["data", ":"]);
    assert_eq!(offered(&env, "run --volume=da"), ["--volume=data", ":files"]);
    assert_eq!(offered(&env, "run --network container:"), ["container:web", ":"]);
    assert_eq!(offered(&env, "cp we"), ["web:", ":files nospace"]);
    assert_eq!(offered(&env, "--root /nowhere rm "), [":"]);
    assert_eq!(offered(&env, "ps --filter volume="), ["volume=data", ":"]);
    assert_eq!(offered(&env, "ps --filter=stat"), ["--filter=status=", ":nospace"]);
    assert_eq!(offered(&env, "ps --filter status=ru"), ["status=running", ":"]);
    assert_eq!(offered(&env, "volume ls --format {{.M"), ["{{.Mountpoint}}", ":"]);
    let version = offered(&env, "vers");
    assert_eq!(version, ["version", ":"]);
}

#[test]
fn what_is_offered_for_filters_and_formats_is_taken() {
    let env = TestEnv::busybox();
    env.run("run -d --name web --network none -v data:/d busybox sleep 1000").ok();
    env.cmd("secret create s -").input("x").run().ok();
    let words = |line: &str| {
        let mut all = offered(&env, line);
        all.pop();
        assert!(!all.is_empty(), "{line}");
        all
    };
    let verbs = ["ps", "images", "volume ls", "secret ls", "events --stream=false", "system df", "history busybox"];
    for verb in verbs {
        let line = if verb.starts_with("history") { "history" } else { verb };
        for format in words(&format!("{line} --format ")) {
            env.cmd(verb).arg("--format").arg(&format).run().ok();
        }
    }
    let prunes = ["container prune -f", "image prune -f", "volume prune -f", "builder prune -f", "system prune -f"];
    for verb in verbs.iter().take(5).chain(&prunes) {
        for key in words(&format!("{verb} --filter ")) {
            let mut values = offered(&env, &format!("{verb} --filter {key}"));
            values.pop();
            let guess = match key.as_str() {
                "exited=" => "0",
                "since=" | "until=" => "1h",
                "containers=" => "true",
                _ => "abc",
            };
            for filter in values.into_iter().chain((key != "stars=").then(|| format!("{key}{guess}"))) {
                let out = env.cmd(verb).arg("--filter").arg(&filter).run();
                assert!(!out.stderr.contains("is an invalid"), "{verb} {filter}: {out}");
            }
        }
    }
}

#[test]
fn bash_completes_at_the_tab_key() {
    let env = TestEnv::busybox();
    env.run("run -d --name web --network none busybox sleep 1000").ok();
    env.file("letter.txt", "");
    env.file("script", env.run("completion bash").ok().stdout);
    let bin = env.home().join("bin");
    std::fs::create_dir(&bin).expect("mkdir");
    std::os::unix::fs::symlink(env.program(), bin.join("coracle")).expect("symlink");
    let path = format!("{}:/usr/bin:/bin", bin.display());
    let bash = env.cmd_of("/bin/bash").words("--norc --noprofile -i").env("PATH", path).env("PS1", "> ");
    let mut bash = Terminal::start(bash);
    bash.expect("> ");
    bash.type_keys(". ./script; echo rea''dy\r");
    bash.expect("ready\r\n");
    for (keys, line) in [
        ("coracle vers\t", "coracle version"),
        ("coracle run --nam\t", "coracle run --name"),
        ("coracle rm we\t", "coracle rm web"),
        ("coracle ps --filter stat\tpau\t", "coracle ps --filter status=paused"),
        ("coracle run --rm docker.io/library/busybox:la\t", "coracle run --rm docker.io/library/busybox:latest"),
        ("coracle run --network=container:w\t", "coracle run --network=container:web"),
        ("coracle load -i let\t", "coracle load -i letter.txt"),
        ("coracle cp let\twe\t/x", "coracle cp letter.txt web:/x"),
    ] {
        bash.type_keys(keys);
        bash.wait_for_rows(|rows| rows.last().is_some_and(|row| row.trim_end().ends_with(line)));
        // Takes the line away.
        bash.type_keys("\x15");
    }
    bash.type_keys("exit\r");
    bash.wait();
}
