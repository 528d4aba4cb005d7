//! The instructions that change nothing but the configuration.

use super::Context;
use crate::harness::TestEnv;

#[test]
fn all_of_them() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nENV A=1 B=\"two words\"\nENV A=3\nLABEL k=v \"a b\"='c d'\nEXPOSE 80 53/udp 8000-8001\nVOLUME /vol [\"x\"]\n\
         VOLUME [\"/a\", \"/b\"]\nUSER 5:6\nWORKDIR /w\nWORKDIR sub\nSTOPSIGNAL SIGQUIT\nMAINTAINER me\n\
         SHELL [\"/bin/sh\", \"-ec\"]\nCMD echo $HOME\nENTRYPOINT [\"/bin/sh\", \"-c\"]\nONBUILD RUN echo hi\n\
         HEALTHCHECK --interval=5s --timeout=2s --start-period=1m --start-interval=3s --retries=4 CMD [\"true\", \"x\"]\n",
    );
    let json = context.config("{{json .Config}}");
    let config: serde_json::Value = serde_json::from_str(&json).unwrap();
    let is = |key: &str, expected: &str| {
        let expected: serde_json::Value = serde_json::from_str(expected).unwrap();
        assert_eq!(config[key], expected, "{key} in {json}");
    };
    let variables = config["Env"].to_string();
    assert!(variables.contains("\"A=3\"") && variables.contains("\"B=two words\""), "{variables}");
    is("Labels", r#"{"k":"v","a b":"c d"}"#);
    is("ExposedPorts", r#"{"53/udp":{},"80/tcp":{},"8000/tcp":{},"8001/tcp":{}}"#);
    is("Volumes", r#"{"/a":{},"/b":{},"/vol":{},"[x]":{}}"#);
    is("User", r#""5:6""#);
    is("WorkingDir", r#""/w/sub""#);
    is("StopSignal", r#""SIGQUIT""#);
    is("Cmd", r#"["/bin/sh","-ec","echo $HOME"]"#);
    is("Entrypoint", r#"["/bin/sh","-c"]"#);
    is("OnBuild", r#"["RUN echo hi"]"#);
    is("Shell", r#"["/bin/sh","-ec"]"#);
    is(
        "Healthcheck",
        r#"{"Test":["CMD","true","x"],"Interval":5000000000,"Timeout":2000000000,"StartPeriod":60000000000,"StartInterval":3000000000,"Retries":4}"#,
    );
    assert_eq!(env.run("image inspect built --format {{.Author}}").ok().text(), "me");
    let history = env.run("history --no-trunc built --format {{.CreatedBy}}").ok().text();
    for line in ["/bin/sh -c #(nop) ENV A=3", "/bin/sh -c #(nop) WORKDIR sub", "/bin/sh -c #(nop) USER 5:6"] {
        assert!(history.contains(line), "{history}");
    }
}

#[test]
fn onbuild_is_done_by_the_next_build() {
    let env = TestEnv::busybox();
    let context =
        Context::new(&env, "FROM busybox\nONBUILD RUN echo triggered > /trigger\nONBUILD COPY file /copied\n");
    context.build("-t base").ok();
    context.file("file", "of the context");
    context.file("Dockerfile", "FROM base\nRUN cat /trigger > /seen\n");
    assert_eq!(context.sh("cat /seen /copied"), "triggered\nof the context");
    assert_eq!(env.run("image inspect built --format {{.Config.OnBuild}}").ok().text(), "[]");
}

#[test]
fn an_entrypoint_drops_the_command_of_the_base_image_only() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nCMD [\"from-base\"]\n");
    context.build("-t base").ok();
    context.file("Dockerfile", "FROM base\nENTRYPOINT [\"e\"]\n");
    assert_eq!(context.config("{{json .Config.Cmd}}"), "[]");
    context.file("Dockerfile", "FROM base\nCMD [\"mine\"]\nENTRYPOINT [\"e\"]\n");
    assert_eq!(context.config("{{json .Config.Cmd}}"), "[\"mine\"]");
}

#[test]
fn directories_are_made_for_the_user() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nRUN echo u:x:9:10::/:/bin/sh >> /etc/passwd\nUSER u\nWORKDIR /new/dir\nWORKDIR ../other\n",
    );
    assert_eq!(
        context.sh("stat -c '%n %u %g %a' /new /new/dir /new/other; pwd"),
        "/new 9 10 755\n/new/dir 9 10 755\n/new/other 9 10 755\n/new/other"
    );
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\n");
    for (text, words) in [
        ("FROM busybox\nNOPE x\n", &["Dockerfile:2", "NOPE"][..]),
        ("FROM nosuch.invalid/image\n", &["Dockerfile:1", "nosuch.invalid"]),
        ("FROM busybox\nCOPY missing /x\n", &["Dockerfile:2", "missing"]),
        ("FROM busybox\nCOPY ../../etc/passwd /x\nRUN grep coracle-test /x\n", &["Dockerfile:2", "etc/passwd"]),
        ("FROM busybox\nCOPY --chown=nosuch Dockerfile /x\n", &["Dockerfile:2", "nosuch", "/etc/passwd"]),
        ("FROM busybox\nCOPY --chmod=99 Dockerfile /x\n", &["Dockerfile:2", "99"]),
        ("FROM busybox\nCOPY Dockerfile /etc/passwd/x\n", &["Dockerfile:2", "is not a directory"]),
    ] {
        context.file("Dockerfile", text);
        let refused = context.build("--pull=never -t built").code(125);
        words.iter().fold(refused, |refused, word| refused.stderr_has(word));
        env.run("image exists built").code(1);
    }
}
