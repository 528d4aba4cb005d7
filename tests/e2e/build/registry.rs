//! Builds that read and write registries, and lists of images.

use serde_json::Value;

use super::{Context, count};
use crate::harness::TestEnv;
use crate::harness::registry::{self, PASSWORD, USER};

const STEPS: &str = "FROM busybox\nRUN cat /proc/sys/kernel/random/uuid > /once\nLABEL l=1\nCOPY file /file\n\
    RUN cat /file > /seen\nFROM busybox\nRUN cat /proc/sys/kernel/random/uuid > /other\nCOPY --from=0 /once /seen /\n";

/// What is in a registry under a name.
fn raw(env: &TestEnv, name: &str) -> Value {
    let out = env.cmd_of("skopeo").words("inspect --raw --tls-verify=false").arg(format!("docker://{name}")).run();
    out.ok().json()
}

fn architectures(list: &Value) -> Vec<String> {
    let manifests = list["manifests"].as_array().expect("manifests");
    manifests.iter().map(|entry| entry["platform"]["architecture"].as_str().expect("a word").to_owned()).collect()
}

#[test]
fn steps_that_others_have_done_are_pulled() {
    let registry = registry::empty();
    let repository = format!("{}/team/steps", registry.address());
    let (one, two) = (TestEnv::busybox(), TestEnv::busybox());
    let (first, second) = (Context::new(&one, STEPS), Context::new(&two, STEPS));
    first.file("file", "content");
    let built = first.cmd("-t built --tls-verify=false --cache-to").arg(&repository).run().ok();
    let id = |output: &str| output.lines().last().expect("an id").to_owned();
    // Times do not count, and neither does what the other store has: nothing.
    let file = second.file("file", "content");
    let early = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    std::fs::File::options().write(true).open(file).unwrap().set_modified(early).unwrap();
    let from = format!("type=registry,ref={repository}:any");
    let pulled = second.cmd("-t built --why --tls-verify=false --cache-from").arg(&from).run().ok();
    assert_eq!(count(&pulled.stdout, "reused: pulled from a repository"), 5, "{}", pulled.stdout);
    assert_eq!(id(&built.stdout), id(&pulled.stdout));
    two.check_whole();
    // They are as good as those that were done here.
    assert_eq!(count(&second.build("-t built").ok().stdout, "Using cache"), 5);
    second.file("file", "other content");
    let changed = second.cmd("-t built --tls-verify=false --cache-from").arg(&repository).run().ok();
    assert_eq!(count(&changed.stdout, "Using cache"), 2);
    let anew = second.cmd("--no-cache --tls-verify=false --cache-from").arg(&repository).run().ok();
    assert_eq!(count(&anew.stdout, "Using cache"), 0);
}

#[test]
fn steps_have_no_signatures_and_do_not_come_in_where_some_are_wanted() {
    let registry = registry::empty();
    let repository = format!("{}/team/steps", registry.address());
    let (one, two) = (TestEnv::busybox(), TestEnv::busybox());
    let (first, second) =
        (Context::new(&one, "FROM busybox\nRUN touch /x\n"), Context::new(&two, "FROM busybox\nRUN touch /x\n"));
    first.cmd("--tls-verify=false --cache-to").arg(&repository).run().ok();
    let wanted = serde_json::json!([{"type": "sigstoreSigned", "keyData": "a2V5"}]);
    let policy = serde_json::json!({"default": [{"type": "insecureAcceptAnything"}], "transports": {"docker": {&repository: wanted}}});
    std::fs::write(two.config_dir().join("policy.json"), policy.to_string()).unwrap();
    let built = second.cmd("--tls-verify=false --cache-from").arg(&repository).run().ok();
    assert_eq!(count(&built.stdout, "Using cache"), 0, "{}", built.stdout);
    assert!(built.stderr.contains("policy.json wants signatures for"), "{}", built.stderr);
}

#[test]
fn repositories_of_steps_may_be_out_of_reach() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox AS one\nRUN touch /one\nFROM busybox\nRUN touch /two\n");
    let nowhere = "127.0.0.1:1/steps";
    context.cmd("--cache-from").arg(nowhere).run().ok().stderr_has("127.0.0.1:1/steps: cannot use the steps in it");
    context.cmd("--no-cache --cache-to").arg(nowhere).run().code(125).stderr_has("127.0.0.1:1");
    let may_fail = format!("type=registry,ignore-error=true,ref={nowhere}");
    context
        .cmd("--no-cache --cache-to")
        .arg(may_fail)
        .run()
        .ok()
        .stderr_has("127.0.0.1:1/steps: steps are not kept in it");
    context.build("--cache-to 127.0.0.1:1/steps:tag").code(125).stderr_has("leave the tag out");
    // Where no layers are kept, none are sent.
    context.cmd("--no-cache --layers=false --cache-to").arg(nowhere).run().ok();
    // The least that BuildKit keeps: what the last stage has done.
    let registry = registry::empty();
    let repository = format!("{}/steps", registry.address());
    let least = format!("type=registry,mode=min,ref={repository}");
    context.cmd("--tls-verify=false --cache-to").arg(least).run().ok();
    let listed = env.cmd_of("skopeo").words("list-tags --tls-verify=false").arg(format!("docker://{repository}")).run();
    assert_eq!(listed.ok().json()["Tags"].as_array().map(Vec::len), Some(1));
}

#[test]
fn old_steps_are_done_again() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nRUN touch /x\n");
    context.build("").ok();
    assert_eq!(count(&context.build("--cache-ttl 1h").ok().stdout, "Using cache"), 1);
    assert_eq!(count(&context.build("--cache-ttl 0").ok().stdout, "Using cache"), 0);
    std::thread::sleep(std::time::Duration::from_millis(1200));
    context.build("--cache-ttl 1s --why").ok().stdout_has("older than --cache-ttl");
}

#[test]
fn images_for_several_platforms_are_pushed_as_a_list() {
    let env = TestEnv::busybox();
    let registry = registry::empty();
    let name = format!("{}/team/app:1", registry.address());
    let context = Context::new(&env, "FROM scratch\nARG TARGETARCH\nCOPY file /file\nENV ARCH=$TARGETARCH\n");
    context.file("file", "text");
    let all = "--tls-verify=false --platform linux/amd64,linux/arm64 --platform linux/s390x";
    let built = context.cmd(all).words("--push -t").arg(&name).run().ok().stdout_has("Pushed ");
    assert_eq!(architectures(&raw(&env, &name)), ["amd64", "arm64", "s390x"]);
    let copied = env.cmd_of("skopeo").words("inspect --config --tls-verify=false --override-arch s390x");
    let config = copied.arg(format!("docker://{name}")).run().ok().json();
    assert!(config["config"]["Env"].to_string().contains("ARCH=s390x"), "{config}");
    // The images that it has are needed, though they have no names.
    env.run("image prune --force").ok();
    let list = env.cmd("manifest inspect").arg(&name).run().ok().json();
    assert_eq!(architectures(&list).len(), 3);
    env.cmd("rmi").arg(built.stdout.lines().last().unwrap()).run().ok();
    // Each build gets the base image of its platform.
    context.file("Dockerfile", format!("FROM {name}\nCOPY file /more\n"));
    env.cmd("pull -q --tls-verify=false").arg(&name).run().ok();
    let here = env.cmd("image inspect --format {{.Architecture}}").arg(&name).run().ok().text();
    context.cmd(all).words("-t more").run().ok();
    assert_eq!(architectures(&env.run("manifest inspect more").ok().json()), ["amd64", "arm64", "s390x"]);
    let after = env.cmd("image inspect --format {{.Architecture}}").arg(&name).run().ok().text();
    assert_eq!(here, after, "a build for others has changed what the name means here");
    // What was pulled once is there.
    context.cmd("--platform linux/s390x --pull=never -t other").run().ok();
    context.file("Dockerfile", format!("FROM {name}\nRUN true\n"));
    let run = context.cmd("--platform linux/s390x --pull=never").run().code(125);
    run.stderr_has("cannot run commands of linux/s390x").stderr_has("binfmt");
}

#[test]
fn results_are_added_to_lists() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM scratch\nLABEL a=b\n");
    context.build("--manifest several --platform linux/arm64 -t arm").ok();
    assert_eq!(env.run("image inspect arm --format {{.Architecture}}").ok().text(), "arm64");
    let id = context.build("--manifest several --platform linux/amd64").ok().stdout.lines().last().unwrap().to_owned();
    assert_eq!(architectures(&env.run("manifest inspect several").ok().json()), ["arm64", "amd64"]);
    assert_eq!(env.run("image inspect several --format {{.Id}}").ok().text(), id);
    context.build("--manifest arm").code(125).stderr_has("not a manifest list");
    let several = "--platform linux/amd64,linux/arm64";
    assert_eq!(context.build(&format!("-q {several}")).ok().stdout.lines().count(), 2);
    context.build(&format!("{several} --iidfile id")).code(125).stderr_has("-t or --manifest");
    context.build(&format!("{several} -t two --output out")).code(125).stderr_has("--output writes one image");
}

#[test]
fn what_is_built_can_be_pushed_at_once() {
    let env = TestEnv::busybox();
    let registry = registry::empty();
    let context = Context::new(&env, "FROM busybox\nRUN echo pushed > /x\n");
    let name = |tag: &str| format!("{}/app:{tag}", registry.address());
    context.cmd("--push --tls-verify=false -t").arg(name("1")).arg("-t").arg(name("2")).run().ok();
    context.cmd("-o type=registry --tls-verify=false -t").arg(name("3")).run().ok();
    for tag in ["1", "2", "3"] {
        assert_eq!(raw(&env, &name(tag))["schemaVersion"], 2);
    }
    context.build("--push -t app").code(125).stderr_has("names no registry");
    context.build("--push").code(125).stderr_has("has no name");
}

#[test]
fn all_that_talks_to_registries_has_the_same_credentials() {
    let env = TestEnv::busybox();
    let registry = registry::empty_secure();
    let certs = env.home().join("certs");
    std::fs::create_dir(&certs).expect("mkdir");
    std::fs::copy(registry::certificate(), certs.join("ca.crt")).expect("copy");
    let (base, app) = (format!("{}/base", registry.address()), format!("{}/app", registry.address()));
    let steps = format!("{}/steps", registry.address());
    let with = |cmd: crate::harness::Cmd, creds: &str| cmd.words("--creds").arg(creds).words("--cert-dir").arg(&certs);
    let right = format!("{USER}:{PASSWORD}");
    with(env.cmd("push busybox").arg(&base), &right).run().ok();
    let context = Context::new(&env, &format!("FROM {base}\nRUN echo x > /x\n"));
    let build = |creds: &str| with(context.cmd("--push --retry 1 -t").arg(&app).words("--cache-to").arg(&steps), creds);
    build("x:y").run().code(125).stderr_has("check the credentials");
    build(&right).run().ok();
    let other = TestEnv::new();
    let context = Context::new(&other, &format!("FROM {base}\nRUN echo x > /x\n"));
    let built = with(context.cmd("--retry-delay 10ms --cache-from").arg(&steps), &right).run().ok();
    assert_eq!(count(&built.stdout, "Using cache"), 1);
}

#[test]
fn parts_of_a_platform() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM scratch\nLABEL a=b\n");
    context.build("--arch arm --variant v7 -t built").ok();
    let template = "image inspect built --format {{.Os}}/{{.Architecture}}/{{.Variant}}";
    env.run(template).ok().prints("linux/arm/v7\n");
    context.build("--os freebsd -t built").ok();
    assert!(env.run(template).ok().text().starts_with("freebsd/"));
    context.build("--arch arm --platform linux/arm64").code(125).stderr_has("--arch and --platform");
}

#[test]
fn killed_while_steps_travel() {
    let registry = registry::empty();
    let repository = format!("{}/steps", registry.address());
    let env = TestEnv::busybox();
    let file = "FROM busybox\nARG N\nRUN head -c 2000000 /dev/urandom > /r; echo $N > /n\nCOPY file /file\nRUN cat /n /file > /both\n";
    let context = Context::new(&env, file);
    context.file("file", vec![3; 2_000_000]);
    let build = |n: u64| {
        let cmd = context.cmd(&format!("-t built --tls-verify=false --build-arg N={n} --cache-from"));
        cmd.arg(&repository).words("--cache-to").arg(&repository)
    };
    let begun = std::time::Instant::now();
    build(0).run().ok();
    let whole = begun.elapsed();
    for n in 1..=12 {
        let running = build(n).spawn();
        std::thread::sleep(whole.mul_f64(f64::from(u32::try_from(n * 5 % 13).expect("small")) / 13.0));
        running.signal("KILL");
        let _ = running.wait();
        build(n).run().ok();
    }
    env.run("system check").ok();
    // Whoever takes the steps has what was made here.
    let layers = |env: &TestEnv| env.run("image inspect built --format '{{json .RootFS.Layers}}'").ok().text();
    let other = TestEnv::busybox();
    let context = Context::new(&other, file);
    context.file("file", vec![3; 2_000_000]);
    let pulled = context.cmd("-t built --tls-verify=false --build-arg N=12 --cache-from").arg(&repository).run().ok();
    assert_eq!((count(&pulled.stdout, "Using cache"), layers(&other)), (3, layers(&env)));
}
