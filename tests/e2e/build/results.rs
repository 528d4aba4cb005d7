//! The flags of `build` about what is built, from where, and what is told of it.

use serde_json::Value;

use super::{Context, count};
use crate::harness::server::{Reply, Server};
use crate::harness::{TestEnv, registry};

#[test]
fn ids_and_digests_are_written() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nLABEL a=b\n");
    let [raw, metadata] = ["raw", "metadata"].map(|name| env.home().join(name));
    let build = context.cmd("-q -t one -t two").arg("--iidfile-raw").arg(&raw).arg("--metadata-file").arg(&metadata);
    let id = build.run().ok().text();
    assert_eq!(std::fs::read_to_string(&raw).unwrap(), id);
    let metadata: Value = serde_json::from_slice(&std::fs::read(metadata).unwrap()).unwrap();
    assert_eq!(metadata["containerimage.config.digest"], format!("sha256:{id}"));
    assert_eq!(metadata["image.name"], "localhost/one:latest,localhost/two:latest");
    let digest = env.run("image inspect one --format {{.Digest}}").ok().text();
    assert_eq!(metadata["containerimage.digest"], digest);
    context.cmd("-q --metadata-file /no/such/file").run().code(125).one_error(&["/no/such/file"]);
}

#[test]
fn history_and_labels_of_bases_can_be_left_out() {
    let env = TestEnv::busybox();
    Context::new(&env, "FROM busybox\nLABEL base=1\n").build("-t base").ok();
    let context = Context::new(&env, "FROM base AS a\nLABEL a=1\nFROM a\nLABEL own=1\nRUN echo x > /x\n");
    let shown = |template: &str| env.run(&format!("image inspect built --format '{template}'")).ok().text();
    context.build("-t built").ok();
    assert_eq!(shown("{{json .Config.Labels}}"), "{\"a\":\"1\",\"base\":\"1\",\"own\":\"1\"}");
    assert!(shown("{{len .History}}").parse::<usize>().unwrap() > 3);
    context.build("-t built --inherit-labels=false --omit-history").ok();
    assert_eq!(shown("{{json .Config.Labels}}"), "{\"own\":\"1\"}");
    assert_eq!(shown("{{len .History}}"), "0");
    env.run("run --rm --network none built cat /x").ok().prints("x\n");
}

#[test]
fn older_files_may_keep_their_times() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nCOPY old /\nRUN touch -d @900000000 /older; touch /new; touch -d @2100000000 /future\n",
    );
    let old = context.file("old", "");
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(800_000_000);
    std::fs::File::options().write(true).open(old).unwrap().set_modified(time).unwrap();
    let times = |flags: &str| {
        context.build(&format!("-t built {flags}")).ok();
        env.run("run --rm --network none built stat -c %Y /old /older /new /future").ok().stdout
    };
    assert_eq!(times("--timestamp 1000000000"), "1000000000\n".repeat(4));
    assert_eq!(
        times("--source-date-epoch 1000000000 --rewrite-timestamp"),
        "800000000\n900000000\n1000000000\n1000000000\n"
    );
}

#[test]
fn bases_and_platforms_of_choice() {
    let env = TestEnv::busybox();
    Context::new(&env, "FROM busybox\nENV BASE=other\n").build("-t other").ok();
    let context = Context::new(&env, "FROM nosuch AS a\nFROM busybox AS b\nFROM a\nRUN echo $BASE > /base\n");
    context.build("-t built --from other").ok();
    env.run("run --rm --network none built cat /base").ok().prints("other\n");
    let context = Context::new(&env, "FROM scratch\nCOPY Dockerfile /\n");
    context.build("-t built --os linux --arch arm --variant v6").ok();
    let shown = env.run("image inspect built --format '{{.Os}} {{.Architecture}} {{.Variant}}'").ok();
    shown.prints("linux arm v6\n");
    context.build("--arch arm --platform linux/arm64").misused(&["--arch", "--platform"]);
}

#[test]
fn stages_that_are_not_needed_and_stages_that_are_redone() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox AS tests\nRUN echo tested\nFROM busybox AS made\nRUN echo made > /x\nFROM busybox\nCOPY --from=made /x /\n\
         RUN echo last\n",
    );
    context.build("").ok().stdout_lacks("tested");
    context.build("--skip-unused-stages=false").ok().stdout_has("\n[1/3] tested");
    let reused = |flags: &str| count(&context.build(flags).ok().stdout, "Using cache");
    assert_eq!([reused(""), reused("--no-cache-filter made"), reused("--no-cache-filter made,2")], [3, 2, 0]);
}

#[test]
fn output_may_go_to_a_file() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nRUN echo out; echo err >&2\n");
    let log = env.home().join("log");
    let built = context.cmd("-t built --logfile").arg(&log).run().ok().stdout_lacks("STEP").stdout_lacks("out\n");
    assert_eq!(built.stderr, "");
    let text = std::fs::read_to_string(&log).unwrap();
    for line in ["STEP 2/2: RUN echo out; echo err >&2\n", "out\n", "err\n"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    context.build("--logfile /no/such/file").refused(&["/no/such/file"]);
}

#[test]
fn the_image_is_announced_before_its_last_layer() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox AS one\nRUN echo a > /a\nFROM busybox\nCOPY --from=one /a /b\n");
    for layers in ["true", "false"] {
        let built = context.build(&format!("--jobs 1 --layers={layers} -t built")).ok().stdout;
        let lines: Vec<&str> = built.lines().collect();
        let at = lines.iter().position(|line| line.contains("COMMIT")).expect("an announcement");
        assert_eq!(lines[at - 1..=at], ["[2/2] STEP 2/2: COPY --from=one /a /b", "[2/2] COMMIT built"], "{built}");
        assert!(lines[at + 1].starts_with("[2/2] --> "), "{built}");
        assert_eq!(count(&built, "COMMIT"), 1, "{built}");
    }
    let context = Context::new(&env, "FROM busybox\n");
    context.build("").ok().stdout_has("STEP 1/1: FROM busybox\nCOMMIT\n");
    context.build("-q -t built").ok().stdout_lacks("COMMIT");
}

#[test]
fn arguments_that_nothing_declares_are_told_of() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nARG known\n");
    let built = context.build("--build-arg known=1 --build-arg b=2 --build-arg a=3").ok();
    built.stderr_has("Warning: one or more build args were not consumed: [a b]\n");
    assert_eq!(context.build("--build-arg known=1").ok().stderr, "");
}

#[test]
fn the_dockerfile_may_stand_for_the_context() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM nosuch.invalid/x\n");
    context.file("file", "text");
    let other = context.file("Other", "FROM busybox\nCOPY file /\nRUN cat /file\n");
    env.cmd("build --network none").arg(other).run().ok().stdout_has("text");
}

#[test]
fn pull_policies_have_flags_of_their_own() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM nosuch.invalid/x\n");
    context.build("--pull-never").code(125).stderr_has("image not known");
    context.build("--pull-always").code(125).stderr_has("cannot pull");
    Context::new(&env, "FROM busybox\n").build("--pull-never").ok();
}

#[test]
fn registries_are_talked_to_as_asked() {
    let env = TestEnv::busybox();
    let server = Server::start(|request| match (request.path.as_str(), request.header("authorization")) {
        (_, None) => Reply::error(401, "UNAUTHORIZED").header("WWW-Authenticate", "Basic realm=\"x\""),
        ("/v2/", _) => Reply::ok("{}"),
        _ => Reply::error(500, "UNKNOWN"),
    });
    let context = Context::new(&env, &format!("FROM {}/x/app\n", server.address()));
    let asked = |flags: &str| {
        let before = server.requests().len();
        context
            .build(&format!("--tls-verify=false --creds me:secret --retry-delay 1ms {flags}"))
            .code(125)
            .stderr_has("500");
        server.requests()[before..].iter().filter(|request| request.path.contains("/manifests/")).count()
    };
    assert!(asked("--retry 0") < asked("--retry 3"));
    assert!(server.requests().iter().any(|request| request.header("authorization") == Some("Basic bWU6c2VjcmV0")));
    let context = Context::new(&env, &format!("FROM {}/busybox\n", registry::secure()));
    let login = format!("--retry 0 --creds {}:{}", registry::USER, registry::PASSWORD);
    context.build(&login).code(125).stderr_has("certificate");
    let certificates = env.home().join("certificates");
    std::fs::create_dir(&certificates).unwrap();
    std::fs::copy(registry::certificate(), certificates.join("ca.crt")).unwrap();
    context.cmd(&login).arg("--cert-dir").arg(certificates).run().ok();
}

#[test]
fn what_other_builders_are_told_changes_nothing_or_is_refused() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nENV a b\n");
    let id = context.build("-q").ok().text();
    let harmless = "--provenance=false --sbom=false --attest type=sbom,disabled=true --identity-label=false -D --compress \
                    --disable-content-trust --allow network.host --force-rm --rm=false --load";
    assert_eq!(context.build(&format!("-q {harmless}")).ok().text(), id);
    for flag in ["--sign-by me", "--decryption-key key", "--sbom=true", "--provenance=mode=max", "--attest type=sbom"] {
        context.build(flag).refused(&[flag.split(['=', ' ']).next().unwrap()]);
    }
    context.build("--call check").code(1).stdout_has("LegacyKeyValueFormat");
    context.build("--call outline").misused(&["outline"]);
}
