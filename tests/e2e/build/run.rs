//! RUN.

use super::Context;
use crate::harness::TestEnv;

#[test]
fn commands_leave_their_files_behind() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nRUN echo one > /one && mkdir -m 1777 /dir && ln -s one /link\n\
         RUN [\"sh\", \"-c\", \"cat /one > /two; rm /one; chown 5:6 /two; chmod 4711 /two\"]\n",
    );
    let shown = context.sh("cat /two; stat -c '%a %u %g' /two /dir; readlink /link; test -e /one || echo gone");
    assert_eq!(shown, "one\n4711 5 6\n1777 0 0\none\ngone");
    // What the runtime needs to mount things is no part of the image.
    let changed = env.run("image diff built").ok().text();
    for stub in ["/run", "/etc", "/proc", "/dev"] {
        assert!(!changed.contains(stub), "{changed}");
    }
    env.run("ps -aq").ok().prints("");
}

#[test]
fn output_and_errors_are_shown() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nRUN echo to-out; echo to-err >&2\n");
    context.build("").ok().stdout_has("STEP 2/2: RUN echo").stdout_has("to-out\n").stderr_has("to-err\n");
    let quiet = context.build("-q --no-cache").ok().text();
    assert!(quiet.len() == 64 && quiet.bytes().all(|byte| byte.is_ascii_hexdigit()), "{quiet}");
}

#[test]
fn a_command_that_fails_says_where_and_names_nothing() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nRUN touch /before\nRUN echo words; \\\n  exit 7\n");
    let failed = context.build("-t built").code(7).stdout_has("words\n");
    failed.stderr_has("Dockerfile:3: ").stderr_has("exit code 7");
    env.run("image exists built").code(1);
    env.run("ps -aq").ok().prints("");
    // The step before need not be done again.
    context.build("").code(7).stdout_has("Using cache");
    context.file("Dockerfile", "FROM busybox\nRUN [\"/no/such\"]\n");
    context.build("").code(127).stderr_has("Dockerfile:2: ").stderr_has("/no/such");
    context.file("Dockerfile", "FROM busybox\nRUN sh -c 'kill -9 $$'; exit $?\n");
    context.build("").code(137).stderr_has("signal 9");
}

#[test]
fn user_directory_shell_and_variables_count() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nARG FROM_ARG=arg\nENV A=env FROM_ARG2=$FROM_ARG\nWORKDIR /w\nRUN echo nobody:x:77:88::/:/bin/sh >> /etc/passwd\n\
         RUN chmod 777 /w /data\nUSER nobody\nSHELL [\"/bin/sh\", \"-e\", \"-c\"]\n\
         RUN echo $(id -u):$(id -g) $(pwd) $A $FROM_ARG $FROM_ARG2 $- > file\n",
    );
    let shown = context.sh("cat /w/file");
    assert!(shown.starts_with("77:88 /w env arg arg ") && shown.contains('e'), "{shown}");
    assert_eq!(env.run("run --rm --network none built sh -c 'echo $FROM_ARG,$A'").ok().text(), ",env");
}

#[test]
fn heredocs() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nRUN <<EOF\nset -e\nX=1\necho \"a $X\" > /a\nEOF\n\
         RUN cat > /b <<'END'\n$X stays\nEND\n\
         RUN <<EOF\n#!/bin/sh\necho script $0 > /c\nEOF\n",
    );
    assert_eq!(context.sh("cat /a /b /c"), "a 1\n$X stays\nscript /dev/pipes/EOF");
}

#[test]
fn directories_in_memory_begin_empty_unless_told() {
    let env = TestEnv::busybox();
    let run = "RUN --mount=type=tmpfs,target=/data";
    let context = Context::new(&env, &format!("FROM busybox\n{run} ls /data >/a\n{run},tmpcopyup,Z ls /data >/b\n"));
    assert_eq!(context.sh("wc -l </a; cat /b"), "0\nfile\nlink\nsub");
}

#[test]
fn mounts() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox AS first\nRUN echo from-first > /first\nFROM busybox\n\
         RUN --mount=type=bind,target=/ctx cat /ctx/sub/file > /a && ! touch /ctx/new\n\
         RUN --mount=type=bind,source=sub,target=/ctx,rw touch /ctx/new && ls /ctx > /b\n\
         RUN --mount=type=bind,from=first,target=/stage cat /stage/first > /c\n\
         RUN --mount=type=bind,from=first,source=/etc/passwd,target=/pw head -n1 /pw > /d\n\
         RUN --mount=type=tmpfs,target=/t,size=1m touch /t/gone && stat -f -c %T /t > /e\n\
         RUN --mount=type=secret,id=token cat /run/secrets/token > /f; stat -c %a /run/secrets/token >> /f || true\n\
         RUN --mount=type=secret,id=token,target=/s,mode=0444,uid=3 stat -c '%a %u' /s > /g\n\
         RUN --mount=type=secret,id=token,env=TOKEN echo $TOKEN > /h\n\
         RUN --mount=type=secret,id=none test ! -e /run/secrets/none\n",
    );
    context.file("sub/file", "from-context\n");
    let secret = env.file("token", "secret-text\n");
    context.cmd("-t built --secret").arg(format!("id=token,src={}", secret.display())).run().ok();
    let shown = env.run("run --rm --network none built sh -c 'cat /a /b /c; head -c4 /d; echo; cat /e /f /g /h; ls /'");
    let text = shown.ok().text();
    let expected = "from-context\nfile\nnew\nfrom-first\nroot\ntmpfs\nsecret-text\n400\n444 3\nsecret-text\n";
    assert!(text.starts_with(expected), "{text}");
    for left in ["ctx", "stage", "pw", "\ns\n", "\nt\n"] {
        assert!(!text[expected.len()..].contains(left), "{left}: {text}");
    }
    assert!(!context.dir.join("sub/new").exists());
    context.file("Dockerfile", "FROM busybox\nRUN --mount=type=secret,id=token,required true\n");
    context.build("").code(125).stderr_has("the secret token is required").stderr_has("Dockerfile:2");
}

#[test]
fn caches_last_from_build_to_build() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nARG N\nRUN --mount=type=cache,target=/cache,uid=7,mode=0750 echo $N >> /cache/log && stat -c '%a %u' /cache > /own && cp /cache/log /log\n",
    );
    for n in ["1", "2"] {
        context.build(&format!("--build-arg N={n} -t built")).ok();
    }
    let shown = env.run("run --rm --network none built sh -c 'cat /log /own; ls /cache 2>&1'").text();
    assert!(shown.starts_with("1\n2\n750 7\n"), "{shown}");
    assert!(shown.contains("No such file"), "{shown}");
}

#[test]
fn what_a_command_leaves_running_is_ended() {
    let env = TestEnv::busybox();
    let context =
        Context::new(&env, "FROM busybox\nRUN (while true; do echo x >> /left; sleep 0.01; done) & sleep 0.1\n");
    context.build("-t built").ok();
    assert!(env.processes().is_empty(), "{:?}", env.processes());
}

#[test]
fn without_network_there_is_none() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nRUN --network=none ls /sys/class/net > /nets\nRUN --network=host cat /proc/net/dev > /host\n",
    );
    context.build("-t built").ok();
    let shown = env.run("run --rm --network none built sh -c 'cat /nets; wc -l < /host'").ok().text();
    assert_eq!(shown.lines().next(), Some("lo"));
}
