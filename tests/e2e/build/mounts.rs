//! Mounts of RUN: caches, and agents.

use super::{Context, count};
use crate::harness::TestEnv;

#[test]
fn caches_begin_with_files_of_images_and_contexts() {
    let env = TestEnv::busybox();
    let mount = "--mount=type=cache,id=c,target=/c";
    let context = Context::new(
        &env,
        &format!(
            "FROM busybox AS base\nRUN mkdir -m 750 /seed && echo seed > /seed/file && chown -R 5:6 /seed\nFROM busybox\nARG N\n\
             RUN {mount},from=base,source=/seed echo $N >> /c/file && stat -c '%a %u %g' /c /c/file > /own && cp /c/file /seen\n\
             RUN {mount},from=place,source=sub cp /c/file /other\nRUN {mount} ls /c > /empty\n"
        ),
    );
    env.file("place/sub/file", "elsewhere\n");
    let place = format!("place={}", env.home().join("place").display());
    for n in ["1", "2"] {
        context.cmd(&format!("-t built --build-arg N={n} --build-context")).arg(&place).run().ok();
    }
    let shown =
        env.run("run --rm --network none built sh -c 'cat /seen /own /other; wc -c < /empty; ls /c 2>&1'").text();
    assert!(shown.starts_with("seed\n1\n2\n750 5 6\n644 5 6\nelsewhere\n0\n"), "{shown}");
    // A cache that began with other files is another one.
    env.file("place/sub/file", "changed\n");
    context.cmd("-t built --build-arg N=2 --build-context").arg(&place).run().ok();
    env.run("run --rm --network none built cat /other").ok().prints("changed\n");
    let bad = format!("FROM busybox\nRUN {mount},from=busybox,source=/nosuch true\n");
    context.file("Dockerfile", bad);
    context.build("").code(125).stderr_has("nosuch");
}

#[test]
fn caches_can_be_read_only_and_have_owners() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nRUN --mount=type=cache,target=/c,uid=3,gid=4,mode=1770 stat -c '%a %u %g' /c > /own && echo x > /c/x\n\
         RUN --mount=type=cache,target=/c,ro cat /c/x > /x && ! touch /c/y\n\
         RUN --mount=type=cache,target=/other,id=/c ls /other > /list\n",
    );
    assert_eq!(context.sh("cat /own /x /list"), "1770 3 4\nx\nx");
}

/// Two stages that note when they have the cache, and for how long.
fn overlapping(sharing: &str) -> String {
    let stage = |name: &str| {
        format!(
            "FROM busybox AS {name}\nRUN --mount=type=cache,target=/c,sharing={sharing} echo {name} in >> /c/log; sleep 1; echo {name} out >> /c/log; cat /c/log > /log\n"
        )
    };
    format!("{}{}FROM busybox\nCOPY --from=a /log /a\nCOPY --from=b /log /b\n", stage("a"), stage("b"))
}

#[test]
fn caches_are_shared_as_it_was_said() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, &overlapping("locked"));
    context.build("--jobs 2 -t built").ok();
    let shown = env.run("run --rm --network none built sh -c 'cat /a /b | sort | uniq -c | sort -n'").ok().text();
    // The second one sees what the first has done, from its beginning to its end.
    let logs = env.run("run --rm --network none built sh -c 'if [ $(wc -l < /a) = 4 ]; then cat /a; else cat /b; fi'");
    let whole = logs.ok().text();
    let lines: Vec<&str> = whole.lines().collect();
    assert_eq!(lines.len(), 4, "{shown}");
    assert_eq!(lines[0].split(' ').next(), lines[1].split(' ').next(), "{whole}");
    context.file("Dockerfile", overlapping("private"));
    context.build("--jobs 2 --no-cache -t built").ok();
    let shown = env.run("run --rm --network none built sh -c 'grep -c b /a; grep -c a /b'").text();
    assert_eq!(shown.lines().filter(|line| *line == "0").count(), 1, "{shown}");
}

/// Prints how many keys the agent of the environment has.
const ASK: &str = "import os, socket; s = socket.socket(socket.AF_UNIX); s.connect(os.environ['SSH_AUTH_SOCK']); \
    s.sendall(bytes([0, 0, 0, 1, 11])); d = s.recv(65536); print(int.from_bytes(d[5:9], 'big'))";

fn key(env: &TestEnv, name: &str, passphrase: &str) -> String {
    let path = env.home().join(name);
    let cmd = env.cmd_of("ssh-keygen").words("-q -t ed25519 -N").arg(passphrase).arg("-f").arg(&path);
    cmd.run().ok();
    path.display().to_string()
}

#[test]
fn keys_in_files_get_an_agent() {
    let env = TestEnv::software();
    let file = format!(
        "FROM software\nRUN --mount=type=ssh python3 -c \"{ASK}\" > /one\n\
         RUN --mount=type=ssh,id=two,uid=5,mode=0600 setpriv --reuid 5 --clear-groups python3 -c \"{ASK}\" > /two\n\
         RUN --mount=type=ssh,id=none test -z \"$SSH_AUTH_SOCK\"\n"
    );
    let context = Context::new(&env, &file);
    let (first, second) = (key(&env, "first", ""), key(&env, "second", ""));
    let flags = [format!("default={first}"), format!("two={first},{second}")];
    let built = context.cmd("-t built --ssh").arg(&flags[0]).arg("--ssh").arg(&flags[1]).deadline(120).run().ok();
    env.run("run --rm --network none built cat /one /two").ok().prints("1\n2\n");
    assert_eq!(count(&built.stdout, "PRIVATE"), 0);
    // Nothing of it stays.
    assert!(std::fs::read_dir(env.store().join("staging")).unwrap().next().is_none());
    let locked = key(&env, "locked", "passphrase");
    context.cmd("--ssh").arg(format!("default={locked}")).run().code(125).stderr_has("does not take the key");
    context.cmd("--ssh").arg("default=/no/such/key").run().code(125).stderr_has("/no/such/key");
    context.file("Dockerfile", "FROM software\nRUN --mount=type=ssh,required true\n");
    context.build("").code(125).stderr_has("the ssh default is required");
}
