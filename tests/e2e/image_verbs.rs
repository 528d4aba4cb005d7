//! Verbs about images in the store: names, history, trees, differences, pruning.

use crate::harness::image::{Image, digest};
use crate::harness::tarball::{Header, Tar};
use crate::harness::{Cmd, TestEnv};
use serde_json::{Value, json};

/// An image whose history has one step for each layer, as a builder that keeps every step makes it.
struct Steps {
    layers: Vec<Vec<u8>>,
    history: Vec<Value>,
    labels: Value,
}

impl Steps {
    fn new(step: &str, layer: Vec<u8>) -> Self {
        Self { layers: Vec::new(), history: Vec::new(), labels: json!({}) }.then(step, layer)
    }

    fn then(&self, step: &str, layer: Vec<u8>) -> Self {
        let mut next = Self { layers: self.layers.clone(), history: self.history.clone(), labels: self.labels.clone() };
        next.layers.push(layer);
        next.history.push(json!({"created": "2024-01-02T03:04:05.5Z", "created_by": step, "comment": "made"}));
        next
    }

    /// One more step without a layer.
    fn empty(&self, step: &str) -> Self {
        let mut next = self.then(step, Vec::new());
        next.layers.pop();
        if let Some(entry) = next.history.last_mut() {
            entry["empty_layer"] = true.into();
        }
        next
    }

    fn labelled(mut self, labels: Value) -> Self {
        self.labels = labels;
        self
    }

    fn config(&self) -> Vec<u8> {
        let ids: Vec<String> = self.layers.iter().map(|tar| digest(tar)).collect();
        let config = json!({"architecture": "amd64", "os": "linux", "created": "2024-01-02T03:04:05Z",
            "config": {"Labels": self.labels}, "history": self.history, "rootfs": {"type": "layers", "diff_ids": ids}});
        serde_json::to_vec(&config).expect("JSON")
    }

    /// Loads it under this name; its id.
    fn load(&self, env: &TestEnv, name: &str) -> String {
        let config = self.config();
        env.cmd("load -q").input(Image::docker_archive(name, &config, &self.layers)).run().ok();
        digest(&config).replace("sha256:", "")
    }

    /// Loads it without a name.
    fn load_unnamed(&self, env: &TestEnv) -> String {
        let id = self.load(env, "example.org/unnamed:1");
        env.run("untag example.org/unnamed:1").ok();
        id
    }
}

fn base() -> Steps {
    Steps::new("base", Tar::new().dir("etc/").file("etc/one", "1").file("etc/two", "22").end())
}

fn names(env: &TestEnv) -> Vec<String> {
    let out = env.run("images --format {{.Repository}}:{{.Tag}} --sort repository").ok();
    out.lines().into_iter().map(str::to_owned).collect()
}

#[test]
fn tags_come_and_go() {
    let env = TestEnv::busybox();
    env.run("tag busybox one example.org/team/two:2").ok().silent().prints("");
    assert_eq!(names(&env), ["docker.io/library/busybox:latest", "example.org/team/two:2", "localhost/one:latest"]);
    // A name moves to another image.
    let other = base().load(&env, "example.org/other:1");
    env.run("image tag example.org/other:1 one").ok();
    assert_eq!(env.run("image inspect --format {{.Id}} one").ok().text(), other);
    env.run("tag nosuch x").refused(&["nosuch"]);
    env.cmd("tag busybox").arg(format!("x@sha256:{other}")).run().refused(&["digest"]);
    env.run("tag busybox UPPER").code(125);
    env.run("untag busybox nosuchname").refused(&["nosuchname"]);
    env.run("untag busybox example.org/team/two:2").ok().prints("");
    assert_eq!(names(&env), ["docker.io/library/busybox:latest", "example.org/other:1", "localhost/one:latest"]);
    // The image stays without any.
    env.run("untag one").ok();
    env.cmd("image inspect").arg(&other).run().ok();
    assert!(names(&env).contains(&"<none>:<none>".to_owned()));
}

#[test]
fn history_tells_each_step() {
    let env = TestEnv::new();
    let first = base().load(&env, "example.org/base:1");
    let long = "x".repeat(60);
    let top = base().then(&long, Tar::new().file("three", "333").end()).empty("CMD");
    let id = top.load(&env, "example.org/top:1");
    let out = env.run("history example.org/top:1").ok();
    let lines = out.lines();
    assert!(lines[0].starts_with("ID  ") && lines[0].ends_with("COMMENT"), "{out}");
    assert!(lines[1].starts_with(&id[..12]) && lines[1].contains("CMD") && lines[1].contains("0 B"), "{out}");
    assert!(lines[2].starts_with("<missing>") && lines[2].contains(&format!("{}...", "x".repeat(42))), "{out}");
    assert!(lines[2].contains(" 3 B") && lines[3].contains(" 3 B") && lines[3].contains("years ago"), "{out}");
    env.run("history --no-trunc example.org/top:1").ok().stdout_has(&long).stdout_has(&id);
    env.run("history -q example.org/top:1").ok().prints(&format!("{}\n<missing>\n<missing>\n", &id[..12]));
    let template = "history --human=false --format '{{.Created}} {{.Size}} {{.CreatedAt}}' example.org/base:1";
    env.run(template).ok().prints("2024-01-02T03:04:05Z 3 2024-01-02 03:04:05.5 +0000 UTC\n");
    env.run("history -H --format '{{.Size}} {{.Tags}}' example.org/base:1").ok().prints("3 B [example.org/base:1]\n");
    let out = env.run("history --format json example.org/top:1").ok().json();
    assert_eq!(out[0]["id"], id.as_str());
    assert_eq!(out[0]["tags"], json!(["example.org/top:1"]));
    assert_eq!(out[1]["size"], 3);
    // A step whose image is here has its id.
    let second = base().then("second", Tar::new().file("x", "y").end()).load(&env, "example.org/second:1");
    env.run("image history -q --no-trunc example.org/second:1").ok().prints(&format!("{second}\n{first}\n"));
    env.run("history nosuch").refused(&["nosuch"]);
}

#[test]
fn exists_says_it_by_the_code() {
    let env = TestEnv::busybox();
    env.run("image exists busybox").ok().silent().prints("");
    env.run("image exists nosuch").code(1).silent().prints("");
}

#[test]
fn the_tree_shows_who_has_a_layer() {
    let env = TestEnv::new();
    base().load(&env, "example.org/base:1");
    base().then("left", Tar::new().file("l", "l").end()).load(&env, "example.org/left:1");
    base().then("right", Tar::new().file("r", "rr").end()).load(&env, "example.org/right:1");
    let out = env.run("image tree example.org/left:1").ok().stdout_has("Tags:     [example.org/left:1]\n");
    let lines = out.lines();
    assert_eq!(lines.len(), 6, "{out}");
    assert!(lines[4].starts_with("├── ID: ") && lines[4].ends_with("Size:      3B Top Layer of: [example.org/base:1]"));
    assert!(lines[5].starts_with("└── ID: ") && lines[5].ends_with("Top Layer of: [example.org/left:1]"), "{out}");
    env.run("image tree example.org/base:1").ok().stdout_lacks("left");
    let out = env.run("image tree --whatrequires example.org/base:1").ok();
    out.stdout_has("    ├── ID: ")
        .stdout_has("[example.org/left:1]")
        .stdout_has("    └── ID: ")
        .stdout_has("example.org/right:1");
}

#[test]
fn diff_is_what_the_topmost_layer_changes() {
    let env = TestEnv::new();
    base().load(&env, "example.org/base:1");
    let change =
        Tar::new().file("etc/one", "11").file(".wh.none", "").file("etc/.wh.two", "").dir("new/").file("new/a", "a");
    // The same file again is no change.
    let top = base().then("same", Tar::new().file("etc/one", "1").end()).then("change", change.end());
    top.load(&env, "example.org/top:1");
    env.run("image diff example.org/top:1").ok().prints("C /etc\nC /etc/one\nD /etc/two\nA /new\nA /new/a\n");
    env.run("image diff example.org/base:1").ok().prints("A /etc\nA /etc/one\nA /etc/two\n");
    env.run("image diff example.org/base:1 example.org/top:1").ok().stdout_has("A /etc/two\n").stdout_has("D /new\n");
    let out = env.run("image diff --format json example.org/top:1").ok().json();
    assert_eq!(out, json!({"changed": ["/etc", "/etc/one"], "added": ["/new", "/new/a"], "deleted": ["/etc/two"]}));
    env.run("image diff --format '{{.X}}' example.org/top:1").refused(&["json"]);
}

#[test]
fn diff_of_the_only_layer_is_all_of_it() {
    let env = TestEnv::debian();
    let out = env.run("image diff debian:12").ok();
    let count = out.lines().len();
    let tar = crate::harness::cache::images().join("rootfs/debian.tar");
    let listed = Cmd::new("tar").words("-tf").arg(tar).run().ok();
    assert_eq!(count, listed.lines().iter().filter(|path| **path != "./").count());
}

#[test]
fn prune_asks_and_takes_what_nobody_needs() {
    let env = TestEnv::busybox();
    let parent = base().load_unnamed(&env);
    let child = base().then("more", Tar::new().file("x", "y").end());
    let child_id = child.load(&env, "example.org/child:1");
    env.run("image prune -f").ok().prints("");
    let out = env.cmd("image prune").input("n\n").run().ok();
    out.prints("WARNING! This command removes all dangling images.\nAre you sure you want to continue? [y/N] ");
    env.run("image prune").refused(&["nobody has answered"]);
    env.run("untag example.org/child:1").ok();
    env.run("image prune -f --filter label=none").ok().prints("");
    env.run("image prune -f --filter until=2000-01-01").ok().prints("");
    env.run("image prune -f --filter dangling=true").refused(&["dangling"]);
    // The parent is without children then.
    env.run("image prune -f --filter until=1h").ok().prints(&format!("{child_id}\n{parent}\n"));
    let labelled = base().labelled(json!({"k": "v"})).load(&env, "example.org/labelled:1");
    env.run("run -d --network none --name user busybox sleep 100").ok();
    env.cmd("image prune -a --filter label=k=v")
        .input("y\n")
        .run()
        .ok()
        .stdout_has(&labelled)
        .stdout_has("at least one container");
    env.run("image prune -af").ok().prints("");
    env.run("rm -f -t 0 user").ok();
    assert_eq!(env.run("image prune -af").ok().lines().len(), 1);
    env.run("images -q").ok().prints("");
}

#[test]
fn rmi_takes_parents_along() {
    let env = TestEnv::new();
    let parent = base().load_unnamed(&env);
    let child = base().then("more", Tar::new().file("x", "y").end());
    let id = child.load(&env, "example.org/child:1");
    env.run("rmi --no-prune example.org/child:1")
        .ok()
        .prints(&format!("Untagged: example.org/child:1\nDeleted: {id}\n"));
    env.cmd("image exists").arg(&parent).run().ok();
    child.load(&env, "example.org/child:1");
    env.run("rmi example.org/child:1")
        .ok()
        .prints(&format!("Untagged: example.org/child:1\nDeleted: {id}\nDeleted: {parent}\n"));
    // One with a name stays.
    base().load(&env, "example.org/base:1");
    child.load(&env, "example.org/child:1");
    env.run("rmi example.org/child:1").ok().stdout_lacks(&parent);
    env.run("rmi --all").ok().stdout_has(&parent);
}

#[test]
fn rmi_by_every_kind_of_word() {
    let env = TestEnv::new();
    let bytes = Image::small().oci_archive("registry.test/team/app:1");
    let manifest = digest(&Image::small().manifest);
    let load = || {
        env.cmd("load -q").input(bytes.clone()).run().ok();
        env.run("images -q --no-trunc").ok().text().replace("sha256:", "")
    };
    let id = load();
    for word in [&id[..6], &id, &format!("sha256:{id}"), "app:1", &format!("registry.test/team/app@{manifest}")] {
        load();
        let out = env.cmd("rmi").arg(word).run().ok();
        assert_eq!(out.stdout, format!("Untagged: registry.test/team/app:1\nDeleted: {id}\n"), "{word}");
    }
    load();
    env.run("tag app:1 registry.test/team/app:2 other").ok();
    env.cmd("rmi").arg(&id).run().refused(&["other", "--force"]);
    // A digest means all of its repository's names.
    let out = env.cmd("rmi").arg(format!("registry.test/team/app@{manifest}")).run().ok();
    out.prints("Untagged: registry.test/team/app:1\nUntagged: registry.test/team/app:2\n");
    env.run("rmi other nosuch").code(1).stdout_has(&format!("Deleted: {id}"));
    env.run("rmi --ignore nosuch").ok().silent();
    load();
    env.run("tag app:1 other").ok();
    env.cmd("rmi -f").arg(&id[..8]).run().ok().stdout_has("Untagged: localhost/other:latest\n");
    env.run("images -q").ok().prints("");
}

#[test]
fn inspect_has_dockers_fields_too() {
    let env = TestEnv::new();
    let parent = base().load(&env, "example.org/base:1");
    let run = json!({"Healthcheck": {"Test": ["CMD", "true"], "Interval": 5}, "OnBuild": ["RUN x"], "Shell": ["/bin/bash", "-c"]});
    let tar = Tar::new().file("a", "a").end();
    let mut history = base().history;
    history.push(json!({"created_by": "x", "comment": "last"}));
    let ids: Vec<String> = base().layers.iter().chain([&tar]).map(|tar| digest(tar)).collect();
    let config = json!({"architecture": "arm", "variant": "v7", "os": "linux", "author": "me", "docker_version": "20.1",
        "config": run, "history": history, "rootfs": {"type": "layers", "diff_ids": ids}});
    let config = serde_json::to_vec(&config).expect("JSON");
    let layers = [base().layers, vec![tar]].concat();
    env.cmd("load -q").input(Image::docker_archive("example.org/child:1", &config, &layers)).run().ok();
    let out = &env.run("image inspect example.org/child:1").ok().json()[0];
    for (field, value) in [
        ("Parent", parent.as_str()),
        ("Author", "me"),
        ("Comment", "last"),
        ("Variant", "v7"),
        ("DockerVersion", "20.1"),
    ] {
        assert_eq!(out[field], value, "{field}");
    }
    for field in ["Healthcheck", "OnBuild", "Shell"] {
        assert_eq!(out["Config"][field], run[field], "{field}");
    }
    assert_eq!(out["HealthCheck"]["Interval"], 5);
    assert_eq!(out["History"].as_array().map(Vec::len), Some(2));
}

#[test]
fn markers_in_the_root_are_no_files() {
    let env = TestEnv::new();
    let opaque =
        Tar::new().entry(&Header::new(b'5', "etc/"), b"").file("etc/.wh..wh..opq", "").file("etc/three", "3").end();
    base().then("opaque", opaque).load(&env, "example.org/opaque:1");
    let out = env.run("image diff example.org/opaque:1").ok();
    out.prints("C /etc\nD /etc/one\nA /etc/three\nD /etc/two\n");
}

#[test]
fn lists_hide_what_is_only_between() {
    let env = TestEnv::busybox();
    let parent = base().load_unnamed(&env);
    let child = base().then("more", Tar::new().file("x", "y").end()).load_unnamed(&env);
    let listed = |flags: &str| env.cmd("images -q --no-trunc").words(flags).run().ok().stdout.replace("sha256:", "");
    assert!(listed("").contains(&child) && !listed("").contains(&parent));
    assert!(listed("-a").contains(&parent));
    assert_eq!(listed("--filter dangling=true"), format!("{child}\n"));
    assert_eq!(listed("--filter intermediate=true"), format!("{parent}\n"));
    assert!(!listed("-a --filter dangling=false").contains(&child));
    let parents =
        env.cmd("images --format '{{.ID}} {{.ParentId}} {{.Dangling}}' --no-trunc").arg(&child[..12]).run().ok();
    parents.prints(&format!("sha256:{child} {parent} true\n"));
    env.run("run -d --network none --name user busybox sleep 100").ok();
    let busybox = env.run("image inspect --format {{.Id}} busybox").ok().text();
    assert_eq!(listed("--filter containers=true"), format!("{busybox}\n"));
    assert!(!listed("--filter containers=false").contains(&busybox));
    assert_eq!(listed("--filter readonly=true"), "");
    env.run("images --filter bogus=1").refused(&["bogus is an invalid filter"]);
    env.run("rm -f -t 0 user").ok();
}

#[test]
fn lists_choose_by_name_id_and_age() {
    let env = TestEnv::busybox();
    let id = base().labelled(json!({"k": "v"})).load(&env, "example.org/team/app:1");
    env.run("tag example.org/team/app:1 example.org/team/app:2").ok();
    let listed = |flags: &str| {
        let out = env.cmd("images --format {{.Repository}}:{{.Tag}}").words(flags).run().ok();
        let mut lines: Vec<String> = out.lines().into_iter().map(str::to_owned).collect();
        lines.sort();
        lines.join(" ")
    };
    let both = "example.org/team/app:1 example.org/team/app:2";
    for flags in [
        "app",
        "team/app",
        "example.org/team/app",
        &id[..8],
        "--filter label=k=v",
        "--filter label=k",
        "--filter reference=app",
        "--filter until=2024-06-01",
        "--filter before=busybox",
    ] {
        assert_eq!(listed(flags), both, "{flags}");
    }
    for flags in ["app:2", "--filter reference=app:2", "--filter reference=*/team/*:2"] {
        assert_eq!(listed(flags), "example.org/team/app:2", "{flags}");
    }
    for flags in ["busybox", "--filter since=app:1", "--filter label!=k", "--filter reference!=app"] {
        assert_eq!(listed(flags), "docker.io/library/busybox:latest", "{flags}");
    }
    assert_eq!(listed("nosuch"), "");
    env.run("untag example.org/team/app:1 example.org/team/app:1").ok();
    let out = env.run("images --history --digests app").ok().stdout_has("HISTORY").stdout_has("DIGEST");
    out.stdout_has("example.org/team/app:2, example.org/team/app:1");
    env.run("images --format '{{.History}}' app").ok().prints("example.org/team/app:2, example.org/team/app:1\n");
    let sorted = env.run("images --sort size --format {{.Tag}}").ok();
    assert_eq!(sorted.lines(), ["2", "latest"]);
    env.run("images --sort bogus").refused(&["bogus"]);
    // An image that no registry has has a digest too.
    let digest = env.run("image inspect --format {{.Digest}} app:2").ok().text();
    env.run("images --format {{.Digest}} app").ok().prints(&format!("{digest}\n"));
    env.run("images --digests app").ok().stdout_has(&digest);
    assert_eq!(listed(&format!("--filter digest={digest}")), "example.org/team/app:2");
}

#[test]
fn sizes_tell_what_is_shared() {
    let env = TestEnv::new();
    base().load(&env, "example.org/base:1");
    // One byte of its own, and once more the content that the layer below has.
    base().then("more", Tar::new().file("x", "y").file("copy", "22").end()).load(&env, "example.org/more:1");
    let template = "--format '{{.Repository}} {{.Size}} {{.SharedSize}} {{.UniqueSize}}' --sort size";
    let out = env.cmd("images").words(template).run().ok();
    out.prints("example.org/base 3 B 3 B 0 B\nexample.org/more 6 B 5 B 1 B\n");
    let out = env.run("images --format json --sort size").ok().json();
    assert_eq!((&out[1]["SharedSize"], &out[1]["Size"]), (&json!(5), &json!(6)));
}

#[test]
fn names_that_an_image_had() {
    let env = TestEnv::busybox();
    env.run("tag busybox one two").ok();
    env.run("untag busybox localhost/two").ok();
    let out = env.run("images --format {{.History}} one").ok().text();
    assert!(out.ends_with(", localhost/two:latest"), "{out}");
    for name in ["localhost/one:latest", "localhost/two:latest", "docker.io/library/busybox:latest"] {
        assert_eq!(out.split(", ").filter(|known| *known == name).count(), 1, "{out}");
    }
}
