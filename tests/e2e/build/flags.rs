//! The flags of `build`.

use super::Context;
use crate::harness::TestEnv;

#[test]
fn names_and_files_of_ids() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nLABEL a=b\n");
    let file = env.home().join("iid");
    let built = context.cmd("-t one -t two:x --iidfile").arg(&file).run().ok();
    let id = built.stdout.lines().last().unwrap().to_owned();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), format!("sha256:{id}"));
    for name in ["localhost/one:latest", "localhost/two:x"] {
        assert_eq!(env.run(&format!("image inspect {name} --format {{{{.Id}}}}")).ok().text(), id);
    }
    let other = context.file("other/File", "FROM busybox\nENV FROM=other\n");
    env.cmd("build -q -t three -f").arg(other).arg(&context.dir).run().ok();
    assert!(env.run("image inspect three --format {{.Config.Env}}").ok().text().contains("FROM=other"));
    for verb in ["image build", "builder build", "buildx build"] {
        env.cmd(verb).arg("-q").arg(&context.dir).run().ok();
    }
}

#[test]
fn build_arguments() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "ARG TAG=nosuch\nFROM busybox:$TAG\nARG A=1\nARG B\nARG C\nARG TARGETARCH\nENV ALL=$A,$B,$C,$TARGETARCH\n",
    );
    let file = env.file("args", "# a comment\nB=file\nC=file\n");
    let cmd = context
        .cmd("-q -t built --build-arg TAG=latest --build-arg C=typed --build-arg A --build-arg X=1 --build-arg-file");
    cmd.arg(file).env("A", "environment").run().ok().stderr_has("X");
    let all = env.run("image inspect built --format {{.Config.Env}}").ok().text();
    assert!(all.contains("ALL=environment,file,typed,") && !all.contains(",typed,]"), "{all}");
}

#[test]
fn labels_annotations_and_variables() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nLABEL keep=1 drop=1\nENV KEEP=1 DROP=1\n");
    context.build("-t built --label new=2 --unsetlabel drop --env E=3 --unsetenv DROP --annotation note=text").ok();
    let labels = env.run("image inspect built --format '{{json .Config.Labels}}'").ok().text();
    assert!(labels.contains("\"new\":\"2\"") && labels.contains("keep") && !labels.contains("drop"), "{labels}");
    let variables = env.run("image inspect built --format {{.Config.Env}}").ok().text();
    assert!(variables.contains("E=3") && variables.contains("KEEP=1") && !variables.contains("DROP"), "{variables}");
    assert!(env.run("image inspect built --format '{{json .Annotations}}'").ok().text().contains("\"note\":\"text\""));
}

#[test]
fn annotations_of_the_base_image() {
    let env = TestEnv::busybox();
    let base = Context::new(&env, "FROM busybox\n");
    base.build("-t base --annotation keep=1 --annotation drop=1 --annotation other=1").ok();
    let context = Context::new(&env, "FROM base\nLABEL a=b\n");
    let annotations = |words: &str| {
        context.build(&format!("-q -t built {words}")).ok();
        let text = env.run("image inspect built --format '{{json .Annotations}}'").ok().text();
        serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&text).unwrap()
    };
    let digest = env.run("image inspect base --format {{.Digest}}").ok().text();
    let shown = annotations("--unsetannotation drop --annotation other=2");
    assert_eq!((&shown["keep"], shown.get("drop"), &shown["other"]), (&"1".into(), None, &"2".into()));
    assert_eq!(shown["org.opencontainers.image.base.digest"], digest);
    assert_eq!(shown["org.opencontainers.image.base.name"], "localhost/base:latest");
    let shown = annotations("--inherit-annotations=false");
    assert_eq!(shown.keys().filter(|key| !key.starts_with("org.opencontainers.image.")).count(), 0, "{shown:?}");
    assert_eq!(annotations("--format docker").len(), 0);
}

#[test]
fn the_same_input_gives_the_same_image() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nRUN echo x > /x; mkdir /d\nCOPY file /e/\nWORKDIR /w\n");
    context.file("file", "text");
    let id = |words: &str| context.build(words).ok().text();
    let first = id("-q --no-cache --timestamp 1000000000");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    context.file("file", "text");
    assert_eq!(first, id("-q --no-cache --timestamp 1000000000"));
    assert_eq!(
        first,
        context.cmd("-q --no-cache --rewrite-timestamp").env("SOURCE_DATE_EPOCH", "1000000000").run().ok().text()
    );
    assert_ne!(first, id("-q --no-cache"));
    let shown = env.run(&format!("run --rm --network none {first} stat -c %Y /x /e/file /w"));
    shown.ok().prints("1000000000\n1000000000\n1000000000\n");
}

#[test]
fn formats() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nHEALTHCHECK CMD true\n");
    for (format, kind) in [
        ("oci", "application/vnd.oci.image.manifest.v1+json"),
        ("docker", "application/vnd.docker.distribution.manifest.v2+json"),
    ] {
        context.build(&format!("-t built --format {format}")).ok();
        assert_eq!(env.run("image inspect built --format {{.ManifestType}}").ok().text(), kind);
        assert!(
            env.run("image inspect built --format '{{json .Config.Healthcheck}}'").ok().text().contains("CMD-SHELL")
        );
    }
}

#[test]
fn how_commands_run() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nRUN grep -q 10.1.2.3 /etc/hosts && [ $(ulimit -n) = 99 ] && [ $(df -m /dev/shm | tail -n1 | awk '{print $2}') = 5 ] \
         && grep CapEff /proc/self/status | grep -q 0000000000000000 && cat /vol/file > /file\n",
    );
    env.file("vol/file", "from-volume");
    let volume = format!("{}:/vol:ro", env.home().join("vol").display());
    context
        .cmd("-t built --add-host name:10.1.2.3 --ulimit nofile=99 --shm-size 5m --cap-drop ALL --volume")
        .arg(volume)
        .run()
        .ok();
    env.run("run --rm --network none built cat /file").ok().prints("from-volume");
}

#[test]
fn foreign_platforms_are_copied_to_but_not_run() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM scratch\nCOPY Dockerfile /\nENV A=b\n");
    context.build("-t built --platform linux/s390x").ok();
    assert_eq!(env.run("image inspect built --format {{.Architecture}}").ok().text(), "s390x");
    context.file("Dockerfile", "FROM scratch\nRUN [\"/x\"]\n");
    context.build("--platform linux/s390x").code(125).stderr_has("linux/s390x").stderr_has("qemu");
}
