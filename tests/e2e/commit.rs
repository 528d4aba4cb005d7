//! `commit` and `diff`: what containers have written, running or not.

use crate::harness::{TestEnv, eventually};
use serde_json::Value;

const CHANGES: &str = "echo new >/new; mkdir /dir; echo x >/dir/file; rm /bin/vi; echo more >>/etc/passwd; \
                       ln -s /new /link; chown 7:8 /dir/file; chmod 4711 /dir/file";

/// Containers `up`, which runs, and `down`, which does not, with the same changes.
fn two(flags: &str) -> TestEnv {
    let env = TestEnv::busybox();
    env.cmd("run --name down --network none").words(flags).words("busybox sh -c").arg(CHANGES).run().ok();
    let script = format!("{CHANGES}; touch /ready; sleep 1000");
    env.cmd("run -d --name up --network none").words(flags).words("busybox sh -c").arg(script).run().ok();
    eventually(20, "it is prepared", || (env.run("exec up ls /ready").exit() == 0).then_some(()));
    env.run("exec up rm /ready").ok();
    env
}

fn inspect(env: &TestEnv, image: &str) -> Value {
    env.cmd("image inspect").arg(image).run().ok().json()[0].clone()
}

#[test]
fn what_a_container_wrote_is_in_its_image() {
    let env = two("");
    for name in ["up", "down"] {
        let id = env.cmd("commit -q").arg(name).arg(format!("{name}-image")).run().ok().silent().text();
        assert!(id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
        let image = inspect(&env, &format!("localhost/{name}-image:latest"));
        assert_eq!(image["Id"], id.as_str());
        let base = inspect(&env, "busybox");
        let layers = |image: &Value| image["RootFS"]["Layers"].as_array().expect("layers").clone();
        let (new, old) = (layers(&image), layers(&base));
        assert_eq!((new.len(), &new[..old.len()]), (old.len() + 1, &old[..]), "its parent's layers and one more");
        let script = "cat /new /link /dir/file; stat -c '%a %u:%g' /dir/file; ls /bin/vi; tail -n 1 /etc/passwd";
        let out = env.cmd("run --rm --network none").arg(&id).words("sh -c").arg(script).run();
        out.prints("new\nnew\nx\n4711 7:8\nmore\n");
    }
}

#[test]
fn what_programs_have_not_closed_yet_is_in_the_image() {
    let env = TestEnv::busybox();
    let script = "exec 3>/log; echo first >&3; head -c 3000000 /dev/zero >&3; echo ready; sleep 1000";
    env.cmd("run -d --name c --network none busybox sh -c").arg(script).run().ok();
    eventually(20, "it has written", || env.run("logs c").stdout.contains("ready").then_some(()));
    env.run("commit c live").ok();
    env.run("run --rm --network none live sh -c 'wc -c </log; head -n 1 /log'").ok().prints("3000006\nfirst\n");
    assert!(env.status("c").starts_with("Up"), "it goes on");
}

#[test]
fn what_a_container_runs_is_in_the_configuration() {
    let env = TestEnv::busybox();
    let flags = "--network none -e A=b --label one=1 -w /tmp -u 5:6 -t --entrypoint echo -v named:/v -v /anon";
    env.cmd("create --name c").words(flags).words("busybox some words").run().ok();
    env.run("commit -a Ada -m because c first").ok();
    let image = inspect(&env, "first");
    let config = &image["Config"];
    assert_eq!(config["Entrypoint"], serde_json::json!(["echo"]));
    assert_eq!(config["Cmd"], serde_json::json!(["some", "words"]));
    assert_eq!((&config["User"], &config["WorkingDir"]), (&"5:6".into(), &"/tmp".into()));
    assert_eq!(config["Labels"]["one"], "1");
    assert_eq!(config["Volumes"], serde_json::json!({"/anon": {}}));
    let has_env = |name: &str| {
        config["Env"]
            .as_array()
            .expect("env")
            .iter()
            .any(|item| item.as_str().is_some_and(|item| item.starts_with(name)))
    };
    assert!(has_env("A=b") && has_env("PATH="));
    assert!(env.is_podman() || !has_env("HOSTNAME=") && !has_env("TERM=") && !has_env("container="), "{config}");
    assert_eq!((&image["Author"], &image["Comment"]), (&"Ada".into(), &"because".into()));
    let history = image["History"].as_array().expect("history");
    let before = inspect(&env, "busybox")["History"].as_array().expect("history").len();
    assert_eq!(history.len(), before + 1);
    env.run("run --rm --network none first").ok().prints("some words\n");
    // Changes come last, and all of them count.
    let changes = [
        "CMD [\"other\"]",
        "ENV A=c D=e",
        "LABEL two=2",
        "EXPOSE 80",
        "USER root",
        "WORKDIR /",
        "VOLUME /more",
        "STOPSIGNAL SIGINT",
    ];
    let mut cmd = env.cmd("commit --include-volumes");
    for change in changes {
        cmd = cmd.arg("--change").arg(change);
    }
    let iidfile = env.home().join("iid");
    let id = cmd.arg("--iidfile").arg(&iidfile).words("c second:tag").run().ok().text();
    assert_eq!(std::fs::read_to_string(&iidfile).expect("a file"), id);
    let config = inspect(&env, "localhost/second:tag")["Config"].clone();
    assert_eq!((&config["Cmd"], &config["User"]), (&serde_json::json!(["other"]), &"root".into()));
    assert_eq!((&config["Labels"]["two"], &config["StopSignal"]), (&"2".into(), &"SIGINT".into()));
    assert_eq!(config["ExposedPorts"], serde_json::json!({"80/tcp": {}}));
    assert_eq!(config["Volumes"], serde_json::json!({"/anon": {}, "/v": {}, "/more": {}}));
    env.run("run --rm --network none --entrypoint sh second:tag -c 'echo $A $D'").ok().prints("c e\n");
    env.run("commit -c 'NOSUCH x' c third").refused(&["NOSUCH"]);
    env.run("commit nosuch third").refused(&["nosuch"]);
    env.run("commit c 'Bad Name'").refused(&["Bad Name"]);
    env.run("image inspect third").code(125);
}

#[test]
fn images_without_a_name_formats_and_squashing() {
    let env = two("");
    let id = env.run("commit down").ok().text();
    assert_eq!(inspect(&env, &id)["RepoTags"], serde_json::json!([]));
    env.run("images -f dangling=true -q --no-trunc").ok().stdout_has(&id);
    env.run("commit -f docker down d").ok();
    assert_eq!(inspect(&env, "d")["ManifestType"], "application/vnd.docker.distribution.manifest.v2+json");
    assert_eq!(inspect(&env, &id)["ManifestType"], "application/vnd.oci.image.manifest.v1+json");
    env.run("commit -f other down x").code(125);
    for name in ["up", "down"] {
        env.cmd("commit -s").arg(name).arg("flat").run().ok();
        let image = inspect(&env, "flat");
        assert_eq!(image["RootFS"]["Layers"].as_array().expect("layers").len(), 1);
        assert_eq!(image["History"].as_array().expect("history").len(), 1);
        let script = "cat /new /dir/file; stat -c '%a %u:%g' /dir/file; ls /bin/vi; ls /proc/1/exe";
        let out = env.cmd("run --rm --network none flat sh -c").arg(script).run();
        out.prints("new\nx\n4711 7:8\n/proc/1/exe\n");
    }
    // The image is the container's no more, which is not bound to it.
    env.run("rm -f -t 0 up down").ok();
    env.run("rmi flat d").ok();
}

#[test]
fn an_image_outlives_its_parents_and_the_container() {
    let env = TestEnv::busybox();
    env.run("run --name c --network none busybox sh -c 'echo kept >/kept'").ok();
    env.run("commit c child").ok();
    env.run("rm c").ok();
    env.run("rmi busybox").ok();
    env.run("run --rm --network none child cat /kept").ok().prints("kept\n");
    // Nor does a container need its image any more.
    env.run("run --name d --network none child sh -c 'echo more >>/kept'").ok();
    env.run("rmi -f child").ok();
}

#[test]
fn pausing_for_a_commit_needs_a_control_group() {
    let env = two("");
    if env.run("pause up").exit() == 0 {
        env.run("unpause up").ok();
        env.run("commit --pause up x").ok();
    } else {
        env.run("commit --pause up x").refused(&["pause"]);
        env.run("commit --pause=false up x").ok();
    }
    env.run("commit -p down y").ok();
    assert!(env.status("up").starts_with("Up"));
}

#[test]
fn differences_are_shown() {
    let env = two("");
    for name in ["up", "down"] {
        let out = env.cmd("diff").arg(name).run().ok().stdout;
        let mut lines: Vec<&str> = out.lines().collect();
        lines.sort_unstable();
        assert_eq!(
            lines,
            ["A /dir", "A /dir/file", "A /link", "A /new", "C /bin", "C /etc", "C /etc/passwd", "D /bin/vi"]
        );
        env.cmd("container diff").arg(name).run().ok().prints(&out);
        let json = env.cmd("diff --format json").arg(name).run().ok().json();
        assert_eq!(json["deleted"], serde_json::json!(["/bin/vi"]));
        assert_eq!(json["added"], serde_json::json!(["/dir", "/dir/file", "/link", "/new"]));
        assert_eq!(json["changed"], serde_json::json!(["/bin", "/etc", "/etc/passwd"]));
        env.cmd("diff").arg(name).arg("busybox").run().ok().stdout_has("A /dir/file\n").stdout_has("D /bin/vi\n");
    }
    env.run("create --name same --network none busybox").ok();
    env.run("diff same").ok().prints("");
    env.run("diff --latest").ok().prints("");
    env.run("diff same down").ok().stdout_has("D /dir\n").stdout_has("A /bin/vi\n").stdout_lacks("/dir/file");
    env.run("diff nosuch").refused(&["nosuch"]);
    env.run("container diff busybox").refused(&["busybox"]);
    env.run("diff --format table down").code(125);
}

#[test]
fn differences_of_images_are_those_of_their_last_layer() {
    let env = two("");
    env.run("commit down one").ok();
    env.run("run --name c --network none one sh -c 'rm -r /dir; echo 2 >/two'").ok();
    env.run("commit c two").ok();
    env.run("diff two").ok().prints("D /dir\nA /two\n");
    env.run("diff one busybox").ok().stdout_has("A /dir/file\n").stdout_has("C /etc/passwd\n");
    env.run("diff two busybox").ok().stdout_has("A /new\n").stdout_lacks("/dir");
    env.run("diff c two").ok().prints("");
}
