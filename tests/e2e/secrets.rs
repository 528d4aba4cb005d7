//! Secrets: kept by name, shown to containers as files and variables, and to nobody else.

use crate::harness::TestEnv;

fn make(env: &TestEnv, name: &str, data: &str) -> String {
    env.cmd("secret create").arg(name).arg("-").input(data).run().ok().text().trim().to_owned()
}

#[test]
fn secrets_are_files_of_containers() {
    let env = TestEnv::busybox();
    make(&env, "key", "hush\n");
    env.sh("--secret key", "cat /run/secrets/key; stat -c '%a %u %g' /run/secrets/key").ok().prints("hush\n444 0 0\n");
    env.sh("--secret key,target=/etc/key,uid=33,gid=44,mode=0400", "cat /etc/key; stat -c '%a %u %g' /etc/key")
        .ok()
        .prints("hush\n400 33 44\n");
    env.sh("--secret key,target=other", "cat /run/secrets/other").ok().prints("hush\n");
    env.sh("--secret nothing", "true").code(125).stderr_has("nothing");
    env.sh("--secret key,mode=9", "true").code(125);
    env.sh("--secret key,type=x", "true").code(125);
}

#[test]
fn secrets_are_variables_that_inspect_does_not_show() {
    let env = TestEnv::busybox();
    make(&env, "key", "hush");
    env.sh("--secret key,type=env", "echo $key").ok().prints("hush\n");
    env.run("run -d --network none --name box --secret key,type=env,target=TOKEN busybox sleep 60").ok();
    env.run("exec box sh -c 'echo $TOKEN'").ok().prints(if env.is_podman() { "\n" } else { "hush\n" });
    env.run("inspect box").ok().stdout_lacks("hush").stdout_has("key");
    env.run("rm -f -t 0 box").ok();
}

#[test]
fn a_container_keeps_its_secrets() {
    let env = TestEnv::busybox();
    make(&env, "key", "hush\n");
    env.run("create --name box --network none --secret key busybox cat /run/secrets/key").ok();
    env.run("secret rm key").ok();
    env.run("start -a box").ok().prints("hush\n");
    env.run("start -a box").ok().prints("hush\n");
}

#[test]
fn verbs() {
    let env = TestEnv::busybox();
    let id = make(&env, "one", "data");
    assert_eq!(id.len(), 25);
    env.cmd("secret create two").arg(env.file("two", "more")).run().ok();
    env.cmd("secret create --env -l team=a three VALUE").env("VALUE", "from a variable").run().ok();
    env.cmd("secret create --env four VALUE").run().code(125);
    env.cmd("secret create one -").input("x").run().code(125).stderr_has("in use");
    env.cmd("secret create empty -").input("").run().code(125);
    env.cmd("secret create big -").input(vec![b'x'; 512_000]).run().code(125);
    env.run("secret ls").ok().stdout_has("one").stdout_has("three").stdout_has("file");
    env.run("secret ls -q --filter name=one").ok().prints(&format!("{id}\n"));
    env.run("secret inspect --format '{{.Spec.Name}}' one").ok().prints("one\n");
    let shown = env.run("secret inspect three").ok().json();
    assert_eq!(shown[0]["Spec"]["Labels"]["team"], "a");
    env.run("secret inspect one").ok().stdout_lacks("data\"");
    if !env.is_podman() {
        env.run("secret inspect --showsecret --format '{{.SecretData}}' three").ok().prints("from a variable\n");
        let new = env.cmd("secret create --replace one -").input("new").run().ok().text();
        assert_ne!(new.trim(), id);
        env.sh("--secret one", "cat /run/secrets/one").ok().prints("new");
        env.run("secret exists one").ok();
        env.run("secret exists nothing").code(1);
    }
    env.run("secret rm two").ok();
    env.run("secret rm nothing").code(1).stderr_has("nothing");
    env.run("secret rm --all").ok();
    env.run("secret ls -q").ok().prints("");
}
