//! `ps`: which containers, in what order, and what is shown of them.

use std::fs;

use crate::harness::image::{Layer, Recipe};
use crate::harness::tarball::Tar;
use crate::harness::{Output, TestEnv, eventually};

/// `old` has ended with 3, `mid` was never started, `new` runs.
fn three() -> TestEnv {
    let env = TestEnv::busybox();
    env.run("run --name old --network none --label team=a --label old busybox sh -c 'exit 3'").code(3);
    env.run("create --name mid --network none --label team=b -v data:/data busybox true").ok();
    env.run("run -d --name new --network none --label team=b -v /tmp:/host:ro busybox sleep 1000").ok();
    env
}

fn names(env: &TestEnv, words: &str) -> String {
    env.cmd("ps --format {{.Names}}").words(words).run().ok().lines().join(" ")
}

fn headings(out: &Output) -> Vec<String> {
    let line = out.lines().first().map(|line| (*line).to_owned()).unwrap_or_default();
    line.split("  ").map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn filters_choose() {
    let env = three();
    let id = env.run("inspect --format {{.Id}} mid").ok().text();
    let by_id = [format!("id={}", &id[..8]), format!("id=^{id}$")];
    let image = env.run("inspect --format {{.Image}} mid").ok().text();
    let by_image = format!("ancestor={}", &image[..10]);
    let table = [
        ("name=^(old|new)$", "old new"),
        ("name=i", "mid"),
        ("label=team", "old mid new"),
        ("label=team=b", "mid new"),
        ("label!=old", "mid new"),
        ("exited=3", "old"),
        ("exited=0", ""),
        ("status=created", "mid"),
        ("status=running", "new"),
        ("status=stopped", "old"),
        ("status=paused", ""),
        ("ancestor=busybox", "old mid new"),
        ("ancestor=docker.io/library/busybox:latest", "old mid new"),
        ("ancestor=debian", ""),
        ("before=mid", "old"),
        ("since=mid", "new"),
        ("until=1h", ""),
        ("until=4102444800", "old mid new"),
        ("volume=data", "mid"),
        ("volume=/host", "new"),
        ("volume=/tmp:/host", "new"),
        ("volume=/tmp:/other", ""),
        ("command=sleep", "new"),
        ("network=none", "old mid new"),
        ("network=host", ""),
        ("health=healthy", ""),
        ("pod=web", ""),
    ];
    let more = [(by_id[0].as_str(), "mid"), (by_id[1].as_str(), "mid"), (by_image.as_str(), "old mid new")];
    for (filter, expected) in table.into_iter().chain(more) {
        let out = env.cmd("ps -a --format {{.Names}} --filter").arg(filter).run().ok();
        assert_eq!(out.lines().join(" "), expected, "{filter}");
    }
    if !env.is_podman() {
        assert_eq!(names(&env, "-a --filter is-task=false --filter health=none"), "old mid new");
        assert_eq!(names(&env, "-a --filter is-task=true"), "");
    }
}

#[test]
fn filters_are_combined() {
    let env = three();
    assert_eq!(names(&env, "-a --filter name=old --filter name=new"), "old new");
    assert_eq!(names(&env, "-a --filter label=team=b --filter label=old"), "");
    assert_eq!(names(&env, "-a --filter label=team=b --filter status=running"), "new");
    // A state that is named is looked for without --all.
    assert_eq!(names(&env, "--filter status=exited"), "old");
    assert_eq!(names(&env, "--filter exited=3"), "old");
    for (filter, word) in [
        ("bogus=1", "bogus"),
        ("status=dead-ish", "dead-ish"),
        ("exited=x", "x"),
        ("name=(", "("),
        ("health=sick", "sick"),
        ("before=nosuch", "nosuch"),
        ("until=yesterday", "yesterday"),
    ] {
        env.cmd("ps -a --filter").arg(filter).run().refused(&[word]);
    }
}

#[test]
fn an_ancestor_is_also_what_the_image_was_built_on() {
    let env = TestEnv::new();
    let base = Layer::gzip(&Tar::new().file("base", "b").end());
    let added = Layer::gzip(&Tar::new().file("added", "a").end());
    for (name, layers) in [("base", vec![base.clone()]), ("derived", vec![base, added.clone()]), ("other", vec![added])]
    {
        let archive = Recipe::new(layers).make().oci_archive(&format!("localhost/{name}:latest"));
        env.cmd("load -i").arg(env.file(&format!("{name}.tar"), archive)).run().ok();
        env.cmd("create --network none --name").arg(name).arg(format!("localhost/{name}")).run().ok();
    }
    assert_eq!(names(&env, "-a --filter ancestor=base"), "base derived");
    assert_eq!(names(&env, "-a --filter ancestor=derived"), "derived");
    assert_eq!(names(&env, "-a --filter ancestor=other"), "other");
    assert_eq!(names(&env, "-a --filter ancestor=other --filter ancestor=derived"), "derived other");
}

#[test]
fn order_and_number() {
    let env = three();
    assert_eq!(names(&env, ""), "new");
    assert_eq!(names(&env, "-a"), "old mid new");
    assert_eq!(names(&env, "-a --sort names"), "mid new old");
    assert_eq!(names(&env, "-a --sort status"), "mid old new");
    assert_eq!(names(&env, "-a --sort command"), "old new mid");
    assert_eq!(names(&env, "-a --sort created"), "old mid new");
    assert_eq!(names(&env, "--last 2"), "new mid");
    assert_eq!(names(&env, "-n 2 --sort created"), "mid new");
    assert_eq!(names(&env, "-n -1 -a --sort runningfor"), "old mid new");
    env.run("stop -t 0 new").ok();
    assert_eq!(names(&env, "--latest"), "new");
    let ids = env.run("ps -aq --no-trunc --sort id").ok();
    assert!(ids.lines().is_sorted() && ids.lines().len() == 3, "{ids}");
    env.run("ps --sort bogus").refused(&["bogus"]);
    env.run("ps --last 1 --latest").code(125);
}

#[test]
fn columns() {
    let env = three();
    let row = env.run("ps --noheading --no-trunc").ok();
    assert_eq!(row.lines().len(), 1);
    row.stdout_has("sleep 1000");
    assert_eq!(headings(&env.run("ps --pod").ok())[6..], ["NAMES", "POD ID", "PODNAME"]);
    let spaces = env.run("ps -a --ns").ok();
    let expected =
        ["CONTAINER ID", "NAMES", "PID", "CGROUPNS", "IPC", "MNT", "NET", "PIDNS", "USERNS", "UTS"].map(str::to_owned);
    assert_eq!(headings(&spaces), expected);
    let pid = env.run("inspect --format {{.State.Pid}} new").ok().text();
    let number = env.cmd_of("/usr/bin/stat").words("-L -c %i").arg(format!("/proc/{pid}/ns/pid")).run().ok().text();
    spaces.stdout_has(&pid).stdout_has(&number);
    env.run("ps --format {{.Namespaces.PIDNS}} --ns").ok().prints(&format!("{number}\n"));
    env.run("ps --ns --size").code(125);
    env.run("ps -q --size").code(125);
    env.run("ps --external --sync").ok().stdout_has("new");
}

#[test]
fn sizes() {
    let env = TestEnv::busybox();
    env.run("run --name big --network none busybox sh -c 'head -c 300000 /dev/zero >/big'").ok();
    env.run("run --name small --network none busybox sh -c 'mkdir -m 700 /d; printf 12345 >/d/f; chown -R 7:7 /d'")
        .ok();
    let sizes = env.run("ps -a --size --format {{.Names}}={{.Size}}").ok();
    assert!(sizes.lines()[0].starts_with("big=300kB (virtual ") && sizes.lines()[1].starts_with("small=5B"), "{sizes}");
    assert_eq!(headings(&env.run("ps -as").ok()).last().map(String::as_str), Some("SIZE"));
    assert_eq!(names(&env, "-a --sort size"), "small big");
    let json = env.run("ps -as --format json").ok().json();
    assert_eq!(json[1]["Size"]["rwSize"], 5);
    assert!(json[1]["Size"]["rootFsSize"].as_u64() > Some(100_000), "{json}");
    env.run("ps -a --format '{{.Size}}|'").ok().prints("|\n|\n");
}

#[test]
fn templates_have_every_field() {
    let env = three();
    for (template, expected) in [
        ("{{.Names}} {{.State}} {{.ExitCode}} {{.Exited}}", "old exited 3 true"),
        ("{{.Label \"team\"}} {{.Labels.team}} {{index .Labels \"old\"}}|", "a a |"),
        (
            "{{.Image}} {{.Restarts}} {{.Pid}} {{.AutoRemove}} {{.IsInfra}}",
            "docker.io/library/busybox:latest 0 0 false false",
        ),
        ("{{.Pod}}{{.PodName}}{{.Networks}}{{.Ports}}{{.CIDFile}}{{.Mounts}}|", "|"),
        ("{{.Command}}", "sh -c exit 3"),
        ("{{len .ID}} {{len .ImageID}}", "12 12"),
    ] {
        let out = env.cmd("ps -a --filter name=old --format").arg(template).run().ok();
        assert_eq!(out.text(), expected, "{template}");
    }
    let old = "ps -a --filter name=old --format";
    let ended = env.cmd(old).arg("{{.Created}}|{{.CreatedAt}}|{{.RunningFor}}|{{.Status}}").run().ok().text();
    let parts: Vec<&str> = ended.split('|').collect();
    assert!(parts[0].ends_with(" ago") && parts[1].starts_with("20") && parts[2].ends_with(" ago"), "{ended}");
    assert!(parts[3].starts_with("Exited (3) "), "{ended}");
    let times = env.cmd(old).arg("{{.StartedAt}} {{.ExitedAt}}").run().ok().text();
    let times: Vec<i64> = times.split(' ').map(|time| time.parse().expect("seconds")).collect();
    assert!(times[0] > 1_700_000_000 && times[0] <= times[1], "{times:?}");
    env.run("ps -a --filter name=mid --format {{.Mounts}}").ok().prints("/data\n");
    env.run("ps -a --no-trunc --filter name=old --format '{{len .ID}} {{len .ImageID}}'").ok().prints("64 64\n");
    env.run("ps -a --format {{.Nmaes}}").refused(&["Nmaes", "Names"]);
    let table = env.run("ps --format 'table {{.ID}}\\t{{.RunningFor}}\\t{{.Label \"team\"}}'").ok();
    assert_eq!(headings(&table), ["CONTAINER ID", "CREATED", "TEAM"]);
    env.run("ps --noheading --format 'table {{.Names}} {{.State}}'").ok().prints("new         running\n");
}

#[test]
fn json_has_every_field() {
    let env = three();
    let all = env.run("ps -a --format json").ok().json();
    let old = &all[0];
    assert_eq!((&old["Names"][0], &old["State"], &old["ExitCode"]), (&"old".into(), &"exited".into(), &3.into()));
    assert_eq!((&old["Labels"]["team"], &old["Exited"], &old["Pid"]), (&"a".into(), &true.into(), &0.into()));
    assert_eq!(old["Command"], serde_json::json!(["sh", "-c", "exit 3"]));
    assert_eq!(all[1]["Mounts"], serde_json::json!(["/data"]));
    assert_eq!(env.run("ps --format json --filter name=nosuch").ok().json(), serde_json::json!([]));
    let line = env.run("ps --format '{{json .}}'").ok();
    assert_eq!(line.json()["Names"], "new");
}

#[test]
fn watching_shows_what_changes() {
    let env = TestEnv::busybox();
    let mut watching = env.spawn("ps -a --watch 1 --format {{.Names}}");
    watching.wait_for("\x1b[");
    env.run("create --name later --network none busybox true").ok();
    watching.wait_for("later\n");
    env.run("rm later").ok();
    eventually(10, "a list without it", || watching.stdout().ends_with("\x1b[2J").then_some(()));
    watching.signal("TERM");
    env.run("ps --watch 0").code(125);
}

/// Records of many are read by several threads.
#[test]
fn hundreds_are_listed_in_order() {
    let env = TestEnv::busybox();
    let first = env.run("create --network none --name n-first busybox true").ok().text();
    let containers = env.store().join("containers");
    let config = fs::read_to_string(containers.join(&first).join("config.json")).unwrap();
    for n in 0..650 {
        let id = format!("{n:064}");
        fs::create_dir(containers.join(&id)).unwrap();
        let copy = config.replace(&first, &id).replace("n-first", &format!("n-{n}"));
        fs::write(containers.join(&id).join("config.json"), copy).unwrap();
    }
    // Made at the same moment, they are in the order of their ids.
    let mut expected: Vec<String> = (0..650).map(|n| format!("{n:064}")).chain([first]).collect();
    expected.sort();
    let listed = env.run("ps -aq --no-trunc --sort created").ok();
    assert_eq!(listed.lines(), expected);
    env.run("ps -a --filter name=n-64 --format {{.Names}}").ok().stdout_has("n-649\n").stdout_lacks("n-65");
}
