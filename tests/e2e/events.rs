//! `events`: what is told of what happens, by whom, and to whom.

use crate::harness::{TestEnv, eventually};
use serde_json::Value;

/// All events so far that match, as a template shows them.
fn told(env: &TestEnv, flags: &str, template: &str) -> Vec<String> {
    let out = env.cmd("events --stream=false").words(flags).arg("--format").arg(template).run().ok();
    out.lines().into_iter().map(str::to_owned).collect()
}

#[test]
fn the_life_of_a_container_is_told() {
    let env = TestEnv::busybox();
    env.run("run --name c -l k=v --network none busybox sh -c 'exit 3'").code(3);
    let life = told(&env, "--filter container=c", "{{.Status}}");
    for (first, second) in [("create", "init"), ("init", "start"), ("start", "died"), ("died", "cleanup")] {
        let at = |word| life.iter().position(|told| told == word).unwrap_or_else(|| panic!("{word} in {life:?}"));
        assert!(at(first) < at(second), "{first} before {second} in {life:?}");
    }
    assert!(life.iter().any(|told| told == "attach"), "{life:?}");
    let id = env.run("inspect --format {{.Id}} c").ok().text();
    let died =
        told(&env, "--filter event=died", "{{.ID}} {{.Name}} {{.ContainerExitCode}} {{.Type}} {{.Attributes.k}}");
    assert_eq!(died, [format!("{id} c 3 container v")]);
    env.run("rename c d").ok();
    env.run("start d").ok();
    env.run("wait d").ok();
    env.run("commit d image").ok();
    env.run("export -o /dev/null d").ok();
    env.run("rm d").ok();
    let life = told(&env, "--filter container=d", "{{.Status}}");
    for word in ["rename", "start", "died", "commit", "export", "remove"] {
        assert!(life.iter().any(|told| told == word), "{word} in {life:?}");
    }
    env.run("run --rm --name e --network none busybox true").ok();
    assert_eq!(told(&env, "--filter container=e", "{{.Status}}").last().map(String::as_str), Some("remove"));
}

#[test]
fn verbs_on_a_running_container_are_told() {
    let env = TestEnv::busybox();
    env.run("run -d --name c --network none busybox sleep 1000").ok();
    env.run("exec c sh -c 'exit 4'").code(4);
    env.run("exec --user 1000 c true").ok();
    env.run("kill -s CONT c").ok();
    env.run("restart -t 0 c").ok();
    env.run("stop -t 0 c").ok();
    let life = told(&env, "--filter container=c", "{{.Status}} {{.ContainerExitCode}}");
    env.run("update --restart no c").ok();
    let life =
        [life, told(&env, "--filter container=c --filter event=update", "{{.Status}} {{.ContainerExitCode}}")].concat();
    for word in ["exec ", "exec_died 4", "exec_died 0", "kill ", "restart ", "stop ", "update "] {
        assert!(life.iter().any(|told| told.starts_with(word)), "{word} in {life:?}");
    }
}

#[test]
fn images_volumes_and_secrets_are_told_of() {
    let env = TestEnv::busybox();
    env.run("tag busybox other:1").ok();
    env.run("untag busybox localhost/other:1").ok();
    env.run("pull -q no.such.registry.invalid/x").code(125);
    env.cmd("import -").input(vec![0; 1024]).arg("empty").run().ok();
    env.run("rmi empty").ok();
    let images = told(&env, "--filter type=image", "{{.Status}} {{.Name}} {{.Error}}");
    for told in [
        "tag other:1",
        "untag localhost/other:1",
        "pull-error no.such.registry.invalid/x",
        "import localhost/empty:latest",
        "remove localhost/empty:latest",
    ] {
        assert!(images.iter().any(|line| line.starts_with(told)), "{told} in {images:?}");
    }
    env.run("volume create v").ok();
    env.run("volume rm v").ok();
    assert_eq!(told(&env, "--filter volume=v", "{{.Status}} {{.Name}}"), ["create v", "remove v"]);
    env.cmd("secret create s -").input("x").run().ok();
    env.run("secret rm s").ok();
    assert_eq!(told(&env, "--filter type=secret", "{{.Status}}"), ["create", "remove"]);
    assert_eq!(told(&env, "--filter type=system", "{{.Status}}"), ["refresh"]);
    env.run("volume create unused").ok();
    env.run("volume prune -fa").ok();
    assert_eq!(told(&env, "--filter volume=unused", "{{.Status}}"), ["create", "remove", "prune"]);
}

#[test]
fn images_that_come_and_go_are_told_of_with_the_place() {
    let env = TestEnv::busybox();
    let (archive, dir) = (env.home().join("image.tar"), env.home().join("dir"));
    let (archive, dir) = (archive.to_str().expect("a path"), dir.to_str().expect("a path"));
    let id = env.run("image inspect --format {{.Id}} busybox").ok().text();
    env.cmd("save -o").arg(archive).arg("busybox").run().ok();
    env.cmd("push busybox").arg(format!("dir:{dir}")).run().ok();
    env.cmd("load -i").arg(archive).run().ok();
    env.cmd("pull").arg(format!("docker-archive:{archive}")).run().ok();
    env.run("tag busybox example.org/more").ok();
    env.cmd("rmi -f").arg(&id).run().ok();
    let told = told(&env, &format!("--filter image={id}"), "{{.Status}} {{.Name}}");
    // What a template of a world is made of was loaded before.
    let told = &told[told.iter().position(|line| line.starts_with("save")).expect("a save")..];
    assert_eq!(
        told,
        [
            format!("save {archive}"),
            format!("push dir:{dir}"),
            format!("loadfromarchive {archive}"),
            format!("pull docker-archive:{archive}"),
            "tag example.org/more".to_owned(),
            "untag docker.io/library/busybox:latest".to_owned(),
            "untag example.org/more:latest".to_owned(),
            format!("remove {id}"),
        ]
    );
}

#[test]
fn health_checks_and_restarts_by_policy_are_told_of() {
    let env = TestEnv::busybox();
    let flags = "--health-cmd 'echo look; test -e /well' --health-interval disable --health-retries 1 --network none";
    env.run(&format!("run -d --name h {flags} --health-log-destination events_logger busybox sleep 1000")).ok();
    env.run("healthcheck run h").code(1);
    env.run("exec h touch /well").ok();
    env.run("healthcheck run h").ok();
    assert_eq!(told(&env, "--filter event=health_status", "{{.Name}} {{.HealthStatus}}"), ["h unhealthy", "h healthy"]);
    let lines = env.run("events --stream=false --filter event=health_status").ok();
    let first = lines.lines()[0].to_owned();
    assert!(first.contains("health_status=unhealthy, health_failing_streak=1, health_log={"), "{first}");
    assert!(first.contains(r#""ExitCode":1"#) && first.contains(r"look\n"), "{first}");
    let json = env.run("events --stream=false --format json --filter event=health_status").ok();
    assert_eq!(serde_json::from_str::<Value>(json.lines()[1]).expect("JSON")["health_status"], "healthy");
    env.run("run --name r --restart on-failure:2 --network none busybox sh -c 'exit 3'").code(3);
    let life = told(&env, "--filter container=r --filter event=restart --filter event=died", "{{.Status}}");
    assert_eq!(life, ["died", "restart", "died", "restart", "died"]);
}

#[test]
fn filters_times_and_formats() {
    let env = TestEnv::busybox();
    for name in ["a", "b"] {
        env.cmd("create --network none --name")
            .arg(name)
            .arg("-l")
            .arg(format!("name={name}"))
            .arg("busybox")
            .run()
            .ok();
    }
    let created =
        |flags: &str| told(&env, &format!("--filter event=create --filter type=container {flags}"), "{{.Name}}");
    assert_eq!(created(""), ["a", "b"]);
    assert_eq!(created("--filter label=name=b"), ["b"]);
    assert_eq!(created("--filter label=name"), ["a", "b"]);
    assert_eq!(created("--filter container=a --filter container=b"), ["a", "b"]);
    assert_eq!(created("--filter container=a --filter label=name=b"), [""; 0]);
    assert_eq!(created("--since 1h"), ["a", "b"]);
    assert_eq!(created("--since 2200-01-01"), [""; 0]);
    assert_eq!(created("--until 2020-01-01"), [""; 0]);
    env.run("events --stream=false --filter color=red").refused(&["color", "invalid filter"]);
    env.run("events --stream=false --since yesterday").refused(&["failed to parse event filters", "yesterday"]);
    env.run("events --stream=false --filter event=create --format {{.Nosuch}}").code(125).stderr_has("Nosuch");
    let id = env.run("inspect --format {{.Id}} a").ok().text();
    let line = env.run("events --stream=false --filter container=a").ok().text();
    assert!(
        line.ends_with(&format!("container create {id} (image=docker.io/library/busybox:latest, name=a, name=a)")),
        "{line}"
    );
    env.run("events --stream=false --no-trunc=false --filter container=a")
        .ok()
        .stdout_has(&format!(" create {} (", &id[..12]));
    let json = env.run("events --stream=false --format json --filter container=a").ok().stdout;
    let json: Value = serde_json::from_str(json.lines().next().expect("a line")).expect("JSON");
    assert_eq!(
        (&json["Status"], &json["Action"], &json["Type"]),
        (&"create".into(), &"create".into(), &"container".into())
    );
    assert_eq!((&json["Actor"]["ID"], &json["Actor"]["Attributes"]["name"]), (&id.clone().into(), &"a".into()));
    assert!(json["time"].is_i64() && json["timeNano"].is_i64() && json["Attributes"]["name"] == "a");
    let json = told(&env, "--filter container=a", "{{json .}}");
    assert_eq!(serde_json::from_str::<Value>(&json[0]).expect("JSON")["ID"], id.as_str());
}

#[test]
fn what_happens_is_followed() {
    let env = TestEnv::busybox();
    let mut events = env.spawn("events --filter event=start --filter event=died --format '{{.Status}} {{.Name}}'");
    // The first that it shows is the first that happened after it looked.
    eventually(20, "it follows", || {
        env.run("run --rm --name probe --network none busybox true").ok();
        events.stdout().contains("died probe").then_some(())
    });
    env.run("run --name c --network none busybox true").ok();
    events.wait_for("start c\n");
    events.wait_for("died c\n");
    assert!(events.try_wait().is_none(), "it goes on");
    events.signal("INT");
    assert_ne!(events.wait().exit(), 0);
    // With a time it ends by itself.
    env.run("events --since 0 --until 1s --filter event=died --format {{.Name}}").ok().stdout_has("c\n");
}

#[test]
fn many_at_once_lose_nothing() {
    let env = TestEnv::busybox();
    let script = "for i in 1 2 3 4 5 6 7 8; do \"$0\" volume create v$1-$i >/dev/null & done; wait";
    let all: Vec<_> = (0..4)
        .map(|no| env.cmd_of("/bin/sh").arg("-c").arg(script).arg(env.program()).arg(no.to_string()).spawn())
        .collect();
    all.into_iter().for_each(|one| _ = one.wait().ok());
    assert_eq!(told(&env, "--filter type=volume", "{{.Name}}").len(), 32);
}
