//! What those are used to who have built with Buildah and Podman.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::{Map, Value};

use super::{Context, count};
use crate::harness::server::{Reply, Server};
use crate::harness::{TestEnv, registry};

/// What a template says of an image.
fn shown(env: &TestEnv, image: &str, template: &str) -> String {
    env.cmd("image inspect").arg(image).arg("--format").arg(template).run().ok().text()
}

/// The annotations of an image, or its labels.
fn map(env: &TestEnv, image: &str, what: &str) -> Map<String, Value> {
    serde_json::from_str(&shown(env, image, &format!("{{{{json {what}}}}}"))).unwrap()
}

#[test]
fn the_time_of_an_image_is_not_that_of_its_files() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nARG SOURCE_DATE_EPOCH\nRUN echo $SOURCE_DATE_EPOCH > /epoch; touch -d @900000000 /old\n",
    );
    let created = || shown(&env, "built", "{{.Created}}");
    let times = || env.run("run --rm --network none built stat -c %Y /epoch /old").ok().stdout;
    let epoch = || env.run("run --rm --network none built cat /epoch").ok().text();
    for (flags, variable) in
        [("--source-date-epoch 1000000000", "0"), ("", "1000000000"), ("--build-arg SOURCE_DATE_EPOCH=1000000000", "0")]
    {
        context.cmd("-t built").words(flags).env("SOURCE_DATE_EPOCH", variable).run().ok();
        assert!(created().starts_with("2001-09-09"), "{flags}: {}", created());
        assert_eq!(epoch(), "1000000000", "{flags}");
        assert!(times().ends_with("\n900000000\n") && !times().starts_with("1000000000\n"), "{flags}: {}", times());
        assert_eq!(map(&env, "built", ".Annotations")["org.opencontainers.image.created"], "2001-09-09T01:46:40Z");
    }
    context.build("-t built --source-date-epoch 1000000000 --rewrite-timestamp").ok();
    assert_eq!(times(), "1000000000\n900000000\n");
    let out = env.home().join("out");
    context.cmd("--source-date-epoch 1000000000 -o").arg(&out).run().ok();
    for path in ["etc", "epoch", "old"] {
        let time = fs::metadata(out.join(path)).unwrap().modified().unwrap();
        assert_eq!(time.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs(), 1_000_000_000, "{path}");
    }
    context.build("-t built --timestamp 1000000000").ok();
    assert_eq!((times(), epoch()), ("1000000000\n1000000000\n".to_owned(), String::new()));
    context.build("--timestamp 1 --source-date-epoch 1").misused(&["--timestamp", "--source-date-epoch"]);
    context.build("-t built --created-annotation=false").ok();
    assert!(!map(&env, "built", ".Annotations").contains_key("org.opencontainers.image.created"));
}

#[test]
fn stages_begin_with_the_variables_of_the_flags() {
    let env = TestEnv::busybox();
    let text = "FROM busybox AS one\nRUN echo $A-$B > /1\nENV A=env\nFROM one\nRUN echo $A-$B > /2\n";
    let context = Context::new(&env, text);
    context.build("-t built --env A=flag --env B=flag").ok();
    env.run("run --rm --network none built sh -c 'cat /1 /2; echo $A-$B'")
        .ok()
        .prints("flag-flag\nenv-flag\nenv-flag\n");
}

#[test]
fn the_operating_system_may_be_described() {
    let env = TestEnv::busybox();
    let file = |name: &str| {
        let archive = env.home().join(name);
        env.cmd("save --format oci-dir -o").arg(&archive).arg("built").run().ok();
        let read = |path: &str| -> Value { serde_json::from_slice(&fs::read(archive.join(path)).unwrap()).unwrap() };
        let blob = |digest: &Value| read(&format!("blobs/{}", digest.as_str().unwrap().replace(':', "/")));
        blob(&blob(&read("index.json")["manifests"][0]["digest"])["config"]["digest"])
    };
    Context::new(&env, "FROM scratch\nCOPY Dockerfile /\n")
        .build("-t built --os-version 10.1 --os-feature a --os-feature b")
        .ok();
    let config = file("one");
    assert_eq!((&config["os.version"], &config["os.features"]), (&"10.1".into(), &Value::from(vec!["a", "b"])));
    Context::new(&env, "FROM built\nLABEL l=1\n").build("-t built --os-feature a- --os-feature c").ok();
    assert_eq!(file("two")["os.features"], Value::from(vec!["b", "c"]));
}

#[test]
fn stages_may_be_kept() {
    let env = TestEnv::busybox();
    let text = "FROM busybox AS one\nRUN echo 1 > /1\nFROM one\nRUN echo 2 > /2\nFROM busybox AS unused\nRUN echo 3\n\
        FROM busybox AS three\nCOPY --from=1 /2 /\n";
    let context = Context::new(&env, text);
    let kept = || env.run("images -a -q --no-trunc --filter label=kept").ok().stdout;
    context.build("-t built").ok();
    assert_eq!(kept(), "");
    context.build("-t labelled --save-stages --stage-labels --layer-label kept=yes").ok();
    let stages = kept();
    let labels: Vec<(&str, Map<String, Value>)> =
        stages.lines().map(|id| (id, map(&env, id, ".Config.Labels"))).collect();
    assert_eq!(labels.len(), 2, "{labels:?}");
    let find = |name: &str| labels.iter().find(|(_, labels)| labels["io.buildah.stage.name"] == name).unwrap();
    let ((id, one), (_, second)) = (find("one"), find("1"));
    assert_eq!(one["io.buildah.stage.base"], "docker.io/library/busybox:latest");
    assert_eq!(second["io.buildah.stage.base"], id.trim_start_matches("sha256:"));
    assert_eq!((&one["kept"], &second["kept"]), (&"yes".into(), &"yes".into()));
    let built = map(&env, "labelled", ".Config.Labels");
    assert_eq!((&built["io.buildah.stage.name"], built.get("kept")), (&"three".into(), None));
    context.build("--stage-labels").misused(&["--save-stages"]);
}

#[test]
fn mounts_input_and_volumes_of_all_commands() {
    let env = TestEnv::busybox();
    let text = "FROM busybox\nRUN cat /run/secrets/s /m/group; read line; echo got $line\n\
        VOLUME /v\nRUN touch /v/a; ln /v/a /linked; echo kept > /kept\n";
    let context = Context::new(&env, text);
    let flags = "-t built --stdin --secret id=s,env=S --mount type=secret,id=s --mount type=bind,from=busybox,source=/etc,target=/m";
    let built = context.cmd(flags).env("S", "hidden ").input("typed\n").run();
    built.ok().stdout_has("hidden root:x:0:").stdout_has("got typed");
    env.run("run --rm --network none built ls /v /kept").ok().stdout_has("a");
    context.cmd(flags).words("--compat-volumes").env("S", "hidden ").input("typed\n").run().ok();
    env.run("run --rm --network none built ls /v /kept /linked").ok().prints("/kept\n/linked\n\n/v:\n");
    context.build("--mount type=nosuch").code(125).one_error(&["nosuch"]);
}

#[test]
fn commands_find_the_directories_of_volumes() {
    let env = TestEnv::busybox();
    let context =
        Context::new(&env, "FROM busybox\nRUN ln -s /data /link\nVOLUME /link/log /tmp\nRUN echo x > /data/log/x\n");
    assert_eq!(context.sh("cat /data/log/x; stat -c %a /tmp"), "x\n1777");
    Context::new(&env, "FROM busybox\nVOLUME /etc/motd\nRUN test -s /etc/motd\n").build("").ok();
    // A volume of the base image, one below a mount, one that cannot be, and one that no command needs.
    Context::new(&env, "FROM busybox\nRUN ln -s /loop /loop\nVOLUME /inherited\n").build("-t base").ok();
    let text = "FROM base\nVOLUME /m/sub /loop/log\nRUN echo x > /inherited/x; ! ls /m/sub\n";
    let context = Context::new(&env, text);
    context.cmd("-t built --volume").arg(format!("{}:/m:ro", env.home().display())).run().ok();
    Context::new(&env, "FROM built\nRUN test -f /inherited/x\n").build("-t more").ok();
    Context::new(&env, "FROM base\nVOLUME /unused\n").build("-t unused").ok();
    assert_eq!(shown(&env, "unused", "{{len .RootFS.Layers}}"), "2");
}

#[test]
fn dockerfiles_are_preprocessed_and_joined() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM nosuch\n");
    let first = context.file("First.in", "FROM busybox\n#include \"part\"\n");
    let second = context.file("Second", "ENV B=2");
    let cpp = env.file(
        "bin/cpp",
        "#!/bin/sh\necho \"$@\" > $ARGS\necho \"part: a warning\" >&2\nsed 's/^#include .*/ENV A=1/'\n",
    );
    fs::set_permissions(&cpp, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", cpp.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let args = env.home().join("args");
    let build = || {
        context
            .cmd("-t built --cpp-flag -DX=1 -f")
            .arg(&first)
            .arg("-f")
            .arg(&second)
            .env("BUILDAH_CPPFLAGS", "-DY '-DZ=1 2'")
    };
    build().env("PATH", path).env("ARGS", &args).run().ok().stderr_has("cpp: part: a warning");
    let variables = shown(&env, "built", "{{.Config.Env}}");
    assert!(variables.contains("A=1") && variables.contains("B=2"), "{variables}");
    let expected = format!(
        "-E -iquote {} -traditional -undef - -DY -DZ=1 2 -DX=1\n",
        fs::canonicalize(&context.dir).unwrap().display()
    );
    assert_eq!(fs::read_to_string(args).unwrap(), expected);
    build().env("PATH", "/nowhere").run().code(125).one_error(&["First.in", "cpp"]);
}

#[test]
fn images_go_to_places_that_are_typed_as_names() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nLABEL l=1\n");
    let (oci, archive) = (env.home().join("oci"), env.home().join("a.tar"));
    let build = context.cmd("-t built -t").arg(format!("oci:{}", oci.display())).arg("-t");
    let id =
        build.arg(format!("oci-archive:{}:x/y:1", archive.display())).run().ok().lines().last().unwrap().to_string();
    assert!(oci.join("index.json").exists());
    env.run("rmi built").ok();
    env.cmd("load -i").arg(&archive).run().ok().stdout_has("x/y:1");
    assert_eq!(shown(&env, "x/y:1", "{{.Id}}"), id);
    context.build("-t oci:dir --platform linux/amd64,linux/arm64").code(125).one_error(&["oci:dir", "platforms"]);
}

#[test]
fn platforms_of_images_and_of_their_bases() {
    let env = TestEnv::busybox();
    let registry = registry::empty();
    let name = format!("{}/base", registry.address());
    let base = Context::new(&env, "FROM scratch\nCOPY Dockerfile /\n");
    base.cmd("--platform linux/amd64,linux/s390x --push --tls-verify=false -t").arg(&name).run().ok();
    let context = Context::new(&env, &format!("FROM {name}\nARG TARGETARCH\nENV A=$TARGETARCH\n"));
    let log = env.home().join("log");
    context.cmd("--all-platforms --tls-verify=false --logsplit -t all --logfile").arg(&log).run().ok();
    let list = env.run("manifest inspect all").ok().json();
    let arches: Vec<&str> = list["manifests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["platform"]["architecture"].as_str().unwrap())
        .collect();
    assert_eq!(arches, ["amd64", "s390x"]);
    for arch in arches {
        let text = fs::read_to_string(env.home().join(format!("log_linux_{arch}"))).unwrap();
        assert_eq!(count(&text, "ARG TARGETARCH"), 1, "{text}");
    }
    let scratch = Context::new(&env, "FROM scratch\nENV A=b\n");
    scratch.cmd("--all-platforms --tls-verify=false -t replaced --from").arg(&name).run().ok();
    assert_eq!(env.run("manifest inspect replaced").ok().json()["manifests"].as_array().unwrap().len(), 2);
    Context::new(&env, "FROM scratch\n").build("--all-platforms").code(125).one_error(&["--all-platforms"]);
    // What is typed is what the image is for.
    Context::new(&env, "FROM --platform=$BUILDPLATFORM busybox\nRUN true\n")
        .build("-t built --platform linux/riscv64")
        .ok();
    assert_eq!(shown(&env, "built", "{{.Architecture}}"), "riscv64");
}

#[test]
fn stages_by_variables_numbers_and_order() {
    let env = TestEnv::busybox();
    let text = "ARG WHICH=one\nFROM busybox AS first\nRUN echo 1 > /f\nFROM 0 AS second\nARG WHICH\nARG OTHER=fir\nENV END=st\n\
        COPY --from=${OTHER}${END} /f /copied\nRUN --mount=type=bind,target=/m,from=$WHICH cat /m/f > /mounted\n";
    let context = Context::new(&env, text);
    context.build("-t built --build-arg WHICH=first").ok();
    env.run("run --rm --network none built cat /f /copied /mounted").ok().prints("1\n1\n1\n");
    let undefined = Context::new(&env, "FROM busybox\nCOPY --from=$NOSUCH /a /\n");
    undefined.build("").code(125).one_error(&["Dockerfile:2", "$NOSUCH", "nothing"]);
    let order = "FROM busybox AS one\nRUN --mount=type=cache,target=/c sleep 1; touch /c/done\nFROM --after=one busybox\n\
        RUN --mount=type=cache,target=/c test -e /c/done\n";
    Context::new(&env, order).build("--jobs 2").ok();
    let late = Context::new(&env, "FROM --after=two busybox AS one\nFROM busybox AS two\n");
    late.build("").code(125).one_error(&["--after=two", "later"]);
    Context::new(&env, "FROM --after=no busybox\n").build("").code(125).one_error(&["--after=no", "not found"]);
}

#[test]
fn other_contexts_leave_out_what_they_ignore() {
    let env = TestEnv::busybox();
    env.file("other/kept", "kept");
    env.file("other/left", "left");
    env.file("other/.dockerignore", "left\n");
    let context = Context::new(&env, "FROM busybox\nCOPY --from=other . /x/\n");
    let other = format!("--build-context=other={}", env.home().join("other").display());
    context.cmd("-t built").arg(&other).run().ok();
    env.run("run --rm --network none built ls /x").ok().prints("kept\n");
    Context::new(&env, "FROM other\n").cmd("-t built").arg(&other).run().ok();
    assert!(!env.run("image tree built").ok().stdout.contains("left"));
}

#[test]
fn patterns_keep_the_directories_after_the_pivot() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nCOPY --parents ./x/./y/* x/./**/c /to/\n");
    for name in ["x/y/a", "x/y/b", "x/z/c"] {
        context.file(name, name);
    }
    assert_eq!(context.sh("cd /to; find . -type f | sort"), "./y/a\n./y/b\n./z/c");
}

#[test]
fn arguments_that_a_variable_hides_change_nothing() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nARG A\nENV A=fixed\nRUN echo $A > /a\n");
    let id = |value: &str| context.build(&format!("-q --build-arg A={value}")).ok().text();
    let first = id("1");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(first, id("2"));
}

#[test]
fn added_files_come_from_servers_that_are_trusted_on_request() {
    let env = TestEnv::busybox();
    let address = registry::secure();
    let context = Context::new(&env, &format!("FROM busybox\nADD https://{address}/v2/ /answer\n"));
    let certificates = env.home().join("certificates");
    fs::create_dir(&certificates).unwrap();
    fs::copy(registry::certificate(), certificates.join("ca.crt")).unwrap();
    context.build("").code(125).stderr_has("certificate");
    // It wants a password, which shows that it was reached.
    context.cmd("--cert-dir").arg(&certificates).run().code(125).one_error(&["401"]);
    context.build("--tls-verify=false").code(125).one_error(&["401"]);
}

#[test]
fn what_cannot_be_had_is_refused() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\n");
    for (flags, word) in [
        ("--cw type=SNP", "--cw"),
        ("--hooks-dir /hooks", "--hooks-dir"),
        ("--sbom-image-output /sbom", "--sbom"),
        ("--sbom-scanner-command x", "--sbom"),
    ] {
        context.build(flags).code(125).one_error(&[word]);
    }
    context.build("-q --disable-content-trust").ok();
    // A switch that can have a value does not take the next word for one.
    context.build("--layers --no-such-flag").code(125).stderr_has("unknown flag: --no-such-flag");
}

#[test]
fn dockerfiles_and_bases_come_from_many_places() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM nosuch\n");
    let layout = env.home().join("layout");
    env.cmd("save -q --format oci-dir -o").arg(&layout).arg("busybox").run().ok();
    let text = format!("FROM oci:{}\nCOPY lower /\n", layout.display());
    let server = Server::start(move |_| Reply::ok(text.as_str()));
    context.file("lower", "x");
    context.cmd("-t built -f").arg(format!("http://{}/File", server.address())).run().ok();
    env.run("run --rm --network none built cat /lower").ok().prints("x");
    // The name that Docker takes last.
    fs::rename(context.dir.join("Dockerfile"), context.dir.join("dockerfile")).unwrap();
    context.file("dockerfile", "FROM base\nRUN cat /etc/motd > /read\n");
    context.cmd("-t built").arg(format!("--build-context=base=oci-layout://{}", layout.display())).run().ok();
    env.run("run --rm --network none built test -s /read").ok();
    context.file("dockerfile", "FROM oci:/no/such\n");
    context.build("").code(125).one_error(&["dockerfile:1", "/no/such"]);
}

#[test]
fn digests_of_what_is_added_are_of_several_kinds() {
    let env = TestEnv::busybox();
    let server = Server::start(|_| Reply::ok("content"));
    let file = env.file("content", "content");
    for program in ["sha256sum", "sha384sum", "sha512sum"] {
        let said = env.cmd_of(program).arg(&file).run().ok().text();
        let (kind, digits) = (program.trim_end_matches("sum"), said.split(' ').next().unwrap());
        let add = |digits: &str| {
            let text = format!("FROM busybox\nADD --checksum={kind}:{digits} http://{}/f /f\n", server.address());
            Context::new(&env, &text).build("--no-cache -t built")
        };
        add(digits).ok();
        env.run("run --rm --network none built cat /f").ok().prints("content");
        add(&"0".repeat(digits.len())).code(125).one_error(&[digits, "000"]);
        add("00").code(125).one_error(&["sha512:"]);
    }
}
