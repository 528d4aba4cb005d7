//! Health checks: run by the monitor, by hand, at the start; what they find and what follows.

use crate::harness::{TestEnv, cache, eventually};

/// A container that sleeps, with these flags about its health.
fn start(env: &TestEnv, name: &str, check: &str, flags: &str) {
    env.cmd("run -d --network none --name")
        .arg(name)
        .arg("--health-cmd")
        .arg(check)
        .words(flags)
        .words("busybox sh -c")
        .arg("echo life >>/tmp/lives; trap 'exit 4' TERM; while :; do sleep 0.05; done")
        .run()
        .ok();
}

fn health(env: &TestEnv, name: &str) -> serde_json::Value {
    env.cmd("inspect --format").arg("{{json .State.Health}}").arg(name).run().ok().json()
}

#[test]
fn checks_are_run_at_once_and_again_and_their_results_kept() {
    let env = TestEnv::busybox();
    start(&env, "h", "echo looking; test -e /tmp/well", "--health-interval 100ms --health-retries 2");
    eventually(20, "it is unhealthy", || env.status("h").ends_with("(unhealthy)").then_some(()));
    let found = health(&env, "h");
    assert!(found["FailingStreak"].as_u64() >= Some(2), "{found}");
    assert_eq!(
        (found["Log"][0]["ExitCode"].as_i64(), found["Log"][0]["Output"].as_str()),
        (Some(1), Some("looking\n"))
    );
    env.run("ps --filter health=unhealthy --format {{.Names}}").ok().prints("h\n");
    env.run("ps --filter health=healthy --format {{.Names}}").ok().prints("");
    env.run("exec h touch /tmp/well").ok();
    env.run("wait --condition healthy h").ok();
    assert!(env.status("h").starts_with("Up ") && env.status("h").ends_with("(healthy)"), "{}", env.status("h"));
    env.run("inspect --format {{.State.Health.Status}}/{{.State.Healthcheck.FailingStreak}} h")
        .ok()
        .prints("healthy/0\n");
    eventually(20, "the log is full", || (health(&env, "h")["Log"].as_array().map(Vec::len) == Some(5)).then_some(()));
    env.run("exec h rm /tmp/well").ok();
    env.run("wait --condition unhealthy h").ok();
    // No process of a check stays.
    eventually(10, "only the command runs", || {
        let ps = env.run("exec h ps -o args").ok();
        (!ps.stdout.contains("looking")).then_some(())
    });
}

#[test]
fn a_check_by_hand_says_how_it_is() {
    let env = TestEnv::busybox();
    start(&env, "h", r#"["test", "-e", "/tmp/well"]"#, "--health-interval disable --health-retries 1");
    assert_eq!(health(&env, "h")["Status"].as_str(), Some("starting"));
    assert!(env.status("h").ends_with("(starting)"), "{}", env.status("h"));
    env.run("healthcheck run h").code(1).prints("unhealthy\n");
    env.run("healthcheck run --ignore-result h").ok().prints("unhealthy\n");
    assert_eq!(health(&env, "h")["FailingStreak"].as_u64(), Some(2));
    env.run("exec h touch /tmp/well").ok();
    env.run("healthcheck run h").ok().prints("");
    assert_eq!(health(&env, "h")["Status"].as_str(), Some("healthy"));
    env.run("stop -t 0 h").ok();
    env.run("healthcheck run h").refused(&["not running"]);
    env.run("run -d --name none --network none busybox sleep 1000").ok();
    env.run("healthcheck run none").refused(&["no defined healthcheck"]);
    env.run("healthcheck run nosuch").refused(&["nosuch"]);
    env.run("wait --condition healthy none").refused(&["health check"]);
    env.run("inspect --format {{.State.Health.Status}} none").ok().prints("\n");
}

#[test]
fn a_check_that_takes_too_long_is_killed_with_all_it_made() {
    let env = TestEnv::busybox();
    let check = "echo begun; (setsid sleep 999 &); sleep 998 & sleep 997";
    start(&env, "h", check, "--health-interval disable --health-timeout 500ms --health-retries 1");
    env.run("healthcheck run h").code(1).prints("unhealthy\n");
    let last = health(&env, "h")["Log"][0].clone();
    assert_eq!(last["ExitCode"].as_i64(), Some(-1));
    let output = last["Output"].as_str().expect("an output");
    assert!(output.contains("exceeded timeout") && output.contains("begun"), "{output}");
    let ps = env.run("exec h ps -o args").ok();
    assert!(!ps.stdout.contains("sleep 998") && !ps.stdout.contains("sleep 997"), "{ps}");
}

#[test]
fn failures_in_the_start_period_do_not_count() {
    let env = TestEnv::busybox();
    start(
        &env,
        "h",
        "test -e /tmp/well",
        "--health-interval 1h --health-start-interval 100ms --health-start-period 1h --health-retries 1",
    );
    eventually(20, "it was checked often", || {
        (health(&env, "h")["Log"].as_array().map(Vec::len) == Some(5)).then_some(())
    });
    assert_eq!(health(&env, "h")["Status"].as_str(), Some("starting"));
    assert_eq!(health(&env, "h")["FailingStreak"].as_u64(), Some(0));
    env.run("exec h touch /tmp/well").ok();
    env.run("wait --condition healthy h").ok();
}

#[test]
fn an_unhealthy_container_is_killed_stopped_or_restarted() {
    let env = TestEnv::busybox();
    let flags = "--health-interval 100ms --health-retries 1 --health-on-failure";
    for action in ["kill", "stop", "restart"] {
        start(&env, action, "test ! -e /tmp/ill", &format!("{flags} {action}"));
        env.cmd("wait --condition healthy").arg(action).run().ok();
        env.cmd("exec").arg(action).words("touch /tmp/ill").run().ok();
    }
    env.run("wait kill").ok().prints("137\n");
    env.run("wait stop").ok().prints("4\n");
    // It is ill again at once, so that hardly anybody finds it running.
    eventually(30, "it lives again", || {
        (env.run("inspect --format {{.RestartCount}} restart").ok().text() != "0").then_some(())
    });
    // It may end once more between a look and the next.
    eventually(30, "it is well again", || (env.run("exec restart rm -f /tmp/ill").exit() == 0).then_some(()));
    env.run("wait --condition healthy restart").ok();
    let count = env.run("inspect --format {{.RestartCount}} restart").ok().text();
    assert!(count.parse::<u32>().expect("a number") >= 1, "{count}");
    env.run("run --health-cmd true --health-on-failure explode busybox true").misused(&["explode"]);
    // One that does not mind its stop signal is killed when it should have ended, however long it may run.
    let deaf = "run -d --name deaf --network none --timeout 1000000 --stop-timeout 0 --health-cmd false";
    env.cmd(deaf).words(flags).words("stop busybox sleep 1000000").run().ok();
    env.run("wait deaf").ok().prints("137\n");
}

#[test]
fn startup_checks_come_first() {
    let env = TestEnv::busybox();
    let flags = "--health-interval 100ms --health-retries 1 --health-startup-cmd 'test -e /tmp/up' \
                 --health-startup-interval 50ms --health-startup-success 2";
    start(&env, "h", "test -e /tmp/well", flags);
    eventually(20, "it was checked often", || {
        (health(&env, "h")["Log"].as_array().map(Vec::len) == Some(5)).then_some(())
    });
    assert_eq!(health(&env, "h")["Status"].as_str(), Some("starting"));
    env.run("healthcheck run h").code(1).prints("starting\n");
    env.run("exec h touch /tmp/up").ok();
    env.run("wait --condition unhealthy h").ok();
    let format = "{{json .Config.StartupHealthCheck}}";
    let shown = env.cmd("inspect --format").arg(format).arg("h").run().ok().json();
    assert_eq!((shown["Interval"].as_u64(), shown["Successes"].as_u64()), (Some(50_000_000), Some(2)));
    // One that never succeeds has the container restarted.
    let flags = "--health-startup-cmd false --health-startup-interval 50ms --health-startup-retries 2 --health-startup-timeout 5s";
    start(&env, "r", "true", flags);
    eventually(30, "it is restarted", || env.run("exec r wc -l /tmp/lives").stdout.starts_with("2 ").then_some(()));
    env.run("run --health-startup-cmd true --network none busybox true").refused(&["--health-cmd"]);
    env.run("create --health-on-failure kill busybox")
        .refused(&["cannot set on-failure action to kill without a health check"]);
    env.run("create --name plain busybox").ok();
    env.run("update --health-interval 5s plain").refused(&["healthcheck command is not set"]);
}

#[test]
fn results_are_cut_counted_and_copied() {
    let env = TestEnv::busybox();
    let dir = env.home().join("results");
    std::fs::create_dir(&dir).expect("mkdir");
    let flags = format!(
        "--health-interval disable --health-max-log-count 2 --health-max-log-size 4 --health-log-destination {}",
        dir.display()
    );
    start(&env, "h", "echo long output", &flags);
    for _ in 0..3 {
        env.run("healthcheck run h").ok();
    }
    let found = health(&env, "h");
    assert_eq!(found["Log"].as_array().map(Vec::len), Some(2));
    assert_eq!(found["Log"][1]["Output"].as_str(), Some("long"));
    let id = env.run("inspect --format {{.Id}} h").ok().text();
    let copy = std::fs::read_to_string(dir.join(format!("{id}-healthcheck.log"))).expect("a copy");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&copy).expect("JSON"), found);
    env.run("run --health-cmd true --health-log-destination /nowhere busybox true").refused(&["/nowhere"]);
}

#[test]
fn checks_come_from_images_and_can_be_turned_off_and_changed() {
    let env = TestEnv::new();
    let rootfs = cache::images().join("rootfs/busybox.tar");
    let check = "HEALTHCHECK --interval=200ms --retries=7 CMD test -e /tmp/well";
    env.cmd("import -c").arg(check).arg(rootfs).arg("checked").run().ok();
    env.run("run -d --name h --network none checked sleep 1000").ok();
    let shown =
        |name: &str| env.cmd("inspect --format").arg("{{json .Config.Healthcheck}}").arg(name).run().ok().json();
    assert_eq!((shown("h")["Interval"].as_u64(), shown("h")["Retries"].as_u64()), (Some(200_000_000), Some(7)));
    env.run("exec h touch /tmp/well").ok();
    env.run("wait --condition healthy h").ok();
    env.run("update --health-cmd 'test -e /tmp/other' --health-retries 1 h").ok();
    env.run("wait --condition unhealthy h").ok();
    assert_eq!(shown("h")["Interval"].as_u64(), Some(200_000_000));
    env.run("update --no-healthcheck h").ok();
    let off = serde_json::json!({"Test": ["NONE"]});
    assert_eq!(shown("h"), off);
    env.run("inspect --format '{{.Config.Healthcheck.Test}} {{.Config.StartupHealthCheck}}' h")
        .ok()
        .prints("[NONE] <nil>\n");
    assert!(!env.status("h").contains("healthy"), "{}", env.status("h"));
    env.run("update --health-cmd true h").ok();
    env.run("wait --condition healthy h").ok();
    for flag in ["--no-healthcheck", "--health-cmd none", "--health-cmd '[\"NONE\"]'"] {
        env.cmd("create --replace --name off --network none").words(flag).words("checked true").run().ok();
        assert_eq!(shown("off"), off, "{flag}");
    }
    env.run("create --name fine --health-interval 3s --network none checked true").ok();
    assert_eq!(shown("fine")["Interval"].as_u64(), Some(3_000_000_000));
    env.run("run --no-healthcheck --health-cmd true checked true").code(125);
    env.run("run --health-cmd '' checked true").refused(&["command"]);
    env.run("run --health-cmd true --health-retries 0 checked true").misused(&["retries"]);
    env.run("run --health-cmd true --health-timeout 0 checked true").misused(&["timeout"]);
    env.run("run --health-cmd true --health-interval soon checked true").misused(&["soon"]);
}

#[test]
fn a_paused_container_is_not_checked_and_a_removed_one_ends_its_check() {
    let env = TestEnv::busybox();
    start(&env, "h", "sleep 500", "--health-interval 100ms");
    eventually(20, "a check is on", || env.run("exec h ps -o args").stdout.contains("sleep 500").then_some(()));
    env.run("rm -f -t 0 h").ok();
    start(&env, "p", "true", "--health-interval 50ms --health-max-log-count 0");
    env.run("wait --condition healthy p").ok();
    if env.run("pause p").exit() == 0 {
        env.run("healthcheck run p").code(125);
        env.run("unpause p").ok();
        assert!(health(&env, "p")["Log"].as_array().is_some_and(|log| log.iter().all(|one| one["ExitCode"] == 0)));
    }
}

#[test]
fn whoever_asks_for_a_check_waits_for_what_follows_from_it() {
    let env = TestEnv::busybox();
    let flags = "--health-interval disable --health-retries 1 --stop-timeout 1 --health-on-failure";
    for (action, state) in [("kill", "exited"), ("stop", "exited"), ("restart", "")] {
        start(&env, action, "test ! -e /tmp/ill", &format!("{flags} {action}"));
        env.run(&format!("healthcheck run {action}")).ok();
        env.run(&format!("exec {action} touch /tmp/ill")).ok();
        env.run(&format!("healthcheck run {action}")).code(1).prints("unhealthy\n");
        let now = env.run(&format!("inspect --format {{{{.State.Status}}}} {action}")).ok().text();
        match state {
            "" => eventually(20, "it runs again", || {
                env.run("exec restart wc -l /tmp/lives").stdout.starts_with("2 ").then_some(())
            }),
            state => assert_eq!(now, state, "{action}"),
        }
    }
}

#[test]
fn a_container_that_its_check_has_stopped_is_stopping() {
    let env = TestEnv::busybox();
    let flags =
        "--health-interval disable --health-retries 1 --stop-timeout 3 --health-on-failure stop --health-cmd false";
    env.cmd("run -d --name s --network none")
        .words(flags)
        .words("busybox sh -c")
        .arg("trap : TERM; while :; do sleep 0.1; done")
        .run()
        .ok();
    let check = env.spawn("healthcheck run s");
    eventually(20, "it is stopping", || {
        env.run("inspect --format {{.State.Status}} s").stdout.starts_with("stopping").then_some(())
    });
    check.wait().code(1).prints("unhealthy\n");
    env.run("inspect --format {{.State.Status}} s").ok().prints("exited\n");
}
